"""Every kind of mistake in a results file has a case: a folder with files, and the whole message beside them.

Each folder in tests/bad_results is called after a finding that it has; its files are read together, in the order of
their names, for the contract in that folder. `RC_GOLDENS=write pytest tests/test_results_bad.py` writes the renderings.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.findings import Finding, Rejected
from resultaatcontract.findings.render import ordered, render
from resultaatcontract.results import read_results
from resultaatcontract.text.source import Source

FOLDER = Path(__file__).parent / "bad_results"
CONTRACT = FOLDER / "overeenkomst.rc"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
EXPECTED = "expected.txt"
EACH_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_source(Source(CONTRACT.name, CONTRACT.read_text(encoding="utf-8")))


def findings_of(case: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    monkeypatch.chdir(case)
    paths = sorted(Path(path.name) for path in case.iterdir() if path.name != EXPECTED)
    with pytest.raises(Rejected) as rejected:
        read_results(paths, compiled)
    return rejected.value.findings


@EACH_CASE
def test_wrong_results_are_refused_as_the_golden_file_says(
    case: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = render(findings_of(case, compiled, monkeypatch), "full").encode("utf-8")
    golden = case / EXPECTED
    if os.environ.get("RC_GOLDENS") == "write":
        golden.write_bytes(shown)
    assert golden.is_file(), "write it with RC_GOLDENS=write and read it"
    assert shown.decode("utf-8") == golden.read_bytes().decode("utf-8")


@EACH_CASE
def test_a_case_is_called_after_a_finding_it_has(
    case: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert case.name[:5] in {finding.code for finding in findings_of(case, compiled, monkeypatch)}


@EACH_CASE
def test_findings_are_sorted_and_each_is_told_once(
    case: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = findings_of(case, compiled, monkeypatch)
    assert list(found) == ordered(found)


def test_no_message_repeats_a_citizen_service_number(compiled: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    found = findings_of(FOLDER / "RC709_bsn", compiled, monkeypatch)
    shown = "".join(render(found, fmt) for fmt in ("full", "concise", "json", "github", "sarif"))
    assert not any(number in shown for number in ("111222333", "11122233", "123456782", "123.456.782"))
