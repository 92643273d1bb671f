"""RC413: a weight without the maximum fee that it is a part of."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC413",
    name="geen-maximum",
    severity=Severity.ERROR,
    title="Een weging zonder maximale vergoeding",
    what=(
        "Een weging is een deel van de maximale vergoeding per deelnemer (bij `deelnemer`) of van de "
        "overeenkomst (bij `overeenkomst`)."
    ),
    why="Zonder dat maximum is de weging geen bedrag.",
    bad="""\
deelnemer traject "Traject"
indicator baan "Baan" weegt 100%
""",
    good="""\
deelnemer traject "Traject"
  maximale vergoeding € 5.000
indicator baan "Baan" weegt 100%
""",
)


def finding(span: Span, indicator: str, per_participant: bool) -> Finding:
    place = "`deelnemer`" if per_participant else "`overeenkomst`"
    return RULE.finding(
        span,
        f"De indicator “{indicator}” heeft een weging, maar er is geen maximale vergoeding waarvan zij een deel is.",
        f"Voeg onder {place} een maximum toe, bijvoorbeeld `maximale vergoeding € 5.000`.",
    )
