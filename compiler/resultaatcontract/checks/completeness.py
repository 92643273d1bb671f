"""What is complete and used, over the whole model. Each finding's own file holds its words; this module the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import prod

from .. import checks
from ..findings import Findings, Note, Severity
from ..model.context import Context
from ..model.contract import (
    AttributeLevel,
    ByAttribute,
    Contract,
    Described,
    Element,
    Expected,
    FlatPrice,
    Floor,
    Group,
    Indicator,
    Moment,
    Party,
    Payment,
    PrincipalClaim,
    ReturnClaim,
    TrancheKind,
    Waterfall,
    can_be_malus,
)
from ..model.expressions import Level
from ..model.origins import split_attributes
from ..text import writing
from ..text.calendar import shift
from ..text.source import Span
from .cohort import check_cohort


def check_model(contract: Contract, context: Context, findings: Findings, strict: bool) -> None:
    """Add every finding about the model as a whole."""
    _weights(contract, findings)
    _measurements(contract, findings, strict)
    _roles(contract, findings)
    _titles(contract, findings)
    _unused(contract, context, findings)
    _investors(contract, findings)
    _dates(contract, findings)
    _basis(contract, findings)
    _below_zero(contract, findings)
    check_cohort(contract, findings)
    _combinations(contract, findings)
    _examples(contract, findings)
    if not contract.examples:
        findings.add(checks.rc412_no_example.finding(contract.span))


def _weights(contract: Contract, findings: Findings) -> None:
    """The weights of each group, then of the whole."""
    tops: list[tuple[Group | Indicator, Fraction]] = []
    for part in contract.parts:
        if isinstance(part, Group):
            weighted = [one for one in part.indicators if one.weight is not None]
            inner = _group_weight(part, weighted)
            if part.weight is not None and weighted and inner != part.weight:
                _wrong_group(part, weighted, inner, findings)
            weight = part.weight if part.weight is not None else (inner if weighted else None)
            if weight is not None:
                tops.append((part, weight))
        elif part.weight is not None:
            tops.append((part, part.weight))
    total = sum((weight for _, weight in tops), Fraction(0))
    if tops and total != 1:
        text = " + ".join(writing.percent(weight) for _, weight in tops)
        shown = f"{text} = {writing.percent(total)}" if len(tops) > 1 else writing.percent(total)
        notes = [Note(part.span, f"“{part.title}” weegt {writing.percent(weight)}") for part, weight in tops]
        findings.add(checks.rc502_total_weights.finding(tops[0][0].span, shown, notes))


def _group_weight(group: Group, weighted: list[Indicator]) -> Fraction:
    weights = sorted((one.weight or Fraction(0) for one in weighted), reverse=True)
    return sum(weights if group.at_most is None else weights[: group.at_most], Fraction(0))


def _wrong_group(group: Group, weighted: list[Indicator], inner: Fraction, findings: Findings) -> None:
    assert group.weight is not None
    terms = " + ".join(writing.percent(one.weight or Fraction(0)) for one in weighted)
    single = group.at_most is not None or len(weighted) == 1
    shown = writing.percent(inner) if single else f"{terms} = {writing.percent(inner)}"
    notes = [Note(one.span, f"“{one.title}” weegt {writing.percent(one.weight or Fraction(0))}") for one in weighted]
    at_most = group.at_most is not None
    findings.add(
        checks.rc501_group_weights.finding(
            group.span, group.title, shown, writing.percent(group.weight), at_most, notes
        )
    )


def _measurements(contract: Contract, findings: Findings, strict: bool) -> None:
    for measurement in contract.measurements:
        if measurement.definition is None:
            found = checks.rc411_undefined.finding(measurement.span, measurement.title)
            findings.add(replace(found, severity=Severity.ERROR) if strict else found)
        if measurement.source is None and measurement.evidence is None:
            findings.add(checks.rc414_no_evidence.finding(measurement.span, measurement.title))
    unverified = [one for one in contract.measurements if one.verifier is None]
    if unverified:
        verifiers = [party.name for party in contract.parties if "beoordelaar" in party.roles]
        spans = [one.span for one in unverified]
        findings.add(checks.rc405_no_verifier.finding(spans, [one.title for one in unverified], verifiers))


def _roles(contract: Contract, findings: Findings) -> None:
    described: list[Described] = [*contract.measurements, *contract.moments, *contract.attributes]
    if contract.participants is not None:
        described.append(contract.participants)
    verifiers = {one.verifier.name for one in described if one.verifier is not None}
    for party in contract.parties:
        interests = [role for role in party.roles if role in ("betaler", "uitvoerder", "investeerder")]
        if party.name in verifiers and interests:
            findings.add(checks.rc601_independence.finding(party.span, party.title, writing.listing(interests)))


def _titles(contract: Contract, findings: Findings) -> None:
    """What the annex can't tell apart: it calls everything by its title."""
    indicators: list[Element] = [*contract.indicators, *(one for one in contract.parts if isinstance(one, Group))]
    kinds: tuple[tuple[str, Sequence[Element]], ...] = (
        ("De partij", contract.parties),
        ("Het moment", [one for one in contract.moments if one.period is None]),
        ("De meting", contract.measurements),
        ("Het gegeven", contract.constants),
        ("De indicator", indicators),
        ("De tranche", contract.tranches),
        ("De bepaling", contract.provisions),
        ("De stelling", contract.assertions),
    )
    for what, elements in kinds:
        known: dict[str, Span] = {}
        for one in sorted(elements, key=lambda element: element.span.start):
            title = one.called if isinstance(one, Party) else str(getattr(one, "title", ""))
            first = known.setdefault(title.casefold(), one.span)
            if first is not one.span:
                findings.add(checks.rc204_double_title.finding(one.span, what, title, first))


