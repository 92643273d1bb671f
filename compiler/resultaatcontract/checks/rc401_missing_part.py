"""RC401: a part that every contract needs is missing."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC401",
    name="ontbrekend-onderdeel",
    severity=Severity.ERROR,
    title="Er ontbreekt een onderdeel dat elke overeenkomst nodig heeft",
    what=(
        "Elke overeenkomst heeft een titel (`overeenkomst`), een looptijd, een munt (`bedragen in`), een "
        "indicator en een betaling."
    ),
    why="Zonder dat onderdeel is niet te zeggen wat, wanneer, in welke munt of door wie wordt betaald.",
    bad="""\
overeenkomst "Voorbeeld"
  bedragen in EUR
""",
    good="""\
overeenkomst "Voorbeeld"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR
""",
)


def finding(span: Span, what: str, example: str) -> Finding:
    """`what` with its article: «een looptijd»."""
    return RULE.finding(span, f"In deze overeenkomst ontbreekt {what}.", f"Voeg toe, bijvoorbeeld: {example}")
