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


def finding(span: Span, sum_text: str, notes: list[Note]) -> Finding:
    return RULE.finding(
        span,
        f"De wegingen zijn samen {sum_text}, en niet 100%.",
        "Pas de wegingen aan tot zij samen 100% zijn.",
        notes,
    )
