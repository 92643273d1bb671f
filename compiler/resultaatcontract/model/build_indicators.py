"""Indicators and groups: results, prices, weights, steps."""

from __future__ import annotations

from fractions import Fraction

from .. import checks
from ..record import changed
from ..syntax import tree
from ..text import writing
from ..text.source import Span
from .bounds import bounds, is_whole, show
from .build_tables import table
from .context import Context, jump_limit, once, reason, texts, title_of, whole
from .contract import (
    Attribute,
    Cap,
    ChoicePrice,
    Deduction,
    Direction,
    Discount,
    FlatPrice,
    Floor,
    ForgivenessPrice,
    Group,
    Indicator,
    Loan,
    Participants,
    Period,
    Price,
    RebatePrice,
    RoundTo,
    Step,
    Unit,
    WeightPrice,
)
from .expressions import (
    Aggregate,
    Apply,
    Expr,
    HasChoice,
    InYear,
    Kind,
    Level,
    Literal,
    Measured,
    Operator,
    OverPeriods,
    ResultOf,
    Shifted,
)
from .typing import A_KIND, amount, condition, constant_value, due, fixed, known_choice, wanted
from .units import is_fitting, unit_name, unit_of

_ACHIEVED = "Schrijf `behaald als …` in plaats van `resultaat …`."
_RESULTS = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)


def result_named(name: str, context: Context) -> Expr | None:
    """The typed result of an indicator, made on first use; None after a finding."""
    if name in context.indicator_results:
        return context.indicator_results[name]
    context.in_progress.append(name)
    outer, context.period = context.period, period_of(context.indicator_nodes[name], context)
    result = _result(context.indicator_nodes[name], context)
    context.period = outer
    context.in_progress.pop()
    context.indicator_results[name] = result
    return result


def period_of(node: tree.Indicator, context: Context) -> Period | None:
    """The period of an indicator that is per period."""
    for line in node.lines or ():
        if isinstance(line, tree.PerPeriod):
            return context.periods.find(line.period, Period)
    return None


def _result(node: tree.Indicator, context: Context) -> Expr | None:
    if context.period is None and any(isinstance(line, tree.PerPeriod) for line in node.lines or ()):
        return None  # its period is unknown, which has been said
    found: tree.Achieved | tree.Result | tree.Unconditional | None = None
    for line in node.lines or ():
        if isinstance(line, tree.Achieved | tree.Result | tree.Unconditional):
            if found is not None:
                context.findings.add(checks.rc203_double_clause.finding(line.span, "Het resultaat", found.span))
                return None
            found = line
    match found:
        case tree.Achieved(met):
            return condition(met, context)
        case tree.Unconditional():
            return Literal(Kind.YES_NO, Level.CONTRACT, found.span, True)
        case tree.Result(value):
            result = wanted(value, context, _RESULTS, "een getal, percentage of bedrag", None, _ACHIEVED)
            return result if result is None or found.rounded is None else _rounded(result, found.rounded, context)
        case None:
            context.findings.add(checks.rc406_incomplete_indicator.no_result(node.name.span, title_of(node)))
    return None


def _rounded(value: Expr, node: tree.Rounded, context: Context) -> Expr | None:
    """A result rounded to a multiple of a unit of its own kind."""
    size = fixed(node.unit, context, value.kind, "De eenheid van afronding")
    if size is None:
        return None
    if size <= 0:
        example = show(Fraction(1, 100) if value.kind is Kind.PERCENT else Fraction(1), value.kind, context.currency)
        context.findings.add(checks.rc510_negative.rounding_unit(node.unit.span, example))
        return None
    ways = {tree.Marker.ROUND_DOWN: Operator.ROUND_DOWN, tree.Marker.ROUND_UP: Operator.ROUND_UP}
    way = Operator.ROUND if node.direction is None else ways[node.direction]
    unit = Literal(value.kind, Level.CONTRACT, node.unit.span, size)
    return Apply(value.kind, value.level, value.span.up_to(node.span), way, (value, unit))


