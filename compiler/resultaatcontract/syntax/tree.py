"""The syntax tree: what the author wrote, one class per rule of the grammar, fields in the order of the rule.

Spans don't count in comparisons: two trees are equal when they say the same. Nothing is resolved here; names are names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias, TypeVar, cast, dataclass_transform

from ..text.reading import Duration as Length
from ..text.source import Source, Span

NOWHERE = Span(Source("", ""), 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Every node knows where it stands; a statement's span is its own line, without the block below it."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


_Class = TypeVar("_Class", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(cls: _Class) -> _Class:
    return cast(_Class, dataclass(frozen=True, slots=True)(cls))


# ------------------------------------------------------------------ words and literals


@dataclass(frozen=True, slots=True)
class Name(Node):
    text: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A quoted text; for `\"""…\"""` the lines without their common indentation."""

    value: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Fraction


@dataclass(frozen=True, slots=True)
class Percent(Node):
    """A percentage as a fraction of one."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Amount(Node):
    value: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Date(Node):
    value: date


@dataclass(frozen=True, slots=True)
class Duration(Node):
    value: Length


@dataclass(frozen=True, slots=True)
class Minus(Node):
    operand: Expr


Literal: TypeAlias = "Number | Percent | Amount | Date | Minus"


class Change(Enum):
    RISE = "stijging"
    FALL = "daling"


# ------------------------------------------------------------------ expressions


@dataclass(frozen=True, slots=True)
class Either(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Both(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    left: Expr
    operator: str  # one of ≥ ≤ ≠ > < =
    right: Expr


@dataclass(frozen=True, slots=True)
class IsChoice(Node):
    subject: Expr
    choice: Name


@dataclass(frozen=True, slots=True)
class Add(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Subtract(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Multiply(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Divide(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Parenthesised(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class PercentOf(Node):
    percent: Percent
    whole: Expr


@dataclass(frozen=True, slots=True)
class Reference(Node):
    name: Name
    moment: Name | None


@dataclass(frozen=True, slots=True)
class ReferenceThrough(Node):
    """A yes/no measurement at every moment from one through another: `werk op T1 t/m M12`."""

    name: Name
    first: Name
    last: Name


@dataclass(frozen=True, slots=True)
class ChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@dataclass(frozen=True, slots=True)
class RelativeChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@dataclass(frozen=True, slots=True)
class ChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@dataclass(frozen=True, slots=True)
class RelativeChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@dataclass(frozen=True, slots=True)
class CountOf(Node):
    condition: Expr | None


@dataclass(frozen=True, slots=True)
class ShareOf(Node):
    condition: Expr
    among: Expr | None


@dataclass(frozen=True, slots=True)
class SumOf(Node):
    value: Expr
    condition: Expr | None


@dataclass(frozen=True, slots=True)
class AverageOf(Node):
    value: Expr
    condition: Expr | None


@dataclass(frozen=True, slots=True)
class HighestOf(Node):
    values: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class LowestOf(Node):
    values: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class DateAfter(Node):
    length: Duration
    start: Expr


@dataclass(frozen=True, slots=True)
class DateBefore(Node):
    length: Duration
    end: Expr


Expr: TypeAlias = (
    Number
    | Percent
    | Amount
    | Date
    | Minus
    | Either
    | Both
    | Negation
    | Compare
    | IsChoice
    | Add
    | Subtract
    | Multiply
    | Divide
    | Parenthesised
    | PercentOf
    | Reference
    | ReferenceThrough
    | ChangeBetween
    | RelativeChangeBetween
    | ChangeAgainst
    | RelativeChangeAgainst
    | CountOf
    | ShareOf
    | SumOf
    | AverageOf
    | HighestOf
    | LowestOf
    | DateAfter
    | DateBefore
)


# ------------------------------------------------------------------ markers: words without a content of their own


class Marker(Enum):
    """Rules of only words. Where the tree has such a value, the word itself is the content."""

    EXCLUDING_VAT = "exclusief btw"
    INCLUDING_VAT = "inclusief btw"
    MISSING_IS_ERROR = "fout"
    MISSING_IS_NOT_ACHIEVED = "niet behaald"
    MISSING_IS_LEFT_OUT = "buiten beschouwing"
    YES_NO_TYPE = "ja/nee"
    DATE_TYPE = "datum"
    AT_MOST_ONE_COUNTS = "ten hoogste één telt"
    EQUALLY_DIVIDED = "gelijk verdeeld"
    PER_PARTICIPANT = "deelnemer"
    PER_YEAR = "jaar"
    PER_CALENDAR_YEAR = "per kalenderjaar"
    ROUND_DOWN = "naar beneden"
    ROUND_UP = "naar boven"
    LAPSES = "daarboven vervalt"
    MOVES_ON = "daarboven schuift door"
    BEARS_REST = "de rest"
    SIMPLE_INTEREST = "enkelvoudig"
    COMPOUND_INTEREST = "samengesteld"
    NET_OFF = "verrekenen"
    FINAL_SETTLEMENT = "eindafrekening"
    YES = "ja"
    NO = "nee"
    ABSENT = "ontbreekt"
    OTHERS_NO = "overige nee"
    EXPECT_TOTAL = "totaal"


# ------------------------------------------------------------------ parts that several statements share


@dataclass(frozen=True, slots=True)
class Assumption(Node):
    """`aanname "reden"`: the figure on this line is not published or agreed yet."""

    reason: Text


@dataclass(frozen=True, slots=True)
class Note(Node):
    """`toelichting "…"`: text for the reader that the calculation does not use."""

    text: Text


@dataclass(frozen=True, slots=True)
class Definition(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class DataSource(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Gate(Node):
    condition: Expr
    assumption: Assumption | None


# ------------------------------------------------------------------ agreement and parties


@dataclass(frozen=True, slots=True)
class Edition(Node):
    number: Number


@dataclass(frozen=True, slots=True)
class ContractReference(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Form(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Term(Node):
    """First and last day; both belong to the term."""

    first: Date
    last: Date
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class RunOff(Node):
    last: Date
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Currency(Node):
    code: Name
    vat_basis: Marker | None


@dataclass(frozen=True, slots=True)
class MaximumFee(Node):
    amount: Expr
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Agreement(Node):
    title: Text
    lines: tuple[ContractReference | Form | Term | RunOff | Currency | MaximumFee | Note, ...] | None


@dataclass(frozen=True, slots=True)
class Address(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Registration(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Representative(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Party(Node):
    name: Name
    title: Text
    short: Text | None
    roles: tuple[Name, ...]
    lines: tuple[Address | Registration | Representative | Note, ...] | None


# ------------------------------------------------------------------ participants, moments, measurements


@dataclass(frozen=True, slots=True)
class AfterMoment(Node):
    length: Duration
    moment: Name


@dataclass(frozen=True, slots=True)
class BeforeMoment(Node):
    length: Duration
    moment: Name


@dataclass(frozen=True, slots=True)
class Moment(Node):
    name: Name
    title: Text | None
    time: AfterMoment | BeforeMoment | Date | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Choice(Node):
    name: Name
    title: Text | None


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    name: Name
    title: Text | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MaximumNumber(Node):
    number: Number
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Participants(Node):
    name: Name
    title: Text
    plural: Text | None
    lines: tuple[Moment | Attribute | MaximumFee | MaximumNumber | Note, ...] | None


@dataclass(frozen=True, slots=True)
class Range(Node):
    """Both ends belong to the range."""

    lowest: Literal
    highest: Literal


@dataclass(frozen=True, slots=True)
class StepSize(Node):
    size: Literal


@dataclass(frozen=True, slots=True)
class CountType(Node):
    unit: Name | None
    range: Range


@dataclass(frozen=True, slots=True)
class NumberType(Node):
    range: Range
    step: StepSize | None


@dataclass(frozen=True, slots=True)
class PercentageType(Node):
    range: Range
    step: StepSize | None


@dataclass(frozen=True, slots=True)
class MoneyType(Node):
    range: Range
    step: StepSize | None


MeasurementType: TypeAlias = "CountType | NumberType | PercentageType | MoneyType | Marker"


@dataclass(frozen=True, slots=True)
class Evidence(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class VerifiedBy(Node):
    party: Name


@dataclass(frozen=True, slots=True)
class JudgementOf(Node):
    party: Name


@dataclass(frozen=True, slots=True)
class WhenMissing(Node):
    treatment: Marker


MeasurementLine: TypeAlias = "Definition | DataSource | Evidence | VerifiedBy | JudgementOf | WhenMissing | Note"


@dataclass(frozen=True, slots=True)
class Measurement(Node):
    name: Name
    title: Text | None
    moments: tuple[Name, ...] | None
    type: MeasurementType
    assumption: Assumption | None
    lines: tuple[MeasurementLine, ...] | None


@dataclass(frozen=True, slots=True)
class ContractMeasurement(Node):
    name: Name
    title: Text | None
    moments: tuple[Name, ...] | None
    type: MeasurementType
    assumption: Assumption | None
    lines: tuple[MeasurementLine, ...] | None


@dataclass(frozen=True, slots=True)
class Constant(Node):
    name: Name
    title: Text | None
    value: Expr
    assumption: Assumption | None
    lines: tuple[Note | DataSource, ...] | None


@dataclass(frozen=True, slots=True)
class SeriesRow(Node):
    year: Number
    value: Expr
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Series(Node):
    name: Name
    title: Text
    assumption: Assumption | None
    rows: tuple[SeriesRow, ...]


# ------------------------------------------------------------------ prices and steps


@dataclass(frozen=True, slots=True)
class PerUnit(Node):
    unit: Name


Unit: TypeAlias = "PerUnit | Marker"


@dataclass(frozen=True, slots=True)
class Fee(Node):
    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Malus(Node):
    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class BandFromTo(Node):
    low: Literal
    high: Literal


@dataclass(frozen=True, slots=True)
class BandFromThrough(Node):
    low: Literal
    high: Literal


@dataclass(frozen=True, slots=True)
class BandAboveThrough(Node):
    low: Literal
    high: Literal


@dataclass(frozen=True, slots=True)
class BandAboveTo(Node):
    low: Literal
    high: Literal


@dataclass(frozen=True, slots=True)
class BandFrom(Node):
    low: Literal


@dataclass(frozen=True, slots=True)
class BandAbove(Node):
    low: Literal


@dataclass(frozen=True, slots=True)
class BandTo(Node):
    high: Literal


@dataclass(frozen=True, slots=True)
class BandThrough(Node):
    high: Literal


@dataclass(frozen=True, slots=True)
class Point(Node):
    at: Literal


Band: TypeAlias = "BandFromTo | BandFromThrough | BandAboveThrough | BandAboveTo | BandFrom | BandAbove | BandTo | BandThrough | Point"


@dataclass(frozen=True, slots=True)
class RowFee(Node):
    price: Expr
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class RowMalus(Node):
    price: Expr
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Row(Node):
    band: Band
    amount: RowFee | RowMalus
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class StepTable(Node):
    """Trede: the whole result is paid at the band that it falls in."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SliceTable(Node):
    """Schijf: each slice of the result is paid at its own price."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LineTable(Node):
    """Lineair: straight lines between the points; flat outside them."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChoiceRow(Node):
    choice: Name
    price: Expr
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class FeeByAttribute(Node):
    attribute: Name
    unit: Unit | None
    assumption: Assumption | None
    rows: tuple[ChoiceRow, ...]


