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
    if isinstance(node, tuple):
        for one in node:
            yield from elements(one)
    elif is_dataclass(node) and not isinstance(node, type):
        yield node
        for field in fields(node):
            if field.compare:
                yield from elements(getattr(node, field.name))
