"""RC530: a better result that can pay less."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC530",
    name="averechtse-prikkel",
    severity=Severity.WARNING,
    title="Een beter resultaat dat minder kan opleveren",
    what=(
        "Er zijn twee resultaten die alleen in deze meting één stap verschillen, en het betere levert in totaal minder op. De "
        "bevinding geeft beide. Zegt de meting niet wat beter is, dan is beter wat het totaal van het ene naar het andere uiterste "
        "doet stijgen."
    ),
    why=(
        "Wie minder krijgt voor een beter resultaat, heeft er belang bij om slechter te presteren. Vaak daalt in een tabel het bedrag "
        "per eenheid voor alle eenheden tegelijk, of telt een voorwaarde de verkeerde kant op."
    ),
    bad="""\
indicator banen "Banen"
  resultaat plaatsingen
  vergoeding naar trede
    tot 10: € 1.000 per plaatsing
    vanaf 10: € 800 per plaatsing
""",
    good="""\
indicator banen "Banen"
  resultaat plaatsingen
  vergoeding naar schijf
    tot 10: € 1.000 per plaatsing
    vanaf 10: € 800 per plaatsing
""",
)


def finding(span: Span, subject: str, detail: str, example: str) -> Finding:
    """`subject` says what should hold, `detail` by how much it fails, `example` shows the worse and the better result."""
    return RULE.finding(
        span,
        f"Dit geldt niet voor alle mogelijke metingen: “{subject.rstrip('.')}”. {detail}",
        "Pas de vergoeding of de voorwaarden aan. Is juist de andere kant beter, zeg dan `beter is hoger` of `beter is lager` onder de "
        "meting; is de meting zelf geen resultaat, zeg dan `beter is niet bepaald`. Eerst staat hieronder het slechtere resultaat, dan "
        "het betere.",
        detail=example,
    )
