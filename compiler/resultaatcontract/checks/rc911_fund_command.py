"""RC911: a command that doesn't fit what it is given: a fund, or one of its contracts."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC911",
    name="fonds-of-overeenkomst",
    severity=Severity.ERROR,
    title="De opdracht past niet bij een fonds, of juist alleen bij een fonds",
    what=(
        "Een invulblad en een betaalfunctie horen bij één overeenkomst. Van een fonds noemt u haar met `--overeenkomst`. Bestanden met "
        "metingen heten naar de overeenkomst waarbij zij horen."
    ),
    why="Anders is niet duidelijk om welke overeenkomst het gaat.",
    bad="rc sheet fonds.rc -o metingen.xlsx",
    good="rc sheet fonds.rc --overeenkomst oost -o oost.xlsx",
)


def no_command(span: Span, what: str) -> Finding:
    """For a command that needs one contract. `what` is what it writes."""
    return RULE.finding(
        span,
        f"Dit is een fonds: {what} hoort bij één overeenkomst.",
        "Noem met `--overeenkomst` een overeenkomst van het fonds, of geef het bestand van de overeenkomst.",
    )


def no_member(span: Span, name: str, near: str | None, known: list[str]) -> Finding:
    """For a name on the command line."""
    meant = f"Bedoelde u `{near}`?" if near is not None else f"Het fonds heeft: {', '.join(known)}."
    return RULE.finding(span, f"Het fonds heeft geen overeenkomst “{name}”.", meant)


def is_contract(span: Span) -> Finding:
    """For `--overeenkomst` with a file that is no fund."""
    return RULE.finding(span, "Dit is één overeenkomst en geen fonds.", "Laat `--overeenkomst` weg.")


def no_results(span: Span, file: str, known: list[str]) -> Finding:
    """For a results file that belongs to no contract of the fund."""
    return RULE.finding(
        span,
        f"Het bestand “{file}” hoort bij geen overeenkomst van het fonds.",
        f"Geef het de naam van een overeenkomst: {', '.join(known)}.",
    )


def no_files(span: Span, folder: str) -> Finding:
    return RULE.finding(
        span,
        f"In de map “{folder}” staan geen metingen.",
        "Zet er per overeenkomst een bestand in met haar naam, dat eindigt op .csv, .xlsx of .json.",
    )
