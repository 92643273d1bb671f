"""RC521: an assertion that some results refute."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC521",
    name="stelling-weerlegd",
    severity=Severity.ERROR,
    title="Een stelling die niet altijd geldt",
    what=(
        "Er zijn metingen waarvoor de stelling niet geldt. De bevinding geeft een zo eenvoudig mogelijk tegenvoorbeeld, met de bedragen "
        "die de overeenkomst dan betaalt."
    ),
    why=(
        "Een stelling zegt wat partijen van de overeenkomst verwachten, wat er ook gemeten wordt. Klopt zij niet, dan zegt de tekst iets "
        "anders dan partijen denken."
    ),
    bad="""\
betaling
  gemeente draagt 40%
  fonds draagt de rest
  aan aanbieder
stelling "Het fonds betaalt nooit meer dan de gemeente": fonds betaalt ≤ gemeente betaalt
""",
    good="""\
betaling
  gemeente draagt 60%
  fonds draagt de rest
  aan aanbieder
stelling "Het fonds betaalt nooit meer dan de gemeente": fonds betaalt ≤ gemeente betaalt
""",
)


def finding(span: Span, subject: str, example: str) -> Finding:
    """`subject` is the assertion, `example` the counter-example as a block that can be pasted."""
    return RULE.finding(
        span,
        f"De stelling “{subject.rstrip('.')}” geldt niet voor alle mogelijke metingen.",
        "Pas de stelling of de bepalingen aan. Het tegenvoorbeeld hieronder kan, zonder de twee spaties ervoor, in de overeenkomst worden geplakt.",
        detail=example,
    )
