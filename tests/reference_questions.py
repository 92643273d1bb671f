"""Questions on which the compiler and the reference still give different amounts.

Each has a contract in `tests/questions/`, whose examples hold the answer of the reference. `touches` says of which
contracts the amounts may differ for this reason; a difference in any other contract is a failure. A question that is
answered disappears from here; its contract stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resultaatcontract.model import contract as m

from .generators import Case
from .reference_cases import Difference


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, which files in `tests/questions/` show it, and which contracts it touches."""

    asks: str
    files: tuple[str, ...]
    touches: Callable[[m.Contract], bool]
    also: Callable[[Case], bool] = lambda case: True  # which of their results
    cents: bool = False  # a few smallest units for each amount, no more


# ------------------------------------------------------------------ the questions

OPEN: tuple[Question, ...] = ()


A_FEW = 9


def touching(case: Case, found: Sequence[Difference]) -> list[str]:
    """The open questions that may be behind differences."""
    large = any(abs(one.compiler - one.reference) > A_FEW for one in found)
    return [
        one.asks for one in OPEN if one.touches(case.compiled.contract) and not (one.cents and large) and one.also(case)
    ]
