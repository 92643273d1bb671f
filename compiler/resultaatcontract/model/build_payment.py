"""Who pays, who receives, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from .. import checks
from ..record import changed
from ..syntax import tree
from ..text import writing
from ..text.calendar import shift
from ..text.source import Span
from .build_indicators import missing_choices
from .context import Context, once, readable, reason, texts
from .contract import (
    Attribute,
    BearerLine,
    ByAttribute,
    Claim,
    FixedClaim,
    FundRoom,
    Indicator,
    Measurement,
    OrderLine,
    Party,
    PartyGroup,
    PayerLimit,
    Payment,
    Period,
    PrincipalClaim,
    Receivers,
    Recovery,
    ReturnClaim,
    SharedReceivers,
    TopUp,
    Tranche,
    TrancheKind,
    Waterfall,
)
from .expressions import Expr, Kind, Level
from .periods import in_period
from .typing import condition, due, fixed, known_choice, measurement_of

# The name of the one tranche of a contract that has none in its text.
ONLY_TRANCHE = "slot"


def party(name: tree.Name, role: str | None, context: Context) -> Party | None:
    """The party; a finding when it lacks the role in which it is named here."""
    found = context.parties.find(name, Party)
    if found is not None and role is not None and role not in found.roles:
        context.findings.add(checks.rc602_unknown_role.lacks(name.span, name.text, role, found.span))
    return found


def payment(node: tree.Payment, indicators: dict[str, Indicator], context: Context) -> Payment | None:
    """One `betaling`; None after a finding."""
    before = len(context.findings.items)
    covered = _covered(node.indicators, indicators, context)
    bearers: list[BearerLine] = []
    rest: tuple[int, Span] | None = None
    order: list[OrderLine] = []
    top_ups: list[TopUp] = []
    when_zero: Party | None = None
    for line in node.lines:
        match line:
            case tree.Bears():
                group = context.parties.items.get(line.party.text)
                each = [line.party]
                if isinstance(group, PartyGroup):
                    each = [tree.Name(one.name, span=line.party.span) for one in group.parties]
                    context.parties.used.add(group.name)
                    if not isinstance(line.bearing, tree.BearsInProportion):
                        context.findings.add(checks.rc503_shares.share_of_group(line.span, group.name))
                        continue
                for name in each:
                    who = party(name, "betaler", context)
                    context.party = who
                    rest = _bearer(line, who, _bounds(line, context), bearers, rest, context)
                    context.party = None
                    if len(context.findings.items) > before:
                        break  # and not the same for each of them
                    if isinstance(group, PartyGroup):
                        bearers[-1] = changed(bearers[-1], group=group)
            case tree.BearsBy() if _means_receivers(node, line, context):
                context.findings.add(checks.rc404_no_receiver.is_list(line.span, line.attribute.text))
                return None
            case tree.BearsBy():
                by = _by_attribute(line.attribute, line.rows, "betaler", line.span, context)
                rest = _bearer(line, by, (None, None), bearers, rest, context)
            case tree.TopsUp():
                made = _top_up(line, context)
                if made is not None:
                    top_ups.append(made)
            case tree.BearsFirst(name, limit_node) | tree.BearsNext(name, limit_node):
                who = party(name, "betaler", context)
                value = None if limit_node is None else due(limit_node, context, "De grens")
                if who is not None:
                    order.append(OrderLine(span=line.span, assumption=reason(line.assumption), party=who, amount=value))
            case tree.BearsWhenZero(name):
                when_zero = party(name, "betaler", context)
    once(node.lines, (tree.BearsWhenZero, tree.ClaimRest), context)
    _check_names(node, context)
    receivers = _receivers(node, context)
    if len(context.findings.items) > before:
        return None
    if not bearers and not order:
        context.findings.add(checks.rc403_no_payer.no_payer(node.span))
        return None
    _check_bearers(node, bearers, order, rest, when_zero, context)
    _check_excess(bearers, top_ups, context)
    _check_top_ups(bearers, order, top_ups, context)
    if len(context.findings.items) > before or receivers is None:
        return None
    if rest is not None:
        index = rest[0]
        share = 1 - sum((line.share or Fraction(0) for line in bearers), Fraction(0))
        old = bearers[index]
        bearers[index] = changed(old, share=share)
    made_payment = Payment(
        span=node.span,
        indicators=covered,
        bearers=tuple(bearers),
        order=tuple(order),
        top_ups=tuple(top_ups),
        when_zero=when_zero,
        receivers=receivers,
        notes=texts(node.lines, tree.Note),
    )
    _check_basis(made_payment, context)
    return made_payment


def _means_receivers(node: tree.Payment, line: tree.BearsBy, context: Context) -> bool:
    """Whether a list of who bears was meant as one of who receives: nobody in it pays, and nobody receives yet."""
    receives = (tree.PaidTo, tree.PaidBy, tree.ClaimFirst, tree.ClaimNext, tree.ClaimRest)
    parties = [context.parties.items.get(row.party.text) for row in line.rows]
    pays = any(not isinstance(one, Party) or "betaler" in one.roles for one in parties)
    return not pays and line.bearing is None and not any(isinstance(one, receives) for one in node.lines)


def _check_names(node: tree.Payment, context: Context) -> None:
    """Every party bears once and receives once, and `eerst` opens a series of steps."""
    bearing: dict[str, Span] = {}
    for line in node.lines:
        if isinstance(line, tree.Bears):
            for name in context.parties.together.get(line.party.text, (line.party.text,)):
                first = bearing.setdefault(name, line.span)
                if first is not line.span:
                    what = f"Wat “{name}” draagt,"
                    context.findings.add(checks.rc203_double_clause.finding(line.span, what, first))
        elif isinstance(line, tree.PaidTo | tree.ClaimRest):
            receiving: dict[str, Span] = {}
            for one in line.receivers:
                if isinstance(one.subject, tree.Name):
                    first = receiving.setdefault(one.subject.text, one.span)
                    if first is not one.span:
                        what = f"De ontvanger “{one.subject.text}”"
                        context.findings.add(checks.rc203_double_clause.finding(one.span, what, first))
    for steps in ((tree.BearsFirst, tree.BearsNext), (tree.ClaimFirst, tree.ClaimNext, tree.ClaimRest)):
        lines = [line for line in node.lines if isinstance(line, steps)]
        for line in lines[1:]:
            if isinstance(line, tree.BearsFirst | tree.ClaimFirst):
                context.findings.add(checks.rc503_shares.not_the_first(line.span))


def _covered(
    names: tuple[tree.Name, ...] | None, indicators: dict[str, Indicator], context: Context
) -> tuple[Indicator, ...]:
    if names is None:
        return tuple(indicator for indicator in indicators.values() if indicator.price is not None)
    found: dict[str, Indicator] = {}
    for name in names:
        context.results.used.add(name.text)
        members = members_of(name, context)
        if not members:
            context.results.unknown(name)
        found.update({member: indicators[member] for member in members if member in indicators})
    return tuple(found.values())


def members_of(name: tree.Name, context: Context) -> list[str]:
    """The indicators that a name stands for: itself, or for a group its paid members; none when it is unknown."""
    if name.text in context.indicator_nodes:
        return [name.text]
    item = context.results.items.get(name.text)
    if isinstance(item, tree.Group):
        return [line.name.text for line in item.lines or () if isinstance(line, tree.Indicator)]
    return []


def no_indicator(name: tree.Name, context: Context) -> None:
    """A finding for a name that stands where an indicator belongs."""
    item = context.results.items.get(name.text)
    if isinstance(item, tree.Group):
        members = [line.name.text for line in item.lines or () if isinstance(line, tree.Indicator)]
        context.findings.add(checks.rc201_unknown_name.is_group(name.span, name.text, members))
    else:
        context.results.unknown(name)


def _bearer(
    line: tree.Bears | tree.BearsBy,
    who: Party | ByAttribute | None,
    bounds: tuple[PayerLimit | None, FundRoom | None],
    bearers: list[BearerLine],
    rest: tuple[int, Span] | None,
    context: Context,
) -> tuple[int, Span] | None:
    """Add a bearer; gives back which line bears the rest."""
    share: Fraction | None = None
    proportion: Measurement | None = None
    match line.bearing:
        case None:
            share = Fraction(1)
        case tree.BearsShare(value):
            share = _share(value, context)
        case tree.BearsInProportion(name):
            proportion = context.values.find(name, Measurement)
            if proportion is not None and proportion.per_party is not None and proportion.party is None:
                proportion = (
                    None if context.party is None else measurement_of(proportion, context.party, name.span, context)
                )
            if proportion is not None and proportion.level is Level.PARTICIPANT:
                context.findings.add(checks.rc307_not_constant.per_participant(name.span))
        case tree.Marker.BEARS_REST:
            if rest is not None:
                context.findings.add(checks.rc503_shares.two_rests(line.span, rest[1]))
            rest = (len(bearers), line.span)
            share = Fraction(0)
    if who is not None:
        why = reason(line.assumption)
        limit, room = bounds
        bearers.append(
            BearerLine(
                span=line.span, assumption=why, who=who, share=share, proportion=proportion, limit=limit, room=room
            )
        )
    return rest


def _share(node: tree.Expr, context: Context) -> Fraction | None:
    """What a payer bears or a receiver gets, as a part of the whole."""
    share = fixed(node, context, Kind.PERCENT, "Het aandeel")
    if share is not None and not 0 <= share <= 1:
        context.findings.add(checks.rc503_shares.impossible(node.span, writing.percent(share)))
        return None
    return share


def _bounds(line: tree.Bears | tree.TopsUp, context: Context) -> tuple[PayerLimit | None, FundRoom | None]:
    """What holds a payer: its limit and the room of a fund. What exceeds either goes the same way."""
    limit, within, excess = line.limit, line.within, line.excess
    if limit is None and within is None:
        if excess is not None:
            context.findings.add(checks.rc418_excess.no_limit(line.span))
        return None, None
    if excess is None:
        context.findings.add(checks.rc418_excess.finding(within.span if within is not None else line.span))
        return None, None
    moves_on = excess is tree.Marker.MOVES_ON
    if limit is not None and moves_on:
        context.findings.add(checks.rc418_excess.cannot_move(line.span))
        return None, None
    to = party(excess.party, "betaler", context) if isinstance(excess, tree.GoesTo) else None
    value = None if limit is None else due(limit.amount, context, "De grens")
    if (isinstance(excess, tree.GoesTo) and to is None) or (limit is not None and value is None):
        return None, None
    room = None if within is None else FundRoom(span=within.span, excess=to, moves_on=moves_on)
    if limit is None or value is None:
        return None, room
    return PayerLimit(span=limit.span, amount=value, per_year=limit.per_year is not None, excess=to), room


def _by_attribute(
    name: tree.Name, rows: tuple[tree.PartyRow, ...], role: str | None, span: Span, context: Context
) -> ByAttribute | None:
    attribute = context.attributes.find(name, Attribute)
    if attribute is None:
        return None
    chosen: dict[str, Party] = {}
    places: dict[str, Span] = {}
    unknown = False
    for row in rows:
        if not known_choice(attribute, row.choice, context):
            unknown = True  # most likely the value that would now seem to be missing
            continue
        if row.choice.text in places:
            what = f"De regel voor “{row.choice.text}”"
            context.findings.add(checks.rc203_double_clause.finding(row.span, what, places[row.choice.text]))
        places[row.choice.text] = row.span
        found = party(row.party, role, context)
        if found is not None:
            chosen[row.choice.text] = found
    if not unknown:
        missing_choices(span, attribute, set(places), context)
    ordered = tuple((choice, chosen[choice]) for choice, _ in attribute.choices if choice in chosen)
    return ByAttribute(span=span, attribute=attribute, parties=ordered)


def _top_up(line: tree.TopsUp, context: Context) -> TopUp | None:
    who = party(line.party, "betaler", context)
    base = party(line.base, "betaler", context)
    share = fixed(line.share, context, Kind.PERCENT, "Het percentage")
    if share is not None and share < 0:
        context.findings.add(checks.rc503_shares.impossible_top_up(line.share.span, writing.percent(share)))
    limit, room = _bounds(line, context)
    if who is None or base is None or share is None:
        return None
    why = reason(line.assumption)
    return TopUp(span=line.span, assumption=why, party=who, share=share, base=base, limit=limit, room=room)


def _check_bearers(
    node: tree.Payment,
    bearers: list[BearerLine],
    order: list[OrderLine],
    rest: tuple[int, Span] | None,
    when_zero: Party | None,
    context: Context,
) -> None:
    shares = [
        line.share for number, line in enumerate(bearers) if line.share is not None and not _is_rest(number, rest)
    ]
    proportions = [line for line in bearers if line.proportion is not None]
    forms = (bool(shares) or rest is not None, bool(proportions), bool(order))
    if sum(forms) > 1:
        context.findings.add(checks.rc503_shares.mixed(node.span))
        return
    if order:
        if order[-1].amount is not None:
            context.findings.add(checks.rc503_shares.no_end(order[-1].span))
        return
    if proportions:
        bases = [line.proportion for line in proportions if line.proportion is not None]
        wrong = [one for one in bases if one.kind is not bases[0].kind or one.low is None or one.low < 0]
        if wrong:
            context.findings.add(checks.rc503_shares.unlike_bases(node.span, [one.name for one in bases]))
            return
        if when_zero is None:
            context.findings.add(checks.rc503_shares.no_fallback(node.span))
        return
    total = sum(shares, Fraction(0))
    if rest is not None and total == 1:
        context.findings.add(checks.rc503_shares.no_rest(bearers[rest[0]].span))
    if (rest is None and total != 1) or total > 1:
        terms = " + ".join(writing.percent(share) for share in shares)
        text = f"{terms} = {writing.percent(total)}" if len(shares) > 1 else writing.percent(total)
        context.findings.add(checks.rc503_shares.finding(node.span, text, "betalers"))


def _is_rest(number: int, rest: tuple[int, Span] | None) -> bool:
    return rest is not None and rest[0] == number


def _check_excess(bearers: list[BearerLine], top_ups: list[TopUp], context: Context) -> None:
    """What exceeds a limit may not come back to where it came from."""
    lines: list[tuple[Party | ByAttribute, PayerLimit | FundRoom | None]] = [
        (line.who, line.limit or line.room) for line in bearers
    ]
    lines += [(line.party, line.limit or line.room) for line in top_ups]
    target = {who.name: limit.excess for who, limit in lines if isinstance(who, Party) and limit is not None}
    told: set[str] = set()
    for who, limit in lines:
        if not isinstance(who, Party) or limit is None or who.name in told:
            continue
        seen = {who.name}
        following = limit.excess
        while following is not None:
            if following.name in seen:
                context.findings.add(checks.rc418_excess.to_itself(limit.span))
                told |= seen
                break
            seen.add(following.name)
            following = target.get(following.name)


def _check_top_ups(bearers: list[BearerLine], order: list[OrderLine], top_ups: list[TopUp], context: Context) -> None:
    """A top-up needs a party that bears something in the same payment."""
    bearing = {line.party.name for line in order}
    for who in (line.who for line in bearers):
        bearing |= {who.name} if isinstance(who, Party) else {one.name for _, one in who.parties}
    limits = [line.limit or line.room for line in bearers] + [line.limit or line.room for line in top_ups]
    bearing |= {limit.excess.name for limit in limits if limit is not None and limit.excess is not None}
    for top_up in top_ups:
        if top_up.base.name not in bearing:
            context.findings.add(checks.rc503_shares.base_bears_nothing(top_up.span, top_up.base.name))
        bearing.add(top_up.party.name)


def _check_basis(made: Payment, context: Context) -> None:
    """A split by attribute needs money that belongs to participants."""
    splits = [line.who for line in made.bearers if isinstance(line.who, ByAttribute)]
    if isinstance(made.receivers, ByAttribute):
        splits.append(made.receivers)
    for split in splits:
        for indicator in made.indicators:
            if indicator.level is Level.CONTRACT and indicator.price is not None:
                context.findings.add(checks.rc419_no_basis.finding(split.span, f"de indicator “{indicator.title}”"))
                break


# ------------------------------------------------------------------ receivers


def _receivers(node: tree.Payment, context: Context) -> Receivers | None:
    found: Receivers | None = None
    claims: list[Claim] = []
    rest: SharedReceivers | None = None
    forms: list[Span] = []
    for line in node.lines:
        match line:
            case tree.PaidTo(receivers, assumption):
                found = _shared(line.span, receivers, reason(assumption), context)
                forms.append(line.span)
            case tree.PaidBy(attribute, rows):
                found = _by_attribute(attribute, rows, None, line.span, context)
                forms.append(line.span)
            case tree.ClaimFirst(claim, assumption) | tree.ClaimNext(claim, assumption):
                made = _claim(claim, line.span, reason(assumption), context)
                if made is not None:
                    claims.append(made)
            case tree.ClaimRest(receivers, assumption):
                rest = _shared(line.span, receivers, reason(assumption), context)
    has_claims = any(isinstance(line, tree.ClaimFirst | tree.ClaimNext | tree.ClaimRest) for line in node.lines)
    if len(forms) > 1 or (forms and has_claims):
        context.findings.add(checks.rc404_no_receiver.mixed(forms[-1]))
        return None
    if has_claims:
        if rest is None:
            if not any(isinstance(line, tree.ClaimRest) for line in node.lines):
                context.findings.add(checks.rc404_no_receiver.no_rest(node.span))
            return None
        _check_parts(claims, context)
        return Waterfall(span=node.span, claims=tuple(claims), rest=rest)
    if not forms:
        context.findings.add(checks.rc404_no_receiver.finding(node.span))
    return found


def _check_parts(claims: list[Claim], context: Context) -> None:
    """A finding for a part of the principal that an earlier step has paid already."""
    before: dict[str, PrincipalClaim] = {}
    for claim in claims:
        if isinstance(claim, PrincipalClaim):
            paid = [before[one.name] for one in claim.parties if one.name in before]
            if len(paid) == len(claim.parties) and all(claim.part <= one.part for one in paid):
                shown = writing.percent(claim.part)
                context.findings.add(checks.rc509_tranche_share.principal_again(claim.span, shown, paid[0].span))
            for one in claim.parties:
                if one.name not in before or before[one.name].part < claim.part:
                    before[one.name] = claim


def _shared(span: Span, nodes: tuple[tree.Receiver, ...], why: str | None, context: Context) -> SharedReceivers | None:
    shares: list[tuple[Party | None, Fraction]] = []
    wrong = False
    for node in nodes:
        share = Fraction(1) if node.share is None else _share(node.share, context)
        who = None if isinstance(node.subject, tree.Marker) else party(node.subject, None, context)
        if share is None or (who is None and isinstance(node.subject, tree.Name)):
            wrong = True
        else:
            shares.append((who, share))
    if wrong:
        return None
    if len(nodes) > 1 and any(node.share is None for node in nodes):
        names = ["deelnemer" if isinstance(node.subject, tree.Marker) else node.subject.text for node in nodes]
        context.findings.add(checks.rc503_shares.no_share(span, names))
        return None
    total = sum((share for _, share in shares), Fraction(0))
    if total != 1:
        text = " + ".join(writing.percent(share) for _, share in shares)
        context.findings.add(checks.rc503_shares.finding(span, f"{text} = {writing.percent(total)}", "ontvangers"))
        return None
    return SharedReceivers(span=span, assumption=why, shares=tuple(shares))


def _claim(node: tree.Claim, span: Span, why: str | None, context: Context) -> Claim | None:
    match node:
        case tree.Principal(of, names):
            parties = _investors(names, context)
            part = Fraction(1) if of is None else of.value
            if of is not None and not 0 < part <= 1:
                context.findings.add(checks.rc509_tranche_share.principal(of.span, writing.percent(part)))
                return None
            return None if parties is None else PrincipalClaim(span=span, assumption=why, parties=parties, part=part)
        case tree.ReturnOnPrincipal(rate, interest, day_count, names):
            parties = _investors(names, context)
            share = fixed(rate, context, Kind.PERCENT, "Het rendement")
            if parties is None or share is None:
                return None
            compound = interest is tree.Marker.COMPOUND_INTEREST
            return ReturnClaim(
                span=span, assumption=why, parties=parties, rate=share, compound=compound, day_count=day_count
            )
        case tree.FixedClaim(value, name):
            who = party(name, None, context)
            sum_due = due(value, context, "Het bedrag")
            if who is None or sum_due is None:
                return None
            return FixedClaim(span=span, assumption=why, party=who, amount=sum_due)


def _investors(names: tuple[tree.Name, ...], context: Context) -> tuple[Party, ...] | None:
    found = [party(name, "investeerder", context) for name in names]
    kept = tuple(one for one in found if one is not None)
    return kept if len(kept) == len(found) else None


# ------------------------------------------------------------------ tranches


def tranches(
    nodes: Sequence[tree.Tranche | tree.TranchePerPeriod],
    indicators: dict[str, Indicator],
    last: date,
    whole: Span,
    context: Context,
) -> tuple[Tranche, ...]:
    """All tranches in order of date; one final settlement at the end of the term when the text has none."""
    if not nodes:
        return (
            Tranche(
                span=whole,
                name=ONLY_TRANCHE,
                title="Eindafrekening",
                day=last,
                kind=TrancheKind.FINAL,
                share=None,
                amount=None,
                settled_from=None,
                cut_off=last,
                cut_off_given=False,
                scope=None,
                gates=(),
                cap=None,
            ),
        )
    made = [tranche for node in nodes for tranche in _made(node, indicators, context)]
    complete = {tranche.span for tranche in made} >= {node.span for node in nodes}
    last_day = next((one.day for one in made if one.kind is TrancheKind.FINAL), None)
    made = [one for one in made if one.pattern is None or one.day != last_day]  # the final settlement pays that one too
    kept = {one.name for one in made}
    made = [one if one.settled_from in kept else changed(one, settled_from=None) for one in made]
    made.sort(key=lambda tranche: (tranche.day, tranche.kind is TrancheKind.FINAL))
    for one, other in pairwise(made):
        if one.day == other.day:
            context.findings.add(checks.rc415_tranches.same_day(other.span, one.span))
    finals = [tranche for tranche in made if tranche.kind is TrancheKind.FINAL]
    if len(finals) > 1:
        context.findings.add(checks.rc415_tranches.two_finals(finals[1].span, finals[0].span))
    elif not finals and complete:
        context.findings.add(checks.rc415_tranches.no_final(made[-1].span))
    elif finals and made[-1] is not finals[0]:
        later = made[-1]
        shown = writing.day(later.day)
        context.findings.add(checks.rc415_tranches.not_last(finals[0].span, later.name, shown, later.span))
    too_early: set[Span] = set()  # a line per period has one finding
    for index, tranche in enumerate(made):
        # One on the same day has its finding already.
        earlier = {one.name for one in made[:index] if one.day < tranche.day}
        if tranche.settled_from in {*earlier, tranche.name} and tranche.span not in too_early:
            too_early.add(tranche.span)
            context.findings.add(checks.rc415_tranches.settled_too_early(tranche.span))
    return tuple(made)


def _made(
    node: tree.Tranche | tree.TranchePerPeriod, indicators: dict[str, Indicator], context: Context
) -> list[Tranche]:
    """One tranche, or one after each period; none after a finding."""
    if isinstance(node, tree.Tranche):
        one = _tranche(node, node.day.value, indicators, context)
        return [] if one is None else [one]
    period = context.periods.find(node.period, Period)
    if period is None:
        return []
    if node.amount is tree.Marker.FINAL_SETTLEMENT:
        context.findings.add(checks.rc415_tranches.final_per_period(node.span))
        return []
    last = period.moments[-1].day
    assert last is not None
    context.period = period
    model = _tranche(node, last, indicators, context)
    context.period = None
    if model is None:
        return []
    made = []
    before = any(isinstance(line, tree.CutOffBefore) for line in node.lines or ())
    for moment in period.moments:
        assert moment.day is not None
        suffix = suffix_of(moment.name, period)
        due_day = cut_off = moment.day
        start = period.first_day(moment)
        match node.due:
            case tree.AfterPeriod(length):
                due_day = shift(moment.day, length.value.months, length.value.days)
            case tree.AfterStart(length):
                due_day = cut_off = shift(start, length.value.months, length.value.days)
            case tree.Marker.AT_THE_START:
                due_day = cut_off = start
        if before:
            cut_off = start - timedelta(days=1)
        settled_from = model.settled_from
        if model.settled_alike:
            settled_from = f"{settled_from}_{suffix}"
        one = changed(
            in_period(model, period.each, moment),
            name=f"{node.name.text}_{suffix}",
            title=f"{model.title} {suffix}",
            day=due_day,
            cut_off=cut_off,
            cut_off_given=True,
            settled_from=settled_from,
            pattern=model,
            period=period.name,
        )
        made.append(one)
    return made


def declare_tranches(nodes: Sequence[tree.Tranche | tree.TranchePerPeriod], context: Context) -> None:
    """Give every tranche its name before any is made, because they name each other; one per period has several."""
    for node in nodes:
        if not context.tranches.reserve(node.name):
            continue
        context.tranches.declare(node.name, node)
        if isinstance(node, tree.TranchePerPeriod):
            found = context.periods.items.get(node.period.text)
            suffixes = [suffix_of(one.name, found) for one in found.moments] if isinstance(found, Period) else []
            names = []
            for suffix in suffixes:
                one = tree.Name(f"{node.name.text}_{suffix}", span=node.name.span)
                if context.tranches.reserve(one):
                    context.tranches.declare(one, node)
                names.append(one.text)
            context.tranches.several[node.name.text] = tuple(names)


def suffix_of(moment: str, period: Period) -> str:
    """What tells one period from the others: its number, or its year."""
    return moment.removeprefix(f"{period.name}_")


def tranche_named(name: tree.Name, context: Context) -> bool:
    """Whether a name is that of one tranche; a finding when it isn't."""
    return context.tranches.find(name, tree.Node) is not None and context.tranches.one_of_several(name)


