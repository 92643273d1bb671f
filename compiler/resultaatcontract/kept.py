"""Verdicts that are kept between runs, so that an unchanged contract is not checked twice.

What is kept is found by what went in: the text and name of the contract, the options, and the program itself. With a
verdict stand the files that were asked for and the digest of what was given; they are asked for again before the
verdict is used. Findings are kept as data and shown anew. The folder is safe to delete, and nothing in it is believed:
an entry that isn't exactly as written is worked out again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import version_info
from typing import Any, TypeAlias

from .data import data_folder
from .files import write_whole
from .findings import Cell, Finding, Note, Rejected, Severity
from .text.source import Source, Span
from .verdict import Verdict

FORM = 1  # counts up when entries are written otherwise
MAX_BYTES = 5_000_000  # a larger entry is worked out again
MOST = 64  # entries in one of the 256 folders; the oldest make room
_READ_WITH = ("lark", "babel")  # whose versions a verdict may depend on

_Load: TypeAlias = Callable[[Source, str], "Source | str"]
# The source that asked (by its place in the list), the path, and what came: a source (by its place) or the reason.
_Asked: TypeAlias = tuple[int, str, "int | str"]


class Kept:
    """The kept verdicts in a folder; with None for a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if folder is None else folder / "bevindingen"
        self._digests: dict[str, tuple[Source, str]] = {}

    def verdict(self, question: str, source: Source, load: _Load, work: Callable[[_Load], Verdict]) -> Verdict:
        """The verdict on a file, kept or new. `question` names what is asked, with its options; `work` answers it."""
        if self._folder is None:
            return work(load)
        key = self._key(question, source)
        path = self._folder / key[:2] / f"{key[2:]}.json"
        kept = _entry(path)
        if kept is not None:
            try:
                return self._restored(kept, key, source, load)
            except _Unfit:
                pass
        sources = [source]
        asked: list[_Asked] = []

        def listening(asker: Source, wanted: str) -> Source | str:
            answer = load(asker, wanted)
            if not isinstance(answer, str) and not any(one is answer for one in sources):
                sources.append(answer)
            given = answer if isinstance(answer, str) else _place_in(sources, answer)
            asked.append((_place_in(sources, asker), wanted, given))
            return answer

        verdict = work(listening)
        try:
            content = {
                "sleutel": key,
                "bronnen": [[one.name, self._digest(one)] for one in sources],
                "gevraagd": [list(one) for one in dict.fromkeys(asked)],
                "bibliotheek": verdict.is_library,
                "bevindingen": [_finding(one, sources) for one in verdict.findings],
                "voorbeelden": [
                    [title, [_finding(one, sources) for one in wrong]] for title, wrong in verdict.examples
                ],
            }
        except _Unfit:  # about something that isn't a file
            return verdict
        _write(path, json.dumps(content).encode())
        return verdict

    def _key(self, question: str, source: Source) -> str:
        parts = [FORM, program(), question, source.name, self._digest(source)]
        return sha256(json.dumps(parts).encode()).hexdigest()

    def _digest(self, source: Source) -> str:
        known = self._digests.get(source.name)
        if known is None or known[0] is not source:
            known = source, sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
            self._digests[source.name] = known
        return known[1]

    def _restored(self, content: Any, key: str, source: Source, load: _Load) -> Verdict:
        """The verdict of an entry, when the files that were asked for are still the same."""
        match content:
            case {
                "sleutel": str(given),
                "bronnen": [_, *_] as listed,
                "gevraagd": list(asked),
                "bibliotheek": bool(is_library),
                "bevindingen": list(findings),
                "voorbeelden": list(examples),
            } if given == key:
                sources: dict[int, Source] = {0: source}
                for one in asked:
                    self._ask(one, listed, sources, load)
                return Verdict(
                    tuple(_read_finding(one, sources) for one in findings),
                    tuple(_read_example(one, sources) for one in examples),
                    is_library,
                )
        raise _Unfit

    def _ask(self, one: object, listed: list[object], sources: dict[int, Source], load: _Load) -> None:
        match one:
            case [int(asker), str(path), (int() | str()) as given] if asker in sources:
                answer = load(sources[asker], path)
                if isinstance(answer, str) or isinstance(given, str):
                    if answer == given:
                        return
                elif 0 <= given < len(listed) and listed[given] == [answer.name, self._digest(answer)]:
                    sources[given] = answer
                    return
        raise _Unfit


