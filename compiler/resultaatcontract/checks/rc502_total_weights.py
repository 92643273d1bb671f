"""RC502: the weights of the whole are not 100%."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC502",
    name="weging-totaal",
    severity=Severity.ERROR,
    title="De wegingen zijn samen niet 100%",
    what="De groepen en losse indicatoren met een weging tellen samen op tot 100% van de maximale vergoeding.",
    why="Bij minder dan 100% wordt het maximum nooit betaald, bij meer wordt het overschreden.",
    bad="""\
groep a "A" weegt 40%
groep b "B" weegt 50%
""",
    good="""\
groep a "A" weegt 50%
groep b "B" weegt 50%
""",
)


def impossible(span: Span, weight: str) -> Finding:
    """For a weight below 0% or above 100%."""
    return RULE.finding(span, f"Een weging van {weight} kan niet.", "Schrijf een weging van 0% tot en met 100%.")


def finding(span: Span, sum_text: str, notes: list[Note]) -> Finding:
    return RULE.finding(
        span,
        f"De wegingen zijn samen {sum_text}, en niet 100%.",
        "Pas de wegingen aan tot zij samen 100% zijn.",
        notes,
    )
