"""A better result never pays less: in total, to a provider, and (but for one smallest unit) by a payer.

What is better, the author says (`beter is lager`); else it is what can only raise the total. A measurement that now
raises and now lowers the total has no better side: then it is refuted, with a pair of results that differ in it only.
"""

from __future__ import annotations

from ...model.contract import Better, Contract
from ...model.expressions import Kind, Level
from ...plan.inputs import Results
from ...plan.plan import PARTICIPANT
from ..goal import Goal, only
from ..lines import Apart
from ..moves import Move, receivers, small_pair
from ..prover import Prover, Verdict
from .property import Property, PropertyKind
from .words import money, party_named, size

UP, DOWN = 1, -1


def never_less_for_better(prover: Prover, moves: list[Move]) -> list[Property]:
    """One property per measurement for the total, then one per provider and per payer for all measurements together."""
    contract, plan = prover.compiled.contract, prover.compiled.plan
    last = plan.tranches[-1].so_far
    total = only(last.total)
    found: list[Property] = []
    better: dict[tuple[str, str], int] = {}
    for name in dict.fromkeys(move.measurement.name for move in moves):
        own = [move for move in moves if move.measurement.name == name]
        for move in own:
            better[move.key] = direction(move, total, own)
        if not any(better[move.key] for move in own):
            continue
        judged = [_judged(prover, move, total, better[move.key], 0) for move in own]
        found.append(_of_total(own, judged, [better[move.key] for move in own], contract))
    if len(last.receives) > 1:
        for party, node in last.receives:
            if _provides(party, contract):
                theirs = [move for move in moves if _reaches(move, party, contract)]
                found.append(_of_party(prover, theirs, better, party, only(node), "ontvangt"))
    if len(last.pays) > 1:
        for party, node in last.pays:
            found.append(_of_party(prover, moves, better, party, only(node), "betaalt"))
    return found


# ------------------------------------------------------------------ what is better


def direction(move: Move, total: Goal, moments: list[Move]) -> int:
    """Which way is better: UP or DOWN; 0 when neither is, or the total doesn't depend on it."""
    rises, falls = move.rises(total), move.falls(total)
    said = move.measurement.better
    if said is Better.NEITHER:
        return 0
    if said is not None:
        word = UP if said is Better.HIGHER else DOWN
        # An earlier moment against which a later one is set off has its better side the other way.
        earlier = move.measurement.period is None and move is not moments[-1]
        against = falls if word == UP else rises
        return -word if earlier and against else word
    if rises and falls:
        return 0
    if rises or falls:
        return UP if rises else DOWN
    return UP if move.ends >= 0 else DOWN


def _judged(prover: Prover, move: Move, goal: Goal, way: int, slack: int) -> tuple[Verdict, Apart | None]:
    """Whether a step the better way lowers an amount by more than `slack`; the pair that shows it."""
    if not way or (move.rises(goal, slack) if way == UP else move.falls(goal, slack)):
        return Verdict.PROVED, None
    worst = (move.least if way == UP else move.most).get(goal)
    if worst is not None and (worst.change < -slack if way == UP else worst.change > slack):
        return Verdict.REFUTED, small_pair(prover, move, worst, goal, lambda change: change * way < -slack)
    return Verdict.UNDECIDED, None


# ------------------------------------------------------------------ properties


def _of_total(
    moves: list[Move], judged: list[tuple[Verdict, Apart | None]], ways: list[int], contract: Contract
) -> Property:
    measurement = moves[0].measurement
    subject = f"{_better(moves, ways)} levert in totaal nooit minder op."
    for move, (verdict, pair), way in zip(moves, judged, ways, strict=True):
        if verdict is Verdict.REFUTED and pair is not None:
            told = f"{_step(move, way, pair)} is het totaal {size(pair.change, contract)} lager."
            return Property(PropertyKind.MONOTONE, subject, verdict, told, _worse_first(pair, way), 0, measurement.span)
    return _rest(subject, [verdict for verdict, _ in judged], measurement.span)


def _of_party(
    prover: Prover, moves: list[Move], better: dict[tuple[str, str], int], party: str, goal: Goal, way: str
) -> Property:
    """Of parts that are split by largest remainder one smallest unit says nothing."""
    contract = prover.compiled.contract
    name = party_named(party, contract)
    unit = money(1, contract)
    if way == "ontvangt":
        subject = f"Bij een beter eigen resultaat ontvangt {name} nooit meer dan {unit} minder."
    else:
        subject = f"Bij een beter resultaat betaalt {name} nooit meer dan {unit} minder."
    judged = [(move, *_judged(prover, move, goal, better[move.key], 1)) for move in moves]
    for move, verdict, pair in judged:
        if verdict is Verdict.REFUTED and pair is not None:
            side = better[move.key]
            told = f"{_step(move, side, pair)} {way} {name} {size(pair.change, contract)} minder."
            return Property(PropertyKind.MONOTONE, subject, verdict, told, _worse_first(pair, side))
    return _rest(subject, [verdict for _, verdict, _ in judged], None)


def _rest(subject: str, verdicts: list[Verdict], span: object) -> Property:
    if Verdict.UNDECIDED in verdicts:
        why = "Het verschil tussen twee resultaten is niet scherp genoeg te begrenzen, en er is geen tegenvoorbeeld gevonden."
        return Property(PropertyKind.MONOTONE, subject, Verdict.UNDECIDED, why, (), 0, span)  # type: ignore[arg-type]
    return Property(PropertyKind.MONOTONE, subject, Verdict.PROVED, "", (), 0, span)  # type: ignore[arg-type]


def _worse_first(pair: Apart, way: int) -> tuple[Results, Results]:
    return (pair.lower, pair.higher) if way == UP else (pair.higher, pair.lower)


def _better(moves: list[Move], ways: list[int]) -> str:
    """«Een hogere waarde van “Tevredenheid”»; of ja/nee: «Ja in plaats van nee bij “Betaald werk”»."""
    one = moves[0].measurement
    sides = {way for way in ways if way}
    if len(sides) > 1:
        return f"Een beter resultaat voor “{one.title}”"
    up = UP in sides or not sides
    if one.kind is Kind.YES_NO:
        return f"{'Ja in plaats van nee' if up else 'Nee in plaats van ja'} bij “{one.title}”"
    return f"Een {'hogere' if up else 'lagere'} waarde van “{one.title}”"


def _step(move: Move, way: int, pair: Apart) -> str:
    at = f" op {move.moment}" if move.moment else ""
    who = " bij één deelnemer meer" if move.measurement.level is Level.PARTICIPANT else ""
    if move.measurement.kind is Kind.YES_NO:
        return f"Is “{move.measurement.title}”{at}{who} {'ja' if way == UP else 'nee'}, dan"
    return f"Is “{move.measurement.title}”{at}{who and ' bij één deelnemer'} één stap {'hoger' if way == UP else 'lager'}, dan"


# ------------------------------------------------------------------ whose results


def _provides(party: str, contract: Contract) -> bool:
    """Who delivers the results: the participants, and who has that role."""
    return party == PARTICIPANT or any(one.name == party and "uitvoerder" in one.roles for one in contract.parties)


def _reaches(move: Move, party: str, contract: Contract) -> bool:
    """Whether a measurement belongs to an indicator for which this party receives."""
    own = [payment for payment in contract.payments if party in receivers(payment)]
    names = {one.name for payment in own for one in payment.indicators}
    return len(own) == len(contract.payments) or any(name in names for name in move.indicators)
