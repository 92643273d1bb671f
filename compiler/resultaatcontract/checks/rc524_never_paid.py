"""RC524: a part of the entitlement that no tranche pays, because it moves on and there is no later year."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC524",
    name="nooit-betaald",
    severity=Severity.WARNING,
    title="Een deel van het recht dat nooit wordt betaald",
    what=(
        "Wat boven een grens per kalenderjaar doorschuift, wordt in een later jaar betaald. In het jaar van de eindafrekening is er geen "
        "later jaar meer: wat dan boven de grens uitkomt, wordt nooit betaald. De bevinding geeft een tegenvoorbeeld."
    ),
    why="De ontvanger heeft recht op een bedrag dat hij niet krijgt, terwijl de tekst zegt dat het doorschuift.",
    bad="""\
per kalenderjaar
  ten hoogste € 1.000, daarboven schuift door
tranche eind op 31 december 2028: eindafrekening
""",
    good="""\
totaal
  ten hoogste € 1.000
tranche eind op 31 december 2028: eindafrekening
""",
)


def finding(span: Span, detail: str, example: str) -> Finding:
    """`detail` says how much less than the entitlement is paid in the counter-example."""
    return RULE.finding(
        span,
        f"De tranches zijn samen niet altijd het recht bij de eindafrekening. {detail}",
        "Begrens het totaal, laat na het laatste drukke jaar nog een tranche volgen, of verhoog de grens per kalenderjaar. Het tegenvoorbeeld "
        "hieronder kan, zonder de twee spaties ervoor, in de overeenkomst worden geplakt.",
        detail=example,
    )
