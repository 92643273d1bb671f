"""Worked examples."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from ...record import record
from .measured import Element


@record(kw_only=True)
class ExampleParticipant(Element):
    """`number` identical participants. Values by (measurement, moment name or ""); dates by moment name."""

    name: str
    number: int
    values: tuple[tuple[tuple[str, str], Fraction | bool | date | None], ...]
    dates: tuple[tuple[str, date], ...]
    choices: tuple[tuple[str, str], ...]


class Expected(Enum):
    TOTAL = "totaal"
    PAYS = "betaalt"
    RECEIVES = "ontvangt"
    INDICATOR = "indicator"
    TRANCHE = "tranche"
    TRANCHE_PAYS = "tranche betaalt"
    TRANCHE_RECEIVES = "tranche ontvangt"
    YEAR = "jaar"
    PARTICIPANT = "deelnemer"


@record(kw_only=True)
class Expectation(Element):
    """`keys` name the party, indicator, tranche, year or participant; the amount is in whole units of the currency."""

    expected: Expected
    keys: tuple[str, ...]
    amount: Fraction


@record(kw_only=True)
class Example(Element):
    title: str
    participants: tuple[ExampleParticipant, ...]
    values: tuple[tuple[tuple[str, str], Fraction | bool | date | None], ...]
    expectations: tuple[Expectation, ...]
    notes: tuple[str, ...] = ()
