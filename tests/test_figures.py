"""Drawings: what they show is what the price pays, what they say is what they show, and hostile texts stay text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.wording import Writer
from resultaatcontract.annex.yearly import year_figure
from resultaatcontract.document.charts import Piece, Stream, Tick, flow, graph
from resultaatcontract.document.drawing import Area, Dot, Drawing, Path, Words, svg, wrapped
from resultaatcontract.document.model import Article, Clause, Document, Figure
from resultaatcontract.document.pdf import typeset
from resultaatcontract.document.render import render
from resultaatcontract.document.word import render_docx
from resultaatcontract.driver import compile_source
from resultaatcontract.plan.inputs import Results
from resultaatcontract.prove.bounds import YearReach
from resultaatcontract.prove.prover import Bound
from resultaatcontract.prove.search import Found
from resultaatcontract.text.source import Source

CONTRACT = """taal 1
overeenkomst "Figuren"
  looptijd 1 januari 2027 t/m 31 december 2027
  uitloop t/m 31 maart 2028
  bedragen in EUR exclusief btw
partij gemeente "Gemeente Ergens", hierna "de Gemeente", is betaler
partij fonds "Fonds Ergens", hierna "het Fonds", is betaler
partij aanbieder "Stichting Aanpak", hierna "de Aanbieder", is uitvoerder
partij bureau "Bureau Ergens", hierna "het Bureau", is beoordelaar
contractmeting deel "Deel": percentage 0% t/m 100%
contractmeting banen "Banen": aantal banen 0 t/m 1.000
indicator treden "Trede"
  resultaat deel
  vergoeding naar trede
    van 0% tot 50%: € 0
    van 50% t/m 80%: € 100.000
    boven 80%: € 250.000
indicator schijven "Schijf"
  resultaat banen
  vergoeding naar schijf
    van 0 tot 100: € 1.000 per baan
    vanaf 100: € 500 per baan
indicator lijn "Lijn"
  resultaat deel
  vergoeding lineair
    bij 20%: € 0
    bij 60%: € 90.000
    bij 100%: € 100.000
betaling
  gemeente draagt 60%
  fonds draagt 40%
  aan aanbieder
tranche eind "Eindafrekening" op 31 maart 2028: eindafrekening
  resultaten t/m 31 december 2027
