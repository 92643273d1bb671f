"""Dutch notation, inwards: the literals of a contract and the cells of a results file.

Every reader returns an exact value or raises `Notation`, whose text is a finished Dutch sentence.
"""

from __future__ import annotations

import re
import textwrap
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import NamedTuple

from ..record import record

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

# Longer numbers than this are a mistake or an attack; no contract needs them.
MAX_DIGITS = 24

SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}

# ISO 4217: number of decimals where it isn't two.
DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX"), 0),
    **dict.fromkeys(("UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
CURRENCIES = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ANG",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BGN",
        "BHD",
        "BIF",
        "BMD",
        "BND",
        "BOB",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DJF",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GNF",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IQD",
        "IRR",
        "ISK",
        "JMD",
        "JOD",
        "JPY",
        "KES",
        "KGS",
        "KHR",
        "KMF",
        "KPW",
        "KRW",
        "KWD",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "LYD",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "OMR",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "RWF",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TND",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "UYU",
        "UZS",
        "VES",
        "VND",
        "VUV",
        "WST",
        "XAF",
        "XCD",
        "XOF",
        "XPF",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)


class Notation(ValueError):
    """A literal that can't be read. `str()` says what is wrong; `remedy` what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@record
class Duration:
    """A length of time as the author wrote it: 6 maanden, 2 weken. Never negative."""

    count: int
    unit: str  # dag, week, maand, kwartaal, jaar

    @property
    def months(self) -> int:
        return self.count * {"maand": 1, "kwartaal": 3, "jaar": 12}.get(self.unit, 0)

    @property
    def days(self) -> int:
        return self.count * {"dag": 1, "week": 7}.get(self.unit, 0)


class Money(NamedTuple):
    """An exact amount in whole units of a currency (euros, not cents)."""

    amount: Fraction
    currency: str


def decimals(currency: str) -> int:
    """How many decimals a currency has (ISO 4217): EUR 2, JPY 0."""
    return DECIMALS.get(currency, 2)


_NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")


def read_number(text: str) -> Fraction:
    """Read `1.234,56`: points between thousands, a comma before decimals. Without sign."""
    if _NUMBER.fullmatch(text):
        if sum(character.isdigit() for character in text) > MAX_DIGITS:
            raise Notation(
                f"Het getal heeft meer dan {MAX_DIGITS} cijfers.", "Controleer of het getal juist is overgenomen."
            )
        whole, _, fraction = text.replace(".", "").partition(",")
        if fraction == "000" and "." not in text and 0 < int(whole) < 1000:
            raise Notation(f"“{text}” kan {whole} of {whole}.000 betekenen.", f"Schrijf {whole} of {whole}.000.")
        return Fraction(int(whole + fraction), 10 ** len(fraction))
    raise Notation(f"“{text}” is geen getal in Nederlandse notatie.", _number_remedy(text))


def _number_remedy(text: str) -> str:
    if re.fullmatch(r"[0-9]+\.[0-9]+", text):
        whole, _, rest = text.partition(".")
        as_thousands = f"{int(whole + rest.ljust(3, '0')[:3]):,}".replace(",", ".")
        return f"Bedoelt u {whole},{rest} of {as_thousands}? Schrijf een komma voor decimalen en een punt tussen duizendtallen."
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", text):
        swapped = text.replace(",", "\0").replace(".", ",").replace("\0", ".")
        return f"Bedoelt u {swapped}? Schrijf een komma voor decimalen en een punt tussen duizendtallen."
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3}){2,}", text):
        return f"Bedoelt u {text.replace(',', '.')}? Schrijf een punt tussen duizendtallen."
    return "Schrijf een punt tussen duizendtallen en een komma voor decimalen, bijvoorbeeld 1.234,56."


_FRACTION = re.compile(r"[0-9]+/[0-9]+")


def read_percent(text: str) -> Fraction:
    """Read `12,5%` or `23 1/3%` as a fraction of one (1/8, 7/30)."""
    body = text.rstrip("%").strip().replace("\u00a0", " ")
    whole, _, fraction = body.partition(" ")
    value = read_number(whole)
    if fraction:
        numerator, _, denominator = fraction.partition("/")
        if not _FRACTION.fullmatch(fraction) or len(fraction) > MAX_DIGITS:
            raise Notation(f"“{text}” is geen percentage.", "Schrijf bijvoorbeeld 12,5% of 23 1/3%.")
        if int(denominator) == 0:
            raise Notation(f"In “{text}” wordt door nul gedeeld.", "Schrijf een noemer groter dan nul.")
        if value.denominator != 1 or int(numerator) >= int(denominator):
            raise Notation(
                f"“{text}” is geen geheel getal met een breuk kleiner dan één.",
                "Schrijf bijvoorbeeld 12,5% of 23 1/3%.",
            )
        value += Fraction(int(numerator), int(denominator))
    return value / 100


_MONEY = re.compile(r"(€|£|\$|¥|[A-Z]{3})[ \u00a0]?([-−]?)(.+)", re.DOTALL)


def read_money(text: str) -> Money:
    """Read `€ 1.234,56`, `JPY 7.500.000` or `€ 500,-`; a minus sign may follow the currency."""
    match = _MONEY.fullmatch(text)
    if match is None:
        raise Notation(f"“{text}” is geen bedrag.", "Schrijf bijvoorbeeld € 1.234,56 of USD 30.000.000.")
    symbol, sign, body = match.groups()
    currency = SYMBOLS.get(symbol, symbol)
    if currency not in CURRENCIES:
        near = get_close_matches(currency, sorted(CURRENCIES), 1)
        hint = f" Bedoelt u {near[0]}?" if near else ""
        raise Notation(f"{currency} is geen munt volgens ISO 4217.", f"Schrijf een muntcode van drie letters.{hint}")
    places = decimals(currency)
    body = body.removesuffix(",-").strip()
    if places != 3 and re.fullmatch("[0-9]{1,3},[0-9]{3}", body):
        hint = text.replace(",", ".")
        raise Notation(f"{currency} heeft {places} decimalen; “{text}” heeft er drie.", f"Bedoelt u {hint}?")
    value = read_number(body)
    if (value * 10**places).denominator != 1:
        raise Notation(
            f"{currency} heeft {places} decimalen; “{text}” heeft er meer.",
            "Rond het bedrag af op de kleinste eenheid van de munt, of reken met een percentage of breuk.",
        )
    return Money(-value if sign else value, currency)


_DATE = re.compile(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})")


def read_date(text: str) -> date:
    """Read `1 januari 2027`. Years run from 1900 to 2999."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise Notation(f"“{text}” is geen datum.", "Schrijf een datum voluit, bijvoorbeeld 1 januari 2027.")
    day, name, year = int(match[1]), match[2], int(match[3])
    if name not in MONTHS:
        near = [month for month in MONTHS if month.startswith(name)] if len(name) > 2 else []
        near = near or ["maart"] if name == "mrt" else near or get_close_matches(name, MONTHS, 1)
        hint = f"Bedoelt u {near[0]}?" if near else "Schrijf de maand voluit, bijvoorbeeld januari."
        raise Notation(f"“{name}” is geen maand.", hint)
    if not 1900 <= year <= 2999:
        raise Notation(f"Het jaar {year} ligt buiten 1900 t/m 2999.", "Controleer het jaartal.")
    try:
        return date(year, MONTHS.index(name) + 1, day)
    except ValueError:
        raise Notation(f"De datum {text} bestaat niet.", f"Controleer hoeveel dagen {name} {year} heeft.") from None


_DURATION = re.compile(r"([0-9]+) ([a-z]+)")
_UNITS = {"dagen": "dag", "weken": "week", "maanden": "maand", "kwartalen": "kwartaal", "jaren": "jaar"}


def read_duration(text: str) -> Duration:
    """Read `6 maanden` or `1 jaar`."""
    match = _DURATION.fullmatch(text)
    if match is None or len(match[1]) > 5:
        raise Notation(f"“{text}” is geen termijn.", "Schrijf bijvoorbeeld 6 maanden of 30 dagen.")
    return Duration(int(match[1]), _UNITS.get(match[2], match[2]))


def read_text(text: str) -> str:
    """Read `"een tekst"` or a `\"""` text of several lines, which loses the indentation that its lines share.

    The line endings of the file are no part of what a text says.
    """
    if text.startswith('"""') and len(text) >= 6:
        lines = re.sub(r"\r+\n", "\n", text[3:-3]).rstrip()
        return textwrap.dedent(lines).strip("\n")
    return text[1:-1]
