"""Lines in the wrong place: under another heading, too far to the right or to the left, rows of no known table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from lark import Token

from ..text import writing
from .explain import describe_token
from .headings import headings_for, is_statement, takes
from .place import Mistake, Place, heading_above, indentation, line_at, lines_above

BANDS = ("VAN", "VANAF", "BOVEN", "TOT", "TM", "BIJ")
_FORMS = ("naar trede", "naar schijf", "lineair")
# Where a longer line belongs isn't worth the time.
_LONGEST = 200
_GOES_ON = ("EN", "OF", "PLUS", "MINUS", "TIMES", "SLASH", "COMPARE", "EQUALS", "IS")
WHOLE = "Zet de hele voorwaarde of berekening op één regel; alleen na een komma loopt een regel door."


def misplaced(place: Place) -> Mistake | None:
    """A line that would fit under another heading, or under none."""
    token, text = place.token, place.source.text
    if not place.starts_line or token.type.startswith("_"):
        return None
    words = place.words(place.index)[:_LONGEST]
    if words[-1].type != "_NL":
        words.append(Token("_NL", "\n"))
    fitting = headings_for(place.parser, words)
    statement = is_statement(place.parser, words)
    alone = place.depth > 0 and statement
    if statement:  # every statement fits in a template
        fitting = [heading for heading in fitting if heading != "sjabloon …"]
    if not fitting and not alone:
        return None
    above = heading_above(text, place.first)
    table = _wrong_table(place, above, token.type, frozenset(fitting))
    if table is not None:
        return table
    word = " ".join(str(one) for one in words[: 2 if token.type == "TEN" else 1])
    end = (words[1 if token.type == "TEN" else 0].end_pos) or place.start
    sibling = _sibling(text, place.first, fitting)
    named = [f"`{heading}`" for heading in fitting]
    moved = frozenset((*fitting, f"{token} …") if alone else fitting)
    if sibling is not None:
        others = [one for one in named if not _is_heading(sibling, one.strip("`"))]
        otherwise = f" Anders hoort hij onder {writing.listing(others, 'of')}." if others else ""
        remedy = f"Hoort de regel bij `{sibling}`, laat hem dan twee spaties inspringen.{otherwise}"
        return Mistake(place.start, end, f"“{word}” kan hier niet op zichzelf staan.", remedy, moved)
    where = f"hoort niet onder `{_short_heading(above)}`" if above else "kan hier niet op zichzelf staan"
    remedies = []
    if named:
        remedies.append(
            f"Deze regel hoort onder {writing.listing(named, 'of')}; ontbreekt die regel hierboven, voeg hem dan toe."
        )
    if alone:
        start = "Of hij begint een nieuw onderdeel" if named else "Deze regel begint een nieuw onderdeel"
        remedies.append(f"{start}: haal dan de inspringing weg, ook bij wat eronder hoort.")
    return Mistake(place.start, end, f"“{word}” {where}.", " ".join(remedies), moved)


def _wrong_table(place: Place, above: str, kind: str, fitting: frozenset[str]) -> Mistake | None:
    """Rows of a table under a heading that is no form of a table."""
    found = re.match(r"\s*vergoeding\s+(?:naar\s+)?(?P<form>[^\W\d]\w*)", above)
    if found is None or kind not in BANDS:
        return None
    start = place.source.text.rfind(above, 0, place.first + len(above)) + found.start("form")
    form = found["form"]
    near = get_close_matches(form, [one.removeprefix("naar ") for one in _FORMS], 1, 0.6)
    if near:
        remedy = f"Bedoelde u `vergoeding {next(one for one in _FORMS if one.endswith(near[0]))}`?"
    elif kind == "BIJ":
        remedy = "Schrijf `vergoeding lineair`."
    else:
        remedy = "Schrijf `vergoeding naar trede` of `vergoeding naar schijf`."
    return Mistake(start, start + len(form), f"“{form}” is geen vorm van een tabel.", remedy, fitting)


def too_deep(place: Place) -> Mistake:
    """A line further to the right than the line above it allows."""
    text, token = place.source.text, place.token
    # The mark belongs on the line that stands too far to the right.
    start = end = min(token.end_pos or place.start, len(text))
    words = [one for one in place.tokens[place.index + 1 :][:1] if not one.type.startswith("_")]
    if words:
        start = words[0].start_pos or 0
        end = start + len(line_at(text, start).partition("#")[0].rstrip())
    line = line_at(text, place.first)
    step = start - text.rfind("\n", 0, start) - 1 - indentation(line)
    message, remedy = describe_token(place.parser, token, set(), line, step)
    if not words or step == 1:
        return Mistake(start, end, message, remedy)
    table = _wrong_table(place, line, words[0].type, frozenset())
    if table is not None:
        return table
    listed = re.match(r"\s*(?P<mark>aan\s+(?P<name>[^\W\d]\w*))\s*$", line.partition("#")[0])
    if listed is not None:
        message = f"Hieronder staat een lijst, maar `{listed['mark']}` noemt één ontvanger."
        span = (place.first + listed.start("mark"), place.first + listed.end("mark"))
        return Mistake(*span, message, f"Schrijf `aan naar {listed['name']}`.")
    if words[0].type in _GOES_ON:
        return Mistake(start, end, "Deze regel gaat verder op een regel die niet op een komma eindigt.", WHOLE)
    own = place.words(place.index + 1)[:_LONGEST]
    if not takes(place.state, own):
        fitting = headings_for(place.parser, own)
        if fitting:
            named = writing.listing([f"`{heading}`" for heading in fitting], "of")
            remedy = f"Zet hem onder {named}; ontbreekt die regel, voeg die dan toe."
    return Mistake(start, end, message, remedy)


def _sibling(text: str, first: int, headings: Sequence[str]) -> str | None:
    """The nearest line above at the same depth, when it is one of the headings: the line may belong below it."""
    depth = indentation(line_at(text, first))
    for line in lines_above(text, first):
        if indentation(line) < depth:
            return None
        if indentation(line) == depth:
            short = _short_heading(line)
            return short if any(_is_heading(short, heading) for heading in headings) else None
    return None


def _short_heading(line: str) -> str:
    """The first two or three words of a heading: `indicator baan`, `overeenkomst volgens kader`."""
    words = re.split(r'[":#,]', line)[0].split() or line.split()[:1]
    return " ".join(words[:3] if words[:1] == ["overeenkomst"] or words[:2] == ["vergoeding", "naar"] else words[:2])


def _is_heading(short: str, heading: str) -> bool:
    words = heading.replace("…", "").split()
    return short.split()[: len(words)] == words and (heading != "overeenkomst …" or "volgens" not in short)
