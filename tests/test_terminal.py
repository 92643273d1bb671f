"""Progress on a terminal: shown on standard error during long work, and nowhere else."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from resultaatcontract import terminal
from resultaatcontract.cli import main

ROOT = Path(__file__).parent.parent
LEEUWARDEN = ROOT / "contracts/leeuwarden-oost/leeuwarden-oost.rc"
ENVIRONMENT = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT / "compiler")}
RESULTS = ROOT / "contracts/leeuwarden-oost/resultaten.csv"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("veel")
    text = (ROOT / "templates/nieuw.rc").read_text(encoding="utf-8")
    for number in range(terminal.MANY_FILES):
        (folder / f"c{number:02}.rc").write_text(text, encoding="utf-8")
    return folder


def on_a_terminal(*arguments: object) -> tuple[bytes, bytes]:
    """What `rc` writes to standard output (a file) and to standard error (a terminal)."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "resultaatcontract", *map(str, arguments)]
    shown = b""
    with (
        tempfile.TemporaryFile() as output,
        subprocess.Popen(command, stdout=output, stderr=theirs, env=ENVIRONMENT, cwd=ROOT),
    ):
        os.close(theirs)
        try:
            while block := os.read(ours, 65536):
                shown += block
        except OSError:  # so Linux says that the other end is closed
            pass
        os.close(ours)
        output.seek(0)
        return output.read(), shown


@pytest.mark.parametrize(("command", "word"), [("check", "Controleren"), ("test", "Narekenen"), ("fmt", "Opmaken")])
def test_many_files_show_a_bar_and_leave_the_output_whole(many: Path, command: str, word: str) -> None:
    output, shown = on_a_terminal(command, many)
    assert word.encode() in shown
    assert f"{terminal.MANY_FILES}/{terminal.MANY_FILES}".encode() in shown
    without = subprocess.run(
        [sys.executable, "-m", "resultaatcontract", command, str(many)],
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert without.stderr == b""
    assert output == without.stdout
    assert output or command == "fmt"


@pytest.mark.parametrize("arguments", [("check", "--format", "json"), ("test", "--format", "json")])
def test_json_shows_no_bar(many: Path, arguments: tuple[str, ...]) -> None:
    assert on_a_terminal(*arguments, many)[1] == b""


def test_few_files_show_no_bar() -> None:
    assert on_a_terminal("check", LEEUWARDEN)[1] == b""


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self) -> bool:
        return True


def pay(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> str:
    """What `rc pay` shows on a terminal."""
    shown = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", shown)
    main.main(["pay", str(LEEUWARDEN), *map(str, arguments)], prog_name="rc", standalone_mode=False)
    return shown.getvalue()


def test_a_large_file_of_results_shows_how_far_it_is_read_and_that_it_is_worked_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pay(monkeypatch, RESULTS) == ""
    plain = capsys.readouterr().out
    monkeypatch.setattr(terminal, "LARGE_FILE", 1)
    shown = pay(monkeypatch, RESULTS)
    assert "Lezen" in shown
    assert "120/120" in shown
    assert "Rekenen" in shown
    assert capsys.readouterr().out == plain
    assert pay(monkeypatch, RESULTS, "--format", "json") == ""
