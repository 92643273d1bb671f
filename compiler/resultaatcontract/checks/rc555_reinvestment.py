"""RC555: what becomes of what a fund receives isn't said."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC555",
    name="herinvestering",
    severity=Severity.ERROR,
    title="Er staat niet wat er gebeurt met wat het fonds ontvangt",
    what=(
        "Ontvangt het fonds geld uit een van zijn overeenkomsten, dan zegt het welk deel opnieuw wordt ingezet. De rest gaat terug "
        "naar wie bijdroegen."
    ),
    why="Anders is niet bepaald of opbrengsten in het fonds blijven.",
    bad="""\
resultatenfonds fonds "Fonds"
  budget € 100.000
""",
    good="""\
resultatenfonds fonds "Fonds"
  budget € 100.000
  herinvestering 100%
""",
)


def unsaid(span: Span, title: str) -> Finding:
    return RULE.finding(
        span,
        f"Het fonds ontvangt geld uit de overeenkomst “{title}”, en er staat niet wat daarmee gebeurt.",
        "Voeg toe: `herinvestering 100%`, of een ander deel; `herinvestering 0%` geeft alles terug aan wie bijdroegen.",
    )


def idle(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Het fonds ontvangt uit geen enkele overeenkomst geld, dus er valt niets opnieuw in te zetten.",
        "Haal `herinvestering` weg, of laat het fonds in een overeenkomst ontvangen.",
    )


def impossible(span: Span, share: str) -> Finding:
    return RULE.finding(span, f"Een herinvestering van {share} kan niet.", "Schrijf een deel van 0% tot en met 100%.")
