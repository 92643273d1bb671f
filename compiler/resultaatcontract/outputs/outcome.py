"""The outcome of a payment: who pays and receives what, when and for what. All amounts in whole smallest units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..plan import exact
from ..plan.graph import NodeId
from ..plan.inputs import Results
from ..plan.plan import Plan
from ..plan.run import Run, run
from ..record import record


@record
class TrancheOutcome:
    """One payment date. `parts` by source (indicator, minimum, voorschot); all amounts are for this tranche alone."""

    name: str
    title: str
    day: date
    entitlement: int  # cumulative
    total: int
    pays: dict[str, int]
    receives: dict[str, int]
    parts: dict[str, int]
    vat: dict[str, int]
    results: dict[str, object]


@record
class Outcome:
    """Everything that is due up to and including the last tranche worked out."""

    currency: str
    total: int
    tranches: tuple[TrancheOutcome, ...]
    pays: dict[str, int]
    receives: dict[str, int]
    indicators: dict[str, int]
    years: dict[int, int]
    vat: dict[str, int]
    lapsed: int
    run: Run

    def participants(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Per pseudonym the amount for each indicator, in the order of the results; sums to the indicators' amounts.

        Amounts that come from no participant (indicators of the contract, advances, minimums) aren't in it.
        """
        return _participants(self)


def pay(plan: Plan, results: Results, at: date | None = None) -> Outcome:
    """Work out what is due; with `at`, only the tranches that fall due on or before that day."""
    done = run(plan, results)
    tranches = tuple(tranche for tranche in plan.tranches if at is None or tranche.day <= at)

    def amounts(pairs: tuple[tuple[str, NodeId], ...]) -> dict[str, int]:
        return {name: done.value(node) for name, node in pairs}

    outcomes = tuple(
        TrancheOutcome(
            name=tranche.name,
            title=tranche.title,
            day=tranche.day,
            entitlement=done.value(tranche.entitlement),
            total=done.value(tranche.total),
            pays=amounts(tranche.pays),
            receives=amounts(tranche.receives),
            parts=amounts(tranche.sources),
            vat=amounts(tranche.vat),
            results=dict(amounts(tranche.results)),
        )
        for tranche in tranches
    )
    if not tranches:
        return Outcome(plan.currency, 0, (), {}, {}, {}, {}, {}, 0, done)
    last = tranches[-1].so_far
    return Outcome(
        currency=plan.currency,
        total=done.value(last.total),
        tranches=outcomes,
        pays=amounts(last.pays),
        receives=amounts(last.receives),
        indicators=amounts(last.sources),
        years={year: done.value(node) for year, node in last.years},
        vat=amounts(last.vat),
        lapsed=done.value(tranches[-1].lapsed),
        run=done,
    )


def _participants(outcome: Outcome) -> Iterator[tuple[str, dict[str, int]]]:
    done = outcome.run
    tranches = done.plan.tranches[: len(outcome.tranches)]
    if not tranches:
        return
    parts = [
        (
            part.source,
            exact.over_participants(
                done.value(part.due), list(zip(done.by_profile(part.per_participant), done.counts, strict=True))
            ),
        )
        for part in tranches[-1].parts
        if part.per_participant is not None
    ]
    for row, amounts in zip(done.rows, exact.per_participant(parts, done.profile_of), strict=True):
        yield row.pseudonym, amounts
