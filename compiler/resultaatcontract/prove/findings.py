"""Refuted properties as findings: what `rc check` says of how a contract behaves, each with a counter-example."""

from __future__ import annotations

from .. import checks
from ..driver import Compiled
from ..findings import Cell, Finding, Findings
from ..text.source import Span
from .counter import BEFORE_AND_AFTER, WORSE_AND_BETTER, examples_text
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
    told = [one.where for one in findings if one.code == "RC513"]  # what never holds by a range alone
    for one in properties:
        if one.verdict is Verdict.REFUTED:
            found = _finding(one, compiled)
            if found is not None and not (found.code == "RC532" and _told(found, told, compiled)):
                findings.add(found)


def _told(found: Finding, told: list[Span | Cell | None], compiled: Compiled) -> bool:
    """Whether a rule that never applies, or a line of the indicator that never pays, has its finding already."""
    if not isinstance(found.where, Span):
        return False
    starts = sorted(one.span.start for one in compiled.contract.indicators)
    after = next((start for start in starts if start > found.where.start), len(found.where.source.text))
    end = after if found.where.start in starts else found.where.end
    return any(isinstance(one, Span) and found.where.start <= one.start < end for one in told)


def _finding(one: Property, compiled: Compiled) -> Finding | None:
    """How a refuted property is told; None for one that no text can break: the compiler makes sums and signs come out."""
    span = compiled.contract.span if one.span is None else one.span
    pair = BEFORE_AND_AFTER if one.kind is PropertyKind.JUMP else WORSE_AND_BETTER
    example = examples_text(compiled, one.counter, one.subject, pair)
    match one.kind:
        case PropertyKind.MONOTONE if one.span is not None:  # of one party alone `rc prove` tells
            return checks.rc530_incentive.finding(span, one.subject, one.detail, example)
        case PropertyKind.JUMP:
            return checks.rc531_jump.finding(span, one.subject, one.detail, example)
        case PropertyKind.DEAD:
            return checks.rc532_never_applies.finding(span, one.detail)
        case PropertyKind.IDLE:
            return checks.rc533_never_binds.finding(span, one.detail)
        case PropertyKind.CEILING:
            return checks.rc522_ceiling.finding(span, one.subject, one.detail, example)
        case PropertyKind.FLOOR:
            return checks.rc523_floor.finding(span, one.subject, one.detail, example)
        case PropertyKind.SETTLED:
            return checks.rc524_never_paid.finding(span, one.detail, example)
        case PropertyKind.ASSERTED:
            return checks.rc521_assertion.finding(span, one.subject, example)
    return None
