"""The value of an operation for one participant in one case, or the cases that it makes a difference between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, TypeAlias

from ..model.expressions import Kind
from ..plan import exact
from ..plan import graph as g
from ..plan.graph import NodeId
from ..plan.run import compute
from .intervals import Exact, both, compare
from .values import (
    Affine,
    Atom,
    Day,
    Split,
    Stage,
    Value,
    between,
    by_intervals,
    ends,
    fixed,
    minus,
    number,
    plus,
    rounded,
    share,
    times,
)

if TYPE_CHECKING:
    from .cohort import Case, _Walk

FEW = 60  # values of an atom that are taken one by one where a product or quotient needs it

Found: TypeAlias = "Value | list[Case]"


def worked_out(walk: _Walk, case: Case, node: g.Node) -> Found:
    """The value of a node, from those of its arguments in the case."""
    operation = node.operation
    values = case.values
    stages = [one for one in g.arguments(operation) if isinstance(values[one], Stage)]
    if stages:
        known = _of_stages(walk, case, operation)
        if known is not None:
            return known
        if walk.open:
            return _each_tranche(walk, case, stages[0])
    match operation:
        case g.Constant(value):
            return fixed(value)
        case g.Spread(total, weights):
            whole = all(walk.plan.nodes[one].whole for one in weights)
            return Split(operation, _number(case, total), tuple(_number(case, one) for one in weights), whole)
        case g.HighestOnly(amounts):
            return Split(operation, None, tuple(_number(case, one) for one in amounts), False)
        case g.Share(whole_node, index):
            split = values[whole_node]
            assert isinstance(split, Split)
            return share(split, index, case.boxes)
        case g.If(condition, then, otherwise):
            low, high = ends(values[condition], case.boxes)
            if low == 1:
                return values[then]
            if high == 0:
                return values[otherwise]
            return _plain(case, operation)
        case g.ShiftDate(start, months, days):
            return _shifted(case, operation, start, months, days)
        case g.TrancheOf(day, cut_offs) if walk.open and isinstance(started := values[day], Day):
            return Stage(((started, cut_offs),), 0)
        case g.TrancheOf(day):
            return _of_day(walk, case, node, day, lambda at: exact.tranche_of(at, operation.cut_offs), 12)
        case g.YearOf(day):
            return _of_day(walk, case, node, day, exact.year_of, 0)
    arguments = [values[one] for one in g.arguments(operation)]
    if all(isinstance(one, Affine) and one.fixed for one in arguments):
        return fixed(compute(operation, lambda one: values[one].constant))  # type: ignore[union-attr]
    match operation:
        case g.Add(terms) if node.kind is not Kind.YES_NO:
            together = _number(case, terms[0])
            for one in terms[1:]:
                together = plus(together, _number(case, one))
            return together
        case g.Subtract(left, right):
            return minus(_number(case, left), _number(case, right))
        case g.Multiply(left, right):
            return _product(walk, case, operation, left, right)
        case g.Divide(left, right):
            return _quotient(walk, case, operation, left, right)
        case g.Round(value):
            return rounded(_number(case, value), operation, case.boxes)
        case g.Compare(relation, left, right):
            return _compared(walk, case, node, relation, left, right)
        case g.Lowest(among):
            return _extreme(walk, case, node, among, -1)
        case g.Highest(among):
            return _extreme(walk, case, node, among, 1)
        case g.Scale(part, new, old):
            return _scaled(walk, case, part, new, old)
    return _plain(case, operation)


def _number(case: Case, node: NodeId) -> Affine:
    return number(case.values[node], case.boxes)


def _plain(case: Case, operation: g.Operation) -> Affine:
    return by_intervals(operation, {one: ends(case.values[one], case.boxes) for one in g.arguments(operation)})


# ------------------------------------------------------------------ conditions


def _compared(walk: _Walk, case: Case, node: g.Node, relation: g.Relation, left: NodeId, right: NodeId) -> Found:
    first, second = case.values[left], case.values[right]
    boxes = case.boxes
    if isinstance(first, Affine | Day) and isinstance(second, Affine | Day) and not _both_affine(first, second):
        found = compare(relation, ends(first, boxes), ends(second, boxes))
        for one, other in ((first, second), (second, first)):
            if found == (0, 1) and walk.open and isinstance(one, Day) and isinstance(other, Affine) and other.fixed:
                edge = other.constant
                return _by_day(walk, case, one.atom, lambda at, day=one, to=edge: (day.at(at) > to) - (day.at(at) < to))  # type: ignore[misc]
    else:
        difference = minus(_number(case, left), _number(case, right))
        found = compare(relation, ends(difference, boxes), (0, 0))
        if found == (0, 1) and walk.open:
            split = _at_root(walk, case, difference)
            if split is not None:
                return split
    if found == (0, 1) and walk.open:
        made = walk.given(case, node.id, (1, 0))
        if isinstance(first, Affine) and isinstance(second, Affine):
            rising = relation in (g.Relation.AT_LEAST, g.Relation.MORE)
            for holds, piece in zip((True, False), made, strict=True):
                up = holds == rising
                ends_of = {atom: int((factor > 0) == up) for atom, factor in minus(first, second).terms}
                piece.hints = {**piece.hints, **ends_of}
        return made
    return between(*found)


def _both_affine(first: Value, second: Value) -> bool:
    return isinstance(first, Affine) and isinstance(second, Affine)


def _at_root(walk: _Walk, case: Case, difference: Affine) -> list[Case] | None:
    """The cases in which a difference that hangs on one atom has one sign; None when there are none such."""
    if len(difference.terms) != 1 or difference.low != 0 or difference.high != 0:
        return None
    ((atom, factor),) = difference.terms
    found = walk.around(case, atom, Fraction(-difference.constant) / factor)
    return found if len(found) > 1 else None


def _extreme(walk: _Walk, case: Case, node: g.Node, among: tuple[NodeId, ...], sign: int) -> Found:
    """The lowest or highest: which one it is makes a case."""
    best = among[0]
    for one in among[1:]:
        first, second = case.values[best], case.values[one]
        if _both_affine(first, second):
            difference = minus(_number(case, one), _number(case, best))
            low, high = ends(difference, case.boxes)
        else:
            difference = None
            (a, b), (c, d) = ends(first, case.boxes), ends(second, case.boxes)
            low = None if c is None or b is None else c - b
            high = None if d is None or a is None else d - a
        if sign < 0:
            low, high = None if high is None else -high, None if low is None else -low
        if low is not None and low >= 0:
            best = one
        elif high is None or high > 0:
            if not walk.open:
                return _plain(case, node.operation)
            split = None if difference is None else _at_root(walk, case, difference)
            return split if split is not None else walk.taken(case, node.id, among)
    return case.values[best]


# ------------------------------------------------------------------ products


def _product(walk: _Walk, case: Case, operation: g.Operation, left: NodeId, right: NodeId) -> Found:
    first, second = _number(case, left), _number(case, right)
    if first.fixed:
        return times(second, first.constant)
    if second.fixed:
        return times(first, second.constant)
    split = _points(walk, case, first, second)
    return split if split is not None else _plain(case, operation)


def _quotient(walk: _Walk, case: Case, operation: g.Operation, left: NodeId, right: NodeId) -> Found:
    first, second = _number(case, left), _number(case, right)
    if second.fixed:
        return times(first, 0 if second.constant == 0 else Fraction(1) / second.constant)
    split = _points(walk, case, second, first)
    return split if split is not None else _plain(case, operation)


def _points(walk: _Walk, case: Case, *values: Affine) -> list[Case] | None:
    if walk.open:
        for one in values:
            for atom, _ in one.terms:
                found = walk.points(case, atom, FEW)
                if len(found) > 1:
                    return found
    return None


def _scaled(walk: _Walk, case: Case, part: NodeId, new: NodeId, old: NodeId) -> Found:
    amount, after, before = _number(case, part), _number(case, new), _number(case, old)
    if after == before and after.low == 0 == after.high:
        return amount
    if before.fixed and after.fixed:
        return amount if before.constant == 0 else times(amount, Fraction(after.constant) / before.constant)
    split = _points(walk, case, before, after, amount)
    if split is not None:
        return split
    low, high = ends(amount, case.boxes)
    if low is None or low < 0 or not _not_below(after, case) or not _not_below(before, case):
        return between(None, None)
    if not _not_below(minus(before, amount), case):
        return between(0, high if _not_below(minus(before, after), case) else None)
    most = ends(after, case.boxes)[1]
    return between(*(both((0, most), (0, high)) if _not_below(minus(before, after), case) else (0, most)))


def _not_below(value: Affine, case: Case) -> bool:
    low, _ = ends(value, case.boxes)
    return low is not None and low >= 0


# ------------------------------------------------------------------ days


def _of_stages(walk: _Walk, case: Case, operation: g.Operation) -> Found | None:
    """The latest of tranches, or a comparison of one with a number; None for anything else."""
    match operation:
        case g.Highest(among):
            parts: list[tuple[Day, tuple[int, ...]]] = []
            least = 0
            for one in among:
                value = case.values[one]
                if isinstance(value, Stage):
                    parts += [part for part in value.parts if part not in parts]
                    least = max(least, value.least)
                elif isinstance(value, Affine) and value.fixed:
                    least = max(least, int(value.constant))
                else:
                    return None
            return Stage(tuple(parts), least)
        case g.Compare(relation, left, right):
            stage, other = case.values[left], case.values[right]
            if not isinstance(stage, Stage) or not isinstance(other, Affine) or not other.fixed:
                return None
            found = compare(relation, ends(stage, case.boxes), (other.constant, other.constant))
            if found[0] == found[1]:
                return between(*found)
            if relation in (g.Relation.AT_MOST, g.Relation.MORE):
                last = floor(other.constant)
            elif relation in (g.Relation.LESS, g.Relation.AT_LEAST):
                last = ceil(other.constant) - 1
            else:
                return None
            if not walk.open:
                return None
            for index, (day, _) in enumerate(stage.parts):
                low, high = case.boxes[day.atom]
                if stage.of(index, int(low)) <= last < stage.of(index, int(high)):
                    return _by_day(walk, case, day.atom, lambda at, of=stage.of, place=index: of(place, at) > last)  # type: ignore[misc]
    return None


def _each_tranche(walk: _Walk, case: Case, node: NodeId) -> list[Case]:
    stage = case.values[node]
    assert isinstance(stage, Stage)
    day, _ = stage.parts[0]
    found = _by_day(walk, case, day.atom, lambda at: max(stage.of(0, at), stage.least))
    if len(found) > 1:
        return found
    rest = Stage(stage.parts[1:], max(stage.of(0, int(case.boxes[day.atom][0])), stage.least))
    value = walk.one(rest if rest.parts else fixed(rest.least))
    case.values[node] = value
    return [case]


def _shifted(case: Case, operation: g.Operation, start: NodeId, months: int, days: int) -> Value:
    value = case.values[start]
    if isinstance(value, Day):
        return Day(value.atom, (*value.shifts, (months, days)))
    if isinstance(value, Affine) and value.fixed:
        return fixed(exact.shift_day(int(value.constant), months, days))
    return _plain(case, operation)


def _of_day(walk: _Walk, case: Case, node: g.Node, day: NodeId, of: Callable[[int], int], most: int) -> Found:
    """A function of a day that never falls when the day is later; at most so many values are taken apart."""
    value = case.values[day]
    if isinstance(value, Affine) and value.fixed:
        return fixed(of(int(value.constant)))
    if not isinstance(value, Day):
        return _plain(case, node.operation)
    low, high = ends(value, case.boxes)
    assert low is not None
    assert high is not None
    first, last = of(int(low)), of(int(high))
    if first == last:
        return fixed(first)
    if walk.open and last - first <= most:
        return _by_day(walk, case, value.atom, lambda at: of(value.at(at)))
    return between(first, last)


def _by_day(walk: _Walk, case: Case, atom: Atom, of: Callable[[int], int]) -> list[Case]:
    """The pieces of the box of a day over which a function that never falls has one value."""
    low, high = case.boxes[atom]
    return walk.narrowed(case, atom, list(_pieces(int(low), int(high), of)))


def _pieces(low: int, high: int, of: Callable[[int], int]) -> Iterator[tuple[Exact, Exact]]:
    while low <= high:
        value = of(low)
        inside, outside = low, high + 1
        while outside - inside > 1:
            middle = (inside + outside) // 2
            if of(middle) == value:
                inside = middle
            else:
                outside = middle
        yield low, inside
        low = inside + 1
