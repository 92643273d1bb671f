"""What participants together add, in two runs side by side: she whose measurement moves, and the others.

Case by case over what one participant can be, as in `profiles.py`. The others move only with what moves for the contract
as a whole, and where she takes a place among the first from one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.inputs import Key
from .change import NOTHING, Pair, first_of, made, same
from .intervals import ANY, YES_NO, Interval, both, hull, minus, plus, times_constant
from .pairs import Pairs, Rules, Step
from .written import ONE, Terms, added

MOST_CASES = 400  # of one participant; what has the most cases beyond that keeps its interval

Case = Mapping[NodeId, Interval]
# Who comes in among the first, and who goes out.
_IN = Pair(NOTHING, (1, 1), (1, 1))
_OUT = Pair((1, 1), NOTHING, (-1, -1))


class People:
    """A sum over participants of a sum of profile nodes."""

    def __init__(self, pairs: Pairs, terms: Terms) -> None:
        self.pairs = pairs
        self.nodes = pairs.nodes
        self.world = pairs.known.world
        self.terms = terms
        found: set[NodeId] = set()
        contract: set[NodeId] = set()
        goals = list(terms)
        while goals:
            one = goals.pop()
            if self.nodes[one].layer is Layer.CONTRACT:
                contract.add(one)
            elif one not in found:
                found.add(one)
                goals += g.arguments(self.nodes[one].operation)
        self.needed = sorted(found)
        self.contract = sorted(contract)
        self.places = [one for one in self.needed if isinstance(self.nodes[one].operation, g.FirstOf)]

    def pair(self) -> Pair:
        """As known for any results, and how it changes: hers, and that of as many others as there can be."""
        step, change = self.pairs.step, NOTHING
        if step.personal:
            change = self._hers(step)
        if self._others_move():
            one = hull([state.total(self.terms).change for state in self._states(None, None)])
            number = None if self.world.people is None else self.world.people - int(step.personal)
            change = plus(change, _crowd(one, number))
        known = NOTHING
        for node, factor in self.terms.items():
            known = plus(known, times_constant(self.pairs.known.value(self.pairs.known.sums[node]), factor))
        return Pair(known, known, both(change, minus(known, known)))

    def _hers(self, step: Step) -> Interval:
        if not self.places:
            return hull([state.total(self.terms).change for state in self._states(step, None)] or [NOTHING])
        if len(self.places) > 1:
            return ANY
        place = self.places[0]
        found: list[Interval] = []
        ousted = hull([NOTHING, *(one.total(self.terms).change for one in self._states(None, _OUT))])
        let_in = hull([NOTHING, *(one.total(self.terms).change for one in self._states(None, _IN))])
        for state in self._states(step, None):
            found.append(state.total(self.terms).change)
            low, high = state.condition_of(place).change
            if high is None or high >= 1:
                found += [plus(one.total(self.terms).change, ousted) for one in self._states(step, _IN, state.case)]
            if low is None or low <= -1:
                found += [plus(one.total(self.terms).change, let_in) for one in self._states(step, _OUT, state.case)]
        return hull(found)

    def _others_move(self) -> bool:
        return any(not self.pairs.get(one).stays for one in self.contract)

    def _states(self, step: Step | None, place: Pair | None, case: Case | None = None) -> Iterator[State]:
        for one in self._cases(step) if case is None else [case]:
            yield State(self, one, step, place)

    def _cases(self, step: Step | None) -> Iterator[Case]:
        dimensions: list[list[dict[NodeId, Interval]]] = []
        attributes: dict[str, list[tuple[NodeId, str]]] = {}
        measured: dict[Key, dict[str, NodeId]] = {}
        for node in self.needed:
            match self.nodes[node].operation:
                case g.HasChoice(attribute, choice):
                    attributes.setdefault(attribute, []).append((node, choice))
                case g.Input(measurement, moment):
                    measured.setdefault((measurement, moment), {})["value"] = node
                case g.IsMissing(measurement, moment):
                    measured.setdefault((measurement, moment), {})["missing"] = node
                case g.TrancheOf(_, cut_offs):
                    dimensions.append([{node: (index, index)} for index in range(len(cut_offs) + 1)])
        held = {} if step is None else dict(step.choices)
        for attribute, used in attributes.items():
            names = [one for one in self.world.choices[attribute] if attribute not in held or one in held[attribute]]
            dimensions.append([{node: (int(choice == name),) * 2 for node, choice in used} for name in names])
        for key, nodes in measured.items():
            if step is None or key != step.key:
                dimensions.append(self._measured(key[0], nodes))
            elif "missing" in nodes:
                dimensions.append([{nodes["missing"]: NOTHING}])
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
        possible = self.world.measurements[name]
        ends: list[Interval] = [(0, 0), (1, 1)] if possible.kind is Kind.YES_NO else [possible.interval]
        found = [{nodes[what]: end if what == "value" else NOTHING for what in nodes} for end in ends]
        if possible.may_be_missing:
            found.append({nodes[what]: NOTHING if what == "value" else (1, 1) for what in nodes})
        return found


def _crowd(one: Interval, number: int | None) -> Interval:
    """The change of nobody up to so many (None: any number)."""
    low, high = one
    least = 0 if low is not None and low >= 0 else None if low is None or number is None else low * number
    most = 0 if high is not None and high <= 0 else None if high is None or number is None else high * number
    return least, most


class State(Rules):
    """The pairs of the nodes of one participant in one case."""

    decides = True

    def __init__(self, people: People, case: Case, step: Step | None, place: Pair | None) -> None:
        super().__init__(people.pairs.known)
        self.people = people
        self.case = case
        self.step = step
        self.place = place
        self._found: dict[NodeId, Pair] = {}
        for one in people.needed:
            self._found[one] = same(case[one]) if one in case else self._of(self.nodes[one])

    def get(self, node: NodeId) -> Pair:
        known = self._found.get(node)
        if known is None:
            if self.nodes[node].layer is Layer.CONTRACT:
                return self.people.pairs.get(node)
            known = self._found[node] = self._of(self.nodes[node])  # another part of a split
        return known

    def written(self, node: NodeId) -> Terms:
        if self.nodes[node].layer is Layer.CONTRACT:
            return self.people.pairs.written(node)
        return super().written(node)

    def condition_of(self, place: NodeId) -> Pair:
        operation = self.nodes[place].operation
        assert isinstance(operation, g.FirstOf)
        return self.get(operation.condition)

    def total(self, terms: Terms) -> Pair:
        """The pair of a sum of profile nodes."""
        return self.sum(added([(self.written(node), factor) for node, factor in terms.items()]))

    def sum(self, terms: Terms) -> Pair:
        before, after, change = NOTHING, NOTHING, NOTHING
        for key, factor in terms.items():
            one = same((1, 1)) if key == ONE else self.get(key)
            before = plus(before, times_constant(one.before, factor))
            after = plus(after, times_constant(one.after, factor))
            change = plus(change, times_constant(one.change, factor))
        return made(before, after, change)

    def _of(self, node: g.Node) -> Pair:
        operation = node.operation
        match operation:
            case g.Input(measurement, moment):
                if self.step is not None and (measurement, moment) == self.step.key:
                    return self.step.pair
                return same(self.people.world.measurements[measurement].interval)
            case g.IsMissing(measurement):
                return same(YES_NO if self.people.world.measurements[measurement].may_be_missing else NOTHING)
            case g.DateOf():
                return same((0, None))
            case g.HasChoice():
                return same(YES_NO)
            case g.FirstOf(condition):
                return self._first(node.id, self.get(condition))
        return self.rule(node)

    def _first(self, node: NodeId, condition: Pair) -> Pair:
        if self.place is not None:
            return self.place
        if self.people.pairs.step.personal:  # whether she comes in or goes out is another state
            return Pair((0, condition.before[1]), (0, condition.after[1]), NOTHING)
        if node in self.people.pairs.reached:  # others may come in, or go out, as well
            return Pair((0, condition.before[1]), (0, condition.after[1]), (-1, 1))
        return first_of(condition)
