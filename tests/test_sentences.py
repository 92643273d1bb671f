"""What the annex says of every construct, by itself and with others: tests/sentences, read in `sentence_cases`."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from pathlib import Path

import pytest
from resultaatcontract.syntax import parse, tree
from resultaatcontract.syntax.tree import agreement, examples, expressions, fund, indicators, payment, words
from resultaatcontract.syntax.tree import whole as whole_text
from resultaatcontract.text.source import Source

from .sentence_cases import FILES, FOLDER, Case, Subject, read, sentences, whole
from .test_docs import KEYWORDS, node_classes

EACH_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@EACH_FILE
def test_the_annex_says_what_stands_beside_the_construct(path: Path) -> None:
    subject = read(path)
    found = [(case, sentences(subject, case)) for case in subject.cases]
    if os.environ.get("RC_GOLDENS") == "write":
        parts = [subject.head, *([] if subject.base is None else [subject.base.written("")])]
        path.write_text(
            "\n\n".join([*parts, *(case.written(golden) for case, golden in found)]) + "\n", encoding="utf-8"
        )
        return
    for case, golden in found:
        message = f"{path.name}, «{case.title}» differs; run with RC_GOLDENS=write and read the difference"
        assert golden == case.golden, message


@EACH_FILE
def test_a_case_without_a_sentence_of_its_own_says_why(path: Path) -> None:
    subject = read(path)
    assert [case.title for case in subject.cases if not case.golden and not case.remark] == []


# ------------------------------------------------------------------ nothing is left out


def _cases() -> Iterator[tuple[Subject, Case]]:
    for path in FILES:
        subject = read(path)
        yield from ((subject, case) for case in subject.cases)


@cache
def shown() -> frozenset[object]:
    """Classes, words, and (class, field, what stands there) in the lines that the cases say themselves."""
    found: set[object] = set()
    for subject, case in _cases():
        made = whole(subject, case)
        said = _Said(made.own, (0, *(match.end() for match in re.finditer("\n", made.text))))
        for one, is_own in said.below(parse(Source("proef.rc", made.text)), False):
            if is_own:
                found.add(type(one))
            for name, part, part_own in said.parts(one, is_own):
                if is_own or part_own:
                    found.add((type(one).__name__, name, None if part is None else type(part).__name__))
                    if isinstance(part, Enum):
                        found.add(part)
    return frozenset(found)


@dataclass(frozen=True)
class _Said:
    """Which nodes of a tree the case itself says: by the lines that it says, and where each line starts."""

    own: frozenset[int]
    starts: tuple[int, ...]

    def below(self, one: tree.Node, above: bool) -> Iterator[tuple[tree.Node, bool]]:
        """Every node from this one down; one that has no words of its own goes with what it stands in."""
        is_own = self._is_own(one, above)
        yield one, is_own
        for _, part, _ in self.parts(one, is_own):
            if isinstance(part, tree.Node):
                yield from self.below(part, is_own)

    def parts(self, one: tree.Node, above: bool) -> Iterator[tuple[str, object, bool]]:
        """What stands in each field of a node, one by one where there are several."""
        for field in fields(one):
            value = getattr(one, field.name)
            several = isinstance(value, tuple) and field.name != "span"
            for part in value if several else (value,):
                yield field.name, part, self._is_own(part, above) if isinstance(part, tree.Node) else above

    def _is_own(self, one: tree.Node, above: bool) -> bool:
        return bisect_right(self.starts, one.span.start) in self.own if one.span.start or one.span.end else above


# The names in an annotation that stand for several classes. Of an expression, one of any kind will do.
_ALIASES = {
    name: value
    for module in (words, expressions, agreement, indicators, payment, fund, examples, whole_text)
    for name, value in vars(module).items()
    if isinstance(value, str) and name not in ("Expr", "Literal")
}


def _alternatives(annotation: str) -> Iterator[str | None]:
    for name in re.findall(r"\w+", annotation):
        if name == "None":
            yield None
        elif name in _ALIASES:
            yield from _alternatives(_ALIASES[name])
        elif name != "tuple":
            yield name


def _expected() -> Iterator[tuple[str, str, str | None]]:
    for cls in node_classes():
        for field in fields(cls):
            if field.name not in ("span", "value"):
                yield from ((cls.__name__, field.name, one) for one in _alternatives(str(field.type)))


def _exceptions() -> dict[str, str]:
    """What no case can show, with the reason, from a file of its own."""
    text = (FOLDER / "uitzonderingen.txt").read_text(encoding="utf-8")
    rows = [row.partition(": ") for row in text.splitlines() if row and not row.startswith("#")]
    assert all(reason for _, _, reason in rows)
    return {what: reason for what, _, reason in rows}


@pytest.mark.parametrize("cls", node_classes(), ids=lambda cls: cls.__name__)
def test_every_construct_has_a_case(cls: type) -> None:
    assert (cls in shown()) != (cls.__name__ in _exceptions())


@pytest.mark.parametrize("word", [*tree.Marker, *tree.Change], ids=lambda word: word.name)
def test_every_word_with_a_meaning_of_its_own_has_a_case(word: Enum) -> None:
    assert (word in shown()) != (word.name in _exceptions())


def test_every_construct_has_a_case_for_each_thing_that_can_stand_in_it_or_be_left_out() -> None:
    seen = shown()
    missing = []
    for name, field, part in sorted(set(_expected()), key=str):
        found = (name, field, part) in seen
        if part in ("Expr", "Literal"):
            found = any(one[:2] == (name, field) and one[2] is not None for one in seen if isinstance(one, tuple))
        what = f"{name}.{field} {part}"
        if f"{name}.{field}" not in _exceptions() and found == (what in _exceptions()):
            missing.append(what)
    assert missing == []


def test_every_keyword_stands_in_a_case() -> None:
    text = "\n".join(re.sub(r'"[^"]*"', "", case.text) for _, case in _cases())
    assert [one for one in KEYWORDS if not re.search(rf"(?<![\w/]){re.escape(one)}(?![\w/])", text)] == []


def test_no_exception_is_left_for_what_has_gone() -> None:
    known = {cls.__name__ for cls in node_classes()} | {word.name for word in (*tree.Marker, *tree.Change)}
    for name, field, part in _expected():
        known |= {f"{name}.{field}", f"{name}.{field} {part}"}
    assert set(_exceptions()) <= known
