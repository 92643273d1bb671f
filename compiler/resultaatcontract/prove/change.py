"""How far the value of an operation can move when its arguments move: rules for two runs side by side.

A `Pair` holds, of one node, the interval of its value in the first run, in the second run, and of the second less the
first. Each rule is never too narrow; the reasons stand in docs/bewijzen.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor

from ..plan import graph as g
from ..record import record
from .intervals import (
    ANY,
    End,
    Interval,
    both,
    evaluate,
    hull,
    minus,
    plus,
    product,
    quotient,
    shared,
    times_constant,
)

NOTHING: Interval = (0, 0)


@record
class Pair:
    """A value in two runs: `before` in the first, `after` in the second, `change` the second less the first."""

    before: Interval
    after: Interval
    change: Interval

    @property
    def stays(self) -> bool:
        return self.change == NOTHING


Get = Callable[[int], Pair]


def same(value: Interval) -> Pair:
    """A value that is equal in both runs."""
    return Pair(value, value, NOTHING)


def made(before: Interval, after: Interval, change: Interval) -> Pair:
    """With what the two values themselves say of the change."""
    return Pair(before, after, both(change, minus(after, before)))


def with_zero(one: Interval) -> Interval:
    return hull([one, NOTHING])


def changed_by(operation: g.Operation, get: Get, whole: Callable[[int], bool]) -> Pair:
    """The pair of an operation whose rule needs its arguments only. `whole` says whether a node is always an integer."""
    before = evaluate(operation, lambda node: get(node).before)
    after = evaluate(operation, lambda node: get(node).after)
    if all(get(one).stays for one in g.arguments(operation)):
        return Pair(before, after, NOTHING)
    return made(before, after, _change(operation, get, whole))


def _change(operation: g.Operation, get: Get, whole: Callable[[int], bool]) -> Interval:
    match operation:
        case g.Add(terms):
            total: Interval = NOTHING
            for one in terms:
                total = plus(total, get(one).change)
            return total
        case g.Subtract(left, right):
            return minus(get(left).change, get(right).change)
        case g.Multiply(left, right):
            first, second = get(left), get(right)
            return plus(product(first.after, second.change), product(second.before, first.change))
        case g.Divide(left, right):
            return _divided(get(left), get(right), whole(right))
        case g.Lowest(values):
            return _extreme([get(one) for one in values], -1)
        case g.Highest(values):
            return _extreme([get(one) for one in values], 1)
        case g.Compare(relation, left, right):
            return compared(relation, minus(get(left).change, get(right).change))
        case g.AllOf(conditions) | g.AnyOf(conditions):
            ends = [get(one).change for one in conditions]
            return min((one[0] or 0 for one in ends), default=0), max((one[1] or 0 for one in ends), default=0)
        case g.Not(condition):
            return times_constant(get(condition).change, -1)
        case g.Round(value, unit, way):
            return _rounded(get(value), unit, way)
        case g.Paid(computed=one) | g.Granted(wanted=one) | g.Result(one):
            return get(one).change
    return ANY


def compared(relation: g.Relation, change: Interval) -> Interval:
    """How a comparison can turn when its left side less its right side moves."""
    low, high = change
    rises, falls = high is None or high > 0, low is None or low < 0
    match relation:
        case g.Relation.AT_LEAST | g.Relation.MORE:
            return -int(falls), int(rises)
        case g.Relation.AT_MOST | g.Relation.LESS:
            return -int(rises), int(falls)
    return (-1, 1) if rises or falls else NOTHING


def _divided(top: Pair, bottom: Pair, whole: bool) -> Interval:
    divisor = hull([bottom.before, bottom.after])
    if whole and divisor[0] is not None and divisor[0] == 0:
        divisor = (1, None if divisor[1] is None else max(divisor[1], 1))  # by nothing gives nothing, before and after
    if bottom.stays:
        if divisor[0] is not None and divisor[0] > 0:
            found = product(
                top.change, (0 if divisor[1] is None else Fraction(1) / divisor[1], Fraction(1) / divisor[0])
            )
        else:
            found = quotient(top.change, divisor)
            if divisor[0] == 0 and top.change[1] is not None and top.change[1] <= 0:
                found = times_constant(quotient(times_constant(top.change, -1), divisor), -1)
        return with_zero(found)
    return moved_divisor(top.before, bottom) if top.stays else ANY


def moved_divisor(top: Interval, bottom: Pair) -> Interval:
    """Of a fixed value divided by one that moves, both divisors above zero: the quotient moves the other way."""
    if not (_above(bottom.before) and _above(bottom.after)):
        return ANY
    rises = bottom.change[0] is not None and bottom.change[0] >= 0
    falls = bottom.change[1] is not None and bottom.change[1] <= 0
    if not rises and not falls:
        return ANY
    if top[0] is not None and top[0] >= 0:
        return (None, 0) if rises else (0, None)
    if top[1] is not None and top[1] <= 0:
        return (0, None) if rises else (None, 0)
    return ANY


def _above(one: Interval) -> bool:
    return one[0] is not None and one[0] > 0


def _extreme(values: Sequence[Pair], sign: int) -> Interval:
    """The lowest (or highest) of several moves no further than one of those that can be it in either run."""
    kept = [
        one
        for index, one in enumerate(values)
        if not any(_never(one, other, sign) for place, other in enumerate(values) if place != index)
    ] or list(values)
    return hull([one.change for one in kept])


def _never(one: Pair, other: Pair, sign: int) -> bool:
    """Whether one value is passed by the other, in both runs, so that it isn't the extreme."""
    if sign < 0:
        return _above(minus(one.before, other.before)) and _above(minus(one.after, other.after))
    return _above(minus(other.before, one.before)) and _above(minus(other.after, one.after))


