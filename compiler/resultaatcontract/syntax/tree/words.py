"""Words and literals, and the node that every class is."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from ...record import record
from ...text.reading import Duration as Length
from ...text.source import Source, Span

if TYPE_CHECKING:
    from .expressions import Expr


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


# ------------------------------------------------------------------ markers: words without a content of their own


class Marker(Enum):
    """Rules of only words. Where the tree has such a value, the word itself is the content."""

    EXCLUDING_VAT = "exclusief btw"
    INCLUDING_VAT = "inclusief btw"
    MISSING_IS_ERROR = "fout"
    MISSING_IS_NOT_ACHIEVED = "niet behaald"
    MISSING_IS_LEFT_OUT = "buiten beschouwing"
    HIGHER_IS_BETTER = "hoger"
    LOWER_IS_BETTER = "lager"
    NEITHER_IS_BETTER = "niet bepaald"
    YES_NO_TYPE = "ja/nee"
    DATE_TYPE = "datum"
    DUTY_OF_EFFORT = "inspanning"
    DUTY_OF_TASK = "taak"
    DUTY_OF_RESULT = "resultaat"
    AT_MOST_ONE_COUNTS = "ten hoogste één telt"
    EQUALLY_DIVIDED = "gelijk verdeeld"
    PER_PARTICIPANT = "deelnemer"
    PER_YEAR = "jaar"
    AT_THE_END = "bij de eindafrekening"
    AT_THE_START = "bij aanvang"
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
    EXPECT_LEFT = "over"
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
class JumpLimit(Node):
    """`sprong ten hoogste € 10.000`: how far one step in one measurement can change the total."""

    amount: Amount


@record
class Definition(Node):
    text: Text
    assumption: Assumption | None = None


@record
class DataSource(Node):
    text: Text
    assumption: Assumption | None = None


@record
class Gate(Node):
    condition: Expr
    assumption: Assumption | None
