"""What a plan is run on: measurements of participants and of the contract, and what was paid before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from ..record import record

# A measured value: ja/nee, a number, a percentage (part of one), money in smallest units, a day number. None: missing.
Measured: TypeAlias = "bool | int | Fraction | None"
Key: TypeAlias = "tuple[str, str]"  # measurement and moment ("" for none)


@record
class Participant:
    """One participant (or `number` identical ones, in an example) under a pseudonym."""

    pseudonym: str
    values: Mapping[Key, Measured]
    dates: Mapping[str, int] = field(default_factory=dict)  # day number by moment
    choices: Mapping[str, str] = field(default_factory=dict)  # value by attribute
    number: int = 1


@record
class Results:
    """All measurements that a payment is worked out from."""

    participants: tuple[Participant, ...] = ()
    values: Mapping[Key, Measured] = field(default_factory=dict)
    # What earlier statements say was paid: (tranche, way, number of the betaling, party) → smallest units.
    paid: Mapping[tuple[str, str, int, str], int] = field(default_factory=dict)
    # What a fund grants, up to and including a tranche: (tranche, number of the betaling, party, as a top-up) → smallest
    # units.
    granted: Mapping[tuple[str, int, str, bool], int] = field(default_factory=dict)
