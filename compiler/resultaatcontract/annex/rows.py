"""The rows of one calculation: a named amount with its sum, what each party bears or receives, what is paid."""

from __future__ import annotations

import re

from ..driver import Compiled
from ..model.contract import TrancheKind
from ..model.periods import of_period
from ..outputs.explain import Explainer
from ..outputs.outcome import Outcome, TrancheOutcome
from ..plan.graph import NodeId
from ..plan.plan import BORNE, CONDITION, GATE, PARTS, RECEIVED, SO_FAR, TranchePlan
from ..text import writing
from .folding import Row, of_one, together
from .names import Names
from .wording import text

MET = ("vervuld", "niet vervuld")


class Rows:
    """Makes the rows of one outcome, in the words of the annex."""

    def __init__(self, compiled: Compiled, outcome: Outcome, names: Names) -> None:
        self.compiled = compiled
        self.contract = compiled.contract
        self.outcome = outcome
        self.explainer = Explainer(compiled.plan, outcome.run, names.measured)
        self.names = names
        self.shares = {one.name: one.share for one in compiled.contract.tranches}
        self.results = {one.title for one in self.contract.indicators}  # the labels of results
        for one in self.contract.indicators:
            if one.period is not None:
                self.results |= {of_period(one, one.period, moment).title for moment in one.period.moments}
        self.fees = {f"Vergoeding {title}" for title in self.results}

    def row(self, node: NodeId) -> Row:
        found = self.compiled.plan.nodes[node]
        label, value = found.label or "", self.explainer.value(node)
        if label.startswith((GATE, CONDITION)):
            facts = "; ".join(text(one) for one in self.explainer.facts(node, inputs=True))
            quote = f"{GATE}“{label.removeprefix(GATE)}”" if label.startswith(GATE) else label
            return self.names.label(quote), facts, MET[0] if self.outcome.run.values[node] else MET[1]
        if label in self.results and not self.outcome.run.values[node]:
            shut = text(self.explainer.shut(node))
            return self.names.label(label), "" if shut == value else shut, value
        return self.names.label(label), self.formula(node), value

    def formula(self, node: NodeId) -> str:
        """The operation with the values it uses; nothing when that is just the value again."""
        formula = text(self.explainer.formula(node))
        return "" if formula == self.explainer.value(node) else formula

    def share(self, tranche: TranchePlan) -> Row:
        """What is due: a share of the entitlement as such."""
        values = self.outcome.run.values
        share, entitled, due = self.shares[tranche.name], values[tranche.entitlement], values[tranche.due]
        label, formula, value = self.row(tranche.due)
        if share is not None and share != 1 and share * entitled == due:
            formula = f"{writing.percent(share)} × {self.names.money(entitled)}"
        if not formula and self._waits(tranche):
            formula = "niet lager dan wat al is betaald"
        return label, formula, value

    def _waits(self, tranche: TranchePlan) -> bool:
        """Whether too much was paid and nothing is paid back yet; with payments in advance there may be another reason."""
        values = self.outcome.run.values
        if any(one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT) for one in self.contract.tranches):
            return False
        due, paid = values[tranche.due], values[tranche.so_far.total]
        return bool(values[tranche.entitlement] < due == paid and not values[tranche.total])

    def entitled(self, rows: list[Row], tranche: TranchePlan) -> list[Row]:
        """The rows with the entitlement behind them; a sum of parts that is the entitlement isn't told twice."""
        label, formula, value = self.row(tranche.entitlement)
        kept = rows[:-1] if rows and rows[-1][0] == self.names.label(PARTS) and rows[-1][2] == value else rows
        # A sum over periods of which one has an amount says no more than that amount.
        kept = [row for row in kept if row[1] or not any(of_one(row, other) for other in kept)]
        if kept and kept[-1][2] == value:
            formula = ""
        return [*kept, (label, formula, value)]

    def parties(
        self,
        tranche: TranchePlan,
        prefix: str,
        now: tuple[tuple[str, NodeId], ...],
        so_far: tuple[tuple[str, NodeId], ...],
    ) -> list[Row]:
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
                formula = self.formula(goals[0])
            else:
                formula = self._added([self._one(node) for node in goals if values[node]])
            if total == values[tranche.due] and len(now) > 1:
                formula = ""
            if total or values[paid]:
                words = f"{prefix}{self.names.w.party(party)}{SO_FAR}"
                found.append((words, "" if formula == self.names.money(total) else formula, self.names.money(total)))
        return together(found, prefix)

    def _one(self, node: NodeId) -> str:
        """What a party bears or receives under one of several payments: how, when that is a single product."""
        formula = self.formula(node)
        return formula if re.fullmatch(r"[^ ]+ × [^ ]+", formula) else self.names.money(self.outcome.run.values[node])

    def total(self, one: TrancheOutcome, tranche: TranchePlan, formula: str | None) -> Row:
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

    def telling(self, rows: list[Row]) -> list[Row]:
        """The rows that say something: no fee of nothing whose result says why, no count or sum used as it is."""
        fees = {self.names.label(one) for one in self.fees}
        results = {self.names.label(one) for one in self.results}
        whole, zero = self.names.label(PARTS), self.names.money(0)
        kept: list[Row] = []
        for index, (label, formula, value) in enumerate(rows):
            before = kept[-1] if kept else ("", "", "")
            if not formula and label in results and before[2] == value and before[0] in self.names.phrases:
                kept[-1] = (label, before[1], value)  # the result is just that value
                continue
            used = re.compile(rf"(?<![0-9.,]){re.escape(value)}(?![0-9]|[.,][0-9])")
            counted = label.startswith(self.names.counted) and any(
                used.search(later[1]) for later in rows[index + 1 :] if later[0] in results
            )
            naught = not re.search(r"[1-9]", f"{formula}{value}") and value not in ("ja", "nee", *MET)
            if not naught and (formula or not (counted or (label in fees and value == zero) or label == whole)):
                kept.append((label, formula, value))
        return kept

    def label(self, node: NodeId) -> str:
        return self.compiled.plan.nodes[node].label or ""


def of_a_party(label: str) -> bool:
    return label.startswith((BORNE, RECEIVED)) and label.endswith(SO_FAR)
