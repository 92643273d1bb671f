"""The annex as PDF/A-3a and PDF/UA-1 in one file, with the texts of the contract inside. typst does the typesetting.

Texts go to typst as data, so that whatever they hold stays text. Nothing but the contract decides the bytes: fonts are
those of typst, and the date of the document is the first day of the contract's term (PDF/A requires a date).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from posixpath import commonpath, dirname, normpath, relpath

from .. import __version__
from ..data import data_folder
from ..driver import Compiled, CompiledFund
from ..findings import Cell, Rejected
from ..text.source import Source
from .render import document_of, stop_on_failing_examples

MANIFEST = "kenmerk.json"
FOLDER = "bronnen/"  # stands before the name of every file inside the PDF; the template says the same
# What the fonts that typst brings can show; anything else makes no valid PDF/A and is shown by its number.
_SHOWN = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u1e00-\u1eff\u2010-\u2015\u2018-\u2027\u202f"
    "\u2030-\u203f\u2070-\u2071\u2074-\u208e\u20a0-\u20c0\u2190-\u21ff\u2200-\u22ff\u25a0-\u25ff]"
)


def render_pdf(compiled: Compiled | CompiledFund) -> bytes:
    """The whole annex. Raises `Rejected` when typst isn't installed or an example doesn't come out."""
    stop_on_failing_examples(compiled)
    try:
        import typst
    except ImportError:
        from ..checks import rc910_extra

        raise Rejected([rc910_extra.finding(Cell(compiled.source.name), "pdf", "typst")]) from None

    first = compiled.fund.first if isinstance(compiled, CompiledFund) else compiled.contract.first
    files = {"main.typ": (data_folder("templates") / "bijlage.typ").read_bytes()}
    attached = []
    for index, (name, data, description) in enumerate(_attachments(compiled)):
        # The name of a file in the project of typst is never the author's.
        files[f"{FOLDER}{index}"] = data
        attached.append(
            {
                "name": name,
                "file": str(index),
                "relationship": "data" if name == MANIFEST else "source",
                "mime": "application/json" if name == MANIFEST else "text/plain",
                "description": description,
            }
        )
    annex = asdict(document_of(compiled))
    label = annex["details"][0][1] if annex["details"] else ""
    annex |= {
        "name": f"{annex['title']} – {label}" if label else annex["title"],
        "short": label if len(label) <= 80 else f"{label[:79]}…",
        "digest": compiled.digest,
        "date": (first.year, first.month, first.day),
        "attached": attached,
    }
    files["bijlage.json"] = json.dumps(_showable(annex), ensure_ascii=False).encode()
    # The stubs of typst leave out that a project may be given as its files; without a `root` it reads no other.
    made = typst.compile(  # type: ignore[call-overload]
        files,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=datetime(first.year, first.month, first.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def _attachments(compiled: Compiled | CompiledFund) -> list[tuple[str, bytes, str]]:
    """(name, content, description) of the contract's texts and of the list that says how they belong together."""
    names = _names((compiled.source, *compiled.used))
    manifest = {"kenmerk": compiled.digest, "versie": __version__, "bestanden": names}
    listed = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    found = [
        (name, source.text.encode(), "Contracttekst" if index == 0 else "Tekst die de contracttekst gebruikt")
        for index, (name, source) in enumerate(zip(names, (compiled.source, *compiled.used), strict=True))
    ]
    return [*found, (MANIFEST, listed.encode(), f"SHA-256-kenmerk van de contracttekst: {compiled.digest}")]


def _names(sources: tuple[Source, ...]) -> list[str]:
    """The files as seen from the folder that holds them all, so that no other path of the machine gets in."""
    paths = [normpath(one.name.replace("\\", "/")) for one in sources]
    shared = commonpath([dirname(path) or "." for path in paths]) if len({p[:1] == "/" for p in paths}) == 1 else ""
    return [relpath(path, shared or ".") for path in paths]


def _showable(value: object) -> object:
    """The same data with every character that the fonts don't have shown by its number, as in <U+1F600>."""
    if isinstance(value, str):
        return _SHOWN.sub(lambda found: f"<U+{ord(found[0]):04X}>", value)
    if isinstance(value, dict):
        return {key: _showable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_showable(one) for one in value]
    return value
