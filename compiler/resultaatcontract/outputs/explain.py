"""The calculation behind an amount, from the plan and the values of one run. Nothing is worked out again here."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from ..model.contract import Contract
from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, Node, NodeId
from ..plan.plan import MINIMUM, Plan
from ..plan.run import Run
from ..record import record
from ..text import writing
from ..text.reading import decimals
from .outcome import Outcome, TrancheOutcome

_MOST_TERMS = 12
_FOLDED = 3  # so many equal terms in a row are shown as a product


@record
class Explanation:
    """A named amount: how it was worked out in one line, and the named amounts that the line uses."""

    label: str
    formula: str
    value: str
    uses: tuple[Explanation, ...]


class Explainer:
    """Puts nodes of one run into words. `profile` picks the participant's profile for PROFILE nodes."""

    def __init__(self, plan: Plan, run: Run) -> None:
        self.plan = plan
        self.run = run
        self.scale = 10 ** decimals(plan.currency)

    def explain(self, node: NodeId, profile: int | None = None, told: set[NodeId] | None = None) -> Explanation:
        """The named amounts behind a node. An amount that several others use is worked out where it is first met."""
        told = set() if told is None else told
        found = self.plan.nodes[node]
        uses: tuple[Explanation, ...] = ()
        if node not in told:
            told.add(node)
            below = self._named_below(self._through(found), profile)
            uses = tuple(self.explain(one, profile, told) for one in below)
        return Explanation(found.label or "", self.formula(node, profile), self.value(node, profile), uses)

    def value(self, node: NodeId, profile: int | None = None) -> str:
        """The value of a node in Dutch notation."""
        return self.show(self._value(node, profile), self.plan.nodes[node].kind)

    def show(self, value: Any, kind: Kind) -> str:
        if isinstance(value, list):
            return ", ".join(self.show(one, kind) for one in value)
        match kind:
            case Kind.YES_NO:
                return "ja" if value is True else "nee" if value is False else str(value)
            case Kind.MONEY:
                return writing.shortened_money(Fraction(value) / self.scale, self.plan.currency)
            case Kind.PERCENT:
                return writing.percent(Fraction(value))
            case Kind.DATE:
                return writing.day(date.fromordinal(value)) if value else "geen datum"
        return writing.number(Fraction(value))

    def formula(self, node: NodeId, profile: int | None = None) -> str:
        """One line: the operation with the values of what it uses; empty for an input or a constant."""
        body = self._through(self.plan.nodes[node])
        if isinstance(body.operation, g.Paid):
            body = self._through(self.plan.nodes[body.operation.computed])
        return self._words(body, profile, 0)

    # -------------------------------------------------------------- inside

    def _value(self, node: NodeId, profile: int | None) -> Any:
        found = self.run.values[node]
        if self.plan.nodes[node].layer is Layer.PROFILE:
            return found[profile or 0]
        return found

    def _through(self, node: Node) -> Node:
        """Past operations that only give a name or pass a value on."""
        while True:
            match node.operation:
                case g.Add((term,)) if not self.plan.nodes[term].label:
                    node = self.plan.nodes[term]
                case _:
                    return node

    def _named_below(self, node: Node, profile: int | None) -> list[NodeId]:
        """The nearest named nodes below, that the value really used; each once, in order."""
        found: dict[NodeId, None] = {}
        seen: set[NodeId] = set()
        left = list(reversed(self._relevant(node, profile)))
        while left:
            one = left.pop()
            if one in seen:
                continue
            seen.add(one)
            below = self.plan.nodes[one]
            if below.label is not None and not isinstance(below.operation, g.Constant | g.Input):
                found[one] = None
            elif below.layer is not Layer.PERSON:
                left += reversed(self._relevant(below, profile))
        return list(found)

    def _relevant(self, node: Node, profile: int | None) -> tuple[NodeId, ...]:
        match node.operation:
            case g.If(condition, then, otherwise):
                return (condition, then) if self._value(condition, profile) else (condition, otherwise)
            case g.Sum() | g.Result() | g.Paid():
                return ()  # what is per participant, and what was paid before, is explained in its own place
        return g.arguments(node.operation)

    def _flat(self, node: NodeId, profile: int | None) -> list[NodeId]:
        """The terms of a sum within a sum."""
        found = self.plan.nodes[node]
        if found.label is None and isinstance(found.operation, g.Add):
            return [one for part in found.operation.terms for one in self._flat(part, profile)]
        return [node]

    def _term(self, node: NodeId, profile: int | None, depth: int) -> str:
        found = self.plan.nodes[node]
        body = self._through(found)
        if found.label is None and body.label is None and depth < 3:
            match body.operation:
                case g.Multiply() | g.Divide() | g.Subtract() | g.Add():
                    words = self._words(body, profile, depth + 1)
                    several = " + " in words or " − " in words
                    return f"({words})" if several and isinstance(body.operation, g.Add | g.Subtract) else words
                case g.If():
                    return self._words(body, profile, depth + 1)
        return self.value(node, profile)

    def _words(self, node: Node, profile: int | None, depth: int) -> str:
        def term(one: NodeId) -> str:
            return self._term(one, profile, depth)

        match node.operation:
            case g.Add(terms):
                flat = [one for part in terms for one in self._flat(part, profile)]
                kept = [one for one in flat if self._value(one, profile)] or flat[:1]
                shown = _folded([term(one) for one in kept])
                more = " + …" if len(shown) > _MOST_TERMS else ""
                return " + ".join(shown[:_MOST_TERMS]) + more
            case g.Subtract(left, right):
                if not self._value(right, profile):
                    return self._words(self._through(self.plan.nodes[left]), profile, depth) or term(left)
                if not self._value(left, profile) and isinstance(self.plan.nodes[left].operation, g.Constant):
                    return f"−{term(right)}"
                return f"{term(left)} − {term(right)}"
            case g.Multiply(left, right):
                return f"{term(left)} × {term(right)}"
            case g.Divide(left, right):
                return f"{term(left)} / {term(right)}"
            case g.Lowest(values):
                return f"het laagste van {writing.listing([term(one) for one in values])}"
            case g.Highest(values):
                return f"het hoogste van {writing.listing([term(one) for one in values])}"
            case g.Compare(relation, left, right):
                return f"{term(left)} {relation.value} {term(right)}"
            case g.If(condition, then, otherwise):
                return term(then) if self._value(condition, profile) else term(otherwise)
            case g.Round(value, unit, way):
                money = node.kind is Kind.MONEY
                size = writing.money(unit / self.scale, self.plan.currency) if money else self.show(unit, node.kind)
                return f"{term(value)}, afgerond op {size} ({way.value})"
            case g.Scale(part, new, old):
                return f"{term(part)} × {term(new)} / {term(old)}"
            case g.Sum(value):
                return self._sum_words(value, node.kind)
            case g.Share(whole, index):
                return self._share_words(whole, index, profile, depth)
            case g.Granted(wanted=wanted):
                return f"{term(wanted)}, voor zover het fonds ruimte heeft"
        return ""

    def _share_words(self, whole: NodeId, index: int, profile: int | None, depth: int) -> str:
        operation = self.plan.nodes[whole].operation
        if isinstance(operation, g.Spread):
            weights = [self._value(one, profile) for one in operation.weights]
            own, own_node = weights[index], operation.weights[index]
            if (
                sum(weights) == self._value(operation.total, profile)
                or self.plan.nodes[own_node].layer is Layer.PROFILE
            ):
                words = self._words(self._through(self.plan.nodes[own_node]), profile, depth)
                whole = Fraction(own).denominator == 1
                return (words or self._term(own_node, profile, depth)) + ("" if whole else ", naar grootste rest")
            if not own:
                return ""
            shown = self.show(own, self.plan.nodes[own_node].kind)
            kind = self.plan.nodes[own_node].kind
            if kind is Kind.PERCENT and sum(weights) == 1:
                return f"{self._term(operation.total, profile, depth)} × {shown}, naar grootste rest"
            total = self.show(sum(weights), kind)
            return f"{self._term(operation.total, profile, depth)} × {shown} / {total}, naar grootste rest"
        if isinstance(operation, g.HighestOnly):
            return f"het hoogste van {writing.listing([self._term(one, profile, depth) for one in operation.values])}"
        return ""

    def _sum_words(self, value: NodeId, kind: Kind) -> str:
        """`3 × € 100 + 2 × € 50`: the counts per amount that participants have."""
        run = self.run
        if self.plan.nodes[value].layer is not Layer.PROFILE:
            return f"{sum(run.counts)} × {self.value(value)}"
        counts: dict[Any, int] = {}
        for amount, count in zip(run.values[value], run.counts, strict=True):
            if amount:
                counts[amount] = counts.get(amount, 0) + count
        if self.plan.nodes[value].kind is Kind.YES_NO:
            return ""
        shown = [f"{writing.number(count)} × {self.show(amount, kind)}" for amount, count in list(counts.items())]
        more = " + …" if len(shown) > _MOST_TERMS else ""
        return " + ".join(shown[:_MOST_TERMS]) + more


