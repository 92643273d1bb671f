"""Amounts written out as linear sums of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ..plan.graph import NodeId
from .intervals import Exact

ONE = -1  # stands for the number one in a sum that is written out

Terms: TypeAlias = dict[NodeId, Exact]


def added(parts: Iterable[tuple[Mapping[NodeId, Exact], Exact]]) -> Terms:
    """The sum of sums, each times a factor; a node whose terms cancel isn't in it."""
    found: Terms = {}
    for terms, factor in parts:
        for node, own in terms.items():
            value = found.get(node, 0) + own * factor
            if value:
                found[node] = value
            else:
                found.pop(node, None)
    return found
