"""Bounds are never passed: held against random results, on written and on generated contracts."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from resultaatcontract.cli import main
from resultaatcontract.driver import Compiled, compile_source, compile_tree, read
from resultaatcontract.files import read_source
from resultaatcontract.findings import Rejected
from resultaatcontract.plan.graph import Layer
from resultaatcontract.plan.run import run
from resultaatcontract.prove import box
from resultaatcontract.prove.bounds import Reaches, bounds_of, targets
from resultaatcontract.prove.goal import value_of
from resultaatcontract.prove.intervals import Interval
from resultaatcontract.prove.properties.asserted import assertion_claims
from resultaatcontract.prove.properties.limits import limit_claims
from resultaatcontract.prove.properties.registry import PROPERTIES
from resultaatcontract.prove.properties.reserved import within_reservation
from resultaatcontract.prove.properties.signs import sign_claims
from resultaatcontract.prove.properties.sums import sum_claims
from resultaatcontract.prove.prover import Prover, Verdict
from resultaatcontract.prove.report import proof_of, prove_table

from .contract_texts import contract_text
from .generators import Seeded, results_for, source
from .reference_texts import small_text
from .repository import CONTRACTS, FUNDS, ROOT, load

SCHEMA = Draft202012Validator(json.loads(ROOT.joinpath("docs/schema/bewijs.schema.json").read_text(encoding="utf-8")))


@cache
def compiled_file(path: Path) -> Compiled:
    return compile_tree(read(read_source(path), load))


def never_passed(compiled: Compiled, number: int, seed: str) -> list[str]:
    """The nodes whose value for some results lies outside their interval."""
    root = Prover(compiled).root
    wrong = []
    for index in range(number):
        results = results_for(compiled, Seeded(Random(f"{seed}/{index}")))
        done = run(compiled.plan, results)
        for node in (one.id for one in compiled.plan.nodes if one.layer is Layer.CONTRACT):
            value = done.value(node)
            if isinstance(value, list):
                continue
            low, high = root.interval(node)
            if (low is not None and value < low) or (high is not None and value > high):
                wrong.append(f"{compiled.plan.nodes[node]}: {value} not in {low}..{high}")
    return wrong


def generated(kind: str, number: int) -> Compiled | None:
    chooser = Seeded(Random(f"prove/{kind}/{number}"))
    try:
        return compile_source(source(small_text(chooser) if kind == "small" else contract_text(chooser)))
    except Rejected:
        return None


def broken(compiled: Compiled, number: int, seed: str) -> list[str]:
    """The properties that are said to be proved and that some results break."""
    prover = Prover(compiled)
    claims = [*limit_claims(compiled), *sign_claims(compiled), *sum_claims(compiled), *assertion_claims(compiled.plan)]
    proved = [one for one in claims if one.holds_within(prover.proved(one.goal))]
    wrong = []
    for index in range(number):
        results = results_for(compiled, Seeded(Random(f"{seed}/{index}")))
        done = run(compiled.plan, results)
        wrong += [f"{one.subject}: {results}" for one in proved if one.broken_by(value_of(one.goal, done))]
    return wrong


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_no_results_break_a_property_of_a_contract_in_the_repository_that_is_proved(path: Path) -> None:
    assert not broken(compiled_file(path), 12, path.stem)


@pytest.mark.parametrize("kind", ["small", "large"])
@pytest.mark.parametrize("block", range(8))
def test_no_results_break_a_property_of_a_generated_contract_that_is_proved(kind: str, block: int) -> None:
    for number in range(block * 10, block * 10 + 10):
        compiled = generated(kind, number)
        if compiled is not None:
            assert not broken(compiled, 12, f"{kind}/{number}"), compiled.source.text


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_no_amount_of_a_contract_in_the_repository_passes_its_interval(path: Path) -> None:
    assert not never_passed(compiled_file(path), 12, path.stem)


@pytest.mark.parametrize("kind", ["small", "large"])
@pytest.mark.parametrize("block", range(8))
def test_no_amount_of_a_generated_contract_passes_its_interval(kind: str, block: int) -> None:
    seen = 0
    for number in range(block * 10, block * 10 + 10):
        compiled = generated(kind, number)
        if compiled is not None:
            seen += 1
            assert not never_passed(compiled, 12, f"{kind}/{number}"), compiled.source.text
    assert seen >= 2


def test_a_prover_that_forgets_the_rest_of_a_split_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mutation: parts of a split said to be at most half of it."""

    def broken(total: Interval, weights: object, index: int) -> Interval:
        return 0, None if total[1] is None else int(total[1]) // 2

    monkeypatch.setattr(box, "shared", broken)
    assert any(never_passed(compiled_file(path), 12, path.stem) for path in CONTRACTS)


