"""The arithmetic of the plan, against values worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resultaatcontract.plan.exact import (
    Exact,
    divide,
    highest_only,
    over_participants,
    round_to,
    scale,
    shift_day,
    spread,
    tranche_of,
    year_of,
)
from resultaatcontract.plan.waterfall import growth
from resultaatcontract.text.calendar import shift, year_fraction

HALF, DOWN, UP = "half van nul af", "naar beneden", "naar boven"
EXACTLY = settings(deadline=None, derandomize=True, database=None, max_examples=150)
WEIGHTS = st.lists(st.integers(0, 50) | st.fractions(0, 50, max_denominator=12), min_size=1, max_size=7)


# ------------------------------------------------------------------ dividing and rounding


def test_a_quotient_is_exact_and_nothing_divided_by_nothing_is_nothing() -> None:
    assert divide(1, 3) == Fraction(1, 3)
    assert divide(Fraction(1, 2), Fraction(1, 4)) == 2
    assert divide(5, 0) == 0
    assert divide(0, 0) == 0


@pytest.mark.parametrize(
    ("value", "half", "down", "up"),
    [
        (Fraction(5, 2), 3, 2, 3),
        (Fraction(-5, 2), -3, -3, -2),
        (Fraction(1, 2), 1, 0, 1),
        (Fraction(-1, 2), -1, -1, 0),
        (Fraction(7, 3), 2, 2, 3),
        (Fraction(-7, 3), -2, -3, -2),
        (Fraction(249, 100), 2, 2, 3),
        (4, 4, 4, 4),
        (-4, -4, -4, -4),
        (0, 0, 0, 0),
    ],
)
def test_rounding_to_one(value: Exact, half: int, down: int, up: int) -> None:
    assert [round_to(value, 1, way) for way in (HALF, DOWN, UP)] == [half, down, up]


@pytest.mark.parametrize(
    ("value", "unit", "half", "down", "up"),
    [
        (1249, 500, 1000, 1000, 1500),
        (1250, 500, 1500, 1000, 1500),
        (-1250, 500, -1500, -1500, -1000),
        (Fraction(1, 3), Fraction(1, 4), Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)),
        (Fraction(3, 8), Fraction(1, 4), Fraction(1, 2), Fraction(1, 4), Fraction(1, 2)),
        (Fraction(1, 2), Fraction(1, 4), Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)),
    ],
)
def test_rounding_to_a_unit(value: Exact, unit: Exact, half: Exact, down: Exact, up: Exact) -> None:
    assert [round_to(value, unit, way) for way in (HALF, DOWN, UP)] == [half, down, up]


def test_a_rounded_whole_number_is_an_int() -> None:
    """So that an amount prints as a whole number and never as a fraction of one."""
    assert type(round_to(Fraction(7, 2), 1, HALF)) is int
    assert type(round_to(Fraction(7, 2), Fraction(1, 2), HALF)) is Fraction


@EXACTLY
@given(st.fractions(-1000, 1000, max_denominator=60), st.fractions(Fraction(1, 20), 20, max_denominator=20))
def test_rounding_gives_the_nearest_multiple(value: Fraction, unit: Fraction) -> None:
    half, down, up = (Fraction(round_to(value, unit, way)) for way in (HALF, DOWN, UP))
    assert all((result / unit).denominator == 1 for result in (half, down, up))
    assert down <= value <= up
    assert up - down in (0, unit)
    assert abs(half - value) <= unit / 2
    assert round_to(-value, unit, HALF) == -half


def test_a_part_changes_as_its_sum_does() -> None:
    assert scale(30, 50, 100) == 15
    assert scale(Fraction(1, 3), 2, 1) == Fraction(2, 3)
    assert scale(30, 100, 100) == 30
    assert scale(0, 50, 0) == 0
    assert scale(7, 50, 0) == 7


# ------------------------------------------------------------------ splitting


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [6, 6, 2], [4, 4, 2]),  # 4 2/7, 4 2/7, 1 3/7: the cent goes to the third
        (11, [6, 6, 2], [5, 5, 1]),  # 4 5/7, 4 5/7, 1 4/7: two cents, to the first two
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (1, [1, 1], [1, 0]),
        (0, [1, 2, 3], [0, 0, 0]),
        (7, [1], [7]),
        (7, [0, 1], [0, 7]),
        (7, [0, 0], [7, 0]),
        (0, [0, 0], [0, 0]),
        (-10, [1, 1, 1], [-4, -3, -3]),
        (5, [Fraction(1, 3), Fraction(2, 3)], [2, 3]),
        (1000, [Fraction(1, 8), Fraction(7, 8)], [125, 875]),
    ],
)
def test_spreading_by_largest_remainder(total: int, weights: list[Exact], parts: list[int]) -> None:
    assert spread(total, weights) == parts


@EXACTLY
@given(st.integers(-10_000, 10_000), WEIGHTS)
def test_parts_sum_to_the_whole_and_none_is_a_full_unit_off(total: int, weights: list[Exact]) -> None:
    parts = spread(total, weights)
    assert sum(parts) == total
    assert all(type(part) is int for part in parts)
    weight = sum(weights)
    if weight:
        assert all(abs(part - Fraction(total) * one / weight) < 1 for part, one in zip(parts, weights, strict=True))


@EXACTLY
@given(st.integers(0, 10_000), st.integers(1, 20), st.integers(1, 20))
def test_between_two_nobody_loses_when_the_total_rises(total: int, one: int, other: int) -> None:
    before, after = spread(total, [one, other]), spread(total + 1, [one, other])
    assert all(new >= old for old, new in zip(before, after, strict=True))


@EXACTLY
@given(st.integers(0, 10_000), WEIGHTS)
def test_among_more_nobody_loses_more_than_one_unit_when_the_total_rises(total: int, weights: list[Exact]) -> None:
    before, after = spread(total, weights), spread(total + 1, weights)
    assert all(new >= old - 1 for old, new in zip(before, after, strict=True))


def test_only_the_highest_count_and_the_first_of_equals() -> None:
    assert highest_only([5, 9, 7], 1) == [0, 9, 0]
    assert highest_only([5, 9, 7], 2) == [0, 9, 7]
    assert highest_only([5, 5, 5], 2) == [5, 5, 0]
    assert highest_only([-5, -9], 1) == [-5, 0]
    assert highest_only([1, 2], 3) == [1, 2]


@pytest.mark.parametrize(
    ("total", "amounts", "expected"),
    [
        (100, [(1, 3)], [(33, 1)]),  # three equal participants: 34, 33, 33
        (10, [(1, 2), (3, 2)], [(1, 0), (3, 2)]),  # 1,25 each and 3,75 each: the two units go to the larger remainders
        (12, [(1, 2), (3, 2)], [(1, 2), (4, 0)]),  # 1,5 and 4,5: equal remainders, the first profile first
        (0, [(1, 2), (3, 2)], [(0, 0), (0, 0)]),
        (7, [(0, 4), (5, 1)], [(0, 0), (7, 0)]),
        (7, [(0, 4)], [(0, 0)]),
        (0, [], []),
    ],
)
def test_spreading_over_participants(
    total: int, amounts: list[tuple[Exact, int]], expected: list[tuple[int, int]]
) -> None:
    assert over_participants(total, amounts) == expected


@EXACTLY
@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.fractions(0, 30, max_denominator=7), st.integers(1, 6)), min_size=1, max_size=5),
)
def test_participants_together_get_the_whole(total: int, amounts: list[tuple[Exact, int]]) -> None:
    parts = over_participants(total, amounts)
    if any(amount for amount, _ in amounts):
        assert sum(part * n + extra for (part, extra), (_, n) in zip(parts, amounts, strict=True)) == total
        assert all(0 <= extra <= n for (_, extra), (_, n) in zip(parts, amounts, strict=True))
    else:
        assert parts == [(0, 0)] * len(amounts)


# ------------------------------------------------------------------ the calendar


@pytest.mark.parametrize(
    ("start", "months", "days", "end"),
    [
        (date(2027, 8, 31), 6, 0, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, 0, date(2027, 2, 28)),
        (date(2027, 12, 31), 1, 1, date(2028, 2, 1)),
        (date(2028, 2, 29), 12, 0, date(2029, 2, 28)),
        (date(2027, 3, 31), -1, 0, date(2027, 2, 28)),
        (date(2027, 1, 15), -1, 0, date(2026, 12, 15)),
        (date(2027, 1, 1), 0, -14, date(2026, 12, 18)),
        (date(2027, 1, 31), 1, -1, date(2027, 2, 27)),
    ],
)
def test_some_time_later(start: date, months: int, days: int, end: date) -> None:
    """Months first; where the day doesn't exist, the last day of the month. The built file reckons the same."""
    assert shift(start, months, days) == end
    assert shift_day(start.toordinal(), months, days) == end.toordinal()


