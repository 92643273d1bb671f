"""A new contract from one that comes with the program, with the files that it uses. Plans first; writes nothing."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path

from .checks import rc901_unreadable, rc908_unknown_contract
from .data import data_folder
from .files import loader, project_of, read_source
from .findings import Cell, Finding, Rejected
from .syntax import parse, tree
from .text.source import Source

# Outside a template an agreement stands at the margin. Only for contracts that come with the program: no parsing of all.
_BEGINS = re.compile(r"^(?:overeenkomst|resultatenfonds)\b", re.MULTILINE)


def names() -> list[str]:
    """The contracts to begin from: their paths below contracts/, without `.rc`; files that only define are no beginning."""
    root = data_folder("contracts")
    found = []
    for path in sorted(root.rglob("*.rc")):
        if _BEGINS.search(read_source(path).text):
            found.append(path.relative_to(root).with_suffix("").as_posix())
    return found


def chosen(name: str, known: list[str]) -> str:
    """The contract that a name means: whole, or only its last part or its folder. Raises `Rejected`."""
    wanted = name.strip().removesuffix(".rc").strip("/").lower()
    if wanted in known:
        return wanted
    found = [one for one in known if wanted in (one.rpartition("/")[2], one.partition("/")[0])]
    last = [one for one in found if one.rpartition("/")[2] == wanted]
    if len(last) == 1 or len(found) == 1:
        return (last or found)[0]
    if found:
        raise Rejected([rc908_unknown_contract.several(name, found)])
    words = {part: one for one in known for part in (*one.split("/"), one)}
    near = get_close_matches(wanted, list(words), 1, 0.6)
    raise Rejected([rc908_unknown_contract.finding(name, near[0] if near else None)])


def copies(name: str, target: Path) -> list[tuple[Path, bytes]]:
    """What to write, the contract first, so that it is complete at `target`. Raises `Rejected` when it can't be.

    The files that it uses come where the contract finds them: in the library's project when there is one above the
    target, else beside it. One that is there already with the same text is used; with another text it stays as it is,
    and there is no new contract.
    """
    root = data_folder("contracts")
    project = project_of(target.parent)
    base = project if (project / "bibliotheek").is_dir() else target.parent
    load = loader()
    first = read_source(root / f"{name}.rc")
    places = {first.name: target}
    waiting = [first]
    problems: list[Finding] = []
    found: list[tuple[Path, bytes]] = []
    while waiting:
        source = waiting.pop(0)
        place = places[source.name]
        data = source.text.encode()
        if not os.path.lexists(place):
            found.append((place, data))
        elif place == target:
            problems.append(rc901_unreadable.exists(Cell(place.as_posix())))
        elif not _holds(place, source):
            problems.append(rc901_unreadable.other_text(Cell(place.as_posix())))
        for one in parse(source).statements:
            if isinstance(one, tree.Use | tree.MemberFromFile):
                used = load(source, one.path.value)
                assert isinstance(used, Source), used
                beside = Path(os.path.normpath(Path(source.name).parent / one.path.value)) == Path(used.name)
                # A file of the same name beside the contract would be found first: then it has to be the same.
                near = Path(os.path.normpath(place.parent / one.path.value))
                there = near if beside or os.path.lexists(near) else base / one.path.value
                if used.name not in places:
                    places[used.name] = there
                    waiting.append(used)
    if problems:
        raise Rejected(problems)
    return found


def _holds(path: Path, source: Source) -> bool:
    try:
        return read_source(path).text == source.text
    except Rejected:
        return False
