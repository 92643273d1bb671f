"""Who takes part, and what is measured."""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from ...record import record
from ...text.source import Span
from ..expressions import Kind, Level


@record(kw_only=True)
class Element:
    """Something declared. `assumption` is the reason when its figure is not published or agreed (`aanname`)."""

    span: Span = field(compare=False, repr=False)
    assumption: str | None = None


@record(kw_only=True)
class Described(Element):
    """What is meant, where it is found, how it is shown, who establishes it; each with its own `aanname`."""

    definition: str | None = None
    definition_assumption: str | None = None
    source: str | None = None
    source_assumption: str | None = None
    evidence: str | None = None
    evidence_assumption: str | None = None
    verifier: Party | None = None
    verifier_assumption: str | None = None
    notes: tuple[str, ...] = ()


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
class PartyGroup(Element):
    """Several parties under one name, for what holds for each of them."""

    name: str
    title: str
    short: str | None
    parties: tuple[Party, ...]
    notes: tuple[str, ...] = ()

    @property
    def called(self) -> str | None:
        """How the annex speaks of the parties together; None: by name only."""
        return self.short


@record(kw_only=True)
class PerParty(Element):
    """What is measured for each party of a group: a measurement each, alike but for its name and title."""

    name: str
    title: str
    group: PartyGroup


@record(kw_only=True)
class Moment(Described):
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

    def first_day(self, moment: Moment) -> date:
        """The day on which the period begins that ends at `moment`."""
        names = [one.name for one in self.moments]
        number = names.index(moment.name)
        if number == 0:
            return self.first
        before = self.moments[number - 1].day
        assert before is not None
        return before + timedelta(days=1)


@record(kw_only=True)
class Attribute(Described):
    """A property of a participant with a fixed list of values: (name, title)."""

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]


class Missing(Enum):
    """What happens when a measurement isn't there. Missing is never zero."""

    ERROR = "fout"
    NOT_ACHIEVED = "niet behaald"
    LEFT_OUT = "buiten beschouwing"


class Better(Enum):
    """Which values of a measurement are the better result. Of ja/nee, ja is the higher one."""

    HIGHER = "hoger"
    LOWER = "lager"
    NEITHER = "niet bepaald"


@record(kw_only=True)
class Measurement(Described):
    name: str
    title: str
    level: Level
    kind: Kind
    moments: tuple[Moment, ...]
    period: Period | None = None  # when it is measured for every period
    per_party: PerParty | None = None  # when there is one for each party of a group
    party: Party | None = None  # whose it is then; None: whoever is spoken of
    unit: str | None
    whole: bool  # only whole numbers
    low: Fraction | None  # None for ja/nee and dates; otherwise both ends belong to the range
    high: Fraction | None
    step: Fraction | None
    judge: Party | None
    missing: Missing
    only_reported: bool = False  # no part in the calculation
    better: Better | None = None  # what the author says; None: nothing


@record(kw_only=True)
class JumpLimit(Element):
    """How far one step in one measurement may change the total, in whole units; proved, not applied."""

    amount: Fraction


@record(kw_only=True)
class Constant(Element):
    name: str
    title: str
    kind: Kind
    value: Fraction | bool | date
    source: str | None = None
    source_assumption: str | None = None
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Series(Element):
    """A value per calendar year: an index, or an amount, percentage or number that differs from year to year."""

    name: str
    title: str
    kind: Kind
    values: tuple[tuple[int, Fraction], ...]
    assumptions: tuple[str | None, ...] = ()  # one for each value

    def value_in(self, year: int) -> Fraction:
        """The value in a year; before the first year of the series that of the first, after the last that of the last."""
        known = dict(self.values)
        return known[min(max(year, min(known)), max(known))]


@record(kw_only=True)
class Loan(Element):
    name: str
    title: str
    principal: Fraction
    day: date
    rate: Fraction
    day_count: str
