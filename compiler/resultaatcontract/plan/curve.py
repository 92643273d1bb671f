"""What a price gives for one result, by the same operations as a payment: for drawings of a price by itself."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..model.contract import Contract, Price
from ..model.expressions import Expr, Kind
from ..model.typing import constant_value
from . import graph as g
from .builder import GraphBuilder
from .graph import NodeId
from .prices import amounts_in, price_node
from .run import compute
from .values import Values


def curve_of(contract: Contract, price: Price, kind: Kind) -> Callable[[Fraction], Fraction] | None:
    """Result → amount, both in whole units (euros, not cents; percentages as parts of one); no index, no limits.

    None when an amount of the price depends on measurements.
    """
    if any(constant_value(one) is None for one in amounts_in(price)):
        return None

    def amount(result: Fraction) -> Fraction:
        values = Values(contract, GraphBuilder())
        b = values.builder

        def of(expression: Expr) -> NodeId:
            value = constant_value(expression)
            assert isinstance(value, Fraction)
            return values.constant(value, Kind.MONEY)

        node = price_node(price, values.constant(result, kind), None, values, of, values.choice)
        found: list[Any] = []
        for one in b.nodes:
            operation = one.operation
            found.append(
                operation.value if isinstance(operation, g.Constant) else compute(operation, found.__getitem__)
            )
        return Fraction(Fraction(found[node]), values.scale)

    return amount
