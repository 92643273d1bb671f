"""Two compiled versions → their amendment. Funds are compared contract by contract, not as a whole."""

from __future__ import annotations

from ..annex.build import build_annex
from ..driver import Compiled
from .changes import changes
from .effects import effects, limits
from .explain import Amendment


def compare(old: Compiled, new: Compiled) -> Amendment:
    """Everything that differs between two versions of a contract."""
    return Amendment(
        old,
        new,
        tuple(changes(build_annex(old), build_annex(new))),
        tuple(effects(old, new)),
        tuple(limits(old, new)),
    )
