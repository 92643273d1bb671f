"""Results that are right: the same from every format, exact to the last digit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from resultaatcontract.driver import Compiled
from resultaatcontract.findings import Rejected
from resultaatcontract.outputs.outcome import pay
from resultaatcontract.plan.inputs import Participant, Results
from resultaatcontract.results import read_results, results_hash

from .repository import CONTRACTS
from .results_files import (
    AWKWARD,
    PROEF,
    as_csv,
    compiled_from,
    compiled_text,
    csv_files,
    filled_sheet,
    json_file,
    results_for,
)

REPOSITORY = Path(__file__).parent.parent
SCHEMA = json.loads((REPOSITORY / "docs" / "schema" / "resultaten.schema.json").read_text(encoding="utf-8"))
LEEUWARDEN = compiled_from("contracts/leeuwarden-oost/leeuwarden-oost.rc")
LASTIG = compiled_text(AWKWARD)
EACH_CONTRACT = pytest.mark.parametrize("compiled", [PROEF, LASTIG, LEEUWARDEN], ids=["proef", "lastig", "leeuwarden"])

HEADER = "traject;wijk;datum T0;datum T1;werk T0;werk T1;uren T1;cijfer T1;deel T1;loon T1;behoud later"
ROW = "P-01;noord;2027-01-10;2027-06-30;nee;ja;32;7,5;80%;€ 2.100,50;ja"
AGREEMENT = "meting;moment;waarde\nkosten;jaar1;50.000,00\nkosten;jaar2;-1.000\nnorm;;12,5%\n"
EXPECTED = Results(
    (
        Participant(
            "P-01",
            {
                ("werk", "T0"): False,
                ("werk", "T1"): True,
                ("uren", "T1"): 32,
                ("cijfer", "T1"): Fraction(15, 2),
                ("deel", "T1"): Fraction(4, 5),
                ("loon", "T1"): 210050,
                ("behoud", "later"): True,
            },
            {"T0": date(2027, 1, 10).toordinal(), "T1": date(2027, 6, 30).toordinal()},
            {"wijk": "noord"},
        ),
    ),
    {("kosten", "jaar1"): 5_000_000, ("kosten", "jaar2"): -100_000, ("norm", ""): Fraction(1, 8)},
)

Read = Callable[..., Results]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads files that are given as name and text."""

    def reader(files: dict[str, str | bytes], compiled: Compiled = PROEF, at: date | None = None) -> Results:
        paths = []
        for name, content in files.items():
            paths.append(tmp_path / name)
            paths[-1].write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_results(paths, compiled, at)

    return reader


def codes(call: Callable[[], object]) -> list[str]:
    """The codes of the findings with which the results are refused; none when they aren't."""
    try:
        call()
    except Rejected as rejected:
        return [finding.code for finding in rejected.findings]
    return []


# ------------------------------------------------------------------ the same from every format


@EACH_CONTRACT
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_results_are_the_same_from_csv_json_and_a_filled_workbook(compiled: Compiled, data: Any) -> None:
    results = data.draw(results_for(compiled))
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("d.csv", "o.csv", "r.json", "r.xlsx")]
        contents = [
            *csv_files(results, compiled, data.draw(st.sampled_from(";,\t"))),
            json_file(results, compiled),
            filled_sheet(results, compiled),
        ]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        jsonschema.validate(json.loads(contents[2]), SCHEMA)
        assert read_results(paths[:2], compiled) == results
        assert read_results(paths[2:3], compiled) == results
        assert read_results(paths[3:], compiled) == results


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_contract_reads_back_what_its_workbook_holds(path: Path, data: Any) -> None:
    compiled = compiled_from(path.relative_to(REPOSITORY).as_posix())
    results = data.draw(results_for(compiled, most=2))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "r.xlsx"
        file.write_bytes(filled_sheet(results, compiled))
        assert read_results([file], compiled) == results


