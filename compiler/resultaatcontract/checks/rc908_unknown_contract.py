"""RC908: no contract to begin from has this name."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC908",
    name="onbekende-overeenkomst",
    severity=Severity.ERROR,
    title="Een overeenkomst om mee te beginnen die niet bestaat",
    what=(
        "`rc new --uit` kent de namen die `rc list` toont: in hun geheel, of alleen het laatste deel als maar één "
        "overeenkomst zo heet."
    ),
    why="Zonder naam is niet duidelijk met welke overeenkomst u wilt beginnen.",
    bad="rc new --uit buzinesclub",
    good="rc new --uit buzinezzclub",
)


def finding(name: str, near: str | None) -> Finding:
    remedy = f"Bedoelde u {near}?" if near else "Kies een naam uit `rc list`."
    return RULE.finding(None, f"Er is geen overeenkomst “{name}” om mee te beginnen.", remedy)


def several(name: str, names: Sequence[str]) -> Finding:
    message = f"Met “{name}” kan meer dan één overeenkomst zijn bedoeld."
    return RULE.finding(None, message, f"Kies {writing.listing(list(names), 'of')}.")
