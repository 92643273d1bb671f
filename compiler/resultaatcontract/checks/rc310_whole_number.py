"""RC310: a number that must be whole."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC310",
    name="geheel-getal",
    severity=Severity.ERROR,
    title="Dit moet een geheel getal zijn",
    what="Een aantal deelnemers, een aantal indicatoren of een jaartal is een geheel getal groter dan nul.",
    why="Anderhalve deelnemer bestaat niet.",
    bad="  ten hoogste 1,5 deelnemers",
    good="  ten hoogste 2 deelnemers",
)


def finding(span: Span, number: str) -> Finding:
    """`number` is the value in Dutch notation; in a template the text holds a name."""
    found = number if span.text == number else f"{span.text} ({number})" if span.text.isidentifier() else span.text
    return RULE.finding(
        span,
        f"Hier hoort een geheel getal groter dan nul, en er staat {found}.",
        "Schrijf een heel aantal van 1 of meer, of een heel jaartal.",
    )
