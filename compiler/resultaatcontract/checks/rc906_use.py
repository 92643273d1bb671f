"""RC906: another file that can't be used."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC906",
    name="gebruik",
    severity=Severity.ERROR,
    title="Een ander bestand kan niet worden gebruikt",
    what=(
        "`gebruik` noemt een bestand met definities: een pad dat begint bij de map van dit bestand of bij de map van het "
        "project. Bestanden gebruiken elkaar niet in een kring, en geen twee geven dezelfde naam aan iets anders."
    ),
    why="Een overeenkomst moet op elke computer dezelfde zijn, met precies de definities die erin zijn bedoeld.",
    bad='gebruik "../../elders/werk.rc"',
    good='gebruik "bibliotheek/werk.rc"',
)


def not_found(span: Span, path: str, reason: str) -> Finding:
    return RULE.finding(
        span,
        f"Het bestand “{path}” kan niet worden gebruikt: {reason}.",
        "Schrijf het pad vanaf de map van dit bestand of van het project, met `/` ertussen, zoals `bibliotheek/werk.rc`.",
    )


def circle(span: Span, names: list[str]) -> Finding:
    return RULE.finding(
        span,
        f"Deze bestanden gebruiken elkaar in een kring: {' → '.join(names)}.",
        "Zet wat ze delen in een apart bestand.",
    )


def too_many(span: Span, most: int) -> Finding:
    return RULE.finding(span, f"Er worden meer dan {most} bestanden gebruikt.", "Voeg bestanden samen.")


def is_contract(span: Span, name: str, place: Span) -> Finding:
    return RULE.finding(
        span,
        f"“{name}” is zelf een overeenkomst.",
        "Zet wat beide gebruiken in een bestand zonder `overeenkomst`, en gebruik dat.",
        [Note(place, "hier")],
    )


def clash(span: Span, name: str, first: Span) -> Finding:
    return RULE.finding(
        span,
        f"De naam “{name}” heeft twee betekenissen: hier en in een bestand dat wordt gebruikt.",
        "Geef een van beide een andere naam.",
        [Note(first, "de andere betekenis")],
    )


def is_library(span: Span) -> Finding:
    """For a command that needs a contract, on a file with definitions."""
    return RULE.finding(
        span,
        "Dit bestand heeft geen overeenkomst: het bevat definities voor andere bestanden.",
        "Noem een bestand met een overeenkomst, of voeg `overeenkomst` toe.",
    )
