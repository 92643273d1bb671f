"""The amounts of the compiled contract beside those of the reference, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resultaatcontract.model.contract import Contract
from resultaatcontract.outputs.outcome import Outcome
from resultaatcontract.plan.plan import ADVANCE, MINIMUM

from .reference import Settled
from .reference import steps, tranches

_NAMES = {steps.MINIMUM: MINIMUM, tranches.ADVANCE: ADVANCE}


def differences(outcome: Outcome, reference: Settled) -> list[str]:
    """Every amount that isn't the same, as a line: what, the compiler's amount, the reference's amount."""
    found: list[str] = []

    def compare(what: str, ours: Mapping[Any, int] | int, theirs: Mapping[Any, int] | int) -> None:
        if isinstance(ours, int) or isinstance(theirs, int):
            if ours != theirs:
                found.append(f"{what}: {ours} | {theirs}")
            return
        named = {_NAMES.get(key, key): amount for key, amount in theirs.items()}
        for key in {**ours, **named}:
            if ours.get(key, 0) != named.get(key, 0):
                found.append(f"{what} {key}: {ours.get(key, 0)} | {named.get(key, 0)}")

    for ours, theirs in zip(outcome.tranches, reference.tranches, strict=True):
        compare(f"{ours.name} recht", ours.entitlement, theirs.right)
        compare(f"{ours.name} totaal", ours.total, theirs.total)
        compare(f"{ours.name} betaalt", ours.pays, theirs.pays)
        compare(f"{ours.name} ontvangt", ours.receives, theirs.receives)
        compare(f"{ours.name} deel", ours.parts, theirs.parts)
        compare(f"{ours.name} btw", ours.vat, theirs.vat)
    compare("totaal", outcome.total, reference.total)
    compare("betaalt", outcome.pays, reference.pays)
    compare("ontvangt", outcome.receives, reference.receives)
    compare("indicator", outcome.indicators, reference.parts)
    compare("jaar", outcome.years, reference.years)
    compare("btw", outcome.vat, reference.vat)
    compare("vervallen", outcome.lapsed, reference.lapsed)
    rows = list(outcome.participants())
    return found, rows
