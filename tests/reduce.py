"""Makes a failing input small: lines, then words, then participants are left out as long as it fails in the same way."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from resultaatcontract.plan.inputs import Results

T = TypeVar("T")

SECONDS = 40.0  # at most, for one series of attempts
_LONGEST_IN_WORDS = 5_000


def reduced_text(text: str, fails: Callable[[str], bool]) -> str:
    """A text that still fails, from which (given the time) no line or word can be left out."""
    text = "\n".join(reduced(text.split("\n"), lambda kept: fails("\n".join(kept))))
    if len(text) > _LONGEST_IN_WORDS:
        return text
    pieces = re.findall(r"\s+|\w+|[^\s\w]", text)
    return "".join(reduced(pieces, lambda kept: fails("".join(kept))))


def reduced_bytes(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    return bytes(reduced(list(data), lambda kept: fails(bytes(kept))))


def reduced_results(results: Results, fails: Callable[[Results], bool]) -> Results:
    """Results that still fail, from which no participant can be left out."""
    people = reduced(list(results.participants), lambda kept: fails(replace(results, participants=tuple(kept))))
    return replace(results, participants=tuple(people))


def reduced(parts: Sequence[T], fails: Callable[[list[T]], bool]) -> list[T]:
    """Leaves out ever smaller stretches for as long as something fails without them."""
    kept = list(parts)
    end = time.monotonic() + SECONDS
    size = max(1, len(kept) // 2)
    while True:
        start, changed = 0, False
        while start < len(kept):
            if time.monotonic() > end:
                return kept
            without = kept[:start] + kept[start + size :]
            if fails(without):
                kept, changed = without, True
            else:
                start += size
        if size == 1 and not changed:
            return kept
        size = max(1, size // 2)
