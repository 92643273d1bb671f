"""RC414: a measurement without a source and without evidence."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC414",
    name="bewijs",
    severity=Severity.WARNING,
    title="Een meting zonder bron of bewijs",
    what=(
        "Bij een meting staat waaruit zij blijkt: een `bron` (registratie, onderzoek) of een `bewijs` (stuk "
        "in het dossier)."
    ),
    why=("Zonder bewijs kan de beoordelaar het resultaat niet vaststellen en de controller het niet controleren."),
    bad="meting werk op T1: ja/nee",
    good="""\
meting werk op T1: ja/nee
  bewijs "Kopie van de arbeidsovereenkomst"
""",
)


def finding(span: Span, measurement: str) -> Finding:
    return RULE.finding(
        span,
        f"Bij de meting “{measurement}” staat geen bron en geen bewijs.",
        'Schrijf onder de meting waaruit zij blijkt: `bron "…"` of `bewijs "…"`.',
    )
