"""The checked model of one contract. Everything after this stage may rely on it: names exist, kinds and levels fit."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from ..record import record
from ..text.source import Source, Span
from .expressions import Expr, Kind, Level


@record(kw_only=True)
class Element:
    """Something declared. `assumption` is the reason when its figure is not published or agreed (`aanname`)."""

    span: Span = field(compare=False, repr=False)
    assumption: str | None = None


# ------------------------------------------------------------------ who and what is measured


@record(kw_only=True)
class Party(Element):
    name: str
    title: str
    short: str | None
    roles: tuple[str, ...]
    address: str | None = None
    registration: str | None = None
    representative: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """How the annex speaks of the party."""
        return self.short or self.title


@record(kw_only=True)
class Moment(Element):
    """A day that is the same for all (`day`), or one per participant: given in the results, or counted from another."""

    name: str
    title: str
    level: Level
    day: date | None = None
    after: Moment | None = None
    months: int = 0
    days: int = 0
    words: str = ""  # «6 maanden na», «2 weken voor»
    period: str | None = None  # the name of the period whose last day it is; without a day: whichever period it is

    @property
    def base(self) -> Moment:
        """The moment whose date the results file must give."""
        return self if self.after is None else self.after.base


@record(kw_only=True)
class Period(Element):
    """Equal parts of the term (or of the days named); each is measured at its last day."""

    name: str
    title: str
    every: str  # «elk kwartaal»
    first: date
    last: date
    moments: tuple[Moment, ...]
    each: Moment  # stands for the moment of whichever period it is


@record(kw_only=True)
class Attribute(Element):
    """A property of a participant with a fixed list of values: (name, title)."""

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]


class Missing(Enum):
    """What happens when a measurement isn't there. Missing is never zero."""

    ERROR = "fout"
    NOT_ACHIEVED = "niet behaald"
    LEFT_OUT = "buiten beschouwing"


@record(kw_only=True)
class Measurement(Element):
    name: str
    title: str
    level: Level
    kind: Kind
    moments: tuple[Moment, ...]
    period: Period | None = None  # when it is measured for every period
    unit: str | None
    whole: bool  # only whole numbers
    low: Fraction | None  # None for ja/nee and dates; otherwise both ends belong to the range
    high: Fraction | None
    step: Fraction | None
    definition: str | None
    source: str | None
    evidence: str | None
    verifier: Party | None
    judge: Party | None
    missing: Missing
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Constant(Element):
    name: str
    title: str
    kind: Kind
    value: Fraction | bool | date
    source: str | None = None
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Series(Element):
    """A value per calendar year (an index)."""

    name: str
    title: str
    values: tuple[tuple[int, Fraction], ...]
    assumptions: tuple[str | None, ...] = ()  # one for each value


@record(kw_only=True)
class Loan(Element):
    name: str
    title: str
    principal: Fraction
    day: date
    rate: Fraction
    day_count: str


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
    """Interest not due: rate × principal × the part of a year from `first` up to and including `last`."""

    rate: Fraction
    loan: Loan
    first: date
    last: date


Price: TypeAlias = "FlatPrice | WeightPrice | TablePrice | ChoicePrice | ForgivenessPrice | RebatePrice"


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


# ------------------------------------------------------------------ indicators


@record(kw_only=True)
class Indicator(Element):
    name: str
    title: str
    level: Level
    result: Expr  # ja/nee or a quantity
    unit: str | None
    gates: tuple[Expr, ...]
    price: Price | None
    weight: Fraction | None
    first: int | None  # only the first so many participants that achieve it
    first_assumption: str | None = None
    gate_assumptions: tuple[str | None, ...] = ()  # one for each gate
    participant_steps: tuple[Step, ...]
    steps: tuple[Step, ...]
    period: Period | None = None  # result, gates and price are those of each period apart
    period_steps: tuple[Step, ...] = ()
    definition: str | None
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Group(Element):
    name: str
    title: str
    weight: Fraction | None
    indicators: tuple[Indicator, ...]
    at_most: int | None
    equally_divided: bool
    gates: tuple[Expr, ...]
    participant_steps: tuple[Step, ...]
    steps: tuple[Step, ...]
    definition: str | None = None
    gate_assumptions: tuple[str | None, ...] = ()  # one for each gate
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class AttributeLevel(Element):
    """Steps for each value of an attribute (lot, provider, region); `choice` None means for every value."""

    attribute: Attribute
    steps: tuple[tuple[str | None, Step], ...]
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class YearCap(Element):
    amount: Expr
    moves_on: bool  # what exceeds it moves to a later year; otherwise it lapses


# ------------------------------------------------------------------ who pays, who receives


@record(kw_only=True)
class PayerLimit(Element):
    """A limit on what a payer bears, over the whole contract or per calendar year, and where the rest goes."""

    amount: Expr
    per_year: bool
    excess: Party | None  # None: it lapses


@record(kw_only=True)
class ByAttribute(Element):
    """The party that belongs to the participant's value of an attribute."""

    attribute: Attribute
    parties: tuple[tuple[str, Party], ...]


