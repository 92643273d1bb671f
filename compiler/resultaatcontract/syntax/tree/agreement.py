"""The agreement and its parties; participants, moments, periods and measurements."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .expressions import Expr
from .words import (
    Assumption,
    DataSource,
    Date,
    Definition,
    Duration,
    JumpLimit,
    Literal,
    Marker,
    Name,
    Node,
    Note,
    Number,
    OpenDate,
    OpenNumber,
    Text,
)

# ------------------------------------------------------------------ agreement and parties


@record
class Edition(Node):
    number: Number


@record
class ContractReference(Node):
    text: Text


@record
class Form(Node):
    text: Text


@record
class Term(Node):
    """First and last day; both belong to the term."""

    first: Date | OpenDate
    last: Date | OpenDate
    assumption: Assumption | None


@record
class RunOff(Node):
    last: Date | OpenDate
    assumption: Assumption | None


@record
class Currency(Node):
    code: Name
    vat_basis: Marker | None
    assumption: Assumption | None


@record
class Obligation(Node):
    """`verplichting inspanning`: what kind of obligation the agreement is about; no part of the calculation."""

    duty: Marker
    assumption: Assumption | None


@record
class MaximumFee(Node):
    amount: Expr
    assumption: Assumption | None


@record
class Agreement(Node):
    title: Text
    lines: (
        tuple[ContractReference | Form | Term | RunOff | Currency | Obligation | MaximumFee | JumpLimit | Note, ...]
        | None
    )


@record
class Address(Node):
    text: Text


@record
class Registration(Node):
    text: Text


@record
class Representative(Node):
    text: Text


@record
class Party(Node):
    name: Name
    title: Text
    short: Text | None
    roles: tuple[Name, ...]
    assumption: Assumption | None
    lines: tuple[Address | Registration | Representative | Note, ...] | None


# ------------------------------------------------------------------ participants, moments, measurements


@record
class AfterMoment(Node):
    length: Duration
    moment: Name


@record
class BeforeMoment(Node):
    length: Duration
    moment: Name


@record
class Moment(Node):
    name: Name
    title: Text | None
    time: AfterMoment | BeforeMoment | Date | OpenDate | None
    assumption: Assumption | None
    lines: tuple[DescribedLine, ...] | None


@record
class Period(Node):
    """`periode kwartaal is elk kwartaal`: equal parts of the term, or of the days named. `every` is the words."""

    name: Name
    title: Text | None
    every: str
    first: Date | None
    last: Date | None
    assumption: Assumption | None


@record
class Choice(Node):
    name: Name
    title: Text | None


@record
class Attribute(Node):
    name: Name
    title: Text | None
    choices: tuple[Choice, ...]
    assumption: Assumption | None
    lines: tuple[DescribedLine, ...] | None


@record
class MaximumNumber(Node):
    number: Number | OpenNumber
    assumption: Assumption | None


@record
class Participants(Node):
    name: Name
    title: Text
    plural: Text | None
    lines: tuple[Moment | Attribute | MaximumFee | MaximumNumber | DescribedLine, ...] | None


@record
class Range(Node):
    """Both ends belong to the range."""

    lowest: Literal
    highest: Literal


@record
class StepSize(Node):
    size: Literal


@record
class CountType(Node):
    unit: Name | None
    range: Range


@record
class NumberType(Node):
    range: Range
    step: StepSize | None


@record
class PercentageType(Node):
    range: Range
    step: StepSize | None


@record
class MoneyType(Node):
    range: Range
    step: StepSize | None


MeasurementType: TypeAlias = "CountType | NumberType | PercentageType | MoneyType | Marker"


@record
class Evidence(Node):
    text: Text
    assumption: Assumption | None


@record
class VerifiedBy(Node):
    party: Name
    assumption: Assumption | None


DescribedLine: TypeAlias = "Definition | DataSource | Evidence | VerifiedBy | Note"


@record
class JudgementOf(Node):
    party: Name


@record
class WhenMissing(Node):
    treatment: Marker


@record
class OnlyReported(Node):
    """`alleen gerapporteerd`: the measurement has no part in the calculation."""


@record
class BetterIs(Node):
    """`beter is lager`: which values of the measurement are the better result."""

    which: Marker


MeasurementLine: TypeAlias = "DescribedLine | JudgementOf | WhenMissing | OnlyReported | BetterIs"


@record
class Measurement(Node):
    name: Name
    title: Text | None
    moments: tuple[Name, ...] | None
    type: MeasurementType
    assumption: Assumption | None
    lines: tuple[MeasurementLine, ...] | None


@record
class ContractMeasurement(Node):
    name: Name
    title: Text | None
    moments: tuple[Name, ...] | None
    period: Name | None
    type: MeasurementType
    assumption: Assumption | None
    lines: tuple[MeasurementLine, ...] | None


@record
class Constant(Node):
    name: Name
    title: Text | None
    value: Expr
    assumption: Assumption | None
    lines: tuple[Note | DataSource, ...] | None


@record
class SeriesRow(Node):
    year: Number
    value: Expr
    assumption: Assumption | None


@record
class Series(Node):
    name: Name
    title: Text
    assumption: Assumption | None
    rows: tuple[SeriesRow, ...]
