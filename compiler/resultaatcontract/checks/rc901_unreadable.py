"""RC901: a file that can not be read or written."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC901",
    name="bestand",
    severity=Severity.ERROR,
    title="Een bestand kan niet worden gelezen of geschreven",
    what=(
        "Het bestand bestaat niet, is een map, is te groot, of mag niet worden gelezen of geschreven; of in een map "
        "staat geen overeenkomst."
    ),
    why="Zonder bestand is er niets te controleren of te betalen. Er is niets half geschreven.",
    bad="rc check overeenkomst.cr",
    good="rc check overeenkomst.rc",
)


def finding(where: Cell, reason: str) -> Finding:
    """`reason` in words, without a capital: «het bestand bestaat niet»."""
    return RULE.finding(
        where, f"Het bestand kan niet worden gelezen: {reason}.", "Controleer de naam en de plaats van het bestand."
    )


def cannot_write(where: Cell, reason: str) -> Finding:
    return RULE.finding(where, f"Het bestand kan niet worden geschreven: {reason}.", "Kies een andere plaats of naam.")


def no_contracts(where: Cell) -> Finding:
    return RULE.finding(
        where, "In deze map staat geen bestand dat op .rc eindigt.", "Controleer de naam en de plaats van de map."
    )


def is_source(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit bestand wordt voor deze opdracht gelezen; het is niet overschreven.",
        "Kies achter -o een andere naam.",
    )


def same_output(where: Cell, output: str, other: str) -> Finding:
    return RULE.finding(
        where,
        f"De bijlage {output} zou bij deze overeenkomst horen en ook bij {other}; er is niets geschreven.",
        "Noem de map waarin beide staan, of geef een van beide een andere naam.",
    )


def no_name(where: Cell) -> Finding:
    return RULE.finding(where, "Deze map heeft geen naam om de overeenkomst naar te noemen.", "Noem een bestand.rc.")


def exists(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit bestand bestaat al; het is niet overschreven.",
        "Kies een andere naam, of verwijder het bestand eerst.",
    )


def other_text(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "De overeenkomst gebruikt een bestand met deze naam, en hier staat er al een met een andere tekst; er is niets geschreven.",
        "Kies voor de nieuwe overeenkomst een andere map.",
    )
