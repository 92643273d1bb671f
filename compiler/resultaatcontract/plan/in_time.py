"""Limits on a tranche and on a calendar year: what they cut of each part, what lapses and what is put off.

Words used here, for one part (a source within a combination of attribute values, under one `betaling`):

  want    what should have been paid of it by now, in whole smallest units
  before  what was due of it up to and including the tranche before
  lapsed  what limits of earlier years took away; what they take in this year isn't final before the year is over
  add     want - lapsed - before: what the tranche would add; below zero where something has to come back

Invariants, for every possible result:
  - a limit takes from what would be added, in proportion; a part, `betaling` or group of them that adds nothing or gives
    something back, keeps its own, so that no limit takes back what an earlier tranche paid;
  - when the want of a part falls, that comes first off what lapsed of the same part; and of one `betaling` there never is
    more that lapsed than that is wanted, so that a limit makes no debt;
  - an advance that lapses is less for good: it is no part of the entitlement, so nothing of that lapses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model.contract import Tranche
from ..model.expressions import Expr, Kind
from ..record import changed, record
from ..text.source import Span
from .flow import Flow, Ground, of_the_same_payers
from .graph import NodeId
from .plan import ADVANCE, SO_FAR, RuleOf
from .steps import Amount

Key = tuple[str, tuple[tuple[str, str], ...]]


@record
class Asked:
    """A tranche before limits in time: the wants of the parts, which of them it is about, and whether its gates are open."""

    index: int
    tranche: Tranche
    parts: Sequence[Amount]
    moving: frozenset[Key]
    advance: str  # the source of what this tranche pays in advance; "" for none
    allowed: NodeId


@record
class Room:
    """What is due in all stays within `most`, as the text says."""

    most: NodeId
    words: str
    span: Span


@record
class Stage:
    """Limits that hold together; what they cut lapses, or else stays open for a later tranche."""

    lapses: bool
    rooms: tuple[Room, ...]


class InTime:
    """Keeps per part what was due, what lapsed and what stands, from tranche to tranche."""

    def __init__(
        self,
        ground: Ground,
        flows: list[Flow],
        belongs: Callable[[Amount, Flow], bool],
        whole_limit: Callable[[Expr, int], NodeId],
        standing: dict[Key, NodeId],
        settled_in: list[NodeId],
    ) -> None:
        self.ground = ground
        self.b = ground.b
        self.flows = flows
        self.belongs = belongs
        self.whole_limit = whole_limit
        self.standing = standing  # what a tranche that isn't about a part leaves it at
        self.settled_in = settled_in  # per tranche: what was paid of the entitlement
        self._before: dict[Key, NodeId] = {}
        self._wanted: dict[Key, NodeId] = {}  # at the last tranche that was about the part
        self._lapsed: dict[Key, NodeId] = {}  # in earlier years
        self._lapsed_now: dict[Key, NodeId] = {}  # in this one
        self._year = 0
        self._put_off = False  # whether anything can still be open that an earlier limit put off

    @property
    def lapsed(self) -> NodeId:
        """What lapsed in all."""
        return self.ground.total([*self._lapsed.values(), *self._lapsed_now.values()])

    def due(self, asked: Asked) -> tuple[list[NodeId], dict[int, list[Amount]]]:
        """Per `betaling` the cumulative amount due after all limits on this tranche and its year, and its parts."""
        ground, b = self.ground, self.b
        self._turn_of_the_year(asked.tranche.day.year)
        own = {flow.number: [part for part in asked.parts if self.belongs(part, flow)] for flow in self.flows}
        for parts in own.values():
            self._falls(parts, asked)
        nets = {key_of(part): self._net(part, asked) for part in asked.parts}
        wanted = [ground.total([nets[key_of(part)] for part in own[flow.number]]) for flow in self.flows]
        wanted = [b.choose(asked.allowed, one, flow.settled) for one, flow in zip(wanted, self.flows, strict=True)]
        groups = of_the_same_payers(self.flows) if ground.waits(asked.tranche) else [[flow] for flow in self.flows]
        dues, over = ground.held(wanted, self.flows, asked.tranche)
        adds = {key: ground.less(node, self._of(self._before, key)) for key, node in nets.items()}
        stages = self._stages(asked)
        gone: dict[Key, NodeId] = {}
        for stage in stages:
            total = ground.total(dues)
            for room in stage.rooms:
                b.applies(RuleOf.CAP, room.span, above=[(total, room.most)])
                total = b.lowest((total, room.most), Kind.MONEY, room.words, room.span)
            dues = self._over_flows(total, dues, groups)
            for flow in self.flows:
                keys = [key_of(part) for part in own[flow.number]]
                earlier = ground.total([self._of(self._before, key) for key in keys])
                left = self._over_parts(ground.less(dues[flow.number], earlier), {key: adds[key] for key in keys})
                if stage.lapses:
                    for key in keys:
                        gone[key] = ground.total((self._of(gone, key), ground.less(adds[key], left[key])))
                adds |= left
            self._put_off = self._put_off or not stage.lapses
        made = {
            flow.number: self._note(asked, flow, own[flow.number], dues[flow.number], over[flow.number], adds, gone)
            for flow in self.flows
        }
        return dues, made

    def _note(
        self,
        asked: Asked,
        flow: Flow,
        parts: list[Amount],
        due: NodeId,
        over: NodeId,
        adds: dict[Key, NodeId],
        gone: dict[Key, NodeId],
    ) -> list[Amount]:
        """The parts of what is due under one flow; where an overpayment waits or a gate is shut, those that it had.

        Remembers what became of each.
        """
        ground, b = self.ground, self.b
        stays = b.any_of([b.negate(asked.allowed), over])
        weights: list[NodeId] = []
        for part in parts:
            key = key_of(part)
            before = self._of(self._before, key)
            if part.source.startswith(ADVANCE + "/"):
                if part.source == asked.advance or self._put_off:
                    self._advance_lapses(flow, stays, self._of(gone, key))
            elif key in asked.moving:
                self._lapsed_now[key] = b.choose(stays, self._of(self._lapsed_now, key), self._of(gone, key))
            weights.append(b.choose(stays, before, ground.total((before, adds[key]))))
        nodes = weights if b.is_constant(stays, False) and len(parts) > 1 else b.spread(due, weights)
        for part, node in zip(parts, nodes, strict=True):
            key = key_of(part)
            self._before[key] = node
            settled = ground.total((node, self._of(self._lapsed, key), self._of(self._lapsed_now, key)))
            stands = b.choose(over, part.node, settled)
            self.standing[key] = b.choose(asked.allowed, stands, self._of(self.standing, key))
        return [changed(part, node=node) for part, node in zip(parts, nodes, strict=True)]

    # -------------------------------------------------------------- before limits

    def _turn_of_the_year(self, year: int) -> None:
        if year != self._year:
            self._year = year
            for key, node in self._lapsed_now.items():
                self._lapsed[key] = self.ground.total((self._of(self._lapsed, key), node))
            self._lapsed_now = {}

    def _net(self, part: Amount, asked: Asked) -> NodeId:
        """What should have been paid of a part without what lapsed; what lapsed in this year is looked at anew."""
        key = key_of(part)
        gone = self._of(self._lapsed, key)
        if key not in asked.moving:
            gone = self.ground.total((gone, self._of(self._lapsed_now, key)))
        return self.ground.less(part.node, gone)

    def _falls(self, parts: Sequence[Amount], asked: Asked) -> None:
        """Take off what lapsed of the parts of one flow: where a part falls; and what is more than all that is wanted."""
        ground, b = self.ground, self.b
        moving = [part for part in parts if key_of(part) in asked.moving]
        left: dict[Key, NodeId] = {}
        for part in moving:
            key = key_of(part)
            lapsed = self._of(self._lapsed, key)
            if not b.is_constant(lapsed, 0):
                fall = ground.at_least_zero(ground.less(self._of(self._wanted, key), part.node))
                left[key] = ground.at_least_zero(ground.less(lapsed, fall))
            self._wanted[key] = b.choose(asked.allowed, part.node, self._of(self._wanted, key))
        wanted = [part.node for part in parts if not part.source.startswith(ADVANCE + "/")]
        most = ground.at_least_zero(ground.total(wanted))
        fits = b.lowest((ground.total(list(left.values())), most), Kind.MONEY)
        for key, node in zip(left, b.spread(fits, list(left.values())) if left else (), strict=True):
            self._lapsed[key] = b.choose(asked.allowed, node, self._lapsed[key])

    # -------------------------------------------------------------- the limits

    def _stages(self, asked: Asked) -> list[Stage]:
        """The limits that hold now, in order; those that follow each other and let the excess go the same way together."""
        ground, tranche = self.ground, asked.tranche
        before = ground.total([flow.settled for flow in self.flows])
        stages: list[Stage] = []
        if tranche.cap is not None:
            most = self.whole_limit(tranche.cap, asked.index)
            words = f"{tranche.title}, ten hoogste {tranche.cap.span.text}"
            stages.append(Stage(False, (Room(ground.total((before, most)), words, tranche.cap.span),)))
        for cap in ground.contract.year_caps:
            in_year = [
                node
                for one, node in zip(ground.contract.tranches, self.settled_in, strict=False)
                if one.day.year == tranche.day.year
            ]
            left = ground.at_least_zero(ground.less(self.whole_limit(cap.amount, asked.index), ground.total(in_year)))
            words = f"Alle betalingen{SO_FAR}, ten hoogste {cap.amount.span.text} in {tranche.day.year}"
            room = Room(ground.total((before, left)), words, cap.span)
            if stages and stages[-1].lapses is not cap.moves_on:
                stages[-1] = Stage(stages[-1].lapses, (*stages[-1].rooms, room))
            else:
                stages.append(Stage(not cap.moves_on, (room,)))
        return stages

    def _over_flows(self, total: NodeId, dues: list[NodeId], groups: list[list[Flow]]) -> list[NodeId]:
        """A total that limits may have made less, over the groups of flows, and of each over its flows."""
        ground = self.ground
        found = list(dues)
        settled = [ground.total([flow.settled for flow in group]) for group in groups]
        adds = [
            ground.less(ground.total([dues[flow.number] for flow in group]), before)
            for group, before in zip(groups, settled, strict=True)
        ]
        left = ground.within(ground.less(total, ground.total(settled)), adds)
        for group, before, now in zip(groups, settled, left, strict=True):
            # Of the only one that there is, the total itself: the same amount in fewer steps.
            goal = total if len(groups) == 1 else ground.total((before, now))
            own = ground.within(
                ground.less(goal, before), [ground.less(dues[flow.number], flow.settled) for flow in group]
            )
            for flow, node in zip(group, own, strict=True):
                found[flow.number] = goal if len(group) == 1 else ground.total((flow.settled, node))
        return found

    def _over_parts(self, total: NodeId, adds: dict[Key, NodeId]) -> dict[Key, NodeId]:
        """What a flow adds, over the values of attributes that money follows, and of each over the sources."""
        ground = self.ground
        by_value: dict[tuple[tuple[str, str], ...], list[Key]] = {}
        for key in adds:
            by_value.setdefault(key[1], []).append(key)
        sums = [ground.total([adds[key] for key in keys]) for keys in by_value.values()]
        found: dict[Key, NodeId] = {}
        for keys, node in zip(by_value.values(), ground.within(total, sums), strict=True):
            found |= zip(keys, ground.within(node, [adds[key] for key in keys]), strict=True)
        return {key: found[key] for key in adds}

    # -------------------------------------------------------------- after limits

    def _advance_lapses(self, flow: Flow, stays: NodeId, lapsed: NodeId) -> None:
        """Make advances less by what lapsed of them, the latest first."""
        ground, b = self.ground, self.b
        left = b.choose(stays, ground.zero, lapsed)
        for number in reversed(range(len(flow.advances))):
            if b.is_constant(left, 0):
                return
            tranche, amount = flow.advances[number]
            less = b.lowest((left, amount), Kind.MONEY)
            flow.advances[number] = (tranche, ground.less(amount, less))
            if not self._put_off:  # then nothing of earlier advances can be open
                return
            left = ground.less(left, less)

    def _of(self, amounts: dict[Key, NodeId], key: Key) -> NodeId:
        return amounts.get(key, self.ground.zero)


def key_of(part: Amount) -> Key:
    """A part of a sum by what never changes of it."""
    return part.source, part.choices
