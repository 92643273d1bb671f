"""RC309: a split over more combinations than can be worked out."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC309",
    name="te-veel-combinaties",
    severity=Severity.ERROR,
    title="Te veel combinaties van eigenschappen",
    what=(
        "De grenzen en verdelingen samen onderscheiden meer dan tweeduizend combinaties van indicatoren en "
        "eigenschappen."
    ),
    why="Zoveel onderdelen zijn in een bijlage en een afrekening niet meer te volgen.",
    bad="per wijk",
    good="per stadsdeel",
)


def finding(span: Span, number: int) -> Finding:
    return RULE.finding(
        span,
        f"De verdeling onderscheidt {number} combinaties van indicatoren en eigenschappen; het maximum is 2.000.",
        "Verdeel naar minder eigenschappen, of neem waarden samen.",
    )
