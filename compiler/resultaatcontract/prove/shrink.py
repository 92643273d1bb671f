"""Makes a counter-example small: few participants, few measurements that aren't neutral, round numbers.

Greedy: it tries simpler results, one change at a time, and keeps a change when what is wrong stays wrong. What is wrong
is asked of the caller, who runs the plan for it; so whatever comes out is a counter-example still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ..model.contract import Contract, Measurement
from ..model.expressions import Kind
from ..plan.inputs import Measured, Participant, Results
from ..record import changed
from ..text.reading import decimals
from .world import World, tidy

MOST = 400  # simpler results that are tried
_MOST_DIGITS = 10  # of a round number

Wrong = Callable[[Results], bool]


def shrunk(contract: Contract, world: World, start: Results, wrong: Wrong, most: int = MOST) -> Results:
    """The simplest results that were found for which `wrong` still holds; `start` itself when nothing simpler does."""
    best, tried = start, 0
    improved = True
    while improved and tried < most:
        improved = False
        for one in _simpler(contract, world, best):
            tried += 1
            if wrong(one):
                best, improved = one, True
                break
            if tried >= most:
                break
    return best


def _simpler(contract: Contract, world: World, old: Results) -> Iterator[Results]:
    """Results that are simpler in one respect, the greatest simplification first."""
    people = old.participants
    if people:
        yield changed(old, participants=())
    for index in range(len(people)):
        if len(people) > 1:
            yield changed(old, participants=(*people[:index], *people[index + 1 :]))
    for index, one in enumerate(people):
        for number in _smaller(one.number):
            yield _with(old, index, changed(one, number=number))
    neutral = _neutral(contract)
    for key, value in old.values.items():
        for other in neutral[key[0]]:
            if other == value:
                break
            yield changed(old, values={**old.values, key: other})
    for index, one in enumerate(people):
        yield from (_with(old, index, simpler) for simpler in _simpler_person(contract, world, one, neutral))


def _simpler_person(
    contract: Contract, world: World, old: Participant, neutral: dict[str, list[Measured]]
) -> Iterator[Participant]:
    for key, value in old.values.items():
        for other in neutral[key[0]]:
            if other == value:
                break
            yield changed(old, values={**old.values, key: other})
    for moment, day in old.dates.items():
        if day != contract.first.toordinal():
            yield changed(old, dates={**old.dates, moment: contract.first.toordinal()})
    for attribute, choice in old.choices.items():
        first = world.choices[attribute][0]
        if choice != first:
            yield changed(old, choices={**old.choices, attribute: first})


def _with(old: Results, index: int, one: Participant) -> Results:
    return changed(old, participants=(*old.participants[:index], one, *old.participants[index + 1 :]))


def _smaller(number: int) -> Iterator[int]:
    """Fewer participants: one, round numbers, half, one less."""
    for other in dict.fromkeys((1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, number // 2, number - 1)):
        if 0 < other < number:
            yield other


def _neutral(contract: Contract) -> dict[str, list[Measured]]:
    """Per measurement its values from the most neutral on: nothing happened, then rounder numbers before others."""
    scale = 10 ** decimals(contract.currency)
    found: dict[str, list[Measured]] = {}
    for one in contract.measurements:
        if one.kind is Kind.YES_NO:
            found[one.name] = [False, True]
        elif one.kind is Kind.DATE:
            found[one.name] = [contract.first.toordinal()]
        else:
            found[one.name] = _round_numbers(one, scale if one.kind is Kind.MONEY else 1)
    return found


def _round_numbers(one: Measurement, factor: int) -> list[Measured]:
    """Values in the range of a measurement: zero or what lies nearest to it, then round numbers, the smallest first."""
    assert one.low is not None
    assert one.high is not None
    low, high, step = one.low, one.high, one.step
    wanted = [Fraction(0), low]
    unit = Fraction(1, 100) if one.kind is Kind.PERCENT else Fraction(1)
    wanted += [unit * 10**power * times for power in range(_MOST_DIGITS) for times in (1, 2, 5)]
    wanted += [high, (low + high) / 2]
    found: list[Measured] = []
    for value in wanted:
        inside = min(max(value, low), high)
        if step is not None:
            inside = low + ((inside - low) // step) * step
        measured = tidy(inside * factor)
        if measured not in found:
            found.append(measured)
    return found
