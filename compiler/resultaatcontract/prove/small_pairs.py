"""Makes a pair of results that differ by one step small, as `shrink.py` does for one."""

from __future__ import annotations

from collections.abc import Callable

from ..model.contract import Contract
from ..plan.inputs import Key, Measured, Results
from ..record import changed
from .intervals import Exact
from .lines import Apart
from .shrink import shrunk
from .world import World

MOST_SMALLER = 150  # simpler pairs that are tried


def smaller(
    contract: Contract, world: World, key: Key, pair: Apart, still: Callable[[Results, Results], Exact | None]
) -> Apart:
    """A simpler pair that differs in the same step. `still` gives the change of a pair that will do, else None."""
    step = _step_between(pair, key)
    if step is None:
        return pair
    best = pair

    def wrong(lower: Results) -> bool:
        nonlocal best
        higher = _stepped(lower, key, *step)
        change = None if higher is None else still(lower, higher)
        if higher is None or change is None:
            return False
        best = Apart(change, lower, higher)
        return True

    shrunk(contract, world, pair.lower, wrong, MOST_SMALLER)
    return best


def _step_between(pair: Apart, key: Key) -> tuple[Measured, Measured] | None:
    """The value of the measurement before and after the step."""
    if key in pair.lower.values:
        return pair.lower.values[key], pair.higher.values[key]
    counts: dict[Measured, int] = {}
    for results, sign in ((pair.lower, 1), (pair.higher, -1)):
        for one in results.participants:
            value = one.values.get(key)
            counts[value] = counts.get(value, 0) + sign * one.number
    before = [value for value, number in counts.items() if number > 0]
    after = [value for value, number in counts.items() if number < 0]
    return (before[0], after[0]) if len(before) == len(after) == 1 else None


def _stepped(results: Results, key: Key, before: Measured, after: Measured) -> Results | None:
    """The same results with the step made, by the first participant who can; None when nobody can."""
    if key in results.values:
        if results.values[key] != before:
            return None
        return changed(results, values={**results.values, key: after})
    for index, one in enumerate(results.participants):
        if one.values.get(key) == before:
            rows = [changed(one, pseudonym=f"{one.pseudonym}x", values={**one.values, key: after}, number=1)]
            if one.number > 1:
                rows.append(changed(one, number=one.number - 1))
            others = (*results.participants[:index], *rows, *results.participants[index + 1 :])
            return changed(results, participants=others)
    return None
