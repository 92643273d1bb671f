"""How a built file holds a participant's profile: yes/no results and tranches packed in one number, quantities beside it.

One small number is counted quicker than a row of them, and `if work: profiel += 16` reads as what it says.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Node
from ..record import record
from .scaled import Scaled


@record
class Place:
    """Where a result sits: bits of the packed number from `shift` on (`mask` selects them), or a quantity of its own."""

    shift: int
    mask: int
    own: int | None  # its place among the quantities


class Packing:
    """The places of all results of a profile, in order."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.places: list[Place] = []
        shift = own = 0
        for node in nodes:
            mask = self._mask(node)
            if mask:
                self.places.append(Place(shift, mask, None))
                shift += mask.bit_length()
            else:
                self.places.append(Place(0, 0, own))
                own += 1
        self.quantities = own
        self.packed = shift > 0

    def _mask(self, node: Node) -> int:
        """All bits that a value can set; 0 for a value without a small bound."""
        if node.kind is Kind.YES_NO:
            return 1
        if isinstance(node.operation, g.TrancheOf):
            return int((1 << len(node.operation.cut_offs).bit_length()) - 1)
        return 0

    def pack(self, results: Sequence[Scaled], labels: Sequence[str]) -> list[str]:
        """The statements that add the profile of one participant to `gevonden`, without indentation."""
        lines = ["profiel = 0"] if self.packed else []
        quantities = []
        for place, result, label in zip(self.places, results, labels, strict=True):
            comment = f"  # {label}" if label else ""
            if place.own is not None:
                quantities.append(ast.unparse(result.expression))
            elif place.mask == 1:
                lines += [f"if {ast.unparse(result.expression)}:{comment}", f"    profiel += {1 << place.shift}"]
            else:
                value = ast.unparse(ast.BinOp(result.expression, ast.Mult(), ast.Constant(1 << place.shift)))
                lines.append(f"profiel += {value}{comment}")
        packed = "profiel, " if self.packed else ""
        whole = f"({packed}{', '.join(quantities)},)" if quantities else "profiel" if packed else "()"
        return [*lines, f"gevonden.append({whole})"]

    def unpack(self) -> list[str]:
        """The statement that takes a profile apart, without indentation."""
        if not self.quantities:
            return []
        packed = ["bits"] if self.packed else []
        return [f"({', '.join([*packed, *(f'q{index}' for index in range(self.quantities))])},) = profiel"]

    def value(self, index: int) -> str:
        """The expression of one result in the loop over profiles."""
        place = self.places[index]
        if place.own is not None:
            return f"q{place.own}"
        whole = "bits" if self.quantities else "profiel"
        return f"{whole} >> {place.shift} & {place.mask}" if place.shift else f"{whole} & {place.mask}"
