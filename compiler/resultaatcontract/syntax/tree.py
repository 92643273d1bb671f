"""The syntax tree: what the author wrote, one class per rule of the grammar, fields in the order of the rule.

Spans don't count in comparisons: two trees are equal when they say the same. Nothing is resolved here; names are names.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from ..record import record
from ..text.reading import Duration as Length
from ..text.source import Source, Span

NOWHERE = Span(Source("", ""), 0, 0)


@record(kw_only=True)
class Node:
    """Every node knows where it stands; a statement's span is its own line, without the block below it."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


# ------------------------------------------------------------------ words and literals


@record
class Name(Node):
    text: str


@record
class Text(Node):
    """A quoted text; for `\"""…\"""` the lines without their common indentation."""

    value: str


@record
class Number(Node):
    value: Fraction


@record
class Percent(Node):
    """A percentage as a fraction of one."""

    value: Fraction


@record
class Amount(Node):
    value: Fraction
    currency: str


@record
class Date(Node):
    value: date


# Where a template expects a literal and names a parameter. The value is only there for the type; `fill` replaces the node.


@record
class OpenDate(Date):
    name: Name


@record
class OpenAmount(Amount):
    name: Name


@record
class OpenPercent(Percent):
    name: Name


@record
class OpenNumber(Number):
    name: Name


@record
class Duration(Node):
    value: Length


@record
class Minus(Node):
    operand: Expr


Literal: TypeAlias = "Number | Percent | Amount | Date | Minus"


class Change(Enum):
    RISE = "stijging"
    FALL = "daling"


# ------------------------------------------------------------------ expressions


@record
class Either(Node):
    left: Expr
    right: Expr


@record
class Both(Node):
    left: Expr
    right: Expr


@record
class Negation(Node):
    operand: Expr


@record
class Compare(Node):
    left: Expr
    operator: str  # one of ≥ ≤ ≠ > < =
    right: Expr


@record
class IsChoice(Node):
    subject: Expr
    choice: Name


@record
class Add(Node):
    left: Expr
    right: Expr


@record
class Subtract(Node):
    left: Expr
    right: Expr


@record
class Multiply(Node):
    left: Expr
    right: Expr


@record
class Divide(Node):
    left: Expr
    right: Expr


@record
class Parenthesised(Node):
    operand: Expr


@record
class PercentOf(Node):
    percent: Percent
    whole: Expr


@record
class Reference(Node):
    name: Name
    moment: Name | None


@record
class ReferenceThrough(Node):
    """A yes/no measurement at every moment from one through another: `werk op T1 t/m M12`."""

    name: Name
    first: Name
    last: Name


@record
class ChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@record
class RelativeChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@record
class ChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@record
class RelativeChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@record
class CountOf(Node):
    condition: Expr | None


@record
class ShareOf(Node):
    condition: Expr
    among: Expr | None


@record
class SumOf(Node):
    value: Expr
    condition: Expr | None


@record
class AverageOf(Node):
    value: Expr
    condition: Expr | None


@record
class SumPerPeriod(Node):
    """The sum of a value over all periods."""

    value: Expr
    period: Name


@record
class AveragePerPeriod(Node):
    value: Expr
    period: Name


@record
class HighestOf(Node):
    values: tuple[Expr, ...]


@record
class LowestOf(Node):
    values: tuple[Expr, ...]


@record
class DateAfter(Node):
    length: Duration
    start: Expr


@record
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
    | SumPerPeriod
    | AveragePerPeriod
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
    AT_THE_END = "bij de eindafrekening"
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
    PARTY_PARAMETER = "partij"
    MONEY_PARAMETER = "bedrag"
    PERCENT_PARAMETER = "percentage"
    NUMBER_PARAMETER = "getal"
    TEXT_PARAMETER = "tekst"


# ------------------------------------------------------------------ parts that several statements share


@record
class Assumption(Node):
    """`aanname "reden"`: the figure on this line is not published or agreed yet."""

    reason: Text


@record
class Note(Node):
    """`toelichting "…"`: text for the reader that the calculation does not use."""

    text: Text


@record
class Definition(Node):
    text: Text


@record
class DataSource(Node):
    text: Text


@record
class Gate(Node):
    condition: Expr
    assumption: Assumption | None


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


@record
class MaximumFee(Node):
    amount: Expr
    assumption: Assumption | None


@record
class Agreement(Node):
    title: Text
    lines: tuple[ContractReference | Form | Term | RunOff | Currency | MaximumFee | Note, ...] | None


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


