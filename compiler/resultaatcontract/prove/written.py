"""Nodes written out as sums of others, for two runs side by side: what is taken and given back drops out.

Beside plain sums: the last part of a split is the whole less the others, the parts of a sum that was cut are together
what it was cut to, the kept ones of several amounts are the highest together, and a value less the lowest of it and a
limit is what lies above the limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, NodeId
from .change import NOTHING, Pair
from .intervals import Exact
from .terms import ONE, Terms, added

MOST_TERMS = 300  # a longer sum isn't written out


class Store(Protocol):
    """Where the pairs of nodes are: those of the contract, or of one participant in one case."""

    nodes: tuple[g.Node, ...]
    shares: Mapping[tuple[Layer, g.Share], NodeId]

    def get(self, node: NodeId) -> Pair: ...

    def written(self, node: NodeId) -> Terms: ...

    def never_negative(self, node: NodeId) -> bool: ...


def written_out(store: Store, node: NodeId, decide: bool) -> Terms:
    """A node as a sum of others. `decide`: in a case of one participant, an `If` is the branch that its condition chooses."""
    own = store.nodes[node]
    of = store.written
    match own.operation:
        case g.Constant(value) if own.kind is not Kind.YES_NO:
            return {ONE: value} if value else {}
        case g.Add(values) if own.kind is not Kind.YES_NO:
            found = _regrouped(store, added([(of(one), 1) for one in values]))
        case g.Subtract(left, right):
            found = added([(of(left), 1), (of(right), -1)])
        case g.Multiply(left, right) if set(of(left)) <= {ONE}:
            found = added([(of(right), of(left).get(ONE, 0))])
        case g.Multiply(left, right) if set(of(right)) <= {ONE}:
            found = added([(of(left), of(right).get(ONE, 0))])
        case g.Paid(computed=computed) | g.Granted(wanted=computed):
            return of(computed)
        case g.Result(value) if decide and own.kind is not Kind.YES_NO:
            return of(value)
        case g.If(condition, then, otherwise) if decide and own.kind is not Kind.YES_NO:
            test = store.get(condition)
            if test.stays and test.before == (1, 1):
                return of(then)
            return of(otherwise) if test.stays and test.before == NOTHING else {node: 1}
        case g.Share(whole, index):
            split = store.nodes[whole].operation
            if not isinstance(split, g.Spread) or index < len(split.weights) - 1:
                return {node: 1}
            others = [store.shares.get((own.layer, g.Share(whole, number))) for number in range(index)]
            known = [one for one in others if one is not None]
            if len(known) < len(others):
                return {node: 1}
            found = added([(of(split.total), 1), *((of(one), -1) for one in known)])
        case _:
            return {node: 1}
    return found if len(found) <= MOST_TERMS else {node: 1}


def _regrouped(store: Store, terms: Terms) -> Terms:
    cuts: dict[tuple[NodeId, NodeId, Exact], list[NodeId]] = {}
    kept: dict[tuple[NodeId, Exact], list[NodeId]] = {}
    chosen: dict[tuple[NodeId, Exact], list[NodeId]] = {}
    for key, factor in terms.items():
        if key < 0:
            continue
        match store.nodes[key].operation:
            case g.Scale(_, new, old):
                cuts.setdefault((new, old, factor), []).append(key)
            case g.Share(whole) if isinstance(store.nodes[whole].operation, g.HighestOnly):
                kept.setdefault((whole, factor), []).append(key)
            case g.If(condition):
                chosen.setdefault((condition, factor), []).append(key)
    found = terms
    for (new, old, factor), keys in cuts.items():
        parts = [store.nodes[key].operation for key in keys]
        together = added([(store.written(one.part), 1) for one in parts if isinstance(one, g.Scale)])
        if _regrouped(store, together) == store.written(old) and _nothing_stays_nothing(store, new, old):
            found = added([(_without(found, keys), 1), (store.written(new), factor)])
    for (highest, factor), keys in kept.items():
        operation = store.nodes[highest].operation
        if isinstance(operation, g.HighestOnly) and len(keys) == len(operation.values):
            found = added([(_without(found, keys), 1), ({highest: 1}, factor)])
    for (_, factor), keys in chosen.items():
        branches = [one for one in (store.nodes[key].operation for key in keys) if isinstance(one, g.If)]
        then = added([(store.written(one.then), 1) for one in branches])
        # What is the same whichever way it goes (a split that one party bears alone) needs no condition.
        if len(keys) > 1 and then == added([(store.written(one.otherwise), 1) for one in branches]):
            found = added([(_without(found, keys), 1), (then, factor)])
    return found


def _without(terms: Terms, keys: list[NodeId]) -> Terms:
    return {key: value for key, value in terms.items() if key not in keys}


def _nothing_stays_nothing(store: Store, new: NodeId, old: NodeId) -> bool:
    """Whether a sum of nothing is nothing after the cut (then its parts aren't changed)."""
    seen = new
    while True:
        match store.nodes[seen].operation:
            case g.Add(terms) if len(terms) == 1:
                seen = terms[0]
            case g.Round(value) if value == old:
                return True
            case g.Lowest(values) if old in values and len(values) == 2:
                return store.never_negative(values[1] if values[0] == old else values[0])
            case g.If(condition, _, otherwise) if otherwise == old:
                test = store.nodes[condition].operation
                return isinstance(test, g.Compare) and test.relation is g.Relation.MORE and test.left == old
            case g.Share(whole, index):
                operation = store.nodes[whole].operation
                return isinstance(operation, g.HighestOnly) and operation.values[index] == old
            case _:
                return False


def above_limit(store: Store, terms: Terms) -> tuple[NodeId, NodeId, Exact, Terms] | None:
    """A value and a limit, such that what lies above the limit is in the sum, so many times; and the rest of the sum.

    A value less the lowest of it and a limit is what lies above the limit. A value and what it lacks to a minimum are
    that minimum and what lies above it.
    """
    for key, factor in terms.items():
        operation = store.nodes[key].operation if key >= 0 else None
        match operation:
            case g.Lowest((first, second)):
                for one, other in ((first, second), (second, first)):
                    own = store.written(one)
                    if _holds(terms, own, key, -factor):
                        rest = {name: value for name, value in terms.items() if name != key and name not in own}
                        return one, other, -factor, rest
            case g.Highest((lack, zero)) if store.written(zero) == {}:
                own = store.written(lack)
                minus = {name: value for name, value in own.items() if value < 0}
                if _holds(terms, minus, key, -factor):
                    rest = added([({name: value for name, value in terms.items() if name != key}, 1), (own, factor)])
                    return zero, lack, factor, rest
    return None


def _holds(terms: Terms, own: Terms, key: int, factor: Exact) -> bool:
    """Whether a sum holds all terms of another, so many times."""
    return bool(own) and key not in own and all(terms.get(name, 0) == factor * value for name, value in own.items())
