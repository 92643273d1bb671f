"""«Rekenen»: one operation on values that are all there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from resultaatcontract.model import expressions as x

from .splitting import ZERO, half_from_zero


def apply(operator: x.Operator, parts: list[Any]) -> Any:
    """One operation on values that are all there."""
    match operator:
        case x.Operator.BOTH:
            return all(parts)
        case x.Operator.EITHER:
            return any(parts)
        case x.Operator.NOT:
            return not parts[0]
        case x.Operator.HIGHEST:
            return max(parts)
        case x.Operator.LOWEST:
            return min(parts)
        case x.Operator.NEGATE:
            return -parts[0]
    one, other = parts
    match operator:
        case x.Operator.ADD:
            return one + other
        case x.Operator.SUBTRACT if isinstance(one, date):
            return Fraction((one - other).days)
        case x.Operator.SUBTRACT | x.Operator.RISE:
            return one - other
        case x.Operator.FALL:
            return other - one
        case x.Operator.MULTIPLY | x.Operator.PERCENT_OF:
            return one * other
        case x.Operator.DIVIDE:
            return one / other if other else ZERO
        case x.Operator.RELATIVE_RISE:
            return (one - other) / other if other else ZERO
        case x.Operator.RELATIVE_FALL:
            return (other - one) / other if other else ZERO
        case x.Operator.AT_LEAST:
            return one >= other
        case x.Operator.AT_MOST:
            return one <= other
        case x.Operator.MORE:
            return one > other
        case x.Operator.LESS:
            return one < other
        case x.Operator.EQUAL:
            return one == other
        case x.Operator.UNEQUAL:
            return one != other
        case x.Operator.ROUND:  # «half van nul af»
            return half_from_zero(one / other) * other
        case x.Operator.ROUND_DOWN:
            return floor(one / other) * other
        case x.Operator.ROUND_UP:
            return ceil(one / other) * other
    raise AssertionError(operator)
