"""RC714: a results file that is larger than any contract needs."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC714",
    name="te-groot",
    severity=Severity.ERROR,
    title="Het bestand met resultaten is te groot",
    what=(
        "Een bestand met resultaten heeft ten hoogste 50 MB, 250.000 rijen en 1.000 kolommen, en een cel ten hoogste "
        "2.000 tekens. Een werkmap is uitgepakt niet groter dan 200 MB."
    ),
    why=(
        "Een groter bestand is bijna altijd een vergissing, zoals opmaak tot de laatste rij van het blad. Het kan ook "
        "bedoeld zijn om een computer te laten vastlopen."
    ),
    bad="een werkblad met opgemaakte lege cellen tot rij 1.048.576",
    good="een werkblad met alleen de rijen van de deelnemers",
)

_SHRINK = "Kopieer alleen de rijen met resultaten naar een nieuw bestand."


def file(where: Cell, limit: int) -> Finding:
    return RULE.finding(where, f"Dit bestand is groter dan {writing.number(limit // 1_000_000)} MB.", _SHRINK)


def unpacked(where: Cell, limit: int) -> Finding:
    return RULE.finding(
        where, f"Uitgepakt is deze werkmap groter dan {writing.number(limit // 1_000_000)} MB.", _SHRINK
    )


def cells(where: Cell) -> Finding:
    return RULE.finding(where, "Deze werkmap heeft te veel cellen of andere onderdelen.", _SHRINK)


def rows(where: Cell, limit: int) -> Finding:
    return RULE.finding(where, f"Er zijn meer dan {writing.number(limit)} rijen.", _SHRINK)


def columns(where: Cell, found: int, limit: int) -> Finding:
    return RULE.finding(
        where, f"Er zijn {writing.number(found)} kolommen; er passen er ten hoogste {writing.number(limit)}.", _SHRINK
    )


def cell(where: Cell, limit: int) -> Finding:
    return RULE.finding(
        where,
        f"In deze rij staat een cel met meer dan {writing.number(limit)} tekens.",
        "Kort de tekst in. Staat er ergens een aanhalingsteken te veel, verwijder dat dan.",
    )
