"""RC306: declarations that refer to each other in a circle."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC306",
    name="kringverwijzing",
    severity=Severity.ERROR,
    title="Onderdelen die in een kring naar elkaar verwijzen",
    what="Dit onderdeel hangt van zichzelf af, rechtstreeks of via andere.",
    why="Wat van zichzelf afhangt, kan niet worden uitgerekend.",
    bad="""\
moment M1 "M1" is 1 maand na M2
moment M2 "M2" is 1 maand na M1
""",
    good="""\
moment M1 "M1"
moment M2 "M2" is 1 maand na M1
""",
)


def finding(span: Span, what: str, names: list[str]) -> Finding:
    path = " → ".join(names)
    return RULE.finding(
        span, f"{what} verwijst via een kring naar zichzelf: {path}.", "Haal één van deze verwijzingen weg."
    )
