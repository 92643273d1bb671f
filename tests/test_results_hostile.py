"""Results files that are broken, enormous or made to do harm: always findings, never a traceback, a hang or a guess."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resultaatcontract.findings import Cell, Finding, Rejected
from resultaatcontract.results import read_results, write_sheet
from resultaatcontract.results.cells import is_bsn
from resultaatcontract.results.limits import LIMITS, Limits

from .results_files import PROEF

HEADER = "traject;wijk;datum T0;datum T1;werk T0;werk T1;uren T1;cijfer T1;deel T1;loon T1;behoud later"
ROW = "P-01;noord;2027-01-10;2027-06-30;nee;ja;32;7,5;80%;€ 2.100,50;ja"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

Refused = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    """The findings about one file, without those about values of the contract that it doesn't give."""

    def reader(name: str, content: str | bytes, limits: Limits = LIMITS) -> tuple[Finding, ...]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        with pytest.raises(Rejected) as rejected:
            read_results([path], PROEF, limits=limits)
        return tuple(finding for finding in rejected.value.findings if "Voor de overeenkomst" not in finding.message)

    return reader


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def workbook(fill: Callable[[Any], object]) -> bytes:
    """A workbook with one right row, changed by `fill`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(";"))
    sheet.append(["P-01", "noord", date(2027, 1, 10), date(2027, 6, 30), False, True, 32, 7.5, "80%", 2100.5, True])
    fill(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """A workbook with another part in the place of one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in source.namelist():
            archive.writestr(one, part if one == name else source.read(one))
    return target.getvalue()


# ------------------------------------------------------------------ cells of a workbook


def test_a_right_row_of_a_workbook_is_not_refused(refused: Refused) -> None:
    assert codes(refused("r.xlsx", workbook(lambda sheet: None))) == []


@pytest.mark.parametrize(
    ("cell", "value", "number_format", "code", "said"),
    [
        ("H2", "=1+6", None, "RC715", "“=1+6”"),
        ("A2", "=B2", None, "RC715", "formule"),
        ("B2", "=B1", None, "RC715", "formule"),
        ("H2", "#N/A", None, "RC704", "foutwaarde #N/A"),
        ("H2", 7.5, "0.00%", "RC704", "750%"),
        ("I2", 0.8, None, "RC704", "0,8"),
        ("I2", 80, None, "RC704", "80"),
        ("I2", 0.8, "0%", "", ""),
        ("I2", 0.29, '0.0\\%"%"', "RC704", "0,29"),
        ("J2", 2100.5, "[$£-809]#,##0.00", "RC704", "£"),
        ("J2", 2100.5, "[$€-413] #,##0.00", "", ""),
        ("J2", 2100.505, None, "RC705", "2.100,505"),
        ("J2", 1 / 3, None, "RC705", "0,3333333333333333"),
        ("J2", True, None, "RC704", "WAAR"),
        ("E2", 1, None, "RC704", "Hier staat 1;"),
        ("E2", "ja", None, "", ""),
        ("C2", 46397, "General", "RC704", "46.397"),
        ("C2", datetime(2027, 1, 10, 9, 30), None, "RC704", "10-01-2027 09:30"),
        ("C2", clock(9, 30), None, "RC704", "een tijd"),
        ("C2", "2027-01-10", None, "", ""),
        ("H2", date(2027, 5, 7), None, "RC704", "7 mei 2027"),
        ("A2", date(2027, 5, 1), None, "RC710", "1 mei 2027"),
        ("A2", 1001, None, "", ""),
        ("A2", 1001.5, None, "RC710", "1.001,5"),
        ("A2", 111222333, None, "RC709", "elfproef"),
        ("A2", 11122233, None, "", ""),
        ("N2", "opmerking", None, "RC701", "“opmerking”"),
        ("H2", 1e300, None, "RC705", "1.000.000"),
    ],
)
def test_a_cell_of_a_workbook_is_taken_for_what_it_is(
    refused: Refused, cell: str, value: object, number_format: str | None, code: str, said: str
) -> None:
    def fill(sheet: Any) -> None:
        sheet[cell] = value
        if number_format is not None:
            sheet[cell].number_format = number_format

    found = refused("r.xlsx", workbook(fill))
    assert codes(found) == ([code] if code else [])
    assert all(said in finding.message for finding in found)
    assert all(isinstance(one.where, Cell) and one.where.sheet == "Sheet" and one.where.row == 2 for one in found)


def test_a_text_that_starts_like_a_formula_is_no_formula(refused: Refused) -> None:
    def fill(sheet: Any) -> None:
        sheet["H2"] = "=1+6"
        sheet["H2"].data_type = "s"

    assert codes(refused("r.xlsx", workbook(fill))) == ["RC704"]


