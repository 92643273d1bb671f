"""What stands behind `per` in a price: the unit of the result, by which the amount is multiplied.

The unit is a word of the author's own choice. So only a word that says something else than what is calculated is a mistake:
a participant where days are counted, a week where the result is in days, a point where a percentage is a part of one.
"""

from __future__ import annotations

from .. import checks
from ..syntax import tree
from ..text.source import Span
from .context import Context
from .contract import Unit
from .expressions import Aggregate, Apply, Expr, Function, Kind, Level, Literal, Measured, OverPeriods

_TIMES = {
    "seconde": "seconden", "minuut": "minuten", "uur": "uren", "dagdeel": "dagdelen", "dag": "dagen", "week": "weken",
    "maand": "maanden", "kwartaal": "kwartalen", "halfjaar": "halfjaren", "jaar": "jaren",
}  # fmt: skip
_ONE = {many: one for one, many in _TIMES.items()} | {one: one for one in _TIMES}
_POINTS = ("procent", "procentpunt", "punt", "percentpunt")


def unit_of(unit: tree.Unit | None, result: Expr, context: Context) -> Unit | None:
    """Per participant, or per unit of the result; a number of participants is counted in that unit."""
    if unit is None:
        return None
    if names_participant(unit, context) and (result.level is Level.PARTICIPANT or result.kind is Kind.YES_NO):
        return Unit.PARTICIPANT
    return Unit.UNIT


def unit_name(unit: tree.Unit | None, context: Context) -> str | None:
    """The word behind `per`."""
    match unit:
        case None:
            return None
        case tree.PerUnit(name):
            return name.text
        case tree.Marker.PER_YEAR:
            return "jaar"
    return context.unit or "deelnemer"


def names_participant(unit: tree.Unit | None, context: Context) -> bool:
    """Whether `per …` names the participants: by the word `deelnemer` or by the name of their unit."""
    if isinstance(unit, tree.PerUnit):
        return unit.unit.text == context.unit
    return unit is tree.Marker.PER_PARTICIPANT


def is_fitting(unit: tree.Unit | None, span: Span, result: Expr, declared: str | None, context: Context) -> bool:
    """Whether the unit says what the amount is multiplied by; a finding at `span` when it doesn't.

    `declared` is the unit that the indicator gives its result with `in`.
    """
    if unit is None:
        return True
    place = unit.span if isinstance(unit, tree.PerUnit) else span
    word = "deelnemer" if unit is tree.Marker.PER_PARTICIPANT else (unit_name(unit, context) or "")
    known = declared or _unit_of_result(result)
    if names_participant(unit, context):
        if result.level is Level.CONTRACT and not _may_count_participants(result, known):
            context.findings.add(checks.rc303_level.fee_per_participant(span, word))
            return False
        if result.level is Level.PARTICIPANT and result.kind is not Kind.YES_NO:
            context.findings.add(checks.rc304_expected_kind.participant_for_quantity(place, word, _one(known)))
            return False
        return True
    if word in context.periods.places or word in context.attributes.places:
        what = "een periode" if word in context.periods.places else "een eigenschap"
        same = context.period is not None and context.period.name == word
        if result.kind is Kind.YES_NO and same:
            context.findings.add(checks.rc304_expected_kind.already_per_period(place, word))
        else:
            context.findings.add(checks.rc304_expected_kind.no_unit(place, word, what, _one(known)))
        return False
    if result.kind is Kind.YES_NO:
        per_participant = result.level is Level.PARTICIPANT
        context.findings.add(checks.rc304_expected_kind.unit_without_quantity(span, per_participant))
        return False
    if result.kind is Kind.PERCENT and word in _POINTS:
        context.findings.add(checks.rc304_expected_kind.points(place, word))
        return False
    if known is not None and _ONE.get(known, word) != _ONE.get(word, _ONE.get(known, word)):
        context.findings.add(checks.rc304_expected_kind.other_unit(place, word, known))
        return False
    return True


def are_alike(units: list[tuple[Span, str]], context: Context) -> bool:
    """Whether the rows of a table have one unit; a finding at the first that has another."""
    for span, word in units[1:]:
        if word != units[0][1]:
            context.findings.add(checks.rc304_expected_kind.unlike_units(span, word, units[0][0], units[0][1]))
            return False
    return True


def _one(word: str | None) -> str | None:
    """The singular of a unit of time; None for any other word, whose singular isn't known."""
    return None if word is None else _ONE.get(word)


def _unit_of_result(result: Expr) -> str | None:
    match result:
        case Measured(measurement=measurement):
            return measurement.unit
        case Aggregate(function=Function.SUM | Function.AVERAGE, value=inner) if inner is not None:
            return _unit_of_result(inner)
        case OverPeriods(value=inner):
            return _unit_of_result(inner)
    return None


def _may_count_participants(result: Expr, unit: str | None) -> bool:
    """Whether a result of the contract can be a number of participants, so that each unit of it is one of them."""
    if result.kind is not Kind.NUMBER or _one(unit) is not None:
        return False
    match result:
        case Aggregate(function=function):
            return function is Function.COUNT
        case Apply(arguments=arguments):
            return all(
                isinstance(one, Literal) or one.kind is not Kind.NUMBER or _may_count_participants(one, None)
                for one in arguments
            )
    return True
