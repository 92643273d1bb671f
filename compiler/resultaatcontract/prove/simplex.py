"""Linear programs in whole numbers: the highest of a sum under conditions, with multipliers that prove it.

The tableau is kept in integers over one common denominator, so that nothing rounds. What comes out is only a proposal:
`certified` works out from the multipliers alone what they prove, by weak duality, and a wrong proposal proves less.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from ..record import record
from .intervals import Exact

MOST_PIVOTS = 400


@record
class Row:
    """Σ factor × variable ≤ limit; a variable that isn't there counts zero times."""

    factors: tuple[tuple[int, Exact], ...]
    limit: Exact


@record
class Solved:
    """`multipliers` per row, not below zero; `values` per variable of the best found. `feasible`: some values fit."""

    feasible: bool
    multipliers: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    done: bool


def solve(objective: Sequence[Exact], rows: Sequence[Row]) -> Solved:
    """The highest of Σ objective × variable, each variable at least zero; `done` is false when it has no end."""
    return _Tableau(objective, rows).solved()


def certified(
    objective: Sequence[Exact], rows: Sequence[Row], most: Sequence[Exact | None], multipliers: Sequence[Fraction]
) -> Exact | None:
    """What multipliers prove of the objective, variables between zero and `most`; None for no end.

    For y ≥ 0: objective ≤ y·limit + Σ (objective − y·factors)⁺ × most.
    """
    if any(one < 0 for one in multipliers):
        return None
    left = list(objective)
    total: Exact = 0
    for row, multiplier in zip(rows, multipliers, strict=True):
        if multiplier:
            total += multiplier * row.limit
            for index, factor in row.factors:
                left[index] -= multiplier * factor
    for one, end in zip(left, most, strict=True):
        if one > 0:
            if end is None:
                return None
            total += one * end
    return total


class _Tableau:
    def __init__(self, objective: Sequence[Exact], rows: Sequence[Row]) -> None:
        self.number = len(objective)
        self.rows: list[list[int]] = []
        self.scales: list[int] = []
        width = self.number + len(rows) + 2  # variables, slacks, the artificial one, the limit
        for place, row in enumerate(rows):
            scale = lcm(row.limit.denominator, *(factor.denominator for _, factor in row.factors))
            line = [0] * width
            for index, factor in row.factors:
                line[index] += int(factor * scale)
            line[self.number + place] = 1
            line[-2] = -1
            line[-1] = int(row.limit * scale)
            self.rows.append(line)
            self.scales.append(scale)
        self.goal_scale = lcm(*(one.denominator for one in objective)) if objective else 1
        self.goal = [-int(one * self.goal_scale) for one in objective] + [0] * (len(rows) + 2)
        self.basis = [self.number + place for place in range(len(rows))]
        self.denominator = 1
        self.width = width
        self.pivots = 0

    def solved(self) -> Solved:
        first = min(range(len(self.rows)), key=lambda at: self.rows[at][-1], default=None)
        if first is not None and self.rows[first][-1] < 0:
            feasible, line = self._feasible(first)
            if not feasible:
                return Solved(False, self._multipliers(line, 1), (), False)
        done = self._maximize(self.goal, [], self.width - 2)
        return Solved(True, self._multipliers(self.goal, self.goal_scale), self._values(), done)

    def _feasible(self, first: int) -> tuple[bool, list[int]]:
        artificial = self.width - 2
        line = [0] * self.width
        line[artificial] = 1
        self._pivot(first, artificial, [line])
        self._maximize(line, [self.goal], self.width - 1)
        if line[-1] < 0:
            return False, line
        if artificial in self.basis:
            row = self.basis.index(artificial)
            column = next((at for at in range(artificial) if self.rows[row][at]), None)
            if column is not None:
                self._pivot(row, column, [line])
        return True, line

    def _maximize(self, line: list[int], others: list[list[int]], until: int) -> bool:
        """Pivot until no column of `line` is below zero; false when there is no end, or it takes too long."""
        while True:
            column = self._entering(line, until)
            if column is None:
                return True
            row = self._leaving(column)
            self.pivots += 1
            if row is None or self.pivots > MOST_PIVOTS:
                return False
            self._pivot(row, column, [line, *others] if line is not self.goal else [])

    def _entering(self, line: list[int], until: int) -> int | None:
        if self.pivots > MOST_PIVOTS // 2:  # by number: never in a circle
            return next((at for at in range(until) if line[at] < 0), None)
        best = min(range(until), key=line.__getitem__, default=None)
        return best if best is not None and line[best] < 0 else None

    def _leaving(self, column: int) -> int | None:
        best: int | None = None
        for at, row in enumerate(self.rows):
            if row[column] > 0:
                if best is None:
                    best = at
                    continue
                left, right = row[-1] * self.rows[best][column], self.rows[best][-1] * row[column]
                if left < right or (left == right and self.basis[at] < self.basis[best]):
                    best = at
        return best

    def _pivot(self, at: int, column: int, lines: list[list[int]]) -> None:
        own = self.rows[at]
        if own[column] < 0:
            own = self.rows[at] = [-one for one in own]
        pivot, old = own[column], self.denominator
        for row in (
            [row for place, row in enumerate(self.rows) if place != at]
            + [self.goal]
            + [line for line in lines if line is not self.goal]
        ):
            factor = row[column]
            if factor:
                row[:] = [(one * pivot - factor * other) // old for one, other in zip(row, own, strict=True)]
            elif pivot != old:
                row[:] = [one * pivot // old for one in row]
        self.basis[at] = column
        self.denominator = pivot

    def _multipliers(self, line: list[int], scale: int) -> tuple[Fraction, ...]:
        return tuple(
            Fraction(line[self.number + place] * own, self.denominator * scale) for place, own in enumerate(self.scales)
        )

    def _values(self) -> tuple[Fraction, ...]:
        found = [Fraction(0)] * self.number
        for place, column in enumerate(self.basis):
            if column < self.number:
                found[column] = Fraction(self.rows[place][-1], self.denominator)
        return tuple(found)
