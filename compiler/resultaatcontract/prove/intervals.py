"""Between which values the operations of a plan can lie. None as an end: no bound. Never too narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from ..plan import exact
from ..plan import graph as g

Exact: TypeAlias = "int | Fraction"
End: TypeAlias = "int | Fraction | None"
Interval: TypeAlias = "tuple[End, End]"

ANY: Interval = (None, None)
YES_NO: Interval = (0, 1)


def plus(one: Interval, other: Interval) -> Interval:
    low = None if one[0] is None or other[0] is None else one[0] + other[0]
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return low, high


def times_constant(one: Interval, factor: Exact) -> Interval:
    if factor == 0:
        return 0, 0
    low = None if one[0] is None else one[0] * factor
    high = None if one[1] is None else one[1] * factor
    return (low, high) if factor > 0 else (high, low)


def minus(one: Interval, other: Interval) -> Interval:
    return plus(one, times_constant(other, -1))


def hull(ranges: Sequence[Interval]) -> Interval:
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    return (
        min(lows) if len(lows) == len(ranges) else None,
        max(highs) if len(highs) == len(ranges) else None,
    )


def both(one: Interval, other: Interval) -> Interval:
    """The values in both; two sound intervals of one value."""
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return (max(lows) if lows else None, min(highs) if highs else None)


def product(one: Interval, other: Interval) -> Interval:
    (a, b), (c, d) = one, other
    if a is not None and b is not None and c is not None and d is not None:
        corners = [a * c, a * d, b * c, b * d]
        return min(corners), max(corners)
    if a is not None and a == b:
        return times_constant(other, a)
    if c is not None and c == d:
        return times_constant(one, c)
    if a is not None and a >= 0 and c is not None and c >= 0:
        return a * c, None
    return ANY


def quotient(one: Interval, other: Interval) -> Interval:
    """What is divided by nothing counts as zero."""
    low, high = other
    if low is None or high is None or low <= 0 <= high:
        if low == 0 == high:
            return 0, 0
        # A part of a whole can't be told from two intervals alone.
        return (0, None) if low is not None and low >= 0 and one[0] is not None and one[0] >= 0 else ANY
    return product(one, (Fraction(1) / high, Fraction(1) / low))


def lowest(ranges: Sequence[Interval]) -> Interval:
    highs = [high for _, high in ranges if high is not None]
    return hull(ranges)[0], min(highs) if highs else None


def highest(ranges: Sequence[Interval]) -> Interval:
    lows = [low for low, _ in ranges if low is not None]
    return max(lows) if lows else None, hull(ranges)[1]


def rounded(one: Interval, unit: Fraction, way: g.RoundingWay) -> Interval:
    """Rounding never reverses an order, so the ends may be rounded."""
    low, high = one
    return (
        None if low is None else exact.round_to(low, unit, way.value),
        None if high is None else exact.round_to(high, unit, way.value),
    )


def compare(relation: g.Relation, one: Interval, other: Interval) -> Interval:
    """(1, 1) when it always holds, (0, 0) when it never does."""
    (low, high) = minus(one, other)
    match relation:
        case g.Relation.AT_LEAST:
            always, never = low is not None and low >= 0, high is not None and high < 0
        case g.Relation.MORE:
            always, never = low is not None and low > 0, high is not None and high <= 0
        case g.Relation.AT_MOST:
            always, never = high is not None and high <= 0, low is not None and low > 0
        case g.Relation.LESS:
            always, never = high is not None and high < 0, low is not None and low >= 0
        case g.Relation.EQUAL:
            always = low == 0 == high
            never = (low is not None and low > 0) or (high is not None and high < 0)
        case g.Relation.UNEQUAL:
            always = (low is not None and low > 0) or (high is not None and high < 0)
            never = low == 0 == high
    return (1, 1) if always else (0, 0) if never else YES_NO


def shared(total: Interval, weights: Sequence[Interval], index: int) -> Interval:
    """One part of a split by largest remainder: its exact share, rounded down or up."""
    low, high = total
    if low is None or low < 0 or any(one[0] is None or one[0] < 0 for one in weights):
        return ANY
    if any(one[0] != one[1] for one in weights):
        return 0, high
    fixed = [Fraction(one[0] or 0) for one in weights]
    if sum(fixed) != 1:  # amounts: a sum that is only rounded keeps its parts, so no share of the total is certain
        return 0, high
    part = fixed[index]
    if len(fixed) == 2 and isinstance(low, int) and (high is None or isinstance(high, int)):
        # Of two parts neither falls when the total rises (see docs/bewijzen.md), so the ends are exact.
        least = exact.spread(low, list(fixed))[index]
        return least, None if high is None else exact.spread(high, list(fixed))[index]
    return int(low * part // 1), None if high is None else int(-(-high * part // 1))


def evaluate(operation: g.Operation, of: Callable[[int], Interval]) -> Interval:
    """The interval of an operation from those of its arguments, nothing known of how they hang together."""
    match operation:
        case g.Constant(value):
            return int(value) if isinstance(value, bool) else value, int(value) if isinstance(value, bool) else value
        case g.Add(terms):
            found: Interval = (0, 0)
            for one in terms:
                found = plus(found, of(one))
            return found
        case g.Subtract(left, right):
            return minus(of(left), of(right))
        case g.Multiply(left, right):
            return product(of(left), of(right))
        case g.Divide(left, right):
            return quotient(of(left), of(right))
        case g.Lowest(values):
            return lowest([of(one) for one in values])
        case g.Highest(values):
            return highest([of(one) for one in values])
        case g.Compare(relation, left, right):
            return compare(relation, of(left), of(right))
        case g.AllOf(conditions):
            ends = [of(one) for one in conditions]
            return min((one[0] or 0 for one in ends), default=1), min((_one(one[1]) for one in ends), default=1)
        case g.AnyOf(conditions):
            ends = [of(one) for one in conditions]
            return max((one[0] or 0 for one in ends), default=0), max((_one(one[1]) for one in ends), default=0)
        case g.Not(condition):
            low, high = of(condition)
            return 1 - _one(high), 1 - (low or 0)
        case g.If(condition, then, otherwise):
            low, high = of(condition)
            if low == 1:
                return of(then)
            return of(otherwise) if high == 0 else hull([of(then), of(otherwise)])
        case g.Round(value, unit, way):
            return rounded(of(value), unit, way)
        case g.Paid(computed=computed) | g.Granted(wanted=computed):
            return of(computed)
        case g.TrancheOf(day, cut_offs):
            low, high = of(day)
            fixed = low is not None and low == high
            return _fixed(exact.tranche_of(int(low or 0), cut_offs)) if fixed else (0, len(cut_offs))
        case g.ShiftDate(start, months, days):
            low, high = of(start)
            fixed = low is not None and low == high
            return _fixed(exact.shift_day(int(low or 0), months, days)) if fixed else (0, None)
        case g.YearOf(day):
            low, high = of(day)
            fixed = low is not None and low == high
            return _fixed(exact.year_of(int(low or 0))) if fixed else (0, 9999)
        case g.FirstOf(condition):
            return 0, of(condition)[1]
        case g.Result(value):
            return of(value)
    return ANY


def _one(end: End) -> Exact:
    return 1 if end is None else end


def _fixed(value: int) -> Interval:
    return value, value
