"""Under which headings a line belongs, worked out from the grammar: a line fits where the parser takes it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cache
from typing import Any

from lark import Lark, Token, UnexpectedToken

# A heading as a reader sees it, and one that parses; the last line is where its own lines begin.
_HEADINGS = {
    "overeenkomst …": 'overeenkomst "x"',
    "partij …": 'partij x "x" is betaler',
    "deelnemer …": 'deelnemer x "x"',
    "meting …": "meting x: ja/nee",
    "contractmeting …": "contractmeting x: ja/nee",
    "gegeven …": "gegeven x is 1",
    "reeks …": 'reeks x "x"',
    "indicator …": "indicator x",
    "groep …": "groep x",
    "totaal": "totaal",
    "per …": "per x",
    "per kalenderjaar": "per kalenderjaar",
    "betaling": "betaling",
    "investering": "investering",
    "tranche …": "tranche x op 1 januari 2027: eindafrekening",
    "voorbeeld …": 'voorbeeld "x"',
    "sjabloon …": "sjabloon x",
    "overeenkomst volgens …": "overeenkomst volgens x",
    "vergoeding naar …": "indicator x\n  vergoeding naar x",
    "aan naar …": "betaling\n  aan naar x",
    "vergoeding naar trede": "indicator x\n  vergoeding naar trede",
    "vergoeding lineair": "indicator x\n  vergoeding lineair",
}


def silent(state: Any) -> Any:
    """A copy of a parser's state in which nothing is built, so that trying a token leaves no trace."""
    trial = state.copy(deepcopy_values=False)
    trial.parser_state.parse_conf = copy(trial.parser_state.parse_conf)
    trial.parser_state.parse_conf.callbacks = {}
    return trial


def takes(state: Any, tokens: Sequence[Token]) -> bool:
    """Whether the parser takes these tokens from a state, which stays as it is."""
    trial = silent(state)
    try:
        for token in tokens:
            trial.feed_token(token)
    except UnexpectedToken:
        return False
    return True


def headings_for(parser: Lark, line: Sequence[Token]) -> list[str]:
    """The headings under which a line (up to and with its end) fits; else those under which its first word does."""
    states = _states(parser)
    whole = [heading for heading, state in states.items() if takes(state, line)]
    if whole or line[0].type in ("NAME", "NUMBER"):
        return whole
    return [heading for heading, state in states.items() if takes(state, line[:1])]


def is_statement(parser: Lark, line: Sequence[Token]) -> bool:
    """Whether a line can stand by itself, under no heading."""
    return takes(parser.parse_interactive(""), line)


@cache
def _states(parser: Lark) -> dict[str, Any]:
    """The parser at the first line under each heading."""
    found = {}
    for heading, text in _HEADINGS.items():
        depth = text.count("\n") + 1
        state = silent(parser.parse_interactive(""))
        indents = 0
        for token in parser.lex(f"{text}\n{'  ' * depth}x\n"):
            state.feed_token(token)
            indents += token.type == "_INDENT"
            if indents == depth:
                break
        found[heading] = state
    return found
