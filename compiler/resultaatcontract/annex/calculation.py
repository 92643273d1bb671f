"""The calculation of an example step by step: the named amounts of the plan, in the words of the annex."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..document.model import Table
from ..driver import Compiled
from ..model.contract import Contract
from ..model.expressions import Expr, Kind
from ..outputs.explain import Explainer
from ..outputs.outcome import Outcome, TrancheOutcome
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import GATE, TranchePlan
from ..text import writing
from ..text.reading import decimals
from .elements import expressions
from .sentences import Sentences
from .wording import Writer, capital, quoted, text

_LIKEWISE = "Op dezelfde wijze berekend als de tranche hierboven"


def steps(compiled: Compiled, outcome: Outcome, names: Names) -> list[Table]:
    """Per tranche the named amounts of the plan, in the order in which they are worked out; each amount once."""
    explainer = Explainer(compiled.plan, outcome.run)
    done: set[NodeId] = set()
    told: dict[str, str] = {}
    found: list[Table] = []
    alike: tuple[Any, ...] | None = None
    entitled = 0
    scale = 10 ** decimals(compiled.contract.currency)
    plans = {one.name: one for one in compiled.plan.tranches}
    for one in outcome.tranches:
        tranche = plans[one.name]
        idle = not one.total and one.entitlement == entitled and not any((*one.pays.values(), *one.receives.values()))
        entitled = one.entitlement
        if idle and len(outcome.tranches) > 1:
            # Nothing changed and nothing is paid; what is left to say is why, if a condition doesn't hold.
            own = [node for node in _in_order(explainer, tranche, set()) if not _of_another(explainer, node, tranche)]
            shut = [row for row in (_gate(explainer, node, names) for node in own) if row]
            if shut:
                caption = f"Geen betaling bij {quoted(one.title)}, {writing.day(one.day)}"
                found.append(Table(("Stap", "Berekening", "Uitkomst"), tuple(shut), caption, (2,)))
                alike = None
            continue
        rows: list[tuple[str, str, str]] = []
        for node in _in_order(explainer, tranche, done):
            row = None if _of_another(explainer, node, tranche) else _row(explainer, node, names)
            if row is not None and node == tranche.total and len(tranche.pays) > 1:
                amounts = [explainer.value(paid) for _, paid in tranche.pays]
                row = (row[0], _without_zeros(" + ".join(amounts), re.escape(names.zero)), row[2])
            always = node in (tranche.entitlement, tranche.due, tranche.total)
            if row is None or row in rows or (row[2] == names.zero and not always):
                continue
            if not always and told.get(row[0]) == row[2]:
                continue  # as it was at an earlier tranche
            told[row[0]] = row[2]
            rows = [earlier for earlier in rows if earlier[0] != row[0]]
            repeated = row[1] and any(row[1:] == earlier[1:] for earlier in rows)
            rows.append((row[0], "", row[2]) if repeated else row)
        shape = (_shape(rows, one), one.total, tuple(one.pays.items()), tuple(one.receives.items()))
        if rows and shape == alike:
            entitled_now = names.w.money(Fraction(one.entitlement, scale))
            line = (
                f"{text(one.title)}, {writing.day(one.day)}",
                entitled_now,
                names.w.money(Fraction(one.total, scale)),
            )
            if found[-1].columns[0] != "Tranche":
                found.append(Table(("Tranche", "Recht", "Te betalen"), (), _LIKEWISE, (1, 2)))
            found[-1] = replace(found[-1], rows=(*found[-1].rows, line))
        elif rows:
            alike = shape
            caption = f"Berekening bij {quoted(one.title)}, {writing.day(one.day)}"
            found.append(Table(("Stap", "Berekening", "Uitkomst"), tuple(rows), caption, (2,)))
    return found


def _shape(rows: list[tuple[str, str, str]], one: TrancheOutcome) -> tuple[str, ...]:
    """What is worked out at a tranche, without its name and the numbers of periods."""
    return tuple(sorted(re.sub(r"[0-9]+", "#", label.replace(one.title, "…")) for label, _, _ in rows))


def _in_order(explainer: Explainer, tranche: TranchePlan, done: set[NodeId]) -> list[NodeId]:
    """The named nodes that a tranche uses, each after those that it uses itself."""
    found: list[NodeId] = []
    left = [(node, False) for node in reversed(tranche.steps)]
    while left:
        node, ready = left.pop()
        if ready:
            found.append(node)
        elif node not in done:
            done.add(node)
            left.append((node, True))
            left += [(one, False) for one in reversed(_used(explainer, node))]
    return [node for node in found if _is_step(explainer, node)]


def _used(explainer: Explainer, node: NodeId) -> tuple[NodeId, ...]:
    found = explainer.plan.nodes[node]
    match found.operation:
        case g.If(condition, then, otherwise) if found.layer is Layer.CONTRACT:
            return (condition, then if explainer.run.values[condition] else otherwise)
        case g.Sum() | g.Result():
            return ()
    return g.arguments(found.operation)


def _is_step(explainer: Explainer, node: NodeId) -> bool:
    """Whether a node has a name and does something: a rounding or discount that changes nothing doesn't."""
    found = explainer.plan.nodes[node]
    if found.label is None or found.layer is not Layer.CONTRACT:
        return False
    match found.operation:
        case g.Constant() | g.Input() | g.IsMissing():
            return False
        case g.Round(value):
            return bool(explainer.run.values[value] != explainer.run.values[node])
        case g.Multiply(_, rest) if ", na korting van " in found.label:
            return bool(explainer.run.values[rest] != 1)
    return True


