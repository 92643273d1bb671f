"""Lines below each other: indentation, blank lines, long lists, and the comments between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .comments import Comment, Surroundings

WIDTH = 110
_INDENTATION = "  "

# A comma that separates has a space behind it; one before decimals has a digit. Quoted texts are matched as a whole,
# so that their commas are passed over.
_SEPARATOR = re.compile(r'"""[\s\S]*?"""|"[^"\n]*"|(, )')


@dataclass(frozen=True, slots=True)
class Line:
    """A statement without what stands below it. `apart`: a blank line must come before it."""

    level: int
    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """A comment or a statement, as the rows that it takes."""

    level: int
    rows: list[str]
    after_blank: bool


def lay_out(lines: Sequence[Line], surroundings: Sequence[Surroundings], below: Sequence[Comment]) -> str:
    """The text of a file. `surroundings` has one item for each line; `below` is what follows the last line."""
    rows: list[str] = []
    columns: list[int] = []  # where the open blocks, outermost first, begin in the source
    for line, around in zip(lines, surroundings, strict=True):
        opens_block = line.level == len(columns)
        statement = _Item(line.level, _statement_rows(line, around), around.after_blank)
        items = [*_comment_items(around.above, columns, line.level), statement]
        rows += _joined(items, line.apart, no_blank_first=opens_block)
        columns[line.level :] = [around.column]
    items = list(_comment_items(below, columns, 0))
    rows += _joined(items, apart=False, no_blank_first=not rows)
    return "".join(f"{row}\n" for row in rows)


def _joined(items: Sequence[_Item], apart: bool, no_blank_first: bool) -> Iterator[str]:
    """The rows of some items with the author's blank lines, and with one that must be there when the author has none.

    That one comes before the comments above a statement, but after those that still belong to the block before it.
    """
    blanks = [item.after_blank for item in items]
    if no_blank_first and items:
        blanks[0] = False
    level = items[-1].level if items else 0
    own = [index for index, item in enumerate(items) if item.level == level]
    if apart and not any(blanks[index] for index in own):
        blanks[own[0]] = True
    for item, blank in zip(items, blanks, strict=True):
        if blank:
            yield ""
        yield from item.rows


def _comment_items(comments: Sequence[Comment], columns: Sequence[int], level: int) -> Iterator[_Item]:
    """Comments above a statement at `level` stand at that level.

    Only where the statement ends blocks, a comment that is indented further stays in the block that it was in.
    """
    deepest = max(level, len(columns) - 1)
    for comment in comments:
        while deepest > level and columns[deepest] > comment.column:
            deepest -= 1
        yield _Item(deepest, [_INDENTATION * deepest + comment.text], comment.after_blank)


def _statement_rows(line: Line, around: Surroundings) -> list[str]:
    """A statement and the comments in and behind it; a new row after a comma where a comment or the width asks for it.

    The rows of a text in quotation marks move along with the statement; reading takes their shared indentation off.
    """
    margin = _INDENTATION * line.level
    deeper = margin + _INDENTATION
    text = re.sub(r"\n(?=[^\n])", f"\n{deeper}", line.text)
    rows: list[str] = []
    row = margin
    for commas, segment in enumerate(_segments(text)):
        if commas == 0:
            row += segment
            continue
        comments = around.within.get(commas, ())
        if comments or _width(row, -1) + 1 + _width(segment, 0) > WIDTH:
            rows += _with_comments(row, comments, deeper + _INDENTATION)
            row = deeper + _INDENTATION + segment
        else:
            row += f" {segment}"
    behind = () if around.behind is None else (around.behind,)
    return [*rows, *_with_comments(row, behind, margin)]


def _segments(text: str) -> Iterator[str]:
    start = 0
    for found in _SEPARATOR.finditer(text):
        if found[1]:
            yield text[start : found.end() - 1]
            start = found.end()
    yield text[start:]


def _width(row: str, part: int) -> int:
    return len(row.split("\n")[part])


def _with_comments(row: str, comments: Sequence[Comment], margin: str) -> Iterator[str]:
    behind = [comment.text for comment in comments if not comment.own_line]
    yield "  ".join([row, *behind])
    yield from (margin + comment.text for comment in comments if comment.own_line)
