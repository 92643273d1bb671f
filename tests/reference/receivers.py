"""«Wie ontvangt», and «Investeerders»."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from resultaatcontract.model import contract as m
from resultaatcontract.text.calendar import shift, year_fraction

from .splitting import ZERO, apportion, half_from_zero, split
from .tranches import Key
from .values import View

PARTICIPANT = "(deelnemers)"


class Receivers:
    """The receivers of one payment and what they got so far, in smallest units."""

    def __init__(self, contract: m.Contract, payment: m.Payment, attributes: tuple[m.Attribute, ...]) -> None:
        self.payment = payment
        self.attributes = [one.name for one in attributes]
        self.got: dict[str, int] = {}
        self.waterfall = Waterfall(contract, payment.receivers) if isinstance(payment.receivers, m.Waterfall) else None

    def wants(self, view: View, up_to_here: int, due: Mapping[Key, int]) -> dict[str, int]:
        """What each has to get still; `up_to_here` is what is paid with this tranche, `due` what the parts are worth."""
        match self.payment.receivers:
            case m.Waterfall():
                assert self.waterfall is not None
                cents = self.waterfall.receive(view, up_to_here)
            case m.SharedReceivers(shares=shares):
                cents = _in_cents(by_shares(shares, up_to_here), up_to_here)
            case m.ByAttribute(attribute=attribute, parties=parties):
                at = self.attributes.index(attribute.name)
                whole = sum(due.values())
                exact = {party.name: ZERO for _, party in parties}
                for choice, party in parties:
                    own = sum(amount for key, amount in due.items() if key.choices[at] == choice)
                    exact[party.name] += Fraction(up_to_here * own, whole) if whole else Fraction(own)
                cents = _in_cents(exact, up_to_here)
        return {name: amount - self.got.get(name, 0) for name, amount in cents.items()}

    def receive(self, now: Mapping[str, int]) -> None:
        """Note what is given."""
        for name, amount in now.items():
            self.got[name] = self.got.get(name, 0) + amount


def by_shares(shares: tuple[tuple[m.Party | None, Fraction], ...], whole: int) -> dict[str, Fraction]:
    """«Bij meer dan een hebben ze elk een percentage»; without a party it is the participant herself."""
    exact: dict[str, Fraction] = {}
    for party, share in shares:
        name = PARTICIPANT if party is None else party.name
        exact[name] = exact.get(name, ZERO) + share * whole
    return exact


def _in_cents(exact: Mapping[str, Fraction], whole: int) -> dict[str, int]:
    return dict(zip(exact, apportion(list(exact.values()), whole), strict=True))


class Waterfall:
    """«De volgorde waarin het geld wordt verdeeld: `eerst`, `daarna`, en wat overblijft als `rest`.»"""

    def __init__(self, contract: m.Contract, order: m.Waterfall) -> None:
        self.contract = contract
        self.order = order
        # Per step, and last the rest: what each should have got of it so far.
        self.got: list[dict[str, int]] = [{} for _ in (*order.claims, order.rest)]
        self.grown: list[dict[str, int]] = [{} for _ in order.claims]  # the return that grew so far, per investor
        self.before: date | None = None  # the tranche before

    def receive(self, view: View, up_to_here: int) -> dict[str, int]:
        """What each has to have got with this tranche, when so much was paid in all."""
        day = view.tranche.day
        self._grow(view, day)
        now = up_to_here - sum(sum(step.values()) for step in self.got)
        if now >= 0:
            self._give(view, now)
        else:
            self._take_back(-now)
        self.before = day
        found: dict[str, int] = {}
        for step in self.got:
            for party, amount in step.items():
                found[party] = found.get(party, 0) + amount
        return found

    # ------------------------------------------------------------------ what is put in, and what it earns

    def _deposited(self, view: View, party: str) -> list[tuple[date, int]]:
        """«Inleg van na de betaaldatum telt nog niet mee.»"""
        return [
            (one.day, int(one.amount * view.scale))
            for one in self.contract.deposits
            if one.party.name == party and one.day <= view.tranche.day
        ]

    def _returned(self, party: str) -> int:
        """How much of her deposit an investor has back."""
        return sum(
            got.get(party, 0)
            for claim, got in zip(self.order.claims, self.got[:-1], strict=True)
            if isinstance(claim, m.PrincipalClaim)
        )

    def _put_in(self, view: View, party: str) -> int:
        return sum(amount for _, amount in self._deposited(view, party))

    def _grow(self, view: View, day: date) -> None:
        """«Over wat nog niet is terugbetaald, vanaf de dag van inleg tot de betaaldatum; per tranche afgerond.»"""
        for claim, grown, got in zip(self.order.claims, self.grown, self.got[:-1], strict=True):
            if not isinstance(claim, m.ReturnClaim):
                continue
            for party in (one.name for one in claim.parties):
                exact = ZERO
                old = -self._returned(party)
                for since, amount in self._deposited(view, party):
                    if self.before is not None and since <= self.before:
                        old += amount
                    else:
                        exact += amount * _earned(claim, since, day)
                if claim.compound:
                    old += grown.get(party, 0) - got.get(party, 0)  # «samengesteld: wel, per tranche en per heel jaar»
                if self.before is not None:
                    exact += old * _earned(claim, self.before, day)
                grown[party] = grown.get(party, 0) + half_from_zero(exact)

    # ------------------------------------------------------------------ forward, and back

    def _give(self, view: View, amount: int) -> None:
        """«Elke stap wordt pas betaald als de vorige helemaal is voldaan.»"""
        left = amount
        for number, claim in enumerate(self.order.claims):
            match claim:
                case m.PrincipalClaim(parties=parties, part=part):
                    # «`90% van hoofdsom`: totdat 90% van wat ieder heeft ingelegd terug is»
                    claims = {
                        one.name: max(0, half_from_zero(part * self._put_in(view, one.name)) - self._returned(one.name))
                        for one in parties
                    }
                case m.ReturnClaim(parties=parties):
                    grown, got = self.grown[number], self.got[number]
                    claims = {one.name: grown.get(one.name, 0) - got.get(one.name, 0) for one in parties}
                case m.FixedClaim(party=party, amount=fixed):
                    most = half_from_zero((view.amount(fixed, None) or ZERO) * view.scale)
                    claims = {party.name: max(0, most - self.got[number].get(party.name, 0))}
            given = min(left, sum(claims.values()))
            step = split(given, claims)
            self._note(number, step)
            left -= given
        before = self.got[-1]
        cents = _of_rest(self.order.rest, sum(before.values()) + left)
        self._note(-1, {party: cents[party] - before.get(party, 0) for party in cents})

    def _take_back(self, amount: int) -> None:
        """«In omgekeerde volgorde: eerst van de rest, dan van de laatste stap, tot de eerste; naar rato.»"""
        left = amount
        for number in reversed(range(len(self.got))):
            got = self.got[number]
            back = min(left, sum(got.values()))
            step = {party: -cents for party, cents in split(back, got).items()}
            if number == len(self.got) - 1:  # of the rest too, «het bedrag tot en met een tranche» is divided
                still = _of_rest(self.order.rest, sum(got.values()) - back)
                step = {party: still[party] - cents for party, cents in got.items()}
            self._note(number, step)
            left -= back
        if left:  # more than was ever received: a debt, of those who get the rest
            step = {party: -cents for party, cents in _of_rest(self.order.rest, left).items()}
            self._note(-1, step)

    def _note(self, number: int, step: Mapping[str, int]) -> None:
        for party, amount in step.items():
            self.got[number][party] = self.got[number].get(party, 0) + amount


def _of_rest(rest: m.SharedReceivers, amount: int) -> dict[str, int]:
    exact = by_shares(rest.shares, amount)
    return dict(zip(exact, apportion(list(exact.values()), amount), strict=True))


def _earned(claim: m.ReturnClaim, start: date, end: date) -> Fraction:
    """The return on one from a day up to (not including) another."""
    if not claim.compound:
        return claim.rate * year_fraction(start, end, claim.day_count)
    years = 0
    while shift(start, 12 * (years + 1), 0) <= end:
        years += 1
    part = year_fraction(shift(start, 12 * years, 0), end, claim.day_count)
    return (1 + claim.rate) ** years * (1 + claim.rate * part) - 1
