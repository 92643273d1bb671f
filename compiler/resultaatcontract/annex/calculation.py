"""The calculation of an example step by step: the named amounts of the plan, in the words of the annex."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from ..document.model import Table
from ..driver import Compiled
from ..model.contract import Contract, Floor, TrancheKind
from ..model.expressions import Expr, Kind, Level
from ..model.periods import of_period
from ..model.typing import constant_value
from ..outputs.explain import Explainer
from ..outputs.outcome import Outcome, TrancheOutcome
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import ACCRUED, BORNE, CONDITION, GATE, PARTS, RECEIVED, RETURNED, SO_FAR, TranchePlan
from ..text import writing
from ..text.reading import decimals
from .elements import elements, expressions
from .sentences import Sentences
from .wording import Writer, capital, listing, quoted, text
from .wording import measured as at

# So many equal periods or tranches in a row are told in one row.
LEAST_FOLDED = 3
NUMBER = re.compile(r"[0-9]+|\b(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende)\b", re.I)
_COLUMNS = ("Stap", "Berekening", "Uitkomst")
_MET = ("vervuld", "niet vervuld")
_LIKEWISE = "Op dezelfde wijze berekend als de tranche hierboven"


_Row: TypeAlias = "tuple[str, str, str]"


def steps(compiled: Compiled, outcome: Outcome, names: Names) -> list[Table]:
    """Per tranche the named amounts of the plan, in the order in which they are worked out; each amount once."""
    blocks = Blocks(compiled, outcome, names)
    found: list[Table] = []
    alike: tuple[Any, ...] | None = None
    entitled = 0
    idle: list[TrancheOutcome] = []
    reasons: list[_Row] = []
    for one in outcome.tranches:
        moved = one.total or one.entitlement != entitled or any((*one.pays.values(), *one.receives.values()))
        entitled = one.entitlement
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


def _idle(tranches: list[TrancheOutcome], rows: list[_Row]) -> Table:
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


def folded(rows: list[_Row]) -> list[_Row]:
    """Three or more equal rows over periods or tranches in a row as one: «2019 tot en met 2021, telkens»."""
    runs: dict[str, list[list[_Row]]] = {}
    for row in rows:
        own = runs.setdefault(NUMBER.sub("#", row[0]), [[]])
        if own[-1] and own[-1][-1][1:] != row[1:]:
            own.append([])
        own[-1].append(row)
    found = dict.fromkeys(rows)
    for own in runs.values():
        for run in own:
            (first, formula, value), tail = run[0], _tail(run[0][0], run[-1][0]) if len(run) >= LEAST_FOLDED else ""
            if tail:
                told = {run[0]: (f"{first} tot en met {tail}, telkens", formula, value)}
                found = {told.get(row, row): None for row in found if row in told or row not in run}
    return list(found)


def _tail(first: str, last: str) -> str:
    """«Meetjaar 2021» of the last label, when only that differs from the first; else nothing."""
    head, comma, tail = last.rpartition(", ")
    return tail if comma and first.startswith(head + comma) and not NUMBER.search(head) else ""


def _shape(rows: list[_Row], one: TrancheOutcome) -> tuple[str, ...]:
    """What is worked out at a tranche, without its name and the numbers of periods."""
    return tuple(sorted(NUMBER.sub("#", label.replace(one.title, "…")) for label, _, _ in rows))


class Blocks:
    """The rows of the tranches of one outcome, one after the other: what was told before isn't told again."""

    def __init__(self, compiled: Compiled, outcome: Outcome, names: Names) -> None:
        self.compiled = compiled
        self.contract = compiled.contract
        self.outcome = outcome
        self.explainer = Explainer(compiled.plan, outcome.run, names.measured)
        self.names = names
        self.plans = {one.name: one for one in compiled.plan.tranches}
        self.kinds = {one.name: one.kind for one in compiled.contract.tranches}
        self.done: set[NodeId] = set()
        self.told: set[_Row] = set()
        self.accrued: list[NodeId] = []  # returns that weren't shown yet: none was paid
        self.shares = {one.name: one.share for one in compiled.contract.tranches}
        self.results = {one.title for one in self.contract.indicators}  # the labels of results
        for one in self.contract.indicators:
            if one.period is not None:
                self.results |= {of_period(one, one.period, moment).title for moment in one.period.moments}
        self.fees = {f"Vergoeding {title}" for title in self.results}

    def early(self, one: TrancheOutcome) -> bool:
        """Whether it is an advance or instalment: no entitlement is worked out for it."""
        return self.kinds[one.name] in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT)

    def reasons(self, one: TrancheOutcome) -> list[_Row]:
        """Results and conditions that became known at a tranche that pays nothing and changes nothing."""
        tranche = self.plans[one.name]
        order = self._in_order(tranche, self._roots(one, tranche))
        self.accrued += [node for node in order if self._label(node).startswith(ACCRUED)]
        return self._new(self._telling([self._row(node) for node in order if self._tells(node)]))

    def rows(self, one: TrancheOutcome) -> list[_Row]:
        """The calculation of a tranche."""
        tranche, values = self.plans[one.name], self.outcome.run.values
        order = [
            node for node in self._in_order(tranche, self._roots(one, tranche)) if not _of_a_party(self._label(node))
        ]
        self.accrued += [node for node in order if self._label(node).startswith(ACCRUED)]
        advance = [node for node in order if self._label(node) == tranche.title and self.early(one)]
        alone = [node for node in advance if values[node] == one.total]
        shown: list[NodeId] = []
        for node in order:
            if self._label(node) == RETURNED and values[node]:
                shown += self.accrued
                self.accrued = []
            mine = node in (tranche.entitlement, tranche.due, tranche.total) or self._label(node).startswith(ACCRUED)
            if not mine and (values[node] or self._tells(node)) and node not in alone:
                shown.append(node)
            if node == tranche.entitlement or (node == tranche.due and self._differs(tranche, order) and not alone):
                shown.append(node)
        if one is self._last():
            shown += self.accrued
        found: list[_Row] = []
        for node in shown:
            if node == tranche.entitlement:
                found = self._entitled(found, tranche)
            else:
                found.append(self._share(tranche) if node == tranche.due else self._row(node))
            if self._label(node) in self.fees:
                self.explainer.remember(node)
        kept = _together(self._new(self._telling(found)), capital(ACCRUED))
        kept += self._new(self._parties(tranche, BORNE, tranche.pays, tranche.so_far.pays))
        if values[tranche.lapsed]:
            kept += self._new(
                [(f"Vervallen{SO_FAR}", self._formula(tranche.lapsed), self.explainer.value(tranche.lapsed))]
            )
        kept.append(self._total(one, tranche, self._formula(alone[0]) if alone else None))
        if len(tranche.receives) > 1:
            kept += self._new(self._parties(tranche, RECEIVED, tranche.receives, tranche.so_far.receives))
        for node in tranche.steps:
            if _of_a_party(self._label(node)):
                self.explainer.remember(node)
        return kept

    def _telling(self, rows: list[_Row]) -> list[_Row]:
        """The rows that say something: no fee of nothing whose result says why, no count or sum used as it is."""
        fees = {self.names.label(one) for one in self.fees}
        results = {self.names.label(one) for one in self.results}
        whole, zero = self.names.label(PARTS), self.names.money(0)
        kept: list[_Row] = []
        for index, (label, formula, value) in enumerate(rows):
            before = kept[-1] if kept else ("", "", "")
            if not formula and label in results and before[2] == value and before[0] in self.names.phrases:
                kept[-1] = (label, before[1], value)  # the result is just that value
                continue
            used = re.compile(rf"(?<![0-9.,]){re.escape(value)}(?![0-9]|[.,][0-9])")
            counted = label.startswith(self.names.counted) and any(
                used.search(later[1]) for later in rows[index + 1 :] if later[0] in results
            )
            naught = not re.search(r"[1-9]", f"{formula}{value}") and value not in ("ja", "nee", *_MET)
            if not naught and (formula or not (counted or (label in fees and value == zero) or label == whole)):
                kept.append((label, formula, value))
        return kept

    def _differs(self, tranche: TranchePlan, order: list[NodeId]) -> bool:
        """Whether what is due says more than the entitlement above it."""
        values = self.outcome.run.values
        return tranche.entitlement not in order or bool(values[tranche.due] != values[tranche.entitlement])

    def _label(self, node: NodeId) -> str:
        return self.compiled.plan.nodes[node].label or ""

    def _last(self) -> TrancheOutcome:
        """The last tranche that pays anything."""
        return next((one for one in reversed(self.outcome.tranches) if one.total), self.outcome.tranches[-1])

    def _new(self, rows: list[_Row]) -> list[_Row]:
        """The rows that weren't told at an earlier tranche. «Recht» always is."""
        found = []
        for row in dict.fromkeys(rows):
            again = not row[1] and any(
                (one[0] == row[0] and one[2] == row[2]) or _of_one(row, one) for one in self.told
            )
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
        label = self._label(node)
        if isinstance(self.compiled.plan.nodes[node].operation, g.Sum):
            return False
        return label.startswith((GATE, CONDITION)) or label in self.results or label in self.fees

    # -------------------------------------------------------------- rows

    def _row(self, node: NodeId) -> _Row:
        found = self.compiled.plan.nodes[node]
        label, value = found.label or "", self.explainer.value(node)
        if label.startswith((GATE, CONDITION)):
            facts = "; ".join(text(one) for one in self.explainer.facts(node, inputs=True))
            quote = f"{GATE}“{label.removeprefix(GATE)}”" if label.startswith(GATE) else label
            return self.names.label(quote), facts, _MET[0] if self.outcome.run.values[node] else _MET[1]
        if label in self.results and not self.outcome.run.values[node]:
            shut = text(self.explainer.shut(node))
            return self.names.label(label), "" if shut == value else shut, value
        return self.names.label(label), self._formula(node), value

    def _formula(self, node: NodeId) -> str:
        """The operation with the values it uses; nothing when that is just the value again."""
        formula = text(self.explainer.formula(node))
        return "" if formula == self.explainer.value(node) else formula

    def _share(self, tranche: TranchePlan) -> _Row:
        """What is due: a share of the entitlement as such."""
        values = self.outcome.run.values
        share, entitled, due = self.shares[tranche.name], values[tranche.entitlement], values[tranche.due]
        label, formula, value = self._row(tranche.due)
        if share is not None and share != 1 and share * entitled == due:
            formula = f"{writing.percent(share)} × {self.names.money(entitled)}"
        return label, formula, value

    def _entitled(self, rows: list[_Row], tranche: TranchePlan) -> list[_Row]:
        """The rows with the entitlement behind them; a sum of parts that is the entitlement isn't told twice."""
        label, formula, value = self._row(tranche.entitlement)
        kept = rows[:-1] if rows and rows[-1][0] == self.names.label(PARTS) and rows[-1][2] == value else rows
        # A sum over periods of which one has an amount says no more than that amount.
        kept = [row for row in kept if row[1] or not any(_of_one(row, other) for other in kept)]
        if kept and kept[-1][2] == value:
            formula = ""
        return [*kept, (label, formula, value)]

    def _parties(
        self,
        tranche: TranchePlan,
        prefix: str,
        now: tuple[tuple[str, NodeId], ...],
        so_far: tuple[tuple[str, NodeId], ...],
    ) -> list[_Row]:
        """Per party what it bears or receives up to and including a tranche; of one party alone that says nothing."""
        values, nodes = self.outcome.run.values, self.compiled.plan.nodes
        totals = dict(so_far)
        if len(now) == 1 and values[totals[now[0][0]]] == values[tranche.due]:
            return []
        found = []
        for party, paid in now:
            label = f"{prefix}{self.names.source_name(party)}{SO_FAR}"
            goals = [node for node in tranche.steps if nodes[node].label == label]
            total = values[totals[party]]
            if sum(values[node] for node in goals) != total:
                earlier = total - values[paid]
                formula = f"{self.names.money(earlier)} + {self.names.money(values[paid])}" if earlier else ""
            elif len(goals) == 1:
                formula = self._formula(goals[0])
            else:
                formula = self._added([self._one(node) for node in goals if values[node]])
            if total == values[tranche.due] and len(now) > 1:
                formula = ""
            if total or values[paid]:
                words = f"{prefix}{self.names.w.party(party)}{SO_FAR}"
                found.append((words, "" if formula == self.names.money(total) else formula, self.names.money(total)))
        return _together(found, prefix)

    def _one(self, node: NodeId) -> str:
        """What a party bears or receives under one of several payments: how, when that is a single product."""
        formula = self._formula(node)
        return formula if re.fullmatch(r"[^ ]+ × [^ ]+", formula) else self.names.money(self.outcome.run.values[node])

    def _total(self, one: TrancheOutcome, tranche: TranchePlan, formula: str | None) -> _Row:
        """What is paid now: the difference with what was paid before; or an advance, with its own formula."""
        values, money = self.outcome.run.values, self.names.money
        so_far = values[tranche.so_far.total]
        earlier = so_far - one.total
        if formula is None:
            each = [values[node] for _, node in tranche.so_far.pays if values[node]]
            formula = money(so_far)
            if len(each) > 1 and so_far != values[tranche.due]:
                formula = self._added([money(value) for value in each])
                formula = f"({formula})" if earlier else formula
            if earlier:
                formula = f"{money(earlier)} − {formula}" if one.total < 0 else f"{formula} − {money(earlier)}"
        verb = "terug te betalen" if one.total < 0 else "te betalen"
        value = money(abs(one.total))
        return f"{text(one.title)}, {verb}", "" if formula in (value, money(one.total)) else formula, value

    def _added(self, amounts: list[str]) -> str:
        return " + ".join(amounts).replace(f"+ {self.names.sign}−", f"− {self.names.sign}")