def indicator(
    node: tree.Indicator,
    group: tree.Group | None,
    equal_weight: Fraction | None,
    participants: Participants | None,
    maximum_fee: Expr | None,
    context: Context,
) -> Indicator | None:
    """The indicator; None after a finding."""
    found = once(node.lines, (tree.Definition, tree.FirstParticipants, tree.PerPeriod, tree.JumpLimit), context)
    jump = jump_limit(found.get(tree.JumpLimit), context)
    context.period = period_of(node, context)
    try:
        made = _indicator(node, equal_weight, participants, maximum_fee, context)
        return None if made is None else changed(made, jump=jump)
    finally:
        context.period = None


def _indicator(
    node: tree.Indicator,
    equal_weight: Fraction | None,
    participants: Participants | None,
    maximum_fee: Expr | None,
    context: Context,
) -> Indicator | None:
    before = len(context.findings.items)
    result = result_named(node.name.text, context)
    weight = equal_weight if node.weight is None else _weight(node.weight, context)
    if result is None or len(context.findings.items) > before:
        return None
    level = result.level
    people = None if participants is None else participants.maximum_number
    price = _price(node, result, people, weight, participants, maximum_fee, context)
    gates: list[Expr] = []
    participant_steps: list[Step] = []
    steps: list[Step] = []
    period_steps: list[Step] = []
    gate_reasons: list[str | None] = []
    first: int | None = None
    first_reason: str | None = None
    result_reason: str | None = None
    definition: str | None = None
    definition_reason: str | None = None
    unit: str | None = None
    for line in node.lines or ():
        match line:
            case tree.Gate(met, why):
                gate = condition(met, context)
                if gate is not None and gate.level is Level.PARTICIPANT and level is Level.CONTRACT:
                    context.findings.add(checks.rc303_level.finding(met.span, True))
                elif gate is not None:
                    gates.append(gate)
                    gate_reasons.append(reason(why))
            case tree.FirstParticipants(number, why):
                first_reason = reason(why)
                first = whole(number, context)
                if level is Level.CONTRACT:
                    context.findings.add(checks.rc303_level.clause_per_participant(line.span))
            case tree.Definition(text, why):
                definition, definition_reason = text.value, reason(why)
            case tree.Achieved(_, why):
                result_reason = reason(why)
            case tree.Result(_, unit_name, _, why):
                unit, result_reason = None if unit_name is None else unit_name.text, reason(why)
            case tree.Cap() | tree.Floor() | tree.Discount() | tree.Deduction() | tree.Rounding():
                if _is_per_period(line, context):
                    made = step(line, context, per_participant=False)
                    if made is not None:
                        period_steps.append(made)
                    continue
                personal = _is_per_participant(line, context)
                made = step(line, context, per_participant=personal)
                if made is None:
                    continue
                if personal:
                    if level is Level.CONTRACT:
                        context.findings.add(checks.rc303_level.clause_per_participant(line.span))
                    participant_steps.append(made)
                else:
                    steps.append(made)
    check_steps(steps, context)
    check_steps(participant_steps, context)
    check_steps(period_steps, context)
    if context.period is not None and level is Level.PARTICIPANT:
        line = next(one for one in node.lines or () if isinstance(one, tree.PerPeriod))
        context.findings.add(checks.rc303_level.period_per_participant(line.span))
    if len(context.findings.items) > before:
        return None
    return Indicator(
        span=node.span,
        assumption=reason(node.assumption),
        name=node.name.text,
        title=title_of(node),
        level=level,
        result=result,
        result_assumption=result_reason,
        unit=unit,
        gates=tuple(gates),
        price=price,
        weight=weight,
        first=first,
        first_assumption=first_reason,
        gate_assumptions=tuple(gate_reasons),
        participant_steps=tuple(participant_steps),
        steps=tuple(steps),
        period=context.period,
        period_steps=tuple(period_steps),
        definition=definition,
        definition_assumption=definition_reason,
        notes=texts(node.lines, tree.Note),
    )


def _weight(node: tree.Expr, context: Context) -> Fraction | None:
    """A part of the maximum fee."""
    weight = fixed(node, context, Kind.PERCENT, "De weging")
    if weight is not None and not 0 <= weight <= 1:
        context.findings.add(checks.rc502_total_weights.impossible(node.span, writing.percent(weight)))
        return None
    return weight


