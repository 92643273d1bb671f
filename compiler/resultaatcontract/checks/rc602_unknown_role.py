"""RC602: a role that does not exist, or does not fit what the party does."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC602",
    name="onbekende-rol",
    severity=Severity.ERROR,
    title="Een rol die niet bestaat of niet past",
    what=(
        "Een partij is betaler, uitvoerder, beoordelaar, investeerder of ontvanger, of meer dan een daarvan. "
        "Wie draagt, is betaler; wie vaststelt, is beoordelaar."
    ),
    why="De rollen bepalen wie onafhankelijk moet zijn en hoe de bijlage over de partij spreekt.",
    bad='partij gemeente "Gemeente" is financier',
    good='partij gemeente "Gemeente" is betaler',
)


def unknown(span: Span, role: str, near: str | None) -> Finding:
    return RULE.finding(
        span,
        f"“{role}” is geen rol.",
        (f"Bedoelde u “{near}”? De rollen zijn " if near else "Kies uit ")
        + f"betaler, uitvoerder, beoordelaar, investeerder {'en' if near else 'of'} ontvanger.",
    )


def group_of_one(span: Span, name: str) -> Finding:
    """For a name that stands for one party only."""
    return RULE.finding(
        span,
        f"“{name}” staat voor één partij; een naam voor meer partijen noemt er ten minste twee.",
        "Noem achter `is` nog een partij, of gebruik de naam van die ene.",
    )


def group_in_group(span: Span, name: str) -> Finding:
    """For a name of several parties among those that another stands for."""
    return RULE.finding(span, f"“{name}” staat zelf voor meer partijen.", "Noem hier de partijen zelf.")


def group_has_no_data(span: Span) -> Finding:
    """For an address and the like of several parties."""
    return RULE.finding(
        span,
        "Deze naam staat voor meer partijen; dit is een gegeven van één partij.",
        "Zet deze regel bij een van de partijen.",
    )


def lacks(span: Span, party: str, role: str, declared: Span) -> Finding:
    return RULE.finding(
        span,
        f"De partij “{party}” is hier {role}, maar dat staat niet bij de partij.",
        f"Voeg bij de partij toe: `en {role}`.",
        [Note(declared, "hier opgegeven")],
    )
