"""The annex word by word: a small change of one contract, and the sentence that it gives."""

from __future__ import annotations

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.document.model import Clause, Document
from resultaatcontract.driver import compile_source
from resultaatcontract.outputs.formula import _folded
from resultaatcontract.text.source import Source

from tests.annex_figures import normative_texts

BASE = """
taal 1

overeenkomst "Proef"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR

partij gemeente "Gemeente Horn", hierna "de Gemeente", is betaler
partij fonds "Steunfonds", hierna "het Fonds", is betaler
partij aanbieder "Aanbieders", hierna "de Aanbieders", is uitvoerder

deelnemer gezin "Gezin", meervoud "Gezinnen"
  moment begin "Begin"
  moment einde "Einde"
  eigenschap soort "Soort gezin": keuze uit groot, klein

meting werk "Werk" op begin, einde: ja/nee
meting dagen "Dagen" op einde: aantal 0 t/m 100

indicator baan "Baan"
  {result}
  {price}

betaling
  {bears}
  aan {receiver}

{tranches}
"""
PLAIN = {
    "result": "behaald als werk op einde",
    "price": "vergoeding € 100",
    "bears": "gemeente draagt 100%",
    "receiver": "aanbieder",
    "tranches": "",
}
THREE = """
tranche vooraf "Vooraf" op 1 maart 2027: voorschot € 500
tranche midden "Midden" op 1 maart 2028: 80% van het recht
tranche eind "Eind" op 31 december 2028: eindafrekening
"""


def annex(**changes: str) -> Document:
    return build_annex(compile_source(Source("proef.rc", BASE.format(**PLAIN | changes))))


CONSTRUCTS = [
    ("result", "behaald als werk op einde", "Het resultaat is behaald als “Werk” op “Einde” ja is."),
    ("result", "behaald als niet werk op einde", "Het resultaat is behaald als “Werk” op “Einde” nee is."),
    (
        "result",
        "behaald als werk op begin en werk op einde",
        "Het resultaat is behaald als “Werk” zowel op “Begin” als op “Einde” ja is.",
    ),
    ("result", "behaald als dagen ≥ 20", "Het resultaat is behaald als “Dagen” op “Einde” ten minste 20 is."),
    ("result", "behaald als dagen < 20", "Het resultaat is behaald als “Dagen” op “Einde” minder dan 20 is."),
    (
        "result",
        "behaald als soort is groot",
        "Het resultaat is behaald als het kenmerk “Soort gezin” als “Groot” is vastgelegd.",
    ),
    ("price", "vergoeding € 100", "Behaalt een Gezin het resultaat, dan is de vergoeding € 100,00."),
    (
        "price",
        "malus € 100",
        "Behaalt een Gezin het resultaat, dan geldt een malus van € 100,00.",
    ),
    (
        "result",
        "behaald als niet (soort is groot)",
        "Het resultaat is behaald als het kenmerk “Soort gezin” niet als “Groot” is vastgelegd.",
    ),
    (
        "result",
        "behaald als aandeel deelnemers met werk op einde onder deelnemers met werk op begin ≥ 60%",
        "Het resultaat is behaald als het aandeel van de Gezinnen waarbij “Werk” op “Einde” ja is, berekend over de Gezinnen "
        "waarbij “Werk” op “Begin” ja is, ten minste 60% is.",
    ),
    (
        "result",
        "behaald als gemiddelde van dagen over deelnemers met werk op einde ≥ 7",
        "Het resultaat is behaald als het gemiddelde van “Dagen” op “Einde”, berekend over de Gezinnen waarbij “Werk” op "
        "“Einde” ja is, ten minste 7 is.",
    ),
    (
        "result",
        "behaald als som van dagen over deelnemers ≥ 7",
        "Het resultaat is behaald als de som van “Dagen” op “Einde” over alle Gezinnen ten minste 7 is.",
    ),
    (
        "result",
        "behaald als laagste van (aantal deelnemers met (werk op begin en werk op einde), aantal deelnemers met (werk op "
        "einde en soort is groot)) ≥ 5",
        "Het resultaat is behaald als elk van de volgende waarden ten minste 5 is:",
    ),
    ("price", "vergoeding 2 × € 45", "dan is de vergoeding € 90,00 (2 maal € 45,00)."),
    ("price", "vergoeding € 10 / 3", "dan is de vergoeding € 3 1/3 (€ 10,00 gedeeld door 3)."),
    ("bears", "gemeente draagt 100%", "De vergoeding komt ten laste van de Gemeente."),
    ("bears", "gemeente draagt 60%\n  fonds draagt de rest", "het Fonds: 40%."),
    ("receiver", "aanbieder", "De vergoeding wordt betaald aan de Aanbieders."),
    (
        "tranches",
        THREE + "te veel betaald verrekenen",
        "Wat bij de eindafrekening nog te veel is betaald, is op de datum van de eindafrekening opeisbaar en wordt door de "
        "Aanbieders aan de Gemeente terugbetaald.",
    ),
    (
        "tranches",
        THREE + "te veel betaald terugbetalen binnen 30 dagen",
        "Blijkt bij een tranche dat te veel is betaald, dan wordt het teveel binnen 30 dagen na de datum van betaling "
        "van die tranche door de Aanbieders aan de Gemeente terugbetaald.",
    ),
]