def is_unit(subject: tree.Name | tree.Marker | None, context: Context) -> bool:
    """Whether `per …` names the participants: by the word `deelnemer` or by the name of their unit."""
    return isinstance(subject, tree.Marker) or (isinstance(subject, tree.Name) and subject.text == context.unit)


def _is_per_period(line: object, context: Context) -> bool:
    """Whether a limit holds for each period of the indicator."""
    if not isinstance(line, tree.Cap | tree.Floor) or not isinstance(line.per, tree.Name) or context.period is None:
        return False
    return line.per.text == context.period.name


def _is_per_participant(line: object, context: Context) -> bool:
    """Whether a limit holds for each participant; a finding for `per` with another name."""
    if not isinstance(line, tree.Cap | tree.Floor) or line.per is None:
        return False
    if not is_unit(line.per, context):
        assert isinstance(line.per, tree.Name)
        if context.period is not None:
            found = checks.rc305_moment.other_period(line.per.span, line.per.text, context.period.name)
        else:
            found = checks.rc201_unknown_name.not_the_unit(line.per.span, line.per.text, context.unit)
        context.findings.add(found)
        return False
    return True


# ------------------------------------------------------------------ prices

_PRICES = (
    tree.Fee | tree.FeeOrMalus | tree.Malus | tree.StepTable | tree.SliceTable | tree.LineTable | tree.FeeByAttribute
    | tree.Forgiveness | tree.InterestRebate
)  # fmt: skip


def _price(
    node: tree.Indicator,
    result: Expr,
    people: int | None,
    weight: Fraction | None,
    participants: Participants | None,
    maximum_fee: Expr | None,
    context: Context,
) -> Price | None:
    lines = [line for line in node.lines or () if isinstance(line, _PRICES)]
    for extra in lines[1:]:
        context.findings.add(checks.rc203_double_clause.finding(extra.span, "De vergoeding", lines[0].span))
    if weight is not None:
        if lines:
            context.findings.add(
                checks.rc203_double_clause.finding(lines[0].span, "De vergoeding (met de weging)", node.span)
            )
            return None
        return _weight_price(node, result, weight, participants, maximum_fee, context)
    if not lines:
        return None
    line = lines[0]
    named = next((one.unit for one in node.lines or () if isinstance(one, tree.Result)), None)
    declared = None if named is None else named.text
    match line:
        case tree.Fee(price, unit) | tree.FeeOrMalus(price, unit) | tree.Malus(price, unit):
            return _flat(line, price, unit, result, people, node.name.text, declared, context)
        case tree.StepTable() | tree.SliceTable() | tree.LineTable():
            if result.kind is Kind.YES_NO:
                context.findings.add(checks.rc304_expected_kind.no_quantity(line.span))
                return None
            return table(line, result, bounds(result, people), is_whole(result), declared, context)
        case tree.FeeByAttribute():
            return _by_attribute(line, result, declared, context)
        case tree.Forgiveness() | tree.InterestRebate() if result.kind is not Kind.YES_NO:
            context.findings.add(checks.rc304_expected_kind.yes_no_for_loan(line.span))
            return None
        case tree.Forgiveness(share, loan_name):
            loan = context.values.find(loan_name, Loan)
            if loan is None:
                return None
            if not 0 < share.value <= 1:
                context.findings.add(checks.rc509_tranche_share.forgiveness(share.span, writing.percent(share.value)))
                return None
            return ForgivenessPrice(span=line.span, assumption=reason(line.assumption), share=share.value, loan=loan)
        case tree.InterestRebate(rate, loan_name, first, last):
            loan = context.values.find(loan_name, Loan)
            if loan is None:
                return None
            if first is None or last is None:
                if context.period is None:
                    context.findings.add(checks.rc305_moment.rebate(line.span, loan_name.text))
                    return None
            elif last.value < first.value:
                context.findings.add(checks.rc508_range.no_period(line.span))
                return None
            if rate.value > loan.rate:
                shown = (writing.percent(rate.value), writing.percent(loan.rate))
                context.findings.add(checks.rc509_tranche_share.rebate(rate.span, *shown))
                return None
            return RebatePrice(
                span=line.span,
                assumption=reason(line.assumption),
                rate=rate.value,
                loan=loan,
                first=None if first is None else first.value,
                last=None if last is None else last.value,
            )


