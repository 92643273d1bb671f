"""RC511: a series without a value for a year that is needed."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC511",
    name="reeks",
    severity=Severity.ERROR,
    title="De reeks heeft niet voor elk jaar een waarde",
    what=(
        "Voor het basisjaar en elk kalenderjaar van de looptijd en de uitloop staat in de reeks een waarde "
        "groter dan nul."
    ),
    why="Zonder waarde kan het bedrag van dat jaar niet worden geïndexeerd.",
    bad="""\
reeks cpi "CPI"
  2027: 100
""",
    good="""\
reeks cpi "CPI"
  2027: 100
  2028: 102,1
""",
)


_REMEDY = "Geef een waarde voor het basisjaar en voor elk jaar van de looptijd en de uitloop."


def missing_year(span: Span, series: str, years: str) -> Finding:
    return RULE.finding(span, f"De reeks “{series}” heeft geen waarde voor {years}.", _REMEDY)


def wrong_row(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Op elke regel van een reeks staat een jaar met een getal groter dan nul, maar op deze niet.",
        "Schrijf bijvoorbeeld `2027: 103,4`.",
    )
