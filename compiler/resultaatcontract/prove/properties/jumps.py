"""The largest change of the total for one smallest step in one measurement, per indicator, and where it happens."""

from __future__ import annotations

from fractions import Fraction

from ...model.contract import Contract, Indicator, JumpLimit
from ...model.expressions import Level
from ...outputs.outcome import pay
from ...plan.inputs import Measured, Results
from ...text.reading import decimals
from ..goal import Goal, only
from ..intervals import Exact
from ..lines import Apart
from ..moves import Move, small_pair
from ..prover import Prover, Verdict
from .property import Property, PropertyKind
from .words import money, size, value_named


def jumps(prover: Prover, moves: list[Move]) -> list[Property]:
    """One property per indicator, and one for all together where the author limits that."""
    contract = prover.compiled.contract
    total = only(prover.compiled.plan.tranches[-1].so_far.total)
    found: list[Property] = []
    if contract.jump is not None:
        subject = "Eén stap in één meting verandert het totaal"
        found.append(_property(subject, moves, total, contract.jump, contract, prover))
    for one in contract.indicators:
        own = [move for move in moves if _belongs(move, one)]
        if own and (one.price is not None or one.jump is not None):
            subject = f"Eén stap in één meting van “{one.title}” verandert het totaal"
            found.append(_property(subject, own, total, one.jump, contract, prover))
    return found


def _belongs(move: Move, indicator: Indicator) -> bool:
    return any(name.partition("@")[0] == indicator.name for name in move.indicators)


def _property(
    subject: str, moves: list[Move], total: Goal, limit: JumpLimit | None, contract: Contract, prover: Prover
) -> Property:
    most = _most_proved(moves, total)
    seen = _most_found(moves, total)
    span = None if limit is None else limit.span
    told = "" if seen is None else _told(seen[0], seen[1], contract, prover)
    if limit is not None:
        allowed = limit.amount * 10 ** decimals(contract.currency)
        subject = f"{subject} met ten hoogste {money(allowed, contract)}."
        if most is not None and most <= allowed:
            return Property(PropertyKind.JUMP, subject, Verdict.PROVED, told, (), 0, span)
        if seen is not None and _far(seen[1].change) > allowed:
            move, apart = seen
            apart = small_pair(prover, move, apart, total, lambda change: _far(change) > allowed)
            told, pair = _told(move, apart, contract, prover), (apart.lower, apart.higher)
            return Property(PropertyKind.JUMP, subject, Verdict.REFUTED, told, pair, 0, span)
        return Property(PropertyKind.JUMP, subject, Verdict.UNDECIDED, _why(told, most, contract), (), 0, span)
    if most is None:
        least = 0 if seen is None else _far(seen[1].change)
        subject = f"{subject} met ten minste {money(least, contract)}, en met niet veel meer."
        return Property(PropertyKind.JUMP, f"{subject}", Verdict.UNDECIDED, _why(told, most, contract))
    subject = f"{subject} met ten hoogste {money(most, contract)}."
    return Property(PropertyKind.JUMP, subject, Verdict.PROVED, told)


def _why(told: str, most: Exact | None, contract: Contract) -> str:
    bound = "Een grens is niet bewezen." if most is None else f"Bewezen is ten hoogste {money(most, contract)}."
    return f"{bound} {told}".strip()


def _most_proved(moves: list[Move], total: Goal) -> Exact | None:
    """No step changes the total by more; None when no end is known."""
    found: Exact = 0
    for move in moves:
        low, high = move.proved[total]
        if low is None or high is None:
            return None
        found = max(found, -low, high)
    return found


def _most_found(moves: list[Move], total: Goal) -> tuple[Move, Apart] | None:
    best: tuple[Move, Apart] | None = None
    for move in moves:
        for one in (move.most.get(total), move.least.get(total)):
            if one is not None and one.change and (best is None or _far(one.change) > _far(best[1].change)):
                best = (move, one)
    return best


def _told(move: Move, pair: Apart, contract: Contract, prover: Prover) -> str:
    """Where it happens: from which value to which, and what the total is before and after."""
    before, after = (pay(prover.compiled.plan, one).total for one in (pair.lower, pair.higher))
    low = value_named(move.measurement, _value(move, pair.lower, pair.higher), contract)
    high = value_named(move.measurement, _value(move, pair.higher, pair.lower), contract)
    at = f" op {move.moment}" if move.moment else ""
    who = " van één deelnemer" if move.measurement.level is Level.PARTICIPANT else ""
    return (
        f"De grootste sprong die is gevonden, is {size(pair.change, contract)}: gaat “{move.measurement.title}”{at}{who} "
        f"van {low} naar {high}, dan gaat het totaal van {money(before, contract)} naar {money(after, contract)}."
    )


def _value(move: Move, one: Results, other: Results) -> Fraction | bool:
    """The value of the measurement in the first of two results that differ in it."""
    if move.measurement.level is Level.CONTRACT:
        return _exact(one.values[move.key])
    counts: dict[Measured, int] = {}
    for results, sign in ((one, 1), (other, -1)):
        for person in results.participants:
            value = person.values.get(move.key)
            counts[value] = counts.get(value, 0) + sign * person.number
    return _exact(next(value for value, number in counts.items() if number > 0 and value is not None))


def _exact(value: Measured) -> Fraction | bool:
    assert value is not None
    return value if isinstance(value, bool) else Fraction(value)


def _far(change: Exact) -> Exact:
    return -change if change < 0 else change
