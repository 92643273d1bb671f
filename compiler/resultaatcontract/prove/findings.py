"""Refuted properties as findings: what `rc check` says of how a contract behaves, each with a counter-example."""

from __future__ import annotations

from importlib import import_module

from ..driver import Compiled
from ..findings import Finding, Findings
from .counter import examples_text
from .properties.property import Property, PropertyKind
from .properties.registry import properties_of
from .prover import Prover, Verdict

# The check that tells of a refuted property. What is undecided is told by `rc prove` only.
_CHECKS = {
    PropertyKind.CEILING: "rc522_ceiling",
    PropertyKind.FLOOR: "rc523_floor",
    PropertyKind.ASSERTED: "rc521_assertion",
}


def check_properties(compiled: Compiled, findings: Findings) -> None:
    """Add a finding for every refuted property."""
    for one in properties_of(Prover(compiled)):
        if one.verdict is Verdict.REFUTED and one.kind in _CHECKS:
            findings.add(_finding(one, compiled))


def _finding(one: Property, compiled: Compiled) -> Finding:
    check = import_module(f"..checks.{_CHECKS[one.kind]}", __package__)
    span = compiled.contract.span if one.span is None else one.span
    example = examples_text(compiled, one.counter, one.subject)
    made: Finding = check.finding(span, one.subject, one.detail, example)
    return made
