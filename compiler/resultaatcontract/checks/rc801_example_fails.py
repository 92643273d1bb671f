"""RC801: an example that gives other amounts than expected."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
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


def finding(span: Span, what: str, expected: str, found: str, calculation: str) -> Finding:
    """`what` names the amount («het totaal»); `calculation` is the whole working, told once for each example."""
    where = "hieronder" if calculation else "bij de eerste bevinding van dit voorbeeld"
    return RULE.finding(
        span,
        f"Het voorbeeld verwacht {expected} voor {what}, maar de overeenkomst komt uit op {found}.",
        f"Lees de berekening {where} na, en pas het voorbeeld of de bepaling aan.",
        detail=calculation,
    )
