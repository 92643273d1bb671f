"""RC304: another kind of value than this place needs."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC304",
    name="verwachte-soort",
    severity=Severity.ERROR,
    title="Hier past een andere soort waarde",
    what=("Op deze plaats hoort een voorwaarde, een bedrag, een percentage of een getal, en er staat iets anders."),
    why=(
        "Een vergoeding moet een bedrag zijn en een voorwaarde moet ja of nee opleveren; anders valt er niets "
        "te betalen of te beslissen."
    ),
    bad="  behaald als stijging van gezondheid van T0 naar T1",
    good="  behaald als stijging van gezondheid van T0 naar T1 > 0",
)


def finding(span: Span, expected: str, found: str, remedy: str = "") -> Finding:
    return RULE.finding(
        span, f"Hier hoort {expected}, maar dit is {found}.", remedy or _remedy(span.text, expected, found)
    )


def _remedy(text: str, expected: str, found: str) -> str:
    is_number = found == "een getal" and text.replace(".", "").replace(",", "").isdecimal()
    match expected:
        case "een bedrag":
            return f"Zet de munt erbij, bijvoorbeeld € {text}." if is_number else "Schrijf een bedrag, zoals € 5.000."
        case "een percentage":
            return f"Bedoelde u {text}%?" if is_number else "Schrijf een percentage, zoals 60%."
        case "een getal":
            return "Schrijf een getal zonder munt of procentteken, zoals 100."
        case "een datum":
            return "Schrijf een datum, zoals 1 juli 2027."
    return f"Schrijf hier {expected}."


def no_quantity(span: Span) -> Finding:
    """For a table on an indicator that is achieved or not."""
    return RULE.finding(
        span,
        "Een tabel volgt een hoeveelheid, maar deze indicator is alleen behaald of niet behaald.",
        "Schrijf `resultaat …` in plaats van `behaald als …`, of geef één bedrag in plaats van een tabel.",
    )


def amount_for_quantity(span: Span) -> Finding:
    """For one fixed amount on an indicator with a quantity."""
    return RULE.finding(
        span,
        "Het resultaat is een hoeveelheid, maar de vergoeding is één vast bedrag.",
        "Voeg toe waarover het bedrag geldt, bijvoorbeeld `per dag`, gebruik een tabel, of schrijf `behaald als …` in "
        "plaats van `resultaat …`.",
    )


def unit_without_quantity(span: Span) -> Finding:
    """For an amount per unit on an indicator that is achieved or not."""
    return RULE.finding(
        span,
        "Dit bedrag geldt per eenheid, maar de indicator is alleen behaald of niet behaald.",
        "Schrijf het bedrag zonder `per` of met `per deelnemer`, of geef de indicator een hoeveelheid met "
        "`resultaat …`.",
    )


def not_throughout(span: Span, found: str) -> Finding:
    """For `op … t/m …` with a measurement that isn't yes or no."""
    return RULE.finding(
        span,
        f"Met `op … t/m …` is de vraag of iets op al die momenten zo was, maar dit is {found}.",
        "Gebruik een ja/nee-meting, of noem één moment.",
    )


def moments_reversed(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Het moment achter `t/m` komt bij deze meting eerder dan het moment ervoor.",
        "Schrijf het eerste moment vóór `t/m` en het laatste erachter.",
    )


def change_reversed(span: Span, first: str, last: str) -> Finding:
    return RULE.finding(
        span,
        f"Deze stijging of daling loopt van {first} naar {last}, maar de meting noemt {last} niet ná {first}.",
        f"Schrijf het eerste moment achter `van` en het laatste achter `naar`; klopt de volgorde, noem de momenten dan "
        f"ook zo bij de meting (`op {first}, {last}`).",
    )


def no_value(span: Span, found: str) -> Finding:
    """For the name of something that has no value: a moment, a party, a series."""
    return RULE.finding(
        span,
        f"Hier hoort een meting, gegeven of indicator, maar “{span.text}” is {found}.",
        "Noem wat wordt gemeten of wat is afgesproken, bijvoorbeeld `werk op T1`.",
    )


def moment_per_participant(span: Span) -> Finding:
    """For a contract measurement at a moment that differs from participant to participant."""
    return RULE.finding(
        span,
        f"Een contractmeting heeft een vaste datum nodig, maar het moment {span.text} valt voor elke deelnemer anders.",
        "Gebruik een moment met een vaste datum, of maak er een `meting` per deelnemer van.",
    )


def choice_per_participant(span: Span) -> Finding:
    """For a clause for one value of an attribute below `per deelnemer`."""
    return RULE.finding(
        span,
        f"Onder `per deelnemer` geldt elke bepaling voor alle deelnemers, maar hier staat “{span.text}” ervoor.",
        f"Haal “{span.text}:” weg, of zet de bepaling onder `per` met de naam van de eigenschap.",
    )


def yes_no_for_loan(span: Span) -> Finding:
    """For a `kwijtschelding` or `rentekorting` on a quantity."""
    return RULE.finding(
        span,
        "Een kwijtschelding of rentekorting hoort bij een resultaat dat wel of niet is behaald; dit resultaat is een "
        "hoeveelheid.",
        "Schrijf bij de indicator `behaald als …`, bijvoorbeeld met `≥`.",
    )


def result_unused(span: Span) -> Finding:
    """For a fee of a quantity in which that quantity plays no part."""
    return RULE.finding(
        span,
        "Deze vergoeding hangt niet af van het resultaat van de indicator.",
        "Gebruik het resultaat in de vergoeding, bijvoorbeeld `50% van …` met de naam van de indicator, of schrijf "
        "`behaald als …` in plaats van `resultaat …`.",
    )
