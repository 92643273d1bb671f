"""What holds for every contract and all results: exactly, to the smallest unit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
import resultaatcontract
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from resultaatcontract.driver import Compiled, check_source, compile_source
from resultaatcontract.findings.render import render
from resultaatcontract.outputs.outcome import pay
from resultaatcontract.outputs.python_file import build_python
from resultaatcontract.outputs.statement import statement_json
from resultaatcontract.plan.inputs import Participant, Results
from resultaatcontract.text import writing

from .built import agreement, build, document, rows
from .generators import Case, Seeded, cases, results_for, results_of, seeded_cases, source
from .invariants import INVARIANTS, RECEIPT, Invariant
from .repository import CONTRACTS, ROOT, load

SEEDED = 90
COMPILER = Path(resultaatcontract.__file__).parent.parent

EXACTLY = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@cache
def some_cases() -> tuple[Case, ...]:
    return tuple(seeded_cases(2027, SEEDED))


@cache
def compiled_file(path: Path) -> Compiled:
    return compile_source(source(path.read_text(encoding="utf-8")), load=load)


# ------------------------------------------------------------------ every invariant


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_it_holds_for_many_contracts(invariant: Invariant) -> None:
    for case in some_cases():
        invariant(case)


@settings(EXACTLY, max_examples=50)
@given(cases())
def test_all_of_it_holds_for_contracts_that_can_be_made_smaller(case: Case) -> None:
    """The same as above, by hypothesis: what fails here is reduced to the simplest choices that still fail."""
    for invariant in INVARIANTS:
        invariant(case)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_all_of_it_holds_for_the_contracts_in_this_repository(path: Path) -> None:
    @settings(EXACTLY, max_examples=3)
    @given(results_of(compiled_file(path)))
    def holds(results: Results) -> None:
        for invariant in INVARIANTS:
            invariant(Case(compiled_file(path), results))

    holds()


def test_generated_contracts_use_the_whole_language() -> None:
    """The invariants say something about a word only when contracts with that word are among them."""
    texts = "\n".join(case.compiled.source.text for case in some_cases())
    for words in (
        "naar trede", "naar schijf", "lineair", "malus", "weegt", "gelijk verdeeld", "ten hoogste één telt", "per stuk",
        "vergoeding naar", "voor de eerste", "alleen als", "korting", "aftrek", "afronden", "ten minste", "per regio",
        "per kalenderjaar", "schuift door", "draagt de rest", "naar rato", "bij nul", "eerst gemeente", "vult aan",
        "naar regio", "aan naar", "aan deelnemer", "hoofdsom", "rendement", "samengesteld", "voorschot", "verrekend vanaf",
        "termijn", "van het recht", "resultaten t/m", "over indicator", "terugbetalen", "verrekenen", "indexering", "btw",
        "niet behaald", "buiten beschouwing", "JPY", "KWD", "kwijtschelding", "rentekorting",
    ):  # fmt: skip
        assert words in texts


# ------------------------------------------------------------------ rounding, against a calculation of its own

HEADER = """\
taal 1
overeenkomst "Afronden"
  looptijd 1 januari 2027 t/m 31 december 2027
  bedragen in EUR
partij een "Een" is betaler
partij twee "Twee" is betaler
partij drie "Drie" is betaler
partij aanbieder "Aanbieder" is uitvoerder
deelnemer traject "Traject"
  eigenschap soort: keuze uit a, b
"""
AMOUNTS = st.integers(1, 10_000)  # in cents
PARTS = st.integers(2, 13)


def rounded(value: Fraction) -> int:
    """Half away from zero, for amounts that aren't negative."""
    return int(value + Fraction(1, 2))


def people(a: int, b: int) -> Results:
    return Results(
        tuple(
            Participant(f"{kind}{n}", {}, {}, {"soort": kind})
            for kind, count in (("a", a), ("b", b))
            for n in range(count)
        )
    )


def written(cents: int) -> str:
    return writing.source_money(Fraction(cents, 100), "EUR")


@settings(EXACTLY, max_examples=60)
@given(AMOUNTS, PARTS, AMOUNTS, PARTS, st.integers(0, 5), st.integers(0, 5), st.sampled_from(["", "i", "p", "t"]))
def test_rounding_happens_only_where_the_text_says(
    one: int, one_part: int, other: int, other_part: int, a: int, b: int, where: str
) -> None:
    """Two indicators that pay a third, a seventh … of an amount; rounded per participant, or where it is written."""
    cent = "afronden op € 0,01"
    text = HEADER + (
        f"indicator i\n  behaald als soort is a\n  vergoeding {written(one)} / {one_part}\n"
        + (f"  {cent}\n" if where == "i" else "")
        + f"indicator j\n  behaald als soort is a of soort is b\n  vergoeding {written(other)} / {other_part}\n"
        + (f"per deelnemer\n  {cent}\n" if where == "p" else "")
        + (f"totaal\n  {cent}\n" if where == "t" else "")
        + "betaling\n  een draagt 100%\n  aan aanbieder\n"
    )
    total = pay(compile_source(source(text)).plan, people(a, b)).total
    i, j = Fraction(one, one_part), Fraction(other, other_part)
    match where:
        case "i":
            assert total == rounded(rounded(a * i) + (a + b) * j)
        case "t":
            assert total == rounded(a * i + (a + b) * j)
        case _:
            assert total == a * rounded(i + j) + b * rounded(j)


