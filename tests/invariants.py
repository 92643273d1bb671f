"""What holds for every contract and all results. Each function takes a case and fails with an AssertionError.

Exact: whole smallest units, no tolerance anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from resultaatcontract.annex.elements import expressions
from resultaatcontract.model.contract import Cap, Contract, Discount, Floor, Party, PayerLimit, Payment, RoundTo, Step
from resultaatcontract.model.expressions import Apply, Level, Operator
from resultaatcontract.model.typing import constant_value
from resultaatcontract.outputs.outcome import Outcome, TrancheOutcome, pay
from resultaatcontract.outputs.paid import Earlier, paid_before
from resultaatcontract.outputs.statement import Receipt, statement_json, statement_text
from resultaatcontract.plan import exact
from resultaatcontract.plan import graph as g
from resultaatcontract.plan.entitlement import rounds_by_itself
from resultaatcontract.plan.plan import FOR, MINIMUM
from resultaatcontract.syntax import parse
from resultaatcontract.syntax.printer import format_source, print_contract
from resultaatcontract.text.reading import decimals

from .built import assert_agrees, build, paid_by_built
from .generators import Case, source

ROUNDED = (Operator.ROUND, Operator.ROUND_DOWN, Operator.ROUND_UP)

Invariant = Callable[[Case], None]
RECEIPT = Receipt("0" * 64, "1" * 64)


def worked_out(case: Case) -> Outcome:
    return pay(case.compiled.plan, case.results)


def whole_and_tranches(outcome: Outcome) -> list[Outcome | TrancheOutcome]:
    return [outcome, *outcome.tranches]


def amounts_of(outcome: Outcome) -> Any:
    """Everything that is paid, to compare two outcomes by; without the names of participants."""
    return [
        *(
            outcome.total,
            outcome.pays,
            outcome.receives,
            outcome.indicators,
            outcome.years,
            outcome.vat,
            outcome.lapsed,
        ),
        *(
            (one.name, one.total, one.pays, one.receives, one.parts, one.vat, one.entitlement)
            for one in outcome.tranches
        ),
        *(one.results for one in outcome.tranches),
    ]


# ------------------------------------------------------------------ sums


def every_amount_is_whole(case: Case) -> None:
    outcome = worked_out(case)
    found = [outcome.total, outcome.lapsed, *outcome.years.values(), *(one.entitlement for one in outcome.tranches)]
    for group in whole_and_tranches(outcome):
        found += [*group.pays.values(), *group.receives.values(), *group.vat.values(), group.total]
    found += [*outcome.indicators.values(), *(amount for one in outcome.tranches for amount in one.parts.values())]
    found += [amount for _, parts in outcome.participants() for amount in parts.values()]
    assert {type(amount) for amount in found} == {int}


def parts_sum_to_wholes(case: Case) -> None:
    outcome = worked_out(case)
    for one in whole_and_tranches(outcome):
        assert sum(one.pays.values()) == one.total
        assert sum(one.receives.values()) == one.total
    assert sum(one.total for one in outcome.tranches) == outcome.total
    assert sum(outcome.years.values()) == outcome.total
    for year, amount in outcome.years.items():
        assert amount == sum(one.total for one in outcome.tranches if one.day.year == year)


def indicators_sum_to_the_total(case: Case) -> None:
    """With what comes from no indicator: minimums and advances."""
    outcome = worked_out(case)
    for one in outcome.tranches:
        assert sum(one.parts.values()) == one.total
    assert sum(outcome.indicators.values()) == outcome.total


def participants_sum_to_their_indicators(case: Case) -> None:
    """An amount that comes from participants is theirs together; where none of them earned anything, nobody's."""
    outcome = worked_out(case)
    own: dict[str, int] = {}
    for _, parts in outcome.participants():
        for name, amount in parts.items():
            own[name] = own.get(name, 0) + amount
    per_participant = {one.name for one in case.compiled.contract.indicators if one.level is Level.PARTICIPANT}
    last = case.compiled.plan.tranches[-1]
    for name, amount in own.items():
        assert name == MINIMUM or name in per_participant
        earned = 0
        for part in last.parts:
            if part.source == name and part.per_participant is not None:
                weights = zip(outcome.run.by_profile(part.per_participant), outcome.run.counts, strict=True)
                if sum(weight * count for weight, count in weights):
                    earned += outcome.run.value(part.due)
        assert amount == earned
        if name != MINIMUM and not _has_floor(case.compiled.contract):
            assert amount == outcome.indicators[name]


