"""The highest that a goal can be, by splitting boxes where most is lost, until what is proved was reached or steps run out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from math import floor

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import NodeId
from ..record import changed
from .box import Box
from .goal import Goal
from .intervals import End, Exact, Interval, both, plus, times_constant
from .program import NOTHING_THERE, Highest, Point, highest
from .relax import goal_terms
from .terms import ONE, added

MOST_BOXES = 60
MOST_WORK = 7_000  # steps for one end of one goal
MOST_LOOKED = 12  # nodes where a box might be split, the one where most is lost first


def highest_of(
    root: Box,
    goal: Goal,
    sign: int,
    best: Callable[[], End],
    reach: Callable[[Point], None],
    enough: End = None,
    work: int = MOST_WORK,
) -> End:
    """No value of a goal (for sign −1 of its opposite) is above this.

    `best` gives the highest that was seen, `reach` tries a point that may be higher. It goes on until these are equal, or
    until it is known whether the goal is ever above `enough`; and no longer than so much work.
    """
    whole = all(factor.denominator == 1 and root.nodes[node].whole for node, factor in goal)
    steps = root.space.steps
    until = steps.left - work
    first = _highest(root, goal, sign, whole)
    waiting: list[tuple[int, Exact, int, Box, Highest]] = []
    made = 0

    def put(box: Box, found: Highest) -> None:
        nonlocal made
        made += 1
        end = found.most
        heappush(waiting, (int(end is not None), -(end or 0), made, box, found))

    if not first.possible:
        return None
    if first.point is not None:
        reach(first.point)
    put(root, first)
    while waiting:
        _, _, _, box, found = waiting[0]
        seen = best()
        if found.most is not None and (
            (seen is not None and found.most <= seen) or (enough is not None and found.most <= enough)
        ):
            return found.most
        if enough is not None and seen is not None and seen > enough:
            return found.most
        if made > MOST_BOXES or steps.out or steps.left < until:
            return found.most
        pieces = _split(box, found.gaps)
        if not pieces:
            return found.most
        heappop(waiting)
        for piece in pieces:
            inner = _highest(piece, goal, sign, whole)
            if piece.empty or not inner.possible:
                continue
            if found.most is not None and (inner.most is None or inner.most > found.most):
                inner = changed(inner, most=found.most)
            seen = best()
            if inner.point is not None and (seen is None or inner.most is None or inner.most > seen):
                reach(inner.point)
            put(piece, inner)
    return None


def _highest(box: Box, goal: Goal, sign: int, whole: bool) -> Highest:
    """By the program, and by the intervals of what the goal is a sum of."""
    terms = goal_terms(box, goal, sign)
    found = highest(box, terms, whole)
    if not found.possible or box.empty:
        return NOTHING_THERE
    plain: Interval = (0, 0)
    for node, factor in goal:
        plain = plus(plain, times_constant(box.interval(node), factor * sign))
    ends = [end for end in (found.most, plain[1], box.sum(terms)[1]) if end is not None]
    if found.off and (box.parent is None or not any(gap >= 1 for gap in found.gaps.values())):
        # What is rounded may be sharper by itself; certainly where nothing else is lost.
        other = highest(box, terms, whole, apart=True)
        if not other.possible:
            return NOTHING_THERE
        ends += [] if other.most is None else [other.most]
    return changed(found, most=min(ends) if ends else None)


def plainly(box: Box, goal: Goal) -> Interval:
    """The two ends of a goal in a box by intervals alone."""
    apart: Interval = (0, 0)
    for node, factor in goal:
        apart = plus(apart, times_constant(box.interval(node), factor))
    low, high = both(apart, box.sum(goal_terms(box, goal, 1))) if len(goal) > 1 else apart
    if all(factor.denominator == 1 and box.nodes[node].whole for node, factor in goal):
        return None if low is None else -(-low // 1), None if high is None else high // 1
    return low, high


def proved(box: Box, goal: Goal) -> Interval:
    """The two ends of a goal in a box, without splitting it."""
    whole = all(factor.denominator == 1 and box.nodes[node].whole for node, factor in goal)
    least, most = (_highest(box, goal, sign, whole).most for sign in (-1, 1))
    return None if least is None else -least, most


def _split(box: Box, gaps: Mapping[NodeId, Exact]) -> list[Box]:
    """The box in pieces, where most is lost; nothing when there is no place to split it."""
    ordered = sorted(gaps, key=lambda node: (-gaps[node], node))
    for node in ordered[:MOST_LOOKED]:
        for found in _pieces(box, node):
            if len(found) > 1:
                return found
    return []


def _pieces(box: Box, node: NodeId) -> Iterator[list[Box]]:
    """Ways to split a box that may help with a node."""
    operation = box.nodes[node].operation
    if node in box.among:
        yield _which(box, node)
        return
    if box.nodes[node].kind is Kind.YES_NO:
        yield _decided(box, node)
    match operation:
        case g.If(condition):
            yield _decided(box, condition)
        case g.Scale(part, new, old):
            for one in (new, old, part):
                yield from _within(box, one)
        case g.Share(whole):
            for one in g.arguments(box.nodes[whole].operation):
                yield from _within(box, one)
        case g.Multiply(left, right) | g.Divide(left, right):
            for one in (left, right):
                if box.nodes[one].kind is Kind.YES_NO:
                    yield _decided(box, one)
                yield from _within(box, one)
    yield _halved(box, node)


def _within(box: Box, node: NodeId) -> Iterator[list[Box]]:
    """Splits of what a node is written out over."""
    for one in sorted(box.written(node)):
        if one == ONE:
            continue
        if one in box.among:
            yield _which(box, one)
        elif isinstance(operation := box.nodes[one].operation, g.If):
            yield _decided(box, operation.condition)


def _which(box: Box, node: NodeId) -> list[Box]:
    """A lowest or highest is one of its arguments, and the others are beyond it."""
    among = box.among[node]
    sign = 1 if isinstance(box.nodes[node].operation, g.Lowest) else -1
    return [
        Box(
            box.space,
            box,
            chosen={node: one},
            rows=tuple((((other, sign), (one, -sign)), 0) for other in among if other != one),
        )
        for one in among
    ]


# ------------------------------------------------------------------ conditions


def _decided(box: Box, condition: NodeId) -> list[Box]:
    """A condition holds, or doesn't."""
    operation = box.nodes[condition].operation
    low, high = box.interval(condition)
    if low == high:
        return []
    match operation:
        case g.AllOf(conditions) | g.AnyOf(conditions):
            for one in conditions:
                found = _decided(box, one)
                if found:
                    return found
            return []
        case g.Not(inner):
            return _decided(box, inner)
        case g.Compare(relation, left, right):
            return [*_compared(box, condition, relation, left, right)]
        case g.Input(measurement, moment):
            return [Box(box.space, box, held={condition: (value, value)}) for value in (1, 0)]
        case g.IsMissing(measurement, moment):
            measured = box.space.inputs.get((measurement, moment))
            possible = box.space.world.measurements[measurement].measured
            found = []
            for value, held in ((0, possible), (1, (0, 0))):
                extra: dict[NodeId, Interval] = {condition: (value, value)}
                if measured is not None:
                    extra[measured] = held
                found.append(Box(box.space, box, held=extra))
            return found
        case g.If(inner):
            return _decided(box, inner)
    return [Box(box.space, box, held={condition: (value, value)}) for value in (1, 0)]


