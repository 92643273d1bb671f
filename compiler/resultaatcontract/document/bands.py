"""A chart of ranges: per subject a row for each period, from a lowest to a highest amount on one scale.

An end that is reached is a full upright line. One that is only certain not to be passed is a dashed line, and one that isn't
known an arrow that goes on: three shapes, that stay apart in any print.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction

from ..record import record
from .drawing import Area, Drawing, Path, Shape, Words, width_of, wrapped

_WIDTH = 520
_ROW, _HEAD, _BAR = 17, 20, 8  # heights: of a row, of the name of a subject, of half a bar's surroundings
_LEAST = 120  # width of the scale


class Certainty(Enum):
    """What is known of an end."""

    REACHED = "komt voor"
    CERTAIN = "is zeker"
    UNKNOWN = "onbekend"


@record
class End:
    """An end of a range; an unknown one has no value."""

    value: Fraction | None
    certainty: Certainty


@record
class Band:
    """A row: its period, its two ends, and the amounts as they are written beside it."""

    period: str
    low: End
    high: End
    words: str


def bands(subjects: Sequence[tuple[str, Sequence[Band]]], legend: Sequence[tuple[Certainty, str]]) -> Drawing:
    """The rows of every subject under its name, and below them what the ends mean."""
    rows = [row for _, found in subjects for row in found]
    left = max(width_of(row.period, 10) for row in rows) + 12
    right = max(width_of(row.words, 10) for row in rows) + 12
    wide = max(_WIDTH - left - right, _LEAST)
    width = left + wide + right
    values = [end.value for row in rows for end in (row.low, row.high) if end.value is not None]
    low, high = min([*values, Fraction(0)]), max([*values, Fraction(0)])

    def x(value: Fraction) -> int:
        return left + (round((value - low) / (high - low) * wide) if high != low else 0)

    shapes: list[Shape] = []
    top = 4
    for name, found in subjects:
        if name:
            shapes.append(Words(0, top + 13, wrapped(name, width, most=1)[0], bold=True))
            top += _HEAD
        start = top
        for row in found:
            shapes += _row(row, x, top, left, left + wide)
            top += _ROW
        shapes.insert(0, Path(((x(Fraction(0)), start), (x(Fraction(0)), top)), 1, grey=True))
        top += 6
    for certainty, words in legend:
        shapes += [*_end(certainty, 12, top + 9, -1), Words(34, top + 13, words, size=10)]
        top += _ROW
    return Drawing(width, top + 4, tuple(shapes))


def _row(row: Band, x: Callable[[Fraction], int], top: int, left: int, right: int) -> list[Shape]:
    middle = top + _ROW // 2
    start = left if row.low.value is None else x(row.low.value)
    end = right if row.high.value is None else x(row.high.value)
    shapes: list[Shape] = [
        Words(0, middle + 4, row.period, size=10),
        Words(right + 12, middle + 4, row.words, size=10),
    ]
    if start != end:
        above, below = middle - _BAR // 2, middle + _BAR // 2
        shapes.append(Area(((start, above), (end, above), (end, below), (start, below))))
        shapes += [Path(((start, one), (end, one)), 1, grey=True) for one in (above, below)]
    return [*shapes, *_end(row.low.certainty, start, middle, -1), *_end(row.high.certainty, end, middle, 1)]


def _end(certainty: Certainty, at: int, middle: int, way: int) -> list[Shape]:
    """The mark of an end; `way` is -1 for a lowest and 1 for a highest."""
    match certainty:
        case Certainty.REACHED:
            return [Path(((at, middle - 6), (at, middle + 6)), 3)]
        case Certainty.CERTAIN:
            return [Path(((at, middle - 7), (at, middle + 8)), 1, dashed=True)]
        case Certainty.UNKNOWN:
            return [Path(((at - way * 14, middle), (at + way * 2, middle)), 1, arrow=True)]
