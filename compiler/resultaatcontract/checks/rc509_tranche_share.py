"""RC509: shares of tranches that do not go up to the whole."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC509",
    name="tranche-deel",
    severity=Severity.ERROR,
    title="Het deel dat een tranche betaalt klopt niet",
    what=(
        "Een tranche betaalt een deel van het opgebouwde recht, tussen 0% en 100%. De eindafrekening vult aan "
        "tot het geheel."
    ),
    why="Meer dan 100% is meer dan is verdiend.",
    bad="tranche een op 1 juli 2027: 120% van het recht",
    good="tranche een op 1 juli 2027: 90% van het recht",
)


def finding(span: Span, share: str) -> Finding:
    return RULE.finding(
        span, f"Deze tranche betaalt {share} van het recht.", "Schrijf een deel van meer dan 0% en ten hoogste 100%."
    )


def discount(span: Span, share: str) -> Finding:
    """For a `korting` outside 0% to 100%."""
    return RULE.finding(span, f"Een korting van {share} kan niet.", "Schrijf een korting van 0% tot en met 100%.")
