"""RC501: weights in a group do not add up to the weight of the group."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC501",
    name="weging-groep",
    severity=Severity.ERROR,
    title="De wegingen in een groep zijn samen niet de weging van de groep",
    what=(
        "De wegingen van de indicatoren in een groep tellen op tot de weging van de groep. Telt ten hoogste "
        "één indicator mee, dan is de hoogste weging die van de groep."
    ),
    why="Bij 3 × 23% = 69% onder een kop van 70% is onduidelijk of het ontbrekende procent wordt betaald.",
    bad="""\
groep individueel "Individueel" weegt 70%
  indicator a "A" weegt 23%
  indicator b "B" weegt 23%
  indicator c "C" weegt 23%
""",
    good="""\
groep individueel "Individueel" weegt 70%, gelijk verdeeld
  indicator a "A"
  indicator b "B"
  indicator c "C"
""",
)


def own_weight(span: Span, indicator: str, group: str) -> Finding:
    """For an indicator with a weight of its own in a group that is divided equally."""
    return RULE.finding(
        span,
        f"De groep “{group}” is gelijk verdeeld, maar de indicator “{indicator}” heeft een eigen weging.",
        "Haal de weging bij de indicator weg, of `gelijk verdeeld` bij de groep.",
    )


def no_weights(span: Span, group: str, weight: str) -> Finding:
    """For a group with a weight, of which no indicator has a weight or a fee."""
    return RULE.finding(
        span,
        f"De groep “{group}” weegt {weight}, maar geen van haar indicatoren heeft een weging.",
        "Schrijf `gelijk verdeeld` bij de groep, of geef elke indicator een weging met `weegt …%`.",
    )


def nothing_to_divide(span: Span, group: str) -> Finding:
    return RULE.finding(
        span,
        f"De groep “{group}” is gelijk verdeeld, maar heeft geen weging om te verdelen.",
        "Geef de groep een weging, bijvoorbeeld `weegt 70%`, of haal `gelijk verdeeld` weg.",
    )


def finding(span: Span, group: str, sum_text: str, weight: str, at_most: bool, notes: list[Note]) -> Finding:
    """`sum_text` is the addition written out: «23% + 23% + 23% = 69%»."""
    if at_most:
        return RULE.finding(
            span,
            f"De groep “{group}” weegt {weight}, maar de hoogste weging van wat mee kan tellen is {sum_text}.",
            "Maak de weging van de groep gelijk aan wat er ten hoogste meetelt.",
            notes,
        )
    return RULE.finding(
        span,
        f"De groep “{group}” weegt {weight}, maar de indicatoren wegen samen {sum_text}.",
        "Pas een van beide aan. Wordt de groep gelijk verdeeld, schrijf dan `gelijk verdeeld`; telt er maar één mee, "
        "schrijf dan `ten hoogste één telt`.",
        notes,
    )
