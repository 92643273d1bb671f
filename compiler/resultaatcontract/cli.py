"""The command line: thin. Every command reads, calls the core, renders, and decides the exit status.

0: fine. 1: findings. 2: the command itself was used wrongly (click's own).
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import __version__
from .files import contracts_below, loader, read_source, write_whole
from .findings import Cell, Finding, Rejected

if TYPE_CHECKING:
    from .driver import Compiled

FORMATS = click.Choice(["full", "concise", "json", "github", "sarif"])
_PATH = click.Path(path_type=Path)


class _Commands(click.Group):
    """Whatever goes wrong inside, the user reads a finding."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except BrokenPipeError:
            # The reader of our output has gone (`rc check … | head`): nothing more to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None
        except Exception as problem:
            if os.environ.get("RC_TRACEBACK"):
                raise
            from .checks import rc905_internal

            _stop([rc905_internal.finding(type(problem).__name__)])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rc")
def main() -> None:
    """Resultaatovereenkomsten als tekst: controleren, betalen en de bijlage schrijven."""
    collect_by_hand()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def collect_by_hand() -> None:
    """A contract's tree, model and plan hold no cycles, so looking for garbage while they grow only costs time."""
    gc.disable()


def _show(findings: Iterable[Finding], fmt: str) -> int:
    """Print findings and give the exit status."""
    from .findings.render import render, render_full

    found = list(findings)
    if fmt == "full":
        text = render_full(found, colour=sys.stdout.isatty()) if found else ""
    else:
        text = render(found, fmt)  # type: ignore[arg-type]  # click has checked it
    if text:
        click.echo(text.rstrip("\n"))
    return 1 if found else 0


def _stop(findings: Iterable[Finding], fmt: str = "full") -> NoReturn:
    _show(findings, fmt)
    raise SystemExit(1)


def _compiled(path: Path, fmt: str = "full") -> Compiled:
    """The compiled contract; ends the program with its findings when it has errors."""
    from .driver import compile_source

    try:
        return compile_source(read_source(path), load=loader())
    except Rejected as rejected:
        _stop(rejected.findings, fmt)


