"""The highest that participants together can add to a sum: case by case over what one participant can be.

A sum over participants of an amount per profile is at most the number of participants times the amount of the best
profile. Yes/no measurements, choices, and the tranche at which something is known are taken case by case, so that an
amount that depends on several of them is seen as a whole; what is left keeps its interval.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from .intervals import ANY, YES_NO, Exact, Interval, evaluate, hull, plus, times_constant
from .world import World

MOST_CASES = 1500  # beyond so many, what has the most cases keeps its interval

# What varies from case to case: node → its interval.
Case = Mapping[NodeId, Interval]


class Profiles:
    """Intervals of profile nodes; those of contract nodes come from `contract`, filled by the caller in order."""

    def __init__(self, plan: Plan, world: World, contract: dict[NodeId, Interval]) -> None:
        self.plan = plan
        self.world = world
        self.contract = contract
        self.steps = 0  # nodes worked out so far
        self._below: dict[NodeId, frozenset[NodeId]] = {}

    def together(self, terms: Mapping[NodeId, Exact]) -> Interval:
        """The interval of Σ factor × node for one participant, over all that she can be."""
        needed = sorted(frozenset().union(*(self._needs(node) for node in terms)))
        found: list[Interval] = []
        for case in self._cases(needed):
            values: dict[NodeId, Interval] = {}
            self.steps += len(needed)
            for node in needed:
                values[node] = case[node] if node in case else self._value(node, values)
            total: Interval = (0, 0)
            for node, factor in terms.items():
                total = plus(total, times_constant(values.get(node, self.contract.get(node, ANY)), factor))
            found.append(total)
        return hull(found)

    def _needs(self, node: NodeId) -> frozenset[NodeId]:
        """The person and profile nodes that a node is worked out from, itself included."""
        known = self._below.get(node)
        if known is None:
            found: set[NodeId] = set()
            goals = [node]
            while goals:
                one = goals.pop()
                if one not in found and self.plan.nodes[one].layer is not Layer.CONTRACT:
                    found.add(one)
                    goals += g.arguments(self.plan.nodes[one].operation)
            known = self._below[node] = frozenset(found)
        return known

    def _value(self, node: NodeId, values: Mapping[NodeId, Interval]) -> Interval:
        operation = self.plan.nodes[node].operation
        match operation:
            case g.Input(measurement):
                return self.world.measurements[measurement].interval
            case g.IsMissing(measurement):
                return YES_NO if self.world.measurements[measurement].may_be_missing else (0, 0)
            case g.DateOf():
                return 0, None
            case g.HasChoice():
                return YES_NO
        return evaluate(operation, lambda one: values[one] if one in values else self.contract.get(one, ANY))

    def _cases(self, needed: list[NodeId]) -> Iterator[Case]:
        dimensions: list[list[dict[NodeId, Interval]]] = []
        attributes: dict[str, list[tuple[NodeId, str]]] = {}
        measured: dict[tuple[str, str], dict[str, NodeId]] = {}
        for node in needed:
            match self.plan.nodes[node].operation:
                case g.HasChoice(attribute, choice):
                    attributes.setdefault(attribute, []).append((node, choice))
                case g.Input(measurement, moment):
                    measured.setdefault((measurement, moment), {})["value"] = node
                case g.IsMissing(measurement, moment):
                    measured.setdefault((measurement, moment), {})["missing"] = node
                case g.TrancheOf(_, cut_offs):
                    dimensions.append([{node: (index, index)} for index in range(len(cut_offs) + 1)])
                case g.FirstOf():
                    dimensions.append([{node: (0, 0)}, {node: (1, 1)}])
        for attribute, used in attributes.items():
            dimensions.append(
                [
                    {node: (int(choice == chosen),) * 2 for node, choice in used}
                    for chosen in self.world.choices[attribute]
                ]
            )
        for (measurement, _), nodes in measured.items():
            dimensions.append(self._measured(measurement, nodes))
        dimensions.sort(key=len)
        kept: list[list[dict[NodeId, Interval]]] = []
        number = 1
        for one in dimensions:
            if number * len(one) <= MOST_CASES:
                kept.append(one)
                number *= len(one)
        for combination in product(*kept):
            yield {node: interval for part in combination for node, interval in part.items()}

    def _measured(self, name: str, nodes: Mapping[str, NodeId]) -> list[dict[NodeId, Interval]]:
        """A measurement: there (each of ja and nee apart), or missing."""
        possible = self.world.measurements[name]
        ends: list[Interval] = [(0, 0), (1, 1)] if possible.kind is Kind.YES_NO else [possible.interval]
        found: list[dict[NodeId, Interval]] = []
        for end in ends:
            found.append({nodes[what]: end if what == "value" else (0, 0) for what in nodes})
        if possible.may_be_missing:
            found.append({nodes[what]: (0, 0) if what == "value" else (1, 1) for what in nodes})
        return found
