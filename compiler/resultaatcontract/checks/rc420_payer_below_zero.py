"""RC420: payers by attribute, one of whom can come out below zero."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC420",
    name="betaler-onder-nul",
    severity=Severity.WARNING,
    title="Het deel van één betaler kan onder nul komen",
    what=(
        "De betaler volgt een eigenschap van de deelnemer, en een vergoeding kan negatief zijn (`malus` of `vergoeding of "
        "malus`). Overheerst de malus bij de deelnemers van één betaler, dan is zijn deel negatief: hij krijgt geld, ook als "
        "het totaal boven nul is en de anderen betalen."
    ),
    why="Wie dit niet verwacht, ziet bij de afrekening dat een gemeente geld ontvangt dat een andere gemeente niet betaalt.",
    bad="""\
indicator verblijf
  resultaat dagen_gespaard
  vergoeding of malus € 50 per dag
betaling
  naar woonplaats
    venlo: gemeente_venlo
    roermond: gemeente_roermond
""",
    good="""\
per woonplaats
  ten minste € 0
""",
)


def finding(span: Span, indicator: str, attribute: str, only: bool, declared: Span) -> Finding:
    """`only`: this is the only payment, so that a minimum per value of the attribute belongs to it."""
    remedy = f"Zet `ten minste € 0` onder `per {attribute}`, of gebruik `vergoeding` zonder malus."
    if not only:
        remedy = "Gebruik hier `vergoeding` zonder malus, of verdeel dit geld met vaste aandelen."
    return RULE.finding(
        span,
        f"Wie betaalt, volgt “{attribute}”, en “{indicator}” kan negatief zijn: het deel van één betaler kan onder nul komen.",
        remedy,
        [Note(declared, "kan negatief zijn")],
    )
