"""What a missing measurement means, said for each way in which a contract uses it; and where marks and notes stand."""

from __future__ import annotations

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.make import render_annex
from resultaatcontract.document.model import Clause, Document
from resultaatcontract.driver import compile_source
from resultaatcontract.text.source import Source

from tests.annex_figures import normative_texts

BASE = """
taal 1

overeenkomst "Proef"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR

partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder

deelnemer kind "Kind", meervoud "Kinderen"
  moment begin "Begin"
  moment einde "Einde"
periode meetjaar "Meetjaar" is elk jaar

meting werk "Werk" op begin, einde: ja/nee
  bij ontbreken {missing}
meting cijfer "Cijfer" op einde: getal 1 t/m 10
  bij ontbreken {missing}
contractmeting deel "Deel" per meetjaar: percentage 0% t/m 100%
  bij ontbreken niet behaald

{indicators}
betaling
  gemeente draagt 100%
  aan aanbieder
"""
PERSONAL = "indicator baan\n  behaald als werk op einde\n  vergoeding € 100\n"
SHARE = "indicator aandelen\n  behaald als aandeel deelnemers met werk op einde ≥ 50%\n  vergoeding € 100\n"
MARK = "indicator rapport\n  behaald als gemiddelde van cijfer over deelnemers ≥ 7\n  vergoeding € 100\n"
COUNT = "indicator aantallen\n  behaald als aantal deelnemers met werk op einde ≥ 2\n  vergoeding € 100\n"


def annex(indicators: str, missing: str = "niet behaald") -> Document:
    return build_annex(compile_source(Source("proef.rc", BASE.format(indicators=indicators, missing=missing))))


def missing(indicators: str, title: str, treatment: str = "niet behaald") -> str:
    article = next(one for one in annex(indicators, treatment).articles if one.title == "Metingen")
    clause = next(one for one in article.blocks if isinstance(one, Clause) and one.heading == title)
    found = next(one.text for one in clause.items if one.text.startswith("Bij ontbreken: "))
    return found.removeprefix("Bij ontbreken: ")


STAYS = " Een resultaat waarvoor alleen de meting op een ander moment wordt gebruikt, blijft gelden."
FAILS = (
    "ontbreekt de meting van een Kind op een moment, dan is ieder resultaat per Kind waarvoor de meting op dat moment "
    "wordt gebruikt, niet behaald of nul."
)
CASES = [
    (PERSONAL, "Werk", "niet behaald", FAILS + STAYS),
    (PERSONAL, "Werk", "buiten beschouwing", FAILS + STAYS),
    (
        SHARE,
        "Werk",
        "niet behaald",
        "een Kind zonder de meting op een moment telt in een aandeel waarvoor de meting op dat moment wordt gebruikt, mee "
        "als een Kind bij wie niet aan de voorwaarde is voldaan.",
    ),
    (
        SHARE,
        "Werk",
        "buiten beschouwing",
        "een Kind zonder de meting op een moment telt niet mee in een aandeel waarvoor de meting op dat moment wordt "
        "gebruikt, ook niet in het aantal waardoor wordt gedeeld.",
    ),
    (
        MARK,
        "Cijfer",
        "niet behaald",
        "een Kind zonder de meting telt in een gemiddelde waarvoor de meting wordt gebruikt, mee met nul.",
    ),
    (
        MARK,
        "Cijfer",
        "buiten beschouwing",
        "een Kind zonder de meting telt niet mee in een gemiddelde waarvoor de meting wordt gebruikt, ook niet in het "
        "aantal waardoor wordt gedeeld.",
    ),
    (
        COUNT,
        "Werk",
        "niet behaald",
        "een Kind zonder de meting op een moment telt niet mee in een aantal waarvoor de meting op dat moment wordt gebruikt.",
    ),
    (
        PERSONAL + COUNT,
        "Werk",
        "buiten beschouwing",
        f"{FAILS} Een Kind zonder de meting op dat moment telt niet mee in een aantal waarvoor de meting op dat moment "
        f"wordt gebruikt.{STAYS}",
    ),
    (
        PERSONAL.replace("werk op einde", "werk op einde of cijfer ≥ 6"),
        "Cijfer",
        "niet behaald",
        "ontbreekt de meting van een Kind, dan is ieder resultaat per Kind waarvoor de meting wordt gebruikt, niet behaald "
        "of nul, ook als het zonder de meting zou zijn behaald.",
    ),
    (
        SHARE.replace("met werk op einde", "met (cijfer ≥ 6) onder deelnemers met werk op einde"),
        "Werk",
        "niet behaald",
        "een Kind zonder de meting op een moment telt niet mee in een aandeel of gemiddelde als de meting bepaalt over wie "
        "dat wordt berekend.",
    ),
    (
        "indicator jaren\n  behaald als gemiddelde van deel per meetjaar ≥ 50%\n  vergoeding € 100\n",
        "Deel",
        "niet behaald",
        "ontbreekt de meting over een periode, dan telt die periode niet mee in een gemiddelde over perioden waarvoor "
        "de meting wordt gebruikt.",
    ),
]


