"""PERSON nodes as Python expressions over whole numbers, for the loop over participants in a built file.

A number is held as an integer with a known scale (a value of 6,5 with scale 2 is 13), so that the loop needs no
fractions; comparisons and sums bring both sides to one scale. Only a quotient becomes a Fraction.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from math import lcm

from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from ..record import record

_MOST_INLINE_TRANCHES = 8
MOST_TERMS = 40  # a longer sum is written as sum([…]): Python nests the terms of a + b + c
_COMPARE: dict[g.Relation, ast.cmpop] = {
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


def name(text: str) -> ast.expr:
    return ast.Name(text, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(name(function), list(arguments), [])


def binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, operator, right)


class PersonCode:
    """Makes the body of the loop: assignments for shared nodes, one expression for each result."""

    def __init__(self, plan: Plan, columns: dict[g.Operation, tuple[str, int, bool]], fixed: dict[NodeId, str]) -> None:
        """`columns`: variable, scale and whether None may occur, by input operation; `fixed`: names of contract values."""
        self.plan = plan
        self.columns = columns
        self.fixed = fixed
        self.uses: dict[NodeId, int] = {}
        self.made: dict[NodeId, Scaled] = {}
        self.lines: list[ast.stmt] = []
        self.counters: list[str] = []
        for node in plan.person_results:
            self._count(node)

    def _count(self, node: NodeId) -> None:
        self.uses[node] = self.uses.get(node, 0) + 1
        if self.uses[node] == 1:
            for argument in g.arguments(self.plan.nodes[node].operation):
                self._count(argument)

    def results(self) -> list[Scaled]:
        """The values that make up the profile, in order; fills `lines` and `counters`."""
        return [self.code(node) for node in self.plan.person_results]

    def code(self, node: NodeId) -> Scaled:
        """The expression of a node; a name when the node is used more than once."""
        if node in self.made:
            return self.made[node]
        operation = self.plan.nodes[node].operation
        found = self._operation(node, operation)
        trivial = isinstance(found.expression, ast.Name | ast.Constant)
        if isinstance(operation, g.FirstOf) or (self.uses.get(node, 0) > 1 and not trivial):
            variable = f"w{node}"
            self.lines.append(ast.Assign([ast.Name(variable, ast.Store())], found.expression))
            found = Scaled(name(variable), found.scale)
        self.made[node] = found
        return found

    def _operation(self, node: NodeId, operation: g.Operation) -> Scaled:
        if node in self.fixed and self.plan.nodes[node].layer is Layer.CONTRACT:
            return Scaled(name(self.fixed[node]))
        match operation:
            case g.Constant(value):
                if isinstance(value, Fraction):
                    return Scaled(ast.Constant(value.numerator), value.denominator)
                return Scaled(ast.Constant(value))
            case g.Input():
                variable, scale, may_miss = self.columns[operation]
                expression = name(variable)
                return Scaled(ast.BoolOp(ast.Or(), [expression, ast.Constant(0)]) if may_miss else expression, scale)
            case g.IsMissing(measurement, moment):
                variable = self.columns[g.Input(measurement, moment)][0]
                return Scaled(ast.Compare(name(variable), [ast.Is()], [ast.Constant(None)]))
            case g.DateOf():
                return Scaled(name(self.columns[operation][0]))
            case g.HasChoice(attribute, choice):
                variable = self.columns[g.HasChoice(attribute, "")][0]
                return Scaled(ast.Compare(name(variable), [ast.Eq()], [ast.Constant(choice)]))
            case g.ShiftDate(start, months, days):
                return Scaled(call("shift_day", self._plain(start), ast.Constant(months), ast.Constant(days)))
            case g.TrancheOf(day, cut_offs):
                return Scaled(self._tranche(day, cut_offs))
            case g.YearOf(day):
                return Scaled(call("year_of", self._plain(day)))
            case g.FirstOf(condition, number):
                return Scaled(self._first(node, condition, number))
            case g.Add(terms):
                parts, scale = self._same_scale(terms)
                if len(parts) > MOST_TERMS:
                    return Scaled(call("sum", ast.List(parts, ast.Load())), scale)
                total = parts[0]
                for part in parts[1:]:
                    total = binary(total, ast.Add(), part)
                return Scaled(total, scale)
            case g.Subtract(left, right):
                (one, other), scale = self._same_scale((left, right))
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
                parts, scale = self._same_scale(values)
                return Scaled(call("min" if isinstance(operation, g.Lowest) else "max", *parts), scale)
            case g.Compare(relation, left, right):
                difference, zero = self.plan.nodes[left].operation, self.plan.nodes[right].operation
                if isinstance(difference, g.Subtract) and zero == g.Constant(0):
                    left, right = difference.left, difference.right  # a − b > 0 is a > b
                (one, other), _ = self._same_scale((left, right))
                return Scaled(ast.Compare(one, [_COMPARE[relation]], [other]))
            case g.AllOf(conditions):
                return Scaled(ast.BoolOp(ast.And(), [self._plain(one) for one in conditions]))
            case g.AnyOf(conditions):
                return Scaled(ast.BoolOp(ast.Or(), [self._plain(one) for one in conditions]))
            case g.Not(condition):
                return Scaled(ast.UnaryOp(ast.Not(), self._plain(condition)))
            case g.If(condition, then, otherwise):
                (one, other), scale = self._same_scale((then, otherwise))
                return Scaled(ast.IfExp(self._plain(condition), one, other), scale)
        raise AssertionError(operation)

    def _plain(self, node: NodeId) -> ast.expr:
        found = self.code(node)
        return found.expression if found.scale == 1 else call("Fraction", found.expression, ast.Constant(found.scale))

    def _same_scale(self, nodes: tuple[NodeId, ...]) -> tuple[list[ast.expr], int]:
        parts = [self.code(node) for node in nodes]
        scale = lcm(*(part.scale for part in parts))
        return [self._times(part.expression, scale // part.scale) for part in parts], scale

    def _times(self, expression: ast.expr, factor: int) -> ast.expr:
        if factor == 1:
            return expression
        if isinstance(expression, ast.Constant) and isinstance(expression.value, int):
            return ast.Constant(expression.value * factor)
        return binary(expression, ast.Mult(), ast.Constant(factor))

    def _tranche(self, day: NodeId, cut_offs: tuple[int, ...]) -> ast.expr:
        """Written out for a few tranches; a call for more."""
        start = self._plain(day)
        if len(cut_offs) > _MOST_INLINE_TRANCHES or not isinstance(start, ast.Name):
            return call("tranche_of", start, ast.Tuple([ast.Constant(one) for one in cut_offs], ast.Load()))
        found: ast.expr = ast.Constant(len(cut_offs))
        for index, cut_off in reversed(list(enumerate(cut_offs))):
            test = ast.Compare(start, [ast.LtE()], [ast.Constant(cut_off)])
            found = ast.IfExp(test, ast.Constant(index), found)
        return ast.IfExp(start, found, ast.Constant(len(cut_offs) - 1))

    def _first(self, node: NodeId, condition: NodeId, number: int) -> ast.expr:
        """Counts along: true for the first so many."""
        counter = f"eerste{node}"
        self.counters.append(counter)
        room = ast.Compare(name(counter), [ast.Lt()], [ast.Constant(number)])
        held = f"telt{node}"
        both = ast.BoolOp(ast.And(), [call("bool", self._plain(condition)), room])
        self.lines.append(ast.Assign([ast.Name(held, ast.Store())], both))
        self.lines.append(ast.AugAssign(ast.Name(counter, ast.Store()), ast.Add(), name(held)))
        return name(held)