# ------------------------------------------------------------------ splitting


@settings(EXACTLY, max_examples=60)
@given(st.lists(st.integers(0, 100), min_size=2, max_size=2), AMOUNTS, st.integers(0, 4))
def test_every_payer_stays_within_a_cent_of_her_share(cuts: list[int], cents: int, number: int) -> None:
    low, high = sorted(cuts)
    shares = (low, high - low, 100 - high)
    text = HEADER + (
        f"indicator i\n  behaald als soort is a\n  vergoeding {written(cents)}\nbetaling\n"
        + "".join(f"  {who} draagt {share}%\n" for who, share in zip(("een", "twee", "drie"), shares, strict=True))
        + "  aan aanbieder\n"
    )
    outcome = pay(compile_source(source(text)).plan, people(number, 1))
    assert outcome.total == number * cents
    for who, share in zip(("een", "twee", "drie"), shares, strict=True):
        assert abs(outcome.pays[who] - Fraction(share, 100) * outcome.total) < 1


# ------------------------------------------------------------------ the built file as a program of its own


@pytest.mark.parametrize("index", range(0, SEEDED, 3))
def test_the_built_file_reads_what_it_is_given(index: int) -> None:
    """Its own reader of JSON gives the rows that were meant."""
    case = some_cases()[index]
    space = build(case.compiled)
    text = json.dumps(document(space, case.compiled, case.results))
    space["open"] = lambda *_args, **_keywords: _Opened(text)
    names, read, given_values = space["lees"]("metingen.json")
    assert names == [one.pseudonym for one in case.results.participants]
    assert read == rows(space, case.results)
    assert given_values == agreement(space, case.results)


class _Opened:
    """A file that isn't there."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_problem: object) -> None:
        pass

    def read(self) -> str:
        return self.text


def test_the_built_file_runs_with_nothing_but_python(tmp_path: Path) -> None:
    path = next(path for path in CONTRACTS if path.stem == "leeuwarden-oost")
    compiled = compiled_file(path)
    example = results_for(compiled, Seeded(Random(7)))
    (tmp_path / "betaalfunctie.py").write_text(build_python(compiled), encoding="utf-8")
    metingen = json.dumps(document(build(compiled), compiled, example))
    (tmp_path / "metingen.json").write_text(metingen, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "betaalfunctie.py", "metingen.json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    outcome = pay(compiled.plan, example)
    assert outcome.total
    amount = writing.decimal_string(Fraction(outcome.total, 100), 2)
    assert done.stdout.splitlines()[0] == f"{compiled.contract.title}: totaal EUR {amount}"
    assert len([line for line in done.stdout.splitlines() if line.startswith("  d")]) == len(example.participants)


# ------------------------------------------------------------------ the same bytes every time

_HASHED = """\
import sys
sys.path[:0] = sys.argv[1:]
from tests.test_properties import everything_written
print(everything_written(12))
"""


def everything_written(number: int) -> str:
    """A hash over all that the compiler writes about some contracts, good and bad."""
    made = []
    for case in seeded_cases(31, number):
        made.append(build_python(case.compiled))
        made.append(statement_json(case.compiled, case.results, pay(case.compiled.plan, case.results), RECEIPT))
        made.append(render(check_source(case.compiled.source), "json"))
    for path in sorted((ROOT / "tests" / "bad").glob("*.rc"))[::3]:
        made.append(render(check_source(source(path.read_bytes().decode()), load=load), "full"))
    return sha256("\0".join(made).encode()).hexdigest()


def test_two_builds_of_a_contract_are_equal() -> None:
    for case in some_cases()[:20]:
        again = compile_source(source(case.compiled.source.text), load=load)
        assert build_python(again) == build_python(case.compiled)
        assert again.contract == case.compiled.contract
        assert again.plan == case.compiled.plan


@pytest.mark.parametrize("seed", ["0", "4294967295"])
def test_what_is_written_does_not_depend_on_the_hashes_of_a_run(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HASHED, str(ROOT), str(COMPILER)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == everything_written(12)