def _alike(node: tree.Tranche | tree.TranchePerPeriod, other: tree.Name, context: Context) -> bool:
    """Whether both are tranches of the same period, so that of each period one is meant."""
    found = context.tranches.items.get(other.text)
    if not isinstance(node, tree.TranchePerPeriod) or not isinstance(found, tree.TranchePerPeriod):
        return False
    context.tranches.used.add(other.text)
    return other.text in context.tranches.several and found.period.text == node.period.text


def _tranche(
    node: tree.Tranche | tree.TranchePerPeriod, day: date, indicators: dict[str, Indicator], context: Context
) -> Tranche | None:
    before = len(context.findings.items)
    kind = TrancheKind.FINAL
    share: Fraction | None = None
    value: Expr | None = None
    settled_from: str | None = None
    settled_alike = False
    match node.amount:
        case tree.ShareOfEntitlement(part):
            kind, share = TrancheKind.SHARE, part.value
            if not 0 < share <= 1:
                context.findings.add(checks.rc509_tranche_share.finding(part.span, writing.percent(share)))
        case tree.Advance(price, settled):
            kind, value = TrancheKind.ADVANCE, due(price, context, "Het voorschot")
            if settled is not None:
                settled_alike = _alike(node, settled, context)
                if settled_alike or tranche_named(settled, context):
                    settled_from = settled.text
        case tree.Instalment(price):
            kind, value = TrancheKind.INSTALMENT, due(price, context, "De termijn")
    cut_off: date | None = None
    cut_off_span: Span | None = None
    scope: tuple[Indicator, ...] | None = None
    gates = []
    gate_reasons: list[str | None] = []
    cap: Expr | None = None
    cut_off_reason: str | None = None
    cap_reason: str | None = None
    once(node.lines, (tree.CutOff, tree.CutOffBefore, tree.Scope, tree.TrancheCap), context)
    for line in node.lines or ():
        match line:
            case tree.CutOff() if isinstance(node, tree.TranchePerPeriod):
                context.findings.add(checks.rc415_tranches.cut_off_per_period(line.span))
            case tree.CutOff(until, why) if isinstance(node, tree.Tranche):
                cut_off, cut_off_span, cut_off_reason = until.value, line.span, reason(why)
                if until.value > day:
                    context.findings.add(checks.rc415_tranches.cut_off_later(line.span, node.day.span))
            case tree.CutOffBefore(why):
                cut_off_reason, cut_off_span = reason(why), line.span
                if isinstance(node, tree.Tranche):
                    context.findings.add(checks.rc415_tranches.no_start(line.span))
            case tree.Scope(names):
                scope = _covered(names, indicators, context)
            case tree.Gate(met, why):
                gate = condition(met, context, Level.CONTRACT)
                if gate is not None:
                    gates.append(gate)
                    gate_reasons.append(reason(why))
            case tree.TrancheCap(price, why):
                cap, cap_reason = due(price, context, "De grens"), reason(why)
                if kind is TrancheKind.FINAL:
                    context.findings.add(checks.rc415_tranches.capped_final(line.span))
    if kind is TrancheKind.FINAL:
        for line in node.lines or ():
            if isinstance(line, tree.Gate | tree.Scope):
                context.findings.add(checks.rc415_tranches.conditional_final(line.span))
    if len(context.findings.items) > before:
        return None
    return Tranche(
        span=node.span,
        assumption=reason(node.assumption),
        name=node.name.text,
        title=node.title.value if node.title is not None else readable(node.name),
        day=day,
        kind=kind,
        share=share,
        amount=value,
        settled_from=settled_from,
        settled_alike=settled_alike,
        cut_off=cut_off or day,
        cut_off_given=cut_off is not None,
        cut_off_span=cut_off_span,
        scope=scope,
        gates=tuple(gates),
        cap=cap,
        cut_off_assumption=cut_off_reason,
        cap_assumption=cap_reason,
        gate_assumptions=tuple(gate_reasons),
        notes=texts(node.lines, tree.Note),
    )


def recovery(node: tree.Recovery | None, made: tuple[Tranche, ...], context: Context) -> Recovery | None:
    """What happens with an overpayment; must be said when there is more than one tranche."""
    if node is None:
        if len(made) > 1:
            context.findings.add(checks.rc416_recovery.finding(made[0].span))
        return None
    match node.way:
        case tree.PayBack(within):
            text = None if within is None else writing.duration(within.value)
            return Recovery(span=node.span, assumption=reason(node.assumption), pay_back=True, within=text)
    return Recovery(span=node.span, assumption=reason(node.assumption), pay_back=False, within=None)