@pytest.mark.parametrize(("part", "source", "sentence"), CONSTRUCTS, ids=[source for _, source, _ in CONSTRUCTS])
def test_a_construct_has_its_sentence(part: str, source: str, sentence: str) -> None:
    said = "\n".join(normative_texts(annex(**{part: source}))).replace("\u00a0", " ")
    assert sentence in said


QUANTITIES = [
    (
        "resultaat hoogste van (som van (30 − dagen) over deelnemers, 0) in dagen",
        "vergoeding € 3 per dag",
        "Het resultaat, in dagen, is de som van (30 min “Dagen” op “Einde”) over alle Gezinnen. "
        "Het resultaat is nooit lager dan nul.",
    ),
    (
        "resultaat laagste van (dagen, 12) in dagen",
        "vergoeding € 3 per dag",
        "Het resultaat, in dagen, is “Dagen” op “Einde”. Het resultaat is ten hoogste 12.",
    ),
    (
        "resultaat som van (2 × laagste van (dagen, 12)) over deelnemers in dagen",
        "vergoeding € 3 per dag",
        "Het resultaat, in dagen, is de som van (2 maal (“Dagen” op “Einde”, waarbij meer dan 12 als 12 telt)) over alle Gezinnen.",
    ),
    (
        "resultaat (dagen − 50) in dagen",
        "vergoeding € 3 per dag",
        "De vergoeding per Gezin is nooit lager dan nul; een negatieve uitkomst wordt niet met die van andere Gezinnen "
        "verrekend.",
    ),
    (
        "resultaat dagen",
        "vergoeding naar trede\n    van 0 tot 10: € 0\n    van 10 t/m 100: € 50",
        "In de tabel hoort een grens na “van” of “tot en met” bij de regel, en een grens na “tot” niet bij die regel.",
    ),
]


@pytest.mark.parametrize(("result", "price", "sentence"), QUANTITIES, ids=[one[0] for one in QUANTITIES])
def test_a_quantity_has_its_sentences(result: str, price: str, sentence: str) -> None:
    said = "\n".join(normative_texts(annex(result=result, price=price))).replace("\u00a0", " ")
    assert sentence in said


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (("50%", "50%"), "50% van de maximale vergoeding van € 100,00 per Gezin, dus € 50,00."),
        (("33 1/3%", "66 2/3%"), "33 1/3% van de maximale vergoeding van € 100,00 per Gezin, dus onafgerond € 33 1/3."),
    ],
)
def test_a_weight_is_said_with_its_amount(weights: tuple[str, str], words: str) -> None:
    text = BASE.format(**PLAIN | {"price": ""})
    text = text.replace('  moment begin "Begin"', '  maximale vergoeding € 100\n  moment begin "Begin"')
    text = text.replace('indicator baan "Baan"', f'indicator baan "Baan" weegt {weights[0]}')
    other = f'indicator begonnen "Begonnen" weegt {weights[1]}\n  behaald als werk op begin\n\nbetaling'
    made = build_annex(compile_source(Source("proef.rc", text.replace("betaling", other, 1))))
    said = "\n".join(normative_texts(made)).replace("\u00a0", " ")
    assert f"Behaalt een Gezin het resultaat, dan is de vergoeding {words}" in said


