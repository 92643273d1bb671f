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


def no_command(span: Span, what: str) -> Finding:
    """For a command that needs one contract. `what` is what it writes."""
    return RULE.finding(
        span,
        f"Dit is een fonds: {what} hoort bij één overeenkomst.",
        "Noem met `--overeenkomst` een overeenkomst van het fonds, of geef het bestand van de overeenkomst.",
    )


def no_member(span: Span, name: str, near: str | None, known: list[str]) -> Finding:
    """For a name on the command line."""
    meant = f"Bedoelde u `{near}`?" if near is not None else f"Het fonds heeft: {', '.join(known)}."
    return RULE.finding(span, f"Het fonds heeft geen overeenkomst “{name}”.", meant)


def is_contract(span: Span) -> Finding:
    """For `--overeenkomst` with a file that is no fund."""
    return RULE.finding(span, "Dit is één overeenkomst en geen fonds.", "Laat `--overeenkomst` weg.")


def no_results(span: Span, file: str, known: list[str]) -> Finding:
    """For a results file that belongs to no contract of the fund."""
    return RULE.finding(
        span,
        f"Het bestand “{file}” hoort bij geen overeenkomst van het fonds.",
        f"Geef het de naam van een overeenkomst: {', '.join(known)}.",
    )


def paid_in_fund(span: Span) -> Finding:
    """For `--paid` with a fund."""
    return RULE.finding(
        span,
        "Eerdere afrekeningen horen bij één overeenkomst.",
        "Reken met `--overeenkomst` de overeenkomst apart af, of laat `--paid` weg.",
    )


def no_files(span: Span, folder: str) -> Finding:
    return RULE.finding(
        span,
        f"In de map “{folder}” staan geen metingen.",
        "Zet er per overeenkomst een bestand in met haar naam, dat eindigt op .csv, .xlsx of .json.",
    )
