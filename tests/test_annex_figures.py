"""Every number and condition that the function uses stands in the annex, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.elements import elements
from resultaatcontract.document.model import Clause, Document
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.findings import Rejected
from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as e
from resultaatcontract.model.build import build
from resultaatcontract.syntax import parse
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL
from tests.annex_figures import annex_figures, model_figures, normative_texts, worked_out
from tests.repository import CONTRACTS as CONTRACT_FILES
from tests.repository import load

ROOT = Path(__file__).parent.parent
CONTRACTS = {path.stem: path.read_text() for path in CONTRACT_FILES} | ALL
# The whole is always said as such, whether the contract writes it or not.
ALWAYS = {"100%"}


@cache
def compiled(text: str) -> Compiled:
    return compile_source(Source("proef.rc", text), load=load)


@cache
def annex_of(name: str) -> Document:
    return build_annex(compiled(CONTRACTS[name]))


def normative(annex: Document) -> list[str]:
    return list(normative_texts(annex))


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_figure_of_the_model_stands_in_the_annex(name: str) -> None:
    made = compiled(CONTRACTS[name])
    texts = "\n".join(normative(annex_of(name)))
    missing = [
        figure
        for figure in dict.fromkeys(model_figures(made.contract))
        if figure not in ALWAYS  # who bears all of it isn't said to bear 100%
        and not re.search(rf"(?<![0-9.,]){re.escape(figure.removesuffix('%'))}(?![0-9]|[.,][0-9])", texts)
    ]
    assert missing == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_figure_in_the_annex_stems_from_the_model(name: str) -> None:
    made = compiled(CONTRACTS[name])
    known = set(model_figures(made.contract)) | ALWAYS
    known |= set(worked_out(made.contract))
    known |= {figure.removesuffix("%") for figure in known}  # «10 procentpunt»
    strange = [figure for figure in annex_figures(annex_of(name), made.contract) if figure not in known]
    assert strange == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_measurement_of_an_indicator_is_named_in_its_clause(name: str) -> None:
    made = compiled(CONTRACTS[name])
    clauses = [
        block
        for article in annex_of(name).articles
        if article.title == "Indicatoren en vergoeding"
        for block in article.blocks
        if isinstance(block, Clause) and block.heading
    ]
    for indicator, clause in zip(made.contract.indicators, clauses, strict=True):
        words = repr(clause)
        used = [one for one in elements((indicator.result, indicator.gates)) if isinstance(one, e.Measured)]
        for one in used:
            # What is measured for each of several parties is named once.
            each = one.measurement.per_party
            assert f"“{one.measurement.title if each is None else each.title}”" in words
            if one.moment is not None:
                assert f"“{one.moment.title}”" in words
        for one in elements((indicator.result, indicator.gates)):
            if isinstance(one, e.HasChoice):
                assert f"“{one.attribute.title}”" in words
                assert f"“{dict(one.attribute.choices)[one.choice]}”" in words
            if isinstance(one, e.ResultOf) and one.indicator != indicator.name:
                assert f"“{one.title}”" in words


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_assumption_and_note_is_in_the_annex(name: str) -> None:
    words = repr(annex_of(name)).replace("\\'", "'")
    reasons = set(re.findall(r'aanname\s+"([^"]+)"', CONTRACTS[name]))
    for reason in reasons:
        assert reason[1:] in words
    for note in re.findall(r'toelichting\s+"([^"]+)"(?!")', CONTRACTS[name]):
        assert " ".join(note.split())[1:] in words


def test_an_assumed_figure_is_marked_where_it_stands() -> None:
    texts = "\n".join(normative(build_annex(compiled(ALL["participants"]))))
    for figure in ("31 december 2028", "€\u00a09.001,00", "321 Gezinnen", "15 april 2028", "€\u00a060.006,00", "103,2"):
        assert re.search(rf"{re.escape(figure)}(?: betaald)? \(aanname [0-9]+\)", texts), figure


# ------------------------------------------------------------------ mutations

_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")
_SWAPS = {
    "≥": ">",
    ">": "≥",
    "<": "≤",
    "=": "≠",
    " en ": " of ",
    " of ": " en ",
    " niet ": " ",
    "+": "−",
    "hoogste van": "laagste van",
    "laagste van": "hoogste van",
    "stijging van": "daling van",
    "enkelvoudig": "samengesteld",
    "samengesteld": "enkelvoudig",
    "werkelijk/360": "30/360",
    "werkelijk/365": "werkelijk/360",
    "werkelijk/werkelijk": "werkelijk/365",
    "naar beneden": "naar boven",
    "schuift door": "vervalt",
    "daarboven vervalt": "daarboven schuift door",
    "ten hoogste één telt": "ten hoogste 2 tellen",
    "per kalenderjaar": "",
    "buiten beschouwing": "niet behaald",
    "niet behaald": "fout",
    "verrekenen": "terugbetalen",
    "exclusief": "inclusief",
    "inclusief": "exclusief",
    "T0": "T1",
    "T1": "T0",
    "naar trede": "naar schijf",
    " tot ": " t/m ",
    "vanaf ": "boven ",
    "boven ": "vanaf ",
    "voorschot": "termijn",
    "kwijtschelding": "rentekorting",
    "aandeel deelnemers": "aantal deelnemers",
}


def _pieces(text: str) -> list[tuple[int, int]]:
    """The stretches of a contract that the function reads: no comments, no texts, no examples, no names of things."""
    head = text.index("\novereenkomst ")
    body = "\0" * head + text[head:]
    hidden = re.sub(r'"""[\s\S]*?"""|"[^"\n]*"|#[^\n]*', lambda found: "\0" * len(found.group()), body)
    return [(found.start(), found.end()) for found in re.finditer(r"[^\0\n]+", hidden)]


# What is proved follows from the rest: nothing of it is known only there.
PROVED = frozenset({"reikwijdte"})


def mutants(text: str) -> list[str]:
    """The contract with one figure or one word changed, for every place where that is possible."""
    found = []
    for start, end in _pieces(text):
        piece = text[start:end]
        for number in re.finditer(r"(?<![A-Za-z_0-9])[0-9]+(?![0-9]*[A-Za-z_])", piece):
            last = number.end() - 1
            digit = str((int(piece[last]) + 1) % 10)
            found.append(text[: start + last] + digit + text[start + last + 1 :])
        for old, new in _SWAPS.items():
            for place in re.finditer(re.escape(old), piece):
                found.append(text[: start + place.start()] + new + text[start + place.end() :])
    return found


@pytest.mark.parametrize("name", [*ALL, "leeuwarden-oost"])
def test_whatever_changes_the_function_changes_the_annex(name: str) -> None:
    text = CONTRACTS[name].split("\nvoorbeeld ")[0] + "\n"
    original = compiled(text)
    before = normative(build_annex(original, without=PROVED))
    accepted = 0
    unchanged = []
    for mutant in mutants(text):
        source = Source("proef.rc", mutant)
        try:
            contract, _, _ = build(parse(source), source)
        except Rejected:
            continue
        made = replace(original, source=source, contract=contract)  # without examples the plan plays no part
        if without_names(made.contract) == without_names(original.contract):
            continue
        accepted += 1
        if normative(build_annex(made, without=PROVED)) == before:
            line = next(new for new, old in zip(mutant.splitlines(), text.splitlines(), strict=True) if new != old)
            unchanged.append(line)
    assert unchanged == []
    assert accepted >= 20


def without_names(contract: m.Contract) -> str:
    """What the contract means, without the examples: what names are used in the text plays no part."""
    term = f"{contract.first}{contract.last}{contract.run_off}{contract.currency}{contract.vat_basis}"
    parts = elements(replace(contract, examples=()))
    return "\n".join([term, *(repr(one) for one in parts if not isinstance(one, m.Contract))])
