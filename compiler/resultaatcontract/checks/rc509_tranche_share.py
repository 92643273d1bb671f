"""RC509: shares of tranches that do not go up to the whole."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC509",
    name="tranche-deel",
    severity=Severity.ERROR,
    title="Een deel is niet meer dan het geheel",
    what=(
        "Een tranche betaalt een deel van het opgebouwde recht, tussen 0% en 100%. De eindafrekening vult aan "
        "tot het geheel. Ook een korting, een kwijtschelding en een deel van de hoofdsom zijn een deel van het geheel, en een "
        "rentekorting is niet hoger dan de rente."
    ),
    why="Meer dan 100% is meer dan is verdiend.",
    bad="tranche een op 1 juli 2027: 120% van het recht",
    good="tranche een op 1 juli 2027: 90% van het recht",
)


def finding(span: Span, share: str) -> Finding:
    return RULE.finding(
        span, f"Deze tranche betaalt {share} van het recht.", "Schrijf een deel van meer dan 0% en ten hoogste 100%."
    )


def forgiveness(span: Span, share: str) -> Finding:
    """For a `kwijtschelding` outside 0% to 100%."""
    return RULE.finding(
        span,
        f"Van een lening kan geen {share} worden kwijtgescholden.",
        "Schrijf een deel van meer dan 0% en ten hoogste 100%.",
    )


def rebate(span: Span, rate: str, interest: str) -> Finding:
    """For a `rentekorting` above the interest of the loan."""
    return RULE.finding(
        span,
        f"De rentekorting van {rate} is hoger dan de rente van de lening ({interest}).",
        "Schrijf een korting van ten hoogste de rente.",
    )


def discount(span: Span, share: str) -> Finding:
    """For a `korting` outside 0% to 100%."""
    return RULE.finding(span, f"Een korting van {share} kan niet.", "Schrijf een korting van 0% tot en met 100%.")


def principal(span: Span, share: str) -> Finding:
    """For a part of the principal outside 0% to 100%."""
    return RULE.finding(
        span,
        f"Van een hoofdsom kan geen {share} worden terugbetaald.",
        "Schrijf een deel van meer dan 0% en ten hoogste 100%.",
    )


def principal_again(span: Span, share: str, earlier: Span) -> Finding:
    """For a step whose part of the principal was repaid in an earlier step."""
    return RULE.finding(
        span,
        f"Deze stap betaalt nooit iets: {share} van de hoofdsom is in een eerdere stap al terugbetaald.",
        "Een deel telt vanaf nul: `90% van hoofdsom` betaalt terug tot er 90% terug is. Noem een hoger deel, of haal de stap weg.",
        [Note(earlier, "eerder terugbetaald")],
    )
