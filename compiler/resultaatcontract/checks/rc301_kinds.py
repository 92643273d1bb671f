"""RC301: values of different kinds that can not be combined."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC301",
    name="soorten",
    severity=Severity.ERROR,
    title="Waarden van verschillende soort kunnen niet samen",
    what=(
        "Een bedrag en een percentage kunnen niet worden opgeteld, een aantal kan niet met een datum worden "
        "vergeleken. De bevinding noemt van beide waarden de soort."
    ),
    why=("Zo’n berekening heeft geen betekenis; vaak is er iets anders bedoeld, zoals een percentage ván een bedrag."),
    bad="  ten hoogste € 1.000 + 10%",
    good="  ten hoogste € 1.000 + 10% van norm",
)


def finding(span: Span, action: str, left: tuple[Span, str], right: tuple[Span, str]) -> Finding:
    """`action` is what was tried («optellen»); each side with its kind («een bedrag»)."""
    return RULE.finding(
        span,
        f"{left[1].capitalize()} en {right[1]} kunnen niet worden {action}.",
        "Gebruik twee waarden van dezelfde soort, of reken met een percentage ván een waarde.",
        [Note(left[0], f"dit is {left[1]}"), Note(right[0], f"dit is {right[1]}")],
    )
