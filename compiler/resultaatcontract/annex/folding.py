"""Rows of a calculation that say the same are told once: over periods, over parties."""

from __future__ import annotations

import re
from typing import TypeAlias

from .wording import listing

# So many equal periods or tranches in a row are told in one row.
LEAST_FOLDED = 3
NUMBER = re.compile(r"[0-9]+|\b(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende)\b", re.I)

# Step, calculation (empty: what stands above, or what was measured), outcome.
Row: TypeAlias = "tuple[str, str, str]"


def folded(rows: list[Row]) -> list[Row]:
    """Three or more equal rows over periods or tranches in a row as one: «2019 tot en met 2021, telkens»."""
    runs: dict[str, list[list[Row]]] = {}
    for row in rows:
        own = runs.setdefault(NUMBER.sub("#", row[0]), [[]])
        if own[-1] and own[-1][-1][1:] != row[1:]:
            own.append([])
        own[-1].append(row)
    found = dict.fromkeys(rows)
    for own in runs.values():
        for run in own:
            (first, formula, value), tail = run[0], _tail(run[0][0], run[-1][0]) if len(run) >= LEAST_FOLDED else ""
            if tail:
                told = {run[0]: (f"{first} tot en met {tail}, telkens", formula, value)}
                found = {told.get(row, row): None for row in found if row in told or row not in run}
    return list(found)


def _tail(first: str, last: str) -> str:
    """«Meetjaar 2021» of the last label, when only that differs from the first; else nothing."""
    head, comma, tail = last.rpartition(", ")
    return tail if comma and first.startswith(head + comma) and not NUMBER.search(head) else ""


def together(rows: list[Row], prefix: str) -> list[Row]:
    """Parties with equal rows as one row: «Aan A, B en C ieder, t/m deze tranche»."""
    same: dict[Row, list[str]] = {}
    for label, formula, value in rows:
        name, mark, tail = label.removeprefix(prefix).rpartition(", t/m ")
        key = (f"{mark}{tail}", formula, value) if mark and label.startswith(prefix) else (label, formula, value)
        same.setdefault(key, []).append(f"{prefix}{name}" if mark and label.startswith(prefix) else "")
    found = []
    for (tail, formula, value), names in same.items():
        first, *others = names
        if others and first:
            first = f"{prefix}{listing([one.removeprefix(prefix) for one in names])} ieder"
        found.append((f"{first}{tail}", formula, value))
    return found


def of_one(row: Row, other: Row) -> bool:
    """Whether a row is a sum of which another row is the only part: «X» and «X, Meetjaar 2027»."""
    return row[2] == other[2] and other[0].startswith(f"{row[0]}, ")
