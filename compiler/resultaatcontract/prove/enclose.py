"""An interval for every node of a plan: proved for every possible result, never too narrow.

Two readings of each contract node, of which the narrower ends count. *By operation*: from the intervals of its
arguments. *As a sum*: the node written out over what it adds up, so that what is taken and given back drops out (a
tranche pays the difference with what was paid before), the parts of a split are the whole, and sums over participants
are taken together (one participant can't be in two regions).
"""

from __future__ import annotations

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from .goal import Goal
from .intervals import (
    ANY,
    YES_NO,
    Exact,
    Interval,
    both,
    compare,
    evaluate,
    minus,
    plus,
    product,
    shared,
    times_constant,
)
from .profiles import Profiles
from .world import World

MOST_TERMS = 400  # a longer sum isn't written out
_ONE = -1  # stands for the number one in a sum that is written out

Terms = dict[NodeId, Exact]


class Enclosure:
    """The intervals of all contract nodes of one plan, in `of`. After so many
    steps in the slower reading, that one is left out; steps and not seconds, so that the outcome is always the same."""

    def __init__(self, plan: Plan, world: World, most: int) -> None:
        self.plan = plan
        self.world = world
        self.of: dict[NodeId, Interval] = {}
        self.hurried = False
        self._most = most
        self._terms: dict[NodeId, Terms] = {}
        self._profiles = Profiles(plan, world, self.of)
        self._shares: dict[g.Share, NodeId] = {}
        self._people: dict[tuple[tuple[NodeId, Exact], ...], Interval] = {}
        for node in plan.nodes:
            if node.layer is Layer.CONTRACT:
                self._terms[node.id] = self._written_out(node)
                if isinstance(node.operation, g.Share):
                    self._shares[node.operation] = node.id
                self.of[node.id] = self._interval(node)

    # -------------------------------------------------------------- written out

    def _written_out(self, node: g.Node) -> Terms:
        terms = self._terms
        match node.operation:
            case g.Constant(value) if node.kind is not Kind.YES_NO:
                return {_ONE: value} if value else {}
            case g.Add(values) if node.kind is not Kind.YES_NO:
                found = _added([(terms[one], 1) for one in values])
            case g.Subtract(left, right):
                found = _added([(terms[left], 1), (terms[right], -1)])
            case g.Multiply(left, right) if set(terms[left]) <= {_ONE}:
                found = _added([(terms[right], terms[left].get(_ONE, 0))])
            case g.Multiply(left, right) if set(terms[right]) <= {_ONE}:
                found = _added([(terms[left], terms[right].get(_ONE, 0))])
            case g.Paid(computed=computed) | g.Granted(wanted=computed):
                # By itself, without its fund, a contract is granted all that it wants.
                return terms[computed]
            case g.Share(whole, index):
                # The last part is the rest, so that parts together are the whole.
                split = self.plan.nodes[whole].operation
                if not isinstance(split, g.Spread) or index < len(split.weights) - 1:
                    return {node.id: 1}
                others = [g.Share(whole, number) for number in range(index)]
                made = [self._shares.get(one) for one in others]
                if any(one is None for one in made):
                    return {node.id: 1}
                found = _added([(terms[split.total], 1), *((terms[one], -1) for one in made if one is not None)])
            case _:
                return {node.id: 1}
        return found if len(found) <= MOST_TERMS else {node.id: 1}

    def difference(self, one: NodeId, other: NodeId) -> Interval:
        """The interval of one node less another."""
        written_out = _added([(self._terms[one], 1), (self._terms[other], -1)])
        return both(minus(self.of[one], self.of[other]), self._sum(written_out))

    def goal(self, goal: Goal) -> Interval:
        """The interval of a sum of nodes; ends of a sum of whole amounts are whole."""
        found = self._sum(_added([(self._terms[node], factor) for node, factor in goal]))
        apart: Interval = (0, 0)
        for node, factor in goal:
            apart = plus(apart, times_constant(self.of[node], factor))
        low, high = both(found, apart)
        if all(factor.denominator == 1 and self.plan.nodes[node].whole for node, factor in goal):
            return None if low is None else -(-low // 1), None if high is None else high // 1
        return low, high

    def _sum(self, terms: Terms) -> Interval:
        """The interval of a sum that is written out; sums over participants are taken together."""
        total: Interval = (0, 0)
        people: Terms = {}
        for node, factor in terms.items():
            if node == _ONE:
                total = plus(total, (factor, factor))
                continue
            operation = self.plan.nodes[node].operation
            if isinstance(operation, g.Sum):
                people[operation.value] = people.get(operation.value, 0) + factor
            else:
                total = plus(total, times_constant(self.of[node], factor))
        return plus(total, self._together(people)) if people else total

    def _together(self, people: Terms) -> Interval:
        key = tuple(sorted(people.items()))
        if key not in self._people:
            if self._profiles.steps > self._most:
                self.hurried = True
                return ANY
            low, high = self._profiles.together(people)
            crowd: Interval = (0, self.world.people)
            self._people[key] = (
                0 if low is not None and low >= 0 else product((low, 0), crowd)[0] if low is not None else None,
                0 if high is not None and high <= 0 else _most(high, self.world.people),
            )
        return self._people[key]

    # -------------------------------------------------------------- by operation

    def _interval(self, node: g.Node) -> Interval:
        operation = node.operation
        match operation:
            case g.Input(measurement):
                return self.world.measurements[measurement].interval
            case g.IsMissing(measurement):
                return YES_NO if self.world.measurements[measurement].may_be_missing else (0, 0)
            case g.Sum(value):
                return self._together({value: 1})
            case g.Spread() | g.HighestOnly():
                return ANY  # a list; its parts are read by `Share`
            case g.Share(whole, index):
                found = self._part(self.plan.nodes[whole].operation, index)
            case g.Compare(relation, left, right):
                return compare(relation, self.difference(left, right), (0, 0))
            case g.Divide(left, right):
                found = both(evaluate(operation, self.of.__getitem__), self._ratio(left, right))
            case g.Scale(part, new, old):
                found = self._scaled(part, new, old)
            case _:
                found = evaluate(operation, self.of.__getitem__)
        terms = self._terms[node.id]
        if set(terms) != {node.id}:
            found = both(found, self._sum(terms))
        return found

    def _part(self, operation: g.Operation, index: int) -> Interval:
        match operation:
            case g.Spread(total, weights):
                return shared(self.of[total], [self.of[one] for one in weights], index)
            case g.HighestOnly(values):
                low, high = self.of[values[index]]
                return (None if low is None else min(low, 0), None if high is None else max(high, 0))
        return ANY

    def _ratio(self, left: NodeId, right: NodeId) -> Interval:
        """A part of a whole is between nothing and all of it."""
        low, _ = self.of[left]
        if low is None or low < 0:
            return ANY
        rest, _ = self.difference(right, left)
        return (0, 1) if rest is not None and rest >= 0 else ANY

    def _scaled(self, part: NodeId, new: NodeId, old: NodeId) -> Interval:
        """A part of a sum that is cut stays between nothing and what it was, and below the sum after the cut."""
        low, high = self.of[part]
        if low is None or low < 0 or not _at_least(self.of[new], 0) or not _at_least(self.of[old], 0):
            return ANY
        inside = _at_least(self.difference(old, part), 0)
        cut = self._never_above(new, old)
        if cut:
            return (0, high) if not inside else both((0, high), (0, self.of[new][1]))
        return (0, self.of[new][1]) if inside else (0, None)

    def _never_above(self, new: NodeId, old: NodeId) -> bool:
        operation = self.plan.nodes[new].operation
        if isinstance(operation, g.Lowest) and old in operation.values:
            return True
        return _at_least(self.difference(old, new), 0)


def _at_least(one: Interval, value: int) -> bool:
    return one[0] is not None and one[0] >= value


def _most(high: Exact | None, people: int | None) -> Exact | None:
    return None if high is None or people is None else high * people


def _added(parts: list[tuple[Terms, Exact]]) -> Terms:
    found: Terms = {}
    for terms, factor in parts:
        for node, own in terms.items():
            value = found.get(node, 0) + own * factor
            if value:
                found[node] = value
            else:
                found.pop(node, None)
    return found