def test_terms_begin_with_their_own_definition() -> None:
    text = BASE.format(**PLAIN).replace(
        '  moment begin "Begin"',
        '  definitie "Een huishouden met kinderen."\n  moment begin "Begin"\n    definitie "De dag van intake."',
    )
    made = build_annex(compile_source(Source("proef.rc", text)))
    terms = {one.term: one.text for one in made.articles[1].blocks[0].definitions}  # type: ignore[union-attr]
    assert terms["Gezin (meervoud: Gezinnen)"] == (
        "een huishouden met kinderen. Per Gezin worden resultaten vastgesteld. "
        "In de administratie wordt een Gezin alleen met een code (pseudoniem) aangeduid."
    )
    assert terms["Begin"] == "de dag van intake."
    assert terms["Einde"] == "de dag die per Gezin als zodanig wordt vastgelegd."


def test_a_party_that_is_called_by_its_title_is_not_called_so_again() -> None:
    text = BASE.format(**PLAIN).replace(
        '"Gemeente Horn", hierna "de Gemeente"', '"Gemeente Horn", hierna "Gemeente Horn"'
    )
    said = list(normative_texts(build_annex(compile_source(Source("proef.rc", text)))))
    assert "Gemeente Horn, als betaler." in said
    assert "Steunfonds, hierna “het Fonds”, als betaler." in said


def test_a_malus_is_a_term_only_where_there_is_one() -> None:
    for price, there in (("malus € 100", True), ("vergoeding € 100", False)):
        definitions = annex(price=price).articles[1].blocks[0].definitions  # type: ignore[union-attr]
        assert ("malus" in [one.term for one in definitions]) is there


def test_three_equal_assumptions_in_a_row_are_one_row() -> None:
    tranches = "".join(
        f'\ntranche {name} "{title}" op 1 maart {year}: termijn € 10 aanname "geen data bekend"'
        for name, title, year in (("een", "Een", 2027), ("twee", "Twee", 2028))
    )
    tranches += '\ntranche eind "Eind" op 31 december 2028: eindafrekening aanname "geen data bekend"\nte veel betaald verrekenen'
    article = next(one for one in annex(tranches=tranches).articles if one.title == "Aannames")
    clause = article.blocks[0]
    assert isinstance(clause, Clause)
    assert clause.tables[0].rows == (("1 tot en met 3", "De tranches “Een”, “Twee” en “Eind”", "Geen data bekend."),)


def test_the_article_about_participants_bears_the_contracts_own_plural() -> None:
    found = annex(price="vergoeding € 100")
    assert "Gezinnen" in [article.title for article in found.articles]
    assert "Deelnemers" not in [article.title for article in found.articles]


def test_an_advance_that_looks_at_no_result_has_no_cut_off() -> None:
    article = next(
        one for one in annex(tranches=THREE + "te veel betaald verrekenen").articles if one.title == "Tranches"
    )
    clause = article.blocks[0]
    assert isinstance(clause, Clause)
    assert [row[-1] for row in clause.tables[0].rows] == ["–", "1 maart 2028", "31 december 2028"]


def test_a_year_of_payment_is_spoken_of_only_where_something_is_limited_per_year() -> None:
    assert "kalenderjaar" not in "\n".join(normative_texts(annex(tranches=THREE + "te veel betaald verrekenen")))


def test_equal_terms_in_a_row_are_one_term_and_others_stay_apart() -> None:
    assert _folded(["€ 1", "€\u00a01", "€\u00a01", "€\u00a01", "€\u00a02", "€\u00a02"]) == [
        "€ 1",
        "3 × €\u00a01",
        "€\u00a02",
        "€\u00a02",
    ]


def test_a_tranche_whose_condition_does_not_hold_says_so_and_only_of_itself() -> None:
    tranches = """
tranche een "Een" op 1 maart 2027: termijn € 500
  alleen als aantal deelnemers ≥ 5
tranche twee "Twee" op 1 maart 2028: termijn € 500
  alleen als aantal deelnemers ≥ 1
tranche eind "Eind" op 31 december 2028: eindafrekening
te veel betaald verrekenen

voorbeeld "Twee gezinnen"
  2 deelnemers gezinnen: soort = groot, datum begin = 1 januari 2027, datum einde = 1 juni 2028, werk op begin = nee,
    werk op einde = ja, dagen = 10
  verwacht totaal € 200
"""
    article = next(one for one in annex(tranches=tranches).articles if one.title == "Rekenvoorbeelden")
    tables = [table for block in article.blocks if isinstance(block, Clause) for table in block.tables]
    rows = [row for table in tables for row in table.rows if row[0].startswith("Voorwaarde van")]
    assert [(row[0], row[-1]) for row in rows] == [
        ("Voorwaarde van de tranche “Een”", "niet vervuld"),
        ("Voorwaarde van de tranche “Twee”", "vervuld"),
    ]
