"""RC702: a column that the calculation needs is not in the results file."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC702",
    name="ontbrekende-kolom",
    severity=Severity.ERROR,
    title="Een kolom ontbreekt",
    what="De berekening gebruikt een meting, eigenschap of datum waarvoor het bestand met resultaten geen kolom heeft.",
    why=(
        "Een kolom die ontbreekt, is iets anders dan een kolom met lege cellen: bij lege cellen is bewust niets "
        "ingevuld, en dan geldt wat de overeenkomst over ontbrekende metingen bepaalt."
    ),
    bad="traject;datum T0\na;2022-06-01",
    good="traject;datum T0;werk T0\na;2022-06-01;ja",
)


def finding(where: Cell, heading: str, title: str) -> Finding:
    return RULE.finding(
        where,
        f"De kolom “{heading}” ({title}) ontbreekt.",
        f"Voeg een kolom met de kop “{heading}” toe; `rc sheet` maakt een werkblad met alle kolommen.",
    )


def pseudonym(where: Cell, heading: str) -> Finding:
    return RULE.finding(
        where,
        f"Er is geen kolom “{heading}” met het pseudoniem van elke deelnemer.",
        f"Zet boven de kolom met pseudoniemen de kop “{heading}”; `rc sheet` maakt een werkblad met alle kolommen.",
    )


def no_participants(where: Cell | None, heading: str) -> Finding:
    return RULE.finding(
        where,
        "Er zijn geen resultaten van deelnemers gegeven.",
        f"Geef ook een bestand (of blad) met een kolom “{heading}” en een rij per deelnemer.",
    )
