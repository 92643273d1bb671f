"""A cell of a column becomes a value, or a finding that still has to be told where it stands."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, TypeAlias

from ..checks import rc704_wrong_value, rc705_out_of_range, rc715_formula, rc716_unknown_choice
from ..findings import Cell as Place
from ..findings import Finding
from ..model.contract import Attribute
from ..record import record
from . import notation
from .cells import Cell, Formula, Numeric, shown
from .columns import AttributeColumn, Column, DateColumn, MeasurementColumn

Value: TypeAlias = "bool | int | Fraction | str"  # as the plan takes it; the name of a choice is a text

_EXCEL_SHOWS = 10**12  # a denominator larger than this has more decimals than a spreadsheet shows
_LONGEST_GUESSED = 100
_A_DATE = "een datum, bijvoorbeeld 2022-06-01 of 1-6-2022"


@record
class Wrong:
    """What is wrong with a cell, wherever it stands."""

    make: Callable[..., Finding]
    facts: tuple[Any, ...]

    def at(self, place: Place) -> Finding:
        return self.make(place, *self.facts)


def read_value(cell: Cell, column: Column, currency: str) -> Value | Wrong:
    """The value of a cell that isn't empty, or what is wrong with it."""
    if isinstance(cell, Formula):
        return Wrong(rc715_formula.finding, (shown(cell),))
    match column:
        case AttributeColumn(attribute=attribute):
            return _choice(cell, attribute)
        case DateColumn():
            try:
                return notation.day(cell).toordinal()
            except notation.Unfit as problem:
                return Wrong(rc704_wrong_value.finding, (shown(cell), _A_DATE, problem.remedy))
        case MeasurementColumn(measurement=measurement):
            try:
                return notation.measured(cell, measurement, currency)
            except notation.Unfit as problem:
                words = notation.expected(measurement, currency)
                return Wrong(rc704_wrong_value.finding, (shown(cell), words, problem.remedy))
            except notation.OutOfRange as problem:
                long = isinstance(cell, Numeric) and cell.by_format and problem.value.denominator > _EXCEL_SHOWS
                return Wrong(rc705_out_of_range.finding, (shown(cell), notation.expected(measurement, currency), long))
    raise AssertionError(column)


def _choice(cell: Cell, attribute: Attribute) -> Value | Wrong:
    names = [name for name, _ in attribute.choices]
    try:
        return notation.choice(cell, attribute)
    except notation.Unfit as problem:
        words = f"een van de waarden van “{attribute.title}”"
        return Wrong(rc704_wrong_value.finding, (shown(cell), words, problem.remedy))
    except notation.UnknownChoice:
        text = getattr(cell, "text", cell)
        near: list[str] = []
        if isinstance(text, str) and len(text) <= _LONGEST_GUESSED:
            near = get_close_matches(text.casefold(), names, 1, 0.6)
        return Wrong(rc716_unknown_choice.finding, (shown(cell), names, near[0] if near else None))