def _of_another(explainer: Explainer, node: NodeId, tranche: TranchePlan) -> bool:
    """Whether a node is the condition of another tranche."""
    label = explainer.plan.nodes[node].label or ""
    return label.startswith(GATE) and label != f"{GATE}{tranche.title}"


def _gate(explainer: Explainer, node: NodeId, names: Names) -> tuple[str, str, str] | None:
    """The row of a condition of a tranche that doesn't hold."""
    label = explainer.plan.nodes[node].label or ""
    if not label.startswith(GATE) or explainer.run.values[node]:
        return None
    return names.label(label), "", "niet vervuld"


def _row(explainer: Explainer, node: NodeId, names: Names) -> tuple[str, str, str] | None:
    found = explainer.plan.nodes[node]
    value = explainer.value(node)
    if (found.label or "").startswith(GATE):
        return names.label(found.label or ""), "", "vervuld" if explainer.run.values[node] else "niet vervuld"
    if isinstance(found.operation, g.Sum) and not explainer.run.values[node]:
        return None  # nobody achieved it
    formula = _formula(explainer, node, names.zero)
    plain = formula == value or re.search(r"(?:^|van )…|[0-9] × ja$", formula) is not None
    return names.label(found.label or ""), "" if plain else formula, value


def _formula(explainer: Explainer, node: NodeId, zero: str) -> str:
    """The operation with the values it uses; terms that are zero are left out."""
    body = explainer.plan.nodes[node].operation
    while isinstance(body, g.Add | g.Paid):
        below = body.terms if isinstance(body, g.Add) else (body.computed,)
        if len(below) > 1 or explainer.plan.nodes[below[0]].label is not None:
            break
        body = explainer.plan.nodes[below[0]].operation
    if isinstance(body, g.Subtract):
        return f"{explainer.value(body.left)} − {explainer.value(body.right)}"
    return _without_zeros(text(explainer.formula(node)), re.escape(zero))


def _without_zeros(formula: str, zero: str) -> str:
    """A sum without its terms that are nothing, and without brackets around a single amount."""
    while True:
        shorter = re.sub(rf"(?<![0-9×/] ){zero} \+ | [+−] {zero}(?![0-9,])(?! [×/])", "", formula)
        shorter = shorter.replace("(…)", "…")
        shorter = re.sub(r"\(([^ ()]+\u00a0[−0-9.,]+)\)", r"\1", shorter)
        if shorter == formula:
            return formula
        formula = shorter


class Names:
    """The plan's labels in the words of the annex: a label may quote the source text of an amount."""

    def __init__(self, w: Writer, contract: Contract) -> None:
        s = Sentences(w)
        self.zero = w.money(Fraction(0))
        self.w = w
        self.many = w.many
        self.words: dict[str, str] = {}
        for expression in expressions(contract):
            self._add(s, expression)

    def _add(self, s: Sentences, expression: Expr) -> None:
        words = s.condition(expression) if expression.kind is Kind.YES_NO else s.value(expression)
        self.words.setdefault(expression.span.text, words)

    def label(self, label: str) -> str:
        """The label as a step of a calculation, with a capital."""
        if label.endswith(": aantal deelnemers"):
            return capital(f"{text(label.removesuffix('deelnemers'))} {self.many}")
        if label == "deelnemers die meetellen":
            return capital(f"{self.many} die meetellen")
        head, share, rest = label.rpartition(": aantal")
        if share and not rest:
            return capital(f"het aantal {self.many} bij wie {self.words.get(head, text(head))}")
        for mark in (", ten hoogste ", ", aanvulling tot ", ", na korting van ", ", na aftrek van "):
            head, found, tail = label.rpartition(mark)
            if found:
                year = re.search(r" in [0-9]{4}$", tail)
                amount, rest = (tail[: year.start()], year.group()) if year else (tail, "")
                return capital(f"{text(head)}{mark}{self.words.get(amount, text(amount))}{rest}")
        return capital(self.words.get(label, text(label)))
