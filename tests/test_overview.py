"""What there is to begin from: the page of systems, the initiatives, `rc list`, and `rc new --uit`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from resultaatcontract.cli import main
from resultaatcontract.driver import check_source, compile_source
from resultaatcontract.files import loader, read_source
from resultaatcontract.overview import SYSTEMS, Entry, beside, shipped
from resultaatcontract.overview.__main__ import PAGE
from resultaatcontract.overview.systems import IN_DOCUMENT, system_of
from resultaatcontract.overview.table import page
from resultaatcontract.starting import names

from .repository import CONTRACTS, FUNDS, ROOT

ENTRIES: tuple[Entry, ...] = shipped()
BY_NAME = {one.name: one for one in ENTRIES}
NAMES = [path.relative_to(ROOT / "contracts").with_suffix("").as_posix() for path in CONTRACTS]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "werkmap").mkdir()
    monkeypatch.chdir(tmp_path / "werkmap")


def rc(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# ------------------------------------------------------------------ the page


def test_the_page_is_that_of_the_contracts() -> None:
    kept = (ROOT / PAGE).read_text(encoding="utf-8")
    assert kept == page(ENTRIES), "write it anew: python -m resultaatcontract.overview"


def test_the_page_has_every_system_from_a1_to_a27() -> None:
    assert list(SYSTEMS) == [f"A{number}" for number in range(1, 28)]
    rows = set(re.findall(r"^\| (A[0-9]+) ", page(ENTRIES), re.MULTILINE))
    assert set(SYSTEMS) - rows == set()


def test_every_contract_says_which_system_it_states_and_stands_in_the_page() -> None:
    written = {path.relative_to(ROOT / "contracts").with_suffix("").as_posix() for path in (*CONTRACTS, *FUNDS)}
    assert {one.name for one in ENTRIES} == written
    assert [one.name for one in ENTRIES if one.system is None] == []
    for one in ENTRIES:
        assert page(ENTRIES).count(f"]({one.name}.rc)") == 1


def test_every_contract_of_the_page_has_examples_and_an_annex() -> None:
    for one in ENTRIES:
        assert one.examples > 0, one.name
        assert (ROOT / "contracts" / f"{one.name}.bijlage.md").is_file(), one.name


@pytest.mark.parametrize("line", ["# Systeem A16 Lapset", "# Systeem A28: iets", "#Systeem A1: iets", "taal 1", ""])
def test_only_the_one_form_names_a_system(line: str) -> None:
    assert system_of("# Systeem A23, betaalafspraken: GOAL!\ntaal 1") == "A23"
    assert system_of(f"{line}\n# Systeem A1: iets\n") is None


def test_mechanisms_are_read_off_the_contract() -> None:
    def of(name: str) -> set[str]:
        return set(BY_NAME[name].mechanisms)

    assert {"voorrang voor investeerders", "voorfinanciering", "sjabloon"} <= of("lapset/eerste-gemeente")
    assert "aanvulling (top-up)" in of("life-chances-fund/bovenop")
    assert "aanvulling (top-up)" not in of("life-chances-fund/deel-van")
    assert {"wegingen", "ten hoogste een aantal van een groep"} <= of("leeuwarden-oost/leeuwarden-oost")
    assert {"kwijtschelding"} <= of("impactlening/impactlening")
    assert BY_NAME["drie-vormen/individuele-resultaatbetaling"].receivers == ("de deelnemer",)


# ------------------------------------------------------------------ the initiatives


def test_the_initiatives_are_34_and_each_leads_to_a_contract() -> None:
    document = ROOT / IN_DOCUMENT["A27"]
    rows = re.findall(r"^\| ([0-9]+) \|(.*)\|$", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 35))
    contracts = {path.resolve() for path in CONTRACTS}
    for number, cells in rows:
        assert all(cell.strip() for cell in cells.split("|")), number
        links = re.findall(r"\]\(([^)]+)\)", cells)
        assert len(links) == 1, number
        assert (document.parent / links[0]).resolve() in contracts, number


# ------------------------------------------------------------------ rc list


def test_the_list_shows_every_contract() -> None:
    shown = json.loads(rc("list", "--format", "json").stdout)
    assert [one["naam"] for one in shown["overeenkomsten"]] == [one.name for one in ENTRIES]
    assert sorted(names()) == sorted(BY_NAME)
    lines = rc("list").stdout.splitlines()
    assert [line for line in lines if line in BY_NAME] == [one.name for one in ENTRIES]
    assert lines[-1] == f"{len(ENTRIES)} overeenkomsten."


def test_the_list_of_a_folder_names_contracts_with_errors() -> None:
    rc("new", "goed")
    Path("goed/kapot.rc").write_text("taal 1\novereenkomst zonder titel\n", encoding="utf-8")
    result = rc("list", "goed", "--format", "json")
    shown = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(one["naam"], one["rij"]) for one in shown["overeenkomsten"]] == [("goed", None)]
    assert shown["met_fouten"] == ["kapot"]
    assert "RC901" in rc("list", "weg").output


# ------------------------------------------------------------------ rc new --uit


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_checks_without_findings(name: str) -> None:
    result = rc("new", "--uit", name, "-o", "nieuw/begin.rc")
    assert result.exit_code == 0, result.output
    assert Path("nieuw/begin.rc").read_bytes() == (ROOT / "contracts" / f"{name}.rc").read_bytes()
    for path in Path("nieuw").rglob("*.rc"):
        assert check_source(read_source(path), load=loader()) == ()


def test_the_files_that_it_uses_come_along() -> None:
    assert rc("new", "--uit", "eerste-gemeente").exit_code == 0
    assert sorted(map(str, Path().rglob("*.rc"))) == [
        "eerste-gemeente/eerste-gemeente.rc",
        "eerste-gemeente/lapset/kader.rc",
    ]


def test_a_library_that_is_there_with_the_same_text_is_used() -> None:
    rc("new", "--uit", "lapset/eerste-gemeente", "-o", "map/een.rc")
    assert rc("new", "--uit", "lapset/tweede-gemeente", "-o", "map/twee.rc").exit_code == 0
    assert rc("check", "map").exit_code == 0


def test_nothing_is_overwritten_and_nothing_half_written() -> None:
    Path("map/lapset").mkdir(parents=True)
    Path("map/lapset/kader.rc").write_text("taal 1\n", encoding="utf-8")
    result = rc("new", "--uit", "lapset/eerste-gemeente", "-o", "map/een.rc")
    assert (result.exit_code, "RC901" in result.output) == (1, True)
    assert Path("map/lapset/kader.rc").read_text(encoding="utf-8") == "taal 1\n"
    assert not Path("map/een.rc").exists()


def test_a_name_is_short_when_one_contract_has_it_and_helped_when_none_has() -> None:
    assert rc("new", "--uit", "buzinezzclub").exit_code == 0
    code = "RC908"
    assert code in rc("new", "--uit", "buzinesclub").output
    assert "Bedoelde u buzinezzclub?" in " ".join(rc("new", "--uit", "buzinesclub").output.split())
    assert "meer dan één" in rc("new", "--uit", "lapset").output
    assert rc("new").exit_code == 2
    assert rc("new", "a", "-o", "b.rc").exit_code == 2


def test_the_page_with_a_contract_beside_its_annex_is_up_to_date() -> None:
    """When this fails: python -m resultaatcontract.overview"""
    compiled = compile_source(read_source(ROOT / beside.CONTRACT))
    assert (ROOT / beside.PAGE).read_text(encoding="utf-8") == beside.page(compiled)
