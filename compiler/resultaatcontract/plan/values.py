"""Expressions of the model → nodes: per participant, and for the contract as known at a tranche."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from ..model.contract import Contract, Indicator, Measurement, Missing, Moment, Series
from ..model.expressions import (
    Aggregate,
    Apply,
    DayOf,
    Expr,
    Function,
    Given,
    HasChoice,
    InYear,
    Kind,
    Level,
    Literal,
    Measured,
    Operator,
    OverPeriods,
    PrincipalOf,
    ResultOf,
    Settled,
    Shifted,
)
from ..model.periods import in_period, of_period
from ..record import record
from ..text.reading import decimals
from . import graph as g
from .builder import GraphBuilder
from .graph import NodeId

_RELATIONS = {
    Operator.AT_LEAST: g.Relation.AT_LEAST,
    Operator.AT_MOST: g.Relation.AT_MOST,
    Operator.MORE: g.Relation.MORE,
    Operator.LESS: g.Relation.LESS,
    Operator.EQUAL: g.Relation.EQUAL,
    Operator.UNEQUAL: g.Relation.UNEQUAL,
}
_WAYS = {
    Operator.ROUND: g.RoundingWay.HALF_AWAY,
    Operator.ROUND_DOWN: g.RoundingWay.DOWN,
    Operator.ROUND_UP: g.RoundingWay.UP,
}


@record
class Personal:
    """A value per participant as part of her profile.

    `value` is 0 or False where it can't be used (a measurement missing, a gate closed). `counts` says whether she is
    counted at all (False: left out); `usable` whether nothing is missing and every personal gate is open, so that an
    amount may be paid for the value. `from_tranche` is the first tranche at which it is known; None: from the first.
    """

    value: NodeId
    person: NodeId  # the value in the layer of persons
    counts: NodeId
    usable: NodeId
    from_tranche: NodeId | None


class Values:
    """Makes nodes from expressions for one contract."""

    def __init__(self, contract: Contract, builder: GraphBuilder) -> None:
        self.contract = contract
        self.builder = builder
        self.scale = 10 ** decimals(contract.currency)
        self.indicators = {one.name: one for one in contract.indicators if one.period is None}
        for indicator in contract.indicators:
            if indicator.period is not None:
                for moment in indicator.period.moments:
                    own = of_period(indicator, indicator.period, moment)
                    self.indicators[own.name] = own
        self.cut_offs = tuple(tranche.cut_off.toordinal() for tranche in contract.tranches)
        # With one tranche and no cut-off of its own, all results count and no date is needed.
        self.timed = len(contract.tranches) > 1 or contract.tranches[0].cut_off_given
        self._personal: dict[tuple[int, int], Personal] = {}
        self._results: dict[str, Personal] = {}
        self.settled: Callable[[Settled], NodeId] | None = None  # in an assertion: an amount of the outcome
        # Worked out once for an indicator that many others refer to.
        self._behind: dict[str, dict[tuple[str, str], tuple[Measurement, Moment | None]]] = {}
        self._days_behind: dict[str, dict[str, Moment]] = {}
        self._shared: dict[tuple[str, int], NodeId] = {}

    # -------------------------------------------------------------- what an expression depends on

    def dependencies(self, value: Expr) -> tuple[tuple[Measurement, Moment | None], ...]:
        """Every measurement at a moment that the value uses, through indicators too; each once, in order."""
        found: dict[tuple[str, str], tuple[Measurement, Moment | None]] = {}
        self._collect(value, found)
        return tuple(found.values())

    def _collect(self, value: Expr, found: dict[tuple[str, str], tuple[Measurement, Moment | None]]) -> None:
        match value:
            case Measured(measurement=measurement, moment=moment):
                key = (measurement.name, "" if moment is None else moment.name)
                found.setdefault(key, (measurement, moment))
            case ResultOf(indicator=name):
                if name not in self._behind:
                    own: dict[tuple[str, str], tuple[Measurement, Moment | None]] = {}
                    for part in (self.indicators[name].result, *self.indicators[name].gates):
                        self._collect(part, own)
                    self._behind[name] = own
                for key, pair in self._behind[name].items():
                    found.setdefault(key, pair)
            case Apply(arguments=arguments):
                for argument in arguments:
                    self._collect(argument, found)
            case Shifted(start=start):
                self._collect(start, found)
            case InYear(day=Measured() as day):
                self._collect(day, found)

    def days(self, *values: Expr) -> tuple[Moment, ...]:
        """Every moment whose date, or its year, is asked for, through indicators too; each once, in order.

        A date that is fixed in the text is known by itself; the value of a series for its year only when it is there.
        """
        found: dict[str, Moment] = {}
        for value in values:
            self._collect_days(value, found)
        return tuple(found.values())

    def _collect_days(self, value: Expr, found: dict[str, Moment]) -> None:
        match value:
            case InYear(day=DayOf(moment=moment)):
                found.setdefault(moment.name, moment)
            case DayOf(moment=moment) if moment.day is None:
                found.setdefault(moment.name, moment)
            case ResultOf(indicator=name):
                if name not in self._days_behind:
                    own: dict[str, Moment] = {}
                    for part in (self.indicators[name].result, *self.indicators[name].gates):
                        self._collect_days(part, own)
                    self._days_behind[name] = own
                for key, moment in self._days_behind[name].items():
                    found.setdefault(key, moment)
            case Apply(arguments=arguments):
                for argument in arguments:
                    self._collect_days(argument, found)
            case Shifted(start=start):
                self._collect_days(start, found)

    def known_at(self, value: Expr, tranche: int) -> bool:
        """Whether what the value needs of the contract has had its moment by the cut-off of the tranche."""
        if not self.timed:
            return True
        if any(moment.day is not None and self.known_from(moment) > tranche for moment in self.days(value)):
            return False
        for measurement, moment in self.dependencies(value):
            if measurement.level is Level.CONTRACT and self.known_from(moment) > tranche:
                return False
        return True

    def known_from(self, moment: Moment | None) -> int:
        """For a moment with a fixed day: the first tranche that knows it. Without a moment: the last tranche."""
        if not self.timed:
            return 0
        if moment is None or moment.day is None:
            return len(self.cut_offs) - 1
        day = moment.day.toordinal()
        return next((i for i, cut_off in enumerate(self.cut_offs) if day <= cut_off), len(self.cut_offs))

    # -------------------------------------------------------------- values of the contract

    def constant(self, value: Fraction | int, kind: Kind, label: str | None = None) -> NodeId:
        """A literal; money is given in whole units and becomes smallest units."""
        scaled = value * self.scale if kind is Kind.MONEY else value
        return self.builder.constant(scaled, kind, label)

    def of_contract(self, value: Expr, tranche: int) -> NodeId:
        """The value for the contract as known at a tranche."""
        return self._node(value, tranche, personal=False)

    def usable(self, value: Expr) -> NodeId:
        """Whether none of the value's contract measurements with a lenient treatment is missing."""
        b = self.builder
        missing = [
            self._absent(m, at)
            for m, at in self.dependencies(value)
            if m.level is Level.CONTRACT and m.missing is not Missing.ERROR
        ]
        return b.negate(b.any_of(missing))

    def holds(self, conditions: Iterable[Expr], tranche: int) -> NodeId:
        """Whether all conditions of the contract hold at a tranche; one that isn't known yet doesn't."""
        b = self.builder
        nodes = []
        for condition in conditions:
            if not self.known_at(condition, tranche):
                return b.constant(False, Kind.YES_NO)
            nodes += [self.of_contract(condition, tranche), self.usable(condition)]
        return b.all_of(nodes)

    def amount_at(self, value: Expr, tranche: int) -> NodeId:
        """An amount of the contract at a tranche; nothing when it isn't known yet, or something that it needs is missing."""
        zero = self.builder.constant(0, value.kind)
        if not self.known_at(value, tranche):
            return zero
        return self.builder.choose(self.usable(value), self.of_contract(value, tranche), zero)

    # -------------------------------------------------------------- values per participant

    def result(self, indicator: Indicator) -> Personal:
        """The result of an indicator per participant, its personal gates applied."""
        known = self._results.get(indicator.name)
        if known is None:
            gates = tuple(gate for gate in indicator.gates if gate.level is Level.PARTICIPANT)
            known = self.personal(indicator.result, gates, indicator.first)
            self._results[indicator.name] = known
        return known

    def personal(self, value: Expr, gates: tuple[Expr, ...] = (), first: int | None = None) -> Personal:
        """A value per participant as part of her profile."""
        b = self.builder
        dependencies: dict[tuple[str, str], tuple[Measurement, Moment | None]] = {}
        for part in (value, *gates):
            self._collect(part, dependencies)
        moments: list[Moment | None] = [moment for _, moment in dependencies.values()]
        moments += self.days(value, *gates)
        not_achieved = b.any_of(self._missing(dependencies.values(), Missing.NOT_ACHIEVED))
        left_out = b.any_of(self._missing(dependencies.values(), Missing.LEFT_OUT))
        allowed = b.all_of([b.negate(not_achieved), b.negate(left_out), *(self.of_person(gate) for gate in gates)])
        node = self.of_person(value)
        if value.kind is Kind.YES_NO:
            node = b.all_of([node, allowed])
            if first is not None:
                some = b.all_of([node, *self._in_time(moments)])
                node = b.add(g.FirstOf(some, first, self._rank(moments)), Kind.YES_NO)
        else:
            zero = b.constant(0, value.kind)
            if first is not None:
                some = b.all_of([allowed, b.compare(g.Relation.UNEQUAL, node, zero), *self._in_time(moments)])
                allowed = b.add(g.FirstOf(some, first, self._rank(moments)), Kind.YES_NO)
            node = b.choose(allowed, node, zero)
        counts = b.negate(left_out)
        return Personal(
            value=self._as_result(node),
            person=node,
            counts=self._as_result(counts),
            usable=self._as_result(node if value.kind is Kind.YES_NO else allowed),
            from_tranche=self._since(moments),
        )

    def choice(self, attribute: str, choice: str) -> NodeId:
        """Whether the participant has this value of an attribute, as part of her profile."""
        return self._as_result(self.builder.add(g.HasChoice(attribute, choice), Kind.YES_NO))

    def year_of(self, *parts: Expr) -> NodeId | None:
        """The calendar year of the last moment of personal values, or None when no moment has a date."""
        b = self.builder
        days = [
            self._day(moment) for part in parts for measurement, moment in self.dependencies(part) if moment is not None
        ]
        if not days:
            return None
        days = list(dict.fromkeys(days))
        last = days[0] if len(days) == 1 else b.highest(days, Kind.DATE)
        return self._as_result(b.add(g.YearOf(last), Kind.NUMBER))

    def known_by(self, personal: Personal, tranche: int) -> NodeId:
        """Whether a personal value is known at a tranche."""
        b = self.builder
        if personal.from_tranche is None:
            return b.constant(True, Kind.YES_NO)
        known = b.value_of(personal.from_tranche)
        if known is not None:
            return b.constant(known <= tranche, Kind.YES_NO)
        return b.compare(g.Relation.AT_MOST, personal.from_tranche, b.constant(tranche, Kind.NUMBER))

    def either(self, value: Expr, tranche: int) -> NodeId:
        """A value for use per profile, whatever its level."""
        if value.level is Level.PARTICIPANT:
            return self.personal(value).value
        return self.of_contract(value, tranche)

    def of_person(self, value: Expr) -> NodeId:
        """The bare value per participant, before what is missing is dealt with.

        Values of the contract in it are those at the end: `from_tranche` keeps it out until they are known.
        """
        return self._node(value, len(self.cut_offs) - 1, personal=True)

    def _as_result(self, node: NodeId) -> NodeId:
        made = self.builder[node]
        if made.layer is not g.Layer.PERSON:
            return node
        return self.builder.add(g.Result(node), made.kind)

    def _missing(self, dependencies: Iterable[tuple[Measurement, Moment | None]], treatment: Missing) -> list[NodeId]:
        found = []
        for measurement, moment in dependencies:
            if measurement.missing is treatment:
                if measurement.level is Level.PARTICIPANT:
                    operation = g.IsMissing(measurement.name, "" if moment is None else moment.name)
                    found.append(self.builder.person_input(operation, Kind.YES_NO, True))
                else:
                    found.append(self._absent(measurement, moment))
        return found

    def _absent(self, measurement: Measurement, moment: Moment | None) -> NodeId:
        """Whether a measurement of the contract is missing."""
        operation = g.IsMissing(measurement.name, "" if moment is None else moment.name)
        at = "" if moment is None else f" op {moment.title}"
        return self.builder.contract_input(operation, Kind.YES_NO, True, f"{measurement.title}{at} ontbreekt")

    def _since(self, moments: Iterable[Moment | None]) -> NodeId | None:
        """The first tranche by which all moments have been, per profile; without a moment the last."""
        if not self.timed:
            return None
        b = self.builder
        fixed = 0
        nodes = []
        for moment in moments:
            if moment is None or moment.day is not None:
                fixed = max(fixed, self.known_from(moment))
            else:
                index = b.add(g.TrancheOf(self._day(moment), self.cut_offs), Kind.NUMBER)
                nodes.append(self._as_result(index))
        if not nodes:
            return b.constant(fixed, Kind.NUMBER)
        if fixed:
            nodes.append(b.constant(fixed, Kind.NUMBER))
        nodes = list(dict.fromkeys(nodes))
        return nodes[0] if len(nodes) == 1 else b.highest(nodes, Kind.NUMBER)

    def _rank(self, moments: Sequence[Moment | None]) -> NodeId | None:
        """Per person the first tranche by which all moments have been; None when that is the same for everybody.

        Whom a tranche knows, goes before whom only a later one does; so the first so many at any tranche are the first
        so many of all, as far as they are known.
        """
        b = self.builder
        dates = [
            b.add(g.TrancheOf(self._day(moment), self.cut_offs), Kind.NUMBER)
            for moment in moments
            if self.timed and moment is not None and moment.day is None
        ]
        if not dates:
            return None
        fixed = max((self.known_from(one) for one in moments if one is None or one.day is not None), default=0)
        nodes = [*dict.fromkeys(dates), *([b.constant(fixed, Kind.NUMBER)] if fixed else [])]
        return nodes[0] if len(nodes) == 1 else b.highest(nodes, Kind.NUMBER)

    def _in_time(self, moments: Iterable[Moment | None]) -> list[NodeId]:
        """Per person: whether each moment falls on or before the last cut-off; what comes later never counts."""
        if not self.timed:
            return []
        b = self.builder
        last = b.constant(len(self.cut_offs) - 1, Kind.NUMBER)
        return [
            b.compare(g.Relation.AT_MOST, b.add(g.TrancheOf(self._day(moment), self.cut_offs), Kind.NUMBER), last)
            for moment in moments
            if moment is not None and moment.day is None
        ]

    def _day(self, moment: Moment) -> NodeId:
        b = self.builder
        if moment.day is not None:
            return b.constant(moment.day.toordinal(), Kind.DATE)
        if moment.after is None:
            return b.add(g.DateOf(moment.name), Kind.DATE)
        return b.add(g.ShiftDate(self._day(moment.after), moment.months, moment.days), Kind.DATE)

    # -------------------------------------------------------------- the expressions themselves

    def _node(self, value: Expr, tranche: int, personal: bool) -> NodeId:
        b = self.builder
        match value:
            case Literal(value=known, kind=kind):
                return self._literal(known, kind)
            case Given(constant=constant, kind=kind):
                return self._literal(constant.value, kind, constant.title)
            case PrincipalOf(loan=loan):
                return self.constant(loan.principal, Kind.MONEY, loan.title)
            case Measured(measurement=measurement, moment=moment):
                return self.measured(measurement, moment)
            case HasChoice(attribute=attribute, choice=choice):
                return b.add(g.HasChoice(attribute.name, choice), Kind.YES_NO)
            case ResultOf(indicator=name):
                return self._result_of(self.indicators[name], tranche, personal)
            case Shifted(start=start, months=months, days=days):
                return b.add(g.ShiftDate(self._node(start, tranche, personal), months, days), Kind.DATE)
            case DayOf(moment=moment):
                return self._day(moment)
            case InYear(series=series, day=day):
                return self._in_year(series, self._node(day, tranche, personal))
            case Aggregate():
                return self._aggregate(value, tranche)
            case OverPeriods():
                return self._over_periods(value, tranche)
            case Apply(operator=operator, arguments=(rounded, Literal(value=Fraction() as unit))) if operator in _WAYS:
                unit = unit * self.scale if value.kind is Kind.MONEY else unit
                node = self._node(rounded, tranche, personal)
                return b.rounded(node, unit, _WAYS[operator])
            case Settled():
                assert self.settled is not None
                return self.settled(value)
            case Apply(operator=operator, arguments=arguments, kind=kind):
                nodes = [self._node(argument, tranche, personal) for argument in arguments]
                return self._apply(operator, nodes, kind)

    def _literal(self, known: object, kind: Kind, label: str | None = None) -> NodeId:
        if isinstance(known, bool):
            return self.builder.constant(known, kind, label)
        if isinstance(known, Fraction):
            return self.constant(known, kind, label)
        return self.builder.constant(known.toordinal(), kind, label)  # type: ignore[attr-defined]

    def _in_year(self, series: Series, day: NodeId) -> NodeId:
        """The value of a series in the year of a day, which may be a participant's own."""
        b = self.builder

        def value(year: int) -> NodeId:
            return self.constant(series.value_in(year), series.kind, f"{series.title} {year}")

        known = b.value_of(day)
        if isinstance(known, int):
            return value(date.fromordinal(known).year)
        year = b.add(g.YearOf(day), Kind.NUMBER)
        years = [year for year, _ in series.values]
        node = value(years[-1])
        for one in reversed(years[:-1]):
            until = b.compare(g.Relation.AT_MOST, year, b.constant(one, Kind.NUMBER))
            node = b.choose(until, value(one), node)
        return node

    def measured(self, measurement: Measurement, moment: Moment | None) -> NodeId:
        b = self.builder
        operation = g.Input(measurement.name, "" if moment is None else moment.name)
        whole = measurement.whole or measurement.kind in (Kind.YES_NO, Kind.DATE)
        if measurement.kind is Kind.MONEY and measurement.step is not None and measurement.low is not None:
            whole = (measurement.step * self.scale).denominator == 1 == (measurement.low * self.scale).denominator
        if measurement.level is Level.PARTICIPANT:
            return b.person_input(operation, measurement.kind, whole)
        at = "" if moment is None else f" op {moment.title}"
        return b.contract_input(operation, measurement.kind, whole, f"{measurement.title}{at}")

    def _result_of(self, indicator: Indicator, tranche: int, personal: bool) -> NodeId:
        if indicator.level is Level.PARTICIPANT:
            return self.result(indicator).person
        return self.contract_result(indicator, tranche)

    def contract_result(self, indicator: Indicator, tranche: int) -> NodeId:
        """The result of a contract-level indicator at a tranche, its gates applied; named after the indicator."""
        known = self._shared.get((indicator.name, tranche))
        if known is None:
            known = self._shared[indicator.name, tranche] = self._contract_result(indicator, tranche)
        return known

    def _contract_result(self, indicator: Indicator, tranche: int) -> NodeId:
        b = self.builder
        node = self.of_contract(indicator.result, tranche)
        allowed = b.all_of([self.usable(indicator.result), self.holds(indicator.gates, tranche)])
        if indicator.result.kind is Kind.YES_NO:
            return b.all_of([node, allowed], indicator.title, indicator.span)
        return b.choose(allowed, node, b.constant(0, indicator.result.kind), indicator.title, indicator.span)

    def _aggregate(self, value: Aggregate, tranche: int) -> NodeId:
        b = self.builder
        inner = [part for part in (value.value, value.condition, value.among) if part is not None]
        people = [self.personal(part) for part in inner]
        counted = [node for person in people for node in (person.counts, self.known_by(person, tranche))]
        number = None if value.value is None else people.pop(0)
        condition = None if value.condition is None else people.pop(0)
        among = None if value.among is None else people.pop(0)
        base = b.all_of([*counted, *([] if among is None else [among.value])])
        met = b.all_of([base, *([] if condition is None else [condition.value])])
        match value.function:
            case Function.COUNT:
                return b.count(met, value.span.text, value.span)
            case Function.SHARE:
                return b.add(
                    g.Divide(
                        b.count(met, f"{_words(value.condition)}: aantal"), b.count(base, "deelnemers die meetellen")
                    ),
                    Kind.PERCENT,
                    value.span.text,
                    value.span,
                )
        assert number is not None
        terms = b.choose(met, number.value, b.constant(0, value.kind))
        total = b.add(g.Sum(terms), value.kind, value.span.text if value.function is Function.SUM else None, value.span)
        if value.function is Function.SUM:
            return total
        return b.add(g.Divide(total, b.count(met)), value.kind, value.span.text, value.span)

    def _over_periods(self, value: OverPeriods, tranche: int) -> NodeId:
        """Over the periods that are known at the tranche; a period whose measurement is missing is left out."""
        b = self.builder
        terms: list[NodeId] = []
        counted: list[NodeId] = []
        zero, one = b.constant(0, value.kind), b.constant(1, Kind.NUMBER)
        for moment in value.period.moments:
            part = in_period(value.value, value.period.each, moment)
            if self.known_from(moment) <= tranche and self.known_at(part, tranche):
                there = self.usable(part)
                terms.append(b.choose(there, self.of_contract(part, tranche), zero))
                counted.append(b.choose(there, one, b.constant(0, Kind.NUMBER)))
        if value.function is Function.SUM:
            return b.sum(terms, value.kind, value.span.text, value.span)
        total = b.sum(terms, value.kind)
        return b.add(g.Divide(total, b.sum(counted, Kind.NUMBER)), value.kind, value.span.text, value.span)

    def _apply(self, operator: Operator, nodes: list[NodeId], kind: Kind) -> NodeId:
        b = self.builder
        if operator in _RELATIONS:
            return b.compare(_RELATIONS[operator], nodes[0], nodes[1])
        match operator:
            case Operator.ADD:
                return b.sum(nodes, kind)
            case Operator.SUBTRACT | Operator.RISE:
                return b.subtract(nodes[0], nodes[1], kind)
            case Operator.FALL:
                return b.subtract(nodes[1], nodes[0], kind)
            case Operator.NEGATE:
                return b.subtract(b.constant(0, kind), nodes[0], kind)
            case Operator.MULTIPLY | Operator.PERCENT_OF:
                return b.multiply(nodes[0], nodes[1], kind)
            case Operator.DIVIDE:
                return b.add(g.Divide(nodes[0], nodes[1]), kind)
            case Operator.BOTH:
                return b.all_of(nodes)
            case Operator.EITHER:
                return b.any_of(nodes)
            case Operator.NOT:
                return b.negate(nodes[0])
            case Operator.HIGHEST:
                return b.highest(nodes, kind)
            case Operator.LOWEST:
                return b.lowest(nodes, kind)
            case Operator.RELATIVE_RISE | Operator.RELATIVE_FALL:
                later, earlier = nodes
                base_kind = b[later].kind
                if operator is Operator.RELATIVE_RISE:
                    change = b.subtract(later, earlier, base_kind)
                else:
                    change = b.subtract(earlier, later, base_kind)
                return b.add(g.Divide(change, earlier), kind)
        raise AssertionError(operator)


def _words(value: Expr | None) -> str:
    return "deelnemers" if value is None else value.span.text