@dataclass(frozen=True, slots=True)
class Forgiveness(Node):
    share: Percent
    loan: Name
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class InterestRebate(Node):
    rate: Percent
    loan: Name
    first: Date
    last: Date
    assumption: Assumption | None


Price: TypeAlias = "Fee | Malus | StepTable | SliceTable | LineTable | FeeByAttribute | Forgiveness | InterestRebate"


@dataclass(frozen=True, slots=True)
class Cap(Node):
    amount: Expr
    per: Marker | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Floor(Node):
    amount: Expr
    per: Marker | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Discount(Node):
    share: Expr
    condition: Expr | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Deduction(Node):
    amount: Expr
    condition: Expr | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    unit: Expr
    direction: Marker | None
    assumption: Assumption | None


Step: TypeAlias = "Cap | Floor | Discount | Deduction | Rounding"


# ------------------------------------------------------------------ groups, indicators, levels


@dataclass(frozen=True, slots=True)
class Achieved(Node):
    condition: Expr


@dataclass(frozen=True, slots=True)
class Result(Node):
    value: Expr
    unit: Name | None


@dataclass(frozen=True, slots=True)
class FirstParticipants(Node):
    number: Number
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Indicator(Node):
    name: Name
    title: Text | None
    weight: Expr | None
    assumption: Assumption | None
    lines: tuple[Achieved | Result | FirstParticipants | Gate | Price | Step | Definition | Note, ...] | None


