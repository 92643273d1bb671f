"""Expressions with a kind and a level. What the author may combine is decided once, when these are made."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from ..record import record
from ..text.source import Span

if TYPE_CHECKING:
    from .contract import Attribute, Constant, Loan, Measurement, Moment, PartyGroup, Period, Series


class Kind(Enum):
    """What a value is. Money is in the contract's one currency, in whole units (euros); a percentage is a part of one."""

    YES_NO = "ja/nee"
    NUMBER = "getal"
    PERCENT = "percentage"
    MONEY = "bedrag"
    DATE = "datum"
    CHOICE = "keuze"


class Level(Enum):
    """Whose value it is: one for the contract, or one for each participant."""

    CONTRACT = "overeenkomst"
    PARTICIPANT = "deelnemer"


class Operator(Enum):
    """Exact operations on values. The Dutch word is the one of the language."""

    ADD = "+"
    SUBTRACT = "−"
    MULTIPLY = "×"
    DIVIDE = "/"
    PERCENT_OF = "% van"
    NEGATE = "min"
    BOTH = "en"
    EITHER = "of"
    NOT = "niet"
    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="
    UNEQUAL = "≠"
    HIGHEST = "hoogste van"
    LOWEST = "laagste van"
    RISE = "stijging"  # arguments: the later value, the earlier value
    FALL = "daling"  # arguments: the later value, the earlier value
    RELATIVE_RISE = "procentuele stijging"
    RELATIVE_FALL = "procentuele daling"
    ROUND = "afronden op"  # arguments: the value, the unit; half away from zero
    ROUND_DOWN = "afronden op … naar beneden"
    ROUND_UP = "afronden op … naar boven"


COMPARISONS = frozenset(
    (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE, Operator.LESS, Operator.EQUAL, Operator.UNEQUAL)
)


@record
class Typed:
    """What every expression has."""

    kind: Kind
    level: Level
    span: Span = field(compare=False, repr=False)


@record
class Literal(Typed):
    value: Fraction | bool | date


@record
class Given(Typed):
    """A constant of the contract, by name."""

    constant: Constant


@record
class Measured(Typed):
    """A measurement at a moment; `moment` is None for one that has no moments."""

    measurement: Measurement
    moment: Moment | None


@record
class HasChoice(Typed):
    attribute: Attribute
    choice: str


@record
class ResultOf(Typed):
    """The result of an indicator, by name: ja/nee or a quantity."""

    indicator: str
    title: str
    period: str | None = None  # that of the same period, for an indicator that is per period


@record
class PrincipalOf(Typed):
    loan: Loan


@record
class ForEach:
    """What an operation says once where it is worked out for each: the condition or value, and of what it is taken.

    `function` is None for a condition that holds for all of them.
    """

    value: Expr
    of: Attribute | Period | PartyGroup
    function: Function | None = None


@record
class Apply(Typed):
    operator: Operator
    arguments: tuple[Expr, ...]
    parenthesised: bool = False
    # How the text says it, when the operation was written out from that; the arguments are what counts.
    each: ForEach | None = field(default=None, compare=False, repr=False)


class Function(Enum):
    COUNT = "aantal deelnemers"
    SHARE = "aandeel deelnemers"
    SUM = "som"
    AVERAGE = "gemiddelde"


@record
class Aggregate(Typed):
    """One value from all participants. A share or average over nobody can't be worked out and counts as zero."""

    function: Function
    value: Expr | None
    condition: Expr | None
    among: Expr | None


@record
class OverPeriods(Typed):
    """The sum or average of a value over the periods that are known; nothing over none."""

    function: Function
    value: Expr
    period: Period


@record
class Shifted(Typed):
    """A date some time after (or, with negative numbers, before) another date; months first, then days."""

    start: Expr
    months: int
    days: int
    words: str


@record
class DayOf(Typed):
    """The day of a moment."""

    moment: Moment


@record
class InYear(Typed):
    """The value of a series in the calendar year of a day."""

    series: Series
    day: DayOf | Measured


class Way(Enum):
    """Which amount of an outcome."""

    TOTAL = "totaal"
    ENTITLEMENT = "recht"
    PAYS = "betaalt"
    RECEIVES = "ontvangt"
    INDICATOR = "indicator"


@record
class Settled(Typed):
    """An amount of the outcome itself, over the whole term or in one year or tranche; only in an assertion.

    `name` is that of a party or an indicator, and `title` how it is called.
    """

    way: Way
    name: str
    title: str
    year: int | None
    tranche: str | None
    when: str = ""  # the title of the tranche, or the year


Expr: TypeAlias = (
    "Literal | Given | Measured | HasChoice | ResultOf | PrincipalOf | Apply | Aggregate | OverPeriods | Shifted | DayOf"
    " | InYear | Settled"
)
