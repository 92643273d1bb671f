"""RC708: two rows about the same participant."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC708",
    name="dubbel-pseudoniem",
    severity=Severity.ERROR,
    title="Een pseudoniem dat twee keer voorkomt",
    what="Elke deelnemer heeft één rij, ook als de resultaten over meer bestanden zijn verdeeld.",
    why="Een deelnemer die twee keer in de resultaten staat, zou twee keer worden betaald.",
    bad="traject;werk T0\na;ja\na;ja",
    good="traject;werk T0\na;ja\nb;ja",
)


def finding(where: Cell, shown: str | None, earlier: Cell) -> Finding:
    """`shown` is None for a pseudonym that had better not be repeated."""
    place = f"rij {earlier.row}" if earlier.file == where.file else f"rij {earlier.row} van {earlier.file}"
    if earlier.file == where.file and earlier.sheet != where.sheet:
        place = f"rij {earlier.row} van blad “{earlier.sheet}”"
    return RULE.finding(
        where,
        f"Het pseudoniem {shown or 'van deze rij'} staat ook in {place}.",
        "Verwijder een van de rijen, of geef de deelnemers elk een eigen pseudoniem.",
    )
