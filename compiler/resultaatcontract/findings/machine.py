"""Findings for programs: JSON (described by docs/schema/bevindingen.schema.json) and GitHub's workflow commands."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..text.source import Source, Span
from .finding import Cell, Finding, Severity
from .render import place, title_of
from .visible import visible

# Counts up when a program that reads this form would have to change.
VERSION = 1


def as_json(findings: Sequence[Finding]) -> str:
    """One JSON object. It holds ASCII only, so that no console or pipe can garble it."""
    severities = [finding.severity for finding in findings]
    document = {
        "versie": VERSION,
        "samenvatting": {
            "fouten": severities.count(Severity.ERROR),
            "waarschuwingen": severities.count(Severity.WARNING),
        },
        "bevindingen": [_finding(finding) for finding in findings],
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "ernst": finding.severity.value,
        "titel": title_of(finding.code),
        "plaats": _place(finding.where),
        "melding": finding.message,
        "oplossing": finding.remedy,
        "verwijzingen": [{"tekst": note.text, "plaats": _place(note.span)} for note in finding.notes],
        "bijzonderheden": finding.detail,
    }


def _place(where: Span | Cell | None) -> dict[str, object] | None:
    match where:
        case Span(source, start, end) if source.name:
            return {
                "soort": "tekst",
                "bestand": source.name,
                "begin": _position(source, start),
                "einde": _position(source, end),
            }
        case Cell(file, sheet, row, column):
            return {"soort": "cel", "bestand": file, "blad": sheet, "rij": row, "kolomkop": column}
    return None


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    return {"regel": line, "kolom": column, "positie": offset}


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands: GitHub Actions shows them beside the lines of a pull request."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    properties: dict[str, object] = {}
    told = [visible(finding.message), f"Oplossing: {visible(finding.remedy)}" if finding.remedy else ""]
    match finding.where:
        case Span(source, start, end) if source.name:
            line, column = source.position(start)
            end_line, end_column = source.position(end)
            properties = {"file": visible(source.name), "line": line, "endLine": end_line, "col": column}
            # GitHub's last column is the last one marked, and it accepts columns within one line only.
            properties["endColumn"] = max(end_column - 1, column)
            if end_line != line:
                del properties["col"], properties["endColumn"]
        case Cell(file):
            properties = {"file": visible(file)}
            told.insert(0, f"{place(finding.where)}:")
    title = title_of(finding.code)
    properties["title"] = f"{finding.code}: {visible(title)}" if title else finding.code
    command = "error" if finding.severity is Severity.ERROR else "warning"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{command} {written}::{_data(chr(10).join(part for part in told if part))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