def tranches_sum_to_the_entitlement(case: Case) -> None:
    """Except for what limits of payers and years let lapse or move on, and for what top-ups add."""
    contract = case.compiled.contract
    outcome = worked_out(case)
    if has_top_ups(contract) or any(cap.moves_on for cap in contract.year_caps):
        return
    if not has_payer_limits(contract) and not contract.year_caps:
        assert outcome.lapsed == 0
    assert outcome.total + outcome.lapsed == outcome.tranches[-1].entitlement


def nothing_falls_below_zero(case: Case) -> None:
    """As long as every part of the entitlement is at least zero, so is what anybody has paid or received."""
    outcome = worked_out(case)
    run = outcome.run
    paid: dict[tuple[str, int, str], int] = {}
    for tranche in case.compiled.plan.tranches:
        if any(run.value(part.amount) < 0 for part in tranche.parts):
            return
        for way, number, party, node in tranche.flows:
            key = (way, number, party)
            paid[key] = paid.get(key, 0) + run.value(node)
            assert paid[key] >= 0
        assert run.value(tranche.lapsed) >= 0


def nobody_gives_back_while_an_overpayment_waits(case: Case) -> None:
    """With `verrekenen`, before the final settlement: nobody pays or receives less than nothing, whatever the results."""
    contract, outcome = case.compiled.contract, worked_out(case)
    if contract.recovery is not None and contract.recovery.pay_back:
        return
    for tranche in outcome.tranches[: len(contract.tranches) - 1]:
        assert tranche.total >= 0
        assert all(amount >= 0 for amount in (*tranche.pays.values(), *tranche.receives.values()))


def has_payer_limits(contract: Contract) -> bool:
    return any(_limits_of(one) for one in contract.payments)


def _limits_of(payment: Payment) -> list[tuple[Party, PayerLimit]]:
    """Parties with a limit, those of top-ups included."""
    found = [(line.party, line.limit) for line in payment.top_ups if line.limit is not None]
    for line in payment.bearers:
        if isinstance(line.who, Party) and line.limit is not None:
            found.append((line.who, line.limit))
    return found


def has_top_ups(contract: Contract) -> bool:
    return any(one.top_ups for one in contract.payments)


def _has_floor(contract: Contract) -> bool:
    return any(isinstance(step, Floor) for step in all_steps(contract))


def all_steps(contract: Contract) -> Iterator[Step]:
    yield from (*contract.participant_steps, *contract.steps)
    for part in (*contract.parts, *contract.indicators):
        yield from (*part.participant_steps, *part.steps)
    for level in contract.levels:
        yield from (step for _, step in level.steps)


def the_vat_is_that_over_all_that_each_paid(case: Case) -> None:
    """Rounded once over the whole, however many tranches there were."""
    contract, outcome = case.compiled.contract, worked_out(case)
    vat = contract.vat
    expected: dict[str, int] = {}
    if vat is not None and vat.rate is not None:
        rate = vat.rate / (1 + vat.rate) if contract.vat_basis == "inclusief btw" else vat.rate
        for party, amount in outcome.pays.items():
            bearer = party if vat.bearer is None else vat.bearer.name
            expected[bearer] = expected.get(bearer, 0) + int(exact.round_to(rate * amount, 1, "half"))
    assert outcome.vat == expected


# ------------------------------------------------------------------ limits


def nobody_pays_above_a_limit(case: Case) -> None:
    outcome = worked_out(case)
    scale = 10 ** decimals(case.compiled.contract.currency)
    for number, payment in enumerate(case.compiled.contract.payments):
        for name, per_year, limit in _limits(payment):
            most = limit * scale
            paid: dict[int, int] = {}
            for tranche in case.compiled.plan.tranches:
                for way, which, party, node in tranche.flows:
                    if (way, which, party) == ("betaalt", number, name):
                        key = tranche.day.year if per_year else 0
                        paid[key] = paid.get(key, 0) + outcome.run.value(node)
                        assert paid[key] <= most


