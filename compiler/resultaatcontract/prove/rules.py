"""The rule of every node for two runs side by side, and what many steps of one contract share."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.contract import Measurement
from ..model.expressions import Kind, Level
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.inputs import Key
from ..plan.plan import Plan
from ..record import record
from .change import (
    NOTHING,
    Pair,
    changed_by,
    chosen,
    highest_together,
    made,
    moved_divisor,
    same,
    split,
    with_zero,
)
from .intervals import ANY, Interval, both, evaluate, minus
from .prover import Prover
from .terms import Terms, added
from .world import Possible
from .written import written_out

UNKNOWN = Pair(ANY, ANY, ANY)
# What isn't worked out again when a value is held to an interval: its own interval stands.
_LEAVES = (g.Sum, g.Share, g.Spread, g.HighestOnly, g.Scale, g.FirstOf)


@record
class Step:
    """One measurement that is higher in the second run. `choices`: what the participant's attributes are held to."""

    key: Key
    personal: bool
    pair: Pair
    choices: tuple[tuple[str, frozenset[str]], ...] = ()


def smallest_steps(one: Measurement, moment: str, possible: Possible) -> list[Step]:
    """The smallest step up from every value, in pieces: from zero apart, for what is divided by nothing."""
    key, personal = (one.name, moment), one.level is Level.PARTICIPANT
    if one.kind is Kind.YES_NO:
        return [Step(key, personal, Pair((0, 0), (1, 1), (1, 1)))]
    if one.low is None or one.high is None or one.step is None or possible.step is None:
        return []
    factor = possible.step / one.step
    low, high, size = one.low * factor, one.high * factor, possible.step
    if low + size > high:
        return []
    pieces = [(low, low), (low + size, high - size)] if low == 0 and low + 2 * size <= high else [(low, high - size)]
    return [Step(key, personal, Pair((start, end), (start + size, end + size), (size, size))) for start, end in pieces]


def reached_by(plan: Plan, key: Key) -> frozenset[NodeId]:
    """The nodes whose value can depend on a measurement at a moment."""
    found: set[NodeId] = set()
    for node in plan.nodes:
        operation = node.operation
        if isinstance(operation, g.Input):
            if (operation.measurement, operation.moment) == key:
                found.add(node.id)
        elif any(one in found for one in g.arguments(operation)):
            found.add(node.id)
    return frozenset(found)


class Known:
    """What many steps of one contract share: the prover's intervals, and where sums and parts are."""

    def __init__(self, prover: Prover) -> None:
        self.prover = prover
        self.plan = prover.compiled.plan
        self.world = prover.world
        self.work = 0  # nodes worked out, over all steps
        self.sums = {one.operation.value: one.id for one in self.plan.nodes if isinstance(one.operation, g.Sum)}
        self.shares = {
            (one.layer, one.operation): one.id for one in self.plan.nodes if isinstance(one.operation, g.Share)
        }
        self._values: dict[NodeId, Interval] = {}
        self._reached: dict[Key, frozenset[NodeId]] = {}
        # A contract node is written out the same for every step: only what holds for all results is used.
        self.terms: dict[NodeId, Terms] = {}

    def reached(self, key: Key) -> frozenset[NodeId]:
        """The nodes whose value can depend on a measurement at a moment."""
        if key not in self._reached:
            self._reached[key] = reached_by(self.plan, key)
        return self._reached[key]

    def value(self, node: NodeId) -> Interval:
        """What the prover knows of a contract node, whatever the results are."""
        known = self._values.get(node)
        if known is None:
            listed = isinstance(self.plan.nodes[node].operation, g.Spread | g.HighestOnly)
            known = self._values[node] = ANY if listed else self.prover.proved(((node, 1),))
        return known


