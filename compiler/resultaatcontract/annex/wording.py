"""Words and figures that many articles share: values in Dutch notation, names of parties, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from ..document.links import reference
from ..findings.visible import visible
from ..model.contract import Contract, Described, Indicator, Measurement, Moment, Party, PartyGroup, Series
from ..model.expressions import Kind
from ..text import writing
from ..text.reading import decimals

# Names such as T0 or KPI1 are abbreviations that a contract's own texts use.
_ABBREVIATION = re.compile(r"[A-Z]{1,4}[0-9]{1,3}")

PART_OF_A_YEAR = "Een deel van een jaar wordt berekend als"
DAY_COUNTS = {
    "werkelijk/365": "het werkelijke aantal dagen, gedeeld door 365",
    "werkelijk/360": "het werkelijke aantal dagen, gedeeld door 360",
    "werkelijk/werkelijk": (
        "het werkelijke aantal dagen, gedeeld door het aantal dagen van het kalenderjaar waarin zij vallen"
    ),
    "30/360": "het aantal dagen, iedere maand gesteld op 30 dagen en de 31e geteld als de 30e, gedeeld door 360",
}


@dataclass(slots=True)
class Assumption:
    """An `aanname` as the annex lists it: where it stands and why it was made."""

    number: int
    place: str
    reason: str


_SMALLEST = {
    "AUD": "hele Australische dollarcenten",
    "COP": "hele centavo’s",
    "EUR": "hele eurocenten",
    "GBP": "hele pence",
    "ISK": "hele kronen",
    "JPY": "hele yen",
    "USD": "hele dollarcenten",
}


# What a participant may be that isn't a person, by how its word ends.
_THINGS = re.compile(
    "(?:aanvraag|adres|bedrijf|betaling|buurt|dossier|gebied|gemeente|gezin|huis|huishouden|instelling|jaar|kavel|klas|kwartaal|"
    "locatie|maand|net|onderneming|pand|perceel|plaats|project|regio|rekening|school|team|traject|vestiging|wijk|woning)$",
    re.IGNORECASE,
)


class Marks(Protocol):
    """Whatever numbers the assumptions of a document."""

    def mark(self, reason: str | None, place: str) -> str: ...


@dataclass(slots=True)
class Writer:
    """What the articles of one annex share: the contract, the numbers of the articles, the assumptions met so far."""

    contract: Contract
    articles: dict[str, int] = field(default_factory=dict)
    assumptions: dict[tuple[str, str], Assumption] = field(default_factory=dict)
    links: bool = False  # whether references are marked, for a document that links them (document/links.py)

    # -------------------------------------------------------------- references

    def article(self, key: str) -> str:
        """«artikel 6»; the article must be part of this annex."""
        return self._reference(key, f"artikel {self.articles[key]}")

    def _reference(self, key: str, words: str) -> str:
        return reference(key, words) if self.links else words

    def title(self, title: str) -> str:
        """A title by itself, which leads to what it stands for."""
        return self._reference(text(title), text(title))

    def mark(self, reason: str | None, place: str) -> str:
        """« (aanname 3)» after a figure that is assumed, else nothing. `place` says in words what is assumed."""
        if reason is None:
            return ""
        key = (place, reason)
        if key not in self.assumptions:
            self.assumptions[key] = Assumption(len(self.assumptions) + 1, place, text(reason))
        return f" ({self._reference('aannames', f'aanname {self.assumptions[key].number}')})"

    # -------------------------------------------------------------- values

    def money(self, value: Fraction) -> str:
        return writing.money(value, self.contract.currency)

    def value(self, value: Fraction | bool | date, kind: Kind) -> str:
        """A value in Dutch notation, by its kind."""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, date):
            return writing.day(value)
        match kind:
            case Kind.MONEY:
                return self.money(value)
            case Kind.PERCENT:
                return writing.percent(value)
        return writing.number(value)

    @property
    def smallest(self) -> str:
        """«hele eurocenten»: what amounts are rounded to."""
        known = _SMALLEST.get(self.contract.currency)
        if known is not None:
            return known
        if decimals(self.contract.currency) == 0:
            return f"hele bedragen in {self.contract.currency}"
        return f"de kleinste eenheid van de munt ({self.contract.currency})"

    # -------------------------------------------------------------- time

    @property
    def timed(self) -> bool:
        """Whether only results up to a cut-off count: not with one tranche without a cut-off of its own."""
        return len(self.contract.tranches) > 1 or self.contract.tranches[0].cut_off_given

    @property
    def cut_off(self) -> str:
        """The built-in term «peildatum», told from a title of the contract that is the same word."""
        return "peildatum van de tranche" if "peildatum" in self.titles else "peildatum"

    @property
    def titles(self) -> frozenset[str]:
        """The titles that are defined beside the built-in terms, in lower case."""
        contract = self.contract
        found = [one.title for one in contract.moments] + [one.title for one in contract.constants]
        found += [one.title for one in contract.loans] + [one.title for one in self.yearly]
        return frozenset(text(one).lower() for one in found)

    @property
    def yearly(self) -> tuple[Series, ...]:
        """The series that are more than an index: those whose value in a year an amount or condition uses."""
        used = {one.series.name for one in self.contract.in_years}
        return tuple(one for one in self.contract.series if one.name in used)

    # -------------------------------------------------------------- names

    @property
    def one(self) -> str:
        """The contract's own word for a participant: «Traject». No article: its gender isn't known."""
        return "deelnemer" if self.contract.participants is None else text(self.contract.participants.title)

    @property
    def many(self) -> str:
        """«Trajecten»."""
        return "deelnemers" if self.contract.participants is None else text(self.contract.participants.plural)

    @property
    def by(self) -> str:
        """«bij wie», or «waarbij» where a participant is no person but a household, a year or a project."""
        return "waarbij" if self._is_thing else "bij wie"

    @property
    def of(self) -> str:
        """«van wie», or «waarvan» where a participant is no person."""
        return "waarvan" if self._is_thing else "van wie"

    @property
    def _is_thing(self) -> bool:
        return _THINGS.search(self.one) is not None

    def party(self, name: str) -> str:
        """How the annex calls the party with this name; the participants for the one name that is no party's."""
        return next((called(one) for one in self.contract.parties if one.name == name), f"de {self.many}")

    def indicators(self, indicators: tuple[Indicator, ...]) -> str:
        """«“Werk” en “Opleiding”»."""
        return writing.listing([quoted(one.title) for one in indicators])


