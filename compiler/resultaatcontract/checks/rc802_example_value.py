"""RC802: a value in an example that does not fit the measurement."""

from __future__ import annotations

from fractions import Fraction

from ..findings import Finding, Rule, Severity
from ..text import writing
from ..text.source import Span

RULE = Rule(
    code="RC802",
    name="voorbeeldwaarde",
    severity=Severity.ERROR,
    title="Een voorbeeld past niet bij de overeenkomst",
    what=(
        "In een `voorbeeld` krijgt elke meting een waarde van haar soort, binnen haar bereik, op het juiste "
        "niveau, en één keer. Een voorbeeld verwacht ten minste één bedrag, en verwacht alleen iets van wat er is."
    ),
    why="Een voorbeeld dat niet kan voorkomen, laat niet zien wat de overeenkomst betaalt.",
    bad="  deelnemer a: gezondheid op T0 = 7",
    good="  deelnemer a: gezondheid op T0 = 4",
)


def wrong(span: Span, measurement: str, expected: str) -> Finding:
    if expected == "een voorwaarde (ja/nee)":
        expected = "`ja` of `nee`"
    is_number = span.text.replace(".", "").replace(",", "").isdecimal()
    meant = {"een percentage": f"Bedoelde u {span.text}%?", "een bedrag": f"Bedoelde u € {span.text}?"}
    remedy = meant[expected] if is_number and expected in meant else f"Schrijf hier {expected}."
    return RULE.finding(span, f"Deze waarde past niet bij “{measurement}”.", remedy)


def out_of_range(span: Span, measurement: str, low: str, high: str, step: str) -> Finding:
    return RULE.finding(
        span,
        f"“{measurement}” kan geen {span.text} zijn.",
        f"Schrijf een waarde van {low} t/m {high}, in stappen van {step}.",
    )


def wrong_level(span: Span, measurement: str, inside_participant: bool) -> Finding:
    """`inside_participant`: a participant's measurement stands outside one; otherwise the reverse."""
    if inside_participant:
        return RULE.finding(
            span,
            f"De meting “{measurement}” is er per deelnemer.",
            "Zet haar achter `deelnemer …:`, bij een van de deelnemers.",
        )
    return RULE.finding(
        span,
        f"De meting “{measurement}” geldt voor de hele overeenkomst.",
        "Zet haar op een eigen regel in het voorbeeld, los van de deelnemers.",
    )


def no_measurement(span: Span, name: str) -> Finding:
    """For a constant, loan or attribute that an example gives a value as if it were measured."""
    return RULE.finding(
        span,
        f"“{name}” is geen meting; de waarde ervan staat al in de overeenkomst.",
        "Haal de waarde weg, of geef een meting een waarde.",
    )


def is_moment(span: Span, moment: str) -> Finding:
    """For a moment with a value as if it were a measurement."""
    return RULE.finding(span, f"“{moment}” is een moment en geen meting.", f"Schrijf `datum {moment} = …`.")


def known_date(span: Span, moment: str, after: str | None) -> Finding:
    """For a date of a moment that the contract itself gives one; `after` is the moment from which it follows."""
    message = (
        f"De datum van “{moment}” volgt uit “{after}”." if after else f"Het moment “{moment}” heeft al een vaste datum."
    )
    remedy = f"Geef de datum van “{after}”, of haal deze weg." if after else "Haal de datum hier weg."
    return RULE.finding(span, message, remedy)


def date_twice(span: Span, moment: str) -> Finding:
    return RULE.finding(span, f"De datum van “{moment}” staat hier twee keer.", "Laat één datum staan.")


def choice_twice(span: Span, attribute: str) -> Finding:
    return RULE.finding(
        span, f"De eigenschap “{attribute}” krijgt hier twee keer een waarde.", "Laat één waarde staan."
    )


def twice(span: Span, measurement: str) -> Finding:
    return RULE.finding(span, f"De meting “{measurement}” krijgt hier twee keer een waarde.", "Laat één waarde staan.")


def wrong_count(span: Span) -> Finding:
    return RULE.finding(span, "Dit is geen aantal deelnemers.", "Schrijf een geheel getal van 1 t/m 10.000.000.")


def too_many(span: Span, number: int, most: int) -> Finding:
    """For more participants than the contract allows."""
    return RULE.finding(
        span,
        f"Dit voorbeeld heeft {writing.number(Fraction(number))} deelnemers; de overeenkomst staat er ten hoogste "
        f"{writing.number(Fraction(most))} toe.",
        "Neem minder deelnemers, of verhoog `ten hoogste … deelnemers`.",
    )


def not_per_period(span: Span, measurement: str, period: str) -> Finding:
    """For values per period of a measurement that isn't per that period."""
    return RULE.finding(
        span,
        f"De meting “{measurement}” is er niet per {period}.",
        f"Noem het moment (`{measurement} op …`), of zet `per {period}` bij de contractmeting.",
    )


def wrong_number(span: Span, found: int, expected: int) -> Finding:
    """For another number of values than there are periods."""
    return RULE.finding(
        span,
        f"Hier {'staat 1 waarde' if found == 1 else f'staan {found} waarden'}; er zijn {expected} perioden.",
        "Geef voor elke periode één waarde, in volgorde.",
    )


def wrong_number_of_parties(span: Span, found: int, parties: list[str]) -> Finding:
    """For another number of values than there are parties."""
    return RULE.finding(
        span,
        f"Hier {'staat 1 waarde' if found == 1 else f'staan {found} waarden'}; er zijn {len(parties)} partijen.",
        f"Geef voor elke partij één waarde, in deze volgorde: {', '.join(parties)}.",
    )


def no_year(span: Span, year: str, years: list[str]) -> Finding:
    """For an amount expected in a calendar year without a tranche."""
    return RULE.finding(
        span,
        f"In {year} valt geen tranche, dus wordt er niets betaald.",
        f"Kies een jaar waarin wordt betaald: {writing.listing(years, 'of')}.",
    )


def no_expectation(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Dit voorbeeld verwacht geen enkel bedrag.",
        "Voeg toe wat eruit moet komen, bijvoorbeeld `verwacht totaal € 5.000`.",
    )
