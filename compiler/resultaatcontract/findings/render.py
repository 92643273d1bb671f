"""From findings to text, for people (`full`, `concise`) and for machines (`json`, `github`, `sarif`).

Pure: no terminal, no clock, no files. The same findings give the same text, in whatever order they were found.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import Literal, get_args

from ..text.source import Span
from .excerpt import MAX_WIDTH, excerpt
from .finding import Cell, Finding, Note, Severity
from .visible import visible, visible_lines

Format = Literal["full", "concise", "json", "github", "sarif"]
FORMATS: tuple[Format, ...] = get_args(Format)

WIDTH = 100

_STYLES = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    "title": "1",
    "frame": "34",
    "note": "36",
    "remedy": "1;32",
    "aside": "2",
}
_Paint = Callable[[str, "Severity | str"], str]


def render(findings: Iterable[Finding], fmt: Format) -> str:
    """All findings in one of the formats, sorted, each once."""
    found = ordered(findings)
    match fmt:
        case "full":
            return render_full(found)
        case "concise":
            return "".join(f"{_concise(finding)}\n" for finding in found)
        case "json":
            from .machine import as_json

            return as_json(found)
        case "github":
            from .machine import as_github

            return as_github(found)
        case "sarif":
            from .sarif import as_sarif

            return as_sarif(found)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By file, place and code; what was found twice is told once."""
    return sorted(dict.fromkeys(findings), key=_key)


def render_full(findings: Iterable[Finding], colour: bool = False, width: int = WIDTH) -> str:
    """Every finding as a short text with the words it is about, then how many there are."""
    paint = _coloured if colour else _plain
    found = ordered(findings)
    return "".join(f"{_full(finding, paint, width)}\n\n" for finding in found) + f"{summary(found)}\n"


def summary(findings: Iterable[Finding]) -> str:
    """«2 fouten en 1 waarschuwing gevonden.»"""
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    counts = [
        f"{errors} {'fout' if errors == 1 else 'fouten'}" if errors else "",
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}" if warnings else "",
    ]
    told = " en ".join(count for count in counts if count)
    return f"{told} gevonden." if told else "Geen fouten of waarschuwingen gevonden."


def place(where: Span | Cell | None) -> str:
    """A place in words that an editor can follow: `contract.rc:3:12`; empty when there is none."""
    if isinstance(where, Span):
        if not where.source.name:
            return ""
        line, column = where.source.position(where.start)
        return f"{visible(where.source.name)}:{line}:{column}"
    if isinstance(where, Cell):
        parts = [
            visible(where.file),
            f"blad “{visible(where.sheet)}”" if where.sheet is not None else "",
            f"rij {where.row}" if where.row is not None else "",
            f"kolom “{visible(where.column)}”" if where.column is not None else "",
        ]
        return ", ".join(part for part in parts if part)
    return ""


def _concise(finding: Finding) -> str:
    start = f"{place(finding.where)}: " if place(finding.where) else ""
    told = f"{visible(finding.message)} {visible(finding.remedy)}".strip()
    return f"{start}{finding.code} {finding.severity.value}: {told}"


def _full(finding: Finding, paint: _Paint, width: int) -> str:
    heading = f"{finding.severity.value.capitalize()} {finding.code}"
    title = visible(title_of(finding.code))
    parts = [paint(heading, finding.severity) + (paint(f": {title}", "title") if title else "")]
    parts += _places(finding, paint, width)
    if finding.message:
        parts += _wrapped(finding.message, width)
    if finding.remedy:
        first, *rest = _wrapped(f"Oplossing: {finding.remedy}", width)
        label, told = first[: len("Oplossing:")], first[len("Oplossing:") :]
        parts += [paint(label, "remedy") + told, *rest]
    if finding.detail:
        parts += ["", *(f"  {line}".rstrip() for line in visible_lines(finding.detail.strip("\n"))), ""]
    parts.append(paint(f"Meer uitleg: rc explain {finding.code}", "aside"))
    return "\n".join(parts)


def _places(finding: Finding, paint: _Paint, width: int) -> list[str]:
    """Where it is: the finding's own place and those of its notes, with one margin for all line numbers."""
    shown: list[tuple[Span | Cell, str, str, Severity | str]] = []
    if finding.where is not None and place(finding.where):
        shown.append((finding.where, "", "^", finding.severity))
    shown += [(note.span, visible(note.text), "-", "note") for note in finding.notes]
    if not shown:
        return [""] if finding.message else []
    margin = max(len(str(_last_line(where))) for where, *_ in shown)
    blank = " " * margin
    lines: list[str] = []
    for where, text, mark, style in shown:
        named = ": ".join(part for part in (place(where), text) if part)
        lines.append(f"{blank}{paint('-->', 'frame')} {named}")
        if isinstance(where, Span) and place(where):
            lines += [f"{blank} {paint('|', 'frame')}", *_excerpt(where, margin, mark, paint, style, width)]
    return [*lines, ""]


def _excerpt(span: Span, margin: int, mark: str, paint: _Paint, style: Severity | str, width: int) -> list[str]:
    lines = []
    # On a narrow screen the margin, the bar and two ellipses take their part.
    for row in excerpt(span, mark, min(MAX_WIDTH, width - margin - 5) if width < WIDTH else MAX_WIDTH):
        number = str(row.number or "").rjust(margin)
        bar = paint(">", style) if row.is_in_block else paint("|", "frame")
        text = paint(row.text, style) if row.is_marks else row.text
        lines.append(f"{paint(number, 'frame')} {bar} {text}".rstrip())
    return lines


def _last_line(where: Span | Cell) -> int:
    return where.source.position(max(where.start, where.end - 1))[0] if isinstance(where, Span) else 0


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(visible(text), width, break_long_words=False, break_on_hyphens=False)


def title_of(code: str) -> str:
    """The title of a rule; empty for a code that is not in the register."""
    from ..checks.registry import rule  # only when there is something to show

    try:
        return rule(code).title
    except KeyError:
        return ""


def _plain(text: str, style: Severity | str) -> str:
    return text


def _coloured(text: str, style: Severity | str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text.strip() else text


def _key(finding: Finding) -> tuple[object, ...]:
    where = finding.where
    if isinstance(where, Span):
        at: tuple[object, ...] = (where.source.name, "", where.start, "", where.end)
    elif isinstance(where, Cell):
        at = (where.file, where.sheet or "", where.row or 0, where.column or "", 0)
    else:
        at = ("", "", 0, "", 0)
    notes = tuple(_note_key(note) for note in finding.notes)
    return (*at, finding.code, finding.message, finding.remedy, finding.detail, notes)


def _note_key(note: Note) -> tuple[object, ...]:
    return (note.span.source.name, note.span.start, note.span.end, note.text)
