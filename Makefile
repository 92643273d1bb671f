# Two commands do everything on a machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LEEUWARDEN := contracts/leeuwarden-oost

.PHONY: demo test lint types unit contracts pages bench fuzz clean

demo: $(VENV)/demo.stamp
	$(BIN)/rc check $(LEEUWARDEN)
	$(BIN)/rc test $(LEEUWARDEN)
	@mkdir -p build
	$(BIN)/rc pay $(LEEUWARDEN)/leeuwarden-oost.rc $(LEEUWARDEN)/resultaten.csv
	$(BIN)/rc pay $(LEEUWARDEN)/leeuwarden-oost.rc $(LEEUWARDEN)/resultaten.csv -o build/afrekening.json
	$(BIN)/rc pay $(LEEUWARDEN)/leeuwarden-oost.rc $(LEEUWARDEN)/resultaten.csv --verify build/afrekening.json
	$(BIN)/rc pay $(LEEUWARDEN)/leeuwarden-oost.rc $(LEEUWARDEN)/resultaten.csv -o build/afrekening.pdf
	$(BIN)/rc pay $(LEEUWARDEN)/leeuwarden-oost.rc $(LEEUWARDEN)/resultaten.csv -o build/afrekening.xlsx
	$(BIN)/rc annex $(LEEUWARDEN)/leeuwarden-oost.rc -o build/bijlage.html
	$(BIN)/rc annex $(LEEUWARDEN)/leeuwarden-oost.rc -o build/bijlage.md
	$(BIN)/rc annex $(LEEUWARDEN)/leeuwarden-oost.rc -o build/bijlage.pdf
	$(BIN)/rc verify build/bijlage.pdf
	$(BIN)/rc annex $(LEEUWARDEN)/leeuwarden-oost.rc -o build/bijlage.docx
	$(BIN)/rc build $(LEEUWARDEN)/leeuwarden-oost.rc -o build/betaalfunctie.py
	$(BIN)/rc sheet $(LEEUWARDEN)/leeuwarden-oost.rc -o build/metingen.xlsx
	@echo "Klaar. De bijlage staat in build/bijlage.pdf, build/bijlage.docx en build/bijlage.html, de afrekening in build/afrekening.pdf en build/afrekening.xlsx, de betaalfunctie in build/betaalfunctie.py."

test: lint types unit contracts

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

# On two processors; `make unit JOBS=0` runs them one after the other.
JOBS ?= 2
unit: $(VENV)/dev.stamp
	$(BIN)/pytest --numprocesses $(JOBS)

contracts: $(VENV)/dev.stamp
	$(BIN)/rc check contracts
	$(BIN)/rc test contracts
	$(BIN)/rc fmt --check contracts

# One run prints all ratios; the promises stand in bench/ratios.py.
bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench.ratios

# A minute of random and mutated contracts; `make fuzz SEED=…` for other ones.
SEED ?= 7
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.fuzz --seconds 60 --seed $(SEED)

# Everything that is generated and kept: the pages per finding, the page of the library, and the goldens. Read the difference before committing.
pages: $(VENV)/dev.stamp
	$(BIN)/python -m resultaatcontract.findings.pages
	$(BIN)/python -m resultaatcontract.catalogue
	$(BIN)/python -m resultaatcontract.document.house_style
	$(BIN)/python -m resultaatcontract.overview
	RC_GOLDENS=write $(BIN)/pytest

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[pdf,word]'
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/demo.stamp

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
