"""«Wanneer er wordt betaald»: what each tranche pays, per payment and part, before payers and receivers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x

from .splitting import ZERO, apportion, half_from_zero, split, without_giving_back
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
        self.lapsed = dict.fromkeys(keys, 0)  # in earlier calendar years
        self.lapsed_now = dict.fromkeys(keys, 0)  # in this one
        # What was paid, as it was meant: without what waits to be given back, and without what was set off.
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
        cumulative = self._cumulative(view, self._in_parts(right, whole))
        wanted = self._open(cumulative, self._room(view))
        now = self._netted(wanted) if view.nets else wanted
        later: set[int] = set()  # the payments of which something is put off
        if tranche.cap is not None:
            less = _cut(now, _in_cents(view, tranche.cap))
            later |= _cut_payments(now, less)
            now = less
        for cap in self.contract.year_caps:
            less = _cut(now, max(0, _in_cents(view, cap.amount) - self.in_year))
            if cap.moves_on:
                later |= _cut_payments(now, less)
            else:
                for key in now:
                    self._lapse(key, now[key] - less[key])
            now = less
        self.in_year += sum(now.values())
        for key, amount in now.items():
            self.paid[key] += amount
        for key, amount in cumulative.items():
            settled = self.paid[key] + self.lapsed[key] + self.lapsed_now[key]
            self.standing[key] = settled if key.payment in later else amount

    def _turn_of_the_year(self, year: int) -> None:
        if year != self.year:
            self.year, self.in_year = year, 0
            self.lapsed = {key: amount + self.lapsed_now[key] for key, amount in self.lapsed.items()}
            self.lapsed_now = dict.fromkeys(self.lapsed, 0)

    def _room(self, view: View) -> int:
        """What may still be paid in this calendar year."""
        caps = self.contract.year_caps
        return min((max(0, _in_cents(view, cap.amount) - self.in_year) for cap in caps), default=0)

    def _in_parts(self, right: list[Part], whole: int) -> dict[Key, int]:
        """The right divided over its parts."""
        exact = dict.fromkeys((key for key in self.paid if key.source != ADVANCE), ZERO)
        for part in right:
            exact[self.key_of(part)] += part.amount
        return dict(zip(exact, apportion(list(exact.values()), whole), strict=True))

    def _cumulative(self, view: View, right: dict[Key, int]) -> dict[Key, int]:
        """«Tot en met deze tranche moet betaald zijn», per part."""
        tranche = view.tranche
        cumulative = dict(self.standing)  # «de andere blijven staan op wat al was betaald»
        if tranche.kind in (m.TrancheKind.ADVANCE, m.TrancheKind.INSTALMENT):
            self._note_advance(view)
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
                cumulative |= dict(zip(moving, apportion(list(moving.values()), whole), strict=True))
        for key in cumulative:
            if key.source == ADVANCE:
                cumulative[key] = self._still_open(view, key.payment)
        return cumulative

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

    def _lapse(self, key: Key, amount: int) -> None:
        """What exceeds the limit of a year: it lapses. What was to be paid in advance, is not any more; the right stays."""
        if key.source != ADVANCE:
            self.lapsed_now[key] += amount
            return
        for one in reversed(self.advances):
            if one.payment == key.payment:
                less = min(amount, one.amount)
                one.amount -= less
                amount -= less

    def key_of(self, part: Part) -> Key:
        """«Wat `ten minste` toevoegt … wordt betaald volgens de eerste betaling in de tekst.»"""
        number = 0 if part.source == MINIMUM else self.payment_of[part.source]
        return Key(number, part.source, tuple(part.choice(one.name) for one in self.attributes[number]))

    # ------------------------------------------------------------------ what is still to be paid

    def _open(self, cumulative: dict[Key, int], room: int) -> dict[Key, int]:
        """What was not yet paid, apart from what lapsed: in an earlier year for good, but no more than there is."""
        base = sum(cumulative.values())
        self.lapsed = split(min(sum(self.lapsed.values()), max(0, base)), self.lapsed)
        wanted = {
            key: amount - self.paid[key] - self.lapsed[key] - self.lapsed_now[key] for key, amount in cumulative.items()
        }
        # The limit is one on the whole year: became the right smaller within it, then less has lapsed.
        back = min(sum(self.lapsed_now.values()), max(0, room - sum(wanted.values())))
        for key, amount in split(back, self.lapsed_now).items():
            self.lapsed_now[key] -= amount
            wanted[key] += amount
        return wanted

    def _netted(self, wanted: dict[Key, int]) -> dict[Key, int]:
        """`te veel betaald verrekenen`: per payment, «betalingen met dezelfde betalers worden samen genomen»."""
        now: dict[Key, int] = {}
        for together in self._together():
            mine = {number: _of(wanted, number) for number in together}
            sums = {number: sum(parts.values()) for number, parts in mine.items()}
            amounts = without_giving_back(sums, max(0, sum(sums.values())))
            for number, parts in mine.items():
                now |= without_giving_back(parts, amounts[number])
        return {key: now[key] for key in wanted}

    def _together(self) -> list[list[int]]:
        """The numbers of payments with the same payers."""
        found: dict[frozenset[str], list[int]] = {}
        for number, payment in enumerate(self.contract.payments):
            found.setdefault(_payers(payment), []).append(number)
        return list(found.values())


def _cut(now: dict[Key, int], most: int) -> dict[Key, int]:
    """A limit on a tranche or year: what the payments would pay above it is cut in proportion.

    A payment that has to be given something back, is not cut; nor is the settling of an advance.
    """
    over = sum(now.values()) - most
    if over <= 0:
        return now
    sums: dict[int, int] = {}
    for key, amount in now.items():
        sums[key.payment] = sums.get(key.payment, 0) + amount
    pay = {number: amount for number, amount in sums.items() if amount > 0}
    cut = dict(now)
    for number, amount in split(sum(pay.values()) - over, pay).items():
        own = _of(now, number)
        settles = sum(part for key, part in own.items() if key.source == ADVANCE and part < 0)
        cut |= split(amount - settles, {key: part for key, part in own.items() if key.source != ADVANCE or part >= 0})
    return cut


def _cut_payments(before: dict[Key, int], after: dict[Key, int]) -> set[int]:
    return {key.payment for key in before if before[key] != after[key]}


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