@dataclass(frozen=True, slots=True)
class AtMostCounts(Node):
    number: Number


GroupOption: TypeAlias = "AtMostCounts | Marker"


@dataclass(frozen=True, slots=True)
class Group(Node):
    name: Name
    title: Text | None
    weight: Expr | None
    options: tuple[GroupOption, ...]
    assumption: Assumption | None
    lines: tuple[Indicator | Gate | Step | Definition | Note, ...] | None


@dataclass(frozen=True, slots=True)
class StepForChoice(Node):
    choice: Name
    step: Step


@dataclass(frozen=True, slots=True)
class Level(Node):
    """Steps per participant, or per value of an attribute (lot, provider, region)."""

    subject: Name | Marker
    lines: tuple[Step | StepForChoice | Note, ...]


@dataclass(frozen=True, slots=True)
class YearCap(Node):
    amount: Expr
    excess: Marker | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class YearLevel(Node):
    lines: tuple[YearCap | Note, ...]


@dataclass(frozen=True, slots=True)
class Total(Node):
    lines: tuple[Step | Note, ...]


# ------------------------------------------------------------------ who


@dataclass(frozen=True, slots=True)
class BearsShare(Node):
    share: Expr


@dataclass(frozen=True, slots=True)
class BearsInProportion(Node):
    measurement: Name