def _limits(payment: Payment) -> Iterator[tuple[str, bool, Fraction]]:
    """Constant limits: party, whether per year, amount. What comes after a limit is applied may add to it again."""
    later = {one.party.name for one in payment.top_ups if one.limit is None}
    later |= {one.limit.excess.name for one in payment.top_ups if one.limit and one.limit.excess}
    for party, limit in _limits_of(payment):
        known = constant_value(limit.amount)
        if party.name not in later and isinstance(known, Fraction):
            yield party.name, limit.per_year, known


def the_entitlement_stays_below_its_ceiling(case: Case) -> None:
    """After a `ten hoogste` under `totaal`, nothing but a later step can raise the entitlement."""
    contract = case.compiled.contract
    scale = 10 ** decimals(contract.currency)
    outcome = worked_out(case)
    for index, step in enumerate(contract.steps):
        if not isinstance(step, Cap):
            continue
        known = constant_value(step.amount)
        if not isinstance(known, Fraction) or any(isinstance(s, Floor | RoundTo) for s in contract.steps[index + 1 :]):
            continue
        most = exact.round_to(known * scale, 1, "half")
        assert all(one.entitlement <= most for one in outcome.tranches)


def years_stay_below_their_ceiling(case: Case) -> None:
    """Before additions of payers, what falls due in a calendar year is at most its limit."""
    contract = case.compiled.contract
    outcome = worked_out(case)
    if has_top_ups(contract) or has_payer_limits(contract):
        return
    for cap in contract.year_caps:
        known = constant_value(cap.amount)
        assert isinstance(known, Fraction)
        assert all(amount <= known * 10 ** decimals(contract.currency) for amount in outcome.years.values())


def a_discount_alone_never_raises(case: Case) -> None:
    for step in all_steps(case.compiled.contract):
        if isinstance(step, Discount):
            known = constant_value(step.share)
            assert known is None or (isinstance(known, Fraction) and 0 <= known <= 1)


# ------------------------------------------------------------------ rounding


def only_declared_roundings_touch_a_participant(case: Case) -> None:
    """Per participant an amount is rounded by default when the text names no rounding, else only where it says so."""
    contract, plan = case.compiled.contract, case.compiled.plan
    steps = [*contract.participant_steps]
    for part in (*contract.parts, *contract.indicators):
        steps += part.participant_steps
    declared = rounds_by_itself(contract) or any(isinstance(step, RoundTo) for step in steps)
    # A result that the text rounds («afronden op 1 naar beneden») is worked out per participant.
    results = any(isinstance(one, Apply) and one.operator in ROUNDED for one in expressions(contract))
    rounded = [node for node in plan.nodes if isinstance(node.operation, g.Round | g.Spread)]
    assert declared or results or all(node.layer is g.Layer.CONTRACT for node in rounded)
    assert results or all(node.layer is not g.Layer.PERSON for node in rounded)


# ------------------------------------------------------------------ the order and number of participants


def the_order_of_participants_does_not_matter(case: Case) -> None:
    if any(one.first is not None for one in case.compiled.contract.indicators):
        return
    people = case.results.participants
    expected = amounts_of(worked_out(case))
    for order in (people[::-1], people[1:] + people[:1]):
        assert amounts_of(pay(case.compiled.plan, replace(case.results, participants=order))) == expected


def so_many_equal_participants_are_so_many_separate_ones(case: Case) -> None:
    people = case.results.participants
    if not people:
        return
    together = replace(case.results, participants=(replace(people[0], number=3), *people[1:]))
    apart = replace(
        case.results,
        participants=(*(replace(people[0], pseudonym=f"e{index}") for index in range(3)), *people[1:]),
    )
    one, other = pay(case.compiled.plan, together), pay(case.compiled.plan, apart)
    assert amounts_of(one) == amounts_of(other)
    ours, theirs = list(one.participants()), list(other.participants())
    assert ours[1:] == theirs[3:]
    summed = {name: sum(parts[name] for _, parts in theirs[:3]) for name in ours[0][1]}
    assert ours[0] == (people[0].pseudonym, summed)


