"""Links in the annex: each leads somewhere, in every format; no author can make one; and the page shows the contract's text."""

from __future__ import annotations

import logging
import re
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from resultaatcontract.annex.make import document_of
from resultaatcontract.document.links import END, MIDDLE, START, Linked, Run, anchors_of, linked, reference
from resultaatcontract.document.model import Article, Clause, Definition, Document, Item
from resultaatcontract.document.pdf import typeset
from resultaatcontract.document.render import render
from resultaatcontract.document.word import render_docx
from resultaatcontract.driver import Compiled, CompiledFund, compile_any, compile_source
from resultaatcontract.files import read_source
from resultaatcontract.findings.visible import visible_lines
from resultaatcontract.text.source import Source

from .annex_contracts import LOANS, PARTICIPANTS
from .repository import CONTRACTS, FUNDS, ROOT, load
from .test_annex_hostile import PLACES

ALL = [*CONTRACTS, *FUNDS]
LEEUWARDEN = ROOT / "contracts" / "leeuwarden-oost" / "leeuwarden-oost.rc"
NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


@cache
def compiled(path: Path) -> Compiled | CompiledFund:
    return compile_any(read_source(path), load=load)


def source_links(page: str) -> list[str]:
    return re.findall(r'<a class="bron" href="#([^"]*)"', page)


@cache
def annex_of(path: Path) -> Document:
    return document_of(compiled(path))


@cache
def page_of(path: Path) -> str:
    return render(annex_of(path), "html")


# ------------------------------------------------------------------ every link leads somewhere


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_link_on_the_page_leads_to_one_place(path: Path) -> None:
    page = page_of(path)
    ids = re.findall(r'\bid="([^"]*)"', page)
    links = re.findall(r'href="([^"]*)"', page)
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("#") for one in links)
    assert {one[1:] for one in links} <= set(ids)
    annex = annex_of(path)
    assert set(anchors_of(annex)) <= set(ids)
    # Beside the contents and the lines there are links in the text.
    assert len(links) > len(annex.articles) + 1 + len(source_links(page))
    assert source_links(page)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_link_in_word_leads_to_a_bookmark(path: Path) -> None:
    with ZipFile(BytesIO(render_docx(annex_of(path), "a"))) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                assert not NONCHARACTERS.search(archive.read(name).decode())
        body = archive.read("word/document.xml").decode()
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', body)
    links = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', body)
    assert len(set(marks)) == len(marks)
    assert all(re.fullmatch("_[a-z]+[0-9_]+", one) and len(one) <= 40 for one in marks)
    assert set(links) <= set(marks)
    assert len(links) > len(annex_of(path).articles)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_link_in_the_pdf_leads_to_a_page_and_is_described(path: Path) -> None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(BytesIO(typeset(annex_of(path), "a", "b", date(2027, 1, 1), [])))
    numbers = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference is not None}
    links = [
        note
        for page in reader.pages
        for note in (one.get_object() for one in page.get("/Annots", ()))
        if note["/Subtype"] == "/Link"
    ]
    names = reader.named_destinations
    for one in links:
        place = one["/Dest"] if "/Dest" in one else one["/A"]["/D"]
        if isinstance(place, str):
            assert place in names
        else:
            assert place[0].idnum in numbers
        assert one["/Contents"]
        assert "/StructParent" in one
    assert len(links) >= sum(isinstance(one, Linked) for one in strings(annex_of(path)))
    for page in reader.pages:
        assert not NONCHARACTERS.search(page.extract_text())


def strings(value: object) -> list[str]:
    """Every text within a document."""
    from dataclasses import fields, is_dataclass

    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in strings(one)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for one in fields(value) for text in strings(getattr(value, one.name))]
    return []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_mark_is_left_in_any_text(path: Path) -> None:
    annex = annex_of(path)
    assert not [one for one in strings(annex) if NONCHARACTERS.search(one)]
    assert not NONCHARACTERS.search(page_of(path))
    assert not NONCHARACTERS.search(render(annex_of(path), "md"))
    assert any(isinstance(one, Linked) for one in strings(annex))
    anchors = set(anchors_of(annex))
    for one in strings(annex):
        if isinstance(one, Linked):
            assert {run.anchor for run in one.runs if run.anchor} <= anchors


# ------------------------------------------------------------------ what is a link, and what isn't


def made(text: str) -> str:
    return render(document_of(compile_source(Source("x.rc", text))), "html")


FORGED = [
    f"{START}partijen{MIDDLE}klik hier{END}",
    f"{START}artikel-1{MIDDLE}klik hier{END}",
    f"klik hier{END}{START}",
    f"{MIDDLE}klik hier",
    "\ufdefklik hier\uffff",
]


@pytest.mark.parametrize("contract", [LOANS, PARTICIPANTS], ids=["loans", "participants"])
@pytest.mark.parametrize("text", FORGED)
def test_an_author_can_make_no_link_with_the_characters_of_the_marks(contract: str, text: str) -> None:
    page, plain = (page_with(contract, one) for one in (text, ""))
    assert not NONCHARACTERS.search(page)
    assert "&lt;U+FD" in page
    assert re.findall('href="([^"]*)"', page) == re.findall('href="([^"]*)"', plain)


