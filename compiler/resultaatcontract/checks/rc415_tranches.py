"""RC415: the tranches do not form a whole."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC415",
    name="tranches",
    severity=Severity.ERROR,
    title="De tranches vormen geen geheel",
    what=(
        "De laatste tranche is de eindafrekening, en er is er precies één. Alle tranches hebben een eigen datum, en de "
        "peildatum van de resultaten ligt niet na die datum."
    ),
    why="Zonder eindafrekening aan het einde is de som van de tranches niet het recht.",
    bad="tranche een op 1 juli 2027: 50% van het recht",
    good="""\
tranche een op 1 juli 2027: 50% van het recht
tranche eind op 1 maart 2028: eindafrekening
""",
)


def no_final(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Geen van de tranches is een eindafrekening.",
        "Maak van de laatste tranche de eindafrekening: `tranche eind op …: eindafrekening`.",
    )


def not_last(span: Span, tranche: str, day: str, later: Span) -> Finding:
    return RULE.finding(
        span,
        f"Na de eindafrekening komt nog een tranche: “{tranche}”, op {day}.",
        "Zet de eindafrekening op de laatste datum, of vervroeg de andere tranche.",
        [Note(later, "deze tranche komt later")],
    )


def final_per_period(span: Span) -> Finding:
    """For a final settlement after each period."""
    return RULE.finding(
        span,
        "Er is één eindafrekening; die kan niet na elke periode zijn.",
        "Schrijf `100% van het recht`, en zet de eindafrekening in een eigen tranche met `op` en een datum.",
    )


def cut_off_per_period(span: Span) -> Finding:
    """For a cut-off of its own in a tranche after each period."""
    return RULE.finding(
        span,
        "Bij een tranche per periode tellen de resultaten t/m de laatste dag van de periode.",
        "Haal deze regel weg, schrijf `resultaten tot aanvang` als alleen telt wat vóór de periode bekend is, of geef de tranche een "
        "eigen datum met `op`.",
    )


def no_start(span: Span) -> Finding:
    """For a cut-off before the period in a tranche that is not per period."""
    return RULE.finding(
        span,
        "Deze tranche is er niet per periode; er is dus geen aanvang waarvóór resultaten bekend kunnen zijn.",
        "Schrijf `resultaten t/m` met een datum, of maak er een tranche `per` een periode van.",
    )


def two_finals(span: Span, first: Span) -> Finding:
    return RULE.finding(
        span, "Er zijn twee eindafrekeningen.", "Laat er één over.", [Note(first, "hier staat de eerste")]
    )


def same_day(span: Span, first: Span) -> Finding:
    return RULE.finding(
        span, "Twee tranches vallen op dezelfde datum.", "Geef elke tranche een eigen datum.", [Note(first, "hier ook")]
    )


def settled_too_early(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Het voorschot wordt verrekend met een tranche die er niet na komt.",
        "Noem na `verrekend vanaf` een latere tranche.",
    )


def cut_off_later(span: Span, day: Span) -> Finding:
    return RULE.finding(
        span,
        "Deze peildatum ligt na de datum waarop de tranche wordt betaald.",
        "Kies een peildatum op of vóór de datum van de tranche, of betaal de tranche later.",
        [Note(day, "hier wordt betaald")],
    )


def capped_final(span: Span) -> Finding:
    return RULE.finding(
        span,
        "De eindafrekening heeft een eigen grens; dan sluiten de tranches niet op het recht.",
        "Zet de grens onder `totaal`.",
    )


def conditional_final(span: Span) -> Finding:
    return RULE.finding(
        span,
        "De eindafrekening betaalt het hele recht; een voorwaarde of beperking kan er niet voor gelden.",
        "Zet de voorwaarde bij de indicator of bij een eerdere tranche.",
    )
