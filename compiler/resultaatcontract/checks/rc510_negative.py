"""RC510: a price or limit below zero that is not declared as a malus."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC510",
    name="negatief-bedrag",
    severity=Severity.ERROR,
    title="Een negatief bedrag zonder malus",
    what="Een vergoeding of grens is nul of meer. Wat de uitvoerder moet betalen, heet `malus`.",
    why="Een negatieve betaling die niet als zodanig is benoemd, wordt over het hoofd gezien.",
    bad="  vergoeding € -500",
    good="  malus € 500",
)


def finding(span: Span, what: str) -> Finding:
    """`what` with its article: «de vergoeding»."""
    return RULE.finding(
        span, f"{what} is negatief.", "Schrijf een bedrag van nul of meer; gebruik `malus` voor wat wordt afgetrokken."
    )