def page_with(contract: str, text: str) -> str:
    """The page of a contract with a text at every place of that contract, each with a number of its own."""
    whole = contract.split("\nvoorbeeld ")[0] + "\n" if contract is PARTICIPANTS else contract
    for number, (quoted, of) in enumerate(PLACES.values()):
        if of is contract:
            assert whole.count(quoted) == 1
            whole = whole.replace(quoted, f'"x{number}{text}"')
    return made(whole)


def test_an_article_of_a_law_that_an_author_names_is_no_link() -> None:
    page = made(LOANS.replace('"Het keurmerk is behaald."', '"Zie artikel 6 van de wet en aanname 1."'))
    assert "Zie artikel 6 van de wet en aanname 1" in page.replace("zie artikel", "Zie artikel")


def blocks(*found: Clause) -> Document:
    return Document("D", (), (Article(1, "Artikel 1.", "T", found),))


def test_a_title_links_the_first_time_it_is_named_in_a_clause_and_not_where_it_is_explained() -> None:
    first = Clause("“A” is “A”.", number="1.1", names=("A",))
    second = Clause("“A” en “A”.", number="1.2", items=(Item("“A”"),))
    placed = linked(blocks(first, second), {}).articles[0].blocks
    assert isinstance(placed[0], Clause)
    assert isinstance(placed[1], Clause)
    assert not isinstance(placed[0].text, Linked)
    assert isinstance(placed[1].text, Linked)
    assert placed[1].text.runs == (Run("“A”", "lid-1.1"), Run(" en “A”."))
    assert not isinstance(placed[1].items[0].text, Linked)
    assert placed[1] == second


def test_a_title_of_two_things_links_to_neither() -> None:
    one = Clause("a", number="1.1", names=("A",))
    other = Clause("b", number="1.2", definitions=(Definition("A", "iets"),))
    placed = linked(blocks(one, other, Clause("Zie “A”.", number="1.3")), {})
    assert not [text for text in strings(placed) if isinstance(text, Linked)]


def test_a_title_that_begins_like_another_is_not_taken_for_it() -> None:
    found = (Clause("a", number="1.1", names=("A",)), Clause("b", number="1.2", names=("A (oud)",)))
    placed = linked(blocks(*found, Clause("“A (oud)” en “A”", number="1.3")), {}).articles[0].blocks[2]
    assert isinstance(placed, Clause)
    assert isinstance(placed.text, Linked)
    assert [one.anchor for one in placed.text.runs if one.anchor] == ["lid-1.2", "lid-1.1"]


def test_headings_and_captions_hold_no_links() -> None:
    clause = Clause("", reference("k", "aanname 1"), number="1.1")
    placed = linked(blocks(clause), {"k": 1}).articles[0].blocks[0]
    assert isinstance(placed, Clause)
    assert placed.heading == "aanname 1"
    assert type(placed.heading) is str


# ------------------------------------------------------------------ the contract's own text


@pytest.mark.parametrize("path", [*CONTRACTS, *FUNDS], ids=lambda path: path.stem)
def test_the_page_shows_the_whole_text_and_where_each_clause_begins(path: Path) -> None:
    whole = compiled(path)
    annex = document_of(whole)
    texts = (whole.source, *whole.used)
    assert [[one.text for one in text.lines] for text in annex.sources] == [
        visible_lines(one.text.rstrip()) for one in texts
    ]
    found = 0
    for article in annex.articles:
        for block in article.blocks:
            for one in (block, *getattr(block, "definitions", ())):
                lines = getattr(one, "source", None)
                if lines is None:
                    continue
                found += 1
                own = annex.sources[lines.text - 1].lines
                assert 1 <= lines.first <= lines.last <= len(own)
                assert own[lines.first - 1].text.strip()
                assert own[lines.last - 1].text.strip()
                assert one.anchor in [anchor for anchor, _ in own[lines.first - 1].places]
    assert found > len(annex.articles) // 2
    assert all(one.name[:1] != "/" for one in annex.sources)


def test_a_clause_names_the_lines_that_it_came_from() -> None:
    annex = document_of(compiled(LEEUWARDEN))
    text = LEEUWARDEN.read_text(encoding="utf-8").splitlines()
    clauses = {block.heading: block for one in annex.articles for block in one.blocks if isinstance(block, Clause)}
    found = clauses["Betaald werk"].source
    assert found is not None
    assert text[found.first - 1].startswith("meting werk")
    assert all(line.startswith("  ") for line in text[found.first : found.last])
    assert not text[found.last].startswith("  ")


def test_a_hostile_text_stays_text_in_the_lines_too() -> None:
    page = made(PARTICIPANTS.replace('"Het minimum dekt de intake."', '"</code><script>x</script> \u202e {{ 7 }}"'))
    assert "<script" not in page
    assert "\u202e" not in page
    assert page.count("&lt;/code&gt;&lt;script&gt;x&lt;/script&gt; &lt;U+202E&gt; {{ 7 }}") >= 2
