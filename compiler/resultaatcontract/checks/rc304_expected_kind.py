"""RC304: another kind of value than this place needs."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC304",
    name="verwachte-soort",
    severity=Severity.ERROR,
    title="Hier past een andere soort waarde",
    what=("Op deze plaats hoort een voorwaarde, een bedrag, een percentage of een getal, en er staat iets anders."),
    why=(
        "Een vergoeding moet een bedrag zijn en een voorwaarde moet ja of nee opleveren; anders valt er niets "
        "te betalen of te beslissen."
    ),
    bad="  behaald als stijging van gezondheid van T0 naar T1",
    good="  behaald als stijging van gezondheid van T0 naar T1 > 0",
)


def finding(span: Span, expected: str, found: str, remedy: str = "") -> Finding:
    return RULE.finding(span, f"Hier hoort {expected}, maar dit is {found}.", remedy or f"Schrijf hier {expected}.")
