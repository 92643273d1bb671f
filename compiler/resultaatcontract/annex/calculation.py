"""The calculation of an example step by step: the named amounts of the plan, in the words of the annex."""

from __future__ import annotations

import re
from fractions import Fraction

from ..driver import Compiled
from ..model.contract import Contract
from ..model.expressions import Expr, Kind
from ..outputs.explain import Explainer
from ..outputs.outcome import Outcome
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from ..plan.plan import TranchePlan
from ..text import writing
from .document import Table
from .elements import expressions
from .sentences import Sentences
from .wording import Writer, capital, quoted, text


def steps(compiled: Compiled, outcome: Outcome, names: Names) -> list[Table]:
    """Per tranche the named amounts of the plan, in the order in which they are worked out; each amount once."""
    explainer = Explainer(compiled.plan, outcome.run)
    done: set[NodeId] = set()
    found = []
    entitled = 0
    for tranche, one in zip(compiled.plan.tranches, outcome.tranches, strict=True):
        idle = not one.total and one.entitlement == entitled and not any((*one.pays.values(), *one.receives.values()))
        entitled = one.entitlement
        if idle and len(outcome.tranches) > 1:
            continue  # nothing changed and nothing is paid
        rows: list[tuple[str, str, str]] = []
        for node in _in_order(explainer, tranche, done):
            row = _row(explainer, node, names)
            if row is not None and node == tranche.total and len(tranche.pays) > 1:
                amounts = [explainer.value(paid) for _, paid in tranche.pays]
                row = (row[0], _without_zeros(" + ".join(amounts), re.escape(names.zero)), row[2])
            always = node in (tranche.entitlement, tranche.due, tranche.total)
            if row is None or row in rows or (row[2] == names.zero and not always):
                continue
            repeated = row[1] and any(row[1:] == earlier[1:] for earlier in rows)
            rows.append((row[0], "", row[2]) if repeated else row)
        if rows:
            caption = f"Berekening bij {quoted(one.title)}, {writing.day(one.day)}"
            found.append(Table(("Stap", "Berekening", "Uitkomst"), tuple(rows), caption, (2,)))
    return found


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


def _row(explainer: Explainer, node: NodeId, names: Names) -> tuple[str, str, str] | None:
    found = explainer.plan.nodes[node]
    value = explainer.value(node)
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
