"""Links in a document: from the number of an article to that article, from a title to what it stands for.

Whoever writes a sentence marks a reference in it with `reference`, in characters that Unicode keeps out of any text;
`findings/visible.py` shows those by their number in whatever an author writes, so that no author can make one. `linked`
reads the marks once, when all anchors are known. What it leaves are strings without marks: a text with links is a
`Linked`, the same string as ever to whoever only reads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from .model import Article, Block, Clause, Definition, Document, Item, Lines, SourceLine, SourceText, Table

START, MIDDLE, END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{START}([^{START}{MIDDLE}{END}]*){MIDDLE}([^{START}{MIDDLE}{END}]*){END}")


class Run(NamedTuple):
    """A part of a text, and the anchor that it leads to (empty: none)."""

    text: str
    anchor: str = ""


class Linked(str):
    """A text with links in it. To anyone who doesn't ask for its `runs` it is only that text."""

    __slots__ = ("runs",)
    runs: tuple[Run, ...]

    def __new__(cls, runs: tuple[Run, ...]) -> Linked:
        made = super().__new__(cls, "".join(one.text for one in runs))
        made.runs = runs
        return made

    def __getnewargs__(self) -> tuple[tuple[Run, ...]]:  # type: ignore[override]
        return (self.runs,)


def reference(key: str, words: str) -> str:
    """The words with a mark that they refer to what has this key."""
    return f"{START}{key}{MIDDLE}{words}{END}"


def runs_of(text: str) -> tuple[Run, ...]:
    """The parts of any text, with and without links."""
    return text.runs if isinstance(text, Linked) else (Run(text),)


def linked(document: Document, keys: Mapping[str, int], sources: Mapping[str, SourceText] | None = None) -> Document:
    """The document with its marks read and its titles linked; `keys` gives the number of the article for each key.

    A title links where it stands between quotation marks, the first time in a clause or definition; not where it is
    explained, nor when two things have it. `sources` are the texts that the document was made from, by the names that
    places in them have; each goes on under the name that the document gives it. A place in another text is left out.
    """
    sources = sources or {}
    articles = _anchored(document.articles)
    anchors = {key: f"artikel-{number}" for key, number in keys.items()}
    placer = _Placer(anchors, _titles(articles), sources)
    placed = tuple(
        replace(one, title=_bare(one.title), blocks=tuple(map(placer.block, one.blocks))) for one in articles
    )
    return replace(
        document,
        articles=placed,
        sources=tuple(_with_places(one, number, placed) for number, one in enumerate(sources.values(), 1)),
    )


def anchors_of(document: Document) -> Iterator[str]:
    """Every anchor within the articles of a document, in their order."""
    for article in document.articles:
        yield article.anchor
        for block in article.blocks:
            if isinstance(block, Clause):
                yield block.anchor
                yield from (one.anchor for one in block.definitions if one.anchor)


def _anchored(articles: Sequence[Article]) -> tuple[Article, ...]:
    """With an anchor for every definition: numbers, since a term may hold any character."""
    count = 0
    found = []
    for article in articles:
        blocks: list[Block] = []
        for block in article.blocks:
            if isinstance(block, Clause) and block.definitions:
                own = []
                for one in block.definitions:
                    count += 1
                    own.append(replace(one, anchor=f"begrip-{count}"))
                block = replace(block, definitions=tuple(own))
            blocks.append(block)
        found.append(replace(article, blocks=tuple(blocks)))
    return tuple(found)


def _titles(articles: Sequence[Article]) -> dict[str, str]:
    """The anchor for each title that stands for one thing only."""
    found: list[tuple[str, str]] = []
    for block in (block for article in articles for block in article.blocks):
        if isinstance(block, Clause):
            found += [(name, block.anchor) for name in block.names]
            for one in block.definitions:
                found += [(name, one.anchor) for name in one.names or (_bare(one.term),)]
    number = Counter(name for name, _ in found)
    return {name: anchor for name, anchor in found if number[name] == 1}


