"""From a cell to the value that the plan takes: exact, of the measurement's kind, within its range."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction

from ..model.contract import Attribute, Measurement
from ..model.expressions import Kind
from ..text import writing
from ..text.reading import MAX_DIGITS, Notation, decimals, read_date, read_money, read_number, read_percent
from .cells import Cell, Machine, Numeric, is_bsn

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
LONGEST_PSEUDONYM = 100
_YES = frozenset(("ja", "j", "waar", "true"))
_NO = frozenset(("nee", "n", "onwaar", "false"))
_DECIMAL = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DIGITS}}})?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


class Unfit(Exception):
    """The cell has no value of the kind that is expected; `remedy` is what to do, when there is more to say."""

    def __init__(self, remedy: str = "") -> None:
        super().__init__(remedy)
        self.remedy = remedy


class OutOfRange(Exception):
    """The value is of the right kind, but outside the range or between two steps."""

    def __init__(self, value: Fraction) -> None:
        super().__init__(str(value))
        self.value = value


class UnknownChoice(Exception):
    """The attribute has no such value."""


def measured(cell: Cell, measurement: Measurement, currency: str) -> bool | int | Fraction:
    """The value of a cell that isn't empty: money in smallest units, a percentage as a part of one, a day number."""
    match measurement.kind:
        case Kind.YES_NO:
            return _yes_no(cell)
        case Kind.DATE:
            return day(cell).toordinal()
        case Kind.PERCENT:
            value = _percent(cell)
        case Kind.MONEY:
            value = _money(cell, currency)
        case _:
            value = _number(cell)
    low, high, step = measurement.low, measurement.high, measurement.step
    assert low is not None
    assert high is not None
    assert step is not None
    if not low <= value <= high or ((value - low) / step).denominator != 1:
        raise OutOfRange(value)
    if measurement.kind is Kind.MONEY:
        value *= 10 ** decimals(currency)
    return value.numerator if value.denominator == 1 else value


def expected(measurement: Measurement, currency: str) -> str:
    """What a cell of the measurement may hold, in words: «een getal van 1 t/m 10 in stappen van 0,5»."""
    match measurement.kind:
        case Kind.YES_NO:
            return "ja of nee"
        case Kind.DATE:
            return "een datum"
    bounds = (measurement.low, measurement.high, measurement.step)
    low, high, step = (show(one, measurement.kind, currency) for one in bounds if one is not None)
    if measurement.kind is Kind.NUMBER and measurement.whole and measurement.step == 1:
        return f"een geheel getal van {low} t/m {high}"
    kind = {Kind.NUMBER: "een getal", Kind.PERCENT: "een percentage", Kind.MONEY: "een bedrag"}[measurement.kind]
    every_cent = measurement.kind is Kind.MONEY and measurement.step == Fraction(1, 10 ** decimals(currency))
    return f"{kind} van {low} t/m {high}" + ("" if every_cent else f" in stappen van {step}")


def show(value: Fraction, kind: Kind, currency: str) -> str:
    """A value (money in whole units) in Dutch notation, by its kind."""
    match kind:
        case Kind.PERCENT:
            return writing.percent(value)
        case Kind.MONEY:
            return writing.money(value, currency)
    return writing.number(value)


def choice(cell: Cell, attribute: Attribute) -> str:
    """The name of one of the attribute's values, which may be given by its name or its title."""
    match cell:
        case Machine(text) | str(text):
            given = " ".join(text.split())
        case Numeric(value, percent=False, currency=None) if value.denominator == 1:
            given = str(value.numerator)
        case _:
            raise Unfit
    names = [name for name, _ in attribute.choices]
    if given in names:
        return given
    folded = given.casefold()
    near = [
        name for name, title in attribute.choices if folded in (name.casefold(), " ".join(title.split()).casefold())
    ]
    if len(near) != 1:
        raise UnknownChoice
    return near[0]


def pseudonym(cell: Cell) -> str:
    """Who a row is about, in one form of Unicode."""
    match cell:
        case Machine(text) | str(text):
            given = unicodedata.normalize("NFC", text.strip())
        case Numeric(value, percent=False, currency=None) if value.denominator == 1:
            given = str(value.numerator)
        case date():
            raise Unfit("Het rekenblad heeft van dit pseudoniem een datum gemaakt. Zet de celopmaak op Tekst.")
        case _:
            raise Unfit
    if len(given) > LONGEST_PSEUDONYM:
        raise Unfit(f"Gebruik ten hoogste {LONGEST_PSEUDONYM} tekens.")
    if not given or not given.isprintable():
        raise Unfit("Er staan tekens in die niet te zien zijn. Typ het pseudoniem opnieuw.")
    if given[0] in "=+-@" and not is_bsn(given):
        raise Unfit("Laat een pseudoniem met een letter of cijfer beginnen: een rekenblad leest dit als een formule.")
    return given


