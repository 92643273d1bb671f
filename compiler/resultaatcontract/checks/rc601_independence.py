"""RC601: a verifier with an interest in the outcome."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC601",
    name="onafhankelijk",
    severity=Severity.WARNING,
    title="De beoordelaar heeft een belang bij de uitkomst",
    what="De partij die het resultaat vaststelt, is ook betaler, uitvoerder of investeerder.",
    why="Wie aan het resultaat verdient of ervoor betaalt, kan het niet onafhankelijk vaststellen.",
    bad='partij bureau "Bureau" is uitvoerder en beoordelaar',
    good="""\
partij bureau "Bureau" is uitvoerder
partij panel "Panel" is beoordelaar
""",
)


def finding(span: Span, party: str, roles: str) -> Finding:
    return RULE.finding(
        span,
        f"“{party}” stelt resultaten vast en is ook {roles}.",
        "Laat een onafhankelijke partij de resultaten vaststellen.",
    )
