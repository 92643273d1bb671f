"""The highest that a sum can be in a box: a linear program over numbers of people and what is measured of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..plan import graph as g
from ..plan.graph import NodeId
from ..record import record
from .box import Box
from .cohort import Column
from .intervals import Exact
from .relax import Above, above
from .simplex import Row, certified, solve
from .space import worth_of
from .terms import Terms, added

BESIDE = 10**9  # so much less does it matter what is lost beside the goal
MOST_VARIABLES = 700  # a larger program isn't solved; its variables keep their ends


@record
class Point:
    """Where a sum is highest: how many people of each kind, and what is measured of the contract."""

    people: tuple[tuple[Column, Fraction], ...]
    inputs: Mapping[NodeId, Exact]


@record
class Highest:
    """`most` is proved (None: no end). `possible` is false when nothing is in the box."""

    possible: bool
    most: Exact | None
    gaps: Mapping[NodeId, Exact]
    point: Point | None
    off: bool = False  # whether rounding is in it


NOTHING_THERE = Highest(False, None, {}, None)


def highest(box: Box, terms: Mapping[NodeId, Exact], whole: bool, apart: bool = False) -> Highest:
    """The most that a sum, written out, can be in a box. `whole`: the sum is always a whole number.

    `apart`: each rounded amount is between its ends, whatever the others are.
    """
    goal = above(box, terms, apart)
    limits = [_limit(box, row, least, goal) for row, least in box.rows]
    if box.empty:
        return NOTHING_THERE
    return _Program(box, goal, [one for one in limits if one is not None], whole).highest()


def _limit(box: Box, row: tuple[tuple[NodeId, Exact], ...], least: Exact, goal: Above) -> tuple[Terms, Exact] | None:
    """Σ terms ≤ limit, which follows from a row of the box (a sum that is at least so much)."""
    found = above(box, added([(box.written(node), factor) for node, factor in row]))
    for node, gap in found.gaps.items():
        # What is lost in the goal itself matters more.
        goal.gaps[node] = goal.gaps.get(node, 0) + Fraction(gap) / BESIDE
    if found.endless:
        return None
    return {node: -factor for node, factor in found.terms.items()}, found.constant + found.off - least


class _Program:
    def __init__(self, box: Box, goal: Above, limits: list[tuple[Terms, Exact]], whole: bool) -> None:
        self.box = box
        self.goal = goal
        self.whole = whole
        self.constant: Exact = goal.constant
        self.endless = goal.endless
        # A limit on nothing holds, or nothing is in the box.
        self.impossible = any(limit < 0 and not terms for terms, limit in limits)
        self.limits = [(terms, limit) for terms, limit in limits if terms]
        self.inputs: dict[NodeId, Exact] = {}

    def _is_sum(self, node: NodeId) -> bool:
        return isinstance(self.box.nodes[node].operation, g.Sum)

    def highest(self) -> Highest:
        if self.impossible:
            return NOTHING_THERE
        box, goal = self.box, self.goal
        shared = {node for terms, _ in self.limits for node in terms}
        sums = sorted({node for node in (*goal.terms, *shared) if self._is_sum(node)})
        free = sorted(node for node in shared if not self._is_sum(node))
        self._apart(shared)
        cohort = box.cohort(sums) if sums else None
        columns = cohort.columns if cohort else ()
        number = len(columns)
        people = box.space.world.people
        objective: list[Exact] = []
        most: list[Exact | None] = [people] * number
        rows: list[Row] = []
        if cohort:
            worth = worth_of(cohort, self._values(goal.terms))
            if any(one is None for one in worth):
                self.endless = True
            objective = [one or 0 for one in worth]
            rows = box.space.people_rows(cohort)
        # What is measured of the contract is counted from one of its ends.
        variable: dict[NodeId, tuple[int, int, Exact]] = {}
        for node in free:
            low, high = box.interval(node)
            factor = goal.terms.get(node, 0)
            if low is None and high is None:
                self.limits = [(terms, limit) for terms, limit in self.limits if node not in terms]
                self._one(node, factor)
                continue
            start, sign = (low, 1) if low is not None else (high, -1)
            assert start is not None
            variable[node] = (len(objective), sign, start)
            objective.append(factor * sign)
            self.constant += factor * start
            size = None if low is None or high is None else high - low
            most.append(size)
            if size is not None:
                rows.append(Row(((len(objective) - 1, 1),), size))
        for terms, limit in self.limits:
            made = self._row(terms, limit, cohort, variable)
            if made is not None:
                rows.append(made)
        return self._solved(objective, rows, most, columns, variable, number)

    def _values(self, terms: Mapping[NodeId, Exact]) -> Terms:
        return {self.box.value_of(node): factor for node, factor in terms.items() if self._is_sum(node)}

    def _apart(self, shared: set[NodeId]) -> None:
        """What only the goal hangs on is at its best end."""
        for node, factor in self.goal.terms.items():
            if node not in shared and not self._is_sum(node):
                self._one(node, factor)

    def _one(self, node: NodeId, factor: Exact) -> None:
        if not factor:
            return
        low, high = self.box.interval(node)
        end = high if factor > 0 else low
        if end is None:
            self.endless = True
        else:
            self.constant += end * factor
            self.inputs[node] = end

    def _row(
        self, terms: Terms, limit: Exact, cohort: object, variable: Mapping[NodeId, tuple[int, int, Exact]]
    ) -> Row | None:
        factors: list[tuple[int, Exact]] = []
        values = self._values(terms)
        if values:
            # −(the most of −terms) is the least that a participant adds.
            worth = worth_of(cohort, {node: -factor for node, factor in values.items()})  # type: ignore[arg-type]
            if any(one is None for one in worth):
                return None
            factors += [(at, -one) for at, one in enumerate(worth) if one]
        for node, factor in terms.items():
            if node in variable:
                at, sign, start = variable[node]
                factors.append((at, factor * sign))
                limit -= factor * start
        return Row(tuple(factors), limit)

    def _solved(
        self,
        objective: list[Exact],
        rows: list[Row],
        most: list[Exact | None],
        columns: tuple[Column, ...],
        variable: Mapping[NodeId, tuple[int, int, Exact]],
        number: int,
    ) -> Highest:
        self.box.space.steps.take(3 + (len(objective) + len(rows)) * len(rows) ** 2 // 33)
        if len(objective) * (len(rows) + 1) > MOST_VARIABLES * 12:
            rows = rows[: 1 if number else 0]
        found = solve(objective, rows)
        if not found.feasible:
            proof = certified([0] * len(objective), rows, most, found.multipliers)
            if proof is not None and proof < 0:
                return NOTHING_THERE
            return Highest(True, None, self.goal.gaps, None)
        value = certified(objective, rows, most, found.multipliers)
        inputs = dict(self.inputs)
        for node, (at, sign, start) in variable.items():
            inputs[node] = start + sign * found.values[at]
        people = tuple((columns[at], found.values[at]) for at in range(number) if found.values[at])
        point = Point(people, inputs)
        if value is None or self.endless:
            return Highest(True, None, self.goal.gaps, point)
        total = value + self.constant + self.goal.off
        if self.whole:
            down = total.numerator // total.denominator
            total = down - 1 if self.goal.open and down == total else down
        return Highest(True, total, self.goal.gaps, point, self.goal.off > 0)
