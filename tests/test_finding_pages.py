"""The register of findings and the pages made from it."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from resultaatcontract.checks.registry import all_rules, by_code, rule
from resultaatcontract.findings import Rejected, Rule, Severity
from resultaatcontract.findings.pages import FOLDER, GROUPS, explain, index_page, page, pages, write
from resultaatcontract.syntax.parse import parse
from resultaatcontract.text.source import Source

REPOSITORY = Path(__file__).parent.parent
PACKAGE = REPOSITORY / "compiler" / "resultaatcontract"
RULES = all_rules()
EACH_RULE = pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)

SAMPLE = Rule(
    code="RC499",
    name="proef",
    severity=Severity.WARNING,
    title="Een a*b | of <c>",
    what="Gebruik `a_b` en niet a_b.",
    why="Omdat het moet.",
    bad="\n    een\n      twee\n",
    good='  definitie """```"""',
)


# ---------------------------------------------------------------- the register


def test_the_register_holds_the_rule_of_every_file() -> None:
    files = [path.stem for path in (PACKAGE / "checks").glob("rc[0-9]*.py")]
    assert [each.code for each in RULES] == sorted(file[:5].upper() for file in files)
    assert len(RULES) >= 3


def test_a_rule_is_found_by_its_code() -> None:
    assert rule("RC101").name == "zinsbouw"
    assert all(rule(each.code) is each for each in RULES)


@pytest.mark.parametrize("code", ["RC000", "rc101", "", "RC1011"])
def test_a_code_that_does_not_exist_has_no_rule(code: str) -> None:
    with pytest.raises(KeyError):
        rule(code)


def test_modules_without_a_code_are_no_rules() -> None:
    assert by_code(["registry", "rc102_b", "rcx", "rc101_a"]) == {"RC101": "rc101_a", "RC102": "rc102_b"}


def test_two_files_with_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="both claim RC101"):
        by_code(["rc101_a", "rc101_b"])


@pytest.mark.parametrize("module", ["rc1_a", "rc1011_a", "rc012_a", "rc101", "rc101_", "rc101_A", "rc101-a"])
def test_a_file_with_a_slip_in_its_name_is_refused(module: str) -> None:
    with pytest.raises(ValueError, match="not called after a code"):
        by_code([module])


def test_a_file_whose_rule_has_another_code_is_refused(tmp_path: Path) -> None:
    text = (PACKAGE / "checks" / "rc101_syntax.py").read_text(encoding="utf-8")
    done = run_zipped(tmp_path, {"checks/rc199_syntax.py": text}, "all_rules()")
    assert "ValueError: rc199_syntax.py has no RULE with the code RC199" in done.stderr


def test_the_register_also_works_from_a_package_without_a_folder(tmp_path: Path) -> None:
    done = run_zipped(tmp_path, {}, "print(*(each.code for each in all_rules()))")
    assert done.stdout.split() == [each.code for each in RULES]


def run_zipped(folder: Path, extra: dict[str, str], command: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the register of a copy of the package inside a zip file."""
    archive = folder / "package.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(PACKAGE.rglob("*.py")):
            target.write(path, Path("resultaatcontract") / path.relative_to(PACKAGE))
        for name, text in extra.items():
            target.writestr(f"resultaatcontract/{name}", text)
    before = f"import sys; sys.path.insert(0, {str(archive)!r}); "
    return run(f"{before}from resultaatcontract.checks.registry import all_rules; {command}")


def run(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_check_without_findings_does_not_load_the_register() -> None:
    done = run(
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); "
        "from resultaatcontract.findings.render import render; "
        "from resultaatcontract.syntax.parse import parse; "
        "from resultaatcontract.text.source import Source; "
        "parse(Source('a.rc', 'btw vrijgesteld')); render([], 'full'); "
        "print([name for name in sys.modules if name.endswith(('.registry', '.pages', '.sarif', '.machine'))])"
    )
    assert done.stdout == "[]\n", done.stderr


# ---------------------------------------------------------------- what a rule says


@EACH_RULE
def test_a_rule_is_told_completely(each: Rule) -> None:
    assert re.fullmatch(r"RC[1-9][0-9]{2}", each.code)
    assert re.fullmatch(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*", each.name)
    assert each.title
    assert each.title[-1] not in ".!?:"
    assert each.what.endswith(".")
    assert each.why.endswith((".", "?"))
    assert each.bad.strip()
    assert each.good.strip()
    assert each.bad != each.good


def test_no_two_rules_have_the_same_name_or_title() -> None:
    assert len({each.name for each in RULES}) == len(RULES)
    assert len({each.title for each in RULES}) == len(RULES)


# Above a fragment that is indented: the statements in which it may stand.
HEADERS = (
    'overeenkomst "O"',
    'partij a "A" is b',
    'deelnemer d "D"',
    "meting m: ja/nee",
    "contractmeting m: ja/nee",
    "gegeven g is 1",
    'reeks r "R"',
    'groep g "G"',
    'indicator i "I"',
    "totaal",
    "per deelnemer",
    "per kalenderjaar",
    "betaling",
    "investering",
    "tranche t op 1 januari 2027: eindafrekening",
    'voorbeeld "V"',
    'indicator i "I"\n  vergoeding naar trede',
    "betaling\n  naar g",
)


@pytest.mark.parametrize(
    "each", [each for each in RULES if not each.code.startswith(("RC7", "RC9"))], ids=lambda each: each.code
)
def test_the_good_fragment_of_a_rule_is_in_the_language(each: Rule) -> None:
    fragment = each.good.strip("\n")
    candidates = [f"{header}\n{fragment}\n" for header in HEADERS] if fragment.startswith(" ") else [f"{fragment}\n"]
    assert any(parses(text) for text in candidates)


def parses(text: str) -> bool:
    try:
        parse(Source("fragment.rc", text))
    except Rejected:
        return False
    return True


# ---------------------------------------------------------------- pages


def test_the_pages_in_the_docs_are_those_that_the_rules_give() -> None:
    """When this fails: PYTHONPATH=compiler python -m resultaatcontract.findings.pages"""
    folder = REPOSITORY / FOLDER
    on_disk = {path.name: path.read_bytes().decode("utf-8") for path in folder.iterdir()}
    wanted = pages(RULES)
    assert sorted(on_disk) == sorted(wanted)
    assert on_disk == wanted


def test_writing_the_pages_removes_those_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "RC998.md").write_text("oud", encoding="utf-8")
    (tmp_path / "beeld.svg").write_text("blijft", encoding="utf-8")
    write(tmp_path, [SAMPLE])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["RC499.md", "README.md", "beeld.svg"]
    assert (tmp_path / "RC499.md").read_bytes().decode("utf-8") == page(SAMPLE)


def test_every_code_has_a_group_in_the_list() -> None:
    assert {each.code[:3] for each in RULES} <= set(GROUPS)
    listed = re.findall(r"^\| \[(RC\d{3})\]\(\1\.md\) \|", index_page(RULES), re.MULTILINE)
    assert listed == [each.code for each in RULES]


def test_the_list_names_only_groups_that_have_findings() -> None:
    assert re.findall("^## .*", index_page([SAMPLE]), re.MULTILINE) == ["## RC4xx Volledigheid"]
    assert r"| [RC499](RC499.md) | Een a\*b \| of \<c> | waarschuwing |" in index_page([SAMPLE])


def test_a_page_escapes_prose_and_fences_fragments() -> None:
    text = page(SAMPLE)
    assert "# RC499: Een a\\*b | of \\<c>\n" in text
    assert "\nGebruik `a_b` en niet a\\_b.\n" in text
    assert "\n```\neen\n  twee\n```\n" in text
    assert '\n````\ndefinitie """```"""\n````\n' in text
    assert text.endswith("[Alle bevindingen](README.md)\n")


def test_the_explanation_for_a_terminal_is_plain_text() -> None:
    assert explain(SAMPLE) == (
        "RC499 (waarschuwing): Een a*b | of <c>\n\n"
        "Gebruik `a_b` en niet a_b.\n\n"
        "Omdat het moet.\n\n"
        "Dit is een waarschuwing: het programma gaat door, maar vraagt uw aandacht.\n\n"
        "Zo niet:\n    een\n      twee\n\n"
        'Maar zo:\n    definitie """```"""\n'
    )


@EACH_RULE
def test_an_explanation_fits_a_terminal(each: Rule) -> None:
    prose = explain(each).partition("Zo niet:")[0].split("\n", 1)[1]
    assert max(len(line) for line in prose.splitlines()) <= 80
