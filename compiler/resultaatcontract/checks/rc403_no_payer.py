"""RC403: nobody pays what indicators yield."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC403",
    name="geen-betaler",
    severity=Severity.ERROR,
    title="Niet alles wordt door iemand betaald",
    what=("Elke indicator met een vergoeding valt onder precies één `betaling`, en in elke betaling staat wie draagt."),
    why="Een vergoeding die niemand draagt, wordt niet betaald; een die twee keer wordt gedragen, twee keer.",
    bad="""\
betaling voor baan
  aan uitvoerder
""",
    good="""\
betaling voor baan
  gemeente draagt 100%
  aan uitvoerder
""",
)


def no_payer(span: Span) -> Finding:
    return RULE.finding(
        span, "In deze betaling staat niet wie betaalt.", "Voeg toe wie draagt, bijvoorbeeld `gemeente draagt 100%`."
    )


def not_covered(span: Span, indicator: str) -> Finding:
    return RULE.finding(
        span,
        f"De indicator “{indicator}” heeft een vergoeding, maar valt onder geen enkele betaling.",
        f"Voeg “{indicator}” toe aan een `betaling voor …`.",
    )


def covered_twice(span: Span, indicator: str, first: Span) -> Finding:
    return RULE.finding(
        span,
        f"De indicator “{indicator}” valt onder twee betalingen.",
        "Noem de indicator in één betaling.",
        [Note(first, "hier al genoemd")],
    )