def test_no_date_stays_no_date() -> None:
    assert shift_day(0, 6, 3) == 0
    assert year_of(0) == 0


@EXACTLY
@given(st.dates(), st.integers(-1300, 1300), st.integers(-400, 400))
def test_both_calendars_agree_everywhere(start: date, months: int, days: int) -> None:
    try:
        expected = shift(start, months, days)
    except OverflowError:
        with pytest.raises(OverflowError):
            shift_day(start.toordinal(), months, days)
        return
    assert shift_day(start.toordinal(), months, days) == expected.toordinal()


def test_the_first_tranche_that_knows_a_day() -> None:
    cut_offs = tuple(date(year, 12, 31).toordinal() for year in (2027, 2028, 2029))
    assert tranche_of(date(2027, 12, 31).toordinal(), cut_offs) == 0
    assert tranche_of(date(2028, 1, 1).toordinal(), cut_offs) == 1
    assert tranche_of(date(2029, 12, 31).toordinal(), cut_offs) == 2
    assert tranche_of(date(2030, 1, 1).toordinal(), cut_offs) == 3  # never
    assert tranche_of(0, cut_offs) == 2  # without a date: at the final settlement
    assert year_of(date(2028, 2, 29).toordinal()) == 2028


@pytest.mark.parametrize(
    ("start", "end", "day_count", "part"),
    [
        (date(2027, 1, 1), date(2028, 1, 1), "werkelijk/365", Fraction(1)),
        (date(2028, 1, 1), date(2029, 1, 1), "werkelijk/365", Fraction(366, 365)),
        (date(2028, 1, 1), date(2029, 1, 1), "werkelijk/360", Fraction(366, 360)),
        (date(2028, 1, 1), date(2029, 1, 1), "werkelijk/werkelijk", Fraction(1)),
        # 184 days of 2027 (365) and 182 of 2028 (366).
        (date(2027, 7, 1), date(2028, 7, 1), "werkelijk/werkelijk", Fraction(184, 365) + Fraction(182, 366)),
        (date(2028, 1, 1), date(2029, 1, 1), "30/360", Fraction(1)),
        (date(2028, 1, 31), date(2028, 3, 31), "30/360", Fraction(1, 6)),
        (date(2028, 2, 28), date(2028, 3, 1), "30/360", Fraction(3, 360)),
        (date(2028, 7, 1), date(2028, 7, 1), "30/360", Fraction(0)),
        (date(2028, 1, 1), date(2027, 1, 1), "werkelijk/365", Fraction(-1)),
    ],
)
def test_the_part_of_a_year(start: date, end: date, day_count: str, part: Fraction) -> None:
    assert year_fraction(start, end, day_count) == part


