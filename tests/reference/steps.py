"""«Grenzen, kortingen en afronding»: the steps, on an amount that consists of parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from resultaatcontract.model import contract as m

from .known import Person
from .splitting import ZERO, to_multiple
from .values import View

MINIMUM = "aanvulling tot het minimum"


@dataclass(frozen=True)
class Part:
    """A part of an amount: from which indicator (or the addition to a minimum), and of whom."""

    source: str
    person: Person | None
    choices: tuple[tuple[str, str], ...]  # for an addition to the minimum of one value of an attribute
    amount: Fraction

    def choice(self, attribute: str) -> str | None:
        """The value of an attribute to which this money belongs."""
        if self.person is not None:
            return self.person.choices[attribute]
        return dict(self.choices).get(attribute)


def total(parts: Iterable[Part]) -> Fraction:
    return sum((part.amount for part in parts), ZERO)


def become(parts: Sequence[Part], amount: Fraction) -> list[Part]:
    """«De vermindering wordt naar verhouding over de delen verdeeld.»"""
    before = total(parts)
    if before == 0 or before == amount:
        return list(parts)
    return [replace(part, amount=part.amount * amount / before) for part in parts]


def rounded(parts: Sequence[Part], amount: Fraction) -> list[Part]:
    """Parts of a sum that was rounded: what that adds or takes is divided by the size of each part.

    Where all parts are above zero that is «naar verhouding». Where some are below, the sum can be next to nothing, and
    the parts are not.
    """
    size = sum((abs(part.amount) for part in parts), ZERO)
    change = amount - total(parts)
    if size == 0:
        return list(parts)
    return [replace(part, amount=part.amount + change * abs(part.amount) / size) for part in parts]


def take(
    view: View, steps: Iterable[m.Step], parts: Sequence[Part], person: Person | None, addition: Part
) -> list[Part]:
    """All steps «in de volgorde waarin zij staan». `addition` tells where what `ten minste` adds belongs."""
    now = list(parts)
    for step in steps:
        now = _one(view, step, now, person, addition)
    return now


def _one(view: View, step: m.Step, parts: list[Part], person: Person | None, addition: Part) -> list[Part]:
    amount = total(parts)
    match step:
        case m.Cap(amount=limit):
            most = view.amount(limit, person)
            # «… is `ten hoogste` nul»; and «alleen [een malus] wordt een bedrag negatief»
            most = ZERO if most is None else max(ZERO, most)
            return become(parts, most) if amount > most else parts
        case m.Floor(amount=limit, at_the_end=at_the_end):
            least = view.amount(limit, person)
            if least is None or amount >= least or (at_the_end and not view.is_final):
                return parts
            return [*parts, replace(addition, amount=least - amount)]
        case m.Discount(share=share, condition=condition):
            off = view.amount(share, person)
            if off is None or (condition is not None and not view.holds(condition, person)):
                return parts
            off = min(max(ZERO, off), Fraction(1))  # a discount takes a part off, and never adds
            return [replace(part, amount=part.amount * (1 - off)) for part in parts]
        case m.Deduction(amount=deduction, condition=condition):
            less = view.amount(deduction, person)
            if less is None or (condition is not None and not view.holds(condition, person)):
                return parts
            return parts if amount <= 0 else become(parts, max(ZERO, amount - max(ZERO, less)))
        case m.RoundTo(unit=unit, direction=direction):
            return rounded(parts, to_multiple(amount, unit, direction.value))


def names_a_rounding(contract: m.Contract) -> bool:
    """«Noemt de tekst ergens zelf een afronding, dan vervalt dit overal.»"""
    steps: list[m.Step] = [*contract.participant_steps, *contract.steps]
    for one in (*contract.parts, *contract.indicators):
        steps += [*one.participant_steps, *one.steps]
    for level in contract.levels:
        steps += [step for _, step in level.steps]
    return any(isinstance(step, m.RoundTo) for step in steps)
