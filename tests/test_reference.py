"""The compiler against an independent calculation of every amount, written from docs/taal.md: exactly equal."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from resultaatcontract.driver import Compiled, compile_source, compile_tree, read
from resultaatcontract.examples import example_results
from resultaatcontract.files import read_source
from resultaatcontract.findings import Rejected
from resultaatcontract.model.contract import Contract, Expectation, Expected

from .contract_texts import Chooser, contract_text
from .generators import Case, Drawn, Seeded, results_for, source
from .reference import Settled, settle
from .reference_cases import differs
from .reference_questions import OPEN, touching
from .reference_texts import small_text
from .repository import CONTRACTS, ROOT, load

QUESTIONS = sorted((ROOT / "tests" / "questions").glob("*.rc"))
GOOD = sorted((ROOT / "tests" / "good").glob("*.rc"))
UNANSWERED = {name: one.asks for one in OPEN for name in one.files}

LARGE, SMALL = 240, 600


@cache
def compiled_file(path: Path) -> Compiled | None:
    """A contract; None for a file with only definitions for others."""
    tree = read(read_source(path), load)
    return None if tree.is_library else compile_tree(tree)


def compiled_contract(path: Path) -> Contract:
    compiled = compiled_file(path)
    assert compiled is not None
    return compiled.contract


def cases_of(compiled: Compiled | None) -> list[Case]:
    """The examples of a contract as cases."""
    if compiled is None:
        return []
    return [Case(compiled, example_results(one, compiled.contract)) for one in compiled.contract.examples]


@cache
def seeded(kind: str, number: int) -> Case | None:
    """The same case for the same number."""
    return made(Seeded(Random(f"{kind}/{number}")), small=kind == "small")


def made(chooser: Chooser, small: bool) -> Case | None:
    """A generated contract with results; None when the compiler refuses it."""
    try:
        compiled = compile_source(source(small_text(chooser) if small else contract_text(chooser)))
    except Rejected:
        return None
    return Case(compiled, results_for(compiled, chooser, 5))


@st.composite
def drawn(draw: st.DrawFn) -> Case | None:
    """Small contracts with results, drawn by hypothesis."""
    return made(Drawn(draw), small=True)


def agree(case: Case) -> None:
    """Fails on a difference, unless an open question touches the contract."""
    found = differs(case)
    questions = touching(case, found) if found else []
    if questions:
        pytest.xfail("; ".join(questions))
    assert not found, "\n".join(["compiler | reference", *map(str, found), repr(case)])


# ------------------------------------------------------------------ contracts that are written


@pytest.mark.parametrize("path", [*CONTRACTS, *GOOD], ids=lambda path: path.stem)
def test_the_reference_agrees_on_every_example(path: Path) -> None:
    for case in cases_of(compiled_file(path)):
        agree(case)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_the_reference_agrees_on_other_results_for_the_contracts_in_this_repository(path: Path) -> None:
    compiled = compiled_file(path)
    for number in range(5 if compiled is not None else 0):
        assert compiled is not None
        agree(Case(compiled, results_for(compiled, Seeded(Random(f"{path.stem}/{number}")))))


# ------------------------------------------------------------------ contracts that are generated


@pytest.mark.parametrize("number", range(LARGE))
def test_the_reference_agrees_on_a_generated_contract(number: int) -> None:
    case = seeded("large", number)
    if case is not None:
        agree(case)


@pytest.mark.parametrize("number", range(SMALL))
def test_the_reference_agrees_on_a_small_contract(number: int) -> None:
    case = seeded("small", number)
    if case is not None:
        agree(case)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(drawn())
def test_the_reference_agrees_on_contracts_that_can_be_made_smaller(case: Case | None) -> None:
    """As above, by hypothesis: what fails here is reduced to the simplest choices that still fail."""
    if case is None:
        return
    found = differs(case)
    assert not found or touching(case, found), repr(case)


def test_most_generated_contracts_are_accepted() -> None:
    """What the compiler refuses, says nothing."""
    large = sum(seeded("large", number) is not None for number in range(50))
    small = sum(seeded("small", number) is not None for number in range(100))
    assert large >= 40
    assert small >= 50


def test_small_contracts_use_what_they_are_for() -> None:
    texts = "\n".join(small_text(Seeded(Random(f"small/{number}"))) for number in range(SMALL))
    for words in (
        "niet basis", "basis of klaar", "met basis onder", "met (opleiding en rapport)", "met (niet basis)", "groei over",
        "tarief × 7", "van lening1", "ten hoogste één telt", "voor de eerste", "bij de eindafrekening", "naar rato van baat_twee",
        "bij nul draagt", "3/7 × 100%", "naar regio draagt 75%", "bovenop fonds", "samengesteld", "schuift door", "vervalt",
        "vanaf 20", "boven 20", "vergoeding of malus", "niet behaald", "buiten beschouwing", "verrekend vanaf eind",
        "resultaten t/m", "per kalenderjaar", "werkelijk/werkelijk", "indexering", "btw 21%",
    ):  # fmt: skip
        assert words in texts, words


# ------------------------------------------------------------------ questions


def expected_of(settled: Settled, expectation: Expectation) -> int:
    """What the reference gives for the thing that an example expects, in smallest units."""
    keys = expectation.keys
    tranche = next((one for one in settled.tranches if one.name == keys[0]), None) if keys else None
    match expectation.expected:
        case Expected.TOTAL:
            return settled.total
        case Expected.PAYS:
            return settled.pays.get(keys[0], 0)
        case Expected.RECEIVES:
            return settled.receives.get(keys[0], 0)
    assert tranche is not None
    match expectation.expected:
        case Expected.TRANCHE:
            return tranche.total
        case Expected.TRANCHE_PAYS:
            return tranche.pays.get(keys[1], 0)
        case Expected.TRANCHE_RECEIVES:
            return tranche.receives.get(keys[1], 0)
    raise AssertionError(expectation.expected)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_reference_answers_a_question_as_its_example_says(path: Path) -> None:
    contract = compiled_contract(path)
    for example in contract.examples:
        settled = settle(contract, example_results(example, contract))
        for expectation in example.expectations:
            assert expected_of(settled, expectation) == expectation.amount * 100, example.title


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_compiler_answers_a_question_in_the_same_way(path: Path, request: pytest.FixtureRequest) -> None:
    if path.stem in UNANSWERED:
        request.applymarker(pytest.mark.xfail(reason=UNANSWERED[path.stem], strict=True))
    for case in cases_of(compiled_file(path)):
        assert not differs(case)


def test_every_open_question_has_its_contract() -> None:
    assert set(UNANSWERED) <= {path.stem for path in QUESTIONS}
    for question in OPEN:
        for name in question.files:
            assert question.touches(compiled_contract(ROOT / "tests" / "questions" / f"{name}.rc")), name
