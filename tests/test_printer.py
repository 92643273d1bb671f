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

from .trees import FIELDS, OF, contracts, contracts_with, types_in

NODE_CLASSES = [
    cls for cls in vars(tree).values() if isinstance(cls, type) and issubclass(cls, tree.Node) and cls is not tree.Node
]


def read(text: str) -> tree.Contract:
    return parse(Source("<tekst>", text))


def formatted(text: str) -> str:
    return format_source(Source("<tekst>", text))


def check(written: str, canonical: str) -> None:
    assert formatted(written) == canonical
    assert formatted(canonical) == canonical


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
    for cls, strategies in FIELDS.items():
        for field, strategy in strategies.items():
            if not {tree.Marker, tree.Change} & set(types_in(cls.__annotations__[field])):
                continue

            @settings(max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
            @given(strategy)
            def look(value: object) -> None:
                seen.update(part for part in parts_of(value) if isinstance(part, Enum))

            look()
    assert seen == {*tree.Marker, *tree.Change}


@pytest.mark.parametrize("cls", NODE_CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_reads_back_as_it_was_printed(cls: type[tree.Node]) -> None:
    @settings(max_examples=8, deadline=None)
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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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
        ("1234567,089", "1.234.567,089"),
        ("12,50 %", "12,5%"),
        ("0 2/6%", "0 1/3%"),
        ("23 1/4%", "23,25%"),
        (f"0 1/{2**40}%", f"0 1/{2**40}%"),  # it has more decimals than can be read
        ("€5000,00", "€ 5.000"),
        ("€ 500,-", "€ 500"),
        ("€ 1,5", "€ 1,50"),
        ("€ -5", "€ −5"),
        ("-€ 5", "−€ 5"),
        ("EUR 12", "€ 12"),
        ("KWD 0,25", "KWD 0,250"),
        ("JPY 7500000", "¥ 7.500.000"),
        (f"€ {'9' * 23},5", f"€ 99{'.999' * 7},5"),  # with one decimal more it could not be read
        ("01 mei 2027", "1 mei 2027"),
        ("1 maanden na(31 januari 2027)", "1 maand na (31 januari 2027)"),
        ("a*b/c-1>=2", "a × b / c − 1 ≥ 2"),
        ("a<>b of a<=b en niet(a<b)", "a ≠ b of a ≤ b en niet (a < b)"),
        ("a - -b", "a − −b"),
        ("((a+b))", "((a + b))"),
        ("hoogste van (x,5, 3)", "hoogste van (x, 5, 3)"),
        ("5 en 2000 > a", "5 en 2.000 > a"),
        ("aandeel deelnemers met(a)onder deelnemers met b", "aandeel deelnemers met (a) onder deelnemers met b"),
    ],
)
def test_a_value_has_one_form(written: str, canonical: str) -> None:
    check(f"gegeven x is {written}\n", f"gegeven x is {canonical}\n")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("taal 1.000", "taal 1000"),
        ("indexering met cbs,basisjaar 2.027", "indexering met cbs, basisjaar 2027"),
        ("groep g,ten hoogste 1 tellen", "groep g, ten hoogste 1 telt"),
        ("groep g,ten hoogste 2 telt,gelijk verdeeld", "groep g, ten hoogste 2 tellen, gelijk verdeeld"),
        ("btw   vrijgesteld", "btw vrijgesteld"),
        ("btw 21%,ten laste van VNG", "btw 21%, ten laste van VNG"),
        ("meting m op T0,T1:aantal KPI1 0 t/m 5", "meting m op T0, T1: aantal KPI1 0 t/m 5"),
        ('toelichting """één regel"""', 'toelichting "één regel"'),
        ('toelichting """zei "ja", en ging"""', 'toelichting """zei "ja", en ging"""'),
    ],
)
def test_a_statement_has_one_form(written: str, canonical: str) -> None:
    check(written, f"{canonical}\n")


def test_a_party_paid_a_percentage_is_no_currency() -> None:
    check("betaling\n aan GGD 50%,UWV 49 1/2 %, deelnemer\n", "betaling\n  aan GGD 50%, UWV 49,5%, deelnemer\n")


def test_every_level_is_two_spaces() -> None:
    check(
        """\
groep g "Groep"
      indicator i
       vergoeding naar trede
            van 0 tot 1000: € 5
            vanaf 1000: € 6 aanname "nog niet vastgesteld"
      indicator j
        behaald als a
""",
        """\
groep g "Groep"
  indicator i
    vergoeding naar trede
      van 0 tot 1.000: € 5
      vanaf 1.000: € 6 aanname "nog niet vastgesteld"
  indicator j
    behaald als a
""",
    )


def test_a_blank_line_parts_statements_unless_they_are_short_and_alike() -> None:
    check(
        """\
taal 1
overeenkomst "A"
moment T0
moment T1
partij a "A" is betaler
partij b "B" is betaler
  kvk "1"
partij c "C" is betaler
""",
        """\
taal 1

overeenkomst "A"

moment T0
moment T1

partij a "A" is betaler

partij b "B" is betaler
  kvk "1"

partij c "C" is betaler
""",
    )


def test_an_author_can_part_statements_by_one_blank_line() -> None:
    check(
        """\


moment T0



moment T1
indicator i

  behaald als a


  ten hoogste € 5

indicator j


  behaald als b
""",
        """\
moment T0

moment T1

indicator i
  behaald als a

  ten hoogste € 5

indicator j
  behaald als b
""",
    )


def test_a_text_of_several_lines_moves_along_with_its_statement() -> None:
    check(
        '''\
indicator i
     definitie """
Eerst dit:

  - een "punt"
daarna dat."""
     behaald als a
toelichting """
 een
 twee
 """
toelichting "drie"
''',
        '''\
indicator i
  definitie """
    Eerst dit:

      - een "punt"
    daarna dat.
    """
  behaald als a

toelichting """
  een
  twee
  """

toelichting "drie"
''',
    )


