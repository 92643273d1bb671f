"""Questions on which the compiler and the reference still give different amounts.

Each has a contract in `tests/questions/`, whose examples hold the answer of the reference. `touches` says of which
contracts the amounts may differ for this reason; a difference in any other contract is a failure. A question that is
answered disappears from here; its contract stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x

from .generators import Case
from .reference import settle
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


def _nets(contract: m.Contract) -> bool:
    return len(contract.tranches) > 1 and (contract.recovery is None or not contract.recovery.pay_back)


def _advances(contract: m.Contract) -> bool:
    return any(one.kind in (m.TrancheKind.ADVANCE, m.TrancheKind.INSTALMENT) for one in contract.tranches)


def _caps(contract: m.Contract) -> bool:
    return bool(contract.year_caps) or any(one.cap is not None for one in contract.tranches)


def _lapses(contract: m.Contract) -> bool:
    return any(not cap.moves_on for cap in contract.year_caps)


def _measured(amount: x.Expr | None) -> bool:
    match amount:
        case None | x.Literal() | x.Given() | x.PrincipalOf():
            return False
        case x.Apply(arguments=arguments):
            return any(_measured(one) for one in arguments)
    return True


def _minimum_after_deduction(contract: m.Contract) -> bool:
    """Whether a minimum can fill up what a deduction left of the sum over participants."""
    levels = [one.steps for one in (*contract.parts, *contract.indicators)] + [contract.steps]
    return contract.participants is not None and any(
        any(isinstance(step, m.Floor) for step in steps) and any(isinstance(step, m.Deduction) for step in steps)
        for steps in levels
    )


# ------------------------------------------------------------------ what results are like


def _something_goes_back(case: Case) -> bool:
    """Whether anything would be given back before the end, if it could."""
    contract = case.compiled.contract
    recovery = m.Recovery(span=contract.payments[0].span, pay_back=True, within=None)
    settled = settle(replace(contract, recovery=recovery), case.results)
    interim = settled.tranches[:-1]
    return any(
        amount < 0 for one in interim for amounts in (one.pays, one.receives, one.parts) for amount in amounts.values()
    )


# ------------------------------------------------------------------ the questions

OPEN: tuple[Question, ...] = (
    Question(
        "What a minimum adds after a deduction took all of the sum: whether it is any participant's",
        ("minimum_after_deduction",),
        _minimum_after_deduction,
    ),
    Question(
        "The limit of a tranche or year takes back what was rightly paid before, and is divided over the indicators anew",
        ("cap_of_a_tranche", "cap_out_of_scope", "lapse_terugbetalen", "lapse_verrekenen", "year_cap_within_one_year"),
        _caps,
    ),
    Question(
        "An advance above the limit of a year costs a part of the right",
        ("lapse_of_an_advance",),
        lambda contract: _lapses(contract) and _advances(contract),
    ),
    Question(
        "Whoever is among the first, is decided with results that the tranche doesn't know yet",
        ("first_of_known",),
        lambda contract: (
            any(one.first is not None for one in contract.indicators)
            and (len(contract.tranches) > 1 or contract.tranches[-1].cut_off_given)
        ),
    ),
    Question(
        "While an overpayment waits the reference lets no betaling fall; the compiler looks at those of the same payers together",
        (),
        _nets,
        _something_goes_back,
    ),
)


A_FEW = 9


def touching(case: Case, found: Sequence[Difference]) -> list[str]:
    """The open questions that may be behind differences."""
    large = any(abs(one.compiler - one.reference) > A_FEW for one in found)
    return [
        one.asks for one in OPEN if one.touches(case.compiled.contract) and not (one.cents and large) and one.also(case)
    ]
