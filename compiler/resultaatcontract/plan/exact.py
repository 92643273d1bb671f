"""The arithmetic of the plan: exact, without floats. This text is also part of every file that `rc build` writes."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import lcm

Exact = int | Fraction


def divide(left: Exact, right: Exact) -> Exact:
    """Exact quotient; what is divided by nothing counts as zero."""
    return Fraction(left) / right if right else 0


def round_to(value: Exact, unit: Exact, way: str, scale: int = 1) -> Exact:
    """Round `value / scale` to a multiple of `unit`: half away from zero, downwards (naar beneden) or upwards (naar boven)."""
    top, bottom = value.numerator * unit.denominator, value.denominator * unit.numerator * scale
    if way == "naar beneden":
        whole = top // bottom
    elif way == "naar boven":
        whole = -(-top // bottom)
    else:
        whole = (2 * abs(top) + bottom) // (2 * bottom)
        whole = -whole if top < 0 else whole
    if unit == 1:
        return whole
    result = Fraction(whole * unit)
    return int(result) if result.denominator == 1 else result


def scale(part: Exact, new: Exact, old: Exact) -> Exact:
    """The part of a sum that changed from `old` to `new`, changed in proportion."""
    return part if new == old or not old else Fraction(part) * new / old


def spread(total: int, weights: list[Exact], scale: int = 1) -> list[int]:
    """Split a whole amount over `weights / scale` by largest remainder, ties in order; the parts sum to the whole.

    When the weights sum to nothing, the first part takes the whole amount. What is given back is split as what is given.
    """
    if total < 0:
        return [-part for part in spread(-total, [-part for part in weights], scale)]
    weight = sum(weights)
    if not weight and total:
        return [total] + [0] * (len(weights) - 1)
    # In whole numbers: a share is top / bottom, its remainder that of the division.
    common = lcm(*[part.denominator for part in weights])
    bottom = common * scale
    if bottom == 1 and weight == total:
        return [int(part) for part in weights]
    tops = [part.numerator * (common // part.denominator) for part in weights]
    # A sum that is only rounded keeps its parts; else each part is its share of the total.
    if not -scale < weight - total * scale < scale:
        tops, bottom = [top * total for top in tops], sum(tops)
    if bottom < 0:
        tops, bottom = [-top for top in tops], -bottom
    parts = [top // bottom for top in tops]
    left = total - sum(parts)
    if left:
        rests = [top % bottom for top in tops]
        for index in sorted(range(len(tops)), key=rests.__getitem__, reverse=True)[:left]:
            parts[index] += 1
    return parts


def highest_only(amounts: list[Exact], number: int) -> list[Exact]:
    """Of several amounts only the `number` highest, the others zero; ties in order."""
    kept = sorted(range(len(amounts)), key=amounts.__getitem__, reverse=True)[:number]
    return [amount if index in kept else 0 for index, amount in enumerate(amounts)]


def shift_day(day: int, months: int, days: int) -> int:
    """A day number some months and then days later; the last day of the month where the day doesn't exist."""
    if not day:
        return 0
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    moved = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return (moved + timedelta(days=days)).toordinal()


def tranche_of(day: int, cut_offs: tuple[int, ...]) -> int:
    """The first tranche (from 0) whose cut-off is on or after the day; the last when there is no day."""
    if not day:
        return len(cut_offs) - 1
    for index, cut_off in enumerate(cut_offs):
        if day <= cut_off:
            return index
    return len(cut_offs)


def year_of(day: int) -> int:
    """The calendar year of a day number; 0 when there is none."""
    return date.fromordinal(day).year if day else 0


def places(wanted: dict[int, int], number: int) -> dict[int, int]:
    """How many of a number of places go to each rank, of which so many are wanted; the lowest rank first."""
    found = {}
    for rank in sorted(wanted):
        found[rank] = min(wanted[rank], number)
        number -= found[rank]
    return found


def over_participants(total: int, amounts: list[tuple[Exact, int]]) -> list[tuple[int, int]]:
    """Spread what an indicator pays over its participants; `amounts` holds (amount, number) per profile.

    Gives per profile the whole amount for each participant, and how many of them (the first) get one unit more; a number
    below zero says how many give back one unit more.
    """
    if total < 0:
        mirrored = over_participants(-total, [(-amount, number) for amount, number in amounts])
        return [(-amount, -extra) for amount, extra in mirrored]
    weight = sum(amount * number for amount, number in amounts)
    if weight == total and all(amount.denominator == 1 for amount, _ in amounts):
        return [(int(amount), 0) for amount, _ in amounts]
    if not weight:
        return [(0, 0) for _ in amounts]
    shares = [Fraction(amount) * total / weight for amount, _ in amounts]
    parts = [share.numerator // share.denominator for share in shares]
    left = total - sum(part * number for part, (_, number) in zip(parts, amounts, strict=True))
    extra = [0] * len(amounts)
    for index in sorted(range(len(shares)), key=lambda index: parts[index] - shares[index]):
        extra[index] = min(left, amounts[index][1])
        left -= extra[index]
    return list(zip(parts, extra, strict=True))


def per_participant(
    parts: list[tuple[str, list[tuple[int, int]]]], rows: Iterable[list[tuple[int, int]]]
) -> Iterator[dict[str, int]]:
    """Per row its whole amount for each source.

    `parts` holds per source what `over_participants` gave; a row holds (profile, number of participants) in order. The
    first participants of a profile get the extra units.
    """
    given = [[0] * len(by_profile) for _, by_profile in parts]
    for row in rows:
        amounts = {source: 0 for source, _ in parts}
        for number, (source, by_profile) in enumerate(parts):
            for profile, people in row:
                amount, extra = by_profile[profile]
                before = given[number][profile]
                given[number][profile] += people
                more = min(before + people, abs(extra)) - min(before, abs(extra))
                more = more if extra > 0 else -more
                amounts[source] += amount * people + more
        yield amounts
