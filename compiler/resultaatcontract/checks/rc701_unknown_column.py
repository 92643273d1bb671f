"""RC701: a column of a results file that the contract doesn't know."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC701",
    name="onbekende-kolom",
    severity=Severity.ERROR,
    title="Een kolom die de overeenkomst niet kent",
    what=(
        "Boven een kolom met resultaten staat de naam van een meting met haar moment (`werk T0`), van een eigenschap, "
        "of `datum` met een moment (`datum T0`). Deze kop is geen van alle, of er staan waarden zonder kop."
    ),
    why="Een kolom die het programma niet kent, telt nergens mee. Met een tikfout in de kop zou een meting wegvallen.",
    bad="traject;wrk T0",
    good="traject;werk T0",
)


def finding(where: Cell, heading: str, near: str | None, known: list[str]) -> Finding:
    if near is not None:
        remedy = f"Bedoelde u “{near}”?"
    else:
        shown = writing.listing(known[:8], "of") if len(known) <= 8 else f"{', '.join(known[:8])}, …"
        remedy = f"Verwijder de kolom, of gebruik een van deze koppen: {shown}."
    return RULE.finding(where, f"De overeenkomst kent geen kolom “{heading}”.", remedy)


def no_heading(where: Cell, found: str) -> Finding:
    return RULE.finding(
        where,
        f"Hier staat {found}, maar boven deze kolom staat geen kop.",
        "Zet er een kop boven, of maak de cel leeg.",
    )
