"""RC311: an expression without parentheses that people read in two ways."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC311",
    name="twee-lezingen",
    severity=Severity.WARNING,
    title="Zonder haakjes op twee manieren te lezen",
    what=(
        "`en` en `of` staan zonder haakjes door elkaar, of achter `…% van` volgt nog een optelling of aftrekking. Het "
        "programma heeft daar een vaste volgorde voor; lezers hebben die niet."
    ),
    why="Wie `50% van norm - kosten` leest als de helft van het verschil, verwacht een ander bedrag dan er wordt betaald.",
    bad="  vergoeding 50% van norm - kosten",
    good="  vergoeding 50% van (norm - kosten)",
)


def mixed(span: Span, reading: str) -> Finding:
    """`reading` is the condition with the parentheses that the language sees."""
    return RULE.finding(
        span,
        f"`en` en `of` staan hier zonder haakjes door elkaar. Gelezen wordt `{reading}`.",
        "Schrijf die haakjes erbij, of zet ze om wat u bij elkaar bedoelt.",
    )


def part_of(span: Span, reading: str, other: str) -> Finding:
    """For `10% van a - b`; `other` is the reading in which the percentage is of all of it."""
    return RULE.finding(
        span,
        f"Het percentage gaat hier alleen over het eerste deel. Gelezen wordt `{reading}`.",
        f"Schrijf die haakjes erbij, of schrijf `{other}`.",
    )