@record
class MaximumNumber(Node):
    number: Number | OpenNumber
    assumption: Assumption | None


@record
class Participants(Node):
    name: Name
    title: Text
    plural: Text | None
    lines: tuple[Moment | Attribute | MaximumFee | MaximumNumber | Note, ...] | None


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


@record
class VerifiedBy(Node):
    party: Name


@record
class JudgementOf(Node):
    party: Name


@record
class WhenMissing(Node):
    treatment: Marker


MeasurementLine: TypeAlias = "Definition | DataSource | Evidence | VerifiedBy | JudgementOf | WhenMissing | Note"


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
    first: Date
    last: Date
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


@record
class PerPeriod(Node):
    """`per kwartaal` in an indicator: result, gates and price are those of each period apart."""

    period: Name


@record
class Unconditional(Node):
    """`onvoorwaardelijk`: what is paid depends on no result."""


@record
class Result(Node):
    value: Expr
    unit: Name | None


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
            PerPeriod | Achieved | Unconditional | Result | FirstParticipants | Gate | Price | Step | Definition | Note,
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


# ------------------------------------------------------------------ who


@record
class BearsShare(Node):
    share: Expr


@record
class BearsInProportion(Node):
    measurement: Name


Bearing: TypeAlias = "BearsShare | BearsInProportion | Marker"


@record
class GoesTo(Node):
    party: Name


Excess: TypeAlias = "GoesTo | Marker"


@record
class PayerLimit(Node):
    amount: Expr
    per_year: Marker | None


@record
class Bears(Node):
    party: Name
    bearing: Bearing
    limit: PayerLimit | None
    excess: Excess | None
    assumption: Assumption | None


@record
class TopsUp(Node):
    party: Name
    share: Expr
    base: Name
    limit: PayerLimit | None
    excess: Excess | None
    assumption: Assumption | None


@record
class BearsFirst(Node):
    party: Name
    limit: Expr
    assumption: Assumption | None


@record
class BearsNext(Node):
    party: Name
    limit: Expr | None
    assumption: Assumption | None


@record
class PartyRow(Node):
    choice: Name
    party: Name


@record
class BearsBy(Node):
    attribute: Name
    bearing: Bearing | None
    assumption: Assumption | None
    rows: tuple[PartyRow, ...]


@record
class BearsWhenZero(Node):
    party: Name


@record
class Receiver(Node):
    subject: Name | Marker
    share: Expr | None


