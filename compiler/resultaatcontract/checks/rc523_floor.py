"""RC523: a minimum in the text below which the outcome can fall."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC523",
    name="minimum-niet-gehaald",
    severity=Severity.WARNING,
    title="Een minimum dat niet altijd wordt gehaald",
    what=(
        "De tekst noemt een minimum, maar een latere stap (een korting, een maximum over het geheel) kan het bedrag er onder brengen. De "
        "bevinding geeft een tegenvoorbeeld."
    ),
    why=(
        "Wie op het minimum rekent, kan minder krijgen. Soms is dat bedoeld: een maximum over het geheel gaat dan vóór."
    ),
    bad="""\
totaal
  ten minste € 1.000
  korting 10% als laat
""",
    good="""\
totaal
  korting 10% als laat
  ten minste € 1.000
""",
)


def finding(span: Span, subject: str, detail: str, example: str) -> Finding:
    """`subject` says what the text promises, `detail` by how much it fails, `example` shows where."""
    return RULE.finding(
        span,
        f"Dit geldt niet voor alle mogelijke metingen: “{subject.rstrip('.')}”. {detail}",
        "Zet het minimum ná de stap die het bedrag verlaagt, of zeg in een `toelichting` dat die stap voorgaat. Het tegenvoorbeeld hieronder kan, "
        "zonder de twee spaties ervoor, in de overeenkomst worden geplakt.",
        detail=example,
    )
