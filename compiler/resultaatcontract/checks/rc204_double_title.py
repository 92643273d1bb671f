"""RC204: two things that the annex would call the same."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC204",
    name="dubbele-titel",
    severity=Severity.WARNING,
    title="Twee onderdelen heten in de bijlage hetzelfde",
    what="Twee onderdelen hebben een eigen naam, maar dezelfde titel. De bijlage en de afrekening noemen ze bij hun titel.",
    why="Wie de bijlage leest, kan de twee niet uit elkaar houden: welke “Betaald werk” is bedoeld?",
    bad="""\
meting werk_start "Betaald werk" op T0: ja/nee
meting werk_einde "Betaald werk" op T1: ja/nee
""",
    good="""\
meting werk_start "Betaald werk bij de start" op T0: ja/nee
meting werk_einde "Betaald werk aan het einde" op T1: ja/nee
""",
)


def finding(span: Span, what: str, title: str, first: Span) -> Finding:
    return RULE.finding(
        span,
        f"{what} “{title}” heet in de bijlage hetzelfde als een andere.",
        "Geef een van beide een andere titel.",
        [Note(first, "deze heet ook zo")],
    )
