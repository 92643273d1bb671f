"""Findings as SARIF 2.1.0, the exchange format of code scanning tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from .. import __version__
from ..checks.registry import rule
from ..text.source import Span
from .finding import Cell, Finding, Severity
from .pages import explain, page
from .render import place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def as_sarif(findings: Sequence[Finding]) -> str:
    """One run, with the rules that have a finding."""
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "resultaatcontract",
        "version": __version__,
        "language": "nl-NL",
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    try:
        known = rule(code)
    except KeyError:
        return {"id": code}
    return {
        "id": code,
        "name": known.name,
        "shortDescription": {"text": _text(known.title)},
        "fullDescription": {"text": _text(known.what)},
        "help": {"text": _text(explain(known)), "markdown": _text(page(known, index=False))},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
    }


def _result(finding: Finding, rule_index: int) -> dict[str, object]:
    told = [finding.message, f"Oplossing: {finding.remedy}" if finding.remedy else "", finding.detail]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text("\n".join(part for part in told if part))},
    }
    location = _location(finding.where)
    if location is not None:
        result["locations"] = [location]
    related = [(_location(note.span), note.text) for note in finding.notes]
    if related:
        result["relatedLocations"] = [
            {"id": number, **(found or {}), "message": {"text": _text(text)}}
            for number, (found, text) in enumerate(related)
        ]
    return result


def _location(where: Span | Cell | None) -> dict[str, object] | None:
    match where:
        case Span(source, start, end) if source.name:
            line, column = source.position(start)
            end_line, end_column = source.position(end)
            region = {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
                "charOffset": start,
                "charLength": end - start,
            }
            return {"physicalLocation": {"artifactLocation": {"uri": _uri(source.name)}, "region": region}}
        case Cell(file):
            return {
                "physicalLocation": {"artifactLocation": {"uri": _uri(file)}},
                "logicalLocations": [{"fullyQualifiedName": place(where)}],
            }
    return None


def _uri(name: str) -> str:
    """A relative name stays relative: to the folder that was checked."""
    path = quote(name.replace("\\", "/"), safe="/")
    if path.startswith("/"):
        return f"file://{path}"
    return f"file:///{path.replace('%3A', ':', 1)}" if path[1:4] == "%3A" else path


def _text(text: str) -> str:
    """Braces are placeholders in SARIF, and `[text](address)` is a link, which a contract has no business to make."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
