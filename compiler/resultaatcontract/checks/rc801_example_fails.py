"""RC801: an example that gives other amounts than expected."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC801",
    name="voorbeeld-komt-niet-uit",
    severity=Severity.ERROR,
    title="Een voorbeeld komt niet uit",
    what=(
        "De bedragen die de overeenkomst bij dit voorbeeld betaalt, zijn niet de bedragen die er staan. De "
        "bevinding toont de hele berekening."
    ),
    why=(
        "De voorbeelden zijn wat partijen met de bepalingen bedoelden. Klopt een voorbeeld niet, dan staat er "
        "iets anders dan bedoeld."
    ),
    bad="  verwacht totaal € 5.000",
    good="  verwacht totaal € 3.833,33",
)


def finding(span: Span, what: str, expected: str, found: str, others: list[Note], calculation: str) -> Finding:
    """For the first amount of an example that differs: `what` names it («het totaal»).

    `others` mark the other amounts that differ; `calculation` is the whole working.
    """
    return RULE.finding(
        span,
        f"Het voorbeeld verwacht {expected} voor {what}, maar de overeenkomst komt uit op {found}.",
        "Lees de berekening hieronder na, en pas het voorbeeld of de bepaling aan.",
        others,
        calculation,
    )


def other(span: Span, found: str) -> Note:
    """For another amount of the same example that differs."""
    return Note(span, f"hier komt de overeenkomst uit op {found}")
