"""Paying a fund: its contracts first as if there were room for all, then with what the fund grants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..outputs.outcome import Outcome, pay
from ..plan.inputs import Results
from ..plan.run import run
from ..record import changed, record
from .model import Fund
from .plan import CLAIMED, GRANTED, PAID, RECEIVED, REFUSED, Claim, Held, Room, claims, dates, room
from .position import Position, position


@record
class FundPlan:
    """The graphs of a fund, made once for all results."""

    claims: tuple[Claim, ...]
    room: Room
    position: Position


@record
class FundPayment:
    """What one contract newly asks of the fund on a day, and what it is paid; in whole smallest units."""

    day: date
    member: str
    asked: int
    paid: int


@record
class Cut:
    """A limit that held on a day: more was wanted under it than was left of it; in whole smallest units."""

    held: Held
    wanted: int
    left: int


@record
class Grant:
    """What one contract asked of the fund under a betaling up to and including a tranche, what the fund granted of it and
    what it refused for good; in whole smallest units. `top_up` for what it asked as a top-up."""

    member: str
    tranche: str
    payment: int
    top_up: bool
    asked: int
    granted: int
    refused: int


@record
class Settled:
    """What an earlier statement of the fund says, by contract or by (key of a claim, tranche); in whole smallest units.

    `paid` is what each contract was paid (as `Results.paid`), `granted` and `refused` are cumulative.
    """

    paid: dict[str, dict[tuple[str, str, int, str], int]]
    granted: dict[tuple[str, str], int]
    refused: dict[tuple[str, str], int]


NOTHING_SETTLED = Settled({}, {}, {})


@record
class FundOutcome:
    """Everything that is due from the fund; amounts in whole smallest units. `members` has each contract's own outcome."""

    members: dict[str, Outcome]
    total: int
    paid: dict[str, int]
    by_call: dict[str, int]
    years: dict[int, int]
    borne: dict[str, int]
    received: int
    reinvested: int
    returned: dict[str, int]
    left: int
    claimed: dict[str, int]  # by contract: what it asked of the fund
    claimed_total: int
    refused: dict[str, int]  # by contract: what it asked and didn't get, where that is something
    payments: tuple[FundPayment, ...]  # by day, where something is asked or paid
    cuts: tuple[Cut, ...]
    grants: tuple[Grant, ...]  # of every tranche worked out
    spent: tuple[int, ...]  # from each contribution
    spent_again: int  # from what was reinvested


def fund_plan(fund: Fund) -> FundPlan:
    """The graphs of a checked fund."""
    found = claims(fund)
    return FundPlan(found, room(fund, found), position(fund, found))


def pay_fund(
    fund: Fund,
    plan: FundPlan,
    results: Mapping[str, Results],
    at: date | None = None,
    before: Settled = NOTHING_SETTLED,
) -> FundOutcome:
    """Pay every contract that has results; the others claim nothing yet. `at` as for a contract.

    What was paid and granted `before` stands, also when a measurement has been corrected since: the difference follows at
    the next tranche, as far as there is room then.

    What is granted on a date depends on what was claimed up to then and received before; so it stands after as many rounds as
    there are payment dates, and mostly after two.
    """
    own = [one for one in fund.members if one.name in results]
    if before.granted:
        plan = changed(plan, room=room(fund, plan.claims, before.granted.keys()))
    given = {one.name: changed(results[one.name], paid=before.paid.get(one.name, {})) for one in own}
    paid = {one.name: pay(one.compiled.plan, given[one.name], at) for one in own}
    granted: dict[str, dict[tuple[str, int, str, bool], int]] = {}
    cuts: tuple[Cut, ...] = ()
    grants: tuple[Grant, ...] = ()
    for _ in range(len(dates(fund)) + 1):
        found, cuts, grants = _granted(fund, plan, paid, before)
        if found == granted:
            break
        granted = found
        paid = {
            one.name: pay(one.compiled.plan, changed(given[one.name], granted=granted.get(one.name, {})), at)
            for one in own
        }
    return _position(fund, plan, paid, cuts, grants)


