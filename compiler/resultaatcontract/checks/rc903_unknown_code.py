"""RC903: an unknown code for rc explain."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity

RULE = Rule(
    code="RC903",
    name="onbekende-code",
    severity=Severity.ERROR,
    title="Een code die niet bestaat",
    what="`rc explain` kent alleen de codes van bevindingen, zoals RC101.",
    why="Een verkeerde code heeft geen uitleg.",
    bad="rc explain RC1",
    good="rc explain RC101",
)


def finding(code: str, near: str | None) -> Finding:
    return RULE.finding(
        None, f"De code “{code}” bestaat niet.", f"Bedoelde u {near}?" if near else "Schrijf een code zoals RC101."
    )
