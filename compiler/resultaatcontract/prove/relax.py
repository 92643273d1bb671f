"""A sum of nodes from above, as a sum of what is measured: what isn't linear is replaced by something linear above it.

From the last node to the first each term that isn't measured is replaced: a rounding by what it rounds and at most half a
unit, a lowest by one of its arguments, a highest by a line through its ends, a part of a split by its share. What is lost
is kept by node as a *gap*, which says where a box had better be split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush

from ..plan import graph as g
from ..plan.graph import NodeId
from .box import Box
from .intervals import Exact, Interval
from .terms import ONE, Terms, added

FAR = 10**30  # a gap without an end


def size(value: Exact) -> Exact:
    return -value if value < 0 else value


@dataclass(slots=True)
class Above:
    """What is at least as high as a sum: `constant + Σ terms + off`, strictly when `open`. None of `off`: no end."""

    terms: Terms = field(default_factory=dict)
    constant: Exact = 0
    off: Exact = 0
    open: bool = False
    endless: bool = False
    gaps: dict[NodeId, Exact] = field(default_factory=dict)


class _Relaxing:
    def __init__(self, box: Box, terms: Mapping[NodeId, Exact], apart: bool) -> None:
        self.box = box
        self.apart = apart  # what is rounded keeps its interval by itself
        self.nodes = box.nodes
        self.found = Above()
        self.terms: Terms = {}
        self.heap: list[int] = []
        self.put(terms, 1)

    def put(self, terms: Mapping[NodeId, Exact], factor: Exact) -> None:
        for node, own in terms.items():
            if node == ONE:
                self.found.constant += own * factor
                continue
            if node not in self.terms:
                heappush(self.heap, -node)
                self.terms[node] = 0
            self.terms[node] += own * factor

    def lose(self, node: NodeId, gap: Exact | None) -> None:
        if gap is None or gap > 0:
            self.found.gaps[node] = self.found.gaps.get(node, 0) + (FAR if gap is None else gap)

    def off(self, by: Exact, open_: bool) -> None:
        self.found.off += by
        self.found.open = self.found.open or (open_ and by > 0)

    def all(self) -> Above:
        while self.heap:
            node = -heappop(self.heap)
            factor = self.terms.pop(node, 0)
            if factor:
                self.box.space.steps.take()
                self.replace(node, factor)
        return self.found

    def replace(self, node: NodeId, factor: Exact) -> None:
        operation = self.nodes[node].operation
        of = self.box.written
        match operation:
            case g.Round() if self.apart:
                self.plain(node, factor)
            case g.Round(value, unit, way):
                self._rounded(value, unit, way, factor)
            case g.Share(whole) if isinstance(self.nodes[whole].operation, g.Spread):
                self._split(whole, node, factor)
            case g.Scale(_, new, old):
                self._scaled(node, new, old, factor)
            case g.Lowest():
                self._extreme(node, factor, -1)
            case g.Highest():
                self._extreme(node, factor, 1)
            case g.If(_, then, otherwise):
                self._chosen(node, then, otherwise, factor)
            case g.Multiply(left, right):
                self._product(node, left, right, factor)
            case g.Not(condition):
                self.put({ONE: 1}, factor)
                self.put(of(condition), -factor)
            case g.Sum() | g.Input() | g.IsMissing():
                self.found.terms[node] = factor
            case _:
                self.plain(node, factor)

    def plain(self, node: NodeId, factor: Exact) -> None:
        """The end of its interval, nothing known of how it hangs together."""
        low, high = self.box.interval(node)
        end = high if factor > 0 else low
        if end is None:
            self.found.endless = True
        else:
            self.found.constant += end * factor
        self.lose(node, None if low is None or high is None else (high - low) * size(factor))

    # -------------------------------------------------------------- operations

    def _rounded(self, value: NodeId, unit: Fraction, way: g.RoundingWay, factor: Exact) -> None:
        self.put(self.box.written(value), factor)
        by = size(factor) * unit
        match way:
            case g.RoundingWay.HALF_AWAY:
                low, _ = self.box.interval(value)
                self.off(by / 2, factor < 0 and low is not None and low >= 0)
            case g.RoundingWay.DOWN:
                self.off(by if factor < 0 else 0, True)
            case g.RoundingWay.UP:
                self.off(by if factor > 0 else 0, True)

    def difference(self, one: Mapping[NodeId, Exact], other: Mapping[NodeId, Exact]) -> Interval:
        return self.box.sum(added([(one, 1), (other, -1)]))

    def _extreme(self, node: NodeId, factor: Exact, sign: int) -> None:
        among = self.box.among.get(node) or g.arguments(self.nodes[node].operation)
        box = self.box
        if (factor > 0) == (sign < 0):
            # It is on the other side of each argument: the one that is furthest.
            ends = [box.interval(one)[factor > 0] for one in among]
            known = [(end * factor, place) for place, end in enumerate(ends) if end is not None]
            best = among[min(known)[1]] if known else among[0]
            gaps = [box.difference(best, one) for one in among if one != best]
            sizes = [(high if sign < 0 else None if low is None else -low) for low, high in gaps]
            self.lose(node, None if None in sizes else max([one or 0 for one in sizes]) * size(factor))
            self.put(box.written(best), factor)
            return
        if len(among) == 2:
            # The line through the ends: `other` and what `one` is past it, at most in proportion.
            one, other = among
            low, high = box.difference(one, other)
            if sign < 0:
                low, high = None if high is None else -high, None if low is None else -low
            if low is not None and high is not None and low < 0 < high:
                slope = Fraction(high) / (high - low)
                # sign × (extreme − other) = (sign × (one − other))⁺ ≤ slope × (sign × (one − other) − low)
                self.put(box.written(other), factor * (1 - slope))
                self.put(box.written(one), factor * slope)
                self.found.constant += -slope * low * sign * factor
                self.lose(node, size(factor) * slope * -low)
                return
        self.plain(node, factor)

    def _chosen(self, node: NodeId, then: NodeId, otherwise: NodeId, factor: Exact) -> None:
        box = self.box
        low, high = box.difference(then, otherwise)
        # Of the two, one and at most how far the other is past it.
        opposite = None if low is None else -low
        over_otherwise, over_then = (high, opposite) if factor > 0 else (opposite, high)
        options = [
            (max(over, 0), base) for over, base in ((over_otherwise, otherwise), (over_then, then)) if over is not None
        ]
        if not options:
            self.plain(node, factor)
            return
        over, base = min(options, key=lambda one: one[0])
        self.put(box.written(base), factor)
        self.found.constant += over * size(factor)
        self.lose(node, None if low is None or high is None else max(high, -low, 0) * size(factor))

    def _product(self, node: NodeId, left: NodeId, right: NodeId, factor: Exact) -> None:
        box = self.box
        (a, b), (c, d) = box.interval(left), box.interval(right)
        if a is None or b is None or c is None or d is None:
            self.plain(node, factor)
            return
        # McCormick: (x − a)(y − c) ≥ 0 and the like, whichever is nearer halfway.
        if factor > 0:
            options = [(b, c), (a, d)]  # xy ≤ b·y + c·x − b·c
        else:
            options = [(a, c), (b, d)]  # xy ≥ a·y + c·x − a·c
        middle_x, middle_y = Fraction(a + b) / 2, Fraction(c + d) / 2
        x, y = min(options, key=lambda one: factor * (one[0] * middle_y + one[1] * middle_x - one[0] * one[1]))
        self.put(box.written(right), factor * x)
        self.put(box.written(left), factor * y)
        self.found.constant -= factor * x * y
        self.lose(node, size(factor) * (b - a) * (d - c) / Fraction(4))

    def _scaled(self, node: NodeId, new: NodeId, old: NodeId, factor: Exact) -> None:
        """Parts of a sum that is cut: as many times the sum after the cut as the part that counts most."""
        box = self.box
        group = box.space.scales[new, old]
        factors = {node: factor}
        for one in group:
            if one in self.terms:
                factors[one] = self.terms.pop(one)
        parts: dict[NodeId, NodeId] = {}
        for one in group:
            operation = self.nodes[one].operation
            assert isinstance(operation, g.Scale)
            parts[one] = operation.part
        all_of_it = added([(box.written(one), 1) for one in parts.values()])
        most = max(factors.values())
        if len(factors) < len(group):
            most = max(most, 0)
        complete = box.written(old) in (all_of_it, box.regrouped(all_of_it)) and box.nothing_stays_nothing(new, old)
        if complete and len(group) > 1 and most and (len(factors) > 1 or most < 0):
            self.put(box.written(new), most)
            for one in group:
                rest = factors.get(one, 0) - most
                if rest:
                    self._one_part(one, parts[one], new, old, rest)
            return
        for one, own in factors.items():
            self._one_part(one, parts[one], new, old, own)

    def _one_part(self, node: NodeId, part: NodeId, new: NodeId, old: NodeId, factor: Exact) -> None:
        """One part that is cut: at most itself and at most the sum after the cut; at least what others leave."""
        box = self.box
        low, high = box.interval(part)
        positive = _from((low, high)) and _from(box.interval(new)) and _from(box.interval(old))
        inside = _from(box.difference(old, part))
        cut = box.cuts(new, old)
        most = box.interval(new)[1]
        by_part = cut and (not inside or most is None or (high is not None and high <= most))
        if factor > 0 and positive and by_part:
            self.put(box.written(part), factor)
            self.lose(node, None if high is None else high * factor)
            return
        if factor > 0 and positive and inside:
            self.put(box.written(new), factor)
            self.lose(node, None if most is None else most * factor)
            return
        self.plain(node, factor)

    def _taken_off(self, total: Terms, factors: Mapping[int, Exact]) -> Exact | None:
        """How many times parts are taken off a total that is in the sum just as often; None when they aren't."""
        for factor in sorted(set(factors.values())):
            own = [node for node in total if node != ONE]
            if own and all(self.terms.get(node, 0) == -factor * total[node] for node in own):
                return factor
        return None

    def _split(self, whole: NodeId, node: NodeId, factor: Exact) -> None:
        """Parts of a split: each its weight, or its share of the total, less than a unit off; together the total."""
        box = self.box
        split = self.nodes[whole].operation
        assert isinstance(split, g.Spread)
        made = box.space.shares[whole]
        number = len(split.weights)
        factors: dict[int, Exact] = {}
        for index, one in made.items():
            if one == node:
                factors[index] = factor
            elif one in self.terms:
                factors[index] = self.terms.pop(one)
        total, weights = box.written(split.total), [box.written(one) for one in split.weights]
        close = box.close(total, weights)
        fixed = all(set(one) <= {ONE} for one in weights) and sum(one.get(ONE, 0) for one in weights) == 1
        rest_of = None if fixed or len(made) < number else self._taken_off(total, factors)
        if rest_of is not None:
            # What the others leave of the total is the part itself.
            self.put(total, rest_of)
            factors = {index: factors.get(index, 0) - rest_of for index in range(number)}
            factors = {index: own for index, own in factors.items() if own}
        if self.apart and not fixed:
            base_of = [factors.get(index, 0) for index in range(number)]
            often = max(sorted(base_of), key=base_of.count)
            if len(made) == number:
                self.put(total, often)
                for index, own in enumerate(base_of):
                    if own != often:
                        self.plain(made[index], own - often)
                return
        if close:
            for index, own in factors.items():
                self.put(weights[index], own)
                self.off(size(own), True)
            return
        if fixed:
            shares = [one.get(ONE, 0) for one in weights]
            base: Exact = 0
            if number == 2:
                base = factors.get(1, 0)
            else:
                ordered = sorted(factors.get(index, 0) for index in range(number))
                base = ordered[number // 2]
            self.put(total, base)
            for index in range(number):
                rest = factors.get(index, 0) - base
                if rest:
                    self.put(total, rest * shares[index])
                    if number == 2:
                        # The first of two is the share rounded to the nearest, half up (below zero: half down).
                        self.off(size(rest) * Fraction(1, 2), rest < 0 and _from(box.interval(split.total)))
                    else:
                        self.off(size(rest), True)
            return
        positive = _from(box.interval(split.total)) and all(_from(box.interval(one)) for one in split.weights)
        most = max([*factors.values(), 0])
        if positive and len(made) == number and len(factors) > 1 and most > 0:
            # The parts are not below zero and together the total.
            self.put(total, most)
            for index in range(number):
                rest = factors.get(index, 0) - most
                if rest:
                    self.plain(made[index], rest)
            return
        for index, own in factors.items():
            if positive and own > 0:
                by_weight = box.interval(split.weights[index])[1]
                by_total = box.interval(split.total)[1]
                less = by_weight is not None and (by_total is None or by_weight < by_total)
                if less and box.takes_less(split.total, split.weights):
                    self.put(weights[index], own)
                    self.off(own, True)
                    self.lose(made[index], by_weight * own if by_weight is not None else None)
                    continue
                self.put(total, own)
                self.lose(made[index], None)
            else:
                self.plain(made[index], own)


def _from(one: Interval) -> bool:
    return one[0] is not None and one[0] >= 0


def above(box: Box, terms: Mapping[NodeId, Exact], apart: bool = False) -> Above:
    """A sum of nodes, written out, from above. `apart`: each rounded amount by its ends, which are sharp by themselves."""
    return _Relaxing(box, terms, apart).all()


def goal_terms(box: Box, goal: Iterable[tuple[NodeId, Exact]], sign: int) -> Terms:
    """A goal (or for sign −1 its opposite) as a sum that is written out in a box."""
    return added([(box.written(node), factor * sign) for node, factor in goal])
