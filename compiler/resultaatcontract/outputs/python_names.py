"""Names and literals in a built file: what a node is called there, and which values stand there as a number."""

from __future__ import annotations

import ast
import re
import unicodedata
from fractions import Fraction

from ..plan import graph as g
from ..plan.graph import NodeId
from ..plan.plan import Plan
from .scaled import constant, name


class Names:
    """The variable of every node of a plan, the same wherever the node is used."""

    def __init__(self, plan: Plan) -> None:
        self.nodes = plan.nodes
        self.hints = plan.hints
        self._made: dict[NodeId, str] = {}

    def variable(self, node: NodeId) -> str:
        """A Python name that says what the node is; no two nodes have the same."""
        if node not in self._made:
            label = self.nodes[node].label or self.hints.get(node)
            self._made[node] = f"{slug(label)[:40].strip('_')}_{node}" if label else f"n{node}"
        return self._made[node]

    def argument(self, node: NodeId) -> ast.expr:
        """The node where another uses it: its value when that is fixed, else its variable."""
        known = self.fixed_value(node)
        return name(self.variable(node)) if known is None else constant(known)

    def comment(self, node: NodeId) -> str:
        """The label of a node behind its assignment; empty without one."""
        label = self.nodes[node].label
        return f"  # {one_line(label)}" if label else ""

    def fixed_value(self, node: NodeId) -> object | None:
        """The value of a node that no measurement can change and that a reader need not see worked out."""
        found = self.nodes[node]
        match found.operation:
            case g.Constant(value):
                return value
            case g.Multiply(left, right) if found.label is None:
                one, other = self.fixed_value(left), self.fixed_value(right)
                if isinstance(one, int | Fraction) and isinstance(other, int | Fraction):
                    return Fraction(one * other)
        return None


def one_line(text: str | None) -> str:
    """A label as part of one line of code: nothing in it can end a comment or a string."""
    return (
        "".join(character if character.isprintable() else " " for character in text or "")
        .replace('"""', "'''")
        .replace("\\", "/")
    )


def slug(text: str) -> str:
    """A Python name from a Dutch one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^0-9a-z]+", "_", plain).strip("_")
    return words if words and not words[0].isdigit() else f"n_{words}"
