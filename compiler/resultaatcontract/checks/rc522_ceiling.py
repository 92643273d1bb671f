"""RC522: a maximum in the text that the outcome can exceed."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC522",
    name="maximum-overschreden",
    severity=Severity.ERROR,
    title="Een maximum dat kan worden overschreden",
    what=(
        "De tekst noemt een maximum, maar een latere stap (een afronding, een minimum, wat een ander niet draagt) kan het bedrag er "
        "boven brengen. De bevinding geeft een tegenvoorbeeld."
    ),
    why=("Wie tekent, rekent erop dat een maximum niet wordt overschreden, ook niet met een cent."),
    bad="""\
totaal
  ten hoogste € 1.000,50
  afronden op € 1 naar boven
""",
    good="""\
totaal
  afronden op € 1 naar boven
  ten hoogste € 1.000,50
""",
)


def finding(span: Span, subject: str, detail: str, example: str) -> Finding:
    """`subject` says what the text promises, `detail` by how much it fails, `example` shows where."""
    return RULE.finding(
        span,
        f"Dit geldt niet voor alle mogelijke metingen: “{subject.rstrip('.')}”. {detail}",
        "Zet het maximum ná de stap die het bedrag verhoogt, of verander die stap. Het tegenvoorbeeld hieronder kan, "
        "zonder de twee spaties ervoor, in de overeenkomst worden geplakt.",
        detail=example,
    )
