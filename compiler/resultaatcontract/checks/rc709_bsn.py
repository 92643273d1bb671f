"""RC709: citizen service numbers where pseudonyms should be."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC709",
    name="bsn",
    severity=Severity.ERROR,
    title="Burgerservicenummers in plaats van pseudoniemen",
    what=(
        "In de kolom met pseudoniemen staan nummers van acht of negen cijfers die de elfproef doorstaan: dat kunnen "
        "burgerservicenummers zijn. Het bestand wordt geweigerd; de nummers worden in geen enkele melding herhaald."
    ),
    why=(
        "Voor de berekening is niet nodig wie een deelnemer is. Een burgerservicenummer mag alleen worden gebruikt als "
        "de wet dat bepaalt, en hoort niet in bestanden die partijen aan elkaar sturen."
    ),
    bad="traject;werk T0\n100000009;ja",
    good="traject;werk T0\nP-0001;ja",
)


def finding(where: Cell, number: int, rows: list[int]) -> Finding:
    """`number` rows in all, of which `rows` are the first."""
    shown = ", ".join(str(row) for row in rows) + (", …" if number > len(rows) else "")
    counted = f"{number} rijen ({shown})" if number > 1 else f"rij {shown}"
    return RULE.finding(
        where,
        f"In {counted} staat een nummer dat de elfproef doorstaat: dat kan een burgerservicenummer zijn.",
        "Geef elke deelnemer een pseudoniem dat niets zegt, zoals P-0001, en bewaar de sleutel apart. Stuur dit bestand "
        "niet door.",
    )
