"""What one participant can be: cases, each with the values of some nodes, so that a cohort is a number of people per case.

The nodes of a participant are walked in order. A *case* holds the values that are still needed; it is split where a
choice, an absence, a threshold or a day makes a difference, and cases that have become equal are taken together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import floor
from typing import TypeAlias

from ..model.expressions import Kind
from ..plan import exact
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from ..record import record
from .cases import worked_out
from .intervals import Exact, Interval
from .steps_of import Steps
from .values import (
    FIRST_DAY,
    LAST_DAY,
    Affine,
    Atom,
    Boxes,
    Day,
    Value,
    atoms_of,
    between,
    ends,
    fixed,
    held,
    number,
    off_by,
)
from .world import World

MOST_CASES = 400  # beyond so many nothing is split any more, and values keep their interval
FEW_CASES = 16  # the same, when that takes too long
MOST_WORK = 14_000  # steps for one cohort
MOST_CORNERS = 4  # numbers of which both ends are taken apart

# What is known of an atom: between which values it lies, the attribute's value, or None when it is missing.
Content: TypeAlias = "tuple[Exact, Exact] | str | None"
MISSING = None


@dataclass(slots=True)
class Case:
    """The values of nodes for those participants who have these measurements."""

    values: dict[NodeId, Value]
    atoms: dict[Atom, Content]
    hints: dict[Atom, int] = field(default_factory=dict)  # which end of an atom shows the case: only for results to try

    @property
    def boxes(self) -> Boxes:
        return self.atoms  # type: ignore[return-value]


@record
class Column:
    """A kind of participant: between what the wanted nodes lie for her, and measurements that she can have."""

    ends: tuple[Interval, ...]
    atoms: Mapping[Atom, Content]
    first: bool  # whether she is among the first so many of something


@record
class Cohort:
    """The kinds of participant there can be, in order; `nodes` are those whose values the columns hold."""

    nodes: tuple[NodeId, ...]
    columns: tuple[Column, ...]
    position: Mapping[NodeId, int]


def cohort_of(
    plan: Plan, world: World, wanted: Sequence[NodeId], contract: Mapping[NodeId, Interval], steps: Steps
) -> Cohort:
    """All kinds of participant, for nodes of the profile or person layer. `contract` has what they use of the contract."""
    found = _Walk(plan, world, wanted, contract, steps, MOST_CASES).cohort()
    if found is None:
        found = _Walk(plan, world, wanted, contract, steps, FEW_CASES).cohort()
    assert found is not None
    return found


class _Walk:
    def __init__(
        self,
        plan: Plan,
        world: World,
        wanted: Sequence[NodeId],
        contract: Mapping[NodeId, Interval],
        steps: Steps,
        most: int,
    ) -> None:
        self.plan = plan
        self.world = world
        self.wanted = tuple(wanted)
        self.contract = contract
        self.steps = steps
        self.most = most
        self.alias: dict[NodeId, NodeId] = {}
        self.rests: dict[NodeId, tuple[NodeId, ...]] = {}
        self._whole_known: dict[NodeId, bool] = {}
        self._never_below: dict[NodeId, bool] = {}
        self.order = self._order()
        self.last: dict[NodeId, int] = {}
        self.last_read: dict[Atom, int] = {}
        for place, node in enumerate(self.order):
            operation = plan.nodes[node].operation
            for one in (node, *self._needs(node)):
                self.last[one] = place
            atom = _atom(operation)
            if atom is not None and plan.nodes[node].layer is not Layer.CONTRACT:
                self.last_read[atom] = place
        for node in self.wanted:
            self.last[node] = len(self.order)
        self.places = [at for at, node in enumerate(wanted) if isinstance(plan.nodes[node].operation, g.FirstOf)]
        self.last_reads = set(self.last_read.values())
        self._values: dict[Value, Value] = {}
        self._free: dict[int, tuple[Atom, ...]] = {}
        self.open = True  # whether cases may be split

    # -------------------------------------------------------------- order

    def _order(self) -> list[NodeId]:
        """What is needed, each after what it is worked out from, and soon after that; contract nodes as leaves."""
        found: dict[NodeId, None] = {}
        goals: list[tuple[NodeId, bool]] = [(node, False) for node in reversed(self.wanted)]
        while goals:
            node, entered = goals.pop()
            if node in found:
                continue
            if entered:
                found[node] = None
                continue
            goals.append((node, True))
            goals += [(one, False) for one in reversed(self._needs(node))]
        return list(found)

    def _needs(self, node: NodeId) -> tuple[NodeId, ...]:
        own = self.plan.nodes[node]
        if own.layer is Layer.CONTRACT:
            return ()
        if isinstance(own.operation, g.Share) and node not in self.alias and node not in self.rests:
            self._look_at_part(node, own.operation)
        if node in self.alias:
            return (self.alias[node],)
        if node in self.rests:
            return self.rests[node]
        return g.arguments(own.operation)

    def _look_at_part(self, node: NodeId, operation: g.Share) -> None:
        """Of a sum that is only rounded a whole part stays as it is, and rounding is between the other parts."""
        split = self.plan.nodes[operation.whole].operation
        if not isinstance(split, g.Spread):
            return
        total = self.plan.nodes[split.total].operation
        rounded = isinstance(total, g.Round) and total.unit == 1
        half = isinstance(total, g.Round) and total.way is g.RoundingWay.HALF_AWAY
        if isinstance(total, g.Round) and rounded:
            total = self.plan.nodes[total.value].operation
        if not isinstance(total, g.Add) or total.terms != split.weights:
            return
        weight = split.weights[operation.index]
        if self._whole(weight):
            self.alias[node] = weight
        elif half and all(self._not_below_zero(one) for one in split.weights):
            self.rests[node] = tuple(one for one in split.weights if not self._whole(one))

    def _not_below_zero(self, node: NodeId) -> bool:
        known = self._never_below.get(node)
        if known is None:
            own = self.plan.nodes[node]
            if own.layer is Layer.CONTRACT:
                low, _ = self.contract[node]
                known = low is not None and low >= 0
            elif own.kind is Kind.YES_NO:
                known = True
            else:
                match own.operation:
                    case g.If(_, then, otherwise):
                        known = self._not_below_zero(then) and self._not_below_zero(otherwise)
                    case g.Add() | g.Multiply() | g.Lowest() | g.Result():
                        known = all(self._not_below_zero(one) for one in g.arguments(own.operation))
                    case g.Share(whole):
                        split = self.plan.nodes[whole].operation
                        known = all(self._not_below_zero(one) for one in g.arguments(split))
                    case g.Input(measurement):
                        low, _ = self.world.measurements[measurement].interval
                        known = low is not None and low >= 0
                    case _:
                        known = False
            self._never_below[node] = known
        return known

    def _whole(self, node: NodeId) -> bool:
        """Whether a value is always a whole number here."""
        known = self._whole_known.get(node)
        if known is None:
            own = self.plan.nodes[node]
            if own.whole:
                known = True
            elif own.layer is Layer.CONTRACT:
                low, high = self.contract[node]
                known = low is not None and low == high and low.denominator == 1
            else:
                match own.operation:
                    case g.If(_, then, otherwise):
                        known = self._whole(then) and self._whole(otherwise)
                    case g.Add() | g.Subtract() | g.Multiply() | g.Lowest() | g.Highest():
                        known = all(self._whole(one) for one in g.arguments(own.operation))
                    case g.Share(whole):
                        split = self.plan.nodes[whole].operation
                        known = isinstance(split, g.Spread) or all(self._whole(one) for one in g.arguments(split))
                    case _:
                        known = False
            self._whole_known[node] = known
        return known

    # -------------------------------------------------------------- walk

    def cohort(self) -> Cohort | None:
        """None when it takes too many steps."""
        until = self.steps.left - MOST_WORK
        cases = [Case({}, {})]
        live: list[NodeId] = []
        for place, node in enumerate(self.order):
            self.steps.take(2 * len(cases))
            if self.steps.left < until and self.most > FEW_CASES:
                return None
            made: list[Case] = []
            needs = self._needs(node)
            known: dict[object, Value] = {}
            pure = bool(needs) and not isinstance(self.plan.nodes[node].operation, g.FirstOf)
            for one in cases:
                if len(made) + len(cases) > self.most or self.steps.out:
                    self.open = False
                arguments = [one.values[at] for at in needs]
                plain = pure and all(_plain(at) for at in arguments)
                key = tuple([at.constant for at in arguments]) if plain else None  # type: ignore[union-attr]
                value = known.get(key) if plain else None
                if value is not None:
                    one.values[node] = value
                    made.append(one)
                    continue
                found = self._with(one, node)
                if plain and len(found) == 1:
                    known[key] = found[0].values[node]
                made += found
            gone = [one for one in (*live, node) if self.last[one] <= place]
            live = [one for one in (*live, node) if self.last[one] > place]
            for case in made:
                for one_gone in gone:
                    del case.values[one_gone]
            # Cases can only have become equal when something isn't needed any more.
            if len(made) > 1 and (gone or place in self.last_reads):
                merged: dict[object, Case] = {}
                for case in made:
                    merged.setdefault(self._key(case, live, place), case)
                made = list(merged.values())
            cases = made
        columns: dict[tuple[Interval, ...], Column] = {}
        for one in cases:
            for column in self._columns(one):
                columns.setdefault(column.ends, column)
        return Cohort(self.wanted, tuple(columns.values()), {node: place for place, node in enumerate(self.wanted)})

    # -------------------------------------------------------------- cases

    def _key(self, case: Case, live: Sequence[NodeId], place: int) -> object:
        """What tells cases apart: the values that are still needed, and what is known of the atoms that are."""
        values = case.values
        numbers = [id(values[node]) for node in live]  # equal values are one object
        free = self._free
        needed = {atom for number in numbers if number in free for atom in free[number]}
        last = self.last_read
        content = [(atom, known) for atom, known in case.atoms.items() if atom in needed or last.get(atom, -1) > place]
        content.sort(key=_first)
        return tuple(numbers), tuple(content)

    def one(self, value: Value) -> Value:
        """The same object for equal values."""
        known = self._values.get(value)
        if known is None:
            known = self._values[value] = value
            if not _plain(value):
                self._free[id(value)] = atoms_of(value)
        return known

    def _with(self, case: Case, node: NodeId) -> list[Case]:
        """The cases that a case falls apart in when a node is worked out."""
        done: list[Case] = []
        waiting = [case]
        while waiting:
            one = waiting.pop()
            found = self._value(one, node)
            if isinstance(found, list):
                waiting += reversed(found)
            else:
                one.values[node] = self.one(found)
                done.append(one)
        return done

    def _given(self, case: Case, node: NodeId, values: Iterable[Exact]) -> list[Case]:
        """A case for each value of a node, worked out; only called at the end of `_value`."""
        return [Case({**case.values, node: self.one(fixed(one))}, dict(case.atoms), case.hints) for one in values]

    def _narrowed(self, case: Case, atom: Atom, pieces: Iterable[tuple[Exact, Exact]]) -> list[Case]:
        """The case for each piece of the box of an atom."""
        found = []
        for low, high in pieces:
            if low > high:
                continue
            values = case.values
            if low == high:
                values = {node: self.one(held(value, atom, low)) for node, value in values.items()}
            found.append(Case(dict(values), {**case.atoms, atom: (low, high)}, case.hints))
        return found

    # -------------------------------------------------------------- values

    def _value(self, case: Case, node: NodeId) -> Value | list[Case]:
        """The value of a node in a case, or the cases in which it is to be worked out instead."""
        own = self.plan.nodes[node]
        if node in case.values:
            return case.values[node]
        if own.layer is Layer.CONTRACT:
            return self._of_contract(case, node)
        if node in self.alias:
            return case.values[self.alias[node]]
        if node in self.rests:
            return self._rounded_part(case, node)
        operation = own.operation
        match operation:
            case g.Input(measurement, moment):
                return self._measured(case, ("m", measurement, moment))
            case g.IsMissing(measurement, moment):
                atom: Atom = ("m", measurement, moment)
                found = self._measured(case, atom)
                if isinstance(found, list):
                    return found
                if atom not in case.atoms:  # nothing is split any more
                    return between(0, int(self.world.measurements[measurement].may_be_missing))
                return fixed(int(case.atoms[atom] is MISSING))
            case g.DateOf(moment):
                return self._day(case, ("d", moment))
            case g.HasChoice(attribute, choice):
                chosen = ("a", attribute)
                if chosen not in case.atoms:
                    if not self.open:
                        return Affine(0, (), 0, 1)
                    names = self.world.choices[attribute]
                    return [Case(dict(case.values), {**case.atoms, chosen: name}, case.hints) for name in names]
                return fixed(int(case.atoms[chosen] == choice))
            case g.FirstOf(condition):
                _, high = ends(case.values[condition], case.boxes)
                if high == 0:
                    return fixed(0)
                return self._given(case, node, (1, 0)) if self.open else Affine(0, (), 0, 1)
            case g.Result(value):
                return case.values[value]
        return worked_out(self, case, own)

    def _rounded_part(self, case: Case, node: NodeId) -> Value:
        """Its part of what the parts that aren't whole are together, rounded."""
        operation = self.plan.nodes[node].operation
        assert isinstance(operation, g.Share)
        split = self.plan.nodes[operation.whole].operation
        assert isinstance(split, g.Spread)
        own = split.weights[operation.index]
        weights = [number(case.values[one], case.boxes) for one in self.rests[node]]
        if not all(one.fixed for one in weights):
            return off_by(number(case.values[own], case.boxes), -1, 1)
        amounts = [one.constant for one in weights]
        total = exact.round_to(sum(amounts), 1, g.RoundingWay.HALF_AWAY.value)
        # Equal weights stand in the order of the split; the first of them that is this one.
        places = [at for at, one in enumerate(split.weights) if not self._whole(one)]
        return fixed(exact.spread(int(total), amounts)[places.index(operation.index)])

    def _of_contract(self, case: Case, node: NodeId) -> Value | list[Case]:
        low, high = self.contract[node]
        if low is not None and low == high:
            return fixed(low)
        if self.plan.nodes[node].kind is Kind.YES_NO:
            return self._given(case, node, (1, 0)) if self.open else Affine(0, (), 0, 1)
        if low is None or high is None:
            return Affine(0, (), low, high)
        atom: Atom = ("c", str(node))
        case.atoms.setdefault(atom, (low, high))
        return Affine(0, ((atom, 1),))

    def _measured(self, case: Case, atom: Atom) -> Value | list[Case]:
        possible = self.world.measurements[atom[1]]
        if possible.kind is Kind.DATE:
            return self._day(case, atom)
        if atom not in case.atoms:
            boxes: list[Content] = []
            low, high = possible.measured
            if possible.kind is Kind.YES_NO:
                boxes = [(1, 1), (0, 0)]
            elif low is None or high is None:
                return Affine(0, (), *possible.interval)
            else:
                boxes = [(low, high)]
            if possible.may_be_missing:
                boxes.append(MISSING)
            if not self.open and len(boxes) > 1:
                return Affine(0, (), *possible.interval)
            return [Case(dict(case.values), {**case.atoms, atom: one}, case.hints) for one in boxes]
        known = case.atoms[atom]
        if known is MISSING or isinstance(known, str):
            return fixed(0)
        return fixed(known[0]) if known[0] == known[1] else Affine(0, ((atom, 1),))

    def _day(self, case: Case, atom: Atom) -> Value | list[Case]:
        if atom not in case.atoms:
            if not self.open:
                return Affine(0, (), 0, LAST_DAY)
            days: list[Content] = [(FIRST_DAY, LAST_DAY), MISSING]
            return [Case(dict(case.values), {**case.atoms, atom: one}, case.hints) for one in days]
        known = case.atoms[atom]
        if known is MISSING or isinstance(known, str):
            return fixed(0)
        return fixed(known[0]) if known[0] == known[1] else Day(atom)

    # -------------------------------------------------------------- splits

    def grid(self, atom: Atom) -> tuple[Exact, Exact] | None:
        """A value that an atom can have, and the step to the next; None when it can have any."""
        if atom[0] == "c":
            return None
        if atom[0] == "d":
            return 0, 1
        possible = self.world.measurements[atom[1]]
        if possible.kind is Kind.DATE:
            return 0, 1
        low = possible.measured[0]
        return None if low is None or possible.step is None else (low, possible.step)

    def around(self, case: Case, atom: Atom, root: Exact) -> list[Case]:
        """The case below, at and above a value of an atom; one case when that changes nothing."""
        low, high = case.boxes[atom]
        known = self.grid(atom)
        if known is None:
            pieces = [(low, root), (root, root), (root, high)] if low < root < high else []
        else:
            start, step = known
            at = Fraction(root - start) / step
            below, above = floor(at), -floor(-at)
            exact_hit = below == above
            pieces = [
                (low, start + step * (below - exact_hit)),
                *([(root, root)] if exact_hit else []),
                (start + step * (above + exact_hit), high),
            ]
        kept = [(max(first, low), min(last, high)) for first, last in pieces]
        kept = [one for one in kept if one[0] <= one[1]]
        return self._narrowed(case, atom, kept) if kept and kept != [(low, high)] else [case]

    def points(self, case: Case, atom: Atom, most: int) -> list[Case]:
        """The case for each value of an atom, when there are few."""
        low, high = case.boxes[atom]
        known = self.grid(atom)
        if known is None or (high - low) / known[1] > most:
            return [case]
        number_of = int((high - low) / known[1])
        return self._narrowed(case, atom, [(low + known[1] * at,) * 2 for at in range(number_of + 1)])

    def narrowed(self, case: Case, atom: Atom, pieces: Iterable[tuple[Exact, Exact]]) -> list[Case]:
        """The case for each piece of the box of an atom."""
        return self._narrowed(case, atom, pieces)

    def given(self, case: Case, node: NodeId, values: Iterable[Exact]) -> list[Case]:
        """A case for each value that a node can have, nothing else being known of it."""
        return self._given(case, node, values)

    def taken(self, case: Case, node: NodeId, among: Iterable[NodeId]) -> list[Case]:
        """A case for each node whose value another one can have."""
        return [Case({**case.values, node: case.values[one]}, dict(case.atoms), case.hints) for one in among]

    # -------------------------------------------------------------- columns

    def _columns(self, case: Case) -> Iterator[Column]:
        """The corners of the case: a sum over participants is a mixture of those."""
        values = [number(case.values[node], case.boxes) for node in self.wanted]
        free = sorted({atom for value in values for atom in atoms_of(value)})
        free = [atom for atom in free if case.boxes[atom][0] != case.boxes[atom][1]]
        taken = free[:MOST_CORNERS]
        for corner in product((1, 0), repeat=len(taken)):
            boxes = dict(case.atoms)
            for atom, end in case.hints.items():
                content = boxes[atom]
                if atom not in taken and isinstance(content, tuple) and atom not in free:
                    boxes[atom] = (content[end],) * 2
            for atom, end in zip(taken, corner, strict=True):
                boxes[atom] = (case.boxes[atom][end],) * 2
            found = tuple(ends(one, boxes) for one in values)  # type: ignore[arg-type]
            yield Column(found, boxes, any(found[at][1] == 1 for at in self.places))


def _first(one: tuple[Atom, Content]) -> Atom:
    return one[0]


def _plain(value: Value) -> bool:
    return isinstance(value, Affine) and value.fixed


def _atom(operation: g.Operation) -> Atom | None:
    match operation:
        case g.Input(measurement, moment) | g.IsMissing(measurement, moment):
            return "m", measurement, moment
        case g.DateOf(moment):
            return "d", moment
        case g.HasChoice(attribute):
            return "a", attribute
    return None
