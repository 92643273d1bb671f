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


def of_one_contract(span: Span) -> Finding:
    """For a value in the example of a fund that stands under none of its contracts."""
    return RULE.finding(
        span,
        "In het voorbeeld van een fonds hoort een waarde bij één overeenkomst.",
        "Zet haar onder `overeenkomst` met de naam van die overeenkomst.",
    )


def not_expected(span: Span) -> Finding:
    """For an expectation that only an example of a contract can have."""
    return RULE.finding(
        span,
        "Dit kan in het voorbeeld van een fonds niet worden verwacht: het hoort bij één overeenkomst.",
        "Verwacht `totaal`, `overeenkomst …`, `uitvraag …`, `jaar …`, `… betaalt`, `… ontvangt` of `over`.",
    )


def no_parameters(span: Span) -> Finding:
    """For a parameter that is filled in for a contract from a file."""
    return RULE.finding(
        span,
        "Een overeenkomst uit een bestand heeft geen parameters om in te vullen.",
        "Haal deze regel weg, of schrijf `volgens` met de naam van een sjabloon.",
    )
