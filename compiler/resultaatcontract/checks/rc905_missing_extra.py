"""RC905: a part of the program that is not installed."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity

RULE = Rule(
    code="RC905",
    name="extra",
    severity=Severity.ERROR,
    title="Een onderdeel van het programma is niet geïnstalleerd",
    what="Voor deze opdracht is een aanvullend pakket nodig.",
    why="Zonder dat pakket kan de opdracht niet worden uitgevoerd.",
    bad="rc sheet overeenkomst.rc -o metingen.xlsx",
    good="pip install resultaatcontract",
)


def finding(package: str) -> Finding:
    return RULE.finding(
        None, f"Het pakket {package} is niet geïnstalleerd.", f"Installeer het met: pip install {package}"
    )
