"""The entitlement as known at a tranche: participants first, then indicators, groups, attributes, the total.

One fixed order, from the inside out. At each level the steps run as written; rounding happens where the text says, and
where it says nothing, per payment line: the sum for a participant, or an indicator of the contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from ..model.contract import (
    AttributeLevel,
    Cap,
    Contract,
    Direction,
    Floor,
    Group,
    Indicator,
    Moment,
    Period,
    RoundTo,
    Step,
    WeightPrice,
    can_be_malus,
)
from ..model.expressions import Aggregate, Apply, Expr, InYear, Kind, Level, Measured, ResultOf, Shifted
from ..model.origins import every_split_attribute, split_attributes
from ..model.periods import period_indicator
from ..record import changed, record
from . import graph as g
from .builder import GraphBuilder
from .graph import NodeId
from .index import contract_index, personal_index
from .plan import CONDITION, MINIMUM, PARTS, Limit, LimitOf, RuleOf
from .prices import amounts_in, price_node
from .steps import Amount, Place, apply_steps, minimum, round_to, total_of
from .values import Values


@record
class Entitled:
    """The entitlement at a tranche in parts, before the last rounding, with what an explanation shows."""

    parts: tuple[Amount, ...]
    total: NodeId
    results: tuple[tuple[str, NodeId], ...]
    per_participant: tuple[tuple[str, NodeId], ...]
    shown: tuple[NodeId, ...]
    limits: tuple[Limit, ...]  # of the total and of attribute values


def rounds_by_itself(contract: Contract) -> bool:
    """Whether the text names no rounding at all, so that payment lines are rounded."""
    steps: list[Step] = [*contract.participant_steps, *contract.steps]
    for part in contract.parts:
        steps += [*part.participant_steps, *part.steps]
        if isinstance(part, Group):
            for indicator in part.indicators:
                steps += [*indicator.participant_steps, *indicator.steps]
    for level in contract.levels:
        steps += [step for _, step in level.steps]
    return not any(isinstance(step, RoundTo) for step in steps)


class Entitlement:
    """Works out the entitlement at each tranche."""

    def __init__(self, contract: Contract, values: Values) -> None:
        self.contract = contract
        self.values = values
        self.builder: GraphBuilder = values.builder
        self.default_rounding = rounds_by_itself(contract)
        self.attributes = {**split_attributes(contract), MINIMUM: every_split_attribute(contract)}
        self.group_gates = {
            one.name: part.gates for part in contract.parts if isinstance(part, Group) for one in part.indicators
        }
        self.paid = [one for one in values.indicators.values() if one.price is not None]
        self.signed = any(can_be_malus(one.price) for one in contract.indicators)
        self._full: dict[str, NodeId] = {}
        self._shown: list[NodeId] = []  # of the tranche at hand

    def at(self, tranche: int) -> Entitled:
        """The entitlement over all results known at the cut-off of a tranche (counted from 0)."""
        contract, b = self.contract, self.builder
        results: list[tuple[str, NodeId]] = []
        self._shown = []
        per_participant = self._participants(tranche)
        sums = self._sums(per_participant)
        parts: list[Amount] = []
        for part in contract.parts:
            if isinstance(part, Group):
                parts += self._group(part, sums, tranche, results)
            else:
                parts += self._indicator(part, sums, tranche, results, True)
        parts += sums.pop(MINIMUM, [])
        for level in contract.levels:
            parts = self._level(level, parts, tranche)
        if len(parts) > 1:
            self._shown.append(total_of(parts, b, PARTS))
        place = self._place("Totaal", tranche)
        if contract.maximum_fee is not None:
            ceiling = Cap(span=contract.maximum_fee.span, amount=contract.maximum_fee)
            parts = apply_steps(parts, (ceiling,), place, b)
        parts = apply_steps(parts, contract.steps, place, b)
        total = round_to(total_of(parts, b), Fraction(1), Direction.HALF_AWAY, "Recht, afgerond", b)
        return Entitled(
            tuple(parts),
            total,
            tuple(results),
            self._merged(per_participant),
            tuple(self._shown),
            self._limits(parts, total, place),
        )

    def _limits(self, parts: list[Amount], total: NodeId, place: Place) -> tuple[Limit, ...]:
        """What the text says of the total and of attribute values, whatever steps come after."""
        contract = self.contract
        found: list[Limit] = []
        if contract.maximum_fee is not None:
            limit = contract.maximum_fee
            own = place.amount_of(limit)
            found.append(Limit(LimitOf.TOTAL, (), (total,), (own,), limit.span.text, span=limit.span))
        for step in contract.steps:
            found += _limit(LimitOf.TOTAL, (), (total,), step, place, self.builder)
        for level in contract.levels:
            name = level.attribute.name
            for choice, _ in level.attribute.choices:
                held = tuple(part.node for part in parts if dict(part.choices).get(name) == choice)
                for chosen, step in level.steps:
                    if chosen in (None, choice):
                        found += _limit(LimitOf.LOT, (name, choice), held, step, place, self.builder)
        return tuple(found)

    def _merged(self, per_participant: dict[str, NodeId]) -> tuple[tuple[str, NodeId], ...]:
        """Per source the amount for one participant, with all minimums together."""
        found: dict[str, NodeId] = {}
        for source, node in per_participant.items():
            name = source.partition("/")[0]
            found[name] = self.builder.sum((found[name], node), Kind.MONEY) if name in found else node
        return tuple(found.items())

    # -------------------------------------------------------------- per participant

    def _participants(self, tranche: int) -> dict[str, NodeId]:
        """Per indicator (and MINIMUM) the amount for one participant, a node of the profile."""
        contract, b = self.contract, self.builder
        paid = [one for one in self.paid if one.level is Level.PARTICIPANT]
        if not paid and not any(isinstance(step, Floor) for step in contract.participant_steps):
            return {}
        amounts: dict[str, Amount] = {}
        for indicator in paid:
            node = self._for_participant(indicator, tranche)
            place = self._place(indicator.title, tranche, indicator.name, True)
            made = apply_steps([Amount(indicator.name, (), node)], indicator.participant_steps, place, b)
            amounts[indicator.name] = Amount(indicator.name, (), total_of(made, b))
        minimum: list[Amount] = []
        for group in contract.parts:
            if not isinstance(group, Group):
                continue
            members = [amounts[one.name] for one in group.indicators if one.name in amounts]
            if not members:
                continue
            members = self._at_most(group, members)
            place = self._place(group.title, tranche, MINIMUM, True)
            for made_part in apply_steps(members, group.participant_steps, place, b):
                if made_part.source == MINIMUM:
                    minimum.append(changed(made_part, source=_minimum_of(group)))
                else:
                    amounts[made_part.source] = made_part
        parts = [*amounts.values(), *minimum]
        place = self._place(_unit(contract), tranche, MINIMUM, True)
        maximum = None if contract.participants is None else contract.participants.maximum_fee
        if maximum is not None and not self._weights_only(paid):
            old = total_of(parts, b)
            limit = place.amount_of(maximum)
            b.applies(RuleOf.CAP, maximum.span, above=[(old, limit)])
            new = b.lowest((old, limit), Kind.MONEY, f"{_unit(contract)}, ten hoogste {maximum.span.text}")
            parts = [changed(part, node=b.scale(part.node, new, old)) for part in parts]
        parts = apply_steps(parts, contract.participant_steps, place, b)
        if self.default_rounding:
            parts = self._whole(parts, f"{_unit(contract)}, afgerond")
        by_source: dict[str, list[NodeId]] = {}
        for part in parts:
            by_source.setdefault(part.source, []).append(part.node)
        found: dict[str, NodeId] = {}
        for source, nodes in by_source.items():
            name = f"{self._title(source)} deel {self._when(tranche)}"
            found[source] = b.hint(b.sum(nodes, Kind.MONEY), name)
        return found

    def _weights_only(self, paid: list[Indicator]) -> bool:
        """Whether weights pay everything: they are 100% together (checked), so the maximum can't be exceeded."""
        weighed = all(isinstance(one.price, WeightPrice) and one.result.kind is Kind.YES_NO for one in paid)
        floors = any(isinstance(step, Floor) for one in paid for step in one.participant_steps)
        groups = [part for part in self.contract.parts if isinstance(part, Group)]
        return weighed and not floors and not any(part.participant_steps for part in groups)

    def _for_participant(self, indicator: Indicator, tranche: int) -> NodeId:
        b, values = self.builder, self.values
        personal = values.result(indicator)
        contract_gates = [gate for gate in self._all_gates(indicator) if gate.level is Level.CONTRACT]
        personal_gates = [gate for gate in self._group_gates(indicator) if gate.level is Level.PARTICIPANT]
        amount = self._full.get(indicator.name)
        if amount is None or _depends_on_tranche(indicator):
            index = personal_index(self.contract, values, indicator, self._all_gates(indicator))
            assert indicator.price is not None
            amount = price_node(
                indicator.price,
                personal.value,
                index,
                values,
                lambda value: values.either(value, tranche),
                values.choice,
            )
            b.hint(personal.value, f"{indicator.title} resultaat")
            b.hint(amount, f"{indicator.title} volledig")
            self._full[indicator.name] = amount
        assert indicator.price is not None
        open_ = [personal.usable, values.known_by(personal, tranche), values.holds(contract_gates, tranche)]
        if indicator.result.kind is Kind.YES_NO:
            open_.pop(0)  # the amount itself asks whether the result was achieved
        if not all(values.known_at(amount_used, tranche) for amount_used in amounts_in(indicator.price)):
            return b.constant(0, Kind.MONEY)
        for amount_used in amounts_in(indicator.price):
            open_.append(values.usable(amount_used))
            if amount_used.level is Level.PARTICIPANT:
                open_.append(values.known_by(values.personal(amount_used), tranche))
        for gate in personal_gates:
            made = values.personal(gate)
            open_ += [made.value, values.known_by(made, tranche)]
        allowed = b.hint(b.all_of(open_), f"{indicator.title} telt mee {self._when(tranche)}")
        self._applies(indicator, allowed, personal.value, contract_gates, tranche)
        return b.hint(
            b.choose(allowed, amount, b.constant(0, Kind.MONEY)), f"{indicator.title} bedrag {self._when(tranche)}"
        )

    def _when(self, tranche: int) -> str:
        return self.contract.tranches[tranche].name if len(self.contract.tranches) > 1 else ""

    def _group_gates(self, indicator: Indicator) -> tuple[Expr, ...]:
        return self.group_gates.get(indicator.name.partition("@")[0], ())

    def _all_gates(self, indicator: Indicator) -> tuple[Expr, ...]:
        return (*indicator.gates, *self._group_gates(indicator))

    def _at_most(self, group: Group, members: list[Amount]) -> list[Amount]:
        """Only the highest so many amounts count."""
        b = self.builder
        if group.at_most is None or group.at_most >= len(members):
            return members
        sources = list(dict.fromkeys(member.source for member in members))
        if group.at_most >= len(sources):
            return members
        totals = {one: b.sum([m.node for m in members if m.source == one], Kind.MONEY) for one in sources}
        whole = b.add(g.HighestOnly(tuple(totals.values()), group.at_most), Kind.MONEY)
        kept = {one: b.add(g.Share(whole, index), Kind.MONEY) for index, one in enumerate(sources)}
        return [
            changed(
                member,
                node=kept[member.source]
                if totals[member.source] == member.node
                else b.scale(member.node, kept[member.source], totals[member.source]),
            )
            for member in members
        ]

    def _whole(self, parts: list[Amount], label: str) -> list[Amount]:
        """The parts in whole smallest units: their sum rounded once, spread by largest remainder."""
        b = self.builder
        if all(b[part.node].whole for part in parts):
            return parts
        total = round_to(total_of(parts, b), Fraction(1), Direction.HALF_AWAY, label, b)
        nodes = b.spread(total, [part.node for part in parts])
        return [changed(part, node=node) for part, node in zip(parts, nodes, strict=True)]

    # -------------------------------------------------------------- sums over participants

    def _sums(self, per_participant: dict[str, NodeId]) -> dict[str, list[Amount]]:
        """Per source the sums over participants, apart for each combination of attribute values that matters."""
        b, values = self.builder, self.values
        found: dict[str, list[Amount]] = {}
        for source, node in per_participant.items():
            attributes = self.attributes[source.partition("/")[0]]
            found[source] = []
            for combination in product(*(attribute.choices for attribute in attributes)):
                choices = tuple(
                    (attribute.name, choice) for attribute, (choice, _) in zip(attributes, combination, strict=True)
                )
                belongs = b.all_of(values.choice(name, choice) for name, choice in choices)
                own = b.choose(belongs, node, b.constant(0, Kind.MONEY))
                added = b.add(g.Sum(own), Kind.MONEY, self._fee(source, [title for _, title in combination]))
                found[source].append(Amount(source, choices, added, own))
        return found

    # -------------------------------------------------------------- indicators, groups, attributes

    def _indicator(
        self,
        indicator: Indicator,
        sums: dict[str, list[Amount]],
        tranche: int,
        results: list[tuple[str, NodeId]],
        round_lines: bool,
    ) -> list[Amount]:
        values, b = self.values, self.builder
        if indicator.period is not None:
            return self._per_period(indicator, indicator.period, tranche, results)
        self._show_gates(indicator.title, indicator.gates, tranche)
        if indicator.level is Level.CONTRACT:
            if values.known_at(indicator.result, tranche):
                result = values.contract_result(indicator, tranche)
            else:
                empty: bool | int = False if indicator.result.kind is Kind.YES_NO else 0
                result = b.constant(empty, indicator.result.kind, indicator.title)
            results.append((indicator.name, result))
            if indicator.price is None:
                return []
            parts = [Amount(indicator.name, (), self._contract_amount(indicator, result, tranche))]
        else:
            personal = values.result(indicator)
            zero = b.constant(0, b[personal.value].kind)
            known = values.known_by(personal, tranche)
            # A gate that is shut makes the result no, or nothing.
            gates = self._all_gates(indicator)
            known = b.all_of([known, values.holds([one for one in gates if one.level is Level.CONTRACT], tranche)])
            for gate in self._group_gates(indicator):
                if gate.level is Level.PARTICIPANT:
                    made = values.personal(gate)
                    known = b.all_of([known, made.value, values.known_by(made, tranche)])
            if indicator.result.kind is Kind.YES_NO:
                counted = b.all_of([personal.value, known])
                results.append((indicator.name, b.count(counted, f"{indicator.title}: aantal deelnemers")))
            else:
                counted = b.choose(known, personal.value, zero)
                total = b.add(g.Sum(counted), indicator.result.kind, f"{indicator.title}: totaal")
                results.append((indicator.name, total))
            parts = sums.get(indicator.name, [])
        if not parts:
            return []
        place = self._place(indicator.title, tranche, indicator.name)
        parts = apply_steps(parts, indicator.steps, place, b)
        if round_lines and self.default_rounding and indicator.level is Level.CONTRACT:
            parts = self._whole(parts, f"{indicator.title}, afgerond")
        return parts

    def _per_period(
        self, indicator: Indicator, period: Period, tranche: int, results: list[tuple[str, NodeId]]
    ) -> list[Amount]:
        """The amounts of all periods that are known, each rounded as a payment line; then the steps of the whole."""
        values, b = self.values, self.builder
        zero, once = b.constant(0, Kind.NUMBER), b.constant(1, Kind.NUMBER)
        achieved: list[NodeId] = []
        amounts: list[NodeId] = []
        for moment in period.moments:
            one = values.indicators[period_indicator(indicator.name, moment)]
            if values.known_from(moment) > tranche or not values.known_at(one.result, tranche):
                continue
            result = values.contract_result(one, tranche)
            self._shown.append(result)
            self._show_gates(one.title, one.gates, tranche)
            achieved.append(b.choose(result, once, zero) if one.result.kind is Kind.YES_NO else result)
            if one.price is None:
                continue
            amount = self._contract_amount(one, result, tranche, moment)
            place = self._place(one.title, tranche, indicator.name)
            made = apply_steps([Amount(indicator.name, (), amount)], one.steps, place, b)
            if self.default_rounding:
                made = self._whole(made, f"{one.title}, afgerond")
            amounts.append(total_of(made, b))
        kind, label = indicator.result.kind, f"{indicator.title}: totaal"
        if kind is Kind.YES_NO:
            kind, label = Kind.NUMBER, f"{indicator.title}: aantal keren behaald"
        if kind is Kind.PERCENT:  # adding percentages of periods means nothing
            mean = g.Divide(b.sum(achieved, kind), b.constant(max(len(achieved), 1), Kind.NUMBER))
            results.append((indicator.name, b.add(mean, kind, f"{indicator.title}: gemiddelde over de perioden")))
        else:
            results.append((indicator.name, b.sum(achieved, kind, label)))
        if indicator.price is None:
            return []
        fee = None if len(amounts) <= 1 else f"Vergoeding {indicator.title}"
        parts = [Amount(indicator.name, (), b.sum(amounts, Kind.MONEY, fee))]
        parts = apply_steps(parts, indicator.steps, self._place(indicator.title, tranche, indicator.name), b)
        return self._whole(parts, f"{indicator.title}, afgerond") if self.default_rounding else parts

    def _contract_amount(
        self, indicator: Indicator, result: NodeId, tranche: int, period: Moment | None = None
    ) -> NodeId:
        values, b = self.values, self.builder
        zero = b.constant(0, Kind.MONEY)
        assert indicator.price is not None
        used = (indicator.result, *amounts_in(indicator.price))
        if not all(values.known_at(one, tranche) for one in used):
            return zero
        amount = price_node(
            indicator.price,
            result,
            contract_index(self.contract, values, indicator, self._all_gates(indicator), period),
            values,
            lambda value: values.of_contract(value, tranche),
            values.choice,
        )
        gates = self._all_gates(indicator)
        allowed = b.all_of([*(values.usable(one) for one in used), values.holds(gates, tranche)])
        self._applies(indicator, allowed, result, gates, tranche)
        return b.choose(allowed, amount, zero, f"Vergoeding {indicator.title}", indicator.span)

    def _applies(
        self, indicator: Indicator, allowed: NodeId, result: NodeId, gates: Sequence[Expr], tranche: int
    ) -> None:
        """An indicator pays when it counts and, if it is ja/nee, was achieved; each condition on the contract apart."""
        achieved = [(result, True)] if indicator.result.kind is Kind.YES_NO else []
        self.builder.applies(RuleOf.RESULT, indicator.span, [(allowed, True), *achieved])
        for gate in gates:
            if gate.level is Level.CONTRACT and self.values.known_at(gate, tranche):
                self.builder.applies(RuleOf.GATE, gate.span, [(self.values.of_contract(gate, tranche), True)])

    def _group(
        self, group: Group, sums: dict[str, list[Amount]], tranche: int, results: list[tuple[str, NodeId]]
    ) -> list[Amount]:
        b = self.builder
        parts: list[Amount] = []
        self._show_gates(group.title, group.gates, tranche)
        for indicator in group.indicators:
            parts += self._indicator(indicator, sums, tranche, results, True)
        if group.at_most is not None and all(one.level is Level.CONTRACT for one in group.indicators):
            parts = self._at_most(group, parts)
        parts += [changed(one, source=MINIMUM) for one in sums.get(_minimum_of(group), []) if group.steps]
        return apply_steps(parts, group.steps, self._place(group.title, tranche), b)

    def _level(self, level: AttributeLevel, parts: list[Amount], tranche: int) -> list[Amount]:
        """Steps for each value of an attribute, over the parts that have that value."""
        kept = [part for part in parts if level.attribute.name not in dict(part.choices)]
        for choice, title in level.attribute.choices:
            own = [part for part in parts if dict(part.choices).get(level.attribute.name) == choice]
            steps = tuple(step for chosen, step in level.steps if chosen in (None, choice))
            place = self._place(value_title(level.attribute.title, title), tranche)
            made = apply_steps(own, steps, place, self.builder)
            with_choice = ((level.attribute.name, choice),)
            kept += [changed(p, choices=with_choice) if p.source == MINIMUM and not p.choices else p for p in made]
        return kept

    # -------------------------------------------------------------- helpers

    def _place(self, title: str, tranche: int, floor_source: str = MINIMUM, per_participant: bool = False) -> Place:
        values = self.values

        def amount_of(value: Expr) -> NodeId:
            if not values.known_at(value, tranche):
                return self.builder.constant(0, value.kind)  # what isn't known yet allows and takes nothing
            if per_participant and value.level is Level.PARTICIPANT:
                made = values.personal(value)
                zero = self.builder.constant(0, value.kind)
                return self.builder.choose(values.known_by(made, tranche), made.value, zero)
            node = values.either(value, tranche) if per_participant else values.of_contract(value, tranche)
            return self.builder.choose(values.usable(value), node, self.builder.constant(0, value.kind))

        def there(value: Expr) -> NodeId:
            if not values.known_at(value, tranche):
                return self.builder.constant(False, Kind.YES_NO)
            if per_participant and value.level is Level.PARTICIPANT:
                made = values.personal(value)
                return self.builder.all_of([made.usable, values.known_by(made, tranche)])
            return values.usable(value)

        def condition_of(value: Expr) -> NodeId:
            if per_participant and value.level is Level.PARTICIPANT:
                made = values.personal(value)
                return self.builder.all_of([made.value, values.known_by(made, tranche)])
            return values.holds((value,), tranche)

        def show(node: NodeId) -> None:
            if not per_participant:  # what is worked out per participant is explained for each of them
                self._shown.append(node)

        final = tranche == len(self.contract.tranches) - 1
        return Place(title, amount_of, there, condition_of, values.scale, show, floor_source, final, self.signed)

    def _fee(self, source: str, values: list[str]) -> str:
        """The label of what participants together have for an indicator, apart for values of attributes."""
        what = "Aanvulling tot het minimum" if source.startswith(MINIMUM) else f"Vergoeding {self._title(source)}"
        return ", ".join([what, *values])

    def _show_gates(self, title: str, gates: tuple[Expr, ...], tranche: int) -> None:
        """Show whether the conditions of the contract under which something is paid hold, as far as they are known."""
        values, b = self.values, self.builder
        for gate in gates:
            if gate.level is Level.CONTRACT and values.known_at(gate, tranche):
                holds = b.all_of([values.of_contract(gate, tranche), values.usable(gate)], f"{CONDITION}“{title}”")
                self._shown.append(holds)

    def _title(self, source: str) -> str:
        indicator = self.values.indicators.get(source)
        return source if indicator is None else indicator.title


