"""«Wanneer er wordt betaald»: what each tranche pays, per payment and part, before payers and receivers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x

from .splitting import ZERO, apportion, half_from_zero, split
from .steps import MINIMUM, Part
from .values import View

ADVANCE = "voorschot of termijn"


class Key(NamedTuple):
    """A part of a payment (betaling): its number, the indicator, and the attribute values that payer or receiver follow."""

    payment: int
    source: str
    choices: tuple[str | None, ...]


@dataclass
class Advance:
    """A `voorschot` or `termijn`: of which payment, how much, and from which tranche it is settled."""

    payment: int
    amount: int
    settled_from: str | None


class Tranches:
    """What was paid (and lapsed) so far, in smallest units, per part."""

    def __init__(self, contract: m.Contract) -> None:
        self.contract = contract
        self.attributes = [followed(payment) for payment in contract.payments]
        self.payment_of = {
            indicator.name: number
            for number, payment in enumerate(contract.payments)
            for indicator in payment.indicators
        }
        keys = self._all_keys()
        self.paid = dict.fromkeys(keys, 0)
        self.wanted = dict.fromkeys(keys, 0)  # at the last tranche that was about the part
        self.lapsed = dict.fromkeys(keys, 0)  # in earlier calendar years
        self.lapsed_now = dict.fromkeys(keys, 0)  # in this one
        # What was paid, as it was meant: without what waits to be set off, and with what lapsed.
        self.standing = dict.fromkeys(keys, 0)
        self.year = 0
        self.in_year = 0  # paid in this calendar year
        self.advances: list[Advance] = []

    def _all_keys(self) -> list[Key]:
        """Every part, in the order of the text; what a minimum adds and what is paid in advance stand last."""
        keys: list[Key] = []
        for indicator in self.contract.indicators:
            number = self.payment_of.get(indicator.name)
            if number is not None and indicator.price is not None:
                keys += [Key(number, indicator.name, one) for one in _values(self.attributes[number])]
        keys += [Key(0, MINIMUM, one) for one in _values(self.attributes[0])]
        keys += [
            Key(number, ADVANCE, (None,) * len(self.attributes[number]))
            for number in range(len(self.contract.payments))
        ]
        return keys

    # ------------------------------------------------------------------ one tranche

    def pay(self, view: View, right: list[Part], whole: int) -> None:
        """Step 14: «aandeel, voorschot of termijn; de grens van de tranche; de grens per kalenderjaar»."""
        tranche = view.tranche
        if any(not view.holds(gate, None) for gate in tranche.gates):
            return  # «dan blijft staan wat al was betaald»
        self._turn_of_the_year(tranche.day.year)
        wants = self._wants(view, self._in_parts(right, whole))
        wanted = self.standing | wants
        adds = self._adds(wants)
        waiting = {key for together in self._overpaid(adds) for key in together} if view.nets else set()
        now = {key: 0 if key in waiting else amount for key, amount in adds.items()}
        lapses = dict.fromkeys(now, 0)
        if tranche.cap is not None:
            now = self._cut(view, now, _in_cents(view, tranche.cap))
        for cap in self.contract.year_caps:
            less = self._cut(view, now, max(0, _in_cents(view, cap.amount) - self.in_year))
            if not cap.moves_on:
                lapses = {key: lapses[key] + now[key] - less[key] for key in now}
            now = less
        self.in_year += sum(now.values())
        for key, amount in now.items():
            self.paid[key] += amount
            if key in waiting:
                self.standing[key] = wanted[key]
                continue
            if key.source == ADVANCE:
                self._less_in_advance(key.payment, lapses[key])
            elif key in wants:
                self.lapsed_now[key] = lapses[key]
            self.standing[key] = self.paid[key] + self.lapsed[key] + self.lapsed_now[key]

    def _turn_of_the_year(self, year: int) -> None:
        if year != self.year:
            self.year, self.in_year = year, 0
            self.lapsed = {key: amount + self.lapsed_now[key] for key, amount in self.lapsed.items()}
            self.lapsed_now = dict.fromkeys(self.lapsed, 0)

    def _in_parts(self, right: list[Part], whole: int) -> dict[Key, int]:
        """The right divided over its parts."""
        exact = dict.fromkeys((key for key in self.paid if key.source != ADVANCE), ZERO)
        for part in right:
            exact[self.key_of(part)] += part.amount
        return dict(zip(exact, apportion(list(exact.values()), whole), strict=True))

    def _wants(self, view: View, right: dict[Key, int]) -> dict[Key, int]:
        """«Tot en met deze tranche moet betaald zijn», for the parts that the tranche is about, and for what is paid in advance."""
        tranche = view.tranche
        wants: dict[Key, int] = {}
        if tranche.kind in (m.TrancheKind.ADVANCE, m.TrancheKind.INSTALMENT):
            self._note_advance(view)  # «wat er al betaald was, plus dit bedrag»
        else:
            share = Fraction(1) if tranche.share is None else tranche.share
            scope = None if tranche.scope is None else {one.name for one in tranche.scope}
            for number in range(len(self.contract.payments)):
                moving = {
                    key: share * amount
                    for key, amount in right.items()
                    if key.payment == number and (scope is None or key.source in scope)
                }
                whole = half_from_zero(sum(moving.values(), ZERO))
                wants |= dict(zip(moving, apportion(list(moving.values()), whole), strict=True))
        for key in self.paid:
            if key.source == ADVANCE:
                wants[key] = self._still_open(view, key.payment)
        return wants

    def _adds(self, wants: dict[Key, int]) -> dict[Key, int]:
        """What each part would get in this tranche.

        «Wordt het recht op een onderdeel kleiner, dan gaat dat eerst af van wat daarvan eerder verviel», and «er vervalt
        nooit meer dan het recht onder een betaling». What lapsed in this year is open again, because the limit is one on
        the whole year; but not in a tranche that is about other parts.
        """
        for key in (one for one in wants if one.source != ADVANCE):
            fall = max(0, self.wanted[key] - wants[key])
            self.lapsed[key] = max(0, self.lapsed[key] - fall)
            self.wanted[key] = wants[key]
        for number in range(len(self.contract.payments)):
            together = self.standing | wants
            most = max(0, sum(amount for key, amount in _of(together, number).items() if key.source != ADVANCE))
            lapsed = {key: self.lapsed[key] for key in _of(wants, number)}
            self.lapsed |= split(min(most, sum(lapsed.values())), lapsed)
        adds: dict[Key, int] = {}
        for key, paid in self.paid.items():
            if key in wants:
                adds[key] = wants[key] - self.lapsed[key] - paid
            else:
                adds[key] = self.standing[key] - self.lapsed[key] - self.lapsed_now[key] - paid
        return adds

    def _note_advance(self, view: View) -> None:
        """`voorschot`, `termijn`; `over` points to the payment."""
        tranche = view.tranche
        assert tranche.amount is not None
        number = 0 if not tranche.scope else self.payment_of[tranche.scope[0].name]
        amount = half_from_zero((view.amount(tranche.amount, None) or ZERO) * view.scale)
        self.advances.append(Advance(number, amount, tranche.settled_from))

    def _still_open(self, view: View, number: int) -> int:
        """«Een voorschot met `verrekend vanaf` telt vanaf die tranche niet meer mee; anders vanaf de eindafrekening.»"""
        if view.is_final:
            return 0
        names = [one.name for one in self.contract.tranches]
        here = names.index(view.tranche.name)
        return sum(
            one.amount
            for one in self.advances
            if one.payment == number and (one.settled_from is None or names.index(one.settled_from) > here)
        )

    def _less_in_advance(self, payment: int, amount: int) -> None:
        """«Een voorschot dat boven de grens uitkomt, wordt kleiner en blijft dat»: the latest first."""
        for one in reversed(self.advances):
            if one.payment == payment:
                less = min(amount, one.amount)
                one.amount -= less
                amount -= less

    def key_of(self, part: Part) -> Key:
        """«Wat `ten minste` toevoegt … wordt betaald volgens de eerste betaling in de tekst.»"""
        number = 0 if part.source == MINIMUM else self.payment_of[part.source]
        return Key(number, part.source, tuple(part.choice(one.name) for one in self.attributes[number]))

    # ------------------------------------------------------------------ overpayments, and limits

    def _overpaid(self, adds: dict[Key, int]) -> list[list[Key]]:
        """`te veel betaald verrekenen`: the parts of which nothing is paid, since too much was paid of them together."""
        found = [[key for key in adds if key.payment in together] for together in self.together()]
        return [keys for keys in found if sum(adds[key] for key in keys) < 0]

    def _cut(self, view: View, adds: dict[Key, int], most: int) -> dict[Key, int]:
        """A limit: first per payment («betalingen met dezelfde betalers samen»), then per value, then per indicator."""
        group = {number: at for at, together in enumerate(self.together()) for number in together}
        return cut(
            adds,
            most,
            [
                *([lambda key: group[key.payment]] if view.nets else []),
                lambda key: key.payment,
                lambda key: key.choices,
                lambda key: key.source,
            ],
        )

    def together(self) -> list[list[int]]:
        """The numbers of payments with the same payers."""
        found: dict[frozenset[str], list[int]] = {}
        for number, payment in enumerate(self.contract.payments):
            found.setdefault(_payers(payment), []).append(number)
        return list(found.values())


def cut(adds: dict[Key, int], most: int, levels: Sequence[Callable[[Key], Hashable]]) -> dict[Key, int]:
    """«Wat boven de grens uitkomt, gaat naar verhouding af van wat er bijkomt; waar iets terugkomt, gaat niets af.»"""
    if sum(adds.values()) <= most:
        return adds
    if not levels:
        return dict.fromkeys(adds, most)  # the only one that is left
    apart: dict[Hashable, dict[Key, int]] = {}
    for key, amount in adds.items():
        apart.setdefault(levels[0](key), {})[key] = amount
    sums = {one: sum(own.values()) for one, own in apart.items()}
    back = sum(amount for amount in sums.values() if amount < 0)
    left = split(most - back, {one: max(0, amount) for one, amount in sums.items()})
    found: dict[Key, int] = {}
    for one, own in apart.items():
        found |= own if sums[one] < 0 else cut(own, left[one], levels[1:])
    return {key: found[key] for key in adds}


def _in_cents(view: View, amount: x.Expr) -> int:
    """A limit in whole smallest units; nothing when it isn't known yet («dan is `ten hoogste` nul»)."""
    return int(max(ZERO, view.amount(amount, None) or ZERO) * view.scale)  # what is above zero loses its fraction


