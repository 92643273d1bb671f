"""RC203: a clause that may occur once occurs twice."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC203",
    name="dubbele-bepaling",
    severity=Severity.ERROR,
    title="Een bepaling die maar één keer mag voorkomen",
    what="Dit onderdeel staat er al. Er kan er maar één van gelden.",
    why="Bij twee looptijden of twee vergoedingen is niet te zeggen welke telt.",
    bad="""\
  looptijd 1 januari 2027 t/m 31 december 2027
  looptijd 1 januari 2027 t/m 31 december 2028
""",
    good="  looptijd 1 januari 2027 t/m 31 december 2028",
)


def finding(span: Span, what: str, first: Span) -> Finding:
    """`what` with its article: «de looptijd»."""
    return RULE.finding(
        span,
        f"{what} staat er al.",
        "Laat er één staan en haal de andere weg.",
        [] if first == span else [Note(first, "hier al bepaald")],
    )
