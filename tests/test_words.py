"""Texts of a contract that no amount depends on: where the annex prints them, and that they change no amount."""

from __future__ import annotations

import io

import openpyxl
import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.driver import compile_source
from resultaatcontract.results import write_sheet
from resultaatcontract.text.source import Source

from tests.annex_figures import normative_texts

CONTRACT = '''
taal 1

overeenkomst "Proef"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR exclusief btw aanname "over btw is niets gezegd"
  verplichting inspanning aanname "de bron noemt het een subsidie"

partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder aanname "er is nog niet gegund"
partij bureau "Bureau" is beoordelaar

deelnemer gezin "Gezin", meervoud "Gezinnen"
  definitie "Wie op één adres wonen." aanname "de bron spreekt van huishoudens"
  moment einde "Einde"
    definitie "De dag van het laatste gesprek."
    vastgesteld door bureau
  eigenschap wijk "Wijk": keuze uit noord, zuid
    bron "Basisregistratie"
    toelichting "De wijk bij aanmelding."

meting werk "Werk" op einde: ja/nee
  definitie "Betaald werk." aanname "uren zijn niet genoemd"
  bewijs "Contract" aanname "bewijs is niet genoemd"
meting cijfer "Cijfer" op einde: getal 1 t/m 10
  definitie "Rapportcijfer."
  bron "Onderzoek"
  alleen gerapporteerd

indicator baan "Baan"
  behaald als werk aanname "de drempel is niet gepubliceerd"
  vergoeding € 100

per wijk
  ten hoogste € 5.000

bepaling "Overleg": """
  Partijen spreken elkaar elk kwartaal.

  De Gemeente nodigt uit.
  """ aanname "de bron noemt geen overleg"

betaling
  gemeente draagt 100%
  aan aanbieder

tranche half op 1 januari 2028: 50% van het recht
tranche eind op 31 december 2028: eindafrekening
te veel betaald verrekenen aanname "hierover is niets gezegd"

voorbeeld "Eén baan"
  deelnemer a: werk = ja, wijk = noord, datum einde = 1 juli 2027
  verwacht totaal € 100
'''
COMPILED = compile_source(Source("proef.rc", CONTRACT))
ANNEX = build_annex(COMPILED)
TEXT = "\n".join(normative_texts(ANNEX))


def test_a_provision_is_an_article_of_its_own_that_says_that_no_amount_depends_on_it() -> None:
    (article,) = [one for one in ANNEX.articles if one.title == "Overleg"]
    texts = [getattr(block, "text", "") for block in article.blocks]
    assert texts[0] == "Partijen spreken elkaar elk kwartaal."
    assert texts[1].startswith("De Gemeente nodigt uit (aanname ")
    assert texts[2] == "Dit artikel telt niet mee bij de berekening van de vergoeding."


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("inspanning", "een inspanningsverplichting"),
        ("taak", "een taakgerichte verplichting"),
        ("resultaat", "een resultaatverplichting"),
    ],
)
def test_the_annex_states_the_kind_of_obligation(kind: str, word: str) -> None:
    text = CONTRACT.replace("verplichting inspanning", f"verplichting {kind}")
    annex = build_annex(compile_source(Source("proef.rc", text)))
    (article,) = [one for one in annex.articles if one.title == "Aard van de verplichting"]
    assert word in getattr(article.blocks[0], "text", "")


def test_definitions_of_participants_moments_and_attributes_stand_in_the_annex() -> None:
    assert "wie op één adres wonen (aanname " in TEXT
    assert "de dag van het laatste gesprek. Vaststelling: door Bureau." in TEXT
    assert "Bron: Basisregistratie." in TEXT
    assert "Toelichting: de wijk bij aanmelding." in TEXT
    assert "Toelichting" not in [one.title for one in ANNEX.articles], "every note stands at what it explains"


def test_every_assumption_is_listed() -> None:
    (article,) = [one for one in ANNEX.articles if one.title == "Aannames"]
    rows = [row for block in article.blocks for table in getattr(block, "tables", ()) for row in table.rows]
    assert {reason for _, _, reason in rows} == {
        "Over btw is niets gezegd.",
        "De bron noemt het een subsidie.",
        "Er is nog niet gegund.",
        "De bron spreekt van huishoudens.",
        "Uren zijn niet genoemd.",
        "Bewijs is niet genoemd.",
        "De drempel is niet gepubliceerd.",
        "De bron noemt geen overleg.",
        "Hierover is niets gezegd.",
    }


def test_a_measurement_that_is_only_reported_stands_in_the_annex_and_on_the_sheet() -> None:
    assert "de meting wordt gerapporteerd, en heeft geen gevolg voor de betaling" in TEXT
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(COMPILED)))
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert "cijfer einde" in headings
    explained = [cell.value for row in book["Uitleg"].iter_rows() for cell in row]
    assert any("heeft geen gevolg voor de betaling" in str(value) for value in explained)
