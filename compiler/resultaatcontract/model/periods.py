"""Periods: equal parts of the term. What is said «per kwartaal» holds for each of them apart.

A rule that is per period is typed once, with `Period.each` standing for the moment of whichever period it is; `in_period`
puts the moment of one period in its place.
"""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any, TypeVar

from .. import checks
from ..syntax import tree
from ..text.calendar import shift
from .context import Context, readable, reason
from .contract import Indicator, Moment, Period, RebatePrice
from .expressions import DayOf, Level, Measured, OverPeriods, ResultOf

T = TypeVar("T")

_MONTHS = {"elk jaar": 12, "elk halfjaar": 6, "elk kwartaal": 3, "elke maand": 1}
_MOST = 480  # forty years of months


def period(node: tree.Period, first: date, last: date, context: Context) -> Period | None:
    """The period with its moments; a finding when the days aren't a whole number of periods."""
    start = first if node.first is None else node.first.value
    end = last if node.last is None else node.last.value
    title = node.title.value if node.title is not None else readable(node.name)
    months = _MONTHS[node.every]
    ends: list[date] = []
    while len(ends) < _MOST and (not ends or ends[-1] < end):
        ends.append(shift(start, months * (len(ends) + 1), 0) - timedelta(days=1))
    if end < start or ends[-1] != end:
        # The last whole period within the days; when there is none, the first.
        whole = max((day for day in ends if day <= end), default=ends[0])
        given = node.first is not None
        context.findings.add(checks.rc508_range.no_whole_periods(node.span, node.every, start, end, whole, given))
        return None
    calendar_years = months == 12 and start.month == start.day == 1
    made = []
    for number, day in enumerate(ends, 1):
        suffix = str(day.year) if calendar_years else str(number)
        name = tree.Name(f"{node.name.text}_{suffix}", span=node.name.span)
        moment = Moment(span=node.span, name=name.text, title=f"{title} {suffix}", level=Level.CONTRACT, day=day)
        if context.moments.reserve(name):
            context.moments.declare(name, moment)
            context.moments.used.add(name.text)
        made.append(dataclasses.replace(moment, period=node.name.text))
        context.moments.items[name.text] = made[-1]
    each = Moment(span=node.span, name=node.name.text, title=title, level=Level.CONTRACT, period=node.name.text)
    return Period(
        span=node.span,
        assumption=reason(node.assumption),
        name=node.name.text,
        title=title,
        every=node.every,
        first=start,
        last=end,
        moments=tuple(made),
        each=each,
    )


def in_period(value: T, each: Moment, moment: Moment) -> T:
    """A rule, an expression or a tuple of them, for one period."""
    return _replaced(value, each.name, moment)  # type: ignore[no-any-return]


def _replaced(value: Any, period_name: str, moment: Moment) -> Any:
    match value:
        case Measured() if value.moment is not None and value.moment.name == period_name and value.moment.day is None:
            return dataclasses.replace(value, moment=moment)
        case DayOf() if value.moment.name == period_name and value.moment.day is None:
            return dataclasses.replace(value, moment=moment)
        case ResultOf(period=named) if named == period_name:
            return dataclasses.replace(value, indicator=period_indicator(value.indicator, moment), period=None)
        case OverPeriods():
            return value  # has periods of its own
        case tuple() if type(value) is tuple:  # a span is one too
            return tuple(_replaced(one, period_name, moment) for one in value)
        case Moment():
            return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith(_MODEL):
        changes = {}
        for one in dataclasses.fields(value):
            old = getattr(value, one.name)
            if type(old) is tuple or dataclasses.is_dataclass(old):
                new = _replaced(old, period_name, moment)
                if new is not old:
                    changes[one.name] = new
        return dataclasses.replace(value, **changes) if changes else value
    return value


_MODEL = Measured.__module__.rpartition(".")[0] + "."  # whatever module of the model a record is in


def period_indicator(name: str, moment: Moment) -> str:
    """The name of an indicator in one period; no name in a contract can be like it."""
    return f"{name}@{moment.name}"


def of_period(indicator: Indicator, period: Period, moment: Moment) -> Indicator:
    """An indicator as it is in one period, with the steps that hold per period, and those of the whole left out."""
    made = in_period(indicator, period.each, moment)
    price = made.price
    if isinstance(price, RebatePrice) and price.first is None:
        price = dataclasses.replace(price, first=period.first_day(moment), last=moment.day)
    return dataclasses.replace(
        made,
        price=price,
        name=period_indicator(indicator.name, moment),
        title=f"{indicator.title}, {moment.title}",
        steps=made.period_steps,
        period_steps=(),
        period=None,
    )
