"""Whole contracts as text, made from a series of choices: valid, small, and as different as the language allows.

The choices come from a `Chooser`, so that hypothesis (which shrinks) and the fuzzer (which only needs a seed) make the
same contracts. In every list of possibilities the plain one stands first: a smaller choice is a simpler contract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TypeVar

from resultaatcontract.text import writing
from resultaatcontract.text.reading import decimals

T = TypeVar("T")


class Chooser(Protocol):
    """Where the choices come from."""

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` up to and including `high`."""


@dataclass(slots=True)
class Choices:
    """What a generator asks of a chooser."""

    chooser: Chooser

    def number(self, low: int, high: int) -> int:
        return self.chooser.integer(low, high)

    def pick(self, among: Sequence[T]) -> T:
        return among[self.chooser.integer(0, len(among) - 1)]

    def chance(self, percent: int) -> bool:
        return self.chooser.integer(0, 99) >= 100 - percent

    def some(self, among: Sequence[T], least: int = 1) -> list[T]:
        """At least so many of them, in their own order."""
        kept = [one for one in among if self.chance(50)]
        return kept if len(kept) >= least else list(among[:least])


REGIONS = ("noord", "midden", "zuid")
AGES = ("jong", "oud")
PAYERS = ("gemeente", "verzekeraar", "provincie", "fonds")

# Name: how it is declared. Only what a contract uses is in its text.
MEASUREMENTS = {
    "werk": "meting werk op start, einde, half_jaar: ja/nee",
    "opleiding": "meting opleiding op einde: ja/nee",
    "score": "meting score op start, einde: getal 1 t/m 10 in stappen van 0,5",
    "dagen": "meting dagen op einde: aantal dagen 0 t/m 365",
    "saldo": "meting saldo: getal -5 t/m 5 in stappen van 1/4",
    "uren": "meting uren op einde: percentage 0% t/m 100% in stappen van 5%",
    "schuld": "meting schuld op start, half_jaar: bedrag @0 t/m @9.000",
    "dag_werk": "meting dag_werk op einde: datum",
    "rapport": "contractmeting rapport op halverwege: ja/nee",
    "bezetting": "contractmeting bezetting op halverwege, peildatum: percentage 0% t/m 120%",
    "netten": "contractmeting netten: aantal netten 0 t/m 5.000",
    "besparing": "contractmeting besparing op peildatum: bedrag @-2.000 t/m @90.000",
    "baat_een": "contractmeting baat_een op halverwege, peildatum: bedrag @0 t/m @5.000",
    "baat_twee": "contractmeting baat_twee op peildatum: bedrag @0 t/m @5.000",
    "nut": "contractmeting nut op halverwege, peildatum per drager: bedrag @0 t/m @5.000",
}
MEASUREMENTS["saldo"] = "meting saldo: getal -5 t/m 5 in stappen van 0,25"

