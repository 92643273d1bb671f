"""«Afronden en verdelen»: rounding, and the largest remainder."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
ZERO = Fraction(0)


def half_from_zero(value: Fraction | int) -> int:
    """«Half van nul af.»"""
    value = Fraction(value)
    return floor(value + Fraction(1, 2)) if value >= 0 else ceil(value - Fraction(1, 2))


def to_multiple(value: Fraction, unit: Fraction, direction: str) -> Fraction:
    """«Op een veelvoud van dit bedrag: half van nul af, `naar beneden` of `naar boven`.»"""
    times = value / unit
    match direction:
        case "naar beneden":
            return unit * floor(times)
        case "naar boven":
            return unit * ceil(times)
    return unit * half_from_zero(times)


def apportion(shares: Sequence[Fraction], whole: int) -> list[int]:
    """Whole cents that sum to `whole`, for exact shares that do so too, or would when rounded.

    «Ieder krijgt eerst het hele aantal centen van zijn deel; de centen die overblijven gaan één voor één naar wie de
    grootste rest heeft, en bij gelijke resten naar wie het eerst in de tekst staat.» «Is de som van de
    delen alleen afgerond, dan houdt elk deel daarbij zijn eigen rest.» What is given back is split as what is given.
    """
    if whole < 0:
        return [-cents for cents in apportion([-share for share in shares], -whole)]
    total = sum(shares, ZERO)
    if total and abs(total - whole) >= 1:
        shares = [share * whole / total for share in shares]
    cents = [floor(share) for share in shares]
    left = whole - sum(cents)
    assert 0 <= left <= len(shares), "the shares are those of the whole"
    by_rest = sorted(range(len(shares)), key=lambda index: (cents[index] - shares[index], index))
    for index in by_rest[:left]:
        cents[index] += 1
    return cents


def split(total: int, weights: Mapping[K, Fraction | int]) -> dict[K, int]:
    """A whole number of cents in proportion to weights; nothing when nobody weighs anything."""
    whole = sum(weights.values(), ZERO)
    if whole == total:
        return dict(zip(weights, apportion([Fraction(weight) for weight in weights.values()], total), strict=True))
    if whole == 0:
        return dict.fromkeys(weights, 0)
    shares = [Fraction(total) * weight / whole for weight in weights.values()]
    return dict(zip(weights, apportion(shares, total), strict=True))
