"""RC504: a value of the result for which the table gives no amount."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text import writing
from ..text.source import Span

RULE = Rule(
    code="RC504",
    name="tabel-gat",
    severity=Severity.ERROR,
    title="De tabel heeft een gat",
    what="Elke waarde die het resultaat kan hebben, valt in één regel van de tabel.",
    why="Valt een uitkomst in een gat, dan is niet afgesproken wat er wordt betaald.",
    bad="""\
    van 0% tot 50%: € 0
    vanaf 60%: € 100
""",
    good="""\
    van 0% tot 50%: € 0
    vanaf 50%: € 100
""",
)


def finding(span: Span, gap: str, notes: list[Note]) -> Finding:
    """`gap` describes the values without an amount in the words of a band: «van 50% tot 60%», «boven 90%»."""
    return RULE.finding(
        span,
        f"De tabel heeft geen regel voor een resultaat {gap}.",
        "Voeg een regel voor die waarden toe, met nul als er niets wordt betaald.",
        notes,
    )


def missing_choices(span: Span, attribute: str, missing: list[str]) -> Finding:
    """For a list by attribute that leaves out values."""
    return RULE.finding(
        span,
        f"De lijst naar “{attribute}” heeft geen regel voor {writing.listing(missing)}.",
        "Voeg voor elke waarde van de eigenschap een regel toe.",
    )