def _together(rows: list[_Row], prefix: str) -> list[_Row]:
    """Parties with equal rows as one row: «Aan A, B en C ieder, t/m deze tranche»."""
    same: dict[_Row, list[str]] = {}
    for label, formula, value in rows:
        name, mark, tail = label.removeprefix(prefix).rpartition(", t/m ")
        key = (f"{mark}{tail}", formula, value) if mark and label.startswith(prefix) else (label, formula, value)
        same.setdefault(key, []).append(f"{prefix}{name}" if mark and label.startswith(prefix) else "")
    found = []
    for (tail, formula, value), names in same.items():
        first, *others = names
        if others and first:
            first = f"{prefix}{listing([one.removeprefix(prefix) for one in names])} ieder"
        found.append((f"{first}{tail}", formula, value))
    return found


def _of_one(row: _Row, other: _Row) -> bool:
    return row[2] == other[2] and other[0].startswith(f"{row[0]}, ")


def _of_a_party(label: str) -> bool:
    return label.startswith((BORNE, RECEIVED)) and label.endswith(SO_FAR)


class Names:
    """The plan's labels in the words of the annex: a label may quote the source text of an amount."""

    def __init__(self, w: Writer, contract: Contract) -> None:
        s = Sentences(w)
        self.w = w
        self.many = w.many
        self.counted = f"Het aantal {w.many}"  # how a count of participants begins
        self.scale = 10 ** decimals(contract.currency)
        self.sign = w.money(Fraction(0)).partition("\u00a0")[0] + "\u00a0"
        self._called = {one.name: one.called for one in contract.parties}
        floors = [one.amount for one in elements(contract) if isinstance(one, Floor)]
        at_zero = floors and all(constant_value(one) == 0 for one in floors)
        self.minimum = "Aanvulling tot nul" if at_zero else "Aanvulling tot het minimum"
        self.words: dict[str, str] = {}
        self.phrases: set[str] = set()  # the words of expressions, as labels
        for expression in expressions(contract):
            self._add(s, expression)
        self._measured = {}
        for one in contract.measurements:
            for moment in one.moments or (None,):
                self._measured[one.title if moment is None else f"{one.title} op {moment.title}"] = at(one, moment)

    def _add(self, s: Sentences, expression: Expr) -> None:
        words = s.condition(expression) if expression.kind is Kind.YES_NO else s.value(expression)
        self.words.setdefault(expression.span.text, words)
        self.phrases.add(capital(words))

    def measured(self, label: str) -> str:
        """How the annex calls a measurement: «“Betaald werk” op “Einde”»."""
        return self._measured.get(label, quoted(label))

    def money(self, value: int) -> str:
        """An amount in smallest units."""
        return self.w.money(Fraction(value, self.scale))

    def source_name(self, party: str) -> str:
        """How the plan's labels call a party."""
        return self._called.get(party, "de deelnemers")

    def label(self, label: str) -> str:
        """The label as a step of a calculation, with a capital."""
        label = label.replace("Aanvulling tot het minimum", self.minimum)
        for mark in (", ten hoogste ", ", aanvulling tot ", ", na korting van ", ", na aftrek van "):
            head, found, tail = label.rpartition(mark)
            if found:
                year = re.search(r" in [0-9]{4}$", tail)
                amount, rest = (tail[: year.start()], year.group()) if year else (tail, "")
                return capital(f"{text(head)}{mark}{self.words.get(amount, text(amount))}{rest}")
        return capital(self.words.get(label, text(label)))
