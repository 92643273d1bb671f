"""One contract beside its annex, statement by statement: docs/bron-en-bijlage.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..annex.build import build_annex
from ..document.model import Article, Block, Clause, Document
from ..document.render import render
from ..driver import Compiled
from ..syntax import parse, tree
from ..text.source import Source

PAGE = Path("docs") / "bron-en-bijlage.md"
CONTRACT = Path("contracts") / "leeuwarden-oost" / "leeuwarden-oost.rc"

_INTRODUCTION = """<!-- Gemaakt uit {contract}; zie overview/beside.py. Niet met de hand wijzigen. -->

# Eén overeenkomst naast haar bijlage

Links staat wat de schrijver schrijft, rechts wat de bijlage daarvan maakt. De overeenkomst is
[{title}](../{contract}).
Weggelaten zijn opmerkingen, de voorbeelden na het eerste, en wat geen eigen lid heeft: looptijd, deelnemers, grenzen en aannames
staan in [de hele bijlage](../{annex}).

<table>
<tr><th>De tekst</th><th>De bijlage</th></tr>
"""


def page(compiled: Compiled) -> str:
    """The whole page in Markdown."""
    annex = build_annex(compiled)
    contract = CONTRACT.as_posix()
    head = _INTRODUCTION.format(
        contract=contract, annex=contract.replace(".rc", ".bijlage.md"), title=compiled.contract.title
    )
    rows: list[str] = []
    examples = 0
    for statement, text in _statements(compiled.source):
        if isinstance(statement, tree.Example):
            examples += 1
            if examples > 1:
                continue
        blocks = list(_said(statement, text, annex))
        if blocks:
            rows.append(f"<tr><td>\n\n```\n{text}\n```\n\n</td><td>\n\n{_markdown(blocks)}\n\n</td></tr>\n")
    return f"{head}{''.join(rows)}</table>\n"


def _statements(source: Source) -> Iterator[tuple[object, str]]:
    """The statements of a text in order, each with its lines; comments left out."""
    statements = parse(source).statements
    starts = [source.text.rfind("\n", 0, one.span.start) + 1 for one in statements]
    for one, start, end in zip(statements, starts, [*starts[1:], len(source.text)], strict=True):
        lines = source.text[start:end].rstrip().split("\n")
        yield one, "\n".join(line for line in lines if not line.lstrip().startswith("#")).rstrip()


def _said(statement: object, text: str, annex: Document) -> Iterator[Block]:
    """The clauses that a statement gives: those under a title of its own, or those of the article about it."""
    titles = text.split('"')[1::2]
    articles = {one.title: one for one in annex.articles}
    match statement:
        case tree.Party():
            for clause in _clauses(articles["Partijen"]):
                if any(title in clause.text for title in titles):
                    yield clause
                    return
        case tree.Payment():
            yield from articles["Betaling"].blocks
        case tree.Tranche():
            # The article is about all tranches together: it stands beside the last.
            if "eindafrekening" in text.split("\n")[0]:
                yield from articles["Tranches"].blocks
        case _:
            for article in annex.articles:
                yield from (one for one in _clauses(article) if one.heading and one.heading.split(" (")[0] in titles)


def _clauses(article: Article) -> list[Clause]:
    return [one for one in article.blocks if isinstance(one, Clause)]


def _markdown(blocks: list[Block]) -> str:
    shown = render(Document("", (), (Article(0, "", "", tuple(blocks)),)), "md")
    return "\n".join(line for line in shown.split("\n") if line.rstrip() not in ("#", "##")).strip()
