"""What a value of one participant can be in one case: a sum of what is measured of her, and how far it can be off.

`Affine` is `constant + Σ factor × atom`, off by at least `low` and at most `high` (None: no end). An atom is something
that can have several values within the case, such as a measured number. Nothing here is ever too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from ..plan import exact
from ..plan import graph as g
from ..record import record
from .intervals import End, Exact, Interval, both, evaluate
from .intervals import rounded as rounded_ends

Atom: TypeAlias = "tuple[str, ...]"

# Days that are taken for any day: far before and after any term, and far enough from the ends of the calendar to shift.
FIRST_DAY, LAST_DAY = date(1000, 1, 1).toordinal(), date(9000, 1, 1).toordinal()


@record
class Affine:
    constant: Exact
    terms: tuple[tuple[Atom, Exact], ...] = ()
    low: End = 0
    high: End = 0
    least: End = None  # besides, it is at least so much
    most: End = None  # and at most so much

    @property
    def fixed(self) -> bool:
        return not self.terms and self.low == 0 == self.high


@record
class Day:
    """A day that an atom gives, shifted some times; never nothing."""

    atom: Atom
    shifts: tuple[tuple[int, int], ...] = ()

    def at(self, day: int) -> int:
        for months, days in self.shifts:
            day = exact.shift_day(day, months, days)
        return day


@record
class Stage:
    """The latest of the tranches in which days fall, and of `least`: split only where something asks for it."""

    parts: tuple[tuple[Day, tuple[int, ...]], ...]
    least: int

    def of(self, index: int, day: int) -> int:
        """The tranche of one part, when its atom is this day."""
        own, cut_offs = self.parts[index]
        return exact.tranche_of(own.at(day), cut_offs)


@record
class Split:
    """A whole that is split over weights, or of which the highest are kept; its parts are asked by number."""

    operation: g.Spread | g.HighestOnly
    total: Affine | None
    weights: tuple[Affine, ...]
    whole: bool  # the weights are whole


Value: TypeAlias = "Affine | Day | Stage | Split"
Boxes: TypeAlias = "Mapping[Atom, tuple[Exact, Exact]]"


def fixed(value: Exact) -> Affine:
    return Affine(int(value) if isinstance(value, bool) else value)


def between(low: End, high: End) -> Affine:
    """Any value in an interval."""
    if low is not None and low == high:
        return Affine(low)
    return Affine(0, (), low, high)


def plus(one: Affine, other: Affine) -> Affine:
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    least = None if one.least is None or other.least is None else one.least + other.least
    most = None if one.most is None or other.most is None else one.most + other.most
    for value, by in ((one, other), (other, one)):
        if by.fixed:
            least = None if value.least is None else value.least + by.constant
            most = None if value.most is None else value.most + by.constant
    if not one.terms or not other.terms:
        return Affine(one.constant + other.constant, one.terms or other.terms, low, high, least, most)
    terms = dict(one.terms)
    for atom, factor in other.terms:
        terms[atom] = terms.get(atom, 0) + factor
    kept = tuple(sorted((atom, factor) for atom, factor in terms.items() if factor))
    return Affine(one.constant + other.constant, kept, low, high, least, most)


def times(one: Affine, factor: Exact) -> Affine:
    if factor == 0:
        return Affine(0)
    low = None if one.low is None else one.low * factor
    high = None if one.high is None else one.high * factor
    terms = tuple((atom, own * factor) for atom, own in one.terms)
    least = None if one.least is None else one.least * factor
    most = None if one.most is None else one.most * factor
    if factor < 0:
        low, high, least, most = high, low, most, least
    return Affine(one.constant * factor, terms, low, high, least, most)


def minus(one: Affine, other: Affine) -> Affine:
    return plus(one, times(other, -1))


def off_by(one: Affine, low: End, high: End) -> Affine:
    return plus(one, Affine(0, (), low, high))


def ends(value: Value, boxes: Boxes) -> Interval:
    """The interval of a value within a case."""
    if isinstance(value, Day):
        low, high = boxes[value.atom]
        return value.at(int(low)), value.at(int(high))
    if isinstance(value, Stage):
        tranches = [[value.of(at, int(end)) for end in boxes[day.atom]] for at, (day, _) in enumerate(value.parts)]
        return max(value.least, *(one[0] for one in tranches)), max(value.least, *(one[1] for one in tranches))
    if isinstance(value, Split):
        return None, None
    low_end, high_end = value.constant, value.constant
    for atom, factor in value.terms:
        low, high = boxes[atom]
        low_end += factor * (low if factor > 0 else high)
        high_end += factor * (high if factor > 0 else low)
    found = None if value.low is None else low_end + value.low, None if value.high is None else high_end + value.high
    return found if value.least is None and value.most is None else both(found, (value.least, value.most))


def held(value: Value, atom: Atom, at: Exact) -> Value:
    """A value when an atom is known."""
    if isinstance(value, Day):
        return Affine(value.at(int(at))) if value.atom == atom else value
    if isinstance(value, Stage):
        least = value.least
        kept = []
        for index, part in enumerate(value.parts):
            if part[0].atom == atom:
                least = max(least, value.of(index, int(at)))
            else:
                kept.append(part)
        return Stage(tuple(kept), least) if kept else Affine(least)
    if isinstance(value, Split):
        parts = tuple(_known(one, atom, at) for one in value.weights)
        total = None if value.total is None else _known(value.total, atom, at)
        return Split(value.operation, total, parts, value.whole)
    return _known(value, atom, at)


def _known(value: Affine, atom: Atom, at: Exact) -> Affine:
    for own, factor in value.terms:
        if own == atom:
            rest = tuple(one for one in value.terms if one[0] != atom)
            return Affine(value.constant + factor * at, rest, value.low, value.high, value.least, value.most)
    return value


def atoms_of(value: Value) -> tuple[Atom, ...]:
    """The atoms that a value hangs on."""
    if isinstance(value, Day):
        return (value.atom,)
    if isinstance(value, Stage):
        return tuple(day.atom for day, _ in value.parts)
    if isinstance(value, Split):
        own = value.weights if value.total is None else (value.total, *value.weights)
        return tuple(atom for one in own for atom, _ in one.terms)
    return tuple(atom for atom, _ in value.terms)


def number(value: Value, boxes: Boxes) -> Affine:
    """A value as a number."""
    if isinstance(value, Affine):
        return value
    if isinstance(value, Day) and not value.shifts:
        return Affine(0, ((value.atom, 1),))
    return between(*ends(value, boxes))


def by_intervals(operation: g.Operation, arguments: Mapping[int, Interval]) -> Affine:
    """What is left when nothing sharper is known."""
    return between(*evaluate(operation, arguments.__getitem__))


def rounded(value: Affine, operation: g.Round, boxes: Boxes) -> Affine:
    """Less than a unit from what is rounded, and between its ends, rounded: rounding never reverses an order."""
    if value.fixed:
        return Affine(exact.round_to(value.constant, operation.unit, operation.way.value))
    unit = operation.unit
    low, high = {
        g.RoundingWay.HALF_AWAY: (-unit / 2, unit / 2),
        g.RoundingWay.DOWN: (-unit, Fraction(0)),
        g.RoundingWay.UP: (Fraction(0), unit),
    }[operation.way]
    found = off_by(value, low, high)
    least, most = rounded_ends(ends(value, boxes), unit, operation.way)
    return Affine(found.constant, found.terms, found.low, found.high, least, most)


def share(split: Split, index: int, boxes: Boxes) -> Affine:
    """One part of a split: what the others leave, its weight, or its share of the total; at most one unit off."""
    weights = split.weights
    if all(one.fixed for one in weights) and (split.total is None or split.total.fixed):
        amounts = [one.constant for one in weights]
        if isinstance(split.operation, g.HighestOnly):
            return Affine(exact.highest_only(amounts, split.operation.number)[index])
        assert split.total is not None
        return Affine(exact.spread(int(split.total.constant), amounts)[index])
    if split.total is None:
        low, high = ends(weights[index], boxes)
        return between(None if low is None else min(low, 0), None if high is None else max(high, 0))
    together = fixed(0)
    for one in weights:
        together = plus(together, one)
    gap = ends(minus(split.total, together), boxes)
    if gap == (0, 0) and split.whole:
        return weights[index]
    if gap[0] is not None and gap[1] is not None and gap[0] > -1 and gap[1] < 1:
        return off_by(weights[index], -1, 1)
    if all(one.fixed for one in weights) and sum(one.constant for one in weights) == 1:
        return off_by(times(split.total, weights[index].constant), -1, 1)
    low, high = ends(split.total, boxes)
    least = [low, *(ends(one, boxes)[0] for one in weights)]
    if all(one is not None and one >= 0 for one in least):
        return between(0, high)
    return between(None, None)
