"""A place in a text where the grammar can't go on, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lark import Lark, Token

from ..text.source import Source


@dataclass(frozen=True, slots=True)
class Mistake:
    """What to mark (from `start` to `end` in the text) and to say.

    `headings` are those under which the line belongs, when it stands in the wrong place: the lines after it that belong
    there too make no mistakes of their own.
    """

    start: int
    end: int
    message: str
    remedy: str
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A token that doesn't fit: the parser just before it, and before its line with the first token of that line."""

    parser: Lark
    source: Source
    tokens: Sequence[Token]
    index: int
    state: Any
    line: tuple[Any, int]
    depth: int  # how many blocks are open
    starts_line: bool

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def start(self) -> int:
        """Where the token begins in the text."""
        return min(self.token.start_pos or 0, len(self.source.text))

    @property
    def first(self) -> int:
        """Where the line of the token begins in the text."""
        return self.source.text.rfind("\n", 0, self.start) + 1

    def words(self, start: int) -> list[Token]:
        """The tokens from one on to the end of their line, with that end."""
        stop = start
        while stop < len(self.tokens) and self.tokens[stop].type != "_NL":
            stop += 1
        return list(self.tokens[start : stop + 1])


def indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def line_at(text: str, start: int) -> str:
    """The text from `start` to the end of its line."""
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def goes_on_below(place: Place) -> bool:
    """Whether the next line stands further to the right, as if it were the rest of this one."""
    following = place.tokens[place.index + 1 : place.index + 2]
    return bool(following) and following[0].type == "_INDENT"


def heading_above(text: str, first: int) -> str:
    """The line that opens the block of the line that starts at `first`; empty when there is none."""
    depth = indentation(line_at(text, first))
    for line in lines_above(text, first):
        if depth and indentation(line) < depth:
            return line
    return ""


def lines_above(text: str, first: int) -> Iterator[str]:
    """The lines above one, upwards, without empty lines and comments."""
    while first > 0:
        before = text.rfind("\n", 0, first - 1) + 1
        line, first = text[before : first - 1], before
        if line.strip() and not line.lstrip().startswith("#"):
            yield line
