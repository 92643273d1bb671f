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


@node
class Name(Node):
    text: str


@node
class Text(Node):
    """A quoted text; for `\"""…\"""` the lines without their common indentation."""

    value: str


@node
class Number(Node):
    value: Fraction


@node
class Percent(Node):
    """A percentage as a fraction of one."""

    value: Fraction


@node
class Amount(Node):
    value: Fraction
    currency: str


@node
class Date(Node):
    value: date


@node
class Duration(Node):
    value: Length


@node
class Minus(Node):
    operand: Expr


Literal: TypeAlias = "Number | Percent | Amount | Date | Minus"


class Change(Enum):
    RISE = "stijging"
    FALL = "daling"


# ------------------------------------------------------------------ expressions


@node
class Either(Node):
    left: Expr
    right: Expr


@node
class Both(Node):
    left: Expr
    right: Expr


@node
class Negation(Node):
    operand: Expr


@node
class Compare(Node):
    left: Expr
    operator: str  # one of ≥ ≤ ≠ > < =
    right: Expr


@node
class IsChoice(Node):
    subject: Expr
    choice: Name


@node
class Add(Node):
    left: Expr
    right: Expr


@node
class Subtract(Node):
    left: Expr
    right: Expr


@node
class Multiply(Node):
    left: Expr
    right: Expr


@node
class Divide(Node):
    left: Expr
    right: Expr


@node
class Parenthesised(Node):
    operand: Expr


@node
class PercentOf(Node):
    percent: Percent
    whole: Expr


@node
class Reference(Node):
    name: Name
    moment: Name | None


@node
class ReferenceThrough(Node):
    """A yes/no measurement at every moment from one through another: `werk op T1 t/m M12`."""

    name: Name
    first: Name
    last: Name


@node
class ChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@node
class RelativeChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@node
class ChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@node
class RelativeChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@node
class CountOf(Node):
    condition: Expr | None


@node
class ShareOf(Node):
    condition: Expr
    among: Expr | None


@node
class SumOf(Node):
    value: Expr
    condition: Expr | None


@node
class AverageOf(Node):
    value: Expr
    condition: Expr | None


@node
class HighestOf(Node):
    values: tuple[Expr, ...]


@node
class LowestOf(Node):
    values: tuple[Expr, ...]


@node
class DateAfter(Node):
    length: Duration
    start: Expr


@node
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


@node
class Assumption(Node):
    """`aanname "reden"`: the figure on this line is not published or agreed yet."""

    reason: Text


@node
class Note(Node):
    """`toelichting "…"`: text for the reader that the calculation does not use."""

    text: Text


@node
class Definition(Node):
    text: Text


@node
class DataSource(Node):
    text: Text


@node
class Gate(Node):
    condition: Expr
    assumption: Assumption | None


# ------------------------------------------------------------------ agreement and parties


@node
class Edition(Node):
    number: Number


@node
class ContractReference(Node):
    text: Text


@node
class Form(Node):
    text: Text


@node
class Term(Node):
    """First and last day; both belong to the term."""

    first: Date
    last: Date
    assumption: Assumption | None


@node
class RunOff(Node):
    last: Date
    assumption: Assumption | None


@node
class Currency(Node):
    code: Name
    vat_basis: Marker | None


@node
class MaximumFee(Node):
    amount: Expr
    assumption: Assumption | None


@node
class Agreement(Node):
    title: Text
    lines: tuple[ContractReference | Form | Term | RunOff | Currency | MaximumFee | Note, ...] | None


@node
class Address(Node):
    text: Text


@node
class Registration(Node):
    text: Text


@node
class Representative(Node):
    text: Text


@node
class Party(Node):
    name: Name
    title: Text
    short: Text | None
    roles: tuple[Name, ...]
    lines: tuple[Address | Registration | Representative | Note, ...] | None


# ------------------------------------------------------------------ participants, moments, measurements


@node
class AfterMoment(Node):
    length: Duration
    moment: Name


@node
class BeforeMoment(Node):
    length: Duration
    moment: Name


@node
class Moment(Node):
    name: Name
    title: Text | None
    time: AfterMoment | BeforeMoment | Date | None
    assumption: Assumption | None


@node
class Choice(Node):
    name: Name
    title: Text | None


