"""«Vergoedingen», «Wegingen», «Lening» and «Indexering»: what a result is worth."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x
from resultaatcontract.text.calendar import year_fraction

from .known import Absent, Person
from .splitting import ZERO
from .values import View


def price(view: View, indicator: m.Indicator, gates: tuple[x.Expr, ...], person: Person | None) -> Fraction:
    """What one result yields: for one participant, or for the contract. `gates` are those of its group."""
    if indicator.price is None or not view.counts(indicator, person):
        return ZERO
    if any(not view.holds(gate, person) for gate in gates):
        return ZERO
    result = view.result(indicator, person)
    assert not isinstance(result, Absent)
    if result is False:
        return ZERO
    index = _index(view, indicator, gates, person)
    times = Fraction(1) if result is True else result
    assert isinstance(times, Fraction)
    match indicator.price:
        case m.FlatPrice():
            return _flat(view, indicator.price, times, result is True, index, person)
        case m.WeightPrice(weight=weight, maximum=maximum):
            return max(ZERO, weight * _indexed(view, maximum, index, person) * times)
        case m.TablePrice(reading=reading, rows=rows):
            if any(view.amount(row.amount, person) is None for row in rows):
                return ZERO  # «dan betaalt de prijs nog niets»
            amounts = [row.sign * max(ZERO, _indexed(view, row.amount, index, person)) for row in rows]
            match reading:
                case m.Reading.STEP:
                    return _step(rows, amounts, times)
                case m.Reading.SLICE:
                    return _slices(rows, amounts, times)
            return _line(rows, amounts, times)
        case m.ChoicePrice(attribute=attribute, prices=prices):
            assert person is not None
            if any(view.amount(one, person) is None for _, one in prices):
                return ZERO
            return max(ZERO, _indexed(view, dict(prices)[person.choices[attribute.name]], index, person) * times)
        case m.ForgivenessPrice(share=share, loan=loan):
            return share * loan.principal
        case m.RebatePrice(rate=rate, loan=loan, first=first, last=last):
            # «De eerste en de laatste dag tellen mee»; «zonder dagen: over elke periode»
            if first is None or last is None:
                assert indicator.period is not None
                now = view.now[indicator.period.name]
                ends = [one.day for one in indicator.period.moments]
                number = ends.index(now.day)
                before = ends[number - 1] if number else None
                first = indicator.period.first if before is None else before + timedelta(days=1)
                last = now.day
                assert last is not None
            return rate * loan.principal * year_fraction(first, last + timedelta(days=1), loan.day_count)


def _flat(
    view: View, flat: m.FlatPrice, times: Fraction, achieved: bool, index: Fraction, person: Person | None
) -> Fraction:
    """«Een bedrag» or «malus»: once, or `per` unit; an amount that follows from measurements is not multiplied again.

    «Een `vergoeding` wordt nooit negatief»; so a malus never becomes a fee. Only `vergoeding of malus` can be both.
    """
    amount = _indexed(view, flat.amount, index, person)
    if not achieved and flat.per is not None:
        amount *= times
    return flat.sign * (amount if flat.signed else max(ZERO, amount))


def _step(rows: tuple[m.Row, ...], amounts: list[Fraction], result: Fraction) -> Fraction:
    """«Het bedrag van de regel waarin het hele resultaat valt»; «`vanaf`: tot waar de volgende regel begint»."""
    for number, row in enumerate(rows):
        above = row.low is None or result > row.low or (result == row.low and row.low_included)
        high, included = row.high, row.high_included
        if high is None and number + 1 < len(rows):
            high, included = rows[number + 1].low, not rows[number + 1].low_included
        below = high is None or result < high or (result == high and included)
        if above and below:
            return amounts[number] * (max(ZERO, result) if row.per_unit else 1)
    raise AssertionError("every possible result falls in a row")


def _slices(rows: tuple[m.Row, ...], amounts: list[Fraction], result: Fraction) -> Fraction:
    """«Elk deel van het resultaat tegen zijn eigen prijs», from nothing up; below nothing there is nothing to pay."""
    total = ZERO
    for number, row in enumerate(rows):
        start = row.low
        if number > 0 and rows[number - 1].high is not None:
            start = rows[number - 1].high  # «bij hele getallen sluit `van 0 t/m 9` aan op `vanaf 10`»
        end = row.high
        if end is None and number + 1 < len(rows):
            end = rows[number + 1].low
        first = ZERO if start is None else max(ZERO, start)
        last = result if end is None else min(result, end)
        total += max(ZERO, last - first) * amounts[number]
    return total


def _line(rows: tuple[m.Row, ...], amounts: list[Fraction], result: Fraction) -> Fraction:
    """Straight lines between the points; flat below the lowest and above the highest."""
    points = [row.low for row in rows]
    assert points[0] is not None
    if result <= points[0]:
        return amounts[0]
    for number in range(1, len(rows)):
        one, other = points[number - 1], points[number]
        assert one is not None
        assert other is not None
        if result <= other:
            part = (result - one) / (other - one)
            return amounts[number - 1] + part * (amounts[number] - amounts[number - 1])
    return amounts[-1]


# ------------------------------------------------------------------ «Indexering»


def _indexed(view: View, amount: x.Expr, index: Fraction, person: Person | None) -> Fraction:
    """Fixed amounts are indexed, «bedragen die uit een meting volgen» are not. What isn't known yet pays nothing."""
    found = view.amount(amount, person)
    if found is None:
        return ZERO
    return found * index if _is_fixed(amount) else found


def _is_fixed(amount: x.Expr) -> bool:
    match amount:
        case x.Literal() | x.Given() | x.PrincipalOf():
            return True
        case x.Apply(arguments=arguments):
            return all(_is_fixed(one) for one in arguments)
    return False


def _index(view: View, indicator: m.Indicator, gates: tuple[x.Expr, ...], person: Person | None) -> Fraction:
    """The series in «het jaar van het resultaat», over that in the base year."""
    indexation = view.contract.indexation
    if indexation is None:
        return Fraction(1)
    days = [day for part in (indicator.result, *indicator.gates, *gates) for day in view.dates(part, person)]
    if indicator.period is not None:
        day = view.now[indicator.period.name].day
        assert day is not None
        days.append(day)
    year = max(days).year if days else view.contract.tranches[-1].day.year
    values = dict(indexation.series.values)
    year = min(max(year, min(values)), max(values))
    return values[year] / values[indexation.base_year]
