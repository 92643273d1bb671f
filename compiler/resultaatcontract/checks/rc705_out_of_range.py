"""RC705: a measured value outside the range of the measurement, or between two steps."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC705",
    name="buiten-bereik",
    severity=Severity.ERROR,
    title="Een waarde buiten het bereik van de meting",
    what="De waarde ligt lager of hoger dan de overeenkomst voor deze meting toelaat, of tussen twee stappen in.",
    why=(
        "Grenzen van bedragen zijn bewezen voor waarden binnen het bereik. Een waarde daarbuiten is bijna altijd een "
        "vergissing, zoals 65 in plaats van 6,5."
    ),
    bad="traject;welbevinden T0\na;65",
    good="traject;welbevinden T0\na;6,5",
)


def finding(where: Cell, found: str, expected: str, hidden_digits: bool) -> Finding:
    remedy = (
        "Controleer de waarde aan de hand van de bron. Klopt zij, dan moet het bereik in de overeenkomst ruimer zijn."
    )
    if hidden_digits:
        remedy = "Een rekenblad toont niet alle cijfers van een berekende waarde. Typ de waarde opnieuw in."
    return RULE.finding(where, f"Hier staat {found}; verwacht wordt {expected}.", remedy)
