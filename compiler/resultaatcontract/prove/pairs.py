"""How every amount of a contract can move when one measurement moves: two runs of the plan side by side.

The two runs differ in one measurement (of the contract, or of one participant) that is a step higher in the second. All
else is equal, and can be anything. `Pairs` gives, of any sum of contract nodes, between which values the second run less
the first lies. The rules of single operations stand in `change.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..plan import graph as g
from ..plan.graph import NodeId
from .change import NOTHING, Pair, excess, made, same
from .goal import Goal
from .intervals import Interval, both, plus, times_constant
from .people import People, State
from .rules import Known, Rules, Step
from .terms import ONE, Terms, added
from .written import above_limit


class Pairs(Rules):
    """The pairs of all contract nodes for one step, worked out where the step reaches."""

    def __init__(self, known: Known, step: Step, cases: int) -> None:
        super().__init__(known)
        self.step = step
        self._terms = known.terms
        self.reached = known.reached(step.key)
        self._pairs: dict[NodeId, Pair] = {}
        self._together: dict[tuple[tuple[int, object], ...], Pair] = {}
        self._people = People(self, cases)

    def change(self, goal: Goal) -> Interval:
        """Between what a sum of contract nodes can move."""
        return self.sum(added([(self.written(node), factor) for node, factor in goal])).change

    def get(self, node: NodeId) -> Pair:
        """The pair of a contract node; what it needs is worked out before it, in order."""
        known = self._pairs.get(node)
        if known is not None:
            return known
        if node not in self.reached:
            known = self._pairs[node] = same(self.known.value(node))
            return known
        wanted: set[NodeId] = set()
        goals = [node]
        while goals:
            one = goals.pop()
            if one in self.reached and one not in wanted and one not in self._pairs:
                wanted.add(one)
                goals += self._needs(one)
        for one in sorted(wanted):
            if one not in self._pairs:
                self._pairs[one] = self._of(self.nodes[one])
        return self._pairs[node]

    def never_negative(self, node: NodeId) -> bool:
        """Whether a value is at least zero whatever the results are."""
        low, _ = self.known.value(node)
        return low is not None and low >= 0

    def _needs(self, node: NodeId) -> Iterable[NodeId]:
        operation = self.nodes[node].operation
        if isinstance(operation, g.Sum):
            return self._people.needs((operation.value,))[1]
        written = self.written(node)
        if set(written) == {node} or isinstance(operation, g.Compare):
            return g.arguments(operation)
        terms = [key for key in written if key != ONE]
        # Only a sum is read by its terms alone.
        return terms if isinstance(operation, g.Add | g.Subtract) else [*g.arguments(operation), *terms]

    def _of(self, node: g.Node) -> Pair:
        match node.operation:
            case g.Input():
                return self.step.pair
            case g.Spread() | g.HighestOnly():
                return self.rule(node)
            case g.Sum(value):
                found = self._of_people({value: 1})
            case _:
                found = self.rule(node)
        known = self.known.value(node.id)
        return made(both(found.before, known), both(found.after, known), found.change)

    def sum(self, terms: Terms) -> Pair:
        """The pair of a sum that is written out; sums over participants are taken together."""
        before, after, change = NOTHING, NOTHING, NOTHING
        people: Terms = {}
        self.known.work += len(terms) // 8
        while (part := above_limit(self, terms)) is not None:
            value, limit, factor, terms = part
            one = excess(self.difference(value, limit))
            before = plus(before, times_constant(one.before, factor))
            after = plus(after, times_constant(one.after, factor))
            change = plus(change, times_constant(one.change, factor))
        for key, factor in terms.items():
            operation = self.nodes[key].operation if key != ONE else None
            if isinstance(operation, g.Sum):
                people[operation.value] = people.get(operation.value, 0) + factor
                continue
            one = same((1, 1)) if key == ONE else self.get(key)
            before = plus(before, times_constant(one.before, factor))
            after = plus(after, times_constant(one.after, factor))
            change = plus(change, times_constant(one.change, factor))
        if people:
            one = self._of_people(people)
            apart = NOTHING
            if len(people) > 1:
                for node, factor in people.items():
                    apart = plus(apart, times_constant(self.get(self.known.sums[node]).change, factor))
            before, after = plus(before, one.before), plus(after, one.after)
            change = plus(change, both(one.change, apart) if len(people) > 1 else one.change)
        return made(before, after, change)

    def states(self, nodes: tuple[NodeId, ...]) -> list[State]:
        """The cases of one participant who doesn't step, with profile nodes worked out."""
        return self._people.standing(nodes)

    def _of_people(self, terms: Terms) -> Pair:
        key = tuple(sorted(terms.items()))
        found = self._together.get(key)
        if found is None:
            found = self._together[key] = self._people.pair(terms)
        return found
