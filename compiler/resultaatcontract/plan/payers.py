"""Who bears what of an amount, and who receives it: cumulative goals per party of one `betaling`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from ..model.contract import (
    BearerLine,
    ByAttribute,
    Direction,
    FundRoom,
    Moment,
    Party,
    PayerLimit,
    SharedReceivers,
    Tranche,
    Waterfall,
)
from ..model.expressions import Expr, Kind
from ..record import record
from . import graph as g
from .flow import Flow, Ground
from .graph import NodeId
from .plan import PARTICIPANT
from .steps import Amount, round_to
from .waterfall import WaterfallState


@record
class Borne:
    """Cumulative amounts per payer of one `betaling`, and what limits took away."""

    amounts: dict[str, NodeId]
    lapsed_of_entitlement: NodeId
    lapsed_of_top_ups: NodeId
    from_top_ups: NodeId  # what top-ups add, whoever pays it


class Amounts:
    """Cumulative amounts by party, in the order in which each party first got one."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.by_party: dict[str, NodeId] = {}

    def add(self, party: str, node: NodeId) -> None:
        self.by_party[party] = self.ground.total((self.of(party), node))

    def of(self, party: str) -> NodeId:
        return self.by_party.get(party, self.ground.zero)


class Bearers:
    """The payers of one `betaling` at one tranche."""

    def __init__(
        self, ground: Ground, flow: Flow, index: int, tranche: Tranche, whole_limit: Callable[[Expr, int], NodeId]
    ) -> None:
        self.ground = ground
        self.b = ground.b
        self.flow = flow
        self.payment = flow.payment
        self.index = index
        self.tranche = tranche
        self.whole_limit = whole_limit
        self.found = Amounts(ground)

    def bear(self, amount: NodeId, parts: Sequence[Amount]) -> Borne:
        """Shares or layers, then limits of payers, then top-ups over what is left with their base."""
        ground, b = self.ground, self.b
        if self.payment.order:
            self._layers(amount)
        else:
            self._shares(amount, parts)
        dropped = dropped_extra = extras = ground.zero
        limits = [
            (line.who, limit)
            for line in self.payment.bearers
            for limit in (line.limit, line.room)
            if isinstance(line.who, Party) and limit is not None
        ]
        for party, limit in _in_order(limits):
            dropped = ground.total((dropped, self._limit(party, limit, self.found)))
        for top_up in self.payment.top_ups:
            extra = b.multiply(b.constant(top_up.share, Kind.PERCENT), self.found.of(top_up.base.name), Kind.MONEY)
            label = f"{ground.called(top_up.party.name)}, aanvulling"
            extra = round_to(extra, Fraction(1), Direction.HALF_AWAY, label, b)
            added = Amounts(ground)
            added.add(top_up.party.name, extra)
            for held in (top_up.limit, top_up.room):
                if held is not None:
                    gone = self._limit(top_up.party, held, added, top_up=True)
                    dropped_extra = ground.total((dropped_extra, gone))
            for name, node in added.by_party.items():
                self.found.add(name, node)
                extras = ground.total((extras, node))
        named = {
            name: b.named(node, f"Ten laste van {ground.lower(name)}, t/m deze tranche")
            for name, node in self.found.by_party.items()
        }
        return Borne(named, dropped, dropped_extra, extras)

    def _layers(self, amount: NodeId) -> None:
        left = amount
        for line in self.payment.order:
            if line.amount is None:
                self.found.add(line.party.name, left)
                break
            layer = self.b.lowest((left, self.whole_limit(line.amount, self.index)), Kind.MONEY)
            layer = self.b.named(layer, f"{self.ground.called(line.party.name)}, laag", line.span)
            self.found.add(line.party.name, layer)
            left = self.ground.less(left, layer)

    def _shares(self, amount: NodeId, parts: Sequence[Amount]) -> None:
        b = self.b
        weights = [self._weight(line) for line in self.payment.bearers]
        shared = Amounts(self.ground)
        for bearer, node in zip(self.payment.bearers, b.spread(amount, weights), strict=True):
            if isinstance(bearer.who, ByAttribute):
                by_attribute(self.ground, bearer.who, node, parts, shared)
            else:
                shared.add(bearer.who.name, node)
        if self.payment.when_zero is None:
            self.found = shared
            return
        # When all bases of a proportional split are zero, one named party pays.
        last = self.payment.when_zero.name
        nothing = b.compare(g.Relation.EQUAL, b.sum(weights, Kind.NUMBER), b.constant(0, Kind.NUMBER))
        for name in dict.fromkeys([*shared.by_party, last]):
            alone = amount if name == last else self.ground.zero
            self.found.add(name, b.choose(nothing, alone, shared.of(name)))

    def _weight(self, line: BearerLine) -> NodeId:
        """A share, or the measurement at its latest moment that is known at the tranche; nothing when none is."""
        if line.proportion is None:
            assert line.share is not None
            return self.b.constant(line.share, Kind.PERCENT)
        values = self.ground.values
        moments: list[Moment | None] = [*sorted(line.proportion.moments, key=lambda one: one.day or date.min)]
        moments = moments or [None]
        known = [moment for moment in moments if values.known_from(moment) <= self.index]
        if not known:
            return self.b.constant(0, line.proportion.kind)
        return values.measured(line.proportion, known[-1])

    def _limit(self, party: Party, limit: PayerLimit | FundRoom, found: Amounts, top_up: bool = False) -> NodeId:
        """Hold a payer to a limit; gives back what lapses. Changes `found`."""
        ground = self.ground
        wanted = found.of(party.name)
        held = (
            self._room(party, limit, wanted, top_up)
            if isinstance(limit, FundRoom)
            else self._held(party, limit, wanted)
        )
        excess = ground.less(wanted, held)
        found.by_party[party.name] = held
        if limit.excess is None:
            return excess
        found.add(limit.excess.name, excess)
        return ground.zero

    def _room(self, party: Party, room: FundRoom, wanted: NodeId, top_up: bool) -> NodeId:
        """What the fund grants of what is wanted of it."""
        operation = g.Granted(self.tranche.name, self.flow.number, party.name, top_up, wanted)
        label = f"{self.ground.called(party.name)}, binnen het resultatenfonds"
        return self.b.add(operation, Kind.MONEY, label, room.span)

    def _held(self, party: Party, limit: PayerLimit, wanted: NodeId) -> NodeId:
        """What is left of what is wanted under a limit of the payer's own."""
        ground, b = self.ground, self.b
        amount = self.whole_limit(limit.amount, self.index)
        label = f"{ground.called(party.name)}, ten hoogste {limit.amount.span.text}"
        if limit.per_year:
            key = f"{party.name}/jaar"
            left_over = ground.less(wanted, self.flow.moved.get(key, ground.zero))
            owed = b.highest((left_over, b.lowest((wanted, ground.zero), Kind.MONEY)), Kind.MONEY)
            paid = self.flow.paid.get(party.name, [])
            year = self.tranche.day.year
            in_year = [node for one, node in zip(ground.contract.tranches, paid, strict=False) if one.day.year == year]
            left = ground.at_least_zero(ground.less(amount, ground.total(in_year)))
            held = b.lowest(
                (owed, ground.total((ground.total(paid), left))), Kind.MONEY, f"{label} in {year}", limit.span
            )
            self.flow.moved[key] = ground.less(wanted, held)
            return held
        return b.lowest((wanted, amount), Kind.MONEY, label, limit.span)