_TURNED = {
    g.Relation.AT_LEAST: g.Relation.LESS,
    g.Relation.LESS: g.Relation.AT_LEAST,
    g.Relation.AT_MOST: g.Relation.MORE,
    g.Relation.MORE: g.Relation.AT_MOST,
    g.Relation.EQUAL: g.Relation.UNEQUAL,
    g.Relation.UNEQUAL: g.Relation.EQUAL,
}


def _compared(box: Box, condition: NodeId, relation: g.Relation, left: NodeId, right: NodeId) -> Iterator[Box]:
    for value in (1, 0):
        holds = relation if value else _TURNED[relation]
        if holds is g.Relation.UNEQUAL:
            for side in (g.Relation.MORE, g.Relation.LESS):
                yield _related(box, condition, value, side, left, right)
        else:
            yield _related(box, condition, value, holds, left, right)


def _related(box: Box, condition: NodeId, value: int, relation: g.Relation, left: NodeId, right: NodeId) -> Box:
    """A box in which two nodes are so related."""
    held: dict[NodeId, Interval] = {condition: (value, value)}
    least: Exact = 0
    if relation in (g.Relation.MORE, g.Relation.LESS):
        least = int(box.nodes[left].whole and box.nodes[right].whole)
    up, down = ((left, 1), (right, -1)), ((right, 1), (left, -1))
    rows: list[tuple[tuple[tuple[NodeId, Exact], ...], Exact]] = []
    if relation in (g.Relation.AT_LEAST, g.Relation.MORE, g.Relation.EQUAL):
        rows.append((up, least))
    if relation in (g.Relation.AT_MOST, g.Relation.LESS, g.Relation.EQUAL):
        rows.append((down, least))
    for node, other, turned in ((left, right, False), (right, left, True)):
        operation = box.nodes[node].operation
        if isinstance(operation, g.Divide) and set(box.written(other)) <= {ONE}:
            edge = box.written(other).get(ONE, 0)
            rows = [*_quotient(box, operation, edge, relation, turned)]
            break
    else:
        terms = added([(box.written(left), 1), (box.written(right), -1)])
        free = [one for one in terms if one != ONE]
        if len(free) == 1:
            held[free[0]] = _narrowed(box, free[0], terms[free[0]], terms.get(ONE, 0), relation)
    return Box(box.space, box, held=held, rows=tuple(rows))


