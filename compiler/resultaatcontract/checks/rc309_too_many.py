"""RC309: a split over more combinations than can be worked out."""

from __future__ import annotations

from fractions import Fraction

from ..findings import Finding, Rule, Severity
from ..text import writing
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
    bad="""\
per buurt
  ten hoogste € 1.000
per leeftijd
  ten hoogste € 1.000
""",
    good="""\
per stadsdeel
  ten hoogste € 10.000
""",
)


MAXIMUM = 2_000


def finding(span: Span, number: int) -> Finding:
    return RULE.finding(
        span,
        f"De grenzen en verdelingen onderscheiden samen {writing.number(Fraction(number))} combinaties van indicatoren "
        f"en eigenschappen; het maximum is {writing.number(Fraction(MAXIMUM))}.",
        "Begrens of verdeel naar minder eigenschappen, of neem waarden van een eigenschap samen.",
    )
