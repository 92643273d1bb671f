"""A property that is a goal between two values, and how it is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from ...plan.inputs import Results
from ...plan.run import run
from ...record import record
from ...text.source import Span
from ..goal import Goal, value_of
from ..intervals import Exact, Interval
from ..prover import Prover, Range, Verdict
from ..shrink import shrunk
from .property import Property, PropertyKind

# From the value of a goal that is wrong to a Dutch sentence that says so.
Tell = Callable[[Exact], str]


@record
class Claim:
    """That a goal never lies below `least` or above `most` (None: no such end), for every possible result.

    `guides` are other goals whose extremes lie near where it fails; they only help to find a counter-example.
    """

    kind: PropertyKind
    subject: str
    goal: Goal
    least: Exact | None
    most: Exact | None
    tell: Tell = field(compare=False, repr=False)
    span: Span | None = field(default=None, compare=False, repr=False)
    guides: tuple[Goal, ...] = ()

    def broken_by(self, value: Exact) -> bool:
        """Whether a value is outside what is claimed."""
        return (self.least is not None and value < self.least) or (self.most is not None and value > self.most)

    def holds_within(self, ends: Interval) -> bool:
        """Whether every value between two ends is as claimed."""
        low, high = ends
        above = self.least is None or (low is not None and low >= self.least)
        return above and (self.most is None or (high is not None and high <= self.most))


_WORST = (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.PROVED)


def decide_together(prover: Prover, claims: Sequence[Claim]) -> list[Property]:
    """The same, with claims of one subject as one property: refuted when one is, proved when all are."""
    found: dict[tuple[str, Span | None], Property] = {}
    for one in decide(prover, claims):
        known = found.get((one.subject, one.span))
        if known is None or _WORST.index(one.verdict) < _WORST.index(known.verdict):
            found[one.subject, one.span] = one
    return list(found.values())


def decide(prover: Prover, claims: Sequence[Claim]) -> list[Property]:
    """How each claim turns out, in order. Counter-examples are looked for together, for all claims that aren't proved."""
    proved = {claim.goal: prover.proved(claim.goal) for claim in claims}
    for claim in claims:
        if not claim.holds_within(proved[claim.goal]):
            proved[claim.goal] = prover.proved_closer(claim.goal)
    unclear = list(
        dict.fromkeys(
            goal
            for claim in claims
            if not claim.holds_within(proved[claim.goal])
            for goal in (claim.goal, *claim.guides)
        )
    )
    before = prover.runs
    enough: dict[Goal, Interval] = dict.fromkeys(unclear, (None, None))
    enough.update({claim.goal: (claim.least, claim.most) for claim in claims})
    ranges = prover.ranges(unclear, enough) if unclear else {}
    runs = (prover.runs - before) // max(len(unclear), 1)
    return [
        Property(claim.kind, claim.subject, Verdict.PROVED, span=claim.span)
        if claim.holds_within(proved[claim.goal]) or claim.holds_within(_ends(ranges[claim.goal]))
        else _unclear(prover, claim, ranges[claim.goal], runs)
        for claim in claims
    ]


def _ends(found: Range) -> Interval:
    return found.lowest.proved, found.highest.proved


def _unclear(prover: Prover, claim: Claim, found: Range, runs: int) -> Property:
    for reached in (found.highest.reached, found.lowest.reached):
        if claim.broken_by(reached.amount):
            small, tried = _smallest(prover, claim, reached.results)
            told = claim.tell(value_of(claim.goal, run(prover.compiled.plan, small)))
            return Property(claim.kind, claim.subject, Verdict.REFUTED, told, (small,), runs + tried, claim.span)
    return Property(claim.kind, claim.subject, Verdict.UNDECIDED, _why(prover), (), runs, claim.span)


def _smallest(prover: Prover, claim: Claim, start: Results) -> tuple[Results, int]:
    """The simplest counter-example that was found, and how many scenarios were run for it."""
    tried = 0

    def wrong(results: Results) -> bool:
        nonlocal tried
        tried += 1
        return claim.broken_by(value_of(claim.goal, run(prover.compiled.plan, results)))

    return shrunk(prover.compiled.contract, prover.world, start, wrong), tried


def _why(prover: Prover) -> str:
    if prover.cut_short:
        return "Het zijn te veel gevallen om alle na te gaan, en er is geen tegenvoorbeeld gevonden."
    return "De grens die bewezen is, is te ruim, en er is geen tegenvoorbeeld gevonden."
