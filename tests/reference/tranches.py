"""«Wanneer er wordt betaald»: what each tranche pays, per payment and part, before payers and receivers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from math import floor
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


class Tranches:
    """What was paid (and lapsed) so far, in smallest units, per part."""

    def __init__(self, contract: m.Contract) -> None:
        self.contract = contract
        self.attributes = [followed(payment) for payment in contract.payments]
        self.payment_of = {
            indicator.name: number for number, payment in enumerate(contract.payments) for indicator in payment.indicators
        }
        keys = self._all_keys()
        self.paid = dict.fromkeys(keys, 0)
        self.lapsed = dict.fromkeys(keys, 0)  # in earlier calendar years
        self.lapsed_now = dict.fromkeys(keys, 0)  # in this one
        self.should = dict.fromkeys(keys, 0)  # what had to be paid, as last worked out
        self.year = 0
        self.in_year = 0  # paid in this calendar year
        self.advances: list[tuple[int, int, str | None]] = []  # payment, amount, the tranche that settles it

    def _all_keys(self) -> list[Key]:
        """Every part, in the order of the text; what a minimum adds and what is paid in advance stand last."""
        keys: list[Key] = []
        for indicator in self.contract.indicators:
            number = self.payment_of.get(indicator.name)
            if number is not None and indicator.price is not None:
                keys += [Key(number, indicator.name, one) for one in _values(self.attributes[number])]
        keys += [Key(0, MINIMUM, one) for one in _values(self.attributes[0])]
        keys += [
            Key(number, ADVANCE, (None,) * len(self.attributes[number])) for number in range(len(self.contract.payments))
        ]
        return keys

    # ------------------------------------------------------------------ one tranche

    def pay(self, view: View, right: list[Part]) -> None:
        """Step 14: «aandeel, voorschot of termijn; de grens van de tranche; de grens per kalenderjaar»."""
        tranche = view.tranche
        if any(not view.holds(gate, None) for gate in tranche.gates):
            return  # «dan blijft staan wat al was betaald»
        self._turn_of_the_year(tranche.day.year)
        wanted = self._open(self._cumulative(view, right), self._room(view))
        now = self._netted(wanted) if view.nets else wanted
        if tranche.cap is not None:
            now = _cut(now, _in_cents(view, tranche.cap))
        for cap in self.contract.year_caps:
            less = _cut(now, max(0, _in_cents(view, cap.amount) - self.in_year))
            if not cap.moves_on:
                for key in now:
                    self.lapsed_now[key] += now[key] - less[key]
            now = less
        self.in_year += sum(now.values())
        for key, amount in now.items():
            self.paid[key] += amount

    def _turn_of_the_year(self, year: int) -> None:
        if year != self.year:
            self.year, self.in_year = year, 0
            self.lapsed = {key: amount + self.lapsed_now[key] for key, amount in self.lapsed.items()}
            self.lapsed_now = dict.fromkeys(self.lapsed, 0)

    def _room(self, view: View) -> int:
        """What may still be paid in this calendar year."""
        caps = self.contract.year_caps
        return min((max(0, _in_cents(view, cap.amount) - self.in_year) for cap in caps), default=0)

    def _cumulative(self, view: View, right: list[Part]) -> dict[Key, int]:
        """«Tot en met deze tranche moet betaald zijn», per part."""
        tranche = view.tranche
        settled = {key: self.paid[key] + self.lapsed[key] + self.lapsed_now[key] for key in self.paid}
        if tranche.kind in (m.TrancheKind.ADVANCE, m.TrancheKind.INSTALMENT):
            return self._with_advance(view, settled)
        share = Fraction(1) if tranche.share is None else tranche.share
        scope = None if tranche.scope is None else {one.name for one in tranche.scope}
        exact = dict.fromkeys((key for key in settled if key.source != ADVANCE), ZERO)
        for part in right:
            exact[self.key_of(part)] += share * part.amount
        moving = {key: amount for key, amount in exact.items() if scope is None or key.source in scope}
        whole = sum(moving.values(), ZERO)
        if whole:
            moving = {key: amount * half_from_zero(whole) / whole for key, amount in moving.items()}
        settled |= dict(zip(moving, apportion(list(moving.values())), strict=True))
        for key in settled:
            if key.source == ADVANCE:
                settled[key] = sum(amount for number, amount, _ in self._still_open(view) if number == key.payment)
                self.should[key] = settled[key]
        self.should |= {key: settled[key] for key in moving}
        return settled

    def _with_advance(self, view: View, settled: dict[Key, int]) -> dict[Key, int]:
        """`voorschot`, `termijn`: «wat er al betaald was, plus dit bedrag»; `over` points to the payment."""
        tranche = view.tranche
        assert tranche.amount is not None
        number = 0 if not tranche.scope else self.payment_of[tranche.scope[0].name]
        amount = half_from_zero((view.amount(tranche.amount, None) or ZERO) * view.scale)
        self.advances.append((number, amount, tranche.settled_from))
        # «… gaat het te veel betaalde af van latere tranches»
        for together in self._together():
            keys = [key for key in settled if key.payment in together]
            if sum(self.should[key] for key in keys) < sum(settled[key] for key in keys):
                settled |= {key: self.should[key] for key in keys}
        for key in settled:
            if key.source == ADVANCE and key.payment == number:
                settled[key] += amount
                self.should[key] = settled[key]
        return settled

    def _still_open(self, view: View) -> list[tuple[int, int, str | None]]:
        """«Een voorschot met `verrekend vanaf` telt vanaf die tranche niet meer mee; anders vanaf de eindafrekening.»"""
        if view.is_final:
            return []
        names = [one.name for one in self.contract.tranches]
        here = names.index(view.tranche.name)
        return [one for one in self.advances if one[2] is None or names.index(one[2]) > here]

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
    """A limit on a tranche or year: what would be paid above it is cut in proportion, payment by payment.

    What has to be given back in the same tranche isn't cut.
    """
    over = sum(now.values()) - most
    if over <= 0:
        return now
    gives = {key: amount for key, amount in now.items() if amount > 0}
    sums: dict[int, int] = {}
    for key, amount in gives.items():
        sums[key.payment] = sums.get(key.payment, 0) + amount
    cut = dict(now)
    for number, amount in split(sum(sums.values()) - over, sums).items():
        cut |= split(amount, _of(gives, number))
    return cut


def _in_cents(view: View, amount: x.Expr) -> int:
    """A limit in whole smallest units; nothing when it isn't known yet («dan is `ten hoogste` nul»)."""
    return floor(max(ZERO, view.amount(amount, None) or ZERO) * view.scale)


def _of(amounts: dict[Key, int], number: int) -> dict[Key, int]:
    return {key: amount for key, amount in amounts.items() if key.payment == number}


def _payers(payment: m.Payment) -> frozenset[str]:
    found = {line.party.name for line in (*payment.order, *payment.top_ups)}
    for line in payment.bearers:
        found |= {line.who.name} if isinstance(line.who, m.Party) else {party.name for _, party in line.who.parties}
    for limited in (*payment.bearers, *payment.top_ups):
        if limited.limit is not None and limited.limit.excess is not None:
            found.add(limited.limit.excess.name)
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
