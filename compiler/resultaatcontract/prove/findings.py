"""Refuted properties as findings: what `rc check` says of how a contract behaves, each with a counter-example."""

from __future__ import annotations

from .. import checks
from ..driver import Compiled
from ..findings import Finding, Findings
from .counter import examples_text
from .properties.asserted import assertions
from .properties.property import Property, PropertyKind
from .properties.registry import properties_of
from .prover import Prover, Verdict


def check_properties(compiled: Compiled, findings: Findings) -> None:
    """Add a finding for every refuted property. What is undecided is told by `rc prove` only."""
    _tell(properties_of(Prover(compiled)), compiled, findings)


def check_assertions(compiled: Compiled, findings: Findings) -> None:
    """The same for the assertions alone."""
    _tell(assertions(Prover(compiled)), compiled, findings)


def _tell(properties: list[Property], compiled: Compiled, findings: Findings) -> None:
    for one in properties:
        if one.verdict is Verdict.REFUTED:
            found = _finding(one, compiled)
            if found is not None:
                findings.add(found)


def _finding(one: Property, compiled: Compiled) -> Finding | None:
    """How a refuted property is told; None for one that no text can break: the compiler makes sums and signs come out."""
    span = compiled.contract.span if one.span is None else one.span
    example = examples_text(compiled, one.counter, one.subject)
    match one.kind:
        case PropertyKind.CEILING:
            return checks.rc522_ceiling.finding(span, one.subject, one.detail, example)
        case PropertyKind.FLOOR:
            return checks.rc523_floor.finding(span, one.subject, one.detail, example)
        case PropertyKind.SETTLED:
            return checks.rc524_never_paid.finding(span, one.detail, example)
        case PropertyKind.ASSERTED:
            return checks.rc521_assertion.finding(span, one.subject, example)
    return None
