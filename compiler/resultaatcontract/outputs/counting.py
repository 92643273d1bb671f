"""Which measurements a statement doesn't count, and why: they are missing, count only later, or come too late.

The plan decides what counts; this tells it in the words of the file: a measurement, a moment and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from ..model.contract import Contract, Measurement, Missing, Moment
from ..model.expressions import Level
from ..plan import graph as g
from ..plan.exact import shift_day
from ..plan.inputs import Results
from ..plan.plan import Plan
from ..record import record


class Why(Enum):
    """Why a measurement isn't counted."""

    MISSING = "ontbreekt"
    LATER = "telt nog niet mee"
    TOO_LATE = "telt niet mee"


@record
class Uncounted:
    """A measurement (at a moment) that isn't counted, and whose: pseudonym and day of the moment.

    `whose` is empty for a measurement of the contract; its moment has a fixed day, or it has none.
    """

    why: Why
    measurement: Measurement
    moment: Moment | None
    whose: tuple[tuple[str, date | None], ...]


def uncounted(contract: Contract, plan: Plan, results: Results, tranches: int) -> tuple[Uncounted, ...]:
    """What the first so many tranches don't count, in the order of the contract; participants as in the results.

    A measurement is missing when its moment lies on or before the last cut-off of those tranches: what lies after it
    may still come. Without a date for her moment a participant has come that far at the final settlement.
    """
    until = _Until.of(contract, tranches)
    used = {
        (node.operation.measurement, node.operation.moment)
        for node in plan.nodes
        if isinstance(node.operation, g.Input | g.IsMissing)
    }
    found: list[Uncounted] = []
    for measurement in contract.measurements:
        for moment in measurement.moments or (None,):
            if (measurement.name, "" if moment is None else moment.name) in used:
                found += _of(measurement, moment, results, until)
    return tuple(found)


def day_number(moment: Moment, dates: Mapping[str, int]) -> int | None:
    """The day of a moment for a participant with these day numbers by moment; None when her date isn't known."""
    if moment.day is not None:
        return moment.day.toordinal()
    if moment.after is None:
        return dates.get(moment.name)
    start = day_number(moment.after, dates)
    return None if start is None else int(shift_day(start, moment.months, moment.days))


@record
class _Until:
    """The last cut-off of the tranches worked out and the last of all, as day numbers."""

    now: int
    last: int
    final: bool
    timed: bool  # False: there is one tranche and everything counts

    @classmethod
    def of(cls, contract: Contract, tranches: int) -> _Until:
        cut_offs = [one.cut_off.toordinal() for one in contract.tranches]
        return cls(
            now=cut_offs[tranches - 1] if tranches else 0,
            last=cut_offs[-1],
            final=tranches == len(cut_offs),
            timed=len(cut_offs) > 1 or contract.tranches[0].cut_off_given,
        )

    def why(self, day: int | None, missing: bool) -> Why | None:
        """Why a value whose moment falls on this day isn't counted; None when it is, or is awaited still."""
        early = self.timed and (not self.final if day is None else day > self.now)
        if missing:
            return None if early else Why.MISSING
        if not early:
            return None
        return Why.TOO_LATE if day is not None and day > self.last else Why.LATER


def _of(measurement: Measurement, moment: Moment | None, results: Results, until: _Until) -> Iterator[Uncounted]:
    key = (measurement.name, "" if moment is None else moment.name)
    lenient = measurement.missing is not Missing.ERROR
    if measurement.level is Level.CONTRACT:
        fixed = None if moment is None else day_number(moment, {})
        why = until.why(fixed, results.values.get(key) is None)
        if why is not None and (lenient or why is not Why.MISSING):
            yield Uncounted(why, measurement, moment, ())
        return
    whose: dict[Why, list[tuple[str, date | None]]] = {why: [] for why in Why}
    for row in results.participants:
        day = None if moment is None else day_number(moment, row.dates)
        why = until.why(day, row.values.get(key) is None)
        if why is not None and (lenient or why is not Why.MISSING):
            whose[why].append((row.pseudonym, None if day is None else date.fromordinal(day)))
    for why, people in whose.items():
        if people:
            yield Uncounted(why, measurement, moment, tuple(people))
