"""What holds of a fund as a whole: what is promised is there, what comes in has a place, and every party has a part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from .. import checks
from ..findings import Findings
from ..prove.counter import fund_example_text
from ..prove.properties.reserved import within_reservation
from ..prove.prover import Verdict
from ..text import writing
from ..text.reading import decimals
from ..text.source import Span
from .model import Fund, Member


def check_fund(fund: Fund, findings: Findings) -> None:
    """Add every finding about the fund as a whole."""
    _calls(fund, findings)
    if _is_there(fund, findings):
        _earmarked(fund, findings)
    _asked(fund, findings)
    _reinvestment(fund, findings)
    _unused(fund, findings)
    if not fund.examples:
        findings.add(checks.rc412_no_example.finding(fund.span))


def _total(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def _calls(fund: Fund, findings: Findings) -> None:
    """Whether the contracts of a call fit in what it reserves; told where it is exceeded first."""
    for call in fund.calls:
        total = Fraction(0)
        for member in fund.members:
            if member.call == call.name:
                total += member.reserved
                if total > call.reserved:
                    shown = writing.money(total, fund.currency), writing.money(call.reserved, fund.currency)
                    findings.add(checks.rc553_reservation.over_call(member.span, call.title, *shown, call.span))
                    break


def _is_there(fund: Fund, findings: Findings) -> bool:
    """Whether what is promised has been contributed on the day that it is; told for the first day on which it isn't."""
    promised: list[tuple[date, Fraction, Span]] = [(one.day, one.reserved, one.span) for one in fund.calls]
    promised += [(one.awarded, one.reserved, one.span) for one in fund.members if one.call is None]
    total = Fraction(0)
    for day, amount, span in sorted(promised, key=lambda one: one[0]):
        total += amount
        there = _total(one.amount for one in fund.contributions if one.day <= day)
        if total > there:
            shown = writing.day(day), writing.money(total, fund.currency), writing.money(there, fund.currency)
            findings.add(checks.rc553_reservation.over_budget(span, *shown))
            return False
    return True


def _earmarked(fund: Fund, findings: Findings) -> None:
    """Whether contributions for everything suffice for what those for a call don't cover."""
    needed = _total(one.reserved for one in fund.members if one.call is None)
    for call in fund.calls:
        own = _total(one.amount for one in fund.contributions if call.name in one.calls)
        needed += max(Fraction(0), call.reserved - own)
    general = _total(one.amount for one in fund.contributions if not one.calls)
    if needed > general and any(one.calls for one in fund.contributions):
        place = next(one.span for one in fund.contributions if one.calls)
        shown = writing.money(needed, fund.currency), writing.money(general, fund.currency)
        findings.add(checks.rc553_reservation.over_general(place, *shown))


def _asked(fund: Fund, findings: Findings) -> None:
    """Whether a contract can ask more than is reserved for it."""
    scale = 10 ** decimals(fund.currency)
    for one in fund.members:
        if is_held(fund, one):
            continue
        found = within_reservation(one.compiled, fund.name, int(one.reserved * scale))
        if found is None or found.verdict is Verdict.PROVED:
            continue
        title = f"Tegenvoorbeeld: {found.subject.rstrip('.')}"
        example = "".join(
            fund_example_text(one.compiled, results, title, one.name, fund.name) for results in found.counter
        )
        shown = writing.money(one.reserved, fund.currency)
        findings.add(checks.rc553_reservation.not_bound(one.span, one.title, shown, found.detail, example))


def is_held(fund: Fund, member: Member) -> bool:
    """Whether the fund's room holds all that a contract asks of it."""
    for payment in member.compiled.contract.payments:
        bounds = [limit for line in payment.held for limit in (line.limit, line.room) if limit is not None]
        others = [line.party for line in payment.order] + [one.excess for one in bounds]
        if any(one is not None and one.name == fund.name for one in others):
            return False
        if any(line.room is None for line in payment.held if line.payer == fund.name):
            return False
    return True


def _reinvestment(fund: Fund, findings: Findings) -> None:
    receiving = [
        one for one in fund.members if any(p == fund.name for t in one.compiled.plan.tranches for p, _ in t.receives)
    ]
    if receiving and fund.reinvestment is None:
        findings.add(checks.rc555_reinvestment.unsaid(receiving[0].span, receiving[0].title))
    if not receiving and fund.reinvestment is not None and fund.members:
        findings.add(checks.rc555_reinvestment.idle(fund.reinvestment.span))


def _unused(fund: Fund, findings: Findings) -> None:
    """Parties that neither contribute nor take part in a contract."""
    taking_part = {one.party.name for one in fund.contributions}
    taking_part |= {party.name for member in fund.members for party in member.compiled.contract.parties}
    for one in fund.parties:
        if one.name not in taking_part:
            findings.add(checks.rc407_unused.finding(one.span, "De partij", one.title))
