"""The calculations of the examples: every row has the value of its own tranche, and every sum comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.calculation import steps
from resultaatcontract.annex.folding import folded, together
from resultaatcontract.annex.names import Names
from resultaatcontract.annex.wording import Writer, capital
from resultaatcontract.document.model import Clause, Table
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.examples import example_results
from resultaatcontract.outputs.outcome import Outcome, TrancheOutcome, pay
from resultaatcontract.text import writing
from resultaatcontract.text.reading import decimals
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL
from tests.repository import CONTRACTS as PATHS
from tests.repository import load

TEXTS = {path.stem: path.read_text() for path in PATHS} | ALL
ROUNDED = (", afgerond", ", naar grootste rest")
NOT_COUNTED = (", telt niet mee", ", telt als nul")


@cache
def compiled(name: str) -> Compiled:
    return compile_source(Source("proef.rc", TEXTS[name]), load=load)


def worked(name: str) -> Iterator[tuple[Outcome, list[Table]]]:
    made = compiled(name)
    for example in made.contract.examples:
        outcome = pay(made.plan, example_results(example, made.contract))
        yield outcome, steps(made, outcome, Names(Writer(made.contract), made.contract))


def blocks(name: str) -> Iterator[tuple[Outcome, TrancheOutcome, Table]]:
    for outcome, tables in worked(name):
        for table in tables:
            for one in outcome.tranches:
                if table.caption == f"Berekening bij “{one.title}”, {writing.day(one.day)}":
                    yield outcome, one, table


@pytest.mark.parametrize("name", TEXTS)
def test_a_row_has_the_amount_of_its_own_tranche(name: str) -> None:
    contract = compiled(name).contract
    w = Writer(contract)

    def money(value: int) -> str:
        return w.money(Fraction(value, 10 ** decimals(contract.currency)))

    for outcome, one, table in blocks(name):
        until = outcome.tranches[: outcome.tranches.index(one) + 1]
        expected = {"Recht": money(one.entitlement), f"{one.title}, te betalen": money(one.total)}
        expected[f"{one.title}, terug te betalen"] = money(-one.total)
        for party in one.pays:
            borne = sum(each.pays[party] for each in until)
            expected[f"Ten laste van {w.party(party)}, t/m deze tranche"] = money(borne)
        for party in one.receives:
            received = sum(each.receives[party] for each in until)
            expected[f"Aan {w.party(party)}, t/m deze tranche"] = money(received)
        for label, _, value in table.rows:
            assert value == expected.get(label, value), (one.title, label)
        labels = [row[0] for row in table.rows]
        assert labels.count(f"{one.title}, te betalen") + labels.count(f"{one.title}, terug te betalen") == 1


@pytest.mark.parametrize("name", TEXTS)
def test_every_amount_of_a_tranche_is_in_its_calculation(name: str) -> None:
    """No tranche that pays something is left out, and only one that pays nothing has no block of its own."""
    for outcome, tables in worked(name):
        told = "\n".join(table.caption for table in tables)
        told += "\n".join(row[0] for table in tables if table.columns[0] == "Tranche" for row in table.rows)
        for one in outcome.tranches:
            if one.total or any(one.pays.values()):
                assert one.title in told


@pytest.mark.parametrize("name", TEXTS)
def test_every_sum_comes_out(name: str) -> None:
    for _, tables in worked(name):
        for table in tables:
            for label, formula, value in table.rows if table.columns[0] == "Stap" else ():
                found = evaluated(formula)
                if formula.endswith(NOT_COUNTED):
                    assert not evaluated(value)
                    continue
                if found is None or "…" in value or value in ("ja", "nee", "vervuld", "niet vervuld"):
                    continue
                shown = evaluated(value)
                assert shown is not None
                assert abs(found - shown) < 1 if formula.endswith(ROUNDED) else found == shown, (label, formula, value)


@pytest.mark.parametrize("name", TEXTS)
def test_no_calculation_is_only_its_outcome_and_none_is_raw(name: str) -> None:
    for _, tables in worked(name):
        for row in (row for table in tables if table.columns[0] == "Stap" for row in table.rows):
            assert row[1] != row[2]
            assert not re.search(
                r"(?<![0-9.,−])1 × |half van nul af|[0-9] [0-9]{2,}/|€ −[0-9.,]+ [−+]|\+ € −", row[1]
            ), row
            assert row[0] == capital(row[0])


def evaluated(formula: str) -> Fraction | None:
    """The value of a formula that holds figures only; None for words or for figures that are cut off."""
    text = formula
    for tail in ROUNDED:
        text = text.removesuffix(tail)
    text = re.sub(r"(€|£|¥|\$|[A-Z]{3})\u00a0", "", text)
    if not text or "…" in text:
        return None
    text = re.sub(
        r" \([^()]*(?:(?:verdeeld naar|in de) verhouding|naar grootste rest)[^()]*\)|(?<=[0-9]) \([0-9/% ]+ × [^()]*\)",
        "",
        text,
    )  # how a term came about
    text = re.sub(r" verdeeld naar verhouding: (\S+) op (\S+)|, in de verhouding (\S+) : (\S+)", _times, text)
    text = re.sub(r"wat eerder is betaald \((\S+)\)", r"\1", text)
    text = re.sub(r"het (laagste|hoogste) van ", lambda found: f"{found[1]} ", text)
    if re.search(r"[a-zA-Zé]", re.sub(r"\b(laagste|hoogste|en)\b", "", text)):
        return None
    tokens = re.findall(r"[0-9][0-9.]*(?:,[0-9]+)?|[()+×/%−,]|[a-z]+", text)
    return Reader(tokens).whole()


def _times(found: re.Match[str]) -> str:
    part, whole = (one for one in found.groups() if one)
    return f" × {part} / {whole}"


class Reader:
    """Reads the arithmetic of a formula. «23 1/3» is a mixed number; a share binds tighter than a product."""

    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens

    def whole(self) -> Fraction:
        found = self.sum()
        assert not self.left, self.left
        return found

    def take(self, *wanted: str) -> str | None:
        return self.left.pop(0) if self.left and self.left[0] in wanted else None

    def sum(self) -> Fraction:
        found = self.product()
        while sign := self.take("+", "−"):
            other = self.product()
            found = found + other if sign == "+" else found - other
        return found

    def product(self) -> Fraction:
        found = self.factor()
        while sign := self.take("×", "/"):
            other = self.factor()
            found = found * other if sign == "×" else found / other if other else Fraction(0)
        return found

    def factor(self) -> Fraction:
        if self.take("−"):
            return -self.factor()
        if self.take("("):
            found = self.sum()
            assert self.take(")")
            return self.percent(found)
        if which := self.take("laagste", "hoogste"):
            values = [self.sum()]
            while self.take(",", "en"):
                values.append(self.sum())
            return min(values) if which == "laagste" else max(values)
        found = self.figure()
        if len(self.left) >= 3 and re.fullmatch(r"[0-9]+", self.left[0]) and self.left[1] == "/":
            above = self.figure()
            self.take("/")
            found += above / self.figure()
        return self.percent(found)

    def figure(self) -> Fraction:
        return Fraction(self.left.pop(0).replace(".", "").replace(",", "."))

    def percent(self, found: Fraction) -> Fraction:
        return found / 100 if self.take("%") else found


def test_the_reader_of_formulas() -> None:
    assert evaluated("48 × € 3.125,00") == 150000
    assert evaluated("het laagste van (€ 3,00 + € 5,00) en € 9,00") == 8
    assert evaluated("(30% − 27,5%) / 30%") == Fraction(1, 12)
    assert evaluated("23 1/3%") == Fraction(70, 300)
    assert evaluated("€ 1,00 verdeeld") is None


# ------------------------------------------------------------------ single constructs

SMALL = """
taal 1

