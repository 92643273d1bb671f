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
from .explain import describe_character, describe_token, keyword_meant
from .habits import habit

MAX_FINDINGS = 50
_CLOSING = '”“"'
_QUOTES = "“”„‘’'\""


def syntax_findings(parser: Lark, source: Source) -> list[Finding]:
    """Every mistake of form in a text that doesn't parse."""
    tokens, findings = _tokens(parser, source)
    lines = {source.position(finding.where.start)[0] for finding in findings if isinstance(finding.where, Span)}
    for finding in _Walk(parser, source, tokens).findings:
        # On a line with a wrong character nothing else is certain.
        if isinstance(finding.where, Span) and source.position(finding.where.start)[0] not in lines:
            findings.append(finding)
    return findings[:MAX_FINDINGS]


def _tokens(parser: Lark, source: Source) -> tuple[list[Token], list[Finding]]:
    """The tokens of a text, with characters that belong to no token mended or taken out, and reported."""
    text = source.text + "\n"
    findings: list[Finding] = []
    while True:
        try:
            return list(parser.lex(text)), findings
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
            elif text[start] in "“„":
                close = next((i for i in range(start + 1, end_of_line) if text[i] in _CLOSING), -1)
                if close > 0:
                    text = text[:start] + '"' + text[start + 1 : close] + '"' + text[close + 1 :]
                    findings.append(checks.rc101_syntax.finding(Span(source, start, close + 1), message, remedy))
                    continue
            findings.append(
                checks.rc101_syntax.finding(Span(source, start, min(end, len(source.text))), message, remedy)
            )
            if len(findings) >= MAX_FINDINGS:
                return [], findings
            text = text[:start] + " " * (end - start) + text[end:]


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
            index += 1
        if len(self.findings) < MAX_FINDINGS:
            self._finish()

    def _starts_line(self, index: int) -> bool:
        return index == 0 or self.tokens[index - 1].type in ("_NL", "_INDENT", "_DEDENT")

    def _mend(self, index: int) -> int:
        """Report the token at `index` and say where to go on."""
        token = self.tokens[index]
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
        token, text = self.tokens[index], self.source.text
        start = min(token.start_pos or 0, len(text))
        end = start if token.type.startswith("_") else min(token.end_pos or start, len(text))
        accepted = self.state.accepts()
        first = text.rfind("\n", 0, start) + 1
        line = _line(text, first)
        if (earlier := self._earlier_word(index)) is not None:
            wrong, message, remedy = earlier
            start, end = wrong.start_pos or 0, wrong.end_pos or 0
        elif (
            not token.type.startswith("_")
            and (meant := habit(line, start - first, accepted, self._above(first))) is not None
        ):
            start, end, message, remedy = first + meant.start, first + meant.end, meant.message, meant.remedy
        elif token.type == "_INDENT":
            # The mark belongs on the line that stands too far to the right.
            start = end = min(token.end_pos or start, len(text))
            words = [one for one in self.tokens[index + 1 :][:1] if not one.type.startswith("_")]
            if words:
                start = words[0].start_pos or 0
                end = start + len(_line(text, start).partition("#")[0].rstrip())
            step = start - text.rfind("\n", 0, start) - 1 - _indentation(line)
            message, remedy = describe_token(self.parser, token, accepted, line, step)
        else:
            message, remedy = describe_token(self.parser, token, accepted, line)
        self.findings.append(checks.rc101_syntax.finding(Span(self.source, start, end), message, remedy))

    def _above(self, first: int) -> str:
        """The line that opens the block of the line that starts at `first`."""
        text = self.source.text
        depth = _indentation(_line(text, first))
        while first > 0 and depth > 0:
            before = text.rfind("\n", 0, first - 1) + 1
            line, first = text[before : first - 1], before
            if line.strip() and _indentation(line) < depth:
                return line
        return ""

    def _earlier_word(self, index: int) -> tuple[Token, str, str] | None:
        """A name shortly before the wrong token that is nearly a word with which that token does fit."""
        first = self.line[1]
        for place in range(index - 1, max(first, index - 3) - 1, -1):
            token = self.tokens[place]
            if token.type != "NAME":
                continue
            state = self.line[0].copy(deepcopy_values=False)
            try:
                for before in self.tokens[first:place]:
                    state.feed_token(before)
                for word in keyword_meant(self.parser, token, state.accepts()):
                    trial = state.copy(deepcopy_values=False)
                    for after in (Token(word, str(token)), *self.tokens[place + 1 : index + 1]):
                        trial.feed_token(after)
                    return token, *describe_token(self.parser, token, {word})
            except UnexpectedToken:
                continue
        return None

    def _report_missing_block(self, first: int, index: int) -> None:
        self._mark_blocks()
        words = [token for token in self.tokens[first:index] if not token.type.startswith("_")]
        span = Span(self.source, words[0].start_pos or 0, words[-1].end_pos or 0)
        self.findings.append(
            checks.rc101_syntax.finding(
                span,
                "Onder deze regel ontbreekt wat erbij hoort.",
                "Zet eronder, met twee spaties ingesprongen, de regels die erbij horen.",
            )
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


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _line(text: str, start: int) -> str:
    """The text from `start` to the end of its line."""
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]
