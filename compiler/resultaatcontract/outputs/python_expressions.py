"""Operations of the contract's layer as Python, in exact numbers: what is worked out once needs no scales."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ..plan import graph as g
from ..plan.graph import Node, NodeId
from .scaled import COMPARE, added, binary, call, constant, name


def expression(node: Node, arg: Callable[[NodeId], ast.expr]) -> ast.expr:
    """The operation of a node; `arg` gives an argument. An AssertionError for one that is no operation of the contract."""

    def many(ones: tuple[NodeId, ...]) -> ast.expr:
        return ast.List([arg(one) for one in ones], ast.Load())

    match node.operation:
        case g.Sum(value):
            return binary(arg(value), ast.Mult(), name("deelnemers"))
        case g.Add(terms):
            return added([arg(one) for one in terms])
        case g.Subtract(left, right):
            return binary(arg(left), ast.Sub(), arg(right))
        case g.Multiply(left, right):
            return binary(arg(left), ast.Mult(), arg(right))
        case g.Divide(left, right):
            return call("divide", arg(left), arg(right))
        case g.Lowest(values):
            return call("min", *(arg(one) for one in values))
        case g.Highest(values):
            return call("max", *(arg(one) for one in values))
        case g.Compare(relation, left, right):
            return ast.Compare(arg(left), [COMPARE[relation]], [arg(right)])
        case g.AllOf(conditions):
            return ast.BoolOp(ast.And(), [arg(one) for one in conditions])
        case g.AnyOf(conditions):
            return ast.BoolOp(ast.Or(), [arg(one) for one in conditions])
        case g.Not(condition):
            return ast.UnaryOp(ast.Not(), arg(condition))
        case g.If(condition, then, otherwise):
            return ast.IfExp(arg(condition), arg(then), arg(otherwise))
        case g.Round(value, unit, way):
            return call("round_to", arg(value), constant(unit), ast.Constant(way.value))
        case g.Scale(part, new, old):
            return call("scale", arg(part), arg(new), arg(old))
        case g.Spread(total, weights):
            return call("spread", arg(total), many(weights))
        case g.HighestOnly(values, number):
            return call("highest_only", many(values), ast.Constant(number))
        case g.Share(whole, index):
            return ast.Subscript(arg(whole), ast.Constant(index), ast.Load())
        case g.ShiftDate(start, months, days):
            return call("shift_day", arg(start), ast.Constant(months), ast.Constant(days))
        case g.TrancheOf(day, cut_offs):
            ends = ast.Tuple([ast.Constant(one) for one in cut_offs], ast.Load())
            return call("tranche_of", arg(day), ends)
        case g.YearOf(day):
            return call("year_of", arg(day))
        case g.Paid(tranche, way, payment, party, computed):
            key = ast.parse(repr((tranche, way, payment, party)), mode="eval").body
            return ast.Call(ast.Attribute(name("betaald"), "get", ast.Load()), [key, arg(computed)], [])
        case g.Granted(wanted=wanted):
            # What a fund grants isn't known to one contract by itself.
            return arg(wanted)
    raise AssertionError(node)