Bearing: TypeAlias = "BearsShare | BearsInProportion | Marker"


@dataclass(frozen=True, slots=True)
class GoesTo(Node):
    party: Name


Excess: TypeAlias = "GoesTo | Marker"


@dataclass(frozen=True, slots=True)
class PayerLimit(Node):
    amount: Expr
    per_year: Marker | None


@dataclass(frozen=True, slots=True)
class Bears(Node):
    party: Name
    bearing: Bearing
    limit: PayerLimit | None
    excess: Excess | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class TopsUp(Node):
    party: Name
    share: Expr
    base: Name
    limit: PayerLimit | None
    excess: Excess | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class BearsFirst(Node):
    party: Name
    limit: Expr
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class BearsNext(Node):
    party: Name
    limit: Expr | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class PartyRow(Node):
    choice: Name
    party: Name


@dataclass(frozen=True, slots=True)
class BearsBy(Node):
    attribute: Name
    bearing: Bearing | None
    assumption: Assumption | None
    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class BearsWhenZero(Node):
    party: Name


@dataclass(frozen=True, slots=True)
class Receiver(Node):
    subject: Name | Marker
    share: Expr | None


@dataclass(frozen=True, slots=True)
class PaidTo(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class PaidBy(Node):
    """Receivers by an attribute of the participant: `aan naar kavel`."""

    attribute: Name
    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class Principal(Node):
    parties: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ReturnOnPrincipal(Node):
    rate: Expr
    interest: Marker
    day_count: str
    parties: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class FixedClaim(Node):
    amount: Expr
    party: Name


Claim: TypeAlias = "Principal | ReturnOnPrincipal | FixedClaim"


@dataclass(frozen=True, slots=True)
class ClaimFirst(Node):
    claim: Claim
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class ClaimNext(Node):
    claim: Claim
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class ClaimRest(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


PaymentLine: TypeAlias = (
    "Bears | TopsUp | BearsFirst | BearsNext | BearsBy | BearsWhenZero | PaidTo | PaidBy | ClaimFirst | ClaimNext"
    " | ClaimRest | Note"
)


@dataclass(frozen=True, slots=True)
class Payment(Node):
    indicators: tuple[Name, ...] | None
    lines: tuple[PaymentLine, ...]


@dataclass(frozen=True, slots=True)
class Deposit(Node):
    party: Name
    amount: Amount
    day: Date
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Investment(Node):
    deposits: tuple[Deposit, ...]


@dataclass(frozen=True, slots=True)
class Loan(Node):
    name: Name
    title: Text
    principal: Amount
    day: Date
    rate: Percent
    day_count: str
    assumption: Assumption | None


# ------------------------------------------------------------------ when


@dataclass(frozen=True, slots=True)
class ShareOfEntitlement(Node):
    share: Percent


@dataclass(frozen=True, slots=True)
class Advance(Node):
    amount: Expr
    settled_from: Name | None


@dataclass(frozen=True, slots=True)
class Instalment(Node):
    amount: Expr


TrancheAmount: TypeAlias = "ShareOfEntitlement | Advance | Instalment | Marker"


@dataclass(frozen=True, slots=True)
class CutOff(Node):
    day: Date
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Scope(Node):
    indicators: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class TrancheCap(Node):
    amount: Expr
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class Tranche(Node):
    name: Name
    title: Text | None
    day: Date
    amount: TrancheAmount
    assumption: Assumption | None
    lines: tuple[CutOff | Scope | TrancheCap | Gate | Note, ...] | None


@dataclass(frozen=True, slots=True)
class PayBack(Node):
    within: Duration | None


@dataclass(frozen=True, slots=True)
class Recovery(Node):
    way: PayBack | Marker


@dataclass(frozen=True, slots=True)
class Indexation(Node):
    series: Name
    base_year: Number
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class VatRate(Node):
    rate: Percent
    bearer: Name | None
    assumption: Assumption | None


@dataclass(frozen=True, slots=True)
class VatExempt(Node): ...


# ------------------------------------------------------------------ examples


@dataclass(frozen=True, slots=True)
class Assign(Node):
    name: Name
    moment: Name | None
    value: Literal | Name | Marker


@dataclass(frozen=True, slots=True)
class AssignDate(Node):
    moment: Name
    day: Date


Assignment: TypeAlias = "Assign | AssignDate | Marker"


@dataclass(frozen=True, slots=True)
class AssignmentLine(Node):
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class ExampleParticipant(Node):
    name: Name
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class ExampleParticipantBlock(Node):
    name: Name
    lines: tuple[AssignmentLine, ...]


@dataclass(frozen=True, slots=True)
class ExampleParticipants(Node):
    number: Number
    name: Name
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class ExampleParticipantsBlock(Node):
    number: Number
    name: Name
    lines: tuple[AssignmentLine, ...]


@dataclass(frozen=True, slots=True)
class ExpectPays(Node):
    party: Name


@dataclass(frozen=True, slots=True)
class ExpectReceives(Node):
    party: Name


@dataclass(frozen=True, slots=True)
class ExpectIndicator(Node):
    indicator: Name


@dataclass(frozen=True, slots=True)
class ExpectTranche(Node):
    tranche: Name


@dataclass(frozen=True, slots=True)
class ExpectTranchePays(Node):
    tranche: Name
    party: Name


@dataclass(frozen=True, slots=True)
class ExpectTrancheReceives(Node):
    tranche: Name
    party: Name


@dataclass(frozen=True, slots=True)
class ExpectYear(Node):
    year: Number


@dataclass(frozen=True, slots=True)
class ExpectParticipant(Node):
    participant: Name


Expected: TypeAlias = (
    "ExpectPays | ExpectReceives | ExpectIndicator | ExpectTranche | ExpectTranchePays | ExpectTrancheReceives"
    " | ExpectYear | ExpectParticipant | Marker"
)


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    expected: Expected
    amount: Amount


ExampleLine: TypeAlias = (
    "ExampleParticipant | ExampleParticipantBlock | ExampleParticipants | ExampleParticipantsBlock | AssignmentLine"
    " | Expectation | Note"
)


@dataclass(frozen=True, slots=True)
class Example(Node):
    title: Text
    lines: tuple[ExampleLine, ...]


# ------------------------------------------------------------------ the whole

Statement: TypeAlias = (
    "Agreement | Party | Participants | Moment | Attribute | Measurement | ContractMeasurement | Constant | Series"
    " | Group | Indicator | Level | YearLevel | Total | Payment | Investment | Loan | Tranche | Recovery | Indexation"
    " | VatRate | VatExempt | Example | Note"
)


@dataclass(frozen=True, slots=True)
class Contract(Node):
    edition: Edition | None
    statements: tuple[Statement, ...]
