"""Between which values an expression can lie, from the ranges of the measurements. None: no bound known.

Interval arithmetic: safe (never too narrow), not always tight.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from ..text import writing
from .expressions import (
    Aggregate,
    Apply,
    Expr,
    Function,
    Given,
    InYear,
    Kind,
    Literal,
    Measured,
    Operator,
    OverPeriods,
    PrincipalOf,
)

Interval: TypeAlias = "tuple[Fraction | None, Fraction | None]"
_UNKNOWN: Interval = (None, None)


def bounds(value: Expr, people: int | None = None) -> Interval:
    """The lowest and highest value; `people` is the highest number of participants, when there is one."""
    match value:
        case Literal(value=known):
            return (known, known) if isinstance(known, Fraction) else _UNKNOWN
        case Given(constant=constant):
            known_value = constant.value
            return (known_value, known_value) if isinstance(known_value, Fraction) else _UNKNOWN
        case PrincipalOf(loan=loan):
            return (loan.principal, loan.principal)
        case Measured(measurement=measurement):
            return (measurement.low, measurement.high)
        case InYear(series=series):
            yearly = [found for _, found in series.values]
            return (min(yearly), max(yearly))
        case Aggregate(function=function, value=inner):
            return _aggregate(function, inner, people)
        case OverPeriods(function=function, value=inner, period=period):
            low, high = bounds(inner, people)
            number = 1 if function is Function.AVERAGE else len(period.moments)
            zero = Fraction(0)  # before any period is known
            return (
                None if low is None else min(low * number, zero),
                None if high is None else max(high * number, zero),
            )
        case Apply(operator=operator, arguments=arguments):
            return _apply(operator, [bounds(argument, people) for argument in arguments])
    return _UNKNOWN


def is_whole(value: Expr) -> bool:
    """Whether the value can only be a whole number."""
    match value:
        case Literal(value=known):
            return isinstance(known, Fraction) and known.denominator == 1
        case Given(constant=constant):
            return isinstance(constant.value, Fraction) and constant.value.denominator == 1
        case Measured(measurement=measurement):
            return measurement.whole
        case InYear(series=series):
            return all(found.denominator == 1 for _, found in series.values)
        case OverPeriods(function=function, value=inner):
            return function is Function.SUM and is_whole(inner)
        case Aggregate(function=function, value=inner):
            return function is Function.COUNT or (function is Function.SUM and inner is not None and is_whole(inner))
        case Apply(operator=operator, arguments=arguments, kind=kind):
            safe = (
                Operator.ADD,
                Operator.SUBTRACT,
                Operator.MULTIPLY,
                Operator.NEGATE,
                Operator.HIGHEST,
                Operator.LOWEST,
                Operator.RISE,
                Operator.FALL,
            )
            if operator in (Operator.ROUND, Operator.ROUND_DOWN, Operator.ROUND_UP):
                return kind is Kind.NUMBER and is_whole(arguments[1])
            dates = all(argument.kind is Kind.DATE for argument in arguments)
            return kind is Kind.NUMBER and operator in safe and (dates or all(is_whole(a) for a in arguments))
    return False


def _aggregate(function: Function, inner: Expr | None, people: int | None) -> Interval:
    zero = Fraction(0)
    top = None if people is None else Fraction(people)
    match function:
        case Function.COUNT:
            return (zero, top)
        case Function.SHARE:
            return (zero, Fraction(1))
    if inner is None:
        return _UNKNOWN  # after a finding
    low, high = bounds(inner, people)
    if function is Function.AVERAGE:
        return (None if low is None else min(low, zero), None if high is None else max(high, zero))
    return (_times(low, top, zero, min), _times(high, top, zero, max))


def _times(bound: Fraction | None, top: Fraction | None, zero: Fraction, pick: object) -> Fraction | None:
    """The bound of a sum over nobody up to everybody."""
    if bound is None:
        return None
    if (pick is min and bound >= 0) or (pick is max and bound <= 0):
        return zero
    return None if top is None else bound * top


def _apply(operator: Operator, parts: list[Interval]) -> Interval:
    match operator:
        case Operator.ADD:
            (a, b), (c, d) = parts
            return (_plus(a, c), _plus(b, d))
        case Operator.SUBTRACT | Operator.RISE:
            (a, b), (c, d) = parts
            return (_minus(a, d), _minus(b, c))
        case Operator.FALL:
            (a, b), (c, d) = parts
            return (_minus(c, b), _minus(d, a))
        case Operator.NEGATE:
            ((a, b),) = parts
            return (None if b is None else -b, None if a is None else -a)
        case Operator.MULTIPLY | Operator.PERCENT_OF:
            return _product(parts[0], parts[1])
        case Operator.DIVIDE:
            return _quotient(parts[0], parts[1])
        case Operator.HIGHEST:
            lows = [low for low, _ in parts if low is not None]
            highs = [high for _, high in parts if high is not None]
            return (max(lows) if lows else None, max(highs) if len(highs) == len(parts) else None)
        case Operator.LOWEST:
            lows = [low for low, _ in parts if low is not None]
            highs = [high for _, high in parts if high is not None]
            return (min(lows) if len(lows) == len(parts) else None, min(highs) if highs else None)
        case Operator.RELATIVE_RISE | Operator.RELATIVE_FALL:
            return _relative(operator, parts)
        case Operator.ROUND | Operator.ROUND_DOWN | Operator.ROUND_UP:
            (low, high), (unit, _) = parts
            if unit is None:
                return _UNKNOWN
            # Rounding keeps the order and moves nothing by a whole unit.
            return (
                None if low is None else floor(low / unit) * unit,
                None if high is None else ceil(high / unit) * unit,
            )
    return _UNKNOWN


def _relative(operator: Operator, parts: list[Interval]) -> Interval:
    (later_low, later_high), (base_low, base_high) = parts
    known = later_low is not None and later_high is not None and base_low is not None and base_high is not None
    if not known or base_low < 0 or later_low < 0:  # type: ignore[operator]
        return _UNKNOWN
    # A base of zero counts as no change, so only positive bases matter; the change is at least −100%.
    one = Fraction(1)
    fall_high = one if later_low == 0 else (one - later_low / base_high if base_high else Fraction(0))  # type: ignore[operator]
    fall_high = max(fall_high, Fraction(0))
    fall_low = None if base_low == 0 else min(one - later_high / base_low, Fraction(0))  # type: ignore[operator]
    if operator is Operator.RELATIVE_FALL:
        return (fall_low, fall_high)
    return (-fall_high, None if fall_low is None else -fall_low)


def _plus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other


def _minus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def _product(one: Interval, other: Interval) -> Interval:
    (a, b), (c, d) = one, other
    if a is not None and b is not None and c is not None and d is not None:
        corners = [a * c, a * d, b * c, b * d]
        return (min(corners), max(corners))
    if a is not None and a >= 0 and c is not None and c >= 0:
        return (a * c, None if b is None or d is None else b * d)
    return _UNKNOWN


def _quotient(one: Interval, other: Interval) -> Interval:
    (c, d) = other
    if c is None or d is None or c <= 0 <= d:
        return _UNKNOWN
    return _product(one, (1 / d, 1 / c))


def day_bounds(value: date) -> Fraction:
    """A date as a number on the calendar's line of days."""
    return Fraction(value.toordinal())


def show(value: Fraction, kind: Kind, currency: str) -> str:
    """A value in Dutch notation, by its kind."""
    match kind:
        case Kind.PERCENT:
            return writing.percent(value)
        case Kind.MONEY:
            return writing.money(value, currency)
    return writing.number(value)
