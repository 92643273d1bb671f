"""What two runs that differ by one step tell: they are worked out once for the properties that ask them."""

from __future__ import annotations

from ..moves import moves_of
from ..prover import Prover
from .dead import Applied, every_rule_applies
from .jumps import jumps
from .monotone import never_less_for_better
from .property import Property


def of_steps(prover: Prover) -> list[Property]:
    """That a better result never pays less, how far one step changes what is paid, and that every rule can apply."""
    applied = Applied(prover.compiled.plan)
    moves = moves_of(prover, applied.watch)
    return [
        *never_less_for_better(prover, moves),
        *jumps(prover, moves),
        *every_rule_applies(prover, applied),
    ]
