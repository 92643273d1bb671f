"""The values of one run in Dutch notation, and which nodes have a row of their own in a calculation."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, Node, NodeId
from ..plan.plan import BORNE, Plan
from ..plan.run import Run, person_values
from ..text import writing
from ..text.reading import decimals

_MOST_ROWS = 20  # so many rows with the same outcome are looked at one by one


class RunValues:
    """Reads the nodes of one run. `profile` picks the participant's profile for PROFILE and PERSON nodes."""

    def __init__(self, plan: Plan, run: Run) -> None:
        self.plan = plan
        self.run = run
        self.scale = 10 ** decimals(plan.currency)
        self._persons: dict[int, dict[NodeId, Any]] = {}  # by profile

    def value(self, node: NodeId, profile: int | None = None) -> str:
        """The value of a node in Dutch notation."""
        return self.show(self.exact(node, profile), self.plan.nodes[node].kind)

    def exact(self, node: NodeId, profile: int | None = None) -> Any:
        """The value itself."""
        found = self.run.values[node]
        match self.plan.nodes[node].layer:
            case Layer.PROFILE:
                return found[profile or 0]
            case Layer.PERSON:
                return self.people(profile or 0)[node]
        return found

    def people(self, profile: int) -> dict[NodeId, Any]:
        """The values of the participants with a profile; none when they differ or can't be told."""
        if profile not in self._persons:
            first, *others = self.everyone(profile) or [{}]
            self._persons[profile] = first if all(one == first for one in others) else {}
        return self._persons[profile]

    def everyone(self, profile: int) -> list[dict[NodeId, Any]]:
        """The values of each row with a profile; none when there are many, or when they can't be told."""
        rows = self.run.members[profile]
        found = [person_values(self.run, profile, row) for row in rows] if len(rows) <= _MOST_ROWS else []
        return [] if None in found else [one for one in found if one is not None]

    def show(self, value: Any, kind: Kind) -> str:
        if isinstance(value, list):
            return ", ".join(self.show(one, kind) for one in value)
        match kind:
            case Kind.YES_NO:
                return "ja" if value is True else "nee" if value is False else str(value)
            case Kind.MONEY:
                return writing.shortened_money(Fraction(value) / self.scale, self.plan.currency)
            case Kind.PERCENT:
                return f"{writing.shortened_number(Fraction(value) * 100)}%"
            case Kind.DATE:
                return writing.day(date.fromordinal(value)) if value else "geen datum"
        return writing.shortened_number(Fraction(value))

    def label(self, node: NodeId) -> str | None:
        """The name of a node that has a row of its own: a rounding that changes nothing hasn't."""
        found, values = self.plan.nodes[node], self.run.values
        if found.label is not None and found.label.endswith((", afgerond", ", naar beneden")):
            match found.operation:
                case g.Round(value) if found.layer is Layer.CONTRACT and values[value] == values[node]:
                    return None
        return found.label

    def through(self, node: Node) -> Node:
        """Past operations that only give a name or pass a value on."""
        while True:
            match node.operation:
                case g.Add((term,)) if not self.label(term):
                    node = self.plan.nodes[term]
                case g.Round(value) if node.label and self.label(node.id) is None and not self.label(value):
                    node = self.plan.nodes[value]
                case _:
                    return node

    def settled(self, node: NodeId) -> bool:
        """Whether an amount is what a party bears or paid: a sum of such amounts stands in the row of the total."""
        found = self.plan.nodes[node]
        return isinstance(found.operation, g.Paid) or (found.label or "").startswith(BORNE)

    def is_zero(self, node: NodeId) -> bool:
        operation = self.plan.nodes[node].operation
        return isinstance(operation, g.Constant) and not operation.value