"""


def figures() -> dict[str, Figure]:
    annex = build_annex(compile_source(Source("figuren.rc", CONTRACT)), without=frozenset({"reikwijdte"}))
    clauses = [block for one in annex.articles for block in one.blocks if isinstance(block, Clause)]
    return {one.heading or "stroom": figure for one in clauses for figure in one.figures}


def words(figure: Figure) -> list[str]:
    return [one.text for one in figure.drawing.shapes if isinstance(one, Words)]


def test_what_is_said_are_the_amounts_of_the_table() -> None:
    said = {name: one.description.replace("\N{NO-BREAK SPACE}", " ") for name, one in figures().items()}
    assert said["Trede"] == (
        "Het bedrag springt bij iedere grens. Van 0% tot 50% is het € 0,00. Van 50% tot 80% is het € 100.000,00. "
        "Boven 80% blijft het € 250.000,00."
    )
    # 100 × € 1.000 = € 100.000
    assert said["Schijf"] == (
        "Ieder deel van het resultaat heeft zijn eigen prijs; het bedrag loopt zonder sprong door. "
        "Van 0 tot 100 gaat het van € 0,00 naar € 100.000,00. Vanaf 100 gaat het verder vanaf € 100.000,00."
    )
    assert said["Lijn"] == (
        "Tussen de punten loopt het bedrag in een rechte lijn. Van 20% tot 60% gaat het van € 0,00 naar € 90.000,00. "
        "Van 60% tot 100% gaat het van € 90.000,00 naar € 100.000,00."
    )
    assert said["stroom"] == "Er gaat geld van de Gemeente en het Fonds naar de Aanbieder."


def test_steps_slices_and_lines_are_drawn_differently() -> None:
    found = figures()

    def kinds(name: str) -> tuple[bool, bool, bool]:
        shapes = found[name].drawing.shapes
        jumps = any(isinstance(one, Path) and one.dashed and not one.grey for one in shapes)
        open_dots = any(isinstance(one, Dot) and not one.filled for one in shapes)
        return jumps, open_dots, any(isinstance(one, Area) for one in shapes)

    assert kinds("Trede") == (True, True, False)
    assert kinds("Schijf") == (False, False, True)
    assert kinds("Lijn") == (False, False, False)


def test_labels_name_only_bounds_and_amounts_of_the_contract() -> None:
    assert [one for one in words(figures()["Trede"]) if "%" in one] == ["0%", "50%", "80%"]
    amounts = {re.sub(r"\s", " ", one) for one in words(figures()["Trede"]) if "€" in one}
    assert amounts == {"€ 0,00", "€ 100.000,00", "€ 250.000,00"}


def test_labels_never_lie_over_each_other() -> None:
    ticks = [Tick(Fraction(value), f"{value}%") for value in (0, 1, 2, 3, 50, 100)]
    piece = Piece((Fraction(0), Fraction(0)), (Fraction(100), Fraction(10)), True, True)
    drawing = graph([piece], ticks, [Tick(Fraction(0), "nul"), Tick(Fraction(1, 10), "bijna")], "resultaat", "bedrag")
    shown = [(one.x, one.y, one.text) for one in drawing.shapes if isinstance(one, Words)]
    rows: dict[int, list[int]] = {}
    for x, y, text in shown:
        if text.endswith("%"):
            rows.setdefault(y, []).append(x)
    for places in rows.values():
        assert all(right - left >= 14 for left, right in pairwise(places))


HOSTILE = ["<script>alert(1)</script>", '" onload="x', "{{ x }}", "#import", "a & b", "x" * 500]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_in_a_drawing_stay_text(text: str) -> None:
    drawing = flow([Stream(text, ((text, text),), ((text, text),))])
    figure = Figure(text, text, drawing)
    root = ElementTree.fromstring(figure.svg)
    assert {one.tag.rsplit("}", 1)[-1] for one in root.iter()} == {"svg", "title", "desc", "rect", "text", "path"}
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == text
    document = Document("D", (), (Article(1, "1.", "T", (Clause("Zie:", figures=(figure,), number="1.1"),)),))
    assert "<script>" not in render(document, "html").replace("<style>", "")
    assert typeset(document, "a", "b", date(2027, 1, 1), []).startswith(b"%PDF")
    with ZipFile(BytesIO(render_docx(document, "a"))) as archive:
        assert [name for name in archive.namelist() if name.endswith(".png")]
        whole = archive.read("word/document.xml").decode()
    assert "descr=" in whole


def test_a_long_name_is_shortened_and_a_drawing_is_the_same_every_time() -> None:
    assert wrapped("een twee drie vier vijf", 40, most=2)[-1].endswith("…")
    drawing = Drawing(10, 10, (Path(((0, 0), (10, 10)), arrow=True),))
    assert svg(drawing, "a", "b") == svg(drawing, "a", "b")


# ------------------------------------------------------------------ who pays what over the years

YEARS = """taal 1
overeenkomst "Jaren"
  looptijd 1 januari 2027 t/m 31 december 2028
  uitloop t/m 31 maart 2029
  bedragen in EUR exclusief btw
partij gemeente "Gemeente Ergens", hierna "de Gemeente", is betaler
partij fonds "Fonds Ergens", hierna "het Fonds", is betaler
partij aanbieder "Stichting Aanpak", hierna "de Aanbieder", is uitvoerder
partij bureau "Bureau Ergens", hierna "het Bureau", is beoordelaar
contractmeting gelukt "Gelukt": ja/nee
indicator doel "Doel"
  behaald als gelukt
  vergoeding € 1.000
betaling
  gemeente draagt 60%
  fonds draagt 40%
  aan aanbieder
