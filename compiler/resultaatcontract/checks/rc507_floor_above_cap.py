"""RC507: a floor above a ceiling."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC507",
    name="vloer-boven-plafond",
    severity=Severity.ERROR,
    title="Het minimum ligt boven het maximum",
    what="Op hetzelfde niveau is `ten minste` hoger dan `ten hoogste`.",
    why="Aan beide tegelijk kan niet worden voldaan.",
    bad="""\
totaal
  ten minste € 500
  ten hoogste € 400
""",
    good="""\
totaal
  ten minste € 400
  ten hoogste € 500
""",
)


def finding(span: Span, floor: str, cap: str, first: Span) -> Finding:
    return RULE.finding(
        span,
        f"Het minimum van {floor} ligt boven het maximum van {cap}.",
        "Verwissel of wijzig de grenzen.",
        [Note(first, "de andere grens")],
    )
