"""Small contracts around what the large generated ones seldom reach: names of results, amounts that are measured, and
what isn't known yet or is missing, at every place where an amount or a condition may stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .contract_texts import Choices, Chooser

_HEADER = """\
taal 1
overeenkomst "Klein"
  looptijd 1 januari 2027 t/m 31 december 2029
  uitloop t/m 31 december 2030
  bedragen in EUR exclusief btw
"""
_PARTIES = """\
partij gemeente "Gemeente" is betaler
partij provincie "Provincie" is betaler
partij verzekeraar "Verzekeraar" is betaler
partij fonds "Fonds" is betaler en investeerder
partij bank "Bank" is investeerder
partij aanbieder "Aanbieder" is uitvoerder
partij stichting "Stichting" is uitvoerder
partij bureau "Bureau" is beoordelaar
"""
_MOMENTS = """\
  moment start
  moment einde
  moment half_jaar is 6 maanden na einde
  eigenschap regio: keuze uit noord, zuid
moment vroeg is 31 december 2027
moment laat is 31 december 2028
gegeven tarief is € 45,50
gegeven drempel is 2
lening lening1 "Lening" € 6.000 op 1 januari 2027, rente 4% per jaar, werkelijk/werkelijk
"""
_MEASUREMENTS = (
    "meting werk op einde, half_jaar: ja/nee",
    "meting opleiding op start: ja/nee",
    "meting dagen op einde: aantal 0 t/m 30",
    "meting kosten op start: bedrag € 0 t/m € 900",
    "contractmeting rapport op vroeg: ja/nee",
    "contractmeting keuring: ja/nee",
    "contractmeting besparing op vroeg, laat: bedrag € -500 t/m € 900",
    "contractmeting baat_een op vroeg, laat: bedrag € 0 t/m € 500",
    "contractmeting baat_twee: bedrag € 0 t/m € 500",
    "contractmeting baat_drie op laat: bedrag € 0 t/m € 500",
    "contractmeting netten op laat: aantal 0 t/m 40",
)
_MISSING = ("", "  bij ontbreken niet behaald\n", "  bij ontbreken buiten beschouwing\n")

# Results without a price, for others to use.
_PERSONAL_RESULTS = (
    "behaald als werk op einde",
    "behaald als opleiding en rapport",
    "behaald als dagen > 10 of keuring",
)
_PERSONAL = (
    "basis",
    "niet basis",
    "basis en werk op half_jaar",
    "werk op einde t/m half_jaar",
    "basis of klaar",
    "opleiding en niet klaar",
    "groei > 5",
    "kosten op start < € 450",
)
_SHARED = (
    "klaar",
    "niet klaar",
    "aantal deelnemers met basis ≥ drempel",
    "aandeel deelnemers met basis onder deelnemers met opleiding > 50%",
    "aandeel deelnemers met (opleiding en rapport) ≥ 1/3 × 100%",
    "gemiddelde van groei over deelnemers met basis > 3",
    "som van (dagen - 10) over deelnemers met (niet basis) > 0",
    "besparing op laat ≥ € 100",
    "keuring",
    "besparing op vroeg > 50% van gemiddelde van kosten over deelnemers",
)
_AMOUNTS = ("tarief", "tarief × 7", "€ 100 / 3", "1% van lening1", "€ 250")
_MEASURED = ("10% van hoogste van (besparing op laat, € 0)", "hoogste van (besparing op vroeg, € 20)", "€ 3 × netten")
_OWN = ("50% van kosten", "kosten op start - € 100", "€ 3 × groei")


@dataclass(slots=True)
class Small:
    """One contract in the making."""

    choices: Choices
    body: list[str] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)  # paid indicators, per participant
    shared: list[str] = field(default_factory=list)  # and of the contract

    def line(self, depth: int, text: str) -> None:
        self.body.append("  " * depth + text)

    def amount(self, own: bool = False, fixed: int = 50) -> str:
        """An amount that is written, or measured."""
        if self.choices.chance(fixed):
            return self.choices.pick(_AMOUNTS)
        return self.choices.pick((*_MEASURED, *_OWN) if own else _MEASURED)

    def text(self) -> str:
        choices = self.choices
        own_maximum = f"  maximale vergoeding {self.amount(own=False)}\n" if choices.chance(15) else ""
        maximum = f"  maximale vergoeding {self.amount()}\n" if choices.chance(10) else ""
        for _ in range(choices.number(1, 3)):
            if choices.chance(50):
                self.group() if choices.chance(30) else self.indicator(0, True)
            else:
                self.indicator(0, False)
        self.limits()
        self.payments()
        self.tranches()
        self.results()
        measured = "".join(one + "\n" + choices.pick(_MISSING) for one in _MEASUREMENTS)
        participants = 'deelnemer traject "Traject"\n' + own_maximum + _MOMENTS
        return _HEADER + maximum + _PARTIES + participants + measured + "\n".join(self.body) + "\n"

    # -------------------------------------------------------------- indicators

    def results(self) -> None:
        """The results without a price that others use."""
        choices = self.choices
        for name in ("basis", "klaar", "groei"):
            if not re.search(rf"\b{name}\b", "\n".join(self.body)):
                continue
            self.line(0, f"indicator {name}")
            match name:
                case "basis":
                    self.line(1, choices.pick(_PERSONAL_RESULTS))
                    if choices.chance(40):
                        self.line(
                            1, f"alleen als {choices.pick(('opleiding', 'rapport', 'keuring', 'regio is noord'))}"
                        )
                    if choices.chance(30):
                        self.line(1, f"voor de eerste {choices.number(1, 3)} deelnemers")
                case "klaar":
                    self.line(
                        1, choices.pick(("behaald als rapport", "behaald als aantal deelnemers met opleiding ≥ 2"))
                    )
                    if choices.chance(40):
                        self.line(1, "alleen als keuring")
                case _:
                    self.line(1, "resultaat dagen - 10")
                    if choices.chance(30):
                        self.line(1, "voor de eerste 2 deelnemers")

    def indicator(self, depth: int, own: bool) -> None:
        choices = self.choices
        names = self.personal if own else self.shared
        name = f"{'eigen' if own else 'samen'}{len(names)}"
        names.append(name)
        self.line(depth, f"indicator {name}")
        if choices.chance(50):
            self.line(depth + 1, f"behaald als {choices.pick(_PERSONAL if own else _SHARED)}")
            if own and choices.chance(25):
                self.line(depth + 1, "vergoeding naar regio")
                self.line(depth + 2, f"noord: {self.amount()}")
                self.line(depth + 2, f"zuid: {self.amount()}")
            else:
                word = choices.pick(("vergoeding", "vergoeding", "malus", "vergoeding of malus"))
                self.line(depth + 1, f"{word} {self.amount(own)}")
        else:
            result = choices.pick(("dagen", "groei") if own else ("netten", "som van groei over deelnemers"))
            self.line(depth + 1, f"resultaat {result}")
            self.price(depth + 1, own, result in ("dagen", "netten"))
        if choices.chance(25):
            self.line(depth + 1, f"alleen als {choices.pick(_PERSONAL if own and choices.chance(50) else _SHARED)}")
        if own and choices.chance(15):
            self.line(depth + 1, f"voor de eerste {choices.number(1, 3)} deelnemers")
        if own and choices.chance(15):
            self.line(depth + 1, f"ten hoogste {self.amount(own)} per deelnemer")
        if own and choices.chance(10):
            self.line(depth + 1, f"ten minste {self.amount(own)} per deelnemer")
        if choices.chance(25):
            self.step(depth + 1, own=False)

    def price(self, depth: int, own: bool, whole: bool) -> None:
        choices = self.choices
        match choices.number(0, 3):
            case 0:
                word = choices.pick(("vergoeding", "malus", "vergoeding of malus"))
                self.line(depth, f"{word} {choices.pick(_AMOUNTS)} per stuk")
            case 1:
                self.line(depth, "vergoeding naar trede")
                self.line(depth + 1, f"tot 5: {choices.pick(('malus ', ''))}{self.amount(own)}")
                self.line(depth + 1, f"vanaf 5: {self.amount(own)} per stuk")
                self.line(depth + 1, f"boven 20: {self.amount(own)}")
            case 2:
                self.line(depth, "vergoeding naar schijf")
                self.line(depth + 1, f"t/m {9 if whole else 10}: {choices.pick(_AMOUNTS)} per stuk")
                self.line(depth + 1, f"{'vanaf' if whole else 'boven'} 10: {choices.pick(_AMOUNTS)} per stuk")
                self.line(depth + 1, f"vanaf 20: {choices.pick(('malus ', ''))}{self.amount(own)} per stuk")
            case _:
                self.line(depth, "vergoeding lineair")
                self.line(depth + 1, f"bij 0: {self.amount(own)}")
                self.line(depth + 1, f"bij 15: {choices.pick(('malus ', ''))}{self.amount(own)}")

    def group(self) -> None:
        choices = self.choices
        self.line(0, f"groep groep{len(self.personal)}{choices.pick(('', ', ten hoogste één telt'))}")
        if choices.chance(50):
            self.line(1, f"alleen als {choices.pick(_PERSONAL if choices.chance(50) else _SHARED)}")
        if choices.chance(30):
            self.line(1, f"ten hoogste {self.amount(True)} per deelnemer")
        if choices.chance(20):
            self.line(1, f"ten minste {choices.pick(_AMOUNTS)} per deelnemer")
        if choices.chance(30):
            self.step(1, own=False)
        for _ in range(2):
            self.indicator(1, True)

    def step(self, depth: int, own: bool) -> None:
        choices = self.choices
        met = f" als {choices.pick(_PERSONAL if own and choices.chance(50) else _SHARED)}" if choices.chance(60) else ""
        match choices.number(0, 4):
            case 0:
                self.line(depth, f"ten hoogste {self.amount(own)}")
            case 1:
                self.line(depth, f"ten minste {self.amount(own)}{choices.pick(('', ' bij de eindafrekening'))}")
            case 2:
                self.line(depth, f"korting {choices.pick(('10%', '33 1/3%'))}{met}")
            case 3:
                self.line(depth, f"aftrek {self.amount(own)}{met}")
            case _:
                self.line(
                    depth, f"afronden op € {choices.pick(('1', '0,05', '10'))}{choices.pick(('', ' naar beneden'))}"
                )

    def limits(self) -> None:
        choices = self.choices
        if self.personal and choices.chance(25):
            self.line(0, "per deelnemer")
            self.step(1, own=True)
        if self.personal and choices.chance(20):
            self.line(0, "per regio")
            self.step(1, own=False)
            self.line(1, f"noord: ten hoogste {self.amount()}")
        if choices.chance(25):
            self.line(0, "totaal")
            self.step(1, own=False)
        if choices.chance(15):
            self.line(0, "per kalenderjaar")
            self.line(
                1, f"ten hoogste {self.amount()}{choices.pick((', daarboven vervalt', ', daarboven schuift door'))}"
            )

    # -------------------------------------------------------------- payments

    def payments(self) -> None:
        groups = [names for names in (self.personal, self.shared) if names]
        if len(groups) == 2 and self.choices.chance(50):
            groups = [[*self.personal, *self.shared]]
        for names in groups:
            self.line(0, f"betaling voor {', '.join(names)}")
            self.payers(names is self.personal)
            self.receivers(names is self.personal)

    def payers(self, own: bool) -> None:
        choices = self.choices
        limit = f", ten hoogste {self.amount()}{choices.pick(('', ' per kalenderjaar'))}, daarboven "
        match choices.number(0, 5 if own and self.can_follow() else 4):
            case 0:
                self.line(1, "gemeente draagt 100%")
            case 1:
                self.line(1, f"gemeente draagt 50%{limit + 'provincie' if choices.chance(60) else ''}")
                self.line(1, f"provincie draagt 30%{limit + 'vervalt' if choices.chance(40) else ''}")
                self.line(1, "fonds draagt de rest")
            case 2:
                self.line(1, "gemeente draagt naar rato van baat_een")
                self.line(1, "provincie draagt naar rato van baat_twee")
                self.line(1, "verzekeraar draagt naar rato van baat_drie")
                self.line(1, "bij nul draagt fonds")
            case 3:
                self.line(1, f"eerst gemeente tot {self.amount()}")
                self.line(1, f"daarna provincie tot {self.amount()}")
                self.line(1, f"daarna {choices.pick(('fonds', 'gemeente'))}")
            case 4:
                self.line(1, f"gemeente draagt 60%{limit + 'vervalt' if choices.chance(50) else ''}")
                self.line(1, "provincie draagt de rest")
                self.line(
                    1, f"fonds vult aan met 25% bovenop gemeente{limit + 'vervalt' if choices.chance(50) else ''}"
                )
                if choices.chance(40):
                    self.line(1, "verzekeraar vult aan met 50% bovenop fonds")
            case _:
                self.line(1, f"naar regio{choices.pick(('', ' draagt 75%'))}")
                self.line(2, "noord: gemeente")
                self.line(2, "zuid: provincie")
                if self.body[-3].endswith("75%"):
                    self.line(1, "gemeente draagt de rest")

    def receivers(self, own: bool) -> None:
        choices = self.choices
        match choices.number(0, 4 if own and self.can_follow() else 3):
            case 0:
                self.line(1, "aan aanbieder")
            case 1:
                self.line(1, "aan aanbieder 3/7 × 100%, stichting 3/7 × 100%, gemeente 1/7 × 100%")
            case 2:
                self.line(1, choices.pick(("aan deelnemer", "aan deelnemer 25%, stichting 75%")))
            case 3:
                self.line(1, f"eerst {self.amount()} aan aanbieder")
                self.line(1, "daarna hoofdsom aan bank")
                self.line(
                    1,
                    f"daarna rendement ten hoogste 7,5% per jaar, {choices.pick(('samengesteld', 'enkelvoudig'))}, 30/360 aan bank",
                )
                self.line(1, "daarna hoofdsom aan fonds")
                self.line(
                    1,
                    f"daarna rendement ten hoogste 9% per jaar, {choices.pick(('samengesteld', 'enkelvoudig'))}, werkelijk/365 aan fonds",
                )
                self.line(1, "rest aan aanbieder 3/7 × 100%, stichting 3/7 × 100%, gemeente 1/7 × 100%")
            case _:
                self.line(1, "aan naar regio")
                self.line(2, "noord: aanbieder")
                self.line(2, "zuid: stichting")

    def can_follow(self) -> bool:
        """Whether all money has a participant: no minimum, and (decided later) no advance."""
        return not any("ten minste" in line for line in self.body)

    # -------------------------------------------------------------- when

    def tranches(self) -> None:
        choices = self.choices
        advances = not any("naar regio" in line and "vergoeding" not in line for line in self.body)
        days = ("1 april 2027", "1 april 2028", "1 oktober 2028", "1 april 2029")
        number = choices.number(0, 3)
        for index in range(number):
            match choices.number(0, 3 if advances else 1):
                case 2:
                    what = f"voorschot {self.amount()}{', verrekend vanaf eind' if choices.chance(40) else ''}"
                case 3:
                    what = f"termijn {self.amount()}"
                case _:
                    what = f"{choices.pick(('100%', '50%', '33 1/3%'))} van het recht"
            self.line(0, f"tranche t{index} op {days[index]}: {what}")
            if choices.chance(20):
                self.line(1, f"over {choices.pick([*self.personal, *self.shared])}")
            if choices.chance(25):
                self.line(1, f"ten hoogste {self.amount()}")
            if choices.chance(25):
                self.line(1, f"alleen als {choices.pick(_SHARED)}")
        if number or choices.chance(30):
            self.line(0, "tranche eind op 30 juni 2030: eindafrekening")
            if choices.chance(30):
                self.line(1, "resultaten t/m 31 december 2028")
            self.line(0, f"te veel betaald {choices.pick(('verrekenen', 'terugbetalen'))}")
        if any("hoofdsom" in line for line in self.body):
            self.line(0, "investering")
            self.line(1, "bank € 300 op 1 maart 2027")
            self.line(1, f"fonds € 200,50 op {choices.pick(('29 februari 2028', '31 januari 2027'))}")
            self.line(1, "bank € 100 op 1 maart 2028")
        if choices.chance(15):
            self.line(0, 'reeks cpi "Prijsindex"')
            for year, value in ((2027, "100"), (2028, "103"), (2029, "107"), (2030, "101")):
                self.line(1, f"{year}: {value}")
            self.line(0, "indexering met cpi, basisjaar 2027")
        if choices.chance(15):
            self.line(0, choices.pick(("btw 21%", "btw 9%, ten laste van fonds")))


def small_text(chooser: Chooser) -> str:
    """A small contract; most of these the compiler accepts."""
    return Small(Choices(chooser)).text()
