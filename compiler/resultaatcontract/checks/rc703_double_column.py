"""RC703: the same column twice."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC703",
    name="dubbele-kolom",
    severity=Severity.ERROR,
    title="Een kolom die twee keer voorkomt",
    what="Twee kolommen van hetzelfde blad, of twee velden van hetzelfde object in JSON, zijn voor dezelfde meting.",
    why="Als de twee verschillen, is niet te zeggen welke waarde geldt.",
    bad="traject;werk T0;werk op T0",
    good="traject;werk T0;werk T1",
)


def finding(where: Cell, heading: str) -> Finding:
    return RULE.finding(
        where, f"“{heading}” komt meer dan één keer voor.", "Laat één ervan staan, of verbeter de kop van de andere."
    )
