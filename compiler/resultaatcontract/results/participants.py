"""Tables with a row per participant: headings and cells are held against the contract, and become `Participant`s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..checks import (
    rc701_unknown_column,
    rc702_missing_column,
    rc703_double_column,
    rc706_missing_value,
    rc707_missing_date,
    rc708_double_pseudonym,
    rc709_bsn,
    rc710_pseudonym,
    rc713_delimiter,
    rc715_formula,
)
from ..findings import Cell as Place
from ..model.contract import Missing
from ..plan.inputs import Participant
from ..text import writing
from . import notation
from .awaited import Calendar
from .cells import Cell, Formula, Table, Unreadable, is_bsn, shown, shown_name
from .collected import Collected
from .columns import AttributeColumn, Column, DateColumn, Layout, MeasurementColumn, PseudonymColumn
from .value import Value, Wrong, read_value

_ROWS_NAMED = 10
_GUESSES = 50  # so many unknown headings get a suggestion
_REMEMBERED = 5_000  # texts per column, so that equal cells are read once and share their value


class ParticipantReader:
    """Reads one table after another; pseudonyms are unique over all of them."""

    def __init__(self, layout: Layout, currency: str, calendar: Calendar, findings: Collected) -> None:
        self.layout = layout
        self.currency = currency
        self.calendar = calendar
        self.findings = findings
        self.found: list[Participant] = []
        self._places: dict[str, Place] = {}
        self._known: dict[str, dict[str, Value | Wrong]] = {}

    def read(self, table: Table) -> None:
        """Add the participants of a table, and a finding for all that is wrong with it."""
        if table.sparse and not table.headings:
            return
        columns = self._columns(table)
        if columns is None:
            return
        heading = {column.heading: head for head, column in zip(table.headings, columns, strict=True) if column}
        bsn_rows: list[int] = []
        try:
            for number, cells in table.rows:
                self._row(table, number, cells, columns, heading, bsn_rows)
        except Unreadable as problem:
            self.findings.add(problem.finding)
        if bsn_rows:
            place = Place(table.file, table.sheet, bsn_rows[0], heading[self.layout.pseudonym.heading])
            self.findings.add(rc709_bsn.finding(place, len(bsn_rows), bsn_rows[:_ROWS_NAMED]))

    # -------------------------------------------------------------- headings

    def _columns(self, table: Table) -> list[Column | None] | None:
        """What each heading stands for; None when there is no column with pseudonyms."""
        columns: list[Column | None] = []
        seen: set[str] = set()
        guesses = _GUESSES
        known = [column.heading for column in self.layout.participants if column.needed]
        for head in table.headings:
            column = self.layout.column(head) if head else None
            place = Place(table.file, table.sheet, table.header_row, shown_name(head))
            if column is not None and column.heading in seen:
                self.findings.add(rc703_double_column.finding(place, shown_name(head)))
                column = None
            elif column is None and (head or table.sparse):
                near = self.layout.near_column(head) if guesses > 0 else None
                guesses -= 1
                self.findings.add(rc701_unknown_column.finding(place, shown_name(head), near, known))
            if column is not None:
                seen.add(column.heading)
            columns.append(column)
        self._missing_columns(table, seen)
        return columns if self.layout.pseudonym.heading in seen else None

    def _missing_columns(self, table: Table, seen: set[str]) -> None:
        place = Place(table.file, table.sheet, table.header_row)
        if self.layout.pseudonym.heading not in seen:
            self.findings.add(rc702_missing_column.pseudonym(place, self.layout.pseudonym.heading))
        for column in self.layout.participants:
            if not column.needed or column.heading in seen:
                continue
            match column:
                case AttributeColumn(heading, attribute):
                    self.findings.add(rc702_missing_column.finding(place, heading, attribute.title))
                case DateColumn(heading, moment) if not self._may_come_later(column):
                    self.findings.add(rc702_missing_column.finding(place, heading, moment.title))
                case MeasurementColumn(heading, measurement) if not self._may_come_later(column):
                    if not (table.sparse and measurement.missing is not Missing.ERROR):
                        self.findings.add(rc702_missing_column.finding(place, heading, measurement.title))

    def _may_come_later(self, column: DateColumn | MeasurementColumn) -> bool:
        """Whether nobody's value needs to be known yet."""
        return self.calendar.is_awaited(column.moment, {})

    # -------------------------------------------------------------- rows

    def _row(
        self,
        table: Table,
        number: int,
        cells: Sequence[Cell],
        columns: Sequence[Column | None],
        heading: Mapping[str, str],
        bsn_rows: list[int],
    ) -> None:
        if not any(cell is not None for cell in cells):
            return
        if self._beside(table, number, cells, columns):
            return
        given = {
            column.heading: cell
            for column, cell in zip(columns, cells, strict=False)
            if column is not None and cell is not None
        }

        def place(column: Column) -> Place:
            return Place(table.file, table.sheet, number, shown_name(heading[column.heading]))

        pseudonym = self._pseudonym(given.get(self.layout.pseudonym.heading), place(self.layout.pseudonym), bsn_rows)
        values: dict[str, Any] = {}
        for column in self.layout.participants:
            cell = given.get(column.heading)
            if cell is not None and not isinstance(column, PseudonymColumn):
                value = self._value(cell, column)
                if isinstance(value, Wrong):
                    self.findings.add(value.at(place(column)))
                else:
                    values[column.heading] = value
        self._complete(given, values, heading, place)
        if pseudonym is not None:
            self.found.append(_participant(pseudonym, self.layout, values))

    def _beside(self, table: Table, number: int, cells: Sequence[Cell], columns: Sequence[Column | None]) -> bool:
        """Say which cells have no heading; True when the row can't be trusted because of it."""
        width = len(columns)
        if table.between and any(cell is not None for cell in cells[width:]):
            self.findings.add(
                rc713_delimiter.too_many(Place(table.file, None, number), len(cells), width, table.between)
            )
            return True
        for index, cell in enumerate(cells):
            if cell is not None and not table.sparse and (index >= width or not table.headings[index]):
                place = Place(table.file, table.sheet, number)
                self.findings.add(rc701_unknown_column.no_heading(place, shown(cell)))
        return False

    def _pseudonym(self, cell: Cell, place: Place, bsn_rows: list[int]) -> str | None:
        if cell is None:
            self.findings.add(rc710_pseudonym.missing(place))
            return None
        if isinstance(cell, Formula):
            self.findings.add(rc715_formula.finding(place, shown(cell)))
            return None
        try:
            pseudonym = notation.pseudonym(cell)
        except notation.Unfit as problem:
            self.findings.add(rc710_pseudonym.unfit(place, shown(cell), problem.remedy))
            return None
        if is_bsn(pseudonym):
            assert place.row is not None
            bsn_rows.append(place.row)
        earlier = self._places.setdefault(pseudonym, place)
        if earlier is not place:
            told = None if is_bsn(pseudonym) else shown(pseudonym)
            self.findings.add(rc708_double_pseudonym.finding(place, told, earlier))
            return None
        return pseudonym

    def _complete(
        self, given: Mapping[str, Cell], values: Mapping[str, Any], heading: Mapping[str, str], place: Any
    ) -> None:
        """Say what the calculation needs and the row doesn't give; a column that isn't there has been told already."""
        dates = _dates(self.layout, values)
        for column in self.layout.participants:
            if not column.needed or column.heading in given or column.heading not in heading:
                continue
            match column:
                case AttributeColumn(head, attribute):
                    words = writing.listing([name for name, _ in attribute.choices][:12], "of")
                    self.findings.add(rc706_missing_value.finding(place(column), head, words))
                case DateColumn(head, moment) if self._needs_date(column, given, dates):
                    self.findings.add(rc707_missing_date.finding(place(column), head, moment.title))
                case MeasurementColumn(head, measurement, moment) if measurement.missing is Missing.ERROR:
                    if not self.calendar.is_awaited(moment, dates):
                        words = notation.expected(measurement, self.currency)
                        self.findings.add(rc706_missing_value.finding(place(column), head, words))

    def _needs_date(self, column: DateColumn, given: Mapping[str, Cell], dates: Mapping[str, int]) -> bool:
        """A date is needed for what was measured on it, for an amount of its year, and for what may not be missing."""
        if column.by_year and not self.calendar.is_awaited(column.moment, dates):
            return True
        about = [
            one
            for one in self.layout.participants
            if isinstance(one, MeasurementColumn) and one.moment is not None and one.moment.base is column.moment
        ]
        if any(one.heading in given for one in about):
            return True
        strict = [one for one in about if one.needed and one.measurement.missing is Missing.ERROR]
        return any(not self.calendar.is_awaited(one.moment, dates) for one in strict)

    # -------------------------------------------------------------- cells

    def _value(self, cell: Cell, column: Column) -> Value | Wrong:
        known = self._known.setdefault(column.heading, {})
        if isinstance(cell, str) and cell in known:
            return known[cell]
        value = read_value(cell, column, self.currency)
        if isinstance(cell, str) and len(known) < _REMEMBERED:
            known[cell] = value
        return value


def _dates(layout: Layout, values: Mapping[str, Any]) -> dict[str, int]:
    return {
        column.moment.name: values[column.heading]
        for column in layout.participants
        if isinstance(column, DateColumn) and column.heading in values
    }


def _participant(pseudonym: str, layout: Layout, values: Mapping[str, Any]) -> Participant:
    measured = {}
    choices = {}
    for column in layout.participants:
        if column.heading in values:
            match column:
                case MeasurementColumn():
                    measured[column.key] = values[column.heading]
                case AttributeColumn(attribute=attribute):
                    choices[attribute.name] = values[column.heading]
    return Participant(pseudonym, measured, _dates(layout, values), choices)
