"""Who pays and who receives, over all `betaling`en together or under one; for sentences that depend on how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeGuard

from ..model.contract import (
    ByAttribute,
    Contract,
    FlatPrice,
    Floor,
    Group,
    Party,
    Payment,
    SharedReceivers,
    Step,
    TablePrice,
    Tranche,
    Waterfall,
    can_be_malus,
)
from ..model.expressions import Level
from ..model.typing import constant_value
from .elements import elements


def payers(payments: Sequence[Payment]) -> set[str]:
    """The names of all that bear a part."""
    parts = [(one.bearers, one.order, one.top_ups, one.when_zero) for one in payments]
    return {one.name for one in elements(tuple(parts)) if _is_party(one)}


def receivers(payments: Sequence[Payment]) -> set[str]:
    """The names of all that receive a part; "" stands for the participants."""
    found = {one.name for payment in payments for one in elements(payment.receivers) if _is_party(one)}
    for payment in payments:
        shared = payment.receivers.rest if isinstance(payment.receivers, Waterfall) else payment.receivers
        if isinstance(shared, SharedReceivers) and any(party is None for party, _ in shared.shares):
            found.add("")
    return found


def several(names: set[str]) -> bool:
    """Whether an amount is split between them. Participants are always several."""
    return len(names) > 1 or "" in names


def payment_of(contract: Contract, tranche: Tranche) -> Payment:
    """The `betaling` under which an advance is paid: that of the first indicator it names, else the first."""
    named = {one.name for one in tranche.scope or ()}
    payments = contract.payments
    return next((one for one in payments if named & {i.name for i in one.indicators}), payments[0])


def is_only_malus(payment: Payment) -> bool:
    """Whether nothing is ever paid under it but what its receivers owe its payers."""
    prices = [one.price for one in payment.indicators if one.price is not None]
    return bool(prices) and all(
        (isinstance(one, FlatPrice) and one.sign < 0)
        or (isinstance(one, TablePrice) and all(row.sign < 0 for row in one.rows))
        for one in prices
    )


def can_be_negative(contract: Contract, payment: Payment) -> bool:
    """Whether a malus can make what is due under it negative: it can when no minimum of zero or more holds it."""
    alone = len(contract.payments) == 1
    by_party = alone and not any(isinstance(one, ByAttribute) for one in elements(payment))
    if by_party and _held(contract.steps):
        return False
    groups = {one.name: part for part in contract.parts if isinstance(part, Group) for one in part.indicators}
    for one in payment.indicators:
        held = _held((*one.participant_steps, *one.steps))
        if alone and one.name in groups:
            held |= _held((*groups[one.name].participant_steps, *groups[one.name].steps))
        if alone and one.level is Level.PARTICIPANT:
            held |= _held(contract.participant_steps)
        if can_be_malus(one.price) and not held:
            return True
    return False


def _held(steps: Sequence[Step]) -> bool:
    """Whether a minimum keeps an amount from being negative at every tranche."""
    for step in steps:
        if isinstance(step, Floor) and not step.at_the_end:
            least = constant_value(step.amount)
            if isinstance(least, Fraction) and least >= 0:
                return True
    return False


def _is_party(node: object) -> TypeGuard[Party]:
    return isinstance(node, Party)
