"""The command line: thin. Every command reads, calls the core, renders, and decides the exit status.

0: fine. 1: findings. 2: the command itself was used wrongly (usage.py).
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .files import contracts_below, loader, read_source, reason_of, size_of, write_whole
from .findings import Cell, Finding, Rejected, Severity
from .terminal import Progress, deliver, show, stop
from .usage import Choice, Day, Group, Name

if TYPE_CHECKING:
    from .driver import Compiled
    from .outputs.paid import Earlier

_PATHS = click.argument("paths", nargs=-1, type=Name(), required=True, metavar="PAD...")
_CONTRACT = click.argument("contract", type=Name(), metavar="OVEREENKOMST")
_FORMATS = Choice(["full", "concise", "json", "github", "sarif"])
_FORMAT = click.option("--format", "fmt", type=_FORMATS, default="full", help="Vorm van de bevindingen.")


def _output(words: str, *endings: str, required: bool = False) -> Callable[[Any], Any]:
    return click.option(
        "-o", "--output", type=Name(*endings), metavar="BESTAND", required=required, help=f"Schrijf {words}."
    )


class _Commands(Group):
    """Whatever goes wrong inside, the user reads a finding."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException):
            raise
        except KeyboardInterrupt:
            click.echo("Afgebroken.", err=True)
            raise SystemExit(130) from None
        except BrokenPipeError:
            # The reader of our output has gone (`rc check … | head`): nothing more to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None
        except Exception as problem:
            if os.environ.get("RC_TRACEBACK"):
                raise
            from .checks import rc905_internal

            stop([rc905_internal.finding(type(problem).__name__)])


@click.group("rc", cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="rc %(version)s", help="Toon de versie.")
def main() -> None:
    """Resultaatovereenkomsten als tekst: controleren, betalen en de bijlage schrijven."""
    collect_by_hand()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def collect_by_hand() -> None:
    """A contract's tree, model and plan hold no cycles, so looking for garbage while they grow only costs time."""
    gc.disable()


def _compiled(path: Path) -> Compiled:
    """The compiled contract; ends the program with its errors when it has any. Warnings are for `rc check`."""
    from .driver import compile_source

    try:
        return compile_source(read_source(path), load=loader())
    except Rejected as rejected:
        stop(one for one in rejected.findings if one.severity is Severity.ERROR)


def _contracts(paths: Iterable[Path], fmt: str = "full") -> list[Path]:
    """The contracts that the paths name; ends the program when a folder has none."""
    try:
        return contracts_below(list(paths))
    except Rejected as rejected:
        stop(rejected.findings, fmt)


@main.command()
@_PATHS
@_FORMAT
@click.option("--strict", is_flag=True, help="Een ontbrekende definitie is een fout.")
def check(paths: tuple[Path, ...], fmt: str, strict: bool) -> None:
    """Controleer overeenkomsten: bestanden of mappen."""
    from .driver import check_source

    found: list[Finding] = []
    files = _contracts(paths, fmt)
    for path in Progress(quiet=fmt in ("json", "sarif")).files(files, "Controleren"):
        try:
            found += check_source(read_source(path), strict, load=loader())
        except Rejected as rejected:
            found += rejected.findings
    status = show(found, fmt)
    if fmt == "full" and not found:
        number = "1 overeenkomst" if len(files) == 1 else f"{len(files)} overeenkomsten"
        click.echo(f"{number} gecontroleerd, geen bevindingen.")
    raise SystemExit(status)


@main.command()
@_PATHS
@_FORMAT
def test(paths: tuple[Path, ...], fmt: str) -> None:
    """Reken de voorbeelden in overeenkomsten na."""
    from .driver import compile_tree, read
    from .examples import failing
    from .findings import Findings

    findings = Findings()
    lines: list[str] = []
    good = total = 0
    for path in Progress(quiet=fmt in ("json", "sarif")).files(_contracts(paths, fmt), "Narekenen"):
        try:
            tree = read(read_source(path), loader())
            if tree.is_library and path not in paths:
                continue
            compiled = compile_tree(tree)
        except Rejected as rejected:
            findings.items += rejected.findings
            continue
        lines.append(path.as_posix())
        for example, wrong in failing(compiled):
            total += 1
            good += not wrong
            findings.items += wrong
            lines.append(f"  {'fout' if wrong else 'goed'}  {example.title}")
    if fmt == "full":
        if total:
            lines.append(f"{good} van {total} voorbeelden {'komt' if total == 1 else 'komen'} uit.")
        elif not findings.items:
            lines.append("Er zijn geen voorbeelden om na te rekenen.")
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
    raise SystemExit(show(findings, fmt))


