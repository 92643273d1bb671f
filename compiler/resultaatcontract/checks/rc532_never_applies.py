"""RC532: a rule or a condition that can never apply, whatever is measured."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC532",
    name="geldt-nooit",
    severity=Severity.WARNING,
    title="Een regel of voorwaarde die nooit geldt",
    what=(
        "Bewezen is dat geen enkele meting tot deze regel van de tabel leidt, aan deze voorwaarde voldoet, of deze indicator iets laat "
        "opleveren. Anders dan bij [RC513](RC513.md) volgt dat niet uit één bereik, maar uit de bepalingen samen."
    ),
    why="Wat nooit geldt, belooft iets wat niet kan worden behaald, of beschermt niemand. Vaak klopt een drempel of een aantal niet.",
    bad="""\
deelnemer traject "Traject", meervoud "Trajecten"
  ten hoogste 100 deelnemers
indicator banen
  behaald als werk
  alleen als aantal deelnemers ≥ 120
""",
    good="""\
deelnemer traject "Traject", meervoud "Trajecten"
  ten hoogste 100 deelnemers
indicator banen
  behaald als werk
  alleen als aantal deelnemers ≥ 80
""",
)


def finding(span: Span, detail: str) -> Finding:
    """`detail` says what never happens."""
    return RULE.finding(
        span,
        detail,
        "Controleer de drempel en wat eraan voorafgaat; zijn die juist, haal de regel of de voorwaarde dan weg.",
    )
