"""A document as PDF/A-3a and PDF/UA-1 in one file, with files inside. typst does the typesetting.

Texts go to typst as data, so that whatever they hold stays text. Fonts are those that typst brings, so that nothing of
the machine decides the bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from ..data import data_folder
from ..findings import Cell, Rejected
from ..record import record
from .links import Linked
from .model import Document, Figure, Table
from .widths import column_shares

FOLDER = "bronnen/"  # stands before the name of every file inside the PDF; the template says the same
# What the fonts that typst brings can show; anything else makes no valid PDF/A and is shown by its number.
_SHOWN = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u1e00-\u1eff\u2010-\u2015\u2018-\u2027\u202f"
    "\u2030-\u203f\u2070-\u2071\u2074-\u208e\u20a0-\u20c0\u2190-\u21ff\u2200-\u22ff\u25a0-\u25ff]"
)


@record
class Attached:
    """A file inside the PDF. `relationship` is what PDF/A calls it: the source of the document, or data for it."""

    name: str
    content: bytes
    mime: str
    relationship: str
    description: str


def typeset(document: Document, source: str, description: str, day: date, attached: Sequence[Attached]) -> bytes:
    """The document as PDF, dated `day`. Raises `Rejected` (about the file `source`) when typst isn't installed."""
    try:
        import typst
    except ImportError:
        from ..checks import rc910_extra

        raise Rejected([rc910_extra.finding(Cell(source), "pdf", "typst")]) from None

    files = {"main.typ": (data_folder("templates") / "document.typ").read_bytes()}
    for index, one in enumerate(attached):
        # The name of a file in the project of typst is never the author's.
        files[f"{FOLDER}{index}"] = one.content
    label = document.details[0][1] if document.details else ""
    placed = _data(replace(document, sources=())) | {
        "name": _data(document.name),
        "short": _data(label if len(label) <= 80 else f"{label[:79]}…"),
        "description": _data(description),
        "date": (day.year, day.month, day.day),
        "attached": [
            {
                "name": _data(one.name),
                "file": str(index),
                "relationship": one.relationship,
                "mime": one.mime,
                "description": _data(one.description),
            }
            for index, one in enumerate(attached)
        ],
    }
    files["document.json"] = json.dumps(placed, ensure_ascii=False).encode()
    # The stubs of typst leave out that a project may be given as its files; without a `root` it reads no other.
    made = typst.compile(  # type: ignore[call-overload]
        files,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def _data(value: Any) -> Any:
    """A document as data, with every character that the fonts don't have shown by its number, as in <U+1F600>."""
    match value:
        case Linked():
            return [[_data(run.text), run.anchor] for run in value.runs]
        case str():
            return _SHOWN.sub(lambda found: f"<U+{ord(found[0]):04X}>", value)
        case Figure():
            drawn = _SHOWN.sub(lambda found: f"&lt;U+{ord(found[0]):04X}&gt;", value.svg)
            return {"caption": _data(value.caption), "description": _data(value.description), "svg": drawn}
        case Table():
            own = {field.name: _data(getattr(value, field.name)) for field in fields(value)}
            return own | {"widths": column_shares(value.columns, value.rows, _room(len(value.columns)))}
        case list() | tuple():
            return [_data(one) for one in value]
        case dict():
            return {key: _data(one) for key, one in value.items()}
    if is_dataclass(value):
        return {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    return value


def _room(columns: int) -> int:
    """How many letters fit beside each other in a table of so many columns: the template sets wider ones smaller."""
    return 100 if columns <= 5 else 112 if columns <= 8 else 190
