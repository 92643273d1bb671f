"""Layer 1 of a built file: the loop over participants that gives each her profile."""

from __future__ import annotations

import ast

from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import Plan
from .packing import Packing
from .person_code import PersonCode
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
        variables = [column.variable for column in self.inputs.columns.values()]
        target = f"({', '.join(variables)},)" if variables else "_"
        lines += [f"    {counter} = 0" for counter in self._code.counters]
        lines += ["    gevonden = []", f"    for {target} in rijen:"]
        lines += [f"        {ast.unparse(ast.fix_missing_locations(statement))}" for statement in self._code.lines]
        labels = [one_line(self._result_label(result)) for result in self.plan.person_results]
        lines += [f"        {line}" for line in self.packing.pack(self._results, labels)]
        lines.append("    return gevonden")
        return "\n".join(lines)

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
