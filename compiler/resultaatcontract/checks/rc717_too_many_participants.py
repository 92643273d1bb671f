"""RC717: more participants than the contract allows."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity
from ..text import writing

RULE = Rule(
    code="RC717",
    name="te-veel-deelnemers",
    severity=Severity.ERROR,
    title="Meer deelnemers dan de overeenkomst toelaat",
    what="De resultaten hebben meer deelnemers dan het hoogste aantal dat in de overeenkomst staat.",
    why="De hoogste bedragen van de overeenkomst zijn uitgerekend voor dat aantal.",
    bad="ten hoogste 500 deelnemers, en 501 rijen met resultaten",
    good="ten hoogste 500 deelnemers, en 500 rijen met resultaten",
)


def finding(where: Cell, found: int, maximum: int) -> Finding:
    return RULE.finding(
        where,
        f"Er zijn {writing.number(found)} deelnemers; verwacht worden er ten hoogste {writing.number(maximum)}.",
        "Controleer of er rijen te veel in staan, of pas het hoogste aantal in de overeenkomst aan.",
    )
