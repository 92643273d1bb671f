"""Contracts with results: hypothesis strategies, and the same from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.model.contract import Measurement, Missing
from resultaatcontract.model.expressions import Kind, Level
from resultaatcontract.plan.inputs import Key, Measured, Participant, Results
from resultaatcontract.text.reading import decimals
from resultaatcontract.text.source import Source

from .contract_texts import Choices, Chooser, contract_text

MOST_PARTICIPANTS = 7


@dataclass(frozen=True, slots=True)
class Case:
    """A contract, and measurements for it."""

    compiled: Compiled
    results: Results

    def __repr__(self) -> str:
        """What a reader of a failing test needs: the text and the results."""
        shown = "\n".join(f"  {row}" for row in self.results.participants)
        return f"Case\n{self.compiled.source.text}\n{shown}\n  {dict(self.results.values)}"


@dataclass(slots=True)
class Drawn:
    """Choices drawn by hypothesis."""

    draw: st.DrawFn

    def integer(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))


@dataclass(slots=True)
class Seeded:
    """Choices from a random number generator with a seed."""

    random: Random

    def integer(self, low: int, high: int) -> int:
        return self.random.randint(low, high)


# ------------------------------------------------------------------ results


def results_for(compiled: Compiled, chooser: Chooser, most: int = MOST_PARTICIPANTS) -> Results:
    """Measurements for any contract: within range, on the grid of steps, missing where the contract allows it."""
    choices = Choices(chooser)
    contract = compiled.contract
    people = contract.participants
    limit = most if people is None or people.maximum_number is None else min(most, people.maximum_number)
    number = choices.number(0, limit) if people is not None else 0
    rows = []
    for index in range(number):
        rows.append(
            Participant(
                pseudonym=f"d{index + 1}",
                values=dict(_values(compiled, Level.PARTICIPANT, choices)),
                dates=dict(_dates(compiled, choices)),
                choices={one.name: choices.pick([name for name, _ in one.choices]) for one in contract.attributes},
            )
        )
    return Results(tuple(rows), dict(_values(compiled, Level.CONTRACT, choices)))


def _values(compiled: Compiled, level: Level, choices: Choices) -> Iterator[tuple[Key, Measured]]:
    scale = 10 ** decimals(compiled.contract.currency)
    for one in compiled.contract.measurements:
        if one.level is level:
            for moment in [moment.name for moment in one.moments] or [""]:
                yield (one.name, moment), _value(one, scale, compiled, choices)


def _value(one: Measurement, scale: int, compiled: Compiled, choices: Choices) -> Measured:
    if one.missing is not Missing.ERROR and choices.chance(20):
        return None
    if one.kind is Kind.YES_NO:
        return choices.chance(60)
    if one.kind is Kind.DATE:
        return _day(compiled, choices)
    assert one.low is not None
    assert one.high is not None
    assert one.step is not None
    steps = int((one.high - one.low) / one.step)
    # The ends matter most; else anywhere in between.
    where = choices.pick((0, steps, -1, -1, -1))
    value = one.low + one.step * (choices.number(0, steps) if where < 0 else where)
    value *= scale if one.kind is Kind.MONEY else 1
    return int(value) if value.denominator == 1 else value


def _day(compiled: Compiled, choices: Choices) -> int:
    first, last = compiled.contract.first, compiled.contract.run_off or compiled.contract.last
    return choices.number(first.toordinal() - 40, last.toordinal() + 40)


def _dates(compiled: Compiled, choices: Choices) -> Iterator[tuple[str, int]]:
    needed = {moment.base.name for moment in compiled.contract.days_of_years}
    for moment in compiled.contract.moments:
        left_out = choices.chance(10) and moment.name not in needed
        if moment.level is Level.PARTICIPANT and moment.after is None and not left_out:
            yield moment.name, _day(compiled, choices)


def source(text: str) -> Source:
    return Source("gemaakt.rc", text)


def case_of(chooser: Chooser) -> Case:
    """A generated contract that compiles, with results."""
    compiled = compile_source(source(contract_text(chooser)))
    return Case(compiled, results_for(compiled, chooser))


# ------------------------------------------------------------------ strategies


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The texts of generated contracts."""
    return contract_text(Drawn(draw))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Generated contracts with results."""
    return case_of(Drawn(draw))


def results_of(compiled: Compiled) -> st.SearchStrategy[Results]:
    """Results for one contract."""

    @st.composite
    def results(draw: st.DrawFn) -> Results:
        return results_for(compiled, Drawn(draw))

    return results()


def seeded_cases(seed: int, number: int) -> Iterator[Case]:
    """The same cases for the same seed, without hypothesis."""
    for index in range(number):
        yield case_of(Seeded(Random(f"{seed}/{index}")))
