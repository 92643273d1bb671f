"""The first articles: parties, terms, duration, participants."""

from __future__ import annotations

import re
from dataclasses import replace

from ..document.model import Clause, Definition, Item
from ..model.contract import (
    Constant,
    Contract,
    Described,
    Group,
    Indicator,
    Loan,
    Moment,
    Participants,
    Party,
    PartyGroup,
    Period,
    RebatePrice,
    Series,
    can_be_malus,
)
from ..model.expressions import Shifted
from ..text import writing
from .elements import elements, expressions
from .phrases import YEARLY
from .prices import is_unconditional
from .sentences import Sentences
from .sources import lines_of, sourced
from .wording import (
    DAY_COUNTS,
    PART_OF_A_YEAR,
    Marks,
    Writer,
    abbreviation,
    before,
    called,
    capital,
    currency_name,
    listed_facts,
    listing,
    lowered,
    marked,
    noted,
    quoted,
    sentence,
    text,
)

_ROLES = {
    "betaler": "een partij die de vergoeding of een deel daarvan draagt",
    "uitvoerder": "een partij die het overeengekomen werk uitvoert",
    "beoordelaar": "een partij die metingen vaststelt",
    "investeerder": "een partij die het werk vooraf financiert",
    "ontvanger": "een partij die de vergoeding of een deel daarvan ontvangt",
}


def parties(w: Writer) -> list[Clause]:
    return [
        *(party_clause(w, one) for one in w.contract.parties),
        *(_group_clause(w, one) for one in w.contract.party_groups),
    ]


def _group_clause(w: Writer, group: PartyGroup) -> Clause:
    """A name for several parties; what the annex says of it, holds for each of them."""
    mark = w.mark(group.assumption, f"de partijen {quoted(group.title)}")
    known = "" if group.short in (None, group.title) else f", hierna “{text(group.short)}”"
    names = listing([called(one) for one in group.parties])
    words = [f"{capital(text(group.title))}{mark}{known}: {names}, ieder afzonderlijk.", *noted(group.notes)]
    return Clause(text=" ".join(words))


def party_clause(w: Marks, party: Party) -> Clause:
    """The party in words that fit a singular and a plural name alike."""
    known = "" if party.short in (None, party.title) else f", hierna “{called(party)}”"
    mark = w.mark(party.assumption, f"de partij {quoted(party.title)}")
    lines = [f"{capital(text(party.title))}{mark}{known}, als {listing(list(party.roles))}."]
    if party.address is not None:
        lines.append(f"Het adres is {text(party.address).rstrip('.')}.")
    if party.registration is not None:
        lines.append(f"Het nummer in het handelsregister is {text(party.registration).rstrip('.')}.")
    if party.representative is not None:
        lines.append(f"De vertegenwoordiging berust bij {text(party.representative).rstrip('.')}.")
    return Clause(text=" ".join(lines), source=lines_of(party))


# ------------------------------------------------------------------ terms


