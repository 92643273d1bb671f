"""RC534: `beter is` on a measurement of which no value is better."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC534",
    name="beter-zonder-betekenis",
    severity=Severity.WARNING,
    title="`beter is` bij een meting waarvan geen waarde beter is",
    what="`beter is` staat bij een meting die alleen wordt gerapporteerd of die een datum is. Daar wordt het niet nagegaan.",
    why="Wie het leest, denkt dat de overeenkomst is nagerekend op prikkels die de verkeerde kant op werken. Bij deze meting is dat niet zo.",
    bad="""\
meting tevredenheid op T1: getal 1 t/m 10
  alleen gerapporteerd
  beter is hoger
""",
    good="""\
meting tevredenheid op T1: getal 1 t/m 10
  alleen gerapporteerd
""",
)


def finding(span: Span, name: str, is_date: bool) -> Finding:
    why = "is een datum" if is_date else "wordt alleen gerapporteerd"
    return RULE.finding(
        span,
        f"`beter is` heeft hier geen betekenis: de meting “{name}” {why}.",
        "Haal de regel weg.",
    )
