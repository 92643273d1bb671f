"""RC533: a limit that can never bind."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC533",
    name="begrenst-nooit",
    severity=Severity.WARNING,
    title="Een grens die nooit iets begrenst",
    what=(
        "Bewezen is dat het bedrag nooit bij deze grens komt. Is de grens precies gelijk aan het hoogste wat mogelijk is, dan volgt geen "
        "bevinding: dan zegt zij wat er op het spel staat."
    ),
    why=(
        "Partijen rekenen met een grens die niet werkt. Vaak is een aantal of een prijs later veranderd en de grens niet, of is een nul te "
        "veel geschreven."
    ),
    bad="""\
deelnemer traject "Traject", meervoud "Trajecten"
  ten hoogste 100 deelnemers
indicator banen
  behaald als werk
  vergoeding € 1.000 per deelnemer
  ten hoogste € 1.000.000
""",
    good="""\
deelnemer traject "Traject", meervoud "Trajecten"
  ten hoogste 100 deelnemers
indicator banen
  behaald als werk
  vergoeding € 1.000 per deelnemer
  ten hoogste € 80.000
""",
)


def finding(span: Span, detail: str) -> Finding:
    """`detail` says that it never binds, and how far off it is."""
    return RULE.finding(
        span,
        detail,
        "Zet de grens op het bedrag dat u bedoelt, of haal haar weg. Wilt u alleen zeggen wat er ten hoogste wordt betaald, neem dan dat "
        "bedrag.",
    )