@node
class Attribute(Node):
    name: Name
    title: Text | None
    choices: tuple[Choice, ...]


@node
class MaximumNumber(Node):
    number: Number
    assumption: Assumption | None


@node
class Participants(Node):
    name: Name
    title: Text
    plural: Text | None
    lines: tuple[Moment | Attribute | MaximumFee | MaximumNumber | Note, ...] | None


@node
class Range(Node):
    """Both ends belong to the range."""

    lowest: Literal
    highest: Literal


@node
class StepSize(Node):
    size: Literal


@node
class CountType(Node):
    unit: Name | None
    range: Range


@node
class NumberType(Node):
    range: Range
    step: StepSize | None


@node
class PercentageType(Node):
    range: Range
    step: StepSize | None


@node
class MoneyType(Node):
    range: Range
    step: StepSize | None


MeasurementType: TypeAlias = "CountType | NumberType | PercentageType | MoneyType | Marker"


@node
class Evidence(Node):
    text: Text


@node
class VerifiedBy(Node):
    party: Name


@node
class JudgementOf(Node):
    party: Name


@node
class WhenMissing(Node):
    treatment: Marker


MeasurementLine: TypeAlias = "Definition | DataSource | Evidence | VerifiedBy | JudgementOf | WhenMissing | Note"


@node
class Measurement(Node):
    name: Name
    title: Text | None
    moments: tuple[Name, ...] | None
    type: MeasurementType
    assumption: Assumption | None
    lines: tuple[MeasurementLine, ...] | None


@node
class ContractMeasurement(Node):
    name: Name
    title: Text | None
    moments: tuple[Name, ...] | None
    type: MeasurementType
    assumption: Assumption | None
    lines: tuple[MeasurementLine, ...] | None


@node
class Constant(Node):
    name: Name
    title: Text | None
    value: Expr
    assumption: Assumption | None
    lines: tuple[Note | DataSource, ...] | None


@node
class SeriesRow(Node):
    year: Number
    value: Expr
    assumption: Assumption | None


@node
class Series(Node):
    name: Name
    title: Text
    assumption: Assumption | None
    rows: tuple[SeriesRow, ...]


# ------------------------------------------------------------------ prices and steps


@node
class PerUnit(Node):
    unit: Name


Unit: TypeAlias = "PerUnit | Marker"


@node
class Fee(Node):
    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@node
class Malus(Node):
    price: Expr
    unit: Unit | None
    assumption: Assumption | None


@node
class BandFromTo(Node):
    low: Literal
    high: Literal


@node
class BandFromThrough(Node):
    low: Literal
    high: Literal


@node
class BandAboveThrough(Node):
    low: Literal
    high: Literal


@node
class BandAboveTo(Node):
    low: Literal
    high: Literal


@node
class BandFrom(Node):
    low: Literal


@node
class BandAbove(Node):
    low: Literal


@node
class BandTo(Node):
    high: Literal


@node
class BandThrough(Node):
    high: Literal


@node
class Point(Node):
    at: Literal


Band: TypeAlias = "BandFromTo | BandFromThrough | BandAboveThrough | BandAboveTo | BandFrom | BandAbove | BandTo | BandThrough | Point"


@node
class RowFee(Node):
    price: Expr
    unit: Unit | None


@node
class RowMalus(Node):
    price: Expr
    unit: Unit | None


@node
class Row(Node):
    band: Band
    amount: RowFee | RowMalus
    assumption: Assumption | None


@node
class StepTable(Node):
    """Trede: the whole result is paid at the band that it falls in."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@node
class SliceTable(Node):
    """Schijf: each slice of the result is paid at its own price."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@node
class LineTable(Node):
    """Lineair: straight lines between the points; flat outside them."""

    assumption: Assumption | None
    rows: tuple[Row, ...]


@node
class ChoiceRow(Node):
    choice: Name
    price: Expr
    assumption: Assumption | None


@node
class FeeByAttribute(Node):
    attribute: Name
    unit: Unit | None
    assumption: Assumption | None
    rows: tuple[ChoiceRow, ...]


@node
class Forgiveness(Node):
    share: Percent
    loan: Name
    assumption: Assumption | None


@node
class InterestRebate(Node):
    rate: Percent
    loan: Name
    first: Date
    last: Date
    assumption: Assumption | None


