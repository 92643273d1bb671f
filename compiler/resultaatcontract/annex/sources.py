"""From which lines of the contract's text a clause came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from posixpath import commonpath, dirname, normpath, relpath
from typing import TypeVar

from ..document.model import Block, Clause, Lines, SourceLine, SourceText
from ..driver import Compiled, CompiledFund
from ..findings.visible import visible_lines
from ..model.contract.measured import Element
from ..text.source import Source

B = TypeVar("B", bound=Block)


def lines_of(*found: Element) -> Lines | None:
    """The lines of these statements with all that is indented below them; None when there are none.

    Of several, those in the file of the first count, from the first line to the last.
    """
    if not found:
        return None
    source = found[0].span.source
    own = [one.span for one in found if one.span.source.name == source.name]
    first = min(source.position(one.start)[0] for one in own)
    last = max(_last(source, source.position(one.end)[0], source.position(one.start)[0]) for one in own)
    return Lines(source.name, first, last)


def sourced(blocks: Iterable[B], *found: Element) -> list[B]:
    """The blocks, with these lines for every clause that has none of its own."""
    lines = lines_of(*found)
    return [replace(one, source=lines) if isinstance(one, Clause) and one.source is None else one for one in blocks]


def source_texts(compiled: Compiled | CompiledFund) -> dict[str, SourceText]:
    """The contract's own texts as a reader may safely see them, by their names; in the order in which they are attached."""
    sources = (compiled.source, *compiled.used)
    return {
        one.name: SourceText(name, tuple(map(SourceLine, visible_lines(one.text.rstrip()))))
        for name, one in zip(names_of(sources), sources, strict=True)
    }


def names_of(sources: tuple[Source, ...]) -> list[str]:
    """The files as seen from the folder that holds them all, so that no other path of the machine gets in."""
    paths = [normpath(one.name.replace("\\", "/")) for one in sources]
    shared = commonpath([dirname(path) or "." for path in paths]) if len({p[:1] == "/" for p in paths}) == 1 else ""
    return [relpath(path, shared or ".") for path in paths]


def _last(source: Source, end: int, start: int) -> int:
    """The last line of a statement: what is indented further than its first line belongs to it."""
    depth = _depth(source.line(start))
    last = end
    for number in range(end + 1, len(source.line_starts) + 1):
        line = source.line(number)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _depth(line) <= depth:
            break
        last = number
    return last


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