def _deliver(text: str | bytes, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    data = text.encode() if isinstance(text, str) else text
    try:
        write_whole(output, data)
    except Rejected as rejected:
        _stop(rejected.findings)
    click.echo(f"Geschreven: {output.as_posix()}", err=True)


def _each(paths: list[Path], what: str) -> Iterator[Path]:
    """The paths, with a progress bar on a terminal when there are many."""
    shown: Iterable[Path] = paths
    if len(paths) >= 20 and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        shown = track(paths, description=what, console=Console(stderr=True), transient=True)
    for number, path in enumerate(shown, 1):
        yield path
        if number % 100 == 0:
            gc.collect()


class _Day(click.ParamType[Any]):
    """A date: 2027-03-31 or 31 maart 2027."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from .text.reading import Notation, read_date

        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            try:
                return read_date(value)
            except Notation as problem:
                self.fail(f"{problem} {problem.remedy}", param, ctx)


@main.command()
@click.argument("paths", nargs=-1, type=_PATH, required=True)
@click.option("--format", "fmt", type=FORMATS, default="full", help="Vorm van de bevindingen.")
@click.option("--strict", is_flag=True, help="Een ontbrekende definitie is een fout.")
def check(paths: tuple[Path, ...], fmt: str, strict: bool) -> None:
    """Controleer overeenkomsten: bestanden of mappen."""
    from .driver import check_source

    found: list[Finding] = []
    files = contracts_below(list(paths))
    for path in _each(files, "Controleren"):
        try:
            found += check_source(read_source(path), strict, load=loader())
        except Rejected as rejected:
            found += rejected.findings
    status = _show(found, fmt)
    if fmt == "full" and not found:
        number = "1 overeenkomst" if len(files) == 1 else f"{len(files)} overeenkomsten"
        click.echo(f"{number} gecontroleerd, geen bevindingen.")
    raise SystemExit(status)


@main.command()
@click.argument("paths", nargs=-1, type=_PATH, required=True)
@click.option("--format", "fmt", type=FORMATS, default="full", help="Vorm van de bevindingen.")
def test(paths: tuple[Path, ...], fmt: str) -> None:
    """Reken de voorbeelden in overeenkomsten na."""
    from .driver import compile_tree, read
    from .examples import failing
    from .findings import Findings

    findings = Findings()
    good = total = 0
    for path in _each(contracts_below(list(paths)), "Narekenen"):
        try:
            tree = read(read_source(path), loader())
            if tree.is_library and path not in paths:
                continue
            compiled = compile_tree(tree)
        except Rejected as rejected:
            findings.items += rejected.findings
            continue
        if fmt == "full":
            click.echo(path.as_posix())
        for example, wrong in failing(compiled):
            total += 1
            good += not wrong
            findings.items += wrong
            if fmt == "full":
                click.echo(f"  {'fout' if wrong else 'goed'}  {example.title}")
    if fmt == "full":
        click.echo(f"{good} van {total} voorbeelden {'komt' if total == 1 else 'komen'} uit.")
    raise SystemExit(_show(findings, fmt))


@main.command()
@click.argument("contract", type=_PATH)
@click.argument("results", nargs=-1, type=_PATH, required=True)
@click.option("--at", "at", type=_Day(), help="Alleen tranches die op of vóór deze datum vervallen.")
@click.option("--paid", "paid", multiple=True, type=_PATH, help="Eerdere afrekening (JSON) van betaalde tranches.")
@click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text", help="Vorm van de afrekening.")
@click.option("--steps", is_flag=True, help="Toon ook de berekening, stap voor stap.")
@click.option("-o", "--output", type=_PATH, help="Schrijf de afrekening in dit bestand.")
def pay(
    contract: Path,
    results: tuple[Path, ...],
    at: date | None,
    paid: tuple[Path, ...],
    fmt: str,
    steps: bool,
    output: Path | None,
) -> None:
    """Bereken uit de metingen wie wat aan wie betaalt."""
    from .outputs.outcome import pay as work_out
    from .outputs.statement import Receipt, contract_hash, paid_before, statement_json, statement_text
    from .record import changed
    from .results.read import read_results, results_hash

    compiled = _compiled(contract)
    try:
        read = read_results(results, compiled, at)
        before, findings = paid_before(compiled, [_document(path) for path in paid])
        if findings:
            raise Rejected(findings)
        digest = results_hash(results)
    except Rejected as rejected:
        _stop(rejected.findings)
    outcome = work_out(compiled.plan, changed(read, paid=before), at)
    receipt = Receipt(contract_hash(compiled), digest)
    if fmt == "json":
        _deliver(statement_json(compiled, read, outcome, receipt), output)
    else:
        _deliver(statement_text(compiled, read, outcome, receipt, steps), output)


def _document(path: Path) -> tuple[str, object]:
    """An earlier statement as parsed JSON, numbers as text."""
    from .checks import rc904_statement

    source = read_source(path)
    try:
        return source.name, json.loads(source.text, parse_float=str)
    except (ValueError, RecursionError):
        raise Rejected([rc904_statement.unreadable(Cell(source.name))]) from None


@main.command()
@click.argument("contract", type=_PATH)
@click.option("--format", "fmt", type=click.Choice(["md", "html"]), help="Vorm; standaard naar de uitgang van -o.")
@click.option("-o", "--output", type=_PATH, help="Schrijf de bijlage in dit bestand.")
def annex(contract: Path, fmt: str | None, output: Path | None) -> None:
    """Schrijf de bijlage bij de overeenkomst."""
    from .annex.render import render_annex

    compiled = _compiled(contract)
    chosen = fmt or ("html" if output is not None and output.suffix in (".html", ".htm") else "md")
    try:
        shown = render_annex(compiled, "html" if chosen == "html" else "md")
    except Rejected as rejected:  # an example doesn't come out
        _stop(rejected.findings)
    _deliver(shown, output)


@main.command()
@click.argument("contract", type=_PATH)
@click.option("-o", "--output", type=_PATH, help="Schrijf de functie in dit bestand, bijvoorbeeld betaalfunctie.py.")
def build(contract: Path, output: Path | None) -> None:
    """Schrijf de betaalfunctie als zelfstandig Python-bestand."""
    from .outputs.python_file import build_python

    _deliver(build_python(_compiled(contract)), output)


@main.command()
@click.argument("contract", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="Schrijf het invulblad, bijvoorbeeld metingen.xlsx.")
def sheet(contract: Path, output: Path) -> None:
    """Schrijf het lege invulblad voor de metingen."""
    from .results.sheet import write_sheet

    _deliver(write_sheet(_compiled(contract)), output)


@main.command()
@click.argument("paths", nargs=-1, type=_PATH, required=True)
@click.option("--check", "only_check", is_flag=True, help="Wijzig niets; meld wat niet in de standaardvorm staat.")
def fmt(paths: tuple[Path, ...], only_check: bool) -> None:
    """Zet overeenkomsten in de standaardvorm."""
    from .syntax.printer import format_source

    found: list[Finding] = []
    changed: list[Path] = []
    for path in _each(contracts_below(list(paths)), "Opmaken"):
        try:
            source = read_source(path)
            text = format_source(source)
            if text != source.text:
                changed.append(path)
                if not only_check:
                    write_whole(path, text.encode())
        except Rejected as rejected:
            found += rejected.findings
    for path in changed:
        click.echo(f"{'Niet in de standaardvorm' if only_check else 'Opgemaakt'}: {path.as_posix()}")
    status = _show(found, "full")
    raise SystemExit(1 if status or (only_check and changed) else 0)


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Leg een bevinding uit, bijvoorbeeld: rc explain RC101."""
    from difflib import get_close_matches

    from .checks import rc903_unknown_code
    from .checks.registry import all_rules
    from .findings.pages import explain as page

    rules = {rule.code: rule for rule in all_rules()}
    wanted = code.strip().upper()
    if wanted not in rules:
        near = get_close_matches(wanted, list(rules), 1, 0.6)
        _stop([rc903_unknown_code.finding(code, near[0] if near else None)])
    click.echo(page(rules[wanted]).rstrip("\n"))


@main.command()
@click.argument("path", type=_PATH)
def new(path: Path) -> None:
    """Begin een overeenkomst: een volledig voorbeeld om aan te passen."""
    from .checks import rc901_unreadable
    from .data import data_folder

    target = path if path.suffix == ".rc" else path / f"{path.name}.rc"
    if target.exists():
        _stop([rc901_unreadable.exists(Cell(target.as_posix()))])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        _stop([rc901_unreadable.cannot_write(Cell(target.as_posix()), "de map kan niet worden gemaakt")])
    text = (data_folder("templates") / "nieuw.rc").read_text(encoding="utf-8")
    _deliver(text, target)
    click.echo(f"Volgende stap: rc check {target.as_posix()}")
