"""All tranches of a contract, one after the other, and what they add up to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from resultaatcontract.model import contract as m

from .entitlement import entitlement
from .known import Person
from .netting import netted
from .payers import Payers
from .receivers import Receivers
from .splitting import half_from_zero, split
from .steps import Part
from .tranches import Key, Tranches
from .values import View

if TYPE_CHECKING:
    from resultaatcontract.plan.inputs import Results


@dataclass(frozen=True)
class SettledTranche:
    """What one tranche pays, in smallest units; `right` is the cumulative recht."""

    name: str
    day: date
    right: int
    total: int
    pays: dict[str, int]
    receives: dict[str, int]
    parts: dict[str, int]
    vat: dict[str, int]


@dataclass(frozen=True)
class Settled:
    """What a contract pays in all, in smallest units. `participants` has one entry for every row of the results."""

    tranches: tuple[SettledTranche, ...]
    total: int
    pays: dict[str, int]
    receives: dict[str, int]
    parts: dict[str, int]
    years: dict[int, int]
    vat: dict[str, int]
    lapsed: int
    participants: list[dict[str, int]]


def settle(contract: m.Contract, results: Results) -> Settled:
    """Every amount, in the order of «De volgorde van de berekening»."""
    due = Tranches(contract)
    payers = [Payers(one, due.attributes[number]) for number, one in enumerate(contract.payments)]
    receivers = [Receivers(contract, one, due.attributes[number]) for number, one in enumerate(contract.payments)]
    vat = Vat(contract)
    wholes = [0] * len(contract.payments)  # what was paid under each so far
    reported: dict[Key, int] = {}
    settled: list[SettledTranche] = []
    right: list[Part] = []
    view: View | None = None
    for tranche in contract.tranches:
        view = View(contract, results, tranche, view)
        right, whole_right = entitlement(view)
        due.pay(view, right, whole_right)
        pays: dict[str, int] = defaultdict(int)
        receives: dict[str, int] = defaultdict(int)
        parts: dict[str, int] = defaultdict(int)
        for together in due.together():
            owns = {
                number: {key: amount for key, amount in due.paid.items() if key.payment == number}
                for number in together
            }
            to_pay = {number: payers[number].wants(view, owns[number]) for number in together}
            too_much = view.nets and sum(sum(own.values()) for own in to_pay.values()) < 0
            for number, own in to_pay.items():
                # «Is er te veel betaald, dan betaalt de tranche niets.»
                wholes[number] += 0 if too_much else sum(own.values())
            for number, now in (netted(to_pay, lambda one: one.party) if view.nets else to_pay).items():
                _add(pays, payers[number].pay(view, now))
            to_get = {number: receivers[number].wants(view, wholes[number], owns[number]) for number in together}
            for number, got in (netted(to_get, str) if view.nets else to_get).items():
                receivers[number].receive(got)
                _add(receives, got)
            for number in together:
                for key, amount in split(wholes[number], owns[number]).items():
                    parts[key.source] += amount - reported.get(key, 0)
                    reported[key] = amount
        settled.append(
            SettledTranche(
                name=tranche.name,
                day=tranche.day,
                right=whole_right,
                total=sum(pays.values()),
                pays=pays,
                receives=receives,
                parts=parts,
                vat=vat.over(pays),
            )
        )
    years: dict[int, int] = defaultdict(int)
    for one in settled:
        years[one.day.year] += one.total
    return Settled(
        tranches=tuple(settled),
        total=sum(one.total for one in settled),
        pays=_sum(settled, "pays"),
        receives=_sum(settled, "receives"),
        parts=_sum(settled, "parts"),
        years=years,
        vat=_sum(settled, "vat"),
        lapsed=sum(due.lapsed.values()) + sum(due.lapsed_now.values()) + sum(one.lapsed for one in payers),
        participants=_participants(due, right, reported, results),
    )


class Vat:
    """«Btw»: per payer over all that was paid so far, rounded, minus what was charged before."""

    def __init__(self, contract: m.Contract) -> None:
        self.vat = contract.vat
        self.within = contract.vat_basis == "inclusief btw"
        self.paid: dict[str, int] = {}
        self.charged: dict[str, int] = {}

    def over(self, pays: dict[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        if self.vat is None or self.vat.rate is None:
            return found
        rate = self.vat.rate / (1 + self.vat.rate) if self.within else self.vat.rate
        for party, amount in pays.items():
            self.paid[party] = self.paid.get(party, 0) + amount
            charged = half_from_zero(rate * Fraction(self.paid[party]))
            bearer = party if self.vat.bearer is None else self.vat.bearer.name
            found[bearer] = found.get(bearer, 0) + charged - self.charged.get(party, 0)
            self.charged[party] = charged
        return found


def _participants(due: Tranches, right: list[Part], reported: dict[Key, int], results: Results) -> list[dict[str, int]]:
    """`deelnemer …`: «wat die deelnemer oplevert», of what was paid for each indicator in the end."""
    rows: list[dict[str, int]] = [defaultdict(int) for _ in results.participants]
    for key, amount in reported.items():
        together: dict[Person, Fraction] = {}
        for part in right:
            if part.person is not None and due.key_of(part) == key:
                together[part.person] = together.get(part.person, Fraction(0)) + part.amount
        weights = {
            (person.index, number): own / person.number
            for person, own in sorted(together.items(), key=lambda pair: pair[0].index)
            for number in range(person.number)
        }
        row_of = {person.index: person.row for person in together}
        for (index, _), cents in split(amount, weights).items():
            rows[row_of[index]][key.source] += cents
    return rows


def _add(into: dict[str, int], amounts: dict[str, int]) -> None:
    for name, amount in amounts.items():
        into[name] += amount


def _sum(settled: list[SettledTranche], what: str) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for one in settled:
        _add(found, getattr(one, what))
    return found
