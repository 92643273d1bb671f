"""The pipeline: text → tree → model → plan → outputs. One line per pass; read this first."""

from __future__ import annotations

from hashlib import sha256

from .findings import Finding, Findings, Rejected
from .model.build import build
from .model.contract import Contract
from .plan.lower import lower
from .plan.plan import Plan
from .record import record
from .reuse import Assembled, Loader, Parser, assemble, no_files
from .syntax import parse
from .text.source import Source


@record
class Compiled:
    """A contract that passed every check, and the warnings met on the way."""

    source: Source
    used: tuple[Source, ...]  # the other files that it uses
    contract: Contract
    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the contract's text; with other files, over that text and the SHA-256 of each, in order."""
        whole = self.source.text + "".join(f"\n{_digest(one.text)}" for one in self.used)
        return _digest(whole)


def read(source: Source, load: Loader = no_files, parse_used: Parser = parse) -> Assembled:
    """The whole text of one file: its tree, with what it takes from other files and the template that it fills in.

    `load` gives the files that it uses, `parse_used` their trees. Raises `Rejected` with all findings of form and reuse.
    """
    return assemble(parse(source), source, load, parse_used)


def compile_tree(tree: Assembled, strict: bool = False) -> Compiled:
    """Compile one contract. Raises `Rejected` with all findings of the first stage that fails."""
    from .checks.completeness import check_model

    if tree.is_library:
        from .checks import rc906_use

        raise Rejected([rc906_use.is_library(tree.contract.statements[0].span)])
    contract, findings, context = build(tree.contract, tree.sources[0], tree.offered)
    check_model(contract, context, findings, strict)
    findings.stop_on_errors()
    plan = lower(contract)
    return Compiled(tree.sources[0], tree.sources[1:], contract, plan, tuple(findings))


def compile_source(source: Source, strict: bool = False, load: Loader = no_files) -> Compiled:
    """From text to plan. Raises `Rejected` with all findings of the first stage that fails."""
    return compile_tree(read(source, load), strict)


def check_source(
    source: Source, strict: bool = False, load: Loader = no_files, parse_used: Parser = parse
) -> tuple[Finding, ...]:
    """Everything there is to say about one file: errors, warnings, and examples that don't come out."""
    from .examples import check_examples

    try:
        tree = read(source, load, parse_used)
        if tree.is_library:
            from .checks.library import check_library

            return check_library(tree.contract, strict)
        compiled = compile_tree(tree, strict)
    except Rejected as rejected:
        return rejected.findings
    findings = Findings(list(compiled.findings))
    check_examples(compiled, findings)
    return tuple(findings)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
