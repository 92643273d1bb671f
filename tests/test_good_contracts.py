"""Small contracts, each about one rule, whose examples were worked out by hand: they come out to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest
from resultaatcontract.driver import check_source, compile_source
from resultaatcontract.examples import example_results
from resultaatcontract.files import read_source
from resultaatcontract.findings import Severity
from resultaatcontract.outputs.outcome import pay
from resultaatcontract.outputs.python_file import build_python
from resultaatcontract.plan.inputs import Results
from resultaatcontract.record import changed

from . import built
from .repository import load

GOOD = sorted((Path(__file__).parent / "good").glob("*.rc"))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_its_examples_come_out(path: Path) -> None:
    found = check_source(read_source(path), load=load)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert compile_source(read_source(path), load=load).contract.examples, "without an example it shows nothing"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_its_built_file_gives_the_same_amounts(path: Path) -> None:
    compiled = compile_source(read_source(path), load=load)
    space = built.loaded(build_python(compiled))
    for example in compiled.contract.examples:
        results = one_by_one(example_results(example, compiled.contract))
        built.assert_agrees(pay(compiled.plan, results), built.paid_by_built(space, results))


def one_by_one(results: Results) -> Results:
    """The same results with every participant apart: `40 deelnemers a` becomes forty rows."""
    people = [
        changed(one, pseudonym=f"{one.pseudonym}-{number}", number=1)
        for one in results.participants
        for number in range(one.number)
    ]
    return changed(results, participants=tuple(people))