def _in_order(limits: list[tuple[Party, PayerLimit | FundRoom]]) -> list[tuple[Party, PayerLimit | FundRoom]]:
    """Limits in such an order that what exceeds one is there when the next is applied."""
    left = list(limits)
    found: list[tuple[Party, PayerLimit | FundRoom]] = []
    while left:
        targets = {limit.excess.name for _, limit in left if limit.excess is not None}
        ready = next((pair for pair in left if pair[0].name not in targets), left[0])
        left.remove(ready)
        found.append(ready)
    return found


def receive(
    ground: Ground, flow: Flow, index: int, amount: NodeId, parts: Sequence[Amount]
) -> tuple[dict[str, NodeId], list[NodeId]]:
    """Cumulative amounts per receiver, and the nodes of an investors' waterfall worth showing."""
    found = Amounts(ground)
    shown: list[NodeId] = []
    match flow.payment.receivers:
        case SharedReceivers() as shared:
            _shared(ground, shared, amount, found)
        case ByAttribute() as who:
            by_attribute(ground, who, amount, parts, found)
        case Waterfall() as waterfall:
            if flow.waterfall is None:
                flow.waterfall = WaterfallState(waterfall, ground.contract, ground.values)
            claimed, rest = flow.waterfall.distribute(index, amount)
            found.by_party.update(claimed)
            shown = flow.waterfall.shown
            _shared(ground, waterfall.rest, rest, found)
    return found.by_party, shown


def _shared(ground: Ground, receivers: SharedReceivers, amount: NodeId, found: Amounts) -> None:
    shares = [ground.b.constant(share, Kind.PERCENT) for _, share in receivers.shares]
    for (party, _), node in zip(receivers.shares, ground.b.spread(amount, shares), strict=True):
        found.add(PARTICIPANT if party is None else party.name, node)


def by_attribute(ground: Ground, who: ByAttribute, amount: NodeId, parts: Sequence[Amount], found: Amounts) -> None:
    """Split an amount by the parts that carry each value of the attribute."""
    weights = [
        ground.total([p.node for p in parts if dict(p.choices).get(who.attribute.name) == choice])
        for choice, _ in who.parties
    ]
    for (_, party), node in zip(who.parties, ground.b.spread(amount, weights), strict=True):
        found.add(party.name, node)