def _examples(contract: Contract, findings: Findings) -> None:
    """No more participants than the contract allows, on days of the contract, and amounts in years with a tranche."""
    years = {tranche.day.year for tranche in contract.tranches}
    most = None if contract.participants is None else contract.participants.maximum_number
    for example in contract.examples:
        number = sum(one.number for one in example.participants)
        if most is not None and number > most:
            findings.add(checks.rc802_example_value.too_many(example.span, number, most))
        for one in example.participants:
            for moment, day in one.dates:
                what = f"De datum van “{moment}” bij deelnemer {one.name}"
                _inside(day, contract, one.span, what, findings)
        for expectation in example.expectations:
            if expectation.expected is Expected.YEAR and expectation.amount and int(expectation.keys[0]) not in years:
                shown = [str(year) for year in sorted(years)]
                findings.add(checks.rc802_example_value.no_year(expectation.span, expectation.keys[0], shown))


def _unused(contract: Contract, context: Context, findings: Findings) -> None:
    for party in contract.parties:
        if party.name not in context.parties.used and not party.notes:  # a `toelichting` says what it does
            findings.add(checks.rc407_unused.finding(party.span, "De partij", party.name))
    for group in contract.party_groups:
        if group.name not in context.parties.used:
            findings.add(checks.rc407_unused.finding(group.span, "De naam voor meer partijen", group.name))
    for moment in contract.moments:
        if moment.name not in context.moments.used:
            findings.add(checks.rc407_unused.finding(moment.span, "Het moment", moment.name))
    for period in contract.periods:
        if period.name not in context.periods.used:
            findings.add(checks.rc407_unused.finding(period.span, "De periode", period.name))
    for measurement in contract.measurements:
        used = measurement.name in context.used_before_examples
        if measurement.only_reported and used:
            findings.add(checks.rc421_only_reported.used(measurement.span, measurement.name))
        if not measurement.only_reported and not used:
            findings.add(checks.rc407_unused.finding(measurement.span, "De meting", measurement.name))
    for constant in contract.constants:
        if constant.name not in context.values.used:
            findings.add(checks.rc407_unused.finding(constant.span, "Het gegeven", constant.name))
    for loan in contract.loans:
        if loan.name not in context.values.used:
            findings.add(checks.rc407_unused.finding(loan.span, "De lening", loan.name))
    for series in contract.series:
        if series.name not in context.series.used:
            findings.add(checks.rc407_unused.finding(series.span, "De reeks", series.name))
    for attribute in contract.attributes:
        if attribute.name not in context.attributes.used:
            findings.add(checks.rc407_unused.finding(attribute.span, "De eigenschap", attribute.name))