def terms(w: Writer) -> list[Clause]:
    contract = w.contract
    known: list[Definition] = []
    unit = contract.participants
    if unit is not None:
        known.append(_unit(w, unit))
    measures = bool(contract.measurements)
    what = (
        "een onderdeel van de vergoeding"
        if all(is_unconditional(one) for one in contract.indicators)
        else "een resultaat"
    )
    follows = " uit metingen volgt." if measures else " wordt bepaald."
    if measures:
        known.append(Definition("meting", "een gegeven dat volgens " + w.article("metingen") + " wordt vastgesteld."))
    known += [
        Definition("indicator", f"{what} dat volgens " + w.article("indicatoren") + follows),
        Definition("vergoeding", "het bedrag dat op grond van deze bijlage verschuldigd is."),
        Definition(
            "tranche",
            "een betaling van de vergoeding of van een deel daarvan op een datum die in "
            + w.article("tranches")
            + " is genoemd.",
        ),
    ]
    if w.timed:
        known.append(Definition(w.cut_off, "de laatste dag waarvan de resultaten bij een tranche meetellen."))
        right = "de vergoeding voor alle resultaten die op de peildatum van een tranche meetellen."
    else:
        right = "de vergoeding voor alle resultaten die zijn vastgesteld."
    known.append(Definition("recht", right))
    roles = dict.fromkeys(role for party in contract.parties for role in party.roles)
    known += [Definition(role, f"{_ROLES[role]}.{_no_deposits(contract, role)}") for role in roles]
    if any(can_be_malus(one.price) for one in contract.indicators):
        known.append(Definition("malus", "een bedrag dat op de vergoeding in mindering wordt gebracht."))
    if _speaks_of(contract, "meetdag"):
        known.append(Definition("meetdag", "de dag van het moment waarop de meting betrekking heeft."))
    built_in = {one.term.lower() for one in known[1 if unit is not None else 0 :]} | {"peildatum"}
    own = [_moment(w, one) for one in contract.moments if one.period is None]
    own += [_period(w, one) for one in contract.periods if _is_used(contract, one)]
    own += [_constant(w, one) for one in contract.constants]
    own += [_series(w, one) for one in w.yearly]
    own += [_loan(w, one) for one in contract.loans]
    # A title that is also a built-in term keeps the quotation marks that it has in every clause.
    known += [
        replace(one, term=f"“{one.term}”", names=one.names or (one.term,)) if one.term.lower() in built_in else one
        for one in own
    ]
    clauses = [Clause(text="In deze bijlage wordt verstaan onder:", definitions=tuple(known)), _amounts(w)]
    if any(moment.months for moment in contract.moments) or _shifts_by_months(contract):
        clauses.append(
            Clause(
                text=(
                    "Een termijn in maanden, kwartalen of jaren eindigt op de dag van de maand waarop zij begon. "
                    "Heeft de laatste maand die dag niet, dan eindigt de termijn op de laatste dag van die maand."
                )
            )
        )
    return clauses


def _amounts(w: Writer) -> Clause:
    contract = w.contract
    currency = "euro" if contract.currency == "EUR" else f"{currency_name(contract.currency)} ({contract.currency})"
    mark = w.mark(contract.currency_assumption, "de munt en of btw in de bedragen is begrepen")
    words = f"Alle bedragen luiden in {currency}{mark}."
    if contract.vat_basis is not None:
        words += f" Zij zijn {contract.vat_basis}."
    return Clause(text=words, source=lines_of(contract))


def _unit(w: Writer, unit: Participants) -> Definition:
    """The participants: what they are, and that a person isn't named."""
    facts = _facts(w, unit, f"de {w.many}")
    meaning = facts.pop("Definitie", "de eenheid waarvoor resultaten worden vastgesteld.")
    words = [
        meaning,
        *_labelled(facts),
        f"Per {w.one} worden resultaten vastgesteld." if unit.definition is not None else "",
        f"In de administratie wordt een {w.one} alleen met een code (pseudoniem) aangeduid.",
        *noted(unit.notes),
    ]
    # Without a plural of its own the contract's word is «Deelnemers», which needn't be a form of the title.
    several = "meer dan één" if unit.plural == "Deelnemers" and unit.title != "Deelnemer" else "meervoud"
    term = f"{text(unit.title)} ({several}: {text(unit.plural)})"
    return Definition(term, " ".join(one for one in words if one), (text(unit.title),), lines_of(unit))


def _no_deposits(contract: Contract, role: str) -> str:
    """That an investor's money comes under another agreement, when this one doesn't say what is put in."""
    if role != "investeerder" or contract.deposits:
        return ""
    return " De inleg is in deze bijlage niet geregeld."


def _speaks_of(contract: Contract, word: str) -> bool:
    """Whether a definition of the contract uses a word that it doesn't define itself."""
    own = {one.title.lower() for one in contract.moments} | {one.title.lower() for one in contract.constants}
    found = [one.definition for one in elements(contract) if isinstance(one, Described | Indicator | Group)]
    return word not in own and any(re.search(rf"\b{word}\b", one) for one in found if one is not None)


def _is_used(contract: Contract, period: Period) -> bool:
    """Whether more than the titles and dates of tranches stems from the period."""
    if period.assumption is not None:
        return True
    parts = (contract.measurements, contract.parts, contract.participant_steps, contract.levels, contract.steps)
    return any(
        (isinstance(one, Period) and one.name == period.name) or (isinstance(one, Moment) and one.period == period.name)
        for one in elements((*parts, contract.payments, contract.tranches, contract.year_caps))
    )


