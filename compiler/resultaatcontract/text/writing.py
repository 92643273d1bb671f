"""Dutch notation, outwards. Exact: what is shown is what is meant, nothing is rounded here.

The forms follow Babel's nl_NL patterns (a test holds them to it); they are written out because these functions
run in every message and a rational such as 70/3 has no place in a locale library.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .reading import MONTHS, SYMBOLS, Duration, decimals

_SYMBOL_OF = {code: symbol for symbol, code in SYMBOLS.items()}
NBSP = "\u00a0"


def number(value: Fraction | int, places: int = 0) -> str:
    """`1.234,5`: at least `places` decimals; a value without finite decimals becomes `23 1/3`."""
    value = Fraction(value)
    sign, value = ("−" if value < 0 else ""), abs(value)
    digits = _finite_decimals(value.denominator)
    if digits is None:
        whole, rest = divmod(value.numerator, value.denominator)
        part = f"{rest}/{value.denominator}"
        return f"{sign}{_thousands(whole)} {part}" if whole else f"{sign}{part}"
    digits = max(digits, places)
    scaled = value.numerator * 10**digits // value.denominator
    whole, rest = divmod(scaled, 10**digits)
    return f"{sign}{_thousands(whole)}" + (f",{rest:0{digits}d}" if digits else "")


def percent(value: Fraction) -> str:
    """`12,5%`, from a fraction of one."""
    return f"{number(Fraction(value) * 100)}%"


def money(value: Fraction | int, currency: str) -> str:
    """`€ 1.234,50`, with a no-break space; the currency's own number of decimals, more when the value has more."""
    symbol = _SYMBOL_OF.get(currency, currency)
    sign = "−" if value < 0 else ""
    return f"{symbol}{NBSP}{sign}{number(abs(Fraction(value)), decimals(currency))}"


def day(value: date) -> str:
    """`1 januari 2027`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def duration(value: Duration) -> str:
    """`6 maanden`, `1 jaar`."""
    plural = {"dag": "dagen", "week": "weken", "maand": "maanden", "kwartaal": "kwartalen", "jaar": "jaar"}
    return f"{value.count} {value.unit if value.count == 1 else plural[value.unit]}"


def decimal_string(value: Fraction, places: int) -> str:
    """`1234.56`: for machines. The value must be whole in the last place; it is never rounded."""
    scaled = Fraction(value) * 10**places
    if scaled.denominator != 1:
        raise ValueError(f"{value} has more than {places} decimals")
    sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled.numerator)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def listing(items: list[str], word: str = "en") -> str:
    """`a, b en c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}" if items else ""


def _thousands(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _finite_decimals(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
