"""RC718: a value for the contract under a name that isn't one of its measurements."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC718",
    name="onbekende-contractmeting",
    severity=Severity.ERROR,
    title="Een meting voor de overeenkomst die niet bestaat",
    what=(
        "Op het blad Overeenkomst, of in een CSV-bestand met de kolommen meting, moment en waarde, staat een meting of "
        "moment die de overeenkomst niet kent."
    ),
    why="Een waarde onder een verkeerde naam telt nergens mee, en de waarde die had moeten meetellen ontbreekt.",
    bad="meting;moment;waarde\nkosten;2027;1.234,56",
    good="meting;moment;waarde\nkosten;jaar1;1.234,56",
)


def finding(where: Cell, name: str, near: str | None, known: list[str]) -> Finding:
    if near is not None:
        remedy = f"Bedoelde u “{near}”?"
    elif known:
        shown = writing.listing(known, "of") if len(known) <= 8 else f"{', '.join(known[:8])}, …"
        remedy = f"Gebruik een van deze metingen: {shown}."
    else:
        remedy = "Deze overeenkomst heeft alleen metingen per deelnemer: verwijder de rij."
    return RULE.finding(where, f"De overeenkomst heeft zelf geen meting “{name}”.", remedy)
