"""The annex as a whole: goldens, form, references, determinism."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.make import render_annex
from resultaatcontract.document.model import degree, letter
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.findings import Rejected
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL
from tests.annex_figures import normative_texts
from tests.repository import CONTRACTS as PATHS
from tests.repository import FUNDS, load

ROOT = Path(__file__).parent.parent
CONTRACTS = {path.stem: path.read_text() for path in PATHS} | ALL
VOID = frozenset(("meta", "br", "hr", "link", "img", "input"))


@cache
def compiled(text: str) -> Compiled:
    return compile_source(Source("proef.rc", text), load=load)


@cache
def annex_of(text: str, fmt: str = "md") -> str:
    return render_annex(compiled(text), fmt)  # type: ignore[arg-type]


# ------------------------------------------------------------------ goldens


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_annex_of_a_contract_is_its_golden(path: Path) -> None:
    golden = path.with_suffix(".bijlage.md")
    found = annex_of(path.read_text())
    if os.environ.get("RC_GOLDENS") == "write":
        golden.write_text(found)
    assert golden.exists(), f"no golden {golden.name}; run with RC_GOLDENS=write"
    assert found == golden.read_text(), f"{golden.name} differs; run with RC_GOLDENS=write and read the difference"


def test_no_golden_is_left_without_its_contract() -> None:
    goldens = {path.name for path in ROOT.glob("contracts/*/*.bijlage.md")}
    assert goldens <= {path.with_suffix(".bijlage.md").name for path in (*PATHS, *FUNDS)}


# ------------------------------------------------------------------ form


@pytest.mark.parametrize("name", CONTRACTS)
def test_articles_and_clauses_are_numbered_without_gaps_and_references_resolve(name: str) -> None:
    annex = build_annex(compiled(CONTRACTS[name]))
    assert [one.number for one in annex.articles] == list(range(1, len(annex.articles) + 1))
    for article in annex.articles:
        numbers = [getattr(block, "number", None) for block in article.blocks]
        clauses = [number for number in numbers if number is not None]
        assert clauses == [f"{article.number}.{index}" for index in range(1, len(clauses) + 1)]
    texts = "\n".join(normative_texts(annex))
    referred = {int(number) for number in re.findall(r"\bartikel ([0-9]+)", texts)}
    assert referred <= {one.number for one in annex.articles}
    marks = [int(number) for number in re.findall(r"\(aanname ([0-9]+)\)", texts)]
    assert sorted(set(marks)) == list(range(1, len(set(marks)) + 1))


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_annex_speaks_in_titles_not_in_names(name: str) -> None:
    source = re.sub(r'"""[\s\S]*?"""|"[^"\n]*"|#[^\n]*', "", CONTRACTS[name])
    names = {word for word in re.findall(r"[A-Za-zÀ-ÿ_0-9]+", source) if "_" in word.strip("_")}
    shown = annex_of(CONTRACTS[name]).replace("\\", "")
    assert [word for word in sorted(names) if re.search(rf"\b{word}\b", shown)] == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_sentences_are_finished(name: str) -> None:
    annex = build_annex(compiled(CONTRACTS[name]))
    for article in annex.articles:
        for block in article.blocks:
            text = getattr(block, "text", "")
            closing = getattr(block, "closing", "")
            for words in (text, closing):
                assert not words or words[-1] in ".:?!", words
                assert words[:1] == words[:1].upper(), words
                assert "  " not in words
                assert " ," not in words
                assert ".." not in words


def test_marks_of_items_run_on_after_z() -> None:
    assert [letter(index) for index in (0, 25, 26, 27, 51, 52)] == ["a.", "z.", "aa.", "ab.", "az.", "ba."]
    assert degree(0) == "1°"


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_hash_is_that_of_the_text(name: str) -> None:
    """And of the files that it uses."""
    used = compiled(CONTRACTS[name]).used
    whole = CONTRACTS[name] + "".join(f"\n{sha256(one.text.encode()).hexdigest()}" for one in used)
    for fmt in ("md", "html"):
        assert sha256(whole.encode()).hexdigest() in annex_of(CONTRACTS[name], fmt)


def test_an_annex_with_a_wrong_example_is_refused() -> None:
    with pytest.raises(Rejected) as caught:
        annex_of(ALL["loans"].replace("JPY 3.676.042", "JPY 3.676.043"))
    assert [finding.code for finding in caught.value.findings if finding.code == "RC801"] == ["RC801"]


def test_an_article_that_has_nothing_to_say_is_left_out() -> None:
    titles = [one.title for one in build_annex(compiled(ALL["loans"])).articles]
    assert "Deelnemers" not in titles
    assert "Indexering" not in titles
    assert "Btw" in titles


# ------------------------------------------------------------------ HTML


class Page(HTMLParser):
    """Collects elements and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(text: str) -> Page:
    page = Page()
    page.feed(annex_of(text, "html"))
    page.close()
    assert page.open == []
    return page


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_page_is_whole_dutch_and_stands_alone(name: str) -> None:
    page = page_of(CONTRACTS[name])
    tags = [tag for tag, _ in page.elements]
    assert ("html", {"lang": "nl"}) in page.elements
    assert tags.count("h1") == 1
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(tags)
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.elements if tag == "th")
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for tag, attrs in page.elements if tag == "a"]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


# ------------------------------------------------------------------ determinism and quick start


def _output(code: str, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'compiler'}{os.pathsep}{ROOT}"}
    return subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True).stdout


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_table_can_be_scrolled_by_itself_and_a_wide_one_is_marked(name: str) -> None:
    page = annex_of(CONTRACTS[name], "html")
    boxes = re.findall(
        r'<div class="(tabel(?: breed)?(?: liggend)?)" tabindex="0" role="group" aria-label="[^"]+">\n<table>(.*?)</table>\n</div>',
        page,
        re.DOTALL,
    )
    assert len(boxes) == page.count("<table>")
    for classes, table in boxes:
        columns = table[: table.index("</thead>")].count("<th ")
        assert classes == "tabel" + (" breed" if columns > 5 else "") + (" liggend" if columns > 8 else "")


def test_the_same_contract_gives_the_same_bytes() -> None:
    code = (
        "import sys; from tests.annex_contracts import ALL; from tests.test_annex import annex_of;"
        "[sys.stdout.buffer.write(annex_of(text, fmt).encode()) for text in ALL.values() for fmt in ('md', 'html')]"
    )
    assert _output(code, "1") == _output(code, "2")


def test_checking_a_contract_imports_no_templates() -> None:
    code = (
        "import sys; from resultaatcontract.driver import check_source;"
        "from resultaatcontract.text.source import Source; from tests.annex_contracts import LOANS;"
        "check_source(Source('x.rc', LOANS)); print('jinja2' in sys.modules, 'babel' in sys.modules)"
    )
    assert _output(code, "0").split() == [b"False", b"False"]
