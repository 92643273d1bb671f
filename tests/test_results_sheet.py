"""The empty workbook: the same bytes each time, a column for each value that counts, and never a formula."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from resultaatcontract.driver import Compiled
from resultaatcontract.findings import Rejected
from resultaatcontract.plan.inputs import Results
from resultaatcontract.results import read_results, write_sheet

from .repository import CONTRACTS
from .results_files import AWKWARD, PROEF, compiled_from, compiled_path, compiled_text

LEEUWARDEN = compiled_from("contracts/leeuwarden-oost/leeuwarden-oost.rc")
LASTIG = compiled_text(AWKWARD)
COLUMNS = ["traject", "wijk", "datum T0", "datum T1", "werk T0", "werk T1"]
COLUMNS += ["uren T1", "cijfer T1", "deel T1", "loon T1", "behoud later"]


def opened(compiled: Compiled) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_sheet(compiled)))


def values(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def rules(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """The validation of each column, by its heading."""
    return {
        str(sheet[f"{str(rule.sqref).split(':')[0].rstrip('0123456789')}1"].value): (
            rule.type,
            rule.formula1,
            rule.formula2,
            str(rule.sqref),
        )
        for rule in sheet.data_validations.dataValidation
    }


@pytest.mark.parametrize("compiled", [PROEF, LASTIG, LEEUWARDEN], ids=["proef", "lastig", "leeuwarden"])
def test_the_same_contract_gives_the_same_bytes(compiled: Compiled) -> None:
    first = write_sheet(compiled)
    time.sleep(1.1)
    assert write_sheet(compiled) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_process_gives_the_same_bytes() -> None:
    folder = Path(__file__).parent
    command = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; from tests.results_files import PROEF; "
        "from resultaatcontract.results import write_sheet; print(hashlib.sha256(write_sheet(PROEF)).hexdigest())"
    )
    done = [
        subprocess.run(
            [sys.executable, "-c", command, str(folder.parent), str(folder.parent / "compiler")],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert done[0] == done[1] != ""


def test_each_column_that_counts_has_its_heading_and_its_rule() -> None:
    book = opened(PROEF)
    assert book.sheetnames == ["Trajecten", "Overeenkomst", "Uitleg"]
    sheet = book["Trajecten"]
    assert values(sheet) == [
        COLUMNS,
    ]
    assert sheet.freeze_panes == "B2"
    assert rules(sheet) == {
        "wijk": ("list", '"noord,zuid"', None, "B2:B13"),
        "datum T0": ("date", "61", "401768", "C2:C13"),
        "datum T1": ("date", "61", "401768", "D2:D13"),
        "werk T0": ("list", '"ja,nee"', None, "E2:E13"),
        "werk T1": ("list", '"ja,nee"', None, "F2:F13"),
        "uren T1": ("whole", "0", "40", "G2:G13"),
        "cijfer T1": ("decimal", "1", "10", "H2:H13"),
        "deel T1": ("decimal", "0", "1", "I2:I13"),
        "loon T1": ("decimal", "0", "5000", "J2:J13"),
        "behoud later": ("list", '"ja,nee"', None, "K2:K13"),
    }


def test_values_of_the_contract_have_a_sheet_with_their_names_filled_in() -> None:
    sheet = opened(PROEF)["Overeenkomst"]
    assert values(sheet) == [
        ["meting", "moment", "waarde", "betekenis"],
        ["kosten", "jaar1", "Kosten op Einde van het eerste jaar, 31 december 2027"],
        ["kosten", "jaar2", "Kosten op Einde van het tweede jaar, 31 december 2028"],
        ["norm", "Norm"],
    ]
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["C2", "C3", "C4"]


def test_the_explanation_says_what_each_column_means() -> None:
    rows = values(opened(PROEF)["Uitleg"])
    assert rows[0] == ["Resultaten voor Proef met metingen"]
    assert ["uren T1", "Uren op Einde", "Uren per week.", "een geheel getal van 0 t/m 40 (uur)"] in [
        row[:4] for row in rows
    ]
    assert [row[0] for row in rows if row][-14:] == [
        *COLUMNS,
        "kosten jaar1",
        "kosten jaar2",
        "norm",
    ]
    assert (
        next(row for row in rows if row and row[0] == "cijfer T1")[-1] == "Wat ervan afhangt, geldt als niet behaald."
    )


def test_a_contract_without_values_of_its_own_has_no_sheet_for_them() -> None:
    assert opened(LEEUWARDEN).sheetnames == ["Trajecten", "Uitleg"]


def test_a_name_that_is_taken_and_a_plural_that_no_sheet_can_have_give_way() -> None:
    book = opened(LASTIG)
    assert book.sheetnames[0] == "Kinderen jeugd"
    assert values(book.worksheets[0])[0][0] == "deelnemer"


def test_texts_of_the_contract_never_become_formulas() -> None:
    source = PROEF.source.text.replace('"De deelnemer werkt."', '"=HYPERLINK(1)"').replace('"Cijfer."', '"@SOM(1)"')
    source = source.replace('"Loonstrook"', '"-1+1"').replace('"Proef met metingen"', '"+Proef"')
    content = write_sheet(compiled_text(source))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Uitleg"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = {str(cell.value) for cell in cells if cell.quotePrefix}
    assert risky == {"=HYPERLINK(1)", "@SOM(1)", "-1+1"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "sheet" in name)


def test_a_long_list_of_choices_stands_on_a_hidden_sheet(tmp_path: Path) -> None:
    names = [f"een_hele_lange_naam_van_een_wijk_{number}" for number in range(20)]
    source = PROEF.source.text.replace('noord "Wijk Noord", zuid "Wijk Zuid"', ", ".join(names))
    source = source.replace("    noord: € 100\n    zuid: € 200\n", "".join(f"    {name}: € 1\n" for name in names))
    compiled = compiled_text(source)
    book = opened(compiled)
    assert book["Lijsten"].sheet_state == "hidden"
    assert values(book["Lijsten"]) == [[name] for name in names]
    assert rules(book["Trajecten"])["wijk"][1] == "Lijsten!$A$1:$A$20"
    book["Overeenkomst"]["C2"] = book["Overeenkomst"]["C3"] = 1
    book.save(tmp_path / "r.xlsx")
    assert read_results([tmp_path / "r.xlsx"], compiled).participants == ()


def test_the_workbook_leaves_room_for_as_many_rows_as_participants() -> None:
    many = compiled_text(PROEF.source.text.replace("ten hoogste 12 deelnemers", "ten hoogste 1.000.000 deelnemers"))
    assert rules(opened(many)["Trajecten"])["wijk"][3] == "B2:B20001"
    unknown = compiled_text(AWKWARD)
    assert rules(opened(unknown).worksheets[0])["regio"][3] == "B2:B2001"


def test_printed_sheets_lie_fit_the_width_and_repeat_their_headings() -> None:
    for sheet in opened(PROEF).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        header = next(row for row in range(1, 20) if sheet.cell(row, 2).font.bold)
        assert sheet.print_title_rows == f"${header}:${header}"
        assert sheet.freeze_panes in (f"A{header + 1}", f"B{header + 1}")


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda path: path.stem)
def test_every_row_of_the_explanation_is_high_enough_for_its_texts(contract: Path) -> None:
    sheet = opened(compiled_path(contract))["Uitleg"]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.font.bold:
                merged = any(cell.coordinate in one for one in sheet.merged_cells.ranges)
                width = sum(
                    sheet.column_dimensions[one].width for one in ("ABCDEFGH" if merged else cell.column_letter)
                )
                assert cell.alignment.wrap_text
                assert sheet.row_dimensions[cell.row].height >= 15 * min(len(cell.value) / width, 27)


def test_a_workbook_with_only_an_explanation_reads_back_as_no_results(tmp_path: Path) -> None:
    """For a contract that pays fixed amounts nothing is measured; for another its sheets are missing, and told so."""
    fixed = "taal 1\n" + 'overeenkomst "Vast"\n  looptijd 1 januari 2027 t/m 31 december 2027\n'
    fixed += "  bedragen in EUR exclusief btw\n" + 'partij a "A" is betaler\npartij b "B" is uitvoerder\n'
    fixed += (
        'indicator vast "Vast bedrag"\n  onvoorwaardelijk\n  vergoeding € 100\nbetaling\n  a draagt 100%\n  aan b\n'
    )
    compiled = compiled_text(fixed)
    path = tmp_path / "m.xlsx"
    path.write_bytes(write_sheet(compiled))
    assert opened(compiled).sheetnames == ["Uitleg"]
    assert read_results([path], compiled) == Results()
    with pytest.raises(Rejected) as rejected:
        read_results([path], PROEF)
    assert rejected.value.findings[0].code in ("RC702", "RC706")
