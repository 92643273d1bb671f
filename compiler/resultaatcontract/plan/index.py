"""Indexation: the factor for the year of a result, from a series of the contract."""

from __future__ import annotations

from ..model.contract import Contract, Indicator, Moment
from ..model.expressions import Apply, Expr, Kind, Level, OverPeriods
from . import graph as g
from .graph import NodeId
from .values import Values


def personal_index(contract: Contract, values: Values, indicator: Indicator, gates: tuple[Expr, ...]) -> NodeId | None:
    """By the year of a participant's result: that of the last moment of its measurements and those of its gates.

    None without indexation. A result without a date counts in the year of the final settlement.
    """
    if contract.indexation is None:
        return None
    year = values.year_of(indicator.result, *gates)
    final = _index_of(contract, values, contract.tranches[-1].day.year)
    if year is None:
        return final
    b = values.builder
    years = sorted(dict(contract.indexation.series.values))
    node = _index_of(contract, values, years[-1])
    for number in reversed(years[:-1]):
        until = b.compare(g.Relation.AT_MOST, year, b.constant(number, Kind.NUMBER))
        node = b.choose(until, _index_of(contract, values, number), node)
    return b.choose(b.compare(g.Relation.EQUAL, year, b.constant(0, Kind.NUMBER)), final, node)


def contract_index(
    contract: Contract, values: Values, indicator: Indicator, gates: tuple[Expr, ...], period: Moment | None = None
) -> NodeId | None:
    """By the year of the last fixed moment of its measurements and gates (at least that of its `period`).

    Without a moment that of the final settlement.
    """
    if contract.indexation is None:
        return None
    days = [
        moment.day
        for part in (indicator.result, *gates)
        if part.level is Level.CONTRACT
        for moment in (*(one for _, one in values.dependencies(part)), *_of_periods(part))
        if moment is not None and moment.day is not None
    ]
    if period is not None and period.day is not None:
        days.append(period.day)
    return _index_of(contract, values, max(days).year if days else contract.tranches[-1].day.year)


def _of_periods(value: Expr) -> tuple[Moment, ...]:
    """The moments of the periods over which a value is worked out."""
    match value:
        case OverPeriods(period=period):
            return period.moments
        case Apply(arguments=arguments):
            return tuple(moment for one in arguments for moment in _of_periods(one))
    return ()


def _index_of(contract: Contract, values: Values, year: int) -> NodeId:
    indexation = contract.indexation
    assert indexation is not None
    factor = indexation.series.value_in(year) / indexation.series.value_in(indexation.base_year)
    return values.builder.constant(factor, Kind.NUMBER, f"index {year}")