def text(value: str) -> str:
    """A text of the author on one line, without anything invisible that could make it read differently."""
    return visible(value)


def paragraphs(value: str) -> list[str]:
    """A longer text of the author, split where a line is empty."""
    return [text(part) for part in re.split(r"\n[ \t]*\n", value) if part.strip()]


def sentence(value: str) -> str:
    """A text of the author that ends like a sentence."""
    clean = text(value)
    return clean if not clean or clean[-1] in ".!?…" else f"{clean}."


# Words at the start of a sentence that are no names: after a colon they take a small letter.
_NO_NAMES = re.compile(
    "(?:Aan|Alle|Alleen|Als|Beide|Bij|Binnen|Buiten|Dan|Dat|De|Degene|Deze|Die|Dit|Door|Drie|Een|Elke?|Er|Geen|Heeft|Het|Hoe|Hoeveel|"
    "Iedere?|Iemand|In|Is|Meer|Met|Minder|Na|Naar|Niet|Of|Om|Onder|Ontbreekt|Ook|Op|Over|Per|Sinds|Tot|Tussen|Twee|Uit|Van|Vanaf|"
    "Volgens|Voor|Vóór|Wanneer|Wat|Wie|Wordt|Zijn|Zodra|Zonder)"
)


def lowered(words: str) -> str:
    """A sentence of the author after a colon: without its capital, unless that may be one of a name."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if _NO_NAMES.fullmatch(first) else words


def noted(notes: tuple[str, ...]) -> list[str]:
    """«Toelichting: …» for what the author explains, at the place that it is about."""
    found = [sentence(part) for note in notes for part in paragraphs(note)]
    return [f"Toelichting: {lowered(' '.join(found))}"] if found else []


def listed_facts(w: Writer, one: Described, what: str) -> list[tuple[str, str]]:
    """Label and sentence for each of definition, source and evidence that is given, with the mark of its `aanname`.

    The sentence is to stand behind a colon.
    """
    facts = (
        ("Definitie", "de definitie", one.definition, one.definition_assumption),
        ("Bron", "de bron", one.source, one.source_assumption),
        ("Bewijs", "het bewijs", one.evidence, one.evidence_assumption),
    )
    found = []
    for label, place, value, reason in facts:
        if value is not None:
            found.append((label, marked(lowered(sentence(value)), w.mark(reason, f"{place} van {what}"))))
    return found


def marked(words: str, mark: str) -> str:
    """A sentence of the author with the mark of an `aanname` before its last point."""
    return f"{words[:-1]}{mark}{words[-1]}" if mark and words else words


def quoted(title: str) -> str:
    return f"“{text(title)}”"


def called(party: Party) -> str:
    """«de Gemeente»."""
    return text(party.called)


def capital(words: str) -> str:
    """With a capital at the start of a sentence."""
    return words[:1].upper() + words[1:]


def abbreviation(moment: Moment) -> str | None:
    """T0, when that is how the contract's texts call the moment."""
    return moment.name if _ABBREVIATION.fullmatch(moment.name) and moment.name != moment.title else None