def test_a_text_that_ends_in_a_quotation_mark_is_not_closed_by_it() -> None:
    check(
        'partij p """\nde "Partij"\n""", hierna "P", is betaler\n',
        'partij p """\n  de "Partij"\n  """, hierna "P", is betaler\n',
    )


def test_a_long_line_goes_on_after_a_comma() -> None:
    values = [f"tevredenheid_{number} op T1 = ja" for number in range(7)]
    check(
        f'voorbeeld "v"\n  deelnemer a: {",".join(values)}\n',
        f"""\
voorbeeld "v"
  deelnemer a: {", ".join(values[:3])},
      {", ".join(values[3:6])},
      {values[6]}
""",
    )


@pytest.mark.parametrize(("length", "rows"), [(WIDTH, 1), (WIDTH + 1, 2)])
def test_a_line_may_be_exactly_as_long_as_the_width(length: int, rows: int) -> None:
    line = f"betaling voor {'a' * 40}, {'b' * 40}, "
    text = formatted(f"{line}{'c' * (length - len(line))}\n  aan d\n")
    assert len(text.splitlines()) == rows + 1


def test_commas_in_a_text_are_no_place_to_break_a_line() -> None:
    choices = [f'keuze{number} "Eén, twee, drie, vier, vijf"' for number in range(4)]
    check(
        f'deelnemer d "D"\n  eigenschap e: keuze uit {", ".join(choices)}\n',
        f"""\
deelnemer d "D"
  eigenschap e: keuze uit {", ".join(choices[:2])},
      {", ".join(choices[2:])}
""",
    )


# ------------------------------------------------------------------ comments


def test_comments_stay_with_their_statement() -> None:
    check(
        """\
# bovenaan

# over de taal
taal 1 # achter de taal
   # over de groep
groep g # achter de groep
# over de indicator
    indicator i   # achter de indicator
                # over het resultaat
      behaald als a
# onderaan
""",
        """\
# bovenaan

# over de taal
taal 1  # achter de taal

# over de groep
groep g  # achter de groep
  # over de indicator
  indicator i  # achter de indicator
    # over het resultaat
    behaald als a
# onderaan
""",
    )


def test_a_comment_at_the_end_of_a_block_stays_in_the_block() -> None:
    check(
        """\
groep g
   indicator i
      behaald als a
      # bij i
   # bij g
   indicator j
      behaald als b
           # bij j
    # ook bij g
# over k
indicator k
    behaald als c
    # bij k
  # niet meer bij k
# aan het einde
""",
        """\
groep g
  indicator i
    behaald als a
    # bij i
  # bij g
  indicator j
    behaald als b
    # bij j
  # ook bij g

# over k
indicator k
  behaald als c
  # bij k
# niet meer bij k
# aan het einde
""",
    )


def test_a_comment_below_a_statement_without_a_block_opens_none() -> None:
    check(
        "totaal\n  ten hoogste € 5\nmoment T0\n  # na T0\nmoment T1\n",
        "totaal\n  ten hoogste € 5\n\nmoment T0\n# na T0\nmoment T1\n",
    )


def test_the_blank_line_between_statements_may_stand_below_a_comment() -> None:
    check("moment T0\n# na T0\n\n# voor g\ngroep g\n", "moment T0\n# na T0\n\n# voor g\ngroep g\n")
    check("moment T0\n# voor g\ngroep g\n", "moment T0\n\n# voor g\ngroep g\n")


def test_comments_within_a_statement_keep_their_place() -> None:
    check(
        """\
voorbeeld "v"
  deelnemer a: x = ja, # over x
  # over y

      y = nee,z = 1,
      u = 1,5
  verwacht totaal € 1,50 # klopt
""",
        """\
voorbeeld "v"
  deelnemer a: x = ja,  # over x
      # over y
      y = nee, z = 1, u = 1,5
  verwacht totaal € 1,50  # klopt
""",
    )


def test_a_hash_in_a_text_is_no_comment() -> None:
    check(
        'moment T0 "nummer # 1" # wel\nmoment T1 """\n # niet\n"""# wel\n',
        'moment T0 "nummer # 1"  # wel\nmoment T1 "# niet"  # wel\n',
    )


def test_the_line_endings_of_the_file_do_not_matter() -> None:
    text = '# een\nindicator i\n  # twee\n  definitie """\n    a\n\n    b\n    """\n'
    assert formatted(text.replace("\n", "\r\n")) == text


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("", ""),
        ("\n\n", ""),
        ("# een", "# een\n"),
        ("\n# een\n\n\n  # twee\n\n", "# een\n\n# twee\n"),
        ("moment T0", "moment T0\n"),
        ("moment T0\n\n\n# einde\n\n", "moment T0\n\n# einde\n"),
    ],
)
def test_the_edges_of_a_file(written: str, canonical: str) -> None:
    check(written, canonical)


# ------------------------------------------------------------------ what can't be printed


def test_a_source_with_mistakes_is_rejected() -> None:
    with pytest.raises(Rejected):
        formatted("moment\n")


@pytest.mark.parametrize("text", ['drie """ tekens', "einde\nmet spatie ", "\nbegin", "  samen\n  ingesprongen"])
def test_a_text_that_no_contract_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no contract can hold"):
        print_contract(tree.Contract(None, (tree.Note(tree.Text(text)),)))


def test_a_node_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="Number is no statement"):
        print_contract(tree.Contract(None, (tree.Number(Fraction(1)),)))  # type: ignore[arg-type]
