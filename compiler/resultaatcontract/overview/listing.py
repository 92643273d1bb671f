"""What `rc list` shows: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from textwrap import wrap

from ..findings.visible import visible
from .entries import Entry, Unread
from .systems import SYSTEMS

VERSION = 1  # counts up when a program that reads the JSON would have to change
_INDENT = "  "
_GAP = "  "
_WIDTHS = (22, 28, 20, 36)
_HEADS = ("Systeem", "Vorm", "Betalers", "Mechanismen")


def as_table(found: Sequence[Entry | Unread]) -> str:
    """One block of lines per contract: its name whole, so that it can be copied, and the rest in columns below it."""
    lines = ["Naam", _line(_HEADS), _line(["-" * width for width in _WIDTHS])]
    for one in found:
        lines += [visible(one.name), *_block(_cells(one))]
    number = "1 overeenkomst" if len(found) == 1 else f"{len(found)} overeenkomsten"
    return "\n".join([*lines, f"{number}.", ""])


def as_json(found: Sequence[Entry | Unread]) -> str:
    """ASCII only, so that no console or pipe can garble it."""
    document = {
        "versie": VERSION,
        "overeenkomsten": [_entry(one) for one in found if isinstance(one, Entry)],
        "met_fouten": [one.name for one in found if isinstance(one, Unread)],
    }
    return json.dumps(document, indent=2) + "\n"


def _entry(one: Entry) -> dict[str, object]:
    return {
        "naam": one.name,
        "rij": one.system,
        "systeem": None if one.system is None else SYSTEMS[one.system],
        "titel": one.title,
        "vorm": one.form,
        "betalers": list(one.payers),
        "ontvangers": list(one.receivers),
        "mechanismen": list(one.mechanisms),
        "voorbeelden": one.examples,
    }


def _cells(one: Entry | Unread) -> tuple[str, ...]:
    if isinstance(one, Unread):
        return ("", "heeft fouten; zie rc check", "", "")
    system = "" if one.system is None else f"{one.system} {SYSTEMS[one.system]}"
    return (system, one.form or one.title, ", ".join(one.payers), ", ".join(one.mechanisms))


def _block(cells: Sequence[str]) -> list[str]:
    columns = [wrap(visible(text), width, break_on_hyphens=False) for text, width in zip(cells, _WIDTHS, strict=True)]
    height = max(map(len, columns))
    return [_line([column[row] if row < len(column) else "" for column in columns]) for row in range(height)] + [""]


def _line(cells: Sequence[str]) -> str:
    padded = (text.ljust(width) for text, width in zip(cells, _WIDTHS, strict=True))
    return (_INDENT + _GAP.join(padded)).rstrip()
