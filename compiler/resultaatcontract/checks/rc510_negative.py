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
    remedy = "Schrijf een bedrag van nul of meer."
    if what in ("De vergoeding", "Dit bedrag"):
        remedy = "Schrijf een bedrag van nul of meer; wat de uitvoerder moet betalen, heet `malus`."
    return RULE.finding(span, f"{what} is negatief.", remedy)


def rounding_unit(span: Span, example: str) -> Finding:
    """For rounding to nothing, or to something below it."""
    return RULE.finding(
        span,
        "Afronden kan alleen op iets dat groter is dan nul.",
        f"Schrijf waarop wordt afgerond, bijvoorbeeld `afronden op {example}`.",
    )
