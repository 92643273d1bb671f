"""Values for the contract as a whole: a measurement, a moment and a value per row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..checks import (
    rc703_double_column,
    rc706_missing_value,
    rc713_delimiter,
    rc718_unknown_measurement,
    rc719_double_value,
)
from ..findings import Cell as Place
from ..model.contract import Missing
from ..plan.inputs import Key, Measured
from . import notation
from .awaited import Calendar
from .cells import Cell, Given, Machine, Numeric, Table, Unreadable, shown_name
from .collected import Collected
from .columns import Layout
from .value import Wrong, read_value

MEASUREMENT, MOMENT, VALUE = "meting", "moment", "waarde"


def is_agreement(headings: Sequence[str]) -> bool:
    """Whether a table with these headings holds values for the contract."""
    return {MEASUREMENT, VALUE} <= {heading.casefold() for heading in headings}


def given_by(table: Table, findings: Collected) -> Iterator[Given]:
    """The values in a table with the columns meting, moment and waarde. Other columns are for the reader."""
    heads = [heading.casefold() for heading in table.headings]
    for name in (MEASUREMENT, MOMENT, VALUE):
        if heads.count(name) > 1:
            findings.add(rc703_double_column.finding(Place(table.file, table.sheet, table.header_row, name), name))
    name_at, value_at = heads.index(MEASUREMENT), heads.index(VALUE)
    moment_at = heads.index(MOMENT) if MOMENT in heads else None
    try:
        for number, cells in table.rows:
            if table.between and len(cells) > len(heads) and any(cell is not None for cell in cells[len(heads) :]):
                place = Place(table.file, None, number)
                findings.add(rc713_delimiter.too_many(place, len(cells), len(heads), table.between))
                continue
            padded = [*cells, *([None] * (len(heads) - len(cells)))]
            name, value = _text(padded[name_at]), padded[value_at]
            moment = "" if moment_at is None else _text(padded[moment_at])
            if name or moment or value is not None:
                words = f"{name} {moment}".strip()
                yield Given(
                    table.file, table.sheet, number, words, table.headings[value_at], table.headings[name_at], value
                )
    except Unreadable as problem:
        findings.add(problem.finding)


def _text(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case Machine(text):
            return text
        case Numeric(value):
            return str(value)
        case None:
            return ""
    return "?"


def read_agreement(
    given: Iterable[Given], layout: Layout, currency: str, calendar: Calendar, findings: Collected, whole: bool
) -> dict[Key, Measured]:
    """The values by measurement and moment; findings for what is wrong and for what is missing.

    Not `whole`: some of the files couldn't be read, so what is missing may be in those.
    """
    values: dict[Key, Measured] = {}
    seen: set[Key] = set()
    for one in given:
        column = layout.value(one.name)
        name = shown_name(one.name)
        if column is None:
            known = [each.heading for each in layout.agreement if each.needed]
            place = Place(one.file, one.sheet, one.row, one.name_column)
            findings.add(rc718_unknown_measurement.finding(place, name, layout.near_value(one.name), known))
            continue
        place = Place(one.file, one.sheet, one.row, one.column)
        if column.key in seen:
            findings.add(rc719_double_value.finding(place, column.heading))
            continue
        seen.add(column.key)
        if one.value is None:
            if _is_missed(column.measurement.missing, column.needed) and not calendar.is_awaited(column.moment, {}):
                words = notation.expected(column.measurement, currency)
                findings.add(rc706_missing_value.finding(place, column.heading, words))
            continue
        value = read_value(one.value, column, currency)
        if isinstance(value, Wrong):
            findings.add(value.at(place))
        else:
            assert not isinstance(value, str)
            values[column.key] = value
    for column in layout.agreement if whole else ():
        if column.key in seen or not _is_missed(column.measurement.missing, column.needed):
            continue
        if not calendar.is_awaited(column.moment, {}):
            words = notation.expected(column.measurement, currency)
            findings.add(rc706_missing_value.agreement(None, column.heading, words))
    return values


def _is_missed(treatment: Missing, needed: bool) -> bool:
    return needed and treatment is Missing.ERROR
