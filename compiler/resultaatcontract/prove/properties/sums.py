"""What adds up: payers bear the whole, every euro reaches a receiver, tranches are together the final settlement."""

from __future__ import annotations

from ...driver import Compiled
from ...model.contract import Contract
from ...text.source import Span
from ..goal import Goal
from ..intervals import Exact
from ..prover import Prover
from .claim import Claim, decide_together
from .property import Property, PropertyKind
from .words import size

_SUBJECTS = {
    PropertyKind.WHOLE: "Wat de betalers samen dragen, is altijd precies wat te betalen is",
    PropertyKind.ARRIVES: "Wat de ontvangers samen ontvangen, is altijd precies wat de betalers samen betalen.",
    PropertyKind.SETTLED: "De tranches zijn samen altijd precies het recht bij de eindafrekening",
}


def sums(prover: Prover) -> list[Property]:
    """One property per kind of sum; each holds at every tranche."""
    return decide_together(prover, sum_claims(prover.compiled))


def sum_claims(compiled: Compiled) -> list[Claim]:
    """One per kind of sum and tranche."""
    tranches = compiled.plan.tranches
    last = tranches[-1]
    goals: dict[PropertyKind, list[Goal]] = {
        PropertyKind.WHOLE: [
            _goal((1, one.shared), (-1, (one.due,)), (-1, one.topped), (1, one.dropped)) for one in tranches
        ],
        PropertyKind.ARRIVES: [
            _goal((1, tuple(node for _, node in one.pays)), (-1, tuple(node for _, node in one.receives)))
            for one in tranches
        ],
        PropertyKind.SETTLED: [
            _goal(
                (1, tuple(one.total for one in tranches)),
                (-1, (last.entitlement,)),
                (-1, last.topped),
                (1, (last.lapsed,)),
            )
        ],
    }
    return [
        Claim(
            kind,
            _subject(kind, compiled.contract),
            goal,
            0,
            0,
            lambda value: _tell(value, compiled.contract),
            _place(kind, compiled.contract),
        )
        for kind, own in goals.items()
        for goal in own
    ]


def _goal(*parts: tuple[int, tuple[int, ...]]) -> Goal:
    terms: dict[int, Exact] = {}
    for sign, nodes in parts:
        for node in nodes:
            terms[node] = terms.get(node, 0) + sign
    return tuple(sorted((node, factor) for node, factor in terms.items() if factor))


def _subject(kind: PropertyKind, contract: Contract) -> str:
    """The sentence, with what the text itself takes off or adds."""
    if kind is PropertyKind.ARRIVES:
        return _SUBJECTS[kind]
    held = [limit for payment in contract.payments for line in payment.held for limit in (line.limit, line.room)]
    lapses = any(limit is not None and limit.excess is None for limit in held)
    if kind is PropertyKind.SETTLED:
        lapses = lapses or any(not cap.moves_on for cap in contract.year_caps)
    added = any(payment.top_ups for payment in contract.payments)
    words = [
        *(["zonder wat volgens de tekst boven een grens vervalt"] if lapses else []),
        *(["met de aanvullingen erbij"] if added else []),
    ]
    return _SUBJECTS[kind] + "".join(f", {one}" for one in words) + "."


def _place(kind: PropertyKind, contract: Contract) -> Span | None:
    """A limit per calendar year above which amounts move on: the one thing in a text that tranches can't make up for."""
    moving = [cap.span for cap in contract.year_caps if cap.moves_on]
    return moving[0] if moving and kind is PropertyKind.SETTLED else None


def _tell(value: Exact, contract: Contract) -> str:
    words = "meer" if value > 0 else "minder"
    return f"Met deze metingen is het {size(value, contract)} {words}."
