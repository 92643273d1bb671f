"""Text → syntax tree. The quick way first; when that fails, line by line, to report every mistake at once."""

from __future__ import annotations

from functools import cache
from threading import Lock

from lark import Lark, Token, UnexpectedInput

from .. import checks
from ..data import cache_folder, data_folder
from ..findings import Findings, Rejected
from ..text.source import Source, Span
from . import tree
from .build import TreeBuilder
from .layout import MAX_NESTING, Layout
from .nesting import too_deep
from .recover import syntax_findings

# Larger texts are refused: ten times the largest contract that the speed promises speak of.
MAX_CHARACTERS = 50_000_000

_one_at_a_time = Lock()


def parse(source: Source) -> tree.Contract:
    """The syntax tree of a contract.

    Raises `Rejected` with all findings of form: syntax, indentation, notation.
    """
    if len(source.text) > MAX_CHARACTERS:
        end = Span(source, 0, 0)
        raise Rejected(
            [checks.rc101_syntax.finding(end, "Het bestand is te groot.", "Splits de overeenkomst in delen.")]
        )
    parser, builder, layout = _machinery()
    findings = Findings()
    with _one_at_a_time:
        builder.begin(source, findings)
        try:
            contract = parser.parse(source.text + "\n")
        except UnexpectedInput:
            findings = Findings()
            builder.begin(source, findings)
            found = syntax_findings(parser, source)
            contract = None
        else:
            found = [
                checks.rc104_nesting.expression(span)
                for span in too_deep(contract, layout.long_lines, MAX_NESTING)  # type: ignore[arg-type]
            ]
        misplaced = []
        tabs = [_indentation(source, token) for kind, token in layout.problems if kind == "tab"]
        if tabs:
            misplaced.append(checks.rc103_indentation.tabs(tabs[0], len(tabs) - 1))
        told = {_line(source, finding) for finding in found}  # a line that begins with a wrong character
        for kind, token in layout.problems:
            problem = checks.rc103_indentation.finding(_indentation(source, token), kind) if kind != "tab" else None
            if problem is not None and _line(source, problem) not in told:
                misplaced.append(problem)
        if misplaced:
            # What stands below a line whose place is unknown can't be judged.
            earliest = min(map(_place, misplaced))
            found = [finding for finding in found if _place(finding) < earliest] + misplaced
    findings.items.extend(found)
    if contract is None or findings.has_errors:
        raise Rejected(sorted(findings.items, key=_place))
    assert isinstance(contract, tree.Contract)
    return contract


def without_tabs(source: Source) -> Source:
    """The same text with two spaces for every tab that indents a line; texts between quotes stay as they are."""
    parser, _, layout = _machinery()
    with _one_at_a_time:
        try:
            list(parser.lex(source.text + "\n"))
        except UnexpectedInput:
            return source  # says so when it is parsed
        places = [_indentation(source, token) for kind, token in layout.problems if kind == "tab"]
    if not places:
        return source
    text = source.text
    for span in reversed(places):
        text = text[: span.start] + span.text.replace("\t", "  ") + text[span.end :]
    return Source(source.name, text)


def _indentation(source: Source, token: Token) -> Span:
    """Where the layout saw a problem: the indentation of a line, or the word itself."""
    start = min(token.start_pos or 0, len(source.text))
    if token.type == "_NL":
        start += token.rindex("\n") + 1
    stop = min(max(start, token.end_pos or 0), len(source.text))
    return Span(source, min(start, stop), stop)


def tokens(source: Source) -> list[Token]:
    """The tokens of a source that parses, for what the tree doesn't hold: where comments and blank lines stand."""
    parser, _, _ = _machinery()
    with _one_at_a_time:
        return list(parser.lex(source.text + "\n"))


def _line(source: Source, finding: object) -> int:
    return source.position(_place(finding))[0]


def _place(finding: object) -> int:
    where = getattr(finding, "where", None)
    return where.start if isinstance(where, Span) else 0


@cache
def _machinery() -> tuple[Lark, TreeBuilder, Layout]:
    grammar = (data_folder("grammar") / "resultaatcontract.lark").read_text(encoding="utf-8")
    builder, layout = TreeBuilder(), Layout()
    options = {
        "start": "start",
        "parser": "lalr",
        "lexer": "basic",
        "maybe_placeholders": True,
        "transformer": builder,
        "postlex": layout,
    }
    stored = _cache_file()
    if stored is not None:
        try:
            return Lark(grammar, cache=stored, **options), builder, layout
        except OSError:  # a folder that can't be written to: do without
            pass
    return Lark(grammar, **options), builder, layout


def _cache_file() -> str | None:
    """Where lark keeps the tables of the grammar between runs; they cost a third of a second to make.

    The file is in the user's own cache folder, never in a shared one (it is read back as a pickle). Safe to delete.
    """
    folder = cache_folder()
    return None if folder is None else str(folder / "grammatica.cache")
