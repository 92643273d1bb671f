"""RC505: a value of the result for which the table gives two amounts."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC505",
    name="tabel-overlap",
    severity=Severity.ERROR,
    title="Twee regels van de tabel gelden voor dezelfde waarde",
    what=(
        "Elke waarde van het resultaat valt in precies één regel. Let op of een grens meetelt: `tot 50%` "
        "zonder, `t/m 50%` met 50% zelf."
    ),
    why="Valt een uitkomst in twee regels, dan zijn er twee bedragen.",
    bad="""\
    van 0% t/m 50%: € 0
    vanaf 50%: € 100
""",
    good="""\
    van 0% tot 50%: € 0
    vanaf 50%: € 100
""",
)


def finding(span: Span, value: str, first: Span) -> Finding:
    return RULE.finding(
        span,
        f"Bij een resultaat van {value} gelden twee regels van de tabel.",
        "Laat de ene regel ophouden waar de andere begint; `tot` laat de grens zelf buiten de regel, `t/m` niet.",
        [Note(first, "deze regel geldt er ook")],
    )
