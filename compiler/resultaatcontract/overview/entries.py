"""A contract in a few words, read off its model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..data import data_folder
from ..driver import CompiledFund, compile_any
from ..files import Used, contracts_below, read_source
from ..findings import Rejected, Severity
from ..model.contract import ByAttribute, Contract, FixedClaim, Party, SharedReceivers
from ..record import record
from ..reuse import is_library
from ..syntax import parse
from ..text.source import Source
from .mechanisms import mechanisms
from .systems import system_of


@record
class Entry:
    """One contract. Parties as the annex calls them, in the order in which they are declared."""

    name: str  # its path below the folder, without `.rc`; by this `rc new --uit` knows it
    system: str | None  # `A16`
    title: str
    form: str | None
    payers: tuple[str, ...]
    receivers: tuple[str, ...]
    mechanisms: tuple[str, ...]
    examples: int


@record
class Unread:
    """A contract with errors; `rc check` tells them."""

    name: str
    errors: int


def shipped() -> tuple[Entry, ...]:
    """The contracts that come with the program. Raises `Rejected` when one of them is no longer as it came."""
    found = entries_below(data_folder("contracts"))
    broken = [one for one in found if isinstance(one, Unread)]
    if broken:
        from ..checks import rc901_unreadable
        from ..findings import Cell

        raise Rejected([rc901_unreadable.finding(Cell(one.name), "het heeft fouten") for one in broken])
    return tuple(one for one in found if isinstance(one, Entry))


def entries_below(folder: Path) -> list[Entry | Unread]:
    """The contracts below a folder by system and name; files that only define are left out. Raises `Rejected`."""
    used = Used()
    found: list[Entry | Unread] = []
    for path in contracts_below([folder]):
        name = path.relative_to(folder) if path != folder else Path(path.name)
        if path == folder:
            read_source(path)  # the one file that was named has to be there
        try:
            one = entry(name.with_suffix("").as_posix(), read_source(path), used.loader(), used)
        except Rejected as rejected:
            errors = sum(one.severity is Severity.ERROR for one in rejected.findings)
            found.append(Unread(name.with_suffix("").as_posix(), errors))
            continue
        if one is not None:
            found.append(one)
    return sorted(found, key=_order)


def entry(name: str, source: Source, load: Callable[[Source, str], Source | str], used: Used) -> Entry | None:
    """The entry of one file; None when it only defines. Raises `Rejected` when it has errors."""
    if is_library(source):
        return None
    compiled = compile_any(source, load=load, parse_used=used.parse)
    if isinstance(compiled, CompiledFund):
        return _fund(name, source, compiled)
    contract = compiled.contract
    return Entry(
        name,
        system_of(source.text),
        contract.title,
        contract.form,
        _called(contract, _payers(contract)),
        _called(contract, _receivers(contract)),
        mechanisms(contract, parse(source), compiled.used),
        len(contract.examples),
    )


def _fund(name: str, source: Source, compiled: CompiledFund) -> Entry:
    """A fund: who contribute pay, and its contracts say who receive."""
    fund = compiled.fund
    contributors = dict.fromkeys(one.party.called for one in fund.contributions)
    receivers = dict.fromkeys(
        called for one in fund.members for called in _called(one.compiled.contract, _receivers(one.compiled.contract))
    )
    found = ["resultatenfonds"]
    found += ["uitvragen"] if fund.calls else []
    found += ["grens over overeenkomsten"] if fund.limits else []
    found += ["herinvestering"] if fund.reinvestment is not None else []
    found += [
        mechanism
        for mechanism in dict.fromkeys(
            mechanism
            for one in fund.members
            for mechanism in mechanisms(one.compiled.contract, parse(source), one.compiled.used)
        )
        if mechanism not in found
    ]
    return Entry(
        name,
        system_of(source.text),
        fund.title,
        "Resultatenfonds",
        tuple(contributors),
        tuple(receivers),
        tuple(found),
        len(fund.examples),
    )


def _payers(contract: Contract) -> list[Party]:
    found: list[Party] = []
    for payment in contract.payments:
        for line in payment.bearers:
            found += [one for _, one in line.who.parties] if isinstance(line.who, ByAttribute) else [line.who]
        found += [line.party for line in payment.order]
        found += [one.party for one in payment.top_ups]
    return found


def _receivers(contract: Contract) -> list[Party | None]:
    found: list[Party | None] = []
    for payment in contract.payments:
        receivers = payment.receivers
        if isinstance(receivers, ByAttribute):
            found += [one for _, one in receivers.parties]
            continue
        if not isinstance(receivers, SharedReceivers):
            for claim in receivers.claims:
                found += [claim.party] if isinstance(claim, FixedClaim) else claim.parties
            receivers = receivers.rest
        found += [one for one, _ in receivers.shares]
    return found


def _called(contract: Contract, parties: Sequence[Party | None]) -> tuple[str, ...]:
    names = {one.name for one in parties if one is not None}
    called = [one.called for one in contract.parties if one.name in names]
    if None in parties:
        called.append("de deelnemer")
    return tuple(called)


def _order(one: Entry | Unread) -> tuple[int, str]:
    system = one.system if isinstance(one, Entry) else None
    return (int(system[1:]) if system is not None else 1000, one.name)
