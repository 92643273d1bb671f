"""All mistakes of form in one go.

The parser is fed token by token. It is copied at the start of every line; when a token doesn't fit, the mistake is
noted and the copy goes on with the next line at the same depth, as if the wrong line (and what stands below it)
weren't there. So each mistake is reported once, and none because of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken

from .. import checks
from ..findings import Finding
from ..text.source import Source, Span
from .explain import describe_character
from .habits import habit
from .mistake import mistake
from .place import Mistake, Place, indentation, line_at

MAX_FINDINGS = 50
# Each wrong character means reading the text again; a text with more of them than this is not read any further.
_MAX_MENDED = 4 * MAX_FINDINGS
_CLOSING = {"“": '”“"', "„": '”“"', "'": "'’", "‘": "’'", "’": "’'"}
_QUOTES = "“”„‘’'\""


class _LooseComma(Exception):
    """A comma at the end of a line that doesn't go on: what stands below it was taken for a part of that line."""

    def __init__(self, comma: Token) -> None:
        self.comma = comma


def syntax_findings(parser: Lark, source: Source) -> list[Finding]:
    """Every mistake of form in a text that doesn't parse."""
    tokens, text, findings = _tokens(parser, source)
    while True:
        try:
            walk = _Walk(parser, source, tokens)
            break
        except _LooseComma as problem:
            start = problem.comma.start_pos or 0
            message, remedy = "Deze komma staat aan het einde van een regel die niet doorloopt.", "Haal de komma weg."
            findings.append(checks.rc101_syntax.finding(Span(source, start, start + 1), message, remedy))
            text = f"{text[:start]} {text[start + 1 :]}"
            tokens = list(parser.lex(text)) if len(findings) < MAX_FINDINGS else []
    lines = {source.position(finding.where.start)[0] for finding in findings if isinstance(finding.where, Span)}
    for finding in walk.findings:
        # On a line with a wrong character nothing else is certain.
        if isinstance(finding.where, Span) and source.position(finding.where.start)[0] not in lines:
            findings.append(finding)
    return findings[:MAX_FINDINGS]


def _tokens(parser: Lark, source: Source) -> tuple[list[Token], str, list[Finding]]:
    """The tokens of a text and that text, with characters that belong to no token mended or taken out, and reported."""
    text = source.text + "\n"
    findings: list[Finding] = []
    for _ in range(_MAX_MENDED):
        try:
            return list(parser.lex(text)), text, findings
        except UnexpectedCharacters as problem:
            start = problem.pos_in_stream or 0
            end_of_line = text.find("\n", start)
            end = start + 1
            message, remedy = describe_character(text[start])
            first = text.rfind("\n", 0, start) + 1
            meant = None if text[start] in _QUOTES else habit(text[first:end_of_line], start - first, set())
            if meant is not None and meant.start <= start - first < meant.end:
                start, end, message, remedy = first + meant.start, first + meant.end, meant.message, meant.remedy
            elif text[start] == '"':
                end = end_of_line
            elif text[start] in _CLOSING:
                close = next((i for i in range(start + 1, end_of_line) if text[i] in _CLOSING[text[start]]), -1)
                if close > 0:
                    text = text[:start] + '"' + text[start + 1 : close] + '"' + text[close + 1 :]
                    findings.append(checks.rc101_syntax.finding(Span(source, start, close + 1), message, remedy))
                    continue
            found = checks.rc101_syntax.finding(Span(source, start, min(end, len(source.text))), message, remedy)
            if not _is_repeated(found, findings, source):
                findings.append(found)
            if len(findings) >= MAX_FINDINGS:
                break
            text = text[:start] + " " * (end - start) + text[end:]
    return [], text, findings


def _is_repeated(found: Finding, findings: list[Finding], source: Source) -> bool:
    """Whether the finding before says the same of the same line: three semicolons are one mistake."""
    last = findings[-1] if findings else None
    if last is None or last.message != found.message:
        return False
    places = [one.where.start for one in (last, found) if isinstance(one.where, Span)]
    return source.position(places[0])[0] == source.position(places[-1])[0]


@dataclass(slots=True)
class _Open:
    """An open block: the parser before its header line, after that line, and whether anything in it was wrong."""

    before_header: Any
    before_block: Any
    has_findings: bool = False


