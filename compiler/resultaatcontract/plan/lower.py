"""Checked model → plan."""

from __future__ import annotations

from ..model.contract import Contract
from ..model.expressions import Level
from . import graph as g
from .assertions import stated
from .builder import GraphBuilder
from .entitlement import Entitlement
from .graph import Layer
from .plan import Plan
from .settlement import Settlement
from .values import Values


def lower(contract: Contract) -> Plan:
    """The plan of a contract: every amount in it, from measurement to payment."""
    builder = GraphBuilder()
    values = Values(contract, builder)
    settlement = Settlement(contract, values)
    tranches = settlement.run()
    final = Entitlement(contract, values).at(len(tranches) - 1)
    results = tuple(
        (one.name, values.result(one).value) for one in contract.indicators if one.level is Level.PARTICIPANT
    )
    limits = settlement.limits()
    assertions = tuple(stated(one, values, tranches) for one in contract.assertions)
    return Plan(
        nodes=tuple(builder.nodes),
        tranches=tranches,
        person_results=tuple(
            node.operation.value
            for node in builder.nodes
            if isinstance(node.operation, g.Result) and builder[node.operation.value].layer is Layer.PERSON
        ),
        participant_parts=final.per_participant,
        participant_results=results,
        currency=contract.currency,
        limits=limits,
        assertions=assertions,
        rules=tuple(builder.rules),
        hints=dict(builder.hints),
    )