@record
class PaidTo(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


@record
class PaidBy(Node):
    """Receivers by an attribute of the participant: `aan naar kavel`."""

    attribute: Name
    rows: tuple[PartyRow, ...]


@record
class Principal(Node):
    parties: tuple[Name, ...]


@record
class ReturnOnPrincipal(Node):
    rate: Expr
    interest: Marker
    day_count: str
    parties: tuple[Name, ...]


@record
class FixedClaim(Node):
    amount: Expr
    party: Name


Claim: TypeAlias = "Principal | ReturnOnPrincipal | FixedClaim"


@record
class ClaimFirst(Node):
    claim: Claim
    assumption: Assumption | None


@record
class ClaimNext(Node):
    claim: Claim
    assumption: Assumption | None


@record
class ClaimRest(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


PaymentLine: TypeAlias = (
    "Bears | TopsUp | BearsFirst | BearsNext | BearsBy | BearsWhenZero | PaidTo | PaidBy | ClaimFirst | ClaimNext"
    " | ClaimRest | Note"
)


@record
class Payment(Node):
    indicators: tuple[Name, ...] | None
    lines: tuple[PaymentLine, ...]


@record
class Deposit(Node):
    party: Name
    amount: Amount | OpenAmount
    day: Date | OpenDate
    assumption: Assumption | None


@record
class Investment(Node):
    deposits: tuple[Deposit, ...]


@record
class Loan(Node):
    name: Name
    title: Text
    principal: Amount | OpenAmount
    day: Date | OpenDate
    rate: Percent | OpenPercent
    day_count: str
    assumption: Assumption | None


# ------------------------------------------------------------------ when


@record
class ShareOfEntitlement(Node):
    share: Percent | OpenPercent


@record
class Advance(Node):
    amount: Expr
    settled_from: Name | None


@record
class Instalment(Node):
    amount: Expr


TrancheAmount: TypeAlias = "ShareOfEntitlement | Advance | Instalment | Marker"


@record
class CutOff(Node):
    day: Date | OpenDate
    assumption: Assumption | None


@record
class Scope(Node):
    indicators: tuple[Name, ...]


@record
class TrancheCap(Node):
    amount: Expr
    assumption: Assumption | None


@record
class Tranche(Node):
    name: Name
    title: Text | None
    day: Date | OpenDate
    amount: TrancheAmount
    assumption: Assumption | None
    lines: tuple[CutOff | Scope | TrancheCap | Gate | Note, ...] | None


@record
class TranchePerPeriod(Node):
    """A tranche after each period; on its last day, or so long after."""

    name: Name
    title: Text | None
    period: Name
    after: Duration | None
    amount: TrancheAmount
    assumption: Assumption | None
    lines: tuple[CutOff | Scope | TrancheCap | Gate | Note, ...] | None


@record
class PayBack(Node):
    within: Duration | None


@record
class Recovery(Node):
    way: PayBack | Marker


@record
class Indexation(Node):
    series: Name
    base_year: Number
    assumption: Assumption | None


@record
class VatRate(Node):
    rate: Percent
    bearer: Name | None
    assumption: Assumption | None


@record
class VatExempt(Node): ...


# ------------------------------------------------------------------ examples


@record
class Assign(Node):
    name: Name
    moment: Name | None
    value: Literal | Name | Marker


@record
class AssignDate(Node):
    moment: Name
    day: Date


Assignment: TypeAlias = "Assign | AssignDate | Marker"


@record
class AssignmentLine(Node):
    assignments: tuple[Assignment, ...]


@record
class AssignEach(Node):
    """The values of a measurement for all periods, in order."""

    name: Name
    period: Name
    values: tuple[Literal | Name | Marker, ...]


@record
class ExampleParticipant(Node):
    name: Name
    assignments: tuple[Assignment, ...]


@record
class ExampleParticipantBlock(Node):
    name: Name
    lines: tuple[AssignmentLine, ...]


@record
class ExampleParticipants(Node):
    number: Number
    name: Name
    assignments: tuple[Assignment, ...]


@record
class ExampleParticipantsBlock(Node):
    number: Number
    name: Name
    lines: tuple[AssignmentLine, ...]


@record
class ExpectPays(Node):
    party: Name


@record
class ExpectReceives(Node):
    party: Name


@record
class ExpectIndicator(Node):
    indicator: Name


@record
class ExpectTranche(Node):
    tranche: Name


@record
class ExpectTranchePays(Node):
    tranche: Name
    party: Name


@record
class ExpectTrancheReceives(Node):
    tranche: Name
    party: Name


@record
class ExpectYear(Node):
    year: Number


@record
class ExpectParticipant(Node):
    participant: Name


Expected: TypeAlias = (
    "ExpectPays | ExpectReceives | ExpectIndicator | ExpectTranche | ExpectTranchePays | ExpectTrancheReceives"
    " | ExpectYear | ExpectParticipant | Marker"
)


@record
class Expectation(Node):
    expected: Expected
    amount: Amount


ExampleLine: TypeAlias = (
    "ExampleParticipant | ExampleParticipantBlock | ExampleParticipants | ExampleParticipantsBlock | AssignmentLine | AssignEach"
    " | Expectation | Note"
)


@record
class Example(Node):
    title: Text
    lines: tuple[ExampleLine, ...]


# ------------------------------------------------------------------ reuse


@record
class Use(Node):
    """`gebruik "pad"`: the definitions of another file may be named here."""

    path: Text


@record
class Parameter(Node):
    name: Name
    title: Text | None
    type: Marker
    assumption: Assumption | None


@record
class Template(Node):
    name: Name
    title: Text | None
    lines: tuple[Parameter | Clause, ...]


@record
class Argument(Node):
    name: Name
    value: Number | Percent | Amount | Date | Text | Name
    assumption: Assumption | None


@record
class Instance(Node):
    """`overeenkomst volgens …`: a template with its parameters filled in."""

    template: Name
    arguments: tuple[Argument, ...]


# ------------------------------------------------------------------ the whole

Clause: TypeAlias = (
    "Agreement | Party | Participants | Moment | Period | Attribute | Measurement | ContractMeasurement | Constant | Series"
    " | Group | Indicator | Level | YearLevel | Total | Payment | Investment | Loan | Tranche | TranchePerPeriod | Recovery | Indexation"
    " | VatRate | VatExempt | Example | Note"
)
Statement: TypeAlias = "Clause | Use | Template | Instance"


@record
class Contract(Node):
    edition: Edition | None
    statements: tuple[Statement, ...]
