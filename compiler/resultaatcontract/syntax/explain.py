"""What was found and what could have stood there, in Dutch."""

from __future__ import annotations

from difflib import get_close_matches

from lark import Lark, Token
from lark.lexer import PatternStr

from .habits import DAY_COUNTS, reserved_word

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
_MOST = 9


def describe_token(parser: Lark, token: Token, accepted: set[str], line: str = "", step: int = 0) -> tuple[str, str]:
    """Message and remedy for a token that doesn't fit where `accepted` terminals would.

    `line` is the line on which it stands; `step` how much further a block starts than the line above it.
    """
    keywords = _keywords(parser)
    if token.type == "_INDENT":
        if step == 1:
            return "Deze regel is één spatie te ver ingesprongen.", "Zet de regel recht onder de regel erboven."
        return (
            "Deze regel is ingesprongen onder een regel waar niets onder hoort.",
            "Zet de regel recht onder de regel erboven, of onder de regel waar hij wel bij hoort.",
        )
    if token.type == "$END" or token.type == "_DEDENT":
        return "De tekst houdt te vroeg op.", f"Hier hoort {_expected(accepted, keywords)}."
    if token.type == "_NL":
        return "De regel houdt te vroeg op.", f"Hierna hoort nog {_expected(accepted, keywords)}."
    found = f"“{_short(token)}”"
    if token.type in keywords and "NAME" in accepted:
        name = reserved_word(line, str(token))
        others = f" Verwacht was {_expected(accepted, keywords)}." if len(accepted) > 1 and name is None else ""
        choose = f"Kies een andere naam, bijvoorbeeld {name}." if name else "Als dit een naam is, kies dan een andere."
        return f"{found} is een woord van de taal en kan geen naam zijn.", f"{choose}{others}"
    allowed = {text: name for name, text in keywords.items() if name in accepted}
    if str(token) not in allowed and str(token).lower() in allowed:
        return f"{found} heeft een hoofdletter.", f"Schrijf `{str(token).lower()}`: woorden van de taal zijn klein."
    near = _near(token, allowed)
    if near and near != str(token):
        others = f" Verwacht was {_expected(accepted, keywords)}." if len(accepted) > 1 else ""
        return f"{found} kan hier niet staan.", f"Bedoelde u “{near}”?{others}"
    return f"{found} kan hier niet staan.", f"Verwacht was {_expected(accepted, keywords)}."


def keyword_meant(parser: Lark, token: Token, accepted: set[str]) -> list[str]:
    """The terminal of the accepted word of the language that a name is nearly; at most one."""
    allowed = {text: name for name, text in _keywords(parser).items() if name in accepted}
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
        return "Een puntkomma hoort niet in de taal.", "Zet elke bepaling op een eigen regel."
    if character in "{}[]":
        return f"{character} hoort niet in de taal.", "Wat bij elkaar hoort, staat ingesprongen onder één regel."
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return f"Het teken {shown} hoort niet in de taal.", "Haal het weg; in teksten tussen aanhalingstekens mag alles."


def _keywords(parser: Lark) -> dict[str, str]:
    return {
        terminal.name: terminal.pattern.value
        for terminal in parser.terminals
        if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.replace("/", "").isalpha()
    }


def _expected(accepted: set[str], keywords: dict[str, str]) -> str:
    names = set(accepted) - {"$END", "_DEDENT", "_INDENT"} or set(accepted) - {"$END"}
    items: list[str] = []
    if names >= _EXPRESSION:
        items.append("een waarde of voorwaarde")
        names -= _EXPRESSION_STARTS
    if len(names & _OPERATORS) > 4:
        items.append("een vergelijking of rekenteken")
        names -= _OPERATORS
    items += [word for name, word in _WORDS.items() if name in names]
    words = sorted(f"“{keywords[name]}”" for name in names if name in keywords)
    signs = sorted(f"“{sign}”" for name, sign in _SIGNS.items() if name in names)
    items = [*signs, *words, *items]
    shown = items[:_MOST]
    if len(items) > _MOST:
        return f"een van: {', '.join(shown)} en meer"
    if not shown:
        return "niets meer"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} of {shown[-1]}"


_SIGNS = {"COLON": ":", "COMMA": ",", "LPAR": "(", "RPAR": ")", "EQUALS": "=", "SLASH": "/"}


def _short(token: str) -> str:
    text = " ".join(token.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
