"""Dutch notation, outwards. Exact: what is shown is what is meant, nothing is rounded here.

The forms follow Babel's nl_NL patterns (a test holds them to it); they are written out because these functions
run in every message and a rational such as 70/3 has no place in a locale library.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .reading import MAX_DIGITS, MONTHS, SYMBOLS, Duration, decimals, read_text

_SYMBOL_OF = {code: symbol for symbol, code in SYMBOLS.items()}
NBSP = "\u00a0"
_PLAIN_DENOMINATOR = 12  # a fraction that is read easily: `1/3`, `5/12`


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


def shortened_number(value: Fraction | int) -> str:
    """As `number`, but a long fraction is cut off after four decimals, with an ellipsis: `16,2361…`, and `23 1/3`."""
    value = Fraction(value)
    if value.denominator <= _PLAIN_DENOMINATOR or _finite_decimals(value.denominator) is not None:
        return number(value)
    cut = Fraction(abs(value).numerator * 10**4 // value.denominator, 10**4)
    return f"{number(-cut if value < 0 else cut, 4)}…"


def percent(value: Fraction) -> str:
    """`12,5%`, from a fraction of one."""
    return f"{number(Fraction(value) * 100)}%"


def money(value: Fraction | int, currency: str) -> str:
    """`€ 1.234,50`, with a no-break space; the currency's own number of decimals, more when the value has more."""
    symbol = _SYMBOL_OF.get(currency, currency)
    sign = "−" if value < 0 else ""
    return f"{symbol}{NBSP}{sign}{number(abs(Fraction(value)), decimals(currency))}"


def shortened_money(value: Fraction | int, currency: str) -> str:
    """As `money`; an amount without finite decimals is cut off after four more, with an ellipsis: `€ 1,666666…`."""
    value = Fraction(value)
    if _finite_decimals(value.denominator) is not None:
        return money(value, currency)
    places = decimals(currency) + 4
    cut = Fraction(abs(value).numerator * 10**places // value.denominator, 10**places)
    return f"{money(-cut if value < 0 else cut, currency)}…"


def day(value: date) -> str:
    """`1 januari 2027`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def duration(value: Duration) -> str:
    """`6 maanden`, `1 jaar`."""
    plural = {"dag": "dagen", "week": "weken", "maand": "maanden", "kwartaal": "kwartalen", "jaar": "jaar"}
    return f"{value.count} {value.unit if value.count == 1 else plural[value.unit]}"


def source_percent(value: Fraction) -> str:
    """`12,5%` or `0 1/3%`: as a contract's author writes it, so that `read_percent` reads it back."""
    hundredfold = Fraction(value) * 100
    written = number(hundredfold)
    if "/" in written or not _readable(written):
        whole, rest = divmod(hundredfold.numerator, hundredfold.denominator)
        written = f"{_thousands(whole)} {rest}/{hundredfold.denominator}"
    return f"{written}%"


def source_money(value: Fraction, currency: str) -> str:
    """`€ 5.000` or `€ 1,50`: as a contract's author writes it, with an ordinary space, decimals where needed."""
    magnitude = abs(Fraction(value))
    written = number(magnitude, decimals(currency) if magnitude.denominator != 1 else 0)
    if not _readable(written):
        written = number(magnitude)
    return f"{_SYMBOL_OF.get(currency, currency)} {'−' if value < 0 else ''}{written}"


def source_year(value: Fraction) -> str:
    """`2027`: a number that names something, and so has no points between thousands."""
    return number(value).replace(".", "")


def source_text(value: str) -> str:
    """A text between the quotation marks that it needs; `\"""` and a line of its own for what spans several lines.

    Raises `ValueError` for the few texts that no contract can hold, such as one with `\"""` in it.
    """
    if '"' not in value and "\n" not in value:
        return f'"{value}"'
    written = f'"""\n{value}\n"""' if "\n" in value or value.endswith('"') else f'"""{value}"""'
    if '"""' in value or read_text(written) != value:
        raise ValueError(f"no contract can hold the text {value!r}")
    return written


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


def _readable(written: str) -> bool:
    return sum(character.isdigit() for character in written) <= MAX_DIGITS


def _thousands(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _finite_decimals(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
