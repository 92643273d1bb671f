"""The contract as a whole."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from ...record import record
from ...text.source import Source
from ..expressions import DayOf, Expr, InYear, Level
from .examples import Example
from .indicators import AttributeLevel, Group, Indicator, YearCap
from .measured import (
    Attribute,
    Constant,
    Described,
    Element,
    JumpLimit,
    Loan,
    Measurement,
    Moment,
    Party,
    PartyGroup,
    Period,
    Series,
)
from .payment import Deposit, Indexation, Payment, Recovery, Tranche, Vat
from .prices import Step


@record(kw_only=True)
class Participants(Described):
    name: str
    title: str
    plural: str
    maximum_number: int | None
    maximum_number_assumption: str | None
    maximum_fee: Expr | None
    maximum_fee_assumption: str | None


@record(kw_only=True)
class Provision(Element):
    """What the parties agree on and no amount depends on."""

    title: str
    text: str


@record(kw_only=True)
class Assertion(Element):
    """What the parties hold to be true of every possible outcome (where `condition` holds); no amount depends on it."""

    title: str
    claim: Expr
    condition: Expr | None
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
    currency_assumption: str | None = None
    vat_basis: str | None  # «exclusief btw», «inclusief btw»
    obligation: str | None = None  # «inspanning», «taak», «resultaat»
    obligation_assumption: str | None = None
    vat: Vat | None
    maximum_fee: Expr | None
    maximum_fee_assumption: str | None
    parties: tuple[Party, ...]
    party_groups: tuple[PartyGroup, ...] = ()
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
    days: tuple[DayOf, ...] = ()  # wherever a moment stands for its own date
    in_years: tuple[InYear, ...] = ()  # wherever a series is asked for the value of a year
    provisions: tuple[Provision, ...] = ()
    jump: JumpLimit | None = None
    assertions: tuple[Assertion, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, those in groups included, in the order of the text."""
        found: list[Indicator] = []
        for part in self.parts:
            found.extend(part.indicators if isinstance(part, Group) else (part,))
        return tuple(found)

    @property
    def days_of_years(self) -> tuple[Moment, ...]:
        """The moments of participants whose date, or its year, a value depends on; each once."""
        found = {one.day.moment.name: one.day.moment for one in self.in_years if isinstance(one.day, DayOf)}
        found |= {one.moment.name: one.moment for one in self.days}
        return tuple(moment for moment in found.values() if moment.level is Level.PARTICIPANT)
