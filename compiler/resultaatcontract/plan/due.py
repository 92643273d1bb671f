"""What is due under each `betaling` at a tranche: shares, advances, limits of the tranche and its year, netting."""

from __future__ import annotations

from fractions import Fraction

from ..model.contract import Direction, Tranche, TrancheKind
from ..model.expressions import Expr, Kind
from ..record import changed
from . import graph as g
from .flow import Flow, Ground, of_the_same_payers
from .graph import NodeId
from .plan import ADVANCE, GATE, MINIMUM, SO_FAR, RuleOf
from .steps import Amount, not_below_zero, round_to

Key = tuple[str, tuple[tuple[str, str], ...]]


class Due:
    """Keeps what lapsed and what was due per part, from tranche to tranche."""

    def __init__(self, ground: Ground, flows: list[Flow]) -> None:
        self.ground = ground
        self.flows = flows
        self.lapsed = ground.zero
        # The year of the tranche before, what lapsed in the years before that one, and what lapsed with it.
        self.lapsed_in = (0, ground.zero, ground.zero)
        self.part_before: dict[Key, NodeId] = {}  # cumulative, before payer limits and top-ups
        self.standing: dict[Key, NodeId] = {}  # the same, without what was paid too much
        self.allowed = ground.b.constant(True, Kind.YES_NO)  # whether the gates of the tranche at hand are open
        self.settled_in: list[NodeId] = []  # per tranche: what was paid of the entitlement

    # -------------------------------------------------------------- before limits in time

    def ideal(self, index: int, tranche: Tranche, parts: list[Amount]) -> list[Amount]:
        """What should have been paid by now, per part, before limits on tranches and years."""
        b, values = self.ground.b, self.ground.values
        allowed = values.holds(tranche.gates, index)
        if tranche.gates:
            allowed = b.all_of([allowed], f"{GATE}{tranche.title}", tranche.span)
        self.allowed = allowed
        scope = None if tranche.scope is None else {one.name for one in tranche.scope}
        found: list[Amount] = []
        for part in parts:
            before = self.standing.get((part.source, part.choices), self.ground.zero)
            inside = scope is None or part.source in scope
            match tranche.kind:
                case TrancheKind.FINAL:
                    node = part.node
                case TrancheKind.SHARE if inside:
                    assert tranche.share is not None
                    share = b.constant(tranche.share, Kind.PERCENT)
                    node = b.choose(allowed, b.multiply(share, part.node, Kind.MONEY), before)
                case _:
                    node = before
            found.append(changed(part, node=node))
        if tranche.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            assert tranche.amount is not None
            known = values.known_at(tranche.amount, index)
            amount = values.of_contract(tranche.amount, index) if known else self.ground.zero
            amount = round_to(amount, Fraction(1), Direction.HALF_AWAY, f"{tranche.title}, afgerond", b)
            amount = b.named(b.choose(allowed, amount, self.ground.zero), tranche.title, tranche.span)
            self._flow_of(tranche).advances.append((tranche, amount))
        for flow in self.flows:
            standing = [] if tranche.kind is TrancheKind.FINAL else self._standing(flow, tranche)
            if flow.advances:
                found.append(Amount(f"{ADVANCE}/{flow.number}", (), self.ground.total(standing)))
        for flow in self.flows:
            node = self.ground.total([part.node for part in found if self.belongs(part, flow)])
            ideal = round_to(node, Fraction(1), Direction.HALF_AWAY, f"{tranche.title}, afgerond", b)
            # While the gate of a tranche is shut, nothing is settled either.
            flow.ideal = b.choose(allowed, ideal, flow.settled)
        return found

    def belongs(self, part: Amount, flow: Flow) -> bool:
        """Whether a part is paid under a `betaling`."""
        if part.source == MINIMUM:
            return flow.number == 0
        if part.source.startswith(ADVANCE + "/"):
            return part.source == f"{ADVANCE}/{flow.number}"
        return part.source in flow.sources

    def _flow_of(self, tranche: Tranche) -> Flow:
        """The `betaling` that pays an advance: that of the indicators it names, else the first."""
        for flow in self.flows:
            if tranche.scope is not None and any(one.name in flow.sources for one in tranche.scope):
                return flow
        return self.flows[0]

    def _standing(self, flow: Flow, tranche: Tranche) -> list[NodeId]:
        """Advances that this tranche doesn't settle yet."""
        names = [one.name for one in self.ground.contract.tranches]
        now = names.index(tranche.name)
        return [
            amount
            for advance, amount in flow.advances
            if advance.settled_from is None or now < names.index(advance.settled_from)
        ]

    # -------------------------------------------------------------- limits in time

    def per_flow(self, index: int, tranche: Tranche) -> list[NodeId]:
        """Per `betaling` the cumulative amount due, after limits on this tranche and its year; updates what lapsed."""
        ground, b = self.ground, self.ground.b
        waits = ground.waits(tranche)
        settled = [flow.settled for flow in self.flows]
        wanted = self._held(settled) if waits else [flow.ideal for flow in self.flows]
        if tranche.cap is None and not ground.contract.year_caps:
            return wanted
        base, before = ground.total(wanted), ground.total(settled)
        # What lapsed in an earlier year stays lapsed, but no more than is due; within a year the limit is on the whole year.
        year, earlier, latest = self.lapsed_in
        earlier = earlier if year == tranche.day.year else latest
        kept = b.lowest((earlier, ground.at_least_zero(base)), Kind.MONEY)
        total = ground.less(base, kept)
        if waits:
            total = b.highest((total, before), Kind.MONEY)
        lapsed = kept
        if tranche.cap is not None:
            room = ground.total((before, self.whole_limit(tranche.cap, index)))
            b.applies(RuleOf.CAP, tranche.cap.span, above=[(total, room)])
            total = b.lowest((total, room), Kind.MONEY, f"{tranche.title}, ten hoogste {tranche.cap.span.text}")
        for cap in ground.contract.year_caps:
            in_year = [
                node
                for one, node in zip(ground.contract.tranches, self.settled_in, strict=False)
                if one.day.year == tranche.day.year
            ]
            left = ground.at_least_zero(ground.less(self.whole_limit(cap.amount, index), ground.total(in_year)))
            label = f"Alle betalingen{SO_FAR}, ten hoogste {cap.amount.span.text} in {tranche.day.year}"
            room = ground.total((before, left))
            b.applies(RuleOf.CAP, cap.span, above=[(total, room)])
            capped = b.lowest((total, room), Kind.MONEY, label, cap.span)
            if not cap.moves_on:
                lapsed = ground.total((lapsed, ground.less(total, capped)))
            total = capped
        self.lapsed = lapsed
        self.lapsed_in = (tranche.day.year, kept, lapsed)
        return self._capped(total, wanted) if waits else b.spread(total, wanted)

    def _held(self, settled: list[NodeId]) -> list[NodeId]:
        """While overpayments wait: where more was paid than is due, what was paid."""
        ground, b = self.ground, self.ground.b
        found = list(settled)
        for group in of_the_same_payers(self.flows):
            ideal, paid = ground.total([one.ideal for one in group]), ground.total([one.settled for one in group])
            over = b.compare(g.Relation.LESS, ideal, paid)
            for flow in group:
                found[flow.number] = b.choose(over, flow.settled, flow.ideal)
        return found

    def _capped(self, total: NodeId, wanted: list[NodeId]) -> list[NodeId]:
        """A total below what is wanted, while overpayments wait: no group of flows falls below what it had."""
        ground, b = self.ground, self.ground.b
        groups = of_the_same_payers(self.flows)
        goals = b.spread(total, [ground.total([wanted[one.number] for one in group]) for group in groups])
        found = list(wanted)
        earlier = [ground.total([one.settled for one in group]) for group in groups]
        if len(groups) > 1:
            rises = ground.rises([ground.less(goal, one) for goal, one in zip(goals, earlier, strict=True)])
            goals = [ground.total(pair) for pair in zip(earlier, rises, strict=True)]
        for group, goal in zip(groups, goals, strict=True):
            for flow, node in zip(group, b.spread(goal, [wanted[one.number] for one in group]), strict=True):
                found[flow.number] = node
        return found

    def whole_limit(self, amount: Expr, index: int) -> NodeId:
        """A limit in whole smallest units: never more than the text says; one that isn't known yet allows nothing."""
        values = self.ground.values
        if not values.known_at(amount, index):
            return self.ground.zero
        there = self.ground.b.choose(values.usable(amount), values.of_contract(amount, index), self.ground.zero)
        node = not_below_zero(amount, there, self.ground.b)
        label = f"grens van {amount.span.text}, naar beneden"
        return round_to(node, Fraction(1), Direction.DOWN, label, self.ground.b)

    # -------------------------------------------------------------- per part

    def parts(self, tranche: Tranche, flow: Flow, due: NodeId, ideal: list[Amount]) -> list[Amount]:
        """The amount due under one `betaling` in whole parts; while an overpayment waits, in the parts it had."""
        b = self.ground.b
        own = [part for part in ideal if self.belongs(part, flow)]
        # While an overpayment waits or a gate is shut, each part stays as it was.
        stays = [b.negate(self.allowed)]
        if self.ground.waits(tranche):
            stays.append(b.compare(g.Relation.LESS, flow.ideal, flow.settled))
        over = b.any_of(stays)
        gated = not b.is_constant(self.allowed, True)
        wanted = own
        if gated or due != flow.ideal or not all(b[part.node].whole for part in own):
            weights = [part.node for part in own]
            if not b.is_constant(over, False) and len(own) > 1:
                weights = [
                    b.choose(over, self.part_before.get((part.source, part.choices), self.ground.zero), part.node)
                    for part in own
                ]
            own = [changed(part, node=node) for part, node in zip(own, b.spread(due, weights), strict=True)]
        for part, want in zip(own, wanted, strict=True):
            key = (part.source, part.choices)
            self.part_before[key] = part.node
            before = self.standing.get(key, self.ground.zero)
            stood = b.choose(over, want.node, part.node)
            self.standing[key] = b.choose(self.allowed, stood, before) if gated else stood
        return own
