"""What was proved of every possible outcome: the assertions of the text, and between what amounts payments lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from ..document.model import Clause, Item, Table
from ..driver import Compiled
from ..model.expressions import Kind
from ..plan.inputs import Key, Measured, Participant, Results
from ..plan.plan import ADVANCE, MINIMUM
from ..prove.bounds import Reach, Reaches, What, YearReach, bounds_by, bounds_by_year
from ..prove.properties.asserted import assertions
from ..prove.properties.property import Property
from ..prove.prover import Bound, Prover, Verdict
from ..record import changed
from ..text import writing
from ..text.reading import decimals
from .sentences import Sentences
from .sources import lines_of
from .wording import Writer, at_moment, capital, marked, quoted, sentence, text
from .yearly import year_figure

_SPECIAL = {MINIMUM: "Aanvulling tot het minimum", ADVANCE: "Voorschotten en termijnen"}

_Between = TypeVar("_Between", Reach, YearReach)


class Proved:
    """What the prover says of one contract; worked out once, when first asked."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled

    @cached_property
    def _prover(self) -> Prover:
        return Prover(self.compiled)

    @cached_property
    def bounds(self) -> Reaches:
        found = bounds_by(self._prover)
        return changed(found, all=tuple(self._telling(one, found.all[0]) for one in found.all))

    @cached_property
    def yearly(self) -> tuple[YearReach, ...]:
        return tuple(self._telling(one, self.bounds.all[0]) for one in bounds_by_year(self._prover))

    @cached_property
    def assertions(self) -> list[Property]:
        return assertions(self._prover)

    def _telling(self, one: _Between, total: Reach) -> _Between:
        """Without the ends that are certain but say nothing, and would alarm a reader: below zero where nothing below zero
        was found, or further from zero than the highest total that is proved. Those that rounding explains stay."""
        most = total.highest.proved
        unit = 10 ** decimals(self.compiled.contract.currency)

        def told(bound: Bound, low: bool) -> Bound:
            amount, found = bound.proved, bound.reached.amount
            if amount is None or -unit < amount - found < unit:
                return bound
            below = low and amount < 0 <= found
            beyond = most is not None and not -most <= amount <= most
            return changed(bound, proved=None) if below or beyond else bound

        return changed(one, lowest=told(one.lowest, True), highest=told(one.highest, False))


# ------------------------------------------------------------------ assertions


def always(w: Writer, proved: Proved) -> list[Clause]:
    """Every assertion in words, with what is known of it; a refuted one gets no annex."""
    contract = proved.compiled.contract
    if not contract.assertions:
        return []
    lead = "Partijen gaan ervan uit dat het volgende geldt, welke uitkomsten er ook worden gemeten. Geen bedrag hangt ervan af."
    clauses = [Clause(text=lead)]
    s = Sentences(w)
    for one, found in zip(contract.assertions, proved.assertions, strict=True):
        words = capital(s.statement(one.claim))
        if one.condition is not None:
            words += f", als {s.condition(one.condition)}"
        mark = w.mark(one.assumption, f"de stelling {quoted(one.title)}")
        said = [marked(f"{words}.", mark), *(sentence(note) for note in one.notes)]
        said.append(
            "Dit is bewezen voor alle mogelijke metingen."
            if found.verdict is Verdict.PROVED
            else "Dit is niet weerlegd en ook niet voor alle mogelijke metingen bewezen."
        )
        clauses.append(Clause(heading=text(one.title), text=" ".join(said), source=lines_of(one)))
    return clauses


# ------------------------------------------------------------------ between what amounts


def reach(w: Writer, proved: Proved) -> list[Clause]:
    """The lowest and highest total in sentences with the results that give them, and a table of all that is proved."""
    total, *_ = proved.bounds.all
    known = [one for one in proved.bounds.all if one.lowest.proved is not None or one.highest.proved is not None]
    rows = [
        (_row(w, one), _shown(w, one.lowest, True), _shown(w, one.highest, False))
        for one in known
        if not (one.what is What.INDICATOR and one.name == MINIMUM and not _is_ever_paid(one))
    ]
    if not rows:
        return []
    table = Table(("Bedrag over de hele looptijd of in een jaar", "Laagst", "Hoogst"), tuple(rows), "", (1, 2))
    cells = [cell for _, *own in rows for cell in own]
    closing = [
        *([_CERTAIN] if any(cell.startswith(("niet minder", "niet meer")) for cell in cells) else []),
        *([_UNKNOWN] if _NOT_PROVED in cells else []),
    ]
    return [
        Clause(text=f"{_LEAD} {_participants(w)}"),
        *_total(w, total),
        Clause(text="Bewezen is het volgende.", tables=(table,), closing=" ".join(closing)),
        *_yearly(w, proved),
    ]


def _yearly(w: Writer, proved: Proved) -> list[Clause]:
    figure = year_figure(w, proved.yearly)
    if figure is None:
        return []
    words = (
        "De figuur laat zien tussen welke bedragen iedere betaler in een kalenderjaar betaalt. Een bedrag hoort bij het jaar "
        "van de datum van betaling."
    )
    if any(one.lowest.proved is not None and one.lowest.proved < 0 for one in proved.yearly):
        words += " Een negatief bedrag is een terugbetaling."
    return [Clause(words, figures=(figure,))]


