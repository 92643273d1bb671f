"""The articles on limits, payment and tranches, sentence by sentence: each construct, and what is left out without it."""

from __future__ import annotations

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.wording import DAY_COUNTS
from resultaatcontract.document.model import Clause
from resultaatcontract.driver import compile_source
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL
from tests.annex_figures import normative_texts

BASE = """
taal 1

overeenkomst "Proef"
  looptijd 1 januari 2027 t/m 31 december 2029
  uitloop t/m 31 december 2030
  bedragen in {currency}

partij gemeente "Gemeente Horn", hierna "de Gemeente", is betaler
partij fonds "Steunfonds", hierna "het Fonds", is betaler
partij aanbieder "Aanbieder", hierna "de Aanbieder", is uitvoerder
partij stichting "Stichting", hierna "de Stichting", is uitvoerder
partij bank "Bank", hierna "de Bank", is investeerder

deelnemer gezin "Gezin", meervoud "Gezinnen"
  moment einde "Einde"
  eigenschap wie "Uitvoerder": keuze uit aanbieder "de Aanbieder", stichting "de Stichting"
  eigenschap kant "Kant": keuze uit links, rechts

moment helft "Helft" is 1 februari 2028
periode boekjaar "Boekjaar" is elk jaar
meting werk "Werk" op einde: ja/nee
  bij ontbreken {missing}
contractmeting rapport "Rapport" op helft: ja/nee
contractmeting norm "Norm" op helft: bedrag {currency} 0 t/m {currency} 5.000
contractmeting bericht "Bericht" per boekjaar: ja/nee
{extra}
indicator baan "Baan"
  behaald als werk
  {price} {currency} 100
{steps}
{deposits}
betaling
  {bears}
  {receives}
{tranches}
{recovery}
"""
PLAIN = {
    "currency": "EUR",
    "missing": "niet behaald",
    "extra": "",
    "price": "vergoeding",
    "steps": "",
    "deposits": "",
    "bears": "gemeente draagt 100%",
    "receives": "aan aanbieder",
    "tranches": "",
    "recovery": "",
}
TWO = """
tranche midden "Midden" op 1 maart 2028: {kind}
tranche eind "Eind" op 31 december 2029: eindafrekening
"""
NETTED = {"tranches": TWO.format(kind="100% van het recht"), "recovery": "te veel betaald verrekenen"}
BACK = {**NETTED, "recovery": "te veel betaald terugbetalen binnen 30 dagen"}
DEPOSIT = "investering\n  bank € 500 op 1 februari 2027\n"
ORDER = "eerst hoofdsom aan bank\n  daarna rendement ten hoogste 5% per jaar, {how} aan bank\n  rest aan {rest}"
LOAN = """
lening krediet "Krediet" € 1.000 op 1 januari 2027, rente 4% per jaar, 30/360
indicator minder_rente "Minder rente"
  behaald als rapport
  rentekorting 0,5% over krediet van 1 januari 2028 t/m 31 december 2028
"""


def said(**changes: str) -> str:
    text = BASE.format(**PLAIN | changes)
    return "\n".join(normative_texts(build_annex(compile_source(Source("proef.rc", text))))).replace("\u00a0", " ")


