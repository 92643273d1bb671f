"""RC416: what happens with an overpayment is not said."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC416",
    name="te-veel-betaald",
    severity=Severity.ERROR,
    title="Er staat niet wat er gebeurt als te veel is betaald",
    what=(
        "Met meer dan één tranche kan een latere vaststelling lager uitvallen dan wat al is betaald. De "
        "overeenkomst zegt dan of dat wordt verrekend of terugbetaald."
    ),
    why="Een terugvordering die niet is afgesproken, leidt tot geschil.",
    bad="""\
tranche voorschot op 1 juli 2027: voorschot € 10.000
tranche eind op 1 maart 2028: eindafrekening
""",
    good="te veel betaald terugbetalen binnen 60 dagen",
)


def finding(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Bij meer dan één tranche staat niet wat er gebeurt als te veel is betaald.",
        "Voeg toe: `te veel betaald verrekenen` of `te veel betaald terugbetalen binnen 60 dagen`.",
    )
