"""Questions on which the compiler and the reference still give different amounts.

Each has a contract in `tests/questions/`, whose examples hold the answer of the reference. `touches` says of which
contracts the amounts may differ for this reason; a difference in any other contract is a failure. A question that is
answered disappears from here; its contract stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x
from resultaatcontract.model.bounds import bounds

from .generators import Case
from .reference import settle
from .reference.prices import price
from .reference.values import View
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


def _steps(contract: m.Contract) -> Iterator[m.Step]:
    yield from (*contract.participant_steps, *contract.steps)
    for one in (*contract.parts, *contract.indicators):
        yield from (*one.participant_steps, *one.steps)
    for level in contract.levels:
        yield from (step for _, step in level.steps)


def _nets(contract: m.Contract) -> bool:
    return len(contract.tranches) > 1 and (contract.recovery is None or not contract.recovery.pay_back)


def _tables(contract: m.Contract) -> Iterator[tuple[m.Indicator, m.TablePrice]]:
    for one in contract.indicators:
        if isinstance(one.price, m.TablePrice):
            yield one, one.price


def _can_be_below_zero(one: m.Indicator) -> bool:
    low, _ = bounds(one.result)
    return low is None or low < 0


def _has_malus(contract: m.Contract) -> bool:
    for one in contract.indicators:
        match one.price:
            case m.FlatPrice(sign=sign, signed=signed) if sign < 0 or signed:
                return True
            case m.TablePrice(rows=rows) if any(row.sign < 0 or row.per_unit for row in rows):
                return True
    return False


def _limits(contract: m.Contract) -> Iterator[m.PayerLimit]:
    for payment in contract.payments:
        for line in (*payment.bearers, *payment.top_ups):
            assert isinstance(line, m.BearerLine | m.TopUp)
            if line.limit is not None:
                yield line.limit


def _two_in_a_year(contract: m.Contract) -> bool:
    years = [one.day.year for one in contract.tranches]
    return len(set(years)) < len(years)


def _advances(contract: m.Contract) -> bool:
    return any(one.kind in (m.TrancheKind.ADVANCE, m.TrancheKind.INSTALMENT) for one in contract.tranches)


def _caps(contract: m.Contract) -> bool:
    return bool(contract.year_caps) or any(one.cap is not None for one in contract.tranches)


def _lapses(contract: m.Contract) -> bool:
    return any(not cap.moves_on for cap in contract.year_caps)


def _claims(contract: m.Contract) -> Iterator[m.FixedClaim]:
    for payment in contract.payments:
        if isinstance(payment.receivers, m.Waterfall):
            yield from (claim for claim in payment.receivers.claims if isinstance(claim, m.FixedClaim))


def _measured(amount: x.Expr | None) -> bool:
    match amount:
        case None | x.Literal() | x.Given() | x.PrincipalOf():
            return False
        case x.Apply(arguments=arguments):
            return any(_measured(one) for one in arguments)
    return True


def _measured_limits(contract: m.Contract) -> bool:
    amounts: list[x.Expr | None] = [contract.maximum_fee, *(limit.amount for limit in _limits(contract))]
    amounts += [one.cap for one in contract.tranches] + [cap.amount for cap in contract.year_caps]
    amounts += [line.amount for payment in contract.payments for line in payment.order]
    amounts += [contract.participants.maximum_fee] if contract.participants is not None else []
    for step in _steps(contract):
        if isinstance(step, m.Cap | m.Floor | m.Deduction):
            amounts.append(step.amount)
    return any(_measured(one) for one in amounts)


def _follows(contract: m.Contract) -> bool:
    splits = [line.who for payment in contract.payments for line in payment.bearers]
    by_attribute = any(isinstance(one, m.ByAttribute) for one in splits)
    return by_attribute or any(isinstance(one.receivers, m.ByAttribute) for one in contract.payments)


def _floors_above(contract: m.Contract) -> bool:
    groups = [one for one in contract.parts if isinstance(one, m.Group)]
    steps = [*contract.participant_steps, *contract.steps, *(step for one in contract.levels for _, step in one.steps)]
    steps += [step for one in groups for step in (*one.participant_steps, *one.steps)]
    return any(isinstance(step, m.Floor) for step in steps)


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


def _below_zero(case: Case) -> bool:
    """Whether a part of the right is below zero at some tranche, for the contract or for one participant."""
    contract = case.compiled.contract
    for tranche in contract.tranches:
        view = View(contract, case.results, tranche)
        for one in contract.indicators:
            gates = next(
                (part.gates for part in contract.parts if isinstance(part, m.Group) and one in part.indicators), ()
            )
            people = view.people if one.level is x.Level.PARTICIPANT else [None]
            if one.period is not None:
                return True
            if any(price(view, one, gates, person) < 0 for person in people):
                return True
    return False


def _something_is_missing(case: Case) -> bool:
    values = [
        *case.results.values.values(),
        *(value for one in case.results.participants for value in one.values.values()),
    ]
    return any(value is None for value in values)


# ------------------------------------------------------------------ the questions

OPEN: tuple[Question, ...] = (
    Question(
        "A limit within one calendar year doesn't look at the whole year when the right becomes smaller within it",
        ("year_cap_within_one_year",),
        lambda contract: _two_in_a_year(contract) and _lapses(contract),
    ),
    Question(
        "The limit of a tranche or year takes back what was rightly paid before",
        ("cap_of_a_tranche", "cap_out_of_scope", "lapse_terugbetalen"),
        _caps,
    ),
    Question(
        "What lapsed revives with `verrekenen`, and not with `terugbetalen`",
        ("lapse_verrekenen",),
        lambda contract: _nets(contract) and _lapses(contract),
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
