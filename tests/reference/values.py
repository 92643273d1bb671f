"""«Metingen» and «Voorwaarden en waarden»: what is known at a tranche, and what an expression is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x
from resultaatcontract.text.calendar import shift
from resultaatcontract.text.reading import decimals

from .splitting import ZERO

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
    values: Mapping[tuple[str, str], object]
    dates: Mapping[str, int]
    choices: Mapping[str, str]


def people_of(results: object) -> list[Person]:
    """Everybody, in the order of the results."""
    found: list[Person] = []
    for row, one in enumerate(results.participants):  # type: ignore[attr-defined]
        for _ in range(one.number):
            found.append(Person(len(found), row, one.values, one.dates, one.choices))
    return found


class View:
    """The results as they are known at one tranche."""

    def __init__(self, contract: m.Contract, results: object, tranche: m.Tranche) -> None:
        self.contract = contract
        self.tranche = tranche
        self.scale = 10 ** decimals(contract.currency)
        self.people = people_of(results)
        self.shared_values: Mapping[tuple[str, str], object] = results.values  # type: ignore[attr-defined]
        self.indicators = {one.name: one for one in contract.indicators}
        self.is_final = tranche is contract.tranches[-1]
        # «te veel betaald verrekenen»: «in een tussentijdse tranche geeft niemand iets terug»
        self.nets = not self.is_final and not (contract.recovery is not None and contract.recovery.pay_back)
        self.now: dict[str, m.Moment] = {}  # per periode: of which one is spoken
        self._raw: dict[tuple[str, int | None, str | None], Value | Absent] = {}
        self._first: dict[str, set[int]] = {}
        self._whole: dict[int, Value | Absent] = {}

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
            return date.fromordinal(int(given))  # type: ignore[call-overload]
        if measurement.kind is x.Kind.MONEY:
            return Fraction(given) / self.scale  # type: ignore[arg-type]
        return Fraction(given)  # type: ignore[arg-type]

    # ------------------------------------------------------------------ «Voorwaarden en waarden»

    def value(self, expression: x.Expr, person: Person | None) -> Value | Absent:
        """What an expression is worth. «Het gaat om het hele resultaat»: what lacks a part, lacks altogether."""
        match expression:
            case x.Literal(value=known):
                return known
            case x.Given(constant=constant):
                return constant.value
            case x.PrincipalOf(loan=loan):
                return loan.principal
            case x.Measured(measurement=measurement, moment=moment):
                return self.measured(measurement, self.meant(moment), person)
            case x.HasChoice(attribute=attribute, choice=choice):
                assert person is not None
                return person.choices[attribute.name] == choice
            case x.ResultOf(indicator=name):
                return self.result(self.indicators[name], person)
            case x.Shifted(start=start, months=months, days=days):
                day = self.value(start, person)
                return day if isinstance(day, Absent) else shift(day, months, days)  # type: ignore[arg-type]
            case x.OverPeriods():
                return self._over_periods(expression)
            case x.Aggregate():
                if id(expression) not in self._whole:
                    self._whole[id(expression)] = self._over_all(expression)
                return self._whole[id(expression)]
            case x.Apply(operator=operator, arguments=arguments):
                parts = [self.value(argument, person) for argument in arguments]
                lacking = worst(part for part in parts if isinstance(part, Absent))
                return lacking or apply(operator, parts)
        raise AssertionError(expression)

    def holds(self, condition: x.Expr, person: Person | None) -> bool:
        """«Een poort die op een meting steunt die nog niet bekend is, is dicht», and so it is when that is missing."""
        return self.value(condition, person) is True

    def amount(self, expression: x.Expr, person: Person | None) -> Fraction | None:
        """An amount or a percentage; None when it rests on something that isn't there."""
        found = self.value(expression, person)
        if isinstance(found, Absent):
            return None
        assert isinstance(found, Fraction)
        return found

    # ------------------------------------------------------------------ «Periode»: `som van … per boekjaar`

    def _over_periods(self, one: x.OverPeriods) -> Value | Absent:
        lacking = self._lacking_of_contract(one.value)
        if lacking is not None:
            return lacking
        known = []
        for moment in one.period.moments:
            with self.speaking_of(one.period, moment):
                found = self.value(one.value, None)
            if not isinstance(found, Absent):  # «ontbreekt een meting van een periode, dan telt die periode niet mee»
                known.append(found)
        total = sum(known, ZERO)
        if one.function is x.Function.SUM:
            return total
        return total / len(known) if known else ZERO

    # ------------------------------------------------------------------ «Over alle deelnemers»

    def _over_all(self, one: x.Aggregate) -> Value | Absent:
        # A value of the contract that isn't there is lacking for the whole result, not for one participant.
        shared = [self._lacking_of_contract(part) for part in (one.value, one.condition, one.among) if part is not None]
        lacking = worst(reason for reason in shared if reason is not None)
        if lacking is not None:
            return lacking
        counted, met, total = 0, 0, ZERO
        for person in self.people:
            among = True if one.among is None else self.value(one.among, person)
            condition = True if one.condition is None else self.value(one.condition, person)
            value = ZERO if one.value is None else self.value(one.value, person)
            if any(part in (Absent.UNKNOWN, Absent.LEFT_OUT) for part in (among, condition, value)):
                continue  # «telt in teller noch noemer»
            if among is not True:
                continue
            if one.function is x.Function.SHARE:
                counted += 1
                met += condition is True
            elif condition is True:
                counted += 1
                total += ZERO if isinstance(value, Absent) else value  # type: ignore[operator]
        match one.function:
            case x.Function.COUNT:
                return Fraction(counted)
            case x.Function.SHARE:
                return Fraction(met, counted) if counted else ZERO
            case x.Function.SUM:
                return total
        return total / counted if counted else ZERO  # «een aandeel of gemiddelde over niemand is nul»

    def _lacking_of_contract(self, expression: x.Expr) -> Absent | None:
        """Whether a value of the contract in an expression about participants isn't there."""
        match expression:
            case x.Measured(moment=moment) if moment is not None and self._is_of_a_period(moment):
                return None
            case x.ResultOf(period=period) if period is not None and period not in self.now:
                return None
            case x.OverPeriods(value=value):
                reasons = [self._lacking_of_contract(value)]
            case x.Measured(measurement=measurement) if measurement.level is x.Level.CONTRACT:
                found = self.value(expression, None)
                return found if isinstance(found, Absent) else None
            case x.ResultOf(indicator=name):
                indicator = self.indicators[name]
                if indicator.level is x.Level.CONTRACT:
                    result = self.result(indicator, None)
                    return result if isinstance(result, Absent) else None
                reasons = [self._lacking_of_contract(part) for part in (indicator.result, *indicator.gates)]
            case x.Aggregate(value=value, condition=condition, among=among):
                reasons = [self._lacking_of_contract(part) for part in (value, condition, among) if part is not None]
            case x.Apply(arguments=arguments):
                reasons = [self._lacking_of_contract(argument) for argument in arguments]
            case x.Shifted(start=start):
                reasons = [self._lacking_of_contract(start)]
            case _:
                reasons = []
        return worst(reason for reason in reasons if reason is not None)

    def _is_of_a_period(self, moment: m.Moment) -> bool:
        return moment.period is not None and moment.day is None and moment.period not in self.now

    # ------------------------------------------------------------------ «Indicatoren»

    def result(self, indicator: m.Indicator, person: Person | None) -> Value | Absent:
        """The result of an indicator: with its gates, and only for «de eerste deelnemers»."""
        if indicator.level is x.Level.CONTRACT:
            person = None
        found = self._with_gates(indicator, person)
        if indicator.first is None or isinstance(found, Absent) or person is None:
            return found
        return found if person.index in self._counted(indicator) else _nothing(found)

    def counts(self, indicator: m.Indicator, person: Person | None) -> bool:
        """Whether anything can be paid: the result is known, the gates are open, and she is among the first."""
        if isinstance(self._with_gates(indicator, person), Absent):
            return False
        if any(not self.holds(gate, person) for gate in indicator.gates):
            return False
        return indicator.first is None or (person is not None and person.index in self._counted(indicator))

    def _with_gates(self, indicator: m.Indicator, person: Person | None) -> Value | Absent:
        now = None if indicator.period is None else self.now[indicator.period.name]
        key = (indicator.name, None if person is None else person.index, None if now is None else now.name)
        if key not in self._raw:
            found = self.value(indicator.result, person)
            gates = [self.value(gate, person) for gate in indicator.gates]
            lacking = worst(part for part in (found, *gates) if isinstance(part, Absent))
            if now is not None and not self.is_known(now, None):
                lacking = Absent.UNKNOWN  # «zodra die [periode] voorbij is»
            self._raw[key] = lacking or (found if all(gates) else _nothing(found))
        return self._raw[key]

    def _counted(self, indicator: m.Indicator) -> set[int]:
        """«De eerste zoveel deelnemers die het resultaat behalen (of van wie het resultaat niet nul is).»"""
        if indicator.name not in self._first:
            assert indicator.first is not None
            achieved = [one.index for one in self.people if _is_something(self._with_gates(indicator, one))]
            self._first[indicator.name] = set(achieved[: indicator.first])
        return self._first[indicator.name]

    # ------------------------------------------------------------------ the dates of a result, for «Indexering»

    def dates(self, expression: x.Expr, person: Person | None) -> Iterator[date | None]:
        """The dates of the measurements in an expression, None for one that isn't given; a value over all participants has no date of its own."""
        match expression:
            case x.Measured(moment=moment) if moment is not None:
                yield self.date_of(self.meant(moment), person)  # type: ignore[arg-type]
            case x.ResultOf(indicator=name):
                indicator = self.indicators[name]
                for part in (indicator.result, *indicator.gates):
                    yield from self.dates(part, person)
            case x.Apply(arguments=arguments):
                for argument in arguments:
                    yield from self.dates(argument, person)
            case x.Shifted(start=start):
                yield from self.dates(start, person)
            case x.OverPeriods(value=value, period=period):
                for moment in period.moments:
                    with self.speaking_of(period, moment):
                        yield from self.dates(value, person)


