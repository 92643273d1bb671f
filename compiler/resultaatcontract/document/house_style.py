"""Makes templates/document.docx, the Word template that organisations replace with their own.

`python -m resultaatcontract.document.house_style` writes it anew; a test holds the file to it. What stands in the
template is explained in docs/bijlage.md: styles, and the places where the texts come.
"""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from ..data import data_folder
from ..zipped import settled

FONT = "Calibri"
_LIST = 700  # the number of the list that numbers articles, clauses and items
# A clause with a heading: LibreOffice takes a number from one style only.
_NUMBERED = f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{_LIST}"/></w:numPr>'
_CLAUSE = "{{ block.anchor | bookmark }}"
# Level, style, kind of number, how it is written, indent of the text and of the number (in twentieths of a point).
_LEVELS = (
    (0, "Heading1", "decimal", "Artikel %1.", 0, 0),
    (1, "Lid", "decimal", "%1.%2", 709, 709),
    (2, "Onderdeel", "lowerLetter", "%3.", 1106, 397),
    (3, "Subonderdeel", "decimal", "%4°", 1503, 397),
)


def house_style() -> bytes:
    """The template."""
    document = docx.Document()
    _without_extras(document)
    _styles(document)
    _numbering(document)
    _page(document)
    body = document.element.body
    section = body.sectPr
    for one in list(body):
        if one is not section:
            body.remove(one)
    for one in _body():
        section.addprevious(parse_xml(one))
    # Where the schema of Word wants it.
    stops = document.settings.element.find(qn("w:defaultTabStop"))
    stops.addnext(parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>"))
    document.core_properties.title = "{{ document.name[:250] }}"
    document.core_properties.author = "resultaatcontract"
    document.core_properties.comments = ""
    document.core_properties.language = "nl-NL"
    target = io.BytesIO()
    document.save(target)
    return settled(target.getvalue())


# ------------------------------------------------------------------ styles


def _without_extras(document: Any) -> None:
    """Without the picture, the second set of styles and the looks of tables that python-docx brings along."""
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ("thumbnail", "stylesWithEffects", "customXml"):
                del owner.rels[key]
    for style in list(document.styles.element):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            document.styles.element.remove(style)


def _styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-NL"/>'))
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.12
    for name, size, before in (("Title", 22, 0), ("Heading 1", 14, 20), ("Heading 2", 12, 14), ("Heading 3", 11, 12)):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for attribute in [one for one in fonts.attrib if "heme" in one]:
            del fonts.attrib[attribute]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    for name in ("Lid", "Onderdeel", "Subonderdeel"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
    head = styles.add_style("Lid met kop", WD_STYLE_TYPE.PARAGRAPH)
    head.base_style = styles["Lid"]
    head.font.bold = True
    head.paragraph_format.keep_with_next = True
    text = styles.add_style("Lidtekst", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = normal
    text.paragraph_format.left_indent = Cm(1.25)
    term = styles.add_style("Begrip", WD_STYLE_TYPE.PARAGRAPH)
    term.base_style = styles["Lidtekst"]
    caption = styles["Caption"]
    caption.font.name, caption.font.size, caption.font.bold = FONT, Pt(10), True
    caption.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    cell = styles.add_style("Tabeltekst", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.font.size = Pt(9)
    cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.space_before = Pt(2)
    amount = styles.add_style("Tabelbedrag", WD_STYLE_TYPE.PARAGRAPH)
    amount.base_style = cell
    amount.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    heading = styles.add_style("Tabelkop", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = cell
    heading.font.bold = True
    heading.paragraph_format.keep_with_next = True
    contents = styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    contents.base_style = normal
    contents.paragraph_format.space_after = Pt(2)
    for style in styles.element:
        if style.get(qn("w:styleId")) in ("TOC1", "toc1"):
            style.set(qn("w:styleId"), "TOC1")


def _numbering(document: Any) -> None:
    """One list of four levels: each level starts again under the one above it, as in the annex."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="{"space" if level == 0 else "tab"}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        f"<w:rPr>{'<w:b/>' if level == 1 else ''}</w:rPr></w:lvl>"
        for level, style, kind, text, left, hanging in _LEVELS
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
    )
    first = part.find(qn("w:num"))
    first.addprevious(abstract)
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'))
    for level, style, *_ in _LEVELS:
        found = next(one for one in document.styles.element if one.get(qn("w:styleId")) == style)
        numbers = found.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = level
        numbers.get_or_add_numId().val = _LIST


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.4)
    footer = section.footer.paragraphs[0]
    footer._p.getparent().replace(
        footer._p,
        parse_xml(
            _paragraph(
                "Footer",
                _run("{{ document.details[0][1] if document.details else document.title }}", size=16)
                + "<w:r><w:tab/></w:r><w:r><w:tab/></w:r>"
                + _run("Bladzijde ", size=16)
                + _field("PAGE")
                + _run(" van ", size=16)
                + _field("NUMPAGES"),
                more='<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>'
                '<w:tab w:val="left" w:pos="10"/><w:tab w:val="right" w:pos="9180"/></w:tabs>',
                declared=True,
            )
        ),
    )


# ------------------------------------------------------------------ the body: styles, and where the texts come


def _body() -> list[str]:
    text = _paragraph
    return [
        text("Title", _run("{{ document.title }}")),
        text("", _run("{%p for label, value in document.details %}")),
        text("", _run("{{ label }}: ", bold=True) + _run("{{ value }}")),
        text("", _run("{%p endfor %}")),
        *_contents(),
        text("", _run("{%p for article in document.articles %}")),
        text("Heading1", _bookmark("{{ article.anchor | bookmark }}", _run("{{ article.title }}"))),
        text("", _run("{%p for block in article.blocks %}")),
        text("", _run("{%p if block.number is not defined %}")),
        text("Heading3", _run("{{ block.title }}")),
        text("", _run("{%p else %}")),
        text("", _run("{%p if block.heading %}")),
        text("Lidmetkop", _bookmark(_CLAUSE, _run("{{ block.heading }}")), more=_NUMBERED),
        text("", _run("{%p if block.text %}")),
        text("Lidtekst", _run("{{ block.text | linked }}")),
        text("", _run("{%p endif %}")),
        text("", _run("{%p else %}")),
        text("Lid", _bookmark(_CLAUSE, _run("{{ block.text | linked }}"))),
        text("", _run("{%p endif %}")),
        text("", _run("{%p for definition in block.definitions %}")),
        text(
            "Begrip",
            _bookmark("{{ definition.anchor | bookmark }}", _run("{{ definition.term }}", bold=True))
            + _run(": {{ definition.text | linked }}"),
        ),
        text("", _run("{%p endfor %}")),
        text("", _run('{%p for item in block["items"] %}')),
        text("Onderdeel", _run("{{ item.text | linked }}")),
        text("", _run('{%p for inner in item["items"] %}')),
        text("Subonderdeel", _run("{{ inner.text | linked }}")),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p for one in block.tables %}")),
        text("", _run("{%p if one.caption %}")),
        text("Caption", _run("{{ one.caption }}")),
        text("", _run("{%p endif %}")),
        _table(),
        text("Tabeltekst", ""),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p for one in block.figures %}")),
        text("Caption", _run("{{ one.caption }}")),
        text("Lidtekst", _run("{{ picture(one) or one.description }}")),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p if block.closing %}")),
        text("Lidtekst", _run("{{ block.closing | linked }}")),
        text("", _run("{%p endif %}")),
        text("", _run("{%p endif %}")),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p if document.signatories %}")),
        text("Heading2", _run("Ondertekening")),
        text("", _run("{{ document.closing }}"), more="<w:keepNext/>"),
        text("", _run("{%p for one in document.signatories %}")),
        text("Heading3", _run("{{ one.title }}")),
        _signature(),
        text("Tabeltekst", ""),
        text("", _run("{%p endfor %}")),
        text("", _run("{%p endif %}")),
    ]


def _contents() -> list[str]:
    """A contents field that already holds the titles: Word fills in pages when the reader asks for it (F9)."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    link = (
        '<w:hyperlink w:anchor="{{ article.anchor | bookmark }}" w:history="1">'
        + _run("{{ article.label }} {{ article.title }}")
        + "</w:hyperlink>"
    )
    return [
        _paragraph("TOC1", begin),
        _paragraph("", _run("{%p for article in document.articles %}")),
        _paragraph("TOC1", link),
        _paragraph("", _run("{%p endfor %}")),
        _paragraph("TOC1", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    ]


def _bookmark(name: str, content: str) -> str:
    """Where links and the contents field lead to; its number is given when all are placed."""
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/>{content}<w:bookmarkEnd w:id="0"/>'


_BORDERS = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:color="555555"/><w:bottom w:val="single" w:sz="6" w:color="555555"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="BBBBBB"/></w:tblBorders>'
)


def _table() -> str:
    """Headings are repeated on every page, rows stay whole, the first column is a heading of its row."""
    style = "{{ 'Tabelbedrag' if loop.index0 in one.amounts else 'Tabeltekst' }}"

    def cell(content: str) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{content}</w:tc>'

    def steer(tag: str) -> str:
        return cell(_paragraph("Tabeltekst", _run(tag)))

    head = _paragraph(
        "Tabelkop",
        _run("{{ column }}"),
        more="<w:jc w:val=\"{{ 'right' if loop.index0 in one.amounts else 'left' }}\"/>",
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/>{_BORDERS}<w:tblLayout w:type="autofit"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        '</w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{steer('{%tc for column in one.columns %}')}"
        f"{cell(head)}{steer('{%tc endfor %}')}</w:tr>"
        f"<w:tr><w:tc><w:tcPr/>{_paragraph('', _run('{%tr for row in one.rows %}'))}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{steer('{%tc for value in row %}')}"
        f"{cell(_paragraph(style, _run('{{ value | linked }}')))}{steer('{%tc endfor %}')}</w:tr>"
        f"<w:tr><w:tc><w:tcPr/>{_paragraph('', _run('{%tr endfor %}'))}</w:tc></w:tr></w:tbl>"
    )


def _signature() -> str:
    def row(label: str, value: str, height: int) -> str:
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
            f'<w:tc><w:tcPr><w:tcW w:w="1250" w:type="pct"/></w:tcPr>{_paragraph("Tabeltekst", _run(label), more="<w:keepNext/>")}</w:tc>'
            f'<w:tc><w:tcPr><w:tcW w:w="3750" w:type="pct"/></w:tcPr>{_paragraph("Tabeltekst", _run(value), more="<w:keepNext/>")}</w:tc></w:tr>'
        )

    rows = row("Naam", "{{ one.representative or '' }}", 400) + row("Plaats", "", 400) + row("Datum", "", 400)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="3500" w:type="pct"/>{_BORDERS}</w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="1700"/><w:gridCol w:w="5000"/></w:tblGrid>'
        f"{rows}{row('Handtekening', '', 1100)}</w:tbl>"
    )


def _paragraph(style: str, content: str, more: str = "", declared: bool = True) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    spaces = f" {nsdecls('w')}" if declared else ""
    return f"<w:p{spaces}><w:pPr>{named}{more}</w:pPr>{content}</w:p>"


def _run(text: str, bold: bool = False, size: int = 0) -> str:
    """`size` in half points."""
    looks = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    looks = '<w:rPr><w:sz w:val="16"/></w:rPr>'
    return (
        f'<w:r>{looks}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{looks}<w:instrText>{name}</w:instrText></w:r>'
        f'<w:r>{looks}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{looks}<w:t>1</w:t></w:r>'
        f'<w:r>{looks}<w:fldChar w:fldCharType="end"/></w:r>'
    )


if __name__ == "__main__":
    (data_folder("templates") / "document.docx").write_bytes(house_style())
