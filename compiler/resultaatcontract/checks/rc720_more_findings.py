"""RC720: there are more findings than are shown."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC720",
    name="meer-bevindingen",
    severity=Severity.ERROR,
    title="Niet alle bevindingen worden getoond",
    what="Een bestand met resultaten heeft zo veel fouten dat alleen de eerste worden getoond.",
    why="Wie duizend dezelfde meldingen krijgt, heeft meestal één oorzaak te herstellen, zoals een verschoven kolom.",
    bad="duizend rijen met een punt in plaats van een komma",
    good="één keer zoeken en vervangen, en daarna opnieuw controleren",
)


def finding(shown: int, more: int) -> Finding:
    others = "is er nog één" if more == 1 else f"zijn er nog {writing.number(more)}"
    return RULE.finding(
        None,
        f"Hier staan de eerste {writing.number(shown)} bevindingen over de resultaten; daarna {others}.",
        "Herstel eerst wat vaak voorkomt en controleer dan opnieuw.",
    )