tranche vooraf "Voorschot" op 1 maart 2027: voorschot € 200
tranche eind "Eindafrekening" op 31 maart 2029: eindafrekening
te veel betaald terugbetalen
"""


def year_figure_of(text: str) -> Figure:
    annex = build_annex(compile_source(Source("jaren.rc", text)))
    clauses = [block for one in annex.articles for block in one.blocks if isinstance(block, Clause)]
    return next(figure for one in clauses for figure in one.figures if "kalenderjaar" in figure.caption)


def test_the_years_of_every_payer_say_the_bounds_worked_out_by_hand() -> None:
    # Advance: 60% and 40% of 200. Final: 60% of 1,000 less 120, or 120 back; 40% of 1,000 less 80, or 80 back.
    said = year_figure_of(YEARS).description.replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Ten laste van de Gemeente komt in 2027 € 120,00; in 2029 ten minste € −120,00 en ten hoogste € 480,00. "
        "Ten laste van het Fonds komt in 2027 € 80,00; in 2029 ten minste € −80,00 en ten hoogste € 320,00."
    )


def test_payers_that_are_alike_in_every_year_are_told_once() -> None:
    halves = YEARS.replace("draagt 60%", "draagt 50%").replace("draagt 40%", "draagt 50%")
    said = year_figure_of(halves).description.replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Ten laste van de Gemeente en het Fonds, ieder afzonderlijk, komt in 2027 € 100,00; "
        "in 2029 ten minste € −100,00 en ten hoogste € 400,00."
    )


def test_the_drawing_of_the_years_writes_the_amounts_that_it_says() -> None:
    figure = year_figure_of(YEARS)
    amounts = re.compile("€\N{NO-BREAK SPACE}−?[0-9.,]*[0-9]")
    drawn = [found for one in words(figure) for found in amounts.findall(one)]
    assert drawn == amounts.findall(figure.description)
    assert [one for one in words(figure) if one in ("De Gemeente", "Het Fonds")] == ["De Gemeente", "Het Fonds"]


def bound(proved: int | None, reached: int) -> Bound:
    return Bound(None if proved is None else Fraction(proved), Found(Fraction(reached), Results()))


def test_ends_that_occur_that_are_certain_and_that_are_unknown_are_drawn_differently() -> None:
    w = Writer(compile_source(Source("jaren.rc", YEARS)).contract)
    found = [
        YearReach("gemeente", 2027, bound(0, 0), bound(100_000, 90_000)),
        YearReach("gemeente", 2028, bound(0, 0), bound(None, 90_000)),
        YearReach("gemeente", 2029, bound(None, 0), bound(None, 90_000)),
    ]
    figure = year_figure(w, found)
    assert figure is not None
    assert figure.description.replace("\N{NO-BREAK SPACE}", " ") == (
        "Ten laste van de Gemeente komt in 2027 ten minste € 0,00 en niet meer dan € 1.000,00; "
        "in 2028 ten minste € 0,00 (een hoogste bedrag is niet bewezen). "
        "Voor andere betalers of jaren is geen grens bewezen."
    )
    shapes = figure.drawing.shapes
    thick = [one for one in shapes if isinstance(one, Path) and one.weight == 3]
    dashed = [one for one in shapes if isinstance(one, Path) and one.dashed]
    arrows = [one for one in shapes if isinstance(one, Path) and one.arrow]
    # Two lowest ends that occur, one highest that is certain, one that is unknown; and each once in the legend.
    assert (len(thick), len(dashed), len(arrows)) == (3, 2, 2)
    assert [one.x for one in shapes if isinstance(one, Words) and one.size == 10 and one.x == 34] == [34, 34, 34]


def test_years_that_are_alike_are_one_row_and_nothing_known_is_no_figure() -> None:
    w = Writer(compile_source(Source("jaren.rc", YEARS)).contract)

    def reaches(proved: int | None) -> list[YearReach]:
        return [YearReach("gemeente", year, bound(0, 0), bound(proved, 5)) for year in (2027, 2028, 2030)]

    figure = year_figure(w, reaches(5))
    assert figure is not None
    assert "2027 t/m 2028" in words(figure)
    unknown = [YearReach("gemeente", year, bound(None, 0), bound(None, 5)) for year in (2027, 2028)]
    assert year_figure(w, unknown) is None
