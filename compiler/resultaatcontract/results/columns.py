"""Which columns a results file of a contract has: from the checked model, and from what the plan works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TypeAlias, TypeVar

from ..driver import Compiled
from ..model.contract import Attribute, Contract, Measurement, Moment
from ..model.expressions import Level
from ..plan import graph as g
from ..plan.inputs import Key
from ..record import record

DEFAULT_UNIT = "deelnemer"
_LONGEST_GUESSED = 100


@record
class PseudonymColumn:
    heading: str
    needed: bool = True


@record
class AttributeColumn:
    heading: str
    attribute: Attribute
    needed: bool


@record
class DateColumn:
    """The day of a moment that each participant has her own of; `by_year`: its year decides an amount."""

    heading: str
    moment: Moment
    needed: bool
    by_year: bool


@record
class MeasurementColumn:
    """`needed`: the calculation uses it; one that it doesn't use may be given, and is checked all the same."""

    heading: str
    measurement: Measurement
    moment: Moment | None
    needed: bool
    key: Key  # one object for all participants


Column: TypeAlias = "PseudonymColumn | AttributeColumn | DateColumn | MeasurementColumn"


def is_reported(column: Column) -> bool:
    """Whether a value is asked for although nothing is worked out from it."""
    return isinstance(column, MeasurementColumn) and column.measurement.only_reported


@record
class Layout:
    """All columns for participants in the order of the workbook, and the values for the contract."""

    participants: tuple[Column, ...]
    agreement: tuple[MeasurementColumn, ...]
    by_heading: Mapping[str, Column]
    by_name: Mapping[str, MeasurementColumn]

    @property
    def pseudonym(self) -> PseudonymColumn:
        column = self.participants[0]
        assert isinstance(column, PseudonymColumn)
        return column

    def column(self, heading: str) -> Column | None:
        """The column that a heading stands for, however it is spaced and capitalised."""
        return _lookup(self.by_heading, heading)

    def value(self, name: str) -> MeasurementColumn | None:
        """The measurement of the contract that a name (with its moment) stands for."""
        return _lookup(self.by_name, name)

    def near_column(self, heading: str) -> str | None:
        return _near(heading, [column.heading for column in self.participants])

    def near_value(self, name: str) -> str | None:
        return _near(name, [column.heading for column in self.agreement])


def layout_of(compiled: Compiled) -> Layout:
    """The columns of a contract."""
    contract = compiled.contract
    inputs, dates, attributes = _used(compiled)
    measured = [
        (one, moment, (one.name, "" if moment is None else moment.name))
        for one in contract.measurements
        for moment in (one.moments or (None,))
    ]
    by_year = [moment.base for moment in contract.days_of_years]
    own: list[Column] = [PseudonymColumn(_pseudonym(contract))]
    own += [AttributeColumn(one.name, one, one.name in attributes) for one in contract.attributes]
    own += [
        DateColumn(f"datum {moment.name}", moment, moment.name in dates, moment in by_year)
        for moment in contract.moments
        if moment.level is Level.PARTICIPANT and moment.after is None
    ]
    taken = {column.heading for column in own}
    own += [
        MeasurementColumn(_heading(one, moment, taken), one, moment, key in inputs, key)
        for one, moment, key in measured
        if one.level is Level.PARTICIPANT
    ]
    agreement = tuple(
        MeasurementColumn(_heading(one, moment, set()), one, moment, key in inputs, key)
        for one, moment, key in measured
        if one.level is Level.CONTRACT
    )
    return Layout(tuple(own), agreement, _spellings(own), _spellings(agreement))


def _used(compiled: Compiled) -> tuple[set[Key], set[str], set[str]]:
    """What the plan asks for: measurements at moments, dates of moments, attributes."""
    inputs: set[Key] = set()
    dates: set[str] = set()
    attributes: set[str] = set()
    for node in compiled.plan.nodes:
        match node.operation:
            case g.Input(measurement, moment) | g.IsMissing(measurement, moment):
                inputs.add((measurement, moment))
            case g.DateOf(moment):
                dates.add(moment)
            case g.HasChoice(attribute):
                attributes.add(attribute)
    return inputs, dates, attributes


def _pseudonym(contract: Contract) -> str:
    """The name of the unit, unless a column of the contract already has that name."""
    if contract.participants is None:
        return DEFAULT_UNIT
    name = contract.participants.name
    taken = {one.name for one in contract.attributes} | {one.name for one in contract.measurements}
    return DEFAULT_UNIT if name in taken else name


def _heading(measurement: Measurement, moment: Moment | None, taken: set[str]) -> str:
    if moment is not None:
        return f"{measurement.name} {moment.name}"
    return f"meting {measurement.name}" if measurement.name in taken else measurement.name


C = TypeVar("C", bound=Column)


def _spellings(columns: Sequence[C]) -> dict[str, C]:
    """Every way to write each heading: capitals and `op` don't matter. What could mean two columns means none."""
    found: dict[str, C] = {}
    unclear: set[str] = set()
    for column in columns:
        for way in _ways(column):
            if found.setdefault(way.casefold(), column) is not column:
                unclear.add(way.casefold())
    for way in unclear:
        del found[way]
    return found | {column.heading: column for column in columns}


def _ways(column: Column) -> tuple[str, ...]:
    match column:
        case PseudonymColumn(heading):
            return heading, DEFAULT_UNIT
        case MeasurementColumn(heading, measurement, moment) if moment is not None:
            alone = (measurement.name,) if len(measurement.moments) == 1 else ()
            return heading, f"{measurement.name} op {moment.name}", *alone
    return (column.heading,)


def _lookup(found: Mapping[str, C], heading: str) -> C | None:
    words = " ".join(heading.split())
    return found.get(words) or found.get(words.casefold())


def _near(heading: str, known: Sequence[str]) -> str | None:
    if len(heading) > _LONGEST_GUESSED:
        return None
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(" ".join(heading.split()).casefold(), list(folded), 1, 0.6)
    return folded[near[0]] if near else None
