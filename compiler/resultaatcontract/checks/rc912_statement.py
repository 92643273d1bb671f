"""RC912: a statement that isn't what the contract and the results give."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC912",
    name="afrekening-nagerekend",
    severity=Severity.ERROR,
    title="Een afrekening komt niet uit",
    what=(
        "`rc pay OVEREENKOMST METINGEN --verify AFREKENING` rekent een afrekening (JSON) opnieuw uit. De contracttekst, de "
        "metingen of het programma zijn andere dan waarmee zij is gemaakt, of zij noemt andere bedragen dan eruit volgen."
    ),
    why="Een afrekening is pas bewijs als iedereen met dezelfde stukken op dezelfde bedragen uitkomt.",
    bad="rc pay overeenkomst.rc andere-metingen.csv --verify afrekening.json",
    good="rc pay overeenkomst.rc metingen.csv -o afrekening.json\nrc pay overeenkomst.rc metingen.csv --verify afrekening.json",
)
_SAME = "Geef de bestanden waarmee de afrekening is gemaakt."


def unreadable(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit is geen afrekening van deze overeenkomst door `rc pay … --format json`.",
        "Geef het JSON-bestand dat `rc pay` schreef.",
    )


def other_contract(where: Cell) -> Finding:
    return RULE.finding(where, "De afrekening is met een andere contracttekst gemaakt: het kenmerk verschilt.", _SAME)


def other_results(where: Cell) -> Finding:
    return RULE.finding(where, "De afrekening is met andere metingen gemaakt: het kenmerk verschilt.", _SAME)


def other_earlier(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "De afrekening houdt rekening met andere eerdere afrekeningen.",
        "Geef dezelfde eerdere afrekeningen mee, elk met `--paid`.",
    )


def other_version(where: Cell, theirs: str, ours: str) -> Finding:
    return RULE.finding(
        where,
        f"De afrekening is gemaakt met versie {theirs}; u gebruikt versie {ours}.",
        "Reken haar na met de versie waarmee zij is gemaakt.",
    )


def other_value(where: Cell, path: str, given: str, made: str) -> Finding:
    return RULE.finding(
        where,
        f"`{path}`: de afrekening zegt {given}, berekend is {made}.",
        "Vraag de afrekening op zoals zij is gemaakt, of maak haar opnieuw met `rc pay`.",
    )


def more(where: Cell, number: int) -> Finding:
    words = "is nog 1 ander verschil" if number == 1 else f"zijn nog {number} andere verschillen"
    return RULE.finding(where, f"Er {words}.", "Maak de afrekening opnieuw met `rc pay`.")


def other_seal(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "De bedragen komen uit, maar de vingerafdruk in de kwitantie past niet bij de inhoud.",
        "Vraag de afrekening op zoals zij is gemaakt, of maak haar opnieuw met `rc pay`.",
    )
