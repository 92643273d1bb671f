"""«Metingen», «Moment» and «Wat meetelt»: what is known at a tranche, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x
from resultaatcontract.text.calendar import shift

if TYPE_CHECKING:
    from resultaatcontract.plan.inputs import Measured, Results

_DECIMALS = {"JPY": 0, "KWD": 3}  # the others here have two

Value: TypeAlias = "bool | Fraction | date"


class Absent(Enum):
    """Why there is no value. Where several hold for one result, the highest counts."""

    NOT_ACHIEVED = 1  # «bij ontbreken niet behaald»
    LEFT_OUT = 2  # «bij ontbreken buiten beschouwing»
    UNKNOWN = 3  # its moment is not yet there


def worst(reasons: Iterable[Absent]) -> Absent | None:
    """The reason that counts; None when nothing is lacking."""
    return max(reasons, key=lambda reason: reason.value, default=None)


@dataclass(frozen=True)
class Person:
    """One participant; an example's forty equal ones are forty of these. `row` says of which line of the results."""

    index: int
    row: int
    values: Mapping[tuple[str, str], Measured]
    dates: Mapping[str, int]
    choices: Mapping[str, str]


def people_of(results: Results) -> list[Person]:
    """Everybody, in the order of the results."""
    found: list[Person] = []
    for row, one in enumerate(results.participants):
        for _ in range(one.number):
            found.append(Person(len(found), row, one.values, one.dates, one.choices))
    return found


class Known:
    """The results as they are known at one tranche."""

    def __init__(self, contract: m.Contract, results: Results, tranche: m.Tranche) -> None:
        self.contract = contract
        self.tranche = tranche
        self.scale = 10 ** _DECIMALS.get(contract.currency, 2)
        self.people = people_of(results)
        self.shared_values: Mapping[tuple[str, str], Measured] = results.values
        self.is_final = tranche is contract.tranches[-1]
        # «te veel betaald verrekenen»: «in een tussentijdse tranche geeft niemand iets terug»
        self.nets = not self.is_final and not (contract.recovery is not None and contract.recovery.pay_back)
        self.now: dict[str, m.Moment] = {}  # per periode: of which one is spoken

    # ------------------------------------------------------------------ «Moment» and «Wat meetelt»

    def date_of(self, moment: m.Moment, person: Person | None) -> date | None:
        """The day of a moment; None when the results don't give it."""
        if moment.day is not None:
            return moment.day
        if moment.after is not None:
            start = self.date_of(moment.after, person)
            return None if start is None else shift(start, moment.months, moment.days)
        assert person is not None
        given = person.dates.get(moment.name)
        return None if given is None else date.fromordinal(given)

    def meant(self, moment: m.Moment | None) -> m.Moment | None:
        """The last day of the period that is spoken of, where the text means «die periode»."""
        if moment is not None and moment.period is not None and moment.day is None:
            return self.now[moment.period]
        return moment

    @contextmanager
    def speaking_of(self, period: m.Period, moment: m.Moment) -> Iterator[None]:
        """Within this, a measurement per periode is that of one period."""
        before = dict(self.now)
        self.now[period.name] = moment
        yield
        self.now = before

    def is_known(self, moment: m.Moment | None, person: Person | None) -> bool:
        """Whether what is measured at the moment counts at this tranche."""
        if len(self.contract.tranches) == 1 and not self.tranche.cut_off_given:
            return True  # «heeft de overeenkomst één tranche zonder `resultaten t/m`, dan telt alles mee»
        if moment is None:
            return self.is_final  # «een meting zonder moment telt pas mee bij de eindafrekening»
        day = self.date_of(moment, person)
        if day is None:
            return self.is_final
        # «… telt mee vanaf de eerste tranche waarvan de peildatum op of na de datum van al zijn momenten ligt»;
        # «een moment na de peildatum van de eindafrekening telt nooit mee»
        tranches = self.contract.tranches
        so_far = tranches[: tranches.index(self.tranche) + 1]
        return day <= tranches[-1].cut_off and any(day <= one.cut_off for one in so_far)

    def measured(self, measurement: m.Measurement, moment: m.Moment | None, person: Person | None) -> Value | Absent:
        """The value of a measurement, or «als een meting ontbreekt»."""
        own = measurement.level is x.Level.PARTICIPANT
        if not self.is_known(moment, person if own else None):
            return Absent.UNKNOWN
        key = (measurement.name, moment.name if moment is not None else "")
        given = (person.values if own and person is not None else self.shared_values).get(key)
        if given is None:
            assert measurement.missing is not m.Missing.ERROR, f"{key} is missing: nothing may be worked out"
            return Absent.NOT_ACHIEVED if measurement.missing is m.Missing.NOT_ACHIEVED else Absent.LEFT_OUT
        if isinstance(given, bool):
            return given
        if measurement.kind is x.Kind.DATE:
            day: date = date.fromordinal(int(given))
            return day
        value = Fraction(given)
        return value / self.scale if measurement.kind is x.Kind.MONEY else value
