"""«Wie betaalt»: what each payer bears of one payment, up to and including a tranche."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import NamedTuple

from resultaatcontract.model import contract as m

from .splitting import ZERO, apportion, half_from_zero, split
from .tranches import Key
from .values import View


class Account(NamedTuple):
    """What a party bears as a payer, or in the top-up (aanvulling) with this number."""

    party: str
    top_up: int | None


class Payers:
    """The payers of one payment and what they paid so far, in smallest units."""

    def __init__(self, payment: m.Payment, attributes: tuple[m.Attribute, ...]) -> None:
        self.payment = payment
        self.attributes = [one.name for one in attributes]
        self.limits: dict[Account, m.PayerLimit] = {}
        for line in payment.bearers:
            if isinstance(line.who, m.Party) and line.limit is not None:
                self.limits[Account(line.who.name, None)] = line.limit
        for number, top_up in enumerate(payment.top_ups):
            if top_up.limit is not None:
                self.limits[Account(top_up.party.name, number)] = top_up.limit
        self.paid: dict[Account, int] = {}
        self.paid_in_year: dict[tuple[Account, int], int] = {}
        # Above a limit per calendar year, by year: lapsed, or moved to another.
        self.gone: dict[Account, dict[int, int]] = {}
        self.lapsed = 0

    def wants(self, view: View, due: Mapping[Key, int]) -> dict[Account, int]:
        """What each has to pay still; `due` is what the parts are worth up to and including this tranche."""
        # Who paid before and bears nothing now, gets it back.
        borne = dict.fromkeys(self.paid, 0) | self._up_to_here(view, due)
        return {account: amount - self.paid.get(account, 0) for account, amount in borne.items()}

    def pay(self, view: View, now: Mapping[Account, int]) -> dict[str, int]:
        """Note what is paid; what that is per party."""
        for account, amount in now.items():
            self.paid[account] = self.paid.get(account, 0) + amount
            key = (account, view.tranche.day.year)
            self.paid_in_year[key] = self.paid_in_year.get(key, 0) + amount
        return _per_party(now)

    # ------------------------------------------------------------------ step 15, over everything up to this tranche

    def _up_to_here(self, view: View, due: Mapping[Key, int]) -> dict[Account, int]:
        """«Betalers: verdelen, grenzen van betalers, aanvullingen.»"""
        shares = {Account(party, None): amount for party, amount in self._shares(view, due).items()}
        borne, _, _ = self._limited(view, shares)
        extra: dict[Account, int] = {}  # what a top-up above its limit leaves to others
        lapsed_of_top_ups = 0
        topped: dict[Account, int] = {}
        gone: dict[Account, int] = {}
        for number, top_up in enumerate(self.payment.top_ups):
            base = sum(amount for account, amount in (borne | topped).items() if account.party == top_up.base.name)
            account = Account(top_up.party.name, number)
            topped[account], over = self._within(view, account, half_from_zero(top_up.share * base))
            gone[account] = over
            limit = self.limits.get(account)
            if over and limit is not None and limit.excess is not None:
                other = Account(limit.excess.name, None)
                extra[other] = extra.get(other, 0) + over
            else:
                lapsed_of_top_ups += over
        shares = {account: shares.get(account, 0) + extra.get(account, 0) for account in [*shares, *extra]}
        borne, lapsed, gone_of_payers = self._limited(view, shares)
        for account, over in (gone | gone_of_payers).items():
            self._note_gone(account, over, view.tranche.day.year)
        self.lapsed = lapsed + lapsed_of_top_ups
        return borne | topped

    def _limited(self, view: View, shares: dict[Account, int]) -> tuple[dict[Account, int], int, dict[Account, int]]:
        """«Grens van een betaler»: what each bears, what lapses, and what went above each limit."""
        borne = dict(shares)
        lapsed = 0
        gone: dict[Account, int] = {}
        waiting = [account for account in self.limits if account.top_up is None]
        while waiting:
            # First those to whom nothing comes any more; the chain has no circle.
            targets = {self._excess_of(account) for account in waiting}
            account = next(one for one in waiting if one not in targets)
            waiting.remove(account)
            borne[account], over = self._within(view, account, borne.get(account, 0))
            gone[account] = over
            other = self._excess_of(account)
            if other is None:
                lapsed += over
            elif over or other in borne:
                borne[other] = borne.get(other, 0) + over
        return borne, lapsed, gone

    def _excess_of(self, account: Account) -> Account | None:
        excess = self.limits[account].excess
        return None if excess is None else Account(excess.name, None)

    def _note_gone(self, account: Account, over: int, year: int) -> None:
        """Divide what is above the limits over the earlier years and this one."""
        own = self.gone.setdefault(account, {})
        before = sum(amount for one, amount in own.items() if one != year)
        if over < before:
            self.gone[account] = {year - 1: over}
        else:
            own[year] = over - before

    def _within(self, view: View, account: Account, amount: int) -> tuple[int, int]:
        """What stays within the limit of a payer, and what goes above it; both up to and including this tranche."""
        limit = self.limits.get(account)
        if limit is None:
            return amount, 0
        most = floor(max(ZERO, view.amount(limit.amount, None) or ZERO) * view.scale)
        if not limit.per_year:
            return min(amount, most), amount - min(amount, most)
        # What went above the limit of an earlier year stays there; but no more than there is.
        year = view.tranche.day.year
        own = self.gone.setdefault(account, {})
        before = min(sum(over for one, over in own.items() if one != year), max(0, amount))
        paid = self.paid.get(account, 0)
        room = max(0, most - self.paid_in_year.get((account, year), 0))
        now = min(amount - before - paid, room)
        return paid + now, amount - paid - now

    # ------------------------------------------------------------------ three ways to divide

    def _shares(self, view: View, due: Mapping[Key, int]) -> dict[str, int]:
        whole = sum(due.values())
        if self.payment.order:
            return self._in_order(view, whole)
        if any(line.proportion is not None for line in self.payment.bearers):
            return self._pro_rata(view, whole)
        exact: dict[str, Fraction] = {}
        for line in self.payment.bearers:
            assert line.share is not None
            if isinstance(line.who, m.Party):
                exact[line.who.name] = exact.get(line.who.name, ZERO) + line.share * whole
                continue
            at = self.attributes.index(line.who.attribute.name)
            for choice, party in line.who.parties:
                own = sum(amount for key, amount in due.items() if key.choices[at] == choice)
                exact[party.name] = exact.get(party.name, ZERO) + line.share * own
        return dict(zip(exact, apportion(list(exact.values()), whole), strict=True))

    def _in_order(self, view: View, whole: int) -> dict[str, int]:
        """«De eerste draagt tot zijn bedrag, de volgende wat daarboven komt.»"""
        exact: dict[str, Fraction] = {}
        left = Fraction(whole)
        for line in self.payment.order:
            own = left
            if line.amount is not None:
                own = min(left, Fraction(floor((view.amount(line.amount, None) or ZERO) * view.scale)))
            exact[line.party.name] = exact.get(line.party.name, ZERO) + own
            left -= own
        return dict(zip(exact, apportion(list(exact.values()), whole), strict=True))

    def _pro_rata(self, view: View, whole: int) -> dict[str, int]:
        """«Naar rato»: the last measurement known; are all nothing, then the party after `bij nul`."""
        weights: dict[str, Fraction] = {}
        for line in self.payment.bearers:
            assert isinstance(line.who, m.Party)
            assert line.proportion is not None
            weights[line.who.name] = weights.get(line.who.name, ZERO) + self._benefit(view, line.proportion)
        if not any(weights.values()):
            assert self.payment.when_zero is not None
            return dict.fromkeys(weights, 0) | {self.payment.when_zero.name: whole}
        return split(whole, weights)

    @staticmethod
    def _benefit(view: View, one: m.Measurement) -> Fraction:
        if not one.moments:
            found = view.measured(one, None, None)
        else:
            known = [moment for moment in one.moments if view.is_known(moment, None)]
            if not known:
                return ZERO
            found = view.measured(one, max(known, key=lambda moment: moment.day or view.contract.first), None)
        return found if isinstance(found, Fraction) else ZERO


def _per_party(amounts: Mapping[Account, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for account, amount in amounts.items():
        found[account.party] = found.get(account.party, 0) + amount
    return found
