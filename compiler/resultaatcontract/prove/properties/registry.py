"""All kinds of property: each module says, with the prover, how its properties turn out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..prover import Prover
from .property import Property

Prove: TypeAlias = Callable[[Prover], "list[Property]"]

PROPERTIES: tuple[Prove, ...] = ()


def properties_of(prover: Prover) -> list[Property]:
    """Every property of the prover's contract, in the order of the registry."""
    return [one for prove in PROPERTIES for one in prove(prover)]
