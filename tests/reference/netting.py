"""«Te veel betaald verrekenen»: who pays or gets what in an interim tranche, over betalingen of the same payers together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from .splitting import split

A = TypeVar("A")
Wanted = Mapping[int, Mapping[A, int]]  # by number of the payment: what each still has to pay or get


def netted(wanted: Wanted[A], party_of: Callable[[A], str]) -> dict[int, dict[A, int]]:
    """«In een tussentijdse tranche geeft niemand iets terug», over payments that are looked at together.

    Nothing goes on when too much was paid in all; else who should have less than he has, gets nothing, and the others
    share what is there by what is still open. Under which payment a party's amount stands is of no consequence for it:
    what he doesn't get yet, is missing under the last.
    """
    sums: dict[str, int] = {}
    for own in wanted.values():
        for account, amount in own.items():
            sums[party_of(account)] = sums.get(party_of(account), 0) + amount
    now = {number: dict(own) for number, own in wanted.items()}
    for party, amount in without_giving_back(sums, max(0, sum(sums.values()))).items():
        places = [
            (number, [account for account in own if party_of(account) == party])
            for number, own in wanted.items()
            if any(party_of(account) == party for account in own)
        ]
        *others, (last, accounts) = places
        left = amount - sum(wanted[number][account] for number, own in others for account in own)
        if len(accounts) == 1:
            now[last][accounts[0]] = left
        else:
            now[last] |= without_giving_back({account: wanted[last][account] for account in accounts}, left)
    return now


def without_giving_back(wanted: Mapping[A, int], amount: int) -> dict[A, int]:
    """Somebody who has to give back gets nothing; the others share the amount by what is still open."""
    return split(amount, {key: max(0, open_) for key, open_ in wanted.items()})