# ------------------------------------------------------------------ tranches


def later_results_do_not_change_earlier_tranches(case: Case) -> None:
    """With `at`, the tranches up to that day are the same ones."""
    outcome = worked_out(case)
    for index, tranche in enumerate(outcome.tranches):
        early = pay(case.compiled.plan, case.results, tranche.day)
        assert early.tranches == outcome.tranches[: index + 1]
        assert early.total == sum(one.total for one in outcome.tranches[: index + 1])
    nothing = pay(case.compiled.plan, case.results, outcome.tranches[0].day - timedelta(days=1))
    assert (nothing.total, nothing.tranches, nothing.years) == (0, (), {})


def what_was_paid_as_computed_changes_nothing(case: Case) -> None:
    """Earlier statements that say what the plan works out give the same later tranches."""
    outcome = worked_out(case)
    expected = amounts_of(outcome)
    for number in range(1, len(outcome.tranches) + 1):
        paid = {
            (tranche.name, way, which, party): outcome.run.value(node)
            for tranche in case.compiled.plan.tranches[:number]
            for way, which, party, node in tranche.flows
        }
        assert amounts_of(pay(case.compiled.plan, replace(case.results, paid=paid))) == expected


# ------------------------------------------------------------------ outputs


def the_built_file_agrees(case: Case) -> None:
    assert_agrees(worked_out(case), paid_by_built(build(case.compiled), case.results))


def the_built_file_agrees_on_other_payments(case: Case) -> None:
    """Also when something else was paid than was due."""
    outcome = worked_out(case)
    first = case.compiled.plan.tranches[0]
    paid = {
        (first.name, way, which, party): outcome.run.value(node) + (7 if index % 2 else -3)
        for index, (way, which, party, node) in enumerate(first.flows)
    }
    results = replace(case.results, paid=paid)
    assert_agrees(pay(case.compiled.plan, results), paid_by_built(build(case.compiled), results))


def statements_can_be_written_and_read_back(case: Case) -> None:
    outcome = worked_out(case)
    text = statement_text(case.compiled, case.results, outcome, RECEIPT, steps=True)
    assert text.startswith("Afrekening: ")
    document = json.loads(statement_json(case.compiled, case.results, outcome, RECEIPT), parse_float=str)
    paid, findings = paid_before(case.compiled, RECEIPT.contract, [Earlier("afrekening.json", document)])
    assert not findings.items
    assert paid == {
        (tranche.name, way, which, party): outcome.run.value(node)
        for tranche in case.compiled.plan.tranches
        for way, which, party, node in tranche.flows
    } | {
        (tranche.name, FOR, 0, source): outcome.run.value(node)
        for tranche in case.compiled.plan.tranches
        for source, node in tranche.sources
    }


# ------------------------------------------------------------------ the text


def the_text_reads_back_as_it_is_printed(case: Case) -> None:
    tree = parse(case.compiled.source)
    printed = print_contract(tree)
    assert parse(source(printed)) == tree
    formatted = format_source(case.compiled.source)
    assert format_source(source(formatted)) == formatted


INVARIANTS: tuple[Invariant, ...] = (
    every_amount_is_whole,
    parts_sum_to_wholes,
    indicators_sum_to_the_total,
    participants_sum_to_their_indicators,
    tranches_sum_to_the_entitlement,
    the_vat_is_that_over_all_that_each_paid,
    nothing_falls_below_zero,
    nobody_gives_back_while_an_overpayment_waits,
    nobody_pays_above_a_limit,
    the_entitlement_stays_below_its_ceiling,
    years_stay_below_their_ceiling,
    a_discount_alone_never_raises,
    only_declared_roundings_touch_a_participant,
    the_order_of_participants_does_not_matter,
    so_many_equal_participants_are_so_many_separate_ones,
    later_results_do_not_change_earlier_tranches,
    what_was_paid_as_computed_changes_nothing,
    the_built_file_agrees,
    the_built_file_agrees_on_other_payments,
    statements_can_be_written_and_read_back,
    the_text_reads_back_as_it_is_printed,
)
