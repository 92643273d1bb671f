"""`rc list` and `rc new`: what there is to begin from, and beginning."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

import click

from .data import data_folder
from .files import reason_of
from .findings import Cell, Rejected
from .terminal import deliver, stop
from .usage import Choice, Command, Misuse, Name


@click.command("list", cls=Command)
@click.argument("path", type=Name(), required=False, metavar="[PAD]")
@click.option("--format", "fmt", type=Choice(["table", "json"]), default="table", help="Vorm van de lijst.")
def list_contracts(path: Path | None, fmt: str) -> None:
    """Toon welke overeenkomsten er zijn en wat zij doen.

    Zonder PAD zijn dat de overeenkomsten om met rc new --uit mee te beginnen; met PAD die in een eigen map.
    """
    from .overview.entries import Unread, entries_below
    from .overview.listing import as_json, as_table

    try:
        found = entries_below(data_folder("contracts") if path is None else path)
    except Rejected as rejected:
        stop(rejected.findings)
    click.echo(as_json(found) if fmt == "json" else as_table(found), nl=False)
    raise SystemExit(1 if any(isinstance(one, Unread) for one in found) else 0)


@click.command("new", cls=Command)
@click.argument("path", type=Name(), required=False, metavar="[PAD]")
@click.option("--uit", "origin", metavar="NAAM", help="Begin met deze overeenkomst uit rc list.")
@click.option("-o", "--output", type=Name(".rc"), metavar="BESTAND", help="Schrijf de overeenkomst in dit bestand.")
def new(path: Path | None, origin: str | None, output: Path | None) -> None:
    """Begin een overeenkomst: een volledig voorbeeld om aan te passen.

    PAD is een map, of een bestand dat op .rc eindigt. Met --uit komt er een kopie van een overeenkomst uit rc list, met de
    bestanden die zij gebruikt; PAD mag dan ontbreken. Wat al bestaat, blijft staan.
    """
    if path is not None and output is not None:
        raise Misuse("Noem PAD of -o, niet allebei.", click.get_current_context())
    if path is None and output is None and origin is None:
        raise Misuse("Het argument PAD ontbreekt.", click.get_current_context())
    try:
        if origin is None:
            text = (data_folder("templates") / "nieuw.rc").read_text(encoding="utf-8")
            target = _target(output or path or Path())
            written = [(target, text.encode())]
        else:
            from .starting import chosen, copies, names

            name = chosen(origin, names())
            target = _target(output or path or Path(name.rpartition("/")[2]))
            written = copies(name, target)
    except Rejected as rejected:
        stop(rejected.findings)
    for place, data in reversed(written):  # the contract last: it is there only when it is complete
        _make_folder(place)
        deliver(data, place)
    click.echo(f"Volgende stap: rc check {quote(target.as_posix())}")


def _target(path: Path) -> Path:
    """The file to write; raises `Rejected` when there already is one, or it has no name."""
    from .checks import rc901_unreadable

    if path.suffix.lower() == ".rc":
        target = path
    else:  # `.` and `..` are called after the folder that they are
        name = path.name if path.name not in ("", "..") else path.resolve().name
        target = path / f"{name}.rc"
        if not name:
            raise Rejected([rc901_unreadable.no_name(Cell(path.as_posix()))])
    if os.path.lexists(target):
        raise Rejected([rc901_unreadable.exists(Cell(target.as_posix()))])
    return target


def _make_folder(target: Path) -> None:
    from .checks import rc901_unreadable

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        stop([rc901_unreadable.cannot_write(Cell(target.as_posix()), reason_of(problem))])
