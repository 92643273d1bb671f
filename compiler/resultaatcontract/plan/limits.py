"""What the text limits in tranches, years, and payments, as sums of nodes that the settlement has made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model.contract import BearerLine, Contract, OrderLine, TopUp
from ..model.expressions import Expr
from ..model.typing import constant_value
from .due import Due
from .flow import Flow, Ground
from .plan import Limit, LimitOf


def limits_of_tranches(contract: Contract, due: Due) -> list[Limit]:
    """Limits on one tranche and on the tranches of one calendar year; what top-ups add isn't held by them."""
    found: list[Limit] = []
    last: dict[int, int] = {}
    for index, tranche in enumerate(contract.tranches):
        last[tranche.day.year] = index
        if tranche.cap is not None:
            most = due.whole_limit(tranche.cap, index)
            now, words = due.settled_in[index], tranche.cap.span.text
            found.append(Limit(LimitOf.TRANCHE, (tranche.name,), (now,), (most,), words, span=tranche.cap.span))
    for cap in contract.year_caps:
        for year, index in last.items():
            held = tuple(
                node for one, node in zip(contract.tranches, due.settled_in, strict=True) if one.day.year == year
            )
            most = due.whole_limit(cap.amount, index)
            found.append(Limit(LimitOf.YEAR, (str(year),), held, (most,), cap.amount.span.text, span=cap.span))
    return found


def limits_of_payments(ground: Ground, flows: list[Flow], due: Due) -> list[Limit]:
    """Limits on payers and on receivers with a claim, for each `betaling`."""
    found: list[Limit] = []
    for flow in flows:
        for party in sorted(flow.payers):
            found += _of_payer(ground, flow, party, due)
        if flow.waterfall is not None:
            found += flow.waterfall.limits(ground.contract.tranches[-1].day)
    return found


def _of_payer(ground: Ground, flow: Flow, party: str, due: Due) -> Iterator[Limit]:
    """What a payer bears at most: nothing when the text leaves a part of it without a limit."""
    payment = flow.payment
    lines: list[BearerLine | TopUp | OrderLine] = [one for one in payment.held if one.payer == party]
    lines += [one for one in payment.order if one.party.name == party]
    own = [_limit_of(line) for line in lines]
    if not own or any(one is None for one in own) or _bears_more(flow, party, lines):
        return
    days = [tranche.day for tranche in ground.contract.tranches]
    paid = flow.paid.get(party, [])
    bounds = [one for one in own if one is not None]
    if len({per_year for _, per_year in bounds}) > 1:
        return
    moving = any(constant_value(amount) is None for amount, _ in bounds)
    for keys, indices in _spans(party, days, bounds[0][1], moving):
        # A payer that bears nothing before some tranche has no amounts there.
        held = tuple(paid[index - len(days)] for index in indices if len(days) - index <= len(paid))
        most = tuple(due.whole_limit(amount, indices[-1]) for amount, _ in bounds)
        words = " + ".join(amount.span.text for amount, _ in bounds)
        yield Limit(LimitOf.PAYER, keys, held, most, words, span=lines[0].span)


def _limit_of(line: BearerLine | TopUp | OrderLine) -> tuple[Expr, bool] | None:
    """The amount of a limit, and whether it is per calendar year."""
    match line:
        case OrderLine(amount=amount):
            return None if amount is None else (amount, False)
        case BearerLine(limit=limit) | TopUp(limit=limit):
            return None if limit is None else (limit.amount, limit.per_year)


def _bears_more(flow: Flow, party: str, lines: list[BearerLine | TopUp | OrderLine]) -> bool:
    """Whether a payer with only a limited top-up also bears what another's limit leaves."""
    bounds = [limit for line in flow.payment.held for limit in (line.limit, line.room) if limit is not None]
    receives_excess = any(one.excess is not None and one.excess.name == party for one in bounds)
    return receives_excess and not any(isinstance(line, BearerLine) for line in lines)


def _spans(party: str, days: list[date], per_year: bool, moving: bool) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """The tranches that a limit is about: those of each calendar year, or all; a fixed one also holds until then."""
    if per_year:
        for year in dict.fromkeys(day.year for day in days):
            yield (party, str(year)), [index for index, day in enumerate(days) if day.year == year]
        return
    for number in range(len(days) if moving else 1, len(days) + 1):
        yield (party,), list(range(number))
