"""RC302: an amount in another currency than the contract."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC302",
    name="andere-munt",
    severity=Severity.ERROR,
    title="Een bedrag in een andere munt",
    what="Alle bedragen van een overeenkomst staan in één munt, die onder `bedragen in` is opgegeven.",
    why="Bedragen in verschillende munten kunnen niet zonder koers worden vergeleken of opgeteld.",
    bad="""\
  bedragen in EUR
  maximale vergoeding £ 5.000
""",
    good="""\
  bedragen in EUR
  maximale vergoeding € 5.000
""",
)


def finding(span: Span, found: str, expected: str) -> Finding:
    return RULE.finding(
        span,
        f"Dit bedrag staat in {found}, de overeenkomst rekent in {expected}.",
        f"Schrijf het bedrag in {expected}, of wijzig `bedragen in {expected}`.",
    )


def unknown(span: Span, code: str, near: str | None) -> Finding:
    return RULE.finding(
        span,
        f"{code} is geen munt volgens ISO 4217.",
        f"Bedoelde u {near}?" if near else "Schrijf een muntcode van drie letters, bijvoorbeeld EUR.",
    )
