"""The command line: thin. Every command reads, calls the core, renders, and decides the exit status.

0: fine. 1: findings. 2: the command itself was used wrongly (usage.py).
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time_ns
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .beginning import list_contracts, new
from .data import cache_folder
from .files import Used, contracts_below, loader, read_source, size_of, write_whole
from .findings import Cell, Finding, Rejected, Severity
from .kept import Kept
from .terminal import Progress, deliver, show, stop
from .usage import Choice, Day, Group, Misuse, Name

if TYPE_CHECKING:
    from .annexes import Make
    from .driver import Compiled, CompiledFund
    from .outputs.paid import Earlier
    from .reuse import Loader
    from .statement.formats import Form
    from .text.source import Source
    from .verdict import Verdict

_PATHS = click.argument("paths", nargs=-1, type=Name(), required=True, metavar="PAD...")
_CONTRACT = click.argument("contract", type=Name(), metavar="OVEREENKOMST")
_MEMBER = click.option(
    "--overeenkomst", "member", metavar="NAAM", help="Van een fonds: deze overeenkomst, met haar naam in het fonds."
)
_FORMATS = Choice(["full", "concise", "json", "github", "sarif"])
_FORMAT = click.option("--format", "fmt", type=_FORMATS, default="full", help="Vorm van de bevindingen.")
_ANEW = click.option("--geen-cache", "anew", is_flag=True, help="Bewaar niets en gebruik niets van een vorige keer.")


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


def _compiled(path: Path) -> Compiled | CompiledFund:
    """The compiled contract or fund; ends the program with its errors when it has any. Warnings are for `rc check`."""
    from .driver import compile_any

    try:
        return compile_any(read_source(path), load=loader())
    except Rejected as rejected:
        stop(one for one in rejected.findings if one.severity is Severity.ERROR)


def _one(path: Path, member: str | None, what: str) -> Compiled:
    """One contract: that of the file, or of the fund in it the one called `member`. `what` is made of it."""
    from .fund.select import contract_of

    try:
        return contract_of(_compiled(path), member, what)
    except Rejected as rejected:
        stop(rejected.findings)


def _contracts(paths: Iterable[Path], fmt: str = "full") -> list[Path]:
    """The contracts that the paths name; ends the program when a folder has none."""
    try:
        return contracts_below(list(paths))
    except Rejected as rejected:
        stop(rejected.findings, fmt)


def _kept(anew: bool) -> Kept:
    return Kept(None if anew else cache_folder())


@main.command()
@_PATHS
@_FORMAT
@click.option("--strict", is_flag=True, help="Een ontbrekende definitie is een fout.")
@_ANEW
def check(paths: tuple[Path, ...], fmt: str, strict: bool, anew: bool) -> None:
    """Controleer overeenkomsten: bestanden of mappen."""
    from .verdict import Verdict

    kept, used = _kept(anew), Used()

    def work(source: Source, load: Loader) -> Verdict:
        from .driver import check_source

        return Verdict(check_source(source, strict, load, used.parse))

    found: list[Finding] = []
    files = _contracts(paths, fmt)
    for path in Progress(quiet=fmt in ("json", "sarif")).files(files, "Controleren"):
        try:
            source = read_source(path)
            asked = "check --strict" if strict else "check"
            found += kept.verdict(asked, source, used.loader(), partial(work, source)).findings
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
@_ANEW
def test(paths: tuple[Path, ...], fmt: str, anew: bool) -> None:
    """Reken de voorbeelden in overeenkomsten na."""
    kept, used = _kept(anew), Used()

    def work(source: Source, load: Loader) -> Verdict:
        from .examples import try_examples

        return try_examples(source, load, used.parse)

    findings: list[Finding] = []
    lines: list[str] = []
    good = total = 0
    for path in Progress(quiet=fmt in ("json", "sarif")).files(_contracts(paths, fmt), "Narekenen"):
        try:
            source = read_source(path)
        except Rejected as rejected:
            findings += rejected.findings
            continue
        verdict = kept.verdict("test", source, used.loader(), partial(work, source))
        if verdict.is_library and path not in paths:
            continue
        findings += verdict.findings
        if verdict.findings:
            continue
        lines.append(path.as_posix())
        for title, wrong in verdict.examples:
            total += 1
            good += not wrong
            findings += wrong
            lines.append(f"  {'fout' if wrong else 'goed'}  {title}")
    if fmt == "full":
        if total:
            lines.append(f"{good} van {total} voorbeelden {'komt' if total == 1 else 'komen'} uit.")
        elif not findings:
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
@click.option(
    "--verify",
    "check_on",
    type=Name(),
    metavar="AFREKENING",
    help="Reken deze afrekening (JSON) na in plaats van er een te maken.",
)
@click.option(
    "--format",
    "fmt",
    type=Choice(["text", "json", "md", "html", "pdf", "xlsx"]),
    help="Vorm; standaard die van het bestand achter -o.",
)
@click.option("--steps", is_flag=True, help="Toon in de tekst ook de berekening, stap voor stap.")
@_MEMBER
@_output(
    "de afrekening in dit bestand (.pdf, .xlsx, .html, .md, .txt of .json)",
    ".txt",
    ".json",
    ".md",
    ".html",
    ".htm",
    ".pdf",
    ".xlsx",
)
def pay(
    contract: Path,
    results: tuple[Path, ...],
    at: date | None,
    paid: tuple[Path, ...],
    check_on: Path | None,
    fmt: Form | None,
    steps: bool,
    member: str | None,
    output: Path | None,
) -> None:
    """Bereken uit de metingen wie wat aan wie betaalt.

    METINGEN zijn één of meer bestanden (.csv, .xlsx of .json) volgens het invulblad van de overeenkomst. Bij een fonds
    heten zij naar de overeenkomsten (oost.csv), of is het de map waarin zij staan.
    """
    from .driver import CompiledFund
    from .outputs.outcome import pay as work_out
    from .outputs.paid import paid_before
    from .outputs.statement import Receipt, contract_hash
    from .record import changed
    from .results.read import read_results, results_hash
    from .statement.document import Settled
    from .statement.formats import OF_ENDING, statement_as

    form = fmt or ("text" if output is None else OF_ENDING[output.suffix.lower()])
    progress = Progress(quiet=form == "json")
    whole = _compiled(contract)
    if isinstance(whole, CompiledFund) and member is None:
        from .fund.files import pay_files

        try:
            asked = None if check_on is None else _earlier(check_on)
            if asked is not None:
                at, form = _until(asked, whole), "json"
            before = [(path, _earlier(path)) for path in paid]
            statement, warnings = pay_files(whole, results, before, at, form, steps)
        except Rejected as rejected:
            stop(rejected.findings)
        show(warnings, error=True)
        if asked is not None:
            _verified(asked, statement)
        else:
            deliver(statement, output, [contract, *results, *paid])
        return
    compiled = _one(contract, member, "de afrekening")
    size = sum(map(size_of, results))
    try:
        asked = None if check_on is None else _earlier(check_on)
        if asked is not None:
            at = _until(asked, compiled)
        read = read_results(
            results, compiled, at, rows=lambda table: progress.rows(table.rows, "Lezen", size, table.size)
        )
        settled_before, findings = paid_before(compiled, contract_hash(compiled), [_earlier(path) for path in paid])
        findings.stop_on_errors()
        receipt = Receipt(contract_hash(compiled), results_hash(results), tuple(results_hash([path]) for path in paid))
    except Rejected as rejected:
        stop(rejected.findings)
    show(findings, error=True)
    with progress.busy("Rekenen", size):
        settled = Settled(compiled, read, work_out(compiled.plan, changed(read, paid=settled_before), at), receipt)
        if asked is not None:
            _verified(asked, statement_as("json", settled, steps))
            return
        try:
            made = statement_as(form, settled, steps)
        except Rejected as rejected:
            stop(rejected.findings)
    deliver(made, output, [contract, *results, *paid])


def _until(asked: Earlier, compiled: Compiled | CompiledFund) -> date:
    """Up to when a statement goes. Raises `Rejected` when it isn't one of this contract or fund."""
    from .checks import rc912_statement
    from .driver import Compiled
    from .statement.recomputed import fund_until, worked_out_until

    try:
        if isinstance(compiled, Compiled):
            return worked_out_until(asked.document, compiled.plan)
        return fund_until(asked.document, compiled.fund)
    except ValueError:
        raise Rejected([rc912_statement.unreadable(Cell(asked.file))]) from None


