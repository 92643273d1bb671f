"""The empty workbook to fill in: a sheet per level with drop-downs and ranges, and one that explains every column.

The same contract gives the same bytes: the document has fixed dates, and its zip file stores without compressing.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ..driver import Compiled
from ..model.contract import Contract, Measurement
from ..model.expressions import Kind
from ..workbook import FONT, clean, finished, header, money_format, on_paper, wrap, write
from . import notation
from .agreement import MEASUREMENT, MOMENT, VALUE
from .columns import (
    AttributeColumn,
    Column,
    DateColumn,
    Layout,
    MeasurementColumn,
    PseudonymColumn,
    is_reported,
    layout_of,
)
from .explanation import EXPLANATION_SHEET, HEADINGS, introduction, row_about, title_of

AGREEMENT_SHEET = "Overeenkomst"
_MEANING = "betekenis"  # for the reader: it isn't read back
LISTS_SHEET = "Lijsten"
_ROWS = 2_000  # that get drop-downs when the contract has no highest number of participants
_MOST_ROWS = 20_000
_LONGEST_LIST = 255  # characters, of a drop-down that isn't on a sheet of its own
_DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet, for days from 1 March 1900
_WIDTHS = (20, 24, 42, 27, 20, 25, 20, 27)


def write_sheet(compiled: Compiled) -> bytes:
    """The workbook (.xlsx) for the results of a contract; `read_results` reads it back."""
    layout = layout_of(compiled)
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    lists = _Lists(book)
    columns = [column for column in layout.participants if column.needed or is_reported(column)]
    agreed = [column for column in layout.agreement if column.needed or is_reported(column)]
    if compiled.contract.participants is not None:
        _participants_sheet(book, compiled.contract, columns, lists)
    if agreed:
        _agreement_sheet(book, compiled.contract, agreed)
    _explanation_sheet(book, compiled.contract, layout, [*columns, *agreed])
    lists.finish()
    return finished(book, compiled.contract.title)


def _participants_sheet(book: Workbook, contract: Contract, columns: list[Column], lists: _Lists) -> None:
    sheet = book.create_sheet(_sheet_name(contract))
    people = contract.participants
    rows = _ROWS if people is None or people.maximum_number is None else people.maximum_number
    last = min(rows, _MOST_ROWS) + 1
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        header(sheet, index, column.heading)
        sheet.column_dimensions[letter].width = max(12, len(column.heading) + 3)
        sheet.column_dimensions[letter].number_format = _number_format(column, contract.currency)
        _validate(sheet, f"{letter}2:{letter}{last}", column, contract.currency, lists)
    sheet.freeze_panes = "B2"
    on_paper(sheet, 1)


def _agreement_sheet(book: Workbook, contract: Contract, columns: list[MeasurementColumn]) -> None:
    sheet = book.create_sheet(AGREEMENT_SHEET)
    names = [len(column.measurement.name) + 3 for column in columns]
    meant = min(max(len(title_of(column)) + 3 for column in columns), 80)
    widths = {MEASUREMENT: max(28, *names), MOMENT: 20, VALUE: 24, _MEANING: meant}
    for index, (name, width) in enumerate(widths.items(), 1):
        header(sheet, index, name)
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row, column in enumerate(columns, 2):
        write(sheet, row, 1, column.measurement.name)
        write(sheet, row, 2, "" if column.moment is None else column.moment.name)
        sheet.cell(row, 3).number_format = _number_format(column, contract.currency)
        _validate(sheet, f"C{row}", column, contract.currency, None)
        meaning = title_of(column)
        write(sheet, row, 4, meaning)
        wrap(sheet, row, {4: (meaning, meant)})
        for index in (1, 2, 3):
            sheet.cell(row, index).alignment = Alignment(vertical="top")
    sheet.freeze_panes = "A2"
    on_paper(sheet, 1)


def _explanation_sheet(book: Workbook, contract: Contract, layout: Layout, columns: list[Column]) -> None:
    sheet = book.create_sheet(EXPLANATION_SHEET)
    row = 1
    for line in introduction(contract, layout):
        write(sheet, row, 1, line)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
        wrap(sheet, row, {1: (line, sum(_WIDTHS))}, 1.4 if row == 1 else 1.0)
        row += 1
    sheet.cell(1, 1).font = Font(name=FONT, bold=True, size=14)
    row += 1
    heading = row
    for index, name in enumerate(HEADINGS, 1):
        header(sheet, index, name, row)
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS[index - 1]
    for column in columns:
        row += 1
        about = row_about(column, contract)
        for index, text in enumerate(about, 1):
            write(sheet, row, index, text)
        wrap(sheet, row, {index: (text, _WIDTHS[index - 1]) for index, text in enumerate(about, 1)})
    sheet.freeze_panes = f"A{heading + 1}"
    on_paper(sheet, heading)


def _sheet_name(contract: Contract) -> str:
    """The plural of the unit, as far as a sheet can be called so."""
    plural = "" if contract.participants is None else contract.participants.plural
    name = " ".join(re.sub(r"[\[\]:*?/\\]", " ", clean(plural)).split())[:31].strip(" '")
    reserved = {one.casefold() for one in (AGREEMENT_SHEET, EXPLANATION_SHEET, LISTS_SHEET, "history")}
    return "Deelnemers" if not name or name.casefold() in reserved else name


# ------------------------------------------------------------------ what a cell may hold


class _Lists:
    """Drop-downs that are too long for the cell itself stand on a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.lists: list[list[str]] = []

    def formula(self, names: list[str]) -> str:
        inline = ",".join(names)
        if len(inline) + 2 <= _LONGEST_LIST:
            return f'"{inline}"'
        self.lists.append(names)
        letter = get_column_letter(len(self.lists))
        return f"{LISTS_SHEET}!${letter}$1:${letter}${len(names)}"

    def finish(self) -> None:
        if self.lists:
            sheet = self.book.create_sheet(LISTS_SHEET)
            sheet.sheet_state = "hidden"
            for index, names in enumerate(self.lists, 1):
                for row, name in enumerate(names, 1):
                    write(sheet, row, index, name)


