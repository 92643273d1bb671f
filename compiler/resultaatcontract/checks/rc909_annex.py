"""RC909: an annex that doesn't belong to the text of the contract inside it."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC909",
    name="bijlage",
    severity=Severity.ERROR,
    title="Een bijlage hoort niet bij de contracttekst die erin zit",
    what=(
        "`rc verify` haalt de contracttekst uit de PDF en maakt daaruit opnieuw een bijlage. Er zit geen leesbare "
        "contracttekst in de PDF, de tekst heeft een ander kenmerk, of de bladzijden zeggen iets anders dan de tekst."
    ),
    why="Wat partijen lezen en wat de betaling berekent, moet uit dezelfde tekst komen.",
    bad="rc verify gewijzigde-bijlage.pdf",
    good="rc annex overeenkomst.rc -o bijlage.pdf\nrc verify bijlage.pdf",
)
_AGAIN = "Vraag de bijlage op zoals zij is gemaakt, of maak haar opnieuw met `rc annex`."


def no_source(where: Cell) -> Finding:
    return RULE.finding(where, "In dit bestand zit geen contracttekst die met `rc annex` is bijgevoegd.", _AGAIN)


def is_statement(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit is een afrekening, geen bijlage.",
        "Haal `afrekening.json` uit de PDF en reken die na: `rc pay OVEREENKOMST METINGEN --verify afrekening.json`.",
    )


def other_hash(where: Cell, named: str, found: str) -> Finding:
    return RULE.finding(
        where, f"De bijgevoegde contracttekst heeft kenmerk {found}; het bestand noemt kenmerk {named}.", _AGAIN
    )


def other_pages(where: Cell, page: int, made_with: str, version: str) -> Finding:
    """`page` is the first that differs, counted from 1."""
    more = ""
    if made_with != version:
        more = f" De bijlage is gemaakt met versie {made_with}; u gebruikt versie {version}."
    return RULE.finding(
        where,
        f"Bladzijde {page} is niet de bladzijde die uit de bijgevoegde contracttekst volgt.{more}",
        "Controleer haar met de versie waarmee zij is gemaakt." if more else _AGAIN,
    )
