"""Operations as Python expressions over whole numbers with a known scale, for a built file.

A number is held as an integer and what it must be divided by (a value of 6,5 with scale 2 is 13), so that loops over
participants and profiles need no fractions; comparisons and sums bring both sides to one scale. Only a quotient and
what is cut in proportion become a Fraction.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

from ..plan import graph as g
from ..plan.graph import Node, NodeId
from ..record import record

MOST_TERMS = 40  # a longer sum is written as sum([…]): Python nests the terms of a + b + c
COMPARE: dict[g.Relation, ast.cmpop] = {
    g.Relation.AT_LEAST: ast.GtE(),
    g.Relation.AT_MOST: ast.LtE(),
    g.Relation.MORE: ast.Gt(),
    g.Relation.LESS: ast.Lt(),
    g.Relation.EQUAL: ast.Eq(),
    g.Relation.UNEQUAL: ast.NotEq(),
}


@record
class Scaled:
    """An expression whose value is `expression / scale`."""

    expression: ast.expr
    scale: int = 1


def constant(value: object) -> ast.expr:
    """A literal; a Fraction as a call."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return ast.Constant(int(value))
        return call("Fraction", ast.Constant(value.numerator), ast.Constant(value.denominator))
    return ast.Constant(value)  # type: ignore[arg-type]


def scaled_constant(value: object) -> Scaled:
    if isinstance(value, Fraction):
        return Scaled(ast.Constant(value.numerator), value.denominator)
    return Scaled(ast.Constant(value))  # type: ignore[arg-type]


def name(text: str) -> ast.expr:
    return ast.Name(text, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(name(function), list(arguments), [])


def binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, operator, right)


def added(terms: Sequence[ast.expr]) -> ast.expr:
    """a + b + c."""
    if len(terms) > MOST_TERMS:
        return call("sum", ast.List(list(terms), ast.Load()))
    total = terms[0]
    for term in terms[1:]:
        total = binary(total, ast.Add(), term)
    return total


class ScaledCode:
    """Writes the operations that only use the values of their arguments. `code` gives an argument."""

    def __init__(self, nodes: Sequence[Node], code: Callable[[NodeId], Scaled]) -> None:
        self.nodes = nodes
        self.code = code

    def write(self, operation: g.Operation) -> Scaled:
        """The expression of an operation; an AssertionError for one that reads an input or counts along."""
        match operation:
            case g.Constant(value):
                return scaled_constant(value)
            case g.ShiftDate(start, months, days):
                return Scaled(call("shift_day", self.plain(start), ast.Constant(months), ast.Constant(days)))
            case g.TrancheOf(day, cut_offs):
                ends = ast.Tuple([ast.Constant(one) for one in cut_offs], ast.Load())
                return Scaled(call("tranche_of", self.plain(day), ends))
            case g.YearOf(day):
                return Scaled(call("year_of", self.plain(day)))
            case g.Add(terms):
                parts, scale = self.same_scale(terms)
                return Scaled(added(parts), scale)
            case g.Subtract(left, right):
                (one, other), scale = self.same_scale((left, right))
                return Scaled(binary(one, ast.Sub(), other), scale)
            case g.Multiply(left, right):
                one_scaled, other_scaled = self.code(left), self.code(right)
                product = binary(one_scaled.expression, ast.Mult(), other_scaled.expression)
                return Scaled(product, one_scaled.scale * other_scaled.scale)
            case g.Divide(left, right):
                one_scaled, other_scaled = self.code(left), self.code(right)
                quotient = call("divide", one_scaled.expression, other_scaled.expression)
                if one_scaled.scale != other_scaled.scale:
                    factor = Fraction(other_scaled.scale, one_scaled.scale)
                    quotient = binary(quotient, ast.Mult(), constant(factor))
                return Scaled(quotient)
            case g.Lowest(values) | g.Highest(values):
                parts, scale = self.same_scale(values)
                return Scaled(call("min" if isinstance(operation, g.Lowest) else "max", *parts), scale)
            case g.Compare(relation, left, right):
                difference, zero = self.nodes[left].operation, self.nodes[right].operation
                if isinstance(difference, g.Subtract) and zero == g.Constant(0):
                    left, right = difference.left, difference.right  # a − b > 0 is a > b
                (one, other), _ = self.same_scale((left, right))
                return Scaled(ast.Compare(one, [COMPARE[relation]], [other]))
            case g.AllOf(conditions):
                return Scaled(ast.BoolOp(ast.And(), [self.plain(one) for one in conditions]))
            case g.AnyOf(conditions):
                return Scaled(ast.BoolOp(ast.Or(), [self.plain(one) for one in conditions]))
            case g.Not(condition):
                return Scaled(ast.UnaryOp(ast.Not(), self.plain(condition)))
            case g.If(condition, then, otherwise):
                (one, other), scale = self.same_scale((then, otherwise))
                return Scaled(ast.IfExp(self.plain(condition), one, other), scale)
            case g.Round(value, unit, way):
                found = self.code(value)
                scale_argument = [] if found.scale == 1 else [ast.Constant(found.scale)]
                return Scaled(
                    call("round_to", found.expression, constant(unit), ast.Constant(way.value), *scale_argument)
                )
            case g.Scale(part, new, old):
                found = self.code(part)
                (one, other), _ = self.same_scale((new, old))
                return Scaled(call("scale", found.expression, one, other), found.scale)
            case g.Spread(total, weights):
                parts, scale = self.same_scale(weights)
                scale_argument = [] if scale == 1 else [ast.Constant(scale)]
                return Scaled(call("spread", self.plain(total), ast.List(parts, ast.Load()), *scale_argument))
            case g.HighestOnly(values, number):
                parts, scale = self.same_scale(values)
                return Scaled(call("highest_only", ast.List(parts, ast.Load()), ast.Constant(number)), scale)
            case g.Share(whole, index):
                found = self.code(whole)
                return Scaled(ast.Subscript(found.expression, ast.Constant(index), ast.Load()), found.scale)
        raise AssertionError(operation)

    def plain(self, node: NodeId) -> ast.expr:
        """The value itself, as a Fraction where its scale isn't one."""
        return plain(self.code(node))

    def same_scale(self, nodes: Sequence[NodeId]) -> tuple[list[ast.expr], int]:
        """The arguments in one scale."""
        parts = [self.code(node) for node in nodes]
        scale = lcm(*(part.scale for part in parts))
        return [_times(part.expression, scale // part.scale) for part in parts], scale


def plain(value: Scaled) -> ast.expr:
    if value.scale == 1:
        return value.expression
    return call("Fraction", value.expression, ast.Constant(value.scale))


def _times(expression: ast.expr, factor: int) -> ast.expr:
    if factor == 1:
        return expression
    if isinstance(expression, ast.Constant) and isinstance(expression.value, int):
        return ast.Constant(expression.value * factor)
    return binary(expression, ast.Mult(), ast.Constant(factor))
