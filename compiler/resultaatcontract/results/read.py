"""From files to `Results`: every file is read and checked before anything is refused, so that all is told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from ..checks import rc702_missing_column, rc711_unreadable, rc714_too_large, rc717_too_many_participants
from ..driver import Compiled
from ..files import reason_of
from ..findings import Cell as Place
from ..findings import Rejected
from ..plan.inputs import Results
from ..record import changed
from .agreement import MEASUREMENT, MOMENT, VALUE, given_by, is_agreement, read_agreement
from .awaited import Calendar
from .cells import Cell, Given, Table, Unreadable
from .collected import Collected
from .columns import Layout, layout_of
from .explanation import EXPLANATION_SHEET
from .limits import LIMITS, Limits
from .participants import ParticipantReader
from .read_csv import read_csv
from .read_json import read_json

Rows = Iterable[tuple[int, Sequence[Cell]]]


def read_results(
    paths: Sequence[Path],
    compiled: Compiled,
    at: date | None = None,
    limits: Limits = LIMITS,
    rows: Callable[[Table], Rows] | None = None,
) -> Results:
    """The measurements in the files, in order. Raises `Rejected` with everything that is wrong with any of them.

    With `at`, measurements of moments after that day may be missing. `rows` gives the rows of a table of participants,
    and may keep count of them.
    """
    layout = layout_of(compiled)
    contract = compiled.contract
    calendar = Calendar(contract, at)
    findings = Collected(limits.findings)
    participants = ParticipantReader(layout, contract.currency, calendar, findings)
    given: list[Given] = []
    first_file: str | None = None  # the first that holds participants, or might have
    whole = True
    for path in paths:
        try:
            tables, values = _tables(path, layout, findings, limits)
        except Unreadable as problem:
            findings.add(problem.finding)
            whole = False
            first_file = first_file or _name(path)
            continue
        given += values
        for table in tables:
            if is_agreement(table.headings):
                given += given_by(table, findings)
            else:
                first_file = first_file or table.file
                participants.read(table if rows is None else changed(table, rows=rows(table)))
    if first_file is None and any(column.needed for column in layout.participants[1:]):
        findings.add(rc702_missing_column.no_participants(None, layout.pseudonym.heading))
    agreed = read_agreement(given, layout, contract.currency, calendar, findings, whole)
    maximum = None if contract.participants is None else contract.participants.maximum_number
    if maximum is not None and first_file is not None and len(participants.found) > maximum:
        place = Place(first_file)
        findings.add(rc717_too_many_participants.finding(place, len(participants.found), maximum))
    findings.stop_on_any()
    return Results(tuple(participants.found), agreed)


def results_hash(paths: Sequence[Path], limits: Limits = LIMITS) -> str:
    """SHA-256 over the bytes of one file, as `sha256sum` gives it; of several files over their hashes, a line each."""
    try:
        hashes = [hashlib.sha256(_content(path, limits)).hexdigest() for path in paths]
    except Unreadable as problem:
        raise Rejected([problem.finding]) from None
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("".join(f"{one}\n" for one in hashes).encode("ascii")).hexdigest()


def _tables(path: Path, layout: Layout, findings: Collected, limits: Limits) -> tuple[list[Table], list[Given]]:
    file = _name(path)
    content = _content(path, limits)
    if not content.strip():
        raise Unreadable(rc711_unreadable.empty(Place(file)))
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return read_csv(file, content, lambda heading: _is_known(heading, layout), limits), []
        case ".json":
            tables, values, wrong = read_json(file, content, limits)
            findings.extend(wrong)
            return tables, values
        case ".xlsx" | ".xlsm":
            from .read_xlsx import read_xlsx  # openpyxl takes longer to import than most files to read

            tables = read_xlsx(file, content, limits)
            if not tables:
                raise Unreadable(rc711_unreadable.empty(Place(file)))
            return _recognised(tables, layout), []
    raise Unreadable(rc711_unreadable.kind(Place(file), path.suffix))


def _content(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as source:
            content = source.read(limits.bytes + 1)
    except (OSError, ValueError) as problem:
        raise Unreadable(rc711_unreadable.absent(Place(_name(path)), reason_of(problem))) from None
    if len(content) > limits.bytes:
        raise Unreadable(rc714_too_large.file(Place(_name(path)), limits.bytes))
    return content


def _recognised(tables: list[Table], layout: Layout) -> list[Table]:
    """The sheets that hold results; when none is recognised the first one, so that its headings are told.

    The explanation in the workbook that `rc sheet` writes holds none: a contract may ask for no results at all.
    """
    found = [
        table
        for table in tables
        if is_agreement(table.headings) or any(layout.column(heading) is not None for heading in table.headings)
    ]
    return found or [table for table in tables if table.sheet != EXPLANATION_SHEET][:1]


def _is_known(heading: str, layout: Layout) -> bool:
    name = heading.strip()
    return layout.column(name) is not None or name.casefold() in (MEASUREMENT, MOMENT, VALUE)


def _name(path: Path) -> str:
    return path.as_posix()
