"""RC713: a CSV file whose cells can't be told apart."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC713",
    name="scheidingsteken",
    severity=Severity.ERROR,
    title="De cellen van het CSV-bestand zijn niet uit elkaar te houden",
    what=(
        "Tussen de cellen staat een puntkomma, komma of tab: in het hele bestand hetzelfde teken. Komt dat teken in een "
        "waarde voor, dan staat de waarde tussen aanhalingstekens."
    ),
    why=(
        "In een bestand met komma’s tussen de cellen wordt 6,5 zonder aanhalingstekens gelezen als twee cellen: alle "
        "waarden daarachter schuiven een kolom op."
    ),
    bad="traject,welbevinden T0\na,6,5",
    good="traject;welbevinden T0\na;6,5",
)


def unknown(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "In de rij met koppen staat geen puntkomma, komma of tab.",
        "Scheid de cellen met een puntkomma, of sla het bestand op als CSV UTF-8.",
    )


def too_many(where: Cell, found: int, expected: int, between: str) -> Finding:
    return RULE.finding(
        where,
        f"Deze rij heeft {found} cellen, de rij met koppen heeft er {expected}; de cellen zijn gescheiden door {between}.",
        "Zet een waarde waarin dat teken voorkomt tussen aanhalingstekens, of gebruik puntkomma’s tussen de cellen.",
    )


def quotes(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "In deze rij gaat een aanhalingsteken open dat niet goed wordt gesloten.",
        'Sluit het aanhalingsteken, of schrijf een aanhalingsteken in een waarde dubbel ("").',
    )
