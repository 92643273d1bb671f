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
from trees import OF, contracts, contracts_with, types_in

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


def test_every_word_is_generated() -> None:
    """What the tests of every class say, they say about every word of the enums as well."""
    seen: set[object] = set()
    for cls, strategy in OF.items():
        held = [kind for annotation in cls.__annotations__.values() for kind in types_in(annotation)]
        if not {tree.Marker, tree.Change} & set(held):
            continue

        @settings(max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
        @given(strategy)
        def look(node: tree.Node) -> None:
            seen.update(part for part in parts_of(node) if isinstance(part, Enum))

        look()
    assert seen == {*tree.Marker, *tree.Change}


@pytest.mark.parametrize("cls", NODE_CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_reads_back_as_it_was_printed(cls: type[tree.Node]) -> None:
    @settings(max_examples=10, deadline=None)
    @given(contracts_with(cls))
    def read_back(contract: tree.Contract) -> None:
        assert any(type(part) is cls for part in parts_of(contract))
        assert read(print_contract(contract)) == contract

    read_back()


@settings(max_examples=100, deadline=None)
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


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(untidy_texts())
def test_formatting_keeps_the_tree_and_every_comment_in_its_place(untidy: Untidy) -> None:
    text = formatted(untidy.text)
    assert read(text) == read(untidy.text)
    assert [piece for piece in outline(text) if piece.startswith("#")] == [one.strip() for one in untidy.comments]
    assert outline(text) == outline(untidy.text)
    assert formatted(text) == text


# ------------------------------------------------------------------ the forms themselves


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("5000", "5.000"),
        ("1,50", "1,5"),
        ("1.234.567,089", "1.234.567,089"),
        ("12,50 %", "12,5%"),
        ("0 2/6%", "0 1/3%"),
        ("23 1/4%", "23,25%"),
        (f"0 1/{2**30}%", f"0 1/{2**30}%"),
        ("€5000,00", "€ 5.000"),
        ("€ 500,-", "€ 500"),
        ("€ 1,5", "€ 1,50"),
        ("€ -5", "€ −5"),
        ("-€ 5", "−€ 5"),
        ("EUR 12", "€ 12"),
        ("KWD 0,25", "KWD 0,250"),
        ("JPY 7500000", "¥ 7.500.000"),
        (f"€ {'9' * 23},5", f"€ {'99' + '.999' * 7},5"),
        ("01 mei 2027", "1 mei 2027"),
        ("1 maand na 2  januari 2027", None),
        ("1 maanden na (31 januari 2027)", "1 maand na (31 januari 2027)"),
        ("a*b/c-1>=2", "a × b / c − 1 ≥ 2"),
        ("a<>b of a<=b en niet(a<b)", "a ≠ b of a ≤ b en niet (a < b)"),
        ("a - -b", "a − −b"),
        ("((a+b))", "((a + b))"),
        ("hoogste van (x,5,3)", "hoogste van (x, 5, 3)"),
        ("5 en 2000 > a", "5 en 2.000 > a"),
        ("KPI1 − 5", "KPI1 − 5"),
        ("aandeel deelnemers met(werk op T1)onder deelnemers met a", None),
    ],
)
def test_a_value_has_one_form(written: str, canonical: str | None) -> None:
    if canonical is None:
        canonical = " ".join(written.replace("(", " (").replace(")", ") ").split()).replace("met  (", "met (")
    assert formatted(f"gegeven x is {written}\n") == f"gegeven x is {canonical}\n"
