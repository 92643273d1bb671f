"""A part of all possible results, and what is certain of each contract node within it.

A `Box` is everything that can be measured, with some things decided: how conditions turn out, which argument a lowest or
highest is, between which values a measurement lies. Of each node it gives an interval, and the node written out as a sum
of others, in which equal terms cancel. What a box has decided holds in all boxes within it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import NodeId
from .cohort import Cohort
from .intervals import (
    ANY,
    YES_NO,
    Exact,
    Interval,
    both,
    compare,
    evaluate,
    hull,
    minus,
    plus,
    shared,
    times_constant,
)
from .space import Space
from .terms import ONE, Terms, added

MOST_TERMS = 400  # a longer sum isn't written out

# Sums of nodes that are at least so much.
Rows = tuple[tuple[tuple[tuple[NodeId, Exact], ...], Exact], ...]


class Box:
    """`held`: intervals that nodes are held to. `chosen`: of a lowest or highest, the argument that it is.

    `rows`: sums of nodes that are at least so much here.
    """

    def __init__(
        self,
        space: Space,
        parent: Box | None = None,
        held: Mapping[NodeId, Interval] | None = None,
        chosen: Mapping[NodeId, NodeId] | None = None,
        rows: Rows = (),
    ) -> None:
        self.space = space
        self.nodes = space.nodes
        self.parent = parent
        self.held = dict(held or {})
        self.chosen: dict[NodeId, NodeId] = {**(parent.chosen if parent else {}), **(chosen or {})}
        self.rows: Rows = (*(parent.rows if parent else ()), *rows)
        self.changed = 0
        for node in (*self.held, *(chosen or {})):
            self.changed |= 1 << node
        self.empty = False
        self._of: dict[NodeId, Interval] = {}
        self._written: dict[NodeId, Terms] = {}
        self.among: dict[NodeId, tuple[NodeId, ...]] = {}

    # -------------------------------------------------------------- asked

    def interval(self, node: NodeId) -> Interval:
        known = self._of.get(node)
        if known is None:
            self._work_out(node)
            known = self._of[node]
        return known

    def written(self, node: NodeId) -> Terms:
        known = self._written.get(node)
        if known is None:
            self._work_out(node)
            known = self._written[node]
        return known

    def difference(self, one: NodeId, other: NodeId) -> Interval:
        """The interval of one node less another."""
        apart = minus(self.interval(one), self.interval(other))
        return both(apart, self.sum(added([(self.written(one), 1), (self.written(other), -1)])))

    def sum(self, terms: Mapping[NodeId, Exact]) -> Interval:
        """The interval of a sum that is written out; sums over participants are taken together."""
        total: Interval = (0, 0)
        people: Terms = {}
        for node, factor in terms.items():
            if node == ONE:
                total = plus(total, (factor, factor))
                continue
            operation = self.nodes[node].operation
            if isinstance(operation, g.Sum):
                people[node] = factor
            else:
                total = plus(total, times_constant(self.interval(node), factor))
        if not people:
            return total
        if len(people) == 1:
            ((node, factor),) = people.items()
            return plus(total, times_constant(self.interval(node), factor))
        apart: Interval = (0, 0)
        for node, factor in people.items():
            apart = plus(apart, times_constant(self.interval(node), factor))
        return plus(total, both(apart, self._crowd(people)))

    def cohort(self, sums: list[NodeId]) -> Cohort:
        """The kinds of participant for sums over them."""
        values = [self._value(one) for one in sums]
        used = {node: self.interval(node) for value in values for node in self.space.used(value)}
        return self.space.cohort(values, used)

    def value_of(self, node: NodeId) -> NodeId:
        """What a sum over participants adds up."""
        return self._value(node)

    def _value(self, node: NodeId) -> NodeId:
        operation = self.nodes[node].operation
        assert isinstance(operation, g.Sum)
        return operation.value

    def _crowd(self, people: Mapping[NodeId, Exact]) -> Interval:
        cohort = self.cohort(list(people))
        terms = {self._value(node): factor for node, factor in people.items()}
        most = self.space.crowd(cohort, terms)
        least = self.space.crowd(cohort, {node: -factor for node, factor in terms.items()})
        return None if least is None else -least, most

    # -------------------------------------------------------------- worked out

    def _work_out(self, node: NodeId) -> None:
        masks = self.space.masks
        if self.parent is not None and not masks[node] & self.changed:
            self._of[node] = self.parent.interval(node)
            self._written[node] = self.parent.written(node)
            if node in self.parent.among:
                self.among[node] = self.parent.among[node]
            return
        for one in self.space.cone(node):
            if one in self._of:
                continue
            if self.parent is not None and not masks[one] & self.changed:
                if one == node:
                    self._work_out(one)
                continue
            self.space.steps.take(3)
            terms = self._written_out(self.nodes[one])
            self._written[one] = terms
            self._of[one] = found = self._kept(one, self._interval(self.nodes[one], terms))
            if found[0] is not None and found[0] == found[1]:
                self._written[one] = {ONE: found[0]} if found[0] else {}

    def _kept(self, node: NodeId, found: Interval) -> Interval:
        """With what is known otherwise; an interval that is empty says that nothing is in this box."""
        known = [found]
        if self.parent is not None:
            known.append(self.parent.interval(node))
        if node in self.held:
            known.append(self.held[node])
        low, high = known[-1]
        for one in known[:-1]:
            narrowed = both((low, high), one)
            if narrowed[0] is not None and narrowed[1] is not None and narrowed[0] > narrowed[1]:
                self.empty = True
                continue
            low, high = narrowed
        if self.nodes[node].whole and not isinstance(self.nodes[node].operation, g.Spread | g.HighestOnly):
            inside = None if low is None else -(-low // 1), None if high is None else high // 1
            if inside[0] is not None and inside[1] is not None and inside[0] > inside[1]:
                self.empty = True
            else:
                low, high = inside
        return low, high

    # -------------------------------------------------------------- written out

    def _written_out(self, node: g.Node) -> Terms:
        found = self._sum_of(node)
        return found if len(found) <= MOST_TERMS else {node.id: 1}

    def _sum_of(self, node: g.Node) -> Terms:
        of = self.written
        operation = node.operation
        match operation:
            case g.Constant(value):
                return {ONE: int(value) if isinstance(value, bool) else value} if value else {}
            case g.Add(values) if node.kind is not Kind.YES_NO:
                return self.regrouped(added([(of(one), 1) for one in values]))
            case g.Subtract(left, right):
                return added([(of(left), 1), (of(right), -1)])
            case g.Multiply(left, right):
                for one, other in ((left, right), (right, left)):
                    if set(of(one)) <= {ONE}:
                        return added([(of(other), of(one).get(ONE, 0))])
            case g.Divide(left, right) if set(of(right)) <= {ONE}:
                divisor = of(right).get(ONE, 0)
                return added([(of(left), Fraction(1) / divisor)]) if divisor else {}
            case g.Paid(computed=computed) | g.Granted(wanted=computed):
                # By itself, without its fund, a contract is granted all that it wants.
                return of(computed)
            case g.AllOf(conditions) | g.AnyOf(conditions):
                neutral = (1, 1) if isinstance(operation, g.AllOf) else (0, 0)
                left_over = [one for one in dict.fromkeys(conditions) if self.interval(one) != neutral]
                if len(left_over) == 1:
                    return of(left_over[0])
            case g.Not(condition):
                return added([({ONE: 1}, 1), (of(condition), -1)])
            case g.If(condition, then, otherwise):
                low, high = self.interval(condition)
                if low == 1:
                    return of(then)
                if high == 0:
                    return of(otherwise)
                if of(then) == of(otherwise):
                    return of(then)
            case g.Lowest(values):
                return self._extreme(node.id, values, -1)
            case g.Highest(values):
                return self._extreme(node.id, values, 1)
            case g.Round(value, unit) if unit == 1 and self._whole(of(value)):
                return of(value)
            case g.Scale(part, new, old):
                if of(new) == of(old):
                    return of(part)
                if set(of(new)) <= {ONE} and set(of(old)) <= {ONE}:
                    before = of(old).get(ONE, 0)
                    return added([(of(part), Fraction(of(new).get(ONE, 0)) / before)]) if before else of(part)
            case g.Share(whole, index):
                return self._share(node, whole, index)
        return {node.id: 1}

    def _whole(self, terms: Terms) -> bool:
        return all(
            factor.denominator == 1 and (node == ONE or self.nodes[node].whole) for node, factor in terms.items()
        )

    def _extreme(self, node: NodeId, values: tuple[NodeId, ...], sign: int) -> Terms:
        chosen = self.chosen.get(node)
        if chosen is not None:
            return self.written(chosen)
        left = list(dict.fromkeys(values))
        for one in list(left):
            for other in left:
                if one != other and self._passes(other, one, sign):
                    left.remove(one)
                    break
        if len(left) == 1:
            return self.written(left[0])
        self.among[node] = tuple(left)
        return {node: 1}

    def _passes(self, one: NodeId, other: NodeId, sign: int) -> bool:
        """Whether one is at least (for a lowest: at most) another."""
        low, high = self.difference(one, other)
        return (low is not None and low >= 0) if sign > 0 else (high is not None and high <= 0)

    def _share(self, node: g.Node, whole: NodeId, index: int) -> Terms:
        split = self.nodes[whole].operation
        if not isinstance(split, g.Spread):
            return {node.id: 1}
        total, weights = self.written(split.total), [self.written(one) for one in split.weights]
        if all(set(one) <= {ONE} for one in weights):
            used = [at for at, one in enumerate(weights) if one]
            if len(used) <= 1:
                return total if index == (used[0] if used else 0) else {}
        if self._whole(weights[index]) and self.close(total, weights):
            return weights[index]
        if index == len(weights) - 1:
            made = self.space.shares[whole]
            others = [made.get(at) for at in range(index)]
            if all(one is not None for one in others):
                return added([(total, 1), *((self.written(one), -1) for one in others if one is not None)])
        return {node.id: 1}

    def takes_less(self, total: NodeId, weights: tuple[NodeId, ...]) -> bool:
        """Whether what is split is at most the weights together, nothing below zero: then a part is at most its weight,
        rounded up."""
        if not all(self._at_least(one, 0) for one in (total, *weights)):
            return False
        rest = added([*((self.written(one), 1) for one in weights), (self.written(total), -1)])
        return _from(self.sum(self.regrouped(rest)), 0)

    def close(self, total: Terms, weights: list[Terms]) -> bool:
        """Whether what is split is less than a unit from the weights together: then each keeps its weight, but for
        rounding, and a whole weight stays as it is."""
        terms = self.regrouped(added([(total, 1), *((one, -1) for one in weights)]))
        if not terms:
            return True
        rounded = [node for node in terms if node != ONE and isinstance(self.nodes[node].operation, g.Round)]
        for node in rounded:
            operation = self.nodes[node].operation
            if isinstance(operation, g.Round) and operation.unit == 1 and abs(terms[node]) == 1:
                rest = added([(terms, 1), ({node: 1}, -terms[node]), (self.written(operation.value), terms[node])])
                if not self.regrouped(rest):
                    return True
        low, high = self.sum(terms)
        return low is not None and high is not None and low > -1 and high < 1

    def regrouped(self, terms: Terms) -> Terms:
        """The parts of a sum that was cut are together what it was cut to."""
        cuts: dict[tuple[NodeId, NodeId, Exact], list[NodeId]] = {}
        for key, factor in terms.items():
            operation = self.nodes[key].operation if key >= 0 else None
            if isinstance(operation, g.Scale):
                cuts.setdefault((operation.new, operation.old, factor), []).append(key)
        found = terms
        for (new, old, factor), keys in cuts.items():
            parts = [self.nodes[key].operation for key in keys]
            together = self.regrouped(added([(self.written(one.part), 1) for one in parts if isinstance(one, g.Scale)]))
            if together == self.written(old) and self.nothing_stays_nothing(new, old):
                kept = {key: value for key, value in found.items() if key not in keys}
                found = added([(kept, 1), (self.written(new), factor)])
        return found

    def nothing_stays_nothing(self, new: NodeId, old: NodeId) -> bool:
        """Whether a sum of nothing is nothing after the cut (then its parts aren't changed)."""
        low, high = self.interval(old)
        if (low is not None and low > 0) or (high is not None and high < 0):
            return True
        seen = new
        while True:
            match self.nodes[seen].operation:
                case g.Add(terms) if len(terms) == 1:
                    seen = terms[0]
                case g.Round(value) if value == old:
                    return True
                case g.Lowest(values) if old in values and len(values) == 2:
                    other = self.interval(values[1] if values[0] == old else values[0])
                    return other[0] is not None and other[0] >= 0
                case g.If(condition, _, otherwise) if otherwise == old:
                    test = self.nodes[condition].operation
                    return isinstance(test, g.Compare) and test.relation is g.Relation.MORE and test.left == old
                case g.Share(whole, index):
                    operation = self.nodes[whole].operation
                    return isinstance(operation, g.HighestOnly) and operation.values[index] == old
                case _:
                    return False

    # -------------------------------------------------------------- by operation

    def _interval(self, node: g.Node, terms: Terms) -> Interval:
        operation = node.operation
        match operation:
            case g.Input(measurement):
                return self.space.world.measurements[measurement].interval
            case g.IsMissing(measurement):
                return YES_NO if self.space.world.measurements[measurement].may_be_missing else (0, 0)
            case g.Sum():
                return self._crowd({node.id: 1})
            case g.Spread() | g.HighestOnly():
                return ANY  # a list; its parts are read by `Share`
            case g.Share(whole, index):
                found = self._part(self.nodes[whole].operation, index)
            case g.Compare(relation, left, right):
                return compare(relation, self.difference(left, right), (0, 0))
            case g.Divide(left, right):
                found = both(evaluate(operation, self.interval), self._ratio(left, right))
            case g.Scale(part, new, old):
                found = self._scaled(part, new, old)
            case g.If(condition):
                low, high = self.interval(condition)
                found = evaluate(operation, self.interval)
                if low != high:
                    known = self._compared(condition)
                    if known is not None:
                        found = both(found, self._under(node.id, known[0], self.interval(known[0]), 6))
            case g.Lowest() | g.Highest() if node.id in self.chosen:
                found = self.interval(self.chosen[node.id])
            case _:
                found = evaluate(operation, self.interval)
        if terms != {node.id: 1}:
            found = both(found, self.sum(terms))
        return found

    def _compared(self, condition: NodeId) -> tuple[NodeId, Interval, Interval] | None:
        """A condition that compares one node with a number: between what the node lies when it holds, and when not."""
        operation = self.nodes[condition].operation
        if not isinstance(operation, g.Compare):
            written = self.written(condition)
            ((only, _),) = written.items() if len(written) == 1 else ((ONE, 0),)
            if only in (ONE, condition):
                return None
            return self._compared(only)
        terms = added([(self.written(operation.left), 1), (self.written(operation.right), -1)])
        free = [one for one in terms if one != ONE]
        if len(free) != 1:
            return None
        edge = Fraction(-terms.get(ONE, 0)) / terms[free[0]]
        above: Interval = (edge, None)
        below: Interval = (None, edge)
        if terms[free[0]] < 0:
            above, below = below, above
        match operation.relation:
            case g.Relation.AT_LEAST | g.Relation.MORE:
                return free[0], above, below
            case g.Relation.AT_MOST | g.Relation.LESS:
                return free[0], below, above
            case g.Relation.EQUAL:
                return free[0], (edge, edge), ANY
            case g.Relation.UNEQUAL:
                return free[0], ANY, (edge, edge)

    def _under(self, node: NodeId, atom: NodeId, ends: Interval, deep: int) -> Interval:
        """The interval of a node when another one lies between these ends."""
        terms = self.written(node)
        if set(terms) <= {atom, ONE}:
            constant = terms.get(ONE, 0)
            return plus(times_constant(ends, terms.get(atom, 0)), (constant, constant))
        if len(terms) == 1 and deep:
            ((only, factor),) = terms.items()
            operation = self.nodes[only].operation
            if isinstance(operation, g.If):
                known = self._compared(operation.condition)
                if known is not None and known[0] == atom:
                    found = []
                    for branch, part in ((operation.then, known[1]), (operation.otherwise, known[2])):
                        inside = both(ends, part)
                        if inside[0] is None or inside[1] is None or inside[0] <= inside[1]:
                            found.append(self._under(branch, atom, inside, deep - 1))
                    return times_constant(hull(found), factor) if found else self.interval(node)
        return self.interval(node) if node in self._of else ANY

    def _part(self, operation: g.Operation, index: int) -> Interval:
        match operation:
            case g.Spread(total, weights):
                found = shared(self.interval(total), [self.interval(one) for one in weights], index)
                if self.close(self.written(total), [self.written(one) for one in weights]):
                    # A sum that is only rounded keeps its parts, each rounded down or up.
                    return both(found, plus(self.interval(weights[index]), (-1, 1)))
                if self.takes_less(total, weights):
                    high = self.interval(weights[index])[1]
                    found = both(found, (None, None if high is None else -(-high // 1)))
                return found
            case g.HighestOnly(values):
                low, high = self.interval(values[index])
                return (None if low is None else min(low, 0), None if high is None else max(high, 0))
        return ANY

    def _ratio(self, left: NodeId, right: NodeId) -> Interval:
        """A part of a whole is between nothing and all of it."""
        low, _ = self.interval(left)
        if low is None or low < 0:
            return ANY
        rest, _ = self.difference(right, left)
        return (0, 1) if rest is not None and rest >= 0 else ANY

    def _scaled(self, part: NodeId, new: NodeId, old: NodeId) -> Interval:
        """A part of a sum that is cut stays between nothing and what it was, and below the sum after the cut."""
        low, high = self.interval(part)
        if low is None or low < 0 or not self._at_least(new, 0) or not self._at_least(old, 0):
            return ANY
        inside = _from(self.difference(old, part), 0)
        most = self.interval(new)[1]
        if self.cuts(new, old):
            return (0, high) if not inside else both((0, high), (0, most))
        return (0, most) if inside else (0, None)

    def cuts(self, new: NodeId, old: NodeId) -> bool:
        """Whether a sum is never higher after than before."""
        operation = self.nodes[new].operation
        if isinstance(operation, g.Lowest) and old in operation.values:
            return True
        return _from(self.difference(old, new), 0)

    def _at_least(self, node: NodeId, value: int) -> bool:
        return _from(self.interval(node), value)


def _from(one: Interval, value: int) -> bool:
    return one[0] is not None and one[0] >= value
