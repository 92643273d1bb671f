"""From entitlement to payments: tranches, payers, receivers, investors, VAT. All in whole smallest units.

What is split is always the *cumulative* amount; a tranche pays the difference with what was paid before, so that cents
don't drift and the tranches sum to the final settlement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from ..model.contract import (
    BearerLine,
    ByAttribute,
    Contract,
    Direction,
    Party,
    PayerLimit,
    Payment,
    SharedReceivers,
    Tranche,
    TrancheKind,
    Waterfall,
)
from ..model.expressions import Expr, Kind
from ..record import changed, record
from . import graph as g
from .builder import GraphBuilder
from .entitlement import Entitled, Entitlement
from .graph import NodeId
from .plan import ADVANCE, MINIMUM, PARTICIPANT, Part, TranchePlan
from .steps import Amount, round_to
from .values import Values
from .waterfall import WaterfallState


@dataclass
class _Flow:
    """The running totals of one `betaling`: what each party paid and received before."""

    payment: Payment
    number: int
    paid: dict[str, list[NodeId]] = field(default_factory=dict)
    received: dict[str, list[NodeId]] = field(default_factory=dict)
    moved: dict[str, NodeId] = field(default_factory=dict)
    waterfall: WaterfallState | None = None
    advances: list[tuple[Tranche, NodeId]] = field(default_factory=list)
    settled: NodeId = 0  # what has been paid of the entitlement before this tranche
    ideal: NodeId = 0  # what should have been paid by this tranche, before limits in time

    @cached_property
    def sources(self) -> frozenset[str]:
        """The names of the indicators it pays."""
        return frozenset(one.name for one in self.payment.indicators)

    @property
    def payers(self) -> frozenset[str]:
        """The names of all that bear a part."""
        found = {line.party.name for line in self.payment.order} | {one.party.name for one in self.payment.top_ups}
        for bearer in self.payment.bearers:
            who = bearer.who
            found |= {one.name for _, one in who.parties} if isinstance(who, ByAttribute) else {who.name}
        return frozenset(found)

    @property
    def changes_amount(self) -> bool:
        """Whether payers together can pay another amount than is due: a top-up, or a limit that lets some lapse."""
        lapsing = any(line.limit is not None and line.limit.excess is None for line in self.payment.bearers)
        return lapsing or bool(self.payment.top_ups)


@record
class _Shares:
    """Cumulative amounts per payer of one `betaling`, and what limits took away."""

    amounts: dict[str, NodeId]
    lapsed_of_entitlement: NodeId
    lapsed_of_top_ups: NodeId
    from_top_ups: NodeId  # what top-ups add, whoever pays it
    lapsed: NodeId


class Settlement:
    """Unrolls all tranches, in order."""

    def __init__(self, contract: Contract, values: Values) -> None:
        self.contract = contract
        self.values = values
        self.b: GraphBuilder = values.builder
        self.zero = self.b.constant(0, Kind.MONEY)
        self.flows = [
            _Flow(payment, number, settled=self.zero, ideal=self.zero)
            for number, payment in enumerate(contract.payments)
        ]
        self.settled_in: list[NodeId] = []  # per tranche: what was paid of the entitlement
        self.lapsed = self.zero
        self.due_before: dict[tuple[str, tuple[tuple[str, str], ...]], NodeId] = {}
        self.vat_before: dict[str, list[NodeId]] = {}

    def run(self) -> tuple[TranchePlan, ...]:
        entitlement = Entitlement(self.contract, self.values)
        return tuple(
            self._tranche(index, tranche, entitlement.at(index)) for index, tranche in enumerate(self.contract.tranches)
        )

    # -------------------------------------------------------------- one tranche

    def _tranche(self, index: int, tranche: Tranche, entitled: Entitled) -> TranchePlan:
        b = self.b
        steps = [*(node for _, node in entitled.results), *entitled.shown]
        total = b.named(entitled.total, "Recht", tranche.span)
        steps.append(total)
        parts = self._whole_parts(entitled)
        ideal = self._ideal(index, tranche, parts)
        dues = self._due(index, tranche, ideal)
        due = b.sum(dues, Kind.MONEY, f"{tranche.title}, verschuldigd t/m deze tranche", tranche.span)
        steps.append(due)
        whole: list[Amount] = []
        pays: dict[str, NodeId] = {}
        receives: dict[str, NodeId] = {}
        lapsed = self.lapsed
        flows: list[tuple[str, int, str, NodeId]] = []
        before = b.sum([flow.settled for flow in self.flows], Kind.MONEY)
        for flow, amount in zip(self.flows, dues, strict=True):
            own = self._parts_of(tranche, flow, amount, [part for part in ideal if self._belongs(part, flow)])
            shares = self._payers(index, tranche, flow, amount, own, steps)
            lapsed = b.sum((lapsed, shares.lapsed), Kind.MONEY)
            paid_now = self._difference(tranche, flow, "betaalt", flow.paid, shares.amounts)
            for party, node in paid_now.items():
                pays[party] = b.sum((pays.get(party, self.zero), node), Kind.MONEY)
                flows.append(("betaalt", flow.number, party, node))
            flow.settled = self._settled(flow, shares)
            reached = b.sum(list(shares.amounts.values()), Kind.MONEY)
            for part in own:
                self.due_before[part.source, part.choices] = part.node  # before payer limits and top-ups
            if flow.changes_amount:
                nodes = b.spread(reached, [part.node for part in own])
                own = [changed(part, node=node) for part, node in zip(own, nodes, strict=True)]
            whole += own
            goals = self._receivers(index, tranche, flow, reached, own, steps)
            for party, node in self._difference(tranche, flow, "ontvangt", flow.received, goals).items():
                receives[party] = b.sum((receives.get(party, self.zero), node), Kind.MONEY)
                flows.append(("ontvangt", flow.number, party, node))
        paid = b.sum(list(pays.values()), Kind.MONEY, f"{tranche.title}, te betalen", tranche.span)
        after = b.sum([flow.settled for flow in self.flows], Kind.MONEY)
        self.settled_in.append(b.subtract(after, before, Kind.MONEY))
        steps.append(paid)
        amounts = {(part.source, part.choices): part for part in parts}
        return TranchePlan(
            name=tranche.name,
            title=tranche.title,
            day=tranche.day,
            entitlement=total,
            due=due,
            parts=tuple(
                Part(
                    source=part.source,
                    choices=part.choices,
                    amount=amounts[key].node if (key := (part.source, part.choices)) in amounts else self.zero,
                    due=part.node,
                    per_participant=part.per_participant,
                )
                for part in whole
            ),
            pays=tuple(
                (party, b.named(node, f"{self._called(party)} betaalt", tranche.span)) for party, node in pays.items()
            ),
            receives=tuple(
                (party, b.named(node, f"{self._called(party)} ontvangt", tranche.span))
                for party, node in receives.items()
            ),
            total=paid,
            vat=self._vat(pays),
            results=entitled.results,
            lapsed=lapsed,
            steps=tuple(dict.fromkeys(steps)),
            flows=tuple(flows),
        )

    def _called(self, party: str) -> str:
        if party == PARTICIPANT:
            return "Deelnemers"
        name = next(one.called for one in self.contract.parties if one.name == party)
        return name[:1].upper() + name[1:]

    def _whole_parts(self, entitled: Entitled) -> list[Amount]:
        """The entitlement in parts of whole smallest units that sum to the whole."""
        merged: dict[tuple[str, tuple[tuple[str, str], ...]], Amount] = {}
        for part in entitled.parts:
            key = (part.source, part.choices)
            if key in merged:
                old = merged[key]
                node = self.b.sum((old.node, part.node), Kind.MONEY)
                merged[key] = Amount(part.source, part.choices, node, old.per_participant or part.per_participant)
            else:
                merged[key] = part
        parts = list(merged.values())
        if not parts or all(self.b[part.node].whole for part in parts):
            return parts
        nodes = self.b.spread(entitled.total, [part.node for part in parts])
        return [Amount(p.source, p.choices, node, p.per_participant) for p, node in zip(parts, nodes, strict=True)]

    def _belongs(self, part: Amount, flow: _Flow) -> bool:
        if part.source == MINIMUM:
            return flow.number == 0
        if part.source.startswith(ADVANCE + "/"):
            return part.source == f"{ADVANCE}/{flow.number}"
        return part.source in flow.sources

    # -------------------------------------------------------------- what is due

    def _ideal(self, index: int, tranche: Tranche, parts: list[Amount]) -> list[Amount]:
        """What should have been paid by now, per part, before limits on tranches and years."""
        b = self.b
        allowed = self.values.holds(tranche.gates, index)
        scope = None if tranche.scope is None else {one.name for one in tranche.scope}
        found: list[Amount] = []
        for part in parts:
            before = self.due_before.get((part.source, part.choices), self.zero)
            inside = scope is None or part.source in scope or part.source == MINIMUM
            match tranche.kind:
                case TrancheKind.FINAL:
                    node = part.node
                case TrancheKind.SHARE if inside:
                    assert tranche.share is not None
                    share = b.constant(tranche.share, Kind.PERCENT)
                    node = b.choose(allowed, b.multiply(share, part.node, Kind.MONEY), before)
                case _:
                    node = before
            found.append(Amount(part.source, part.choices, node, part.per_participant))
        if tranche.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            assert tranche.amount is not None
            amount = self.values.of_contract(tranche.amount, index)
            amount = round_to(amount, Fraction(1), Direction.HALF_AWAY, f"{tranche.title}, afgerond", b)
            amount = b.named(b.choose(allowed, amount, self.zero), tranche.title, tranche.span)
            self._flow_of(tranche).advances.append((tranche, amount))
        for flow in self.flows:
            standing = [] if tranche.kind is TrancheKind.FINAL else self._standing(flow, tranche)
            if flow.advances:
                node = b.sum(standing, Kind.MONEY)
                found.append(Amount(f"{ADVANCE}/{flow.number}", (), node))
        return found

    def _flow_of(self, tranche: Tranche) -> _Flow:
        """The `betaling` that pays an advance: that of the indicators it names, else the first."""
        for flow in self.flows:
            names = {one.name for one in flow.payment.indicators}
            if tranche.scope is not None and any(one.name in names for one in tranche.scope):
                return flow
        return self.flows[0]

    def _standing(self, flow: _Flow, tranche: Tranche) -> list[NodeId]:
        """Advances that this tranche doesn't settle yet."""
        names = [one.name for one in self.contract.tranches]
        now = names.index(tranche.name)
        return [
            amount
            for advance, amount in flow.advances
            if advance.settled_from is None or now < names.index(advance.settled_from)
        ]

    def _due(self, index: int, tranche: Tranche, ideal: list[Amount]) -> list[NodeId]:
        """Per `betaling` the cumulative amount due, after limits on this tranche and its year; updates what lapsed."""
        b = self.b
        for flow in self.flows:
            node = b.sum([part.node for part in ideal if self._belongs(part, flow)], Kind.MONEY)
            flow.ideal = round_to(node, Fraction(1), Direction.HALF_AWAY, f"{tranche.title}, afgerond", b)
        wanted = [self._wanted(tranche, flow) for flow in self.flows]
        if tranche.cap is None and not self.contract.year_caps:
            return wanted
        base = b.sum(wanted, Kind.MONEY)
        before = b.sum([flow.settled for flow in self.flows], Kind.MONEY)
        # What lapsed stays lapsed, but no more can have lapsed than is due.
        total = b.highest(
            (b.subtract(base, self.lapsed, Kind.MONEY), b.lowest((base, self.zero), Kind.MONEY)), Kind.MONEY
        )
        if self._nets(tranche):
            total = b.highest((total, before), Kind.MONEY)
        lapsed = b.subtract(base, total, Kind.MONEY)
        if tranche.cap is not None:
            room = b.sum((before, self._whole_limit(tranche.cap, index)), Kind.MONEY)
            total = b.lowest((total, room), Kind.MONEY, f"{tranche.title}, ten hoogste {tranche.cap.span.text}")
        for cap in self.contract.year_caps:
            in_year = [
                node
                for one, node in zip(self.contract.tranches, self.settled_in, strict=False)
                if one.day.year == tranche.day.year
            ]
            limit = self._whole_limit(cap.amount, index)
            left = b.highest((b.subtract(limit, b.sum(in_year, Kind.MONEY), Kind.MONEY), self.zero), Kind.MONEY)
            label = f"{tranche.day.year}, ten hoogste {cap.amount.span.text}"
            capped = b.lowest((total, b.sum((before, left), Kind.MONEY)), Kind.MONEY, label, cap.span)
            if not cap.moves_on:
                lapsed = b.sum((lapsed, b.subtract(total, capped, Kind.MONEY)), Kind.MONEY)
            total = capped
        self.lapsed = lapsed
        return b.spread(total, wanted)

    def _wanted(self, tranche: Tranche, flow: _Flow) -> NodeId:
        """What should have been paid by now under one `betaling`; what was paid, while an overpayment waits."""
        if not self._nets(tranche):
            return flow.ideal
        return self.b.choose(self._overpaid(flow), flow.settled, flow.ideal)

    def _overpaid(self, flow: _Flow) -> NodeId:
        """Whether more was paid than is due, taking together what the same payers pay: they may set off."""
        b = self.b
        together = [one for one in self.flows if one.payers == flow.payers]
        ideal = b.sum([one.ideal for one in together], Kind.MONEY)
        return b.compare(g.Relation.LESS, ideal, b.sum([one.settled for one in together], Kind.MONEY))

    def _whole_limit(self, amount: Expr, index: int) -> NodeId:
        """A limit in whole smallest units: never more than the text says."""
        if not self.values.known_at(amount, index):
            return self.zero  # a limit that isn't known yet allows nothing
        node = self.values.of_contract(amount, index)
        return round_to(node, Fraction(1), Direction.DOWN, f"grens van {amount.span.text}, naar beneden", self.b)

    def _parts_of(self, tranche: Tranche, flow: _Flow, due: NodeId, ideal: list[Amount]) -> list[Amount]:
        """The amount due under one `betaling` in whole parts. While an overpayment waits, no part changes."""
        b = self.b
        if due == flow.ideal and all(b[part.node].whole for part in ideal):
            return ideal
        nodes = b.spread(due, [part.node for part in ideal])
        if self._nets(tranche):
            over = self._overpaid(flow)
            nodes = [
                b.choose(over, self.due_before.get((part.source, part.choices), self.zero), node)
                for part, node in zip(ideal, nodes, strict=True)
            ]
        return [changed(part, node=node) for part, node in zip(ideal, nodes, strict=True)]

    def _settled(self, flow: _Flow, shares: _Shares) -> NodeId:
        """What has been paid of the entitlement itself: without top-ups, with what limits let lapse."""
        b = self.b
        paid = [node for nodes in flow.paid.values() for node in nodes]
        total = b.sum((*paid, shares.lapsed_of_entitlement), Kind.MONEY)
        return b.subtract(total, shares.from_top_ups, Kind.MONEY)

    def _nets(self, tranche: Tranche) -> bool:
        """Whether an overpayment at this tranche waits for a later one."""
        pays_back = self.contract.recovery is not None and self.contract.recovery.pay_back
        return tranche.kind is not TrancheKind.FINAL and not pays_back

    def _difference(
        self, tranche: Tranche, flow: _Flow, way: str, before: dict[str, list[NodeId]], goals: dict[str, NodeId]
    ) -> dict[str, NodeId]:
        """What each party pays or receives now: its cumulative amount less what went before."""
        b = self.b
        found: dict[str, NodeId] = {}
        for party, goal in goals.items():
            earlier = before.setdefault(party, [])
            computed = b.subtract(goal, b.sum(earlier, Kind.MONEY), Kind.MONEY)
            node = b.add(g.Paid(tranche.name, way, flow.number, party, computed), Kind.MONEY)
            found[party] = node
            earlier.append(node)
        return found

    # -------------------------------------------------------------- payers

    def _payers(
        self, index: int, tranche: Tranche, flow: _Flow, amount: NodeId, parts: Sequence[Amount], steps: list[NodeId]
    ) -> _Shares:
        """Cumulative amounts per payer."""
        b = self.b
        payment = flow.payment
        found: dict[str, NodeId] = {}
        limits: list[tuple[Party, PayerLimit]] = []

        def add(party: Party, node: NodeId) -> None:
            found[party.name] = b.sum((found.get(party.name, self.zero), node), Kind.MONEY)

        if payment.order:
            left = amount
            for line in payment.order:
                if line.amount is None:
                    add(line.party, left)
                    break
                layer = b.lowest((left, self._whole_limit(line.amount, index)), Kind.MONEY)
                layer = b.named(layer, f"{self._called(line.party.name)}, laag", line.span)
                add(line.party, layer)
                left = b.subtract(left, layer, Kind.MONEY)
        else:
            nodes = b.spread(amount, self._weights(payment, index))
            for bearer, node in zip(payment.bearers, nodes, strict=True):
                if isinstance(bearer.who, ByAttribute):
                    self._by_attribute(bearer.who, node, parts, add)
                else:
                    add(bearer.who, node)
                    if bearer.limit is not None:
                        limits.append((bearer.who, bearer.limit))
            if payment.when_zero is not None:
                found = self._when_zero(payment, index, amount, found)
        dropped = dropped_extra = extras = self.zero
        for party, limit in self._in_order(limits):
            dropped = b.sum((dropped, self._limit(index, tranche, flow, party, limit, found)), Kind.MONEY)
        for top_up in payment.top_ups:
            base = found.get(top_up.base.name, self.zero)
            extra = b.multiply(b.constant(top_up.share, Kind.PERCENT), base, Kind.MONEY)
            label = f"{self._called(top_up.party.name)}, aanvulling"
            extra = round_to(extra, Fraction(1), Direction.HALF_AWAY, label, b)
            added = {top_up.party.name: extra}
            if top_up.limit is not None:
                lost = self._limit(index, tranche, flow, top_up.party, top_up.limit, added)
                dropped_extra = b.sum((dropped_extra, lost), Kind.MONEY)
            for name, node in added.items():
                found[name] = b.sum((found.get(name, self.zero), node), Kind.MONEY)
                extras = b.sum((extras, node), Kind.MONEY)
        for party_name, node in found.items():
            found[party_name] = b.named(node, f"{self._called(party_name)}, t/m deze tranche")
            steps.append(found[party_name])
        return _Shares(found, dropped, dropped_extra, extras, b.sum((dropped, dropped_extra), Kind.MONEY))

    def _in_order(self, limits: list[tuple[Party, PayerLimit]]) -> list[tuple[Party, PayerLimit]]:
        """Limits in such an order that what exceeds one is there when the next is applied."""
        left = list(limits)
        found: list[tuple[Party, PayerLimit]] = []
        while left:
            targets = {limit.excess.name for _, limit in left if limit.excess is not None}
            ready = next((pair for pair in left if pair[0].name not in targets), left[0])
            left.remove(ready)
            found.append(ready)
        return found

    def _weights(self, payment: Payment, index: int) -> list[NodeId]:
        return [self._weight(line, index) for line in payment.bearers]

    def _weight(self, line: BearerLine, index: int) -> NodeId:
        """A share, or the measurement at its latest moment that is known at the tranche."""
        if line.proportion is None:
            assert line.share is not None
            return self.b.constant(line.share, Kind.PERCENT)
        moments = sorted(line.proportion.moments, key=lambda moment: moment.day or date.min)
        known = [moment for moment in moments if self.values.known_from(moment) <= index]
        if moments and not known:
            return self.b.constant(0, line.proportion.kind)
        return self.values.measured(line.proportion, known[-1] if known else None)

    def _when_zero(self, payment: Payment, index: int, amount: NodeId, found: dict[str, NodeId]) -> dict[str, NodeId]:
        """When all bases of a proportional split are zero, one named party pays."""
        b = self.b
        assert payment.when_zero is not None
        base = b.sum(self._weights(payment, index), Kind.NUMBER)
        nothing = b.compare(g.Relation.EQUAL, base, b.constant(0, Kind.NUMBER))
        names = list(dict.fromkeys([*found, payment.when_zero.name]))
        return {
            name: b.choose(nothing, amount if name == payment.when_zero.name else self.zero, found.get(name, self.zero))
            for name in names
        }

    def _by_attribute(self, who: ByAttribute, amount: NodeId, parts: Sequence[Amount], add: object) -> None:
        """Split by the parts that carry each value of the attribute."""
        b = self.b
        weights = [
            b.sum([p.node for p in parts if dict(p.choices).get(who.attribute.name) == choice], Kind.MONEY)
            for choice, _ in who.parties
        ]
        for (_, party), node in zip(who.parties, b.spread(amount, weights), strict=True):
            add(party, node)  # type: ignore[operator]

    def _limit(
        self,
        index: int,
        tranche: Tranche,
        flow: _Flow,
        party: Party,
        limit: PayerLimit,
        found: dict[str, NodeId],
    ) -> NodeId:
        """Hold a payer to a limit; gives back what lapses. Changes `found`."""
        b = self.b
        wanted = found[party.name]
        amount = self._whole_limit(limit.amount, index)
        label = f"{self._called(party.name)}, ten hoogste {limit.amount.span.text}"
        if limit.per_year:
            key = f"{party.name}/jaar"
            moved = flow.moved.get(key, self.zero)
            left_over = b.subtract(wanted, moved, Kind.MONEY)
            owed = b.highest((left_over, b.lowest((wanted, self.zero), Kind.MONEY)), Kind.MONEY)
            paid = flow.paid.get(party.name, [])
            in_year = [
                node
                for one, node in zip(self.contract.tranches, paid, strict=False)
                if one.day.year == tranche.day.year
            ]
            left = b.highest((b.subtract(amount, b.sum(in_year, Kind.MONEY), Kind.MONEY), self.zero), Kind.MONEY)
            room = b.sum((b.sum(paid, Kind.MONEY), left), Kind.MONEY)
            held = b.lowest((owed, room), Kind.MONEY, f"{label} in {tranche.day.year}", limit.span)
            excess = b.subtract(wanted, held, Kind.MONEY)
            flow.moved[key] = excess
        else:
            held = b.lowest((wanted, amount), Kind.MONEY, label, limit.span)
            excess = b.subtract(wanted, held, Kind.MONEY)
        found[party.name] = held
        if limit.excess is None:
            return excess
        other = limit.excess.name
        found[other] = b.sum((found.get(other, self.zero), excess), Kind.MONEY)
        return self.zero

    # -------------------------------------------------------------- receivers and VAT

    def _receivers(
        self, index: int, tranche: Tranche, flow: _Flow, amount: NodeId, parts: Sequence[Amount], steps: list[NodeId]
    ) -> dict[str, NodeId]:
        """Cumulative amounts per receiver."""
        b = self.b
        receivers = flow.payment.receivers
        found: dict[str, NodeId] = {}

        def add(party: Party, node: NodeId) -> None:
            found[party.name] = b.sum((found.get(party.name, self.zero), node), Kind.MONEY)

        match receivers:
            case SharedReceivers():
                for name, node in self._shared(receivers, amount):
                    found[name] = b.sum((found.get(name, self.zero), node), Kind.MONEY)
            case ByAttribute():
                self._by_attribute(receivers, amount, parts, add)
            case Waterfall():
                if flow.waterfall is None:
                    flow.waterfall = WaterfallState(receivers, self.contract, self.values)
                new, rest = flow.waterfall.distribute(index, amount)
                found.update(new)
                steps.extend(flow.waterfall.shown)
                for name, node in self._shared(receivers.rest, rest):
                    found[name] = b.sum((found.get(name, self.zero), node), Kind.MONEY)
        return found

    def _shared(self, receivers: SharedReceivers, amount: NodeId) -> list[tuple[str, NodeId]]:
        shares = [self.b.constant(share, Kind.PERCENT) for _, share in receivers.shares]
        nodes = self.b.spread(amount, shares)
        names = [PARTICIPANT if party is None else party.name for party, _ in receivers.shares]
        return list(zip(names, nodes, strict=True))

    def _vat(self, pays: dict[str, NodeId]) -> tuple[tuple[str, NodeId], ...]:
        """VAT on what each payer pays in this tranche, over the cumulative amount, so that cents don't drift."""
        b = self.b
        vat = self.contract.vat
        if vat is None or vat.rate is None:
            return ()
        factor = vat.rate
        if self.contract.vat_basis == "inclusief btw":
            factor = vat.rate / (1 + vat.rate)
        found: list[tuple[str, NodeId]] = []
        for party, node in pays.items():
            history = self.vat_before.setdefault(party, [])
            history.append(node)
            whole = b.multiply(b.constant(factor, Kind.PERCENT), b.sum(history, Kind.MONEY), Kind.MONEY)
            whole = round_to(whole, Fraction(1), Direction.HALF_AWAY, f"Btw {self._called(party)}", b)
            key = f"{party}/btw"
            earlier = self.vat_before.setdefault(key, [])
            now = b.subtract(whole, b.sum(earlier, Kind.MONEY), Kind.MONEY)
            earlier.append(now)
            bearer = party if vat.bearer is None else vat.bearer.name
            found.append((bearer, b.named(now, f"Btw over wat {self._called(party)} betaalt")))
        merged: dict[str, NodeId] = {}
        for party, node in found:
            merged[party] = b.sum((merged.get(party, self.zero), node), Kind.MONEY)
        return tuple(merged.items())
