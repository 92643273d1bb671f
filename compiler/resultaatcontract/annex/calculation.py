"""The calculation of an example step by step: the named amounts of the plan, in the words of the annex."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..document.model import Table
from ..driver import Compiled
from ..model.contract import TrancheKind
from ..model.expressions import Kind, Level
from ..outputs.outcome import Outcome, TrancheOutcome
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import ACCRUED, BORNE, CONDITION, GATE, RECEIVED, RETURNED, SO_FAR, TranchePlan
from ..text import writing
from .folding import LEAST_FOLDED, NUMBER, Row, folded, of_one, together
from .names import Names
from .rows import Rows, of_a_party
from .wording import capital, listing, quoted, text

_COLUMNS = ("Stap", "Berekening", "Uitkomst")
_LIKEWISE = "Op dezelfde wijze berekend als de tranche hierboven"


def steps(compiled: Compiled, outcome: Outcome, names: Names) -> list[Table]:
    """Per tranche the named amounts of the plan, in the order in which they are worked out; each amount once."""
    blocks = Blocks(compiled, outcome, names)
    found: list[Table] = []
    alike: tuple[Any, ...] | None = None
    entitled = 0
    idle: list[TrancheOutcome] = []
    reasons: list[Row] = []
    for one in outcome.tranches:
        moved = any((one.total, *one.pays.values(), *one.receives.values()))
        moved = moved or (one.entitlement != entitled and not blocks.early(one))
        entitled = entitled if blocks.early(one) else one.entitlement
        if not moved and len(outcome.tranches) > 1:
            # Nothing changed and nothing is paid; what is left to say is why.
            why = blocks.reasons(one)
            idle += [one] if why else []
            reasons += why
            continue
        if idle:
            found.append(_idle(idle, reasons))
            idle, reasons, alike = [], [], None
        rows = blocks.rows(one)
        shape = (blocks.kinds[one.name], _shape(rows, one), one.total, *one.pays.items(), *one.receives.items())
        if rows and shape == alike:
            found[-1] = _likewise(found, one, names, blocks.early(one))
        elif rows:
            alike = shape
            found.append(Table(_COLUMNS, tuple(folded(rows)), f"Berekening bij {_titled(one)}", (2,)))
    return [*found, _idle(idle, reasons)] if idle else found


def _titled(one: TrancheOutcome) -> str:
    return f"{quoted(one.title)}, {writing.day(one.day)}"


def _idle(tranches: list[TrancheOutcome], rows: list[Row]) -> Table:
    """Tranches in a row that pay nothing, and why."""
    words = _titled(tranches[0]) if len(tranches) == 1 else listing([quoted(one.title) for one in tranches])
    if len(tranches) >= LEAST_FOLDED:
        words = f"{quoted(tranches[0].title)} tot en met {quoted(tranches[-1].title)}"
    return Table(_COLUMNS, tuple(folded(rows)), f"Geen betaling bij {words}", (2,))


def _likewise(found: list[Table], one: TrancheOutcome, names: Names, early: bool) -> Table:
    """The last table, with a line for a tranche that is worked out in the same way as the one before it."""
    line = [f"{text(one.title)}, {writing.day(one.day)}", names.money(one.entitlement), names.money(one.total)]
    columns = ["Tranche", "Recht", "Te betalen"]
    if early:
        del line[1], columns[1]
    if found[-1].columns[0] != "Tranche":
        found.append(Table(tuple(columns), (), _LIKEWISE, tuple(range(1, len(columns)))))
    return replace(found[-1], rows=(*found[-1].rows, tuple(line)))


def _shape(rows: list[Row], one: TrancheOutcome) -> tuple[str, ...]:
    """What is worked out at a tranche, without its name and the numbers of periods."""
    return tuple(sorted(NUMBER.sub("#", label.replace(one.title, "…")) for label, _, _ in rows))


class Blocks(Rows):
    """The rows of the tranches of one outcome, one after the other: what was told before isn't told again."""

    def __init__(self, compiled: Compiled, outcome: Outcome, names: Names) -> None:
        super().__init__(compiled, outcome, names)
        self.plans = {one.name: one for one in compiled.plan.tranches}
        self.kinds = {one.name: one.kind for one in compiled.contract.tranches}
        self.done: set[NodeId] = set()
        self.told: set[Row] = set()
        self.accrued: list[NodeId] = []  # returns that weren't shown yet: none was paid

    def early(self, one: TrancheOutcome) -> bool:
        """Whether it is an advance or instalment: no entitlement is worked out for it."""
        return self.kinds[one.name] in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT)

    def reasons(self, one: TrancheOutcome) -> list[Row]:
        """Results and conditions that became known at a tranche that pays nothing and changes nothing."""
        tranche = self.plans[one.name]
        order = self._in_order(tranche, self._roots(one, tranche))
        self.accrued += [node for node in order if self.label(node).startswith(ACCRUED)]
        return self._new(self.telling([self.row(node) for node in order if self._tells(node)]))

    def rows(self, one: TrancheOutcome) -> list[Row]:
        """The calculation of a tranche."""
        tranche, values = self.plans[one.name], self.outcome.run.values
        order = [
            node for node in self._in_order(tranche, self._roots(one, tranche)) if not of_a_party(self.label(node))
        ]
        self.accrued += [node for node in order if self.label(node).startswith(ACCRUED)]
        advance = [node for node in order if self.label(node) == tranche.title and self.early(one)]
        alone = [node for node in advance if values[node] == one.total]
        shown: list[NodeId] = []
        for node in order:
            if self.label(node) == RETURNED and values[node]:
                shown += self.accrued
                self.accrued = []
            mine = node in (tranche.entitlement, tranche.due, tranche.total) or self.label(node).startswith(ACCRUED)
            if not mine and (values[node] or self._tells(node)) and node not in alone:
                shown.append(node)
            if node == tranche.entitlement or (node == tranche.due and self._differs(tranche, order) and not alone):
                shown.append(node)
        if one is self._last():
            shown += self.accrued
        found: list[Row] = []
        for node in shown:
            if node == tranche.entitlement:
                found = self.entitled(found, tranche)
            else:
                found.append(self.share(tranche) if node == tranche.due else self.row(node))
            if self.label(node) in self.fees:
                self.explainer.remember(node)
        kept = together(self._new(self.telling(found)), capital(ACCRUED))
        kept += self._new(self.parties(tranche, BORNE, tranche.pays, tranche.so_far.pays))
        if values[tranche.lapsed]:
            kept += self._new(
                [(f"Vervallen{SO_FAR}", self.formula(tranche.lapsed), self.explainer.value(tranche.lapsed))]
            )
        kept.append(self.total(one, tranche, self.formula(alone[0]) if alone else None))
        if len(tranche.receives) > 1:
            kept += self._new(self.parties(tranche, RECEIVED, tranche.receives, tranche.so_far.receives))
        for node in tranche.steps:
            if of_a_party(self.label(node)):
                self.explainer.remember(node)
        return kept

    def _differs(self, tranche: TranchePlan, order: list[NodeId]) -> bool:
        """Whether what is due says more than the entitlement above it."""
        values = self.outcome.run.values
        return tranche.entitlement not in order or bool(values[tranche.due] != values[tranche.entitlement])

    def _last(self) -> TrancheOutcome:
        """The last tranche that pays anything."""
        return next((one for one in reversed(self.outcome.tranches) if one.total), self.outcome.tranches[-1])

    def _new(self, rows: list[Row]) -> list[Row]:
        """The rows that weren't told at an earlier tranche. «Recht» always is."""
        found = []
        for row in dict.fromkeys(rows):
            plain = not row[1] or row[0].endswith(SO_FAR)
            again = plain and any((one[0] == row[0] and one[2] == row[2]) or of_one(row, one) for one in self.told)
            if row[0] == "Recht" or (row not in self.told and not again):
                found.append(row)
        self.told.update(found)
        return found

    # -------------------------------------------------------------- which nodes

    def _roots(self, one: TrancheOutcome, tranche: TranchePlan) -> list[NodeId]:
        """The nodes to show. At an advance or instalment no entitlement is worked out: that comes at its own tranche."""
        found = list(tranche.steps)
        if self.early(one):
            return found[found.index(tranche.due) :]
        own = {indicator.name: indicator for indicator in self.contract.indicators}
        # The results of single participants and of single periods are shown; their sum is no part of what is paid.
        summed = {
            node
            for name, node in tranche.results
            if own[name].level is Level.PARTICIPANT or own[name].period is not None or own[name].price is None
        }
        return [node for node in found if node not in summed]

    def _in_order(self, tranche: TranchePlan, roots: list[NodeId]) -> list[NodeId]:
        """The named nodes that a tranche uses, each after those that it uses itself."""
        found: list[NodeId] = []
        left = [(node, False) for node in reversed(roots)]
        while left:
            node, ready = left.pop()
            if ready:
                found.append(node)
            elif node not in self.done:
                self.done.add(node)
                left.append((node, True))
                left += [(one, False) for one in reversed(self._used(node, tranche))]
        return [node for node in found if self._is_step(node, tranche)]

    def _used(self, node: NodeId, tranche: TranchePlan) -> tuple[NodeId, ...]:
        found = self.compiled.plan.nodes[node]
        match found.operation:
            case g.If(condition, then, otherwise) if found.layer is Layer.CONTRACT:
                return (condition, then if self.outcome.run.values[condition] else otherwise)
            case g.Paid(tranche=name) if name != tranche.name:
                return ()  # worked out there
            case g.Divide(left, right):
                # Of a share the two counts stand in its own row.
                return tuple(one for one in (left, right) if not self._counts(one))
            case g.Sum() | g.Result():
                return ()
        return g.arguments(found.operation)

    def _counts(self, node: NodeId) -> bool:
        operation = self.compiled.plan.nodes[node].operation
        return isinstance(operation, g.Sum) and self.compiled.plan.nodes[operation.value].kind is Kind.YES_NO

    def _is_step(self, node: NodeId, tranche: TranchePlan) -> bool:
        """Whether a node has a name and does something: a rounding or discount that changes nothing doesn't."""
        found, values = self.compiled.plan.nodes[node], self.outcome.run.values
        if found.label is None or found.layer is not Layer.CONTRACT:
            return False
        if found.label.startswith(GATE):
            return found.label == f"{GATE}{tranche.title}"
        match found.operation:
            case g.Constant() | g.Input() | g.IsMissing():
                return False
            case g.Round():
                return self.explainer.label(node) is not None
            case g.Multiply(_, rest) if ", na korting van " in found.label:
                return bool(values[rest] != 1)
        return True

    def _tells(self, node: NodeId) -> bool:
        """Whether a zero or a no is a reason: of a result or condition, not of an amount that nobody has."""
        label = self.label(node)
        if isinstance(self.compiled.plan.nodes[node].operation, g.Sum):
            return False
        return label.startswith((GATE, CONDITION)) or label in self.results or label in self.fees
