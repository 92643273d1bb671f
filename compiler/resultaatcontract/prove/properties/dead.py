"""Every rule, band, limit and condition of the text can apply; what can't is dead, and is a mistake more often than not.

That a rule applies is seen in a run; that it never does is proved. A limit that is just what can come out at most is a
safeguard that says so, and no mistake: it is left alone.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from ...model.contract import Contract
from ...model.expressions import Kind
from ...plan import graph as g
from ...plan.graph import Layer, NodeId
from ...plan.plan import Plan, Rule, RuleOf
from ...plan.run import Run
from ...text.source import Span
from ..change import NOTHING, same
from ..intervals import End, Exact, Interval, both, evaluate
from ..pairs import Pairs
from ..people import State
from ..prover import Prover, Verdict
from ..rules import Known, Step
from .property import Property, PropertyKind
from .words import money

CASES = 64  # of one participant
MOST_INPUTS = 5  # ja/nee of the contract that are taken case by case
MOST_BELOW = 200  # nodes of a condition for which that is done
# Sums over participants and splits keep what the prover knows of them.
_LISTS = (g.Sum, g.Share, g.Spread, g.HighestOnly)
_LIMITS = (RuleOf.CAP, RuleOf.FLOOR, RuleOf.BORNE)


class Applied:
    """Which rules were seen to apply in runs of the plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.seen: set[tuple[RuleOf, Span]] = set()

    def watch(self, done: Run) -> None:
        """Look at one run."""
        for rule in self.plan.rules:
            key = (rule.of, rule.span)
            if key not in self.seen and _applies(rule, done, self.plan):
                self.seen.add(key)


def _applies(rule: Rule, done: Run, plan: Plan) -> bool:
    nodes = [node for node, _ in rule.conditions] + [node for pair in rule.above for node in pair]
    if any(plan.nodes[node].layer is Layer.PERSON for node in nodes):
        return False
    if all(plan.nodes[node].layer is Layer.CONTRACT for node in nodes):
        met = all(bool(done.value(node)) is wanted for node, wanted in rule.conditions)
        return met and all(done.value(high) > done.value(low) for high, low in rule.above)
    columns = {node: done.by_profile(node) for node in nodes}
    return any(
        all(bool(columns[node][row]) is wanted for node, wanted in rule.conditions)
        and all(columns[high][row] > columns[low][row] for high, low in rule.above)
        for row in range(len(done.counts))
    )


def every_rule_applies(prover: Prover, applied: Applied) -> list[Property]:
    """One property per rule of the text; the same rule at several tranches is one."""
    plan = prover.compiled.plan
    never = _Never(prover)
    rules: dict[tuple[RuleOf, Span], list[Rule]] = {}
    for rule in plan.rules:
        rules.setdefault((rule.of, rule.span), []).append(rule)
    found: list[Property] = []
    shut: list[Rule] = []  # gates that never open: what stands behind them needs no finding of its own
    ordered = sorted(rules.items(), key=lambda item: (item[0][0] is RuleOf.RESULT, item[0][1].start))
    for (of, span), own in ordered:
        subject = _subject(of, span, prover.compiled.contract)
        kind = PropertyKind.IDLE if of in _LIMITS else PropertyKind.DEAD
        if (of, span) in applied.seen:
            found.append(Property(kind, subject, Verdict.PROVED, span=span))
            continue
        ends = [never.highest(rule) for rule in own]
        if of in _LIMITS and any(end == 0 for end in ends) and all(end is not None and end <= 0 for end in ends):
            found.append(Property(kind, subject, Verdict.PROVED, span=span))
        elif all(end is not None and end <= 0 for end in ends):
            if of is RuleOf.RESULT and any(_behind(rule, gate, plan) for rule in own for gate in shut):
                continue
            shut += own if of is RuleOf.GATE else []
            detail = _detail(of, own, ends, never, prover.compiled.contract)
            found.append(Property(kind, subject, Verdict.REFUTED, detail, span=span))
        else:
            why = "Er is geen resultaat gevonden waarbij dat gebeurt, en niet bewezen dat het nooit gebeurt."
            found.append(Property(kind, subject, Verdict.UNDECIDED, why, span=span))
    return found


def _behind(rule: Rule, gate: Rule, plan: Plan) -> bool:
    """Whether the conditions of a rule are worked out from those of a gate."""
    wanted = {node for node, _ in gate.conditions}
    goals, seen = [node for node, _ in rule.conditions], set[NodeId]()
    while goals:
        one = goals.pop()
        if one in wanted:
            return True
        if one not in seen:
            seen.add(one)
            goals += g.arguments(plan.nodes[one].operation)
    return False


