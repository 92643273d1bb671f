"""The pipeline: text → tree → model → plan → outputs. One line per pass; read this first."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from .findings import Finding, Findings, Rejected
from .model.build import build
from .model.context import Context
from .model.contract import Contract
from .plan.lower import lower
from .plan.plan import Plan
from .record import record
from .reuse import Assembled, Loader, Parser, assemble, no_files
from .syntax import parse, tree
from .text.source import Source

if TYPE_CHECKING:
    from .fund.model import Fund
    from .fund.pay import FundPlan


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


@record
class CompiledFund:
    """A fund that passed every check, its contracts compiled, and the warnings met on the way."""

    source: Source
    used: tuple[Source, ...]  # the other files that it and its contracts come from
    fund: Fund
    plan: FundPlan
    findings: tuple[Finding, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 over the fund's text and all files that it and its contracts come from."""
        whole = self.source.text + "".join(f"\n{_digest(one.text)}" for one in self.used)
        return _digest(whole)


def read(source: Source, load: Loader = no_files, parse_used: Parser = parse) -> Assembled:
    """The whole text of one file: its tree, with what it takes from other files and the template that it fills in.

    `load` gives the files that it uses, `parse_used` their trees. Raises `Rejected` with all findings of form and reuse.
    """
    return assemble(parse(source), source, load, parse_used)


def compile_tree(assembled: Assembled, strict: bool = False) -> Compiled:
    """Compile one contract. Raises `Rejected` with all findings of the first stage that fails."""
    return compile_with_context(assembled, strict)[0]


def compile_with_context(assembled: Assembled, strict: bool = False) -> tuple[Compiled, Context]:
    """The same, with the names of the contract: an example of a fund names them too."""
    from .checks.completeness import check_model

    if assembled.is_library:
        from .checks import rc906_use

        raise Rejected([rc906_use.is_library(assembled.contract.statements[0].span)])
    contract, findings, context = build(assembled.contract, assembled.sources[0], assembled.offered)
    check_model(contract, context, findings, strict)
    findings.stop_on_errors()
    plan = lower(contract)
    return Compiled(assembled.sources[0], assembled.sources[1:], contract, plan, tuple(findings)), context


def compile_any(
    source: Source, strict: bool = False, load: Loader = no_files, parse_used: Parser = parse
) -> Compiled | CompiledFund:
    """A contract, or a fund with its contracts. Raises `Rejected` with all findings of the first stage that fails."""
    whole = parse(source)
    if is_fund_tree(whole):
        return _fund(whole, source, load, parse_used)
    return compile_tree(assemble(whole, source, load, parse_used), strict)


def is_fund_tree(whole: tree.Contract) -> bool:
    """Whether a text is that of a fund."""
    return any(isinstance(one, tree.Fund) for one in whole.statements)


def _fund(whole: tree.Contract, source: Source, load: Loader, parse_used: Parser) -> CompiledFund:
    from .fund.build import build_fund
    from .fund.pay import fund_plan

    made = build_fund(whole, source, load, parse_used)
    return CompiledFund(source, made.used, made.fund, fund_plan(made.fund), tuple(made.findings))


def compile_source(source: Source, strict: bool = False, load: Loader = no_files) -> Compiled:
    """From text to plan. Raises `Rejected` with all findings of the first stage that fails."""
    whole = parse(source)
    if is_fund_tree(whole):
        from .checks import rc911_fund_command

        place = next(one.span for one in whole.statements if isinstance(one, tree.Fund))
        raise Rejected([rc911_fund_command.no_command(place, "dit")])
    return compile_tree(assemble(whole, source, load), strict)


def check_source(
    source: Source, strict: bool = False, load: Loader = no_files, parse_used: Parser = parse
) -> tuple[Finding, ...]:
    """Everything there is to say about one file: errors, warnings, and examples that don't come out."""
    from .examples import check_examples
    from .prove.findings import check_properties

    try:
        whole = parse(source)
        if is_fund_tree(whole):
            from .fund.examples import check_fund_examples

            compiled_fund = _fund(whole, source, load, parse_used)
            found = Findings(list(compiled_fund.findings))
            check_fund_examples(compiled_fund, found)
            return tuple(found)
        assembled = assemble(whole, source, load, parse_used)
        if assembled.is_library:
            from .checks.library import check_library

            return check_library(assembled.contract, strict)
        compiled = compile_tree(assembled, strict)
    except Rejected as rejected:
        return rejected.findings
    findings = Findings(list(compiled.findings))
    check_examples(compiled, findings)
    check_properties(compiled, findings)
    return tuple(findings)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
