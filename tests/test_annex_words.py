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
        "Het resultaat is behaald als de eigenschap “Soort gezin” gelijk is aan “Groot”.",
    ),
    ("price", "vergoeding € 100", "Behaalt een Gezin het resultaat, dan is de vergoeding € 100,00."),
    (
        "price",
        "malus € 100",
        "Behaalt een Gezin het resultaat, dan wordt een malus van € 100,00 in mindering gebracht.",
    ),
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