def unit_word(name: str) -> str:
    """A unit as a word: `bespaarde_dag` becomes «bespaarde dag»."""
    return text(name.replace("_", " "))


def readable(name: str) -> str:
    """A name of the source as words."""
    return text(name.replace("_", " "))


_PLURALS = {"dollar": "dollars", "frank": "franken", "kroon": "kronen", "peso": "peso’s", "pond": "ponden"}


def currency_name(code: str) -> str:
    """«Amerikaanse dollars», «euro’s»."""
    if code == "EUR":
        return "euro’s"
    from babel.numbers import get_currency_name

    name: str = get_currency_name(code, locale="nl_NL")
    before, _, last = name.rpartition(" ")
    return f"{before} {_PLURALS.get(last, last)}".strip()


def at_moment(moment: Moment) -> str:
    """«op “Einde traject”»; a period is measured over its days: «over “Meetjaar 2027”»."""
    return f"{preposition(moment)} {quoted(moment.title)}"


def preposition(moment: Moment) -> str:
    """«over» for a period, «op» for a day."""
    return "op" if moment.period is None else "over"


def measured(measurement: Measurement, moment: Moment | None, whose: str = "") -> str:
    """«“Betaald werk” op “Einde traject”»; `whose` says of which party it is, if the measurement doesn't."""
    title = quoted(measurement.title)
    if measurement.per_party is not None and measurement.party is None:
        title += whose
    per_period = moment is not None and moment.day is None and moment.period is not None
    if moment is None or per_period:
        return title
    # A date is itself «op» a day.
    at = f"(gemeten {at_moment(moment)})" if measurement.kind is Kind.DATE else at_moment(moment)
    return f"{title} {at}"


def before(words: str) -> str:
    """«2 weken vóór» for what the source writes as `2 weken voor`."""
    return re.sub(r" voor$", " vóór", words)


def each_of(group: PartyGroup) -> str:
    """«ieder van de Financiers»."""
    return (
        f"ieder van {text(group.short)}" if group.short is not None else f"ieder van de partijen {quoted(group.title)}"
    )


def listing(items: list[str], word: str = "en") -> str:
    return writing.listing(items, word)
