"""Charts from exact points: an amount against a result, and where money goes. Labels are finished texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from ..record import record
from .drawing import Area, Box, Dot, Drawing, Path, Shape, Words, width_of, wrapped

_WIDTH, _HEIGHT = 520, 250
_TOP, _BOTTOM, _RIGHT = 30, 52, 24
_LINE = 14  # between lines of text


@record
class Tick:
    """A value on an axis and how it is written."""

    value: Fraction
    label: str


@record
class Piece:
    """A straight piece of a graph; whether its ends belong to it. With an open end it goes on there."""

    start: tuple[Fraction, Fraction]
    end: tuple[Fraction, Fraction]
    start_counts: bool
    end_counts: bool
    open_start: bool = False
    open_end: bool = False


def graph(
    pieces: Sequence[Piece], across: Sequence[Tick], up: Sequence[Tick], result: str, amount: str, sliced: bool = False
) -> Drawing:
    """An amount (up) against a result (across). `sliced` shows each piece as a part by itself, pale and white in turn. Where a piece doesn't begin where the one before it ends, a dashed line
    shows the jump, an open dot the end that doesn't count and a filled dot the end that does.
    """
    left = max([width_of(one.label) for one in up], default=0) + 20
    xs = [point[0] for one in pieces for point in (one.start, one.end)] + [one.value for one in across]
    ys = [point[1] for one in pieces for point in (one.start, one.end)] + [one.value for one in up]
    low_x, high_x, low_y, high_y = min(xs), max(xs), min(ys), max(ys)
    wide, high = _WIDTH - left - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(value: Fraction) -> int:
        return left + (round((value - low_x) / (high_x - low_x) * wide) if high_x != low_x else wide // 2)

    def y(value: Fraction) -> int:
        return _TOP + high - (round((value - low_y) / (high_y - low_y) * high) if high_y != low_y else high // 2)

    shapes: list[Shape] = []
    if sliced:
        for one in pieces[::2]:
            (first, start), (last, end) = one.start, one.end
            base = _TOP + high
            shapes.append(Area(((x(first), base), (x(first), y(start)), (x(last), y(end)), (x(last), base))))
    shapes += [
        Path(((left, _TOP - 6), (left, _TOP + high), (left + wide + 10, _TOP + high))),
        Words(left + wide + 10, _HEIGHT - 8, result, "end"),
        Words(4, 11, amount, "start"),
    ]
    shapes += _ticks_across(across, x, _TOP + high)
    shapes += _ticks_up(up, y, left, left + wide)
    for before, after in pairwise(pieces):
        if before.end[1] != after.start[1]:
            shapes.append(Path(((x(before.end[0]), y(before.end[1])), (x(after.start[0]), y(after.start[1]))), 1, True))
    for one in pieces:
        ends = ((x(one.start[0]), y(one.start[1])), (x(one.end[0]), y(one.end[1])))
        shapes.append(Path(ends, 2, arrow=one.open_end))
    for index, one in enumerate(pieces):
        joined = index > 0 and pieces[index - 1].end == one.start
        if not joined and not one.open_start:
            shapes.append(Dot(x(one.start[0]), y(one.start[1]), one.start_counts))
        goes_on = index + 1 < len(pieces) and pieces[index + 1].start == one.end
        if not one.open_end and not goes_on:
            shapes.append(Dot(x(one.end[0]), y(one.end[1]), one.end_counts))
        if goes_on:
            shapes.append(Dot(x(one.end[0]), y(one.end[1])))
    return Drawing(_WIDTH, _HEIGHT, tuple(shapes))


def _ticks_across(ticks: Sequence[Tick], x: Callable[[Fraction], int], base: int) -> list[Shape]:
    """Labels that would overlap stand one line lower; a third in a row is left out, its mark stays."""
    shapes: list[Shape] = []
    ends = [-1_000, -1_000]
    for one in ticks:
        at = x(one.value)
        shapes.append(Path(((at, base), (at, base + 4))))
        half = width_of(one.label) // 2
        row = next((row for row, end in enumerate(ends) if at - half > end + 4), None)
        if row is not None:
            shapes.append(Words(at, base + 17 + row * _LINE, one.label, "middle"))
            ends[row] = at + half
    return shapes


def _ticks_up(ticks: Sequence[Tick], y: Callable[[Fraction], int], left: int, right: int) -> list[Shape]:
    shapes: list[Shape] = []
    last = 10_000
    for one in sorted(ticks, key=lambda one: one.value):
        at = y(one.value)
        shapes.append(Path(((left - 4, at), (left, at))))
        if last - at >= _LINE - 1:
            shapes.append(Path(((left, at), (right, at)), 1, True, True))
            shapes.append(Words(left - 7, at + 4, one.label, "end"))
            last = at
    return shapes


@record
class Stream:
    """What goes from the left to the right through one payment; each end has a name and a few words beside it."""

    title: str
    sources: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]


_BOX, _GAP, _MIDDLE = 150, 14, 130


def flow(streams: Sequence[Stream]) -> Drawing:
    """From who pays, through each payment, to who receives."""
    shapes: list[Shape] = []
    top = 8
    for one in streams:
        rows = max(len(one.sources), len(one.targets), 1)
        names = [wrapped(name, _BOX - 10, most=2) for name, _ in (*one.sources, *one.targets)]
        extra = _LINE * (max(map(len, names), default=1) - 1)
        tall = 46 + extra
        height = rows * (tall + _GAP) - _GAP
        middle = top + height // 2
        lines = wrapped(one.title, _MIDDLE - 12)
        box = len(lines) * _LINE + 14
        shapes.append(Box(195, middle - box // 2, _MIDDLE, box, pale=True))
        shapes += [
            Words(195 + _MIDDLE // 2, middle - box // 2 + 18 + index * _LINE, line, "middle", bold=True)
            for index, line in enumerate(lines)
        ]
        for side, parties in ((0, one.sources), (1, one.targets)):
            start = middle - (len(parties) * (tall + _GAP) - _GAP) // 2
            for index, (name, words) in enumerate(parties):
                own = start + index * (tall + _GAP)
                x = 5 if side == 0 else 365
                shapes.append(Box(x, own, _BOX, tall))
                lines = wrapped(name, _BOX - 10, most=2)
                first = own + 19 + (extra - _LINE * (len(lines) - 1)) // 2
                shapes += [
                    Words(x + _BOX // 2, first + place * _LINE, line, "middle", bold=True)
                    for place, line in enumerate(lines)
                ]
                below = first + 16 + (len(lines) - 1) * _LINE
                shapes.append(Words(x + _BOX // 2, below, wrapped(words, _BOX - 10, 10, 1)[0], "middle", 10))
                here = own + tall // 2
                ends = ((x + _BOX, here), (194, middle)) if side == 0 else ((195 + _MIDDLE, middle), (x - 1, here))
                shapes.append(Path(ends, arrow=True))
        top += height + 2 * _GAP
    return Drawing(_WIDTH, top - 2 * _GAP + 8, tuple(shapes))
