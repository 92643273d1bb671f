"""Prices and steps."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from ...record import record
from ..expressions import Expr
from .measured import Attribute, Element, Loan

# ------------------------------------------------------------------ prices


class Unit(Enum):
    PARTICIPANT = "deelnemer"
    UNIT = "eenheid"


@record(kw_only=True)
class FlatPrice(Element):
    """An amount: once when achieved, or times the result.

    `sign` is −1 for a malus. `signed`: what comes out below zero is taken off. `clamped`: it can come out below zero, and
    then counts as nothing.
    """

    amount: Expr
    per: Unit | None
    unit: str | None
    sign: int
    signed: bool = False
    clamped: bool = False


@record(kw_only=True)
class WeightPrice(Element):
    """A part of the maximum fee, times the result."""

    weight: Fraction
    maximum: Expr
    clamped: bool = False  # as for FlatPrice


@record(kw_only=True)
class Row(Element):
    """A band of a table; None is no bound. For a point of a line `low == high`."""

    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool
    amount: Expr
    per_unit: bool
    sign: int


class Reading(Enum):
    STEP = "trede"
    SLICE = "schijf"
    LINE = "lineair"


@record(kw_only=True)
class TablePrice(Element):
    reading: Reading
    rows: tuple[Row, ...]


@record(kw_only=True)
class ChoicePrice(Element):
    attribute: Attribute
    prices: tuple[tuple[str, Expr], ...]
    assumptions: tuple[str | None, ...]
    per: Unit | None
    unit: str | None
    clamped: bool = False  # as for FlatPrice


@record(kw_only=True)
class ForgivenessPrice(Element):
    share: Fraction
    loan: Loan


@record(kw_only=True)
class RebatePrice(Element):
    """Interest not due: rate × principal × the part of a year from `first` up to and including `last`.

    Of an indicator per period the days may be those of whichever period it is; then both are None here.
    """

    rate: Fraction
    loan: Loan
    first: date | None
    last: date | None


Price: TypeAlias = "FlatPrice | WeightPrice | TablePrice | ChoicePrice | ForgivenessPrice | RebatePrice"


def can_be_malus(price: Price | None) -> bool:
    """Whether an amount can be below zero."""
    match price:
        case FlatPrice(sign=sign, signed=signed):
            return sign < 0 or signed
        case TablePrice(rows=rows):
            return any(row.sign < 0 for row in rows)
    return False


# ------------------------------------------------------------------ steps: limits and deductions in the order written


@record(kw_only=True)
class Cap(Element):
    amount: Expr


@record(kw_only=True)
class Floor(Element):
    amount: Expr
    at_the_end: bool = False  # only at the final settlement


@record(kw_only=True)
class Discount(Element):
    share: Expr
    condition: Expr | None


@record(kw_only=True)
class Deduction(Element):
    """Never takes more than there is."""

    amount: Expr
    condition: Expr | None


class Direction(Enum):
    HALF_AWAY = "half van nul af"
    DOWN = "naar beneden"
    UP = "naar boven"


@record(kw_only=True)
class RoundTo(Element):
    unit: Fraction
    direction: Direction


Step: TypeAlias = "Cap | Floor | Discount | Deduction | RoundTo"