@record(kw_only=True)
class BearerLine(Element):
    """One bearer: a fixed share of one, or (for `naar rato van`) the measurement that gives the proportion."""

    who: Party | ByAttribute
    share: Fraction | None
    proportion: Measurement | None
    limit: PayerLimit | None = None


@record(kw_only=True)
class OrderLine(Element):
    """A layer in an order: up to `amount` in total (None: the rest)."""

    party: Party
    amount: Expr | None


@record(kw_only=True)
class TopUp(Element):
    party: Party
    share: Fraction
    base: Party
    limit: PayerLimit | None = None


@record(kw_only=True)
class SharedReceivers(Element):
    """Receivers with their shares; None stands for the participant herself."""

    shares: tuple[tuple[Party | None, Fraction], ...]


@record(kw_only=True)
class PrincipalClaim(Element):
    """Investors get back what they put in, pro rata."""

    parties: tuple[Party, ...]


@record(kw_only=True)
class ReturnClaim(Element):
    """A return on what investors still have outstanding, at most `rate` a year."""

    parties: tuple[Party, ...]
    rate: Fraction
    compound: bool
    day_count: str


@record(kw_only=True)
class FixedClaim(Element):
    party: Party
    amount: Expr


Claim: TypeAlias = "PrincipalClaim | ReturnClaim | FixedClaim"


@record(kw_only=True)
class Waterfall(Element):
    claims: tuple[Claim, ...]
    rest: SharedReceivers


Receivers: TypeAlias = "SharedReceivers | ByAttribute | Waterfall"


@record(kw_only=True)
class Payment(Element):
    """Who pays and receives what the given indicators yield."""

    indicators: tuple[Indicator, ...]
    bearers: tuple[BearerLine, ...]
    order: tuple[OrderLine, ...]
    top_ups: tuple[TopUp, ...]
    when_zero: Party | None
    receivers: Receivers
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Deposit(Element):
    party: Party
    amount: Fraction
    day: date


# ------------------------------------------------------------------ when


class TrancheKind(Enum):
    SHARE = "deel van het recht"
    ADVANCE = "voorschot"
    INSTALMENT = "termijn"
    FINAL = "eindafrekening"


@record(kw_only=True)
class Tranche(Element):
    """A payment date. Results count when their moment is on or before `cut_off`."""

    name: str
    title: str
    day: date
    kind: TrancheKind
    share: Fraction | None
    amount: Expr | None
    settled_from: str | None  # an advance: the tranche that settles it
    cut_off: date
    cut_off_given: bool
    scope: tuple[Indicator, ...] | None
    gates: tuple[Expr, ...]
    cap: Expr | None
    cut_off_span: Span | None = None
    cut_off_assumption: str | None = None
    cap_assumption: str | None = None
    gate_assumptions: tuple[str | None, ...] = ()  # one for each gate
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Recovery(Element):
    """What happens when more was paid than is due: netted with later tranches, or paid back at once."""

    pay_back: bool
    within: str | None


@record(kw_only=True)
class Indexation(Element):
    series: Series
    base_year: int


@record(kw_only=True)
class Vat(Element):
    rate: Fraction | None  # None: exempt
    bearer: Party | None


# ------------------------------------------------------------------ examples


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


# ------------------------------------------------------------------ the whole


@record(kw_only=True)
class Participants(Element):
    name: str
    title: str
    plural: str
    maximum_number: int | None
    maximum_number_assumption: str | None
    maximum_fee: Expr | None
    maximum_fee_assumption: str | None
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Contract(Element):
    source: Source = field(compare=False, repr=False)
    edition: int
    title: str
    reference: str | None
    form: str | None
    first: date
    last: date
    run_off: date | None
    run_off_assumption: str | None = None
    currency: str
    vat_basis: str | None  # «exclusief btw», «inclusief btw»
    vat: Vat | None
    maximum_fee: Expr | None
    maximum_fee_assumption: str | None
    parties: tuple[Party, ...]
    participants: Participants | None
    moments: tuple[Moment, ...]  # the last days of periods included
    periods: tuple[Period, ...]
    attributes: tuple[Attribute, ...]
    measurements: tuple[Measurement, ...]
    constants: tuple[Constant, ...]
    series: tuple[Series, ...]
    loans: tuple[Loan, ...]
    parts: tuple[Group | Indicator, ...]  # in the order of the text
    participant_steps: tuple[Step, ...]
    levels: tuple[AttributeLevel, ...]
    steps: tuple[Step, ...]
    year_caps: tuple[YearCap, ...]
    payments: tuple[Payment, ...]
    deposits: tuple[Deposit, ...]
    tranches: tuple[Tranche, ...]  # in order of date, the last one the final settlement
    tranches_given: bool  # False when the one final settlement is implied
    recovery: Recovery | None
    indexation: Indexation | None
    examples: tuple[Example, ...]
    notes: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, those in groups included, in the order of the text."""
        found: list[Indicator] = []
        for part in self.parts:
            found.extend(part.indicators if isinstance(part, Group) else (part,))
        return tuple(found)
