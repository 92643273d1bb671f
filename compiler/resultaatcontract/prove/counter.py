"""Results written as a `voorbeeld` of the contract, with the amounts that the plan gives for them.

What is written can be pasted into the contract as it is: there it is one more example that comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ..driver import Compiled
from ..model.contract import Measurement
from ..model.expressions import Kind
from ..outputs.outcome import Outcome, pay
from ..plan import graph as g
from ..plan.inputs import Key, Measured, Participant, Results
from ..plan.plan import PARTICIPANT
from ..syntax import tree
from ..syntax.printer import print_contract
from ..text.reading import decimals

_MOST_SPELLED_OUT = 3  # more measurements that are no, are told as «overige nee»


def example_text(compiled: Compiled, results: Results, title: str) -> str:
    """The block, with a line feed at its end."""
    return print_contract(tree.Contract(None, (example_of(compiled, results, title),)))


def example_of(compiled: Compiled, results: Results, title: str) -> tree.Example:
    """The same as a tree."""
    writer = _Writer(compiled)
    lines = (*writer.given(results), *writer.expectations(pay(compiled.plan, results)))
    return tree.Example(_title(title), lines)


def fund_example_text(compiled: Compiled, results: Results, title: str, member: str, fund: str) -> str:
    """The block for the text of the fund: results of one of its contracts, and what the fund pays for it."""
    writer = _Writer(compiled)
    paid = pay(compiled.plan, results).pays.get(fund, 0)
    lines = (
        tree.ExampleMember(tree.Name(member), tuple(writer.given(results))),
        tree.Expectation(tree.ExpectMember(tree.Name(member)), writer.amount(paid)),
    )
    return print_contract(tree.Contract(None, (tree.Example(_title(title), lines),)))


def _title(words: str) -> tree.Text:
    return tree.Text(words.replace('"', "”"))


def _names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"d{number}"


class _Writer:
    def __init__(self, compiled: Compiled) -> None:
        contract = compiled.contract
        self.contract = contract
        self.measurements: dict[str, Measurement] = {one.name: one for one in contract.measurements}
        self.scale = 10 ** decimals(contract.currency)
        inputs = (node.operation for node in compiled.plan.nodes)
        self.used = {(one.measurement, one.moment) for one in inputs if isinstance(one, g.Input | g.IsMissing)}
        self.asked = {one.attribute for one in self._operations(compiled) if isinstance(one, g.HasChoice)}
        self.dated = {one.moment for one in self._operations(compiled) if isinstance(one, g.DateOf)}

    @staticmethod
    def _operations(compiled: Compiled) -> Iterator[g.Operation]:
        return (node.operation for node in compiled.plan.nodes)

    def given(self, results: Results) -> list[tree.ExampleValue]:
        """What was measured."""
        lines = [self.participant(one, name) for one, name in zip(results.participants, _names(), strict=False)]
        shared = self.assignments(results.values)
        return [*lines, tree.AssignmentLine(shared)] if shared else lines

    def participant(self, one: Participant, name: str) -> tree.ExampleValue:
        """A participant, or several that are the same."""
        days = [
            tree.AssignDate(tree.Name(moment), tree.Date(date.fromordinal(day)))
            for moment, day in one.dates.items()
            if day and moment in self.dated
        ]
        choices = [
            tree.Assign(tree.Name(attribute), None, tree.Name(choice))
            for attribute, choice in one.choices.items()
            if attribute in self.asked
        ]
        given: tuple[tree.Assignment, ...] = (*days, *choices, *self.assignments(one.values))
        if not given:
            given = (tree.Marker.OTHERS_NO,)
        if one.number == 1:
            return tree.ExampleParticipant(tree.Name(name), given)
        return tree.ExampleParticipants(tree.Number(Fraction(one.number)), tree.Name(name), given)

    def assignments(self, values: Mapping[Key, Measured]) -> tuple[tree.Assignment, ...]:
        """The values of the measurements that the calculation uses; many that are no, in two words."""
        kept = {key: value for key, value in values.items() if key in self.used}
        others = [key for key, value in kept.items() if value is False]
        few = len(others) <= _MOST_SPELLED_OUT
        found: list[tree.Assignment] = [
            tree.Assign(tree.Name(key[0]), self._moment(key), self._value(self.measurements[key[0]], value))
            for key, value in kept.items()
            if few or value is not False
        ]
        return tuple(found) if few else (*found, tree.Marker.OTHERS_NO)

    def _moment(self, key: Key) -> tree.Name | None:
        return tree.Name(key[1]) if key[1] and len(self.measurements[key[0]].moments) > 1 else None

    def _value(self, measurement: Measurement, value: Measured) -> tree.Literal | tree.Marker:
        if value is None:
            return tree.Marker.ABSENT
        match measurement.kind:
            case Kind.YES_NO:
                return tree.Marker.YES if value else tree.Marker.NO
            case Kind.DATE:
                return tree.Date(date.fromordinal(int(value)))
        number = Fraction(value)
        shown: tree.Literal
        match measurement.kind:
            case Kind.MONEY:
                shown = self.amount(abs(number))
            case Kind.PERCENT:
                shown = tree.Percent(abs(number))
            case _:
                shown = tree.Number(abs(number))
        return shown if number >= 0 else tree.Minus(shown)

    def amount(self, amount: Fraction | int) -> tree.Amount:
        return tree.Amount(Fraction(amount) / self.scale, self.contract.currency)

    def expectations(self, outcome: Outcome) -> Iterator[tree.Expectation]:
        """The total, what each party pays and receives, and every tranche that isn't the only one."""

        def expected(what: tree.Expected, amount: int) -> tree.Expectation:
            return tree.Expectation(what, self.amount(amount))

        yield expected(tree.Marker.EXPECT_TOTAL, outcome.total)
        for name, amount in outcome.pays.items():
            yield expected(tree.ExpectPays(tree.Name(name)), amount)
        for name, amount in outcome.receives.items():
            if name != PARTICIPANT:
                yield expected(tree.ExpectReceives(tree.Name(name)), amount)
        if len(outcome.tranches) > 1:
            for tranche in outcome.tranches:
                yield expected(tree.ExpectTranche(tree.Name(tranche.name)), tranche.total)


WORSE_AND_BETTER = ("het slechtere resultaat", "het betere resultaat")
BEFORE_AND_AFTER = ("vóór de stap", "na de stap")


def examples_text(
    compiled: Compiled, counter: Sequence[Results], subject: str, pair: tuple[str, str] = WORSE_AND_BETTER
) -> str:
    """A counter-example: one block, or two for a pair, each with what it is called; nothing when there is none."""
    subject = subject.rstrip(".")
    if len(counter) <= 1:
        return "".join(example_text(compiled, one, f"Tegenvoorbeeld: {subject}") for one in counter)
    titles = [f"Tegenvoorbeeld, {which}: {subject}" for which in pair]
    return "\n".join(example_text(compiled, one, title) for one, title in zip(counter, titles, strict=True))
