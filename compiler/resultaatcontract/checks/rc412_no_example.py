"""RC412: a contract without a worked example."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC412",
    name="geen-voorbeeld",
    severity=Severity.WARNING,
    title="Een overeenkomst zonder rekenvoorbeeld",
    what="Een overeenkomst bevat ten minste één `voorbeeld` met de bedragen die eruit moeten komen.",
    why="Het voorbeeld laat partijen zien wat zij afspreken en toetst of de bepalingen dat ook zeggen.",
    bad="""\
betaling
  gemeente draagt 100%
  aan uitvoerder
""",
    good="""\
voorbeeld "Eén traject, alles behaald"
  deelnemer a: werk op T1 = ja
  verwacht totaal € 5.000
""",
)


def finding(span: Span) -> Finding:
    return RULE.finding(
        span, "Deze overeenkomst heeft geen rekenvoorbeeld.", "Voeg een `voorbeeld` toe met de verwachte bedragen."
    )
