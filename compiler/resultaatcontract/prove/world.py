"""What results can be: the range of every measurement, the choices, the number of participants."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.contract import Contract, Measurement, Missing
from ..model.expressions import Kind
from ..plan.inputs import Measured
from ..record import record
from ..text.reading import decimals
from .intervals import ANY, YES_NO, Exact, Interval


@record
class Possible:
    """Of one measurement: the interval of what the plan reads (zero when missing), and whether it may be missing."""

    kind: Kind
    interval: Interval
    measured: Interval  # when it isn't missing
    may_be_missing: bool
    step: Exact | None  # between values that can be measured; None for ja/nee and dates


@record
class World:
    """All possible results of a contract. `people` is None when the contract names no highest number."""

    measurements: Mapping[str, Possible]
    choices: Mapping[str, tuple[str, ...]]
    people: int | None


def world_of(contract: Contract) -> World:
    scale = 10 ** decimals(contract.currency)
    people: int | None = 0
    if contract.participants is not None:
        people = contract.participants.maximum_number
    return World(
        measurements={one.name: _possible(one, scale) for one in contract.measurements},
        choices={one.name: tuple(name for name, _ in one.choices) for one in contract.attributes},
        people=people,
    )


def _possible(one: Measurement, scale: int) -> Possible:
    missing = one.missing is not Missing.ERROR
    if one.kind is Kind.YES_NO:
        return Possible(one.kind, YES_NO, YES_NO, missing, None)
    if one.kind is Kind.DATE or one.low is None or one.high is None:
        days = (0, None) if one.kind is Kind.DATE else ANY
        return Possible(one.kind, days, days, missing, None)
    factor = scale if one.kind is Kind.MONEY else 1
    low, high = measured = one.low * factor, one.high * factor
    if missing:
        low, high = min(low, low * 0), max(high, high * 0)
    return Possible(one.kind, (low, high), measured, missing, None if one.step is None else one.step * factor)


def tidy(value: Exact) -> Measured:
    """As the plan takes it: an int where it is one."""
    return int(value) if value.denominator == 1 else value