def _weight_price(
    node: tree.Indicator,
    result: Expr,
    weight: Fraction,
    participants: Participants | None,
    maximum_fee: Expr | None,
    context: Context,
) -> Price | None:
    per_participant = result.level is Level.PARTICIPANT
    maximum = maximum_fee
    if per_participant:
        maximum = None if participants is None else participants.maximum_fee
    if result.kind not in (Kind.YES_NO, Kind.PERCENT):
        context.findings.add(
            checks.rc304_expected_kind.finding(
                result.span,
                "bij een weging een voorwaarde of een percentage",
                A_KIND[result.kind],
                "Gebruik `behaald als …`, een `resultaat` in procenten, of een `vergoeding` in plaats van een weging.",
            )
        )
        return None
    if maximum is None and result.level in context.maximum_given:
        return None
    if maximum is None:
        context.maximum_given.add(result.level)  # said once; the other weights lack the same maximum
        context.findings.add(checks.rc413_no_maximum.finding(node.name.span, title_of(node), per_participant))
        return None
    span = node.weight.span if node.weight is not None else node.span
    return WeightPrice(span=span, weight=weight, maximum=maximum, clamped=_below_zero(result, None))


def _flat(
    line: tree.Fee | tree.FeeOrMalus | tree.Malus,
    price: tree.Expr,
    unit: tree.Unit | None,
    result: Expr,
    people: int | None,
    name_of_result: str,
    declared: str | None,
    context: Context,
) -> FlatPrice | None:
    value = amount(price, context, None)
    if value is None:
        return None
    if value.level is Level.PARTICIPANT and result.level is Level.CONTRACT:
        context.findings.add(checks.rc303_level.finding(price.span, True))
        return None
    known = constant_value(value)
    if isinstance(known, Fraction) and known < 0:
        context.findings.add(checks.rc510_negative.finding(price.span, "De vergoeding"))
        return None
    if not is_fitting(unit, line.span, result, declared, context):
        return None
    per = unit_of(unit, result, context)
    if per is None and result.kind is not Kind.YES_NO:
        if known is not None:
            context.findings.add(checks.rc304_expected_kind.amount_for_quantity(price.span))
            return None
        if not used_in(value) & {*used_in(result), f"indicator {name_of_result}"}:
            context.findings.add(checks.rc304_expected_kind.result_unused(price.span))
            return None
    signed = isinstance(line, tree.FeeOrMalus)
    below = _below_zero(value, people) or (per is not None and _below_zero(result, people))
    return FlatPrice(
        span=line.span,
        assumption=reason(line.assumption),
        amount=value,
        per=per,
        unit=unit_name(unit, context) if per is Unit.UNIT else None,
        sign=-1 if isinstance(line, tree.Malus) else 1,
        signed=signed,
        clamped=below and not signed,
    )


def _below_zero(value: Expr, people: int | None) -> bool:
    """Whether a quantity or amount may be below zero, as far as is known."""
    if value.kind is Kind.YES_NO:
        return False
    low, _ = bounds(value, people)
    return low is None or low < 0


def used_in(value: Expr) -> set[str]:
    """The indicators and measurements that a value uses."""
    match value:
        case ResultOf(indicator=name):
            return {f"indicator {name}"}
        case Measured(measurement=measurement):
            return {f"meting {measurement.name}"}
        case Apply(arguments=arguments):
            return {name for argument in arguments for name in used_in(argument)}
        case Shifted(start=start):
            return used_in(start)
        case InYear(day=day):
            return used_in(day)
        case HasChoice(attribute=attribute):
            return {f"eigenschap {attribute.name}"}
        case OverPeriods(value=inner):
            return used_in(inner)
        case Aggregate(value=inner, condition=condition_, among=among):
            return {name for part in (inner, condition_, among) if part is not None for name in used_in(part)}
    return set()