_PERSONAL = (
    "opleiding",
    "werk op einde",
    "werk op einde en niet werk op start",
    "werk op start t/m half_jaar",
    "score op einde ≥ 6",
    "stijging van score van start naar einde > 0",
    "uren ≥ 50% of opleiding",
    "dag_werk ≤ 1 juli 2028",
    "3 maanden na dag_werk > 31 december 2028",
    "regio is noord of leeftijd is oud",
    "daling van schuld van start naar half_jaar > € 100",
    "dagen > 100 en niet (opleiding of saldo < 0)",
    "opleiding en rapport",
    "start ≤ 1 juli 2028 en opleiding",
    "einde > halverwege of werk op einde",
    "half_jaar ≤ peildatum",
)
_SHARED = (
    "rapport",
    "bezetting op peildatum ≥ 80%",
    "aantal deelnemers ≥ 3",
    "aandeel deelnemers met opleiding > 33 1/3%",
    "netten > 1.000 of rapport",
    "gemiddelde van score op einde over deelnemers ≥ 6",
    "aantal deelnemers met (opleiding en start ≤ halverwege) ≥ 2",
    "in elke regio (aantal deelnemers met opleiding ≥ 1)",
    "in elke regio (gemiddelde van score op einde over deelnemers ≥ 5 of aandeel deelnemers met opleiding > 50%)",
    "voor elke drager (nut op halverwege < € 4.000)",
)
# Expression, where its table begins and ends (in words of its own kind), and how many steps lie between.
_QUANTITIES = (
    ("dagen", "number", 0, 365),
    ("score op einde", "number", 1, 10),
    ("stijging van score van start naar einde", "number", -9, 9),
    ("saldo", "number", -5, 5),
    ("dagen × 2 / 3", "number", 0, 243),
    ("hoogste van (dagen - 30, 0)", "number", 0, 335),
    ("uren", "percent", 0, 100),
    ("procentuele stijging van score van start naar einde", "percent", -90, 900),
    ("schuld op start", "money", 0, 9000),
    ("daling van schuld van start naar half_jaar", "money", -9000, 9000),
)
_SUMS = (
    ("netten", "number", 0, 5000),
    ("aantal deelnemers met opleiding", "number", 0, 30),
    ("som van dagen over deelnemers met opleiding", "number", 0, 900),
    ("gemiddelde van score op einde over deelnemers", "number", 0, 10),
    ("netten / 7", "number", 0, 700),
    ("bezetting op halverwege", "percent", 0, 120),
    ("aandeel deelnemers met (werk op einde) onder deelnemers met opleiding", "percent", 0, 100),
    ("stijging van bezetting van halverwege naar peildatum", "percent", -120, 120),
    ("besparing", "money", -2000, 90000),
    ("som van nut op peildatum per drager", "money", 0, 15000),
    ("gemiddelde van (nut op halverwege) per drager", "money", 0, 5000),
    ("som van schuld op start over deelnemers", "money", 0, 90000),
)


