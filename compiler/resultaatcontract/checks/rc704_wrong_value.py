"""RC704: a cell holds something else than the measurement asks for."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC704",
    name="verkeerde-waarde",
    severity=Severity.ERROR,
    title="Een waarde van een andere soort",
    what=(
        "In de cel staat iets anders dan de meting vraagt: tekst in plaats van een getal, een getal in plaats van ja of "
        "nee, een datum die niet bestaat, of een getal dat op twee manieren te lezen is."
    ),
    why=(
        "1.5 kan anderhalf of vijftienhonderd zijn, en 0,125 in een kolom met percentages kan 12,5% of 0,125% zijn. "
        "Bij een betaling mag daarover geen twijfel bestaan."
    ),
    bad="traject;welbevinden T0\na;6.5",
    good="traject;welbevinden T0\na;6,5",
)


def finding(where: Cell, found: str, expected: str, remedy: str) -> Finding:
    return RULE.finding(
        where,
        f"Hier staat {found}; verwacht wordt {expected}.",
        remedy or "Verbeter de waarde. Is zij er niet, laat de cel dan leeg.",
    )