Price: TypeAlias = "Fee | Malus | StepTable | SliceTable | LineTable | FeeByAttribute | Forgiveness | InterestRebate"


@node
class Cap(Node):
    amount: Expr
    per: Marker | None
    assumption: Assumption | None


@node
class Floor(Node):
    amount: Expr
    per: Marker | None
    assumption: Assumption | None


@node
class Discount(Node):
    share: Expr
    condition: Expr | None
    assumption: Assumption | None


@node
class Deduction(Node):
    amount: Expr
    condition: Expr | None
    assumption: Assumption | None


@node
class Rounding(Node):
    unit: Expr
    direction: Marker | None
    assumption: Assumption | None


Step: TypeAlias = "Cap | Floor | Discount | Deduction | Rounding"


# ------------------------------------------------------------------ groups, indicators, levels


@node
class Achieved(Node):
    condition: Expr


@node
class Result(Node):
    value: Expr
    unit: Name | None


@node
class FirstParticipants(Node):
    number: Number
    assumption: Assumption | None


@node
class Indicator(Node):
    name: Name
    title: Text | None
    weight: Expr | None
    assumption: Assumption | None
    lines: tuple[Achieved | Result | FirstParticipants | Gate | Price | Step | Definition | Note, ...] | None


@node
class AtMostCounts(Node):
    number: Number


GroupOption: TypeAlias = "AtMostCounts | Marker"


@node
class Group(Node):
    name: Name
    title: Text | None
    weight: Expr | None
    options: tuple[GroupOption, ...]
    assumption: Assumption | None
    lines: tuple[Indicator | Gate | Step | Definition | Note, ...] | None


@node
class StepForChoice(Node):
    choice: Name
    step: Step


@node
class Level(Node):
    """Steps per participant, or per value of an attribute (lot, provider, region)."""

    subject: Name | Marker
    lines: tuple[Step | StepForChoice | Note, ...]


@node
class YearCap(Node):
    amount: Expr
    excess: Marker | None
    assumption: Assumption | None


@node
class YearLevel(Node):
    lines: tuple[YearCap | Note, ...]


@node
class Total(Node):
    lines: tuple[Step | Note, ...]


# ------------------------------------------------------------------ who


@node
class BearsShare(Node):
    share: Expr


@node
class BearsInProportion(Node):
    measurement: Name


Bearing: TypeAlias = "BearsShare | BearsInProportion | Marker"


@node
class GoesTo(Node):
    party: Name


Excess: TypeAlias = "GoesTo | Marker"


@node
class PayerLimit(Node):
    amount: Expr
    per_year: Marker | None


@node
class Bears(Node):
    party: Name
    bearing: Bearing
    limit: PayerLimit | None
    excess: Excess | None
    assumption: Assumption | None


@node
class TopsUp(Node):
    party: Name
    share: Expr
    base: Name
    limit: PayerLimit | None
    excess: Excess | None
    assumption: Assumption | None


@node
class BearsFirst(Node):
    party: Name
    limit: Expr
    assumption: Assumption | None


@node
class BearsNext(Node):
    party: Name
    limit: Expr | None
    assumption: Assumption | None


@node
class PartyRow(Node):
    choice: Name
    party: Name


@node
class BearsBy(Node):
    attribute: Name
    bearing: Bearing | None
    assumption: Assumption | None
    rows: tuple[PartyRow, ...]


@node
class BearsWhenZero(Node):
    party: Name


@node
class Receiver(Node):
    subject: Name | Marker
    share: Expr | None


