"""How wide the columns of a table are: what is looked up stays on one line, what is read shares the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

_LITTLE = 26  # letters: an amount, a date, a name
_MOST = 60  # of what a longer text may claim
_LONGEST_WORD = 25  # of which no column is made; what is longer is broken
_PADDING = 2
_WORDS = re.compile(r"[ \n-]+")  # an amount holds a space that doesn't break


def column_shares(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> tuple[int, ...]:
    """The share of each column in thousandths of the width; `room` is how many letters fit on a line of the table.

    Every column has the width of its longest word, and one of short texts that of its longest text as far as there is
    room. The rest is divided by what the columns hold beyond that.
    """
    texts = [[row[index] for row in rows] for index in range(len(columns))]
    least = [_longest_word(heading, own) for heading, own in zip(columns, texts, strict=True)]
    whole = [max([low, *(len(one) + _PADDING for one in own)]) for low, own in zip(least, texts, strict=True)]
    kept = [full if full <= _LITTLE + _PADDING else low for low, full in zip(least, whole, strict=True)]
    if sum(kept) > room:
        kept = least
    wanted = [max(min(full, _MOST) - low, 0) for low, full in zip(kept, whole, strict=True)]
    spare = max(room - sum(kept), 0)
    total = sum(wanted) or 1
    shares = [low * total + spare * more for low, more in zip(kept, wanted, strict=True)]
    return tuple(max(1000 * share // sum(shares), 1) for share in shares)


def _longest_word(heading: str, texts: Sequence[str]) -> int:
    """In letters; a heading is bold, so a little wider than the text below it, and takes four lines at most."""
    words = [len(word) for word in chain.from_iterable(map(_WORDS.split, texts))]
    bold = [-(-5 * len(word) // 4) for word in _WORDS.split(heading)]
    return max(min(max([*words, *bold]), _LONGEST_WORD), len(heading) // 4) + _PADDING
