"""RC101: the text doesn't follow the grammar."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC101",
    name="zinsbouw",
    severity=Severity.ERROR,
    title="De regel past niet in de taal",
    what="Op deze plaats staat een woord of teken dat hier niet kan staan. De bevinding noemt wat er wel kan staan.",
    why="Wat niet gelezen kan worden, kan niet worden berekend en niet in de bijlage komen.",
    bad='partij gemeente "Gemeente Voorbeeld" zijn betaler',
    good='partij gemeente "Gemeente Voorbeeld" is betaler',
)


def finding(span: Span, message: str, remedy: str) -> Finding:
    """`message` and `remedy` come from `syntax/explain.py`, which knows what the grammar would accept."""
    return RULE.finding(span, message, remedy)
