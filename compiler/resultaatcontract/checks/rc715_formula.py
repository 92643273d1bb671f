"""RC715: a formula where a value should be."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC715",
    name="formule",
    severity=Severity.ERROR,
    title="Een formule in plaats van een waarde",
    what="In de cel staat een formule, die het rekenblad pas bij het openen uitrekent.",
    why=(
        "De uitkomst van een formule kan veranderen nadat de resultaten zijn vastgesteld. Een betaling rust op waarden "
        "die vaststaan en die iedereen opnieuw kan nalezen."
    ),
    bad="=B2-C2",
    good="1,5",
)


def finding(where: Cell, found: str) -> Finding:
    return RULE.finding(
        where,
        f"Hier staat {found}; verwacht wordt een waarde.",
        "Zet de waarde in de cel: kopieer de cellen en kies Plakken speciaal, Waarden.",
    )
