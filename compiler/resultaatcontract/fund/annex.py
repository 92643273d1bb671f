"""Compiled fund → its regulations (reglement) as a document: money, calls, contracts, limits, who bears, examples."""

from __future__ import annotations

from fractions import Fraction

from .. import __version__
from ..annex.articles_closing import assumptions_clause
from ..annex.articles_parties import party_clause
from ..annex.build import article
from ..annex.wording import called, capital, listing, paragraphs, quoted, sentence, text
from ..document.model import Block, Clause, Definition, Document, Item, Section, Signatory, Table
from ..driver import CompiledFund
from ..model.contract import Party
from ..text import writing
from ..text.reading import decimals
from .examples import outcome_of
from .model import Contribution, Fund, FundExample, Limit
from .pay import FundOutcome


def fund_annex(compiled: CompiledFund) -> Document:
    """The document of a fund whose examples come out."""
    w = _Writer(compiled)
    found: list[tuple[str, list[Block]]] = [
        ("Partijen", w.parties()),
        ("Begrippen", w.terms()),
        ("Looptijd", w.term()),
        ("Budget en bijdragen", w.money_in()),
        ("Uitvragen", w.calls()),
        ("Overeenkomsten", w.members()),
        ("Grenzen", w.limits()),
        ("Wie draagt", w.bearing()),
        ("Wat het fonds ontvangt", w.income()),
    ]
    examples = w.examples()  # before the assumptions, which may not stand in them
    found += [("Aannames", w.assumed()), ("Rekenvoorbeelden", examples), ("Toelichting", w.notes())]
    found.append(("Herkomst van deze bijlage", w.origin()))
    articles = [(title, blocks) for title, blocks in found if blocks]
    fund = compiled.fund
    details = [("Fonds", fund.title), ("Kenmerk", fund.reference)]
    return Document(
        title="Bijlage: het resultatenfonds",
        details=tuple((label, text(value)) for label, value in details if value is not None),
        articles=tuple(article(number, title, blocks) for number, (title, blocks) in enumerate(articles, 1)),
        signatories=tuple(
            Signatory(text(one.title), called(one), None if one.representative is None else text(one.representative))
            for one in w.contributors()
        ),
        closing="Aldus overeengekomen en ondertekend:",
    )


