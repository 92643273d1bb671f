"""The cases of tests/sentences: what a construct adds to the annex of a contract, read from Markdown.

A file has one subject. A case is a heading, a fence with a part of a contract, and the sentences that the annex gets by
it; what stands before the fence is a remark. The first case, «Basis», has no sentences: its statements are added to
`basis.rc` for all cases of the file. A statement replaces the one of the same name, of which it may say the begin of
the first line only; a line «…» in it stands for the lines that it doesn't say otherwise. So a case says little more than
what it is about.

The sentences are those of the annex with the case that are not in the annex of the base, with their article, heading
and what introduces a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resultaatcontract.annex.build import build_annex
from resultaatcontract.document.model import Article, Clause, Document, Item, Table
from resultaatcontract.driver import CompiledFund, compile_any
from resultaatcontract.fund.annex import fund_annex
from resultaatcontract.text.source import Source

from .repository import load

FOLDER = Path(__file__).parent / "sentences"
FILES = sorted(FOLDER.glob("*.md"))
REST = "…"


@dataclass(frozen=True)
class Case:
    """A part of a contract under a title; `remark` is what the author says of it, `golden` what the annex says."""

    title: str
    remark: str
    text: str
    golden: str

    def written(self, golden: str) -> str:
        """The case as it stands in its file, with these sentences."""
        parts = [f"## {self.title}", self.remark, f"```rc\n{self.text}```", golden]
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Subject:
    """A file with cases: its introduction, the statements that they share, the cases."""

    path: Path
    head: str
    base: Case | None
    cases: tuple[Case, ...]

    def __str__(self) -> str:
        return self.path.stem

    @property
    def shared(self) -> tuple[Statement, ...]:
        own = () if self.base is None else tuple(statements(self.base.text))
        return completed(_BASIS, own) if not _is_whole(own) else own


_CASE = re.compile(r"^## (?P<title>.+)\n(?P<remark>[\s\S]*?)^```rc\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)


@cache
def read(path: Path) -> Subject:
    """The cases of a file. What it holds beside cases would be lost when it is written, so that is refused."""
    whole = path.read_text(encoding="utf-8")
    found = list(_CASE.finditer(whole))
    assert len(found) == len(re.findall(r"^## ", whole, re.MULTILINE)), f"{path.name}: a heading without a fence"
    ends = [one.start() for one in found[1:]] + [len(whole)]
    cases = [
        Case(one["title"].strip(), one["remark"].strip(), one["text"], whole[one.end() : end].strip())
        for one, end in zip(found, ends, strict=True)
    ]
    titles = [one.title for one in cases]
    assert len(set(titles)) == len(titles), f"{path.name}: two cases of one title"
    base = cases.pop(0) if cases and cases[0].title == "Basis" else None
    return Subject(path, whole[: found[0].start()].strip(), base, tuple(cases))


# ------------------------------------------------------------------ a case as a whole contract


@dataclass(frozen=True)
class Line:
    """A line below a statement with the lines below it; whether the case itself says it."""

    text: tuple[str, ...]
    own: bool = True

    @property
    def key(self) -> str:
        return _key(self.text[0].strip(), ("moment", "eigenschap", "indicator", "ten"))


@dataclass(frozen=True)
class Statement:
    """A statement of a contract with the lines below it."""

    head: str
    lines: tuple[Line, ...]
    own: bool = True

    @property
    def key(self) -> str:
        named = (
            "partij", "moment", "periode", "meting", "contractmeting", "gegeven", "reeks", "lening", "groep", "indicator",
            "per", "uitvraag", "sjabloon", "resultatenfonds", "overeenkomst",
        )  # fmt: skip
        key = _key(self.head, named)
        if re.match(r"overeenkomst (?:volgens|\")", self.head):
            return "overeenkomst"
        # Of these there may be several, and none replaces another.
        return self.head if key in ("toelichting", "bepaling", "stelling", "voorbeeld", "gebruik") else key


# Lines of which an indicator has one.
_ONE_OF = {
    "behaald": "resultaat", "onvoorwaardelijk": "resultaat", "malus": "vergoeding", "kwijtschelding": "vergoeding",
    "rentekorting": "vergoeding",
}  # fmt: skip


def _key(text: str, named: tuple[str, ...]) -> str:
    words = text.replace(":", " ").split() or [""]
    return " ".join(words[:2]) if words[0] in named else _ONE_OF.get(words[0], words[0])


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text, without empty lines and remarks."""
    rows = list(_rows(text))
    for start, row in enumerate(rows):
        if row[0] == " ":
            continue
        block = _until(rows, start + 1, 2)
        yield Statement(row, tuple(_lines(block)))


