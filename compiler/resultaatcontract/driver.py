"""The pipeline: text → tree → model → plan → outputs. One line per pass; read this first."""

from __future__ import annotations

from .findings import Finding, Findings, Rejected
from .model.build import build
from .model.contract import Contract
from .plan.lower import lower
from .plan.plan import Plan
from .record import record
from .syntax import parse
from .text.source import Source


@record
class Compiled:
    """A contract that passed every check, and the warnings met on the way."""

    source: Source
    contract: Contract
    plan: Plan
    findings: tuple[Finding, ...]


def compile_source(source: Source, strict: bool = False) -> Compiled:
    """Compile one contract. Raises `Rejected` with all findings of the first stage that fails."""
    from .checks.completeness import check_model

    tree = parse(source)
    contract, findings, context = build(tree, source)
    check_model(contract, context, findings, strict)
    findings.stop_on_errors()
    plan = lower(contract)
    return Compiled(source, contract, plan, tuple(findings))


def check_source(source: Source, strict: bool = False) -> tuple[Finding, ...]:
    """Everything there is to say about one contract: errors, warnings, and examples that don't come out."""
    from .examples import check_examples

    try:
        compiled = compile_source(source, strict)
    except Rejected as rejected:
        return rejected.findings
    findings = Findings(list(compiled.findings))
    check_examples(compiled, findings)
    return tuple(findings)
