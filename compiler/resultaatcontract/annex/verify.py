"""Whether an annex as PDF still belongs to the text of the contract inside it: the text is compiled and set again."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from posixpath import dirname, normpath

from .. import __version__
from ..checks import rc909_annex, rc910_extra
from ..document.pdf import FOLDER
from ..driver import Compiled, CompiledFund, compile_any
from ..findings import Cell, Rejected
from ..statement.formats import STATEMENT
from ..text.source import Source
from .make import MANIFEST, render_pdf


def verify_pdf(name: str, data: bytes) -> tuple[str, bool]:
    """The hash of the text that the annex belongs to, and whether the file is the same to the byte.

    Raises `Rejected` when there is no text in it, when the text has errors, or when a page differs.
    """
    where = Cell(name)
    attached = _attached(where, data)
    if STATEMENT in attached:
        raise Rejected([rc909_annex.is_statement(where)])
    try:
        manifest = json.loads(attached[MANIFEST])
        named, version, files = str(manifest["kenmerk"]), str(manifest["versie"]), list(manifest["bestanden"])
        texts = {one: attached[one].decode() for one in files}
        source = Source(files[0], texts[files[0]])
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        raise Rejected([rc909_annex.no_source(where)]) from None

    def load(user: Source, path: str) -> Source | str:
        for found in _places(user.name, path):
            if found in texts:
                return Source(found, texts[found])
        return "het zit niet in de bijlage"

    compiled = compile_any(source, load=load)
    # The annex of a fund, or of one of the contracts that its text makes from a template.
    candidates: list[Compiled | CompiledFund] = [compiled]
    if isinstance(compiled, CompiledFund):
        candidates += [one.compiled for one in compiled.fund.members]
    matching = [one for one in candidates if one.digest == named]
    if not matching:
        raise Rejected([rc909_annex.other_hash(where, named, compiled.digest)])
    for one in matching:
        made = render_pdf(one)
        if made == data or len(matching) == 1 or _pages(made) == _pages(data):
            break
    if made == data:
        return named, True
    for number, (ours, theirs) in enumerate(zip_longest(_pages(made), _pages(data)), 1):
        if ours != theirs:
            raise Rejected([rc909_annex.other_pages(where, number, version, __version__)])
    return named, False


def _places(user: str, path: str) -> Iterator[str]:
    """Where a file that `user` names may be: beside it, in a folder above it, or, when it is named as seen from a
    folder above all files inside, that much less deep. A wrong guess gives another hash.
    """
    folder = dirname(user)
    while folder:
        yield normpath(f"{folder}/{path}")
        folder = dirname(folder)
    parts = normpath(path).split("/")
    for start in range(len(parts)):
        yield "/".join(parts[start:])


def _attached(where: Cell, data: bytes) -> dict[str, bytes]:
    """The files inside a PDF, by name."""
    try:
        import pypdf
    except ImportError:
        raise Rejected([rc910_extra.finding(where, "pdf", "pypdf")]) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        return {name.removeprefix(FOLDER): contents[0] for name, contents in reader.attachments.items()}
    except Exception:  # whatever a broken file makes the reader raise, it holds no text that we can use
        raise Rejected([rc909_annex.no_source(where)]) from None


def _pages(data: bytes) -> list[str]:
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
