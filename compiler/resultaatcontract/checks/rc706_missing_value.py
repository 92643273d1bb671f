"""RC706: an empty cell for a value that has to be there."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC706",
    name="ontbrekende-waarde",
    severity=Severity.ERROR,
    title="Een waarde ontbreekt",
    what=(
        "De berekening heeft een meting of eigenschap nodig die niet is ingevuld, en de overeenkomst bepaalt niet dat "
        "de meting mag ontbreken. Bij een tussentijdse betaling mogen metingen van latere momenten ontbreken."
    ),
    why=(
        "Een ontbrekende meting is niet nul en niet nee. Wie wil dat zij mag ontbreken, kiest in de overeenkomst wat er "
        "dan geldt: `bij ontbreken niet behaald` of `bij ontbreken buiten beschouwing`."
    ),
    bad="traject;werk T0\na;",
    good="traject;werk T0\na;nee",
)


def finding(where: Cell, heading: str, expected: str) -> Finding:
    return RULE.finding(
        where,
        f"“{heading}” is niet ingevuld; verwacht wordt {expected}.",
        "Vul de waarde in. Volgens de overeenkomst mag zij niet ontbreken.",
    )


def agreement(where: Cell | None, heading: str, expected: str) -> Finding:
    """A value for the whole contract."""
    return RULE.finding(
        where,
        f"Voor de overeenkomst ontbreekt “{heading}”; verwacht wordt {expected}.",
        "Geef de waarde op het blad Overeenkomst, of in een CSV-bestand met de kolommen meting, moment en waarde.",
    )
