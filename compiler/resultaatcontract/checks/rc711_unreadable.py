"""RC711: a results file that can't be read at all."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC711",
    name="onleesbaar-bestand",
    severity=Severity.ERROR,
    title="Het bestand met resultaten is niet te lezen",
    what="Het bestand bestaat niet, is leeg of beschadigd, of is geen CSV, XLSX of JSON in de vorm die wordt gevraagd.",
    why="Zonder leesbare resultaten is er niets uit te rekenen. Er wordt nooit met een deel van een bestand gerekend.",
    bad='[{"traject": "a"}]',
    good='{"deelnemers": [{"traject": "a"}]}',
)


def absent(where: Cell, reason: str) -> Finding:
    """`reason` in words, without a capital: «het bestand bestaat niet»."""
    return RULE.finding(where, f"Dit bestand kan niet worden gelezen: {reason}.", "Controleer de naam en de map.")


def empty(where: Cell) -> Finding:
    return RULE.finding(
        where, "Er staat niets in dit bestand.", "Begin met een rij met koppen; `rc sheet` maakt een leeg werkblad."
    )


def kind(where: Cell, suffix: str) -> Finding:
    found = f"op {suffix}" if suffix else "zonder achtervoegsel"
    return RULE.finding(
        where,
        f"De naam van dit bestand eindigt {found}; verwacht wordt .csv, .xlsx of .json.",
        "Sla het bestand op als Excel-werkmap (.xlsx) of als CSV UTF-8.",
    )


def workbook(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit is geen gewone Excel-werkmap, of zij is beschadigd of met een wachtwoord beveiligd.",
        "Open het bestand in een rekenblad en sla het opnieuw op als Excel-werkmap (.xlsx), zonder wachtwoord.",
    )


def json(where: Cell, line: int, column: int) -> Finding:
    return RULE.finding(
        where,
        f"Dit is geen geldige JSON: op regel {line}, teken {column} gaat het mis.",
        "Laat het bestand opnieuw maken door het programma waar het uit komt.",
    )


def nested(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "In dit bestand zijn te veel lijsten of objecten in elkaar gezet.",
        "Zet elke waarde rechtstreeks bij de deelnemer of de overeenkomst.",
    )


def shape(where: Cell) -> Finding:
    return RULE.finding(
        where,
        "Dit bestand is geen JSON-object met “deelnemers” of “overeenkomst”.",
        'Gebruik de vorm {"deelnemers": [{"traject": "a", …}], "overeenkomst": {…}}.',
    )


def key(where: Cell, found: str, known: bool) -> Finding:
    """A key at the highest level: `known` when its name is right, but not what it holds."""
    if known:
        message = f"“{found}” heeft niet de vorm die wordt gevraagd."
    else:
        message = f"“{found}” is op deze plaats onbekend; verwacht wordt “deelnemers” of “overeenkomst”."
    return RULE.finding(
        where, message, "“deelnemers” is een lijst met een object per deelnemer, “overeenkomst” is één object."
    )
