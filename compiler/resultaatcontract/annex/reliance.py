"""What depends on a measurement: for saying what holds when it is missing. Follows the plan's own rules (plan/values.py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ..model.contract import BearerLine, Contract, Indicator, Measurement
from ..model.expressions import (
    Aggregate,
    Apply,
    Expr,
    Function,
    InYear,
    Measured,
    Operator,
    OverPeriods,
    ResultOf,
    Shifted,
)
from .elements import elements
from .phrases import uses

FUNCTIONS = {
    Function.COUNT: "aantal",
    Function.SHARE: "aandeel",
    Function.SUM: "som",
    Function.AVERAGE: "gemiddelde",
}


@dataclass(frozen=True, slots=True)
class Reliance:
    """Where a measurement is used.

    `results`: outside aggregates, in the result or a condition of an indicator; `alternative`: in one that can also be
    achieved otherwise. `amounts`: in a price, limit or deduction. `tranches`: in the condition of one. `proportion`: to
    divide over payers. `functions`: the aggregates that it plays a part in; `chosen`: as the one who meets the condition of
    a share; `averaged`: as the value of an average; `within`: as what says over whom these are taken. `periods`: the
    functions over periods.
    """

    results: bool
    alternative: bool
    amounts: bool
    tranches: bool
    proportion: bool
    functions: tuple[Function, ...]
    chosen: bool
    averaged: bool
    within: bool
    periods: tuple[Function, ...]


def reliance(contract: Contract, *measurements: Measurement) -> Reliance:
    """Where the contract uses the measurement, or any of those that are told as one."""
    first, *others = (_reliance(contract, one) for one in measurements)
    for one in others:
        first = Reliance(*(_either(getattr(first, field.name), getattr(one, field.name)) for field in fields(Reliance)))
    return first


def _either(one: Any, other: Any) -> Any:
    """Whether either holds; of functions, all that occur."""
    return one or other if isinstance(one, bool) else tuple(dict.fromkeys((*one, *other)))


def _reliance(contract: Contract, measurement: Measurement) -> Reliance:
    results = [one.result for one in contract.indicators]
    results += [gate for part in (*contract.parts, *contract.indicators) for gate in part.gates]
    whole = (contract.parts, contract.participant_steps, contract.levels, contract.steps, contract.payments)
    in_tranches = [gate for tranche in contract.tranches for gate in tranche.gates]
    other = [tuple(getattr(one, name) for name in ("amount", "cap")) for one in contract.tranches]
    aggregates = [
        one for one in elements((*whole, contract.tranches, contract.year_caps)) if isinstance(one, Aggregate)
    ]
    parts = [_Part.of(contract, one, measurement) for one in dict.fromkeys(aggregates)]
    found = [part for part in parts if part.value or part.condition or part.among]
    own = [one for one in results if _outside(one, measurement)]
    amounts = [one for one in _amounts(contract) if _outside(one, measurement)]
    return Reliance(
        results=bool(own),
        alternative=any(uses(one, Operator.EITHER) for one in own),
        amounts=bool(amounts) or any(_outside(one, measurement) for one in other),
        tranches=any(_outside(one, measurement) for one in in_tranches),
        proportion=any(
            isinstance(one, BearerLine) and one.proportion is not None and one.proportion.name == measurement.name
            for one in elements(contract.payments)
        ),
        functions=tuple(one for one in FUNCTIONS if any(part.function is one for part in found)),
        chosen=any(part.function is Function.SHARE and not part.among for part in found),
        averaged=any(part.function is Function.AVERAGE and not part.condition for part in found),
        within=any(part.among or (part.function is Function.AVERAGE and part.condition) for part in found),
        periods=tuple(
            dict.fromkeys(
                one.function
                for one in elements((*whole, contract.tranches, contract.year_caps))
                if isinstance(one, OverPeriods) and _outside(one.value, measurement)
            )
        ),
    )


def _amounts(contract: Contract) -> Iterator[Any]:
    """Everything that says what is paid, apart from results and conditions of indicators."""
    for part in contract.parts:
        yield from (part.participant_steps, part.steps)
    for one in contract.indicators:
        yield from (one.price, one.participant_steps, one.period_steps, one.steps)
    yield from (contract.participant_steps, contract.levels, contract.steps, contract.year_caps)
    yield from (contract.maximum_fee, None if contract.participants is None else contract.participants.maximum_fee)
    for payment in contract.payments:
        yield from (payment.bearers, payment.order, payment.top_ups, payment.receivers)


def _outside(node: Any, measurement: Measurement) -> bool:
    """Whether the measurement is used in it, other than within an aggregate or over periods."""
    match node:
        case tuple():
            return any(_outside(one, measurement) for one in node)
        case Aggregate() | OverPeriods() | Measurement() | Indicator():
            return False
        case Measured():
            return node.measurement.name == measurement.name
    if is_dataclass(node) and not isinstance(node, type):
        return any(_outside(getattr(node, one.name), measurement) for one in fields(node) if one.compare)
    return False


@dataclass(frozen=True, slots=True)
class _Part:
    """In which parts of an aggregate a measurement plays a part, through indicators too."""

    function: Function
    value: bool
    condition: bool
    among: bool

    @classmethod
    def of(cls, contract: Contract, one: Aggregate, measurement: Measurement) -> _Part:
        parts = [
            part is not None and _behind(contract, part, measurement) for part in (one.value, one.condition, one.among)
        ]
        return cls(one.function, *parts)


def _behind(contract: Contract, value: Expr, measurement: Measurement) -> bool:
    """Whether a value per participant uses the measurement, through the results of indicators too."""
    match value:
        case Measured():
            return value.measurement.name == measurement.name
        case ResultOf(indicator=name):
            behind = [one for one in contract.indicators if one.name == name]
            return any(_behind(contract, part, measurement) for one in behind for part in (one.result, *one.gates))
        case Apply(arguments=arguments):
            return any(_behind(contract, argument, measurement) for argument in arguments)
        case Shifted(start=start) | InYear(day=Measured() as start):
            return _behind(contract, start, measurement)
    return False