def test_a_csv_file_gives_exact_values_in_smallest_units(read: Read) -> None:
    assert read({"d.csv": f"{HEADER}\n{ROW}\n", "o.csv": AGREEMENT}) == EXPECTED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("80%", "80,0 %"),
        ("80%", "80,00%"),
        ("€ 2.100,50", "2100,5"),
        ("€ 2.100,50", "EUR 2.100,50"),
        ("€ 2.100,50", " €\u00a02.100,50 "),
        ("2027-06-30", "30-6-2027"),
        ("2027-06-30", "30 Juni 2027"),
        ("nee;ja", "N;J"),
        ("nee;ja", "ONWAAR;true"),
        ("noord", "Wijk noord"),
        ("32", "032"),
        ("P-01", '"P-01"'),
        (ROW, f"{ROW}\n;;;;;;;;;;\n\n"),
        (ROW, f"{ROW};;;"),
        ("traject;", "Deelnemer;"),
        ("werk T1", "werk op T1"),
        ("werk T1", " WERK  t1 "),
        ("uren T1", "uren"),
        ("\n", "\r\n"),
    ],
)
def test_a_value_may_be_written_in_other_ways(read: Read, before: str, after: str) -> None:
    text = f"{HEADER}\n{ROW}\n".replace(before, after)
    assert text != f"{HEADER}\n{ROW}\n"
    assert read({"d.csv": text, "o.csv": AGREEMENT}) == EXPECTED


def test_a_byte_order_mark_is_no_part_of_the_first_heading(read: Read) -> None:
    text = f"{HEADER}\n{ROW}\n".encode("utf-8-sig")
    assert read({"d.csv": text, "o.csv": AGREEMENT}) == EXPECTED


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_in_the_headings(read: Read, delimiter: str) -> None:
    rows = [line.split(";") for line in (HEADER, ROW)]
    agreement = [line.split(";") for line in AGREEMENT.splitlines()]
    assert read({"d.csv": as_csv(rows, delimiter), "o.csv": as_csv(agreement, delimiter)}) == EXPECTED


def test_columns_may_stand_in_any_order(read: Read) -> None:
    rows = [";".join(reversed(line.split(";"))) for line in (HEADER, ROW)]
    assert read({"d.csv": "\n".join(rows), "o.csv": AGREEMENT}) == EXPECTED


def test_participants_may_be_spread_over_files_in_the_order_in_which_these_are_given(read: Read) -> None:
    other = ROW.replace("P-01", "A-01")
    results = read({"z.csv": f"{HEADER}\n{ROW}", "a.csv": f"{HEADER}\n{other}", "o.csv": AGREEMENT})
    assert [one.pseudonym for one in results.participants] == ["P-01", "A-01"]


def test_json_holds_both_levels_and_reads_numbers_exactly(read: Read) -> None:
    document = """{
      "deelnemers": [{"traject": "P-01", "wijk": "noord", "datum T0": "2027-01-10", "datum T1": "2027-06-30",
        "werk T0": false, "werk op T1": true, "uren": 3.2e1, "cijfer T1": 7.5, "deel T1": "80%",
        "loon T1": "2100.50", "behoud later": "ja"}],
      "overeenkomst": {"kosten jaar1": 50000.00, "kosten op jaar2": "-1000", "norm": "12.5%"}
    }"""
    assert read({"r.json": document}) == EXPECTED


def test_a_value_that_is_missing_by_the_contract_is_no_value(read: Read) -> None:
    results = read({"d.csv": f"{HEADER}\n{ROW}".replace("7,5;80%", ";"), "o.csv": AGREEMENT.replace("12,5%", "")})
    assert ("cijfer", "T1") not in results.participants[0].values
    assert ("deel", "T1") not in results.participants[0].values
    assert ("norm", "") not in results.values


def test_a_column_that_the_calculation_does_not_use_may_be_given_and_is_checked() -> None:
    compiled = compiled_text(AWKWARD.replace("behaald als kind > 0 en ", "behaald als ").replace("-10 t/m", "0 t/m"))
    text = "deelnemer;regio;deeltijd T0;groei;prijs T0;dag T0;kind\na;west;0%;0%;0;2027-01-01;{}\n"
    agreement = "meting;waarde\ntotaalprijs;1\nstart_dag;2027-01-01\n"
    with TemporaryDirectory() as folder:
        people, values = Path(folder) / "d.csv", Path(folder) / "o.csv"
        values.write_text(agreement, encoding="utf-8")
        people.write_text(text.format("1,5"), encoding="utf-8")
        assert read_results([people, values], compiled).participants[0].values["kind", ""] == Fraction(3, 2)
        people.write_text(text.format(""), encoding="utf-8")
        assert ("kind", "") not in read_results([people, values], compiled).participants[0].values
        people.write_text(text.format("11"), encoding="utf-8")
        assert codes(lambda: read_results([people, values], compiled)) == ["RC705"]


