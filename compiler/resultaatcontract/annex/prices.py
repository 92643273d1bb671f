"""What an indicator pays: in a sentence, in a table where it has one, and in a few words for the overview."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..document.model import Table
from ..model.bounds import bounds
from ..model.contract import (
    ChoicePrice,
    FlatPrice,
    ForgivenessPrice,
    Indicator,
    Reading,
    RebatePrice,
    Row,
    TablePrice,
    Unit,
    WeightPrice,
)
from ..model.expressions import Apply, Expr, Kind, Level, Literal, Operator, ResultOf
from ..model.typing import constant_value
from ..text import writing
from ..text.reading import decimals
from .sentences import Sentences
from .wording import Writer, currency_name, listing, quoted, text, unit_word

_READINGS = {
    Reading.STEP: "De regel waarin het resultaat valt, geldt voor het hele resultaat.",
    Reading.SLICE: "Ieder deel van het resultaat telt tegen de prijs van de regel waarin dat deel valt.",
    Reading.LINE: (
        "Tussen twee punten verloopt het bedrag in een rechte lijn. "
        "Onder het laagste punt geldt het bedrag van het laagste punt, boven het hoogste punt dat van het hoogste."
    ),
}


def price_words(w: Writer, indicator: Indicator) -> list[str]:
    """The price of an indicator in sentences; empty when it has none."""
    price = indicator.price
    s = Sentences(w, indicator)
    place = f"de vergoeding voor {quoted(indicator.title)}"
    match price:
        case None:
            return []
        case FlatPrice(amount=amount):
            mark = w.mark(price.assumption, place)
            shown = s.closed(amount) if price.per is Unit.UNIT and price.unit is not None else s.value(amount)
            shown = "het resultaat" if _is_result(w, indicator) else shown
            words = [_flat(w, indicator, price, shown, mark)]
            if price.signed:
                words.append("Is de uitkomst negatief, dan geldt een malus van dezelfde grootte.")
            clamped = price.clamped and not (price.per is None and _at_least_zero(w, amount))
            return words + _never_negative(w, indicator, clamped, price.sign)
        case WeightPrice(weight=weight, maximum=maximum):
            whole = f"de maximale vergoeding van {s.value(maximum)}"
            whole += f" per {w.one}" if indicator.level is Level.PARTICIPANT else ""
            part = f"{writing.percent(weight)} van {whole}"
            comes_to = weight_amount(w, price)
            if indicator.result.kind is Kind.YES_NO:
                return [_once(w, indicator, f"is de vergoeding {part}{comes_to and f', dus {comes_to}'}")]
            known = f", dus het resultaat maal {comes_to}" if comes_to else ""
            return [
                f"De vergoeding{_whose(w, indicator)} is het resultaat maal {part}{known}.",
                *_never_negative(w, indicator, price.clamped),
            ]
        case TablePrice(reading=reading):
            mark = w.mark(price.assumption, place)
            per = _whose(w, indicator)
            each = _counted(w, indicator) if any(row.per_unit for row in price.rows) else ""
            lines = [f"De vergoeding{per} volgt uit de tabel hieronder{mark}. {_READINGS[reading]}{each}"]
            return lines + _ends(price)
        case ChoicePrice(attribute=attribute):
            mark = w.mark(price.assumption, place)
            listed = f"het bedrag dat in de tabel hieronder staat bij de waarde van het kenmerk {quoted(attribute.title)}{mark}"
            if indicator.result.kind is Kind.YES_NO:
                return [_once(w, indicator, f"is de vergoeding {listed}")]
            return [
                f"De vergoeding per {w.one} is het resultaat maal {listed}.{_counted(w, indicator)}",
                *_never_negative(w, indicator, price.clamped),
            ]
        case ForgivenessPrice(share=share, loan=loan):
            mark = w.mark(price.assumption, place)
            part = f"{writing.percent(share)} van de hoofdsom van de lening {quoted(loan.title)}{mark}"
            return [_once(w, indicator, f"wordt {part} kwijtgescholden")]
        case RebatePrice(rate=rate, loan=loan, first=first, last=last):
            mark = w.mark(price.assumption, place)
            part = (
                f"een rente van {writing.percent(rate)} per jaar over de oorspronkelijke hoofdsom van de lening "
                f"{quoted(loan.title)} niet in rekening gebracht{mark}"
            )
            if first is not None and last is not None:
                when = f"over de tijd van {writing.day(first)} tot en met {writing.day(last)}"
                return [_once(w, indicator, f"wordt {when} {part}")]
            if is_unconditional(indicator):
                return [f"Over de dagen van iedere periode wordt {part}."]
            return [_once(w, indicator, f"wordt over de dagen van die periode {part}")]


def is_unconditional(indicator: Indicator) -> bool:
    """Whether the indicator pays whatever the results are (`onvoorwaardelijk`)."""
    return isinstance(indicator.result, Literal) and indicator.result.value is True


def weight_amount(w: Writer, price: WeightPrice) -> str:
    """What a weight comes to, «onafgerond» when that isn't a whole number of cents; empty when it isn't known."""
    whole = constant_value(price.maximum)
    if not isinstance(whole, Fraction):
        return ""
    amount = price.weight * whole
    exact = (amount * 10 ** decimals(w.contract.currency)).denominator == 1
    return w.money(amount) if exact else f"onafgerond {w.money(amount)}"


def _at_least_zero(w: Writer, amount: Expr) -> bool:
    """Whether an amount can't come out below zero, the results in it taken for what they are."""
    low, _ = bounds(_with_results(w, amount))
    return low is not None and low >= 0


