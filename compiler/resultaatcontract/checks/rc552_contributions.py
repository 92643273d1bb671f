"""RC552: contributions that aren't the budget."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC552",
    name="bijdragen",
    severity=Severity.ERROR,
    title="De bijdragen zijn samen niet het budget",
    what="De bijdragen aan een fonds zijn samen precies het budget, en elke bijdrage komt binnen tijdens de looptijd.",
    why="Wat niemand bijdraagt, kan het fonds niet betalen; wat te veel is bijgedragen, heeft geen bestemming.",
    bad="""\
resultatenfonds fonds "Fonds"
  budget € 100.000
bijdragen
  gemeente € 60.000
  provincie € 30.000
""",
    good="""\
resultatenfonds fonds "Fonds"
  budget € 100.000
bijdragen
  gemeente € 60.000
  provincie € 40.000
""",
)


def finding(span: Span, total: str, budget: str, place: Span) -> Finding:
    return RULE.finding(
        span,
        f"De bijdragen zijn samen {total}, en het budget is {budget}.",
        "Pas de bijdragen of het budget aan tot zij gelijk zijn.",
        [Note(place, "het budget")],
    )


def outside(span: Span, day: str, first: str, last: str) -> Finding:
    return RULE.finding(
        span,
        f"Deze bijdrage komt op {day}, en het fonds loopt van {first} t/m {last}.",
        "Kies een dag binnen de looptijd.",
    )


def not_above_zero(span: Span) -> Finding:
    return RULE.finding(span, "Dit bedrag moet meer dan nul zijn.", "Schrijf een bedrag van meer dan nul.")