def _folded(terms: list[str]) -> list[str]:
    """Three or more equal amounts in a row as one term: «8 × € 100,00»."""
    found = []
    for words, run in groupby(terms):
        number = len(list(run))
        plain = number >= _FOLDED and " " not in words
        found += [f"{writing.number(number)} × {words}"] if plain else [words] * number
    return found


def calculation(contract: Contract, plan: Plan, outcome: Outcome) -> str:
    """The whole working of an outcome as text: participants, then each tranche step by step."""
    lines = [*participant_lines(contract, plan, outcome)]
    done: set[NodeId] = set()
    for tranche in outcome.tranches:
        lines += tranche_lines(contract, plan, outcome, tranche, done)
    return "\n".join(lines)


@record
class Step:
    """One named amount of a calculation: how it was worked out (empty for what was measured), and its value."""

    label: str
    formula: str
    value: str


@record
class Alike:
    """Participants with equal results: their rows in the results, a step per indicator, and what they get together."""

    pseudonyms: tuple[str, ...]
    number: int
    results: tuple[str, ...]  # per indicator; empty where it has none of its own
    steps: tuple[Step, ...]  # per indicator
    total: str


def alike_participants(contract: Contract, plan: Plan, outcome: Outcome) -> list[Alike]:
    """Per profile of results what each indicator pays."""
    run = outcome.run
    explainer = Explainer(plan, run)
    titles = {one.name: one.title for one in contract.indicators} | {MINIMUM: "Aanvulling tot het minimum"}
    results = dict(plan.participant_results)
    found: list[Alike] = []
    for profile, count in enumerate(run.counts) if plan.participant_parts else ():
        names = tuple(run.rows[index].pseudonym for index in run.members[profile])
        total = Fraction(0)
        told: list[Step] = []
        own: list[str] = []
        for source, node in plan.participant_parts:
            amount = run.values[node]
            value = amount[profile] if isinstance(amount, list) else amount
            total += value
            shown = explainer.show(value, Kind.MONEY)
            words = explainer.formula(node, profile)
            told.append(Step(titles[source], words if words != shown else "", shown))
            own.append(explainer.value(results[source], profile) if source in results else "")
        found.append(Alike(names, count, tuple(own), tuple(told), explainer.show(total, Kind.MONEY)))
    return found


