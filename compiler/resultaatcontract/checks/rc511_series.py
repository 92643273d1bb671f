"""RC511: a series without a value for a year that is needed."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC511",
    name="reeks",
    severity=Severity.ERROR,
    title="De reeks heeft niet voor elk jaar een waarde",
    what=(
        "Een reeks heeft een waarde voor elk kalenderjaar waarvan de waarde kan worden gevraagd. Bij indexering zijn dat het "
        "basisjaar en elk jaar van de looptijd en de uitloop. Bij een moment van de deelnemer of een gemeten datum is het elk "
        "jaar van de looptijd en de uitloop; bij een moment met een vaste dag of een periode alleen dat jaar of die jaren."
    ),
    why="Zonder waarde kan het bedrag van dat jaar niet worden bepaald.",
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


def missing_year(span: Span, series: str, years: str) -> Finding:
    return RULE.finding(
        span,
        f"De reeks “{series}” heeft geen waarde voor {years}.",
        f"Zet in de reeks een regel met een waarde voor {years}.",
    )


def wrong_row(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Op elke regel van een reeks staat een jaar met een getal, bedrag of percentage van nul of meer, maar op deze niet.",
        "Schrijf bijvoorbeeld `2027: 103,4` of `2027: € 900`.",
    )


def no_index(span: Span, series: str, declared: Span) -> Finding:
    """For indexation with a series of amounts or percentages, or with a zero in it."""
    return RULE.finding(
        span,
        f"Geïndexeerd wordt met getallen groter dan nul, maar de reeks “{series}” heeft andere waarden.",
        "Gebruik een reeks van indexcijfers, zoals `2027: 100`. Een bedrag per jaar heeft geen indexering nodig: noem het met "
        f"zijn moment, bijvoorbeeld `vergoeding {series} op T0`.",
        [Note(declared, "hier opgegeven")],
    )