# ------------------------------------------------------------------ the return of investors


def test_simple_growth_is_rate_times_time() -> None:
    rate = Fraction(5, 100)
    assert growth(rate, date(2027, 1, 1), date(2029, 7, 1), "30/360", compound=False) == rate * Fraction(5, 2)
    assert growth(rate, date(2027, 1, 1), date(2027, 1, 1), "30/360", compound=False) == 0


def test_compound_growth_earns_a_return_per_whole_year_and_is_simple_over_the_rest() -> None:
    rate = Fraction(10, 100)
    start = date(2027, 1, 1)
    assert growth(rate, start, date(2028, 1, 1), "30/360", compound=True) == Fraction(1, 10)
    assert growth(rate, start, date(2029, 1, 1), "30/360", compound=True) == Fraction(21, 100)
    # 1,1 × 1,1 × (1 + 10% × ½) − 1
    assert growth(rate, start, date(2029, 7, 1), "30/360", compound=True) == Fraction(2705, 10_000)
    assert growth(rate, start, date(2027, 7, 1), "30/360", compound=True) == Fraction(1, 20)


def test_a_whole_year_from_the_last_of_february_ends_on_the_last_of_february() -> None:
    rate = Fraction(10, 100)
    assert growth(rate, date(2028, 2, 29), date(2029, 2, 28), "werkelijk/365", compound=True) == Fraction(1, 10)
