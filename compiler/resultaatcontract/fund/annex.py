"""Compiled fund → its regulations (reglement) as a document: money, calls, contracts, limits, who bears, examples."""

from __future__ import annotations

from fractions import Fraction

from .. import __version__
from ..annex.articles_closing import assumptions_clause
from ..annex.articles_parties import party_clause
from ..annex.build import article
from ..annex.sources import lines_of, source_texts
from ..annex.wording import Writer, called, capital, currency_name, listing, lowered, paragraphs, quoted, sentence, text
from ..document.links import linked, reference
from ..document.model import Block, Clause, Definition, Document, Item, Signatory, Table
from ..driver import CompiledFund
from ..model.contract import Party
from ..record import changed
from ..text import writing
from .model import Contribution, Fund, Limit
from .worked import examples


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
        ("Ontvangsten en herinvestering", w.income()),
        ("Aannames", w.assumed()),
        ("Rekenvoorbeelden", examples(compiled)),
        ("Toelichting", w.notes()),
    ]
    found.append(("Herkomst van deze bijlage", w.origin()))
    articles = [(title, blocks) for title, blocks in found if blocks]
    fund = compiled.fund
    details = [("Fonds", fund.title), ("Kenmerk", fund.reference)]
    document = Document(
        title="Bijlage: het resultatenfonds",
        details=tuple((label, text(value)) for label, value in details if value is not None),
        articles=tuple(article(number, title, blocks) for number, (title, blocks) in enumerate(articles, 1)),
        signatories=tuple(
            Signatory(text(one.title), called(one), None if one.representative is None else text(one.representative))
            for one in w.contributors()
        ),
        closing="Aldus overeengekomen en ondertekend:",
    )
    numbers = {title.lower(): number for number, (title, _) in enumerate(articles, 1)}
    return linked(document, numbers, source_texts(compiled))


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

    @property
    def smallest(self) -> str:
        """What amounts are rounded to: «hele eurocenten»."""
        members = self.fund.members
        return Writer(members[0].compiled.contract).smallest if members else "de kleinste eenheid van de munt"

    @property
    def unbound(self) -> list[str]:
        """The titles of the contracts that the fund pays whatever is left."""
        names = {one.member for one in self.compiled.plan.claims if not one.bound}
        return [quoted(one.title) for one in self.fund.members if one.name in names]

    def mark(self, reason: str | None, place: str) -> str:
        if reason is None:
            return ""
        number = self.found.setdefault((place, reason), len(self.found) + 1)
        return f" ({reference('aannames', f'aanname {number}')})"

    # -------------------------------------------------------------- articles

    def contributors(self) -> list[Party]:
        named = dict.fromkeys(one.party.name for one in self.fund.contributions)
        return [one for one in self.fund.parties if one.name in named]

    def parties(self) -> list[Block]:
        """Who puts in something signs; the others are there because a contract of the fund is theirs."""
        own = {one.name for one in self.contributors()}
        found: list[Block] = []
        for one in self.fund.parties:
            role = "bijdrager" if one.name in own else "partij bij een overeenkomst"
            found.append(party_clause(self, changed(one, roles=(role,))))
        if len(own) < len(self.fund.parties):
            words = (
                "De bijdragers ondertekenen deze bijlage. De andere partijen zijn genoemd omdat zij partij zijn bij een "
                "overeenkomst; zij ondertekenen deze bijlage niet."
            )
            found.append(Clause(text=words))
        return found

    def terms(self) -> list[Block]:
        named = "" if self.name == text(self.fund.title) else f", hierna “{self.name}”"
        known = [
            Definition(
                "fonds",
                f"{text(self.fund.title)}{named}: de gezamenlijke middelen waaruit de overeenkomsten worden betaald.",
            ),
            Definition("bijdrage", "een bedrag dat voor het budget van het fonds ter beschikking wordt gesteld."),
            Definition("bijdrager", "een partij die een bijdrage ter beschikking stelt."),
            Definition(
                "overeenkomst",
                f"een resultaatovereenkomst, met een eigen bijlage, waarin {self.name} betaalt of ontvangt.",
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
            mark = self.mark(fund.run_off_assumption, "de uitloop van het fonds")
            lines.append(
                f"Overeenkomsten kunnen daarna nog worden afgerekend tot en met {writing.day(fund.run_off)}{mark}."
            )
        return [Clause(text=" ".join(lines), source=lines_of(fund))]

    def money_in(self) -> list[Block]:
        fund = self.fund
        basis = "" if fund.vat_basis is None else f", {fund.vat_basis}"
        mark = self.mark(fund.budget_assumption, "het budget")
        told = self.mark(fund.currency_assumption, "de munt")
        words = f"Het budget is {self.money(fund.budget)}{mark}. Alle bedragen luiden in {_currency(fund.currency)}{basis}{told}."
        first = Clause(text=words, source=lines_of(fund))
        rows = [self._contribution(one) for one in fund.contributions]
        rows.append(("Samen", "", "", self.money(fund.budget)))
        table = Table(
            ("Partij", "Beschikbaar vanaf", "Bestemd voor", "Bijdrage"), tuple(rows), amounts=(3,), total=True
        )
        return [
            first,
            Clause(text="De bijdragen zijn samen het budget:", tables=(table,), source=lines_of(*fund.contributions)),
        ]

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
                words += f" De omschrijving van de uitvraag is: “{text(one.definition).rstrip('.')}”."
            found.append(Clause(text=words, names=(text(one.title),), source=lines_of(one)))
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
            row += [
                f"{writing.day(contract.first)} tot en met {writing.day(contract.last)}",
                self.money(one.reserved) + kept,
            ]
            rows.append(tuple(row))
        columns = ["Overeenkomst", "Toegekend op", *(["Uitvraag"] if with_calls else []), "Looptijd", "Reservering"]
        table = Table(tuple(columns), tuple(rows), amounts=(len(columns) - 1,))
        words = (
            f"Uit {self.name} worden deze overeenkomsten betaald. Elke overeenkomst heeft een eigen bijlage, die bepaalt wat "
            "wordt gemeten en wat daarvoor verschuldigd is."
        )
        found: list[Block] = [Clause(text=words, tables=(table,), source=lines_of(*fund.members))]
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
        items.append(Item(f"in totaal: de bijdragen die op de datum van betaling beschikbaar zijn{again}."))
        whole = (
            "Wat boven deze grenzen uitkomt, wordt behandeld zoals de overeenkomst bepaalt: het komt ten laste van een ander, "
            "wordt later betaald of vervalt."
        )
        if self.unbound:
            whole += (
                f" De grenzen gelden niet voor {listing(self.unbound)}: wat {self.name} daarvoor verschuldigd is, wordt altijd "
                "betaald, en telt mee bij wat er nog over is."
            )
        found: list[Block] = [
            Clause(
                text=f"Voor wat {self.name} betaalt, gelden deze grenzen, in deze volgorde:",
                items=tuple(items),
                closing=whole,
                source=lines_of(*fund.limits),
            ),
            Clause(
                text=(
                    "Past op een datum van betaling niet alles binnen een grens, dan wordt wat er is, verdeeld naar rato van wat "
                    "de overeenkomsten op die datum vragen. Wat eerder is betaald, gaat voor."
                )
            ),
        ]
        return found if fund.members else []

    def _limit(self, one: Limit) -> str:
        yearly = ", per kalenderjaar" if one.per_year else ""
        per = " per kalenderjaar" if one.per_year else ""
        mark = self.mark(one.assumption, f"de grens van {self.money(one.amount)}{per}")
        if one.members:
            names = listing([quoted(self.titles[name]) for name in one.members])
            together = " samen" if len(one.members) > 1 else ""
            return f"voor {names}{together}{yearly}: ten hoogste {self.money(one.amount)}{mark}"
        return f"voor alle overeenkomsten samen{yearly}: ten hoogste {self.money(one.amount)}{mark}"

    def bearing(self) -> list[Block]:
        fund = self.fund
        aimed = any(one.calls for one in fund.contributions)
        order = ["wat opnieuw is ingezet"] if fund.reinvestment is not None else []
        if aimed:
            order.append("bij een overeenkomst van een uitvraag: de bijdragen die voor die uitvraag zijn bestemd")
        order.append("de bijdragen die voor alle overeenkomsten zijn bestemd" if aimed else "de bijdragen")
        tail = "Bijdragen die eerder beschikbaar zijn, gaan voor; bijdragen van dezelfde dag dragen naar rato van hun hoogte."
        if self.unbound:
            tail += " Is meer betaald dan er zo is, dan komt het meerdere ten laste van de bijdragers, naar rato van hun bijdragen."
        if fund.reinvestment is not None and len(fund.calls) > 1:
            tail += " Wat opnieuw is ingezet, wordt verdeeld naar rato van wat op een dag voor iedere uitvraag wordt betaald."
        if any(len(one.calls) > 1 for one in fund.contributions):
            tail += (
                " Een bijdrage voor meer uitvragen wordt één keer gebruikt, het eerst voor de uitvraag die in deze bijlage het "
                "eerst is genoemd."
            )
        if len(order) == 1:
            found = [Clause(text=f"Wat {self.name} betaalt, komt ten laste van {order[0]}. {tail}")]
        else:
            items = [Item(f"{one};") for one in order[:-1]] + [Item(f"{order[-1]}.")]
            lead = f"Wat {self.name} betaalt, komt in deze volgorde ten laste van:"
            found = [Clause(text=lead, items=tuple(items), closing=tail)]
        split = (
            "Wordt een bedrag over overeenkomsten, bijdragen of bijdragers verdeeld, dan wordt ieder deel eerst naar beneden "
            f"afgerond op {self.smallest}. Wat dan overblijft, wordt in {self.smallest} één voor één toegedeeld aan de delen met de "
            "grootste rest. Bij gelijke resten gaat het deel voor dat in deze bijlage het eerst is genoemd."
        )
        return [*found, Clause(text=split)]

    def income(self) -> list[Block]:
        again = self.fund.reinvestment
        if again is None:
            return []
        share = again.share
        mark = self.mark(again.assumption, "de herinvestering")
        words = (
            f"Van wat {self.name} uit overeenkomsten ontvangt, wordt {writing.percent(share)} opnieuw ingezet{mark}. Dit deel wordt "
            f"naar beneden afgerond op {self.smallest}, komt bij het budget en kan vanaf de eerstvolgende datum van betaling worden "
            "uitgegeven."
        )
        if share < 1:
            words += " De rest gaat terug naar de bijdragers, naar rato van hun bijdragen."
        return [Clause(text=words, source=lines_of(again))]

    def assumed(self) -> list[Block]:
        if not self.found:
            return []
        found = [(number, place, text(reason)) for (place, reason), number in self.found.items()]
        return [assumptions_clause(found)]

    def notes(self) -> list[Block]:
        fund = self.fund
        found = [("", fund.notes)]
        found += [(f"Bij {called(one)}: ", one.notes) for one in fund.parties]
        found += [(f"Bij de uitvraag {quoted(one.title)}: ", one.notes) for one in fund.calls]
        found += [(f"Bij de overeenkomst {quoted(one.title)}: ", one.notes) for one in fund.members]
        return [
            Clause(text=f"{lead}{lowered(sentence(paragraph)) if lead else sentence(paragraph)}")
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


def _currency(code: str) -> str:
    """«euro», «Britse ponden (GBP)»."""
    if code == "EUR":
        return "euro"
    return f"{currency_name(code)} ({code})"
