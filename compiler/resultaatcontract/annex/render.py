"""The annex in Markdown or HTML. The templates place finished strings; jinja2 is imported only when an annex is made."""

from __future__ import annotations

import re
from typing import Literal

from ..data import data_folder
from ..driver import Compiled, CompiledFund
from .build import build_annex
from .document import Annex, degree, letter

Format = Literal["md", "html"]

# Everything that Markdown may read as markup, wherever it stands.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$^@]")
_ADDRESS = re.compile(r"(?i)\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
# What Markdown reads as markup only at the start of a line.
_START = re.compile(r"^([-+=:]|[0-9]{1,9}(?=[.)](?:\s|$)))")


def render_annex(compiled: Compiled | CompiledFund, fmt: Format) -> str:
    """The whole annex as one text. Raises `Rejected` when an example of the contract or fund doesn't come out."""
    stop_on_failing_examples(compiled)
    return render(document_of(compiled), fmt)


def stop_on_failing_examples(compiled: Compiled | CompiledFund) -> None:
    """Raises `Rejected` when an example doesn't come out: such a contract or fund gets no annex."""
    from ..examples import all_failing
    from ..findings import Findings

    findings = Findings()
    for _, wrong in all_failing(compiled):
        findings.items += wrong
    findings.stop_on_errors()


def document_of(compiled: Compiled | CompiledFund) -> Annex:
    """The annex of a contract or a fund as a document."""
    if isinstance(compiled, CompiledFund):
        from ..fund.annex import fund_annex

        return fund_annex(compiled)
    return build_annex(compiled)


def render(annex: Annex, fmt: Format) -> str:
    """A document as Markdown or as one self-contained HTML page."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_folder("templates")),
        autoescape=fmt == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=None if fmt == "html" else markdown,
    )
    environment.filters["letter"] = letter
    environment.filters["degree"] = degree
    shown = environment.get_template(f"bijlage.{fmt}.jinja").render(annex=annex)
    return _tidy(shown)


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
