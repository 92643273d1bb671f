"""RC506: rows of a table in the wrong order or of the wrong form."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC506",
    name="tabel-volgorde",
    severity=Severity.ERROR,
    title="De regels van de tabel staan niet op volgorde of passen niet bij de vorm",
    what=(
        "De regels van een tabel lopen op. `lineair` kent punten (`bij 10%: € 100`); `trede` en `schijf` "
        "kennen banden (`van … tot …`)."
    ),
    why="Een tabel die verspringt, wordt verkeerd gelezen.",
    bad="""\
    vanaf 50%: € 100
    van 0% tot 50%: € 0
""",
    good="""\
    van 0% tot 50%: € 0
    vanaf 50%: € 100
""",
)


def order(span: Span, first: Span) -> Finding:
    return RULE.finding(
        span,
        "Deze regel hoort vóór de vorige.",
        "Zet de regels op volgorde van laag naar hoog.",
        [Note(first, "de vorige regel")],
    )


def same_point(span: Span, first: Span) -> Finding:
    return RULE.finding(
        span,
        "Voor dit punt staan er twee bedragen.",
        "Haal een van beide weg, of kies een ander punt.",
        [Note(first, "hier ook")],
    )


def empty(span: Span) -> Finding:
    return RULE.finding(
        span, "Deze band is leeg: het begin ligt niet onder het einde.", "Controleer de grenzen van de band."
    )


def form(span: Span, expected: str) -> Finding:
    return RULE.finding(span, "Deze regel past niet bij de vorm van de tabel.", expected)


def too_few(span: Span) -> Finding:
    return RULE.finding(
        span, "Een lijn heeft ten minste twee punten nodig.", "Voeg nog een punt toe, bijvoorbeeld `bij 15%: € 1.000`."
    )
