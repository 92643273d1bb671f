"""RC719: two values for the same measurement of the contract."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC719",
    name="dubbele-contractmeting",
    severity=Severity.ERROR,
    title="Twee waarden voor dezelfde meting van de overeenkomst",
    what="Dezelfde meting op hetzelfde moment staat twee keer in de resultaten van de overeenkomst.",
    why="Als de twee verschillen, is niet te zeggen welke geldt.",
    bad="meting;moment;waarde\nkosten;jaar1;100\nkosten;jaar1;200",
    good="meting;moment;waarde\nkosten;jaar1;100\nkosten;jaar2;200",
)


def finding(where: Cell, name: str) -> Finding:
    return RULE.finding(where, f"“{name}” heeft al een waarde.", "Laat één van de twee staan.")