class _Writer:
    """The articles, and the assumptions met while writing them."""

    def __init__(self, compiled: CompiledFund) -> None:
        self.compiled = compiled
        self.fund: Fund = compiled.fund
        self.found: dict[tuple[str, str], int] = {}
        self.name = text(self.fund.called)
        self.titles = {one.name: text(one.title) for one in self.fund.members}

    def money(self, value: Fraction) -> str:
        return writing.money(value, self.fund.currency)

    def cents(self, value: int) -> str:
        return self.money(Fraction(value, 10 ** decimals(self.fund.currency)))

    def mark(self, reason: str | None, place: str) -> str:
        if reason is None:
            return ""
        number = self.found.setdefault((place, reason), len(self.found) + 1)
        return f" (aanname {number})"

    # -------------------------------------------------------------- articles

    def contributors(self) -> list[Party]:
        named = dict.fromkeys(one.party.name for one in self.fund.contributions)
        return [one for one in self.fund.parties if one.name in named]

    def parties(self) -> list[Block]:
        return [party_clause(self, one) for one in self.fund.parties]

    def terms(self) -> list[Block]:
        known = [
            Definition(
                "fonds",
                f"{text(self.fund.title)}, hierna {self.name}: de gezamenlijke middelen waaruit de overeenkomsten worden "
                "betaald.",
            ),
            Definition("bijdrage", "een bedrag dat een partij aan het budget van het fonds ter beschikking stelt."),
            Definition(
                "overeenkomst",
                "een resultaatovereenkomst, met een eigen bijlage, waarin het fonds betaalt of ontvangt.",
            ),
            Definition(
                "reservering", "het deel van het budget dat voor een uitvraag of overeenkomst wordt vastgehouden."
            ),
        ]
        if self.fund.calls:
            known.append(Definition("uitvraag", "een uitnodiging om voorstellen voor overeenkomsten te doen."))
        return [Clause(text="In deze bijlage wordt verstaan onder:", definitions=tuple(known))]

    def term(self) -> list[Block]:
        fund = self.fund
        mark = self.mark(fund.assumption, "de looptijd van het fonds")
        lines = [
            f"{capital(self.name)} loopt van {writing.day(fund.first)} tot en met {writing.day(fund.last)}; beide dagen horen "
            f"daarbij{mark}."
        ]
        if fund.run_off is not None:
            lines.append(f"Overeenkomsten kunnen daarna nog worden afgerekend tot en met {writing.day(fund.run_off)}.")
        return [Clause(text=" ".join(lines))]

    def money_in(self) -> list[Block]:
        fund = self.fund
        basis = "" if fund.vat_basis is None else f", {fund.vat_basis}"
        mark = self.mark(fund.budget_assumption, "het budget")
        told = self.mark(fund.currency_assumption, "de munt")
        words = f"Het budget is {self.money(fund.budget)}{mark}. Alle bedragen zijn in {fund.currency}{basis}{told}."
        first = Clause(text=words)
        rows = [self._contribution(one) for one in fund.contributions]
        rows.append(("Samen", "", "", self.money(fund.budget)))
        table = Table(
            ("Partij", "Beschikbaar vanaf", "Bestemd voor", "Bijdrage"), tuple(rows), amounts=(3,), total=True
        )
        return [first, Clause(text="De bijdragen zijn samen het budget:", tables=(table,))]

    def _contribution(self, one: Contribution) -> tuple[str, str, str, str]:
        calls = {call.name: text(call.title) for call in self.fund.calls}
        aim = listing([quoted(calls[name]) for name in one.calls]) if one.calls else "alle overeenkomsten"
        mark = self.mark(one.assumption, f"de bijdrage van {called(one.party)}")
        return capital(called(one.party)), writing.day(one.day), aim, self.money(one.amount) + mark

    def calls(self) -> list[Block]:
        found: list[Block] = []
        for one in self.fund.calls:
            mark = self.mark(one.reserved_assumption, f"de reservering van de uitvraag {quoted(one.title)}")
            dated = self.mark(one.assumption, f"de dag van de uitvraag {quoted(one.title)}")
            words = (
                f"De uitvraag {quoted(one.title)} wordt gedaan op {writing.day(one.day)}{dated}. Van het budget is daarvoor "
                f"{self.money(one.reserved)} gereserveerd{mark}."
            )
            if one.definition is not None:
                words += f" De uitvraag is bestemd voor het volgende. {capital(sentence(one.definition))}"
            found.append(Clause(text=words))
        return found

    def members(self) -> list[Block]:
        fund = self.fund
        if not fund.members:
            return []
        calls = {call.name: text(call.title) for call in fund.calls}
        with_calls = bool(calls)
        rows = []
        for one in fund.members:
            mark = self.mark(one.awarded_assumption, f"de toekenning van {quoted(one.title)}")
            kept = self.mark(one.reserved_assumption, f"de reservering voor {quoted(one.title)}")
            contract = one.compiled.contract
            row = [text(one.title), writing.day(one.awarded) + mark]
            if with_calls:
                row.append("–" if one.call is None else calls[one.call])
            row += [f"{writing.day(contract.first)} t/m {writing.day(contract.last)}", self.money(one.reserved) + kept]
            rows.append(tuple(row))
        columns = ["Overeenkomst", "Toegekend op", *(["Uitvraag"] if with_calls else []), "Looptijd", "Reservering"]
        table = Table(tuple(columns), tuple(rows), amounts=(len(columns) - 1,))
        words = (
            f"Uit {self.name} worden deze overeenkomsten betaald. Elke overeenkomst heeft een eigen bijlage, die bepaalt wat "
            "wordt gemeten en wat daarvoor verschuldigd is."
        )
        found: list[Block] = [Clause(text=words, tables=(table,))]
        own = [one for one in fund.members if one.compiled.source.name != fund.source.name]
        if own:
            rows = [(text(one.title), one.compiled.digest) for one in own]
            prints = Table(("Overeenkomst", "SHA-256-kenmerk van de tekst"), tuple(rows))
            found.append(Clause(text="Deze overeenkomsten hebben een eigen tekst, met dit kenmerk:", tables=(prints,)))
        return found

    def limits(self) -> list[Block]:
        fund = self.fund
        items = [Item("per overeenkomst: haar reservering;")]
        items += [Item(f"{self._limit(one)};") for one in fund.limits]
        if fund.calls:
            items.append(Item("per uitvraag: haar reservering;"))
        again = ", met wat opnieuw is ingezet" if fund.reinvestment is not None else ""
        items.append(Item(f"in totaal: de bijdragen die op de dag van betaling beschikbaar zijn{again}."))
        found: list[Block] = [
            Clause(
                text=(f"{capital(self.name)} betaalt ten hoogste, in deze volgorde van toepassing:"),
                items=tuple(items),
                closing=(
                    "Deze grenzen gelden voor zover een overeenkomst bepaalt dat het fonds betaalt voor zover zijn grenzen dat "
                    "toelaten. De overeenkomst bepaalt ook wat er gebeurt met wat daarboven uitkomt."
                ),
            ),
            Clause(
                text=(
                    "Past op een dag niet alles binnen een grens, dan wordt wat er is, verdeeld naar rato van wat de "
                    "overeenkomsten op die dag vragen. Wat eerder is betaald, gaat voor. Verdeeld wordt in hele kleinste "
                    "eenheden van de munt; wat bij het verdelen overblijft, gaat naar de grootste rest, en bij gelijke resten "
                    "naar de overeenkomst die in deze bijlage het eerst staat."
                )
            ),
        ]
        return found if fund.members else []

    def _limit(self, one: Limit) -> str:
        yearly = " in elk kalenderjaar" if one.per_year else ""
        mark = self.mark(one.assumption, "een grens van het fonds")
        if one.members:
            names = listing([quoted(self.titles[name]) for name in one.members])
            return f"voor {names} samen{yearly}: {self.money(one.amount)}{mark}"
        return f"voor alle overeenkomsten samen{yearly}: {self.money(one.amount)}{mark}"

    def bearing(self) -> list[Block]:
        fund = self.fund
        words = f"Wat {self.name} betaalt, komt ten laste van de bijdragen"
        order = []
        if fund.reinvestment is not None:
            order.append("eerst van wat opnieuw is ingezet")
        if any(one.calls for one in fund.contributions):
            order.append("voor de overeenkomsten van een uitvraag, van de bijdragen die voor haar zijn bestemd")
            order.append("voor het overige van de bijdragen zonder bestemming")
        tail = (
            "Bijdragen die eerder beschikbaar zijn, gaan voor; bijdragen van dezelfde dag dragen naar rato van hun hoogte. "
            "Verdeeld wordt in hele kleinste eenheden, met de rest naar de grootste rest."
        )
        if not order:
            return [Clause(text=f"{words}. {tail}")]
        items = [Item(f"{one};") for one in order[:-1]] + [Item(f"{order[-1]}.")]
        return [Clause(text=f"{words}, in deze volgorde:", items=tuple(items), closing=tail)]

    def income(self) -> list[Block]:
        again = self.fund.reinvestment
        if again is None:
            return []
        share = again.share
        mark = self.mark(again.assumption, "de herinvestering")
        words = (
            f"Van wat {self.name} uit overeenkomsten ontvangt, wordt {writing.percent(share)} opnieuw ingezet{mark}; dit deel wordt "
            "naar beneden afgerond op de kleinste eenheid en komt bij het budget."
        )
        if share < 1:
            words += " De rest gaat terug naar wie bijdroegen, naar rato van hun bijdragen."
        return [Clause(text=words)]

    def assumed(self) -> list[Block]:
        if not self.found:
            return []
        found = [(number, place, text(reason)) for (place, reason), number in self.found.items()]
        return [assumptions_clause(found)]

    def examples(self) -> list[Block]:
        if not self.fund.examples:
            return []
        found: list[Block] = [
            Clause(
                text=(
                    "De voorbeelden in dit artikel zijn berekend met dezelfde regels als waarmee wordt betaald. Zij noemen wat "
                    f"elke overeenkomst van {self.name} vraagt en wat {self.name} betaalt."
                )
            )
        ]
        for one in self.fund.examples:
            found += self._example(one, outcome_of(self.compiled, one))
        return found

    def _example(self, one: FundExample, outcome: FundOutcome) -> list[Block]:
        rows = []
        for member in self.fund.members:
            if member.name in outcome.members:
                asked, paid = outcome.claimed[member.name], outcome.paid[member.name]
                rows.append((self.titles[member.name], self.cents(asked), self.cents(paid)))
        rows.append(("Samen", self.cents(outcome.claimed_total), self.cents(outcome.total)))
        by_member = Table(("Overeenkomst", "Gevraagd", "Betaald"), tuple(rows), amounts=(1, 2), total=True)
        parties = {party.name: capital(called(party)) for party in self.fund.parties}
        borne = [(parties[name], self.cents(value)) for name, value in outcome.borne.items()]
        by_party = Table(("Ten laste van", "Bedrag"), tuple(borne), amounts=(1,))
        words = f"In {self.name} is daarna {self.cents(outcome.left)} over."
        if self.fund.reinvestment is not None:
            words = (
                f"{capital(self.name)} ontvangt {self.cents(outcome.received)}, waarvan {self.cents(outcome.reinvested)} opnieuw wordt "
                f"ingezet. {words}"
            )
        blocks: list[Block] = [Section(text(one.title)), Clause(tables=(by_member, by_party), closing=words)]
        return blocks + [Clause(text=sentence(paragraph)) for note in one.notes for paragraph in paragraphs(note)]

    def notes(self) -> list[Block]:
        fund = self.fund
        found = [("", fund.notes)]
        found += [(f"Bij {called(one)}: ", one.notes) for one in fund.parties]
        found += [(f"Bij de uitvraag {quoted(one.title)}: ", one.notes) for one in fund.calls]
        found += [(f"Bij de overeenkomst {quoted(one.title)}: ", one.notes) for one in fund.members]
        return [
            Clause(text=f"{lead}{sentence(paragraph)}")
            for lead, texts in found
            for note in texts
            for paragraph in paragraphs(note)
        ]

    def origin(self) -> list[Block]:
        return [
            Clause(
                text=(
                    f"Deze bijlage is gemaakt uit de tekst van het fonds en zijn overeenkomsten, met SHA-256-kenmerk "
                    f"{self.compiled.digest}, door resultaatcontract {__version__}."
                )
            )
        ]
