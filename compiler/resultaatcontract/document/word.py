"""A document in Word (.docx): the texts placed in a template that an organisation can replace with its own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ..data import data_folder
from ..findings import Cell, Rejected
from ..zipped import settled
from .links import Linked, reference
from .model import Document, Figure
from .widths import column_shares
from .word_links import bookmark, place_links

MOST_UPRIGHT = 8  # columns of a table on an upright page
_MOST_LARGE = 5  # columns of a table in the size of its style


def render_docx(document: Document, source: str, own: Path | None = None) -> bytes:
    """The document; `own` holds an organisation's own templates.

    Raises `Rejected` (about the file `source`) when docxtpl isn't installed, or when a template can't be used.
    """
    if own is not None:
        from .own import filled_in

        return filled_in(document, "docx", own)
    try:
        return placed(document, (data_folder("templates") / "document.docx").read_bytes())
    except ImportError:
        from ..checks import rc910_extra

        raise Rejected([rc910_extra.finding(Cell(source), "word", "docxtpl")]) from None


def placed(document: Document, template: bytes) -> bytes:
    """The document in a template. Raises `ImportError` when docxtpl isn't installed."""
    from docx.oxml.ns import qn
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_literal)
    environment.filters["linked"] = _marked
    environment.filters["bookmark"] = bookmark
    whole = DocxTemplate(io.BytesIO(template))
    shown: list[Figure] = []

    def picture(figure: Figure) -> object:
        """The drawing as a picture, or nothing where it can't be made."""
        pixels = _pixels(figure)
        if pixels is None:
            return ""
        shown.append(figure)
        return InlineImage(whole, io.BytesIO(pixels), width=Mm(150))

    whole.render({"document": document, "picture": picture}, environment)
    for figure, drawn in zip(shown, whole.docx.element.body.iter(qn("wp:docPr")), strict=True):
        drawn.set("descr", figure.description)
        drawn.set("title", figure.caption)
    place_links(whole.docx)
    _keep_together(whole.docx.element.body)
    _lay_wide_tables(whole.docx.element.body)
    _set_columns(whole.docx.element.body)
    target = io.BytesIO()
    whole.save(target)
    return settled(target.getvalue())


def _pixels(figure: Figure) -> bytes | None:
    """The drawing as PNG, set by typst; None when that isn't installed. Word takes no SVG without a picture beside it."""
    try:
        import typst
    except ImportError:
        return None
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("/figuur.svg")\n'
    files = {"main.typ": page.encode(), "figuur.svg": figure.svg.encode()}
    made = typst.compile(files, format="png", ppi=220, ignore_system_fonts=True)  # type: ignore[call-overload]
    assert isinstance(made, bytes)
    return made


def _lay_wide_tables(body: Any) -> None:
    """Tables of more than eight columns lie on their side, each or several in a row in pages of their own.

    Those pages have the size, margins, headers and footers of the template's own, turned.
    """
    from docx.oxml.ns import qn

    upright = body.sectPr
    for table in list(body.iterchildren(qn("w:tbl"))):
        if len(list(table.tblGrid)) <= MOST_UPRIGHT:
            continue
        first, last = table, table.getnext()
        if _style(first.getprevious()) == "Caption":
            first = first.getprevious()
        before = first.getprevious()
        if before is not None and before.find(f".//{qn('w:pgSz')}[@{qn('w:orient')}='landscape']") is not None:
            body.remove(before)  # the table before it lies on its side too
        else:
            first.addprevious(_break(upright, turned=False))
        last.addnext(_break(upright, turned=True))


def _set_columns(body: Any) -> None:
    """Gives each column of a table with a heading the width that its texts need, of the width that the table has."""
    from docx.oxml.ns import qn

    for table in body.iter(qn("w:tbl")):
        if next(table.iter(qn("w:tblHeader")), None) is None:
            continue
        heading, *rows = [[_text(cell) for cell in row.iterchildren(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        if any(len(row) != len(heading) for row in rows):
            continue  # an organisation's own template may join cells
        room = 84
        if len(heading) > _MOST_LARGE:
            room = 98 if len(heading) <= MOST_UPRIGHT else 145
            _small(table)
        shares = column_shares(heading, rows, room)
        for row in table.iter(qn("w:tr")):
            for cell, share in zip(row.iterchildren(qn("w:tc")), shares, strict=True):
                width = cell.get_or_add_tcPr().get_or_add_tcW()
                width.set(qn("w:type"), "pct")
                width.set(qn("w:w"), str(share * 5))  # in fiftieths of a percent
        for column, share in zip(table.tblGrid.iterchildren(qn("w:gridCol")), shares, strict=False):
            column.set(qn("w:w"), str(share * 9))


def _small(table: Any) -> None:
    """Sets the texts of a table in 8 points."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for run in table.iter(qn("w:r")):
        run.get_or_add_rPr().sz_val = Pt(8)


def _text(cell: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(one.text or "" for one in cell.iter(qn("w:t")))


def _keep_together(body: Any) -> None:
    """A text that introduces what follows (a table, a figure, items) doesn't end a page."""
    from docx.oxml.ns import qn

    kept = ("Caption", "Onderdeel", "Subonderdeel", "Begrip")
    for paragraph in body.iterchildren(qn("w:p")):
        following = paragraph.getnext()
        if following is None or _style(paragraph) not in ("Lid", "Lidtekst", "Caption", "Onderdeel"):
            continue
        introduces = following.tag == qn("w:tbl") or (
            _style(following) in kept and _style(following) != _style(paragraph)
        )
        if introduces:
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _break(upright: Any, turned: bool) -> Any:
    """A paragraph that ends the pages before it, which look like those of the template."""
    from copy import deepcopy

    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = OxmlElement("w:p")
    own = deepcopy(upright)
    if turned:
        size = own.find(qn("w:pgSz"))
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        for name, value in (("w:w", height), ("w:h", width), ("w:orient", "landscape")):
            size.set(qn(name), value)
    paragraph.get_or_add_pPr().append(own)
    return paragraph


def _style(paragraph: Any) -> str | None:
    return getattr(paragraph, "style", None)


def _marked(text: str) -> str:
    """A text with marks where its links are, which `place_links` reads when all is placed."""
    if not isinstance(text, Linked):
        return text
    return "".join(reference(one.anchor, one.text) if one.anchor else one.text for one in text.runs)


def _literal(value: Any) -> Any:
    """Text as Word shows it. docxtpl reads `{_{` as a mark of its own, wherever it stands."""
    from markupsafe import Markup, escape

    return Markup(str(escape(value)).replace("_", "&#95;")) if isinstance(value, str) else value
