"""How deep expressions stand in one another. Worked out without recursion, so that the other passes may recurse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import fields

from ..text.source import Span
from . import tree


def depth(node: object) -> int:
    """The number of nodes on the longest way down from a node, itself included."""
    deepest = 0
    for level, _ in _below(node):
        deepest = max(deepest, level)
    return deepest


def too_deep(contract: tree.Contract, starts: Sequence[int], most: int) -> list[Span]:
    """In each statement around one of `starts`: the first node that stands more than `most` levels deep."""
    places = [statement.span.start for statement in contract.statements]
    found = []
    for index in dict.fromkeys(bisect_right(places, start) - 1 for start in starts):
        first = next((node for level, node in _below(contract.statements[max(index, 0)]) if level > most), None)
        if first is not None:
            found.append(first.span)
    return found


def _below(node: object) -> Iterator[tuple[int, tree.Node]]:
    """Every node with its level, from the text's first to its last."""
    waiting: list[tuple[int, object]] = [(1, node)]
    while waiting:
        level, one = waiting.pop()
        if isinstance(one, tree.Node):
            yield level, one
            waiting += [
                (level + 1, getattr(one, field.name)) for field in reversed(fields(one)) if field.name != "span"
            ]
        elif isinstance(one, tuple):
            waiting += [(level, part) for part in reversed(one)]
