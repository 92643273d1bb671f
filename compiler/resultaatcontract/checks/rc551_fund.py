"""RC551: what belongs to a fund stands outside one, or the other way round."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC551",
    name="resultatenfonds",
    severity=Severity.ERROR,
    title="Dit hoort niet in dit bestand",
    what=(
        "Een bestand met `resultatenfonds` bundelt overeenkomsten: het heeft partijen, bijdragen, uitvragen, overeenkomsten en "
        "voorbeelden. Metingen, indicatoren en betalingen staan in de overeenkomsten zelf. Andersom horen `bijdragen`, "
        "`uitvraag` en `overeenkomst … uit` bij een fonds."
    ),
    why="Elke overeenkomst moet op zichzelf te lezen en te ondertekenen zijn.",
    bad="""\
resultatenfonds fonds "Fonds"
  budget € 100.000
indicator werk "Werk"
""",
    good="""\
resultatenfonds fonds "Fonds"
  budget € 100.000
overeenkomst werk uit "werk.rc"
  toegekend op 1 juli 2027
  reserveert € 50.000
""",
)


def no_fund(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Deze bepaling hoort bij een fonds, en dit bestand heeft geen `resultatenfonds`.",
        "Zet haar in het bestand van het fonds, of begin dit bestand met `resultatenfonds`.",
    )


def not_in_fund(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Deze bepaling hoort niet bij een fonds, maar in een overeenkomst.",
        "Zet haar in het bestand van de overeenkomst, of in een `sjabloon`.",
    )
