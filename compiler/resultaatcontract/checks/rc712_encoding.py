"""RC712: a text file in another encoding than UTF-8."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC712",
    name="tekencodering",
    severity=Severity.ERROR,
    title="Het bestand is niet in UTF-8",
    what="CSV en JSON worden gelezen in de tekencodering UTF-8, met of zonder merkteken aan het begin.",
    why="In een andere codering worden letters als é en tekens als € verkeerd gelezen, zonder dat iemand het merkt.",
    bad="opslaan als “CSV (gescheiden door lijstscheidingsteken)”",
    good="opslaan als “CSV UTF-8 (door komma’s gescheiden)”",
)

_SAVE = "Kies in Excel bij Opslaan als voor “CSV UTF-8”, of lever de resultaten als .xlsx."


def finding(where: Cell, encoding: str | None) -> Finding:
    if encoding:
        return RULE.finding(where, f"Dit bestand is in {encoding}; verwacht wordt UTF-8.", _SAVE)
    return RULE.finding(
        where, "In deze rij staan tekens die geen UTF-8 zijn; waarschijnlijk is het bestand in Windows-1252.", _SAVE
    )


def not_utf8(where: Cell, line: int) -> Finding:
    return RULE.finding(
        where, f"Op regel {line} staan tekens die geen UTF-8 zijn.", "Laat het bestand opnieuw maken, in UTF-8."
    )


def nul(where: Cell) -> Finding:
    return RULE.finding(where, "In deze rij staat een NUL-teken: dit is geen gewoon tekstbestand.", _SAVE)


def workbook(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit bestand heet .csv, maar het is een werkmap of een ander ingepakt bestand.",
        "Geef het bestand het achtervoegsel .xlsx als het uit Excel komt, of sla het op als CSV UTF-8.",
    )
