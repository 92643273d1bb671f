"""RC902: a contract that is not UTF-8 text."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC902",
    name="tekenset",
    severity=Severity.ERROR,
    title="Het bestand is geen UTF-8-tekst",
    what=(
        "Een overeenkomst is een tekstbestand in UTF-8. Een Word-bestand of een bestand in een oudere "
        "tekenset kan niet worden gelezen."
    ),
    why="In een andere tekenset zouden é en € als andere tekens worden gelezen.",
    bad="rc check overeenkomst.docx",
    good="rc check overeenkomst.rc",
)


def finding(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Op deze regel staat iets dat geen UTF-8-tekst is.",
        "Sla het bestand op als platte tekst met tekenset UTF-8.",
    )