def participant_lines(contract: Contract, plan: Plan, outcome: Outcome) -> list[str]:
    """Per profile of results what each indicator pays, as text; participants with equal results are taken together."""
    lines: list[str] = []
    for one in alike_participants(contract, plan, outcome):
        rest = len(one.pseudonyms) - 5
        shown = writing.listing(list(one.pseudonyms[:5])) + (f" en {rest} anderen" if rest > 0 else "")
        number = f" ({writing.number(one.number)} deelnemers)" if one.number > 1 else ""
        lines.append(f"Deelnemer {shown}{number}:")
        for step, result in zip(one.steps, one.results, strict=True):
            formula = f" = {step.formula}" if step.formula else ""
            lines.append(f"  {step.label}: {result}{formula} → {step.value}")
        lines.append(f"  samen {one.total}")
    return lines


def tranche_lines(
    contract: Contract, plan: Plan, outcome: Outcome, tranche: TrancheOutcome, done: set[NodeId] | None = None
) -> list[str]:
    """One tranche as text: results, sums, limits, payers and receivers. What is in `done` was shown before."""
    lines = [f"{tranche.title} ({writing.day(tranche.day)}):"]
    for one in tranche_steps(plan, outcome, tranche, set() if done is None else done):
        lines.append(f"  {one.label} = {one.formula} → {one.value}" if one.formula else f"  {one.label}: {one.value}")
    return lines


def tranche_steps(plan: Plan, outcome: Outcome, tranche: TrancheOutcome, done: set[NodeId]) -> list[Step]:
    """The named amounts of one tranche, each after those that it uses. What is in `done` was shown before."""
    explainer = Explainer(plan, outcome.run)
    found = next(one for one in plan.tranches if one.name == tranche.name)
    steps: list[Step] = []
    for node in (*found.steps, *(node for _, node in found.pays), *(node for _, node in found.receives)):
        _steps(explainer, node, steps, done)
    return steps


def _steps(explainer: Explainer, node: NodeId, steps: list[Step], done: set[NodeId]) -> None:
    """A named amount, after the named amounts that it uses; each once, and no constants."""
    if node in done:
        return
    done.add(node)
    found = explainer.plan.nodes[node]
    for one in explainer._named_below(explainer._through(found), None):
        _steps(explainer, one, steps, done)
    value = explainer.value(node)
    words = explainer.formula(node)
    nothing = not explainer.run.values[node] and isinstance(explainer._through(found).operation, g.Sum | g.Constant)
    if found.label and not nothing and not isinstance(found.operation, g.Constant):
        steps.append(Step(found.label, words if words != value else "", value))


__all__ = [
    "Alike",
    "Explainer",
    "Explanation",
    "Step",
    "alike_participants",
    "calculation",
    "participant_lines",
    "tranche_lines",
    "tranche_steps",
]
