"""Assertions as yes/no nodes over what the settlement pays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..model.contract import Assertion
from ..model.expressions import Kind, Settled, Way
from .builder import GraphBuilder
from .graph import NodeId
from .plan import Stated, TranchePlan
from .values import Values


def stated(one: Assertion, values: Values, tranches: Sequence[TranchePlan]) -> Stated:
    """Whether an assertion holds. With a measurement that it names missing, or its own condition not met, it does."""
    b = values.builder
    last = len(tranches) - 1
    values.settled = partial(_amount, b=b, tranches=tranches)
    parts = [one.claim] if one.condition is None else [one.claim, one.condition]
    exceptions = [b.negate(values.usable(part)) for part in parts]
    if one.condition is not None:
        exceptions.append(b.negate(values.of_contract(one.condition, last)))
    claim = values.of_contract(one.claim, last)
    values.settled = None
    return Stated(one.title, b.any_of([*exceptions, claim]), one.span)


def _amount(value: Settled, b: GraphBuilder, tranches: Sequence[TranchePlan]) -> NodeId:
    """The node of an amount: of one tranche, of the tranches of a year, or of all."""
    chosen = [
        one
        for one in tranches
        if (value.tranche is None or one.name == value.tranche) and (value.year is None or one.day.year == value.year)
    ]
    if value.way is Way.ENTITLEMENT:
        return chosen[-1].entitlement
    if len(chosen) == len(tranches):
        return _of_all(value, b, tranches[-1])
    return b.sum([_of_one(value, b, one) for one in chosen], Kind.MONEY)


def _of_all(value: Settled, b: GraphBuilder, last: TranchePlan) -> NodeId:
    so_far = last.so_far
    pairs = {Way.PAYS: so_far.pays, Way.RECEIVES: so_far.receives, Way.INDICATOR: so_far.sources}
    return so_far.total if value.way is Way.TOTAL else _named(value, b, pairs[value.way])


def _of_one(value: Settled, b: GraphBuilder, tranche: TranchePlan) -> NodeId:
    pairs = {Way.PAYS: tranche.pays, Way.RECEIVES: tranche.receives, Way.INDICATOR: tranche.sources}
    return tranche.total if value.way is Way.TOTAL else _named(value, b, pairs[value.way])


def _named(value: Settled, b: GraphBuilder, pairs: Sequence[tuple[str, NodeId]]) -> NodeId:
    """The amount of a party or indicator; nothing for one that has none."""
    found = dict(pairs).get(value.name)
    return b.constant(0, Kind.MONEY) if found is None else found
