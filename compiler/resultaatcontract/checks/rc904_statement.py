"""RC904: an earlier statement that can not be used."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC904",
    name="eerdere-afrekening",
    severity=Severity.ERROR,
    title="Een eerdere afrekening past niet bij deze overeenkomst",
    what=(
        "Met `--paid` worden eerdere afrekeningen (JSON van `rc pay`) meegegeven. Zo’n bestand hoort bij "
        "dezelfde overeenkomst, noemt bestaande tranches en partijen, en is niet gewijzigd nadat het is gemaakt."
    ),
    why="Wat al is betaald, bepaalt wat nog verschuldigd is.",
    bad="rc pay overeenkomst.rc metingen.csv --paid brief.json",
    good="rc pay overeenkomst.rc metingen.csv --paid afrekening-2024.json",
)


def unreadable(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit is geen afrekening van `rc pay … --format json`.",
        "Geef het JSON-bestand dat `rc pay` eerder schreef.",
    )


def changed(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Deze afrekening is gewijzigd nadat zij is gemaakt: de inhoud past niet bij de vingerafdruk in haar kwitantie.",
        "Geef het bestand zoals `rc pay` het schreef. Is het er niet meer, maak het dan opnieuw uit dezelfde metingen.",
    )


def other_contract(where: Cell, title: str) -> Finding:
    return RULE.finding(
        where,
        f"Dit is een afrekening van een andere overeenkomst: “{title}”.",
        "Geef een afrekening van deze overeenkomst.",
    )


def unknown(where: Cell, what: str) -> Finding:
    """`what` names what the contract doesn't have: «de tranche “jaar1”»."""
    return RULE.finding(
        where,
        f"De afrekening noemt {what}; die kent deze overeenkomst niet.",
        "Geef een afrekening van deze overeenkomst.",
    )


def of_a_contract(where: Cell) -> Finding:
    """For a fund with a statement of one contract."""
    return RULE.finding(
        where,
        "Dit is een afrekening van één overeenkomst; bij een fonds hoort een afrekening van het fonds.",
        "Geef de afrekening van het fonds, of reken met `--overeenkomst` de overeenkomst apart af.",
    )


def other_fund(where: Cell, title: str) -> Finding:
    return RULE.finding(
        where,
        f"Dit is een afrekening van een ander fonds: “{title}”.",
        "Geef een afrekening van dit fonds.",
    )


def unknown_in_fund(where: Cell, what: str) -> Finding:
    """`what` names what the fund doesn't have: «de overeenkomst “oost”»."""
    return RULE.finding(
        where, f"De afrekening noemt iets dat dit fonds niet kent: {what}.", "Geef een afrekening van dit fonds."
    )


def twice_in_fund(where: Cell, name: str) -> Finding:
    return RULE.finding(
        where,
        f"De overeenkomst “{name}” staat in twee afrekeningen.",
        "Geef alleen de laatste afrekening: zij bevat ook alle tranches van daarvoor.",
    )


def twice(where: Cell, tranche: str) -> Finding:
    return RULE.finding(where, f"De tranche “{tranche}” staat in twee afrekeningen.", "Geef elke tranche één keer.")
