"""The edge of the program: reading contracts and writing outputs. The core never touches a file."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from . import checks
from .findings import Cell, Finding, Rejected
from .text.source import Source

if TYPE_CHECKING:
    from .syntax import tree

MAX_BYTES = 60_000_000


def read_source(path: Path) -> Source:
    """The text of a contract. Raises `Rejected` when it can't be read or isn't UTF-8 text."""
    return decode(path.as_posix(), read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises `Rejected` when it can't be read."""
    name = path.as_posix()
    try:
        if path.is_dir():
            raise Rejected([checks.rc901_unreadable.finding(Cell(name), "dit is een map, geen bestand")])
        if path.stat().st_size > MAX_BYTES:
            raise Rejected([checks.rc901_unreadable.finding(Cell(name), "het bestand is groter dan 60 MB")])
        return path.read_bytes()
    except OSError as problem:
        raise Rejected([checks.rc901_unreadable.finding(Cell(name), reason_of(problem))]) from None


def size_of(path: Path) -> int:
    """How many bytes a file holds; 0 when it can't be said, which reading it will tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def decode(name: str, data: bytes) -> Source:
    """Bytes as a source: UTF-8, with or without a byte order mark, any line ending."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Rejected([checks.rc902_encoding.finding(Cell(name, row=line))]) from None
    return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def loader(read: Callable[[Path], Source] = read_source) -> Callable[[Source, str], Source | str]:
    """Gives the files that contracts use: from the folder of the file that names them, or from the project's folder.

    Nothing outside the project's folder is read, links included. The project's folder is the nearest one above the
    first file that holds a folder `bibliotheek` (or `.git`); else that file's own folder. `read` reads a file.
    """
    roots: list[Path] = []

    def load(source: Source, path: str) -> Source | str:
        parts = path.split("/")
        if path.startswith("/") or "\\" in path or ":" in path or "\0" in path or not path.endswith(".rc"):
            return "het pad moet relatief zijn en op `.rc` eindigen"
        folder = Path(source.name).parent
        if not roots:
            roots.append(project_of(folder))
        root = roots[0]
        tried: list[Path] = []
        for start in dict.fromkeys((folder, root)):
            candidate = Path(os.path.normpath(start.joinpath(*parts)))
            if candidate in tried:
                continue
            tried.append(candidate)
            try:
                if not candidate.resolve().is_relative_to(root.resolve()):
                    return "het staat buiten de map van het project"
                if candidate.is_file():
                    return read(candidate)
            except Rejected as rejected:
                return rejected.findings[0].message.rstrip(".")
            except OSError as problem:
                return reason_of(problem)
        return "het bestaat niet"

    return load


def project_of(folder: Path) -> Path:
    """The folder that a contract and the files it uses must be in."""
    for one in (folder, *_above(folder)):
        if os.path.isdir(one / "bibliotheek") or os.path.exists(one / ".git"):
            return one
    return folder


class Used:
    """The files that contracts use, for one run over many contracts: each is read and parsed once."""

    def __init__(self) -> None:
        self._sources: dict[Path, Source | Rejected] = {}
        self._trees: dict[str, tuple[Source, tree.Contract | Rejected]] = {}

    def loader(self) -> Callable[[Source, str], Source | str]:
        """The loader for the next contract."""
        return loader(self._read)

    def parse(self, source: Source) -> tree.Contract:
        """The tree of a file that is used. Raises `Rejected`."""
        known = self._trees.get(source.name)
        if known is None or known[0] is not source:
            from .syntax import parse

            try:
                known = source, parse(source)
            except Rejected as rejected:
                known = source, rejected
            self._trees[source.name] = known
        if isinstance(known[1], Rejected):
            raise Rejected(known[1].findings)
        return known[1]

    def _read(self, path: Path) -> Source:
        known = self._sources.get(path)
        if known is None:
            try:
                known = read_source(path)
            except Rejected as rejected:
                known = rejected
            self._sources[path] = known
        if isinstance(known, Rejected):
            raise Rejected(known.findings)
        return known


def _above(folder: Path) -> list[Path]:
    """The folders above a folder, written in the same way (relative or not)."""
    if folder.is_absolute():
        return list(folder.parents)
    depth = len(folder.resolve().parents)
    return [Path(os.path.normpath(folder.joinpath(*[".."] * up))) for up in range(1, depth + 1)]


def contracts_below(paths: list[Path]) -> list[Path]:
    """The contracts that the paths name: files as given, and below a folder every `.rc` file, in order of name.

    Raises `Rejected` for a folder that can't be read, and for one without any: it is most likely the wrong folder.
    """
    found: list[Path] = []
    wrong: list[Finding] = []

    def unreadable(problem: OSError) -> None:
        place = Cell(Path(problem.filename).as_posix())
        wrong.append(checks.rc901_unreadable.finding(place, reason_of(problem)))

    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        names = (Path(folder, name) for folder, _, files in os.walk(path, onerror=unreadable) for name in files)
        # A link to nowhere is a contract that can't be read; a pipe is none.
        below = sorted(one for one in names if one.suffix == ".rc" and (os.path.isfile(one) or not os.path.exists(one)))
        found += below
        if not below and not wrong:
            wrong.append(checks.rc901_unreadable.no_contracts(Cell(path.as_posix())))
    if wrong:
        raise Rejected(wrong)
    return list(dict.fromkeys(found))


def write_whole(path: Path, data: bytes, sources: Iterable[Path] = ()) -> None:
    """Write a file entirely or not at all. Raises `Rejected` when that can't be done, or when it is one of `sources`.

    A link stays a link: what it points to is written. An existing file keeps its rights.
    """
    where = Cell(path.as_posix())
    if any(_is_same(path, source) for source in sources):
        raise Rejected([checks.rc901_unreadable.is_source(where)])
    try:
        target = path.resolve() if path.is_symlink() else path
        mode = 0o644
        if target.exists():
            if target.is_dir():
                raise IsADirectoryError
            if not target.is_file() or not os.access(target, os.W_OK):
                raise PermissionError
            mode = stat.S_IMODE(target.stat().st_mode)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.chmod(temporary, mode)
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except FileNotFoundError:
        raise Rejected([checks.rc901_unreadable.cannot_write(where, "de map bestaat niet")]) from None
    except (OSError, RuntimeError) as problem:  # a loop of links is a RuntimeError to `resolve`
        raise Rejected([checks.rc901_unreadable.cannot_write(where, reason_of(problem))]) from None


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def reason_of(problem: Exception) -> str:
    """The usual reasons in Dutch."""
    match problem:
        case FileNotFoundError():
            return "het bestand of de map bestaat niet"
        case PermissionError():
            return "daarvoor ontbreken de rechten"
        case IsADirectoryError():
            return "dit is een map, geen bestand"
        case NotADirectoryError():
            return "een deel van het pad is geen map"
        case FileExistsError():
            return "er bestaat al iets met die naam"
        case OSError(errno=errno.ENOSPC):
            return "de schijf is vol"
        case OSError(errno=errno.ENAMETOOLONG):
            return "de naam is te lang"
        case OSError(errno=errno.EROFS):
            return "deze schijf kan alleen worden gelezen"
        case OSError(errno=errno.ELOOP) | RuntimeError():
            return "de snelkoppelingen verwijzen naar elkaar"
    return "het besturingssysteem weigert"
