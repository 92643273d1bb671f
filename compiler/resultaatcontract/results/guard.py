"""What a workbook is held against before openpyxl sees it.

A few kilobytes of a hostile workbook can unpack to gigabytes, or hold a row number that makes a reader count for
days. Each part goes through expat first, which keeps nothing: sizes, depth, order of rows and declarations.
"""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from ..checks import rc711_unreadable, rc714_too_large
from ..findings import Cell as Place
from .cells import Unreadable
from .limits import Limits

_DEEPEST = 100
_LAST_ROW = 1_048_576
_LONGEST_ATTRIBUTE = 100_000
_CHUNK = 1 << 16
_IN_ROWS = frozenset(("row", "c", "v", "is", "t", "r", "f", "rPr", "rPh", "si"))


def check_workbook(file: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise `Unreadable` for a workbook that is too large, or that a reader can't be given safely."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > limits.unpacked or len(parts) > limits.columns:
        raise Unreadable(rc714_too_large.unpacked(Place(file), limits.unpacked))
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise Unreadable(rc711_unreadable.workbook(Place(file)))
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as content:
                _Guard(file, limits).read(content)


class _Guard:
    """Counts the elements of one part."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.depth = self.elements = self.others = self.row = self.cells = 0
        self.roots: list[str] = []

    def read(self, content: object) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        while chunk := content.read(_CHUNK):  # type: ignore[attr-defined]
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.depth += 1
        self.elements += 1
        if not self.roots:
            self.roots.append(local)
        if local not in _IN_ROWS or self.roots[0] not in ("worksheet", "sst"):
            self.others += 1
        if self.elements > self.limits.elements or self.others > self.limits.other_elements:
            raise Unreadable(rc714_too_large.cells(Place(self.file)))
        if self.depth > _DEEPEST or any(len(value) > _LONGEST_ATTRIBUTE for value in attributes.values()):
            raise Unreadable(rc711_unreadable.workbook(Place(self.file)))
        if local == "row" and self.roots[0] == "worksheet":
            self._row(attributes.get("r"))
        elif local == "c":
            self.cells += 1
            if self.cells > 2 * self.limits.columns:
                raise Unreadable(rc714_too_large.cells(Place(self.file)))

    def _row(self, number: str | None) -> None:
        """Rows out of order would be read in part, and without a word."""
        before, self.cells = self.row, 0
        self.row = before + 1 if number is None else int(number)
        if not before < self.row <= _LAST_ROW:
            raise Unreadable(rc711_unreadable.workbook(Place(self.file)))

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_: object) -> None:
        raise Unreadable(rc711_unreadable.workbook(Place(self.file)))