def test_a_sheet_of_notes_is_passed_over_but_the_only_sheet_is_not(refused: Refused) -> None:
    def fill(sheet: Any) -> None:
        sheet.parent.create_sheet("Notities").append(["zomaar"])

    assert codes(refused("r.xlsx", workbook(fill))) == []
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["zomaar", "iets"])
    target = io.BytesIO()
    book.save(target)
    assert set(codes(refused("r.xlsx", target.getvalue()))) == {"RC701", "RC702"}


# ------------------------------------------------------------------ files made to do harm


def sheet_xml(rows: str) -> str:
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("<worksheet", "RC711"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_xml(""), "RC711"),
        (sheet_xml('<row r="2"/><row r="1"/>'), "RC711"),
        (sheet_xml('<row r="99999999999"/>'), "RC711"),
        (sheet_xml('<row r="x"/>'), "RC711"),
        (sheet_xml("<row>" + "<c/>" * 2_001 + "</row>"), "RC714"),
        (sheet_xml("<x/>" * 100_001), "RC714"),
        (sheet_xml("<a>" * 200 + "</a>" * 200), "RC711"),
        (sheet_xml('<row><c t="s"><v>99</v></c></row>'), "RC711"),
        (sheet_xml(f"<row><c><v>{'9' * 5000}</v></c></row>"), "RC711"),
        (sheet_xml(""), "RC711"),
        (b"\x00\xff", "RC711"),
    ],
    ids=range(12),
)
def test_a_damaged_or_hostile_sheet_is_one_finding(refused: Refused, part: str | bytes, code: str) -> None:
    assert codes(refused("r.xlsx", with_part(workbook(lambda sheet: None), SHEET, part))) == [code]


@pytest.mark.parametrize("header", ["", '<row r="1"><c t="inlineStr"><is><t>traject</t></is></c></row>'])
def test_a_far_row_costs_little(refused: Refused, header: str) -> None:
    far = f'{header}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = with_part(workbook(lambda sheet: None), SHEET, sheet_xml(far))
    start = time.process_time()
    found = refused("r.xlsx", content)
    assert time.process_time() - start < 10
    assert set(codes(found)) == ({"RC702"} if header else {"RC711"})


def test_a_bomb_is_refused_before_it_is_unpacked(refused: Refused) -> None:
    zeros = b" " * (LIMITS.unpacked + 1)
    bomb = with_part(workbook(lambda sheet: None), "docProps/app.xml", zeros)
    assert len(bomb) < 1_000_000
    assert codes(refused("r.xlsx", bomb)) == ["RC714"]


def test_entities_that_grow_are_refused(refused: Refused) -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE w [<!ENTITY l0 "ha">{lines}]><worksheet {NAMESPACE}>&l11;</worksheet>'
    assert codes(refused("r.xlsx", with_part(workbook(lambda sheet: None), SHEET, laughs))) == ["RC711"]


def test_a_zip_that_is_no_workbook_is_refused(refused: Refused) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    assert codes(refused("r.xlsx", target.getvalue())) == ["RC711"]


def test_json_that_is_too_deep_is_refused(refused: Refused) -> None:
    assert codes(refused("r.json", "[" * 100_000)) == ["RC711"]
    assert codes(refused("r.json", '{"deelnemers":' * 50_000)) == ["RC711"]


def test_a_field_that_stands_twice_in_json_is_refused(refused: Refused) -> None:
    found = refused("r.json", '{"deelnemers": [{"traject": "a", "wijk": "noord", "wijk": "zuid"}]}')
    assert [one.where.row for one in found if one.code == "RC703" and isinstance(one.where, Cell)] == [1]


SMALL = Limits(bytes=3_000, rows=3, columns=12, cell=50, unpacked=200_000, findings=2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 3_001, "RC714"),
        (f"{HEADER}\n" + "".join(f"P{n}{ROW[4:]}\n" for n in range(4)), "RC714"),
        (";".join(f"k{n}" for n in range(13)), "RC714"),
        (f"{HEADER}\n" + ROW.replace("P-01", "x" * 51), "RC714"),
    ],
)
def test_a_text_file_over_a_limit_is_refused(refused: Refused, text: str, code: str) -> None:
    assert code in codes(refused("r.csv", text, SMALL))


@pytest.mark.parametrize("text", ['{"deelnemers": [{},{},{},{}]}', '{"deelnemers": [{%s}]}'])
def test_json_over_a_limit_is_refused(refused: Refused, text: str) -> None:
    keys = ", ".join(f'"k{n}": 1' for n in range(13))
    assert codes(refused("r.json", text.replace("%s", keys), SMALL)) == ["RC714"]


