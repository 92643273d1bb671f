"""Every mistake that the compiler knows has a contract that makes it, with the whole message beside it.

A contract in tests/bad carries its expected findings on the offending lines (`# RC101`, or `#! RC101 RC203` for
several), and its complete rendering in <name>.expected.txt. A mark alone on a line stands for a finding about the
whole file. `RC_GOLDENS=write pytest tests/test_bad_contracts.py` writes the renderings anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from resultaatcontract.checks.registry import all_rules
from resultaatcontract.findings import Finding, Rejected
from resultaatcontract.findings.render import render
from resultaatcontract.syntax.parse import parse
from resultaatcontract.text.source import Source, Span

TESTS = Path(__file__).parent
BAD = TESTS / "bad"
CONTRACTS = sorted(BAD.glob("*.rc"))
# Findings about results, files and the environment don't come from a contract's text.
NOT_IN_A_CONTRACT = ("RC7", "RC9")

_CODES = r"RC[0-9]{3}(?: RC[0-9]{3})*"
_MARK = re.compile(rf"#!?[ ]?({_CODES})[ \t\r]*$")


def check_source(source: Source) -> Sequence[Finding]:
    """The whole check; only the parser for as long as there is no driver."""
    if find_spec("resultaatcontract.driver") is not None:
        found: Sequence[Finding] = import_module("resultaatcontract.driver").check_source(source)
        return found
    try:
        parse(source)
    except Rejected as rejected:
        return rejected.findings
    return ()


def read(path: Path) -> Source:
    return Source(path.name, path.read_bytes().decode("utf-8"))


def marked(source: Source) -> set[tuple[int | None, str]]:
    """Line and code of every mark; the line is None for a mark that stands alone."""
    marks: set[tuple[int | None, str]] = set()
    for number, line in enumerate(source.text.split("\n"), 1):
        if match := _MARK.search(line):
            place = number if line[: match.start()].strip() else None
            marks.update((place, code) for code in match[1].split())
    return marks


def place_of(finding: Finding) -> tuple[int | None, str]:
    where = finding.where
    return (where.source.position(where.start)[0] if isinstance(where, Span) else None), finding.code


def golden_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.expected.txt")


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_bad_contract_has_exactly_the_findings_it_marks(path: Path) -> None:
    source = read(path)
    assert {place_of(finding) for finding in check_source(source)} == marked(source)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_no_finding_of_a_bad_contract_is_made_twice(path: Path) -> None:
    found = list(check_source(read(path)))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_bad_contract_is_shown_as_its_golden_file_says(path: Path) -> None:
    shown = render(check_source(read(path)), "full").encode("utf-8")
    golden = golden_of(path)
    if os.environ.get("RC_GOLDENS") == "write":
        golden.write_bytes(shown)
    assert golden.is_file(), f"{golden.name} is missing; write it with RC_GOLDENS=write and read it"
    assert shown.decode("utf-8") == golden.read_bytes().decode("utf-8")


def test_every_golden_file_belongs_to_a_contract() -> None:
    unused = set(BAD.glob("*.expected.txt")) - {golden_of(path) for path in CONTRACTS}
    if os.environ.get("RC_GOLDENS") == "write":
        for path in unused:
            path.unlink()
        return
    assert not unused


def test_the_folder_holds_only_contracts_and_golden_files() -> None:
    strange = [path.name for path in BAD.iterdir() if path.suffix != ".rc" and not path.name.endswith(".expected.txt")]
    assert strange == []


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_bad_contract_is_called_after_a_finding_it_has(path: Path) -> None:
    match = re.fullmatch(r"(RC[0-9]{3})_[a-z0-9_]+", path.stem)
    assert match is not None
    assert match[1] in {code for _, code in marked(read(path))}


def test_every_finding_about_a_contract_has_a_bad_contract() -> None:
    codes = {rule.code for rule in all_rules() if not rule.code.startswith(NOT_IN_A_CONTRACT)}
    assert codes - {path.name[:5] for path in CONTRACTS} == set()


def test_every_other_finding_is_named_in_a_test() -> None:
    """Results and files: a case in tests/bad_results/RCnnn_…, or a test module that names the code."""
    texts = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
    cases = {path.name[:5] for path in TESTS.glob("bad_results/RC*")}
    codes = [rule.code for rule in all_rules() if rule.code.startswith(NOT_IN_A_CONTRACT)]
    assert [code for code in codes if code not in cases and not any(f'"{code}"' in text for text in texts)] == []


def test_a_mark_is_read_from_the_end_of_its_line() -> None:
    source = Source(
        "m.rc",
        'partij a "A" is b # RC101\n#! RC401 RC402\nnoot # zie RC103\n'
        'partij b "# RC104" is a\n  bron\t#! RC102 RC103 \n',
    )
    assert marked(source) == {(1, "RC101"), (None, "RC401"), (None, "RC402"), (5, "RC102"), (5, "RC103")}
