"""RC710: a row without a usable pseudonym."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC710",
    name="pseudoniem",
    severity=Severity.ERROR,
    title="Een rij zonder bruikbaar pseudoniem",
    what=(
        "Elke rij met resultaten begint met het pseudoniem van de deelnemer: een korte tekst of een geheel getal. Een "
        "rij die helemaal leeg is, wordt overgeslagen."
    ),
    why="Zonder pseudoniem is niet na te gaan bij wie een bedrag hoort en of iemand twee keer meetelt.",
    bad="traject;werk T0\n;ja",
    good="traject;werk T0\nP-0001;ja",
)


def missing(where: Cell) -> Finding:
    return RULE.finding(
        where, "In deze rij staan resultaten, maar geen pseudoniem.", "Vul het pseudoniem in, of maak de rij leeg."
    )


def unfit(where: Cell, found: str, remedy: str) -> Finding:
    return RULE.finding(
        where,
        f"Hier staat {found}; verwacht wordt een pseudoniem.",
        remedy or "Schrijf een korte tekst of een geheel getal, bijvoorbeeld P-0001.",
    )
