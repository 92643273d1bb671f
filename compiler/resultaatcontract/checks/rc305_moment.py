"""RC305: a measurement at a moment at which it is not made."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC305",
    name="moment-van-meting",
    severity=Severity.ERROR,
    title="Een meting op een moment waarop niet wordt gemeten",
    what="De meting kent dit moment niet, of er is geen moment genoemd terwijl op meer momenten wordt gemeten.",
    why="Zonder juist moment is niet duidelijk welke waarde telt: die van de start of die van het einde.",
    bad="""\
meting werk op T0, T1: ja/nee
indicator baan "Baan"
  behaald als werk
""",
    good="""\
meting werk op T0, T1: ja/nee
indicator baan "Baan"
  behaald als werk op T1
""",
)


def per_period(span: Span, measurement: str, period: str, known: list[str], adds_up: bool, declared: Span) -> Finding:
    """For a measurement per period where it isn't said which period; a yes or no doesn't add up."""
    summed = f", schrijf `som van {measurement} per {period}`," if adds_up else ""
    return RULE.finding(
        span,
        f"De meting “{measurement}” is er per {period}; hier is niet duidelijk welke periode bedoeld is.",
        f"Zet `per {period}` in de indicator{summed} of noem er een: "
        f"`{measurement} op {known[0] if known else period}`.",
        [Note(declared, "hier opgegeven")],
    )


def unlike_periods(
    span: Span, measurement: str, period: str, here: str, known: list[str], adds_up: bool, declared: Span
) -> Finding:
    """For a measurement per one period in something that is per another."""
    named = f"`{measurement} op {known[0] if known else period}`"
    if adds_up:
        remedy = f"Maak de perioden gelijk, of neem de waarden samen met `som van {measurement} per {period}`."
    else:
        remedy = f"Maak de perioden gelijk (`per {period}` in de indicator), of noem er een: {named}."
    return RULE.finding(
        span,
        f"De meting “{measurement}” is er per {period}, en niet per {here}.",
        remedy,
        [Note(declared, "hier opgegeven")],
    )


def result_per_period(span: Span, indicator: str, period: str) -> Finding:
    """For the result of an indicator per period where it isn't said which period."""
    return RULE.finding(
        span,
        f"De indicator “{indicator}” heeft een resultaat per {period}; hier is niet duidelijk van welke periode.",
        f"Zet `per {period}` ook in deze indicator, of schrijf `som van {indicator} per {period}`.",
    )


def per_party(span: Span, measurement: str, group: str, known: list[str], adds_up: bool, declared: Span) -> Finding:
    """For a measurement per party where it isn't said whose."""
    summed = f", schrijf `som van {measurement} per {group}`," if adds_up else ""
    return RULE.finding(
        span,
        f"De meting “{measurement}” is er per {group}; hier is niet duidelijk van welke partij.",
        f"Noem er een: `{known[0]}`{summed} of gebruik haar in de regel van een betaler.",
        [Note(declared, "hier opgegeven")],
    )


def not_of_party(span: Span, measurement: str, party: str, declared: Span) -> Finding:
    """For a measurement per party that one party doesn't have."""
    return RULE.finding(
        span,
        f"De meting “{measurement}” is er niet voor “{party}”.",
        "Voeg de partij toe aan de partijen waarvoor wordt gemeten, of kies een andere meting.",
        [Note(declared, "hier opgegeven")],
    )


def same_for_each(span: Span, name: str) -> Finding:
    """For what is asked of each apart and doesn't differ between them."""
    return RULE.finding(
        span,
        f"Dit is voor elke {name} hetzelfde: er staat niets in dat per {name} verschilt.",
        f"Laat het deel over elke {name} weg, of noem iets dat per {name} wordt geteld of gemeten.",
    )


def rebate(span: Span, loan: str) -> Finding:
    """For an interest rebate without days, in an indicator that is not per period."""
    return RULE.finding(
        span,
        "Er staat niet over welke dagen de rentekorting wordt gegeven.",
        f"Noem de dagen (`over {loan} van … t/m …`), of zet `per` met een periode in de indicator: dan geldt de korting over elke "
        "periode.",
    )


def other_period(span: Span, name: str, period: str) -> Finding:
    """For a limit per something else in an indicator that is per period."""
    return RULE.finding(
        span,
        f"De indicator is per {period}; een grens per {name} kan hier niet.",
        f"Schrijf `per {period}`, of laat `per {name}` weg voor een grens van het geheel.",
    )


def both(span: Span, measurement: str) -> Finding:
    """For a measurement with moments and a period."""
    return RULE.finding(
        span,
        f"De meting “{measurement}” heeft momenten en een periode.",
        "Kies: `op` met momenten, of `per` met een periode.",
    )


def wrong_moment(span: Span, measurement: str, moment: str, known: list[str], declared: Span) -> Finding:
    if not known:
        return RULE.finding(
            span,
            f"De meting “{measurement}” heeft geen momenten, dus ook niet {moment}.",
            f"Haal `op {moment}` weg, of zet `op {moment}` bij de meting.",
            [Note(declared, "hier opgegeven")],
        )
    return RULE.finding(
        span,
        f"De meting “{measurement}” wordt niet op {moment} gedaan, wel op {', '.join(known)}.",
        "Kies een van die momenten, of voeg het moment toe aan de meting.",
        [Note(declared, "hier opgegeven")],
    )


def no_measurement(span: Span, name: str, moment: str, declared: Span) -> Finding:
    """For a moment behind a constant, a loan or an indicator."""
    return RULE.finding(
        span,
        f"“{name}” is geen meting en heeft dus geen momenten.",
        f"Haal `op {moment}` weg.",
        [Note(declared, "hier opgegeven")],
    )


def no_year(span: Span, series: str, moment: str | None) -> Finding:
    """For a series where it isn't said of which year the value is meant."""
    return RULE.finding(
        span,
        f"De reeks “{series}” heeft een waarde per kalenderjaar; hier is niet duidelijk welk jaar bedoeld is.",
        f"Noem het moment dat het jaar bepaalt, bijvoorbeeld `{series} op {moment or 'T0'}`, of zet `per` met een periode in de "
        "indicator.",
    )


def no_moment(span: Span, measurement: str, known: list[str], declared: Span) -> Finding:
    return RULE.finding(
        span,
        f"De meting “{measurement}” wordt op meer momenten gedaan ({', '.join(known)}); hier staat niet op welk.",
        f"Schrijf bijvoorbeeld `{measurement} op {known[-1]}`.",
        [Note(declared, "hier opgegeven")],
    )
