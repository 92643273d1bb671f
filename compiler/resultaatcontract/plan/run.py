"""Runs a plan on results: every node gets its exact value, so that any amount can be explained."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from . import exact
from . import graph as g
from .graph import Layer, NodeId, Value
from .inputs import Participant, Results
from .plan import Plan


@dataclass(slots=True)
class Run:
    """The values of one run. Profiles are numbered in order of first appearance."""

    plan: Plan
    values: list[Any]  # by node: a value for CONTRACT; a list by profile for PROFILE; None for PERSON
    counts: list[int]  # participants per profile
    members: list[list[int]]  # indices of the rows in each profile
    profile_of: list[list[tuple[int, int]]]  # by row: profiles in order, with how many of its participants have each
    rows: tuple[Participant, ...]
    keys: list[tuple[Value, ...]] = field(default_factory=list)

    def value(self, node: NodeId) -> Any:
        """The value of a CONTRACT node."""
        return self.values[node]

    def by_profile(self, node: NodeId) -> list[Any]:
        """The value of a node for each profile; the same for all when it is a value of the contract."""
        found = self.values[node]
        return found if self.plan.nodes[node].layer is Layer.PROFILE else [found] * len(self.counts)


def run(plan: Plan, results: Results) -> Run:
    """Work out every node. The results must be complete for the plan (see `results/`)."""
    person_nodes = [node for node in plan.nodes if node.layer is Layer.PERSON]
    shared = _shared(plan, person_nodes, results)
    profiles: dict[tuple[Value, ...], int] = {}
    counts: list[int] = []
    members: list[list[int]] = []
    profile_of: list[list[tuple[int, int]]] = []
    places = _places(person_nodes, shared, results.participants)
    for index, row in enumerate(results.participants):
        stretches: list[tuple[int, int]] = []
        for values, number in _stretches(person_nodes, row, shared, places):
            key = tuple(values[node] for node in plan.person_results)
            profile = profiles.setdefault(key, len(counts))
            if profile == len(counts):
                counts.append(0)
                members.append([])
            counts[profile] += number
            if not members[profile] or members[profile][-1] != index:
                members[profile].append(index)
            stretches.append((profile, number))
        profile_of.append(stretches)
    keys = list(profiles)
    found = _Evaluation(plan, results, keys, counts).all()
    return Run(plan, found, counts, members, profile_of, results.participants, keys)


def _shared(plan: Plan, person_nodes: Sequence[g.Node], results: Results) -> dict[NodeId, Any]:
    """The values of the contract that personal values use. None depends on a sum over participants (checked)."""
    needed: set[NodeId] = set()
    goals = [argument for node in person_nodes for argument in g.arguments(node.operation)]
    while goals:
        one = goals.pop()
        if one not in needed and plan.nodes[one].layer is Layer.CONTRACT:
            needed.add(one)
            goals += g.arguments(plan.nodes[one].operation)
    values: dict[NodeId, Any] = {}
    for one in sorted(needed):
        values[one] = _contract_input(plan.nodes[one].operation, results, values)
    return values


# How many places are left among the first so many, by node and rank.
Places: TypeAlias = "dict[NodeId, dict[int, int]]"


def _places(nodes: Sequence[g.Node], shared: dict[NodeId, Any], rows: Sequence[Participant]) -> Places:
    """The places among the first so many: those of a lower rank take theirs before the others."""
    found: Places = {}
    for index, node in enumerate(nodes):
        if not isinstance(node.operation, g.FirstOf):
            continue
        number = node.operation.number
        if node.operation.rank is None:
            found[node.id] = {0: number}
            continue
        # Whether a condition holds can depend on an earlier such node, and that on the order of the rows.
        earlier = {one: dict(own) for one, own in found.items()}
        wanted: dict[int, int] = {}
        for row in rows:
            for values, people in _stretches(nodes[:index], row, shared, earlier):
                if values[node.operation.condition]:
                    rank = values[node.operation.rank]
                    wanted[rank] = wanted.get(rank, 0) + people
        found[node.id] = exact.places(wanted, number)
    return found


def _stretches(
    nodes: Sequence[g.Node], row: Participant, shared: dict[NodeId, Any], places: Places
) -> Iterator[tuple[dict[NodeId, Any], int]]:
    """The values of so many equal participants, and of how many they are: places can be taken by some of them."""
    first = [(node.id, node.operation) for node in nodes if isinstance(node.operation, g.FirstOf)]
    left = row.number
    while left:
        values = _person(nodes, row, shared, places)
        taken = [places[node] for node, _ in first if values[node]]
        ranks = [_rank(operation, values) for node, operation in first if values[node]]
        number = min([left, *(own[rank] for own, rank in zip(taken, ranks, strict=True))])
        for own, rank in zip(taken, ranks, strict=True):
            own[rank] -= number
        left -= number
        yield values, number


def _rank(operation: g.FirstOf, values: dict[NodeId, Any]) -> int:
    rank: int = 0 if operation.rank is None else values[operation.rank]
    return rank


def _person(nodes: Sequence[g.Node], row: Participant, shared: dict[NodeId, Any], places: Places) -> dict[NodeId, Any]:
    values = dict(shared)
    for node in nodes:
        operation = node.operation
        match operation:
            case g.Input(measurement, moment):
                value = row.values.get((measurement, moment))
                values[node.id] = 0 if value is None else value
            case g.IsMissing(measurement, moment):
                values[node.id] = row.values.get((measurement, moment)) is None
            case g.DateOf(moment):
                values[node.id] = row.dates.get(moment, 0)
            case g.HasChoice(attribute, choice):
                values[node.id] = row.choices.get(attribute) == choice
            case g.FirstOf(condition):
                values[node.id] = bool(values[condition]) and places[node.id].get(_rank(operation, values), 0) > 0
            case _:
                values[node.id] = compute(operation, values.__getitem__)
    return values


def _contract_input(operation: g.Operation, results: Results, values: dict[NodeId, Any]) -> Any:
    match operation:
        case g.Constant(value):
            return value
        case g.Input(measurement, moment):
            found = results.values.get((measurement, moment))
            return 0 if found is None else found
        case g.IsMissing(measurement, moment):
            return results.values.get((measurement, moment)) is None
    return compute(operation, values.__getitem__)


def person_values(run: Run, profile: int, row: int) -> dict[NodeId, Any] | None:
    """What every PERSON node was for one of the rows with a profile; None when that can't be told.

    Whether there was still a place among the first so many, is read off from the profile itself.
    """
    plan = run.plan
    nodes = [node for node in plan.nodes if node.layer is Layer.PERSON]
    shared = {node.id: run.values[node.id] for node in plan.nodes if node.layer is Layer.CONTRACT}
    ranks = range(len(plan.tranches) + 1)
    first = [node.id for node in nodes if isinstance(node.operation, g.FirstOf)]
    for left in (1, 0):
        found = _person(nodes, run.rows[row], shared, {node: dict.fromkeys(ranks, left) for node in first})
        if tuple(found[node] for node in plan.person_results) == run.keys[profile]:
            return found
    return None


class _Evaluation:
    """Profiles and contract, in the order of the nodes."""

    def __init__(self, plan: Plan, results: Results, keys: list[tuple[Value, ...]], counts: list[int]) -> None:
        self.plan = plan
        self.results = results
        self.keys = keys
        self.counts = counts
        self.position = {node: index for index, node in enumerate(plan.person_results)}
        self.values: list[Any] = [None] * len(plan.nodes)

    def all(self) -> list[Any]:
        for node in self.plan.nodes:
            match node.layer:
                case Layer.PROFILE:
                    self.values[node.id] = self._profiles(node)
                case Layer.CONTRACT:
                    self.values[node.id] = self._contract(node.operation)
        return self.values

    def _profiles(self, node: g.Node) -> list[Any]:
        if isinstance(node.operation, g.Result):
            index = self.position[node.operation.value]
            return [key[index] for key in self.keys]
        columns = {argument: self._column(argument) for argument in g.arguments(node.operation)}
        return [
            compute(node.operation, lambda argument, row=row: columns[argument][row])  # type: ignore[misc]
            for row in range(len(self.keys))
        ]

    def _column(self, node: NodeId) -> list[Any]:
        if self.plan.nodes[node].layer is Layer.PROFILE:
            column: list[Any] = self.values[node]
            return column
        return [self.values[node]] * len(self.keys)

    def _contract(self, operation: g.Operation) -> Any:
        match operation:
            case g.Input() | g.IsMissing() | g.Constant():
                return _contract_input(operation, self.results, {})
            case g.Sum(value):
                return sum(
                    amount * count for amount, count in zip(self._column(value), self.counts, strict=True) if amount
                )
            case g.Paid(tranche, way, payment, party, computed):
                return self.results.paid.get((tranche, way, payment, party), self.values[computed])
            case g.Granted(tranche, payment, party, top_up, wanted):
                most = self.results.granted.get((tranche, payment, party, top_up))
                value = self.values[wanted]
                return value if most is None else min(value, most)
        return compute(operation, self.values.__getitem__)


_RELATED: dict[g.Relation, Callable[[Any, Any], bool]] = {
    g.Relation.AT_LEAST: operator.ge,
    g.Relation.AT_MOST: operator.le,
    g.Relation.MORE: operator.gt,
    g.Relation.LESS: operator.lt,
    g.Relation.EQUAL: operator.eq,
    g.Relation.UNEQUAL: operator.ne,
}

# The meaning of every operation that only uses the values of its arguments.
_COMPUTE: dict[type, Callable[[Any, Callable[[NodeId], Any]], Any]] = {
    g.Constant: lambda one, value: one.value,
    g.Add: lambda one, value: sum(map(value, one.terms)) if len(one.terms) > 1 else value(one.terms[0]),
    g.Subtract: lambda one, value: value(one.left) - value(one.right),
    g.Multiply: lambda one, value: value(one.left) * value(one.right),
    g.Divide: lambda one, value: exact.divide(value(one.left), value(one.right)),
    g.Lowest: lambda one, value: min(map(value, one.values)),
    g.Highest: lambda one, value: max(map(value, one.values)),
    g.Compare: lambda one, value: _RELATED[one.relation](value(one.left), value(one.right)),
    g.AllOf: lambda one, value: all(map(value, one.conditions)),
    g.AnyOf: lambda one, value: any(map(value, one.conditions)),
    g.Not: lambda one, value: not value(one.condition),
    g.If: lambda one, value: value(one.then) if value(one.condition) else value(one.otherwise),
    g.Round: lambda one, value: exact.round_to(value(one.value), one.unit, one.way.value),
    g.Scale: lambda one, value: exact.scale(value(one.part), value(one.new), value(one.old)),
    g.Spread: lambda one, value: exact.spread(value(one.total), list(map(value, one.weights))),
    g.HighestOnly: lambda one, value: exact.highest_only(list(map(value, one.values)), one.number),
    g.Share: lambda one, value: value(one.whole)[one.index],
    g.ShiftDate: lambda one, value: exact.shift_day(value(one.start), one.months, one.days),
    g.TrancheOf: lambda one, value: exact.tranche_of(value(one.day), one.cut_offs),
    g.YearOf: lambda one, value: exact.year_of(value(one.day)),
}


def compute(operation: g.Operation, value: Callable[[NodeId], Any]) -> Any:
    """The value of an operation from the values of its arguments."""
    return _COMPUTE[type(operation)](operation, value)
