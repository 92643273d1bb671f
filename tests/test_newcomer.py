"""What a newcomer does wrong with files: every command answers in Dutch, with the right status, and loses nothing."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from resultaatcontract.cli import main

ROOT = Path(__file__).parent.parent
LEEUWARDEN = ROOT / "contracts/leeuwarden-oost/leeuwarden-oost.rc"
RESULTS = ROOT / "contracts/leeuwarden-oost/resultaten.csv"

READING = ("check", "test", "fmt", "annex", "build")
# What each command writes with -o, and the ending that goes with it.
WRITING = {
    "annex": ("a.rc", "bijlage.html"),
    "build": ("a.rc", "functie.py"),
    "sheet": ("a.rc", "metingen.xlsx"),
    "pay": ("a.rc a.csv", "afrekening.txt"),
}
EACH_OUTPUT = pytest.mark.parametrize("command", WRITING)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a good contract and results."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RC_TRACEBACK", raising=False)
    shutil.copy(LEEUWARDEN, "a.rc")
    shutil.copy(RESULTS, "a.csv")
    return tmp_path


def rc(arguments: str, *more: str) -> Result:
    result = CliRunner().invoke(main, [*arguments.split(), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert "RC905" not in result.output
    return result


def refused(arguments: str, *more: str, code: str = "RC901") -> str:
    """The words of a finding, on one line."""
    result = rc(arguments, *more)
    assert result.exit_code == 1, result.output
    assert code in result.output
    return " ".join(result.output.split())


def misused(arguments: str, *more: str) -> str:
    result = rc(arguments, *more)
    assert result.exit_code == 2, result.output
    return " ".join(result.output.split())


def files() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize("command", READING)
def test_a_contract_that_is_not_there(command: str) -> None:
    assert "het bestand of de map bestaat niet" in refused(f"{command} weg.rc")


@pytest.mark.parametrize("command", READING)
def test_an_empty_contract_is_told_where_to_begin(command: str) -> None:
    Path("leeg.rc").touch()
    if command == "fmt":
        assert rc("fmt leeg.rc").exit_code in (0, 1)
    else:
        assert "Voeg toe, bijvoorbeeld `overeenkomst" in refused(f"{command} leeg.rc", code="RC401")


@pytest.mark.parametrize("command", READING)
def test_a_contract_that_is_no_text(command: str) -> None:
    Path("a.docx").write_bytes(b"PK\x03\x04\x00\xff\xfe")
    assert "Sla het bestand op als platte tekst" in refused(f"{command} a.docx", code="RC902")


@pytest.mark.parametrize("command", ["annex", "build"])
def test_a_folder_where_a_contract_is_expected(command: str) -> None:
    Path("map").mkdir()
    assert "dit is een map, geen bestand" in refused(f"{command} map")


@pytest.mark.parametrize("command", ["check", "test", "fmt", "fmt --check"])
def test_a_folder_without_contracts_is_most_likely_the_wrong_folder(command: str) -> None:
    Path("map").mkdir()
    Path("map/a.txt").write_text("iets", encoding="utf-8")
    assert "In deze map staat geen bestand dat op .rc eindigt" in refused(f"{command} map")


def test_a_folder_below_that_may_not_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("dicht").mkdir()
    scandir = os.scandir

    def closed(path: Any = ".") -> Any:
        if Path(path).name == "dicht":
            raise PermissionError(errno.EACCES, "no", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    told = refused("check .")
    assert "dicht" in told
    assert "daarvoor ontbreken de rechten" in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("weg.csv", "het bestand of de map bestaat niet"),
        ("map", "dit is een map, geen bestand"),
        ("leeg.csv", "Er staat niets in dit bestand"),
        ("leeg.xlsx", "Er staat niets in dit bestand"),
        ("leeg.json", "Er staat niets in dit bestand"),
        ("onzin.xlsx", "Dit is geen gewone Excel-werkmap"),
        ("onzin.pdf", "eindigt op .pdf; verwacht wordt .csv, .xlsx of .json"),
    ],
)
def test_results_that_cannot_be_read(name: str, said: str) -> None:
    Path("map").mkdir()
    for one in ("leeg.csv", "leeg.xlsx", "leeg.json"):
        Path(one).touch()
    Path("onzin.xlsx").write_bytes(b"\x00\x01\xff")
    Path("onzin.pdf").write_bytes(b"%PDF-")
    assert said in refused(f"pay a.rc {name}", code="RC711")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ELOOP])
@pytest.mark.parametrize("arguments", ["check a.rc", "pay a.rc a.csv", "fmt a.rc", "pay a.rc a.csv --paid a.json"])
def test_a_file_that_the_system_does_not_give(monkeypatch: pytest.MonkeyPatch, code: int, arguments: str) -> None:
    opened = io.open

    def fail(name: Any, *more: Any, **options: Any) -> Any:
        if Path(name).name == arguments.split()[-1]:
            raise OSError(code, os.strerror(code))
        return opened(name, *more, **options)

    Path("a.json").write_text("{}", encoding="utf-8")
    before = files()
    with monkeypatch.context() as patch:
        patch.setattr(io, "open", fail)
        result = rc(arguments)
    assert result.exit_code == 1
    assert "kan niet worden gelezen" in result.output
    assert files() == before


@pytest.mark.parametrize(
    "arguments", ["check", "fmt", "annex", "new", "pay a.rc", "annex a.rc -o", "pay a.rc a.csv --paid"]
)
def test_an_empty_name_is_wrong_use(arguments: str) -> None:
    """So a variable of a script that is empty never means «everything here»."""
    before = files()
    assert "er staat geen naam" in misused(arguments, "")
    assert files() == before


# What an ordinary user may not do, root may: without these powers it may not either.
ORDINARY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.mark.skipif(bool(ORDINARY) and shutil.which("setpriv") is None, reason="root has all rights here")
@pytest.mark.parametrize(
    "arguments",
    [
        "check dicht",
        "check dicht/a.rc",
        "check .",
        "test dicht/a.rc",
        "fmt dicht/a.rc",
        "pay dicht/a.rc a.csv",
        "pay a.rc dicht/a.csv",
        "pay a.rc a.csv --paid dicht/a.json",
        "annex a.rc -o dicht/a.md",
        "annex a.rc -o vast/a.md",
        "annex a.rc -o vast.md",
        "fmt vast/a.rc",
        "new dicht/b",
        "new dicht",
        "new vast/b.rc",
    ],
)
def test_without_rights(arguments: str) -> None:
    for name in ("dicht", "vast"):
        Path(name).mkdir()
        shutil.copy("a.csv", name)
        text = Path("a.rc").read_text(encoding="utf-8").replace("draagt 100%", "draagt   100%")
        Path(name, "a.rc").write_text(text, encoding="utf-8")
    Path("vast.md").write_text("oud", encoding="utf-8")
    before = files()
    Path("vast.md").chmod(0o444)
    Path("vast").chmod(0o555)
    Path("dicht").chmod(0)
    try:
        done = subprocess.run(
            [*ORDINARY, sys.executable, "-m", "resultaatcontract", *arguments.split()],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT / "compiler"), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    finally:
        for name in ("dicht", "vast", "vast.md"):
            Path(name).chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "RC905" not in done.stdout
    assert "daarvoor ontbreken de rechten" in " ".join(done.stdout.split())
    assert files() == before


# ------------------------------------------------------------------ writing


@EACH_OUTPUT
def test_into_a_folder_that_is_not_there(command: str) -> None:
    given, name = WRITING[command]
    before = files()
    assert "de map bestaat niet" in refused(f"{command} {given} -o weg/{name}")
    assert files() == before


@EACH_OUTPUT
def test_over_a_folder_and_below_a_file(command: str) -> None:
    given, name = WRITING[command]
    Path(name).mkdir()
    assert "dit is een map, geen bestand" in refused(f"{command} {given} -o {name}")
    assert "een deel van het pad is geen map" in refused(f"{command} {given} -o a.rc/{name}")
    assert sorted(files()) == ["a.csv", "a.rc"]


@EACH_OUTPUT
def test_over_an_existing_file_it_is_replaced_whole_and_keeps_its_rights(command: str) -> None:
    given, name = WRITING[command]
    Path(name).write_text("oud" * 1_000_000, encoding="utf-8")
    Path(name).chmod(0o640)
    result = rc(f"{command} {given} -o {name}")
    assert result.exit_code == 0
    assert f"Geschreven: {name}" in result.stderr
    assert b"oudoud" not in Path(name).read_bytes()
    assert Path(name).stat().st_mode & 0o777 == 0o640
    assert set(files()) == {"a.csv", "a.rc", name}


@EACH_OUTPUT
def test_through_a_link_the_file_behind_it_is_written(command: str) -> None:
    given, name = WRITING[command]
    Path("echt").write_text("oud", encoding="utf-8")
    Path(name).symlink_to("echt")
    assert rc(f"{command} {given} -o {name}").exit_code == 0
    assert Path(name).is_symlink()
    assert Path("echt").read_bytes() != b"oud"


@EACH_OUTPUT
@pytest.mark.parametrize("ending", ["", ".rc", ".doc", ".odt", ".csv"])
def test_an_ending_that_another_program_would_not_understand(command: str, ending: str) -> None:
    given, _ = WRITING[command]
    Path(f"b{ending}").write_text("van mij", encoding="utf-8")
    assert "verwacht wordt een naam die eindigt op ." in misused(f"{command} {given} -o b{ending}")
    assert Path(f"b{ending}").read_text(encoding="utf-8") == "van mij"


@pytest.mark.parametrize(
    ("arguments", "source"),
    [
        ("annex b.md -o b.md", "b.md"),
        ("build b.py -o ./b.py", "b.py"),
        ("pay a.rc b.json -o b.json", "b.json"),
        ("pay a.rc b.json -o link.json", "b.json"),
        ("pay a.rc b.json --paid c.json -o c.json", "c.json"),
    ],
)
def test_what_is_read_is_never_overwritten(arguments: str, source: str) -> None:
    for name in ("b.md", "b.py"):
        shutil.copy(LEEUWARDEN, name)
    head, *rows = RESULTS.read_text(encoding="utf-8").splitlines()
    keys = head.split(";")
    one = dict(zip(keys, rows[0].split(";"), strict=True))
    shown = ", ".join(f'"{key}": "{value.replace(",", ".")}"' for key, value in one.items())
    Path("b.json").write_text(f'{{"deelnemers": [{{{shown}}}]}}', encoding="utf-8")
    Path("link.json").symlink_to("b.json")
    assert rc("pay a.rc b.json -o c.json").exit_code == 0
    before = Path(source).read_bytes()
    assert "Dit bestand wordt voor deze opdracht gelezen; het is niet overschreven" in refused(arguments)
    assert Path(source).read_bytes() == before


@EACH_OUTPUT
@pytest.mark.parametrize("step", ["mkstemp", "fdopen", "chmod", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_when_writing_fails_halfway_nothing_is_left_and_the_old_file_stays(
    monkeypatch: pytest.MonkeyPatch, command: str, step: str, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    given, name = WRITING[command]
    Path(name).write_text("oud", encoding="utf-8")
    before = files()
    monkeypatch.setattr(f"resultaatcontract.files.{'tempfile' if step == 'mkstemp' else 'os'}.{step}", fail)
    told = refused(f"{command} {given} -o {name}")
    assert "Het bestand kan niet worden geschreven: " in told
    assert "weigert" not in told
    assert files() == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are otherwise there")
def test_a_file_that_may_not_be_written_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    text = Path("a.rc").read_text(encoding="utf-8").replace("draagt 100%", "draagt   100%")
    Path("a.rc").write_text(text, encoding="utf-8")
    result = rc("fmt a.rc")
    assert result.exit_code == 1
    assert "daarvoor ontbreken de rechten" in result.output
    assert "Opgemaakt" not in result.output
    assert Path("a.rc").read_text(encoding="utf-8") == text


def test_fmt_through_a_link_changes_the_contract_behind_it() -> None:
    text = Path("a.rc").read_text(encoding="utf-8")
    Path("a.rc").write_text(text.replace("draagt 100%", "draagt   100%"), encoding="utf-8")
    Path("link.rc").symlink_to("a.rc")
    assert rc("fmt link.rc").exit_code == 0
    assert Path("link.rc").is_symlink()
    assert Path("a.rc").read_text(encoding="utf-8") == text


def test_the_ending_of_the_output_decides_its_form() -> None:
    for name in ("a.html", "a.HTM"):
        rc(f"annex a.rc -o {name}")
        assert Path(name).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    rc("annex a.rc -o a.md")
    assert Path("a.md").read_text(encoding="utf-8").startswith("# ")
    rc("pay a.rc a.csv -o a.json")
    assert Path("a.json").read_text(encoding="utf-8").startswith('{\n  "formaat": 1')
    rc("pay a.rc a.csv -o a.txt")
    assert Path("a.txt").read_text(encoding="utf-8").startswith("Afrekening: ")


# ------------------------------------------------------------------ a new contract


@pytest.mark.parametrize("name", ["a.rc", "werk", "werk/werk.rc", "kapot.rc"])
def test_new_loses_nothing_that_exists(name: str) -> None:
    Path("werk").mkdir()
    Path("werk/werk.rc").write_text("van mij", encoding="utf-8")
    Path("kapot.rc").symlink_to("nergens")
    before = files()
    assert "Dit bestand bestaat al; het is niet overschreven" in refused(f"new {name}")
    assert files() == before
    assert Path("kapot.rc").is_symlink()


@pytest.mark.parametrize(
    ("name", "made"),
    [("werk", "werk/werk.rc"), ("diep/er/b.rc", "diep/er/b.rc"), ("sub/..", None), ("C.RC", "C.RC"), (".", None)],
)
def test_new_makes_what_the_next_step_checks(folder: Path, name: str, made: str | None) -> None:
    Path("sub").mkdir()
    result = rc(f"new {name}")
    assert result.exit_code == 0
    target = made or f"{folder.name}.rc"
    assert any(path.endswith(target) for path in files())
    *_, step = result.stdout.splitlines()
    assert rc(step.removeprefix("Volgende stap: rc ")).exit_code == 0


def test_the_next_step_can_be_copied_when_the_name_has_spaces() -> None:
    assert "Volgende stap: rc check 'mijn werk/mijn werk.rc'" in rc("new", "mijn werk").stdout


def test_new_at_the_root_has_no_name() -> None:
    assert "Deze map heeft geen naam" in refused("new /")


def test_new_below_a_file() -> None:
    assert "een deel van het pad is geen map" in refused("new a.rc/x")


# ------------------------------------------------------------------ nothing to do


def test_contracts_without_examples_say_so() -> None:
    text = Path("a.rc").read_text(encoding="utf-8")
    Path("a.rc").write_text(text[: text.index("voorbeeld ")], encoding="utf-8")
    assert rc("test a.rc").output == "a.rc\nEr zijn geen voorbeelden om na te rekenen.\n"