def _rounded(value: Pair, unit: Fraction, way: g.RoundingWay) -> Interval:
    """A rounded value moves by a multiple of the unit, less than one unit further than what is rounded."""
    low, high = value.change
    extra = 0
    if way is g.RoundingWay.HALF_AWAY and _crosses(value) and not value.stays:
        extra = 1  # halves go two ways around zero
    return (
        None if low is None else (floor(low / unit) - extra * (low < 0)) * unit,
        None if high is None else (ceil(high / unit) + extra * (high > 0)) * unit,
    )


def _crosses(value: Pair) -> bool:
    low, high = hull([value.before, value.after])
    return (low is None or low < 0) and (high is None or high > 0)


def split(total: Pair, weights: Sequence[Pair], index: int, close: bool, whole: bool) -> Pair:
    """A part of a split by largest remainder. `close`: the weights sum to less than a unit from the total, in both runs.

    `whole`: and they are whole, so that each part is its weight.
    """
    before = shared(total.before, [one.before for one in weights], index)
    after = shared(total.after, [one.after for one in weights], index)
    if total.stays and all(one.stays for one in weights):
        return Pair(before, after, NOTHING)
    fixed = [one.before[0] for one in weights if one.before[0] == one.before[1] and one.stays]
    low, high = total.change
    if len(fixed) == len(weights) and sum(Fraction(one or 0) for one in fixed) == 1:
        share = Fraction(fixed[index] or 0)
        extra = 0 if len(weights) == 2 and not _crosses(total) else 1
        return made(before, after, _wider(times_constant((low, high), share), extra))
    if close:
        own = weights[index]
        return made(before, after, own.change if whole else _wider(own.change, 1))
    return made(before, after, ANY)


def _wider(one: Interval, extra: int) -> Interval:
    low, high = one
    return None if low is None else floor(low) - extra, None if high is None else ceil(high) + extra


def chosen(condition: Pair, then: Pair, otherwise: Pair, turned_on: Interval, turned_off: Interval) -> Pair:
    """An `If`: both branches, and what happens when the condition turns on or off between the two runs."""
    yes = (condition.before[1] != 0, condition.after[1] != 0)
    no = (condition.before[0] != 1, condition.after[0] != 1)
    low, high = condition.change
    found: list[Interval] = []
    holds = low is None or high is None or low <= 0 <= high
    if yes[0] and yes[1] and holds:
        found.append(then.change)
    if no[0] and no[1] and holds:
        found.append(otherwise.change)
    if no[0] and yes[1] and (high is None or high >= 1):
        found.append(turned_on)
    if yes[0] and no[1] and (low is None or low <= -1):
        found.append(turned_off)
    return made(
        _either(condition.before, then.before, otherwise.before),
        _either(condition.after, then.after, otherwise.after),
        hull(found) if found else NOTHING,
    )


def _either(condition: Interval, then: Interval, otherwise: Interval) -> Interval:
    if condition[0] == 1:
        return then
    return otherwise if condition[1] == 0 else hull([then, otherwise])


def highest_together(values: Sequence[Pair], number: int) -> Pair:
    """The sum of the `number` highest of several values."""

    def top(ends: list[End], reverse: bool) -> End:
        kept = sorted((one for one in ends if one is not None), reverse=reverse)
        return None if len(kept) < len(ends) else sum(kept[:number])

    return made(
        (top([one.before[0] for one in values], True), top([one.before[1] for one in values], True)),
        (top([one.after[0] for one in values], True), top([one.after[1] for one in values], True)),
        (top([one.change[0] for one in values], False), top([one.change[1] for one in values], True)),
    )


def excess(over: Pair) -> Pair:
    """What is above zero of a value."""
    low, high = over.change

    def positive(one: Interval) -> Interval:
        return 0 if one[0] is None else max(one[0], 0), None if one[1] is None else max(one[1], 0)

    return made(
        positive(over.before),
        positive(over.after),
        (None if low is None else min(low, 0), None if high is None else max(high, 0)),
    )


def first_of(condition: Pair) -> Pair:
    """Whether a participant is among the first: only one who begins to meet the condition can enter."""
    low, high = condition.change
    return made((0, condition.before[1]), (0, condition.after[1]), (0 if low == 0 else -1, 0 if high == 0 else 1))