def _moment(w: Writer, moment: Moment) -> Definition:
    short = abbreviation(moment)
    term = text(moment.title) + (f" ({short})" if short else "")
    mark = w.mark(moment.assumption, f"het moment {quoted(moment.title)}")
    facts = _facts(w, moment, f"het moment {quoted(moment.title)}")
    if moment.after is not None:
        words = f"{before(text(moment.words))} {quoted(moment.after.title)}"
        if moment.day is not None:
            words += f", dat is {writing.day(moment.day)}"
    elif moment.day is not None:
        words = writing.day(moment.day)
    else:
        words = facts.pop("Definitie", f"de dag die per {w.one} als zodanig wordt vastgelegd.")
    told = [marked(sentence(words), mark), *_labelled(facts), *noted(moment.notes)]
    return Definition(term, " ".join(told), (text(moment.title),), lines_of(moment))


def _facts(w: Writer, one: Described, what: str) -> dict[str, str]:
    """By label: definition, source, evidence and who establishes it, as far as anything is said of it."""
    facts = dict(listed_facts(w, one, what))
    if one.verifier is not None:
        mark = w.mark(one.verifier_assumption, f"wie {what} vaststelt")
        facts["Vaststelling"] = f"door {called(one.verifier)}{mark}."
    return facts


def _labelled(facts: dict[str, str]) -> list[str]:
    """Sentences for facts that stand behind something else: a definition without its label."""
    return [capital(words) if label == "Definitie" else f"{label}: {words}" for label, words in facts.items()]


def _period(w: Writer, one: Period) -> Definition:
    """«Kwartaal: ieder kwartaal van 1 januari 2027 tot en met 31 december 2028: de perioden 1 tot en met 8.»"""
    mark = w.mark(one.assumption, f"de periode {quoted(one.title)}")
    number = len(one.moments)
    names = [moment.name.removeprefix(f"{one.name}_") for moment in (one.moments[0], one.moments[-1])]
    which = f"{names[0]} {'en' if number == 2 else 'tot en met'} {names[1]}" if number > 1 else names[0]
    words = f"{text(one.every)} van {writing.day(one.first)} tot en met {writing.day(one.last)}{mark}"
    kind = "aangeduid met het jaartal" if names[0] != "1" else "genummerd"
    return Definition(text(one.title), f"{words}, {kind} ({which}).", source=lines_of(one))


def _constant(w: Writer, constant: Constant) -> Definition:
    value = w.value(constant.value, constant.kind)
    mark = w.mark(constant.assumption, f"het gegeven {quoted(constant.title)}")
    told = w.mark(constant.source_assumption, f"de bron van het gegeven {quoted(constant.title)}")
    words = [f"{value}{mark}."]
    if constant.source is not None:
        words.append(f"Bron: {marked(lowered(sentence(constant.source)), told)}")
    told_all = " ".join([*words, *noted(constant.notes)])
    return Definition(text(constant.title), told_all, source=lines_of(constant))


def _series(w: Writer, series: Series) -> Definition:
    """«Instroomprijs: € 900,00 in 2027 en € 600,00 in 2028.», and what holds outside those years."""
    place = f"de reeks {quoted(series.title)}"
    shown = []
    for (year, value), reason in zip(series.values, series.assumptions, strict=True):
        shown.append(f"{w.value(value, series.kind)} in {year}{w.mark(reason, f'{place}, {year}')}")
    first, last = series.values[0][0], series.values[-1][0]
    what = YEARLY[series.kind]
    outside = f"Vóór {first} geldt {what} van {first}, na {last} dat van {last}."
    if first == last:
        outside = f"In andere jaren geldt {what} van {first}."
    words = f"{listing(shown)}{w.mark(series.assumption, place)}. {outside}"
    return Definition(text(series.title), words, source=lines_of(series))


def _loan(w: Writer, loan: Loan) -> Definition:
    mark = w.mark(loan.assumption, f"de lening {quoted(loan.title)}")
    prices = [one.price for one in w.contract.indicators]
    counted = PART_OF_A_YEAR
    if any(isinstance(price, RebatePrice) and price.loan == loan for price in prices):
        counted = "Een rentekorting wordt berekend van de eerste dag van de korting tot de dag na de laatste. Die tijd is, in jaren,"
    return Definition(
        text(loan.title),
        f"de lening van {w.money(loan.principal)} van {writing.day(loan.day)}, tegen een rente van "
        f"{writing.percent(loan.rate)} per jaar{mark}. {counted} {DAY_COUNTS[loan.day_count]}.",
        source=lines_of(loan),
    )


