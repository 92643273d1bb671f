"""Words that properties have in common."""

from __future__ import annotations

from fractions import Fraction

from ...model.bounds import show
from ...model.contract import Contract, Measurement
from ...model.expressions import Kind
from ...plan.plan import PARTICIPANT
from ...text import writing
from ...text.reading import decimals
from ..intervals import Exact


def party_named(name: str, contract: Contract) -> str:
    """How a party is called within a sentence."""
    if name == PARTICIPANT:
        return "de deelnemers"
    return next((one.called for one in contract.parties if one.name == name), name)


def money(amount: Exact, contract: Contract) -> str:
    """An amount in smallest units, as it is written."""
    return writing.money(Fraction(amount) / 10 ** decimals(contract.currency), contract.currency)


def size(amount: Exact, contract: Contract) -> str:
    """The same without a sign."""
    return money(-amount if amount < 0 else amount, contract)


def value_named(one: Measurement, value: Fraction | bool, contract: Contract) -> str:
    """A measured value, money in smallest units, as it is written."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return money(value, contract) if one.kind is Kind.MONEY else show(value, one.kind, contract.currency)
