"""Text as a reader may safely see it.

Contracts and results come from others. Escape sequences, marks that turn the writing direction and characters
without a shape could make a message say something else than was found, so each is shown by its number: <U+202E>.
"""

from __future__ import annotations

import re
import unicodedata

TAB_STOP = 4
_NO_BREAK_SPACE = "\u00a0"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
# Printable by the tables of Unicode, but nothing to see: Hangul fillers and the Braille blank.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def visible(text: str) -> str:
    """`text` on one line: runs of white space become one space, what can't be seen is shown by its number."""
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    if text.isascii() and text.isprintable():
        return text
    return "".join(shown for shown, _ in cells(text))


def visible_lines(text: str) -> list[str]:
    """The lines of preformatted text; their spaces stay."""
    return ["".join(shown for shown, _ in cells(line)).rstrip() for line in text.split("\n")]


def cells(text: str) -> list[tuple[str, int]]:
    """For each character of one line: what to show for it, and how many columns that takes in a terminal."""
    result: list[tuple[str, int]] = []
    column = 0
    previous = ""
    for character in text:
        if character == "\t":
            width = TAB_STOP - column % TAB_STOP
            cell = "→".ljust(width), width
        elif _is_plain(character, previous):
            cell = character, _width(character)
        else:
            number = f"<U+{ord(character):04X}>"
            cell = number, len(number)
        result.append(cell)
        column += cell[1]
        previous = character
    return result


def _is_plain(character: str, previous: str) -> bool:
    if " " <= character <= "~" or character == _NO_BREAK_SPACE:
        return True
    if not character.isprintable() or character in _BLANK:
        return False
    if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        return False
    # An accent that was typed apart stands on its letter; a pile of them would cover other lines.
    return not _is_mark(character) or previous.isalpha()


def _width(character: str) -> int:
    if _is_mark(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
