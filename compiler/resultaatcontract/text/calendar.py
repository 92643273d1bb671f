"""Reckoning with dates. Stated once: a month later is the same day, or the last day of a shorter month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction


def shift(day: date, months: int, days: int) -> date:
    """The date `months` months and `days` days later (earlier when negative).

    Months come first. Where the month reached has no such day, its last day is taken: six months after
    31 August is 28 (or 29) February. The result stays within the years that `date` knows.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days=days)


def year_fraction(start: date, end: date, day_count: str) -> Fraction:
    """The part of a year between two dates (the first day counts, the last does not), by a day count.

    `werkelijk/365` and `werkelijk/360`: calendar days over a fixed year. `30/360`: months of thirty days (the European
    rule: the 31st counts as the 30th). `werkelijk/werkelijk`: each calendar year's days over that year's length (ISDA).
    """
    if end < start:
        return -year_fraction(end, start, day_count)
    match day_count:
        case "werkelijk/365":
            return Fraction((end - start).days, 365)
        case "werkelijk/360":
            return Fraction((end - start).days, 360)
        case "30/360":
            days = 360 * (end.year - start.year) + 30 * (end.month - start.month)
            return Fraction(days + min(end.day, 30) - min(start.day, 30), 360)
        case "werkelijk/werkelijk":
            total = Fraction(0)
            for year in range(start.year, end.year + 1):
                first, last = max(start, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
                total += Fraction((last - first).days, (date(year + 1, 1, 1) - date(year, 1, 1)).days)
            return total
    raise ValueError(day_count)


def year_fraction_words(start: date, end: date, day_count: str) -> str:
    """The same as a sum of fractions whose numerators are days: «1.169/360», «(306/365 + 60/366)»."""
    if day_count == "werkelijk/werkelijk":
        parts = []
        for year in range(start.year, end.year + 1):
            first, last = max(start, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
            if last > first:
                parts.append(f"{(last - first).days}/{(date(year + 1, 1, 1) - date(year, 1, 1)).days}")
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})" if parts else "0"
    length = 365 if day_count == "werkelijk/365" else 360
    days = int(year_fraction(start, end, day_count) * length)
    return f"{days:,}".replace(",", ".") + f"/{length}"
