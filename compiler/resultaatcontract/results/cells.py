"""What stands in a cell, before it is known what should stand there; and the tables that cells come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from ..findings import Finding
from ..record import record
from ..text import writing

LONGEST_NAME = 100
_LONGEST_SHOWN = 60
_PRIVATE = "een nummer van negen cijfers"


@record
class Machine:
    """A text from JSON, where a point comes before the decimals; every other text is in Dutch notation."""

    text: str


@record
class Numeric:
    """A number that the file holds as a number. `percent`: shown as a percentage; `currency`: shown as an amount."""

    value: Fraction
    percent: bool = False
    currency: str | None = None
    by_format: bool = True  # False in JSON, where a number has no format


@record
class Formula:
    """A cell whose value a spreadsheet would still have to work out."""

    text: str


@record
class Fault:
    """Something that is no value at all, in words: an error of Excel, a time of day, a list in JSON."""

    words: str


# None is an empty cell; a `str` is text in Dutch notation, without spaces around it.
Cell: TypeAlias = "str | Machine | Numeric | bool | date | Formula | Fault | None"


@record
class Table:
    """A sheet with a heading above each column. `rows` can be gone through once; it may raise `Unreadable`.

    Rows have their number in the file. Cells stand in the order of the headings; there may be fewer, and one without
    a heading is a mistake. In a `sparse` table (JSON) what isn't given is absent without having a column.
    `size` is about how many rows there are, when that is known beforehand.
    """

    file: str
    sheet: str | None
    headings: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[Cell]]]
    header_row: int | None = 1
    sparse: bool = False
    between: str | None = None  # what stands between the cells of a CSV file, in words
    size: int | None = None


@record
class Given:
    """One value for the whole contract: where it stands, which measurement (and moment) it says it is, and the value."""

    file: str
    sheet: str | None
    row: int | None
    name: str
    column: str  # heading of the value
    name_column: str  # heading of the name
    value: Cell


class Unreadable(Exception):
    """A file, or the rest of it, can't be read; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def shown(cell: Cell) -> str:
    """A cell in words for a message. What can be a citizen service number is never repeated."""
    match cell:
        case None:
            return "niets"
        case bool():
            return "WAAR" if cell else "ONWAAR"
        case date():
            return f"de datum {writing.day(cell)}"
        case Numeric(value, percent, currency):
            if _is_private(str(value)):
                return _PRIVATE
            if percent:
                return _short(writing.percent(value))
            return _short(writing.money(value, currency) if currency else writing.number(value))
        case Formula(text):
            return f"de formule “{_short(text)}”"
        case Fault(words):
            return _short(words)
        case Machine(text) | str(text):
            return _PRIVATE if _is_private(text) else f"“{_short(text)}”"


def shown_name(heading: str) -> str:
    """A heading or key for a message: cut to size. Without a row of headings it can be anything, a number too."""
    if _is_private(heading):
        return _PRIVATE
    return heading if len(heading) <= LONGEST_NAME else f"{heading[: LONGEST_NAME - 1]}…"


def is_bsn(text: str) -> bool:
    """Whether a text is a citizen service number: nine digits (or eight, without a leading zero) that pass the test.

    The eleven-test: 9, 8, … 2 times the first eight digits, minus the last one, is a multiple of eleven.
    """
    digits = text.translate(_SEPARATORS)
    if not (digits.isascii() and digits.isdigit() and len(digits) in (8, 9)):
        return False
    padded = [int(digit) for digit in digits.rjust(9, "0")]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(padded) and sum(w * d for w, d in zip(weights, padded, strict=True)) % 11 == 0


_SEPARATORS = str.maketrans("", "", " .-\u00a0\u2011\u2013")


def _is_private(text: str) -> bool:
    return len(text) <= 20 and is_bsn(text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
