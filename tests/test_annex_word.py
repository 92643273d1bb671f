"""The annex in Word: the same numbers and texts, numbered by Word itself, opened by LibreOffice; and own templates."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from resultaatcontract.annex.make import document_of
from resultaatcontract.cli import main
from resultaatcontract.document import own, word
from resultaatcontract.document.house_style import house_style
from resultaatcontract.document.model import Article, Clause, Document, Item, Section, Table
from resultaatcontract.document.word import render_docx
from resultaatcontract.driver import Compiled, CompiledFund, compile_any
from resultaatcontract.files import read_source

from .programs import office_to, text_of_pdf
from .repository import CONTRACTS, FUNDS, ROOT, load

LEEUWARDEN = ROOT / "contracts" / "leeuwarden-oost" / "leeuwarden-oost.rc"
OURS = ROOT / "templates"


@cache
def compiled(path: Path) -> Compiled | CompiledFund:
    return compile_any(read_source(path), load=load)


def rc(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def texts_of(annex: Document) -> list[str]:
    """Every text of a document, in the order in which Word shows them."""
    found = [annex.title, *(f"{label}: {value}" for label, value in annex.details)]
    found += [f"{one.label} {one.title}" for one in annex.articles]
    for article in annex.articles:
        found.append(article.title)
        for block in article.blocks:
            match block:
                case Section(title):
                    found.append(title)
                case Clause():
                    found += [block.heading, block.text, *(f"{one.term}: {one.text}" for one in block.definitions)]
                    for item in block.items:
                        found += [item.text, *(inner.text for inner in item.items)]
                    for table in block.tables:
                        found += [table.caption, *table.columns, *(cell for row in table.rows for cell in row)]
                    found += [one.caption for one in block.figures]
                    found.append(block.closing)
    if annex.signatories:
        found += ["Ondertekening", annex.closing]
        for one in annex.signatories:
            found += [one.title, "Naam", one.representative or "", "Plaats", "Datum", "Handtekening"]
    return [one for one in found if one]


def texts_in(content: bytes) -> list[str]:
    """Every paragraph with text in a Word file, in tables too, in their order."""
    body = docx.Document(BytesIO(content)).element.body
    paragraphs = ("".join(one.text or "" for one in found.iter(qn("w:t"))) for found in body.iter(qn("w:p")))
    return [one for one in paragraphs if one]


@pytest.mark.parametrize("path", [*CONTRACTS, *FUNDS], ids=lambda path: path.stem)
def test_word_holds_every_text_of_the_annex_and_no_other(path: Path) -> None:
    annex = document_of(compiled(path))
    assert texts_in(render_docx(annex, path.name)) == texts_of(annex)


def test_word_numbers_articles_clauses_and_items_as_the_annex_does(tmp_path: Path) -> None:
    path = tmp_path / "bijlage.docx"
    assert rc("annex", LEEUWARDEN, "-o", path).exit_code == 0
    shown = text_of_pdf(office_to("pdf", path, tmp_path))
    lines = [re.sub(r"\s+", " ", line).strip() for line in shown.splitlines()]
    annex = document_of(compiled(LEEUWARDEN))
    for article in annex.articles:
        assert f"{article.label} {article.title}" in lines
        for block in article.blocks:
            if isinstance(block, Clause):
                begin = f"{block.number} {block.heading or block.text}"[:40]
                assert any(line.startswith(begin) for line in lines), begin
                if block.items:
                    assert any(line.startswith(f"a. {block.items[0].text}"[:30]) for line in lines)


def test_the_house_style_is_the_one_in_the_repository() -> None:
    """When this fails: python -m resultaatcontract.document.house_style"""
    assert (OURS / "document.docx").read_bytes() == house_style()


def test_the_same_contract_gives_the_same_bytes() -> None:
    annex = document_of(compiled(LEEUWARDEN))
    assert render_docx(annex, "a") == render_docx(annex, "a")


def test_headings_tables_and_contents_are_those_of_word() -> None:
    content = render_docx(document_of(compiled(LEEUWARDEN)), "a")
    body = docx.Document(BytesIO(content)).element.body
    styles = [one.get(qn("w:val")) for one in body.iter(qn("w:pStyle"))]
    assert styles.count("Heading1") == len(document_of(compiled(LEEUWARDEN)).articles)
    tables = list(body.iter(qn("w:tbl")))
    headed = [one for one in tables if next(one.iter(qn("w:tblHeader")), None) is not None]
    signatures = 3
    assert len(headed) == len(tables) - signatures
    assert any("TOC" in (one.text or "") for one in body.iter(qn("w:instrText")))
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert set(links) <= set(marks)
    articles = [one for one in marks if one.startswith("_artikel")]
    assert links[: len(articles)] == articles  # the contents come first
    numbers = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert numbers == [str(index) for index in range(len(marks))]
    assert sorted(numbers) == sorted(one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkEnd")))
    assert {"nl-NL"} <= {
        one.get(qn("w:val")) for one in docx.Document(BytesIO(content)).styles.element.iter(qn("w:lang"))
    }


HOSTILE = [
    "<script>alert(1)</script>",
    "#import",
    "{{ document.title }} {% for x in y %}",
    "{_{ verborgen }_} {_% x %_}",
    "=cmd()",
    "\u202eomgekeerd",
    "x" * 10_000,
    "\U0001f600",
    "a & b < c",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_plain_text_in_word(text: str) -> None:
    clause = Clause(
        text, text, (Item(text, (Item(text),)),), (), (Table((text, "b"), ((text, "1"),), text),), (), text, "1.1"
    )
    annex = Document(text, ((text, text),), (Article(1, "Artikel 1.", text, (Section(text), clause)),))
    content = render_docx(annex, "a")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
    plain = " ".join(text.split())
    found = [" ".join(one.split()) for one in texts_in(content)]
    assert found.count(plain) >= 9


def test_an_own_template_in_word_and_html_is_laid_over_ours(tmp_path: Path) -> None:
    (tmp_path / "eigen").mkdir()
    template = docx.Document(BytesIO((OURS / "document.docx").read_bytes()))
    template.sections[0].header.paragraphs[0].text = "Gemeente Ergens – {{ document.title }}"
    template.save(str(tmp_path / "eigen" / "document.docx"))
    page = (OURS / "document.html.jinja").read_text(encoding="utf-8").replace("<main>", "<main><p>Huisstijl</p>")
    (tmp_path / "eigen" / "document.html.jinja").write_text(page, encoding="utf-8")
    for ending in ("docx", "html", "md"):
        run = rc("annex", LEEUWARDEN, "--sjablonen", tmp_path / "eigen", "-o", tmp_path / f"a.{ending}")
        assert run.exit_code == 0, run.output
    made = docx.Document(str(tmp_path / "a.docx"))
    assert made.sections[0].header.paragraphs[0].text == "Gemeente Ergens – Bijlage: resultaten en vergoeding"
    assert texts_in((tmp_path / "a.docx").read_bytes()) == texts_of(document_of(compiled(LEEUWARDEN)))
    assert "<p>Huisstijl</p>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    ours = LEEUWARDEN.with_suffix(".bijlage.md").read_text(encoding="utf-8")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == ours


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ document.geheim }}", "kan niet worden ingevuld"),
        ("{% include '/etc/passwd' %}", "kan niet worden ingevuld"),
        ("{% include '../geheim.txt' %}", "kan niet worden ingevuld"),
        ("{{ document.__class__.__mro__ }}", "kan niet worden ingevuld"),
        ("{{ ().__class__.__base__.__subclasses__() }}", "kan niet worden ingevuld"),
        ("{% for x in", "kan niet worden ingevuld in regel 1"),
        ("{{ 'x' * 9999999999 }}", "te veel geheugen"),
    ],
)
def test_a_template_that_does_wrong_is_a_finding(template: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "document.html.jinja").write_text(template, encoding="utf-8")
    run = rc("annex", LEEUWARDEN, "--sjablonen", tmp_path / "eigen", "-o", tmp_path / "a.html")
    assert run.exit_code == 1
    assert "RC913" in run.output
    assert told in " ".join(run.output.split())
    assert "Traceback" not in run.output
    assert not (tmp_path / "a.html").exists()


def test_a_template_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "SECONDS", 2)
    loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    (tmp_path / "document.html.jinja").write_text(loops, encoding="utf-8")
    run = rc("annex", LEEUWARDEN, "--sjablonen", tmp_path, "-o", tmp_path / "a.html")
    assert run.exit_code == 1
    assert "nog niet klaar" in run.output


def test_folders_that_hold_no_template_are_told_so(tmp_path: Path) -> None:
    assert "bestaat niet" in rc("annex", LEEUWARDEN, "--sjablonen", tmp_path / "nergens").output
    assert "geen sjabloon" in rc("annex", LEEUWARDEN, "--sjablonen", tmp_path).output
    (tmp_path / "eigen").mkdir()
    (tmp_path / "elders.docx").write_bytes(b"")
    (tmp_path / "eigen" / "document.docx").symlink_to(tmp_path / "elders.docx")
    assert "buiten de map" in rc("annex", LEEUWARDEN, "--sjablonen", tmp_path / "eigen").output
    (tmp_path / "document.css").write_text("", encoding="utf-8")
    assert "kent geen eigen sjablonen" in rc("annex", LEEUWARDEN, "--sjablonen", tmp_path, "--format", "pdf").output
    (tmp_path / "document.docx").write_bytes(b"geen Word")
    wrong = rc("annex", LEEUWARDEN, "--sjablonen", tmp_path, "-o", tmp_path / "a.docx")
    assert wrong.exit_code == 1
    assert "kan niet worden ingevuld" in wrong.output


def test_without_the_package_the_user_reads_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(*_: object) -> bytes:
        raise ImportError

    monkeypatch.setattr(word, "placed", missing)
    run = rc("annex", LEEUWARDEN, "-o", tmp_path / "a.docx")
    assert run.exit_code == 1
    assert 'pip install "resultaatcontract[word]"' in run.output
