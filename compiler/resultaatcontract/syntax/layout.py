"""Indentation: turns line breaks into _NL, _INDENT and _DEDENT tokens, and notes what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token
from lark.lark import PostLex

# Deeper nesting than this is not a contract.
MAX_DEPTH = 20
# Expressions in expressions. Every pass calls itself once or more for each level.
MAX_NESTING = 100
# Every level of an expression has a word or sign besides these.
_FLAT = frozenset(("NAME", "COMMA", "EQUALS", "NUMBER", "AMOUNT", "PERCENT", "DATE", "STRING"))


class Layout(PostLex):
    """A block is what stands further to the right than the line above it. A line that ends in a comma goes on below.

    `long_lines` holds where a line starts that has enough words in it to be nested too deeply (see `nesting.py`).
    `problems` holds (kind, token) for every tab in an indentation (`tab`), every line that fits no open block
    (`uneven`) and nesting past MAX_DEPTH (`deep`); parsing goes on as if the nearest block had been meant.
    """

    always_accept = ("_NL",)

    def __init__(self) -> None:
        self.problems: list[tuple[str, Token]] = []
        self.long_lines: list[int] = []

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        self.problems = []
        self.long_lines = []
        words = start = 0
        open_columns = [0]
        after_comma = False
        at_start = True
        token: Token | None = None
        for token in stream:
            if token.type != "_NL":
                if at_start and token.column != 1:
                    self.problems.append(("uneven", token))
                at_start = False
                after_comma = token.type == "COMMA"
                if token.type not in _FLAT:
                    if not words:
                        start = token.start_pos or 0
                    words += 1
                    if words == MAX_NESTING:
                        self.long_lines.append(start)
                yield token
                continue
            if after_comma or at_start:
                continue
            words = 0
            indentation = token[token.rindex("\n") + 1 :]
            if "\t" in indentation:
                self.problems.append(("tab", token))
                indentation = indentation.expandtabs(2)
            yield token
            column = len(indentation)
            if column > open_columns[-1]:
                if len(open_columns) > MAX_DEPTH:
                    self.problems.append(("deep", token))
                    continue
                open_columns.append(column)
                yield _new(token, "_INDENT")
            else:
                while column < open_columns[-1]:
                    open_columns.pop()
                    yield _new(token, "_DEDENT")
                if column > open_columns[-1]:
                    self.problems.append(("uneven", token))
        if token is not None:
            for _ in open_columns[1:]:
                yield _new(token, "_DEDENT")


def _new(token: Token, kind: str) -> Token:
    return Token.new_borrow_pos(kind, "", token)
