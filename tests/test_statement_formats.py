"""The statement in every form says the same amounts; a statement is worked out again and a change in it shows."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from click.testing import CliRunner, Result
from resultaatcontract.cli import main
from resultaatcontract.examples import example_results
from resultaatcontract.outputs.outcome import pay
from resultaatcontract.outputs.statement import Receipt, statement_json
from resultaatcontract.statement.document import Settled
from resultaatcontract.statement.formats import statement_as
from resultaatcontract.text import writing

from .programs import office_to, text_of_pdf
from .repository import CONTRACTS, ROOT
from .results_files import compiled_path

LEEUWARDEN = ROOT / "contracts" / "leeuwarden-oost" / "leeuwarden-oost.rc"
RESULTS = LEEUWARDEN.parent / "resultaten.csv"
FUND = ROOT / "contracts" / "resultatenfonds" / "uitvragen.rc"

AMOUNT = re.compile(r"−?[€$£]\s?[0-9.]+,[0-9]{2}")


def rc(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def examples() -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in CONTRACTS if compiled_path(path).contract.examples]


@cache
def settled(path: Path) -> Settled:
    """The first example of a contract as results."""
    compiled = compiled_path(path)
    results = example_results(compiled.contract.examples[0], compiled.contract)
    return Settled(compiled, results, pay(compiled.plan, results), Receipt(compiled.digest, "0" * 64))


def shown(amounts: str) -> list[str]:
    return [re.sub(r"\s", "", one) for one in AMOUNT.findall(amounts)]


@pytest.mark.parametrize("path", examples())
def test_page_and_workbook_hold_what_each_party_pays_and_receives(path: Path) -> None:
    one = settled(path)
    book = openpyxl.load_workbook(BytesIO(bytes(statement_as("xlsx", one, False))))  # type: ignore[arg-type]
    whole = json.loads(statement_json(one.compiled, one.results, one.outcome, one.receipt))
    paid: dict[tuple[str, str], Fraction] = {}
    if "Betalingen" in book.sheetnames:
        for _, day, party, way, amount in book["Betalingen"].iter_rows(min_row=2, values_only=True):
            key = (f"{day:%Y-%m-%d} {party}", str(way))
            paid[key] = paid.get(key, Fraction(0)) + Fraction(str(amount))
    names = {party.name: party.called for party in one.compiled.contract.parties} | {"(deelnemers)": "de deelnemers"}
    expected: dict[tuple[str, str], Fraction] = {}
    for tranche in whole["tranches"]:
        for way in ("betaalt", "ontvangt"):
            for party, amount in tranche[way].items():
                if Fraction(amount):
                    key = (f"{tranche['datum']} {names[party]}", way)
                    expected[key] = expected.get(key, Fraction(0)) + Fraction(amount)
    assert paid == expected
    page = str(statement_as("md", one, False)).replace("\N{NO-BREAK SPACE}", " ")
    for way in ("betaalt", "ontvangt"):
        for party, amount in whole[way].items():
            told = [
                line
                for line in page.splitlines()
                if re.match(r"\*\*2\.[0-9]+\*\* " + re.escape(names[party]), line, re.I)
            ]
            assert told, (party, way)
            value = abs(Fraction(amount))
            written = writing.money(value, whole["munt"]).replace("\N{NO-BREAK SPACE}", " ")
            assert any(written in line or (not value and "niets" in line) for line in told), (party, way, told)


def test_pdf_page_and_markdown_hold_the_same_amounts(tmp_path: Path) -> None:
    made = {}
    for ending in ("pdf", "html", "md"):
        run = rc("pay", LEEUWARDEN, RESULTS, "-o", tmp_path / f"a.{ending}")
        assert run.exit_code == 0, run.output
        made[ending] = (tmp_path / f"a.{ending}").read_bytes()
    pages = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made["pdf"])).pages)
    html = re.sub(r"<[^>]*>", " ", made["html"].decode())
    # In the sum of the parts an amount can be broken over two lines of the PDF, but never left out.
    assert set(shown(html)) == set(shown(made["md"].decode())) == set(shown(pages))
    assert "€368.999,93" in shown(pages)
    inside = pypdf.PdfReader(BytesIO(made["pdf"])).attachments
    [(name, contents)] = inside.items()
    assert name.endswith("afrekening.json")
    assert json.loads(contents[0])["totaal"] == "368999.93"


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "html", "md"])
def test_the_same_results_give_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        assert rc("pay", LEEUWARDEN, RESULTS, "-o", tmp_path / f"{name}.{ending}").exit_code == 0
    assert (tmp_path / f"een.{ending}").read_bytes() == (tmp_path / f"twee.{ending}").read_bytes()


def test_the_amounts_per_pseudonym_sum_to_those_of_the_indicators(tmp_path: Path) -> None:
    assert rc("pay", LEEUWARDEN, RESULTS, "-o", tmp_path / "a.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sums = []
    for sheet in ("Indicatoren", "Deelnemers"):
        found: dict[str, Fraction] = {}
        for row in book[sheet].iter_rows(min_row=2, values_only=True):
            found[str(row[-2])] = found.get(str(row[-2]), Fraction(0)) + Fraction(str(row[-1]))
        sums.append(found)
    assert sums[0] == sums[1]
    assert sum(sums[0].values()) == Fraction("368999.93")


def test_a_statement_comes_out_and_a_changed_amount_shows(tmp_path: Path) -> None:
    statement = tmp_path / "afrekening.json"
    assert rc("pay", LEEUWARDEN, RESULTS, "--at", "1-4-2023", "-o", statement).exit_code == 0
    good = rc("pay", LEEUWARDEN, RESULTS, "--verify", statement)
    assert good.exit_code == 0, good.output
    assert "komt uit" in good.output
    document = json.loads(statement.read_text(encoding="utf-8"))
    document["betaalt"]["gemeente"] = "214833.33"
    statement.write_text(json.dumps(document), encoding="utf-8")
    wrong = rc("pay", LEEUWARDEN, RESULTS, "--verify", statement)
    assert wrong.exit_code == 1
    assert "RC912" in wrong.output
    assert "`betaalt.gemeente`: de afrekening zegt 214833.33, berekend is 214833.32." in wrong.output
    document["betaalt"]["gemeente"] = "214833.32"
    document["kwitantie"]["afrekening_sha256"] = "0" * 64
    statement.write_text(json.dumps(document), encoding="utf-8")
    assert "vingerafdruk" in rc("pay", LEEUWARDEN, RESULTS, "--verify", statement).output


def test_a_statement_of_other_results_or_of_another_contract_is_told_so(tmp_path: Path) -> None:
    statement = tmp_path / "afrekening.json"
    assert rc("pay", LEEUWARDEN, RESULTS, "-o", statement).exit_code == 0
    lines = RESULTS.read_text(encoding="utf-8").splitlines()
    fewer = tmp_path / "metingen.csv"
    fewer.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    other = rc("pay", LEEUWARDEN, fewer, "--verify", statement)
    assert other.exit_code == 1
    assert "met andere metingen gemaakt" in other.output
    text = tmp_path / "brief.json"
    text.write_text("[1, 2]", encoding="utf-8")
    unknown = rc("pay", LEEUWARDEN, RESULTS, "--verify", text)
    assert unknown.exit_code == 1
    assert "geen afrekening van deze overeenkomst" in unknown.output


def test_a_fund_has_its_statement_in_every_form_and_it_is_worked_out_again(tmp_path: Path) -> None:
    results = tmp_path / "resultaten"
    results.mkdir()
    header = "deelnemer;datum start;betaald_werk op start;betaald_werk op na_half_jaar\n"
    rows = [f"p{number};1-10-2026;nee;ja\n" for number in range(20)]
    (results / "venlo_oost.csv").write_text(header + "".join(rows), encoding="utf-8")
    for ending in ("pdf", "xlsx", "html", "md", "json"):
        run = rc("pay", FUND, results, "-o", tmp_path / f"fonds.{ending}")
        assert run.exit_code == 0, run.output
    page = (tmp_path / "fonds.md").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "is € 60.000,00 betaald." in page
    assert "Over is € 940.000,00." in page
    good = rc("pay", FUND, results, "--verify", tmp_path / "fonds.json")
    assert good.exit_code == 0, good.output
    document = json.loads((tmp_path / "fonds.json").read_text(encoding="utf-8"))
    document["over"] = "940000.01"
    (tmp_path / "fonds.json").write_text(json.dumps(document), encoding="utf-8")
    assert (
        "`over`: de afrekening zegt 940000.01" in rc("pay", FUND, results, "--verify", tmp_path / "fonds.json").output
    )


def test_verify_of_a_statement_as_pdf_says_what_to_do(tmp_path: Path) -> None:
    assert rc("pay", LEEUWARDEN, RESULTS, "-o", tmp_path / "a.pdf").exit_code == 0
    run = rc("verify", tmp_path / "a.pdf")
    assert run.exit_code == 1
    assert "Dit is een afrekening, geen bijlage." in run.output


def test_texts_of_a_contract_are_never_a_formula_in_the_workbook() -> None:
    source = compiled_path(LEEUWARDEN).source.text.replace(
        'indicator aanmelding "Aanmelding"', 'indicator aanmelding "=1+1"'
    )
    from resultaatcontract.driver import compile_source
    from resultaatcontract.text.source import Source

    compiled = compile_source(Source("a.rc", source))
    results = example_results(compiled.contract.examples[0], compiled.contract)
    one = Settled(compiled, results, pay(compiled.plan, results), Receipt(compiled.digest, "0" * 64))
    book = openpyxl.load_workbook(BytesIO(bytes(statement_as("xlsx", one, False))))  # type: ignore[arg-type]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.value == "=1+1"]
    assert all(cell.data_type != "f" for cell in cells)


def test_libreoffice_opens_the_workbook_and_shows_the_same_amounts(tmp_path: Path) -> None:
    assert rc("pay", LEEUWARDEN, RESULTS, "-o", tmp_path / "a.xlsx").exit_code == 0
    pages = text_of_pdf(office_to("pdf", tmp_path / "a.xlsx", tmp_path))
    assert "189,333.32" in pages or "189.333,32" in pages
    assert "LO-001" in pages