def _of(amounts: dict[Key, int], number: int) -> dict[Key, int]:
    return {key: amount for key, amount in amounts.items() if key.payment == number}


def _payers(payment: m.Payment) -> frozenset[str]:
    found = {line.party.name for line in payment.order} | {top_up.party.name for top_up in payment.top_ups}
    for line in payment.bearers:
        found |= {line.who.name} if isinstance(line.who, m.Party) else {party.name for _, party in line.who.parties}
    limits = [line.limit for line in payment.bearers] + [top_up.limit for top_up in payment.top_ups]
    found |= {limit.excess.name for limit in limits if limit is not None and limit.excess is not None}
    if payment.when_zero is not None:
        found.add(payment.when_zero.name)
    return frozenset(found)


def followed(payment: m.Payment) -> tuple[m.Attribute, ...]:
    """The attributes by which the money of a payment is paid or received."""
    found: dict[str, m.Attribute] = {}
    for one in (*(line.who for line in payment.bearers), payment.receivers):
        if isinstance(one, m.ByAttribute):
            found[one.attribute.name] = one.attribute
    return tuple(found.values())


def _values(attributes: Iterable[m.Attribute]) -> list[tuple[str | None, ...]]:
    """All combinations of values, in the order of the text; None is for money that belongs to no participant."""
    return list(product(*((*(name for name, _ in one.choices), None) for one in attributes)))
