"""The highest and lowest amounts of a contract: proved ends, and scenarios that reach them."""

from __future__ import annotations

from enum import Enum

from ..driver import Compiled
from ..plan.graph import NodeId
from ..plan.plan import Plan
from ..record import record
from .goal import only
from .prover import MOST_RUNS, MOST_STEPS, Bound, Prover


class What(Enum):
    TOTAL = "totaal"
    PAYS = "betaalt"
    RECEIVES = "ontvangt"
    INDICATOR = "indicator"
    YEAR = "kalenderjaar"


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
    return bounds_by(Prover(compiled, steps, runs))


def bounds_by(prover: Prover) -> Reaches:
    """The same, by a prover that is asked more."""
    wanted = targets(prover.compiled.plan)
    ranges = prover.ranges([only(node) for _, _, node in wanted])
    found = tuple(
        Reach(what, name, ranges[only(node)].lowest, ranges[only(node)].highest) for what, name, node in wanted
    )
    return Reaches(found, prover.runs, prover.cut_short)


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


@record
class YearReach:
    """Between what one payer pays in one calendar year, that of the dates of payment."""

    payer: str
    year: int
    lowest: Bound
    highest: Bound


def bounds_by_year(prover: Prover) -> tuple[YearReach, ...]:
    """The bounds of every payer in every calendar year with a date of payment; payers in the order of the text."""
    tranches = prover.compiled.plan.tranches
    found = {
        (payer, year): tuple((dict(one.pays)[payer], 1) for one in tranches if one.day.year == year)
        for payer, _ in tranches[-1].pays
        for year in sorted({one.day.year for one in tranches})
    }
    ranges = prover.ranges(list(found.values()))
    return tuple(
        YearReach(payer, year, ranges[goal].lowest, ranges[goal].highest) for (payer, year), goal in found.items()
    )
