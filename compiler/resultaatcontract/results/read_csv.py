"""CSV: UTF-8, with `;`, `,` or a tab between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from ..checks import rc712_encoding, rc713_delimiter, rc714_too_large
from ..findings import Cell as Place
from .cells import Table, Unreadable
from .limits import Limits

DELIMITERS = (";", ",", "\t")
_NAMES = {";": "puntkomma’s", ",": "komma’s", "\t": "tabs"}


def read_csv(file: str, content: bytes, known: Callable[[str], bool], limits: Limits) -> list[Table]:
    """The one table of a CSV file. `known` says whether a heading means something: that finds the delimiter."""
    text = _decoded(file, content)
    delimiter = _delimiter(text, known)
    rows = _rows(file, text, delimiter, limits)
    number, header = next(rows, (1, []))
    headings = tuple(header)
    if len(headings) > limits.columns:
        raise Unreadable(rc714_too_large.columns(Place(file, row=number), len(headings), limits.columns))
    if len(headings) == 1 and not known(headings[0]) and any(mark in headings[0] for mark in "|:\\^~"):
        raise Unreadable(rc713_delimiter.unknown(Place(file, row=number)))
    cells = ((number, [cell or None for cell in row]) for number, row in rows)
    return [Table(file, None, headings, cells, number, between=_NAMES[delimiter], size=text.rstrip().count("\n"))]


def _decoded(file: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(rc712_encoding.finding(Place(file), "UTF-16"))
    if content.startswith(b"PK\x03\x04"):
        raise Unreadable(rc712_encoding.workbook(Place(file)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = content.count(b"\n", 0, problem.start) + 1
        raise Unreadable(rc712_encoding.finding(Place(file, row=row), None)) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(rc712_encoding.nul(Place(file, row=row)))
    return text


def _delimiter(text: str, known: Callable[[str], bool]) -> str:
    """The mark that gives most headings that mean something; then most columns; then the first of the three."""
    start = next((line for line in io.StringIO(text, newline="") if line.strip()), "")

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader([start], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return (sum(known(heading) for heading in header), len(header))

    return max(DELIMITERS, key=worth)


def _rows(file: str, text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with the numbers under which a spreadsheet shows them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            if "field larger" in str(problem):
                raise Unreadable(rc714_too_large.cell(Place(file, row=number), limits.cell)) from None
            raise Unreadable(rc713_delimiter.quotes(Place(file, row=number))) from None
        if cells is None:
            return
        if number > limits.rows + 1:
            raise Unreadable(rc714_too_large.rows(Place(file), limits.rows))
        stripped = [cell.strip() for cell in cells]
        if any(len(cell) > limits.cell for cell in stripped):
            raise Unreadable(rc714_too_large.cell(Place(file, row=number), limits.cell))
        if any(stripped):
            yield number, stripped