def _with_results(w: Writer, value: Expr) -> Expr:
    """The expression with, for a result, the expression that gives it. (A result whose condition fails is nothing.)"""
    match value:
        case ResultOf(indicator=name):
            own = next(one for one in w.contract.indicators if one.name == name)
            return _with_results(w, own.result)
        case Apply(arguments=arguments):
            return replace(value, arguments=tuple(_with_results(w, one) for one in arguments))
    return value


def _never_negative(w: Writer, indicator: Indicator, clamped: bool, sign: int = 1) -> list[str]:
    """That an amount that could come out below zero then counts as nothing."""
    if not clamped:
        return []
    what = "De malus" if sign < 0 else "De vergoeding"
    apart = ""
    if indicator.period is not None:
        apart = "; een negatieve uitkomst wordt niet met die van andere perioden verrekend"
    elif indicator.level is Level.PARTICIPANT:
        apart = f"; een negatieve uitkomst wordt niet met die van andere {w.many} verrekend"
    return [f"{what}{_whose(w, indicator)} is nooit lager dan nul{apart}."]


def _ends(price: TablePrice) -> list[str]:
    """Which ends of the bands in a table belong to them, by the words that the table uses."""
    bands = [row for row in price.rows if row.low is None or row.low != row.high]
    inside = {
        "van": any(row.low is not None and row.low_included and row.high is not None for row in bands),
        "vanaf": any(row.low is not None and row.low_included and row.high is None for row in bands),
        "tot en met": any(row.high is not None and row.high_included for row in bands),
    }
    outside = {
        "tot": any(row.high is not None and not row.high_included for row in bands),
        "boven": any(row.low is not None and not row.low_included for row in bands),
    }
    parts = [
        f"een grens na {listing([f'“{word}”' for word, used in found.items() if used], 'of')} {belongs}"
        for found, belongs in ((inside, "bij de regel"), (outside, "niet bij die regel"))
        if any(found.values())
    ]
    return [f"In de tabel hoort {', en '.join(parts)}."] if parts else []


def _once(w: Writer, indicator: Indicator, words: str) -> str:
    if is_unconditional(indicator):
        over = "" if indicator.period is None else f" per {quoted(indicator.period.title)}"
        fee = words.removeprefix("is de vergoeding ")
        return f"De vergoeding is {fee}{over}." if fee != words else f"Er {words}{over}."
    if indicator.result.kind is not Kind.YES_NO:
        return f"Bij deze indicator {words}."
    if indicator.level is Level.PARTICIPANT:
        return f"Behaalt een {w.one} het resultaat, dan {words}."
    over = "" if indicator.period is None else " over een periode"
    return f"Is het resultaat{over} behaald, dan {words}."


def _whose(w: Writer, indicator: Indicator) -> str:
    """« per Traject», « per periode», or nothing."""
    if indicator.period is not None:
        return " per periode"
    return f" per {w.one}" if indicator.level is Level.PARTICIPANT else ""


def _is_result(w: Writer, indicator: Indicator) -> bool:
    """Whether what is paid is the result itself, or all of it."""
    s = Sentences(w, indicator)
    price = indicator.price
    match price:
        case FlatPrice(
            amount=Apply(operator=Operator.PERCENT_OF, arguments=(Literal(value=Fraction() as share), whole))
        ):
            return share == 1 and s.is_own_result(whole)
        case FlatPrice(amount=amount):
            return s.is_own_result(amount)
    return False


def _flat(w: Writer, indicator: Indicator, price: FlatPrice, amount: str, mark: str) -> str:
    name = "malus" if price.sign < 0 else "vergoeding"
    if indicator.result.kind is Kind.YES_NO:
        return _once(w, indicator, f"{'geldt een malus van' if price.sign < 0 else 'is de vergoeding'} {amount}{mark}")
    whose = _whose(w, indicator)
    if price.per is None:
        equal = "gelijk aan " if _is_result(w, indicator) else ""
        return f"De {name}{whose} is {equal}{amount}{mark}."
    per = f" per {unit_word(price.unit)}" if price.per is Unit.UNIT and price.unit is not None else ""
    return f"De {name}{whose} is het resultaat maal {amount}{per}{mark}.{_counted(w, indicator)}"


