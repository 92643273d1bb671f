"""What may happen with any text whatever: findings, in time, at places that are in the text. Nothing else."""

from __future__ import annotations

from resultaatcontract.annex.make import render_annex
from resultaatcontract.driver import Compiled, check_source, compile_any
from resultaatcontract.files import decode
from resultaatcontract.findings import Finding, Rejected
from resultaatcontract.findings.render import render
from resultaatcontract.outputs.python_file import build_python
from resultaatcontract.syntax.printer import format_source
from resultaatcontract.text.source import Source, Span

from .limits import at_most

# For one text, and for every character of it; most contracts take a few hundredths of a second in all.
SECONDS, SECONDS_PER_CHARACTER = 15.0, 1 / 20_000
FORMATS = ("full", "concise", "json", "github", "sarif")


def survives(text: str) -> bool:
    """Checks a text and uses what compiles; gives back whether it does."""
    source = Source("overeenkomst.rc", text)
    with at_most(SECONDS + len(text) * SECONDS_PER_CHARACTER):
        found = check_source(source)
        findings_are_well_placed(found, source)
        for fmt in FORMATS:
            render(found, fmt)  # type: ignore[arg-type]
        try:
            formatted = format_source(source)
        except Rejected as rejected:
            findings_are_well_placed(rejected.findings, source)
        else:
            assert format_source(Source("overeenkomst.rc", formatted)) == formatted
        try:
            compiled = compile_any(source)
        except Rejected as rejected:
            # A file with definitions only is checked as such; only what needs an agreement refuses it.
            library = [one.code for one in rejected.findings] == ["RC906"]
            assert library or rejected.findings == found
            return False
        if isinstance(compiled, Compiled):
            compile(build_python(compiled), "betaalfunctie.py", "exec")
        try:
            render_annex(compiled, "md")
        except Rejected as rejected:  # an example that doesn't come out has no place in an annex
            assert set(rejected.findings) <= set(found)
    return True


def bytes_survive(data: bytes) -> None:
    """The same for the bytes of a file."""
    try:
        source = decode("overeenkomst.rc", data)
    except Rejected as rejected:
        assert rejected.findings
        return
    survives(source.text)


def findings_are_well_placed(found: tuple[Finding, ...], source: Source) -> None:
    for finding in found:
        assert finding.message
        for where in (finding.where, *(note.span for note in finding.notes)):
            if isinstance(where, Span):
                assert where.source == source
                assert 0 <= where.start <= where.end <= len(source.text)