def _granted(
    fund: Fund, plan: FundPlan, paid: Mapping[str, Outcome], before: Settled
) -> tuple[dict[str, dict[tuple[str, int, str, bool], int]], tuple[Cut, ...], tuple[Grant, ...]]:
    values = _wanted(fund, plan, paid)
    values |= {(GRANTED, f"{key}/{tranche}"): amount for (key, tranche), amount in before.granted.items()}
    values |= {(REFUSED, f"{key}/{tranche}"): amount for (key, tranche), amount in before.refused.items()}
    done = run(plan.room.plan, Results(values=values))
    by_key = {one.key: one for one in plan.claims}
    found: dict[str, dict[tuple[str, int, str, bool], int]] = {}
    grants: list[Grant] = []
    for key, tranche, node, gone in plan.room.granted:
        claim = by_key[key]
        granted, refused = done.value(node), done.value(gone)
        found.setdefault(claim.member, {})[tranche, claim.payment, fund.name, claim.top_up] = granted
        if claim.member in paid and any(one.name == tranche for one in paid[claim.member].tranches):
            asked = values[CLAIMED, f"{key}/{tranche}"]
            grants.append(Grant(claim.member, tranche, claim.payment, claim.top_up, asked, granted, refused))
    amounts = [(one, done.value(one.wanted), done.value(one.left)) for one in plan.room.held]
    cuts = tuple(Cut(held, wanted, left) for held, wanted, left in amounts if left < wanted)
    return found, cuts, tuple(grants)


def _position(
    fund: Fund, plan: FundPlan, paid: dict[str, Outcome], cuts: tuple[Cut, ...], grants: tuple[Grant, ...]
) -> FundOutcome:
    values: dict[tuple[str, str], int] = {}
    for name, outcome in paid.items():
        for tranche_outcome in outcome.tranches:
            key = f"{name}/{tranche_outcome.name}"
            values[PAID, key] = tranche_outcome.pays.get(fund.name, 0)
            values[RECEIVED, key] = tranche_outcome.receives.get(fund.name, 0)
    values |= {key: value for key, value in _wanted(fund, plan, paid).items() if key[0] == CLAIMED}
    where = plan.position
    done = run(where.plan, Results(values=values))

    def amounts(pairs: tuple[tuple[str, int], ...]) -> dict[str, int]:
        return {name: done.value(node) for name, node in pairs}

    return FundOutcome(
        members=paid,
        total=done.value(where.total),
        paid=amounts(where.paid),
        by_call=amounts(where.by_call),
        years={year: done.value(node) for year, node in where.years},
        borne=amounts(where.borne),
        received=done.value(where.received),
        reinvested=done.value(where.reinvested),
        returned=amounts(where.returned),
        left=done.value(where.left),
        claimed=amounts(where.claimed),
        claimed_total=done.value(where.claimed_total),
        refused={name: value for name, value in amounts(where.refused).items() if value},
        payments=_payments(fund, plan, paid, values),
        cuts=cuts,
        grants=grants,
        spent=tuple(done.value(node) for node in where.spent),
        spent_again=done.value(where.spent_again),
    )


def _payments(
    fund: Fund, plan: FundPlan, outcomes: Mapping[str, Outcome], values: Mapping[tuple[str, str], int]
) -> tuple[FundPayment, ...]:
    """What each contract asks and gets, day by day. What is claimed cumulatively, is asked as far as it is more than before."""
    asked: dict[tuple[date, str], int] = {}
    for claim in plan.claims:
        before = 0
        for tranche, day, _ in claim.wanted:
            now = values[CLAIMED, f"{claim.key}/{tranche}"]
            asked[day, claim.member] = asked.get((day, claim.member), 0) + now - before
            before = now if claim.bound else 0
    paid: dict[tuple[date, str], int] = {}
    for name, outcome in outcomes.items():
        for one in outcome.tranches:
            paid[one.day, name] = paid.get((one.day, name), 0) + one.pays.get(fund.name, 0)
    order = {one.name: index for index, one in enumerate(fund.members)}
    days = sorted(asked | paid, key=lambda one: (one[0], order[one[1]]))
    found = [FundPayment(day, name, asked.get((day, name), 0), paid.get((day, name), 0)) for day, name in days]
    return tuple(one for one in found if one.asked or one.paid)


def _wanted(fund: Fund, plan: FundPlan, outcomes: Mapping[str, Outcome]) -> dict[tuple[str, str], int]:
    """What every contract claims at each tranche worked out; a later one claims what the last did."""
    values: dict[tuple[str, str], int] = {}
    for claim in plan.claims:
        outcome = outcomes.get(claim.member)
        last = 0
        worked_out = set() if outcome is None else {one.name for one in outcome.tranches}
        for tranche, _, node in claim.wanted:
            if outcome is not None and tranche in worked_out:
                last = outcome.run.value(node)
            elif not claim.bound:
                last = 0
            values[CLAIMED, f"{claim.key}/{tranche}"] = last
    for name, outcome in outcomes.items():
        for one in outcome.tranches:
            values[RECEIVED, f"{name}/{one.name}"] = one.receives.get(fund.name, 0)
    return values
