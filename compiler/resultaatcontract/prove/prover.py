"""Proved ends for any goal over one contract, each with results that come as near as was found.

Every property and every bound asks this one; how ends are proved (`branch.py`) and results found (`search.py`) is
known here only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from ..driver import Compiled
from ..examples import example_results
from ..record import record
from .box import Box
from .branch import MOST_WORK, highest_of, plainly, proved
from .goal import Goal
from .intervals import End, Exact, Interval, both
from .program import Point
from .scenario import scenarios
from .search import Found, Search
from .space import Space
from .steps_of import Steps
from .world import world_of

MOST_STEPS = 120_000  # nodes worked out
LESS_WORK = 1_500  # of these for an end of a property
MOST_RUNS = 300  # scenarios
MOST_NODES = 60_000  # nodes worked out in scenarios: fewer scenarios for a large plan


class Verdict(Enum):
    PROVED = "bewezen"
    REFUTED = "weerlegd"
    UNDECIDED = "niet beslist"


@record
class Bound:
    """One end of a goal. `proved` is None when no end is known; `reached` was worked out by the plan itself.

    When the two are equal the bound is exact; otherwise the true bound lies between them.
    """

    proved: Exact | None
    reached: Found

    @property
    def verdict(self) -> Verdict:
        return Verdict.PROVED if self.proved == self.reached.amount else Verdict.UNDECIDED


@record
class Range:
    """Between what a goal can lie."""

    lowest: Bound
    highest: Bound


class Prover:
    """Bounds goals over one contract. The same questions in the same order give the same answers, on any machine."""

    def __init__(self, compiled: Compiled, steps: int = MOST_STEPS, runs: int = MOST_RUNS) -> None:
        self.compiled = compiled
        self.world = world_of(compiled.contract)
        self._steps = Steps(steps)
        self.space = Space(compiled.plan, self.world, self._steps)
        self.root = Box(self.space)
        self._most = min(runs, max(MOST_NODES // len(compiled.plan.nodes), 40))
        self.runs = 0
        self._proved: dict[Goal, Interval] = {}

    @property
    def cut_short(self) -> bool:
        """Whether proofs were left out because there are too many cases."""
        return self._steps.out

    def proved(self, goal: Goal) -> Interval:
        """The two ends that are certain, without a search for results that reach them."""
        known = self._proved.get(goal)
        if known is None:
            known = self._proved[goal] = plainly(self.root, goal)
        return known

    def proved_closer(self, goal: Goal) -> Interval:
        """The same, by a linear program each."""
        known = self._proved[goal] = both(self.proved(goal), proved(self.root, goal))
        return known

    def ranges(self, goals: Sequence[Goal], enough: Mapping[Goal, Interval] | None = None) -> dict[Goal, Range]:
        """The two ends of each goal. `enough`: the ends up to which it matters; beyond an end that is None nothing does."""
        contract, plan = self.compiled.contract, self.compiled.plan
        search = Search(contract, plan, self.world, dict.fromkeys(goals, (None, None)))
        search.start([example_results(one, contract) for one in contract.examples])
        found: dict[Goal, Interval] = {}
        for goal in goals:
            found[goal] = self._first_ends(
                search, goal, (None, None) if enough is None else enough[goal], enough is None
            )
        if enough is None:
            # Little work for each first, so that one hard end doesn't take what the others need.
            for goal, (low, high) in found.items():
                if low != search.lowest[goal].amount:
                    low = _sharpest(low, self._end(search, goal, -1, None, MOST_WORK), max)
                if high != search.highest[goal].amount:
                    high = _sharpest(high, self._end(search, goal, 1, None, MOST_WORK), min)
                found[goal] = (low, high)
        search.targets.update(found)
        search.climb(self._most)
        self.runs += search.number
        self._proved.update(found)
        return {
            goal: Range(Bound(low, search.lowest[goal]), Bound(high, search.highest[goal]))
            for goal, (low, high) in found.items()
        }

    def _first_ends(self, search: Search, goal: Goal, enough: Interval, always: bool) -> Interval:
        low, high = self.proved(goal)
        least, most = enough
        if always or (least is not None and (low is None or low < least)):
            low = _sharpest(low, self._end(search, goal, -1, None if least is None else -least, LESS_WORK), max)
        if always or (most is not None and (high is None or high > most)):
            high = _sharpest(high, self._end(search, goal, 1, most, LESS_WORK), min)
        return low, high

    def _end(self, search: Search, goal: Goal, sign: int, enough: End, work: int) -> End:
        seen = search.lowest if sign < 0 else search.highest

        def reach(point: Point) -> None:
            if search.number < self._most * 2:
                for one in scenarios(search.contract, search.plan, self.world, point, seen[goal].results):
                    search.run(one)

        end = highest_of(self.root, goal, sign, lambda: seen[goal].amount * sign, reach, enough, work)
        return end if sign > 0 or end is None else -end


def _sharpest(one: End, other: End, of: Callable[[Exact, Exact], Exact]) -> End:
    """The sharper of two ends that are both certain."""
    return other if one is None else one if other is None else of(one, other)
