"""Links within a Word file: marks in its texts become hyperlinks, and bookmarks get the numbers that Word wants."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from .links import END, MIDDLE, START

_MARK = re.compile(f"{START}([^{MIDDLE}]*){MIDDLE}([^{END}]*){END}")


def bookmark(anchor: str) -> str:
    """The name of a bookmark: letters, digits and low lines. Word hides those that begin with a low line."""
    return f"_{re.sub('[^0-9A-Za-z]', '_', anchor)}" if anchor else ""


def place_links(whole: Any) -> None:
    """Turns the marks of a python-docx document into links, and numbers its bookmarks; one without a name is left out.

    A link to a bookmark that an organisation's own template doesn't have is left out too, and so is a mark that its
    template puts in a header or footer.
    """
    from docx.oxml.ns import qn

    body = whole.element.body
    known = _number(body)
    for text in list(body.iter(qn("w:t"))):
        if START in (text.text or ""):
            _place(text, known)
    for section in whole.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            for text in part._element.iter(qn("w:t")):
                text.text = _MARK.sub(r"\2", text.text or "")


def _number(body: Any) -> set[str]:
    """Numbers the bookmarks from 0 in their order. Gives their names."""
    from docx.oxml.ns import qn

    known: set[str] = set()
    opened: list[tuple[str, str]] = []  # the number that the template gives, and ours
    for one in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        given = one.get(qn("w:id"))
        if one.tag == qn("w:bookmarkStart"):
            name = one.get(qn("w:name"))
            own = str(len(known)) if name and name not in known else ""
            opened.append((given, own))
            known |= {name} if own else set()
        else:
            # A template repeats a part with its numbers: an end belongs to the last start that has the same.
            at = next((at for at in reversed(range(len(opened))) if opened[at][0] == given), None)
            own = "" if at is None else opened.pop(at)[1]
        if own:
            one.set(qn("w:id"), own)
        else:
            one.getparent().remove(one)
    return known


def _place(text: Any, known: set[str]) -> None:
    """Splits the run of this text where its links begin and end; each part looks as the run did."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = text.getparent()
    words = text.text
    if len([one for one in run if one.tag != qn("w:rPr")]) > 1:
        # A line break or picture beside the text: its order is worth more than a link.
        text.text = _MARK.sub(r"\2", words)
        return
    end = 0
    parts: list[tuple[str, str]] = []
    for mark in _MARK.finditer(words):
        parts += [(words[end : mark.start()], ""), (mark[2], bookmark(mark[1]))]
        end = mark.end()
    parts.append((words[end:], ""))
    for part, anchor in parts:
        if not part:
            continue
        own = deepcopy(run)
        shown = own.find(qn("w:t"))
        shown.text = part
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if anchor in known:
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), anchor)
            link.set(qn("w:history"), "1")
            link.append(own)
            own = link
        run.addprevious(own)
    run.getparent().remove(run)