_NOT_PROVED = "niet bewezen"
_CERTAIN = "Een bedrag met “niet minder dan” of “niet meer dan” is zeker, maar komt misschien niet voor."
_UNKNOWN = f"Bij “{_NOT_PROVED}” is geen grens bekend die iets zegt."
_LEAD = (
    "Dit artikel vat samen tussen welke bedragen de betalingen liggen, welke uitkomsten er ook worden gemeten. De bedragen volgen uit de "
    "andere artikelen en veranderen daaraan niets."
)


def _participants(w: Writer) -> str:
    unit = w.contract.participants
    if unit is None:
        return "Iedere meting ligt daarbij binnen haar mogelijke uitkomsten."
    if unit.maximum_number is None:
        return f"Het aantal {w.many} is daarbij niet begrensd."
    return f"Er zijn daarbij ten hoogste {writing.number(unit.maximum_number)} {w.many}."


def _is_ever_paid(one: Reach) -> bool:
    return one.lowest.proved != 0 or one.highest.proved != 0


def _total(w: Writer, total: Reach) -> list[Clause]:
    low, high = total.lowest, total.highest
    if low.proved is not None and low.proved == high.proved:
        return [Clause(text=f"De betalers samen betalen altijd {_money(w, low.proved, True)}.")]
    return [_end(w, low, True), _end(w, high, False)]


def _end(w: Writer, bound: Bound, low: bool) -> Clause:
    """The lowest or highest total: exact with the results that give it, or only what is certain."""
    which = "ten minste" if low else "ten hoogste"
    if bound.proved is None:
        return Clause(text=f"Wat de betalers samen {which} betalen, is niet bewezen.")
    amount = _money(w, bound.proved, low)
    if bound.verdict is not Verdict.PROVED:
        certain = "niet minder dan" if low else "niet meer dan"
        return Clause(text=f"De betalers samen betalen {certain} {amount}.")
    items = tuple(_scenario(w, bound.reached.results))
    lead = f"De betalers samen betalen {which} {amount}."
    if not items:
        return Clause(text=lead)
    return Clause(text=f"{lead} Dat bedrag komt onder meer voor bij deze uitkomsten:", items=items)


def _row(w: Writer, one: Reach) -> str:
    match one.what:
        case What.TOTAL:
            return "Alle betalers samen"
        case What.PAYS:
            return f"Ten laste van {w.party(one.name)}"
        case What.RECEIVES:
            return f"Ontvangen door {w.party(one.name)}"
        case What.YEAR:
            return f"Kalenderjaar {one.name}"
        case What.INDICATOR:
            titles = {indicator.name: indicator.title for indicator in w.contract.indicators}
            return _SPECIAL.get(one.name) or f"Indicator {quoted(titles[one.name])}"


def _shown(w: Writer, bound: Bound, low: bool) -> str:
    if bound.proved is None:
        return _NOT_PROVED
    amount = _money(w, bound.proved, low)
    if bound.verdict is Verdict.PROVED:
        return amount
    return f"niet {'minder' if low else 'meer'} dan {amount}"


def _money(w: Writer, amount: Fraction | int, low: bool) -> str:
    """An end in whole smallest units, on its safe side."""
    whole = amount // 1 if low else -(-amount // 1)
    return w.money(Fraction(whole, 10 ** decimals(w.contract.currency)))


# ------------------------------------------------------------------ results in words


def _scenario(w: Writer, results: Results) -> Iterator[Item]:
    """One item for the agreement as a whole, and one for each kind of participant."""
    parts: list[str] = []
    if results.values:
        parts.append(f"voor de hele overeenkomst: {writing.listing(_values(w, results.values))}")
    for one in results.participants:
        number = f"1 {w.one}" if one.number == 1 else f"{writing.number(one.number)} {w.many}"
        parts.append(f"{number}: {_person(w, one)}")
    if w.contract.participants is not None and not results.participants:
        parts.append(f"geen {w.many}")
    for index, part in enumerate(parts):
        yield Item(f"{part}{'.' if index == len(parts) - 1 else ';'}")


def _person(w: Writer, one: Participant) -> str:
    attributes = {attribute.name: attribute for attribute in w.contract.attributes}
    moments = {moment.name: moment for moment in w.contract.moments}
    said = [
        f"{quoted(attributes[name].title)} {quoted(dict(attributes[name].choices)[choice])}"
        for name, choice in one.choices.items()
    ]
    said += [
        f"datum van {quoted(moments[name].title)} {writing.day(date.fromordinal(day))}"
        for name, day in one.dates.items()
        if day
    ]
    return writing.listing([*said, *_values(w, one.values)])


def _values(w: Writer, values: Mapping[Key, Measured]) -> list[str]:
    return [_value(w, key, value) for key, value in values.items()]


def _value(w: Writer, key: Key, value: Measured) -> str:
    measurement = next(one for one in w.contract.measurements if one.name == key[0])
    moment = next((one for one in measurement.moments if one.name == key[1]), None)
    title = quoted(measurement.title)
    if moment is not None and len(measurement.moments) > 1:
        title = f"{title} {at_moment(moment)}"
    if value is None:
        return f"{title} ontbreekt"
    match measurement.kind:
        case Kind.YES_NO:
            return f"{title} {'ja' if value else 'nee'}"
        case Kind.DATE:
            return f"{title} {writing.day(date.fromordinal(int(value)))}" if value else f"{title} ontbreekt"
        case Kind.MONEY:
            return f"{title} {w.money(Fraction(value) / 10 ** decimals(w.contract.currency))}"
    return f"{title} {w.value(Fraction(value), measurement.kind)}"
