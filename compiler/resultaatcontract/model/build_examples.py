"""Worked examples: participants, measurements and the amounts that the author expects."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .. import checks
from ..syntax import tree
from ..text import writing
from ..text.source import Span
from .bounds import show
from .build_payment import ONLY_TRANCHE, no_indicator, tranche_named
from .context import Context, texts, whole
from .contract import (
    Attribute,
    Example,
    ExampleParticipant,
    Expectation,
    Expected,
    Measurement,
    Moment,
    Party,
    PartyGroup,
    Period,
)
from .expressions import Kind, Level
from .names import Names
from .typing import A_KIND, known_choice

_Values = dict[tuple[str, str], "Fraction | bool | date | None"]
MAX_PARTICIPANTS = 10_000_000


def example(
    node: tree.Example,
    measurements: tuple[Measurement, ...],
    attributes: tuple[Attribute, ...],
    context: Context,
    of_fund: bool = False,
) -> Example:
    """The example; wrong lines are left out after their findings. In that of a fund, the fund has the expectations."""
    participants: list[ExampleParticipant] = []
    names = Names("de deelnemer", context.findings)
    values: _Values = {}
    expectations: list[Expectation] = []
    for line in node.lines:
        match line:
            case tree.ExampleParticipant(name, assignments):
                participants.append(_participant(line, name, 1, assignments, measurements, names, context))
            case tree.ExampleParticipantBlock(name, lines):
                given = tuple(a for one in lines for a in one.assignments)
                participants.append(_participant(line, name, 1, given, measurements, names, context))
            case tree.ExampleParticipants(number, name, assignments):
                participants.append(
                    _participant(line, name, _count(number, context), assignments, measurements, names, context)
                )
            case tree.ExampleParticipantsBlock(number, name, lines):
                given = tuple(a for one in lines for a in one.assignments)
                participants.append(
                    _participant(line, name, _count(number, context), given, measurements, names, context)
                )
            case tree.AssignmentLine(assignments):
                _assign(assignments, Level.CONTRACT, measurements, values, {}, {}, context)
            case tree.AssignEach():
                _assign_each(line, values, context)
            case tree.ExampleMember():
                context.findings.add(checks.rc551_fund.no_fund(line.span))
            case tree.Expectation():
                made = _expectation(line, names, context)
                if made is not None:
                    expectations.append(made)
    if not of_fund and not any(isinstance(line, tree.Expectation) for line in node.lines):
        context.findings.add(checks.rc802_example_value.no_expectation(node.span))
    return Example(
        span=node.span,
        title=node.title.value,
        participants=tuple(participants),
        values=tuple(values.items()),
        expectations=tuple(expectations),
        notes=texts(node.lines, tree.Note),
    )


def _count(number: tree.Number, context: Context) -> int:
    if number.value.denominator != 1 or not 1 <= number.value <= MAX_PARTICIPANTS:
        context.findings.add(checks.rc802_example_value.wrong_count(number.span))
        return 1
    return int(number.value)


def _participant(
    line: tree.Node,
    name: tree.Name,
    number: int,
    assignments: tuple[tree.Assignment, ...],
    measurements: tuple[Measurement, ...],
    names: Names,
    context: Context,
) -> ExampleParticipant:
    if names.reserve(name):
        names.declare(name, name)
    values: _Values = {}
    dates: dict[str, date] = {}
    choices: dict[str, str] = {}
    _assign(assignments, Level.PARTICIPANT, measurements, values, dates, choices, context)
    return ExampleParticipant(
        span=line.span,
        name=name.text,
        number=number,
        values=tuple(values.items()),
        dates=tuple(dates.items()),
        choices=tuple(choices.items()),
    )


def _assign(
    assignments: tuple[tree.Assignment, ...],
    level: Level,
    measurements: tuple[Measurement, ...],
    values: _Values,
    dates: dict[str, date],
    choices: dict[str, str],
    context: Context,
) -> None:
    others_no = False
    for node in assignments:
        match node:
            case tree.Marker.OTHERS_NO:
                others_no = True
            case tree.AssignDate(name, day):
                moment = context.moments.find(name, Moment)
                if moment is not None and (moment.after is not None or moment.day is not None):
                    after = None if moment.after is None else moment.after.name
                    context.findings.add(checks.rc802_example_value.known_date(node.span, moment.name, after))
                elif moment is not None and moment.name in dates:
                    context.findings.add(checks.rc802_example_value.date_twice(node.span, moment.name))
                elif moment is not None:
                    dates[moment.name] = day.value
            case tree.Assign(name, moment_name, value):
                if level is Level.PARTICIPANT and name.text in context.attributes.places:
                    attribute = context.attributes.find(name, Attribute)
                    if (
                        attribute is not None
                        and isinstance(value, tree.Name)
                        and known_choice(attribute, value, context)
                    ):
                        if name.text in choices:
                            context.findings.add(checks.rc802_example_value.choice_twice(node.span, name.text))
                        choices[name.text] = value.text
                    elif attribute is not None and not isinstance(value, tree.Name):
                        known = writing.listing([one for one, _ in attribute.choices], "of")
                        context.findings.add(
                            checks.rc802_example_value.wrong(node.span, name.text, f"een keuze: {known}")
                        )
                    continue
                _assign_value(node, name, moment_name, level, values, context)
    if others_no:
        for measurement in measurements:
            if measurement.level is level and measurement.kind is Kind.YES_NO:
                for moment_key in [moment.name for moment in measurement.moments] or [""]:
                    values.setdefault((measurement.name, moment_key), False)


def _assign_each(line: tree.AssignEach, values: _Values, context: Context) -> None:
    """The values of a measurement for all periods, or for all parties of a group, in order."""
    measurement = context.values.find(line.name, Measurement)
    if measurement is not None and measurement.per_party is not None and measurement.party is None:
        _assign_parties(line, measurement, measurement.per_party.group, values, context)
        return
    period = context.periods.find(line.of, Period)
    if measurement is None or period is None:
        return
    if measurement.period is None or measurement.period.name != period.name:
        context.findings.add(checks.rc802_example_value.not_per_period(line.span, measurement.name, period.name))
        return
    if len(line.values) != len(period.moments):
        context.findings.add(checks.rc802_example_value.wrong_number(line.span, len(line.values), len(period.moments)))
        return
    for moment, value in zip(period.moments, line.values, strict=True):
        at = tree.Name(moment.name, span=line.of.span)
        whole = tree.Assign(line.name, at, value, span=line.span)
        _assign_value(whole, line.name, at, Level.CONTRACT, values, context)


def _assign_parties(
    line: tree.AssignEach, each: Measurement, group: PartyGroup, values: _Values, context: Context
) -> None:
    if line.of.text != group.name:
        context.findings.add(checks.rc802_example_value.not_per_period(line.span, each.name, line.of.text))
        return
    if len(line.values) != len(group.parties):
        found = checks.rc802_example_value.wrong_number_of_parties(
            line.span, len(line.values), [one.name for one in group.parties]
        )
        context.findings.add(found)
        return
    for party, value in zip(group.parties, line.values, strict=True):
        own = tree.Name(f"{each.name}_{party.name}", span=line.name.span)
        whole = tree.Assign(own, line.moment, value, span=line.span)
        _assign_value(whole, own, line.moment, Level.CONTRACT, values, context)


def _assign_value(
    node: tree.Assign,
    name: tree.Name,
    moment_name: tree.Name | None,
    level: Level,
    values: _Values,
    context: Context,
) -> None:
    if name.text not in context.values.places and name.text in context.moments.places:
        context.findings.add(checks.rc802_example_value.is_moment(name.span, name.text))
        return
    measurement = context.values.find(name, Measurement)
    if measurement is None:
        if name.text in context.values.items:
            context.findings.add(checks.rc802_example_value.no_measurement(name.span, name.text))
        return
    if measurement.level is not level:
        context.findings.add(checks.rc802_example_value.wrong_level(node.span, name.text, level is Level.CONTRACT))
        return
    known = [moment.name for moment in measurement.moments]
    if moment_name is None:
        if len(known) > 1:
            context.findings.add(checks.rc305_moment.no_moment(name.span, name.text, known, measurement.span))
            return
        key = known[0] if known else ""
    elif moment_name.text in known:
        key = moment_name.text
    else:
        context.findings.add(
            checks.rc305_moment.wrong_moment(moment_name.span, name.text, moment_name.text, known, measurement.span)
        )
        return
    if (name.text, key) in values:
        context.findings.add(checks.rc802_example_value.twice(node.span, name.text))
        return
    value = _value(node.value, node.span, measurement, context)
    if value is not _WRONG:
        values[name.text, key] = value  # type: ignore[assignment]


_WRONG = object()


def _value(node: object, whole: Span, measurement: Measurement, context: Context) -> object:
    """The value of an assignment, checked against kind, range and step; `_WRONG` after a finding."""
    sign = 1
    span = node.span if isinstance(node, tree.Node) else whole
    if isinstance(node, tree.Minus):
        sign, node = -1, node.operand
    kind = measurement.kind
    match node, kind:
        case tree.Marker.ABSENT, _:
            return None
        case tree.Marker.YES, Kind.YES_NO:
            return True
        case tree.Marker.NO, Kind.YES_NO:
            return False
        case tree.Date(day), Kind.DATE:
            return day
        case (tree.Number(value), Kind.NUMBER) | (tree.Percent(value), Kind.PERCENT):
            return _in_range(sign * value, measurement, span, context)
        case tree.Amount(value, currency), Kind.MONEY if currency == context.currency:
            return _in_range(sign * value, measurement, span, context)
    context.findings.add(checks.rc802_example_value.wrong(span, measurement.name, A_KIND[kind]))
    return _WRONG


def _in_range(value: Fraction, measurement: Measurement, span: Span, context: Context) -> object:
    low, high, step = measurement.low, measurement.high, measurement.step
    assert low is not None
    assert high is not None
    assert step is not None
    if not low <= value <= high or ((value - low) / step).denominator != 1:
        shown = [show(bound, measurement.kind, context.currency) for bound in (low, high, step)]
        context.findings.add(checks.rc802_example_value.out_of_range(span, measurement.name, *shown))
        return _WRONG
    return value


def _expectation(line: tree.Expectation, names: Names, context: Context) -> Expectation | None:
    if line.amount.currency != context.currency:
        context.findings.add(checks.rc302_currency.finding(line.amount.span, line.amount.currency, context.currency))
        return None

    def made(expected: Expected, *keys: str) -> Expectation:
        return Expectation(span=line.span, expected=expected, keys=keys, amount=line.amount.value)

    def party(name: tree.Name) -> bool:
        return context.parties.find(name, Party) is not None

    def tranche(name: tree.Name) -> bool:
        if not context.tranches.places and name.text == ONLY_TRANCHE:
            return True
        return tranche_named(name, context)

    match line.expected:
        case tree.Marker.EXPECT_TOTAL:
            return made(Expected.TOTAL)
        case tree.ExpectPays(name) if party(name):
            return made(Expected.PAYS, name.text)
        case tree.ExpectReceives(name) if party(name):
            return made(Expected.RECEIVES, name.text)
        case tree.ExpectIndicator(name):
            if name.text in context.indicator_nodes:
                return made(Expected.INDICATOR, name.text)
            no_indicator(name, context)
        case tree.ExpectTranche(name) if tranche(name):
            return made(Expected.TRANCHE, name.text)
        case tree.ExpectTranchePays(which, name) if tranche(which) and party(name):
            return made(Expected.TRANCHE_PAYS, which.text, name.text)
        case tree.ExpectTrancheReceives(which, name) if tranche(which) and party(name):
            return made(Expected.TRANCHE_RECEIVES, which.text, name.text)
        case tree.ExpectYear(year) if (number := whole(year, context)) is not None:
            return made(Expected.YEAR, str(number))
        case tree.ExpectParticipant(name) if names.find(name, object) is not None:
            return made(Expected.PARTICIPANT, name.text)
        case tree.Marker.EXPECT_LEFT | tree.ExpectMember() | tree.ExpectCall():
            context.findings.add(checks.rc551_fund.no_fund(line.span))
    return None
