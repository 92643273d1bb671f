"""One line of calculation: the operation of a node with the values that it uses, in Dutch notation.

Nothing is worked out again here: every figure is a value of one run, or stands in the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import groupby
from typing import Any

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, Node, NodeId
from ..plan.plan import PARTS, WORKED, Plan
from ..plan.run import Run
from ..text import writing
from .values import RunValues

IN_TABLE = "volgens de tabel bij"  # begins what an amount of a table comes from
ABSENT = "een meting ontbreekt"
_MOST_TERMS = 24
_FOLDED = 3  # so many equal terms in a row are shown as a product
_DEEPEST = 3  # so many operations within each other are shown as one sum

# What a comparison says when it holds, and when it doesn't.
_FACTS = {
    g.Relation.AT_LEAST: ("is ten minste", "is minder dan"),
    g.Relation.AT_MOST: ("is ten hoogste", "is meer dan"),
    g.Relation.MORE: ("is meer dan", "is niet meer dan"),
    g.Relation.LESS: ("is minder dan", "is niet minder dan"),
    g.Relation.EQUAL: ("is gelijk aan", "is niet gelijk aan"),
    g.Relation.UNEQUAL: ("is niet gelijk aan", "is gelijk aan"),
}
_DAYS = {
    g.Relation.AT_LEAST: ("ligt op of na", "ligt vóór"),
    g.Relation.AT_MOST: ("ligt op of vóór", "ligt na"),
    g.Relation.MORE: ("ligt na", "ligt op of vóór"),
    g.Relation.LESS: ("ligt vóór", "ligt op of na"),
    g.Relation.EQUAL: ("is", "is niet"),
    g.Relation.UNEQUAL: ("is niet", "is"),
}
_BANDS = (g.Relation.AT_LEAST, g.Relation.MORE, g.Relation.LESS)  # how tables compare
_WAYS = {
    g.RoundingWay.HALF_AWAY: "",
    g.RoundingWay.DOWN: "naar beneden ",
    g.RoundingWay.UP: "naar boven ",
}


class Formulas(RunValues):
    """Puts the operations of one run into words. `profile` picks the participant's profile for PROFILE nodes."""

    def __init__(self, plan: Plan, run: Run, measured: Callable[[str], str] = "“{}”".format) -> None:
        super().__init__(plan, run)
        self.measured = measured  # how a measurement is called, by its label
        # Sums that have a row of their own: within another sum they are one amount.
        self._rows = {
            self._terms(one.operation) for one in plan.nodes if one.label == PARTS and isinstance(one.operation, g.Add)
        }
        self._rows.discard(())
        self._before: list[tuple[NodeId, ...]] = []  # the terms of sums that were told at an earlier tranche

    def remember(self, node: NodeId) -> None:
        """That a sum was told: in a later sum that goes on from it, it is one amount."""
        operation = self.through(self.plan.nodes[node]).operation
        if isinstance(operation, g.Add) and len(operation.terms) > 1:
            self._before.append(operation.terms)
            self._rows.add(self._terms(operation))

    def _terms(self, operation: g.Add) -> tuple[NodeId, ...]:
        """The terms of a sum over the contract that aren't nothing."""
        return tuple(one for one in operation.terms if self.run.values[one])

    # -------------------------------------------------------------- formulas

    def formula(self, node: NodeId, profile: int | None = None) -> str:
        """One line: the operation with the values of what it uses; empty for an input or a constant."""
        body = self.through(self.plan.nodes[node])
        if isinstance(body.operation, g.Paid):
            if self.exact(body.id) != self.exact(body.operation.computed):
                return ""  # what an earlier statement says
            computed = self.plan.nodes[body.operation.computed]
            if computed.label is not None:
                return self.value(computed.id, profile)
            body = self.through(computed)
        return self._words(body, profile, 0)

    def facts(self, node: NodeId, inputs: bool, profile: int | None = None) -> list[str]:
        """Why a condition holds or not: what was compared; `inputs`: the contract's yes/no measurements too."""
        found = self.plan.nodes[node]
        value = self.exact(node, profile)
        match found.operation:
            case g.AllOf(parts) | g.AnyOf(parts):
                decisive = [one for one in parts if bool(self.exact(one, profile)) == value]
                shown = decisive if isinstance(found.operation, g.AllOf) != value else list(parts)
                return list(dict.fromkeys(fact for one in shown for fact in self.facts(one, inputs, profile)))
            case g.Not(condition):
                return self.facts(condition, inputs, profile)
            case g.Add((term,)) | g.Result(term):
                return self.facts(term, inputs, profile)
            case g.Compare(left=left) if isinstance(self.plan.nodes[left].operation, g.TrancheOf | g.Result | g.YearOf):
                return []  # from when something is known
            case g.Compare(relation, left, right) if self.plan.nodes[left].kind is not Kind.DATE:
                holds, fails = _FACTS[relation]
                line, amount = self.same(left, profile, 1), self.value(left, profile)
                line = amount if line == amount else f"{line} = {amount}, dat"
                bound, worked = self.value(right, profile), self.same(right, profile, 1)
                bound += "" if worked == bound else f" ({worked})"
                return [f"{line} {holds if value else fails} {bound}"]
            case g.Compare(relation, left, right):
                if not (self.exact(left, profile) and self.exact(right, profile)):
                    return []  # a date that isn't there
                holds, fails = _DAYS[relation]
                return [f"{self.value(left, profile)} {holds if value else fails} {self.value(right, profile)}"]
            case g.IsMissing() if found.layer is Layer.PERSON:
                return [ABSENT] if value else []
            case g.IsMissing():
                missing = (found.label or "").removesuffix(" ontbreekt")
                return [f"{self.measured(missing)} ontbreekt"] if value else []
            case g.Input() if inputs and found.label and isinstance(value, bool):
                return [f"{self.measured(found.label)} is {self.value(node)}"]
        return []

    # -------------------------------------------------------------- inside

    def _flat(self, node: NodeId, profile: int | None) -> list[NodeId]:
        """The terms of a sum within a sum."""
        found = self.plan.nodes[node]
        match found.operation:
            case g.Add(terms) if self.label(found.id) is None and self._terms(found.operation) not in self._rows:
                return [one for part in terms for one in self._flat(part, profile)]
            case g.Subtract(left, right) if self.label(found.id) is None and not self.exact(right, profile):
                return self._flat(left, profile)
        return [node]

    def _term(self, node: NodeId, profile: int | None, depth: int) -> str:
        found = self.plan.nodes[node]
        if found.label is not None and found.label.startswith(WORKED) and (not depth or found.kind is Kind.PERCENT):
            return found.label.removeprefix(WORKED)
        body = self.through(found)
        if self.label(found.id) is None and self.label(body.id) is None and depth < _DEEPEST:
            match body.operation:
                case g.Add() if self._terms(body.operation) in self._rows:
                    return self.value(node, profile)
                case g.Add(terms) if all(self.settled(one) for one in terms):
                    return self.value(node, profile)
                case g.Multiply() | g.Divide() | g.Subtract() | g.Add():
                    words = self._words(body, profile, depth + 1)
                    several = " + " in words or " − " in words
                    return f"({words})" if several and isinstance(body.operation, g.Add | g.Subtract) else words
                case g.If(condition, then, otherwise):
                    return self._term(then if self.exact(condition, profile) else otherwise, profile, depth)
                case g.Result(inner) if self.people(profile or 0):
                    return self._term(inner, profile, depth)
        return self.value(node, profile)

    def _words(self, node: Node, profile: int | None, depth: int) -> str:
        def term(one: NodeId) -> str:
            return self._term(one, profile, depth)

        match node.operation:
            case g.Add(terms):
                return self._sum(terms, profile, depth)
            case g.Subtract(left, right):
                if not self.exact(right, profile):
                    return self.same(left, profile, depth)
                if not self.exact(left, profile) and isinstance(self.plan.nodes[left].operation, g.Constant):
                    words = self.same(right, profile, depth)
                    return self.value(node.id, profile) if words == self.value(right, profile) else f"−({words})"
                return f"{term(left)} − {term(right)}"
            case g.Multiply(left, right):
                for one, other in ((left, right), (right, left)):
                    if self.plan.nodes[one].kind is Kind.PERCENT and self.exact(one, profile) == 1:
                        return self.same(other, profile, depth)
                return f"{self._factor(left, profile, depth)} × {self._factor(right, profile, depth)}"
            case g.Divide(left, right):
                unit = isinstance(self.plan.nodes[right].operation, g.Constant)
                if unit and self.plan.nodes[right].kind is Kind.MONEY and self.exact(right, profile) == self.scale:
                    return self.value(node.id, profile)  # so many whole euros
                if not self.exact(right, profile):
                    return f"{term(left)} / 0, telt als nul"
                return f"{term(left)} / {term(right)}"
            case g.Lowest((left, right)) if self.is_zero(right) and self.exact(left, profile) <= 0:
                return self.same(left, profile, depth)
            case g.Lowest(values):
                return f"het laagste van {writing.listing([self._operand(one, profile) for one in values])}"
            case g.Highest((left, right)) if self.is_zero(right) and self.exact(left, profile) >= 0:
                return self.same(left, profile, depth)  # not below zero
            case g.Highest(values):
                return f"het hoogste van {writing.listing([self._term(one, profile, 2) for one in values])}"
            case g.Compare() | g.AllOf() | g.AnyOf() | g.Not() if node.layer is Layer.CONTRACT:
                facts = self.facts(node.id, False, profile)
                return "; ".join([one for one in facts if one.endswith("ontbreekt")] or facts)
            case g.Result(value):
                return self.same(value, profile, depth) if self.people(profile or 0) else ""
            case g.If(condition, then, otherwise):
                return self._choice(condition, then, otherwise, profile, depth)
            case g.Round(value, unit, way):
                words = self.same(value, profile, depth)
                if self.exact(value, profile) == self.exact(node.id, profile):
                    return words
                if node.kind is Kind.MONEY:
                    size = f" op {writing.money(unit / self.scale, self.plan.currency)}" if unit != 1 else ""
                else:
                    size = f" op {self.show(unit, node.kind)}"
                return f"{words}, {_WAYS[way]}afgerond{size}"
            case g.Scale(part, new, old):
                if self.exact(new, profile) == self.exact(old, profile):
                    return self.same(part, profile, depth)
                return f"{term(part)}, in de verhouding {self.value(new, profile)} : {self.value(old, profile)}"
            case g.Sum(value):
                return self._counts(value)
            case g.Share(whole, index):
                return self._share_words(whole, index, profile, depth)
            case g.Granted(wanted=wanted):
                return f"{term(wanted)}, voor zover het fonds ruimte heeft"
        return ""

    def _factor(self, node: NodeId, profile: int | None, depth: int) -> str:
        """A factor of a product: a sum of more than two terms as one amount."""
        operation = self.through(self.plan.nodes[node]).operation
        while isinstance(operation, g.If):
            node = operation.then if self.exact(operation.condition, profile) else operation.otherwise
            operation = self.through(self.plan.nodes[node]).operation
        many = isinstance(operation, g.Add) and sum(bool(self.exact(one, profile)) for one in operation.terms) > 2
        return self.value(node, profile) if many else self._term(node, profile, depth)

    def _operand(self, node: NodeId, profile: int | None) -> str:
        """What a limit is held against: a part of a larger amount with how it was shared."""
        words = self._term(node, profile, 2)
        shared = self._resolved(node, profile)
        if not isinstance(shared.operation, g.Share) or self.label(node) is not None or shared.label is not None:
            return words
        why = self._share_words(shared.operation.whole, shared.operation.index, profile, 2)
        value = self.value(node, profile)
        return f"{value} ({why})" if why not in ("", value) else words

    def _resolved(self, node: NodeId, profile: int | None) -> Node:
        """The operation that a value stems from, past choices and limits that leave it as it is."""
        found = self.through(self.plan.nodes[node])
        if found.label is not None and found.id != node:
            return found
        value = self.exact(node, profile)
        match found.operation:
            case g.If(condition, then, otherwise):
                return self._resolved(then if self.exact(condition, profile) else otherwise, profile)
            case g.Subtract(left, right) if not self.exact(right, profile):
                return self._resolved(left, profile)
            case g.Highest((left, right)) if value and self.exact(left, profile) == value:
                return self._resolved(left, profile)
        return found

    def same(self, node: NodeId, profile: int | None, depth: int) -> str:
        """What only passes a value on: how that was worked out, unless it has a row of its own."""
        found = self.plan.nodes[node]
        body = self.through(found)
        deep = depth >= _DEEPEST or (depth and isinstance(body.operation, g.Share))
        if deep or self.label(found.id) is not None or self.label(body.id) is not None:
            return self._term(node, profile, depth)
        return self._words(body, profile, depth) or self.value(node, profile)

    def _sum(self, terms: tuple[NodeId, ...], profile: int | None, depth: int) -> str:
        before = max((one for one in self._before if one == terms[: len(one)] != terms), key=len, default=())
        told = sum(self.exact(one, profile) for one in before)
        terms = terms[len(before) :] if told else terms
        flat = [one for part in terms for one in self._flat(part, profile)]
        if depth and not all(self.label(one) for one in flat):
            flat = list(terms)
        kept = [one for one in flat if self.exact(one, profile)] or ([] if told else flat[:1])
        if len(kept) == 1 and not told:
            return self.same(kept[0], profile, depth)
        shown: list[str] = [self.show(told, self.plan.nodes[terms[0]].kind)] if told else []
        for one in kept:
            value, words = self.exact(one, profile), self._term(one, profile, depth if depth == 0 else _DEEPEST)
            kind = self.plan.nodes[one].kind
            if kind is not Kind.YES_NO and value < 0 and words == self.show(value, kind):
                words = f"− {self.show(-value, kind)}"
            elif depth == 0:
                words += self._uneven(one, profile)
            shown.append(words)
        folded = _folded(shown)
        line = " + ".join(folded[:_MOST_TERMS]).replace(" + − ", " − ")
        return line + (" + …" if len(folded) > _MOST_TERMS else "")

    def _uneven(self, node: NodeId, profile: int | None) -> str:
        """Behind a part of an amount that was lowered, or isn't enough for all: how it was shared."""
        found = self.through(self.plan.nodes[node])
        if self.label(found.id) is not None:
            return ""
        if isinstance(found.operation, g.Scale):
            words = self._words(found, profile, 2)
            return f" ({words})" if "in de verhouding" in words and self.exact(found.id, profile) else ""
        if not isinstance(found.operation, g.Share):
            return ""
        operation = self.plan.nodes[found.operation.whole].operation
        if not isinstance(operation, g.Spread):
            return ""
        weights = [self.exact(one, profile) for one in operation.weights]
        money = self.plan.nodes[operation.weights[0]].kind is Kind.MONEY
        if not money or sum(weights) in (0, self.exact(operation.total, profile)):
            return ""
        return f" ({self._share_words(found.operation.whole, found.operation.index, profile, 2)})"

    def _choice(self, condition: NodeId, then: NodeId, otherwise: NodeId, profile: int | None, depth: int) -> str:
        holds = self.exact(condition, profile)
        chosen, compared = then if holds else otherwise, self.plan.nodes[condition].operation
        if isinstance(compared, g.Compare):
            if compared.relation is g.Relation.LESS and (then, otherwise) == (compared.right, compared.left):
                # While an overpayment waits, nobody pays back: only settlements make such a choice.
                if not holds:
                    return self.same(otherwise, profile, depth)
                due, paid = self.value(otherwise, profile), self.value(then, profile)
                return f"het hoogste van {due} en wat eerder is betaald ({paid})"
            whole = self.through(self.plan.nodes[chosen]).operation
            bound = self.plan.nodes[compared.right].operation
            if compared.relation in _BANDS and isinstance(whole, g.Constant) and isinstance(bound, g.Constant):
                return f"{IN_TABLE} {self.value(compared.left, profile)}"
        return self.same(chosen, profile, depth)

    def _share_words(self, whole: NodeId, index: int, profile: int | None, depth: int) -> str:
        operation = self.plan.nodes[whole].operation
        if isinstance(operation, g.HighestOnly):
            return f"het hoogste van {writing.listing([self._term(one, profile, 2) for one in operation.values])}"
        if not isinstance(operation, g.Spread):
            return ""
        weights = [self.exact(one, profile) for one in operation.weights]
        own, own_node = weights[index], operation.weights[index]
        kind = self.plan.nodes[own_node].kind
        total, all_weights = self.exact(operation.total, profile), sum(weights)
        if not own:
            return ""
        exact = all_weights and (Fraction(total) * own / all_weights).denominator == 1
        rest = "" if exact else ", naar grootste rest"
        if all_weights == total or self.plan.nodes[own_node].layer is Layer.PROFILE:
            return self.same(own_node, profile, depth) + ("" if Fraction(own).denominator == 1 else rest)
        base = self.value(operation.total, profile)
        if kind is Kind.PERCENT and all_weights == 1:
            return f"{self.show(own, kind)} × {base}{rest}"
        return f"{base} verdeeld naar verhouding: {self.show(own, kind)} op {self.show(all_weights, kind)}{rest}"

    def _counts(self, value: NodeId) -> str:
        """`3 × € 100 + 2 × € 50`: the counts per amount that participants have."""
        run, kind = self.run, self.plan.nodes[value].kind
        if kind is Kind.YES_NO:
            return ""
        counts: dict[Any, int] = {}
        for amount, count in zip(run.by_profile(value), run.counts, strict=True):
            if amount:
                counts[amount] = counts.get(amount, 0) + count
        shown = [
            self.show(amount, kind) if count == 1 else f"{writing.number(count)} × {self.show(amount, kind)}"
            for amount, count in counts.items()
        ]
        line = " + ".join(shown[:_MOST_TERMS])
        return line + (" + …" if len(shown) > _MOST_TERMS else "")


def _folded(terms: list[str]) -> list[str]:
    """Three or more equal amounts in a row as one term: «8 × € 100,00»."""
    found = []
    for words, run in groupby(terms):
        number = len(list(run))
        plain = number >= _FOLDED and " " not in words
        found += [f"{writing.number(number)} × {words}"] if plain else [words] * number
    return found