overeenkomst "Proef"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR

partij gemeente "Gemeente Horn", hierna "de Gemeente", is betaler
partij aanbieder "Aanbieders", hierna "de Aanbieders", is uitvoerder

deelnemer gezin "Gezin", meervoud "Gezinnen"

meting dagen "Dagen": aantal 0 t/m 100
  bij ontbreken niet behaald

indicator baan "Baan"
  {indicator}

betaling
  gemeente draagt 100%
  aan aanbieder

voorbeeld "Drie gezinnen"
  deelnemer a: dagen = 10
  2 deelnemers b: dagen = 25
  deelnemer c: dagen = ontbreekt
  verwacht totaal {total}
"""


def tables(indicator: str, total: str) -> list[Table]:
    text = SMALL.format(indicator=indicator.replace("; ", "\n  "), total=total)
    annex = build_annex(compile_source(Source("proef.rc", text)))
    article = next(one for one in annex.articles if one.title == "Rekenvoorbeelden")
    return [table for block in article.blocks if isinstance(block, Clause) for table in block.tables]


def plain(row: tuple[str, ...]) -> list[str]:
    return [cell.replace("\u00a0", " ") for cell in row]


@pytest.mark.parametrize(
    ("indicator", "total", "cells"),
    [
        (
            "behaald als dagen ≥ 20; vergoeding € 100",
            "€ 200",
            ["nee (10 is minder dan 20 of een meting ontbreekt): € 0,00", "ja: € 100,00"],
        ),
        (
            "behaald als dagen ≥ 20; voor de eerste 1 deelnemers; vergoeding € 100",
            "€ 100",
            ["nee: € 0,00", "ja: € 100,00"],
        ),
        (
            "behaald als dagen ≥ 20; alleen als aantal deelnemers ≥ 5; vergoeding € 100",
            "€ 0",
            ["nee (10 is minder dan 20 of een meting ontbreekt): € 0,00", "ja, maar telt niet mee: € 0,00"],
        ),
        (
            "resultaat (dagen - 5) in dagen; vergoeding € 3 per dag",
            "€ 135",
            ["5: (10 − 5) × € 3,00 = € 15,00", "20: (25 − 5) × € 3,00 = € 60,00", "0 (een meting ontbreekt): € 0,00"],
        ),
    ],
)
def test_a_participant_s_amount_is_worked_out_and_a_zero_has_its_reason(
    indicator: str, total: str, cells: list[str]
) -> None:
    table = next(one for one in tables(indicator, total) if one.columns[0].startswith("Resultaat en vergoeding"))
    assert plain(table.rows[0])[1:] == cells


def test_a_condition_of_the_contract_stands_with_what_was_compared() -> None:
    made = tables("behaald als dagen ≥ 20; alleen als aantal deelnemers ≥ 5; vergoeding € 100", "€ 0")
    rows = [plain(row) for table in made for row in table.rows]
    assert ["Voorwaarde van “Baan”", "4 is minder dan 5", "niet vervuld"] in rows


def test_a_result_that_does_not_count_says_what_it_would_be() -> None:
    indicator = (
        "resultaat som van dagen over deelnemers in dagen; alleen als aantal deelnemers ≥ 5; vergoeding € 3 per dag"
    )
    rows = [plain(row) for table in tables(indicator, "€ 0") for row in table.rows]
    assert ["Baan", "60, telt niet mee", "0"] in rows


def test_equal_periods_in_a_row_are_one_row_and_others_stay_apart() -> None:
    years = [(f"Werk, Jaar {year}", "1 is minder dan 2", "nee") for year in (2027, 2028, 2029)]
    other = ("Werk, Jaar 2030", "2 is ten minste 2", "ja")
    assert folded([*years, other]) == [("Werk, Jaar 2027 tot en met Jaar 2029, telkens", *years[0][1:]), other]
    assert folded([years[0], other, years[1], years[2]]) == [years[0], other, years[1], years[2]]


def test_parties_with_equal_rows_share_one() -> None:
    rows = [("Aan A, t/m deze tranche", "50% × € 2", "€ 1"), ("Aan B, t/m deze tranche", "50% × € 2", "€ 1")]
    assert together(rows, "Aan ") == [("Aan A en B ieder, t/m deze tranche", "50% × € 2", "€ 1")]