def _rows(text: str) -> Iterator[str]:
    """The lines that count; an empty line within a text stands as far in as the line before it."""
    within, before = False, ""
    for row in text.splitlines():
        if within and not row.strip():
            yield " " * (len(before) - len(before.lstrip()))
        elif row.strip() and (within or not row.startswith("#")):
            before = row
            yield row
        within ^= row.count('"""') % 2 == 1


def _lines(block: list[str]) -> Iterator[Line]:
    for start, row in enumerate(block):
        if not row.startswith("   "):
            yield Line((row, *_until(block, start + 1, 3)))


def _until(rows: list[str], start: int, indent: int) -> list[str]:
    """The rows from `start` that stand at least so far in."""
    found = []
    for row in rows[start:]:
        if not row.startswith(" " * indent):
            break
        found.append(row)
    return found


def _is_whole(own: tuple[Statement, ...]) -> bool:
    """Whether a text is a contract by itself: it says its edition."""
    return any(one.head.startswith("taal ") for one in own)


def completed(base: tuple[Statement, ...], own: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The base with the statements of a case in the place of those of the same name, and the others behind them."""
    if _is_whole(own):
        return own
    known = {one.key: one for one in base}
    added: dict[str, list[Statement]] = {}
    for one in own:
        added.setdefault(one.key, []).append(_filled(one, known.get(one.key)))
    found: list[Statement] = []
    for one in base:
        found += added.pop(one.key, []) if one.key in added else ([one] if one.key not in {s.key for s in own} else [])
    return (*found, *(one for several in added.values() for one in several))


def _filled(one: Statement, base: Statement | None) -> Statement:
    """The statement with the whole first line of the base, and the lines of the base where it has «…»."""
    same = base is not None and base.head.startswith(one.head) and (base.head == one.head or '"' not in one.head)
    said = {line.key for line in one.lines}
    lines: list[Line] = []
    for line in one.lines:
        if line.text[0].strip() != REST:
            lines.append(line)
            continue
        assert base is not None, f"the base has no «{one.head}»"
        lines += [Line(kept.text, False) for kept in base.lines if kept.key not in said]
    return Statement(base.head if same and base is not None else one.head, tuple(lines), not same)


_BASIS = tuple(
    Statement(one.head, tuple(Line(line.text, False) for line in one.lines), False)
    for one in statements((FOLDER / "basis.rc").read_text(encoding="utf-8"))
)


@dataclass(frozen=True)
class Whole:
    """A contract, and which of its lines (counted from 1) the case itself says."""

    text: str
    own: frozenset[int]


def whole(subject: Subject, case: Case) -> Whole:
    """The contract of a case."""
    own = tuple(statements(case.text))
    rows: list[tuple[str, bool]] = []
    shared = tuple(Statement(o.head, tuple(Line(x.text, False) for x in o.lines), False) for o in subject.shared)
    for one in completed(shared, own):
        rows.append((one.head, one.own))
        rows += [(text, line.own) for line in one.lines for text in line.text]
    numbers = frozenset(number for number, (_, is_own) in enumerate(rows, 1) if is_own)
    return Whole("".join(f"{text}\n" for text, _ in rows), numbers)


# ------------------------------------------------------------------ what the annex says


@cache
def annex(text: str) -> Document:
    """The annex of a contract, or the regulations of a fund, without what is worked out by proof."""
    compiled = compile_any(Source("proef.rc", text), load=load)
    if isinstance(compiled, CompiledFund):
        return fund_annex(compiled)
    return build_annex(compiled, without=frozenset({"reikwijdte"}))


def base_text(subject: Subject) -> str:
    """The contract without any case."""
    return "".join(f"{row}\n" for one in subject.shared for row in (one.head, *(t for x in one.lines for t in x.text)))


def sentences(subject: Subject, case: Case) -> str:
    """What the annex of the case says that the annex of the base doesn't, in Markdown; a whole contract has no base."""
    found = annex(whole(subject, case).text)
    known: Counter[_Key] = Counter()
    if not _is_whole(tuple(statements(case.text))) and subject.shared:
        known = Counter(key for key, _ in _pieces(annex(base_text(subject))))
    parts = [key for key, _ in _pieces(found)]
    new: list[bool] = []
    for key in parts:
        new.append(known[key] <= 0)
        known[key] -= 1
    return _HASH.sub(REST, "\n\n".join(_Shown(found, new).articles()))


# A piece of text by its article, the heading of its clause, and itself with references by title.
_Key = tuple[str, str, str]


# What ends an item of a list says only whether another one follows.
_END = re.compile(r"(?:; (?:en|of)|[;.])$")
# The mark of a text, and the version of the program: no case is about them.
_HASH = re.compile(r"[0-9a-f]{64}|(?<=resultaatcontract )[0-9.]*[0-9]")


def _pieces(document: Document) -> Iterator[tuple[_Key, str]]:
    """Every text of a document that can be new, in the order in which `_Shown` asks for them."""
    titles = {str(one.number): one.title for one in document.articles}

    def piece(article: str, heading: str, text: str) -> tuple[_Key, str]:
        plain = re.sub(r"\bartikel ([0-9]+)", lambda found: f"artikel «{titles[found[1]]}»", text)
        return (article, heading, _END.sub("", _HASH.sub("", plain))), text

    for label, value in document.details:
        yield piece("", label, value)
    for article in document.articles:
        for block in article.blocks:
            if not isinstance(block, Clause):
                yield piece(article.title, "", block.title)
                continue
            for text in _texts(block):
                yield piece(article.title, block.heading, text)
    for one in document.signatories:
        yield piece("Ondertekening", one.title, one.representative or "")


def _texts(clause: Clause) -> Iterator[str]:
    yield clause.heading
    yield clause.text
    for definition in clause.definitions:
        yield f"**{definition.term}**: {definition.text}"
    for item in clause.items:
        yield item.text
        for inner in item.items:
            yield inner.text
    for table in clause.tables:
        yield from (_row(row) for row in table.rows)
    for figure in clause.figures:
        yield f"*{figure.caption}* {figure.description}"
    yield clause.closing


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


class _Shown:
    """Walks a document beside the list of what is new in it."""

    def __init__(self, document: Document, new: list[bool]) -> None:
        self.document = document
        self.new = iter(new)

    def articles(self) -> Iterator[str]:
        details = [f"{label}: {value}" for label, value in self.document.details if next(self.new)]
        if details:
            yield "\n\n".join(["### Kop", *details])
        for article in self.document.articles:
            parts = [part for part in self._blocks(article) if part]
            if parts:
                yield "\n\n".join([f"### {article.title}", *parts])
        signing = [
            f"**{one.title}**" + (f": {one.representative}" if one.representative else "")
            for one in self.document.signatories
            if next(self.new)
        ]
        if signing:
            yield "\n\n".join(["### Ondertekening", *signing])

    def _blocks(self, article: Article) -> Iterator[str]:
        for block in article.blocks:
            if isinstance(block, Clause):
                yield "\n\n".join(self._clause(block))
            elif next(self.new):
                yield f"#### {block.title}"

    def _clause(self, clause: Clause) -> list[str]:
        new_heading, new_text = next(self.new), next(self.new)
        parts = [f"**{one.term}**: {one.text}" for one in clause.definitions if next(self.new)]
        items = [part for item in clause.items for part in self._item(item)]
        if items:
            parts.append("\n".join(items))
        parts += [shown for table in clause.tables if (shown := self._table(table))]
        parts += [f"*{one.caption}* {one.description}" for one in clause.figures if next(self.new)]
        if next(self.new) and clause.closing:
            parts.append(clause.closing)
        if clause.text and (new_text or (parts and clause.text.endswith(":"))):
            parts.insert(0, clause.text)
        if clause.heading and (new_heading or parts):
            parts.insert(0, f"**{clause.heading}**")
        return parts

    def _item(self, item: Item) -> list[str]:
        new_item = next(self.new)
        inner = [f"  - {one.text}" for one in item.items if next(self.new)]
        return [f"- {item.text}", *inner] if new_item or inner else []

    def _table(self, table: Table) -> str:
        rows = [_row(row) for row in table.rows if next(self.new)]
        return "\n".join([_row(table.columns), _row(("---",) * len(table.columns)), *rows]) if rows else ""
