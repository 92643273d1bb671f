"""RC402: no edition of the language, or one that does not exist."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC402",
    name="uitgave",
    severity=Severity.WARNING,
    title="De uitgave van de taal ontbreekt of bestaat niet",
    what="De eerste regel van een overeenkomst noemt de uitgave van de taal: `taal 1`.",
    why=(
        "Overeenkomsten overleven programma’s. Met de uitgave erbij betaalt een overeenkomst over tien jaar "
        "nog hetzelfde."
    ),
    bad='overeenkomst "Voorbeeld"',
    good="""\
taal 1

overeenkomst "Voorbeeld"
""",
)


def finding(span: Span) -> Finding:
    return RULE.finding(span, "De overeenkomst noemt geen uitgave van de taal.", "Zet als eerste regel `taal 1`.")


def unknown(span: Span, number: str) -> Finding:
    return RULE.finding(span, f"Uitgave {number} van de taal bestaat niet.", "Schrijf `taal 1`.")
