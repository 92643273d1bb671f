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


def lacks(span: Span, party: str, role: str, declared: Span) -> Finding:
    return RULE.finding(
        span,
        f"De partij “{party}” is hier {role}, maar dat staat niet bij de partij.",
        f"Voeg bij de partij toe: `en {role}`.",
        [Note(declared, "hier opgegeven")],
    )
