"""RC418: a limit on a payer without a word on what exceeds it."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC418",
    name="overschot",
    severity=Severity.ERROR,
    title="Er staat niet waar het meerdere heen gaat",
    what=(
        "Een grens aan wat een betaler draagt, zegt ook wie het meerdere betaalt (`daarboven gemeente`) of "
        "dat het vervalt (`daarboven vervalt`)."
    ),
    why="Anders is niet bepaald of de uitvoerder minder krijgt of een andere betaler meer draagt.",
    bad="  fonds draagt 20%, ten hoogste € 200.000",
    good="  fonds draagt 20%, ten hoogste € 200.000, daarboven gemeente",
)


def finding(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Deze grens zegt niet wat er met het meerdere gebeurt.",
        "Voeg toe: `, daarboven` met de naam van een andere betaler, of `, daarboven vervalt`.",
    )


def no_limit(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Er staat waar het meerdere heen gaat, maar er is geen grens.",
        "Voeg `, ten hoogste …` of `, binnen het resultatenfonds` toe vóór `daarboven`.",
    )


def cannot_move(span: Span) -> Finding:
    """For `daarboven schuift door` behind a limit of the payer's own: it has no later moment at which there is room."""
    return RULE.finding(
        span,
        "Wat boven een eigen grens uitkomt, kan niet doorschuiven: die grens geldt over de hele looptijd.",
        "Schrijf `daarboven vervalt` of `daarboven` met de naam van een andere betaler; `schuift door` hoort bij "
        "`binnen het resultatenfonds`.",
    )


def to_itself(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Het meerdere komt in een kring weer terug bij dezelfde betaler.",
        "Laat het meerdere naar een betaler gaan die zelf geen grens heeft, of laat het vervallen.",
    )