def _shifts_by_months(contract: Contract) -> bool:
    """Whether some date in the contract is counted in months from another."""
    return any(isinstance(one, Shifted) and one.months for one in expressions(contract))


# ------------------------------------------------------------------ the kind of obligation

_OBLIGATIONS = {
    "inspanning": (
        "een inspanningsverplichting",
        "de prestatie bestaat erin dat het werk met de zorg van een goed opdrachtnemer wordt "
        "uitgevoerd. Dat een beoogd resultaat uitblijft, is op zichzelf geen tekortkoming",
    ),
    "taak": (
        "een taakgerichte verplichting",
        "de prestatie bestaat erin dat de overeengekomen taak naar behoren wordt vervuld. "
        "Wat de taak bij afzonderlijke personen teweegbrengt, is op zichzelf geen tekortkoming",
    ),
    "resultaat": (
        "een resultaatverplichting",
        "de prestatie bestaat erin dat de resultaten van {results} worden behaald. "
        "Blijft een resultaat uit, dan is de verplichting in zoverre niet nagekomen, tenzij de wet of de overeenkomst "
        "anders bepaalt",
    ),
}


def obligation(w: Writer) -> list[Clause]:
    kind = w.contract.obligation
    if kind is None:
        return []
    mark = w.mark(w.contract.obligation_assumption, "de aard van de verplichting")
    doers = [called(one) for one in w.contract.parties if "uitvoerder" in one.roles]
    whose = f" van {listing(doers)}" if doers else ""
    name, meaning = _OBLIGATIONS[kind]
    told = meaning.format(results=w.article("indicatoren"))
    words = f"De verplichting{whose} om het overeengekomen werk uit te voeren is {name}{mark}: {told}."
    return [
        Clause(text=words, source=lines_of(w.contract)),
        Clause(text="De hoogte van de vergoeding volgt uit deze bijlage, ongeacht de aard van de verplichting."),
    ]


# ------------------------------------------------------------------ duration and participants


def term(w: Writer) -> list[Clause]:
    contract = w.contract
    first, last = writing.day(contract.first), writing.day(contract.last)
    mark = w.mark(contract.assumption, "de looptijd")
    clauses = [Clause(text=f"De overeenkomst loopt van {first} tot en met {last}{mark}.")]
    if contract.run_off is not None:
        mark = w.mark(contract.run_off_assumption, "de uitloop")
        clauses.append(
            Clause(
                text=(
                    f"Na de looptijd volgt een uitloop tot en met {writing.day(contract.run_off)}{mark}. "
                    "In de uitloop kan nog worden gemeten en wordt de vergoeding afgerekend."
                )
            )
        )
    return sourced(clauses, contract)


def participants(w: Writer) -> list[Clause]:
    unit = w.contract.participants
    if unit is None:
        return []
    clauses = []
    if unit.maximum_number is not None:
        mark = w.mark(unit.maximum_number_assumption, f"het hoogste aantal {w.many}")
        clauses.append(Clause(text=f"Er zijn ten hoogste {writing.number(unit.maximum_number)} {w.many}{mark}."))
    if unit.maximum_fee is not None:
        mark = w.mark(unit.maximum_fee_assumption, f"de maximale vergoeding per {w.one}")
        amount = Sentences(w).value(unit.maximum_fee)
        clauses.append(Clause(text=f"De maximale vergoeding per {w.one} is {amount}{mark}."))
    for attribute in w.contract.attributes:
        mark = w.mark(attribute.assumption, f"het kenmerk {quoted(attribute.title)}")
        facts = _facts(w, attribute, f"het kenmerk {quoted(attribute.title)}")
        meaning = f": {facts.pop('Definitie')}" if "Definitie" in facts else "."
        choices = tuple(Item(f"{text(title)};") for _, title in attribute.choices[:-1])
        choices += (Item(f"{text(attribute.choices[-1][1])}."),)
        clauses.append(
            Clause(
                text=f"Per {w.one} wordt het kenmerk {quoted(attribute.title)} vastgelegd{mark}{meaning} Mogelijk zijn:",
                items=choices,
                closing=" ".join([*_labelled(facts), *noted(attribute.notes)]),
                names=(text(attribute.title),),
                source=lines_of(attribute),
            )
        )
    return sourced(clauses, unit)