class _Walk:
    """Feeds the tokens and collects the findings."""

    def __init__(self, parser: Lark, source: Source, tokens: list[Token]) -> None:
        self.parser = parser
        self.source = source
        self.tokens = tokens
        self.findings: list[Finding] = []
        self.state: Any = parser.parse_interactive("")
        self.line: tuple[Any, int] = (
            parser.parse_interactive(""),
            0,
        )  # the parser before this line, and its first token
        self.line_before = self.line
        self.blocks: list[_Open] = []
        # The headings under which the last line belonged that stood in the wrong place; what follows moves with it.
        self.moved: frozenset[str] = frozenset()
        self._walk()

    def _walk(self) -> None:
        index = 0
        while index < len(self.tokens) and len(self.findings) < MAX_FINDINGS:
            token = self.tokens[index]
            if token.type == "_INDENT":
                self.blocks.append(_Open(self.line[0], self.state.copy(deepcopy_values=False)))
            elif token.type not in ("_DEDENT", "_NL") and self._starts_line(index):
                self.line_before, self.line = self.line, (self.state.copy(deepcopy_values=False), index)
            try:
                self.state.feed_token(token)
            except UnexpectedToken:
                index = self._mend(index)
                continue
            if token.type == "_DEDENT" and self.blocks:
                self.blocks.pop()
            if token.type in ("_DEDENT", "_INDENT") or self._starts_line(index):
                self.moved = frozenset()
            index += 1
        if len(self.findings) < MAX_FINDINGS:
            self._finish()

    def _starts_line(self, index: int) -> bool:
        return index == 0 or self.tokens[index - 1].type in ("_NL", "_INDENT", "_DEDENT")

    def _mend(self, index: int) -> int:
        """Report the token at `index` and say where to go on."""
        token = self.tokens[index]
        self._check_comma(index)
        accepted = self.state.accepts()
        if accepted == {"_INDENT"}:
            # The line above needs a block and has none: go on as if that line weren't there.
            before, first = self.line_before if self._starts_line(index) and token.type != "_DEDENT" else self.line
            self._report_missing_block(first, index)
            self.state = before.copy(deepcopy_values=False)
            self.line = self.line_before = (before, first)
            return index
        if token.type == "_DEDENT":
            return self._end_block(index)
        self._report(index)
        if token.type == "_INDENT":
            self.blocks.pop()
            return self._after_block(index)
        self.state = self.line[0].copy(deepcopy_values=False)
        while index < len(self.tokens) and self.tokens[index].type != "_NL":
            index += 1
        index += 1
        if index < len(self.tokens) and self.tokens[index].type == "_INDENT":
            return self._after_block(index)
        return index

    def _check_comma(self, index: int) -> None:
        """Raises `_LooseComma` when the comma at `index`, or before it, ends a line that isn't followed by its rest."""
        for place in (index, index - 1):
            comma = self.tokens[place]
            if place < 0 or comma.type != "COMMA" or place + 1 >= len(self.tokens):
                continue
            text, end = self.source.text, comma.end_pos or 0
            following = self.tokens[place + 1]
            start = following.start_pos or 0
            if "\n" not in text[end:start]:
                continue
            # The rest of a line stands further to the right than its beginning.
            first = self.tokens[self.line[1]].start_pos or 0
            here, there = (indentation(line_at(text, text.rfind("\n", 0, one) + 1)) for one in (first, start))
            if there <= here:
                raise _LooseComma(comma)

    def _end_block(self, index: int) -> int:
        """A block of which no line was left: go on after its header, or, when that needs a block, before it."""
        block = self.blocks.pop() if self.blocks else None
        if block is None:
            return index + 1
        self.state = block.before_block.copy(deepcopy_values=False)
        if self.state.accepts() == {"_INDENT"}:
            self.state = block.before_header.copy(deepcopy_values=False)
        if not block.has_findings:
            self._report(index)
        self.moved = frozenset()
        return index + 1

    def _after_block(self, index: int) -> int:
        depth = 0
        while index < len(self.tokens):
            kind = self.tokens[index].type
            depth += (kind == "_INDENT") - (kind == "_DEDENT")
            index += 1
            if depth == 0:
                return index
        return index

    def _report(self, index: int) -> None:
        self._mark_blocks()
        place = Place(
            self.parser,
            self.source,
            self.tokens,
            index,
            self.state,
            self.line,
            len(self.blocks),
            self._starts_line(index),
        )
        found = mistake(place)
        moved, self.moved = self.moved, found.headings
        if not moved & found.headings:
            self._add(found)

    def _add(self, found: Mistake) -> None:
        span = Span(self.source, found.start, found.end)
        self.findings.append(checks.rc101_syntax.finding(span, found.message, found.remedy))

    def _report_missing_block(self, first: int, index: int) -> None:
        self._mark_blocks()
        words = [token for token in self.tokens[first:index] if not token.type.startswith("_")]
        start, end = words[0].start_pos or 0, words[-1].end_pos or 0
        message = "Onder deze regel ontbreekt wat erbij hoort."
        self._add(
            Mistake(start, end, message, "Zet eronder, met twee spaties ingesprongen, de regels die erbij horen.")
        )

    def _mark_blocks(self) -> None:
        for block in self.blocks:
            block.has_findings = True

    def _finish(self) -> None:
        try:
            self.state.feed_eof()
        except UnexpectedToken:
            if not self.findings and self.tokens:
                self._report_missing_block(self.line[1], len(self.tokens))
