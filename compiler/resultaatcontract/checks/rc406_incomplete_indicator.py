"""RC406: an indicator without a result, or one that is never paid or used."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC406",
    name="indicator-onvolledig",
    severity=Severity.ERROR,
    title="Een indicator zonder resultaat of zonder gevolg",
    what=(
        "Een indicator zegt wanneer hij is behaald (`behaald als`) of welke hoeveelheid telt (`resultaat`), "
        "en wat daarvan het gevolg is: een vergoeding, een weging of gebruik in een andere bepaling."
    ),
    why="Wat in de bijlage staat zonder gevolg voor de betaling, wekt een verwachting die niemand nakomt.",
    bad="""\
indicator baan "Baan"
  vergoeding € 100 per deelnemer
""",
    good="""\
indicator baan "Baan"
  behaald als werk op T1
  vergoeding € 100 per deelnemer
""",
)


def no_result(span: Span, indicator: str) -> Finding:
    return RULE.finding(
        span,
        f"Bij de indicator “{indicator}” staat niet wanneer hij is behaald.",
        "Voeg `behaald als …` of `resultaat …` toe.",
    )


def empty_group(span: Span, group: str) -> Finding:
    return RULE.finding(
        span,
        f"De groep “{group}” heeft geen indicatoren.",
        "Zet de indicatoren ingesprongen onder de groep, of haal de groep weg.",
    )


def never_paid(span: Span, indicator: str) -> Finding:
    return RULE.finding(
        span,
        f"De indicator “{indicator}” wordt nergens betaald of gebruikt.",
        "Voeg een `vergoeding` of weging toe, gebruik de indicator in een voorwaarde, of haal hem weg.",
    )
