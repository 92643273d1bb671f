"""RC421: a measurement that is only reported, and all the same has a part in the calculation."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC421",
    name="alleen-gerapporteerd",
    severity=Severity.ERROR,
    title="Een meting die alleen wordt gerapporteerd, telt toch mee",
    what=(
        "`alleen gerapporteerd` zegt dat een meting geen gevolg heeft voor de betaling. Zij kan dan niet in een "
        "resultaat, voorwaarde, prijs of grens staan, en `bij ontbreken` heeft er geen betekenis."
    ),
    why=(
        "De bijlage belooft dat de meting geen gevolg heeft. Gebruikt de berekening haar toch, dan spreekt de "
        "overeenkomst zichzelf tegen."
    ),
    bad="""\
meting tevreden "Tevredenheid" op einde: ja/nee
  alleen gerapporteerd
indicator tevredenheid
  behaald als tevreden
""",
    good="""\
meting tevreden "Tevredenheid" op einde: ja/nee
  alleen gerapporteerd
indicator baan
  behaald als werk op einde
""",
)


def used(span: Span, name: str) -> Finding:
    """For a measurement that some rule uses."""
    return RULE.finding(
        span,
        f"De meting “{name}” wordt alleen gerapporteerd, maar de berekening gebruikt haar.",
        "Haal `alleen gerapporteerd` weg, of haal de meting uit de berekening.",
    )


def missing(span: Span, name: str) -> Finding:
    """For `bij ontbreken` below such a measurement."""
    return RULE.finding(
        span,
        f"De meting “{name}” wordt alleen gerapporteerd; dat zij ontbreekt, heeft geen gevolg.",
        "Haal deze regel weg: een meting die alleen wordt gerapporteerd, mag ontbreken.",
    )