def _investors(contract: Contract, findings: Findings) -> None:
    """Who puts money in is repaid somewhere, and the reverse."""
    claims = [
        claim
        for payment in contract.payments
        if isinstance(payment.receivers, Waterfall)
        for claim in payment.receivers.claims
        if isinstance(claim, PrincipalClaim | ReturnClaim)
    ]
    repaid = {party.name for claim in claims for party in claim.parties}
    paid_in = {deposit.party.name for deposit in contract.deposits}
    returned = {party.name for claim in claims if isinstance(claim, PrincipalClaim) for party in claim.parties}
    for name, deposit in {deposit.party.name: deposit for deposit in reversed(contract.deposits)}.items():
        if name not in repaid:
            findings.add(checks.rc407_unused.idle_deposit(deposit.span, name))
        elif name not in returned:
            findings.add(checks.rc407_unused.never_repaid(deposit.span, name))
    told: set[str] = set()
    for claim in claims:
        for party in claim.parties:
            if party.name not in paid_in and party.name not in told:
                told.add(party.name)
                findings.add(checks.rc407_unused.idle_claim(claim.span, party.name))


def _dates(contract: Contract, findings: Findings) -> None:
    end = contract.run_off or contract.last
    outside: set[str] = set()
    for period in contract.periods:
        what = f"De periode “{period.name}”"
        if period.first < contract.first:
            outside.add(period.name)
            _inside(period.first, contract, period.span, what, findings)
        elif period.last > end:
            outside.add(period.name)
            _inside(period.last, contract, period.span, what, findings)
    for moment in contract.moments:
        if moment.day is not None and moment.period is None:
            _inside(moment.day, contract, moment.span, f"Het moment “{moment.name}”", findings)
    _never(contract, findings)
    told: set[Span] = set()  # a tranche per period is there many times
    for tranche in contract.tranches:
        if tranche.span in told or tranche.period in outside:
            continue
        before = len(findings.items)
        if tranche.day < contract.first:
            _inside(tranche.day, contract, tranche.span, f"De tranche “{tranche.name}”", findings)
        elif tranche.day > end:
            has_run_off = contract.run_off is not None
            findings.add(checks.rc410_after_end.finding(tranche.span, tranche.name, writing.day(end), has_run_off))
        if tranche.cut_off_given:
            place = tranche.cut_off_span or tranche.span
            _inside(tranche.cut_off, contract, place, f"De peildatum van de tranche “{tranche.name}”", findings)
        if len(findings.items) > before:
            told.add(tranche.span)
    for deposit in contract.deposits:
        if deposit.day > end:  # one before the first day pays for the preparations
            _inside(deposit.day, contract, deposit.span, f"De inleg van “{deposit.party.name}”", findings)


def _never(contract: Contract, findings: Findings) -> None:
    """A measurement that is always made after the last cut-off; with one tranche and no cut-off everything counts."""
    last = contract.tranches[-1]
    if len(contract.tranches) == 1 and not last.cut_off_given:
        return
    for measurement in contract.measurements:
        end = contract.run_off or contract.last
        late = [
            one
            for one in measurement.moments
            if _earliest(one, contract) > last.cut_off and (one.day is None or one.day <= end)  # else it is told above
        ]
        if measurement.period is None and late:
            one = late[0]
            earliest = writing.day(_earliest(one, contract))
            cut_off = writing.day(last.cut_off)
            findings.add(
                checks.rc408_outside_term.never_counts(measurement.span, measurement.name, one.name, earliest, cut_off)
            )


def _earliest(moment: Moment, contract: Contract) -> date:
    """The first day that a moment can fall on: no participant starts before the term."""
    if moment.day is not None:
        return moment.day
    if moment.after is not None:
        return shift(_earliest(moment.after, contract), moment.months, moment.days)
    return contract.first


def _basis(contract: Contract, findings: Findings) -> None:
    """A split by attribute says nothing about money that belongs to no participant: advances and minimums."""
    for payment in contract.payments:
        splits = [line.who for line in payment.bearers if isinstance(line.who, ByAttribute)]
        if isinstance(payment.receivers, ByAttribute):
            splits.append(payment.receivers)
        if splits:
            for what in _without_participant(payment, contract):
                findings.add(checks.rc419_no_basis.finding(splits[0].span, what))
        if payment is contract.payments[0]:
            _minimum_of_another(contract, splits, findings)