def _verified(asked: Earlier, made: str | bytes) -> None:
    """Say that a statement comes out, or end the program with what it says differently."""
    from .statement.recomputed import differences

    found = differences(asked.document, json.loads(made), Cell(asked.file))
    if found:
        stop(found)
    click.echo("De afrekening komt uit: dezelfde contracttekst en dezelfde metingen geven precies deze afrekening.")


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
@click.argument("contracts", nargs=-1, type=Name(), required=True, metavar="OVEREENKOMST...")
@click.option(
    "--format", "fmt", type=Choice(["md", "html", "pdf", "docx"]), help="Vorm; standaard die van het bestand achter -o."
)
@click.option(
    "--sjablonen",
    "own",
    type=Name(),
    metavar="MAP",
    help="Gebruik de eigen sjablonen in deze map (Word, HTML, Markdown).",
)
@click.option(
    "--wijzigt",
    "changed",
    type=Name(),
    metavar="OUD",
    help="Schrijf de wijzigingsovereenkomst die de tekst in OUD vervangt door die in OVEREENKOMST.",
)
@_MEMBER
@click.option(
    "--naar",
    "folder",
    type=Name(),
    metavar="MAP",
    help="Schrijf in deze map de bijlage bij elke genoemde overeenkomst, en bij elke overeenkomst in een genoemde map of fonds.",
)
@_output("de bijlage in dit bestand (.pdf, .docx, .html of .md)", ".pdf", ".docx", ".html", ".htm", ".md")
def annex(
    contracts: tuple[Path, ...],
    fmt: str | None,
    own: Path | None,
    changed: Path | None,
    member: str | None,
    folder: Path | None,
    output: Path | None,
) -> None:
    """Schrijf de bijlage bij de overeenkomst."""
    from .annex.make import annex_maker
    from .checks import rc913_template
    from .document.own import own_templates

    ending = "" if output is None else output.suffix.lower()
    chosen = fmt or {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html"}.get(ending, "md")
    if folder is not None and (output or changed or member):
        raise Misuse("Bij --naar passen geen -o, --wijzigt en --overeenkomst.", click.get_current_context())
    if folder is None and len(contracts) > 1:
        raise Misuse("Noem bij meer overeenkomsten achter --naar de map voor de bijlagen.", click.get_current_context())
    try:
        templates = None if own is None else own_templates(own)
        if templates is not None and chosen == "pdf":
            raise Rejected([rc913_template.no_pdf(Cell(templates.as_posix()))])
        make = annex_maker(chosen, templates)
        if folder is not None:
            _annexes(contracts, folder, f".{chosen}", make)
            return
        contract = contracts[0]
        if changed is not None:
            deliver(_amendment(changed, contract, member, chosen, templates), output, [contract, changed])
            return
        shown = make(_compiled(contract) if member is None else _one(contract, member, "de bijlage"))
    except Rejected as rejected:  # an example doesn't come out, a template can't be used
        stop(rejected.findings)
    deliver(shown, output, [contract])


def _annexes(contracts: Sequence[Path], folder: Path, ending: str, make: Make) -> None:
    """Many annexes, with how far it is; what is wrong comes after the rest has been written. Raises `Rejected`."""
    from .annexes import places, write_annexes

    where = places(contracts)
    shown = Progress().files(list(where), "Bijlagen schrijven")
    written, found = write_annexes(shown, where, contracts, folder, ending, make)
    what = "1 bijlage" if written == 1 else f"{written} bijlagen"
    click.echo(f"Geschreven: {what} in {folder.as_posix()}", err=True)
    raise SystemExit(show(found))


def _amendment(old: Path, new: Path, member: str | None, fmt: str, folder: Path | None) -> str | bytes:
    """The amendment agreement in a form of the annex. Raises `Rejected`."""
    from .amendment.compare import compare
    from .amendment.document import amendment_document
    from .annex.make import render_document, stop_on_failing_examples

    before, after = (_one(path, member, "de wijziging") for path in (old, new))
    stop_on_failing_examples(after)
    description = f"Wijziging van de contracttekst met SHA-256-kenmerk {before.digest} in die met {after.digest}"
    return render_document(amendment_document(compare(before, after)), after, fmt, description, folder)


@main.command()
@click.argument("old", type=Name(), metavar="OUD")
@click.argument("new", type=Name(), metavar="NIEUW")
@click.option("--format", "fmt", type=Choice(["text", "json"]), default="text", help="Vorm: tekst of json.")
@_MEMBER
@_output("de uitleg in dit bestand (.txt of .json)", ".txt", ".json")
def diff(old: Path, new: Path, fmt: str, member: str | None, output: Path | None) -> None:
    """Leg uit wat er verandert tussen twee versies."""
    from .amendment.compare import compare
    from .amendment.explain import diff_json, diff_text

    before, after = (_one(path, member, "de vergelijking") for path in (old, new))
    found = compare(before, after)
    as_json = fmt == "json" or (output is not None and output.suffix.lower() == ".json")
    deliver(diff_json(found) if as_json else diff_text(found), output, [old, new])


@main.command()
@_CONTRACT
@click.option("--format", "fmt", type=Choice(["table", "json"]), default="table", help="Vorm: tabel of json.")
@_MEMBER
@click.option("--tijd", "timed", is_flag=True, help="Noem in de tabel ook hoe lang het rekenen duurde.")
def prove(contract: Path, fmt: str, member: str | None, timed: bool) -> None:
    """Bewijs grenzen en eigenschappen voor alle mogelijke metingen."""
    from .driver import CompiledFund
    from .prove.report import proof_of, prove_json, prove_table

    whole = _compiled(contract)
    if isinstance(whole, CompiledFund) and member is None:
        from .fund.proof import fund_proof_json, fund_proof_table

        if timed:
            raise Misuse(
                "Noem bij --tijd met --overeenkomst één overeenkomst van het fonds.", click.get_current_context()
            )
        click.echo(fund_proof_json(whole) if fmt == "json" else fund_proof_table(whole), nl=False)
        return
    proof = proof_of(_one(contract, member, "het bewijs"), process_time_ns if timed else None)
    click.echo(prove_json(proof) if fmt == "json" else prove_table(proof), nl=False)


@main.command()
@click.argument("document", type=Name(".pdf"), metavar="BIJLAGE")
def verify(document: Path) -> None:
    """Controleer of een PDF-bijlage bij haar contracttekst hoort.

    De tekst wordt uit de PDF gehaald, opnieuw gecontroleerd en nagerekend; de bijlage die daaruit volgt, wordt met
    BIJLAGE vergeleken.
    """
    from .annex.verify import verify_pdf
    from .files import read_bytes

    try:
        digest, same = verify_pdf(document.as_posix(), read_bytes(document))
    except Rejected as rejected:
        stop(one for one in rejected.findings if one.severity is Severity.ERROR)
    click.echo(f"De bijlage hoort bij de contracttekst met kenmerk {digest}.")
    if not same:
        click.echo(
            "De leesbare tekst van alle bladzijden is gelijk; het bestand zelf is na het maken gewijzigd, bijvoorbeeld door een "
            "handtekening."
        )


@main.command()
@_CONTRACT
@_MEMBER
@_output("de functie in dit bestand, bijvoorbeeld betaalfunctie.py", ".py")
def build(contract: Path, member: str | None, output: Path | None) -> None:
    """Schrijf de betaalfunctie als zelfstandig Python-bestand."""
    from .outputs.python_file import build_python

    deliver(build_python(_one(contract, member, "de betaalfunctie")), output, [contract])


@main.command()
@_CONTRACT
@_MEMBER
@_output("het invulblad, bijvoorbeeld metingen.xlsx", ".xlsx", required=True)
def sheet(contract: Path, member: str | None, output: Path) -> None:
    """Schrijf het lege invulblad voor de metingen."""
    from .results.sheet import write_sheet

    deliver(write_sheet(_one(contract, member, "het invulblad")), output, [contract])


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


main.add_command(new)
main.add_command(list_contracts)
