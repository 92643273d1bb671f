"""RC102: a number, amount, percentage or date in a notation that can't be read."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC102",
    name="notatie",
    severity=Severity.ERROR,
    title="Een getal, bedrag, percentage of datum is niet goed geschreven",
    what="Getallen staan in Nederlandse notatie: een punt tussen duizendtallen, een komma voor decimalen. "
    "Datums staan voluit (1 januari 2027) en moeten bestaan.",
    why="1.5 kan anderhalf of vijftienhonderd zijn. Een contract mag daarover geen twijfel laten bestaan.",
    bad="  maximale vergoeding € 1.5",
    good="  maximale vergoeding € 1,50",
)


def finding(span: Span, message: str, remedy: str) -> Finding:
    return RULE.finding(span, message, remedy)
