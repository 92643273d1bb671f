"""Indicators, groups and levels."""

from __future__ import annotations

from fractions import Fraction

from ...record import record
from ..expressions import Expr, Level
from .measured import Attribute, Element, JumpLimit, Period
from .prices import Price, Step


@record(kw_only=True)
class Indicator(Element):
    name: str
    title: str
    level: Level
    result: Expr  # ja/nee or a quantity
    result_assumption: str | None = None
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
    jump: JumpLimit | None = None
    definition: str | None
    definition_assumption: str | None = None
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
    definition_assumption: str | None = None
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
