"""RC308: an attribute used as a value without `is`."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC308",
    name="eigenschap-als-waarde",
    severity=Severity.ERROR,
    title="Een eigenschap zonder keuze",
    what=(
        "Een eigenschap van de deelnemer heeft een van een aantal waarden. In een voorwaarde staat erbij "
        "welke: `woonplaats is venlo`."
    ),
    why="De eigenschap zelf is geen ja of nee en geen getal.",
    bad="  alleen als woonplaats",
    good="  alleen als woonplaats is venlo",
)


def finding(span: Span, attribute: str, choices: list[str]) -> Finding:
    return RULE.finding(
        span,
        f"“{attribute}” is een eigenschap; er staat niet bij welke waarde bedoeld is.",
        f"Schrijf bijvoorbeeld `{attribute} is {choices[0]}`.",
    )


def compared(span: Span, attribute: str, written: str) -> Finding:
    """For an attribute that is compared with a value by a sign."""
    return RULE.finding(
        span,
        f"“{attribute}” is een eigenschap; die wordt niet met een teken vergeleken.",
        f"Schrijf `{written}`, of `niet {written}`.",
    )
