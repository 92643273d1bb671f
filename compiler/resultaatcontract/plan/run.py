"""Runs a plan on results: every node gets its exact value, so that any amount can be explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

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
    profile_of: list[int]  # by row
    rows: tuple[Participant, ...]
    keys: list[tuple[Value, ...]] = field(default_factory=list)

    def value(self, node: NodeId) -> Any:
        """The value of a CONTRACT node."""
        return self.values[node]


def run(plan: Plan, results: Results) -> Run:
    """Work out every node. The results must be complete for the plan (see `results/validate.py`)."""
    person_nodes = [node for node in plan.nodes if node.layer is Layer.PERSON or _is_shared(node)]
    profiles: dict[tuple[Value, ...], int] = {}
    counts: list[int] = []
    members: list[list[int]] = []
    profile_of: list[int] = []
    used: dict[NodeId, int] = {}
    for index, row in enumerate(results.participants):
        repeat = row.number if any(isinstance(n.operation, g.FirstOf) for n in person_nodes) else 1
        for _ in range(repeat):
            values = _person(plan, person_nodes, row, results, used)
            key = tuple(values[node] for node in plan.person_results)
            profile = profiles.setdefault(key, len(counts))
            if profile == len(counts):
                counts.append(0)
                members.append([])
            counts[profile] += row.number if repeat == 1 else 1
            if not members[profile] or members[profile][-1] != index:
                members[profile].append(index)
        profile_of.append(profile)
    keys = list(profiles)
    found = _Evaluation(plan, results, keys, counts).all()
    return Run(plan, found, counts, members, profile_of, results.participants, keys)


def _is_shared(node: g.Node) -> bool:
    """Contract values that personal values may use: constants and measurements of the contract."""
    return node.layer is Layer.CONTRACT and isinstance(node.operation, g.Constant | g.Input | g.IsMissing | g.ShiftDate)


def _person(
    plan: Plan, nodes: Sequence[g.Node], row: Participant, results: Results, used: dict[NodeId, int]
) -> dict[NodeId, Any]:
    values: dict[NodeId, Any] = {}
    for node in nodes:
        operation = node.operation
        if node.layer is Layer.CONTRACT:
            if isinstance(operation, g.ShiftDate) and operation.start not in values:
                continue
            values[node.id] = _contract_input(operation, results, values)
            continue
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
            case g.FirstOf(condition, number):
                holds = bool(values[condition]) and used.get(node.id, 0) < number
                used[node.id] = used.get(node.id, 0) + holds
                values[node.id] = holds
            case _:
                if all(argument in values for argument in g.arguments(operation)):
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
        return compute(operation, self.values.__getitem__)


def compute(operation: g.Operation, value: Callable[[NodeId], Any]) -> Any:
    """The value of an operation that only uses the values of its arguments."""
    match operation:
        case g.Constant(known):
            return known
        case g.Add(terms):
            return sum(value(term) for term in terms) if len(terms) > 1 else value(terms[0])
        case g.Subtract(left, right):
            return value(left) - value(right)
        case g.Multiply(left, right):
            return value(left) * value(right)
        case g.Divide(left, right):
            return exact.divide(value(left), value(right))
        case g.Lowest(values):
            return min(value(node) for node in values)
        case g.Highest(values):
            return max(value(node) for node in values)
        case g.Compare(relation, left, right):
            return _related(relation, value(left), value(right))
        case g.AllOf(conditions):
            return all(value(condition) for condition in conditions)
        case g.AnyOf(conditions):
            return any(value(condition) for condition in conditions)
        case g.Not(condition):
            return not value(condition)
        case g.If(condition, then, otherwise):
            return value(then) if value(condition) else value(otherwise)
        case g.Round(amount, unit, way):
            return exact.round_to(value(amount), unit, way.value)
        case g.Scale(part, new, old):
            return exact.scale(value(part), value(new), value(old))
        case g.Spread(total, weights):
            return exact.spread(value(total), [value(weight) for weight in weights])
        case g.HighestOnly(values, number):
            return exact.highest_only([value(node) for node in values], number)
        case g.Share(whole, index):
            return value(whole)[index]
        case g.ShiftDate(start, months, days):
            return exact.shift_day(value(start), months, days)
        case g.TrancheOf(day, cut_offs):
            return exact.tranche_of(value(day), cut_offs)
        case g.YearOf(day):
            return exact.year_of(value(day))
    raise AssertionError(operation)


def _related(relation: g.Relation, left: Any, right: Any) -> bool:
    match relation:
        case g.Relation.AT_LEAST:
            return bool(left >= right)
        case g.Relation.AT_MOST:
            return bool(left <= right)
        case g.Relation.MORE:
            return bool(left > right)
        case g.Relation.LESS:
            return bool(left < right)
        case g.Relation.EQUAL:
            return bool(left == right)
        case g.Relation.UNEQUAL:
            return bool(left != right)
