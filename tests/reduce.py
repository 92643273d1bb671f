"""Makes a failing input small: lines, then words, then participants are left out as long as it fails in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from resultaatcontract.plan.inputs import Results

Fails = Callable[[str], bool]
T = TypeVar("T")


def reduced_text(text: str, fails: Fails) -> str:
    """A text that still fails, from which no line or word can be left out."""
    lines = _reduced(text.split("\n"), lambda kept: fails("\n".join(kept)))
    text = "\n".join(lines)
    if len(text) > 5_000:
        return text
    pieces = re.findall(r"\s+|\w+|[^\s\w]", text)
    return "".join(_reduced(pieces, lambda kept: fails("".join(kept))))


def reduced_results(results: Results, fails: Callable[[Results], bool]) -> Results:
    """Results that still fail, from which no participant can be left out."""
    people = _reduced(list(results.participants), lambda kept: fails(replace(results, participants=tuple(kept))))
    return replace(results, participants=tuple(people))


def _reduced(parts: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> list[T]:
    """Leaves out ever smaller stretches; at most a few thousand attempts."""
    kept = list(parts)
    size = max(1, len(kept) // 2)
    attempts = 0
    while True:
        start, changed = 0, False
        while start < len(kept) and attempts < 3_000:
            attempts += 1
            without = kept[:start] + kept[start + size :]
            if fails(without):
                kept, changed = without, True
            else:
                start += size
        if (size == 1 and not changed) or attempts >= 3_000:
            return kept
        size = max(1, size // 2) if not changed or size > 1 else 1
