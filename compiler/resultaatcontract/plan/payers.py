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
from .plan import BORNE, PARTICIPANT, RECEIVED, SO_FAR, RuleOf
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
        self.excess: dict[str, NodeId] = {}  # above a limit per year, cumulative

    def bear(self, amount: NodeId, parts: Sequence[Amount]) -> Borne:
        """Shares or layers, then limits of payers, then top-ups over what is left with their base."""
        ground, b = self.ground, self.b
        if self.payment.order:
            self._layers(amount)
        else:
            self._shares(amount, parts)
        shares = self.found
        dropped = self._limited()
        dropped_extra = extras = ground.zero
        base, topped, above = self.found, Amounts(ground), Amounts(ground)
        for top_up in self.payment.top_ups:
            over = ground.total((base.of(top_up.base.name), topped.of(top_up.base.name)))
            extra = b.multiply(b.constant(top_up.share, Kind.PERCENT), over, Kind.MONEY)
            label = f"{ground.called(top_up.party.name)}, aanvulling"
            extra = round_to(extra, Fraction(1), Direction.HALF_AWAY, label, b)
            extra = extra if b[extra].label == label else b.named(extra, label)
            added = Amounts(ground)
            added.add(top_up.party.name, extra)
            for held in (top_up.limit, top_up.room):
                if held is not None:
                    gone = self._limit(top_up.party, held, added, top_up=True)
                    dropped_extra = ground.total((dropped_extra, gone))
            for name, node in added.by_party.items():
                (topped if name == top_up.party.name else above).add(name, node)
                extras = ground.total((extras, node))
        if above.by_party:
            # What a top-up leaves to another payer is held to the limit of that payer too.
            self.found = Amounts(ground)
            for name in dict.fromkeys((*shares.by_party, *above.by_party)):
                self.found.add(name, ground.total((shares.of(name), above.of(name))))
            dropped = self._limited()
        for name, node in topped.by_party.items():
            self.found.add(name, node)
        for key, excess in self.excess.items():
            self.flow.note_excess(key, self.tranche.day.year, excess, b)
        named = {
            name: b.named(node, f"{BORNE}{ground.lower(name)}{SO_FAR}") for name, node in self.found.by_party.items()
        }
        return Borne(named, dropped, dropped_extra, extras)

    def _limited(self) -> NodeId:
        """Hold the payers to their limits; gives back what lapses. Replaces `found`."""
        found = Amounts(self.ground)
        found.by_party = dict(self.found.by_party)
        self.found = found
        limits = [
            (line.who, limit)
            for line in self.payment.bearers
            for limit in (line.limit, line.room)
            if isinstance(line.who, Party) and limit is not None
        ]
        return self.ground.total([self._limit(party, limit, found) for party, limit in _in_order(limits)])

    def _layers(self, amount: NodeId) -> None:
        left = amount
        for line in self.payment.order:
            if line.amount is None:
                self.found.add(line.party.name, left)
                break
            most = self.whole_limit(line.amount, self.index)
            self.b.applies(RuleOf.BORNE, line.span, above=[(left, most)])
            layer = self.b.lowest((left, most), Kind.MONEY)
            layer = self.b.named(layer, f"{self.ground.called(line.party.name)}, laag", line.span)
            self.found.add(line.party.name, layer)
            left = self.ground.less(left, layer)

    def _shares(self, amount: NodeId, parts: Sequence[Amount]) -> None:
        b = self.b
        weights = [self._weight(line) for line in self.payment.bearers]
        shared = Amounts(self.ground)
        if any(isinstance(bearer.who, ByAttribute) for bearer in self.payment.bearers):
            self._by_attribute(amount, parts, shared)
        else:
            for bearer, node in zip(self.payment.bearers, b.spread(amount, weights), strict=True):
                assert isinstance(bearer.who, Party)
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

    def _by_attribute(self, amount: NodeId, parts: Sequence[Amount], shared: Amounts) -> None:
        """Fixed shares, some of them by attribute: whoever stands at several lines or values is rounded once."""
        exact = Amounts(self.ground)
        for line in self.payment.bearers:
            share = self._weight(line)
            own = {line.who.name: amount} if isinstance(line.who, Party) else of_values(self.ground, line.who, parts)
            for party, node in own.items():
                exact.add(party, self.b.multiply(share, node, Kind.MONEY))
        for party, node in zip(exact.by_party, self.b.spread(amount, list(exact.by_party.values())), strict=True):
            shared.add(party, node)

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
            key = f"{party.name}/{limit.span.start}"
            year = self.tranche.day.year
            # What went above the limit of an earlier year stays there; within a year the limit is one on the whole year.
            left_over = ground.less(wanted, self.flow.excess_before(key, year, ground.zero))
            owed = b.highest((left_over, b.lowest((wanted, ground.zero), Kind.MONEY)), Kind.MONEY)
            paid = self.flow.paid.get(party.name, [])
            in_year = [node for one, node in zip(ground.contract.tranches, paid, strict=False) if one.day.year == year]
            left = ground.at_least_zero(ground.less(amount, ground.total(in_year)))
            label = f"{ground.called(party.name)}{SO_FAR}, ten hoogste {limit.amount.span.text} in {year}"
            room = ground.total((ground.total(paid), left))
            b.applies(RuleOf.BORNE, limit.span, above=[(owed, room)])
            held = b.lowest((owed, room), Kind.MONEY, label, limit.span)
            self.excess[key] = ground.less(wanted, held)
            return held
        b.applies(RuleOf.BORNE, limit.span, above=[(wanted, amount)])
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
    """Cumulative amounts per receiver, and the nodes worth showing."""
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
    if len(found.by_party) == 1 and len(ground.contract.payments) == 1:
        return found.by_party, shown
    named = {
        name: ground.b.named(node, f"{RECEIVED}{ground.lower(name)}{SO_FAR}") for name, node in found.by_party.items()
    }
    return named, [*shown, *named.values()]


def _shared(ground: Ground, receivers: SharedReceivers, amount: NodeId, found: Amounts) -> None:
    shares = [ground.b.constant(share, Kind.PERCENT) for _, share in receivers.shares]
    for (party, _), node in zip(receivers.shares, ground.b.spread(amount, shares), strict=True):
        found.add(PARTICIPANT if party is None else party.name, node)


def by_attribute(ground: Ground, who: ByAttribute, amount: NodeId, parts: Sequence[Amount], found: Amounts) -> None:
    """Split an amount over the parties by the parts that carry their values of the attribute."""
    weights = of_values(ground, who, parts)
    for party, node in zip(weights, ground.b.spread(amount, list(weights.values())), strict=True):
        found.add(party, node)


def of_values(ground: Ground, who: ByAttribute, parts: Sequence[Amount]) -> dict[str, NodeId]:
    """Per party the sum of the parts that carry one of its values of the attribute."""
    found = Amounts(ground)
    for choice, party in who.parties:
        own = [part.node for part in parts if dict(part.choices).get(who.attribute.name) == choice]
        found.add(party.name, ground.total(own))
    return found.by_party
