"""Runs the examples of a fund and compares every expected amount, to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from .. import checks
from ..driver import CompiledFund
from ..examples import example_results, incomplete
from ..findings import Finding, Findings
from ..text import writing
from ..text.reading import decimals
from .model import Expectation, Expected, Fund, FundExample
from .pay import FundOutcome, pay_fund


def check_fund_examples(compiled: CompiledFund, findings: Findings) -> None:
    """Add a finding for every example that lacks a value or gives another amount than expected."""
    for _, wrong in failing_fund(compiled):
        findings.items += wrong


def failing_fund(compiled: CompiledFund) -> Iterator[tuple[FundExample, list[Finding]]]:
    """Every example with what is wrong with it."""
    fund = compiled.fund
    members = {one.name: one.compiled for one in fund.members}
    for example in fund.examples:
        wrong = [
            finding
            for name, given in example.results
            for finding in incomplete(given, members[name].contract, members[name].plan)
        ]
        if not wrong:
            wrong = list(_compare(example, outcome_of(compiled, example), fund))
        yield example, wrong


def outcome_of(compiled: CompiledFund, example: FundExample) -> FundOutcome:
    """What the example comes to."""
    members = {one.name: one.compiled.contract for one in compiled.fund.members}
    results = {name: example_results(given, members[name]) for name, given in example.results}
    return pay_fund(compiled.fund, compiled.plan, results)


def _compare(example: FundExample, outcome: FundOutcome, fund: Fund) -> Iterator[Finding]:
    scale = 10 ** decimals(fund.currency)
    wrong = [
        (one, writing.money(Fraction(found, scale), fund.currency))
        for one in example.expectations
        if (found := expected_amount(one, outcome, fund)) != one.amount * scale
    ]
    if wrong:
        from .statement import fund_text

        first, shown = wrong[0]
        yield checks.rc801_example_fails.finding(
            first.span,
            spoken(first, fund),
            writing.money(first.amount, fund.currency),
            shown,
            [checks.rc801_example_fails.other(one.span, found) for one, found in wrong[1:]],
            fund_text(fund, outcome),
        )


def expected_amount(one: Expectation, outcome: FundOutcome, fund: Fund) -> int:
    """What the outcome gives for the thing that is expected, in smallest units; 0 for what isn't paid at all."""
    match one.expected:
        case Expected.TOTAL:
            return outcome.total
        case Expected.MEMBER:
            return outcome.paid.get(one.key, 0)
        case Expected.CALL:
            return outcome.by_call.get(one.key, 0)
        case Expected.YEAR:
            return outcome.years.get(int(one.key), 0)
        case Expected.PAYS:
            return outcome.borne.get(one.key, 0)
        case Expected.RECEIVES if one.key == fund.name:
            return outcome.received
        case Expected.RECEIVES:
            return outcome.returned.get(one.key, 0)
        case Expected.LEFT:
            return outcome.left


def spoken(one: Expectation, fund: Fund) -> str:
    """What is expected, in words."""
    parties = {party.name: party.called for party in fund.parties} | {fund.name: fund.called}
    match one.expected:
        case Expected.TOTAL:
            return f"wat {fund.called} in totaal betaalt"
        case Expected.MEMBER:
            title = next(member.title for member in fund.members if member.name == one.key)
            return f"wat {fund.called} betaalt voor “{title}”"
        case Expected.CALL:
            title = next(call.title for call in fund.calls if call.name == one.key)
            return f"wat {fund.called} betaalt in de uitvraag “{title}”"
        case Expected.YEAR:
            return f"wat {fund.called} betaalt in {one.key}"
        case Expected.PAYS:
            return f"wat van de betalingen van {fund.called} ten laste van {parties[one.key]} komt"
        case Expected.RECEIVES if one.key == fund.name:
            return f"wat {fund.called} ontvangt"
        case Expected.RECEIVES:
            return f"wat {parties[one.key]} terugkrijgt"
        case Expected.LEFT:
            return f"wat er in {fund.called} over is"