@dataclass(slots=True)
class Writer:
    """One contract in the making."""

    choices: Choices
    currency: str = "EUR"
    first: list[str] = field(default_factory=list)  # the header and what participants are
    body: list[str] = field(default_factory=list)
    paid: list[tuple[str, bool]] = field(default_factory=list)  # indicators with a price, and whether per participant
    names: int = 0
    weighs: tuple[bool, bool] = (False, False)  # whether a maximum fee is needed: per participant, for the contract
    sparse: bool = False
    split: bool = False  # money may be split by attribute, so that none may come from nobody

    # -------------------------------------------------------------- words

    def money(self, low: int, high: int) -> str:
        """An amount in whole units of the currency; now and then with cents or as a third."""
        places = decimals(self.currency)
        units = self.choices.number(low, high)
        if self.choices.chance(25) and places:
            cents = Fraction(units * 10**places + self.choices.number(0, 10**places - 1), 10**places)
            return writing.source_money(cents, self.currency)
        return writing.source_money(Fraction(units), self.currency)

    def price(self, low: int, high: int) -> str:
        return self.money(low, high) + (f" / {self.choices.pick((3, 7))}" if self.choices.chance(25) else "")

    def percent(self) -> str:
        return self.choices.pick(("50%", "10%", "33 1/3%", "12,5%", "70%", "100%", "0%", "99,99%"))

    def name(self, stem: str) -> str:
        self.names += 1
        return f"{stem}{self.names}"

    def line(self, depth: int, text: str) -> None:
        self.body.append("  " * depth + text)

    def bound(self, kind: str, value: int) -> str:
        match kind:
            case "percent":
                return f"{value}%"
            case "money":
                return writing.source_money(Fraction(value), self.currency)
        return writing.number(value)

    # -------------------------------------------------------------- the whole

    def text(self) -> str:
        choices = self.choices
        self.currency = choices.pick(("EUR", "EUR", "EUR", "JPY", "KWD"))
        self.sparse = choices.chance(50)
        self.split = choices.chance(30)
        self.indicators()
        self.levels()
        self.payments()
        self.tranches()
        self.extras()
        return self.assemble()

    def assemble(self) -> str:
        text = "\n".join(self.body)
        header = [
            "taal 1",
            'overeenkomst "Gemaakt"',
            "  looptijd 1 januari 2027 t/m 31 december 2029",
            "  uitloop t/m 31 december 2030",
            f"  bedragen in {self.currency}" + self.choices.pick(("", " exclusief btw", " inclusief btw")),
        ]
        if self.weighs[1]:
            header.append(f"  maximale vergoeding {self.price(100, 9000)}")
        parties = [
            'partij gemeente "Gemeente", hierna "de Gemeente", is betaler',
            'partij verzekeraar "Verzekeraar" is betaler',
            'partij provincie "Provincie" is betaler',
            'partij fonds "Fonds" is betaler en investeerder',
            'partij bank "Bank" is investeerder',
            'partij aanbieder "Aanbieder" is uitvoerder',
            'partij stichting "Stichting" is ontvanger',
            'partij bureau "Bureau" is beoordelaar',
        ]
        if re.search(r"\b(drager|nut)\b", text):
            parties.append('partij drager "Dragers" is gemeente, verzekeraar en provincie')
        participants = ['deelnemer traject "Traject"', "  moment start", "  moment einde"]
        participants.append("  moment half_jaar is 6 maanden na einde")
        participants.append(f"  eigenschap regio: keuze uit {', '.join(REGIONS)}")
        participants.append(f"  eigenschap leeftijd: keuze uit {', '.join(AGES)}")
        if self.weighs[0] or self.choices.chance(20):
            participants.append(f"  maximale vergoeding {self.price(100, 5000)}")
        if re.search(r"\btarief\b", text):
            self.series("tarief", [self.price(0, 900) for _ in range(4)])
        if re.search(r"\bdrempel\b", text):
            self.series("drempel", [str(self.choices.number(0, 400)) for _ in range(4)])
        moments = ["moment halverwege is 1 juli 2028", "moment peildatum is 31 december 2029"]
        measured: list[str] = []
        for name, declared in MEASUREMENTS.items():
            if re.search(rf"\b{name}\b", text):
                measured.append(declared.replace("@", writing.source_money(Fraction(1), self.currency)[:-1]))
                missing = self.choices.pick(
                    ("", "", "  bij ontbreken niet behaald", "  bij ontbreken buiten beschouwing")
                )
                measured += [missing] if missing else []
        whole = "\n".join((*header, *parties, *participants, *moments, *measured, *self.body)) + "\n"
        return whole if self.currency == "EUR" else whole.replace("€", self.currency)

    # -------------------------------------------------------------- indicators

    def indicators(self) -> None:
        choices = self.choices
        if choices.chance(20):
            self.weights()
        if not self.paid or choices.chance(60):
            for _ in range(choices.number(1, 3)):
                if choices.chance(30):
                    self.group()
                else:
                    self.indicator(0, choices.chance(35))
        if not self.split and choices.chance(25):
            self.per_period()

    def per_period(self) -> None:
        """A measurement for each half-year, an indicator for each of them apart, and one over all."""
        choices = self.choices
        self.line(0, "periode helft is elk halfjaar van 1 januari 2028 t/m 31 december 2029")
        self.line(0, "contractmeting leden per helft: aantal 0 t/m 500")
        if choices.chance(40):
            self.line(1, choices.pick(("bij ontbreken niet behaald", "bij ontbreken buiten beschouwing")))
        name = self.name("indicator")
        self.line(0, f"indicator {name}")
        self.line(1, "per helft")
        match choices.number(0, 2):
            case 0:
                self.line(1, choices.pick(("resultaat leden - 100", "resultaat leden - (drempel op peildatum)")))
                self.line(1, f"{choices.pick(('vergoeding', 'vergoeding of malus'))} {self.price(1, 9)} per lid")
            case 1:
                self.line(1, choices.pick(("behaald als leden ≥ 250", "behaald als leden ≥ drempel")))
                self.line(1, f"vergoeding {choices.pick((self.price(1, 900), 'tarief'))}")
            case _:
                self.line(1, "onvoorwaardelijk")
                self.line(1, f"vergoeding {self.price(1, 900)}")
        if choices.chance(40):
            self.line(1, f"ten hoogste {self.price(50, 900)} per helft")
        if choices.chance(30):
            self.line(1, f"ten hoogste {self.price(500, 2000)}")
        self.paid.append((name, False))
        name = self.name("indicator")
        self.line(0, f"indicator {name}")
        over = choices.pick(("som", "gemiddelde"))
        met = f"{over} van leden per helft > {choices.number(0, 900)}"
        self.line(1, f"behaald als {choices.pick((met, f'in elke helft (leden ≥ {choices.number(0, 250)})'))}")
        self.line(1, f"vergoeding {self.price(1, 900)}")
        self.paid.append((name, False))

    def weights(self) -> None:
        """Indicators whose weights are 100% together."""
        choices = self.choices
        shared = choices.chance(30)
        self.weighs = (not shared, shared)
        match choices.number(0, 2):
            case 0:
                for share in ("60%", "40%"):
                    self.weighted(0, f" weegt {share}", shared)
            case 1:
                self.line(0, f"groep {self.name('groep')} weegt 100%, gelijk verdeeld")
                for _ in range(choices.number(2, 3)):
                    self.weighted(1, "", shared)
            case _:
                self.line(0, f"groep {self.name('groep')} weegt 70%, ten hoogste één telt")
                for _ in range(2):
                    self.weighted(1, " weegt 70%", shared)
                self.weighted(0, " weegt 30%", shared)

    def weighted(self, depth: int, weight: str, shared: bool) -> None:
        name = self.name("indicator")
        self.line(depth, f"indicator {name}{weight}")
        if self.choices.chance(30):
            self.line(depth + 1, f"resultaat {'bezetting op halverwege' if shared else 'uren'}")
        else:
            self.line(depth + 1, f"behaald als {self.choices.pick(_SHARED if shared else _PERSONAL)}")
        self.paid.append((name, not shared))
        self.refinements(depth + 1, shared)

    def group(self) -> None:
        choices = self.choices
        at_most = choices.pick(("", "", ", ten hoogste één telt", ", ten hoogste 2 tellen"))
        shared = choices.chance(30)
        self.line(0, f"groep {self.name('groep')}{at_most}")
        if choices.chance(20):
            self.line(1, f"alleen als {choices.pick(_SHARED if shared or choices.chance(50) else _PERSONAL)}")
        if choices.chance(30):
            self.steps(1, personal=False)
        if choices.chance(20) and not shared:
            self.line(1, f"ten hoogste {self.price(50, 2000)} per deelnemer")
        for _ in range(choices.number(2, 3)):
            self.indicator(1, shared)

    def indicator(self, depth: int, shared: bool) -> None:
        choices = self.choices
        name = self.name("indicator")
        self.line(depth, f"indicator {name}")
        self.paid.append((name, not shared))
        if choices.chance(45):
            self.quantity(depth + 1, shared, name)
        else:
            self.condition(depth + 1, shared)
        self.refinements(depth + 1, shared)

    def condition(self, depth: int, shared: bool) -> None:
        choices = self.choices
        if shared and choices.chance(15):
            self.line(depth, "onvoorwaardelijk")
        else:
            self.line(depth, f"behaald als {choices.pick(_SHARED if shared else _PERSONAL)}")
        word = choices.pick(("malus", "vergoeding of malus", *("vergoeding",) * 8))
        match 0 if shared else choices.number(0, 3):
            case 3:
                self.by_attribute(depth, " per deelnemer")
            case 2:
                self.line(depth, f"{word} 10% van schuld op start")
            case 1:
                moment = choices.pick(("start", "einde", "half_jaar", "dag_werk", "halverwege"))
                self.line(depth, f"{word} {choices.pick(('', '10% van '))}(tarief op {moment})")
            case _:
                self.line(depth, f"{word} {self.price(1, 3000)}")

    def by_attribute(self, depth: int, per: str) -> None:
        attribute, values = self.choices.pick((("regio", REGIONS), ("leeftijd", AGES)))
        self.line(depth, f"vergoeding naar {attribute}{per}")
        for value in values:
            self.line(depth + 1, f"{value}: {self.price(0, 2000)}")

    def quantity(self, depth: int, shared: bool, name: str) -> None:
        choices = self.choices
        expression, kind, low, high = choices.pick(_SUMS if shared else _QUANTITIES)
        sizes = {"number": ("1", "0,5"), "percent": ("1%", "5%"), "money": ("€ 10", "€ 1")}[kind]
        direction = choices.pick(("", " naar beneden", " naar boven"))
        rounded = f", afronden op {choices.pick(sizes)}{direction}" if choices.chance(20) else ""
        self.line(depth, f"resultaat {expression}{rounded}")
        match choices.number(0, 5):
            case 0 | 1:
                word = choices.pick(("malus", "vergoeding of malus", *("vergoeding",) * 6))
                unit = "punt" if kind == "money" else "stuk"
                self.line(depth, f"{word} {self.price(0, 60)} per {unit}")
            case 2 if kind == "money":
                # The result of one participant can't be asked for where a gate of the whole contract holds.
                own = name if shared else expression
                self.line(depth, f"vergoeding {self.percent()} van hoogste van ({own}, {self.bound(kind, 0)})")
            case 3 if not shared:
                self.by_attribute(depth, " per stuk")
            case 4:
                self.line(depth, "vergoeding lineair")
                points = sorted({choices.number(low, high) for _ in range(choices.number(2, 4))} | {low, high})
                for point in points:
                    self.line(depth + 1, f"bij {self.bound(kind, point)}: {self.price(0, 3000)}")
            case _:
                self.table(depth, kind, low, high)

    def table(self, depth: int, kind: str, low: int, high: int) -> None:
        """Bands without gaps, closed below or above."""
        choices = self.choices
        slices = choices.chance(50)
        self.line(depth, f"vergoeding naar {'schijf' if slices else 'trede'}")
        ends = sorted({choices.number(low, high) for _ in range(choices.number(1, 3))})
        shown = [self.bound(kind, end) for end in ends]
        above = choices.chance(40)
        bands = ["t/m " + shown[0] if above else "tot " + shown[0]]
        for one, other in pairwise(shown):
            bands.append(f"boven {one} t/m {other}" if above else f"van {one} tot {other}")
        bands.append(("boven " if above else "vanaf ") + shown[-1])
        for band in bands:
            malus = "malus " if choices.chance(10) else ""
            per = " per stuk" if slices or choices.chance(25) else ""
            self.line(depth + 1, f"{band}: {malus}{self.price(0, 40 if per else 3000)}{per}")

    def refinements(self, depth: int, shared: bool) -> None:
        choices = self.choices
        if self.sparse:
            return
        if choices.chance(20):
            self.line(depth, f"alleen als {choices.pick(_SHARED if shared or choices.chance(40) else _PERSONAL)}")
        if choices.chance(12) and not shared:
            self.line(depth, f"voor de eerste {choices.number(1, 4)} deelnemers")
        if choices.chance(12) and not shared:
            self.line(depth, f"ten hoogste {self.price(20, 2000)} per deelnemer")
        if choices.chance(8) and not shared:
            self.line(depth, f"ten minste {self.price(0, 20)} per deelnemer")
        if choices.chance(25):
            self.steps(depth, personal=False)

    # -------------------------------------------------------------- limits

    def step(self, personal: bool) -> str:
        choices = self.choices
        met = f" als {choices.pick(_PERSONAL if personal and choices.chance(50) else _SHARED)}"
        match choices.number(0, 5):
            case 0:
                return f"ten hoogste {self.price(100, 6000)}"
            case 1:
                return f"korting {self.percent()}{met if choices.chance(50) else ''}"
            case 2:
                return f"aftrek {self.price(0, 500)}{met if choices.chance(50) else ''}"
            case 3:
                unit = choices.pick(("1", "5", "100", "0,01", "0,25"))
                unit = unit if "," not in unit or decimals(self.currency) else "10"
                way = choices.pick(("", " naar beneden", " naar boven"))
                return f"afronden op {self.currency_word()}{unit}{way}"
            case 4 if personal or not self.split:
                return f"ten minste {self.price(0, 100)}{choices.pick(('', '', ' bij de eindafrekening'))}"
        base = "schuld op start" if personal else f"hoogste van (besparing, {self.bound('money', 0)})"
        return f"ten hoogste {self.percent()} van {base}"

    def currency_word(self) -> str:
        return writing.source_money(Fraction(1), self.currency)[:-1]

    def steps(self, depth: int, personal: bool) -> None:
        for _ in range(self.choices.number(1, 2)):
            self.line(depth, self.step(personal))

    def levels(self) -> None:
        choices = self.choices
        if choices.chance(20):
            self.line(0, "per deelnemer")
            self.steps(1, personal=True)
        if choices.chance(15):
            self.line(0, "per regio")
            self.steps(1, personal=False)
            if choices.chance(50):
                self.line(1, f"noord: {self.step(personal=False)}")
        if choices.chance(8):
            self.line(0, "per leeftijd")
            self.steps(1, personal=False)
        if choices.chance(35):
            self.line(0, "totaal")
            self.steps(1, personal=False)
        if choices.chance(15):
            self.line(0, "per kalenderjaar")
            excess = choices.pick((", daarboven vervalt", ", daarboven schuift door"))
            self.line(1, f"ten hoogste {self.money(50, 4000)}{excess}")

    # -------------------------------------------------------------- who

    def payments(self) -> None:
        choices = self.choices
        cuts = [self.paid]
        if len(self.paid) > 1 and choices.chance(30):
            middle = choices.number(1, len(self.paid) - 1)
            cuts = [self.paid[:middle], self.paid[middle:]]
        for own in cuts:
            names = "" if len(cuts) == 1 else " voor " + ", ".join(name for name, _ in own)
            self.line(0, f"betaling{names}")
            by_attribute = self.split and all(one for _, one in own)
            self.payers(by_attribute)
            self.receivers(by_attribute)

    def limit(self, others: Sequence[str]) -> str:
        if not self.choices.chance(40):
            return ""
        year = self.choices.pick(("", " per kalenderjaar"))
        excess = self.choices.pick(("vervalt", *others))
        return f", ten hoogste {self.money(10, 2000)}{year}, daarboven {excess}"

    def payers(self, by_attribute: bool) -> None:
        choices = self.choices
        match choices.number(0, 6 if by_attribute else 5):
            case 0:
                self.line(1, "gemeente draagt 100%")
            case 1:
                self.line(1, f"fonds draagt {choices.pick(('33 1/3%', '20%', '50%'))}{self.limit(('gemeente',))}")
                self.line(1, "gemeente draagt de rest")
            case 2:
                shares = choices.pick((("60%", "20%", "20%"), ("33 1/3%",) * 3, ("12,5%", "87,5%", "0%")))
                for index, (party, share) in enumerate(zip(PAYERS, shares, strict=False)):
                    self.line(1, f"{party} draagt {share}{self.limit(PAYERS[index + 1 :])}")
            case 3:
                match choices.number(0, 2):
                    case 0:
                        self.line(1, "gemeente draagt naar rato van baat_een")
                        self.line(1, "verzekeraar draagt naar rato van baat_twee")
                    case 1:
                        self.line(1, "drager draagt naar rato van nut")
                    case _:
                        self.line(1, "drager draagt naar rato van nut, ten hoogste nut op peildatum, daarboven fonds")
                self.line(1, f"bij nul draagt {choices.pick(('gemeente', 'provincie'))}")
            case 4:
                self.line(1, f"eerst gemeente tot {self.money(0, 900)}")
                if choices.chance(50):
                    self.line(1, f"daarna verzekeraar tot {self.price(0, 900)}")
                self.line(1, "daarna provincie")
            case 5:
                self.line(1, f"gemeente draagt 100%{self.limit(('provincie',))}")
                share = choices.pick(("25%", "33 1/3%"))
                self.line(1, f"fonds vult aan met {share} bovenop gemeente{self.limit(('provincie',))}")
            case _:
                share = choices.pick(("", " draagt 70%", " draagt 33 1/3%"))
                self.line(1, f"naar regio{share}")
                for region, party in zip(REGIONS, ("gemeente", "provincie", "gemeente"), strict=True):
                    self.line(2, f"{region}: {party}")
                if share:
                    self.line(1, "verzekeraar draagt de rest")

    def receivers(self, by_attribute: bool) -> None:
        choices = self.choices
        match choices.number(0, 4 if by_attribute else 3):
            case 0:
                self.line(1, "aan aanbieder")
            case 1:
                self.line(
                    1, choices.pick(("aan aanbieder 66 2/3%, stichting 33 1/3%", "aan aanbieder 0%, stichting 100%"))
                )
            case 2:
                self.line(1, "aan deelnemer")
            case 3:
                self.waterfall()
            case _:
                attribute, values = choices.pick((("leeftijd", AGES), ("regio", REGIONS)))
                self.line(1, f"aan naar {attribute}")
                for value, party in zip(values, ("aanbieder", "stichting", "gemeente"), strict=False):
                    self.line(2, f"{value}: {party}")

    def waterfall(self) -> None:
        choices = self.choices
        count = choices.pick(("30/360", "werkelijk/365", "werkelijk/360", "werkelijk/werkelijk"))
        interest = choices.pick(("enkelvoudig", "samengesteld"))
        claims = ["hoofdsom aan bank, fonds", f"rendement ten hoogste 5% per jaar, {interest}, {count} aan bank, fonds"]
        if choices.chance(40):
            claims.reverse()
        if choices.chance(40):
            claims[:0] = choices.pick(
                (
                    ["90% van hoofdsom aan bank", "66 2/3% van hoofdsom aan fonds"],
                    ["33 1/3% van hoofdsom aan fonds, bank"],
                    ["50% van hoofdsom aan fonds", "75% van hoofdsom aan bank, fonds"],
                )
            )
        if choices.chance(40):
            claims.insert(choices.number(0, 2), f"{self.price(1, 300)} aan aanbieder")
        for index, claim in enumerate(claims):
            self.line(1, f"{'daarna' if index else 'eerst'} {claim}")
        self.line(1, choices.pick(("rest aan aanbieder", "rest aan gemeente 50%, stichting 50%", "rest aan deelnemer")))

    # -------------------------------------------------------------- when

    def tranches(self) -> None:
        choices = self.choices
        days = ("31 maart 2028", "30 september 2028", "1 maart 2029", "31 december 2029", "30 juni 2030")
        number = choices.number(0, 3)
        if number and any(line.startswith("periode") for line in self.body) and choices.chance(50):
            self.tranches_per_half()
        for index in range(number):
            self.tranche(index, days[index], number)
        if number or choices.chance(20):
            self.line(0, f"tranche eind op {days[-1]}: eindafrekening")
            if choices.chance(25):
                self.line(1, "resultaten t/m 31 december 2029")
            self.line(
                0, f"te veel betaald {choices.pick(('verrekenen', 'terugbetalen binnen 60 dagen', 'terugbetalen'))}"
            )
        if any("rendement" in line or "hoofdsom" in line for line in self.body):
            self.line(0, "investering")
            self.line(1, f"bank {self.money(10, 900)} op 1 januari 2027")
            self.line(1, f"fonds {self.money(10, 900)} op 29 februari 2028")
            if choices.chance(50):
                self.line(1, f"bank {self.money(10, 900)} op 1 januari 2030")

    def tranches_per_half(self) -> None:
        """A payment for each half-year, and sometimes an advance that it settles."""
        choices = self.choices
        when = choices.pick(("1 week na afloop", "1 week na afloop", "3 weken na aanvang"))
        if not self.split and choices.chance(50):
            settled = choices.pick((", verrekend vanaf helftbetaling", ", verrekend vanaf eind", ""))
            self.line(0, f"tranche helftvooraf per helft, 2 weken na aanvang: voorschot {self.price(0, 2000)}{settled}")
        self.line(0, f"tranche helftbetaling per helft, {when}: 90% van het recht")
        if choices.chance(30):
            self.line(1, "resultaten tot aanvang")

    def tranche(self, index: int, day: str, number: int) -> None:
        choices = self.choices
        later = ["eind", *(f"tranche{one}" for one in range(index + 1, number))]
        match choices.number(0, 3):
            case 0:
                amount = f"{choices.pick(('100%', '80%', '33 1/3%'))} van het recht"
            case 1 if not self.split:
                settled = f", verrekend vanaf {choices.pick(later)}" if choices.chance(60) else ""
                amount = f"voorschot {self.price(0, 2000)}{settled}"
            case 2 if not self.split:
                amount = f"termijn {self.price(0, 2000)}"
            case _:
                amount = f"{choices.pick(('50%', '12,5%', '99,99%'))} van het recht"
        self.line(0, f"tranche tranche{index} op {day}: {amount}")
        if choices.chance(25):
            self.line(1, f"resultaten t/m {choices.pick(('31 december 2027', '1 februari 2028'))}")
        if choices.chance(20):
            self.line(1, f"over {', '.join(choices.some([name for name, _ in self.paid]))}")
        if choices.chance(20):
            self.line(1, f"ten hoogste {self.money(10, 1500)}")
        if choices.chance(15):
            self.line(
                1, f"alleen als {choices.pick(('rapport', 'aantal deelnemers ≥ 3', 'bezetting op halverwege > 50%'))}"
            )

    def extras(self) -> None:
        choices = self.choices
        if choices.chance(12):
            self.line(0, 'reeks cpi "Prijsindex"')
            for year, value in ((2027, "100"), (2028, "102,5"), (2029, "104,1"), (2030, "99,9")):
                self.line(1, f"{year}: {value}")
            self.line(0, f"indexering met cpi, basisjaar {choices.pick((2027, 2028))}")
        if choices.chance(15):
            self.line(0, choices.pick(("btw 21%", "btw 9%, ten laste van gemeente", "btw vrijgesteld")))
        if choices.chance(8):
            self.loan(self.name("indicator"))

    def series(self, name: str, values: list[str]) -> None:
        """A value for every year of the contract."""
        self.line(0, f'reeks {name} "{name.capitalize()}"')
        for year, value in enumerate(values, 2027):
            self.line(1, f"{year}: {value}")

    def loan(self, name: str) -> None:
        """A loan with a discount; its indicator joins the last payment, if that isn't split by attribute."""
        if any("naar regio" in line or "aan naar" in line for line in self.body):
            return
        last = [index for index, line in enumerate(self.body) if line.startswith("betaling")][-1]
        if self.body[last] != "betaling":
            self.body[last] += f", {name}"
        self.line(0, f'lening lening1 "Lening" {self.money(1000, 9000)} op 1 januari 2027, rente 4% per jaar, 30/360')
        self.line(0, f"indicator {name}")
        self.line(1, "behaald als rapport")
        if any(line.startswith("periode") for line in self.body) and self.choices.chance(50):
            self.line(1, "per helft")
            self.line(1, "rentekorting 0,5% over lening1")
            return
        self.line(
            1,
            self.choices.pick(
                (
                    "kwijtschelding 10% van lening1",
                    "rentekorting 0,5% over lening1 van 1 januari 2028 t/m 31 december 2028",
                )
            ),
        )


def contract_text(chooser: Chooser) -> str:
    """A contract that the compiler accepts (warnings aside)."""
    return Writer(Choices(chooser)).text()
