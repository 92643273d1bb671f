"""Habits from other notations and from ordinary legal Dutch, each with what the language writes instead.

A habit is a pattern on one line of the contract. It only counts when the token that doesn't fit stands inside it, so
a habit can never turn a line that parses into a mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text.reading import MONTHS
from .turns import DECLARES, TURNS, Habit, re_, write

DAY_COUNTS = "werkelijk/365, werkelijk/360, werkelijk/werkelijk of 30/360"

_SUBJECT = r"[^\W\d]\w*(?: op [^\W\d]\w*)?"
_VALUE = r"(?:(?:€|[A-Z]{3}) ?)?[\d.,]*\d ?%?"
_SIGN = r"≥|≤|>=|<=|>|<"
_NUMBER = r"\d(?:[\d.,]*\d)?(?:,-)?"
_PARTS = {"helft": "50%", "derde": "33 1/3%", "kwart": "25%", "vierde": "25%", "vijfde": "20%", "tiende": "10%"}
_SIGNS = {"==": "=", "=>": "≥", "=<": "≤", "!=": "≠", "=/=": "≠"}
_ENGLISH = {"and": "en", "or": "of", "&&": "en", "&": "en", "||": "of", "|": "of"}


@dataclass(frozen=True, slots=True)
class Meant:
    """What someone meant: the columns to mark (from 0), and the two sentences."""

    start: int
    end: int
    message: str
    remedy: str


# In a longer line the patterns would be tried too often, and nobody wrote it by habit.
_LONGEST_LINE = 1_000


def habit(line: str, column: int, accepted: set[str], above: str = "") -> Meant | None:
    """The habit in which the token at `column` of `line` stands; `above` is the line that opens its block."""
    if len(line) > _LONGEST_LINE:
        return None
    if re.match(r"\s*vergoeding lineair\b", above):
        line_point = _POINT.search(line)
        if line_point and line_point.start() <= column < line_point.end():
            value = line_point["value"]
            remedy = f"Schrijf `bij {value}:`; in een lineaire tabel hoort bij elke waarde een punt op de lijn."
            return Meant(*line_point.span("mark"), "Deze rij noemt één waarde en geen “tot” of “t/m”.", remedy)
    text = _masked(line)
    for each in (*TURNS, *_HABITS):
        if each.needs and each.needs not in accepted:
            continue
        for match in each.pattern.finditer(text):
            if match.start() <= column < match.end():
                return Meant(*match.span("mark" if "mark" in each.pattern.groupindex else 0), *each.say(match))
    return None


def reserved_word(line: str, word: str) -> str | None:
    """A name to use instead of a word of the language, when the line declares something by that name."""
    first, *rest = line.split(maxsplit=2) or [""]
    if first in DECLARES.split("|") and rest and rest[0].rstrip(":,") == word:
        return f"{word.replace('/', '_')}_{first}"
    return None


def _masked(line: str) -> str:
    """The line with what stands between quotes, and the comment, made unreadable."""
    line = re.sub(r'"[^"]*"', lambda text: '"' + "·" * (len(text[0]) - 2) + '"', line)
    return line.split("#")[0].ljust(len(line))


def _yes_no(match: re.Match[str]) -> tuple[str, str]:
    subject, value = match["subject"], match["value"].lower()
    message = f"Een meting met ja of nee wordt niet met “{value}” vergeleken: ze is zelf al een voorwaarde."
    if value == "ja":
        return (
            message,
            f"Laat `{match['mark'].strip()}` weg: schrijf `{subject}` voor ja, of `niet {subject}` voor nee.",
        )
    return message, f"Schrijf `niet {subject}` voor nee, of alleen `{subject}` voor ja."


def _again(match: re.Match[str]) -> tuple[str, str]:
    subject = match["subject"]
    whole = f"{subject} {match['one']} {match['low']} {match['join']} {subject} {match['two']}"
    return (
        f"Na “{match['join']}” ontbreekt wat er vergeleken wordt.",
        f"Herhaal de waarde: `{whole} {match['high']}`.",
    )


def _at_least(match: re.Match[str]) -> tuple[str, str]:
    word = " ".join(match["mark"].split())
    sign = "≥" if re.search("min|elke", word) else "≤"
    return f"In een voorwaarde schrijft u “{word}” als teken.", f"Schrijf {sign} in plaats van “{word}”."


def _own_line(match: re.Match[str]) -> tuple[str, str]:
    word = " ".join(match["mark"].split())
    return f"“{word}” is een eigen bepaling.", f"Zet `{word} …` op een eigen regel onder deze."


def _most(match: re.Match[str]) -> tuple[str, str]:
    meant = "ten hoogste" if match["mark"].lower().startswith("max") else "ten minste"
    return f"“{match['mark']}” is geen woord van de taal.", f"Schrijf `{meant}`."


def _part(match: re.Match[str]) -> tuple[str, str]:
    share = _PARTS.get(match["part"], "")
    return "Een aandeel staat er als percentage.", f"Schrijf `{share}` in plaats van “{match['mark']}”."


def _article(match: re.Match[str]) -> tuple[str, str]:
    before = re.search(r"([^\W\d]\w*)\s+$", match.string[: match.start()])
    words = f"{before[1]} {match['name']}" if before else match["name"]
    return "Voor een naam staat geen lidwoord.", f"Laat `{match['mark']}` weg: schrijf `{words}`."


def _amount(match: re.Match[str]) -> tuple[str, str]:
    twice = match.groupdict().get("before")
    message = "De munt staat er twee keer." if twice else "De munt staat vóór het bedrag."
    return message, f"Schrijf `€ {match['number']}`."


def _number_date(match: re.Match[str]) -> tuple[str, str]:
    day, month, year = (int(match[name]) for name in ("day", "month", "year"))
    shown = f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else "31 december 2027"
    way = "Schrijf" if 1 <= month <= 12 else "Schrijf bijvoorbeeld"
    return "Een datum staat voluit.", f"{way} `{shown}`."


def _month(match: re.Match[str]) -> tuple[str, str]:
    date = f"{match['day']} {match['month'].lower()} {match['year']}"
    return "Een maand begint met een kleine letter.", f"Schrijf `{date}`."


def _row(match: re.Match[str]) -> tuple[str, str]:
    value = match["value"]
    return (
        "Deze rij noemt waar ze begint en niet waar ze ophoudt.",
        f"Schrijf `vanaf {value}:`, of noem ook het einde: `van {value} tot …:`.",
    )


def _sign(match: re.Match[str]) -> tuple[str, str]:
    return f"“{match['mark']}” is geen teken van de taal.", f"Schrijf {_SIGNS[match['mark']]}."


def _english(match: re.Match[str]) -> tuple[str, str]:
    return f"“{match['mark']}” is geen woord van de taal.", f"Schrijf `{_ENGLISH[match['mark'].lower()]}`."


def _extreme(match: re.Match[str]) -> tuple[str, str]:
    meant = "hoogste" if match["mark"].lower() == "max" else "laagste"
    return f"“{match['mark']}” is geen woord van de taal.", f"Schrijf `{meant} van (…)`."


_POINT = re_(rf"^\s*(?P<mark>van)\s+(?P<value>{_VALUE})\s*:")
_CONDITION = r"^\s*(?:behaald|alleen|korting|aftrek|gegeven|resultaat)\b.*?"
# The first that fits is said.
_HABITS = (
    Habit(re_(rf"(?P<subject>{_SUBJECT})\s*(?P<mark>(?:==?|\bis)\s*(?P<value>ja|nee))\b"), _yes_no),
    Habit(re_(r"(?P<mark>\b(?-i:(?!ja/nee\b))ja\s*/\s*nee\b)"), write("“{0}” staat in kleine letters, zonder spaties.", "Schrijf `ja/nee`.")),
    Habit(
        re_(
            rf"(?P<subject>{_SUBJECT})\s*(?P<one>{_SIGN})\s*(?P<low>{_VALUE})\s+(?P<join>en|of)\s+"
            rf"(?P<mark>(?P<two>{_SIGN})\s*(?P<high>{_VALUE}))"
        ),
        _again,
    ),
    Habit(re_(rf"{_CONDITION}\s(?P<mark>(?:ten )?(?:minstens|hoogstens|minste|hoogste)|minimaal|maximaal)\b"), _at_least, "COMPARE"),
    Habit(re_(r"\b(?P<mark>ten\s+(?:minste|hoogste))\b"), _own_line, "COMPARE"),
    Habit(re_(r"\b(?P<mark>maximaal|minimaal|hoogstens|minstens)\b"), _most),
    Habit(re_(rf"\b(?P<mark>(?:de|een)\s+(?P<part>{'|'.join(_PARTS)}))\b"), _part),
    Habit(re_(r"(?P<mark>\bteveel)\b"), write("“Te veel” is hier twee woorden.", "Schrijf `te veel betaald`.")),
    Habit(re_(r"\bdaarboven\s+(?P<mark>vervallen|verval|vervald)\b"), write("“{0}” kan hier niet staan.", "Schrijf `daarboven vervalt`.")),
    Habit(re_(rf"(?P<mark>(?P<before>€\s?)?(?P<number>{_NUMBER})\s?(?:€|euro\b|eur\b))"), _amount),
    Habit(re_(rf"(?P<mark>\beuro\s(?P<number>{_NUMBER}))"), _amount),
    Habit(re_(rf"(?P<mark>(?P<number>{_NUMBER})\s?(?:procent|pct|percent)\b)"), lambda match: ("Een percentage heeft een teken.", f"Schrijf `{match['number']}%`.")),
    Habit(re_(r"\b(?P<mark>tot\s+en\s+met)\b"), write("“Tot en met” wordt afgekort.", "Schrijf `t/m`.")),
    Habit(re.compile(r"(?P<mark>=/=|==|=>|=<|!=)"), _sign),
    Habit(re.compile(r"(?P<mark>&&?|\|\|?)"), _english),
    Habit(re_(r"\s(?P<mark>and|or)\b"), _english),
    Habit(re_(r"\b(?P<mark>not)\s+[\w(]+"), write("“{0}” is geen woord van de taal.", "Schrijf `niet`.")),
    Habit(re.compile(r"(?P<mark>!)"), write("“{0}” is geen teken van de taal.", "Schrijf `niet`.")),
    Habit(re_(r"\b(?P<mark>max|min)\s*\("), _extreme),
    Habit(re.compile(r"(?P<mark>//|/\*|\*/)"), write("“{0}” is geen teken van de taal.", "Een opmerking begint met `#` en loopt tot het einde van de regel.")),
    Habit(re_(r"(?P<mark>\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4}))\b"), _number_date),
    Habit(re_(r"(?P<mark>\b(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2}))\b"), _number_date),
    Habit(re_(rf"(?P<mark>\b(?P<day>\d{{1,2}})\s(?P<month>(?-i:(?!(?:{'|'.join(MONTHS)})\b))(?:{'|'.join(MONTHS)}))\s(?P<year>\d{{4}}))\b"), _month),
    Habit(re_(r"(?P<mark>\b(?:werkelijk|actueel|actual|act|feitelijk|30e?)\s?/\s?\w+)"), write("“{0}” is geen dagtelling.", f"Kies uit {DAY_COUNTS}."), "DAY_COUNT"),
    Habit(re_(rf"^\s*van\s+(?P<value>{_VALUE})\s*(?P<mark>:)"), _row),
    Habit(re_(r"(?P<mark>\b(?:de|het|een))\s+(?P<name>[^\W\d]\w*)"), _article, "NAME"),
)  # fmt: skip
