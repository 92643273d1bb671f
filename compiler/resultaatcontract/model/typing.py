"""Expressions of the tree → typed expressions of the model.

`typed` returns None when something in the expression is wrong; the finding has then been made, and nothing above it is
reported for the same reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from fractions import Fraction

from .. import checks
from ..syntax import tree
from ..text.source import Span
from .bounds import bounds, show
from .context import Context, title_of
from .contract import Attribute, Constant, Loan, Measurement, Moment, Party, PartyGroup, Period, Series
from .expressions import (
    Aggregate,
    Apply,
    DayOf,
    Expr,
    ForEach,
    Function,
    Given,
    HasChoice,
    InYear,
    Kind,
    Level,
    Literal,
    Measured,
    Operator,
    OverPeriods,
    PrincipalOf,
    ResultOf,
    Shifted,
)
from .periods import in_period

A_KIND = {
    Kind.YES_NO: "een voorwaarde (ja/nee)",
    Kind.NUMBER: "een getal",
    Kind.PERCENT: "een percentage",
    Kind.MONEY: "een bedrag",
    Kind.DATE: "een datum",
    Kind.CHOICE: "een keuze",
}
_COMPARE = {
    "≥": Operator.AT_LEAST,
    "≤": Operator.AT_MOST,
    ">": Operator.MORE,
    "<": Operator.LESS,
    "=": Operator.EQUAL,
    "≠": Operator.UNEQUAL,
}
QUANTITIES = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)


def typed(node: tree.Expr, context: Context) -> Expr | None:
    """The typed expression, or None after a finding."""
    match node:
        case tree.Number(value):
            return Literal(Kind.NUMBER, Level.CONTRACT, node.span, value)
        case tree.Percent(value):
            return Literal(Kind.PERCENT, Level.CONTRACT, node.span, value)
        case tree.Amount(value, currency):
            if currency != context.currency:
                context.findings.add(checks.rc302_currency.finding(node.span, currency, context.currency))
                return None
            return Literal(Kind.MONEY, Level.CONTRACT, node.span, value)
        case tree.Date(value):
            return Literal(Kind.DATE, Level.CONTRACT, node.span, value)
        case tree.Parenthesised(operand):
            inner = typed(operand, context)
            if isinstance(inner, Apply):
                return Apply(inner.kind, inner.level, inner.span, inner.operator, inner.arguments, True)
            return inner
        case tree.Minus(operand):
            return _negated(wanted(operand, context, QUANTITIES, "een getal, bedrag of percentage"), node.span)
        case tree.Either(left, right):
            _check_mixed(node, context)
            return _logic(node.span, Operator.EITHER, (left, right), context)
        case tree.Both(left, right):
            return _logic(node.span, Operator.BOTH, (left, right), context)
        case tree.Negation(operand):
            return _logic(node.span, Operator.NOT, (operand,), context)
        case tree.Compare(tree.Reference(name, None), _, tree.Reference(choice, None)) if (
            name.text in context.attributes.places and choice.text not in context.values.places
        ):
            attribute = context.attributes.find(name, Attribute)
            if attribute is not None and known_choice(attribute, choice, context):
                written = f"{name.text} is {choice.text}"
                context.findings.add(checks.rc308_bare_attribute.compared(node.span, name.text, written))
            return None
        case tree.Compare(left, operator, right):
            pair = _pair(left, right, context)
            return None if pair is None else _compare(node.span, _COMPARE[operator], pair, context)
        case tree.IsChoice(subject, choice):
            return _choice(subject, choice, node.span, context)
        case tree.Add(left, right):
            _check_part(node, "+", context)
            return _same(node.span, Operator.ADD, left, right, "opgeteld", context)
        case tree.Subtract(left, right):
            _check_part(node, "-", context)
            return _same(node.span, Operator.SUBTRACT, left, right, "van elkaar afgetrokken", context)
        case tree.Multiply(left, right):
            pair = _pair(left, right, context)
            return None if pair is None else _multiply(node.span, pair, context)
        case tree.Divide(left, right):
            pair = _pair(left, right, context)
            return None if pair is None else _divide(node.span, pair, context)
        case tree.PercentOf(percent, whole):
            return _percent_of(percent, whole, node.span, context)
        case tree.Reference(name, moment):
            return _reference(name, moment, node.span, context)
        case tree.ReferenceThrough(name, first, last):
            return _through(name, first, last, node.span, context)
        case tree.ChangeBetween(change, name, first, last) | tree.RelativeChangeBetween(change, name, first, last):
            later = _reference(name, last, name.span, context)
            earlier = _reference(name, first, name.span, context)
            if _is_reversed(earlier, later):
                context.findings.add(checks.rc304_expected_kind.change_reversed(node.span, first.text, last.text))
                return None
            relative = isinstance(node, tree.RelativeChangeBetween)
            return _change(node.span, change, relative, later, earlier, context)
        case tree.ChangeAgainst(change, value_node, reference) | tree.RelativeChangeAgainst(
            change, value_node, reference
        ):
            relative = isinstance(node, tree.RelativeChangeAgainst)
            return _change(node.span, change, relative, typed(value_node, context), typed(reference, context), context)
        case tree.CountOf(condition):
            return _aggregate(node.span, Function.COUNT, None, condition, None, context)
        case tree.ShareOf(condition, among):
            return _aggregate(node.span, Function.SHARE, None, condition, among, context)
        case tree.SumOf(value_node, condition):
            return _aggregate(node.span, Function.SUM, value_node, condition, None, context)
        case tree.AverageOf(value_node, condition):
            return _aggregate(node.span, Function.AVERAGE, value_node, condition, None, context)
        case tree.InEvery(_, name, condition_node):
            return _in_every(name, condition_node, node.span, context)
        case tree.SumPerPeriod(value_node, name):
            return _over_periods(node.span, Function.SUM, value_node, name, context)
        case tree.AveragePerPeriod(value_node, name):
            return _over_periods(node.span, Function.AVERAGE, value_node, name, context)
        case tree.HighestOf(values):
            return _several(node.span, Operator.HIGHEST, values, context)
        case tree.LowestOf(values):
            return _several(node.span, Operator.LOWEST, values, context)
        case tree.DateAfter(length, start):
            return _shift(node.span, length, start, 1, context)
        case tree.DateBefore(length, end):
            return _shift(node.span, length, end, -1, context)
        case (
            tree.TotalPaid()
            | tree.Entitlement()
            | tree.PaidByParty()
            | tree.ReceivedByParty()
            | tree.PaidForIndicator()
        ):
            from .build_assertions import settled  # assertions are rare

            return settled(node, context)


def wanted(
    node: tree.Expr, context: Context, kinds: tuple[Kind, ...], words: str, level: Level | None = None, remedy: str = ""
) -> Expr | None:
    """The typed expression if it is of one of the kinds (`words` says which, in Dutch) and of the level."""
    value = typed(node, context)
    if value is None:
        return None
    if value.kind not in kinds:
        found = checks.rc304_expected_kind.finding(node.span, words, A_KIND[value.kind], remedy)
        if isinstance(value, DayOf):
            found = checks.rc304_expected_kind.moment(node.span, words, value.moment.name)
        context.findings.add(found)
        return None
    if level is Level.CONTRACT and value.level is Level.PARTICIPANT:
        context.findings.add(checks.rc303_level.finding(node.span, True))
        return None
    return value


def condition(node: tree.Expr, context: Context, level: Level | None = None) -> Expr | None:
    """A yes/no expression."""
    return wanted(
        node, context, (Kind.YES_NO,), "een voorwaarde", level, "Vergelijk de waarde, bijvoorbeeld met `> 0` of `≥ 4`."
    )


def amount(node: tree.Expr, context: Context, level: Level | None = Level.CONTRACT) -> Expr | None:
    """An amount of money; by default one for the contract."""
    return wanted(node, context, (Kind.MONEY,), "een bedrag", level)


def due(node: tree.Expr, context: Context, what: str, level: Level | None = Level.CONTRACT) -> Expr | None:
    """An amount that may not be below zero; `what` with its article: «De grens»."""
    value = amount(node, context, level)
    known = None if value is None else constant_value(value)
    if isinstance(known, Fraction) and known < 0:
        context.findings.add(checks.rc510_negative.finding(node.span, what))
        return None
    return value


def fixed(node: tree.Expr, context: Context, kind: Kind, what: str) -> Fraction | None:
    """A value that the text alone decides; `what` with its article: «de weging»."""
    value = wanted(node, context, (kind,), A_KIND[kind])
    if value is None:
        return None
    found = constant_value(value)
    if not isinstance(found, Fraction):
        context.findings.add(checks.rc307_not_constant.finding(node.span, what))
        return None
    return found


def constant_value(value: Expr) -> Fraction | bool | date | None:
    """The value of an expression over constants; None when it depends on measurements or results."""
    match value:
        case Literal(value=found):
            return found
        case Given(constant=constant):
            return constant.value
        case PrincipalOf(loan=loan):
            return loan.principal
        case Apply(operator=operator, arguments=arguments):
            values = [constant_value(argument) for argument in arguments]
            numbers = [v for v in values if isinstance(v, Fraction)]
            if len(numbers) != len(values):
                return None
            match operator:
                case Operator.ADD:
                    return numbers[0] + numbers[1]
                case Operator.SUBTRACT:
                    return numbers[0] - numbers[1]
                case Operator.MULTIPLY | Operator.PERCENT_OF:
                    return numbers[0] * numbers[1]
                case Operator.DIVIDE:
                    return numbers[0] / numbers[1] if numbers[1] else None
                case Operator.NEGATE:
                    return -numbers[0]
                case Operator.HIGHEST:
                    return max(numbers)
                case Operator.LOWEST:
                    return min(numbers)
    return None


# ------------------------------------------------------------------ operators


def _negated(value: Expr | None, span: Span) -> Expr | None:
    if isinstance(value, Literal) and isinstance(value.value, Fraction):
        return Literal(value.kind, value.level, span, -value.value)
    return None if value is None else Apply(value.kind, value.level, span, Operator.NEGATE, (value,))


def _percent_of(percent: tree.Percent, whole: tree.Expr, span: Span, context: Context) -> Expr | None:
    value = wanted(whole, context, QUANTITIES, "een bedrag, getal of percentage")
    share = typed(percent, context)
    if value is None or share is None:
        return None
    return Apply(value.kind, value.level, span, Operator.PERCENT_OF, (share, value))


def _check_mixed(node: tree.Either, context: Context) -> None:
    """A warning for `en` and `of` that no parentheses keep apart."""
    sides = [
        f"({side.span.text})" if isinstance(side, tree.Both) else side.span.text for side in (node.left, node.right)
    ]
    if isinstance(node.left, tree.Both) or isinstance(node.right, tree.Both):
        context.warnings.append(checks.rc311_two_readings.mixed(node.span, " of ".join(sides)))


def _check_part(node: tree.Add | tree.Subtract, sign: str, context: Context) -> None:
    """A warning for `10% van a - b`; two percentages of something are no more than a sum."""
    left, right = node.left, node.right
    if isinstance(left, tree.PercentOf) and not isinstance(right, tree.PercentOf):
        read = f"({left.span.text}) {sign} {right.span.text}"
        other = f"{left.percent.span.text} van ({left.whole.span.text} {sign} {right.span.text})"
        context.warnings.append(checks.rc311_two_readings.part_of(node.span, read, other))


def _level(*values: Expr) -> Level:
    return Level.PARTICIPANT if any(value.level is Level.PARTICIPANT for value in values) else Level.CONTRACT


def _pair(left: tree.Expr, right: tree.Expr, context: Context) -> tuple[Expr, Expr] | None:
    one, other = typed(left, context), typed(right, context)
    return None if one is None or other is None else (one, other)


def _mismatch(span: Span, action: str, left: Expr, right: Expr, context: Context) -> None:
    context.findings.add(
        checks.rc301_kinds.finding(span, action, (left.span, A_KIND[left.kind]), (right.span, A_KIND[right.kind]))
    )


def _logic(span: Span, operator: Operator, nodes: tuple[tree.Expr, ...], context: Context) -> Expr | None:
    values = [condition(node, context) for node in nodes]
    found = tuple(value for value in values if value is not None)
    return None if len(found) < len(values) else Apply(Kind.YES_NO, _level(*found), span, operator, found)


def _compare(span: Span, operator: Operator, pair: tuple[Expr, Expr], context: Context) -> Expr | None:
    left, right = pair
    if left.kind is not right.kind or left.kind in (Kind.YES_NO, Kind.CHOICE):
        _mismatch(span, "vergeleken", left, right, context)
        return None
    made = Apply(Kind.YES_NO, _level(left, right), span, operator, pair)
    _check_outcome(made, context)
    return made


def _check_outcome(comparison: Apply, context: Context) -> None:
    """A warning when the ranges of what is measured leave a comparison one outcome."""
    left, right = comparison.arguments
    if left.kind not in QUANTITIES or (constant_value(left) is None) is (constant_value(right) is None):
        return
    low, high = bounds(Apply(left.kind, left.level, left.span, Operator.SUBTRACT, (left, right)), context.people)
    holds = _outcome(comparison.operator, low, high)
    if holds is not None:
        measured = left if constant_value(left) is None else right
        least, most = bounds(measured, context.people)
        ends = [
            f"{words} {show(end, measured.kind, context.currency)}"
            for words, end in (("ten minste", least), ("ten hoogste", most))
            if end is not None
        ]
        found = checks.rc513_always_or_never.comparison(comparison.span, holds, measured.span.text, " en ".join(ends))
        context.warnings.append(found)


def _outcome(operator: Operator, low: Fraction | None, high: Fraction | None) -> bool | None:
    """What a comparison with zero of a value from `low` to `high` always gives; None when it may give either."""
    above, below = low is not None and low > 0, high is not None and high < 0
    from_zero, to_zero = low is not None and low >= 0, high is not None and high <= 0
    always, never = {
        Operator.AT_LEAST: (from_zero, below),
        Operator.AT_MOST: (to_zero, above),
        Operator.MORE: (above, to_zero),
        Operator.LESS: (below, from_zero),
        Operator.EQUAL: (low == high == 0, above or below),
        Operator.UNEQUAL: (above or below, low == high == 0),
    }[operator]
    return True if always else False if never else None


def _same(
    span: Span, operator: Operator, left: tree.Expr, right: tree.Expr, action: str, context: Context
) -> Expr | None:
    pair = _pair(left, right, context)
    if pair is None:
        return None
    kinds = (pair[0].kind, pair[1].kind)
    if kinds == (Kind.DATE, Kind.DATE) and operator is Operator.SUBTRACT:
        return Apply(Kind.NUMBER, _level(*pair), span, operator, pair)
    if kinds[0] is not kinds[1] or kinds[0] not in QUANTITIES:
        _mismatch(span, action, pair[0], pair[1], context)
        return None
    return Apply(kinds[0], _level(*pair), span, operator, pair)


def _multiply(span: Span, pair: tuple[Expr, Expr], context: Context) -> Expr | None:
    left, right = pair
    plain = (Kind.NUMBER, Kind.PERCENT)
    if left.kind in plain and right.kind in QUANTITIES:
        # As one says it: 3 × 10% is 30%, and 10% × 120 is 12.
        kind = right.kind if left.kind is Kind.NUMBER or right.kind is not Kind.NUMBER else Kind.NUMBER
    elif right.kind in plain and left.kind in QUANTITIES:
        kind = left.kind
    else:
        _mismatch(span, "vermenigvuldigd", left, right, context)
        return None
    return Apply(kind, _level(left, right), span, Operator.MULTIPLY, pair)


def _divide(span: Span, pair: tuple[Expr, Expr], context: Context) -> Expr | None:
    left, right = pair
    if left.kind not in QUANTITIES or right.kind not in QUANTITIES:
        _mismatch(span, "op elkaar gedeeld", left, right, context)
        return None
    if right.kind is left.kind:
        kind = Kind.NUMBER
    elif right.kind in (Kind.NUMBER, Kind.PERCENT):
        kind = left.kind
    else:
        _mismatch(span, "op elkaar gedeeld", left, right, context)
        return None
    if constant_value(right) == 0:
        context.findings.add(checks.rc512_zero_division.finding(right.span))
        return None
    return Apply(kind, _level(left, right), span, Operator.DIVIDE, pair)


def _several(span: Span, operator: Operator, nodes: tuple[tree.Expr, ...], context: Context) -> Expr | None:
    values = [wanted(node, context, QUANTITIES, "een getal, bedrag of percentage") for node in nodes]
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        return None
    for value in found[1:]:
        if value.kind is not found[0].kind:
            _mismatch(span, "vergeleken", found[0], value, context)
            return None
    return Apply(found[0].kind, _level(*found), span, operator, tuple(found))


def _change(
    span: Span, change: tree.Change, relative: bool, later: Expr | None, earlier: Expr | None, context: Context
) -> Expr | None:
    if later is None or earlier is None:
        return None
    if later.kind is earlier.kind and later.kind not in QUANTITIES:
        words = "daling" if change is tree.Change.FALL else "stijging"
        example = _spoken_change(later, earlier) if later.kind is Kind.YES_NO else None
        context.findings.add(checks.rc304_expected_kind.no_change(span, words, A_KIND[later.kind], example))
        return None
    if later.kind is not earlier.kind:
        _mismatch(span, "vergeleken", later, earlier, context)
        return None
    rise = change is tree.Change.RISE
    if relative:
        operator = Operator.RELATIVE_RISE if rise else Operator.RELATIVE_FALL
        return Apply(Kind.PERCENT, _level(later, earlier), span, operator, (later, earlier))
    operator = Operator.RISE if rise else Operator.FALL
    return Apply(later.kind, _level(later, earlier), span, operator, (later, earlier))


def _spoken_change(later: Expr, earlier: Expr) -> str | None:
    """How a change from no to yes is written."""
    ends = [one for one in (later, earlier) if isinstance(one, Measured) and one.moment is not None]
    if len(ends) < 2:
        return None
    now, then = [f"{one.measurement.name} op {one.moment.name}" for one in ends if one.moment is not None]
    return f"{now} en niet {then}"


def _is_reversed(earlier: Expr | None, later: Expr | None) -> bool:
    """Whether a change runs back in the order in which its measurement names the moments, or stands still."""
    if not isinstance(earlier, Measured) or not isinstance(later, Measured):
        return False
    moments = earlier.measurement.moments
    if earlier.moment is None or later.moment is None:
        return False
    return moments.index(later.moment) <= moments.index(earlier.moment)


def _shift(span: Span, length: tree.Duration, start: tree.Expr, sign: int, context: Context) -> Expr | None:
    value = wanted(start, context, (Kind.DATE,), "een datum")
    if value is None:
        return None
    words = f"{length.span.text} {'na' if sign > 0 else 'voor'}"
    return Shifted(Kind.DATE, value.level, span, value, sign * length.value.months, sign * length.value.days, words)


def _aggregate(
    span: Span,
    function: Function,
    value_node: tree.Expr | None,
    condition_node: tree.Expr | None,
    among_node: tree.Expr | None,
    context: Context,
) -> Expr | None:
    before = len(context.findings.items)
    value = None if value_node is None else wanted(value_node, context, QUANTITIES, "een getal, bedrag of percentage")
    met = None if condition_node is None else condition(condition_node, context)
    among = None if among_node is None else condition(among_node, context)
    if len(context.findings.items) > before:
        return None
    for part in (value, met, among):
        if part is not None and part.level is not Level.PARTICIPANT:
            context.findings.add(checks.rc303_level.finding(part.span, False))
            return None
    for attribute, choice in context.within:
        own: Expr = HasChoice(Kind.YES_NO, Level.PARTICIPANT, span, attribute, choice)
        if function is Function.SHARE:
            among = own if among is None else Apply(Kind.YES_NO, own.level, span, Operator.BOTH, (own, among))
        else:
            met = own if met is None else Apply(Kind.YES_NO, own.level, span, Operator.BOTH, (own, met))
    kind = {Function.COUNT: Kind.NUMBER, Function.SHARE: Kind.PERCENT}.get(function)
    return Aggregate(kind or (value.kind if value else Kind.NUMBER), Level.CONTRACT, span, function, value, met, among)


def _over_periods(
    span: Span, function: Function, value_node: tree.Expr, name: tree.Name, context: Context
) -> Expr | None:
    """A value of each period, or of each party of a group, summed or averaged."""
    group = context.parties.items.get(name.text)
    if isinstance(group, PartyGroup) and name.text not in context.periods.places:
        return _over_parties(span, function, value_node, group, context)
    period = context.periods.find(name, Period)
    if period is None:
        return None
    outer, context.period = context.period, period
    value = wanted(value_node, context, QUANTITIES, "een getal, bedrag of percentage", Level.CONTRACT)
    context.period = outer
    return None if value is None else OverPeriods(value.kind, Level.CONTRACT, span, function, value, period)


def _over_parties(
    span: Span, function: Function, value_node: tree.Expr, group: PartyGroup, context: Context
) -> Expr | None:
    """A value of each party, written out as a sum."""

    def make() -> Expr | None:
        return wanted(value_node, context, QUANTITIES, "een getal, bedrag of percentage", Level.CONTRACT)

    values = _of_each_party(make, value_node.span, group, context)
    if values is None:
        return None
    said, *each = values
    total = _joined(Operator.ADD, said.kind, each, span)
    if function is Function.AVERAGE:
        number = Literal(Kind.NUMBER, Level.CONTRACT, span, Fraction(len(each)))
        total = Apply(said.kind, Level.CONTRACT, span, Operator.DIVIDE, (total, number))
    return dataclasses.replace(total, each=ForEach(said, group, function))


def _joined(operator: Operator, kind: Kind, values: list[Expr], span: Span) -> Apply:
    """Two or more values with one operator between them."""
    first, *others = values
    for one in others:
        first = Apply(kind, Level.CONTRACT, span, operator, (first, one))
    assert isinstance(first, Apply)
    return first


def _of_each_party(
    make: Callable[[], Expr | None], span: Span, group: PartyGroup, context: Context
) -> list[Expr] | None:
    """A value as it is said of whichever party, and then that of each; None after a finding."""
    context.parties.used.add(group.name)
    party, anyone = context.party, context.anyone
    context.party, context.anyone = None, True
    said = make()
    context.anyone = anyone
    values = [] if said is None else [said]
    for context.party in group.parties if said is not None else ():
        one = make()
        if one is None:
            break
        values.append(one)
    context.party = party
    if len(values) <= len(group.parties):
        return None
    if values[1] == values[2]:
        context.findings.add(checks.rc305_moment.same_for_each(span, group.name))
        return None
    return values


def _in_every(name: tree.Name, node: tree.Expr, span: Span, context: Context) -> Expr | None:
    """A condition for each value of an attribute, each period or each party, written out as all of them together."""

    def make() -> Expr | None:
        return condition(node, context, Level.CONTRACT)

    values: list[Expr] | None
    of: Attribute | Period | PartyGroup | None
    group = context.parties.items.get(name.text)
    if name.text in context.periods.places:
        of = context.periods.find(name, Period)
        if of is None:
            return None
        outer, context.period = context.period, of
        said = make()
        context.period = outer
        values = None if said is None else [said, *(in_period(said, of.each, moment) for moment in of.moments)]
    elif isinstance(group, PartyGroup):
        of = group
        values = _of_each_party(make, node.span, group, context)
    else:
        of = context.attributes.find(name, Attribute)
        if of is None:
            return None
        values = _of_each_choice(make, of, context)
    if values is None:
        return None
    said, *each = values
    if len(each) == 1:
        return each[0]
    if each[0] == each[1]:
        context.findings.add(checks.rc305_moment.same_for_each(node.span, name.text))
        return None
    return dataclasses.replace(_joined(Operator.BOTH, Kind.YES_NO, each, span), each=ForEach(said, of))


def _of_each_choice(make: Callable[[], Expr | None], attribute: Attribute, context: Context) -> list[Expr] | None:
    """A condition as it is said, and then over the participants with each value of an attribute; None after a finding."""
    said = make()
    if said is None:
        return None
    values = [said]
    outer, warned = context.within, len(context.warnings)
    for choice, _ in attribute.choices:
        context.within = (*outer, (attribute, choice))
        one = make()
        if one is not None:
            values.append(one)
    context.within = outer
    del context.warnings[warned:]  # they are those of what is said
    return values


# ------------------------------------------------------------------ names


def _reference(name: tree.Name, moment: tree.Name | None, span: Span, context: Context) -> Expr | None:
    values = context.values
    if name.text in values.places:
        item = values.find(name, object)
        match item:
            case Measurement():
                return _measured(item, name, moment, span, context)
            case Constant():
                if not _without_moment(moment, item.name, item.span, context):
                    return None
                return Given(item.kind, Level.CONTRACT, span, item)
            case Loan():
                if not _without_moment(moment, item.name, item.span, context):
                    return None
                return PrincipalOf(Kind.MONEY, Level.CONTRACT, span, item)
        return None
    if name.text in context.indicator_nodes:
        from .build_indicators import result_named  # indicators and expressions refer to each other

        context.results.used.add(name.text)
        if name.text in context.in_progress:
            circle = [*context.in_progress[context.in_progress.index(name.text) :], name.text]
            context.findings.add(checks.rc306_circle.finding(name.span, "De indicator", circle))
            return None
        found = result_named(name.text, context)
        if found is None or not _without_moment(moment, name.text, found.span, context):
            return None
        node = context.indicator_nodes[name.text]
        own = next((line.period.text for line in node.lines or () if isinstance(line, tree.PerPeriod)), None)
        if own is not None and (context.period is None or context.period.name != own):
            context.findings.add(checks.rc305_moment.result_per_period(span, name.text, own))
            return None
        return ResultOf(found.kind, found.level, span, name.text, title_of(node), own)
    if name.text in context.attributes.places:
        attribute = context.attributes.find(name, Attribute)
        if attribute is not None:
            choices = [choice for choice, _ in attribute.choices]
            context.findings.add(checks.rc308_bare_attribute.finding(span, name.text, choices))
        return None
    if name.text in context.series.places:
        return _in_year(name, moment, span, context)
    if moment is None and name.text in context.moments.places and name.text not in context.moments.several:
        at = context.moments.find(name, Moment)
        if at is None:
            return None
        made = DayOf(Kind.DATE, at.level, span, at)
        context.days.append(made)
        return made
    for others, what in (
        (context.moments, "een moment"),
        (context.parties, "een partij"),
        (context.results, "een groep"),
    ):
        if name.text in others.places:
            context.findings.add(checks.rc304_expected_kind.no_value(span, what))
            return None
    values.unknown(name, (*context.indicator_nodes, *context.attributes.places))
    return None


def _without_moment(moment: tree.Name | None, name: str, declared: Span, context: Context) -> bool | None:
    if moment is None:
        return True
    context.findings.add(checks.rc305_moment.no_measurement(moment.span, name, moment.text, declared))
    return None


def _in_year(name: tree.Name, at: tree.Name | None, span: Span, context: Context) -> InYear | None:
    """The value of a series in the year of a moment, of a date that is measured, or of the period that is spoken of."""
    series = context.series.find(name, Series)
    if series is None:
        return None
    day: Expr | None = None
    if at is None and context.period is not None:
        each = context.period.each
        day = DayOf(Kind.DATE, each.level, span, each)
    elif at is None:
        moments = [known for known, one in context.moments.items.items() if one.period is None]
        context.findings.add(checks.rc305_moment.no_year(name.span, name.text, moments[0] if moments else None))
    elif at.text in context.moments.places and at.text not in context.moments.several:
        moment = context.moments.find(at, Moment)
        day = None if moment is None else DayOf(Kind.DATE, moment.level, at.span, moment)
    elif at.text in context.values.places:
        day = typed(tree.Reference(at, None, span=at.span), context)
        if day is not None and (day.kind is not Kind.DATE or not isinstance(day, Measured)):
            context.findings.add(checks.rc304_expected_kind.no_day(at.span, A_KIND[day.kind]))
    elif context.moments.several.get(at.text):
        names, here = context.moments.several[at.text], context.period is not None and context.period.name == at.text
        found = checks.rc201_unknown_name.period_in_value(at.span, name.text, at.text, names, here)
        context.findings.add(found)
    else:
        context.moments.unknown(at)
    if not isinstance(day, DayOf | Measured) or day.kind is not Kind.DATE:
        return None
    made = InYear(series.kind, day.level, span, series, day)
    context.in_years.append(made)
    return made


def _measured(
    item: Measurement, name: tree.Name, moment: tree.Name | None, span: Span, context: Context
) -> Measured | None:
    known = [known.name for known in item.moments]
    if item.per_party is not None and item.party is None and not context.anyone:
        group = item.per_party.group
        adds_up = item.kind in (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)
        if context.party is None:
            known = list(context.values.several[item.name])
            context.findings.add(
                checks.rc305_moment.per_party(name.span, item.name, group.name, known, adds_up, item.span)
            )
            return None
        own = measurement_of(item, context.party, name.span, context)
        return None if own is None else _measured(own, name, moment, span, context)
    if moment is None and item.period is not None:
        if context.period is not None and context.period.name == item.period.name:
            return Measured(item.kind, item.level, span, item, item.period.each)
        adds_up = item.kind in (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)
        if context.period is not None:
            here = context.period.name
            found = checks.rc305_moment.unlike_periods(
                name.span, item.name, item.period.name, here, known, adds_up, item.span
            )
        else:
            found = checks.rc305_moment.per_period(name.span, item.name, item.period.name, known, adds_up, item.span)
        context.findings.add(found)
        return None
    if moment is None:
        if len(item.moments) > 1:
            context.findings.add(checks.rc305_moment.no_moment(name.span, item.name, known, item.span))
            return None
        return Measured(item.kind, item.level, span, item, item.moments[0] if item.moments else None)
    names = context.moments.several.get(moment.text)
    if names:
        same = context.period is not None and context.period.name == moment.text
        context.findings.add(
            checks.rc201_unknown_name.period_in_value(moment.span, item.name, moment.text, names, same)
        )
        return None
    if moment.text not in context.moments.places:
        context.moments.unknown(moment)
        return None
    place = next((known for known in item.moments if known.name == moment.text), None)
    context.moments.used.add(moment.text)
    if place is None:
        context.findings.add(checks.rc305_moment.wrong_moment(moment.span, item.name, moment.text, known, item.span))
        return None
    return Measured(item.kind, item.level, span, item, place)


def measurement_of(each: Measurement, party: Party, span: Span, context: Context) -> Measurement | None:
    """The measurement of one party, of what is measured for each of several; a finding when it has none."""
    own = context.values.items.get(f"{each.name}_{party.name}")
    if not isinstance(own, Measurement) or own.party is None:
        if f"{each.name}_{party.name}" in context.values.several[each.name]:
            return None  # its name was taken: that has been said
        context.findings.add(checks.rc305_moment.not_of_party(span, each.name, party.name, each.span))
        return None
    context.values.used.add(own.name)
    return own


def _through(name: tree.Name, first: tree.Name, last: tree.Name, span: Span, context: Context) -> Expr | None:
    start = _reference(name, first, span, context)
    end = _reference(name, last, span, context)
    if not isinstance(start, Measured) or not isinstance(end, Measured):
        return None
    if start.kind is not Kind.YES_NO:
        context.findings.add(checks.rc304_expected_kind.not_throughout(span, A_KIND[start.kind]))
        return None
    moments: list[Moment] = list(start.measurement.moments)
    assert start.moment is not None
    assert end.moment is not None
    between = moments[moments.index(start.moment) : moments.index(end.moment) + 1]
    if not between:
        context.findings.add(checks.rc304_expected_kind.moments_reversed(span))
        return None
    found: Expr = Measured(start.kind, start.level, span, start.measurement, between[0])
    for moment in between[1:]:
        following = Measured(start.kind, start.level, span, start.measurement, moment)
        found = Apply(Kind.YES_NO, start.level, span, Operator.BOTH, (found, following))
    return found


def _choice(subject: tree.Expr, choice: tree.Name, span: Span, context: Context) -> Expr | None:
    if not isinstance(subject, tree.Reference) or subject.moment is not None:
        context.findings.add(
            checks.rc304_expected_kind.finding(
                subject.span, "een eigenschap", "iets anders", "Noem vóór `is` een eigenschap van de deelnemer."
            )
        )
        return None
    if subject.name.text not in context.attributes.places:
        context.attributes.unknown(subject.name)
        return None
    attribute = context.attributes.find(subject.name, Attribute)
    if attribute is None:
        return None
    if not known_choice(attribute, choice, context):
        return None
    return HasChoice(Kind.YES_NO, Level.PARTICIPANT, span, attribute, choice.text)


def known_choice(attribute: Attribute, choice: tree.Name, context: Context) -> bool:
    """Whether the attribute has this value; a finding when it hasn't."""
    known = [name for name, _ in attribute.choices]
    if choice.text in known:
        return True
    near = get_close_matches(choice.text, known, 1, 0.6)
    found = checks.rc201_unknown_name.no_choice(
        choice.span, attribute.name, choice.text, near[0] if near else None, known
    )
    context.findings.add(found)
    return False
