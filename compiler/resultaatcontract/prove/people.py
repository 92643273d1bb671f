"""What participants together add, in two runs side by side: she whose measurement moves, and the others.

Case by case over what one participant can be, as in `profiles.py`. The others move only with what moves for the contract
as a whole, and where she takes a place among the first from one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.inputs import Key
from .change import NOTHING, Pair, first_of, made, same
from .intervals import ANY, YES_NO, Interval, both, hull, minus, plus, times_constant
from .rules import Rules, Step
from .terms import ONE, Terms, added

if TYPE_CHECKING:
    from .pairs import Pairs

Case = Mapping[NodeId, Interval]
# Who comes in among the first, and who goes out.
_IN = Pair(NOTHING, (1, 1), (1, 1))
_OUT = Pair((1, 1), NOTHING, (-1, -1))


class People:
    """Sums over participants of sums of profile nodes, for one step. At most `cases` cases of one participant."""

    def __init__(self, pairs: Pairs, cases: int) -> None:
        self.pairs = pairs
        self.nodes = pairs.nodes
        self.world = pairs.known.world
        self._most = cases
        self._needs: dict[tuple[NodeId, ...], tuple[list[NodeId], list[NodeId]]] = {}
        self._states: dict[object, list[State]] = {}

    def needs(self, nodes: tuple[NodeId, ...]) -> tuple[list[NodeId], list[NodeId]]:
        """What profile nodes are worked out from, in order: nodes of a participant, and of the contract."""
        if nodes not in self._needs:
            found: set[NodeId] = set()
            contract: set[NodeId] = set()
            goals = list(nodes)
            while goals:
                one = goals.pop()
                if self.nodes[one].layer is Layer.CONTRACT:
                    contract.add(one)
                elif one not in found:
                    found.add(one)
                    goals += g.arguments(self.nodes[one].operation)
            self._needs[nodes] = sorted(found), sorted(contract)
        return self._needs[nodes]

    def pair(self, terms: Terms) -> Pair:
        """As known for any results, and how it changes: hers, and that of as many others as there can be."""
        needed, contract = self.needs(tuple(sorted(terms)))
        step, change = self.pairs.step, NOTHING
        if step.personal and any(one in self.pairs.reached for one in needed):
            change = self._hers(step, terms, needed)
        if any(not self.pairs.get(one).stays for one in contract):
            one = self._change(None, None, terms, needed)
            number = None if self.world.people is None else self.world.people - int(step.personal)
            change = plus(change, _crowd(one, number))
        elif not step.personal and any(one in self.pairs.reached for one in needed):
            change = plus(change, _crowd(self._change(None, None, terms, needed), self.world.people))
        known = NOTHING
        for node, factor in terms.items():
            known = plus(known, times_constant(self.pairs.known.value(self.pairs.known.sums[node]), factor))
        return Pair(known, known, both(change, minus(known, known)))

    def _hers(self, step: Step, terms: Terms, needed: list[NodeId]) -> Interval:
        places = [one for one in needed if isinstance(self.nodes[one].operation, g.FirstOf)]
        stays = self._change(step, None, terms, needed)
        if not places:
            return stays
        if len(places) > 1:
            return ANY
        place = places[0]
        found = [stays]
        # Who comes in begins to meet the condition, and who goes out for her still meets it; and the other way round.
        for own, other, sign in ((_IN, _OUT, 1), (_OUT, _IN, -1)):
            hers = [one for one in self._all(step, own, needed) if _turns(one.condition_of(place).change, sign)]
            if hers:
                others = [one for one in self._all(None, other, needed) if one.condition_of(place).before[1] == 1]
                moved = hull([NOTHING, *(one.total(terms).change for one in others)])
                found.append(plus(hull([one.total(terms).change for one in hers]), moved))
        return hull(found)

    def _change(self, step: Step | None, place: Pair | None, terms: Terms, needed: list[NodeId]) -> Interval:
        return hull([one.total(terms).change for one in self._all(step, place, needed)])

    def standing(self, nodes: tuple[NodeId, ...]) -> list[State]:
        """The cases of one who doesn't step."""
        return self._all(None, None, self.needs(nodes)[0])

    def _all(self, step: Step | None, place: Pair | None, needed: list[NodeId]) -> list[State]:
        key = (step is None, place)
        if key not in self._states:
            self._states[key] = [State(self, one, step, place) for one in self._cases(step)]
        for one in self._states[key]:
            one.work_out(needed)
        return self._states[key]

    def _cases(self, step: Step | None) -> Iterator[Case]:
        """Values of one participant's attributes, measurements and tranches; attributes first, then what has few."""
        chosen: list[list[dict[NodeId, Interval]]] = []
        dimensions: list[list[dict[NodeId, Interval]]] = []
        attributes: dict[str, list[tuple[NodeId, str]]] = {}
        measured: dict[Key, dict[str, NodeId]] = {}
        for node in self.nodes:
            if node.layer is not Layer.PERSON:
                continue
            match node.operation:
                case g.HasChoice(attribute, choice):
                    attributes.setdefault(attribute, []).append((node.id, choice))
                case g.Input(measurement, moment):
                    measured.setdefault((measurement, moment), {})["value"] = node.id
                case g.IsMissing(measurement, moment):
                    measured.setdefault((measurement, moment), {})["missing"] = node.id
                case g.TrancheOf(_, cut_offs):
                    dimensions.append([{node.id: (index, index)} for index in range(len(cut_offs) + 1)])
        held = {} if step is None else dict(step.choices)
        for attribute, used in attributes.items():
            names = [one for one in self.world.choices[attribute] if attribute not in held or one in held[attribute]]
            chosen.append([{node: (int(choice == name),) * 2 for node, choice in used} for name in names])
        for key, nodes in measured.items():
            if step is None or key != step.key:
                dimensions.append(self._measured(key[0], nodes))
            elif "missing" in nodes:
                dimensions.append([{nodes["missing"]: NOTHING}])
        kept: list[list[dict[NodeId, Interval]]] = []
        number = 1
        for one in [*sorted(chosen, key=len), *sorted(dimensions, key=len)]:
            if number * len(one) <= self._most:
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


def _turns(change: Interval, sign: int) -> bool:
    """Whether a condition can turn on (1) or off (-1)."""
    low, high = change
    return (high is None or high >= 1) if sign > 0 else (low is None or low <= -1)


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
        self._found: dict[NodeId, Pair] = {node: same(interval) for node, interval in case.items()}

    def work_out(self, needed: list[NodeId]) -> None:
        """Work out nodes of which none needs a later one."""
        for one in needed:
            if one not in self._found:
                self._found[one] = self._of(self.nodes[one])

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