def _limit(
    of: LimitOf, keys: tuple[str, ...], held: tuple[NodeId, ...], step: Step, place: Place, b: GraphBuilder
) -> list[Limit]:
    """What a step says of an amount as a limit; nothing for a step that is none."""
    match step:
        case Cap(amount=limit):
            return [Limit(of, keys, held, (place.amount_of(limit),), limit.span.text, span=step.span)]
        case Floor(amount=limit):
            least = minimum(limit, b.sum(held, Kind.MONEY), place, b)
            return [Limit(of, keys, held, (least,), limit.span.text, least=True, span=step.span)]
    return []


def _minimum_of(group: Group) -> str:
    """The source of what a group's own minimum adds per participant, until the group's steps are done."""
    return f"{MINIMUM}/{group.name}" if group.steps else MINIMUM


def _unit(contract: Contract) -> str:
    return "Per deelnemer" if contract.participants is None else f"Per {contract.participants.title.lower()}"


def _depends_on_tranche(indicator: Indicator) -> bool:
    """Whether the price uses values of the contract, which may differ from tranche to tranche."""
    return indicator.price is not None and any(_uses_contract(amount) for amount in amounts_in(indicator.price))


def _uses_contract(value: Expr) -> bool:
    match value:
        case Aggregate():
            return True
        case Measured(level=level) | ResultOf(level=level):
            return level is Level.CONTRACT
        case Apply(arguments=arguments):
            return any(_uses_contract(argument) for argument in arguments)
        case Shifted(start=start):
            return _uses_contract(start)
        case InYear(day=day):
            return _uses_contract(day)
    return False


def value_title(attribute: str, value: str) -> str:
    """«Perceel Noord»; a value that names its attribute already, stands alone: «Kavel 1»."""
    return value if value.lower().startswith(f"{attribute.lower()} ") else f"{attribute} {value}"
