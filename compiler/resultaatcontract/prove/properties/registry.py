"""All kinds of property: each module says, with the prover, how its properties turn out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..prover import Prover
from .asserted import assertions
from .limits import within_limits
from .property import Property
from .signs import never_below_zero
from .steps import of_steps
from .sums import sums

Prove: TypeAlias = Callable[[Prover], "list[Property]"]

# What is proved together, in Dutch, and what proves it.
PROPERTIES: dict[str, Prove] = {
    "maxima en minima": within_limits,
    "geen negatieve betaling": never_below_zero,
    "aandelen, ontvangsten en tranches": sums,
    "beter resultaat, sprongen, regels en grenzen die niets doen": of_steps,
    "stellingen": assertions,
}


def properties_of(prover: Prover) -> list[Property]:
    """Every property of the prover's contract, in the order of the registry."""
    return [one for prove in PROPERTIES.values() for one in prove(prover)]
