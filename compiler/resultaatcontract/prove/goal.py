"""What is bounded: a sum of contract nodes, each with a factor.

A condition is a goal too (0 or 1): it always holds when its lowest value is 1. A property of the contract is put as a
goal whose lowest or highest value decides it: what the payers pay less the total is never below and never above zero.
"""

from __future__ import annotations

from typing import TypeAlias

from ..plan.graph import NodeId
from ..plan.run import Run
from .intervals import Exact

Goal: TypeAlias = "tuple[tuple[NodeId, Exact], ...]"


def only(node: NodeId) -> Goal:
    """One node by itself."""
    return ((node, 1),)


def value_of(goal: Goal, done: Run) -> Exact:
    """What a run gives for a goal."""
    total: Exact = 0
    for node, factor in goal:
        total += factor * int(value) if isinstance(value := done.value(node), bool) else factor * value
    return total
