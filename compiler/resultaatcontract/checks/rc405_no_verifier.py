"""RC405: a measurement that nobody establishes."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC405",
    name="geen-beoordelaar",
    severity=Severity.WARNING,
    title="Er staat niet wie de meting vaststelt",
    what=(
        "Elke meting wordt vastgesteld door een beoordelaar: `vastgesteld door …`. Is er één partij met de "
        "rol beoordelaar, dan is zij het."
    ),
    why="Betaald wordt pas als een onafhankelijke partij het resultaat heeft vastgesteld.",
    bad='partij gemeente "Gemeente" is betaler',
    good='partij panel "Onafhankelijk panel" is beoordelaar',
)


def finding(span: Span, measurement: str) -> Finding:
    return RULE.finding(
        span,
        f"Bij de meting “{measurement}” staat niet wie haar vaststelt.",
        "Voeg `vastgesteld door …` toe, of geef één partij de rol beoordelaar.",
    )