def _is_something(found: Value | Absent) -> bool:
    return not isinstance(found, Absent) and found not in (False, 0)


def _nothing(found: Value | Absent) -> Value:
    """«Dan is het resultaat nee of nul.»"""
    return False if isinstance(found, bool) else ZERO


# ------------------------------------------------------------------ «Rekenen»


def apply(operator: x.Operator, parts: list[Value]) -> Value:  # type: ignore[type-arg]
    """One operation on values that are all there."""
    match operator:
        case x.Operator.BOTH:
            return all(parts)
        case x.Operator.EITHER:
            return any(parts)
        case x.Operator.NOT:
            return not parts[0]
        case x.Operator.HIGHEST:
            return max(parts)  # type: ignore[type-var]
        case x.Operator.LOWEST:
            return min(parts)  # type: ignore[type-var]
        case x.Operator.NEGATE:
            return -parts[0]  # type: ignore[operator]
    one, other = parts
    match operator:
        case x.Operator.ADD:
            return one + other  # type: ignore[operator,return-value]
        case x.Operator.SUBTRACT if isinstance(one, date):
            return Fraction((one - other).days)  # type: ignore[operator,union-attr]
        case x.Operator.SUBTRACT | x.Operator.RISE:
            return one - other  # type: ignore[operator,return-value]
        case x.Operator.FALL:
            return other - one  # type: ignore[operator,return-value]
        case x.Operator.MULTIPLY | x.Operator.PERCENT_OF:
            return one * other  # type: ignore[operator,return-value]
        case x.Operator.DIVIDE:
            return one / other if other else ZERO  # type: ignore[operator,return-value]
        case x.Operator.RELATIVE_RISE:
            return (one - other) / other if other else ZERO  # type: ignore[operator,return-value]
        case x.Operator.RELATIVE_FALL:
            return (other - one) / other if other else ZERO  # type: ignore[operator,return-value]
        case x.Operator.AT_LEAST:
            return one >= other  # type: ignore[operator]
        case x.Operator.AT_MOST:
            return one <= other  # type: ignore[operator]
        case x.Operator.MORE:
            return one > other  # type: ignore[operator]
        case x.Operator.LESS:
            return one < other  # type: ignore[operator]
        case x.Operator.EQUAL:
            return one == other
        case x.Operator.UNEQUAL:
            return one != other
    raise AssertionError(operator)