@pytest.mark.parametrize("name", ["sib", "6-impact", "5-outcome", "sippra", "nuka"])
def test_every_bound_is_reached_by_its_scenario(name: str) -> None:
    compiled = compiled_file(next(path for path in CONTRACTS if path.stem == name))
    found: Reaches = bounds_of(compiled, runs=120)
    for reach, (what, party, node) in zip(found.all, targets(compiled.plan), strict=True):
        assert (reach.what, reach.name) == (what, party)
        for end in (reach.lowest, reach.highest):
            assert run(compiled.plan, end.reached.results).value(node) == end.reached.amount
    assert found.all[0].highest.verdict is Verdict.PROVED


def test_the_payer_of_the_sib_pays_at_most_its_ceiling() -> None:
    compiled = compiled_file(next(path for path in CONTRACTS if path.stem == "sib"))
    found = {most: within_reservation(compiled, "gemeente", most) for most in (250_000_00, 249_999_99)}
    assert [one and one.verdict for one in found.values()] == [Verdict.PROVED, Verdict.REFUTED]
    assert within_reservation(compiled, "niemand", 0) is None


def test_the_command_shows_bounds_as_a_table_and_as_json() -> None:
    path = next(path for path in CONTRACTS if path.stem == "5-outcome")
    table = CliRunner().invoke(main, ["prove", str(path)])
    assert table.exit_code == 0
    assert "Totaal\n  laagst  € 0,00 (bewezen)" in table.output.replace("\N{NO-BREAK SPACE}", " ")
    assert "hoogst  € 330.000,00 (bewezen)" in table.output.replace("\N{NO-BREAK SPACE}", " ")
    shown = json.loads(CliRunner().invoke(main, ["prove", str(path), "--format", "json"]).output)
    assert shown["grenzen"][0]["hoogst"]["bewezen"] == shown["grenzen"][0]["hoogst"]["bereikt"] == 330_000_00
    assert shown["grenzen"][0]["hoogst"]["oordeel"] == "bewezen"
    assert {one["oordeel"] for one in shown["eigenschappen"]} == {"bewezen"}
    SCHEMA.validate(shown)


def test_a_refuted_property_is_shown_with_its_counter_example_in_both_forms() -> None:
    path = Path(__file__).parent / "bad/RC522_maximum.rc"
    table = CliRunner().invoke(main, ["prove", str(path)]).output.replace("\N{NO-BREAK SPACE}", " ")
    assert "weerlegd: Het recht in totaal is nooit hoger dan € 10.000,99." in table
    assert "      uren = 2.000, laat = nee\n" in table
    shown = json.loads(CliRunner().invoke(main, ["prove", str(path), "--format", "json"]).output)
    SCHEMA.validate(shown)
    (refuted,) = [one for one in shown["eigenschappen"] if one["oordeel"] == "weerlegd"]
    assert refuted["tegenvoorbeeld"].startswith('voorbeeld "Tegenvoorbeeld: ')


def test_of_a_fund_every_reservation_is_proved() -> None:
    path = ROOT / "contracts/resultatenfonds/uitvragen.rc"
    table = CliRunner().invoke(main, ["prove", str(path)])
    assert table.exit_code == 0
    assert "  weerlegd" not in table.output
    shown = json.loads(CliRunner().invoke(main, ["prove", str(path), "--format", "json"]).output)
    SCHEMA.validate(shown)
    assert {one["reservering"]["oordeel"] for one in shown["overeenkomsten"]} == {"bewezen"}


def test_time_is_told_per_kind_of_proof_and_only_when_asked() -> None:
    path = next(path for path in CONTRACTS if path.stem == "sib")
    plain = CliRunner().invoke(main, ["prove", str(path)])
    timed = CliRunner().invoke(main, ["prove", str(path), "--tijd"])
    assert timed.output.startswith(plain.output)
    rest = timed.output[len(plain.output) :].splitlines()
    assert rest[:2] == ["", "Rekentijd"]
    assert [re.sub("^  [0-9]+,[0-9]{3} s  ", "", line) for line in rest[2:]] == ["grenzen", *PROPERTIES]
    fund = next(path for path in FUNDS if path.stem == "uitvragen")
    assert CliRunner().invoke(main, ["prove", str(fund), "--tijd"]).exit_code == 2


def test_a_contract_gives_the_same_bounds_every_time() -> None:
    compiled = compiled_file(next(path for path in CONTRACTS if path.stem == "sib"))
    assert prove_table(proof_of(compiled)) == prove_table(proof_of(compiled))


def undecided_in_the_docs() -> dict[str, int]:
    """Per contract how many bounds docs/bewijzen.md says are undecided."""
    text = ROOT.joinpath("docs/bewijzen.md").read_text(encoding="utf-8")
    return {name: int(number) for name, number in re.findall(r"^\| `([\w-]+)` \((\d+)\) \|", text, re.MULTILINE)}


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_the_docs_say_how_many_bounds_of_a_contract_are_undecided(path: Path) -> None:
    found = bounds_of(compiled_file(path)).all
    ends = [end.verdict for reach in found for end in (reach.lowest, reach.highest)]
    assert ends.count(Verdict.UNDECIDED) == undecided_in_the_docs().get(path.stem, 0)


def test_the_docs_name_no_contract_that_is_not_there() -> None:
    assert set(undecided_in_the_docs()) <= {path.stem for path in CONTRACTS}