def _by_attribute(
    line: tree.FeeByAttribute, result: Expr, declared: str | None, context: Context
) -> ChoicePrice | None:
    attribute = context.attributes.find(line.attribute, Attribute)
    if attribute is None:
        return None
    if result.level is Level.CONTRACT:
        context.findings.add(checks.rc303_level.clause_per_participant(line.span))
        return None
    if not is_fitting(line.unit, line.span, result, declared, context):
        return None
    # An amount of the participant's own is paid once, or per unit: never times the quantity that it may already hold.
    level = None if result.kind is Kind.YES_NO or line.unit is not None else Level.CONTRACT
    prices: dict[str, tuple[Expr, str | None]] = {}
    places: dict[str, tree.ChoiceRow] = {}
    unknown = False
    for row in line.rows:
        if not known_choice(attribute, row.choice, context):
            unknown = True  # most likely the value that would now seem to be missing
            continue
        price = due(row.price, context, "De vergoeding", level)
        if row.choice.text in places:
            what = f"De vergoeding voor “{row.choice.text}”"
            context.findings.add(checks.rc203_double_clause.finding(row.span, what, places[row.choice.text].span))
        places[row.choice.text] = row
        if price is not None:
            prices[row.choice.text] = (price, reason(row.assumption))
    if not unknown:
        missing_choices(line.span, attribute, set(places), context)
    ordered = [name for name, _ in attribute.choices if name in prices]
    return ChoicePrice(
        span=line.span,
        assumption=reason(line.assumption),
        attribute=attribute,
        prices=tuple((name, prices[name][0]) for name in ordered),
        assumptions=tuple(prices[name][1] for name in ordered),
        per=unit_of(line.unit, result, context),
        unit=line.unit.unit.text if isinstance(line.unit, tree.PerUnit) else None,
        clamped=_below_zero(result, None) or any(_below_zero(price, None) for price, _ in prices.values()),
    )


def missing_choices(span: Span, attribute: Attribute, present: set[str], context: Context) -> None:
    """A finding when a list by attribute leaves out a value."""
    missing = [name for name, _ in attribute.choices if name not in present]
    if missing:
        context.findings.add(checks.rc504_gap.missing_choices(span, attribute.name, missing))


# ------------------------------------------------------------------ steps


def step(node: tree.Step, context: Context, per_participant: bool) -> Step | None:
    """A limit, deduction or rounding; its amounts are those of the contract, or may also be those of a participant."""
    level = None if per_participant else Level.CONTRACT
    why = reason(node.assumption)
    match node:
        case tree.Cap(value) | tree.Floor(value):
            limit = due(value, context, "De grens", level)
            if limit is None:
                return None
            if isinstance(node, tree.Floor):
                return Floor(span=node.span, assumption=why, amount=limit, at_the_end=node.when is not None)
            return Cap(span=node.span, assumption=why, amount=limit)
        case tree.Discount(share, met):
            instead = "Schrijf een percentage, zoals 5%; voor een bedrag is er `aftrek`."
            part = wanted(share, context, (Kind.PERCENT,), "een percentage", level, instead)
            holds = None if met is None else condition(met, context, level)
            if part is None or (met is not None and holds is None):
                return None
            known = constant_value(part)
            if isinstance(known, Fraction) and not 0 <= known <= 1:
                context.findings.add(checks.rc509_tranche_share.discount(share.span, writing.percent(known)))
                return None
            return Discount(span=node.span, assumption=why, share=part, condition=holds)
        case tree.Deduction(value, met):
            taken = due(value, context, "De aftrek", level)
            holds = None if met is None else condition(met, context, level)
            if taken is None or (met is not None and holds is None):
                return None
            return Deduction(span=node.span, assumption=why, amount=taken, condition=holds)
        case tree.Rounding(unit, direction):
            size = fixed(unit, context, Kind.MONEY, "De eenheid van afronding")
            if size is None:
                return None
            if size <= 0:
                context.findings.add(checks.rc510_negative.rounding_unit(unit.span, "€ 1"))
                return None
            way = {tree.Marker.ROUND_DOWN: Direction.DOWN, tree.Marker.ROUND_UP: Direction.UP}
            chosen = Direction.HALF_AWAY if direction is None else way[direction]
            return RoundTo(span=node.span, assumption=why, unit=size, direction=chosen)


