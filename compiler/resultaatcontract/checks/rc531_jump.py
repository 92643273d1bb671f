"""RC531: one step in one measurement changes the total by more than the author allows."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC531",
    name="sprong-te-groot",
    severity=Severity.ERROR,
    title="Een sprong die groter is dan is toegestaan",
    what=(
        "De overeenkomst zegt met `sprong ten hoogste` hoeveel het totaal mag veranderen als één meting één stap verandert. Er zijn "
        "twee resultaten waartussen het meer is. De bevinding noemt het punt waar het gebeurt."
    ),
    why=(
        "Een groot bedrag dat van één stap afhangt, lokt twist uit over de meting, en verleidt om net over de drempel te komen."
    ),
    bad="""\
  sprong ten hoogste € 10.000

indicator uitstroom
  resultaat plaatsingen
  vergoeding naar trede
    tot 50: € 0
    vanaf 50: € 80.000
""",
    good="""\
  sprong ten hoogste € 10.000

indicator uitstroom
  resultaat plaatsingen
  vergoeding lineair
    bij 40: € 0
    bij 50: € 80.000
""",
)


def finding(span: Span, subject: str, detail: str, example: str) -> Finding:
    """`subject` says what is allowed, `detail` where it is exceeded, `example` shows both results."""
    return RULE.finding(
        span,
        f"Dit geldt niet voor alle mogelijke metingen: “{subject.rstrip('.')}”. {detail}",
        "Laat het bedrag geleidelijk oplopen (`vergoeding lineair` of `naar schijf`), of sta een grotere sprong toe.",
        detail=example,
    )