def day(cell: Cell) -> date:
    """A date: `2022-06-01`, `1-6-2022`, `1 juni 2022`, or a date of the spreadsheet."""
    match cell:
        case date():
            found = cell
        case Machine(text) | str(text):
            found = _written_day(text, isinstance(cell, Machine))
        case Numeric(by_format=True):
            raise Unfit("Zet de celopmaak op Datum en vul de datum opnieuw in.")
        case _:
            raise Unfit
    if not EARLIEST <= found <= LATEST:
        raise Unfit("Het jaartal ligt tussen 1900 en 2999.")
    return found


def _written_day(text: str, machine: bool) -> date:
    iso, dutch = _ISO_DATE.fullmatch(text), None if machine else _DUTCH_DATE.fullmatch(text)
    if iso or dutch:
        year, month, number = (int(part) for part in (iso.groups() if iso else reversed(dutch.groups())))  # type: ignore[union-attr]
        try:
            return date(year, month, number)
        except ValueError:
            raise Unfit("Controleer de datum: deze dag bestaat niet.") from None
    if machine:
        raise Unfit("In JSON staat een datum als 2022-06-01.")
    if re.fullmatch(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}", text):
        raise Unfit("Schrijf de datum met streepjes: eerst de dag, dan de maand, dan het jaar.")
    try:
        return read_date(text.lower())
    except Notation as problem:
        raise Unfit(f"{problem.remedy}" if text[:1].isdigit() and " " in text else "") from None


def _yes_no(cell: Cell) -> bool:
    match cell:
        case bool():
            return cell
        case Machine(text) | str(text) if text.casefold() in _YES:
            return True
        case Machine(text) | str(text) if text.casefold() in _NO:
            return False
        case Numeric():
            raise Unfit("Een 1 of 0 telt niet als ja of nee: schrijf het voluit.")
    raise Unfit


def _number(cell: Cell) -> Fraction:
    match cell:
        case Numeric(value, percent, currency):
            if percent or currency:
                raise Unfit("Zet de celopmaak op Getal en controleer de waarde.")
            return value
        case Machine(text):
            return _decimal(text)
        case str():
            return _signed(cell, "")
    raise Unfit


def _percent(cell: Cell) -> Fraction:
    match cell:
        case Numeric(value, percent=True):
            return value
        case Numeric(by_format=False):
            raise Unfit('Schrijf het percentage tussen aanhalingstekens met een procentteken: "12.5%".')
        case Numeric(value):
            once, hundredfold = writing.number(value), writing.number(value * 100)
            raise Unfit(f"Bedoelt u {once}% of {hundredfold}%? Zet de celopmaak op Percentage en controleer de waarde.")
        case Machine(text) if text.endswith("%"):
            number = text[:-1].rstrip()
            if "/" in number:
                return _signed(number, "%")
            return _decimal(number) / 100
        case str() if cell.endswith("%"):
            return _signed(cell[:-1].rstrip(), "%")
        case Machine() | str():
            raise Unfit("Zet er een procentteken achter.")
    raise Unfit


def _money(cell: Cell, currency: str) -> Fraction:
    match cell:
        case Numeric(value, percent, given):
            if percent or given not in (None, currency):
                raise Unfit(f"Bedragen staan in {currency}. Controleer de celopmaak en de waarde.")
            return value
        case Machine(text):
            return _decimal(text)
        case str():
            return _signed(cell, currency)
    raise Unfit


def _decimal(text: str) -> Fraction:
    """A number in JSON's notation."""
    if not _DECIMAL.fullmatch(text):
        raise Unfit("In JSON staat een punt voor de decimalen en staat er niets tussen de duizendtallen: 1234.56.")
    return Fraction(text)


def _signed(text: str, unit: str) -> Fraction:
    """A number, percentage (`unit` is %) or amount (`unit` is the currency) in Dutch notation, with its sign."""
    negative = text[:1] in ("-", "−")
    body = text[1:].lstrip() if negative else text
    if not body or body[0] in "-−+":
        raise Unfit
    try:
        if not unit:
            value = read_number(body)
        elif unit == "%":
            value = read_percent(f"{body}%")
        else:
            value, given = read_money(body if not body[0].isdigit() else f"{unit} {body}")
            if given != unit:
                raise Unfit(f"De bedragen in deze overeenkomst staan in {unit}.")
            if negative and value < 0:
                raise Unfit
    except Notation as problem:
        raise Unfit(problem.remedy) from None
    return -value if negative else value
