"""«Voorwaarden en waarden» and «Indicatoren»: what an expression is worth, and the result of an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x
from resultaatcontract.text.calendar import shift

from .arithmetic import apply
from .known import Absent, Known, Person, Value, worst
from .splitting import ZERO

if TYPE_CHECKING:
    from resultaatcontract.plan.inputs import Results


class View(Known):
    """What every expression is worth at one tranche."""

    def __init__(self, contract: m.Contract, results: Results, tranche: m.Tranche, earlier: View | None = None) -> None:
        super().__init__(contract, results, tranche)
        self.earlier = earlier  # the tranche before
        self.indicators = {one.name: one for one in contract.indicators}
        self._raw: dict[tuple[str, str, int | None, str | None], Value | Absent] = {}
        self._first: dict[str, list[int]] = {}
        self._whole: dict[int, Value | Absent] = {}
        self.party: m.Party | None = None  # whose measurement is spoken of

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
                return self.measured(self._whose(measurement), self.meant(moment), person)
            case x.DayOf(moment=moment):  # «een vaste datum staat in de tekst, en is dus altijd bekend»
                return self._day_of(self.meant(moment), person) if moment.day is None else moment.day
            case x.HasChoice(attribute=attribute, choice=choice):
                assert person is not None
                return person.choices[attribute.name] == choice
            case x.ResultOf(indicator=name):
                return self.result(self.indicators[name], person)
            case x.Shifted(start=start, months=months, days=days):
                day = self.value(start, person)
                if isinstance(day, Absent):
                    return day
                assert isinstance(day, date)
                return shift(day, months, days)
            case x.InYear(series=series, day=moment_or_date):
                return self._in_year(series, moment_or_date, person)
            case x.OverPeriods():
                return self._over_periods(expression)
            case x.Aggregate():
                if id(expression) not in self._whole:
                    self._whole[id(expression)] = self._over_all(expression)
                return self._whole[id(expression)]
            case x.Apply(each=x.ForEach() as each):
                return self._for_each(each)
            case x.Apply(operator=operator, arguments=arguments):
                parts: list[Any] = [self.value(argument, person) for argument in arguments]
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

    # ------------------------------------------------------------------ «Een waarde per jaar»

    def _in_year(self, series: m.Series, of: x.DayOf | x.Measured, person: Person | None) -> Value | Absent:
        day = self._day_of(self.meant(of.moment), person) if isinstance(of, x.DayOf) else self.value(of, person)
        if isinstance(day, Absent):
            return day
        assert isinstance(day, date)
        # «vóór het eerste jaar geldt de waarde van het eerste, na het laatste die van het laatste»
        years = [year for year, _ in series.values]
        return dict(series.values)[min(max(day.year, years[0]), years[-1])]

    def _day_of(self, moment: m.Moment | None, person: Person | None) -> Value | Absent:
        """«Bekend zodra dat moment er is.»"""
        assert moment is not None
        if not self.is_known(moment, person):
            return Absent.UNKNOWN
        day = self.date_of(moment, person)
        assert day is not None, f"the date of {moment.name} is missing: nothing may be worked out"
        return day

    # ------------------------------------------------------------------ «Periode»: `som van … per boekjaar`

    def _over_periods(self, one: x.OverPeriods) -> Value | Absent:
        lacking = self._lacking_of_contract(one.value)
        if lacking is not None:
            return lacking
        known: list[Any] = []
        for moment in one.period.moments:
            with self.speaking_of(one.period, moment):
                found = self.value(one.value, None)
            if not isinstance(found, Absent):  # «ontbreekt een meting van een periode, dan telt die periode niet mee»
                known.append(found)
        total: Fraction = sum(known, ZERO)
        if one.function is x.Function.SUM:
            return total
        return total / len(known) if known else ZERO

    # ------------------------------------------------------------------ «Voor elk apart»

    def _whose(self, measurement: m.Measurement) -> m.Measurement:
        """Of what is measured per party: the measurement of the party that is spoken of."""
        if measurement.per_party is None or measurement.party is not None:
            return measurement
        assert self.party is not None
        name = f"{measurement.name}_{self.party.name}"
        return next(one for one in self.contract.measurements if one.name == name)

    def _for_each(self, each: x.ForEach) -> Value | Absent:
        """What the text says once, for every value of an attribute, every period or every party by itself."""
        found: list[Any] = []
        match each.of:
            case m.Period(moments=moments):
                for moment in moments:
                    with self.speaking_of(each.of, moment):
                        found.append(self.value(each.value, None))
            case m.PartyGroup(parties=parties):
                outer = self.party
                for self.party in parties:
                    found.append(self.value(each.value, None))
                self.party = outer
            case m.Attribute(name=name, choices=choices):
                everybody, worked_out = self.people, self._whole
                for choice, _ in choices:
                    self.people = [one for one in everybody if one.choices[name] == choice]
                    self._whole = {}
                    found.append(self.value(each.value, None))
                self.people, self._whole = everybody, worked_out
        lacking = worst(one for one in found if isinstance(one, Absent))
        if lacking is not None:
            return lacking
        if each.function is None:
            return all(found)
        total: Fraction = sum(found, ZERO)
        return total / len(found) if each.function is x.Function.AVERAGE else total

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
                counted += person.number
                met += person.number if condition is True else 0
            elif condition is True:
                counted += person.number
                total += value * person.number if isinstance(value, Fraction) else ZERO
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
            case x.DayOf(moment=moment) if self._is_of_a_period(moment):
                return None
            case x.DayOf(level=x.Level.CONTRACT):
                found = self.value(expression, None)
                return found if isinstance(found, Absent) else None
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
            case x.InYear(day=of):
                reasons = [self._lacking_of_contract(of)]
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

    def _with_gates(self, indicator: m.Indicator, person: Person | None, which: str = "all") -> Value | Absent:
        now = None if indicator.period is None else self.now[indicator.period.name]
        key = (indicator.name, which, None if person is None else person.index, None if now is None else now.name)
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
        assert indicator.first is not None
        return set(self._achieved(indicator)[: indicator.first])

    def _achieved(self, indicator: m.Indicator) -> list[int]:
        """«Wie bij een eerdere tranche al bekend was, gaat voor; daarna geldt de volgorde van de resultaten.»

        «Met de poorten van de deelnemer»: those of the group and of the contract come later.
        """
        if indicator.name not in self._first:
            own = replace(indicator, gates=tuple(gate for gate in indicator.gates if gate.level is x.Level.PARTICIPANT))
            now = [one.index for one in self.people if _is_something(self._with_gates(own, one, "own"))]
            before = [] if self.earlier is None else self.earlier._achieved(indicator)
            known = [index for index in before if index in now]
            self._first[indicator.name] = [*known, *(index for index in now if index not in known)]
        return self._first[indicator.name]

    # ------------------------------------------------------------------ the dates of a result, for «Indexering»

    def dates(self, expression: x.Expr, person: Person | None) -> Iterator[date]:
        """The dates of the measurements in an expression; a value over all participants has no date of its own."""
        match expression:
            case x.Measured(moment=moment):
                meant = self.meant(moment)
                day = None if meant is None else self.date_of(meant, person)
                if day is not None:
                    yield day
            case x.ResultOf(indicator=name):
                indicator = self.indicators[name]
                for part in (indicator.result, *indicator.gates):
                    yield from self.dates(part, person)
            case x.Apply(arguments=arguments):
                for argument in arguments:
                    yield from self.dates(argument, person)
            case x.Shifted(start=start) | x.InYear(day=x.Measured() as start):
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