class _Never:
    """How far a rule is from applying, for every possible result: above zero it may apply, else it never does."""

    def __init__(self, prover: Prover) -> None:
        self.prover = prover
        self.plan = prover.compiled.plan
        self.pairs = Pairs(Known(prover), Step(("", ""), False, same(NOTHING)), CASES)

    def highest(self, rule: Rule) -> End:
        """Of a limit, how far the amount can be above it; of a condition 1 when it may hold, else 0."""
        nodes = [node for node, _ in rule.conditions] + [node for pair in rule.above for node in pair]
        personal = tuple(sorted({one for one in nodes if self.plan.nodes[one].layer is not Layer.CONTRACT}))
        if not personal:
            return self._of_contract(rule)
        ends = [self._in_case(rule, state) for state in self.pairs.states(personal)]
        return None if any(end is None for end in ends) else max((end for end in ends if end is not None), default=0)

    def _of_contract(self, rule: Rule) -> End:
        found: End = 1
        for node, wanted in rule.conditions:
            low, high = self.prover.proved(((node, 1),))
            if (high == 0) if wanted else (low == 1):
                return 0
        for high_node, low_node in rule.above:
            found = self.prover.proved(((high_node, 1), (low_node, -1)))[1] if high_node != low_node else 0
        return found if rule.above or self._together(rule) else 0

    def _together(self, rule: Rule) -> bool:
        """Whether conditions on the contract may hold together: ja/nee measurements case by case."""
        below = self._below([node for node, _ in rule.conditions])
        inputs: dict[tuple[str, str], list[NodeId]] = {}
        for node in below:
            operation = self.plan.nodes[node].operation
            if isinstance(operation, g.Input) and self.plan.nodes[node].kind is Kind.YES_NO:
                inputs.setdefault((operation.measurement, operation.moment), []).append(node)
        if not inputs or len(inputs) > MOST_INPUTS or len(below) > MOST_BELOW:
            return True
        return any(
            self._may_hold(
                rule, below, {node: value for nodes, value in zip(inputs.values(), case, strict=True) for node in nodes}
            )
            for case in product(((0, 0), (1, 1)), repeat=len(inputs))
        )

    def _may_hold(self, rule: Rule, below: list[NodeId], case: dict[NodeId, Interval]) -> bool:
        values = dict(case)
        for node in below:
            if node not in values:
                own = self.plan.nodes[node].operation
                known = self.pairs.get(node).before
                found = known if isinstance(own, _LISTS) else both(known, evaluate(own, values.__getitem__))
                values[node] = known if not g.arguments(own) else found
        return all((values[node][1] != 0) if wanted else (values[node][0] != 1) for node, wanted in rule.conditions)

    def _below(self, nodes: list[NodeId]) -> list[NodeId]:
        found: set[NodeId] = set()
        goals = list(nodes)
        while goals:
            one = goals.pop()
            if one not in found:
                found.add(one)
                own = self.plan.nodes[one].operation
                goals += () if isinstance(own, _LISTS) else g.arguments(own)
        return sorted(found)

    def _in_case(self, rule: Rule, state: State) -> End:
        found: End = 1
        for node, wanted in rule.conditions:
            low, high = state.get(node).before
            if (high == 0) if wanted else (low == 1):
                return 0
        for high_node, low_node in rule.above:
            found = state.difference(high_node, low_node).before[1]
        return found

    def most(self, node: NodeId) -> End:
        """The highest value of a node."""
        if self.plan.nodes[node].layer is Layer.CONTRACT:
            return self.prover.proved(((node, 1),))[1]
        ends = [state.get(node).before[1] for state in self.pairs.states((node,))]
        return None if any(end is None for end in ends) else max(end for end in ends if end is not None)


# ------------------------------------------------------------------ words


def _subject(of: RuleOf, span: Span, contract: Contract) -> str:
    match of:
        case RuleOf.ROW:
            return f"De regel “{span.text}” kan gelden."
        case RuleOf.GATE | RuleOf.WHEN:
            return f"Aan de voorwaarde “{span.text}” kan worden voldaan."
        case RuleOf.RESULT:
            title = next((one.title for one in contract.indicators if one.span == span), span.text)
            return f"De indicator “{title}” kan iets opleveren."
        case RuleOf.FLOOR:
            return f"“{span.text}” kan iets toevoegen."
    return f"“{span.text}” kan iets begrenzen."


def _detail(of: RuleOf, rules: list[Rule], ends: list[End], never: _Never, contract: Contract) -> str:
    """That it never happens, and by how much a limit is out of reach."""
    match of:
        case RuleOf.ROW:
            return "Geen enkele meting leidt tot deze regel van de tabel."
        case RuleOf.GATE | RuleOf.WHEN:
            return "Geen enkele meting voldoet aan deze voorwaarde."
        case RuleOf.RESULT:
            title = next((one.title for one in contract.indicators if one.span == rules[0].span), "")
            return f"Geen enkele meting laat de indicator “{title}” iets opleveren."
    gap: Exact = min((-Fraction(end) for end in ends if end is not None), default=Fraction(0))
    if of is RuleOf.FLOOR:
        return f"Dit minimum voegt nooit iets toe: het bedrag is altijd ten minste {money(gap, contract)} hoger."
    reached = [never.most(high) for rule in rules for high, _ in rule.above]
    if any(one is None for one in reached):
        return f"Deze grens begrenst nooit iets: het bedrag blijft er altijd ten minste {money(gap, contract)} onder."
    most = max(Fraction(one) for one in reached if one is not None)
    return f"Deze grens begrenst nooit iets: het bedrag is ten hoogste {money(most, contract)}."
