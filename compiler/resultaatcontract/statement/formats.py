"""A statement in the form that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias

from ..document.model import Document
from ..document.pdf import Attached, typeset
from ..driver import Compiled, CompiledFund
from ..outputs.statement import statement_json, statement_text
from .document import Settled, statement_document

Form: TypeAlias = Literal["text", "json", "md", "html", "pdf", "xlsx"]
FORMS: tuple[Form, ...] = ("text", "json", "md", "html", "pdf", "xlsx")
OF_ENDING: dict[str, Form] = {
    ".txt": "text",
    ".json": "json",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
}
STATEMENT = "afrekening.json"


def statement_as(form: Form, settled: Settled, steps: bool) -> str | bytes:
    """The statement of one contract; `steps` adds the calculation to the text. Raises `Rejected` when a package that
    the form needs isn't installed.
    """
    one = settled
    match form:
        case "json":
            return statement_json(one.compiled, one.results, one.outcome, one.receipt)
        case "text":
            return statement_text(one.compiled, one.results, one.outcome, one.receipt, steps)
    machine = statement_json(one.compiled, one.results, one.outcome, one.receipt)
    last = one.outcome.tranches[-1].day if one.outcome.tranches else one.compiled.contract.first
    return placed(form, statement_document(one), [one], one.compiled, machine, last)


def placed(
    form: Form,
    document: Document,
    settled: Sequence[Settled],
    compiled: Compiled | CompiledFund,
    machine: str,
    day: date,
) -> str | bytes:
    """A statement's document as a page, a PDF dated `day` with the JSON `machine` inside, or a workbook."""
    match form:
        case "xlsx":
            from .book import statement_book

            return statement_book(document.name, settled)
        case "pdf":
            description = f"Afrekening bij de contracttekst met SHA-256-kenmerk {compiled.digest}"
            inside = Attached(STATEMENT, machine.encode(), "application/json", "data", "De afrekening voor computers")
            return typeset(document, compiled.source.name, description, day, [inside])
        case "html":
            from ..document.render import render

            return render(document, "html")
    from ..document.render import render

    return render(document, "md")
