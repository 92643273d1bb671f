"""Limits, deductions and roundings on a sum that keeps its parts: every euro stays with its source."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..model.bounds import bounds
from ..model.contract import Cap, Deduction, Direction, Discount, Floor, RoundTo, Step
from ..model.expressions import Expr, Kind
from ..record import changed, record
from . import graph as g
from .builder import GraphBuilder
from .graph import NodeId
from .plan import MINIMUM, RuleOf

_WAYS = {
    Direction.HALF_AWAY: g.RoundingWay.HALF_AWAY,
    Direction.DOWN: g.RoundingWay.DOWN,
    Direction.UP: g.RoundingWay.UP,
}


@record
class Amount:
    """A part of a sum: from which source, for which attribute values. Source and choices never change."""

    source: str
    choices: tuple[tuple[str, str], ...]
    node: NodeId
    per_participant: NodeId | None = None


@record
class Place:
    """Where steps apply: the words for their names, the amounts they use, and where a floor's addition belongs.

    `show` takes a node that belongs in the calculation though no amount is worked out from it.
    """

    title: str
    amount_of: Callable[[Expr], NodeId]
    there: Callable[[Expr], NodeId]  # whether an amount is known and nothing that it needs is missing
    condition_of: Callable[[Expr], NodeId]
    scale: int
    show: Callable[[NodeId], None]
    floor_source: str = MINIMUM
    final: bool = True  # the final settlement
    signed: bool = False  # whether a part can be below zero


def apply_steps(parts: list[Amount], steps: tuple[Step, ...], place: Place, b: GraphBuilder) -> list[Amount]:
    """The parts after the steps, in the order written. A cut is spread in proportion; what a floor adds is a part."""
    for step in steps:
        parts = _apply(parts, step, place, b)
    return parts


def total_of(parts: list[Amount], b: GraphBuilder, label: str | None = None) -> NodeId:
    return b.sum([part.node for part in parts], Kind.MONEY, label)


def _apply(parts: list[Amount], step: Step, place: Place, b: GraphBuilder) -> list[Amount]:
    old = total_of(parts, b)
    zero = b.constant(0, Kind.MONEY)
    match step:
        case Cap(amount=limit):
            label = f"{place.title}, ten hoogste {step.amount.span.text}"
            most = not_below_zero(limit, place.amount_of(limit), b)
            b.applies(RuleOf.CAP, step.span, above=[(old, most)])
            new = b.lowest((old, most), Kind.MONEY, label, step.span)
            return _scaled(parts, new, old, b)
        case Floor(at_the_end=True) if not place.final:
            return parts
        case Floor(amount=limit):
            label = f"{place.title}, aanvulling tot {step.amount.span.text}"
            least = minimum(limit, old, place, b)
            b.applies(RuleOf.FLOOR, step.span, above=[(least, old)])
            short = b.subtract(least, old, Kind.MONEY)
            added = b.highest((short, zero), Kind.MONEY, label, step.span)
            return [*parts, Amount(place.floor_source, (), added)]
        case Discount(share=share, condition=condition):
            rest = b.subtract(b.constant(1, Kind.PERCENT), place.amount_of(share), Kind.PERCENT)
            if condition is not None:
                met = place.condition_of(condition)
                b.applies(RuleOf.WHEN, condition.span, [(met, True)])
                rest = b.choose(met, rest, b.constant(1, Kind.PERCENT))
            label = f"{place.title}, na korting van {share.span.text}"
            new = b.multiply(old, rest, Kind.MONEY, label)
            if len(parts) == 1:
                return [changed(parts[0], node=new)]
            # In parts it is taken from each, also when they are zero together; the amounts of the parts don't name it.
            place.show(new)
            return [changed(part, node=b.multiply(part.node, rest, Kind.MONEY)) for part in parts]
        case Deduction(amount=amount, condition=condition):
            taken = not_below_zero(amount, place.amount_of(amount), b)
            if condition is not None:
                met = place.condition_of(condition)
                b.applies(RuleOf.WHEN, condition.span, [(met, True)])
                taken = b.choose(met, taken, zero)
            label = f"{place.title}, na aftrek van {amount.span.text}"
            left = b.highest((b.subtract(old, taken, Kind.MONEY), b.lowest((old, zero), Kind.MONEY)), Kind.MONEY)
            new = b.named(b.choose(b.compare(g.Relation.MORE, old, zero), left, old), label, step.span)
            return _scaled(parts, new, old, b)
        case RoundTo(unit=unit, direction=direction):
            new = round_to(old, unit * place.scale, direction, f"{place.title}, afgerond", b)
            return _shifted(parts, new, old, b) if place.signed else _scaled(parts, new, old, b)


def minimum(limit: Expr, old: NodeId, place: Place, b: GraphBuilder) -> NodeId:
    """The amount of a floor; one that isn't there asks for nothing more than there is, also where that is below zero."""
    amount = place.amount_of(limit)
    return b.choose(place.there(limit), amount, old) if place.signed else amount


def not_below_zero(amount: Expr, node: NodeId, b: GraphBuilder) -> NodeId:
    """The amount of a limit or deduction: one that comes out below zero is nothing."""
    low, _ = bounds(amount)
    return node if low is not None and low >= 0 else b.highest((node, b.constant(0, Kind.MONEY)), Kind.MONEY)


def round_to(value: NodeId, unit: Fraction, direction: Direction, label: str, b: GraphBuilder) -> NodeId:
    """Rounded as the contract says; `unit` in smallest units."""
    return b.rounded(value, unit, _WAYS[direction], label)


def _shifted(parts: list[Amount], new: NodeId, old: NodeId, b: GraphBuilder) -> list[Amount]:
    """What rounding adds, spread by the size of each part: a sum near zero says nothing about its parts."""
    if new == old or len(parts) == 1:
        return _scaled(parts, new, old, b)
    zero = b.constant(0, Kind.MONEY)
    sizes = [b.highest((part.node, b.subtract(zero, part.node, Kind.MONEY)), Kind.MONEY) for part in parts]
    share = b.add(g.Divide(b.subtract(new, old, Kind.MONEY), b.sum(sizes, Kind.MONEY)), Kind.NUMBER)
    return [
        changed(part, node=b.sum((part.node, b.multiply(share, size, Kind.MONEY)), Kind.MONEY))
        for part, size in zip(parts, sizes, strict=True)
    ]


def _scaled(parts: list[Amount], new: NodeId, old: NodeId, b: GraphBuilder) -> list[Amount]:
    if new == old:
        return parts
    if len(parts) == 1:
        return [changed(parts[0], node=new)]
    return [changed(part, node=b.scale(part.node, new, old)) for part in parts]
