"""Cells of a workbook (.xlsx), and the same bytes every time: fixed dates, and a zip file that stores without compressing."""

from __future__ import annotations

import io
import textwrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties

from .text.reading import SYMBOLS, decimals
from .zipped import BORN, settled

FONT = "Calibri"  # of the cells that have no style of their own
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_LINE = 15.0  # points: the height of a line
_MOST_HIGH = 409.0  # points: a spreadsheet allows no higher row
_LONGEST = 32_767  # characters: a spreadsheet allows no more in a cell


def finished(book: Workbook, title: str) -> bytes:
    """The workbook's bytes, without the time at which it was made."""
    book.properties.creator = "resultaatcontract"
    book.properties.title = clean(title)
    book.properties.created = BORN
    whole = io.BytesIO()
    book.save(whole)
    return settled(whole.getvalue())


def money_format(currency: str) -> str:
    """How a spreadsheet shows amounts of a currency."""
    sign = next((sign for sign, code in SYMBOLS.items() if code == currency), currency)
    places = decimals(currency)
    return f"[${sign}] #,##0" + (f".{'0' * places}" if places else "")


def wrap(sheet: Any, row: int, texts: dict[int, tuple[str, int]], size: float = 1.0) -> None:
    """Wrap the texts of a row (by column: text and width) and make it as high as the longest; not every program does."""
    lines = 1
    for index, (text, width) in texts.items():
        sheet.cell(row, index).alignment = Alignment(wrap_text=True, vertical="top")
        fits = max(int(width / size), 1)  # the width of a column counts digits; most letters are as wide or narrower
        lines = max(lines, sum(len(textwrap.wrap(part, fits)) or 1 for part in text.splitlines()))
    sheet.row_dimensions[row].height = min(lines * _LINE * size, _MOST_HIGH)


def on_paper(sheet: Any, header: int) -> None:
    """Printed: lying, all columns on one page, lines between cells, and the headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.gridLines = True
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def header(sheet: Any, column: int, text: str, row: int = 1) -> None:
    """A heading above a column."""
    write(sheet, row, column, text)
    sheet.cell(row, column).font = Font(name=FONT, bold=True, size=11)
    sheet.cell(row, column).fill = _HEAD


def write(sheet: Any, row: int, column: int, text: str) -> None:
    """A text, and never a formula, whatever it starts with."""
    if not text:
        return
    cell = sheet.cell(row, column)
    cell.value = clean(text)
    cell.data_type = "s"
    if text[0] in "=+-@":
        cell.quotePrefix = True


def clean(text: str) -> str:
    """The text without what a cell can't hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
