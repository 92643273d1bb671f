"""Looks for pairs of results that differ by one step in one measurement, and pay most apart. Each is run; none proves.

A *line* is a row of results in which each next one has that measurement one step higher: of the contract, of one
participant, or (for ja/nee) of one participant more. On a line the steepest places are looked for by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TypeAlias

from ..examples import example_results
from ..model.contract import Measurement
from ..model.expressions import Kind, Level
from ..plan import graph as g
from ..plan.inputs import Key, Measured, Participant, Results
from ..plan.run import Run, run
from ..record import changed, record
from .goal import Goal, value_of
from .intervals import Exact
from .prover import Prover
from .world import tidy

MOST_NODES = 70_000  # worked out in runs, for one contract: fewer runs for a large plan
ALL_NODES = 400_000  # and no more than so many, however many measurements there are
MOST_LINES = 12  # per measurement
MOST_POINTS = 14  # of thresholds, per line
UNLIMITED = 100  # participants tried where the contract names no highest number

At = Callable[[int], Results]
# What the attributes of the participant who steps are held to.
Choices: TypeAlias = "tuple[tuple[str, frozenset[str]], ...]"


@record
class Apart:
    """Two results of which the second has one measurement a step higher, and the change of an amount."""

    change: Exact
    lower: Results
    higher: Results


@record
class Line:
    """Results by number, from 0 up to and including `last`."""

    at: At
    last: int
    choices: Mapping[str, str]  # of the participant who steps


class Lines:
    """The smallest and the greatest change seen of each goal, for one measurement at a moment after another."""

    def __init__(self, prover: Prover, goals: Mapping[Goal, Choices], watch: Callable[[Run], None]) -> None:
        compiled = prover.compiled
        self.contract, self.plan, self.world = compiled.contract, compiled.plan, prover.world
        self.goals = list(goals)
        self._own = dict(goals)
        self._watch = watch
        self.least: dict[tuple[Key, Goal], Apart] = {}
        self.most: dict[tuple[Key, Goal], Apart] = {}
        self.ends: dict[
            Key, Exact
        ] = {}  # how the first goal changes from one end of a line to the other, the first seen
        self.runs = 0
        keys = sum(max(len(one.moments), 1) for one in self.contract.measurements)
        self._most = max(MOST_NODES // (len(self.plan.nodes) * max(keys, 1)), 16)
        self._known: dict[int, tuple[Exact, ...]] = {}
        self._bases = list(self._all_bases())
        self._edges = sorted(
            {
                Fraction(node.operation.value)
                for node in self.plan.nodes
                if isinstance(node.operation, g.Constant) and not isinstance(node.operation.value, bool)
            }
        )

    def start(self) -> None:
        """Run the results that lines begin at."""
        for base in self._bases:
            if self._done():
                break
            self._watch(run(self.plan, base))
            self.runs += 1

    def explore(self, one: Measurement, moment: str) -> None:
        """Look along lines of one measurement at a moment."""
        if self._done():
            return
        key = (one.name, moment)
        until = self.runs + self._most
        lines = list(self._lines(one, key))
        for number, line in enumerate(lines):
            share = (until - self.runs) // max(len(lines) - number, 1)
            self._along(key, line, self.runs + max(share, 6), one)
            if self.runs >= until:
                break

    def _done(self) -> bool:
        return self.runs * len(self.plan.nodes) > ALL_NODES

    # -------------------------------------------------------------- results to start from

    def _all_bases(self) -> Iterator[Results]:
        examples = [example_results(one, self.contract) for one in self.contract.examples]
        for end in (1, 0):
            shared = {key: values[-end] for key, values in self._ends(Level.CONTRACT)}
            if self.contract.participants is None:
                yield Results((), shared)
                continue
            for own in (1, 0):
                values = {key: values[-own] for key, values in self._ends(Level.PARTICIPANT)}
                for number in dict.fromkeys((self._people(), 1)):
                    for choices in self._choices():
                        yield Results((Participant("d1", values, self._days(), choices, number),), shared)
            if end:
                yield from self._mixed(shared)
        yield from examples

    def _mixed(self, shared: dict[Key, Measured]) -> Iterator[Results]:
        """As many at their best as at their worst but for ja/nee: where a value of one weighs on that of all."""
        number = self._people()
        high = {key: values[1] for key, values in self._ends(Level.PARTICIPANT)}
        low = {
            key: values[0] if not isinstance(values[0], bool) else True for key, values in self._ends(Level.PARTICIPANT)
        }
        if number > 1 and low != high:
            days, choices = self._days(), next(self._choices())
            half = number // 2
            yield Results(
                (Participant("d1", low, days, choices, half), Participant("d2", high, days, choices, number - half)),
                shared,
            )

    def _people(self) -> int:
        return UNLIMITED if self.world.people is None else max(self.world.people, 1)

    def _choices(self) -> Iterator[dict[str, str]]:
        names = self.world.choices
        most = max((len(one) for one in names.values()), default=1)
        for number in range(min(most, 3)):
            yield {name: own[number % len(own)] for name, own in names.items()}

    def _days(self) -> dict[str, int]:
        own = [one for one in self.contract.moments if one.level is Level.PARTICIPANT and one.after is None]
        return {one.name: self.contract.first.toordinal() for one in own}

    def _ends(self, level: Level) -> Iterator[tuple[Key, tuple[Measured, Measured]]]:
        for one in self.contract.measurements:
            if one.level is level:
                for moment in [moment.name for moment in one.moments] or [""]:
                    yield (one.name, moment), self._range(one)

    def _range(self, one: Measurement) -> tuple[Measured, Measured]:
        """The lowest and highest value, as the plan takes them."""
        if one.kind is Kind.YES_NO:
            return False, True
        if one.low is None or one.high is None:
            day = self.contract.first.toordinal()
            return day, day
        factor = self._factor(one)
        steps = 0 if not one.step else int((one.high - one.low) / one.step)
        return tidy(one.low * factor), tidy((one.low + steps * (one.step or 0)) * factor)

    def _factor(self, one: Measurement) -> Exact:
        step = self.world.measurements[one.name].step
        return 1 if step is None or not one.step else step / one.step

    # -------------------------------------------------------------- lines

    def _lines(self, one: Measurement, key: Key) -> Iterator[Line]:
        made = 0
        for base in self._bases:
            for line in self._of_base(one, key, base):
                yield line
                made += 1
                if made >= MOST_LINES:
                    return

    def _of_base(self, one: Measurement, key: Key, base: Results) -> Iterator[Line]:
        if one.level is Level.CONTRACT:
            number, value = self._grid(one)
            yield Line(lambda at: changed(base, values={**base.values, key: value(at)}), number, {})
            return
        for index, person in enumerate(base.participants[:4]):
            others = (*base.participants[:index], *base.participants[index + 1 :])
            number, value = self._grid(one)
            if one.kind is Kind.YES_NO:
                yield Line(self._so_many(base, others, person, key), person.number, person.choices)
            else:
                yield Line(self._one_of(base, others, person, key, value), number, person.choices)

    def _grid(self, one: Measurement) -> tuple[int, Callable[[int], Measured]]:
        if one.kind is Kind.YES_NO:
            return 1, bool
        if one.low is None or one.high is None or not one.step:
            return 0, lambda at: at
        low, step, factor = one.low, one.step, self._factor(one)
        return int((one.high - low) / step), lambda at: tidy((low + at * step) * factor)

    @staticmethod
    def _so_many(base: Results, others: tuple[Participant, ...], person: Participant, key: Key) -> At:
        def at(number: int) -> Results:
            rows = []
            for value, people in ((True, number), (False, person.number - number)):
                if people:
                    name = f"{person.pseudonym}{'' if value else 'x'}"
                    rows.append(changed(person, pseudonym=name, values={**person.values, key: value}, number=people))
            return changed(base, participants=(*rows, *others))

        return at

    @staticmethod
    def _one_of(
        base: Results, others: tuple[Participant, ...], person: Participant, key: Key, value: Callable[[int], Measured]
    ) -> At:
        def at(number: int) -> Results:
            rows = [changed(person, values={**person.values, key: value(number)}, number=1)]
            if person.number > 1:
                rows.append(changed(person, pseudonym=f"{person.pseudonym}x", number=person.number - 1))
            return changed(base, participants=(*rows, *others))

        return at

    # -------------------------------------------------------------- along a line

    def _along(self, key: Key, line: Line, until: int, one: Measurement) -> None:
        if not line.last:
            return
        self._known = {}
        points = sorted(dict.fromkeys(self._points(line, one)))
        for number in points:
            if self.runs >= until and number not in (0, line.last):
                continue
            self._value(line, number)
        ends = self._value(line, line.last)[0] - self._value(line, 0)[0]
        if ends:
            self.ends.setdefault(key, ends)
        self._note(key, line, list(self._known))
        # The steepest stretch first; of equal ones the lowest.
        waiting = [self._stretch(line, low, high) for low, high in pairwise(sorted(self._known)) if high - low > 1]
        heapify(waiting)
        while waiting and self.runs < until:
            _, low, high = heappop(waiting)
            middle = (low + high) // 2
            self._value(line, middle)
            self._note(key, line, [middle + 1, middle])
            for start, end in ((low, middle), (middle, high)):
                if end - start > 1:
                    heappush(waiting, self._stretch(line, start, end))

    def _points(self, line: Line, one: Measurement) -> Iterator[int]:
        yield from (0, 1, line.last - 1, line.last, line.last // 2)
        if one.kind is Kind.YES_NO or one.low is None or not one.step:
            return
        factor = self._factor(one)
        edges = [(edge / factor - one.low) / one.step for edge in self._edges]
        inside = [edge for edge in edges if 0 < edge < line.last]
        for edge in inside[:MOST_POINTS]:
            for number in (int(edge) - 1, int(edge), int(edge) + 1):
                if 0 <= number <= line.last:
                    yield number

    def _value(self, line: Line, number: int) -> tuple[Exact, ...]:
        found = self._known.get(number)
        if found is None:
            done = run(self.plan, line.at(number))
            self.runs += 1
            self._watch(done)
            found = self._known[number] = tuple(value_of(goal, done) for goal in self.goals)
        return found

    def _note(self, key: Key, line: Line, numbers: Iterable[int]) -> None:
        """Keep the largest changes over the steps that end at these points, as far as both of their ends are known."""
        for number in numbers:
            before, after = self._known.get(number - 1), self._known.get(number)
            if before is None or after is None:
                continue
            for index, goal in enumerate(self.goals):
                if any(line.choices.get(name, "") not in own for name, own in self._own[goal] if line.choices):
                    continue
                change = after[index] - before[index]
                for seen, sign in ((self.least, -1), (self.most, 1)):
                    old = seen.get((key, goal))
                    if old is None or change * sign > old.change * sign:
                        seen[key, goal] = Apart(change, line.at(number - 1), line.at(number))

    def _stretch(self, line: Line, low: int, high: int) -> tuple[Exact, int, int]:
        """A stretch between two known points, to be halved: the more a goal changes over it, the sooner; and sooner still
        when it changes against the rest of the line. Of equal ones the longer."""
        steepest: Exact = 0
        for before, after, first, last in zip(
            self._known[low], self._known[high], self._known[0], self._known[line.last], strict=True
        ):
            change = after - before
            far = -change if change < 0 else change
            steepest = max(steepest, far * 1000 if change * (last - first) < 0 else far)
        return -(steepest * line.last * 10**6 + high - low), low, high
