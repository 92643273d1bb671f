"""RC104: an expression, or what it refers to, goes too deep."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC104",
    name="te-diep",
    severity=Severity.ERROR,
    title="Een berekening gaat te diep",
    what=(
        "Een berekening staat meer dan honderd niveaus diep in een andere: door haakjes, door een lange reeks met `en`, `of`, "
        "`+` of `×`, of door onderdelen die steeds naar een volgend onderdeel verwijzen."
    ),
    why="Zo’n berekening is in de bijlage en in een afrekening niet te volgen, en niet meer met zekerheid uit te rekenen.",
    bad="""\
gegeven prijs is € 1 + € 1 + € 1 + …
""",
    good="""\
gegeven prijs is 120 × € 1
""",
)


def expression(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Dit deel van de berekening staat meer dan honderd niveaus diep.",
        "Maak van een deel een `gegeven` of een indicator zonder vergoeding, en verwijs daarnaar.",
    )


def chain(span: Span, what: str) -> Finding:
    """`what` with its article: «De indicator “werk”»."""
    return RULE.finding(
        span,
        f"{what} volgt via andere onderdelen uit meer dan honderd niveaus van berekeningen.",
        "Laat het onderdeel rechtstreeks verwijzen naar de metingen of gegevens waar het om gaat.",
    )