def _quotient(
    box: Box, operation: g.Divide, edge: Exact, relation: g.Relation, turned: bool
) -> Iterator[tuple[tuple[tuple[NodeId, Exact], ...], Exact]]:
    """What follows for the dividend and the divisor; nothing that doesn't hold when there is nothing to divide by."""
    above = relation in (g.Relation.AT_LEAST, g.Relation.MORE, g.Relation.EQUAL)
    below = relation in (g.Relation.AT_MOST, g.Relation.LESS, g.Relation.EQUAL)
    if turned:
        above, below = below, above
    low, _ = box.interval(operation.right)
    if low is None or low < 0:
        return
    top = box.interval(operation.left)
    strict = relation in (g.Relation.MORE, g.Relation.LESS)
    if low == 0:
        # By nothing gives zero. Does that satisfy the relation?
        zero = (edge < 0 if strict else edge <= 0) if above else (edge > 0 if strict else edge >= 0)
        if relation is g.Relation.EQUAL:
            zero = edge == 0
        if not zero:
            if box.nodes[operation.right].whole:
                yield ((operation.right, 1),), 1
        else:
            # The dividend must be on the right side of zero by itself when the divisor is nothing.
            if above and (top[0] is None or top[0] < 0):
                above = False
            if below and not (top[1] is not None and top[1] <= 0) and not _nothing_of_nothing(box, operation):
                below = False
    least: Exact = 0
    size = Fraction(edge)
    if strict and box.nodes[operation.left].whole and box.nodes[operation.right].whole and not (low == 0 and zero):
        least = Fraction(1, size.denominator)
    if above:
        yield ((operation.left, 1), (operation.right, -edge)), least
    if below:
        yield ((operation.left, -1), (operation.right, edge)), least


def _nothing_of_nothing(box: Box, operation: g.Divide) -> bool:
    """Whether the dividend is nothing when the divisor is."""
    many = 10**12
    low, _ = box.sum(added([(box.written(operation.right), many), (box.written(operation.left), -1)]))
    return low is not None and low >= 0


def _narrowed(box: Box, node: NodeId, factor: Exact, constant: Exact, relation: g.Relation) -> Interval:
    """Between what a measurement lies when factor × measurement + constant is so related to zero."""
    low, high = box.interval(node)
    root = Fraction(-constant) / factor
    up = factor > 0
    grid: tuple[Exact, Exact] | None = (0, 1) if box.nodes[node].whole else None
    if isinstance(box.nodes[node].operation, g.Input):
        grid = box.space.grid(node)
    strict = relation in (g.Relation.MORE, g.Relation.LESS)

    def next_above() -> Exact:
        if grid is None:
            return root
        start, step = grid
        at = (root - start) / step
        number = -floor(-at)
        return start + step * (number + (strict and number == at))

    def next_below() -> Exact:
        if grid is None:
            return root
        start, step = grid
        at = (root - start) / step
        number = floor(at)
        return start + step * (number - (strict and number == at))

    rising = relation in (g.Relation.AT_LEAST, g.Relation.MORE)
    if relation is g.Relation.EQUAL:
        return root, root
    if rising == up:
        edge = next_above()
        return (edge if low is None else max(low, edge)), high
    edge = next_below()
    return low, (edge if high is None else min(high, edge))


# ------------------------------------------------------------------ measurements


def _halved(box: Box, node: NodeId) -> list[Box]:
    """The widest measurement of the contract that a node hangs on, in two halves."""
    best: tuple[Exact, NodeId] | None = None
    for one in box.space.cone(node):
        operation = box.nodes[one].operation
        if isinstance(operation, g.Input) and box.nodes[one].kind not in (Kind.DATE,):
            low, high = box.interval(one)
            if low is None or high is None or low >= high:
                continue
            whole = box.space.world.measurements[operation.measurement].interval
            width = Fraction(high - low) / ((whole[1] or 0) - (whole[0] or 0))
            if best is None or width > best[0]:
                best = (width, one)
    if best is None:
        return []
    node = best[1]
    low, high = box.interval(node)
    assert low is not None
    assert high is not None
    grid = box.space.grid(node)
    if grid is None:
        return [Box(box.space, box, held={node: (end, end)}) for end in (high, low)] if high - low == 1 else []
    start, step = grid
    middle = start + step * floor((Fraction(low + high) / 2 - start) / step)
    if middle < low or middle + step > high:
        return []
    return [Box(box.space, box, held={node: (middle + step, high)}), Box(box.space, box, held={node: (low, middle)})]
