"""Proved ends for any goal over one contract, each with results that come as near as was found.

Every property and every bound asks this one; how ends are proved (`enclose.py`) and results found (`search.py`) is
known here only.
"""

from __future__ import annotations

from enum import Enum

from ..driver import Compiled
from ..examples import example_results
from ..record import record
from .enclose import Enclosure
from .goal import Goal
from .intervals import Exact, Interval
from .search import Found, Search
from .world import world_of

MOST_STEPS = 100_000  # nodes worked out for what participants add together
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
        self._enclosure = Enclosure(compiled.plan, self.world, steps)
        self._most = min(runs, max(MOST_NODES // len(compiled.plan.nodes), 40))
        self.runs = 0

    @property
    def cut_short(self) -> bool:
        """Whether proofs were left out because there are too many cases."""
        return self._enclosure.hurried

    def proved(self, goal: Goal) -> Interval:
        """The two ends that are certain, without a search for results that reach them."""
        return self._enclosure.goal(goal)

    def ranges(self, goals: list[Goal]) -> dict[Goal, Range]:
        """The two ends of each goal."""
        proved = {goal: self.proved(goal) for goal in goals}
        search = Search(self.compiled.contract, self.compiled.plan, self.world, proved)
        examples = [example_results(one, self.compiled.contract) for one in self.compiled.contract.examples]
        search.all(examples, self._most)
        self.runs += search.number
        return {
            goal: Range(Bound(low, search.lowest[goal]), Bound(high, search.highest[goal]))
            for goal, (low, high) in proved.items()
        }
