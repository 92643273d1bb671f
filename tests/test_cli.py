"""The commands, as a user runs them: what they print, write, and with which status they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from resultaatcontract.cli import main
from resultaatcontract.outputs.paid import sealed

ROOT = Path(__file__).parent.parent
LEEUWARDEN = ROOT / "contracts/leeuwarden-oost/leeuwarden-oost.rc"
RESULTS = ROOT / "contracts/leeuwarden-oost/resultaten.csv"


def rc(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "kapot.rc"
    path.write_text("taal 1\novereenkomst zonder titel\n", encoding="utf-8")
    return path


def test_check_says_that_a_good_contract_has_no_findings() -> None:
    result = rc("check", LEEUWARDEN)
    assert (result.exit_code, result.output) == (0, "1 overeenkomst gecontroleerd, geen bevindingen.\n")


def test_check_ends_with_1_and_names_the_code_of_a_finding(broken: Path) -> None:
    result = rc("check", broken)
    assert result.exit_code == 1
    assert "RC101" in result.output


def test_a_wrong_option_is_wrong_use() -> None:
    assert rc("check", LEEUWARDEN, "--kleur").exit_code == 2
    assert rc("check").exit_code == 2


@pytest.mark.parametrize("fmt", ["concise", "json", "github", "sarif"])
def test_every_format_of_findings_names_the_code(broken: Path, fmt: str) -> None:
    result = rc("check", broken, "--format", fmt)
    assert result.exit_code == 1
    assert "RC101" in result.output
    if fmt in ("json", "sarif"):
        json.loads(result.output)


def test_test_lists_every_example_and_counts_them() -> None:
    result = rc("test", LEEUWARDEN)
    assert result.exit_code == 0
    assert "  goed  Niets behaald\n" in result.output
    assert result.output.endswith("4 van 4 voorbeelden komen uit.\n")


def test_test_shows_an_example_that_does_not_come_out(tmp_path: Path) -> None:
    path = tmp_path / "fout.rc"
    text = LEEUWARDEN.read_text(encoding="utf-8")
    path.write_text(text.replace("verwacht totaal € 3.833,33", "verwacht totaal € 3.833,34"), encoding="utf-8")
    result = rc("test", path)
    assert result.exit_code == 1
    assert "3 van 4 voorbeelden komen uit." in result.output
    assert "RC801" in result.output
    assert "€\u00a03.833,34" in result.output


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    for command in ("check", "test", "annex", "build", "fmt"):
        result = rc(command, tmp_path / "weg.rc")
        assert result.exit_code == 1
        assert "RC901" in result.output


def test_a_contract_in_another_encoding_is_a_finding_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.rc"
    path.write_bytes('taal 1\novereenkomst "Caf\xe9"\n'.encode("latin-1"))
    result = rc("check", path)
    assert result.exit_code == 1
    assert "RC902" in result.output
    assert "rij 2" in result.output or ":2" in result.output


def test_explain_shows_a_page_and_helps_with_a_wrong_code() -> None:
    assert "RC101" in rc("explain", "rc101").output
    result = rc("explain", "RC1011")
    assert result.exit_code == 1
    assert "RC903" in result.output
    assert "RC101" in result.output


def test_pay_gives_a_statement_whose_parts_sum_to_the_total() -> None:
    result = rc("pay", LEEUWARDEN, RESULTS, "--format", "json")
    assert result.exit_code == 0
    statement = json.loads(result.output)
    schema = json.loads((ROOT / "docs/schema/afrekening.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(statement)

    def cents(text: str) -> int:
        assert re.fullmatch(r"-?[0-9]+\.[0-9]{2}", text)
        return int(text.replace(".", ""))

    total = cents(statement["totaal"])
    assert total > 0
    for key in ("betaalt", "ontvangt", "indicatoren", "jaren"):
        assert sum(map(cents, statement[key].values())) == total
    assert sum(cents(one["totaal"]) for one in statement["tranches"]) == total
    assert sum(cents(one["totaal"]) for one in statement["deelnemers"]) == total
    assert len(statement["deelnemers"]) == 120


def test_pay_at_a_day_leaves_out_later_tranches() -> None:
    statement = json.loads(rc("pay", LEEUWARDEN, RESULTS, "--format", "json", "--at", "31 maart 2023").output)
    assert [one["naam"] for one in statement["tranches"]] == ["aanmeldingen", "eerste_resultaten"]
    assert rc("pay", LEEUWARDEN, RESULTS, "--at", "32 maart 2023").exit_code == 2


def test_a_day_is_written_as_in_a_results_file() -> None:
    shown = {rc("pay", LEEUWARDEN, RESULTS, "--at", day).output for day in ("31 maart 2023", "31-3-2023", "2023-03-31")}
    assert len(shown) == 1
    assert "Totaal: €\u00a0" in shown.pop()


def test_only_check_shows_warnings_beside_errors(tmp_path: Path) -> None:
    path = tmp_path / "fout.rc"
    text = LEEUWARDEN.read_text(encoding="utf-8")
    text = text[: text.index("voorbeeld ")]
    path.write_text(text.replace("op 31 maart 2024: eind", "op 31 maart 2029: eind"), encoding="utf-8")
    assert "Waarschuwing" in rc("check", path).output
    result = rc("pay", path, RESULTS)
    assert result.exit_code == 1
    assert "RC410" in result.output
    assert "Waarschuwing" not in result.output


def test_what_was_paid_before_counts(tmp_path: Path) -> None:
    first = tmp_path / "eerste.json"
    assert rc("pay", LEEUWARDEN, RESULTS, "--at", "2023-01-31", "--format", "json", "-o", first).exit_code == 0
    whole = json.loads(rc("pay", LEEUWARDEN, RESULTS, "--format", "json").output)
    again = json.loads(rc("pay", LEEUWARDEN, RESULTS, "--format", "json", "--paid", first).output)
    assert again["tranches"] == whole["tranches"]
    # A statement that says one euro less was paid leaves one euro more for the next tranche.
    changed = json.loads(first.read_text(encoding="utf-8"))
    for one in changed["tranches"][0]["betalingen"]:
        one["bedrag"] = f"{int(one['bedrag'].replace('.', '')) - 100:03d}"[:-2] + "." + one["bedrag"][-2:]
    first.write_text(json.dumps(sealed(changed)), encoding="utf-8")
    other = json.loads(rc("pay", LEEUWARDEN, RESULTS, "--format", "json", "--paid", first).output)
    assert other["totaal"] == whole["totaal"]
    assert other["tranches"][1]["totaal"] != whole["tranches"][1]["totaal"]


def test_the_statement_for_people_has_totals_and_a_receipt() -> None:
    result = rc("pay", LEEUWARDEN, RESULTS, "--steps")
    assert result.exit_code == 0
    assert "Totaal: €\u00a0" in result.output
    assert re.search(r"overeenkomst  sha256 [0-9a-f]{64}\n", result.output)
    assert "Berekening:" in result.output


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "geen-map" / "uit.md"
    result = rc("annex", LEEUWARDEN, "-o", target)
    assert result.exit_code == 1
    assert "RC901" in result.output
    assert list(tmp_path.iterdir()) == []


def test_annex_build_and_sheet_write_files(tmp_path: Path) -> None:
    for command, name in (("annex", "b.html"), ("annex", "b.md"), ("build", "f.py"), ("sheet", "m.xlsx")):
        path = tmp_path / name
        assert rc(command, LEEUWARDEN, "-o", path).exit_code == 0
        first = path.read_bytes()
        assert rc(command, LEEUWARDEN, "-o", path).exit_code == 0
        assert path.read_bytes() == first


def test_new_gives_a_contract_without_findings_and_keeps_what_exists(tmp_path: Path) -> None:
    path = tmp_path / "proef"
    assert rc("new", path).exit_code == 0
    contract = path / "proef.rc"
    assert rc("check", contract).exit_code == 0
    assert rc("fmt", "--check", contract).exit_code == 0
    contract.write_text("van mij", encoding="utf-8")
    result = rc("new", path)
    assert result.exit_code == 1
    assert "RC901" in result.output
    assert contract.read_text(encoding="utf-8") == "van mij"


def test_fmt_changes_only_what_is_not_in_the_standard_form(tmp_path: Path) -> None:
    path = tmp_path / "x.rc"
    text = LEEUWARDEN.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  kenmerk", "     kenmerk", 1)
        .replace("  vorm", "     vorm")
        .replace("  looptijd", "     looptijd")
        .replace("  uitloop", "     uitloop")
        .replace("  bedragen", "     bedragen"),
        encoding="utf-8",
    )
    assert rc("fmt", "--check", path).exit_code == 1
    assert rc("fmt", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == text
    assert rc("fmt", "--check", path).exit_code == 0


def test_a_fault_of_the_program_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("resultaatcontract.driver.check_source", fail)
    monkeypatch.delenv("RC_TRACEBACK", raising=False)
    result = rc("check", LEEUWARDEN, "--geen-cache")
    assert result.exit_code == 1
    assert "RC905" in result.output
