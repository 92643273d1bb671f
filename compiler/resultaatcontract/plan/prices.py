"""Prices: from a result to an amount, the same for one participant and for the contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from ..model.contract import (
    ChoicePrice,
    FlatPrice,
    ForgivenessPrice,
    Price,
    Reading,
    RebatePrice,
    Row,
    TablePrice,
    WeightPrice,
)
from ..model.expressions import Expr, Kind
from ..model.typing import constant_value
from ..text import writing
from ..text.calendar import year_fraction, year_fraction_words
from . import graph as g
from .builder import GraphBuilder
from .graph import NodeId
from .plan import WORKED, RuleOf
from .values import Values

# Makes the node of an amount in a price (its level and tranche are the caller's).
AmountOf = Callable[[Expr], NodeId]


def price_node(
    price: Price,
    result: NodeId,
    index: NodeId | None,
    values: Values,
    amount_of: AmountOf,
    choice: Callable[[str, str], NodeId],
) -> NodeId:
    """The amount for a result, in smallest units. `index` multiplies every price when there is indexation."""
    b = values.builder

    def priced(value: Expr, sign: int = 1) -> NodeId:
        node = amount_of(value)
        if index is not None and constant_value(value) is not None:  # what is measured needs no index
            node = b.multiply(node, index, Kind.MONEY)
        return b.subtract(b.constant(0, Kind.MONEY), node, Kind.MONEY) if sign < 0 else node

    def quantity(node: NodeId) -> NodeId:
        """What a price per unit is multiplied with: of money the number of whole units (euros), not of cents."""
        if b[node].kind is not Kind.MONEY:
            return node
        return b.add(g.Divide(node, values.constant(1, Kind.MONEY)), Kind.NUMBER)

    match price:
        case FlatPrice(amount=value, sign=sign, per=per, clamped=clamped):
            node = _times(b, result if per is None else quantity(result), priced(value, sign), paid_once=per is None)
            return _clamped(b, node, clamped, sign)
        case WeightPrice(weight=weight, maximum=maximum, clamped=clamped):
            part = b.multiply(b.constant(weight, Kind.PERCENT), priced(maximum), Kind.MONEY)
            return _clamped(b, _times(b, quantity(result), part, paid_once=False), clamped)
        case ChoicePrice(attribute=attribute, prices=prices, clamped=clamped):
            node = b.constant(0, Kind.MONEY)
            for name, value in reversed(prices):
                node = b.choose(choice(attribute.name, name), priced(value), node)
            return _clamped(b, _times(b, quantity(result), node, paid_once=False), clamped)
        case TablePrice(reading=reading, rows=rows):
            match reading:
                case Reading.STEP:
                    return _steps(b, rows, result, quantity, priced, values)
                case Reading.SLICE:
                    return _slices(b, rows, result, quantity, priced, values)
                case Reading.LINE:
                    return _line(b, rows, result, priced, values)
        case ForgivenessPrice(share=share, loan=loan):
            words = f"{writing.percent(share)} × {writing.money(loan.principal, values.contract.currency)}"
            whole = values.constant(share * loan.principal, Kind.MONEY, f"{WORKED}{words}")
            return _times(b, result, whole, paid_once=True)
        case RebatePrice(rate=rate, loan=loan, first=first, last=last):
            assert first is not None
            assert last is not None
            years = year_fraction(first, last + timedelta(days=1), loan.day_count)
            words = f"{writing.percent(rate)} × {writing.money(loan.principal, values.contract.currency)}"
            words += f" × {year_fraction_words(first, last + timedelta(days=1), loan.day_count)}"
            whole = values.constant(rate * loan.principal * years, Kind.MONEY, f"{WORKED}{words}")
            return _times(b, result, whole, paid_once=True)


def _clamped(b: GraphBuilder, amount: NodeId, clamped: bool, sign: int = 1) -> NodeId:
    """A fee is never below zero, and a malus never above it."""
    if not clamped:
        return amount
    zero = b.constant(0, Kind.MONEY)
    return b.highest((amount, zero), Kind.MONEY) if sign > 0 else b.lowest((amount, zero), Kind.MONEY)


def amounts_in(price: Price) -> tuple[Expr, ...]:
    """The amounts that a price names."""
    match price:
        case FlatPrice(amount=amount):
            return (amount,)
        case WeightPrice(maximum=maximum):
            return (maximum,)
        case TablePrice(rows=rows):
            return tuple(row.amount for row in rows)
        case ChoicePrice(prices=prices):
            return tuple(amount for _, amount in prices)
        case ForgivenessPrice() | RebatePrice():  # parts of a loan, whose terms are fixed
            return ()


def _times(b: GraphBuilder, result: NodeId, amount: NodeId, paid_once: bool) -> NodeId:
    """The amount when achieved, or times a quantity; `paid_once` amounts already hold the quantity."""
    zero = b.constant(0, Kind.MONEY)
    kind = b[result].kind
    if kind is Kind.YES_NO:
        return b.choose(result, amount, zero)
    if paid_once:
        return amount
    return b.multiply(result, amount, Kind.MONEY)


def _bound(value: Fraction, result: NodeId, values: Values) -> NodeId:
    return values.constant(value, values.builder[result].kind)


def _steps(
    b: GraphBuilder,
    rows: tuple[Row, ...],
    result: NodeId,
    quantity: Callable[[NodeId], NodeId],
    priced: Callable[..., NodeId],
    values: Values,
) -> NodeId:
    """The band that the whole result falls in; from the top down, so that a band ends where the next begins."""
    node: NodeId | None = None
    tests: list[tuple[Row, NodeId | None]] = []
    for row in rows:
        amount = priced(row.amount, row.sign)
        if row.per_unit:
            below = row.low is None or row.low < 0
            amount = _clamped(b, b.multiply(quantity(result), amount, Kind.MONEY), below, row.sign)
        if node is None or row.low is None:
            node = amount
            tests.append((row, None))
            continue
        relation = g.Relation.AT_LEAST if row.low_included else g.Relation.MORE
        test = b.compare(relation, result, _bound(row.low, result, values))
        tests.append((row, test))
        node = b.choose(test, amount, node)
    for number, (row, own) in enumerate(tests):
        later = [(test, False) for _, test in tests[number + 1 :] if test is not None]
        b.applies(RuleOf.ROW, row.span, [*([] if own is None else [(own, True)]), *later])
    assert node is not None
    return node


def _slices(
    b: GraphBuilder,
    rows: tuple[Row, ...],
    result: NodeId,
    quantity: Callable[[NodeId], NodeId],
    priced: Callable[..., NodeId],
    values: Values,
) -> NodeId:
    """Each slice of the result at its own price, counted from nothing.

    A slice begins where the one before it ends: with whole numbers `vanaf 10` follows on `t/m 9`.
    """
    kind = b[result].kind
    terms = []
    before: Fraction | None = None
    for index, row in enumerate(rows):
        high = row.high if row.high is not None else (rows[index + 1].low if index + 1 < len(rows) else None)
        low = before if before is not None else row.low
        part = result if high is None else b.lowest((result, _bound(high, result, values)), kind)
        part = part if low is None else b.highest((part, _bound(low, result, values)), kind)
        start = Fraction(0) if low is None else max(Fraction(0), low)
        start = start if high is None else min(start, high)
        part = b.subtract(part, _bound(start, result, values), kind)
        if start:
            b.applies(RuleOf.ROW, row.span, above=[(result, _bound(start, result, values))])
        amount = b.multiply(quantity(part), priced(row.amount, row.sign), Kind.MONEY)
        terms.append(_clamped(b, amount, low is None or low < 0, row.sign))
        before = high
    return b.sum(terms, Kind.MONEY)


def _line(
    b: GraphBuilder, rows: tuple[Row, ...], result: NodeId, priced: Callable[..., NodeId], values: Values
) -> NodeId:
    """Straight between the points, flat outside them."""
    kind = b[result].kind
    points = [(row.low, priced(row.amount, row.sign)) for row in rows]
    node = points[-1][1]
    for (low, start), (high, end) in reversed(list(pairwise(points))):
        assert low is not None
        assert high is not None
        done = b.subtract(result, _bound(low, result, values), kind)
        width = _bound(high - low, result, values)
        part = b.add(g.Divide(done, width), Kind.PERCENT)
        rise = b.multiply(part, b.subtract(end, start, Kind.MONEY), Kind.MONEY)
        between = b.sum((start, rise), Kind.MONEY)
        node = b.choose(b.compare(g.Relation.LESS, result, _bound(high, result, values)), between, node)
    low, start = points[0]
    assert low is not None
    return b.choose(b.compare(g.Relation.LESS, result, _bound(low, result, values)), start, node)
