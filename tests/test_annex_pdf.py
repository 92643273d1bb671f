"""The annex as PDF: the same text as in Markdown, hostile texts stay text, the same bytes, and `rc verify`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from resultaatcontract.annex.build import build_annex
from resultaatcontract.annex.make import render_pdf
from resultaatcontract.annex.verify import verify_pdf
from resultaatcontract.cli import main
from resultaatcontract.document import pdf as module
from resultaatcontract.document.drawing import Words
from resultaatcontract.document.model import Clause, Document, Figure
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.files import loader, read_source
from resultaatcontract.findings import Rejected
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL, LOANS
from tests.repository import CONTRACTS, ROOT
from tests.test_annex_hostile import HOSTILE

_NUMBERS = re.compile(r"[0-9][0-9.,]*[0-9]|[0-9]")


def compiled(text: str) -> Compiled:
    return compile_source(Source("proef.rc", text))


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def packed(text: str) -> str:
    """Without white space and hyphens: where a line breaks plays no part."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", text)


def strings(value: object) -> list[str]:
    """Every text of a document that stands on its pages as text."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Figure):
        return [value.caption]
    if isinstance(value, tuple | list):
        return [found for one in value for found in strings(one)]
    if is_dataclass(value):
        # What plays no part in comparing says where a clause came from, not what it says.
        return [found for field in fields(value) if field.compare for found in strings(getattr(value, field.name))]
    return []


def drawn(document: Document) -> list[str]:
    """The texts within its drawings."""
    clauses = [block for one in document.articles for block in one.blocks if isinstance(block, Clause)]
    shapes = [shape for one in clauses for figure in one.figures for shape in figure.drawing.shapes]
    return [one.text for one in shapes if isinstance(one, Words)]


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_text_and_number_of_the_annex_is_in_the_pdf_and_no_other_number(path: Path) -> None:
    contract = compile_source(read_source(path), load=loader())
    data = render_pdf(contract)
    shown = text_of(data)
    annex = build_annex(contract)
    texts = strings(annex)
    whole = packed(shown)
    # The text of a cell or clause that runs over the edge of a page has the foot of the page in its middle.
    foot = re.compile(r"Bladzijde[0-9]+van[0-9]+")
    pages = foot.sub("", whole)
    label = packed(contract.contract.title)
    missing = [one for one in texts if packed(one) not in whole and packed(one) not in pages.replace(label, "")]
    assert [one for one in missing if not _in_pieces(one, whole)] == []
    known = {number for one in (*texts, *drawn(annex)) for number in _NUMBERS.findall(packed(one))}
    marks = {str(number) for number in range(1, len(pypdf.PdfReader(BytesIO(data)).pages) + 100)}
    words = _NUMBERS.findall(shown)
    loose = [one for one in words if one not in known and one not in marks and one not in "".join(map(packed, texts))]
    assert loose == []


def _in_pieces(text: str, whole: str) -> bool:
    """Whether every word of a text stands on the pages: a page break may come between any two of them."""
    return all(packed(word) in whole for word in text.split())


def notes(reader: pypdf.PdfReader) -> list[pypdf.generic.DictionaryObject]:
    """Everything on the pages that can be clicked."""
    return [one.get_object() for page in reader.pages for one in page.get("/Annots", ())]


def targets(reader: pypdf.PdfReader) -> set[str]:
    """The named places that links lead to; a place without a name is a page and a height, which a longer text changes."""
    return {str(one["/Dest"]) for one in notes(reader) if isinstance(one["/Dest"], str)}


@pytest.mark.parametrize("name", ALL)
def test_the_pdf_says_that_it_is_archivable_and_accessible(name: str) -> None:
    data = render_pdf(compiled(ALL[name]))
    reader = pypdf.PdfReader(BytesIO(data))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>3<" in metadata
    assert "<pdfaid:conformance>A<" in metadata
    assert "<pdfuaid:part>1<" in metadata
    assert reader.trailer["/Root"]["/Lang"] == "nl-NL"  # type: ignore[index]
    titles = [one["/Title"] for one in _flat(reader.outline)]
    for article in build_annex(compiled(ALL[name])).articles:
        assert f"Artikel {article.number}. {article.title}" in titles


def _flat(outline: Sequence[object]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for one in outline:
        found += _flat(one) if isinstance(one, list) else [one]  # type: ignore[list-item]
    return found


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "#import 'x'",
        "#panic()",
        "=cmd()",
        "@label <label>",
        "\U0001f600 \u4e2d",
        "e\u0301\u0323",
        "x" * 10_000,
    ],
)
def test_a_hostile_text_stays_text(text: str) -> None:
    contract = compiled(LOANS.replace('"Groen"', '"y' + text + '"'))
    plain = pypdf.PdfReader(BytesIO(render_pdf(compiled(LOANS))))
    data = render_pdf(contract)
    reader = pypdf.PdfReader(BytesIO(data))
    assert len(_flat(reader.outline)) == len(_flat(plain.outline))
    titles = [one for one in strings(build_annex(contract)) if one.startswith("y")]
    expected = module._data(titles[0])
    assert isinstance(expected, str)
    words = max(packed(expected).split("<U+")[0][:40], "y", key=len)
    assert words in packed(text_of(data))
    # Links lead to places in the document, and the text adds none.
    assert all(
        str(one["/Subtype"]) == "/Link" and not {"/URI", "/JS", "/F"} & set(one.get("/A", {})) for one in notes(reader)
    )
    # A link over two lines or pages is two annotations, so what counts is where they lead.
    assert targets(reader) == targets(plain)


def test_the_same_contract_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    path = next(one for one in CONTRACTS if one.stem == "leeuwarden-oost")
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    code = (
        "import sys; from pathlib import Path; from resultaatcontract.driver import compile_source;"
        "from resultaatcontract.annex.make import render_pdf; from resultaatcontract.files import read_source;"
        "sys.stdout.buffer.write(render_pdf(compile_source(read_source(Path(sys.argv[1])))))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, str(one)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT / "compiler")},
            check=True,
            capture_output=True,
        ).stdout
        for one, seed, zone in ((path, "1", "UTC"), (copy, "2", "Asia/Tokyo"))
    }
    assert len(found) == 1


# ------------------------------------------------------------------ rc verify


def test_an_annex_with_the_files_that_its_contract_uses_is_verified() -> None:
    uses = 0
    for path in CONTRACTS:
        contract = compile_source(read_source(path), load=loader())
        if contract.used:
            uses += 1
            assert verify_pdf("x.pdf", render_pdf(contract)) == (contract.digest, True)
    assert uses


def altered(data: bytes, pages: bytes | None = None, **attached: bytes) -> bytes:
    """The PDF with the pages of another one, or with other contents of the files inside."""
    reader = pypdf.PdfReader(BytesIO(data))
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(BytesIO(pages or data)).pages:
        writer.add_page(page)
    for name, contents in reader.attachments.items():
        short = name.removeprefix(module.FOLDER)
        writer.add_attachment(name, attached.get(short.split(".")[0], contents[0]))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def codes(data: bytes) -> list[str]:
    with pytest.raises(Rejected) as caught:
        verify_pdf("x.pdf", data)
    return [one.code for one in caught.value.findings]


def test_a_file_that_was_saved_anew_is_told_from_one_that_says_something_else() -> None:
    data = render_pdf(compiled(LOANS))
    digest = compiled(LOANS).digest
    assert verify_pdf("x.pdf", data) == (digest, True)
    assert verify_pdf("x.pdf", altered(data)) == (digest, False)
    other = render_pdf(compiled(LOANS.replace('"Het keurmerk is behaald."', '"Het keurmerk is niet behaald."')))
    assert codes(altered(data, pages=other)) == ["RC909"]
    assert codes(altered(data, proef=LOANS.replace("Groen", "Grauw").encode())) == ["RC909"]
    assert codes(altered(data, kenmerk=b"[")) == ["RC909"]
    assert codes(b"%PDF-1.7 geen pdf") == ["RC909"]


def test_the_command_line_writes_and_verifies(tmp_path: Path) -> None:
    source, target = tmp_path / "proef.rc", tmp_path / "bijlage.pdf"
    source.write_text(LOANS)
    assert CliRunner().invoke(main, ["annex", str(source), "-o", str(target)]).exit_code == 0
    done = CliRunner().invoke(main, ["verify", str(target)])
    assert (done.exit_code, done.output) == (
        0,
        f"De bijlage hoort bij de contracttekst met kenmerk {compiled(LOANS).digest}.\n",
    )


@pytest.mark.parametrize(("package", "arguments"), [("typst", ["annex", "-o"]), ("pypdf", ["verify"])])
def test_without_the_package_a_finding_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, arguments: list[str]
) -> None:
    source, target = tmp_path / "proef.rc", tmp_path / "bijlage.pdf"
    source.write_text(LOANS)
    target.write_bytes(b"%PDF")
    monkeypatch.setitem(sys.modules, package, None)
    command = arguments[:1] + ([str(source)] if package == "typst" else []) + arguments[1:] + [str(target)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "RC910" in done.output
    assert 'pip install "resultaatcontract[pdf]"' in done.output
