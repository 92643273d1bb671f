"""Assertions of the text: each is a yes/no node of the plan that is to hold for every possible result."""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import graph as g
from ...plan.graph import NodeId
from ...plan.plan import Plan
from ..goal import Goal, only
from ..prover import Prover
from .claim import Claim, decide
from .property import Property, PropertyKind


def assertions(prover: Prover) -> list[Property]:
    """One property per assertion, in the order of the text."""
    return decide(prover, assertion_claims(prover.compiled.plan))


def assertion_claims(plan: Plan) -> list[Claim]:
    """One per assertion."""
    return [
        Claim(
            PropertyKind.ASSERTED,
            one.title if one.title.endswith((".", "!", "?")) else f"{one.title}.",
            only(one.holds),
            1,
            None,
            lambda _: "Met deze metingen geldt zij niet.",
            one.span,
            tuple(_differences(one.holds, plan)),
        )
        for one in plan.assertions
    ]


def _differences(node: NodeId, plan: Plan) -> Iterator[Goal]:
    """What an assertion compares, as differences: a search that makes these large or small comes to where it fails."""
    match plan.nodes[node].operation:
        case g.Compare(_, left, right) if left != right:
            yield ((left, 1), (right, -1))
        case g.AllOf(conditions) | g.AnyOf(conditions):
            for one in conditions:
                yield from _differences(one, plan)
        case g.Not(condition):
            yield from _differences(condition, plan)