def check_steps(steps: list[Step], context: Context) -> None:
    """At one level a floor may not lie above a ceiling."""
    caps = [(s, constant_value(s.amount)) for s in steps if isinstance(s, Cap)]
    floors = [(s, constant_value(s.amount)) for s in steps if isinstance(s, Floor)]
    for floor, low in floors:
        for cap, high in caps:
            if isinstance(low, Fraction) and isinstance(high, Fraction) and low > high:
                shown = (writing.money(low, context.currency), writing.money(high, context.currency))
                context.findings.add(checks.rc507_floor_above_cap.finding(floor.span, *shown, cap.span))


# ------------------------------------------------------------------ groups


def group(
    node: tree.Group, participants: Participants | None, maximum_fee: Expr | None, context: Context
) -> Group | None:
    """The group with its indicators; wrong indicators are left out after their findings."""
    weight = None if node.weight is None else _weight(node.weight, context)
    children = [line for line in node.lines or () if isinstance(line, tree.Indicator)]
    equal = tree.Marker.EQUALLY_DIVIDED in node.options
    at_most: int | None = None
    counting = [one for one in node.options if one is not tree.Marker.EQUALLY_DIVIDED]
    if len(counting) > 1:
        context.findings.add(checks.rc203_double_clause.finding(node.span, "Hoeveel er ten hoogste tellen,", node.span))
    for option in node.options:
        if option is tree.Marker.AT_MOST_ONE_COUNTS:
            at_most = 1
        elif isinstance(option, tree.AtMostCounts):
            at_most = whole(option.number, context)
    share: Fraction | None = None
    if equal and weight is not None and children:
        share = weight / len(children)
    if not children:
        context.findings.add(checks.rc406_incomplete_indicator.empty_group(node.span, title_of(node)))
    for child in children:
        if equal and child.weight is not None:
            context.findings.add(
                checks.rc501_group_weights.own_weight(child.weight.span, title_of(child), title_of(node))
            )
    priced = [line for child in children for line in child.lines or () if isinstance(line, _PRICES)]
    if (
        node.weight is not None
        and not equal
        and children
        and not priced
        and all(one.weight is None for one in children)
    ):
        context.findings.add(checks.rc501_group_weights.no_weights(node.span, title_of(node), node.weight.span.text))
    if equal and node.weight is None:
        context.findings.add(checks.rc501_group_weights.nothing_to_divide(node.span, title_of(node)))
    members = [indicator(child, node, share, participants, maximum_fee, context) for child in children]
    gates: list[Expr] = []
    participant_steps: list[Step] = []
    steps: list[Step] = []
    gate_reasons: list[str | None] = []
    definition: str | None = None
    definition_reason: str | None = None
    for line in node.lines or ():
        match line:
            case tree.Gate(met, why):
                gate = condition(met, context)
                if gate is not None:
                    gates.append(gate)
                    gate_reasons.append(reason(why))
            case tree.Definition(text, why):
                definition, definition_reason = text.value, reason(why)
            case tree.Cap() | tree.Floor() | tree.Discount() | tree.Deduction() | tree.Rounding():
                personal = _is_per_participant(line, context)
                made = step(line, context, personal)
                if made is not None:
                    (participant_steps if personal else steps).append(made)
    once(node.lines, (tree.Definition,), context)
    check_steps(steps, context)
    check_steps(participant_steps, context)
    found = tuple(member for member in members if member is not None)
    levels = {member.level for member in found}
    if at_most is not None and len(levels) > 1:
        context.findings.add(checks.rc303_level.mixed_group(node.span))
    for gate in gates:
        if gate.level is Level.PARTICIPANT and Level.CONTRACT in levels:
            context.findings.add(checks.rc303_level.group_gate(gate.span))
    return Group(
        span=node.span,
        assumption=reason(node.assumption),
        name=node.name.text,
        title=title_of(node),
        weight=weight,
        indicators=found,
        at_most=at_most,
        equally_divided=equal,
        gate_assumptions=tuple(gate_reasons),
        gates=tuple(gates),
        participant_steps=tuple(participant_steps),
        steps=tuple(steps),
        definition=definition,
        definition_assumption=definition_reason,
        notes=texts(node.lines, tree.Note),
    )
