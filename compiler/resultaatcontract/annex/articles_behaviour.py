"""What was proved of every possible outcome: the assertions of the text, and between what amounts payments lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from ..document.model import Clause, Item, Table
from ..driver import Compiled
from ..model.contract import Measurement
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
from .folding import LEAST_FOLDED, Row, folded
from .sentences import Sentences
from .sources import lines_of
from .wording import Writer, at_moment, capital, each_of, marked, quoted, sentence, text
from .yearly import year_figure

_SPECIAL = {MINIMUM: "Aanvulling tot het minimum", ADVANCE: "Voorschotten en termijnen, na verrekening"}

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
    rows = _rows(
        w, [one for one in known if one.what is not What.INDICATOR or one.name != MINIMUM or _is_ever_paid(one)]
    )
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
    lead = f"De betalers samen betalen {which} {amount}."
    parts = list(_scenario(w, bound.reached.results))
    if not parts:
        return Clause(text=lead)
    occurs = f"{lead} Dat bedrag komt onder meer voor"
    if len(parts) > 1:
        items = (*(Item(f"{part};") for part in parts[:-1]), Item(f"{parts[-1]}."))
        return Clause(text=f"{occurs} bij deze uitkomsten:", items=items)
    if not bound.reached.results.participants and parts == [_nobody(w)]:
        return Clause(text=f"{occurs} als er {parts[0]} zijn.")
    among = "deze uitkomsten " if not bound.reached.results.participants else ""
    return Clause(text=f"{occurs} bij {among}{parts[0]}.")


def _rows(w: Writer, found: list[Reach]) -> list[tuple[str, str, str]]:
    """What, lowest and highest. Several in a row that are alike are one row."""
    shown = [(one, _shown(w, one.lowest, True), _shown(w, one.highest, False)) for one in found]
    rows = []
    for (what, _, *cells), run in groupby(shown, key=lambda row: (row[0].what, _is_special(row[0]), *row[1:])):
        same = [one for one, *_ in run]
        if len(same) >= LEAST_FOLDED:
            rows.append((_together(w, what, [one.name for one in same]), *cells))
        else:
            rows += [(_row(w, one), *cells) for one in same]
    return rows


def _is_special(one: Reach) -> bool:
    return one.what is What.INDICATOR and one.name in _SPECIAL


def _together(w: Writer, what: What, names: list[str]) -> str:
    """«Ten laste van A, B en C, ieder afzonderlijk»."""
    match what:
        case What.PAYS:
            called = f"Ten laste van {writing.listing([w.party(one) for one in names])}"
        case What.RECEIVES:
            called = f"Ontvangen door {writing.listing([w.party(one) for one in names])}"
        case What.INDICATOR:
            called = f"Indicatoren {writing.listing([_title(w, one) for one in names])}"
        case What.YEAR if int(names[-1]) - int(names[0]) == len(names) - 1:
            return f"Ieder kalenderjaar van {names[0]} tot en met {names[-1]}"
        case What.YEAR:
            called = f"Kalenderjaren {writing.listing(names)}"
        case What.TOTAL:
            raise AssertionError("there is one total")
    return f"{called}, ieder afzonderlijk"


def _title(w: Writer, name: str) -> str:
    return next(quoted(one.title) for one in w.contract.indicators if one.name == name)


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
            return _SPECIAL.get(one.name) or f"Indicator {_title(w, one.name)}"


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


def _scenario(w: Writer, results: Results) -> Iterator[str]:
    """The results of the agreement as a whole, and those of each kind of participant."""
    if shared := _values(w, results.values):
        yield f"voor de hele overeenkomst: {writing.listing(shared)}"
    for one in results.participants:
        number = f"1 {w.one}" if one.number == 1 else f"{writing.number(one.number)} {w.many}"
        yield f"{number}: {_person(w, one)}"
    if w.contract.participants is not None and not results.participants:
        yield _nobody(w)


def _nobody(w: Writer) -> str:
    return f"geen {w.many}"


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


_FOLDS = re.compile(r", (?=(?:op|over) “|telkens$)")  # the commas of a label by which rows are folded
_UNTIL = re.compile(r"(?<= )tot en met (?:op|over)(?= “)")


def _values(w: Writer, values: Mapping[Key, Measured]) -> list[str]:
    """Every result in words; what is alike for all parties, or over periods in a row, is told once."""
    measurements = {one.name: one for one in w.contract.measurements}
    rows: list[Row] = []
    for (name, at), value in values.items():
        one = measurements[name]
        if one.only_reported:
            continue  # no amount depends on it
        label = quoted(one.title)
        if (each := one.per_party) is not None and one.party is not None:
            own = [values.get((other.name, at)) for other in w.contract.measurements if other.per_party == each]
            if all(other == value for other in own):
                label = f"{quoted(each.title)} van {each_of(each.group)}"
        moment = next((moment for moment in one.moments if moment.name == at), None)
        if moment is not None and len(one.moments) > 1:
            label = f"{label}, {at_moment(moment)}"
        rows.append((label, "", _value(w, one, value)))
    found = folded(list(dict.fromkeys(rows)))
    return [f"{_UNTIL.sub('tot en met', _FOLDS.sub(' ', label))} {value}" for label, _, value in found]


def _value(w: Writer, measurement: Measurement, value: Measured) -> str:
    if value is None:
        return "ontbreekt"
    match measurement.kind:
        case Kind.YES_NO:
            return "ja" if value else "nee"
        case Kind.DATE:
            return writing.day(date.fromordinal(int(value))) if value else "ontbreekt"
        case Kind.MONEY:
            return w.money(Fraction(value) / 10 ** decimals(w.contract.currency))
    return w.value(Fraction(value), measurement.kind)