def test_a_workbook_over_a_limit_is_refused(refused: Refused) -> None:
    small = replace(SMALL, bytes=LIMITS.bytes)
    assert codes(refused("r.xlsx", workbook(lambda s: s.cell(1, 13, "x")), small)) == ["RC714"]
    many = workbook(lambda s: [s.cell(row, 1, f"P{row}") for row in range(2, 7)])
    assert "RC714" in codes(refused("r.xlsx", many, replace(small, findings=99)))
    assert codes(refused("r.xlsx", workbook(lambda s: s.cell(2, 2, "x" * 51)), replace(small, findings=9))) == ["RC714"]


def test_of_very_many_findings_the_first_are_told_and_the_others_counted(refused: Refused) -> None:
    found = refused("r.csv", f"{HEADER}\n" + ROW.replace(";nee;ja;32;", ";a;b;c;"), SMALL)
    assert codes(found) == ["RC720", "RC704", "RC704"]
    assert "de eerste 2 bevindingen" in found[0].message


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "weg.csv", Path("nul\0.csv")):
        with pytest.raises(Rejected) as rejected:
            read_results([path], PROEF)
        assert codes(rejected.value.findings) == ["RC711"]


def test_no_files_are_no_results() -> None:
    with pytest.raises(Rejected) as rejected:
        read_results([], PROEF)
    assert codes(rejected.value.findings) == ["RC702", "RC706", "RC706"]


# ------------------------------------------------------------------ anything at all


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.csv", "a.json", "a.xlsx", "a.tsv"]), st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory: Any, name: str, content: bytes) -> None:
    read_or_refused(tmp_path_factory.getbasetemp() / name, content)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="a1-,.;€%\"'/=+ é\u202e\0eE", max_size=8), max_size=12), max_size=4))
def test_whatever_the_cells_hold_they_are_read_or_refused(tmp_path_factory: Any, rows: list[list[str]]) -> None:
    text = "\n".join([HEADER, *(";".join(row) for row in rows)])
    read_or_refused(tmp_path_factory.getbasetemp() / "cellen.csv", text.encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=40))
def test_a_workbook_with_a_damaged_part_is_read_or_refused(tmp_path_factory: Any, at: int, damage: bytes) -> None:
    content = bytearray(EMPTY)
    at %= len(content)
    content[at : at + len(damage)] = damage
    read_or_refused(tmp_path_factory.getbasetemp() / "stuk.xlsx", bytes(content))


EMPTY = write_sheet(PROEF)


def read_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    refused: Rejected | None = None
    try:
        read_results([path], PROEF)
    except Rejected as problem:
        refused = problem
    assert refused is None or refused.findings


# ------------------------------------------------------------------ citizen service numbers


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.csv", "111222333;noord\n123456782;zuid\n"),
        ("r.csv", "meting;moment;waarde\n111222333;;123456782\nnorm;;123456782\n"),
        ("r.json", '{"111222333": 1, "deelnemers": [{"111222333": 1, "wijk": "123456782", "uren T1": 123456782}]}'),
        ("r.json", '{"overeenkomst": {"111222333": 1, "norm": "123456782", "norm": 1}}'),
        ("r.csv", f"{HEADER}\n123456782;111222333;111222333;;111222333;;111222333;;;111222333;\n"),
    ],
)
def test_no_message_about_a_file_repeats_a_number(refused: Refused, name: str, text: str) -> None:
    found = refused(name, text)
    assert found
    told = " ".join(f"{finding.message} {finding.remedy} {finding.where}" for finding in found)
    assert "111222333" not in told.replace(".", "")
    assert "123456782" not in told.replace(".", "")


@pytest.mark.parametrize("number", ["111222333", "123456782", "11122233".rjust(9, "0"), "111.222.333", "100000009"])
def test_a_number_that_passes_the_eleven_test_is_one(number: str) -> None:
    assert is_bsn(number) == (number != "011122233")


@pytest.mark.parametrize("number", ["000000000", "111222334", "1112223330", "P11122233", "", "1234567", "१११२२२३३३"])
def test_a_number_that_fails_the_eleven_test_is_none(number: str) -> None:
    assert not is_bsn(number)


@given(st.integers(1, 99_999_999))
def test_exactly_one_last_digit_at_most_makes_a_number_pass(start: int) -> None:
    text = str(start).rjust(8, "0")
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), text, strict=True))
    passing = [last for last in range(10) if is_bsn(f"{text}{last}")]
    assert passing == ([total % 11] if total % 11 < 10 else [])


def test_numbers_of_eight_digits_are_tested_with_a_zero_in_front() -> None:
    assert is_bsn("10000008") == is_bsn("010000008")
    assert is_bsn("10000008")
