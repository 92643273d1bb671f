"""RC202: a name that is declared twice."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC202",
    name="dubbele-naam",
    severity=Severity.ERROR,
    title="Een naam die twee keer is opgegeven",
    what="Twee onderdelen van dezelfde soort hebben dezelfde naam.",
    why="Elke verwijzing naar die naam zou twee dingen kunnen betekenen.",
    bad="""\
partij gemeente "Gemeente A" is betaler
partij gemeente "Gemeente B" is betaler
""",
    good="""\
partij gemeente_a "Gemeente A" is betaler
partij gemeente_b "Gemeente B" is betaler
""",
)


def finding(span: Span, what: str, name: str, first: Span) -> Finding:
    return RULE.finding(
        span,
        f"{what} “{name}” bestaat al.",
        "Geef een van beide een andere naam.",
        [Note(first, "hier eerder opgegeven")],
    )