SENTENCES = [
    # limits and rounding
    ({"steps": "totaal\n  ten minste € 0"}, "De totale vergoeding is nooit lager dan nul. Een lager bedrag wordt tot nul aangevuld."),
    ({"steps": "totaal\n  ten minste € 0"}, "De aanvulling tot nul is een afzonderlijk onderdeel"),
    ({"steps": "totaal\n  ten minste € 50"}, "De aanvulling tot een minimum is een afzonderlijk onderdeel"),
    ({"steps": "totaal\n  ten hoogste € 50\n  ten minste € 5"}, "Gelden in één stap verschillende bepalingen, dan worden zij"),
    ({}, "Ligt een bedrag precies midden tussen twee afgeronde bedragen, dan geldt het bedrag dat het verst van nul ligt."),
    # payers
    ({"bears": "naar wie\n    aanbieder: gemeente\n    stichting: fonds"}, "die volgens de tabel hieronder bij de waarde van het kenmerk “Uitvoerder” hoort."),
    ({"receives": "aan naar wie\n    aanbieder: aanbieder\n    stichting: stichting"}, "De vergoeding wordt betaald aan de partij die per Gezin als “Uitvoerder” is vastgelegd (de Aanbieder of de Stichting)."),
    ({"bears": "fonds draagt 20%, ten hoogste € 90, daarboven vervalt\n  gemeente draagt de rest"}, "Van de vergoeding komt in totaal ten hoogste € 90,00 ten laste van het Fonds. Wat daarboven uitkomt, vervalt en is door niemand verschuldigd."),
    ({"bears": "gemeente draagt 100%\n  fonds vult aan met 25% bovenop gemeente, ten hoogste € 9, daarboven gemeente"}, "Boven op de vergoeding komt een aanvulling van 25% van wat van de vergoeding ten laste van de Gemeente komt."),
    ({"bears": "gemeente draagt 100%\n  fonds vult aan met 25% bovenop gemeente, ten hoogste € 9, daarboven gemeente"}, "Zij is in totaal ten hoogste € 9,00. Wat de aanvulling meer zou zijn, komt eveneens boven op de vergoeding, ten laste van de Gemeente. Daarover wordt geen aanvulling berekend."),
    ({"bears": "gemeente draagt naar rato van norm\n  bij nul draagt fonds"}, "Zijn al deze metingen nul en is toch iets verschuldigd, dan komt dat geheel ten laste van het Fonds."),
    # a malus
    ({"price": "malus"}, "De malus komt ten goede aan de Gemeente."),
    ({"price": "malus"}, "De malus komt ten laste van de Aanbieder."),
    ({"price": "malus", "extra": "indicator goed\n  behaald als rapport\n  vergoeding € 50"}, "Is de vergoeding negatief, dan komt het bedrag ten goede aan de Gemeente en ten laste van de Aanbieder."),
    ({"price": "malus", "extra": "indicator goed\n  behaald als rapport\n  vergoeding € 50"}, "Een negatief bedrag wordt verdeeld als een positief bedrag van dezelfde grootte."),
    # loans
    ({"extra": LOAN, **NETTED}, "Een rentekorting wordt niet uitbetaald. Zij wordt op de datum van betaling in mindering gebracht op de rente die over de lening door de Aanbieder aan de Gemeente verschuldigd is."),
    ({"extra": LOAN, **NETTED}, "Valt een rentekorting bij een latere tranche lager uit dan tot en met de tranche daarvóór, dan is het verschil alsnog verschuldigde rente."),
    # investors
    ({"deposits": DEPOSIT, "receives": ORDER.format(how="enkelvoudig, werkelijk/365", rest="aanbieder")}, "Het rendement voor de Bank is 5% per jaar, enkelvoudig, over de inleg die nog niet is terugbetaald. Het wordt berekend vanaf de dag van de inleg, die meetelt, tot de datum van betaling, die niet meetelt. Die tijd is, in jaren, het werkelijke aantal dagen, gedeeld door 365; ook een schrikkeldag telt mee."),
    ({"deposits": DEPOSIT, "receives": ORDER.format(how="enkelvoudig, 30/360", rest="gemeente")}, "ten slotte de rest aan de Gemeente; die rest blijft bij de Gemeente en wordt niet uitbetaald."),
    ({"deposits": DEPOSIT, "receives": ORDER.format(how="samengesteld, 30/360", rest="aanbieder"), **NETTED}, "Tussen de dag van de inleg en de eerste tranche daarna en tussen twee tranches draagt rendement na ieder vol jaar ook zelf rendement"),
    ({"deposits": DEPOSIT, "receives": ORDER.format(how="enkelvoudig, 30/360", rest="aanbieder"), **NETTED}, "Kan inleg of rendement bij een tranche niet geheel worden betaald, dan blijft het overige openstaan."),
    ({"deposits": DEPOSIT, "receives": ORDER.format(how="enkelvoudig, 30/360", rest="aanbieder"), **NETTED}, "iets worden terugbetaald, dan betalen de ontvangers dat in omgekeerde volgorde terug"),
    # tranches
    (NETTED, "Noemt de tabel bij een tranche het recht, dan wordt dat betaald, verminderd met wat daarop eerder is betaald."),
    ({**NETTED, "tranches": TWO.format(kind="80% van het recht")}, "Noemt de tabel bij een tranche een percentage van het recht, dan wordt dat betaald"),
    ({**NETTED, "tranches": TWO.format(kind="voorschot € 5\n  alleen als rapport")}, "Anders vervalt dit voorschot; het recht verandert daardoor niet."),
    ({**NETTED, "tranches": TWO.format(kind="80% van het recht\n  alleen als rapport")}, "uiterlijk bij de eindafrekening."),
    ({**NETTED, "tranches": TWO.replace("midden", "deel").format(kind="80% van het recht\n  alleen als bericht").replace("31 december 2029", "31 maart 2030").replace("op 1 maart 2028", "per boekjaar, 1 maand na afloop")}, "Een tranche “Midden” wordt alleen betaald als “Bericht” over de periode van die tranche ja is."),
    ({**NETTED, "bears": "fonds draagt 20%, ten hoogste € 90, daarboven vervalt\n  gemeente draagt de rest"}, "wordt het hele recht betaald, behalve wat volgens artikel 8 vervalt, en verminderd met alles wat eerder is betaald."),
    ({**NETTED, "steps": "per kalenderjaar\n  ten hoogste € 900, daarboven schuift door"}, "is er zo’n jaar niet, dan vervalt het."),
    # what counts
    (NETTED, "Wat voor een Gezin wordt gemeten op een moment na 31 december 2029, de peildatum van de eindafrekening, telt nooit mee."),
    ({**NETTED, "steps": "totaal\n  ten hoogste norm"}, "Een bovengrens die van een meting afhangt, is nul zolang die meting niet meetelt. Wat door een bovengrens van de vergoeding wordt begrensd, is tot dan niet verschuldigd."),
    ({**NETTED, "bears": "fonds draagt 20%, ten hoogste norm, daarboven gemeente\n  gemeente draagt de rest"}, "is nul zolang die meting niet meetelt.\n"),
    ({**NETTED, "steps": "totaal\n  korting 10% als rapport"}, "Een korting die van een meting afhangt, wordt niet toegepast zolang die meting niet meetelt."),
    ({**NETTED, "missing": "fout"}, "Kan de vergoeding bij een tranche niet worden vastgesteld omdat een meting of een datum ontbreekt, dan wordt de tranche betaald zodra dat wel kan."),
    # what was paid too much
    ({**NETTED, "receives": "aan aanbieder 40%, stichting 60%"}, "terugbetaald: iedere ontvanger betaalt terug wat deze te veel heeft ontvangen."),
    ({**NETTED, "receives": "aan deelnemer"}, "maar heeft een ontvanger meer ontvangen dan het eigen deel"),
    ({**BACK, "receives": "aan aanbieder 40%, stichting 60%"}, "dan betaalt die ontvanger het meerdere binnen 30 dagen terug aan de Gemeente"),
    ({**BACK, "bears": "gemeente draagt 40%\n  fonds draagt de rest"}, "dan krijgt die betaler het meerdere binnen 30 dagen terug van de Aanbieder"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES, ids=[sentence[:60] for _, sentence in SENTENCES])
def test_a_construct_has_its_sentence(changes: dict[str, str], sentence: str) -> None:
    assert sentence in said(**changes)


def test_what_cannot_occur_is_left_unsaid() -> None:
    shown = said()
    for words in (
        "over de betalers verdeeld",
        "over de ontvangers verdeeld",
        "Wordt een afgerond bedrag over",
        "Gelden in één stap verschillende bepalingen",
        "negatief",
        "opeisbaar",
        "rentekorting",
    ):
        assert words not in shown


def test_what_is_left_is_divided_in_the_smallest_unit_of_the_currency() -> None:
    shared = "gemeente draagt 40%\n  fonds draagt de rest"
    assert "Wordt een afgerond bedrag over betalers verdeeld" in said(bears=shared)
    assert "wordt in hele pence één voor één toegedeeld aan de delen met de grootste rest" in said(
        bears=shared, currency="GBP"
    )


def test_a_malus_that_a_minimum_holds_is_not_said_to_be_paid_the_other_way() -> None:
    other = {"price": "malus", "extra": "indicator goed\n  behaald als rapport\n  vergoeding € 50"}
    assert "Is de vergoeding negatief" not in said(**other, steps="totaal\n  ten minste € 0")
    assert "Is de vergoeding negatief" in said(**other, steps="totaal\n  ten minste € 0 bij de eindafrekening")


def test_an_instalment_whose_known_amount_looks_at_no_result_has_no_cut_off() -> None:
    tranches = TWO.format(kind="termijn 25% van € 2.000")
    for bears, shown in (
        ("gemeente draagt 100%", True),
        ("gemeente draagt naar rato van norm\n  bij nul draagt fonds", False),
    ):
        text = BASE.format(**PLAIN | {"tranches": tranches, "recovery": NETTED["recovery"], "bears": bears})
        annex = build_annex(compile_source(Source("proef.rc", text)))
        article = next(one for one in annex.articles if one.title == "Tranches")
        assert (article.blocks[0].tables[0].rows[0][-1] == "–") is shown  # type: ignore[union-attr]


def test_the_mark_of_an_assumed_tranche_stands_at_its_name() -> None:
    text = BASE.format(**PLAIN | NETTED).replace("100% van het recht", '100% van het recht aanname "geschat"')
    annex = build_annex(compile_source(Source("proef.rc", text)))
    article = next(one for one in annex.articles if one.title == "Tranches")
    assert article.blocks[0].tables[0].rows[0][0] == "Midden (aanname 1)"  # type: ignore[union-attr]


def test_the_year_of_an_index_speaks_only_of_results_that_the_contract_has() -> None:
    index = (
        'reeks cpi "Prijzen"\n  2027: 100\n  2028: 101\n  2029: 102\n  2030: 103\nindexering met cpi, basisjaar 2027\n'
    )
    shown = said(extra=index)
    assert "Ieder vast bedrag waarmee een resultaat wordt vergoed" in shown
    assert "periode eindigt" not in shown
    paid = "indicator vast\n  per boekjaar\n  onvoorwaardelijk\n  vergoeding € 5\n"
    assert "geldt het kalenderjaar waarin de periode eindigt." in said(extra=index + paid)


def test_several_advances_that_are_settled_alike_are_said_once() -> None:
    tranches = "\n".join(
        f'tranche v{month} "Voorschot {month}" op 1 maart 202{month}: voorschot € 5' for month in (7, 8, 9)
    )
    shown = said(
        tranches=f'{tranches}\ntranche eind "Eind" op 31 december 2029: eindafrekening', recovery=NETTED["recovery"]
    )
    assert "“Voorschot 7”, “Voorschot 8” en “Voorschot 9” worden bij de eindafrekening verrekend." in shown


def test_a_return_is_reckoned_by_the_day_count_of_the_contract() -> None:
    for name in DAY_COUNTS:
        shown = said(deposits=DEPOSIT, receives=ORDER.format(how=f"enkelvoudig, {name}", rest="aanbieder"))
        assert f"Die tijd is, in jaren, {DAY_COUNTS[name]}" in shown
        assert ("schrikkeldag" in shown) is (name == "werkelijk/365")
    assert "Rendement dat bij een tranche niet is betaald, draagt vanaf die tranche zelf rendement." in "\n".join(
        normative_texts(build_annex(compile_source(Source("proef.rc", ALL["waterfall"]))))
    )


def test_the_drawing_of_a_malus_goes_from_those_who_owe_it() -> None:
    text = BASE.format(**PLAIN | {"price": "malus", "receives": "aan aanbieder 40%, stichting 60%"})
    article = next(
        one for one in build_annex(compile_source(Source("proef.rc", text))).articles if one.title == "Betaling"
    )
    figures = [figure for block in article.blocks if isinstance(block, Clause) for figure in block.figures]
    assert [one.description for one in figures] == ["Er gaat geld van de Aanbieder en de Stichting naar de Gemeente."]
