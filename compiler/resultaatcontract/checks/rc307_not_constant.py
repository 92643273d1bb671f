"""RC307: a value that must be fixed in the contract."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC307",
    name="niet-vast",
    severity=Severity.ERROR,
    title="Deze waarde moet in de overeenkomst vaststaan",
    what="Een weging, aandeel of gegeven is een vast getal; het mag niet van metingen afhangen.",
    why="Een verdeling die van de uitkomst afhangt, kan niet vooraf op 100% worden getoetst.",
    bad="  gemeente draagt aandeel",
    good="  gemeente draagt 60%",
)


def finding(span: Span, what: str) -> Finding:
    """`what` with its article: «de weging»."""
    return RULE.finding(
        span, f"{what} hangt af van metingen of resultaten.", "Schrijf een vast getal, bedrag of percentage."
    )


def per_participant(span: Span) -> Finding:
    """For `naar rato van` a measurement per participant."""
    return RULE.finding(
        span,
        "Een verdeling naar rato volgt een meting voor de hele overeenkomst; deze meting is er per deelnemer.",
        "Gebruik een `contractmeting`.",
    )
