"""The calculations of the examples: every row has the value of its own tranche, and every sum comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest
from resultaatcontract.annex.calculation import Names, steps
from resultaatcontract.annex.wording import Writer, capital
from resultaatcontract.document.model import Table
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
    text = re.sub(r" \([^()]*(?:verdeeld naar|in de) verhouding[^()]*\)", "", text)  # how a term came about
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
