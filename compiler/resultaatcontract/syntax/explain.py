"""What was found and what could have stood there, in Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from lark import Lark, Token
from lark.lexer import PatternStr

from .habits import DAY_COUNTS, reserved_word
from .turns import DECLARES

_WORDS = {
    "NAME": "een naam",
    "STRING": "een tekst tussen aanhalingstekens",
    "NUMBER": "een getal",
    "PERCENT": "een percentage",
    "AMOUNT": "een bedrag",
    "DATE": "een datum",
    "DURATION": "een termijn zoals 6 maanden",
    "COMPARE": "een vergelijking (≥, ≤, >, <)",
    "DAY_COUNT": f"een dagtelling ({DAY_COUNTS})",
    "EVERY": "`elk jaar`, `elk halfjaar`, `elk kwartaal` of `elke maand`",
    "_NL": "het einde van de regel",
    "_INDENT": "een ingesprongen blok",
    "_DEDENT": "het einde van het blok",
}
# Where all of these fit, an expression fits.
_EXPRESSION = {"NAME", "NUMBER", "PERCENT", "AMOUNT", "STIJGING", "AANTAL", "SOM", "HOOGSTE"}
_EXPRESSION_STARTS = {
    *_EXPRESSION, "MINUS", "LPAR", "DATE", "DURATION", "NIET", "PROCENTUELE", "DALING", "AANDEEL", "GEMIDDELDE", "LAAGSTE",
}  # fmt: skip
_OPERATORS = {"PLUS", "MINUS", "TIMES", "SLASH", "COMPARE", "EQUALS", "EN", "OF", "IS"}
_LITERAL = {"NUMBER", "PERCENT", "AMOUNT", "DATE", "MINUS"}
_MOST = 9
# Words that connect others: nobody means one of these as a name.
_CONNECTING = frozenset(
    [
        "aan",
        "als",
        "bij",
        "binnen",
        "boven",
        "daarboven",
        "daarna",
        "de",
        "door",
        "eerst",
        "en",
        "het",
        "in",
        "is",
        "met",
        "na",
        "naar",
        "of",
        "onder",
        "op",
        "over",
        "per",
        "te",
        "ten",
        "tot",
        "uit",
        "van",
        "vanaf",
        "volgens",
        "voor",
        "één",
    ]
)
# What is called otherwise in the language; said only where that word fits.
_SYNONYMS = {
    "contract": "overeenkomst", "agreement": "overeenkomst", "overeenkomsten": "overeenkomst", "party": "partij",
    "participant": "deelnemer", "client": "deelnemer", "cliënt": "deelnemer", "kandidaat": "deelnemer",
    "measurement": "meting", "period": "periode", "payment": "betaling", "example": "voorbeeld", "total": "totaal",
    "group": "groep", "reward": "vergoeding", "fee": "vergoeding", "price": "vergoeding", "prijs": "vergoeding",
    "tarief": "vergoeding", "bonus": "vergoeding", "boete": "malus", "plafond": "ten hoogste", "maximum": "ten hoogste",
    "minimum": "ten minste", "cap": "ten hoogste", "betaalt": "draagt", "dragen": "draagt", "definition": "definitie",
    "template": "sjabloon", "import": "gebruik", "include": "gebruik", "duur": "looptijd",
    "uitleg": "toelichting", "opmerking": "toelichting", "yes": "ja", "no": "nee", "rente": "rendement",
}  # fmt: skip
_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅛": "1/8"}


Phrases = Mapping[str, Sequence[str]]


def describe_token(
    parser: Lark, token: Token, accepted: set[str], line: str = "", step: int = 0, phrases: Phrases | None = None
) -> tuple[str, str]:
    """Message and remedy for a token that doesn't fit where `accepted` terminals would.

    `line` is the line on which it stands; `step` how much further a block starts than the line above it; `phrases` the
    words with which a terminal goes on, where these are certain (`ten hoogste`).
    """
    known = keywords(parser)
    expected = _expected(accepted, known, phrases or {})
    if token.type == "_INDENT":
        if step == 1:
            return "Deze regel is één spatie te ver ingesprongen.", "Zet de regel recht onder de regel erboven."
        return (
            "Deze regel is ingesprongen onder een regel waar niets onder hoort.",
            "Zet de regel recht onder de regel erboven, of onder de regel waar hij wel bij hoort.",
        )
    if token.type == "$END" or token.type == "_DEDENT":
        return "De tekst houdt te vroeg op.", f"Hier hoort {expected}."
    if token.type == "_NL" and accepted == _LITERAL and not line.rstrip().endswith("t/m"):
        return "De regel houdt te vroeg op.", "Hierna hoort nog een bereik, zoals `0 t/m 100` of `€ 0 t/m € 10.000`."
    if token.type == "_NL":
        return "De regel houdt te vroeg op.", f"Hierna hoort nog {expected}."
    found = f"“{_short(token)}”"
    if token.type == "STRING":
        return f"De tekst {_short(token)} kan hier niet staan.", _name_for(
            token, accepted, line
        ) or f"Verwacht was {expected}."
    allowed = {text: name for name, text in known.items() if name in accepted}
    near = _near(token, allowed)
    other = _SYNONYMS.get(str(token).lower())
    if other is not None and other.split()[0] in allowed:
        return f"{found} kan hier niet staan.", f"Schrijf `{other}`."
    if token.type in known and "NAME" in accepted:
        name = reserved_word(line, str(token))
        if name is not None:
            return (
                f"{found} is een woord van de taal en kan geen naam zijn.",
                f"Kies een andere naam, bijvoorbeeld {name}.",
            )
        if near is None and (len(accepted) == 1 or (accepted >= _EXPRESSION and str(token) not in _CONNECTING)):
            others = f" Verwacht was {expected}." if len(accepted) > 1 else ""
            return (
                f"{found} is een woord van de taal en kan geen naam zijn.",
                f"Als dit een naam is, kies dan een andere.{others}",
            )
    if str(token) not in allowed and str(token).lower() in allowed:
        return f"{found} heeft een hoofdletter.", f"Schrijf `{str(token).lower()}`: woorden van de taal zijn klein."
    if near and near != str(token):
        others = f" Verwacht was {expected}." if len(accepted) > 1 else ""
        return f"{found} kan hier niet staan.", f"Bedoelde u “{near}”?{others}"
    return f"{found} kan hier niet staan.", f"Verwacht was {expected}."


def _name_for(token: Token, accepted: set[str], line: str) -> str | None:
    """What to write when something is declared with a text and without a name."""
    first = line.split(maxsplit=1)[:1]
    words = re.findall(r"[^\W\d]\w*", str(token).lower())
    if accepted != {"NAME"} or not first or first[0] not in DECLARES.split("|") or not words:
        return None
    name = "_".join(words[:4])
    return f"Zet vóór de tekst een naam van één woord, bijvoorbeeld `{first[0]} {name} {_short(token)}`."


def keyword_meant(parser: Lark, token: Token, accepted: set[str]) -> list[str]:
    """The terminal of the accepted word of the language that a name is nearly; at most one."""
    allowed = {text: name for name, text in keywords(parser).items() if name in accepted}
    near = _near(token, allowed)
    return [allowed[near]] if near is not None else []


def _near(token: Token, allowed: dict[str, str]) -> str | None:
    likely = [word for word in allowed if len(word) > 2 and abs(len(word) - len(token)) < 3]
    near = get_close_matches(str(token).lower(), likely, 1, 0.7)
    return near[0] if near else None


def describe_character(character: str) -> tuple[str, str]:
    """Message and remedy for a character that is part of no word, number or sign of the language."""
    if character == '"':
        return (
            "Deze tekst wordt niet afgesloten.",
            'Zet aan het einde een ", of gebruik """ voor een tekst van meer regels.',
        )
    if character in "“”„‘’'":
        return f"{character} is geen aanhalingsteken van de taal.", 'Gebruik rechte dubbele aanhalingstekens: "…".'
    if character == ";":
        return (
            "Een puntkomma hoort niet in de taal.",
            "Zet elke bepaling op een eigen regel; tussen waarden op één regel staat een komma.",
        )
    if character in "{}[]":
        return f"{character} hoort niet in de taal.", "Wat bij elkaar hoort, staat ingesprongen onder één regel."
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    what = f"Het teken {shown} hoort niet in de taal."
    if character in "–—":
        return what, "Schrijf `t/m` of `tot` tussen twee grenzen, en `-` als minteken."
    if character in _FRACTIONS:
        return what, f"Schrijf de breuk uit, met een spatie ervoor: `{_FRACTIONS[character]}`."
    if character == "€":
        return "Achter het euroteken ontbreekt een bedrag.", "Schrijf bijvoorbeeld `€ 5.000`."
    return what, "Haal het weg; in teksten tussen aanhalingstekens mag alles."


