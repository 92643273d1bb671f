"""The first articles: parties, terms, duration, participants."""

from __future__ import annotations

from dataclasses import replace

from ..document.model import Clause, Definition, Item
from ..model.contract import Constant, Contract, Described, Loan, Moment, Party, Period, Series
from ..model.expressions import Shifted
from ..text import writing
from .elements import expressions
from .phrases import YEARLY
from .sentences import Sentences
from .wording import (
    DAY_COUNTS,
    PART_OF_A_YEAR,
    Marks,
    Writer,
    abbreviation,
    called,
    capital,
    listed_facts,
    listing,
    marked,
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
    return [party_clause(w, one) for one in w.contract.parties]


def party_clause(w: Marks, party: Party) -> Clause:
    """The party in words that fit a singular and a plural name alike."""
    known = "" if party.short is None else f", hierna “{text(party.short)}”"
    mark = w.mark(party.assumption, f"de partij {quoted(party.title)}")
    lines = [f"{capital(text(party.title))}{known}, als {listing(list(party.roles))}{mark}."]
    if party.address is not None:
        lines.append(f"Het adres is {text(party.address).rstrip('.')}.")
    if party.registration is not None:
        lines.append(f"Het nummer in het handelsregister is {text(party.registration).rstrip('.')}.")
    if party.representative is not None:
        lines.append(f"De vertegenwoordiging berust bij {text(party.representative).rstrip('.')}.")
    return Clause(text=" ".join(lines))


# ------------------------------------------------------------------ terms


def terms(w: Writer) -> list[Clause]:
    contract = w.contract
    known: list[Definition] = []
    unit = contract.participants
    if unit is not None:
        known.append(
            Definition(
                text(unit.title),
                f"de eenheid waarvoor resultaten worden vastgesteld, in de administratie alleen met een pseudoniem aangeduid; "
                f"meervoud: {text(unit.plural)}.{_described(w, unit, f'de {w.many}')}",
            )
        )
    measures = bool(contract.measurements)
    follows = " uit metingen volgt." if measures else " wordt bepaald."
    if measures:
        known.append(Definition("meting", "een gegeven dat volgens " + w.article("metingen") + " wordt vastgesteld."))
    known += [
        Definition("indicator", "een resultaat dat volgens " + w.article("indicatoren") + follows),
        Definition("vergoeding", "het bedrag dat voor de resultaten op grond van deze bijlage verschuldigd is."),
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
    known += [Definition(role, f"{_ROLES[role]}.") for role in roles]
    built_in = {one.term.lower() for one in known[1 if unit is not None else 0 :]} | {"peildatum"}
    own = [_moment(w, one) for one in contract.moments if one.period is None]
    own += [_period(w, one) for one in contract.periods]
    own += [_constant(w, one) for one in contract.constants]
    own += [_series(w, one) for one in w.yearly]
    own += [_loan(w, one) for one in contract.loans]
    # A title that is also a built-in term keeps the quotation marks that it has in every clause.
    known += [replace(one, term=f"“{one.term}”") if one.term.lower() in built_in else one for one in own]
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
    currency = "euro" if contract.currency == "EUR" else f"{_currency(contract.currency)} ({contract.currency})"
    mark = w.mark(contract.currency_assumption, "de munt en of btw in de bedragen is begrepen")
    words = f"Alle bedragen luiden in {currency}{mark}."
    if contract.vat_basis is not None:
        words += f" Zij zijn {contract.vat_basis}."
    return Clause(text=words)


def _currency(code: str) -> str:
    from babel.numbers import get_currency_name

    name: str = get_currency_name(code, locale="nl_NL")
    return name


def _moment(w: Writer, moment: Moment) -> Definition:
    short = abbreviation(moment)
    term = text(moment.title) + (f" ({short})" if short else "")
    mark = w.mark(moment.assumption, f"het moment {quoted(moment.title)}")
    if moment.after is not None:
        words = f"{text(moment.words)} {quoted(moment.after.title)}"
        if moment.day is not None:
            words += f", dat is {writing.day(moment.day)}"
    elif moment.day is not None:
        words = writing.day(moment.day)
    else:
        words = f"de dag die per {w.one} onder deze naam is vastgelegd"
    return Definition(term, f"{words}{mark}.{_described(w, moment, f'het moment {quoted(moment.title)}')}")


def _described(w: Writer, one: Described, what: str) -> str:
    """Sentences for definition, source, evidence and who establishes it; empty when nothing is said of it."""
    found = [words if label == "Definitie" else f"{label}: {words}" for label, words in listed_facts(w, one, what)]
    if one.verifier is not None:
        mark = w.mark(one.verifier_assumption, f"wie {what} vaststelt")
        found.append(f"Vaststelling: door {called(one.verifier)}{mark}.")
    return "".join(f" {words}" for words in found)


def _period(w: Writer, one: Period) -> Definition:
    """«Kwartaal: ieder kwartaal van 1 januari 2027 tot en met 31 december 2028: de perioden 1 tot en met 8.»"""
    mark = w.mark(one.assumption, f"de periode {quoted(one.title)}")
    number = len(one.moments)
    names = [moment.name.removeprefix(f"{one.name}_") for moment in (one.moments[0], one.moments[-1])]
    which = f"{names[0]} tot en met {names[1]}" if number > 1 else names[0]
    words = f"{text(one.every)} van {writing.day(one.first)} tot en met {writing.day(one.last)}{mark}"
    kind = "aangeduid met het jaartal" if names[0] != "1" else "genummerd"
    return Definition(text(one.title), f"{words}, {kind} ({which}).")


def _constant(w: Writer, constant: Constant) -> Definition:
    value = w.value(constant.value, constant.kind)
    mark = w.mark(constant.assumption, f"het gegeven {quoted(constant.title)}")
    told = w.mark(constant.source_assumption, f"de bron van het gegeven {quoted(constant.title)}")
    source = "" if constant.source is None else f" Bron: {marked(sentence(constant.source), told)}"
    return Definition(text(constant.title), f"{value}{mark}.{source}")


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
    return Definition(text(series.title), f"{listing(shown)}{w.mark(series.assumption, place)}. {outside}")


def _loan(w: Writer, loan: Loan) -> Definition:
    mark = w.mark(loan.assumption, f"de lening {quoted(loan.title)}")
    return Definition(
        text(loan.title),
        f"de lening van {w.money(loan.principal)} van {writing.day(loan.day)}, tegen een rente van "
        f"{writing.percent(loan.rate)} per jaar{mark}. {PART_OF_A_YEAR} {DAY_COUNTS[loan.day_count]}.",
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
        "de prestatie bestaat erin dat het overeengekomen resultaat wordt bereikt. "
        "Blijft het resultaat uit, dan is de verplichting niet nagekomen, tenzij de wet of de overeenkomst anders bepaalt",
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
    return [
        Clause(text=f"De verplichting{whose} om het overeengekomen werk uit te voeren is {name}{mark}: {meaning}."),
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
                    "In de uitloop worden metingen afgerond en wordt de vergoeding afgerekend."
                )
            )
        )
    return clauses


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
        mark = w.mark(attribute.assumption, f"de eigenschap {quoted(attribute.title)}")
        described = _described(w, attribute, f"de eigenschap {quoted(attribute.title)}")
        choices = tuple(Item(f"{text(title)};") for _, title in attribute.choices[:-1])
        choices += (Item(f"{text(attribute.choices[-1][1])}."),)
        clauses.append(
            Clause(
                text=f"Per {w.one} wordt de eigenschap {quoted(attribute.title)} vastgelegd{mark}. Deze is één van de volgende:",
                items=choices,
                closing=described.strip(),
            )
        )
    return clauses
