"""What a reader meets in a finding: whole Dutch sentences, each of them shown by a contract in tests/bad."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from resultaatcontract.checks.registry import all_rules
from resultaatcontract.driver import check_source
from resultaatcontract.findings import Finding, Rule
from resultaatcontract.text.source import Source, Span

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "compiler" / "resultaatcontract"
CHECKS = PACKAGE / "checks"
CONTRACTS = sorted((TESTS / "bad").glob("*.rc"))
# Findings about results, files and the environment don't come from a contract's text.
RULE_FILES = sorted(path for path in CHECKS.glob("rc[0-9]*.py"))
OF_A_CONTRACT = [path for path in RULE_FILES if not path.name.startswith(("rc7", "rc9"))]

# Shown by tests/test_reuse.py, because one contract alone can't.
NEEDS_ANOTHER_FILE = {("rc407_unused", "idle_file"), ("rc201_unknown_name", "elsewhere")}

# Words that are English and not also Dutch.
ENGLISH = frozenset(
    re.findall(
        "[a-z]+",
        "the and with without must should not this that these those which what when where who are were been being "
        "expected found unexpected missing invalid unknown error warning value values line number name amount payment "
        "payer receiver measurement gap row share shares weight weights from into than then else for but its has have "
        "does did can cannot could would will",
    )
)


@cache
def checked() -> tuple[dict[Path, tuple[Finding, ...]], set[tuple[str, str]]]:
    """The findings of each bad contract, and which functions of the rule files made one or were asked to."""
    called: set[tuple[str, str]] = set()

    def noting(name: tuple[str, str], message: Callable[..., Finding]) -> Callable[..., Finding]:
        @wraps(message)
        def noted(*facts: Any, **named: Any) -> Finding:
            called.add(name)
            return message(*facts, **named)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for path in OF_A_CONTRACT:
            module = import_module(f"resultaatcontract.checks.{path.stem}")
            for name in functions(path):
                patch.setattr(module, name, noting((path.stem, name), getattr(module, name)))
        return {path: check_source(source(path)) for path in CONTRACTS}, called


def found() -> list[Finding]:
    """Every finding of every bad contract."""
    return [one for findings in checked()[0].values() for one in findings]


def source(path: Path) -> Source:
    return Source(path.name, path.read_bytes().decode("utf-8"))


def texts() -> list[tuple[str, str]]:
    """Every message and remedy, with its code."""
    pairs = {(one.code, text) for one in found() for text in (one.message, one.remedy, *(n.text for n in one.notes))}
    return sorted(pairs)


def sentences() -> list[tuple[str, str]]:
    return sorted({(one.code, text) for one in found() for text in (one.message, one.remedy)})


def bare(text: str) -> str:
    """The text without code and quoted names, which may be in any language."""
    return re.sub(r"`[^`]*`|“[^”]*”|\"[^\"]*\"", "…", text)


# ---------------------------------------------------------------- the sentences


def test_there_are_findings_to_judge() -> None:
    assert len(found()) > 200


def test_a_message_and_a_remedy_are_whole_sentences() -> None:
    wrong = [(code, text) for code, text in sentences() if not text or text[-1] not in ".?!"]
    assert wrong == []


def test_a_message_and_a_remedy_start_with_a_capital_a_sign_or_a_quoted_word() -> None:
    wrong = [
        (code, text)
        for code, text in sentences()
        if not (text[0].isupper() or text[0].isdecimal() or text[0] in "“`" or not text[0].isalpha())
    ]
    assert wrong == []


def test_a_message_holds_no_english() -> None:
    wrong = [
        (code, word, text)
        for code, text in texts()
        for word in re.findall(r"[a-z']+", bare(text).lower())
        if word in ENGLISH
    ]
    assert wrong == []


def test_a_message_holds_nothing_that_a_program_left_behind() -> None:
    left = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|Fraction\(|<[a-z_.]+ object|__|\{|\}|  |[A-Z]{2,}_[A-Z]")
    wrong = [(code, text) for code, text in texts() if left.search(bare(text)) and "hoort niet in de taal" not in text]
    assert wrong == []


def test_code_in_a_message_is_closed_and_has_straight_quotes() -> None:
    """What stands between backticks is copied into a contract, where curly quotes are a mistake."""
    wrong = [
        (code, text)
        for code, text in texts()
        if text.count("`") % 2 or any(re.search("[“”‘’]", part) for part in re.findall("`([^`]*)`", text))
    ]
    assert wrong == []


def test_quotes_around_a_name_come_in_pairs() -> None:
    wrong = [
        (code, text) for code, text in texts() if text.count("“") != text.count("”") and "aanhalingsteken" not in text
    ]
    assert wrong == []


def test_the_amounts_and_the_numbers_in_a_message_are_in_dutch_notation() -> None:
    # A decimal point: digits, a point, and not exactly three digits after it.
    wrong = [
        (code, text) for code, text in texts() if re.search(r"\d\.(?!\d{3}(?:\D|$))\d", bare(text)) and code != "RC102"
    ]
    assert wrong == []


def test_no_finding_says_the_same_in_message_and_remedy() -> None:
    assert [one for one in found() if one.message == one.remedy] == []


def test_a_note_begins_small_and_has_no_full_stop() -> None:
    notes = {(one.code, note.text) for one in found() for note in one.notes}
    assert notes
    assert [(code, text) for code, text in sorted(notes) if text[-1] == "." or text[0].isupper()] == []


def test_the_title_of_a_rule_is_no_message() -> None:
    """A message tells what was found here; a title that repeats it tells nothing."""
    titles = {rule.title for rule in all_rules()}
    assert [text for _, text in sentences() if text.rstrip(".") in titles] == []


# ---------------------------------------------------------------- the places


def test_a_finding_points_at_words_of_its_own_contract() -> None:
    for path, findings in checked()[0].items():
        text = source(path).text
        for one in findings:
            assert isinstance(one.where, Span)
            assert one.where.source.name == path.name
            assert 0 <= one.where.start <= one.where.end <= len(text)


def test_a_finding_about_a_word_covers_whole_words() -> None:
    """Marks that begin or end halfway a word make a reader search."""
    split = [
        (path.name, one.code, one.where.text)
        for path, findings in checked()[0].items()
        for one in findings
        if isinstance(one.where, Span) and one.where.start < one.where.end
        for text in [one.where.source.text]
        if (one.where.start and text[one.where.start - 1].isalnum() and text[one.where.start].isalnum())
        or (one.where.end < len(text) and text[one.where.end - 1].isalnum() and text[one.where.end].isalnum())
    ]
    assert split == []


# ---------------------------------------------------------------- the rule files


def functions(path: Path) -> list[str]:
    """The public functions of a rule file: each makes one kind of message."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def uses(path: Path) -> set[tuple[str, str]]:
    """Every `module.function` in a file, also as `checks.module.function`; the module under its name on disk."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=function):
                found.add((names.get(name, ""), function))
            case ast.Attribute(value=ast.Attribute(attr=module), attr=function):
                found.add((module, function))
    return found


def test_every_message_of_a_rule_is_used_somewhere() -> None:
    """A code that nothing can produce is a promise in the docs that the compiler doesn't keep."""
    used = {pair for path in PACKAGE.rglob("*.py") for pair in uses(path)}
    idle = [f"{path.stem}.{name}" for path in RULE_FILES for name in functions(path) if (path.stem, name) not in used]
    assert idle == []


def test_every_rule_file_can_make_a_finding() -> None:
    assert [path.name for path in RULE_FILES if not functions(path)] == []


def test_every_message_about_a_contract_is_shown_by_a_bad_contract() -> None:
    wanted = {(path.stem, name) for path in OF_A_CONTRACT for name in functions(path)}
    assert wanted - checked()[1] - NEEDS_ANOTHER_FILE == set()


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.code)
def test_the_page_of_a_rule_has_code_with_straight_quotes_and_no_english(each: Rule) -> None:
    if not each.code.startswith(("RC7", "RC9")):  # there the fragments aren't always in the language
        assert not re.search("[“”‘’]", each.bad + each.good)
    for prose in (each.title, each.what, each.why):
        assert prose.count("`") % 2 == 0
        assert [word for word in re.findall(r"[a-z']+", bare(prose).lower()) if word in ENGLISH] == []
