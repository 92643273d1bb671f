"""RC907: an earlier statement that was made from another text of the contract."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC907",
    name="eerdere-tekst",
    severity=Severity.WARNING,
    title="Een eerdere afrekening is gemaakt met een andere tekst van de overeenkomst",
    what=(
        "De kwitantie van een afrekening die met `--paid` is meegegeven, noemt een andere vingerafdruk dan die van "
        "de overeenkomst waarmee nu wordt gerekend."
    ),
    why=(
        "Is de overeenkomst tussentijds gewijzigd, dan is dat juist: wat is betaald, blijft betaald, en de rest volgt "
        "de nieuwe tekst. Is zij niet gewijzigd, dan is een van de twee teksten niet de ondertekende."
    ),
    bad="rc pay concept.rc metingen.csv --paid afrekening-2024.json",
    good="rc pay overeenkomst.rc metingen.csv --paid afrekening-2024.json",
)


def finding(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Deze afrekening is gemaakt met een andere tekst van de overeenkomst. Wat toen is betaald, blijft staan.",
        "Controleer of de overeenkomst sindsdien is gewijzigd, en zo ja, of dit de nieuwe tekst is.",
    )
