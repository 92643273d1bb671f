"""RC553: more is reserved, or can be claimed, than there is."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC553",
    name="reservering",
    severity=Severity.ERROR,
    title="Er is meer toegezegd dan er is",
    what=(
        "Wat een uitvraag reserveert, past op de dag van de uitvraag in wat er is bijgedragen. Wat voor overeenkomsten is "
        "gereserveerd, past in hun uitvraag, of zonder uitvraag in wat er is bijgedragen. Een overeenkomst die zich niet aan de "
        "grenzen van het fonds houdt (`binnen het resultatenfonds`), heeft zelf een vaste grens die past in haar reservering."
    ),
    why="Een fonds dat meer toezegt dan het heeft, kan een behaald resultaat niet betalen.",
    bad="""\
uitvraag ronde_1 op 1 maart 2027
  reserveert € 100.000
overeenkomst werk uit "werk.rc" in ronde_1
  toegekend op 1 juli 2027
  reserveert € 150.000
""",
    good="""\
uitvraag ronde_1 op 1 maart 2027
  reserveert € 150.000
overeenkomst werk uit "werk.rc" in ronde_1
  toegekend op 1 juli 2027
  reserveert € 150.000
""",
)


def over_call(span: Span, call: str, reserved: str, available: str, place: Span) -> Finding:
    return RULE.finding(
        span,
        f"Voor de overeenkomsten in de uitvraag “{call}” is t/m deze samen {reserved} gereserveerd, en de uitvraag heeft "
        f"{available}.",
        "Verlaag een reservering, of verhoog die van de uitvraag.",
        [Note(place, "de uitvraag")],
    )


def over_budget(span: Span, day: str, reserved: str, available: str) -> Finding:
    return RULE.finding(
        span,
        f"Op {day} is samen {reserved} gereserveerd, en is er {available} bijgedragen.",
        "Verlaag een reservering, kies een latere dag, of laat een bijdrage eerder komen.",
    )


def over_general(span: Span, needed: str, available: str) -> Finding:
    """For contributions that are meant for calls which don't need them."""
    return RULE.finding(
        span,
        f"Buiten de bijdragen die voor een uitvraag zijn bestemd, is {needed} nodig, en er is {available}.",
        "Maak de bestemming van bijdragen (`voor`) kleiner, of verlaag een reservering.",
    )


_BIND = (
    "Schrijf in de overeenkomst achter wat het fonds draagt `, binnen het resultatenfonds, daarboven …`, of een vaste "
    "grens die in de reservering past."
)


def not_bound(span: Span, title: str, reserved: str, why: str, example: str) -> Finding:
    """`example` shows, as a block of the fund, results for which the contract asks more; without one `why` says why
    it isn't proved that it never does.
    """
    if example:
        message = (
            f"De overeenkomst “{title}” kan meer van het fonds vragen dan de {reserved} die voor haar is gereserveerd."
        )
        return RULE.finding(
            span, message, f"{_BIND} Het tegenvoorbeeld hieronder is een voorbeeld van het fonds.", detail=example
        )
    return RULE.finding(
        span,
        f"Niet bewezen is dat de overeenkomst “{title}” nooit meer van het fonds vraagt dan de {reserved} die voor haar is "
        f"gereserveerd. {why}",
        _BIND,
    )
