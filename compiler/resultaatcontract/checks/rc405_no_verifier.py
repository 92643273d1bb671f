"""RC405: a measurement that nobody establishes."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text import writing
from ..text.source import Span

RULE = Rule(
    code="RC405",
    name="geen-beoordelaar",
    severity=Severity.WARNING,
    title="Er staat niet wie de meting vaststelt",
    what=(
        "Elke meting wordt vastgesteld door een beoordelaar: `vastgesteld door …`. Is er één partij met de "
        "rol beoordelaar, dan is zij het."
    ),
    why="Betaald wordt pas als een onafhankelijke partij het resultaat heeft vastgesteld.",
    bad='partij gemeente "Gemeente" is betaler',
    good='partij panel "Onafhankelijk panel" is beoordelaar',
)


def finding(spans: list[Span], titles: list[str], verifiers: list[str]) -> Finding:
    """For all measurements that nobody establishes, of which there is at least one; `verifiers` could."""
    named = writing.listing([f"“{title}”" for title in titles])
    one = len(titles) == 1
    message = f"Bij de {'meting' if one else 'metingen'} {named} staat niet wie {'haar' if one else 'ze'} vaststelt."
    remedy = (
        f"Voeg bij {'de' if one else 'elke'} meting `vastgesteld door …` toe ({writing.listing(verifiers, 'of')})."
        if verifiers
        else "Geef één partij de rol beoordelaar; zij stelt dan alles vast waarbij niets anders staat."
    )
    return RULE.finding(spans[0], message, remedy, [Note(span, "hier ook") for span in spans[1:4]])