def _counted(w: Writer, indicator: Indicator) -> str:
    """What a result is when it is multiplied: a percentage a part of one, an amount the number of its currency."""
    match indicator.result.kind:
        case Kind.PERCENT:
            return " Een percentage telt daarbij als deel van één: honderd procent is één."
        case Kind.MONEY:
            return f" Van het resultaat telt daarbij het aantal {currency_name(w.contract.currency)}."
    return ""


# ------------------------------------------------------------------ tables


def price_table(w: Writer, indicator: Indicator) -> Table | None:
    """The table of a price that has one."""
    s = Sentences(w, indicator)
    per = _whose(w, indicator)
    match indicator.price:
        case TablePrice(rows=rows):
            unit = "" if indicator.unit is None else f" ({unit_word(indicator.unit)})"
            place = f"de tabel bij {quoted(indicator.title)}"
            shown = []
            for row in rows:
                band = band_words(w, row, indicator.result.kind)
                mark = w.mark(row.assumption, f"{place}, {band}")
                each = " per eenheid van het resultaat" if row.per_unit else ""
                malus = "malus van " if row.sign < 0 else ""
                shown.append((capital_band(band), f"{malus}{s.value(row.amount)}{each}{mark}"))
            return Table((f"Resultaat{unit}", f"Vergoeding{per}"), tuple(shown), amounts=(1,))
        case ChoicePrice(attribute=attribute, prices=prices, assumptions=assumptions):
            titles = dict(attribute.choices)
            shown = []
            for (choice, amount), reason in zip(prices, assumptions, strict=True):
                place = f"de vergoeding voor {quoted(indicator.title)} bij {quoted(titles[choice])}"
                shown.append((text(titles[choice]), f"{s.value(amount)}{_each(w, indicator)}{w.mark(reason, place)}"))
            return Table((text(attribute.title), f"Vergoeding{per}"), tuple(shown), amounts=(1,))
    return None


def _each(w: Writer, indicator: Indicator) -> str:
    """« per training»; nothing where the unit is the participant, which the heading names."""
    price = indicator.price
    unit = price.unit if isinstance(price, ChoicePrice) else None
    return "" if unit is None or unit_word(unit).lower() == w.one.lower() else f" per {unit_word(unit)}"


def band_words(w: Writer, row: Row, kind: Kind) -> str:
    """«van 0% tot 50%»."""

    def shown(value: Fraction) -> str:
        return w.value(value, kind)

    if row.low is not None and row.low == row.high:
        return f"bij {shown(row.low)}"
    until = "tot en met" if row.high_included else "tot"
    if row.low is None:
        assert row.high is not None
        return f"{until} {shown(row.high)}"
    if row.high is None:
        return f"{'vanaf' if row.low_included else 'boven'} {shown(row.low)}"
    return f"{'van' if row.low_included else 'boven'} {shown(row.low)} {until} {shown(row.high)}"


def capital_band(words: str) -> str:
    return words[:1].upper() + words[1:]


# ------------------------------------------------------------------ overview


def price_short(w: Writer, indicator: Indicator) -> str:
    """A few words for the overview of all indicators."""
    s = Sentences(w, indicator)
    match indicator.price:
        case None:
            return "geen eigen vergoeding"
        case FlatPrice(amount=amount, sign=sign, per=per, unit=unit, signed=signed):
            each = f" per {unit_word(unit)}" if per is Unit.UNIT and unit is not None else ""
            each = each or _whose(w, indicator)
            malus = "malus van " if sign < 0 else "vergoeding of malus van " if signed else ""
            if _is_result(w, indicator):
                return "gelijk aan het resultaat" if sign > 0 else "malus, gelijk aan het resultaat"
            known = constant_value(amount)
            shown = s.closed(amount) if each else s.value(amount)
            return f"{malus}{w.money(known) if isinstance(known, Fraction) else shown}{each}"
        case WeightPrice(weight=weight) as price:
            amount_known = weight_amount(w, price)
            return f"{writing.percent(weight)} van de maximale vergoeding{amount_known and f' ({amount_known})'}"
        case TablePrice():
            return "volgens tabel"
        case ChoicePrice(attribute=attribute):
            return f"volgens tabel, naar {quoted(attribute.title)}"
        case ForgivenessPrice(share=share):
            return f"kwijtschelding van {writing.percent(share)} van de hoofdsom"
        case RebatePrice(rate=rate):
            return f"rentekorting van {writing.percent(rate)} per jaar"
