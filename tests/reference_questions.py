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


# ------------------------------------------------------------------ what a contract has


def _minimum_after_deduction(contract: m.Contract) -> bool:
    """Whether a minimum can fill up what a deduction left of the sum over participants."""
    levels = [one.steps for one in (*contract.parts, *contract.indicators)] + [contract.steps]
    return contract.participants is not None and any(
        any(isinstance(step, m.Floor) for step in steps) and any(isinstance(step, m.Deduction) for step in steps)
        for steps in levels
    )


# ------------------------------------------------------------------ the questions

OPEN: tuple[Question, ...] = (
    Question(
        "What a minimum adds after a deduction took all of the sum: whether it is any participant's",
        ("minimum_after_deduction",),
        _minimum_after_deduction,
    ),
)


A_FEW = 9


def touching(case: Case, found: Sequence[Difference]) -> list[str]:
    """The open questions that may be behind differences."""
    large = any(abs(one.compiler - one.reference) > A_FEW for one in found)
    return [
        one.asks for one in OPEN if one.touches(case.compiled.contract) and not (one.cents and large) and one.also(case)
    ]