@main.command()
@_CONTRACT
@click.argument("results", nargs=-1, type=Name(), required=True, metavar="METINGEN...")
@click.option("--at", "at", type=Day(), metavar="DATUM", help="Alleen tranches die op of vóór deze datum vervallen.")
@click.option(
    "--paid",
    "paid",
    multiple=True,
    type=Name(),
    metavar="BESTAND",
    help="Eerdere afrekening (JSON) van betaalde tranches.",
)
@click.option("--format", "fmt", type=Choice(["text", "json"]), help="Vorm; json is standaard als -o op .json eindigt.")
@click.option("--steps", is_flag=True, help="Toon ook de berekening, stap voor stap.")
@_output("de afrekening in dit bestand (.txt of .json)", ".txt", ".json")
def pay(
    contract: Path,
    results: tuple[Path, ...],
    at: date | None,
    paid: tuple[Path, ...],
    fmt: str | None,
    steps: bool,
    output: Path | None,
) -> None:
    """Bereken uit de metingen wie wat aan wie betaalt.

    METINGEN zijn één of meer bestanden (.csv, .xlsx of .json) volgens het invulblad van de overeenkomst.
    """
    from .outputs.outcome import pay as work_out
    from .outputs.paid import paid_before
    from .outputs.statement import Receipt, contract_hash, statement_json, statement_text
    from .record import changed
    from .results.read import read_results, results_hash

    compiled = _compiled(contract)
    as_json = fmt == "json" or (fmt is None and output is not None and output.suffix.lower() == ".json")
    progress = Progress(quiet=as_json)
    size = sum(map(size_of, results))
    try:
        read = read_results(
            results, compiled, at, rows=lambda table: progress.rows(table.rows, "Lezen", size, table.size)
        )
        before, findings = paid_before(compiled, contract_hash(compiled), [_earlier(path) for path in paid])
        findings.stop_on_errors()
        receipt = Receipt(contract_hash(compiled), results_hash(results), tuple(results_hash([path]) for path in paid))
    except Rejected as rejected:
        stop(rejected.findings)
    show(findings, error=True)
    with progress.busy("Rekenen", size):
        outcome = work_out(compiled.plan, changed(read, paid=before), at)
        if as_json:
            statement = statement_json(compiled, read, outcome, receipt)
        else:
            statement = statement_text(compiled, read, outcome, receipt, steps)
    deliver(statement, output, [contract, *results, *paid])


def _earlier(path: Path) -> Earlier:
    """An earlier statement as parsed JSON, numbers as text."""
    from .checks import rc904_statement
    from .outputs.paid import Earlier

    source = read_source(path)
    try:
        return Earlier(source.name, json.loads(source.text, parse_float=str))
    except (ValueError, RecursionError):
        raise Rejected([rc904_statement.unreadable(Cell(source.name))]) from None


@main.command()
@_CONTRACT
@click.option("--format", "fmt", type=Choice(["md", "html"]), help="Vorm; html is standaard als -o op .html eindigt.")
@_output("de bijlage in dit bestand (.html of .md)", ".html", ".htm", ".md")
def annex(contract: Path, fmt: str | None, output: Path | None) -> None:
    """Schrijf de bijlage bij de overeenkomst."""
    from .annex.render import render_annex

    compiled = _compiled(contract)
    chosen = fmt or ("html" if output is not None and output.suffix.lower() in (".html", ".htm") else "md")
    try:
        shown = render_annex(compiled, "html" if chosen == "html" else "md")
    except Rejected as rejected:  # an example doesn't come out
        stop(rejected.findings)
    deliver(shown, output, [contract])


@main.command()
@_CONTRACT
@click.option("--format", "fmt", type=Choice(["table", "json"]), default="table", help="Vorm: tabel of json.")
def prove(contract: Path, fmt: str) -> None:
    """Bewijs het laagste en hoogste bedrag."""
    from .prove.bounds import bounds_of
    from .prove.report import prove_json, prove_table

    compiled = _compiled(contract)
    found = bounds_of(compiled)
    click.echo(prove_json(compiled, found) if fmt == "json" else prove_table(compiled, found), nl=False)


@main.command()
@_CONTRACT
@_output("de functie in dit bestand, bijvoorbeeld betaalfunctie.py", ".py")
def build(contract: Path, output: Path | None) -> None:
    """Schrijf de betaalfunctie als zelfstandig Python-bestand."""
    from .outputs.python_file import build_python

    deliver(build_python(_compiled(contract)), output, [contract])


@main.command()
@_CONTRACT
@_output("het invulblad, bijvoorbeeld metingen.xlsx", ".xlsx", required=True)
def sheet(contract: Path, output: Path) -> None:
    """Schrijf het lege invulblad voor de metingen."""
    from .results.sheet import write_sheet

    deliver(write_sheet(_compiled(contract)), output, [contract])


@main.command()
@_PATHS
@click.option("--check", "only_check", is_flag=True, help="Wijzig niets; meld wat niet in de standaardvorm staat.")
def fmt(paths: tuple[Path, ...], only_check: bool) -> None:
    """Zet overeenkomsten in de standaardvorm."""
    from .syntax.printer import format_source

    found: list[Finding] = []
    changed: list[Path] = []
    for path in Progress().files(_contracts(paths), "Opmaken"):
        try:
            source = read_source(path)
            text = format_source(source)
            if text != source.text:
                if not only_check:
                    write_whole(path, text.encode())
                changed.append(path)
        except Rejected as rejected:
            found += rejected.findings
    for path in changed:
        click.echo(f"{'Niet in de standaardvorm' if only_check else 'Opgemaakt'}: {path.as_posix()}")
    status = show(found, "full")
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
        stop([rc903_unknown_code.finding(code, near[0] if near else None)])
    click.echo(page(rules[wanted]).rstrip("\n"))


@main.command()
@click.argument("path", type=Name(), metavar="PAD")
def new(path: Path) -> None:
    """Begin een overeenkomst: een volledig voorbeeld om aan te passen.

    PAD is een map, of een bestand dat op .rc eindigt. Wat al bestaat, blijft staan.
    """
    from shlex import quote

    from .checks import rc901_unreadable
    from .data import data_folder

    if path.suffix.lower() == ".rc":
        target = path
    else:  # `.` and `..` are called after the folder that they are
        name = path.name if path.name not in ("", "..") else path.resolve().name
        target = path / f"{name}.rc"
        if not name:
            stop([rc901_unreadable.no_name(Cell(path.as_posix()))])
    if os.path.lexists(target):
        stop([rc901_unreadable.exists(Cell(target.as_posix()))])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        stop([rc901_unreadable.cannot_write(Cell(target.as_posix()), reason_of(problem))])
    text = (data_folder("templates") / "nieuw.rc").read_text(encoding="utf-8")
    deliver(text, target)
    click.echo(f"Volgende stap: rc check {quote(target.as_posix())}")
