"""RC303: a value per participant where one for the contract is needed, or the reverse."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC303",
    name="niveau",
    severity=Severity.ERROR,
    title="Een waarde per deelnemer op de plaats van een waarde voor de overeenkomst",
    what=(
        "Sommige waarden bestaan per deelnemer, andere één keer voor de hele overeenkomst. Hier past de een "
        "niet op de plaats van de ander."
    ),
    why=(
        "Een grens of voorwaarde voor het geheel kan niet afhangen van één deelnemer zonder te zeggen hoe de "
        "deelnemers worden samengenomen."
    ),
    bad="  alleen als werk op T1",
    good="  alleen als aantal deelnemers met werk op T1 ≥ 10",
)


def finding(span: Span, needs_contract: bool) -> Finding:
    if needs_contract:
        return RULE.finding(
            span,
            "Deze waarde is er per deelnemer; hier is één waarde voor de overeenkomst nodig.",
            "Neem de deelnemers samen met `aantal deelnemers met …`, `aandeel deelnemers met …`, `som van … over "
            "deelnemers` of `gemiddelde van … over deelnemers`.",
        )
    return RULE.finding(
        span,
        "Deze waarde geldt voor de hele overeenkomst; hier is een waarde per deelnemer nodig.",
        "Gebruik een meting of eigenschap van de deelnemer.",
    )


def clause_per_participant(span: Span) -> Finding:
    """For a clause per participant on an indicator with one result for the contract."""
    return RULE.finding(
        span,
        "Deze bepaling geldt per deelnemer, maar het resultaat van de indicator is er één keer voor de hele "
        "overeenkomst.",
        "Schrijf een bepaling voor het geheel, of geef de indicator een resultaat per deelnemer.",
    )


def fee_per_participant(span: Span, word: str) -> Finding:
    """For an amount per participant on an indicator with one result for the contract."""
    return RULE.finding(
        span,
        f"Het resultaat van deze indicator is er één keer voor de hele overeenkomst; met `per {word}` is niet duidelijk hoeveel "
        "keer het bedrag wordt betaald.",
        f"Laat `per {word}` weg. Moet er naar het aantal deelnemers worden betaald, schrijf dan `resultaat aantal deelnemers met "
        "…`, of geef de indicator een resultaat per deelnemer.",
    )


def limit_elsewhere(span: Span, word: str, block: str, is_period: bool) -> Finding:
    """For a limit `per …` in a block that holds for something else."""
    place = (
        f"Een grens per {word} staat onder een indicator die `per {word}` is."
        if is_period
        else f"Een grens per {word} staat in een eigen blok, dat begint met `per {word}`, of onder een indicator."
    )
    return RULE.finding(
        span,
        f"Onder `{block}` geldt een grens voor {'alles samen' if block == 'totaal' else 'het geheel van elke waarde'}; "
        f"`per {word}` kan daar niet bij.",
        f"Haal `per {word}` weg. {place}",
    )


def period_per_participant(span: Span) -> Finding:
    """For an indicator per participant that is to hold per period."""
    return RULE.finding(
        span,
        "`per` met een periode kan alleen bij een indicator van de hele overeenkomst; deze wordt per deelnemer bepaald.",
        "Haal de regel weg, of geef de indicator een resultaat voor het geheel.",
    )


def mixed_group(span: Span) -> Finding:
    """For a group of which only some count, with indicators of both levels."""
    return RULE.finding(
        span,
        "In deze groep tellen niet alle indicatoren mee, maar sommige hebben een resultaat per deelnemer en andere "
        "één resultaat voor de hele overeenkomst.",
        "Zet indicatoren per deelnemer en indicatoren voor de hele overeenkomst in aparte groepen.",
    )


def group_gate(span: Span) -> Finding:
    """For a condition per participant above indicators with one result for the contract."""
    return RULE.finding(
        span,
        "Deze voorwaarde is er per deelnemer, maar in de groep staan ook indicatoren met één resultaat voor de hele "
        "overeenkomst.",
        "Zet de voorwaarde bij de indicatoren per deelnemer, of neem de deelnemers samen, bijvoorbeeld met "
        "`aantal deelnemers met …`.",
    )


def cohort(span: Span) -> Finding:
    """For a value of all participants together inside a value of one of them."""
    return RULE.finding(
        span,
        "Deze waarde volgt uit alle deelnemers samen, maar staat hier in een waarde per deelnemer.",
        "Maak er een eigen voorwaarde van, bijvoorbeeld `alleen als aantal deelnemers ≥ 10`, of gebruik een vaste waarde.",
    )


def gated(span: Span) -> Finding:
    """For the result of an indicator per participant that depends on a condition on the whole contract."""
    return RULE.finding(
        span,
        "Deze indicator heeft een voorwaarde over de hele overeenkomst; haar resultaat staat per deelnemer nog niet vast.",
        "Herhaal hier wat er is gemeten, en zet de voorwaarde met `alleen als` bij deze bepaling.",
    )
