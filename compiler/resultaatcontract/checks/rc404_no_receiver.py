"""RC404: nobody receives the payment."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC404",
    name="geen-ontvanger",
    severity=Severity.ERROR,
    title="Er staat niet wie ontvangt",
    what=("In elke betaling staat met `aan` wie ontvangt, of met `eerst`, `daarna` en `rest aan` in welke volgorde."),
    why="Zonder ontvanger is de betaling niet af.",
    bad="""\
betaling
  gemeente draagt 100%
""",
    good="""\
betaling
  gemeente draagt 100%
  aan uitvoerder
""",
)


def finding(span: Span) -> Finding:
    return RULE.finding(
        span,
        "In deze betaling staat niet wie ontvangt.",
        "Voeg toe aan wie wordt betaald, bijvoorbeeld `aan uitvoerder`.",
    )


def no_rest(span: Span) -> Finding:
    return RULE.finding(
        span,
        "De volgorde van ontvangers zegt niet wie de rest ontvangt.",
        "Voeg als laatste regel toe wie de rest ontvangt, bijvoorbeeld `rest aan gemeente`.",
    )


def is_list(span: Span, attribute: str) -> Finding:
    """For a list of receivers that says who bears."""
    return RULE.finding(
        span,
        "Deze lijst noemt wie draagt, maar de partijen erin zijn geen betalers, en wie ontvangt staat er niet.",
        f"Ontvangen zij, schrijf dan `aan naar {attribute}` in plaats van `naar {attribute}`.",
    )


def mixed(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Ontvangers staan hier op meer dan één manier.",
        "Kies één vorm: `aan …`, `aan naar …`, of `eerst … daarna … rest aan …`.",
    )