@cache
def program() -> str:
    """A digest of everything that decides what is found: this program's source, the grammar, and what reads it."""
    package = Path(__file__).parent
    files = [*sorted(package.rglob("*.py")), *sorted(data_folder("grammar").glob("*.lark"))]
    digest = sha256(repr(tuple(version_info)).encode())
    for path in files:
        data = path.read_bytes()
        digest.update(f"\n{path.name} {len(data)}\n".encode())
        digest.update(data)
    for name in _READ_WITH:
        try:
            digest.update(f"\n{name} {version(name)}".encode())
        except PackageNotFoundError:
            digest.update(f"\n{name}".encode())
    return digest.hexdigest()


# ------------------------------------------------------------------ files


class _Unfit(Exception):
    """An entry can't be used, or a verdict not be kept."""


def _entry(path: Path) -> Any:
    """What an entry holds; None when it isn't there or isn't as it was written."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        seal, _, data = path.read_bytes().partition(b"\n")
        return json.loads(data) if seal == _seal(data) else None
    except (OSError, ValueError, RecursionError):
        return None


def _write(path: Path, data: bytes) -> None:
    """Keep an entry; when that can't be done, nothing is lost."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_room(path.parent)
        write_whole(path, _seal(data) + b"\n" + data)
    except (OSError, Rejected):
        return


def _make_room(folder: Path) -> None:
    """Remove the oldest half when there are many."""
    names = os.listdir(folder)
    if len(names) >= MOST:
        ages = sorted((os.stat(folder / name).st_mtime_ns, name) for name in names)
        for _, name in ages[: MOST // 2]:
            os.unlink(folder / name)


def _seal(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()


# ------------------------------------------------------------------ findings as data


def _place_in(sources: list[Source], wanted: Source) -> int:
    for place, one in enumerate(sources):
        if one is wanted:
            return place
    raise _Unfit


def _finding(one: Finding, sources: list[Source]) -> list[object]:
    notes = [[_where(note.span, sources), note.text] for note in one.notes]
    return [one.code, one.severity.value, _where(one.where, sources), one.message, one.remedy, notes, one.detail]


def _where(where: Span | Cell | None, sources: list[Source]) -> list[object] | None:
    match where:
        case Span(source, start, end):
            return [_place_in(sources, source), start, end]
        case Cell():
            raise _Unfit
    return None


def _read_finding(data: object, sources: dict[int, Source]) -> Finding:
    match data:
        case [str(code), str(severity), where, str(message), str(remedy), list(notes), str(detail)]:
            if not re.fullmatch(r"RC[1-9][0-9]{2}", code) or severity not in {one.value for one in Severity}:
                raise _Unfit
            place = None if where is None else _read_span(where, sources)
            told = tuple(_read_note(one, sources) for one in notes)
            return Finding(code, Severity(severity), place, message, remedy, told, detail)
    raise _Unfit


def _read_note(data: object, sources: dict[int, Source]) -> Note:
    match data:
        case [where, str(text)]:
            return Note(_read_span(where, sources), text)
    raise _Unfit


def _read_span(data: object, sources: dict[int, Source]) -> Span:
    match data:
        case [int(place), int(start), int(end)] if place in sources and 0 <= start <= end <= len(sources[place].text):
            return Span(sources[place], start, end)
    raise _Unfit


def _read_example(data: object, sources: dict[int, Source]) -> tuple[str, tuple[Finding, ...]]:
    match data:
        case [str(title), list(wrong)]:
            return title, tuple(_read_finding(one, sources) for one in wrong)
    raise _Unfit
