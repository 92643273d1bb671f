"""Looks for results that reach a bound. What is found is run with the payment function itself before it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.contract import Contract
from ..model.expressions import Kind, Level
from ..plan.inputs import Key, Measured, Participant, Results
from ..plan.plan import Plan
from ..plan.run import run
from ..record import changed, record
from .goal import Goal, value_of
from .intervals import Exact, Interval
from .world import World, tidy

UNLIMITED = 1000  # participants tried where the contract names no highest number


@record
class Found:
    """An amount, and the results for which the plan pays it."""

    amount: Exact
    results: Results


class Search:
    """Keeps the lowest and highest amount seen for each target, over everything that was run."""

    def __init__(self, contract: Contract, plan: Plan, world: World, targets: dict[Goal, Interval]) -> None:
        self.contract = contract
        self.plan = plan
        self.world = world
        self.targets = targets
        self.lowest: dict[Goal, Found] = {}
        self.highest: dict[Goal, Found] = {}
        self.number = 0

    def start(self, examples: Sequence[Results]) -> None:
        """Run the examples, and results that are all low or all high."""
        for one in [*self._plain(), *examples]:
            self.run(one)

    def climb(self, most: int) -> None:
        """From the best so far, changing one thing at a time."""
        for target in self.targets:
            for seen, sign in ((self.lowest, -1), (self.highest, 1)):
                while not self._reached(target, sign) and self.number < most:
                    before = seen[target]
                    for step in self._changes(before.results):
                        self.run(step)
                        if self.number >= most or seen[target].amount != before.amount:
                            break
                    if seen[target].amount == before.amount:
                        break

    def run(self, results: Results) -> None:
        done = run(self.plan, results)
        self.number += 1
        for target in self.targets:
            found = Found(value_of(target, done), results)
            if target not in self.lowest or found.amount < self.lowest[target].amount:
                self.lowest[target] = found
            if target not in self.highest or found.amount > self.highest[target].amount:
                self.highest[target] = found

    def _reached(self, target: Goal, sign: int) -> bool:
        low, high = self.targets[target]
        return self.highest[target].amount == high if sign > 0 else self.lowest[target].amount == low

    # -------------------------------------------------------------- results

    def _plain(self) -> Iterator[Results]:
        """Everything at its lowest and at its highest, with nobody and with as many as there can be."""
        for end in (0, 1):
            shared = {key: values[-end] for key, values in self._values(Level.CONTRACT)}
            yield Results((), dict(shared))
            if self.contract.participants is not None:
                for last in (0, 1):
                    own: dict[Key, Measured] = {key: values[-last] for key, values in self._values(Level.PARTICIPANT)}
                    yield Results((self._participant(own),), dict(shared))

    def _participant(self, values: dict[Key, Measured]) -> Participant:
        number = self.world.people if self.world.people is not None else UNLIMITED
        days = {moment: days[0] for moment, days in self._days()}
        return Participant("d1", values, days, {name: names[0] for name, names in self.world.choices.items()}, number)

    def _values(self, level: Level) -> list[tuple[Key, list[Measured]]]:
        """Per measurement and moment some values: the ends, what lies next to them, and missing."""
        found: list[tuple[Key, list[Measured]]] = []
        for one in self.contract.measurements:
            if one.level is level:
                for moment in [moment.name for moment in one.moments] or [""]:
                    found.append(((one.name, moment), self._values_of(one.name)))
        return found

    def _values_of(self, name: str) -> list[Measured]:
        possible = self.world.measurements[name]
        missing: list[Measured] = [None] if possible.may_be_missing else []
        if possible.kind is Kind.YES_NO:
            return [False, *missing, True]
        if possible.kind is Kind.DATE:
            days: list[Measured] = list(self._calendar())
            return [days[0], *missing, *days[1:]]
        one = next(one for one in self.contract.measurements if one.name == name)
        assert one.low is not None
        assert one.high is not None
        assert one.step is not None
        assert possible.step is not None
        factor = possible.step / one.step
        steps = int((one.high - one.low) / one.step)
        numbers = sorted({min(max(at, 0), steps) for at in (0, 1, steps // 2, steps - 1, steps)})
        values = [tidy((one.low + one.step * at) * factor) for at in numbers]
        return [values[0], *missing, *values[1:]]

    def _days(self) -> Iterator[tuple[str, list[int]]]:
        for one in self.contract.moments:
            if one.level is Level.PARTICIPANT and one.after is None:
                yield one.name, self._calendar()

    def _calendar(self) -> list[int]:
        """The first day, and around each cut-off the day itself and the day after."""
        found = [self.contract.first.toordinal()]
        for one in self.contract.tranches:
            found += [one.cut_off.toordinal(), one.cut_off.toordinal() + 1]
        return sorted(dict.fromkeys(found))

    def _changes(self, results: Results) -> Iterator[Results]:
        """All results that differ in one thing."""
        for key, values in self._values(Level.CONTRACT):
            for value in values:
                if results.values.get(key) != value:
                    yield changed(results, values={**results.values, key: value})
        for index, one in enumerate(results.participants):
            for other in self._other(one):
                yield changed(
                    results, participants=(*results.participants[:index], other, *results.participants[index + 1 :])
                )
            if index == 9:  # of a long example the first are enough to vary
                break

    def _other(self, one: Participant) -> Iterator[Participant]:
        for key, values in self._values(Level.PARTICIPANT):
            for value in values:
                if one.values.get(key) != value:
                    yield changed(one, values={**one.values, key: value})
        for moment, days in self._days():
            for day in days:
                if one.dates.get(moment) != day:
                    yield changed(one, dates={**one.dates, moment: day})
        for name, names in self.world.choices.items():
            for choice in names:
                if one.choices.get(name) != choice:
                    yield changed(one, choices={**one.choices, name: choice})
