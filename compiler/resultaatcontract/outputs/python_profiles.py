"""Layer 1 of a built file: the loop over participants that gives each her profile."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from .packing import Packing
from .person_code import PersonCode, Places
from .python_inputs import Inputs
from .python_names import one_line


class PersonLoop:
    """The function `profielen`, and how it holds a profile: its places and the scale of each result."""

    def __init__(self, plan: Plan, inputs: Inputs) -> None:
        self.plan = plan
        self.nodes = plan.nodes
        self.inputs = inputs
        self.packing = Packing([self.nodes[result] for result in plan.person_results])
        self.result_nodes = {
            node.operation.value: node.id for node in self.nodes if isinstance(node.operation, g.Result)
        }
        self._fixed = self._fixed_names()
        self._code = PersonCode(plan, inputs.columns, self._fixed)
        self._results = self._code.results()
        self.scales = [result.scale for result in self._results]

    def function(self) -> str:
        """The text of the function."""
        lines = [
            f"# {'-' * 78}",
            "# Laag 1. Per deelnemer: is een resultaat behaald, hoeveel, en vanaf welke tranche is het bekend.",
            "# Deelnemers met dezelfde uitkomsten vormen een profiel en worden geteld.",
            "",
            "",
            "def profielen(rijen, overeenkomst):",
            '    """Het profiel van elke rij. Een rij volgt KOLOMMEN; datums zijn dagnummers, 0 voor geen datum."""',
        ]
        for node, variable in self._fixed.items():
            lines.append(f"    {variable} = {ast.unparse(self.inputs.of_contract(self.nodes[node]))}")
        for one in self._code.places:
            if one.rank is not None:
                lines += self._counted(one)
        lines += self._places(self._code.places)
        lines += ["    gevonden = []", f"    for {self._row()} in rijen:", *self._body(len(self._code.lines))]
        labels = [one_line(self._result_label(result)) for result in self.plan.person_results]
        lines += [f"        {line}" for line in self.packing.pack(self._results, labels)]
        lines.append("    return gevonden")
        return "\n".join(lines)

    def _row(self) -> str:
        variables = [column.variable for column in self.inputs.columns.values()]
        return f"({', '.join(variables)},)" if variables else "_"

    def _body(self, number: int) -> list[str]:
        """So many lines of the loop over participants."""
        return [
            f"        {line}"
            for statement in self._code.lines[:number]
            for line in ast.unparse(ast.fix_missing_locations(statement)).splitlines()
        ]

    def _places(self, places: Sequence[Places]) -> list[str]:
        """How many places there are among the first so many, before a loop begins."""
        return [
            f"    {one.left} = {one.number if one.rank is None else f'places(wil{one.node}, {one.number})'}"
            for one in places
        ]

    def _counted(self, one: Places) -> list[str]:
        """A loop that counts by rank who would have a place: who is known at an earlier tranche goes first."""
        assert one.rank is not None
        wanted, rank = f"wil{one.node}", ast.unparse(one.rank)
        earlier = [other for other in self._code.places if other.before < one.before]
        return [
            *self._places(earlier),
            f"    {wanted} = {{}}",
            f"    for {self._row()} in rijen:",
            *self._body(one.before),
            f"        if {ast.unparse(one.condition)}:",
            f"            {wanted}[{rank}] = {wanted}.get({rank}, 0) + 1",
        ]

    def _result_label(self, result: NodeId) -> str:
        """What a result of the profile is called."""
        own = self.result_nodes.get(result)
        return "" if own is None else self.plan.hints.get(own, "").removesuffix(" resultaat")

    def _fixed_names(self) -> dict[NodeId, str]:
        """The variables of contract measurements that personal conditions use."""
        goals = [
            argument for node in self.nodes if node.layer is Layer.PERSON for argument in g.arguments(node.operation)
        ]
        seen: set[NodeId] = set()
        needed: set[NodeId] = set()
        while goals:
            one = goals.pop()
            below = self.nodes[one]
            if one in seen or below.layer is not Layer.CONTRACT:
                continue
            seen.add(one)
            if isinstance(below.operation, g.Input | g.IsMissing):
                needed.add(one)
            goals += g.arguments(below.operation)
        return {node: f"vast{node}" for node in sorted(needed)}