@pytest.mark.parametrize(("indicators", "title", "treatment", "expected"), CASES)
def test_a_missing_measurement_does_what_the_function_does(
    indicators: str, title: str, treatment: str, expected: str
) -> None:
    assert missing(indicators, title, treatment) == expected


NOBODY = """
voorbeeld "Eén cijfer ontbreekt"
  deelnemer a: datum begin = 1 januari 2027, datum einde = 1 januari 2028, werk op begin = ja, werk op einde = ja, cijfer = 8
  deelnemer b: datum begin = 1 januari 2027, datum einde = 1 januari 2028, werk op begin = ja, werk op einde = ja,
    cijfer = ontbreekt
  verwacht totaal € {total}
"""


@pytest.mark.parametrize(("treatment", "total"), [("niet behaald", "0"), ("buiten beschouwing", "100")])
def test_the_function_agrees_on_an_average(treatment: str, total: str) -> None:
    """(8 + 0) / 2 = 4 is too low; 8 / 1 isn't."""
    text = BASE.format(indicators=MARK, missing=treatment) + NOBODY.format(total=total)
    compile_source(Source("proef.rc", text))


def test_the_mark_of_a_whole_measurement_or_indicator_stands_at_its_title() -> None:
    text = BASE.format(indicators=PERSONAL, missing="niet behaald")
    text = text.replace("op begin, einde: ja/nee", 'op begin, einde: ja/nee aanname "geen meting genoemd"')
    text = text.replace("indicator baan\n", 'indicator baan "Baan" aanname "geen indicator genoemd"\n')
    clauses = [
        one for article in build_annex(compile_source(Source("proef.rc", text))).articles for one in article.blocks
    ]
    headings = [one.heading for one in clauses if isinstance(one, Clause)]
    assert "Werk (aanname 1)" in headings
    assert "Baan (aanname 2)" in headings


def test_a_note_stands_at_what_it_explains() -> None:
    text = BASE.format(indicators=PERSONAL + '  toelichting "Een proefplaatsing telt niet."\n', missing="niet behaald")
    text = text.replace(
        "ja/nee\n  bij ontbreken", 'ja/nee\n  toelichting "De dag van ziekte telt mee."\n  bij ontbreken', 1
    )
    said = "\n".join(normative_texts(build_annex(compile_source(Source("proef.rc", text)))))
    assert "Toelichting: een proefplaatsing telt niet." in said
    assert "Toelichting: de dag van ziekte telt mee." in said


def test_a_period_that_names_tranches_only_is_no_term() -> None:
    text = BASE.format(indicators=PERSONAL, missing="niet behaald")
    measurement = 'contractmeting deel "Deel" per meetjaar: percentage 0% t/m 100%\n  bij ontbreken niet behaald\n'
    term = "**Meetjaar**"
    assert term in render_annex(compile_source(Source("proef.rc", text)), "md")
    assert term not in render_annex(compile_source(Source("proef.rc", text.replace(measurement, ""))), "md")
