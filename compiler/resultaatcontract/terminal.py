"""What commands say and how they end: findings, written files, and progress on a terminal."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from .files import write_whole
from .findings import Finding, Rejected

if TYPE_CHECKING:
    from rich.console import Console

MANY_FILES = 20  # from so many on, a bar shows how far it is
LARGE_FILE = 1_000_000  # bytes
NARROWEST = 50  # columns that findings take, however narrow the terminal

_T = TypeVar("_T")


def show(findings: Iterable[Finding], fmt: str = "full", error: bool = False) -> int:
    """Print findings (with `error` on standard error) and give the exit status."""
    from .findings.render import WIDTH, render, render_full

    found = list(findings)
    if fmt == "full":
        on_screen = (sys.stderr if error else sys.stdout).isatty()
        width = max(min(get_terminal_size().columns, WIDTH), NARROWEST) if on_screen else WIDTH
        text = render_full(found, colour=on_screen, width=width) if found else ""
    else:
        text = render(found, fmt)  # type: ignore[arg-type]  # the command line has checked it
    if text:
        click.echo(text.rstrip("\n"), err=error)
    return 1 if found else 0


def stop(findings: Iterable[Finding], fmt: str = "full") -> NoReturn:
    """Print findings and end with status 1."""
    show(findings, fmt)
    raise SystemExit(1)


def deliver(text: str | bytes, output: Path | None, sources: Iterable[Path] = ()) -> None:
    """Print an output, or write it whole to a file (never to one of its own sources) and say so."""
    if output is None:
        click.echo(text, nl=False)
        return
    data = text.encode() if isinstance(text, str) else text
    try:
        write_whole(output, data, sources)
    except Rejected as rejected:
        stop(rejected.findings)
    click.echo(f"Geschreven: {output.as_posix()}", err=True)


class Progress:
    """Shows on standard error how far long work is: only on a terminal, and never when `quiet`.

    What is printed meanwhile must wait until the work is done, or it would stand in the middle of the bar.
    """

    def __init__(self, quiet: bool = False) -> None:
        self.on = not quiet and sys.stderr.isatty()

    def files(self, paths: Sequence[Path], what: str) -> Iterator[Path]:
        """The paths one by one."""
        many = len(paths) >= MANY_FILES
        for number, path in enumerate(self._track(paths, what, len(paths)) if many else paths, 1):
            yield path
            if number % 100 == 0:
                gc.collect()

    def rows(self, rows: Iterable[_T], what: str, size: int, number: int | None) -> Iterable[_T]:
        """The rows of a file of `size` bytes; `number` is about how many there are, when that is known."""
        return self._track(rows, what, number) if size >= LARGE_FILE else rows

    def busy(self, what: str, size: int) -> AbstractContextManager[object]:
        """While work goes on that can't be counted, over results of `size` bytes."""
        if not self.on or size < LARGE_FILE:
            return nullcontext()
        return _console().status(what)

    def _track(self, items: Iterable[_T], what: str, number: int | None) -> Iterator[_T]:
        if not self.on:
            yield from items
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # Standard output is left alone: it may be a file or another program.
        with Bar(*columns, console=_console(), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
            yield from bar.track(items, total=number, description=what)


def _console() -> Console:
    from rich.console import Console

    return Console(stderr=True)
