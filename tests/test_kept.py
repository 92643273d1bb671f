"""Verdicts that are kept between runs: the same as worked out anew, and never believed when something differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from resultaatcontract import syntax
from resultaatcontract.cli import main
from resultaatcontract.text.source import Source

from .limits import seconds_of
from .repository import ROOT

KADER = (ROOT / "contracts/lapset/kader.rc").read_text(encoding="utf-8")
GEMEENTE = (ROOT / "contracts/lapset/eerste-gemeente.rc").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "bewaard"))
    (tmp_path / "project/lapset").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    Path("lapset/kader.rc").write_text(KADER, encoding="utf-8")
    Path("een.rc").write_text(GEMEENTE, encoding="utf-8")
    return tmp_path


def rc(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def entries(project: Path) -> list[Path]:
    return sorted((project / "bewaard/resultaatcontract/bevindingen").rglob("*.json"))


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr("resultaatcontract.driver.check_source", refused)
    monkeypatch.setattr("resultaatcontract.examples.try_examples", refused)


@pytest.mark.parametrize("command", ["check", "test"])
@pytest.mark.parametrize("fmt", ["full", "json"])
@pytest.mark.parametrize("change", [("€ 1.180.000", "€ 1.180.001"), ("definitie", "definite"), ("", "")])
def test_what_was_kept_is_shown_as_what_is_new(
    project: Path, monkeypatch: pytest.MonkeyPatch, command: str, fmt: str, change: tuple[str, str]
) -> None:
    Path("een.rc").write_text(GEMEENTE.replace(*change), encoding="utf-8")
    anew = rc(command, "een.rc", "--format", fmt, "--geen-cache")
    assert entries(project) == []
    assert rc(command, "een.rc", "--format", fmt) == anew
    assert len(entries(project)) == 1
    forbid(monkeypatch)
    assert rc(command, "een.rc", "--format", fmt) == anew


def test_another_text_of_the_contract_or_of_a_file_it_uses_is_checked_again(project: Path) -> None:
    assert rc("check", "een.rc")[0] == 0
    Path("lapset/kader.rc").write_text(KADER.replace("draagt 100%", "draagt 90%"), encoding="utf-8")
    assert rc("check", "een.rc")[0] == 1
    Path("lapset/kader.rc").unlink()
    assert "RC906" in rc("check", "een.rc")[1]
    Path("lapset/kader.rc").write_text(KADER, encoding="utf-8")
    assert rc("check", "een.rc")[0] == 0
    Path("een.rc").write_text(GEMEENTE + "onzin\n", encoding="utf-8")
    assert rc("check", "een.rc")[0] == 1


def test_another_option_or_program_is_another_question(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rc("check", "een.rc")
    rc("check", "een.rc", "--strict")
    assert len(entries(project)) == 2
    monkeypatch.setattr("resultaatcontract.kept.program", lambda: "een ander programma")
    rc("check", "een.rc")
    assert len(entries(project)) == 3


@pytest.mark.parametrize("wrong", [b"", b"{}", b"\xff\x00", b"x\n{}", b"[" * 100_000, None])
def test_a_damaged_entry_is_worked_out_again(project: Path, wrong: bytes | None) -> None:
    before = rc("check", "een.rc")
    (entry,) = entries(project)
    good = entry.read_bytes()
    entry.write_bytes(good.replace(b'"bevindingen": []', b'"bevindingen": [1]') if wrong is None else wrong)
    assert rc("check", "een.rc") == before
    assert entry.read_bytes() == good


def test_a_sealed_entry_with_impossible_findings_is_worked_out_again(project: Path) -> None:
    from resultaatcontract.kept import _seal

    before = rc("check", "een.rc")
    (entry,) = entries(project)
    good = entry.read_bytes()
    data = good.partition(b"\n")[2]
    for lie in (
        b'[["RC101", "fout", [0, 5, 99999999], "a", "b", [], ""]]',
        b'[["RC101", "erg", null, "", "", [], ""]]',
    ):
        other = data.replace(b'"bevindingen": []', b'"bevindingen": ' + lie)
        assert other != data
        entry.write_bytes(_seal(other) + b"\n" + other)
        assert rc("check", "een.rc") == before
        assert entry.read_bytes() == good


def test_without_a_folder_to_write_in_the_check_goes_on(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "bestand").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "bestand"))
    assert rc("check", "een.rc")[0] == 0


def test_a_file_that_many_contracts_use_is_parsed_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(20)
    parsed: list[str] = []
    real = syntax.parse

    def counting(source: Source) -> object:
        parsed.append(source.name)
        return real(source)

    monkeypatch.setattr(syntax, "parse", counting)
    assert rc("check", "veel")[0] == 0
    assert parsed.count("lapset/kader.rc") == 1


def many(number: int) -> None:
    Path("bibliotheek").mkdir(exist_ok=True)
    folder = Path("veel")
    folder.mkdir(exist_ok=True)
    for one in range(number):
        text = GEMEENTE.replace("Eerste gemeente", f"Gemeente {one}")
        (folder / f"g{one}.rc").write_text(text, encoding="utf-8")


def test_contracts_from_one_template_take_time_in_proportion_to_their_number(project: Path) -> None:
    """Ten times as many take ten times as long, so a thousand take a hundred times as long as ten: each is proved by itself."""
    many(8)
    few = seconds_of("check", "veel", "--geen-cache")
    many(80)
    first = seconds_of("check", "veel")
    assert first <= 11 * few
    assert seconds_of("check", "veel") < first / 4