def _validate(sheet: Any, cells: str, column: Column, currency: str, lists: _Lists | None) -> None:
    match column:
        case PseudonymColumn():
            return
        case AttributeColumn(attribute=attribute):
            assert lists is not None
            rule = DataValidation("list", formula1=lists.formula([name for name, _ in attribute.choices]))
            title, words = attribute.title, "een waarde uit de lijst"
        case DateColumn(moment=moment):
            rule, title, words = _dates(), moment.title, "een datum"
        case MeasurementColumn(measurement=measurement):
            rule, title = _measured(measurement), measurement.title
            words = notation.expected(measurement, currency)
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.promptTitle, rule.errorTitle = clean(title)[:32], "Deze waarde past niet"
    rule.prompt = rule.error = f"Verwacht wordt {words}."[:255]
    rule.add(cells)
    sheet.add_data_validation(rule)


def _dates() -> DataValidation:
    first, last = (str((day - _DAY_ZERO).days) for day in (date(1900, 3, 1), notation.LATEST))
    return DataValidation("date", operator="between", formula1=first, formula2=last)


def _measured(measurement: Measurement) -> DataValidation:
    match measurement.kind:
        case Kind.YES_NO:
            return DataValidation("list", formula1='"ja,nee"')
        case Kind.DATE:
            return _dates()
    assert measurement.low is not None
    assert measurement.high is not None
    kind = "whole" if measurement.whole and measurement.step is not None and measurement.step == 1 else "decimal"
    low, high = (_in_formula(bound) for bound in (measurement.low, measurement.high))
    return DataValidation(kind, operator="between", formula1=low, formula2=high)  # type: ignore[arg-type]


def _in_formula(value: Fraction) -> str:
    """A number as a spreadsheet's file has it; one without finite decimals as a division."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _number_format(column: Column, currency: str) -> str:
    match column:
        case DateColumn():
            return "d-m-yyyy"
        case MeasurementColumn(measurement=measurement):
            return _measured_format(measurement, currency)
    return "@"


def _measured_format(measurement: Measurement, currency: str) -> str:
    match measurement.kind:
        case Kind.DATE:
            return "d-m-yyyy"
        case Kind.PERCENT:
            return "0.00####%"
        case Kind.MONEY:
            return money_format(currency)
        case Kind.NUMBER:
            return "General"
    return "@"
