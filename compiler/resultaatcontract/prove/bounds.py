"""The highest and lowest amounts of a contract: proved ends, and scenarios that reach them.

`proved` is an end that no result passes. `reached` was really paid by the plan, for the results given. When the two are
equal the bound is exact; otherwise the true bound lies between them, and the verdict is *niet beslist*.
"""

from __future__ import annotations

from enum import Enum

from ..driver import Compiled
from ..examples import example_results
from ..plan.graph import NodeId
from ..plan.plan import Plan
from ..record import record
from .enclose import Enclosure
from .intervals import Interval
from .search import Found, Search
from .world import world_of

MOST_STEPS = 100_000  # nodes worked out for what participants add together
MOST_RUNS = 300  # scenarios
MOST_NODES = 60_000  # nodes worked out in scenarios: fewer scenarios for a large plan


class Verdict(Enum):
    PROVED = "bewezen"
    UNDECIDED = "niet beslist"


class What(Enum):
    TOTAL = "totaal"
    PAYS = "betaalt"
    RECEIVES = "ontvangt"
    INDICATOR = "indicator"
    YEAR = "kalenderjaar"


@record
class Bound:
    """One end of an amount, in smallest units; `proved` is None when no end is known."""

    proved: int | None
    reached: Found

    @property
    def verdict(self) -> Verdict:
        return Verdict.PROVED if self.proved == self.reached.amount else Verdict.UNDECIDED


@record
class Reach:
    """Between what an amount of the contract as a whole can lie. `name` is that of a party or indicator, or a year."""

    what: What
    name: str
    lowest: Bound
    highest: Bound


@record
class Reaches:
    """All bounds of one contract, how many scenarios were run, and whether the proofs were cut short."""

    all: tuple[Reach, ...]
    runs: int
    cut_short: bool


def bounds_of(compiled: Compiled, steps: int = MOST_STEPS, runs: int = MOST_RUNS) -> Reaches:
    """The bounds of the total and per payer, receiver, indicator and calendar year."""
    plan = compiled.plan
    world = world_of(compiled.contract)
    enclosure = Enclosure(plan, world, steps)
    wanted = targets(plan)
    search = Search(compiled.contract, plan, world, {node: enclosure.of[node] for _, _, node in wanted})
    examples = [example_results(one, compiled.contract) for one in compiled.contract.examples]
    search.all(examples, min(runs, max(MOST_NODES // len(plan.nodes), 40)))
    found = tuple(
        Reach(
            what,
            name,
            Bound(_up(enclosure.of[node]), search.lowest[node]),
            Bound(_down(enclosure.of[node]), search.highest[node]),
        )
        for what, name, node in wanted
    )
    return Reaches(found, search.number, enclosure.hurried)


def highest_paid(compiled: Compiled, party: str) -> int | None:
    """What a party can have paid at most, after any tranche; in smallest units. None: no end is known."""
    enclosure = Enclosure(compiled.plan, world_of(compiled.contract), MOST_STEPS)
    ends = [
        _down(enclosure.of[dict(one.so_far.pays)[party]])
        for one in compiled.plan.tranches
        if party in dict(one.so_far.pays)
    ]
    return None if any(end is None for end in ends) else max((end for end in ends if end is not None), default=0)


def targets(plan: Plan) -> list[tuple[What, str, NodeId]]:
    """The amounts that have bounds, in the order in which they are shown."""
    last = plan.tranches[-1].so_far
    return [
        (What.TOTAL, "", last.total),
        *((What.PAYS, name, node) for name, node in last.pays),
        *((What.RECEIVES, name, node) for name, node in last.receives),
        *((What.INDICATOR, name, node) for name, node in last.sources),
        *((What.YEAR, str(year), node) for year, node in last.years),
    ]


def _down(ends: Interval) -> int | None:
    """Amounts are whole, so an end may be rounded inwards."""
    return None if ends[1] is None else int(ends[1] // 1)


def _up(ends: Interval) -> int | None:
    return None if ends[0] is None else int(-(-ends[0] // 1))
