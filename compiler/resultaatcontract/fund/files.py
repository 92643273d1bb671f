"""Reading the results of a fund's contracts: a file, or several, for each, under the name of the contract."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .. import checks
from ..driver import CompiledFund
from ..findings import Finding, Findings, Rejected
from ..outputs.paid import Earlier
from ..outputs.statement import Receipt
from ..plan.inputs import Results
from ..results.read import read_results, results_hash
from ..statement.document import Settled
from ..statement.formats import Form, placed
from .earlier import settled_before
from .pay import pay_fund
from .statement import fund_json, fund_statement
from .statement_document import fund_document

_ENDINGS = (".csv", ".xlsx", ".json")


def pay_files(
    compiled: CompiledFund,
    paths: Sequence[Path],
    earlier: Sequence[tuple[Path, Earlier]],
    at: date | None,
    form: Form,
    steps: bool,
) -> tuple[str | bytes, Findings]:
    """The statement of a fund from files, and warnings about `earlier`: files of earlier statements, and what they hold.

    Raises `Rejected` with what is wrong in all of them.
    """
    before, warnings = settled_before(compiled, [one for _, one in earlier])
    warnings.stop_on_errors()
    files = _by_member(compiled, paths)
    results: dict[str, Results] = {}
    wrong: list[Finding] = []
    for member in compiled.fund.members:
        if member.name in files:
            try:
                results[member.name] = read_results(files[member.name], member.compiled, at)
            except Rejected as rejected:
                wrong += rejected.findings
    if wrong:
        raise Rejected(wrong)
    digests = tuple(results_hash([path]) for path, _ in earlier)
    receipts = {
        one.name: Receipt(one.compiled.digest, results_hash(files[one.name]), digests)
        for one in compiled.fund.members
        if one.name in files
    }
    outcome = pay_fund(compiled.fund, compiled.plan, results, at, before)
    match form:
        case "json":
            return fund_json(compiled, results, outcome, receipts, digests), warnings
        case "text":
            return fund_statement(compiled, results, outcome, receipts, digests, steps), warnings
    settled = [
        Settled(one.compiled, results[one.name], outcome.members[one.name], receipts[one.name])
        for one in compiled.fund.members
        if one.name in outcome.members
    ]
    day = max((tranche.day for one in settled for tranche in one.outcome.tranches), default=compiled.fund.first)
    machine = fund_json(compiled, results, outcome, receipts, digests)
    return placed(form, fund_document(compiled, outcome, settled, digests), settled, compiled, machine, day), warnings


def _by_member(compiled: CompiledFund, paths: Sequence[Path]) -> dict[str, list[Path]]:
    """The files of each contract: `oost.csv`, `oost.metingen.csv`, or any file in a folder `oost`."""
    known = [one.name for one in compiled.fund.members]
    found: dict[str, list[Path]] = {}
    wrong: list[Finding] = []

    def take(path: Path, name: str) -> None:
        if name in known:
            found.setdefault(name, []).append(path)
        else:
            wrong.append(checks.rc911_fund_command.no_results(compiled.fund.span, path.as_posix(), known))

    for path in paths:
        if not os.path.isdir(path):
            take(path, path.name.split(".")[0])
            continue
        below = sorted(Path(folder, name) for folder, _, names in os.walk(path) for name in names)
        usable = [one for one in below if one.suffix.lower() in _ENDINGS]
        if not usable:
            wrong.append(checks.rc911_fund_command.no_files(compiled.fund.span, path.as_posix()))
        for one in usable:
            take(one, one.name.split(".")[0] if one.parent == path else one.relative_to(path).parts[0])
    if wrong:
        raise Rejected(wrong)
    return found
