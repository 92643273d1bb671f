"""The position of a fund after the last payment date: what was paid, by whom it is borne, and what is left; a graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..model.expressions import Kind
from ..plan.graph import NodeId
from ..plan.plan import Plan
from ..record import record
from .model import Fund
from .plan import CLAIMED, PAID, RECEIVED, Claim, Ground, dates


@record
class Position:
    """What became of the budget, after the last payment date; amounts in smallest units.

    `paid` by contract, `by_call` by call, `years` by calendar year, `borne` by contributing party; `received` is what the
    fund got from its contracts, `reinvested` the part of it that is budget again, `returned` by party the rest. `spent` is
    what was paid from each contribution, in their order; `spent_again` what was paid from what was reinvested.
    """

    plan: Plan
    total: NodeId
    paid: tuple[tuple[str, NodeId], ...]
    by_call: tuple[tuple[str, NodeId], ...]
    years: tuple[tuple[int, NodeId], ...]
    borne: tuple[tuple[str, NodeId], ...]
    received: NodeId
    reinvested: NodeId
    returned: tuple[tuple[str, NodeId], ...]
    left: NodeId
    claimed: tuple[tuple[str, NodeId], ...]
    claimed_total: NodeId
    refused: tuple[tuple[str, NodeId], ...]
    spent: tuple[NodeId, ...]
    spent_again: NodeId


def position(fund: Fund, found: Sequence[Claim]) -> Position:
    """The graph of the position.

    Inputs: PAID and RECEIVED by contract and tranche, in that tranche; CLAIMED as for the room.
    """
    ground = Ground(fund)
    b = ground.b
    paid: dict[str, list[tuple[date, NodeId]]] = {}
    received: list[tuple[date, NodeId]] = []
    for member in fund.members:
        own = paid.setdefault(member.name, [])
        for tranche in member.compiled.plan.tranches:
            key = f"{member.name}/{tranche.name}"
            if any(party == fund.name for party, _ in tranche.pays):
                own.append((tranche.day, ground.given(PAID, key, f"{member.title}, {tranche.title}")))
            if any(party == fund.name for party, _ in tranche.receives):
                label = f"{member.title}, {tranche.title}: ontvangen"
                received.append((tranche.day, ground.given(RECEIVED, key, label)))
    by_member = {name: ground.total([node for _, node in nodes], name) for name, nodes in paid.items()}
    by_call = {
        call.name: ground.total([by_member[one.name] for one in fund.members if one.call == call.name], call.title)
        for call in fund.calls
    }
    every_year = sorted({day.year for nodes in paid.values() for day, _ in nodes})
    years = {
        year: ground.total([node for nodes in paid.values() for day, node in nodes if day.year == year])
        for year in every_year
    }
    total = ground.total(list(by_member.values()), f"{fund.called} betaalt")
    income = ground.total([node for _, node in received], f"{fund.called} ontvangt")
    again = b.named(ground.reinvested(income), "Herinvestering")
    back = ground.less(income, again)
    parties = list(dict.fromkeys(one.party.name for one in fund.contributions))
    paid_for = _by_call(fund, paid)
    spent_again = dict.fromkeys(paid_for, ground.zero)
    if fund.reinvestment is not None:
        spent_again = _spent_again(ground, paid_for, received)
    rest = {
        name: ground.less(ground.total([node for _, node in own]), spent_again[name]) for name, own in paid_for.items()
    }
    spent, borne = _borne(ground, rest, parties)
    budget = ground.money(fund.budget)
    left = ground.less(ground.total((budget, again)), total, "Over")
    returned = b.spread(back, ground.contributed_by(parties))
    claimed = {one.name: ground.total([]) for one in fund.members}
    for claim in found:
        names = [name for name, _, _ in claim.wanted]
        # What is bound is claimed cumulatively: the last one says it all.
        for name in names[-1:] if claim.bound else names:
            node = ground.given(CLAIMED, f"{claim.key}/{name}", f"{claim.key}, gevraagd")
            claimed[claim.member] = ground.total((claimed[claim.member], node))
    refused = {name: ground.less(node, by_member[name]) for name, node in claimed.items()}
    claimed_total = ground.total(list(claimed.values()))
    spent_in_all = ground.total(spent_again.values())
    # Every node is there by now.
    return Position(
        plan=ground.plan(),
        total=total,
        paid=tuple(by_member.items()),
        by_call=tuple(by_call.items()),
        years=tuple(years.items()),
        borne=tuple(zip(parties, borne, strict=True)),
        received=income,
        reinvested=again,
        returned=tuple(zip(parties, returned, strict=True)),
        left=left,
        claimed=tuple(claimed.items()),
        claimed_total=claimed_total,
        refused=tuple(refused.items()),
        spent=spent,
        spent_again=spent_in_all,
    )


def _by_call(fund: Fund, paid: dict[str, list[tuple[date, NodeId]]]) -> dict[str | None, list[tuple[date, NodeId]]]:
    """What is paid for each call, and for no call, by day."""
    names: list[str | None] = [*(call.name for call in fund.calls), None]
    return {name: [pair for one in fund.members if one.call == name for pair in paid[one.name]] for name in names}


def _spent_again(
    ground: Ground, paid: dict[str | None, list[tuple[date, NodeId]]], received: list[tuple[date, NodeId]]
) -> dict[str | None, NodeId]:
    """What is paid, for each call, from what was reinvested: before all contributions, but only from the next payment date.

    On a date it goes to the calls in proportion to what is paid for them. Where payments come back, contributions get
    theirs first: what was spent again is never more than all that was paid.
    """
    b = ground.b
    found = dict.fromkeys(paid, ground.zero)
    for day in dates(ground.fund):
        so_far = {name: ground.total([node for at, node in own if at <= day]) for name, own in paid.items()}
        earlier = ground.total([node for at, node in received if at < day])
        free = ground.at_least_zero(ground.less(ground.reinvested(earlier), ground.total(found.values())))
        now = [ground.at_least_zero(ground.total([node for at, node in own if at == day])) for own in paid.values()]
        fits = b.lowest((free, ground.total(now)), Kind.MONEY)
        for name, node in zip(paid, b.spread(fits, now), strict=True):
            most = ground.at_least_zero(so_far[name])
            found[name] = b.lowest((ground.total((found[name], node)), most), Kind.MONEY)
    return found


def _borne(
    ground: Ground, unpaid: dict[str | None, NodeId], parties: Sequence[str]
) -> tuple[tuple[NodeId, ...], list[NodeId]]:
    """What is paid from each contribution, and per party what it bears of it.

    Call by call the contributions for that call are spent first, each once; then, for all that is left, the
    contributions for everything: the earlier before the later, and those of one day in proportion.
    """
    b, fund = ground.b, ground.fund
    spent = [ground.zero for _ in fund.contributions]
    rest = [
        _layers(ground, node, [at for at, one in enumerate(fund.contributions) if name in one.calls], spent)
        for name, node in unpaid.items()
    ]
    free = [at for at, one in enumerate(fund.contributions) if not one.calls]
    over = _layers(ground, ground.total(rest), free, spent)
    bears = {
        name: [node for one, node in zip(fund.contributions, spent, strict=True) if one.party.name == name]
        for name in parties
    }
    # More than was ever put in (a contract without `binnen het resultatenfonds`): in proportion to all contributions.
    for name, node in zip(parties, b.spread(over, ground.contributed_by(parties)), strict=True):
        bears[name].append(node)
    return tuple(spent), [ground.total(bears[name]) for name in parties]


def _layers(ground: Ground, amount: NodeId, own: Sequence[int], spent: list[NodeId]) -> NodeId:
    """Take an amount from what is left of the contributions at these places, day by day; gives back what is left of it.

    What is taken is added to `spent`.
    """
    b, given = ground.b, ground.fund.contributions
    for day in sorted({given[at].day for at in own}):
        layer = [at for at in own if given[at].day == day]
        amounts = [ground.less(ground.money(given[at].amount), spent[at]) for at in layer]
        part = b.lowest((amount, ground.total(amounts)), Kind.MONEY)
        for at, node in zip(layer, b.spread(part, amounts), strict=True):
            spent[at] = ground.total((spent[at], node))
        amount = ground.less(amount, part)
    return amount
