"""From a point of a linear program to results that can be run: whole people, and values that can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from ..model.contract import Contract
from ..model.expressions import Kind, Level
from ..plan import graph as g
from ..plan.inputs import Key, Measured, Participant, Results
from ..plan.plan import Plan
from ..record import changed
from .cohort import Column
from .intervals import Exact
from .program import Point
from .world import World, tidy


def scenarios(contract: Contract, plan: Plan, world: World, point: Point, base: Results) -> Iterator[Results]:
    """Results near a point. What the point leaves open is as in `base`."""
    values = dict(base.values)
    for node, value in point.inputs.items():
        operation = plan.nodes[node].operation
        match operation:
            case g.Input(measurement, moment):
                values[measurement, moment] = _on_grid(contract, world, measurement, value)
            case g.IsMissing(measurement, moment) if value == 1:
                values[measurement, moment] = None
    if not point.people or contract.participants is None:
        yield changed(base, values=values)
        return
    # Whoever is among the first stands in front.
    columns = sorted(point.people, key=lambda one: not one[0].first)
    seen = []
    for way in (floor, ceil, round):
        numbers = [way(number) for _, number in columns]
        if world.people is not None:
            left = world.people
            for at, number in enumerate(numbers):
                numbers[at] = min(number, left)
                left -= numbers[at]
        if numbers in seen:
            continue
        seen.append(numbers)
        rows = tuple(
            _participant(f"d{at + 1}", column, number, contract, world)
            for at, ((column, _), number) in enumerate(zip(columns, numbers, strict=True))
            if number
        )
        yield Results(rows, values)


def _on_grid(contract: Contract, world: World, name: str, value: Exact) -> Measured:
    possible = world.measurements[name]
    if possible.kind is Kind.YES_NO:
        return value >= Fraction(1, 2)
    if possible.kind is Kind.DATE:
        return int(value) or None
    low, high = possible.measured
    if low is None or high is None or possible.step is None:
        return tidy(value)
    inside = min(max(value, low), high)
    return tidy(low + possible.step * ((inside - low) // possible.step))


def _participant(name: str, column: Column, number: int, contract: Contract, world: World) -> Participant:
    values: dict[Key, Measured] = {}
    for one in contract.measurements:
        if one.level is Level.PARTICIPANT:
            for moment in [moment.name for moment in one.moments] or [""]:
                values[one.name, moment] = _measured(one.name, moment, column, contract, world)
    days: dict[str, int] = {}
    for moment_ in contract.moments:
        if moment_.level is Level.PARTICIPANT and moment_.after is None:
            known = column.atoms.get(("d", moment_.name), (contract.first.toordinal(),) * 2)
            if isinstance(known, tuple):
                days[moment_.name] = _within(known, contract.first.toordinal())
    choices = {}
    for attribute, names in world.choices.items():
        chosen = column.atoms.get(("a", attribute))
        choices[attribute] = chosen if isinstance(chosen, str) else names[0]
    return Participant(name, values, days, choices, number)


def _within(box: tuple[Exact, Exact], day: int) -> int:
    return int(min(max(day, box[0]), box[1]))


def _measured(name: str, moment: str, column: Column, contract: Contract, world: World) -> Measured:
    possible = world.measurements[name]
    atom = ("m", name, moment)
    if atom not in column.atoms:
        if possible.kind is Kind.YES_NO:
            return False
        if possible.kind is Kind.DATE:
            return contract.first.toordinal()
        return tidy(possible.measured[0] or 0)
    known = column.atoms[atom]
    if not isinstance(known, tuple):
        return None
    if possible.kind is Kind.YES_NO:
        return known[0] == 1
    if possible.kind is Kind.DATE:
        return _within(known, contract.first.toordinal())
    return tidy(known[0])