def keywords(parser: Lark) -> dict[str, str]:
    """The terminals that are words, with the word."""
    return {
        terminal.name: terminal.pattern.value
        for terminal in parser.terminals
        if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.replace("/", "").isalpha()
    }


def _expected(accepted: set[str], known: dict[str, str], phrases: Phrases) -> str:
    names = set(accepted) - {"$END", "_DEDENT", "_INDENT"} or set(accepted) - {"$END"}
    items: list[str] = []
    if names >= _EXPRESSION:
        items.append("een waarde of voorwaarde")
        names -= _EXPRESSION_STARTS
    if len(names & _OPERATORS) > 4:
        items.append("een vergelijking of rekenteken")
        names -= _OPERATORS
    if names == {"NAME", "DATE"}:
        names = {"DATE"}  # a name only in a template
    if "NUMBER" in names:
        names.discard("MINUS")  # part of the number
    items += [word for name, word in _WORDS.items() if name in names]
    words = sorted(f"“{word}”" for name in names if name in known for word in phrases.get(name, [known[name]]))
    signs = sorted(f"“{word}”" for name, sign in _SIGNS.items() if name in names for word in phrases.get(name, [sign]))
    items = [*signs, *words, *items]
    shown = items[:_MOST]
    if len(items) > _MOST:
        return f"een van: {', '.join(shown)} en meer"
    if not shown:
        return "niets meer"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} of {shown[-1]}"


_SIGNS = {
    "COLON": ":", "COMMA": ",", "LPAR": "(", "RPAR": ")", "EQUALS": "=", "SLASH": "/", "PLUS": "+", "MINUS": "-", "TIMES": "×",
}  # fmt: skip


def _short(token: str) -> str:
    text = " ".join(token.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
