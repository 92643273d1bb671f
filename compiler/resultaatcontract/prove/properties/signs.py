"""No payment is below zero, unless the text declares that: a malus, or what was paid too much and is paid back."""

from __future__ import annotations

from ...driver import Compiled
from ...model.contract import Contract, TrancheKind, can_be_malus
from ..goal import only
from ..prover import Prover
from .claim import Claim, decide_together
from .property import Property, PropertyKind
from .words import money, party_named


def never_below_zero(prover: Prover) -> list[Property]:
    """For each payer and receiver: over the whole term, and in every tranche where nothing is paid back.

    With a malus an amount below zero is what the text says; nothing is claimed then.
    """
    return decide_together(prover, sign_claims(prover.compiled))


def sign_claims(compiled: Compiled) -> list[Claim]:
    """One per party and tranche, and one for the whole term."""
    contract, plan = compiled.contract, compiled.plan
    if any(can_be_malus(one.price) for one in contract.indicators):
        return []
    pays_back = contract.recovery is not None and contract.recovery.pay_back
    claims: list[Claim] = []
    last = plan.tranches[-1].so_far
    for way, amounts in (("betaalt", last.pays), ("ontvangt", last.receives)):
        for name, node in amounts:
            claims.append(_claim(contract, node, name, way, "in totaal"))
    for tranche, planned in zip(contract.tranches, plan.tranches, strict=True):
        # What was paid too much comes back at the final settlement, when the text says what happens with it.
        if pays_back or (tranche.kind is TrancheKind.FINAL and contract.recovery is not None):
            continue
        for way, amounts in (("betaalt", planned.pays), ("ontvangt", planned.receives)):
            for name, node in amounts:
                claims.append(_claim(contract, node, name, way, "in een tranche"))
    return claims


def _claim(contract: Contract, node: int, name: str, way: str, when: str) -> Claim:
    subject = f"Wat {party_named(name, contract)} {when} {way}, is nooit minder dan nul."
    return Claim(
        PropertyKind.SIGN,
        subject,
        only(node),
        0,
        None,
        lambda value: f"Met deze metingen is het {money(value, contract)}.",
    )
