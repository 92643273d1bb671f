"""The amounts of the compiled contract beside those of the reference, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resultaatcontract.outputs.outcome import Outcome, pay
from resultaatcontract.plan.plan import ADVANCE, MINIMUM

from .generators import Case
from .reference import Settled, settle, steps, tranches

_NAMES = {steps.MINIMUM: MINIMUM, tranches.ADVANCE: ADVANCE}


def differs(case: Case) -> list[str]:
    """Every amount on which the compiler and the reference don't agree."""
    return differences(pay(case.compiled.plan, case.results), settle(case.compiled.contract, case.results))


def differences(outcome: Outcome, reference: Settled) -> list[str]:
    """A line for every amount that isn't the same: what, the compiler's amount, the reference's amount."""
    found: list[str] = []

    def compare(what: str, ours: Mapping[Any, int], theirs: Mapping[Any, int]) -> None:
        named = {_NAMES.get(key, key): amount for key, amount in theirs.items()}
        for key in {**ours, **named}:
            if ours.get(key, 0) != named.get(key, 0):
                found.append(f"{what} {key}: {ours.get(key, 0)} | {named.get(key, 0)}")

    for ours, theirs in zip(outcome.tranches, reference.tranches, strict=True):
        compare(ours.name, {"recht": ours.entitlement}, {"recht": theirs.right})
        compare(ours.name, {"totaal": ours.total}, {"totaal": theirs.total})
        compare(f"{ours.name} betaalt", ours.pays, theirs.pays)
        compare(f"{ours.name} ontvangt", ours.receives, theirs.receives)
        compare(f"{ours.name} deel", ours.parts, theirs.parts)
        compare(f"{ours.name} btw", ours.vat, theirs.vat)
    compare("alles", {"totaal": outcome.total}, {"totaal": reference.total})
    compare("betaalt", outcome.pays, reference.pays)
    compare("ontvangt", outcome.receives, reference.receives)
    compare("indicator", outcome.indicators, reference.parts)
    compare("jaar", outcome.years, reference.years)
    compare("btw", outcome.vat, reference.vat)
    compare("alles", {"vervallen": outcome.lapsed}, {"vervallen": reference.lapsed})
    for (name, own), one in zip(outcome.participants(), reference.participants, strict=True):
        compare(f"deelnemer {name}", own, one)
    return found
