"""What a fund grants: a graph of exact operations, like the plan of a contract.

*Room*, over the payment dates of all contracts together, works out what the fund grants of what each contract claims. What
became of the budget once the contracts have been paid with that, stands in `position.py`.

A claim is what a contract wants of the fund under one of its betalingen, cumulative up to a date. For every claim:

  granted + refused ≤ claimed         and what is refused stays refused, unless the contract says `schuift door`
  Σ granted ≤ each limit over it      as far as the contracts say `binnen het resultatenfonds`; others are paid in full

Limits are applied from the inside out: of the contract, named by the fund, of the call, of the year, of the budget. What
doesn't fit is cut in proportion over the claims of that date, by largest remainder, ties in the order of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.builder import GraphBuilder
from ..plan.graph import NodeId
from ..plan.plan import Plan
from ..record import record
from ..text.reading import decimals
from .model import Call, Contribution, Fund, Limit, Member

CLAIMED, RECEIVED, PAID, GRANTED, REFUSED = "vordering", "ontvangst", "betaald", "toegelaten", "geweigerd"


@record
class Claim:
    """What one contract may want of the fund: at which tranches, under which betaling, and whether limits hold it.

    `wanted` are the nodes of the contract's own plan, by tranche, in order of date.
    """

    member: str
    payment: int
    top_up: bool
    bound: bool  # `binnen het resultatenfonds`
    moves_on: bool
    wanted: tuple[tuple[str, date, NodeId], ...]  # cumulative when bound, of the tranche alone when not

    @property
    def key(self) -> str:
        return f"{self.member}/{self.payment}{'/aanvulling' if self.top_up else ''}"


def claims(fund: Fund) -> tuple[Claim, ...]:
    """Every claim on the fund, in the order of the contracts."""
    return tuple(claim for member in fund.members for claim in _claims(fund, member))


def _claims(fund: Fund, member: Member) -> Iterable[Claim]:
    compiled = member.compiled
    # Where a top-up leaves something to the fund, its part is worked out again: the last node is the one that counts.
    found: dict[tuple[int, bool], dict[str, NodeId]] = {}
    for node in compiled.plan.nodes:
        match node.operation:
            case g.Granted(tranche, payment, party, top_up, wanted) if party == fund.name:
                found.setdefault((payment, top_up), {})[tranche] = wanted
    days = {one.name: one.day for one in compiled.plan.tranches}
    order = {one.name: index for index, one in enumerate(compiled.plan.tranches)}
    for (payment, top_up), nodes in sorted(found.items()):
        own = [one for one in compiled.contract.payments[payment].held if one.payer == fund.name]
        moves_on = any(one.room.moves_on for one in own if one.room is not None)
        at = sorted(nodes.items(), key=lambda one: order[one[0]])
        yield Claim(member.name, payment, top_up, True, moves_on, tuple((name, days[name], node) for name, node in at))
    held = {payment for payment, _ in found}
    for payment, _ in enumerate(compiled.contract.payments):
        if payment in held:
            continue
        pays = [
            (one.name, one.day, node)
            for one in compiled.plan.tranches
            for way, number, party, node in one.flows
            if way == "betaalt" and number == payment and party == fund.name
        ]
        if pays:
            yield Claim(member.name, payment, False, False, False, tuple(pays))


def dates(fund: Fund) -> tuple[date, ...]:
    """The payment dates of all contracts, in order."""
    return tuple(sorted({one.day for member in fund.members for one in member.compiled.plan.tranches}))


@record
class Held:
    """One limit at one payment date: what the contracts under it want, and what is left of it. `limit` None: the budget."""

    day: date
    limit: Member | Limit | Call | None
    members: tuple[str, ...]
    wanted: NodeId
    left: NodeId


@record
class Room:
    """What is granted, and what was refused for good, by (key of a claim, tranche): cumulative.

    `held` in the order in which limits are applied.
    """

    plan: Plan
    granted: tuple[tuple[str, str, NodeId, NodeId], ...]
    held: tuple[Held, ...]


class Ground:
    """A builder, and the amounts of the fund as nodes."""

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        self.b = GraphBuilder()
        self.zero = self.b.constant(0, Kind.MONEY)
        self.scale = 10 ** decimals(fund.currency)

    def money(self, amount: Fraction) -> NodeId:
        return self.b.constant(amount * self.scale, Kind.MONEY)

    def total(self, nodes: Iterable[NodeId], label: str | None = None) -> NodeId:
        return self.b.sum(list(nodes), Kind.MONEY, label)

    def less(self, left: NodeId, right: NodeId, label: str | None = None) -> NodeId:
        return self.b.subtract(left, right, Kind.MONEY, label)

    def at_least_zero(self, node: NodeId) -> NodeId:
        return self.b.highest((node, self.zero), Kind.MONEY)

    def given(self, what: str, key: str, label: str) -> NodeId:
        """An amount that the contracts give, in whole smallest units."""
        return self.b.contract_input(g.Input(what, key), Kind.MONEY, True, label)

    def contributed(self, found: Iterable[Contribution]) -> NodeId:
        return self.money(sum((one.amount for one in found), Fraction(0)))

    def contributed_by(self, parties: Sequence[str]) -> list[NodeId]:
        """What each party contributes in all."""
        given = self.fund.contributions
        return [self.contributed(one for one in given if one.party.name == name) for name in parties]

    def reinvested(self, received: NodeId) -> NodeId:
        again = self.fund.reinvestment
        share = self.b.constant(Fraction(0) if again is None else again.share, Kind.PERCENT)
        part = self.b.multiply(share, received, Kind.MONEY)
        return self.b.rounded(part, Fraction(1), g.RoundingWay.DOWN)

    def plan(self) -> Plan:
        return Plan(tuple(self.b.nodes), (), (), (), (), self.fund.currency, (), (), (), {})


def room(fund: Fund, found: Sequence[Claim], settled: Collection[tuple[str, str]] = ()) -> Room:
    """The graph of what is granted. Inputs: CLAIMED by claim and tranche, RECEIVED by contract and tranche.

    `settled` are the (key of a claim, tranche) of an earlier statement: what it granted and refused then stands, and is
    an input (GRANTED, REFUSED) instead.
    """
    return _Room(fund, found, settled).run()


class _Room:
    def __init__(self, fund: Fund, found: Sequence[Claim], settled: Collection[tuple[str, str]]) -> None:
        self.fund = fund
        self.settled = settled
        self.ground = Ground(fund)
        self.found = found
        self.granted = {one.key: self.ground.zero for one in found}
        self.refused = {one.key: self.ground.zero for one in found}
        self.received: dict[str, NodeId] = {}
        self.by_year: dict[tuple[str, int], list[NodeId]] = {}
        self.seen: list[Held] = []

    def run(self) -> Room:
        made: list[tuple[str, str, NodeId, NodeId]] = []
        for day in dates(self.fund):
            made += self._date(day)
        return Room(self.ground.plan(), tuple(made), tuple(self.seen))

    def _date(self, day: date) -> list[tuple[str, str, NodeId, NodeId]]:
        ground, b = self.ground, self.ground.b
        due = [(one, name) for one in self.found for name, at, _ in one.wanted if at == day]
        before = dict(self.granted)
        wants: dict[str, NodeId] = {}
        for claim, tranche_name in due:
            key = claim.key
            if claim.bound and (key, tranche_name) in self.settled:
                self.granted[key] = ground.given(GRANTED, f"{key}/{tranche_name}", f"{key}, eerder toegelaten")
                self.refused[key] = ground.given(REFUSED, f"{key}/{tranche_name}", f"{key}, eerder geweigerd")
                continue
            claimed = ground.given(CLAIMED, f"{key}/{tranche_name}", f"{key}, gevraagd")
            if not claim.bound:
                self.granted[key] = ground.total((before[key], claimed))
                continue
            # What is no longer claimed comes back first; what was refused stays so while it is still claimed.
            base = b.lowest((before[key], claimed), Kind.MONEY)
            self.granted[key] = base
            if not claim.moves_on:
                self.refused[key] = b.lowest((self.refused[key], ground.less(claimed, base)), Kind.MONEY)
            wants[key] = ground.at_least_zero(ground.less(ground.less(claimed, base), self.refused[key]))
        if wants:
            held = self._held(day, wants, before)
            for claim, _ in due:
                if claim.key in held:
                    node = held[claim.key]
                    if not claim.moves_on:
                        gone = ground.less(wants[claim.key], node)
                        self.refused[claim.key] = ground.total((self.refused[claim.key], gone))
                    self.granted[claim.key] = ground.total((self.granted[claim.key], node))
        for claim, _ in due:
            change = ground.less(self.granted[claim.key], before[claim.key])
            self.by_year.setdefault((claim.key, day.year), []).append(change)
        # What is received on a day can be spent from the next payment date on.
        for member in self.fund.members:
            for tranche in member.compiled.plan.tranches:
                if tranche.day == day and any(party == self.fund.name for party, _ in tranche.receives):
                    key = f"{member.name}/{tranche.name}"
                    self.received[key] = ground.given(RECEIVED, key, f"{member.title}: ontvangen door het fonds")
        return [
            (claim.key, name, self.granted[claim.key], self.refused[claim.key]) for claim, name in due if claim.bound
        ]

    def _held(self, day: date, wants: dict[str, NodeId], before: dict[str, NodeId]) -> dict[str, NodeId]:
        """What fits of what is wanted, limit by limit."""
        ground = self.ground
        fund = self.fund
        held = dict(wants)
        everything = [one.key for one in self.found]
        of: dict[str, list[str]] = {}
        for one in self.found:
            of.setdefault(one.member, []).append(one.key)
        for member in fund.members:
            self._cut(day, member, of.get(member.name, []), ground.money(member.reserved), held)
        for limit in fund.limits:
            keys = [key for name in limit.members for key in of.get(name, [])] if limit.members else everything
            if limit.per_year:
                self._cut_year(day, limit, keys, held, before)
            else:
                self._cut(day, limit, keys, ground.money(limit.amount), held)
        for call in fund.calls:
            keys = [key for member in fund.members if member.call == call.name for key in of.get(member.name, [])]
            self._cut(day, call, keys, ground.money(call.reserved), held)
        there = ground.contributed(one for one in fund.contributions if one.day <= day)
        budget = ground.total((there, ground.reinvested(ground.total(self.received.values()))))
        self._cut(day, None, everything, budget, held)
        return held

    def _cut(
        self,
        day: date,
        limit: Member | Limit | Call | None,
        keys: Sequence[str],
        amount: NodeId,
        held: dict[str, NodeId],
    ) -> None:
        used = self.ground.total([self.granted[key] for key in keys])
        self._spread(day, limit, keys, self.ground.less(amount, used), held)

    def _cut_year(
        self, day: date, limit: Limit, keys: Sequence[str], held: dict[str, NodeId], before: dict[str, NodeId]
    ) -> None:
        ground = self.ground
        earlier = [node for key in keys for node in self.by_year.get((key, day.year), [])]
        now = [ground.less(self.granted[key], before[key]) for key in keys]
        left = ground.less(ground.money(limit.amount), ground.total([*earlier, *now]))
        self._spread(day, limit, keys, left, held)

    def _spread(
        self,
        day: date,
        limit: Member | Limit | Call | None,
        keys: Sequence[str],
        left: NodeId,
        held: dict[str, NodeId],
    ) -> None:
        ground, b = self.ground, self.ground.b
        own = [key for key in keys if key in held]
        if not own:
            return
        wanted = ground.total([held[key] for key in own])
        left = ground.at_least_zero(left)
        members = tuple(dict.fromkeys(key.partition("/")[0] for key in own))
        self.seen.append(Held(day, limit, members, wanted, left))
        fits = b.lowest((wanted, left), Kind.MONEY)
        for key, node in zip(own, b.spread(fits, [held[key] for key in own]), strict=True):
            held[key] = node
