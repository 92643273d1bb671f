"""RC312: an amount of the outcome named where it isn't known, or one that there is not."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text import writing
from ..text.source import Span

RULE = Rule(
    code="RC312",
    name="bedrag-van-de-uitkomst",
    severity=Severity.ERROR,
    title="Een bedrag van de uitkomst waar dat niet kan",
    what=(
        "Wat wordt betaald of ontvangen, in totaal of door een partij, is de uitkomst van de berekening. Alleen een `stelling` "
        "kan daar iets over zeggen, en alleen over jaren waarin een tranche valt."
    ),
    why="Een regel van de berekening die zijn eigen uitkomst gebruikt, zegt niet wat er wordt betaald.",
    bad="""\
indicator baan
  behaald als werk
  vergoeding € 2.500
  alleen als gemeente betaalt < € 100.000
""",
    good="""\
indicator baan
  behaald als werk
  vergoeding € 2.500
stelling "De gemeente betaalt nooit een ton": gemeente betaalt < € 100.000
""",
)


def elsewhere(span: Span, written: str) -> Finding:
    """For an amount of the outcome outside an assertion."""
    return RULE.finding(
        span,
        f"“{written}” is een uitkomst van de berekening en kan hier niet worden gebruikt.",
        "Gebruik een meting of een resultaat, of zet wat altijd moet gelden in een `stelling`.",
    )


def no_year(span: Span, year: str, known: list[str]) -> Finding:
    """For a year in which nothing is paid."""
    return RULE.finding(
        span,
        f"In {year} valt geen tranche, dus er wordt niets betaald.",
        f"Kies {writing.listing(known, 'of')}.",
    )


def entitlement_in_year(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Het recht wordt steeds over de hele looptijd berekend; het is er niet per jaar.",
        "Schrijf `totaal in` met het jaar voor wat er dan wordt betaald, of `het recht in tranche` met de naam van een tranche.",
    )
