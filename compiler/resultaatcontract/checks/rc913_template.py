"""RC913: an organisation's own template that can't be used."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Cell, Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC913",
    name="eigen-sjabloon",
    severity=Severity.ERROR,
    title="Een eigen sjabloon kan niet worden gebruikt",
    what=(
        "Met `--sjablonen MAP` legt een organisatie eigen sjablonen over die van het programma. In die map staan een of "
        "meer van de bestanden `document.docx`, `document.html.jinja`, `document.md.jinja` en `document.css`. Een sjabloon "
        "plaatst alleen teksten; het heeft geen toegang tot andere bestanden en moet binnen een halve minuut klaar zijn."
    ),
    why="Een sjabloon dat iets weglaat of niet klaar komt, mag niet ongemerkt een andere bijlage geven.",
    bad="rc annex overeenkomst.rc --sjablonen lege-map -o bijlage.docx",
    good="rc annex overeenkomst.rc --sjablonen huisstijl -o bijlage.docx",
)


def no_folder(where: Cell) -> Finding:
    return RULE.finding(where, "Deze map bestaat niet.", "Noem de map waarin uw sjablonen staan.")


def nothing_known(where: Cell, names: Sequence[str]) -> Finding:
    listed = writing.listing([f"`{name}`" for name in names], "of")
    return RULE.finding(where, "In deze map staat geen sjabloon.", f"Zet er {listed} in.")


def outside(where: Cell) -> Finding:
    return RULE.finding(
        where, "Dit sjabloon is een verwijzing naar een bestand buiten de map.", "Zet het bestand zelf in de map."
    )


def too_long(where: Cell, seconds: int) -> Finding:
    return RULE.finding(
        where, f"Het sjabloon is na {seconds} seconden nog niet klaar.", "Zoek de herhaling die niet ophoudt."
    )


def too_large(where: Cell) -> Finding:
    return RULE.finding(
        where, "Het sjabloon vraagt te veel geheugen of tijd.", "Zoek de herhaling die te veel tekst maakt."
    )


def wrong(where: Cell, problem: str, line: int | None) -> Finding:
    """`problem` is what jinja2 or the reader of Word files says, in English."""
    place = f" in regel {line}" if isinstance(line, int) else ""
    return RULE.finding(
        where,
        f"Het sjabloon kan niet worden ingevuld{place}: {problem}",
        "Vergelijk het met het sjabloon van het programma.",
    )


def no_pdf(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "De PDF kent geen eigen sjablonen.",
        "Maak de bijlage als Word of als webpagina met uw sjabloon, en bewaar die als PDF.",
    )
