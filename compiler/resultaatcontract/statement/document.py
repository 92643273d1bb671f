"""The payment statement as a document to print and keep: what is due and why, down to each pseudonym; and the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ..annex.calculation import steps
from ..annex.names import Names
from ..annex.wording import Writer
from ..document.model import Article, Block, Clause, Document, Item, Table
from ..driver import Compiled
from ..findings.visible import visible
from ..model.contract import Contract
from ..model.expressions import Level
from ..outputs.counting import Uncounted, Why, uncounted
from ..outputs.explain import Alike, alike_participants
from ..outputs.outcome import Outcome, TrancheOutcome
from ..outputs.statement import Receipt, consequence
from ..plan.inputs import Results
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..record import record
from ..text import writing
from ..text.reading import decimals

_WIDE = 8  # a table of participants with more indicators than this is turned: a row for every amount


@record
class Settled:
    """One contract that was paid: what it was, on which results, and what came out."""

    compiled: Compiled
    results: Results
    outcome: Outcome
    receipt: Receipt


def statement_document(settled: Settled) -> Document:
    """The statement of one contract."""
    contract = settled.compiled.contract
    details = [("Overeenkomst", contract.title), ("Kenmerk", contract.reference)]
    return Document(
        title="Afrekening",
        details=tuple((label, visible(value)) for label, value in details if value is not None),
        articles=numbered(statement_parts(settled)),
    )


def numbered(parts: Sequence[tuple[str, Sequence[Block]]]) -> tuple[Article, ...]:
    """Parts with something to say, numbered, and their clauses too."""
    found: list[Article] = []
    for title, blocks in parts:
        if not blocks:
            continue
        number, count = len(found) + 1, 0
        shown: list[Block] = []
        for block in blocks:
            if isinstance(block, Clause):
                count += 1
                block = replace(block, number=f"{number}.{count}")
            shown.append(block)
        found.append(Article(number, f"{number}.", title, tuple(shown)))
    return tuple(found)


def statement_parts(settled: Settled) -> list[tuple[str, list[Block]]]:
    """The parts of the statement of one contract: title and blocks; those with no blocks have nothing to say."""
    parts = _Parts(settled)
    return [
        ("Samenvatting", parts.summary()),
        ("Wie betaalt en wie ontvangt", parts.parties()),
        ("Berekening per tranche", parts.tranches()),
        (f"Berekening per {parts.unit}", parts.participants()),
        ("Wat niet meetelt", parts.left_out()),
        ("Kwitantie", parts.receipt()),
    ]


class _Parts:
    def __init__(self, settled: Settled) -> None:
        self.settled = settled
        self.contract: Contract = settled.compiled.contract
        self.outcome = settled.outcome
        self.writer = Writer(self.contract)

    @property
    def unit(self) -> str:
        """What one participant is called."""
        unit = self.contract.participants
        return "deelnemer" if unit is None else visible(unit.title)

    def summary(self) -> list[Block]:
        outcome = self.outcome
        told = [f"Tot en met {_tranche(outcome.tranches[-1])} is in totaal {self._money(outcome.total)} verschuldigd."]
        if not outcome.tranches:
            told = ["Er is nog geen tranche vervallen, dus er is niets verschuldigd."]
        unit = self.contract.participants
        if unit is not None:
            number = sum(outcome.run.counts)
            name = visible(unit.title if number == 1 else unit.plural)
            told.append(f"De metingen gaan over {writing.number(number)} {name}.")
        if outcome.lapsed:
            told.append(f"Daarnaast is {self._money(outcome.lapsed)} vervallen door een grens.")
        tables = [
            self._amounts("Indicator", "Per indicator", _titles(self.contract), outcome.indicators),
            self._amounts("Kalenderjaar", "Per kalenderjaar", {}, {str(y): v for y, v in outcome.years.items()}),
            self._amounts("Partij", "Btw", self._names(), outcome.vat),
        ]
        return [Clause(" ".join(told), tables=tuple(one for one in tables if one is not None))]

    def parties(self) -> list[Block]:
        """Per party what it pays or receives, tranche by tranche."""
        found: list[Block] = []
        for ways, words, back in (
            (
                {one: [t.pays.get(one, 0) for t in self.outcome.tranches] for one in self.outcome.pays},
                "betaalt",
                "krijgt terug",
            ),
            (
                {one: [t.receives.get(one, 0) for t in self.outcome.tranches] for one in self.outcome.receives},
                "ontvangt",
                "geeft terug",
            ),
        ):
            for name, amounts in ways.items():
                total = sum(amounts)
                called = self._names()[name]
                plural = name == PARTICIPANT
                verb = _plural(words if total >= 0 else back) if plural else words if total >= 0 else back
                rows = [
                    (visible(one.title), writing.day(one.day), self._money(amount))
                    for one, amount in zip(self.outcome.tranches, amounts, strict=True)
                    if amount
                ]
                text = f"{called} {verb.replace(' terug', '')} {self._money(abs(total))}"
                text += " terug." if verb.endswith(" terug") else "."
                if not rows:
                    found.append(Clause(f"{called} {_plural(words) if plural else words} niets."))
                    continue
                if len(rows) > 1:
                    rows.append(("Samen", "", self._money(total)))
                table = Table(("Tranche", "Vervaldag", "Bedrag"), tuple(rows), "", (2,), len(rows) > 1)
                found.append(Clause(text, tables=(table,)))
        return found

    def tranches(self) -> list[Block]:
        """In the words of the annex, so that the two can be laid side by side."""
        tables = steps(self.settled.compiled, self.outcome, Names(self.writer, self.contract))
        text = "Zo is het bedrag van iedere tranche berekend. De stappen heten zoals in de rekenvoorbeelden van de bijlage."
        return [Clause(text, tables=tuple(tables))] if tables else []

    def participants(self) -> list[Block]:
        alike = alike_participants(self.contract, self.settled.compiled.plan, self.outcome)
        if not alike:
            return []
        titles = _titles(self.contract)
        return [
            Clause(
                f"{_capital(self.writer.many)} met dezelfde uitkomsten hebben dezelfde berekening. De bedragen in dit lid zijn die bij de "
                f"eindafrekening, vóór de afronding en vóór grenzen die over alle {self.writer.many} samen gaan.",
                tables=tuple(self._alike(one) for one in alike),
            ),
            Clause(
                "Van het bedrag dat verschuldigd is, hoort bij ieder pseudoniem het volgende.",
                tables=(self._pseudonyms(titles),),
            ),
        ]

    def _alike(self, one: Alike) -> Table:
        rows = [
            (visible(step.label), result, visible(step.formula), step.value)
            for step, result in zip(one.steps, one.results, strict=True)
        ]
        rows.append(("Samen", "", "", one.total))
        people = "" if one.number == 1 else f" ({writing.number(one.number)} {self.writer.many})"
        caption = writing.listing([visible(name) for name in one.pseudonyms]) + people
        return Table(("Indicator", "Resultaat", "Berekening", "Bedrag"), tuple(rows), caption, (3,), True)

    def _pseudonyms(self, titles: Mapping[str, str]) -> Table:
        found = list(self.outcome.participants())
        sources = list(dict.fromkeys(source for _, parts in found for source in parts))
        if len(sources) > _WIDE:
            rows = [
                (visible(name), titles[source], self._money(amount))
                for name, parts in found
                for source, amount in parts.items()
                if amount
            ]
            return Table(("Pseudoniem", "Indicator", "Bedrag"), tuple(rows), "", (2,))
        columns = ("Pseudoniem", *(titles[source] for source in sources), "Samen")
        shown = [
            (
                visible(name),
                *(self._money(parts.get(source, 0)) for source in sources),
                self._money(sum(parts.values())),
            )
            for name, parts in found
        ]
        return Table(columns, tuple(shown), "", tuple(range(1, len(columns))))

    def left_out(self) -> list[Block]:
        found = uncounted(self.contract, self.settled.compiled.plan, self.settled.results, len(self.outcome.tranches))
        told = {
            Why.MISSING: "Deze metingen ontbreken:",
            Why.LATER: "Deze metingen tellen nog niet mee:",
            Why.TOO_LATE: "Deze metingen vallen na de laatste peildatum en tellen niet mee:",
        }
        blocks: list[Block] = []
        for why, text in told.items():
            items = tuple(Item(_left_out(one)) for one in found if one.why is why)
            if items:
                blocks.append(Clause(text, items=items))
        return blocks

    def receipt(self) -> list[Block]:
        receipt = self.settled.receipt
        rows = [
            ("Contracttekst (SHA-256)", receipt.contract),
            ("Metingen (SHA-256)", receipt.results),
            *(("Eerdere afrekening (SHA-256)", one) for one in receipt.earlier),
            ("Programma", f"resultaatcontract {receipt.compiler}"),
        ]
        return [
            Clause(
                "Wie dezelfde contracttekst en dezelfde metingen heeft, kan deze afrekening tot op de cent opnieuw maken. "
                "De kenmerken hieronder horen bij de bestanden waarmee is gerekend.",
                tables=(Table(("Gegeven", "Waarde"), tuple(rows)),),
            )
        ]

    # -------------------------------------------------------------- inside

    def _amounts(self, column: str, caption: str, names: Mapping[str, str], amounts: Mapping[str, int]) -> Table | None:
        shown = [(_capital(names.get(name, name)), self._money(value)) for name, value in amounts.items()]
        return Table((column, "Bedrag"), tuple(shown), caption, (1,)) if shown else None

    def _names(self) -> dict[str, str]:
        found = {one.name: _capital(visible(one.called)) for one in self.contract.parties}
        return found | {PARTICIPANT: "De deelnemers"}

    def _money(self, value: int) -> str:
        currency = self.contract.currency
        return writing.money(Fraction(value, 10 ** decimals(currency)), currency)


def _titles(contract: Contract) -> dict[str, str]:
    titles = {one.name: visible(one.title) for one in contract.indicators}
    return titles | {MINIMUM: "Aanvulling tot het minimum", ADVANCE: "Voorschot"}


def _tranche(one: TrancheOutcome) -> str:
    return f"de tranche “{visible(one.title)}” ({writing.day(one.day)})"


def _left_out(one: Uncounted) -> str:
    moment = "" if one.moment is None else f" op “{visible(one.moment.title)}”"
    told = f"“{visible(one.measurement.title)}”{moment}"
    if one.why is Why.MISSING:
        told += f" ({consequence(one)})"
    if one.measurement.level is Level.CONTRACT:
        return f"{told}."
    names = [visible(name) + ("" if day is None else f" ({_short(day)})") for name, day in one.whose]
    return f"{told}: {writing.listing(names)}."


def _short(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _plural(verb: str) -> str:
    return {
        "betaalt": "betalen",
        "ontvangt": "ontvangen",
        "krijgt terug": "krijgen terug",
        "geeft terug": "geven terug",
    }[verb]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


__all__ = ["Settled", "numbered", "statement_document", "statement_parts"]
