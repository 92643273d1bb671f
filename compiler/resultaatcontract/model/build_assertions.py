"""Assertions: what is to hold of every outcome, and the amounts of an outcome that they name."""

from __future__ import annotations

from collections.abc import Sequence

from .. import checks
from ..syntax import tree
from .build_payment import ONLY_TRANCHE, no_indicator, tranche_named
from .context import Context, reason, texts, title_of, whole
from .contract import Assertion, Party, Tranche
from .expressions import Kind, Level, Settled, Way
from .typing import condition


def assertions(nodes: Sequence[tree.Assertion], tranches: Sequence[Tranche], context: Context) -> tuple[Assertion, ...]:
    """The assertions; wrong ones are left out after their findings."""
    context.outcome = tuple(tranches)
    found = []
    for node in nodes:
        claim = condition(node.claim, context, Level.CONTRACT)
        given = None if node.condition is None else condition(node.condition, context, Level.CONTRACT)
        if claim is None or (node.condition is not None and given is None):
            continue
        found.append(
            Assertion(
                span=node.span,
                assumption=reason(node.assumption),
                title=node.title.value,
                claim=claim,
                condition=given,
                notes=texts(node.lines, tree.Note),
            )
        )
    context.outcome = None
    return tuple(found)


def settled(node: tree.OutcomeAmount, context: Context) -> Settled | None:
    """An amount of the outcome; None after a finding."""
    if context.outcome is None:
        context.findings.add(checks.rc312_outcome.elsewhere(node.span, node.span.text))
        return None
    named = _named(node, context)
    year, tranche, when = None, None, ""
    match node.when:
        case tree.InYear(number):
            years = sorted({one.day.year for one in context.outcome})
            year = whole(number, context)
            if year is None:
                return None
            if year not in years:
                context.findings.add(checks.rc312_outcome.no_year(number.span, str(year), [str(one) for one in years]))
                return None
            when = str(year)
        case tree.InTranche(name):
            if not (name.text == ONLY_TRANCHE and not context.tranches.places) and not tranche_named(name, context):
                return None
            tranche = name.text
            when = next((one.title for one in context.outcome if one.name == tranche), tranche)
    if named is None:
        return None
    way, name_, title = named
    return Settled(Kind.MONEY, Level.CONTRACT, node.span, way, name_, title, year, tranche, when)


def _named(node: tree.OutcomeAmount, context: Context) -> tuple[Way, str, str] | None:
    """Which amount, of whom, and how they are called."""
    match node:
        case tree.TotalPaid():
            return Way.TOTAL, "", ""
        case tree.Entitlement(when):
            if isinstance(when, tree.InYear):
                context.findings.add(checks.rc312_outcome.entitlement_in_year(node.span))
                return None
            return Way.ENTITLEMENT, "", ""
        case tree.PaidByParty(party) | tree.ReceivedByParty(party):
            found = context.parties.find(party, Party)
            way = Way.PAYS if isinstance(node, tree.PaidByParty) else Way.RECEIVES
            return None if found is None else (way, found.name, found.called)
        case tree.PaidForIndicator(name):
            if name.text not in context.indicator_nodes:
                no_indicator(name, context)
                return None
            return Way.INDICATOR, name.text, title_of(context.indicator_nodes[name.text])
