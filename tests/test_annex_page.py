"""The annex as a page: every text of the document and no other, and accessible to WCAG 2.2 AA as axe sees it in Chromium."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from resultaatcontract.annex.make import document_of
from resultaatcontract.cli import main
from resultaatcontract.document.drawing import Words
from resultaatcontract.document.model import Clause, Document, Lines, Section, degree, letter
from resultaatcontract.document.render import render
from resultaatcontract.driver import compile_any
from resultaatcontract.files import read_source

from .programs import chromium
from .repository import CONTRACTS, FUNDS, ROOT, load

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def annex(path: Path) -> Document:
    return document_of(compile_any(read_source(path), load=load))


class _Texts(HTMLParser):
    """The text of every element, in order; style and title aside. A link is part of the text around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] = []
        self._joins = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br", "col", "a"):
            self._open.append(tag)
            self._joins = False

    def handle_endtag(self, tag: str) -> None:
        if tag != "a":
            self._open.pop()
            self._joins = False

    def handle_data(self, data: str) -> None:
        if set(self._open) & {"style"} or self._open[-2:] == ["head", "title"]:
            return
        if self._joins:
            self.found[-1] += data
        elif data.strip("\n "):
            self.found.append(data)
            self._joins = True


def texts_in(page: str) -> list[str]:
    parser = _Texts()
    parser.feed(page)
    return [" ".join(one.split(" ")).strip("\n ") for one in parser.found]


def texts_of(document: Document) -> list[str]:
    """Every text of the document in the order of the page, the marks of items too."""
    labels = [f"{one.label} {one.title}" for one in document.articles]
    found = [document.title, *(part for detail in document.details for part in detail), *labels]
    found += ["Contracttekst"] if document.sources else []
    several = len(document.sources) > 1
    for article, label in zip(document.articles, labels, strict=True):
        found.append(label)
        for block in article.blocks:
            match block:
                case Section(title):
                    found.append(title)
                case Clause():
                    found += [block.number, block.heading, block.text]
                    for term in block.definitions:
                        found += [term.term, f"{term.text} {origin(term.source)}"]
                    for index, item in enumerate(block.items):
                        found += [letter(index), item.text]
                        found += [part for place, one in enumerate(item.items) for part in (degree(place), one.text)]
                    for table in block.tables:
                        found += [table.caption, *table.columns, *(cell for row in table.rows for cell in row)]
                    for figure in block.figures:
                        drawn = [shape.text for shape in figure.drawing.shapes if isinstance(shape, Words)]
                        found += [figure.caption, figure.description, *drawn, figure.caption]
                    found += [block.closing, origin(block.source)]
    if document.signatories:
        found += ["Ondertekening", document.closing]
        for one in document.signatories:
            found += [one.title, "Naam", one.representative or "", "Plaats", "Datum", "Handtekening"]
    if document.sources:
        found += ["Contracttekst", "Uit deze tekst is de bijlage gemaakt. Achter een regel staat wat daar begint."]
    for source in document.sources:
        found += [source.name] if several else []
        for line in source.lines:
            found += [line.text, " ".join(label for _, label in line.places)]
    return [" ".join(one.split(" ")).strip() for one in found if one.strip()]


def origin(lines: Lines | None) -> str:
    return "" if lines is None else f"{lines.label}{f' van {lines.name}' if lines.text > 1 else ''}"


@pytest.mark.parametrize("path", [*CONTRACTS, *FUNDS], ids=lambda path: path.stem)
def test_the_page_holds_every_text_of_the_annex_and_no_other(path: Path) -> None:
    assert texts_in(render(annex(path), "html")) == texts_of(annex(path))


def violations(page: str, folder: Path, width: int) -> list[str]:
    """What axe finds in a page as Chromium shows it. The page itself allows no scripts, so that rule is lifted."""
    script = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    run = f"""<script>{script}</script><script>
    axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(found => {{
      const told = found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).slice(0, 3).join(" "));
      const result = document.createElement("pre");
      result.id = "axe";
      result.textContent = JSON.stringify({{passes: found.passes.length, told}});
      document.body.replaceChildren(result);
    }});</script>"""
    path = folder / "pagina.html"
    path.write_text(free.replace("</body>", run + "</body>"), encoding="utf-8")
    shown = chromium(
        "--virtual-time-budget=20000",
        f"--window-size={width},900",
        "--dump-dom",
        path.as_uri(),
        profile=folder / "profiel",
    ).decode()
    told = re.search(r'<pre id="axe">(.*?)</pre>', shown, re.S)
    assert told is not None, shown[:500]
    found = json.loads(told[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert found["passes"] > 10
    return list(found["told"])


PAGES = [("leeuwarden-oost", 390), ("gelijkgezond", 1280), ("uitvragen", 390), ("muskietennetten", 1280)]


@pytest.mark.parametrize(("name", "width"), PAGES)
def test_axe_finds_nothing_in_an_annex(name: str, width: int, tmp_path: Path) -> None:
    path = next(one for one in (*CONTRACTS, *FUNDS) if one.stem == name)
    assert violations(render(annex(path), "html"), tmp_path, width) == []


def test_axe_finds_nothing_in_a_statement(tmp_path: Path) -> None:
    folder = ROOT / "contracts" / "leeuwarden-oost"
    out = tmp_path / "afrekening.html"
    few = (folder / "resultaten.csv").read_text(encoding="utf-8").splitlines()[:9]
    (tmp_path / "metingen.csv").write_text("\n".join(few) + "\n", encoding="utf-8")
    arguments = ["pay", str(folder / "leeuwarden-oost.rc"), str(tmp_path / "metingen.csv"), "-o", str(out)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert violations(out.read_text(encoding="utf-8"), tmp_path, 390) == []


def test_axe_would_find_a_fault(tmp_path: Path) -> None:
    page = render(annex(CONTRACTS[0]), "html").replace('<html lang="nl">', "<html>").replace("#1a1a1a", "#cccccc")
    told = " ".join(violations(page, tmp_path, 1280))
    assert "html-has-lang" in told
    assert "color-contrast" in told