def test_a_contract_without_values_of_its_own_needs_one_file_and_no_rows(read: Read) -> None:
    header = (REPOSITORY / "contracts/leeuwarden-oost/resultaten.csv").read_text(encoding="utf-8").splitlines()[0]
    assert read({"d.csv": header}, LEEUWARDEN) == Results()


def test_json_without_participants_is_no_participants() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.json"
        path.write_text('{"deelnemers": []}', encoding="utf-8")
        assert read_results([path], LEEUWARDEN) == Results()


def test_results_without_participants_are_refused_when_they_count(read: Read) -> None:
    assert codes(lambda: read({"o.csv": AGREEMENT})) == ["RC702"]


# ------------------------------------------------------------------ JSON


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", "RC704"),
        ("Infinity", "RC704"),
        ("1e99", "RC705"),
        ("1e999999999", "RC704"),
        ("9" * 5000, "RC704"),
        ("[7.5]", "RC704"),
        ("{}", "RC704"),
        ('"7,5"', "RC704"),
        ("true", "RC704"),
        ("7.4999999999999999999", "RC705"),
        ("null", ""),
        ('""', ""),
        ("7.50", ""),
        ('"7.5"', ""),
    ],
)
def test_a_value_in_json_is_exact_or_refused(read: Read, value: str, code: str) -> None:
    row = {"traject": "a", "wijk": "noord", "datum T0": "2027-01-10", "datum T1": "2027-06-30", "werk T0": False}
    row |= {"werk T1": True, "uren T1": 1, "deel T1": "80%", "loon T1": "1", "behoud later": True}
    text = json.dumps(row).replace("}", f', "cijfer T1": {value}}}')
    found = codes(lambda: read({"r.json": f'{{"deelnemers": [{text}]}}', "o.csv": AGREEMENT}))
    assert found == ([code] if code else [])


@pytest.mark.parametrize("value", ['"80"', "0.8", '"80,0%"', '"€ 80"'])
def test_a_percentage_in_json_has_its_sign(read: Read, value: str) -> None:
    text = f'{{"overeenkomst": {{"kosten jaar1": 1, "kosten jaar2": 1, "norm": {value}}}}}'
    assert codes(lambda: read({"r.json": text, "d.csv": HEADER})) == ["RC704"]


def test_a_column_that_no_participant_has_in_json_is_told_once(read: Read) -> None:
    people = [{"traject": str(number)} for number in range(3)]
    found = codes(lambda: read({"r.json": json.dumps({"deelnemers": people}), "o.csv": AGREEMENT}))
    assert found == ["RC702"] * 8  # not those that may be missing


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


# ------------------------------------------------------------------ a payment in between

EARLY = f"{HEADER}\n" + "P-01;noord;2027-01-10;{};nee;;;;;;\n"


@pytest.mark.parametrize("day", ["", "2027-12-01"])
def test_what_lies_after_the_day_of_payment_may_be_missing(read: Read, day: str) -> None:
    files = {"d.csv": EARLY.format(day), "o.csv": "meting;moment;waarde\n"}
    results = read(files, at=date(2027, 11, 30))
    assert results.participants[0].values == {("werk", "T0"): False}
    assert results.values == {}


def test_what_lies_before_the_day_of_payment_may_not_be_missing(read: Read) -> None:
    files = {"d.csv": EARLY.format("2027-11-30"), "o.csv": "meting;moment;waarde\n"}
    assert codes(lambda: read(files, at=date(2027, 11, 30))) == ["RC706"] * 3  # werk, uren, loon: not behoud
    assert codes(lambda: read(files, at=date(2028, 5, 30))) == ["RC706"] * 5  # kosten jaar1 and behoud too


