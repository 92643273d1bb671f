"""What all boxes of one contract share: what each node needs, which nodes belong together, and what people can add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from .cohort import Cohort, cohort_of
from .intervals import Exact, Interval
from .simplex import Row, certified, solve
from .steps_of import Steps
from .world import World

MOST_COHORTS = 60  # kept


class Space:
    """Everything about a plan that doesn't hang on a box."""

    def __init__(self, plan: Plan, world: World, steps: Steps) -> None:
        self.plan = plan
        self.nodes = plan.nodes
        self.world = world
        self.steps = steps
        self.masks: list[int] = []
        self.shares: dict[NodeId, dict[int, NodeId]] = {}
        self.scales: dict[tuple[NodeId, NodeId], list[NodeId]] = {}
        self.inputs: dict[tuple[str, str], NodeId] = {}
        for node in plan.nodes:
            contract = node.layer is Layer.CONTRACT
            mask = 1 << node.id if contract else 0
            for one in g.arguments(node.operation):
                mask |= self.masks[one]
            self.masks.append(mask)
            if contract:
                match node.operation:
                    case g.Share(whole, index):
                        self.shares.setdefault(whole, {})[index] = node.id
                    case g.Scale(_, new, old):
                        self.scales.setdefault((new, old), []).append(node.id)
                    case g.Input(measurement, moment):
                        self.inputs[measurement, moment] = node.id
        self._cones: dict[NodeId, list[NodeId]] = {}
        self._cohorts: dict[tuple[tuple[NodeId, ...], tuple[tuple[NodeId, Interval], ...]], Cohort] = {}
        self._crowds: dict[object, Exact | None] = {}
        self._kept: list[Cohort] = []
        self._places: dict[NodeId, tuple[NodeId, ...]] = {}
        self._used: dict[NodeId, tuple[NodeId, ...]] = {}

    def cone(self, node: NodeId) -> list[NodeId]:
        """The contract nodes that a node is worked out from, itself included, in order."""
        known = self._cones.get(node)
        if known is None:
            mask, known = self.masks[node], []
            while mask:
                lowest = mask & -mask
                known.append(lowest.bit_length() - 1)
                mask ^= lowest
            self._cones[node] = known
        return known

    def grid(self, node: NodeId) -> tuple[Exact, Exact] | None:
        """A value that a measurement of the contract can have, and the step to the next; None where there are no steps.

        A missing one is zero; where zero isn't on the grid there is none.
        """
        operation = self.nodes[node].operation
        assert isinstance(operation, g.Input)
        possible = self.world.measurements[operation.measurement]
        low = possible.measured[0]
        if low is None or possible.step is None or (possible.may_be_missing and low % possible.step):
            return None
        return low, possible.step

    def used(self, node: NodeId) -> tuple[NodeId, ...]:
        """The contract nodes that a profile node uses directly or by other profile nodes."""
        if node not in self._used:
            self._look_below(node)
        return self._used[node]

    def places(self, node: NodeId) -> tuple[NodeId, ...]:
        """The nodes that say who is among the first so many, below a profile node."""
        if node not in self._places:
            self._look_below(node)
        return self._places[node]

    def _look_below(self, node: NodeId) -> None:
        seen: set[NodeId] = set()
        contract: set[NodeId] = set()
        places: set[NodeId] = set()
        goals = [node]
        while goals:
            one = goals.pop()
            if one in seen:
                continue
            seen.add(one)
            if self.nodes[one].layer is Layer.CONTRACT:
                contract.add(one)
                continue
            if isinstance(self.nodes[one].operation, g.FirstOf):
                places.add(one)
            goals += g.arguments(self.nodes[one].operation)
        self._used[node] = tuple(sorted(contract))
        self._places[node] = tuple(sorted(places))

    def cohort(self, values: Iterable[NodeId], contract: Mapping[NodeId, Interval]) -> Cohort:
        """The kinds of participant, for profile nodes (and who is among the first)."""
        wanted = sorted(set(values))
        places = sorted({place for one in wanted for place in self.places(one)})
        # Constants needn't be compared: a node has one.
        free = tuple(
            sorted(
                (node, ends)
                for node, ends in contract.items()
                if not isinstance(self.nodes[node].operation, g.Constant)
            )
        )
        key = (tuple(wanted), free)
        known = self._cohorts.get(key)
        if known is None:
            known = self._wider(set(wanted), free)
        if known is None:
            if len(self._cohorts) >= MOST_COHORTS:
                self._cohorts.pop(next(iter(self._cohorts)))
            known = cohort_of(self.plan, self.world, [*wanted, *places], contract, self.steps)
        self._cohorts[key] = known
        return known

    def _wider(self, wanted: set[NodeId], free: tuple[tuple[NodeId, Interval], ...]) -> Cohort | None:
        """A cohort of more nodes that was worked out already, the smallest."""
        best: Cohort | None = None
        for (nodes, known), cohort in self._cohorts.items():
            if (
                wanted <= set(nodes)
                and set(free) <= set(known)
                and (best is None or len(cohort.columns) < len(best.columns))
            ):
                best = cohort
        return best

    def people_rows(self, cohort: Cohort, first: int = 0) -> list[Row]:
        """What holds of the numbers of people per column; the variable of column k is `first + k`."""
        rows: list[Row] = []
        number = len(cohort.columns)
        if self.world.people is not None:
            rows.append(Row(tuple((first + at, 1) for at in range(number)), self.world.people))
        for node, place in cohort.position.items():
            operation = self.nodes[node].operation
            if isinstance(operation, g.FirstOf):
                taken = [at for at in range(number) if cohort.columns[at].ends[place][0]]
                rows.append(Row(tuple((first + at, 1) for at in taken), operation.number))
        return rows

    def crowd(self, cohort: Cohort, terms: Mapping[NodeId, Exact]) -> Exact | None:
        """The most that participants together can add to a sum of profile nodes; None for no end."""
        key = (id(cohort), tuple(sorted(terms.items())))
        if key not in self._crowds:
            self._crowds[key] = self._crowd(cohort, terms)
            self._kept.append(cohort)  # so that its number stays its own
        return self._crowds[key]

    def _crowd(self, cohort: Cohort, terms: Mapping[NodeId, Exact]) -> Exact | None:
        self.steps.take(1 + len(cohort.columns) * len(terms) // 30)
        worth = worth_of(cohort, terms)
        if any(one is None for one in worth):
            return None
        known = [one or 0 for one in worth]
        best = max(known, default=0)
        if best <= 0:
            return 0
        people = self.world.people
        rows = self.people_rows(cohort)
        if len(rows) <= (people is not None):
            return None if people is None else best * people
        found = solve(known, rows)
        return certified(known, rows, [people] * len(known), found.multipliers)


def worth_of(cohort: Cohort, terms: Mapping[NodeId, Exact]) -> list[Exact | None]:
    """Per column the most that one participant adds to a sum of profile nodes."""
    places = [(cohort.position[node], factor) for node, factor in terms.items()]
    found: list[Exact | None] = []
    for column in cohort.columns:
        total: Exact | None = 0
        for place, factor in places:
            end = column.ends[place][factor > 0]
            if end is None or total is None:
                total = None
                break
            total += factor * end
        found.append(total)
    return found
