"""What can be said of a file with definitions only: whether each is complete. What they mean shows where they are used."""

from __future__ import annotations

from dataclasses import replace

from .. import checks
from ..findings import Finding, Severity
from ..syntax import tree


def check_library(library: tree.Contract, strict: bool) -> tuple[Finding, ...]:
    """Findings about definitions and evidence of measurements, and the edition of the language."""
    found: list[Finding] = []
    if library.edition is None:
        found.append(checks.rc402_edition.finding(library.statements[0].span))
    for one in library.statements:
        lines = one.lines if isinstance(one, tree.Template) else (one,)
        for statement in lines:
            if isinstance(statement, tree.Measurement | tree.ContractMeasurement):
                found += _measurement(statement, strict)
    return tuple(found)


def _measurement(node: tree.Measurement | tree.ContractMeasurement, strict: bool) -> list[Finding]:
    from ..model.context import readable

    lines = node.lines or ()
    title = node.title.value if node.title is not None else readable(node.name)
    found = []
    if not any(isinstance(line, tree.Definition) for line in lines):
        undefined = checks.rc411_undefined.finding(node.span, title)
        found.append(replace(undefined, severity=Severity.ERROR) if strict else undefined)
    if not any(isinstance(line, tree.DataSource | tree.Evidence) for line in lines):
        found.append(checks.rc414_no_evidence.finding(node.span, title))
    return found
