"""RC716: a value of an attribute that the contract doesn't list."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC716",
    name="onbekende-keuze",
    severity=Severity.ERROR,
    title="Een keuze die de eigenschap niet heeft",
    what="De overeenkomst noemt voor deze eigenschap van de deelnemer een vaste lijst van waarden. Deze staat er niet bij.",
    why="Van de eigenschap hangt af wat of wie er betaalt. Een onbekende waarde hoort bij geen enkele regel.",
    bad="traject;gemeente\na;Leeuwaarden",
    good="traject;gemeente\na;leeuwarden",
)


def finding(where: Cell, found: str, known: list[str], near: str | None) -> Finding:
    shown = writing.listing(known, "of") if len(known) <= 12 else f"{', '.join(known[:12])}, …"
    remedy = f"Bedoelde u “{near}”?" if near else "Kies een waarde uit de lijst."
    return RULE.finding(where, f"Hier staat {found}; verwacht wordt {shown}.", remedy)