def _minimum_of_another(contract: Contract, splits: list[ByAttribute], findings: Findings) -> None:
    """What a minimum per attribute adds has a value of that attribute and of no other."""
    for level in contract.levels:
        if any(isinstance(step, Floor) for _, step in level.steps):
            for split in splits:
                if split.attribute.name != level.attribute.name:
                    what = f"het minimum per “{level.attribute.title}”"
                    findings.add(checks.rc419_no_basis.finding(split.span, what))


def _below_zero(contract: Contract, findings: Findings) -> None:
    """A malus per participant under payers by attribute: one of them can get money while the others pay."""
    for payment in contract.payments:
        prices = [one.price for one in payment.indicators]
        if all(isinstance(one, FlatPrice) and one.sign < 0 for one in prices if one is not None):
            continue  # a payment of nothing but maluses is meant to be below zero
        malus = next((one for one in payment.indicators if can_be_malus(one.price) and not _held(one, contract)), None)
        for line in payment.bearers:
            if malus is None or not isinstance(line.who, ByAttribute):
                continue
            name = line.who.attribute.name
            held = payment is contract.payments[0] and any(
                level.attribute.name == name and _floor_for_all(level) for level in contract.levels
            )
            if not held:
                only = len(contract.payments) == 1
                findings.add(checks.rc420_payer_below_zero.finding(line.span, malus.title, name, only, malus.span))


def _held(indicator: Indicator, contract: Contract) -> bool:
    """Whether a minimum per participant keeps what she yields from being below zero."""
    steps = [*indicator.participant_steps, *contract.participant_steps]
    for part in contract.parts:
        if isinstance(part, Group) and indicator in part.indicators:
            steps += part.participant_steps
    return any(isinstance(step, Floor) and not step.at_the_end for step in steps)


def _floor_for_all(level: AttributeLevel) -> bool:
    """Whether the last word for every value is a minimum of its own."""
    for choice, _ in level.attribute.choices:
        own = [step for chosen, step in level.steps if chosen in (None, choice)]
        if not any(isinstance(step, Floor) and not step.at_the_end for step in own):
            return False
    return True


def _without_participant(payment: Payment, contract: Contract) -> Iterator[str]:
    """What this payment bears or pays that belongs to no participant."""
    names = {indicator.name for indicator in payment.indicators}
    for tranche in contract.tranches:
        if tranche.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            scope = {one.name for one in tranche.scope or ()}
            if names & scope or (payment is contract.payments[0] and not _is_covered(scope, contract)):
                yield f"de tranche “{tranche.title}”"
    for part in contract.parts:
        inside = part.indicators if isinstance(part, Group) else (part,)
        if any(isinstance(step, Floor) for step in part.steps) and any(one.name in names for one in inside):
            yield f"het minimum van “{part.title}”"
        if isinstance(part, Group):
            for one in inside:
                if one.name in names and any(isinstance(step, Floor) for step in one.steps):
                    yield f"het minimum van “{one.title}”"
    if payment is contract.payments[0] and any(isinstance(step, Floor) for step in contract.steps):
        yield "het minimum van het totaal"


def _is_covered(scope: set[str], contract: Contract) -> bool:
    return any(one.name in scope for payment in contract.payments for one in payment.indicators)


def _combinations(contract: Contract, findings: Findings) -> None:
    """How many sums a settlement keeps apart: for each paid indicator one for every combination of attributes."""
    split = split_attributes(contract)
    number = sum(
        prod(len(attribute.choices) for attribute in split[indicator.name])
        for indicator in contract.indicators
        if indicator.price is not None and indicator.level is Level.PARTICIPANT and split.get(indicator.name)
    )
    if number > checks.rc309_too_many.MAXIMUM:
        splits = [level.span for level in contract.levels]
        splits += [
            line.who.span for one in contract.payments for line in one.bearers if isinstance(line.who, ByAttribute)
        ]
        splits += [one.receivers.span for one in contract.payments if isinstance(one.receivers, ByAttribute)]
        findings.add(checks.rc309_too_many.finding(max(splits, key=lambda span: span.start), number))


def _inside(day: date, contract: Contract, span: Span, what: str, findings: Findings) -> None:
    """A finding for a day before the first or after the last of the term and its run-off."""
    end = contract.run_off or contract.last
    term = f"{writing.day(contract.first)} t/m {writing.day(end)}"
    if day < contract.first:
        findings.add(checks.rc408_outside_term.before(span, what, term))
    elif day > end:
        findings.add(checks.rc408_outside_term.finding(span, what, term, contract.run_off is not None))
