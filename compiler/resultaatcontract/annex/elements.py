"""Walks the model of a contract: every expression in it, at whatever depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ..model.contract import Contract
from ..model.expressions import Expr, Typed


def expressions(contract: Contract) -> Iterator[Expr]:
    """Every expression of the contract and every expression within one, the larger before the smaller."""
    for node in elements(contract):
        if isinstance(node, Typed):
            yield node  # type: ignore[misc]


def elements(node: Any) -> Iterator[Any]:
    """Every dataclass of the model below (and including) one, in the order of its fields; spans and sources aside."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += reversed(one)
            continue
        names = _compared(type(one))
        if names is not None:
            yield one
            waiting += [getattr(one, name) for name in reversed(names)]


_COMPARED: dict[type[Any], tuple[str, ...] | None] = {}


def _compared(cls: type[Any]) -> tuple[str, ...] | None:
    """The fields of a dataclass that say what it is; nothing for another class. Kept: it is asked of every node."""
    if cls not in _COMPARED:
        named = tuple(one.name for one in fields(cls) if one.compare) if is_dataclass(cls) else None
        _COMPARED[cls] = named
    return _COMPARED[cls]
