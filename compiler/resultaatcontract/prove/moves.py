"""Of each measurement at each moment: how far amounts move with its smallest step, proved and found.

Monotonicity and jumps ask the same two runs side by side, so they are worked out once for a contract.
"""

from __future__ import annotations

from ..model.contract import Measurement
from ..plan.inputs import Key
from ..record import record
from .goal import Goal, only
from .intervals import Exact, Interval, hull
from .lines import Apart, Lines
from .pairs import Known, Pairs, smallest_steps
from .prover import Prover

CASES = (12, 64)  # of one participant: a first look, and a closer one where that decides nothing
MOST_WORK = 60_000  # nodes worked out for one contract; beyond so many there is no closer look


@record
class Move:
    """How far amounts move when a measurement at a moment is one step higher."""

    measurement: Measurement
    moment: str
    proved: dict[Goal, Interval]
    least: dict[Goal, Apart]
    most: dict[Goal, Apart]
    ends: Exact  # how the total changes from one end of the range to the other, where that was seen first

    @property
    def key(self) -> Key:
        return self.measurement.name, self.moment

    def rises(self, goal: Goal, least: int = 0) -> bool:
        """Whether an amount never falls (further than `-least`) with a step up."""
        low = self.proved[goal][0]
        return low is not None and low >= -least

    def falls(self, goal: Goal, least: int = 0) -> bool:
        """Whether an amount never rises (further than `least`) with a step up."""
        high = self.proved[goal][1]
        return high is not None and high <= least


def moves_of(prover: Prover) -> list[Move]:
    """The moves of the total, and of what each party pays and receives, at the final settlement."""
    plan, contract = prover.compiled.plan, prover.compiled.contract
    last = plan.tranches[-1].so_far
    total = only(last.total)
    goals = list(dict.fromkeys([total, *(only(node) for _, node in (*last.pays, *last.receives))]))
    known = Known(prover)
    lines = Lines(prover, goals)
    found: list[Move] = []
    for one in contract.measurements:
        for moment in [moment.name for moment in one.moments] or [""]:
            key = (one.name, moment)
            if not known.reached(key):
                continue
            proved = _proved(known, one, moment, goals)
            if not proved:
                continue
            lines.explore(one, moment)
            found.append(
                Move(
                    one,
                    moment,
                    proved,
                    {goal: lines.least[key, goal] for goal in goals if (key, goal) in lines.least},
                    {goal: lines.most[key, goal] for goal in goals if (key, goal) in lines.most},
                    lines.ends.get(key, 0),
                )
            )
    return found


def _proved(known: Known, one: Measurement, moment: str, goals: list[Goal]) -> dict[Goal, Interval]:
    steps = smallest_steps(one, moment, known.world.measurements[one.name])
    found: dict[Goal, Interval] = {}
    for cases in CASES:
        if cases != CASES[0] and known.work > MOST_WORK:
            break
        unclear = [goal for goal in goals if goal not in found or not _one_way(found[goal])]
        pairs = [Pairs(known, step, cases) for step in steps]
        for goal in unclear:
            if pairs:
                found[goal] = hull([one.change(goal) for one in pairs])
        if all(_one_way(found[goal]) for goal in goals if goal in found):
            break
    return found


def _one_way(change: Interval) -> bool:
    low, high = change
    return (low is not None and low >= 0) or (high is not None and high <= 0)