@node
class PaidTo(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


@node
class PaidBy(Node):
    """Receivers by an attribute of the participant: `aan naar kavel`."""

    attribute: Name
    rows: tuple[PartyRow, ...]


@node
class Principal(Node):
    parties: tuple[Name, ...]


@node
class ReturnOnPrincipal(Node):
    rate: Expr
    interest: Marker
    day_count: str
    parties: tuple[Name, ...]


@node
class FixedClaim(Node):
    amount: Expr
    party: Name


Claim: TypeAlias = "Principal | ReturnOnPrincipal | FixedClaim"


@node
class ClaimFirst(Node):
    claim: Claim
    assumption: Assumption | None


@node
class ClaimNext(Node):
    claim: Claim
    assumption: Assumption | None


@node
class ClaimRest(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


PaymentLine: TypeAlias = (
    "Bears | TopsUp | BearsFirst | BearsNext | BearsBy | BearsWhenZero | PaidTo | PaidBy | ClaimFirst | ClaimNext"
    " | ClaimRest | Note"
)


@node
class Payment(Node):
    indicators: tuple[Name, ...] | None
    lines: tuple[PaymentLine, ...]


@node
class Deposit(Node):
    party: Name
    amount: Amount
    day: Date
    assumption: Assumption | None


@node
class Investment(Node):
    deposits: tuple[Deposit, ...]


@node
class Loan(Node):
    name: Name
    title: Text
    principal: Amount
    day: Date
    rate: Percent
    day_count: str
    assumption: Assumption | None


# ------------------------------------------------------------------ when


@node
class ShareOfEntitlement(Node):
    share: Percent


@node
class Advance(Node):
    amount: Expr
    settled_from: Name | None


@node
class Instalment(Node):
    amount: Expr


TrancheAmount: TypeAlias = "ShareOfEntitlement | Advance | Instalment | Marker"


@node
class CutOff(Node):
    day: Date
    assumption: Assumption | None


@node
class Scope(Node):
    indicators: tuple[Name, ...]


@node
class TrancheCap(Node):
    amount: Expr
    assumption: Assumption | None


@node
class Tranche(Node):
    name: Name
    title: Text | None
    day: Date
    amount: TrancheAmount
    assumption: Assumption | None
    lines: tuple[CutOff | Scope | TrancheCap | Gate | Note, ...] | None


@node
class PayBack(Node):
    within: Duration | None


@node
class Recovery(Node):
    way: PayBack | Marker


@node
class Indexation(Node):
    series: Name
    base_year: Number
    assumption: Assumption | None


@node
class VatRate(Node):
    rate: Percent
    bearer: Name | None
    assumption: Assumption | None


@node
class VatExempt(Node): ...


# ------------------------------------------------------------------ examples


@node
class Assign(Node):
    name: Name
    moment: Name | None
    value: Literal | Name | Marker


@node
class AssignDate(Node):
    moment: Name
    day: Date


Assignment: TypeAlias = "Assign | AssignDate | Marker"


@node
class AssignmentLine(Node):
    assignments: tuple[Assignment, ...]


@node
class ExampleParticipant(Node):
    name: Name
    assignments: tuple[Assignment, ...]


@node
class ExampleParticipantBlock(Node):
    name: Name
    lines: tuple[AssignmentLine, ...]


@node
class ExampleParticipants(Node):
    number: Number
    name: Name
    assignments: tuple[Assignment, ...]


@node
class ExampleParticipantsBlock(Node):
    number: Number
    name: Name
    lines: tuple[AssignmentLine, ...]


@node
class ExpectPays(Node):
    party: Name


@node
class ExpectReceives(Node):
    party: Name


@node
class ExpectIndicator(Node):
    indicator: Name


@node
class ExpectTranche(Node):
    tranche: Name


@node
class ExpectTranchePays(Node):
    tranche: Name
    party: Name


@node
class ExpectTrancheReceives(Node):
    tranche: Name
    party: Name


@node
class ExpectYear(Node):
    year: Number


@node
class ExpectParticipant(Node):
    participant: Name


Expected: TypeAlias = (
    "ExpectPays | ExpectReceives | ExpectIndicator | ExpectTranche | ExpectTranchePays | ExpectTrancheReceives"
    " | ExpectYear | ExpectParticipant | Marker"
)


@node
class Expectation(Node):
    expected: Expected
    amount: Amount


ExampleLine: TypeAlias = (
    "ExampleParticipant | ExampleParticipantBlock | ExampleParticipants | ExampleParticipantsBlock | AssignmentLine"
    " | Expectation | Note"
)


@node
class Example(Node):
    title: Text
    lines: tuple[ExampleLine, ...]


# ------------------------------------------------------------------ the whole

Statement: TypeAlias = (
    "Agreement | Party | Participants | Moment | Attribute | Measurement | ContractMeasurement | Constant | Series"
    " | Group | Indicator | Level | YearLevel | Total | Payment | Investment | Loan | Tranche | Recovery | Indexation"
    " | VatRate | VatExempt | Example | Note"
)


@node
class Contract(Node):
    edition: Edition | None
    statements: tuple[Statement, ...]