class Rules:
    """The rule of every node, over a store of pairs. Subclasses say what they know of a node and of a sum."""

    nodes: tuple[g.Node, ...]
    shares: Mapping[tuple[Layer, g.Share], NodeId]
    decides = False

    def __init__(self, known: Known) -> None:
        self.known = known
        self.nodes = known.plan.nodes
        self.shares = known.shares
        self._terms: dict[NodeId, Terms] = {}

    def get(self, node: NodeId) -> Pair:
        raise NotImplementedError

    def sum(self, terms: Terms) -> Pair:
        raise NotImplementedError

    def written(self, node: NodeId) -> Terms:
        known = self._terms.get(node)
        if known is None:
            known = self._terms[node] = written_out(self, node, self.decides)
        return known

    def never_negative(self, node: NodeId) -> bool:
        """Whether a value is at least zero in both runs."""
        one = self.get(node)
        return all(low is not None and low >= 0 for low in (one.before[0], one.after[0]))

    def difference(self, left: NodeId, right: NodeId) -> Pair:
        return self.sum(added([(self.written(left), 1), (self.written(right), -1)]))

    def _whole(self, node: NodeId) -> bool:
        return self.nodes[node].whole

    def rule(self, node: g.Node) -> Pair:
        """The pair of a node from those of its arguments."""
        self.known.work += 1
        operation = node.operation
        match operation:
            case g.Spread():
                return UNKNOWN
            case g.HighestOnly(values, number):
                return highest_together([self.get(one) for one in values], number)
            case g.If(condition, then, otherwise):
                on = self._turns(condition, otherwise, then, True)
                off = self._turns(condition, then, otherwise, False)
                return chosen(self.get(condition), self.get(then), self.get(otherwise), on, off)
            case g.Share(whole, index):
                return self._share(whole, index)
        if isinstance(operation, g.Add | g.Subtract) and node.kind is not Kind.YES_NO:
            written = self.written(node.id)
            if set(written) != {node.id}:
                return self.sum(written)
        found = changed_by(operation, self.get, self._whole)
        if found.stays:
            return found
        match operation:
            case g.Scale(part, new, old):
                cut = self.difference(old, new)
                return self.get(part) if cut.before == cut.after == NOTHING else found
            case g.Divide(left, right) if not self.get(left).stays and not self.get(right).stays:
                # The quotient is one, and a fixed rest divided by what moves.
                rest = self.difference(left, right)
                if rest.stays:
                    return made(
                        found.before, found.after, both(found.change, moved_divisor(rest.before, self.get(right)))
                    )
            case g.Compare(relation, left, right):
                sides = {0: self.difference(left, right), 1: same(NOTHING)}
                return _narrower(found, changed_by(g.Compare(relation, 0, 1), sides.__getitem__, self._whole))
        return found

    def _share(self, whole: NodeId, index: int) -> Pair:
        operation = self.nodes[whole].operation
        if isinstance(operation, g.HighestOnly):
            values = [self.get(one) for one in operation.values]
            own = values[index]
            change = NOTHING if all(one.stays for one in values) else ANY
            return made(with_zero(own.before), with_zero(own.after), change)
        assert isinstance(operation, g.Spread)
        close = self._is_rounded_sum(operation.total, operation.weights)
        whole_weights = close and all(self.nodes[one].whole for one in operation.weights)
        return split(
            self.get(operation.total), [self.get(one) for one in operation.weights], index, close, whole_weights
        )

    def _is_rounded_sum(self, total: NodeId, weights: tuple[NodeId, ...]) -> bool:
        """Whether a total is the sum of the weights, at most rounded to whole units."""
        wanted = added([(self.written(one), 1) for one in weights])
        seen = total
        while self.written(seen) != wanted:
            match self.nodes[seen].operation:
                case g.Add(terms) if len(terms) == 1:
                    seen = terms[0]
                case g.Round(value, unit, _) if unit == 1:
                    return self.written(value) == wanted
                case _:
                    return False
        return True

    # -------------------------------------------------------------- conditions that turn

    def _turns(self, condition: NodeId, left: NodeId, entered: NodeId, on: bool) -> Interval:
        """The change when a condition turns: what is entered less what is left, each near the edge that is passed."""
        plain = minus(self.get(entered).after, self.get(left).before)
        test = self.nodes[condition].operation
        if not isinstance(test, g.Compare) or self.get(condition).stays:
            return plain
        moved, edge = self.get(test.left), self.get(test.right)
        match test.relation:
            case g.Relation.AT_LEAST | g.Relation.MORE:
                upward = on
            case g.Relation.AT_MOST | g.Relation.LESS:
                upward = not on
            case _:
                return plain
        # The value passes the edge: it was on one side, by no more than it moves towards the edge, and is on the other.
        low, high = minus(moved.change, edge.change)
        step = high if upward else None if low is None else -low
        before, after = edge.before, edge.after
        if upward:
            before = None if step is None or before[0] is None else before[0] - step, before[1]
            after = after[0], None if step is None or after[1] is None else after[1] + step
        else:
            before = before[0], None if step is None or before[1] is None else before[1] + step
            after = None if step is None or after[0] is None else after[0] - step, after[1]
        first = self._near(left, test.left, both(moved.before, before), False)
        second = self._near(entered, test.left, both(moved.after, after), True)
        return both(plain, minus(second, first))

    def _near(self, target: NodeId, node: NodeId, held: Interval, second: bool) -> Interval:
        """The interval of a node in one of the runs when another node is held to an interval."""

        def plain(one: NodeId) -> Interval:
            return self.get(one).after if second else self.get(one).before

        values: dict[NodeId, Interval] = {node: held}
        for one in self._between(target, node):
            self.known.work += 1
            operation = self.nodes[one].operation
            if not isinstance(operation, _LEAVES) and any(argument in values for argument in g.arguments(operation)):
                found = evaluate(operation, lambda of: values[of] if of in values else plain(of))
                values[one] = both(found, plain(one))
        return values.get(target, plain(target))

    def _between(self, target: NodeId, node: NodeId) -> list[NodeId]:
        """What a node is worked out from, itself included, as far as it comes after another; in order."""
        layer = self.nodes[target].layer
        found: set[NodeId] = set()
        goals = [target]
        while goals:
            one = goals.pop()
            if one not in found and one > node and self.nodes[one].layer is layer:
                found.add(one)
                goals += g.arguments(self.nodes[one].operation)
        return sorted(found)


def _narrower(one: Pair, other: Pair) -> Pair:
    return made(both(one.before, other.before), both(one.after, other.after), both(one.change, other.change))
