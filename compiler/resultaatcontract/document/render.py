"""A document in Markdown or HTML. The templates place finished strings; jinja2 is imported only when one is made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from ..data import data_folder
from .links import runs_of
from .model import Document, degree, letter

Format = Literal["md", "html"]

# Everything that Markdown may read as markup, wherever it stands.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$^@]")
_ADDRESS = re.compile(r"(?i)\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
# What Markdown reads as markup only at the start of a line.
_START = re.compile(r"^([-+=:]|[0-9]{1,9}(?=[.)](?:\s|$)))")


def render(document: Document, fmt: Format, own: Path | None = None) -> str:
    """A document as Markdown or as one self-contained HTML page; `own` holds an organisation's own templates.

    Raises `Rejected` when one of those can't be used.
    """
    if own is not None:
        from .own import filled_in

        return filled_in(document, fmt, own).decode()
    return placed(document, fmt, None)


def placed(document: Document, fmt: Format, own: Path | None) -> str:
    """The document in a template: that in the folder `own` when it is there, else ours."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*([own] if own is not None else []), data_folder("templates")]),
        autoescape=fmt == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=None if fmt == "html" else markdown,
    )
    environment.filters["linked"] = _anchors if fmt == "html" else str
    environment.filters["letter"] = letter
    environment.filters["degree"] = degree
    shown = environment.get_template(f"document.{fmt}.jinja").render(document=document)
    return _tidy(shown)


def _anchors(text: str) -> object:
    """A text on the page, with its links."""
    from markupsafe import Markup

    link = Markup('<a href="#{}">{}</a>')
    return Markup("").join(link.format(one.anchor, one.text) if one.anchor else one.text for one in runs_of(text))


def markdown(value: object) -> str:
    """Text as Markdown shows it literally, wherever it is placed: in a sentence, a heading, the cell of a table."""
    escaped = _MARKUP.sub(r"\\\g<0>", str(value))
    escaped = _START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", escaped)
    # An address would become a link by itself.
    return _ADDRESS.sub(r"\g<0>\\", escaped)


def _tidy(shown: str) -> str:
    """No trailing spaces, never more than one empty line, one line end at the end."""
    lines = "\n".join(line.rstrip(" ") for line in shown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
