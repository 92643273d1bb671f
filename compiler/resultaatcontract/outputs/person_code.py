"""PERSON nodes as Python expressions over whole numbers, for the loop over participants in a built file."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from ..record import record
from .python_inputs import Column
from .scaled import Scaled, ScaledCode, call, name

_MOST_INLINE_TRANCHES = 8


@record
class Places:
    """The places of a `FirstOf`: `left` holds how many there are, for each rank when there is one.

    `condition` and `rank` may use what the lines before the line numbered `before` assign.
    """

    node: NodeId
    left: str
    number: int
    before: int
    condition: ast.expr
    rank: ast.expr | None


class PersonCode:
    """Makes the body of the loop: assignments for shared nodes, one expression for each result."""

    def __init__(self, plan: Plan, columns: Mapping[g.Operation, Column], fixed: dict[NodeId, str]) -> None:
        """`columns` by input operation; `fixed`: the variables of contract values that conditions use."""
        self.plan = plan
        self.columns = columns
        self.fixed = fixed
        self.uses: dict[NodeId, int] = {}
        self.made: dict[NodeId, Scaled] = {}
        self.lines: list[ast.stmt] = []
        self.places: list[Places] = []
        self.others = ScaledCode(plan.nodes, self.code)
        for node in plan.person_results:
            self._count(node)

    def _count(self, node: NodeId) -> None:
        self.uses[node] = self.uses.get(node, 0) + 1
        if self.uses[node] == 1:
            for argument in g.arguments(self.plan.nodes[node].operation):
                self._count(argument)

    def results(self) -> list[Scaled]:
        """The values that make up the profile, in order; fills `lines` and `places`."""
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
            case g.Input():
                column = self.columns[operation]
                given = name(column.variable)
                value = ast.BoolOp(ast.Or(), [given, ast.Constant(0)]) if column.may_miss else given
                return Scaled(value, column.scale)
            case g.IsMissing(measurement, moment):
                variable = self.columns[g.Input(measurement, moment)].variable
                return Scaled(ast.Compare(name(variable), [ast.Is()], [ast.Constant(None)]))
            case g.DateOf():
                return Scaled(name(self.columns[operation].variable))
            case g.HasChoice(attribute, choice):
                variable = self.columns[g.HasChoice(attribute, "")].variable
                return Scaled(ast.Compare(name(variable), [ast.Eq()], [ast.Constant(choice)]))
            case g.TrancheOf(day, cut_offs):
                return Scaled(self._tranche(day, cut_offs))
            case g.FirstOf():
                return Scaled(self._first(node, operation))
        return self.others.write(operation)

    def _tranche(self, day: NodeId, cut_offs: tuple[int, ...]) -> ast.expr:
        """Written out for a few tranches; a call for more."""
        start = self.others.plain(day)
        if len(cut_offs) > _MOST_INLINE_TRANCHES or not isinstance(start, ast.Name):
            return call("tranche_of", start, ast.Tuple([ast.Constant(one) for one in cut_offs], ast.Load()))
        found: ast.expr = ast.Constant(len(cut_offs))
        for index, cut_off in reversed(list(enumerate(cut_offs))):
            test = ast.Compare(start, [ast.LtE()], [ast.Constant(cut_off)])
            found = ast.IfExp(test, ast.Constant(index), found)
        return ast.IfExp(start, found, ast.Constant(len(cut_offs) - 1))

    def _first(self, node: NodeId, operation: g.FirstOf) -> ast.expr:
        """Takes a place: true for the first so many, or of a rank for as many as it has places."""
        left, held = f"eerste{node}", f"telt{node}"
        condition = self.others.plain(operation.condition)
        room: ast.expr = name(left)
        target: ast.Name | ast.Subscript = ast.Name(left, ast.Store())
        rank = None
        if operation.rank is not None:
            rank = self.others.plain(operation.rank)
            room, target = ast.Subscript(name(left), rank), ast.Subscript(name(left), rank, ast.Store())
        self.places.append(Places(node, left, operation.number, len(self.lines), condition, rank))
        taken = ast.BoolOp(ast.And(), [call("bool", condition), ast.Compare(room, [ast.Gt()], [ast.Constant(0)])])
        self.lines.append(ast.Assign([ast.Name(held, ast.Store())], taken))
        self.lines.append(
            ast.If(name(held), [ast.AugAssign(target, ast.Sub(), ast.Constant(1))], [])
            if rank is not None
            else ast.AugAssign(target, ast.Sub(), name(held))
        )
        return name(held)
