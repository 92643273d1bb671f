"""The calculation behind an amount, from the plan and the values of one run. Nothing is worked out again here."""

from __future__ import annotations

from fractions import Fraction

from ..model.contract import Contract
from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, Node, NodeId
from ..plan.plan import MINIMUM, Plan
from ..record import record
from ..text import writing
from .formula import ABSENT, Formulas
from .outcome import Outcome, TrancheOutcome

_MOST_REASONS = 3


@record
class Explanation:
    """A named amount: how it was worked out in one line, and the named amounts that the line uses."""

    label: str
    formula: str
    value: str
    uses: tuple[Explanation, ...]


class Explainer(Formulas):
    """The nodes of one run with the named nodes behind them."""

    def explain(self, node: NodeId, profile: int | None = None, told: set[NodeId] | None = None) -> Explanation:
        """The named amounts behind a node. An amount that several others use is worked out where it is first met."""
        told = set() if told is None else told
        found = self.plan.nodes[node]
        uses: tuple[Explanation, ...] = ()
        if node not in told:
            told.add(node)
            below = self.named_below(self.through(found), profile)
            uses = tuple(self.explain(one, profile, told) for one in below)
        return Explanation(found.label or "", self.formula(node, profile), self.value(node, profile), uses)

    def reason(self, node: NodeId, profile: int) -> str:
        """Why the result of participants is no or nothing: what was compared, for each of them."""
        if self.exact(node, profile):
            return ""
        found: dict[str, None] = {}
        for values in self.everyone(profile):
            self._persons[profile] = values
            found[self._reason(node, profile)] = None
        self._persons.pop(profile, None)
        return "" if "" in found or len(found) > _MOST_REASONS else " of ".join(found)

    def _reason(self, node: NodeId, profile: int) -> str:
        body = self.plan.nodes[node]
        if isinstance(body.operation, g.Result):
            body = self.through(self.plan.nodes[body.operation.value])
        condition = body.operation.condition if isinstance(body.operation, g.If) else body.id
        if isinstance(body.operation, g.If) and self.exact(condition, profile):
            return ""
        facts = self.facts(condition, False, profile)
        return ABSENT if ABSENT in facts else "; ".join(facts)

    def shut(self, node: NodeId) -> str:
        """What a result of the contract would be if it counted, or which measurement is missing for it."""
        match self.through(self.plan.nodes[node]).operation:
            case g.If(condition, then, otherwise) if self.is_zero(otherwise) and not self.exact(condition):
                absent = [one for one in self.facts(condition, False) if one.endswith("ontbreekt")]
                words, value = self.same(then, None, 1), self.value(then)
                if absent or not self.exact(then):
                    return "; ".join(absent)
                return f"{value}, telt niet mee" if words == value else f"{words} = {value}, telt niet mee"
        return self.formula(node)

    def named_below(self, node: Node, profile: int | None) -> list[NodeId]:
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
            if self.label(one) is not None and not isinstance(below.operation, g.Constant | g.Input):
                found[one] = None
            elif below.layer is not Layer.PERSON:
                left += reversed(self._relevant(below, profile))
        return list(found)

    def _relevant(self, node: Node, profile: int | None) -> tuple[NodeId, ...]:
        match node.operation:
            case g.If(condition, then, otherwise):
                return (condition, then) if self.exact(condition, profile) else (condition, otherwise)
            case g.Sum() | g.Result() | g.Paid():
                return ()  # what is per participant, and what was paid before, is explained in its own place
        return g.arguments(node.operation)


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
    for one in explainer.named_below(explainer.through(found), None):
        _steps(explainer, one, steps, done)
    value = explainer.value(node)
    words = explainer.formula(node)
    nothing = not explainer.run.values[node] and isinstance(explainer.through(found).operation, g.Sum | g.Constant)
    if explainer.label(node) and found.label and not nothing and not isinstance(found.operation, g.Constant):
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
