"""Of each measurement at each moment: how far amounts move with its smallest step, proved and found.

Monotonicity and jumps ask the same two runs side by side, so they are worked out once for a contract.
"""

from __future__ import annotations

from collections.abc import Callable

from ..model.contract import ByAttribute, Contract, Measurement, Payment, SharedReceivers, Waterfall
from ..plan.inputs import Key, Results
from ..plan.plan import PARTICIPANT
from ..plan.run import Run, run
from ..record import changed, record
from .goal import Goal, only, value_of
from .intervals import ANY, Exact, Interval, hull
from .lines import Apart, Choices, Lines
from .pairs import Pairs
from .prover import Prover
from .rules import Known, smallest_steps
from .small_pairs import smaller

CASES = (12, 64)  # of one participant: a first look, and a closer one where that decides nothing
MOST_WORK = 12_000  # nodes worked out for one contract; beyond so many there is no closer look
FEW = 4_000  # up to so many, parties get a closer look too, and not the total alone


@record
class Move:
    """How far amounts move when a measurement at a moment is one step higher."""

    measurement: Measurement
    moment: str
    indicators: frozenset[str]  # whose result it has a part in
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


def moves_of(prover: Prover, watch: Callable[[Run], None]) -> list[Move]:
    """The moves of the total, and of what each party pays and receives, at the final settlement; `watch` sees every run.

    Of a party that bears or receives by an attribute of the participant: when the participant is one of hers.
    """
    plan, contract = prover.compiled.plan, prover.compiled.contract
    last = plan.tranches[-1].so_far
    goals: dict[Goal, Choices] = {only(last.total): ()}
    for way, amounts in (("betaalt", last.pays), ("ontvangt", last.receives)):
        for name, node in amounts:
            goals.setdefault(only(node), own_choices(name, way, contract))
    known = Known(prover)
    lines = Lines(prover, goals, watch)
    lines.start()
    found: list[Move] = []
    for one in contract.measurements:
        for moment in [moment.name for moment in one.moments] or [""]:
            key = (one.name, moment)
            reached = known.reached(key)
            proved = _proved(known, one, moment, goals) if reached else {}
            if proved:
                lines.explore(one, moment)
                found.append(
                    Move(
                        one,
                        moment,
                        frozenset(name for name, node in plan.tranches[-1].results if node in reached),
                        proved,
                        {goal: lines.least[key, goal] for goal in goals if (key, goal) in lines.least},
                        {goal: lines.most[key, goal] for goal in goals if (key, goal) in lines.most},
                        lines.ends.get(key, 0),
                    )
                )
    return found


def small_pair(prover: Prover, move: Move, pair: Apart, goal: Goal, wanted: Callable[[Exact], bool]) -> Apart:
    """The simplest pair found that differs in the same step and still changes the amount as is wanted."""
    plan = prover.compiled.plan

    def still(lower: Results, higher: Results) -> Exact | None:
        change = value_of(goal, run(plan, higher)) - value_of(goal, run(plan, lower))
        return change if wanted(change) else None

    return smaller(prover.compiled.contract, prover.world, move.key, pair, still)


def own_choices(party: str, way: str, contract: Contract) -> Choices:
    """Which participants are a party's own, when it bears or receives by an attribute and in no other way."""
    found: dict[str, set[str]] = {}
    for payment in contract.payments:
        for who in _parties(payment, way):
            if isinstance(who, str):
                if who == party:
                    return ()
                continue
            names = {choice for choice, one in who.parties if one.name == party}
            if names:
                found.setdefault(who.attribute.name, set()).update(names)
    return tuple((name, frozenset(names)) for name, names in found.items()) if len(found) == 1 else ()


def _parties(payment: Payment, way: str) -> list[ByAttribute | str]:
    if way == "ontvangt":
        if isinstance(payment.receivers, ByAttribute):
            return [payment.receivers]
        return receivers(payment)
    named: list[ByAttribute | str] = [
        one.who if isinstance(one.who, ByAttribute) else one.who.name for one in payment.bearers
    ]
    named += [one.party.name for one in payment.order]
    named += [one.party.name for one in payment.top_ups]
    bounds = [limit.excess for line in payment.held for limit in (line.limit, line.room) if limit is not None]
    return named + [one.name for one in bounds if one is not None]


def receivers(payment: Payment) -> list[ByAttribute | str]:
    """The names of who receives, apart from investors with a claim; «(deelnemers)» for the participants themselves."""
    match payment.receivers:
        case SharedReceivers(shares=shares) | Waterfall(rest=SharedReceivers(shares=shares)):
            return [PARTICIPANT if one is None else one.name for one, _ in shares]
        case ByAttribute(parties=parties):
            return [one.name for _, one in parties]


def _proved(known: Known, one: Measurement, moment: str, goals: dict[Goal, Choices]) -> dict[Goal, Interval]:
    steps = smallest_steps(one, moment, known.world.measurements[one.name])
    found: dict[Goal, Interval] = {}
    first = next(iter(goals))
    if not steps:
        return found
    for cases in CASES:
        if cases != CASES[0] and known.work > MOST_WORK:
            break
        made: dict[Choices, list[Pairs]] = {}
        for goal, choices in goals.items():
            if goal in found and (_one_way(found[goal]) or (known.work > FEW and goal != first)):
                continue
            if known.work > MOST_WORK and goal != first:  # the total comes first
                found.setdefault(goal, ANY)
                continue
            if choices not in made:
                made[choices] = [Pairs(known, changed(step, choices=choices), cases) for step in steps]
            found[goal] = hull([pairs.change(goal) for pairs in made[choices]])
    return found


def _one_way(change: Interval) -> bool:
    low, high = change
    return (low is not None and low >= 0) or (high is not None and high <= 0)
