"""The annex of a contract or a fund in one of its formats. What doesn't come out of its own examples gets no annex."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .. import __version__
from ..document.model import Document
from ..document.pdf import Attached, typeset
from ..document.render import Format, render
from ..driver import Compiled, CompiledFund
from .build import build_annex
from .sources import names_of

MANIFEST = "kenmerk.json"


def render_annex(compiled: Compiled | CompiledFund, fmt: Format, own: Path | None = None) -> str:
    """The whole annex as one text; `own` holds an organisation's own templates.

    Raises `Rejected` when an example of the contract or fund doesn't come out, or a template can't be used.
    """
    stop_on_failing_examples(compiled)
    return render(document_of(compiled), fmt, own)


def render_word(compiled: Compiled | CompiledFund, own: Path | None = None) -> bytes:
    """The whole annex as a Word file. Raises `Rejected` as `render_annex`, and when docxtpl isn't installed."""
    from ..document.word import render_docx

    stop_on_failing_examples(compiled)
    return render_docx(document_of(compiled), compiled.source.name, own)


def render_pdf(compiled: Compiled | CompiledFund) -> bytes:
    """The whole annex as PDF. Raises `Rejected` when typst isn't installed or an example doesn't come out.

    Nothing but the contract decides the bytes; the date is the first day of the term (PDF/A requires one).
    """
    stop_on_failing_examples(compiled)
    first = compiled.fund.first if isinstance(compiled, CompiledFund) else compiled.contract.first
    description = f"SHA-256-kenmerk van de contracttekst: {compiled.digest}"
    return typeset(document_of(compiled), compiled.source.name, description, first, attachments(compiled))


def render_document(
    document: Document, compiled: Compiled, fmt: str, description: str, own: Path | None = None
) -> str | bytes:
    """Another document about a contract in one of the forms of the annex: md, html, docx or pdf. Raises `Rejected`."""
    from ..document.word import render_docx

    match fmt:
        case "pdf":
            first = compiled.contract.first
            return typeset(document, compiled.source.name, description, first, attachments(compiled))
        case "docx":
            return render_docx(document, compiled.source.name, own)
    return render(document, "html" if fmt == "html" else "md", own)


def annex_maker(fmt: str, own: Path | None = None) -> Callable[[Compiled | CompiledFund], bytes]:
    """What makes the annex in a form: md, html, docx or pdf. It raises `Rejected` as `render_annex`."""
    match fmt:
        case "pdf":
            return render_pdf
        case "docx":
            return lambda compiled: render_word(compiled, own)
    shown: Format = "html" if fmt == "html" else "md"
    return lambda compiled: render_annex(compiled, shown, own).encode()


def stop_on_failing_examples(compiled: Compiled | CompiledFund) -> None:
    """Raises `Rejected` when an example doesn't come out or an assertion is refuted: then there is no annex."""
    from ..examples import all_failing
    from ..findings import Findings
    from ..prove.findings import check_assertions

    findings = Findings()
    for _, wrong in all_failing(compiled):
        findings.items += wrong
    if isinstance(compiled, Compiled) and compiled.contract.assertions:
        check_assertions(compiled, findings)
    findings.stop_on_errors()


def document_of(compiled: Compiled | CompiledFund) -> Document:
    """The annex of a contract or a fund as a document."""
    if isinstance(compiled, CompiledFund):
        from ..fund.annex import fund_annex

        return fund_annex(compiled)
    return build_annex(compiled, links=True)


def attachments(compiled: Compiled | CompiledFund) -> list[Attached]:
    """The contract's texts, and the list that says how they belong together."""
    sources = (compiled.source, *compiled.used)
    names = names_of(sources)
    manifest = {"kenmerk": compiled.digest, "versie": __version__, "bestanden": names}
    listed = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    described = ["Contracttekst", *["Tekst die de contracttekst gebruikt"] * len(compiled.used)]
    return [
        *(
            Attached(name, source.text.encode(), "text/plain", "source", description)
            for name, source, description in zip(names, sources, described, strict=True)
        ),
        Attached(
            MANIFEST,
            listed.encode(),
            "application/json",
            "data",
            f"SHA-256-kenmerk van de contracttekst: {compiled.digest}",
        ),
    ]
