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
    return RULE.finding(span, f"In deze overeenkomst ontbreekt {what}.", f"Voeg toe, bijvoorbeeld `{example}`.")


def no_payment(span: Span) -> Finding:
    return RULE.finding(
        span,
        "In deze overeenkomst ontbreekt een betaling.",
        "Voeg een `betaling` toe, met eronder wie draagt en aan wie wordt betaald.",
    )


def no_date(span: Span, moment: str) -> Finding:
    """For a moment outside `deelnemer`, which is the same day for everybody."""
    return RULE.finding(
        span,
        f"Het moment “{moment}” heeft geen datum.",
        f"Schrijf bijvoorbeeld `moment {moment} is 1 juli 2027`, of zet het moment onder `deelnemer` als het voor elke "
        "deelnemer anders valt.",
    )
