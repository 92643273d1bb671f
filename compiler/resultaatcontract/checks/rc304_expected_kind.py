"""RC304: another kind of value than this place needs."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
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
            if is_number and text.startswith("0,"):
                return f"Bedoelde u {_hundredfold(text)}%? Wilt u {text} procent, schrijf dan {text}%."
            return f"Bedoelde u {text}%?" if is_number else "Schrijf een percentage, zoals 60%."
        case "een getal" if text.endswith("%") and text[:-1].strip().replace(".", "").replace(",", "").isdecimal():
            return f"Bedoelde u {text[:-1].strip()}?"
        case "een getal":
            return "Schrijf een getal zonder munt of procentteken, zoals 100."
        case "een datum":
            return "Schrijf een datum, zoals 1 juli 2027."
    return f"Schrijf hier {expected}."


def _hundredfold(text: str) -> str:
    """A part of one as a percentage: `0,6` is 60, `0,08` is 8, `0,125` is 12,5."""
    digits = text[2:].ljust(2, "0")
    whole, part = digits[:2].lstrip("0") or "0", digits[2:].rstrip("0")
    return f"{whole},{part}" if part else whole


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


def unit_without_quantity(span: Span, per_participant: bool) -> Finding:
    """For an amount per unit on an indicator that is achieved or not."""
    shorter = "zonder `per` of met `per deelnemer`" if per_participant else "zonder `per`"
    return RULE.finding(
        span,
        "Dit bedrag geldt per eenheid, maar de indicator is alleen behaald of niet behaald.",
        f"Schrijf het bedrag {shorter}, of geef de indicator een hoeveelheid met `resultaat …`.",
    )


def already_per_period(span: Span, period: str) -> Finding:
    """For an amount per period in an indicator that is per that period."""
    return RULE.finding(
        span,
        f"De indicator is al per {period}: het bedrag geldt vanzelf voor elke periode.",
        f"Laat `per {period}` achter het bedrag weg.",
    )


def participant_for_quantity(span: Span, word: str, unit: str | None) -> Finding:
    """For an amount per participant on a quantity of each participant, by which the amount would be multiplied."""
    example = f"`per {unit}`" if unit is not None else "`per` en de eenheid waarin is gemeten"
    return RULE.finding(
        span,
        f"Het resultaat is een hoeveelheid per deelnemer; met `per {word}` is niet duidelijk of het bedrag daarmee wordt "
        "vermenigvuldigd.",
        f"Wordt het vermenigvuldigd, schrijf dan {example}. Is het één bedrag voor iedere deelnemer, schrijf dan "
        "`behaald als …` in plaats van `resultaat …`.",
    )


def no_unit(span: Span, word: str, what: str, unit: str | None) -> Finding:
    """For a period or an attribute behind `per`, where the amount is multiplied by the result."""
    example = f", zoals `per {unit}`" if unit is not None else ""
    return RULE.finding(
        span,
        f"“{word}” is {what}; het bedrag wordt met het resultaat vermenigvuldigd.",
        f"Schrijf achter `per` de eenheid van het resultaat{example}.",
    )


def points(span: Span, word: str) -> Finding:
    """For an amount per point of a percentage, which is calculated with as a part of one."""
    return RULE.finding(
        span,
        f"Een percentage telt als deel van één: bij 12% wordt het bedrag met 0,12 vermenigvuldigd en niet met 12 "
        f"(`per {word}`).",
        "Deel het resultaat door 1% om punten te tellen, bijvoorbeeld `resultaat bezetting / 1%`.",
    )


def other_unit(span: Span, word: str, unit: str) -> Finding:
    """For an amount per week where the result is in days."""
    return RULE.finding(
        span,
        f"Het bedrag geldt per {word}, maar het resultaat is in {unit}. Het programma rekent eenheden niet om.",
        f"Schrijf een bedrag per eenheid van het resultaat ({unit}), of reken het resultaat om.",
    )


def unlike_units(span: Span, word: str, first: Span, first_word: str) -> Finding:
    """For rows of one table with different units."""
    return RULE.finding(
        span,
        f"In deze tabel staat zowel `per {first_word}` als `per {word}`.",
        "Schrijf in alle regels dezelfde eenheid: die van het resultaat.",
        [Note(first, "hier de andere eenheid")],
    )


def bands(span: Span, found: str, expected: str, result: Span) -> Finding:
    """For a table all of whose bands are of another kind than the result."""
    plural = {"een getal": "getallen", "een percentage": "percentages", "een bedrag": "bedragen", "een datum": "datums"}
    remedies = {
        ("een percentage", "een getal"): "Schrijf de grenzen zonder procentteken, of geef de indicator een percentage "
        "als resultaat, bijvoorbeeld `aandeel deelnemers met …`.",
        ("een getal", "een percentage"): "Zet achter elke grens een procentteken.",
        ("een getal", "een bedrag"): "Zet voor elke grens de munt, bijvoorbeeld € 1.000.",
    }
    other = f"Schrijf de grenzen als {plural[expected]}, of geef de indicator een ander resultaat."
    return RULE.finding(
        span,
        f"De grenzen van deze tabel zijn {plural[found]}, maar het resultaat is {expected}.",
        remedies.get((found, expected), other),
        [Note(result, f"dit is {expected}")],
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


def no_change(span: Span, change: str, found: str, example: str | None) -> Finding:
    """For a rise or fall of something that isn't a quantity."""
    remedy = (
        f"Schrijf `{example}`." if example is not None else "Gebruik een meting van een getal, percentage of bedrag."
    )
    return RULE.finding(span, f"Een {change} is er van een hoeveelheid, maar dit is {found}.", remedy)


def no_day(span: Span, found: str) -> Finding:
    """For what stands behind `op` with a series and has no year."""
    return RULE.finding(
        span,
        f"Het jaar van een reeks volgt uit een moment of een gemeten datum, maar dit is {found}.",
        "Noem achter `op` een moment, of een meting van de soort `datum`.",
    )


def moment(span: Span, expected: str, name: str) -> Finding:
    """For a moment, which is its date, where another kind of value belongs; `expected` with its article."""
    return RULE.finding(
        span,
        f"Hier hoort {expected}, maar “{name}” is een moment, en dus een datum.",
        f"Zet vóór het moment wat er is gemeten, bijvoorbeeld `werk op {name}`, of vergelijk de datum: `{name} ≤ 1 juli 2028`.",
    )


def no_value(span: Span, found: str) -> Finding:
    """For the name of something that has no value: a moment, a party."""
    other = (
        f" Legt iemand een deel bij wat deze partij draagt, schrijf dan `… vult aan met …% bovenop {span.text}`."
        if found == "een partij"
        else ""
    )
    return RULE.finding(
        span,
        f"Hier hoort een meting, gegeven of indicator, maar “{span.text}” is {found}.",
        f"Zet vóór het moment wat er is gemeten, bijvoorbeeld `werk op {span.text}`."
        if found == "een moment"
        else f"Noem wat wordt gemeten of wat is afgesproken, bijvoorbeeld `werk op T1`.{other}",
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
