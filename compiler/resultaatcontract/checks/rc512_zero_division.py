"""RC512: a division by a fixed zero."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC512",
    name="delen-door-nul",
    severity=Severity.ERROR,
    title="Er wordt door nul gedeeld",
    what="De deler is een vaste nul.",
    why="Delen door nul heeft geen uitkomst.",
    bad="gegeven prijs is € 100 / 0",
    good="gegeven prijs is € 100 / 4",
)


def finding(span: Span) -> Finding:
    return RULE.finding(span, "Hier wordt door nul gedeeld.", "Schrijf een deler die niet nul is.")
