"""The widths of columns: a heading or amount is never squeezed as long as there is room, and nothing upsets them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from resultaatcontract.document.widths import column_shares

LONG = "Het resultaat is behaald als aan alle voorwaarden van dit artikel is voldaan, en anders niet"


def letters(columns: list[str], rows: list[list[str]], room: int) -> list[int]:
    return [share * room // 1000 for share in column_shares(columns, rows, room)]


def test_an_amount_stays_on_its_line_beside_long_texts() -> None:
    amount = "€\N{NO-BREAK SPACE}1.650.000,00"
    found = letters(["Stap", "Berekening", "Uitkomst"], [[LONG, LONG, amount]], 90)
    assert found[2] > len(amount)
    assert abs(found[0] - found[1]) <= 2


def test_a_short_column_takes_no_more_than_it_needs_beside_a_long_one() -> None:
    found = letters(["Aanname", "Reden"], [["1", LONG], ["2 tot en met 4", LONG]], 100)
    assert 14 <= found[0] <= 20


def test_headings_keep_their_longest_word_when_there_are_many_columns() -> None:
    headings = [
        "Meting",
        "Woonplaats",
        "Verzekeraar",
        "Datum van “Start van de cursus”",
        *["Vallen, op “Jaar na start”"] * 4,
    ]
    rows = [["Peel en maas vgz (80 Deelnemers)", "Peel en Maas", "VGZ", "1 september 2023", "0", "0", "0", "0"]]
    found = letters(headings, rows, 112)
    longest = [max(map(len, heading.split())) for heading in headings]
    assert all(width >= word for width, word in zip(found, longest, strict=True))


def test_a_word_of_ten_thousand_letters_leaves_the_others_their_width() -> None:
    found = letters(["a", "Bedrag"], [["x" * 10_000, "€ 100.000,00"]], 90)
    assert found[1] >= 12


@given(
    st.integers(1, 12).flatmap(lambda n: st.lists(st.lists(st.text(), min_size=n, max_size=n), min_size=1, max_size=5))
)
def test_the_shares_are_of_one_width_and_none_is_nothing(table: list[list[str]]) -> None:
    heading, *rows = table
    found = column_shares(heading, rows, 80)
    assert len(found) == len(heading)
    assert min(found) >= 1
    assert sum(found) <= 1000
