"""For a contract of a fund: what it asks of the fund never exceeds what is reserved for it."""

from __future__ import annotations

from ...driver import Compiled
from ..goal import only
from ..prover import Prover
from .claim import Claim, decide_together
from .property import Property, PropertyKind
from .words import money


def within_reservation(compiled: Compiled, fund: str, reserved: int) -> Property | None:
    """After every tranche together; `reserved` in smallest units. None when the fund pays nothing in this contract.

    Without the fund a contract is granted all that it asks, so what is proved holds whatever the fund has room for.
    """
    plan, contract = compiled.plan, compiled.contract
    amounts = [dict(one.so_far.pays)[fund] for one in plan.tranches if fund in dict(one.so_far.pays)]
    if not amounts:
        return None
    subject = f"De overeenkomst “{contract.title}” vraagt nooit meer van het fonds dan {money(reserved, contract)}."
    claims = [
        Claim(
            PropertyKind.RESERVED,
            subject,
            only(node),
            None,
            reserved,
            lambda value: f"Met deze metingen is het {money(value, contract)}.",
        )
        for node in amounts
    ]
    return decide_together(Prover(compiled), claims)[0]
