"""`rc annex --naar`: many annexes in one run, each the same as by itself, and memory that doesn't grow with their number."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from resultaatcontract.cli import main

from .repository import ROOT

SMALL = (ROOT / "contracts/ladder/1-lumpsum.rc").read_text(encoding="utf-8")
FUND = ROOT / "contracts/preventiefonds"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("oost/een.rc", "oost/twee.rc", "west/een.rc"):
        Path("teksten", name).parent.mkdir(parents=True, exist_ok=True)
        Path("teksten", name).write_text(SMALL, encoding="utf-8")
    return tmp_path


def rc(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("fmt", ["md", "html", "pdf", "docx"])
def test_a_folder_gives_each_contract_the_annex_that_it_has_alone(project: Path, fmt: str) -> None:
    status, said = rc("annex", "teksten", "--naar", "bijlagen", "--format", fmt)
    assert (status, said) == (0, "Geschreven: 3 bijlagen in bijlagen\n")
    wanted = [f"oost/een.bijlage.{fmt}", f"oost/twee.bijlage.{fmt}", f"west/een.bijlage.{fmt}"]
    assert files(project / "bijlagen") == wanted
    assert rc("annex", "teksten/oost/een.rc", "-o", f"alleen.{fmt}")[0] == 0
    assert Path("bijlagen/oost", f"een.bijlage.{fmt}").read_bytes() == Path(f"alleen.{fmt}").read_bytes()


def test_a_fund_gives_its_own_annex_and_that_of_each_of_its_contracts(tmp_path: Path) -> None:
    assert rc("annex", FUND, "--naar", tmp_path)[0] == 0
    assert files(tmp_path) == [
        "preventiefonds.bijlage.md",
        "preventiefonds/noord.bijlage.md",
        "preventiefonds/zuid.bijlage.md",
    ]


def test_what_is_wrong_is_told_and_the_rest_is_written(project: Path) -> None:
    Path("teksten/oost/fout.rc").write_text(SMALL.replace("betaling", "betalng", 1), encoding="utf-8")
    status, said = rc("annex", "teksten", "--naar", "bijlagen")
    assert status == 1
    assert "Geschreven: 3 bijlagen in bijlagen" in said
    assert "teksten/oost/fout.rc" in said
    assert "oost/fout.bijlage.md" not in files(project / "bijlagen")


def test_two_contracts_of_one_name_are_refused_before_anything_is_written(project: Path) -> None:
    status, said = rc("annex", "teksten/oost", "teksten/west", "--naar", "bijlagen")
    assert status == 1
    assert "RC901" in said
    assert "teksten/oost/een.rc" in said
    assert "teksten/west/een.rc" in said
    assert not Path("bijlagen").exists()


def test_a_file_where_the_folder_should_be_is_a_finding(project: Path) -> None:
    Path("bijlagen").write_text("van iemand anders")
    status, said = rc("annex", "teksten/oost/een.rc", "--naar", "bijlagen")
    assert status == 1
    assert "RC901" in said
    assert Path("bijlagen").read_text() == "van iemand anders"


def memory_of(folder: Path, number: int) -> int:
    """Kilobytes at the highest, of a program that writes so many annexes."""
    for index in range(number):
        (folder / f"een-{index}.rc").write_text(SMALL, encoding="utf-8")
    code = (
        "import resource, sys\nfrom resultaatcontract.cli import main\ntry:\n"
        "    main(['annex', sys.argv[1], '--naar', sys.argv[2], '--format', 'html'])\n"
        "except SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, str(folder), str(folder / "bijlagen")]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_memory_does_not_grow_with_the_number_of_annexes(tmp_path: Path) -> None:
    few, many = tmp_path / "weinig", tmp_path / "veel"
    few.mkdir()
    many.mkdir()
    assert memory_of(many, 120) < memory_of(few, 40) + 8_000
