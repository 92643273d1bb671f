"""XLSX, through openpyxl. Numbers come out of it as floats and leave here as the decimals that they stand for."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl import load_workbook

from ..checks import rc711_unreadable, rc714_too_large
from ..findings import Cell as Place
from ..text.reading import SYMBOLS
from .cells import Cell, Fault, Formula, Numeric, Table, Unreadable
from .guard import check_workbook
from .limits import Limits

_LAST_ROW = 1_048_576
# The headings stand in one of the first rows.
_LAST_HEADER = 1_000
# Cells right of the last heading are looked at this far, to find values without a heading.
_BESIDE = 20


def read_xlsx(file: str, content: bytes, limits: Limits) -> list[Table]:
    """A table for each sheet that holds anything."""
    with _guarded(file):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_workbook(file, archive, limits)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        tables = (_table(file, sheet, limits) for sheet in book.worksheets)
        return [table for table in tables if table is not None]
    raise AssertionError


@contextmanager
def _guarded(file: str) -> Iterator[None]:
    """Whatever a broken workbook does to its reader becomes one finding; so do its warnings, which say nothing here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Unreadable:
        raise
    except Exception:  # openpyxl promises no exceptions in particular: KeyError, TypeError, ParseError, …
        raise Unreadable(rc711_unreadable.workbook(Place(file))) from None


def _table(file: str, sheet: Any, limits: Limits) -> Table | None:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_LAST_HEADER, max_col=limits.columns + 1)
    heads = ((number, [_heading(_cell(one)) for one in row]) for number, row in enumerate(rows, 1))
    number, found = next(((number, head) for number, head in heads if any(head)), (0, []))
    if not found:
        return None
    while not found[-1]:
        found.pop()
    if len(found) > limits.columns:
        place = Place(file, sheet.title, number)
        raise Unreadable(rc714_too_large.columns(place, len(found), limits.columns))
    return Table(file, sheet.title, tuple(found), _rows(file, sheet, number, len(found), limits), number)


def _heading(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case None:
            return ""
        case Numeric(value) if value.denominator == 1:
            return str(value.numerator)
    return "?"


def _rows(file: str, sheet: Any, header: int, width: int, limits: Limits) -> Iterator[tuple[int, Sequence[Cell]]]:
    rows = _filled_rows(file, sheet, header, width, limits)
    while True:
        with _guarded(file):
            found = next(rows, None)
        if found is None:
            return
        yield found


def _filled_rows(
    file: str, sheet: Any, header: int, width: int, limits: Limits
) -> Iterator[tuple[int, Sequence[Cell]]]:
    count = 0
    blank: object = None  # openpyxl gives the same object for each row that isn't in the file: there may be a million
    rows = sheet.iter_rows(min_row=header + 1, max_row=_LAST_ROW, max_col=width + _BESIDE)
    for number, row in enumerate(rows, header + 1):
        if row is blank:
            continue
        cells = [None if one.value is None else _cell(one) for one in row]
        if not any(cell is not None for cell in cells):
            blank = row
            continue
        count += 1
        if count > limits.rows:
            raise Unreadable(rc714_too_large.rows(Place(file, sheet.title), limits.rows))
        if any(isinstance(cell, str) and len(cell) > limits.cell for cell in cells):
            raise Unreadable(rc714_too_large.cell(Place(file, sheet.title, number), limits.cell))
        yield number, cells


def _cell(one: Any) -> Cell:
    value = one.value
    if value is None:
        return None
    if one.data_type == "f":
        return Formula(str(getattr(value, "text", None) or value))
    if one.data_type == "e":
        return Fault(f"de foutwaarde {value}")
    match value:
        case bool():
            return value
        case int() | float():
            return _numeric(value, one.number_format or "General")
        case datetime():
            return value.date() if value.time() == time(0) else Fault(f"een tijdstip ({value:%d-%m-%Y %H:%M})")
        case date():
            return value
        case str():
            return value.strip() or None
    return Fault("een tijd")


def _numeric(value: int | float, number_format: str) -> Cell:
    """The shortest decimal that the file's binary number stands for: 0.1 is one tenth."""
    if not math.isfinite(value):
        return Fault("een getal dat te groot is")
    exact = Fraction(value) if isinstance(value, int) else Fraction(Decimal(repr(value)))
    return Numeric(exact, percent=_is_percent(number_format), currency=_currency(number_format))


def _is_percent(number_format: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def _currency(number_format: str) -> str | None:
    """The currency that a cell is shown in: `[$€-413]`, `[$EUR]` or a sign in the format itself."""
    marked = re.search(r"\[\$([^\]-]+)", number_format)
    sign = marked[1].strip() if marked else next((one for one in "€£¥" if one in number_format), None)
    return None if sign is None else SYMBOLS.get(sign, sign)
