"""RC419: a split by attribute of money that has no participant."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC419",
    name="verdeling-zonder-grond",
    severity=Severity.ERROR,
    title="Een verdeling naar eigenschap zonder deelnemers",
    what=(
        "Een verdeling naar een eigenschap van de deelnemer kan alleen voor bedragen die bij deelnemers "
        "horen. Een voorschot, een minimum of een indicator voor de hele overeenkomst hoort bij geen "
        "deelnemer."
    ),
    why="Voor dat deel van het geld is niet te zeggen welke partij het draagt of ontvangt.",
    bad="""\
betaling
  naar woonplaats
    venlo: gemeente_venlo
""",
    good="""\
betaling voor baan
  naar woonplaats
    venlo: gemeente_venlo
betaling voor besparing
  provincie draagt 100%
""",
)


def finding(span: Span, what: str) -> Finding:
    """`what` has no participant: «de indicator “besparing”»."""
    return RULE.finding(
        span,
        f"Deze verdeling volgt een eigenschap van de deelnemer, maar {what} hoort bij geen deelnemer.",
        "Verdeel dat deel met vaste aandelen, in een eigen `betaling voor …`.",
    )