def test_columns_of_later_moments_may_be_missing_altogether(read: Read) -> None:
    files = {"d.csv": "traject;wijk;datum T0;werk T0\nP-01;noord;2027-01-10;nee\n"}
    assert codes(lambda: read(files, at=date(2027, 11, 30))) == []
    assert "RC702" in codes(lambda: read(files))


def test_a_value_without_its_date_is_refused_on_every_day(read: Read) -> None:
    files = {"d.csv": EARLY.format("").replace("nee;;", "nee;ja;"), "o.csv": AGREEMENT}
    assert codes(lambda: read(files, at=date(2027, 11, 30))) == ["RC707"]


def test_at_the_last_tranche_nobody_is_awaited(read: Read) -> None:
    files = {"d.csv": EARLY.format(""), "o.csv": AGREEMENT}
    found = codes(lambda: read(files, at=date(2028, 12, 31)))
    assert sorted(found) == ["RC706"] * 4 + ["RC707"]
    assert found == codes(lambda: read(files))


def test_who_dropped_out_needs_no_date_when_everything_of_it_may_be_missing(read: Read) -> None:
    text = (REPOSITORY / "tests/bad_results/overeenkomst.rc").read_text(encoding="utf-8")
    lenient = text.replace('  bewijs "Loonstrook"', '  bewijs "Loonstrook"\n  bij ontbreken niet behaald')
    lenient = lenient.replace('  bewijs "Contract"', '  bewijs "Contract"\n  bij ontbreken niet behaald')
    results = read({"d.csv": EARLY.format(""), "o.csv": AGREEMENT}, compiled_text(lenient))
    assert results.participants[0].dates == {"T0": date(2027, 1, 10).toordinal()}


# ------------------------------------------------------------------ the example in the repository and the hash


def test_the_results_of_leeuwarden_oost_are_read_and_paid() -> None:
    results = read_results([REPOSITORY / "contracts" / "leeuwarden-oost" / "resultaten.csv"], LEEUWARDEN)
    assert len(results.participants) == 120
    outcome = pay(LEEUWARDEN.plan, results)
    assert 0 < outcome.total <= 120 * 500_000
    assert outcome.pays["gemeente"] == outcome.receives["bilgaard"] == outcome.total
    days = [day for one in results.participants for day in one.dates.values()]
    first, last = LEEUWARDEN.contract.first.toordinal(), LEEUWARDEN.contract.last.toordinal()
    assert all(first <= day <= last for day in days)


def test_the_hash_of_one_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"traject\n")
    assert results_hash([path]) == hashlib.sha256(b"traject\n").hexdigest()


def test_the_hash_of_several_files_is_over_their_hashes_in_order(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_bytes(path.name.encode())
    lines = "".join(hashlib.sha256(path.name.encode()).hexdigest() + "\n" for path in paths)
    assert results_hash(paths) == hashlib.sha256(lines.encode()).hexdigest()
    assert results_hash(paths) != results_hash(paths[::-1])


def test_there_is_no_hash_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert codes(lambda: results_hash([tmp_path / "weg.csv"])) == ["RC711"]


BY_YEAR = """taal 1
overeenkomst "Prijs per jaar"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR
partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder
deelnemer traject "Traject"
  moment start "Start"
meting score "Score": aantal 0 t/m 10
reeks tarief "Tarief"
  2027: € 10
  2028: € 20
indicator punten "Punten"
  resultaat score
  vergoeding tarief op start per punt
betaling
  gemeente draagt 100%
  aan aanbieder
"""


def test_a_date_is_needed_where_its_year_decides_a_price(read: Read) -> None:
    """Also when nothing is measured on that day, and there is one tranche."""
    compiled = compiled_text(BY_YEAR)
    rows = "traject;datum start;score\na;2027-12-31;3\nb;2028-01-01;3\n"
    assert pay(compiled.plan, read({"deelnemers.csv": rows}, compiled)).total == 9000
    assert codes(lambda: read({"deelnemers.csv": rows.replace("2028-01-01", "")}, compiled)) == ["RC707"]
