"""What is due under each `betaling` at a tranche: shares, advances, limits of the tranche and its year, netting."""

from __future__ import annotations

from fractions import Fraction

from ..model.contract import Direction, Tranche, TrancheKind
from ..model.expressions import Expr, Kind
from ..record import changed
from .flow import Flow, Ground
from .graph import NodeId
from .in_time import Asked, InTime, Key, key_of
from .plan import ADVANCE, GATE, MINIMUM
from .steps import Amount, not_below_zero, round_to


class Due:
    """Keeps what was due per part, from tranche to tranche."""

    def __init__(self, ground: Ground, flows: list[Flow]) -> None:
        self.ground = ground
        self.flows = flows
        self.part_before: dict[Key, NodeId] = {}  # cumulative, before payer limits and top-ups
        self.standing: dict[Key, NodeId] = {}  # the same, without what was paid too much
        self.settled_in: list[NodeId] = []  # per tranche: what was paid of the entitlement
        self.made: dict[int, list[Amount]] = {}  # by flow: the whole parts of what is due
        self.in_time: InTime | None = None
        if ground.contract.year_caps or any(tranche.cap is not None for tranche in ground.contract.tranches):
            self.in_time = InTime(ground, flows, self.belongs, self.whole_limit, self.standing, self.settled_in)

    @property
    def lapsed(self) -> NodeId:
        """What limits on tranches and years took away for good, so far."""
        return self.ground.zero if self.in_time is None else self.in_time.lapsed

    # -------------------------------------------------------------- before limits in time

    def ideal(self, index: int, tranche: Tranche, parts: list[Amount]) -> Asked:
        """What should have been paid by now, per part and whole, before limits on tranches and years."""
        b, values = self.ground.b, self.ground.values
        allowed = values.holds(tranche.gates, index)
        if tranche.gates:
            allowed = b.all_of([allowed], f"{GATE}{tranche.title}", tranche.span)
        wants = self._wants(tranche, parts)
        found: list[Amount] = []
        for part in parts:
            stands = self.standing.get(key_of(part), self.ground.zero)
            node = b.choose(allowed, wants[key_of(part)], stands) if key_of(part) in wants else stands
            found.append(changed(part, node=node))
        advance = ""
        if tranche.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            assert tranche.amount is not None
            amount = values.amount_at(tranche.amount, index)
            amount = round_to(amount, Fraction(1), Direction.HALF_AWAY, f"{tranche.title}, afgerond", b)
            amount = b.named(b.choose(allowed, amount, self.ground.zero), tranche.title, tranche.span)
            flow = self._flow_of(tranche)
            flow.advances.append((tranche, amount))
            advance = f"{ADVANCE}/{flow.number}"
        for flow in self.flows:
            standing = [] if tranche.kind is TrancheKind.FINAL else self._standing(flow, tranche)
            if flow.advances:
                found.append(Amount(f"{ADVANCE}/{flow.number}", (), self.ground.total(standing)))
        for flow in self.flows:
            ideal = self.ground.total([part.node for part in found if self.belongs(part, flow)])
            # While the gate of a tranche is shut, nothing is settled either.
            flow.ideal = b.choose(allowed, ideal, flow.settled)
        return Asked(index, tranche, tuple(found), frozenset(wants), advance, allowed)

    def _wants(self, tranche: Tranche, parts: list[Amount]) -> dict[Key, NodeId]:
        """The parts that a tranche is about, and what it wants of each: whole for each `betaling`, and so are its parts."""
        b = self.ground.b
        if tranche.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            return {}
        scope = None if tranche.scope is None else {one.name for one in tranche.scope}
        moving = [part for part in parts if scope is None or part.source in scope]
        if tranche.share is None:
            return {key_of(part): part.node for part in moving}
        share = b.constant(tranche.share, Kind.PERCENT)
        found: dict[Key, NodeId] = {}
        for flow in self.flows:
            own = [part for part in moving if self.belongs(part, flow)]
            nodes = [b.multiply(share, part.node, Kind.MONEY) for part in own]
            if not all(b[node].whole for node in nodes):
                label = f"{tranche.title}, afgerond"
                nodes = b.spread(round_to(self.ground.total(nodes), Fraction(1), Direction.HALF_AWAY, label, b), nodes)
            found |= zip(map(key_of, own), nodes, strict=True)
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

    def per_flow(self, asked: Asked) -> list[NodeId]:
        """Per `betaling` the cumulative amount due, after limits on this tranche and its year; its parts are in `made`."""
        if self.in_time is not None:
            dues, self.made = self.in_time.due(asked)
            return dues
        dues, over = self.ground.held([flow.ideal for flow in self.flows], self.flows, asked.tranche)
        for flow, due, waits in zip(self.flows, dues, over, strict=True):
            self.made[flow.number] = self._parts(flow, due, waits, asked)
        return dues

    def whole_limit(self, amount: Expr, index: int) -> NodeId:
        """A limit in whole smallest units: never more than the text says; one that isn't known yet allows nothing."""
        node = not_below_zero(amount, self.ground.values.amount_at(amount, index), self.ground.b)
        label = f"grens van {amount.span.text}, naar beneden"
        return round_to(node, Fraction(1), Direction.DOWN, label, self.ground.b)

    # -------------------------------------------------------------- per part

    def _parts(self, flow: Flow, due: NodeId, over: NodeId, asked: Asked) -> list[Amount]:
        """The amount due under one `betaling` in whole parts; while an overpayment waits, in the parts it had."""
        b = self.ground.b
        wanted = [part for part in asked.parts if self.belongs(part, flow)]
        # While an overpayment waits or a gate is shut, each part stays as it was.
        stays = b.any_of([b.negate(asked.allowed), over])
        own = wanted
        if due != flow.ideal or not b.is_constant(stays, False):
            weights = [
                b.choose(stays, self.part_before.get(key_of(part), self.ground.zero), part.node) for part in wanted
            ]
            own = [changed(part, node=node) for part, node in zip(wanted, b.spread(due, weights), strict=True)]
        for part, want in zip(own, wanted, strict=True):
            key = key_of(part)
            self.part_before[key] = part.node
            stood = b.choose(over, want.node, part.node)
            self.standing[key] = b.choose(asked.allowed, stood, self.standing.get(key, self.ground.zero))
        return own
