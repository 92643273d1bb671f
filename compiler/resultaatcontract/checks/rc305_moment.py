"""RC305: a measurement at a moment at which it is not made."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC305",
    name="moment-van-meting",
    severity=Severity.ERROR,
    title="Een meting op een moment waarop niet wordt gemeten",
    what="De meting kent dit moment niet, of er is geen moment genoemd terwijl op meer momenten wordt gemeten.",
    why="Zonder juist moment is niet duidelijk welke waarde telt: die van de start of die van het einde.",
    bad="""\
meting werk op T0, T1: ja/nee
indicator baan "Baan"
  behaald als werk
""",
    good="""\
meting werk op T0, T1: ja/nee
indicator baan "Baan"
  behaald als werk op T1
""",
)


def wrong_moment(span: Span, measurement: str, moment: str, known: list[str], declared: Span) -> Finding:
    if not known:
        return RULE.finding(
            span,
            f"De meting “{measurement}” heeft geen momenten, dus ook niet {moment}.",
            f"Haal `op {moment}` weg, of zet `op {moment}` bij de meting.",
            [Note(declared, "hier opgegeven")],
        )
    return RULE.finding(
        span,
        f"De meting “{measurement}” wordt niet op {moment} gedaan, wel op {', '.join(known)}.",
        "Kies een van die momenten, of voeg het moment toe aan de meting.",
        [Note(declared, "hier opgegeven")],
    )


def no_measurement(span: Span, name: str, moment: str, declared: Span) -> Finding:
    """For a moment behind a constant, a loan or an indicator."""
    return RULE.finding(
        span,
        f"“{name}” is geen meting en heeft dus geen momenten.",
        f"Haal `op {moment}` weg.",
        [Note(declared, "hier opgegeven")],
    )


def no_moment(span: Span, measurement: str, known: list[str], declared: Span) -> Finding:
    return RULE.finding(
        span,
        f"De meting “{measurement}” wordt op meer momenten gedaan ({', '.join(known)}); hier staat niet op welk.",
        f"Schrijf bijvoorbeeld `{measurement} op {known[-1]}`.",
        [Note(declared, "hier opgegeven")],
    )
