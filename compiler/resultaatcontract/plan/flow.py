"""What a settlement remembers from tranche to tranche, and the one rule by which an overpayment waits.

Words used here, for one `betaling` (a *flow*) and one party or flow X, all in whole smallest units:

  goal     what X should have paid or received in total, up to and including this tranche
  earlier  what X paid or received in all tranches before, the amounts of earlier statements included
  now      what X pays or receives in this tranche

Invariants, for every possible result:
  - goals are splits of a cumulative amount, never of a tranche's own, so cents don't drift;
  - at the final settlement, and everywhere when overpayments are paid back at once, now = goal - earlier;
  - where an overpayment waits (`verrekenen`, before the final settlement), nobody gives anything back: taken together
    over the flows of the same payers, now ≥ 0 for every payer and receiver, and what they pay or receive together is
    max(0, Σ goal - Σ earlier). Who should have had less than it had, gets nothing; the others get less in proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..model.contract import (
    ByAttribute,
    Contract,
    Payment,
    Recovery,
    SharedReceivers,
    Tranche,
    TrancheKind,
    Waterfall,
)
from ..model.expressions import Kind
from ..model.typing import constant_value
from . import graph as g
from .builder import GraphBuilder
from .graph import NodeId
from .plan import PARTICIPANT
from .values import Values
from .waterfall import WaterfallState


class Ground:
    """What every part of a settlement needs: the contract, its values, and the builder of nodes."""

    def __init__(self, contract: Contract, values: Values) -> None:
        self.contract = contract
        self.values = values
        self.b: GraphBuilder = values.builder
        self.zero = self.b.constant(0, Kind.MONEY)
        self._called = {one.name: one.called[:1].upper() + one.called[1:] for one in contract.parties}

    def called(self, party: str) -> str:
        """How a calculation names a party."""
        return "Deelnemers" if party == PARTICIPANT else self._called[party]

    def lower(self, party: str) -> str:
        """The same within a sentence."""
        return next((one.called for one in self.contract.parties if one.name == party), "de deelnemers")

    def waits(self, tranche: Tranche) -> bool:
        """Whether an overpayment at this tranche waits for a later one."""
        return tranche.kind is not TrancheKind.FINAL and not _pays_back(self.contract.recovery)

    def total(self, nodes: Sequence[NodeId]) -> NodeId:
        return self.b.sum(list(nodes), Kind.MONEY)

    def less(self, left: NodeId, right: NodeId) -> NodeId:
        return self.zero if left == right else self.b.subtract(left, right, Kind.MONEY)

    def at_least_zero(self, node: NodeId) -> NodeId:
        return self.b.highest((node, self.zero), Kind.MONEY)

    def within(self, total: NodeId, adds: Sequence[NodeId]) -> list[NodeId]:
        """What is left of additions that together come to no more than a total: each in proportion.

        What is below zero adds nothing and is left whole; where the total is what they add up to, each stays as it is.
        """
        if len(adds) == 1:
            return [total]
        back = [self.b.lowest((one, self.zero), Kind.MONEY) for one in adds]
        more = self.b.spread(self.less(total, self.total(back)), [self.at_least_zero(one) for one in adds])
        return [self.total(pair) for pair in zip(back, more, strict=True)]

    def held(
        self, wanted: Sequence[NodeId], flows: Sequence[Flow], tranche: Tranche
    ) -> tuple[list[NodeId], list[NodeId]]:
        """Per flow what is due; where an overpayment waits, what was paid; and whether it does so."""
        dues, over = list(wanted), [self.b.constant(False, Kind.YES_NO) for _ in flows]
        for group in of_the_same_payers(flows) if self.waits(tranche) else []:
            due = self.total([wanted[flow.number] for flow in group])
            too_much = self.b.compare(g.Relation.LESS, due, self.total([flow.settled for flow in group]))
            for flow in group:
                over[flow.number] = too_much
                dues[flow.number] = self.b.choose(too_much, flow.settled, wanted[flow.number])
        return dues, over

    def rises(self, differences: Sequence[NodeId]) -> list[NodeId]:
        """What each gets now while overpayments wait, from the differences between goals and earlier amounts.

        Nobody's is below zero; when no difference is, each gets just that.
        """
        now = self.at_least_zero(self.total(differences))
        return self.b.spread(now, [self.at_least_zero(one) for one in differences])


@dataclass
class Flow:
    """The running totals of one `betaling`."""

    payment: Payment
    number: int
    settled: NodeId  # what has been paid of the entitlement before this tranche
    ideal: NodeId  # what should have been paid by this tranche, before limits in time
    paid: dict[str, list[NodeId]] = field(default_factory=dict)  # per payer, per tranche
    received: dict[str, list[NodeId]] = field(default_factory=dict)  # per receiver, per tranche
    above: dict[str, tuple[int, NodeId, NodeId]] = field(default_factory=dict)  # see `excess_before`
    waterfall: WaterfallState | None = None
    advances: list[tuple[Tranche, NodeId]] = field(default_factory=list)

    def excess_before(self, key: str, year: int, zero: NodeId) -> NodeId:
        """What went above a limit per year in the years before this one, cumulative."""
        noted, before, latest = self.above.get(key, (year, zero, zero))
        return before if noted == year else latest

    def note_excess(self, key: str, year: int, excess: NodeId, b: GraphBuilder) -> None:
        """Remember what is above a limit per year, this year's included; no more than there is."""
        before = self.excess_before(key, year, b.constant(0, Kind.MONEY))
        self.above[key] = (year, b.lowest((before, excess), Kind.MONEY), excess)

    @cached_property
    def sources(self) -> frozenset[str]:
        """The names of the indicators it pays."""
        return frozenset(one.name for one in self.payment.indicators)

    @cached_property
    def payers(self) -> frozenset[str]:
        """The names of all that bear a part."""
        found = {line.party.name for line in self.payment.order} | {one.party.name for one in self.payment.top_ups}
        limits = [limit for line in self.payment.held for limit in (line.limit, line.room)]
        found |= {one.excess.name for one in limits if one is not None and one.excess is not None}
        for bearer in self.payment.bearers:
            who = bearer.who
            found |= {one.name for _, one in who.parties} if isinstance(who, ByAttribute) else {who.name}
        return frozenset(found)

    @cached_property
    def changes_amount(self) -> bool:
        """Whether payers together can pay another amount than is due: a top-up, or a limit that lets some lapse."""
        limits = [limit for line in self.payment.bearers for limit in (line.limit, line.room) if limit is not None]
        lapsing = any(limit.excess is None for limit in limits)
        return lapsing or bool(self.payment.top_ups)

    @cached_property
    def a_payer_can_fall(self) -> bool:
        """Whether the goal of a payer can fall while the amount rises. Not with two fixed shares, nor in layers.

        With two, largest remainder rounds the first part to the nearest unit, which never falls; with three it can.
        """
        payment = self.payment
        if any(line.room is not None for line in payment.held):
            return True
        limits = [one.limit for one in payment.bearers if one.limit is not None]
        limits += [one.limit for one in payment.top_ups if one.limit is not None]
        amounts = [limit.amount for limit in limits] + [one.amount for one in payment.order if one.amount is not None]
        if any(limit.per_year for limit in limits) or any(constant_value(one) is None for one in amounts):
            return True
        moving = any(isinstance(one.who, ByAttribute) or one.proportion is not None for one in payment.bearers)
        return moving or len(payment.bearers) > 2

    @cached_property
    def a_receiver_can_fall(self) -> bool:
        """Whether the goal of a receiver can fall while the amount rises."""
        match self.payment.receivers:
            case SharedReceivers(shares=shares):
                return len(shares) > 2
            case ByAttribute():
                return True
            case Waterfall(rest=rest):
                return len(rest.shares) > 2


def of_the_same_payers(flows: Sequence[Flow]) -> list[list[Flow]]:
    """The flows in groups whose payers are the same: only these may be set off against each other."""
    groups: dict[frozenset[str], list[Flow]] = {}
    for flow in flows:
        groups.setdefault(flow.payers, []).append(flow)
    return list(groups.values())


def _pays_back(recovery: Recovery | None) -> bool:
    return recovery is not None and recovery.pay_back
