"""Faults that were planted on purpose are found, each with a counter-example that reproduces when it is pasted.

Contracts with a fault stand in tests/planted and tests/bad. Some faults can't be written in the language: every limit
on a payer says where the rest goes (RC418), more than one tranche says what happens when too much was paid (RC416), and
parts of a sum are the whole by how they are split. Those are planted in the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from resultaatcontract.driver import Compiled, CompiledFund, check_source, compile_any, compile_source
from resultaatcontract.examples import all_failing, example_results, failing
from resultaatcontract.findings import Finding
from resultaatcontract.outputs.outcome import Outcome, pay
from resultaatcontract.plan import graph as g
from resultaatcontract.plan.graph import Node
from resultaatcontract.plan.run import run
from resultaatcontract.prove.properties.property import Property, PropertyKind
from resultaatcontract.prove.properties.registry import properties_of
from resultaatcontract.prove.prover import Prover, Verdict
from resultaatcontract.record import changed
from resultaatcontract.text.source import Source

TESTS = Path(__file__).parent

# File, code, and what is wrong with the outcome of the counter-example, in cents.
PLANTED: list[tuple[str, str, Callable[[Outcome], bool]]] = [
    # 2.000 × € 7,01 = € 14.020; cut to € 10.000,99 and rounded up to € 10.001: one cent above the ceiling.
    ("bad/RC522_maximum.rc", "RC522", lambda one: one.total == 1_000_100),
    # At least € 1.000, of which 10% is taken afterwards.
    ("bad/RC523_minimum.rc", "RC523", lambda one: one.total < 100_000),
    # € 10.000 is earned, and at most € 5.000 is paid in the only year.
    ("bad/RC524_nooit_betaald.rc", "RC524", lambda one: one.total < one.tranches[-1].entitlement),
    # The smallest number of hours at which the fund bears more: one. 60% of € 10 is € 6.
    ("bad/RC521_stelling.rc", "RC521", lambda one: one.pays["fonds"] == 600 and one.pays["gemeente"] == 400),
    # The fund is at its limit of € 5.000, and the provider gets less than € 10 for each hour.
    (
        "planted/aandelen_tot_een_grens.rc",
        "RC521",
        lambda one: one.receives["aanbieder"] < one.tranches[-1].entitlement,
    ),
    # At least one person with work in a lot, at € 100; rounded up to € 1.000 in all.
    ("planted/maximum_per_perceel.rc", "RC522", lambda one: max(one.receives.values()) > 60_000),
]


def source_of(name: str, added: str = "") -> Source:
    text = TESTS.joinpath(name).read_text(encoding="utf-8")
    return Source(Path(name).name, f"{text}\n{added}" if added else text)


def found_in(name: str, code: str) -> list[Finding]:
    return [one for one in check_source(source_of(name)) if one.code == code]


@pytest.mark.parametrize(("name", "code", "wrong"), PLANTED, ids=[name for name, _, _ in PLANTED])
def test_a_planted_fault_is_found_and_its_counter_example_reproduces(
    name: str, code: str, wrong: Callable[[Outcome], bool]
) -> None:
    found = found_in(name, code)
    assert found
    assert found[0].detail.startswith('voorbeeld "Tegenvoorbeeld: ')
    pasted = compile_source(source_of(name, found[0].detail))
    example, problems = list(failing(pasted))[-1]
    assert example.title.startswith("Tegenvoorbeeld: ")
    assert problems == []
    assert wrong(pay(pasted.plan, example_results(example, pasted.contract)))


def test_a_counter_example_is_as_simple_as_it_can_be() -> None:
    """At the limit of the fund one more hour is enough, and roundest is 2.000; one person is enough in a lot."""
    (lot, *_) = found_in("planted/maximum_per_perceel.rc", "RC522")
    assert lot.detail.count("deelnemer") == 1
    assert "deelnemer d1: perceel = noord, werk = ja" in lot.detail


def test_a_fund_that_one_contract_overcommits_is_found_and_its_counter_example_reproduces() -> None:
    """€ 30.000 is reserved, and the fund bears half of € 80.000. With € 40.000 reserved, the example comes out."""
    name = "bad/RC553_niet_gebonden.rc"
    (found,) = [one for one in found_in(name, "RC553") if one.detail]
    wider = source_of(name, found.detail)
    text = wider.text.replace("reserveert € 30.000", "reserveert € 40.000").replace(" voor ronde_2 # RC553", "")
    compiled = compile_any(Source("fonds.rc", text))
    assert isinstance(compiled, CompiledFund)
    assert [(title.partition(":")[0], wrong) for title, wrong in all_failing(compiled)][-1] == ("Tegenvoorbeeld", [])
    assert "verwacht overeenkomst een € 40.000" in found.detail


# ------------------------------------------------------------------ planted in the plan


def with_node(compiled: Compiled, number: int, operation: g.Operation) -> Compiled:
    """The contract with another operation at one node."""
    nodes: list[Node] = list(compiled.plan.nodes)
    nodes[number] = changed(nodes[number], operation=operation)
    return changed(compiled, plan=changed(compiled.plan, nodes=tuple(nodes)))


def refuted(compiled: Compiled, kind: PropertyKind) -> list[Property]:
    return [one for one in properties_of(Prover(compiled)) if one.kind is kind and one.verdict is Verdict.REFUTED]


def shared_contract() -> Compiled:
    compiled = compile_source(source_of("planted/aandelen_tot_een_grens.rc"))
    assert all(not refuted(compiled, kind) for kind in (PropertyKind.WHOLE, PropertyKind.ARRIVES, PropertyKind.SIGN))
    return compiled


def test_shares_that_are_the_whole_except_when_a_limit_binds_are_refuted() -> None:
    """The plan is made to forget what lapses: below the limit nothing is wrong, above it the shares aren't the whole."""
    compiled = shared_contract()
    last = compiled.plan.tranches[-1]
    silent = changed(last, dropped=())
    compiled = changed(compiled, plan=changed(compiled.plan, tranches=(silent,)))
    (found,) = refuted(compiled, PropertyKind.WHOLE)
    (results,) = found.counter
    done = run(compiled.plan, results)
    assert sum(done.value(node) for node in silent.shared) < done.value(silent.due)


def test_a_euro_that_reaches_nobody_is_refuted() -> None:
    compiled = shared_contract()
    ((_, received),) = compiled.plan.tranches[-1].receives
    ((_, paid), _) = compiled.plan.tranches[-1].pays
    compiled = with_node(compiled, received, g.Add((paid,)))
    (found,) = refuted(compiled, PropertyKind.ARRIVES)
    assert found.detail.startswith("Met deze metingen is het ")
    assert found.counter[0].values == {("uren", ""): 1}


def test_a_claw_back_that_nobody_declared_is_refuted() -> None:
    """A receiver is made to give back what the other payer pays."""
    compiled = shared_contract()
    ((_, received),) = compiled.plan.tranches[-1].receives
    ((_, paid), (_, other)) = compiled.plan.tranches[-1].pays
    zero = next(node.id for node in compiled.plan.nodes if node.operation == g.Constant(0))
    compiled = with_node(compiled, received, g.Subtract(zero, max(paid, other)))
    found = refuted(compiled, PropertyKind.SIGN)
    assert found
    assert all(run(compiled.plan, one.counter[0]).value(received) < 0 for one in found)
