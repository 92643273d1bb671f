"""What stands around the statements of a source and is no part of the tree: comments and blank lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lark import Token

from ...text.source import Source
from ..parse import tokens


@dataclass(frozen=True, slots=True)
class Comment:
    """`# …`, how far from the margin it stands, and whether it has its line to itself."""

    text: str
    column: int
    own_line: bool
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one statement, which itself begins `column` characters from the margin.

    `within` holds the comments of a statement that goes on after a comma, by the number of commas before them.
    """

    column: int = 0
    above: tuple[Comment, ...] = ()
    after_blank: bool = False
    within: Mapping[int, tuple[Comment, ...]] = field(default_factory=dict)
    behind: Comment | None = None


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two tokens. `behind` is the comment on the line of the first."""

    behind: Comment | None
    above: tuple[Comment, ...]
    ends_blank: bool


def read_surroundings(source: Source) -> tuple[list[Surroundings], tuple[Comment, ...]]:
    """What surrounds each statement of a source that parses, in order; and the comments below the last one."""
    statements = _statements(source)
    starts = [statement[0].start_pos or 0 for statement in statements]
    ends = [statement[-1].end_pos or 0 for statement in statements]
    gaps = [_gap(source.text, end, start) for end, start in zip([0, *ends], [*starts, len(source.text)], strict=True)]
    found = [
        Surroundings(
            column=_indentation(source.text[source.text.rfind("\n", 0, start) + 1 : start]),
            above=before.above,
            after_blank=before.ends_blank,
            within=_within(source.text, statement),
            behind=after.behind,
        )
        for statement, start, (before, after) in zip(statements, starts, pairwise(gaps), strict=True)
    ]
    return found, gaps[-1].above


def _statements(source: Source) -> list[list[Token]]:
    """The tokens of each statement: everything up to a line end that is no continuation."""
    statements: list[list[Token]] = [[]]
    for token in tokens(source):
        if token.type == "_NL":
            statements.append([])
        elif token.type not in ("_INDENT", "_DEDENT"):
            statements[-1].append(token)
    return [statement for statement in statements if statement]


def _within(text: str, statement: list[Token]) -> dict[int, tuple[Comment, ...]]:
    found = {}
    commas = 0
    for token, following in pairwise(statement):
        if token.type == "COMMA":
            commas += 1
            gap = _gap(text, token.end_pos or 0, following.start_pos or 0)
            found[commas] = (*([gap.behind] if gap.behind else []), *gap.above)
    return found


def _gap(text: str, start: int, end: int) -> _Gap:
    behind: Comment | None = None
    above: list[Comment] = []
    blank = False
    first, *following = text[start:end].split("\n")
    if start == 0:
        following.insert(0, first)
    elif first.strip():
        behind = Comment(first.strip(), 0, own_line=False, after_blank=False)
    for index, line in enumerate(following):
        if line.strip():
            above.append(Comment(line.strip(), _indentation(line), own_line=True, after_blank=blank))
            blank = False
        elif index < len(following) - 1:
            blank = True
    return _Gap(behind, tuple(above), blank)


def _indentation(line: str) -> int:
    expanded = line.expandtabs(2)
    return len(expanded) - len(expanded.lstrip())
