"""The canonical form: what is printed reads back as the same tree, and nothing an author wrote is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from resultaatcontract.findings import Rejected
from resultaatcontract.syntax import parse, tree
from resultaatcontract.syntax.printer import format_source, print_contract
from resultaatcontract.syntax.printer.layout import WIDTH
from resultaatcontract.text.reading import read_text
from resultaatcontract.text.source import Source
from trees import OF, contracts, contracts_with

NODE_CLASSES = [
    cls for cls in vars(tree).values() if isinstance(cls, type) and issubclass(cls, tree.Node) and cls is not tree.Node
]


def read(text: str) -> tree.Contract:
    return parse(Source("<tekst>", text))


def formatted(text: str) -> str:
    return format_source(Source("<tekst>", text))


# ------------------------------------------------------------------ every tree


def parts_of(value: object) -> Iterator[object]:
    """All nodes and words in a tree."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)
    elif isinstance(value, Enum):
        yield value
    elif isinstance(value, tree.Node):
        yield value
        for field in fields(value):
            if field.name != "span":
                yield from parts_of(getattr(value, field.name))


def test_every_class_of_the_tree_has_a_strategy() -> None:
    assert set(OF) == set(NODE_CLASSES)


def test_every_class_and_every_word_is_generated() -> None:
    seen: set[object] = set()

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(st.tuples(*OF.values()))
    def look(nodes: tuple[tree.Node, ...]) -> None:
        seen.update(part if isinstance(part, Enum) else type(part) for part in parts_of(nodes))

    look()
    assert seen == {*NODE_CLASSES, *tree.Marker, *tree.Change}


@pytest.mark.parametrize("cls", NODE_CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_reads_back_as_it_was_printed(cls: type[tree.Node]) -> None:
    @settings(max_examples=15, deadline=None)
    @given(contracts_with(cls))
    def read_back(contract: tree.Contract) -> None:
        assert any(type(part) is cls for part in parts_of(contract))
        assert read(print_contract(contract)) == contract

    read_back()


@settings(max_examples=150, deadline=None)
@given(contracts())
def test_a_printed_contract_is_its_own_canonical_form(contract: tree.Contract) -> None:
    text = print_contract(contract)
    assert read(text) == contract
    assert formatted(text) == text


# ------------------------------------------------------------------ every way of writing it down

_PIECES = re.compile(r'"""[\s\S]*?"""|"[^"\n]*"|#[^\n]*|, |\n *|\s+|[^\s",#]+|,')
_REMARKS = st.sampled_from(["", " gewoon", ' een "half citaat', ' """', ", komma", " # hekje", " € 5 ≥ é", "\ttab "])


@dataclass(frozen=True, slots=True)
class Untidy:
    text: str
    comments: list[str]


@st.composite
def untidy_texts(draw: st.DrawFn) -> Untidy:
    """A contract with comments, blank lines and continuations wherever they may stand, and its own indentation."""
    step, line_end = draw(st.integers(1, 4)), draw(st.sampled_from(["\n", "\r\n"]))
    comments: list[str] = []

    def comment() -> str:
        comments.append(f"#{len(comments)}{draw(_REMARKS)}")
        return comments[-1]

    def rest_of_line() -> str:
        """Perhaps a comment behind what stands there, and some whole lines of nothing or of a comment."""
        behind = f"  {comment()}" if draw(st.integers(0, 3)) == 0 else ""
        below = draw(st.lists(st.sampled_from([None, None, 0, 2, 3, 4, 9]), max_size=3))
        return "\n".join([behind, *("" if column is None else " " * column + comment() for column in below)])

    written = [rest_of_line().lstrip("\n ")] if draw(st.booleans()) else []
    if written and written[0] and not written[0].endswith("\n"):
        written.append("\n")
    for piece in _PIECES.findall(print_contract(draw(contracts()))):
        if piece.startswith("\n"):
            written.append(f"{rest_of_line()}\n{' ' * ((len(piece) - 1) // 2 * step)}")
        elif piece == ", " and draw(st.integers(0, 4)) == 0:
            written.append(f",{rest_of_line()}\n{' ' * draw(st.integers(0, 6))}")
        else:
            written.append(piece)
    if draw(st.booleans()):
        written.append(comment())
    return Untidy("".join(written).replace("\n", line_end), comments)


def outline(text: str) -> list[str]:
    """All words, signs, texts and comments in their order; only the layout is left out."""
    pieces = (piece.strip() for piece in _PIECES.findall(text))
    return [f'"{read_text(piece)}' if piece.startswith('"') else piece for piece in pieces if piece]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(untidy_texts())
def test_formatting_keeps_the_tree_and_every_comment_in_its_place(untidy: Untidy) -> None:
    text = formatted(untidy.text)
    assert read(text) == read(untidy.text)
    assert [piece for piece in outline(text) if piece.startswith("#")] == [one.strip() for one in untidy.comments]
    assert outline(text) == outline(untidy.text)
    assert formatted(text) == text
