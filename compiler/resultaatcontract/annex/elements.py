"""Walks the model of a contract: every expression in it, at whatever depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from ..model.contract import Contract
from ..model.expressions import Expr, Measured, Typed
from ..record import changed

_LEAVES = frozenset({bool, date, Fraction, int, str, type(None)})


def expressions(contract: Contract) -> Iterator[Expr]:
    """Every expression of the contract and every expression within one, the larger before the smaller."""
    for node in elements(contract):
        if isinstance(node, Typed):
            yield node  # type: ignore[misc]


def elements(node: Any) -> Iterator[Any]:
    """Every dataclass of the model below (and including) one, in the order of its fields; spans and sources aside.

    A contract with many tranches has tens of thousands of them and is walked often: hence a stack of our own.
    """
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += reversed(one)
            continue
        names = _parts(one.__class__)
        if names is None:
            continue
        yield one
        waiting += [part for name in names if (part := getattr(one, name)).__class__ not in _LEAVES]


@cache
def _parts(kind: type) -> tuple[str, ...] | None:
    """The fields to walk of a dataclass, last first; None for anything else."""
    if not is_dataclass(kind):
        return None
    return tuple(one.name for one in reversed(fields(kind)) if one.compare)


def of_whichever(value: Expr) -> Expr:
    """A value of one party as its text says it: a measurement per party by its common name where the text has that."""
    found: Expr = _plain(value)
    return found


def _plain(value: Any) -> Any:
    match value:
        case Measured(measurement=one) if one.per_party is not None and one.name not in value.span.text:
            return changed(value, measurement=changed(one, title=one.per_party.title, party=None))
        case tuple() if type(value) is tuple:  # a span is one too
            return tuple(_plain(one) for one in value)
        case Typed():
            return changed(
                value, **{one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.compare}
            )
    return value