class _Placer:
    """Puts links where the marks are and where titles are named."""

    def __init__(self, keys: Mapping[str, str], titles: Mapping[str, str], sources: Mapping[str, SourceText]) -> None:
        self._keys = keys
        self._titles = titles
        self._sources = sources
        # Whole titles between quotation marks, so that one that begins like another is never taken for it.
        self._named = re.compile("|".join(f"“{re.escape(one)}”" for one in sorted(titles, key=len, reverse=True)))

    def block(self, block: Block) -> Block:
        if not isinstance(block, Clause):
            return replace(block, title=_bare(block.title))
        seen = {block.anchor}
        return replace(
            block,
            heading=_bare(block.heading),
            text=self._text(block.text, seen),
            items=tuple(self._item(one, seen) for one in block.items),
            definitions=tuple(self._definition(one) for one in block.definitions),
            tables=tuple(map(self._table, block.tables)),
            closing=self._text(block.closing, seen),
            source=self._known(block),
        )

    def _item(self, one: Item, seen: set[str]) -> Item:
        text = self._text(one.text, seen)
        return Item(text, tuple(self._item(inner, seen) for inner in one.items))

    def _definition(self, one: Definition) -> Definition:
        text = self._text(one.text, {one.anchor})
        return replace(one, term=_bare(one.term), text=text, source=self._known(one))

    def _table(self, one: Table) -> Table:
        """Titles in a table aren't linked, only what is marked: a table is for looking up, not for reading on."""
        rows = tuple(tuple(self._text(cell, None) for cell in row) for row in one.rows)
        return replace(one, caption=_bare(one.caption), columns=tuple(map(_bare, one.columns)), rows=rows)

    def _known(self, one: Clause | Definition) -> Lines | None:
        names = list(self._sources)
        if one.source is None or one.source.name not in names:
            return None
        return replace(one.source, name=self._sources[one.source.name].name, text=names.index(one.source.name) + 1)

    def _text(self, text: str, seen: set[str] | None) -> str:
        runs: list[Run] = []
        end = 0
        for mark in _MARK.finditer(text):
            runs += self._titled(text[end : mark.start()], seen)
            runs.append(Run(mark[2], self._keys.get(mark[1]) or self._titles.get(mark[1], "")))
            end = mark.end()
        runs += self._titled(text[end:], seen)
        joined = _joined(runs)
        return Linked(joined) if any(one.anchor for one in joined) else "".join(one.text for one in joined)

    def _titled(self, text: str, seen: set[str] | None) -> list[Run]:
        if seen is None or not self._titles or "“" not in text:
            return [Run(text)]
        runs = []
        end = 0
        for found in self._named.finditer(text):
            anchor = self._titles[found[0][1:-1]]
            if anchor in seen:
                continue
            seen.add(anchor)
            runs += [Run(text[end : found.start()]), Run(found[0], anchor)]
            end = found.end()
        return [*runs, Run(text[end:])]


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without empty parts, and neighbours that lead nowhere as one."""
    found: list[Run] = []
    for one in runs:
        if not one.text:
            continue
        if found and not one.anchor and not found[-1].anchor:
            found[-1] = Run(found[-1].text + one.text)
        else:
            found.append(one)
    return tuple(found)


def _bare(text: str) -> str:
    """The text without its marks, where a link would be out of place: in headings and captions."""
    return _MARK.sub(r"\2", text)


def _with_places(source: SourceText, number: int, articles: Sequence[Article]) -> SourceText:
    """The lines, each with the clauses and definitions that begin there."""
    found: dict[int, list[tuple[str, str]]] = {}
    for block in (block for article in articles for block in article.blocks if isinstance(block, Clause)):
        for lines, anchor, label in (
            (block.source, block.anchor, block.number),
            *((one.source, one.anchor, f"“{one.term}”") for one in block.definitions),
        ):
            if lines is not None and lines.text == number:
                found.setdefault(lines.first, []).append((anchor, label))
    placed = tuple(SourceLine(one.text, tuple(found.get(at, ()))) for at, one in enumerate(source.lines, 1))
    return replace(source, lines=placed)
