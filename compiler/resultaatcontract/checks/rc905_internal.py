"""RC905: a fault of the program itself."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity

RULE = Rule(
    code="RC905",
    name="interne-fout",
    severity=Severity.ERROR,
    title="Er is iets misgegaan in het programma zelf",
    what=(
        "Dit is geen fout in uw overeenkomst of metingen, maar in het programma. Er is niets betaald en niets "
        "geschreven."
    ),
    why="Een programma dat zelf faalt, moet dat zeggen en niet doen alsof.",
    bad="rc pay overeenkomst.rc metingen.csv",
    good="RC_TRACEBACK=1 rc pay overeenkomst.rc metingen.csv",
)


def finding(kind: str) -> Finding:
    """`kind` is the name of the exception, for the report."""
    return RULE.finding(
        None,
        f"Het programma is gestopt door een eigen fout ({kind}).",
        "Meld dit met de overeenkomst en de opdracht erbij. Met RC_TRACEBACK=1 toont het programma de technische gegevens.",
    )
