"""RC707: the date of a participant's moment is missing while the calculation needs it."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC707",
    name="ontbrekende-datum",
    severity=Severity.ERROR,
    title="De datum van een moment ontbreekt",
    what=(
        "Bij een deelnemer staan metingen op een moment dat voor ieder een eigen datum heeft, maar de datum is niet "
        "ingevuld. Of het jaar van het moment bepaalt een bedrag."
    ),
    why=(
        "De datum bepaalt in welke tranche en in welk kalenderjaar de resultaten van de deelnemer meetellen, en welke waarde "
        "van een reeks geldt."
    ),
    bad="traject;datum T0;werk T0\na;;ja",
    good="traject;datum T0;werk T0\na;2022-06-01;ja",
)


def finding(where: Cell, heading: str, title: str) -> Finding:
    return RULE.finding(
        where,
        f"“{heading}” ({title}) is niet ingevuld; verwacht wordt een datum.",
        "Vul de datum in, bijvoorbeeld 2022-06-01 of 1-6-2022.",
    )
