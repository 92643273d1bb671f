"""`rc annex --naar MAP`: the annexes of many contracts and funds in one run, one file each. Reads and writes files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .driver import Compiled, CompiledFund, compile_any
from .files import Used, contracts_below, read_source, write_whole
from .findings import Cell, Finding, Rejected, Severity
from .reuse import is_library

Make = Callable[[Compiled | CompiledFund], bytes]


def places(paths: Sequence[Path]) -> dict[Path, Path]:
    """Every contract that the paths name, and where its annex goes below the folder of the annexes, without an ending.

    What a folder holds keeps its place in it; a file stands at the top. Raises `Rejected` as `contracts_below`, and
    when two contracts would have the same annex.
    """
    from .checks import rc901_unreadable

    found: dict[Path, Path] = {}
    for path in paths:
        for one in contracts_below([path]):
            found.setdefault(one, (Path(one.name) if one == path else one.relative_to(path)).with_suffix(""))
    taken: dict[Path, Path] = {}
    wrong: list[Finding] = []
    for contract, place in found.items():
        first = taken.setdefault(place, contract)
        if first != contract:
            where = Cell(contract.as_posix())
            wrong.append(rc901_unreadable.same_output(where, place.as_posix(), first.as_posix()))
    if wrong:
        raise Rejected(wrong)
    return found


def write_annexes(
    contracts: Iterator[Path], where: dict[Path, Path], named: Sequence[Path], folder: Path, ending: str, make: Make
) -> tuple[int, list[Finding]]:
    """Write the annex of each contract into `folder`; of a fund its own and that of each of its contracts.

    `where` gives the place of each (`places`), `named` are the paths that the user named: a file with only definitions
    is passed over when it was merely found in a folder. Of a contract with errors nothing is written, and the others
    are. Returns how many annexes were written, and every error.
    """
    used, written = Used(), 0
    found: list[Finding] = []
    for contract in contracts:
        try:
            source = read_source(contract)
            if contract not in named and is_library(source):
                continue
            compiled = compile_any(source, load=used.loader(), parse_used=used.parse)
            for place, one in _each(where[contract], compiled):
                target = folder / place.with_name(f"{place.name}.bijlage{ending}")
                data = make(one)
                _prepare(target.parent)
                write_whole(target, data, [contract])
                written += 1
        except Rejected as rejected:
            found += (one for one in rejected.findings if one.severity is Severity.ERROR)
    return written, found


def _each(place: Path, compiled: Compiled | CompiledFund) -> Iterator[tuple[Path, Compiled | CompiledFund]]:
    yield place, compiled
    if isinstance(compiled, CompiledFund):
        for member in compiled.fund.members:
            yield place / member.name, member.compiled


def _prepare(folder: Path) -> None:
    """Make the folder when it isn't there. Raises `Rejected` when that can't be done."""
    from .checks import rc901_unreadable
    from .files import reason_of

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Rejected([rc901_unreadable.cannot_write(Cell(folder.as_posix()), reason_of(problem))]) from None
