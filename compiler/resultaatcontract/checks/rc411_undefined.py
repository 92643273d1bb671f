"""RC411: a measurement without a definition."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC411",
    name="omschrijving",
    severity=Severity.WARNING,
    title="Een meting zonder definitie",
    what="Bij een meting hoort een `definitie`: wat precies telt. Met `--strict` is dit een fout.",
    why=(
        "“Deelname aan opleiding”: is starten genoeg, of moet de opleiding zijn afgerond, en binnen hoeveel "
        "jaar? Zonder definitie wordt dat pas bij de afrekening een vraag."
    ),
    bad="meting opleiding op T1: ja/nee",
    good="""\
meting opleiding op T1: ja/nee
  definitie "De deelnemer heeft het diploma behaald vóór T1."
""",
)


def finding(span: Span, measurement: str) -> Finding:
    return RULE.finding(
        span,
        f"Bij de meting “{measurement}” staat geen definitie.",
        'Schrijf onder de meting wat precies telt: `definitie "…"`.',
    )
