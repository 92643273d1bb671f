"""JSON: `{"deelnemers": [{…}, …], "overeenkomst": {…}}`. Numbers never pass through a float."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ..checks import rc703_double_column, rc711_unreadable, rc712_encoding, rc714_too_large, rc719_double_value
from ..findings import Cell as Place
from ..findings import Finding
from ..record import record
from ..text.reading import MAX_DIGITS
from .cells import Cell, Fault, Given, Machine, Numeric, Table, Unreadable, shown_name
from .limits import Limits

PARTICIPANTS = "deelnemers"
AGREEMENT = "overeenkomst"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")


@record
class _Object:
    """An object as it is written: a key that stands twice is there twice."""

    pairs: list[tuple[str, Any]]


def read_json(file: str, content: bytes, limits: Limits) -> tuple[list[Table], list[Given], list[Finding]]:
    """The participants as a table, the values for the contract, and what is wrong with the form of the file."""
    whole = _parsed(file, content)
    if not isinstance(whole, _Object):
        raise Unreadable(rc711_unreadable.shape(Place(file)))
    tables: list[Table] = []
    given: list[Given] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for key, value in whole.pairs:
        if key in seen:
            findings.append(rc703_double_column.finding(Place(file), shown_name(key)))
            continue
        seen.add(key)
        if key == PARTICIPANTS and isinstance(value, list) and all(isinstance(one, _Object) for one in value):
            tables.append(_table(file, value, limits, findings))
        elif key == AGREEMENT and isinstance(value, _Object):
            given += _values(file, value, limits, findings)
        else:
            findings.append(rc711_unreadable.key(Place(file), shown_name(key), key in (PARTICIPANTS, AGREEMENT)))
    return tables, given, findings


def _parsed(file: str, content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(rc712_encoding.not_utf8(Place(file), content.count(b"\n", 0, problem.start) + 1)) from None
    try:
        return json.loads(text, object_pairs_hook=_Object, parse_int=_number, parse_float=_number, parse_constant=Fault)
    except json.JSONDecodeError as problem:
        raise Unreadable(rc711_unreadable.json(Place(file), problem.lineno, problem.colno)) from None
    except RecursionError:
        raise Unreadable(rc711_unreadable.nested(Place(file))) from None


def _number(token: str) -> Numeric | Fault:
    if len(token) > 2 * MAX_DIGITS or not _NUMBER.fullmatch(token):
        return Fault(f"het getal {token}")
    return Numeric(Fraction(token), by_format=False)


def _table(file: str, rows: list[_Object], limits: Limits, findings: list[Finding]) -> Table:
    if len(rows) > limits.rows:
        raise Unreadable(rc714_too_large.rows(Place(file), limits.rows))
    headings: dict[str, int] = {}
    for row in rows:
        for key, _ in row.pairs:
            headings.setdefault(key, len(headings))
        if len(headings) > limits.columns:
            raise Unreadable(rc714_too_large.columns(Place(file), len(headings), limits.columns))
    for number, row in enumerate(rows, 1):
        keys = [key for key, _ in row.pairs]
        if len(set(keys)) < len(keys):
            double = next(key for index, key in enumerate(keys) if key in keys[:index])
            findings.append(rc703_double_column.finding(Place(file, row=number), shown_name(double)))

    def cells() -> Iterator[tuple[int, Sequence[Cell]]]:
        for number, row in enumerate(rows, 1):
            found: list[Cell] = [None] * len(headings)
            for key, value in row.pairs:
                found[headings[key]] = _cell(value, limits)
            yield number, found

    return Table(file, None, tuple(headings), cells(), header_row=None, sparse=True, size=len(rows))


def _values(file: str, values: _Object, limits: Limits, findings: list[Finding]) -> Iterator[Given]:
    seen: set[str] = set()
    for key, value in values.pairs:
        if key in seen:
            findings.append(rc719_double_value.finding(Place(file, column=shown_name(key)), shown_name(key)))
        seen.add(key)
        yield Given(file, None, None, key, shown_name(key), shown_name(key), _cell(value, limits))


def _cell(value: Any, limits: Limits) -> Cell:
    match value:
        case None | bool() | Numeric() | Fault():
            return value
        case str():
            text = value.strip()
            if len(text) > limits.cell:
                return Fault("een erg lange tekst")
            return Machine(text) if text else None
        case list():
            return Fault("een lijst")
    return Fault("een object")
