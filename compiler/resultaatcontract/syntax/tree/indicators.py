"""Prices, steps, indicators, groups and levels."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .expressions import Expr
from .words import (
    Assumption,
    Date,
    Definition,
    Gate,
    JumpLimit,
    Literal,
    Marker,
    Name,
    Node,
    Note,
    Number,
    Percent,
    Text,
)

# ------------------------------------------------------------------ prices and steps


@record
class PerUnit(Node):
    unit: Name


Unit: TypeAlias = "PerUnit | Marker"


@record
class Fee(Node):
    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@record
class FeeOrMalus(Node):
    """`vergoeding of malus`: what is paid, or taken off when it comes out below zero."""

    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@record
class Malus(Node):
    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@record
class BandFromTo(Node):
    low: Literal
    high: Literal


@record
class BandFromThrough(Node):
    low: Literal
    high: Literal


@record
class BandAboveThrough(Node):
    low: Literal
    high: Literal


@record
class BandAboveTo(Node):
    low: Literal
    high: Literal


@record
class BandFrom(Node):
    low: Literal


@record
class BandAbove(Node):
    low: Literal


@record
class BandTo(Node):
    high: Literal


@record
class BandThrough(Node):
    high: Literal


@record
class Point(Node):
    at: Literal


Band: TypeAlias = "BandFromTo | BandFromThrough | BandAboveThrough | BandAboveTo | BandFrom | BandAbove | BandTo | BandThrough | Point"


@record
class RowFee(Node):
    price: Expr
    unit: Unit | None


@record
class RowMalus(Node):
    price: Expr
    unit: Unit | None


@record
class Row(Node):
    band: Band
    amount: RowFee | RowMalus
    assumption: Assumption | None


@record
class StepTable(Node):
    """Trede: the whole result is paid at the band that it falls in."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@record
class SliceTable(Node):
    """Schijf: each slice of the result is paid at its own price."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@record
class LineTable(Node):
    """Lineair: straight lines between the points; flat outside them."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@record
class ChoiceRow(Node):
    choice: Name
    price: Expr
    assumption: Assumption | None


@record
class FeeByAttribute(Node):
    attribute: Name
    unit: Unit | None
    assumption: Assumption | None
    rows: tuple[ChoiceRow, ...]


@record
class Forgiveness(Node):
    share: Percent
    loan: Name
    assumption: Assumption | None


@record
class InterestRebate(Node):
    rate: Percent
    loan: Name
    first: Date | None  # both left out: the period of the indicator
    last: Date | None
    assumption: Assumption | None


Price: TypeAlias = (
    "Fee | FeeOrMalus | Malus | StepTable | SliceTable | LineTable | FeeByAttribute | Forgiveness | InterestRebate"
)


@record
class Cap(Node):
    amount: Expr
    per: Marker | Name | None
    assumption: Assumption | None


@record
class Floor(Node):
    amount: Expr
    per: Marker | Name | None
    when: Marker | None
    assumption: Assumption | None


@record
class Discount(Node):
    share: Expr
    condition: Expr | None
    assumption: Assumption | None


@record
class Deduction(Node):
    amount: Expr
    condition: Expr | None
    assumption: Assumption | None


@record
class Rounding(Node):
    unit: Expr
    direction: Marker | None
    assumption: Assumption | None


Step: TypeAlias = "Cap | Floor | Discount | Deduction | Rounding"


# ------------------------------------------------------------------ groups, indicators, levels


@record
class Achieved(Node):
    condition: Expr
    assumption: Assumption | None


@record
class PerPeriod(Node):
    """`per kwartaal` in an indicator: result, gates and price are those of each period apart."""

    period: Name


@record
class Unconditional(Node):
    """`onvoorwaardelijk`: what is paid depends on no result."""


@record
class Rounded(Node):
    """What a result is rounded to: `afronden op 1 naar beneden`."""

    unit: Expr
    direction: Marker | None


@record
class Result(Node):
    value: Expr
    unit: Name | None
    rounded: Rounded | None
    assumption: Assumption | None


@record
class FirstParticipants(Node):
    number: Number
    assumption: Assumption | None


@record
class Indicator(Node):
    name: Name
    title: Text | None
    weight: Expr | None
    assumption: Assumption | None
    lines: (
        tuple[
            PerPeriod
            | Achieved
            | Unconditional
            | Result
            | FirstParticipants
            | JumpLimit
            | Gate
            | Price
            | Step
            | Definition
            | Note,
            ...,
        ]
        | None
    )


@record
class AtMostCounts(Node):
    number: Number


GroupOption: TypeAlias = "AtMostCounts | Marker"


@record
class Group(Node):
    name: Name
    title: Text | None
    weight: Expr | None
    options: tuple[GroupOption, ...]
    assumption: Assumption | None
    lines: tuple[Indicator | Gate | Step | Definition | Note, ...] | None


@record
class StepForChoice(Node):
    choice: Name
    step: Step


@record
class Level(Node):
    """Steps per participant, or per value of an attribute (lot, provider, region)."""

    subject: Name | Marker
    lines: tuple[Step | StepForChoice | Note, ...]


@record
class YearCap(Node):
    amount: Expr
    excess: Marker | None
    assumption: Assumption | None


@record
class YearLevel(Node):
    lines: tuple[YearCap | Note, ...]


@record
class Total(Node):
    lines: tuple[Step | Note, ...]
