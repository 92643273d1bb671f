"""One mistake of form: which words to mark, what is wrong with them and what to write instead.

Asked in order: is it a word nearly like another, a habit, a line in the wrong place, a name in pieces; and else what the
grammar would have taken here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from lark import Token, UnexpectedToken

from .explain import describe_token, keyword_meant, keywords
from .habits import habit
from .headings import silent, takes
from .misplaced import BANDS, WHOLE, misplaced, too_deep
from .place import Mistake, Place, goes_on_below, heading_above, line_at
from .turns import DECLARES


def mistake(place: Place) -> Mistake:
    """What is wrong at a token that doesn't fit."""
    for ask in (_earlier_word, _turn, misplaced, _pieces):
        found = ask(place)
        if found is not None:
            return found
    if place.token.type == "_INDENT":
        return too_deep(place)
    token, text = place.token, place.source.text
    accepted = place.state.accepts()
    end = place.start if token.type.startswith("_") else min(token.end_pos or place.start, len(text))
    line = line_at(text, place.first)
    message, remedy = describe_token(place.parser, token, accepted, line, phrases=_phrases(place, accepted))
    begun = place.index - 1 > place.line[1]
    if token.type == "_NL" and begun and accepted >= {"NAME", "NUMBER"} and goes_on_below(place):
        remedy = WHOLE
    return Mistake(place.start, end, message, remedy)


# ------------------------------------------------------------------ words


def _earlier_word(place: Place) -> Mistake | None:
    """A name shortly before the wrong token that is nearly a word with which that token does fit."""
    before, first = place.line
    for index in range(place.index - 1, max(first, place.index - 3) - 1, -1):
        token = place.tokens[index]
        if token.type != "NAME":
            continue
        state = silent(before)
        try:
            for one in place.tokens[first:index]:
                state.feed_token(one)
        except UnexpectedToken:
            continue
        for word in keyword_meant(place.parser, token, state.accepts()):
            if takes(state, [Token(word, str(token)), *place.tokens[index + 1 : place.index + 1]]):
                message, remedy = describe_token(place.parser, token, {word})
                return Mistake(token.start_pos or 0, token.end_pos or 0, message, remedy)
    return None


def _turn(place: Place) -> Mistake | None:
    """A habit, a colon behind the first word, or a quotation mark within a text."""
    token, text = place.token, place.source.text
    before = place.tokens[place.index - 1] if place.index > 0 else None
    start = place.start
    if before is not None and token.type == "_NL" and before.type == "MINUS":
        start = before.start_pos or 0  # a dash at the end: `€ 500,--`
    elif token.type.startswith("_"):
        return None
    if before is not None and before.type == "STRING" and before.end_pos == token.start_pos:
        return Mistake(
            (before.end_pos or 1) - 1,
            token.end_pos or place.start,
            "Hier houdt de tekst op, want er staat een dubbel aanhalingsteken in.",
            "Gebruik binnen een tekst enkele aanhalingstekens: 'zo'.",
        )
    if token.type == "COLON" and before is not None and before.type == "COMMA":
        span = (before.start_pos or 0, before.end_pos or 0)
        return Mistake(*span, "Achter de laatste van een rij staat geen komma.", "Haal de komma weg.")
    follows_first = before is not None and place.index - 1 == place.line[1]
    if token.type == "COLON" and follows_first and before.type in {*keywords(place.parser)} - {*BANDS}:  # type: ignore[union-attr]
        message = f"Achter “{before}” staat hier geen dubbele punt."
        return Mistake(place.start, token.end_pos or place.start, message, "Laat de dubbele punt weg.")
    line = line_at(text, place.first)
    meant = habit(line, start - place.first, place.state.accepts(), heading_above(text, place.first))
    if meant is None:
        return None
    return Mistake(place.first + meant.start, place.first + meant.end, meant.message, meant.remedy)


def _pieces(place: Place) -> Mistake | None:
    """A name that was declared as one word and is written here as two or three: `na 6` for `na6`."""
    if place.token.type.startswith("_"):
        return None
    declared = _declared(place.tokens)
    index, first = place.index, place.line[1]
    for start, stop in ((index - 1, index + 1), (index, index + 2), (index - 1, index + 2), (index - 2, index + 1)):
        parts = place.tokens[max(start, first) : stop]
        if len(parts) < 2 or not all(re.fullmatch(r"\w+|-", str(part)) for part in parts):
            continue
        for glue in ("", "_"):
            name = glue.join(str(part) for part in parts if str(part) != "-")
            if name in declared:
                span = (parts[0].start_pos or 0, parts[-1].end_pos or 0)
                written = place.source.text[span[0] : span[1]]
                return Mistake(*span, f"“{written}” is geen naam: een naam is één woord.", f"Bedoelde u “{name}”?")
    return None


def _declared(tokens: Sequence[Token]) -> set[str]:
    kinds = {word.upper() for word in DECLARES.split("|")}
    return {str(name) for word, name in pairwise(tokens) if word.type in kinds and name.type == "NAME"}


def _phrases(place: Place, accepted: set[str]) -> dict[str, list[str]]:
    """For a word that only certain words can follow, that word with them: `ten hoogste`."""
    known = keywords(place.parser)
    return {
        name: list(_continued(silent(place.state), name, known, 2))
        for name in accepted
        if name in known or name == "COMMA"
    }  # fmt: skip


def _continued(state: Any, name: str, known: dict[str, str], most: int) -> Iterator[str]:
    word = known.get(name, ",")
    trial = silent(state)
    try:
        trial.feed_token(Token(name, word))
    except UnexpectedToken:
        yield word
        return
    following = sorted(trial.accepts())
    if not most or not following or len(following) > 2 or any(one not in known for one in following):
        yield word
        return
    for one in following:
        for rest in _continued(trial, one, known, most - 1):
            yield f"{word} {rest}"
