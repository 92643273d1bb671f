"""Layers 2 and 3 of a built file: amounts per profile, then once the sums, limits, tranches, payers and receivers."""

from __future__ import annotations

import ast

from ..plan import graph as g
from ..plan.graph import Layer, Node, NodeId
from ..plan.plan import Plan
from .python_expressions import expression
from .python_inputs import Inputs
from .python_names import Names
from .python_outcome import outcome, outcome_nodes, shares_of_participants
from .python_profiles import PersonLoop
from .scaled import Scaled, ScaledCode, name, plain, scaled_constant


class SettlementCode:
    """The function `betaal`."""

    def __init__(self, plan: Plan, inputs: Inputs, people: PersonLoop) -> None:
        self.plan = plan
        self.nodes = plan.nodes
        self.inputs = inputs
        self.people = people
        self.names = Names(plan)
        self.needed = self._needed()
        self.strata = self._strata()
        self.scales: dict[NodeId, int] = {}  # of the values per profile

    def function(self) -> str:
        """The text of the function."""
        lines = [
            f"# {'-' * 78}",
            "# Laag 2 en 3. Per profiel: prijs, grenzen en afronding per deelnemer. Daarna één keer: sommen, grenzen,",
            "# tranches, betalers en ontvangers. Bedragen zijn in de kleinste eenheid van de munt.",
            "",
            "",
            "def betaal(rijen, overeenkomst=None, betaald=None):",
            '    """Wat er wordt betaald. Zie onderaan dit bestand voor de vorm van de invoer en de uitkomst."""',
            "    rijen = list(rijen)",
            "    overeenkomst = overeenkomst or {}",
            "    betaald = betaald or {}",
            "    profiel_van = profielen(rijen, overeenkomst)",
            "    tel = Counter(profiel_van)",
            "    deelnemers = len(rijen)",
        ]
        for stratum in range(max(self.strata, default=0) + 1):
            for node in self.nodes:
                contract = node.layer is Layer.CONTRACT and self.strata[node.id] == stratum and node.id in self.needed
                # A sum over profiles is worked out in the loop over profiles.
                over_profiles = (
                    isinstance(node.operation, g.Sum) and self.nodes[node.operation.value].layer is Layer.PROFILE
                )
                if contract and not over_profiles:
                    lines += self._assignment(node)
            lines += self._profile_loop(stratum)
        lines += outcome(self.plan, self.names)
        return "\n".join(lines)

    def _strata(self) -> list[int]:
        """How many sums over profiles a node depends on, one after the other."""
        strata: list[int] = []
        for node in self.nodes:
            below = max((strata[argument] for argument in g.arguments(node.operation)), default=0)
            strata.append(below + isinstance(node.operation, g.Sum))
        return strata

    def _needed(self) -> set[NodeId]:
        """The nodes that the outcome depends on."""
        goals = outcome_nodes(self.plan)
        needed: set[NodeId] = set()
        while goals:
            node = goals.pop()
            if node not in needed:
                needed.add(node)
                goals += g.arguments(self.nodes[node].operation)
        return needed

    def _profile_loop(self, stratum: int) -> list[str]:
        """One pass over the profiles: all sums whose terms are known now."""
        sums = [
            node
            for node in self.nodes
            if node.id in self.needed
            and isinstance(node.operation, g.Sum)
            and self.strata[node.id] == stratum + 1
            and self.nodes[node.operation.value].layer is Layer.PROFILE
        ]
        variable = self.names.variable
        last = stratum == max(self.strata, default=0)
        kept = shares_of_participants(self.plan) if last else []
        if not sums and not kept:
            return []
        wanted: set[NodeId] = set()
        goals = [node.operation.value for node in sums if isinstance(node.operation, g.Sum)] + kept
        while goals:
            one = goals.pop()
            if one not in wanted and self.nodes[one].layer is Layer.PROFILE:
                wanted.add(one)
                goals += g.arguments(self.nodes[one].operation)
        lines = [f"    {variable(node.id)} = 0" for node in sums]
        afterwards: list[str] = []
        if kept:
            lines.append("    per_profiel = {}")
        lines.append("    for profiel, aantal in tel.items():")
        lines += [f"        {line}" for line in self.people.packing.unpack()]
        for index, result in enumerate(self.plan.person_results):
            own = self.people.result_nodes.get(result)
            if own in wanted:
                assert own is not None
                self.scales[own] = self.people.scales[index]
                lines.append(f"        {variable(own)} = {self.people.packing.value(index)}")
        code = ScaledCode(self.nodes, self._per_profile)
        for node in self.nodes:
            if node.id not in wanted or isinstance(node.operation, g.Result):
                continue
            if self.names.fixed_value(node.id) is None:
                made = code.write(node.operation)
                self.scales[node.id] = made.scale
                line = f"{variable(node.id)} = {ast.unparse(made.expression)}{self.names.comment(node.id)}"
                lines.append(f"        {line}")
        for node in sums:
            assert isinstance(node.operation, g.Sum)
            term = self._per_profile(node.operation.value)
            lines.append(f"        {variable(node.id)} += aantal * {ast.unparse(term.expression)}")
            if term.scale != 1:
                afterwards.append(f"    {variable(node.id)} = Fraction({variable(node.id)}, {term.scale})")
        if kept:
            values = ", ".join(ast.unparse(plain(self._per_profile(node))) for node in kept)
            lines.append(f"        per_profiel[profiel] = ({values},)")
        lines += afterwards
        return lines

    def _per_profile(self, node: NodeId) -> Scaled:
        """A value in the loop over profiles: a whole number with its scale where that is known."""
        known = self.names.fixed_value(node)
        if known is not None:
            return scaled_constant(known)
        return Scaled(name(self.names.variable(node)), self.scales.get(node, 1))

    def _assignment(self, node: Node) -> list[str]:
        """The line for a node of the contract; none for a value that stands where it is used."""
        if self.names.fixed_value(node.id) is not None:
            return []
        if isinstance(node.operation, g.Input | g.IsMissing):
            made = self.inputs.of_contract(node)
        else:
            made = expression(node, self.names.argument)
        return [f"    {self.names.variable(node.id)} = {ast.unparse(made)}{self.names.comment(node.id)}"]
