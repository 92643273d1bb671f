"""RC513: a condition or a row of a table that the range of the measurements makes always or never true."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC513",
    name="altijd-of-nooit",
    severity=Severity.WARNING,
    title="Een vergelijking of regel die altijd of nooit geldt",
    what=(
        "Volgens het bereik van de metingen kan de uitkomst van deze vergelijking maar één kant op, of komt geen enkel "
        "resultaat in deze regel van de tabel."
    ),
    why=(
        "Een voorwaarde die altijd geldt, beschermt niemand; een die nooit geldt, belooft iets wat niet kan worden "
        "behaald. Vaak is er een nul te veel, of is het bereik van de meting te klein."
    ),
    bad="""\
meting cijfer op T1: getal 1 t/m 10
indicator voldoende
  behaald als cijfer > 60
""",
    good="""\
meting cijfer op T1: getal 1 t/m 10
indicator voldoende
  behaald als cijfer > 6
""",
)


def comparison(span: Span, holds: bool, subject: str, bounds: str) -> Finding:
    """`subject` is what is compared, `bounds` between which values it lies: «ten minste 0 en ten hoogste 366»."""
    what = "altijd" if holds else "nooit"
    return RULE.finding(
        span,
        f"Deze vergelijking geldt {what}: “{subject}” is {bounds}.",
        "Controleer de grens en het bereik van de meting; zijn die juist, haal de vergelijking dan weg.",
    )


def row(span: Span, bound: str) -> Finding:
    """For a row above or below everything that the result can be; `bound` is «ten hoogste 366»."""
    return RULE.finding(
        span,
        f"Deze regel geldt nooit: het resultaat is {bound}.",
        "Controleer de grenzen van de regel en het bereik van de meting; zijn die juist, haal de regel dan weg.",
    )
