"""The outcome of a payment: who pays and receives what, when and for what. All amounts in whole smallest units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..plan import exact
from ..plan.inputs import Results
from ..plan.plan import ADVANCE, Plan, TranchePlan
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
    outcomes: list[TrancheOutcome] = []
    before: dict[str, int] = {}
    for tranche in tranches:
        cumulative = _by_source(tranche, done)
        parts = {source: amount - before.get(source, 0) for source, amount in cumulative.items()}
        before = cumulative
        outcomes.append(
            TrancheOutcome(
                name=tranche.name,
                title=tranche.title,
                day=tranche.day,
                entitlement=done.value(tranche.entitlement),
                total=done.value(tranche.total),
                pays={party: done.value(node) for party, node in tranche.pays},
                receives={party: done.value(node) for party, node in tranche.receives},
                parts=parts,
                vat={party: done.value(node) for party, node in tranche.vat},
                results={name: done.value(node) for name, node in tranche.results},
            )
        )
    years: dict[int, int] = {}
    for outcome in outcomes:
        years[outcome.day.year] = years.get(outcome.day.year, 0) + outcome.total
    return Outcome(
        currency=plan.currency,
        total=sum(outcome.total for outcome in outcomes),
        tranches=tuple(outcomes),
        pays=_summed([outcome.pays for outcome in outcomes]),
        receives=_summed([outcome.receives for outcome in outcomes]),
        indicators=_summed([outcome.parts for outcome in outcomes]),
        years=years,
        vat=_summed([outcome.vat for outcome in outcomes]),
        lapsed=done.value(tranches[-1].lapsed) if tranches else 0,
        run=done,
    )


def _by_source(tranche: TranchePlan, done: Run) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in tranche.parts:
        source = ADVANCE if part.source.startswith(f"{ADVANCE}/") else part.source
        found[source] = found.get(source, 0) + done.value(part.due)
    return found


def _summed(amounts: list[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in amounts:
        for name, amount in one.items():
            total[name] = total.get(name, 0) + amount
    return total


def _participants(outcome: Outcome) -> Iterator[tuple[str, dict[str, int]]]:
    done = outcome.run
    tranches = done.plan.tranches[: len(outcome.tranches)]
    if not tranches:
        return
    shares: list[tuple[str, list[tuple[int, int]]]] = []
    for part in tranches[-1].parts:
        if part.per_participant is not None:
            amounts = list(zip(done.by_profile(part.per_participant), done.counts, strict=True))
            shares.append((part.source, exact.over_participants(done.value(part.due), amounts)))
    given = [[0] * len(done.counts) for _ in shares]
    for row, stretches in zip(done.rows, done.profile_of, strict=True):
        amounts_by_source = {source: 0 for source, _ in shares}
        for number, (source, by_profile) in enumerate(shares):
            for profile, people in stretches:
                amount, extra = by_profile[profile]
                before = given[number][profile]
                given[number][profile] += people
                # The first `extra` participants of a profile get one unit more.
                more = min(before + people, extra) - min(before, extra)
                amounts_by_source[source] += amount * people + more
        yield row.pseudonym, amounts_by_source
