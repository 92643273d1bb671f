"""What one step in one measurement does: held against runs, on small generated contracts; planted faults are found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from resultaatcontract.driver import Compiled, check_source, compile_source
from resultaatcontract.examples import failing
from resultaatcontract.findings import Rejected
from resultaatcontract.model.contract import Measurement
from resultaatcontract.model.expressions import Kind, Level
from resultaatcontract.plan.inputs import Key, Measured, Results
from resultaatcontract.plan.run import run
from resultaatcontract.prove import change, moves, rules
from resultaatcontract.prove.goal import Goal, only, value_of
from resultaatcontract.prove.intervals import Interval
from resultaatcontract.prove.moves import Move, moves_of
from resultaatcontract.prove.properties import dead
from resultaatcontract.prove.properties.dead import Applied, every_rule_applies
from resultaatcontract.prove.properties.property import Property, PropertyKind
from resultaatcontract.prove.properties.steps import of_steps
from resultaatcontract.prove.prover import Prover, Verdict
from resultaatcontract.record import changed
from resultaatcontract.text.reading import decimals
from resultaatcontract.text.source import Source

from .contract_texts import contract_text
from .generators import Seeded, results_for, source
from .reference_texts import small_text

TESTS = Path(__file__).parent


def generated(kind: str, number: int) -> Compiled | None:
    chooser = Seeded(Random(f"steps/{kind}/{number}"))
    try:
        return compile_source(source(small_text(chooser) if kind == "small" else contract_text(chooser)))
    except Rejected:
        return None


# ------------------------------------------------------------------ steps, run


def one_step_up(compiled: Compiled, one: Measurement, key: Key, results: Results) -> Iterator[Results]:
    """The results with a measurement one step higher: of the contract, or of each participant in turn."""
    if one.level is Level.CONTRACT:
        higher = _higher(compiled, one, results.values.get(key))
        if higher is not None:
            yield changed(results, values={**results.values, key: higher})
        return
    for index, person in enumerate(results.participants):
        higher = _higher(compiled, one, person.values.get(key))
        if higher is not None:
            other = changed(person, values={**person.values, key: higher})
            yield changed(
                results, participants=(*results.participants[:index], other, *results.participants[index + 1 :])
            )


def _higher(compiled: Compiled, one: Measurement, value: Measured) -> Measured:
    """None where the measurement is missing or at its highest."""
    if value is None or one.kind is Kind.DATE:
        return None
    if one.kind is Kind.YES_NO:
        return True if value is False else None
    assert one.high is not None
    assert one.step is not None
    scale = 10 ** decimals(compiled.contract.currency) if one.kind is Kind.MONEY else 1
    higher = value + one.step * scale
    return None if higher > one.high * scale else int(higher) if higher.denominator == 1 else higher


def wrong_changes(compiled: Compiled, found: list[Move], number: int, seed: str) -> list[str]:
    """Changes of an amount, for one step, that lie outside what is proved of them."""
    total = only(compiled.plan.tranches[-1].so_far.total)
    wrong = []
    for index in range(number):
        results = results_for(compiled, Seeded(Random(f"{seed}/{index}")))
        before = run(compiled.plan, results)
        for move in found:
            for higher in one_step_up(compiled, move.measurement, move.key, results):
                after = run(compiled.plan, higher)
                for goal, proved in move.proved.items():
                    if goal != total and _restricted(compiled, goal):
                        continue
                    moved = value_of(goal, after) - value_of(goal, before)
                    if _outside(moved, proved):
                        wrong.append(f"{move.key} {goal}: {moved} not in {proved}")
    return wrong


def _restricted(compiled: Compiled, goal: Goal) -> bool:
    """Whether what is proved of a party is about its own participants only."""
    last = compiled.plan.tranches[-1].so_far
    for way, amounts in (("betaalt", last.pays), ("ontvangt", last.receives)):
        for name, node in amounts:
            if only(node) == goal:
                return bool(moves.own_choices(name, way, compiled.contract))
    return False


def _outside(value: object, ends: Interval) -> bool:
    low, high = ends
    return (low is not None and value < low) or (high is not None and value > high)  # type: ignore[operator]


def quiet(done: object) -> None:
    """Nobody watches."""


@pytest.mark.parametrize("kind", ["small", "large"])
@pytest.mark.parametrize("block", range(4))
def test_no_step_changes_an_amount_by_more_than_is_proved(kind: str, block: int) -> None:
    seen = 0
    for number in range(block * 8, block * 8 + 8):
        compiled = generated(kind, number)
        if compiled is not None:
            seen += 1
            found = moves_of(Prover(compiled), quiet)
            wrong = wrong_changes(compiled, found, 10, f"{kind}/{number}")
            assert not wrong, f"{wrong}\n{compiled.source.text}"
    assert seen >= 2


@pytest.mark.parametrize("kind", ["small", "large"])
@pytest.mark.parametrize("block", range(4))
def test_no_results_make_a_rule_apply_that_is_proved_dead(kind: str, block: int) -> None:
    for number in range(block * 8, block * 8 + 8):
        compiled = generated(kind, number)
        if compiled is None:
            continue
        found = every_rule_applies(Prover(compiled), Applied(compiled.plan))
        never = {one.span for one in found if one.verdict is Verdict.REFUTED}
        applied = Applied(compiled.plan)
        for index in range(25):
            applied.watch(run(compiled.plan, results_for(compiled, Seeded(Random(f"dood/{number}/{index}")))))
        assert not {span for _, span in applied.seen} & never, compiled.source.text


# ------------------------------------------------------------------ a broken proof is caught


def test_a_proof_that_forgets_a_condition_that_turns_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(
        condition: change.Pair, then: change.Pair, otherwise: change.Pair, on: Interval, off: Interval
    ) -> change.Pair:
        return change.Pair(then.before, then.after, then.change)

    monkeypatch.setattr(rules, "chosen", broken)
    assert _some_wrong()


def test_a_proof_that_forgets_rounding_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change, "_rounded", lambda value, unit, way: value.change)
    assert _some_wrong()


def _some_wrong() -> bool:
    for number in range(40):
        for kind in ("small", "large"):
            compiled = generated(kind, number)
            if compiled is not None and wrong_changes(
                compiled, moves_of(Prover(compiled), quiet), 6, f"{kind}/{number}"
            ):
                return True
    return False


def test_a_limit_said_never_to_bind_while_it_does_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead._Never, "highest", lambda self, rule: -1)
    compiled = planted("RC533_begrenst_nooit")
    found = every_rule_applies(Prover(compiled), Applied(compiled.plan))
    never = {one.span for one in found if one.verdict is Verdict.REFUTED}
    applied = Applied(compiled.plan)
    for index in range(10):
        applied.watch(run(compiled.plan, results_for(compiled, Seeded(Random(f"grens/{index}")))))
    assert {span for _, span in applied.seen} & never


# ------------------------------------------------------------------ planted faults


@cache
def planted(name: str) -> Compiled:
    path = TESTS / "bad" / f"{name}.rc"
    return compile_source(Source(path.name, path.read_text(encoding="utf-8")))


def refuted(name: str, kind: PropertyKind) -> list[Property]:
    found = of_steps(Prover(planted(name)))
    return [one for one in found if one.kind is kind and one.verdict is Verdict.REFUTED]


def test_a_perverse_incentive_is_found_with_a_pair_that_reproduces() -> None:
    compiled = planted("RC530_averechtse_prikkel")
    found = [one for one in refuted("RC530_averechtse_prikkel", PropertyKind.MONOTONE) if one.span is not None]
    assert len(found) == 3
    total = only(compiled.plan.tranches[-1].so_far.total)
    for one in found:
        worse, better = one.counter
        assert value_of(total, run(compiled.plan, better)) < value_of(total, run(compiled.plan, worse))


def test_the_pair_of_a_finding_can_be_pasted_and_comes_out() -> None:
    compiled = planted("RC530_averechtse_prikkel")
    blocks = [one.detail for one in check_source(compiled.source) if one.code == "RC530"]
    assert len(blocks) == 3
    pasted = compile_source(Source("geplakt.rc", compiled.source.text + "\n" + "\n".join(blocks)))
    assert len(pasted.contract.examples) == 7
    assert all(not wrong for _, wrong in failing(pasted))


def test_a_jump_of_eighty_thousand_for_one_unit_is_found_at_its_threshold() -> None:
    found = refuted("RC531_sprong", PropertyKind.JUMP)
    assert len(found) == 2
    assert "€ 80.000,00: gaat “Plaatsingen” van 49 naar 50" in found[0].detail.replace("\N{NO-BREAK SPACE}", " ")


def test_a_jump_that_is_allowed_is_proved_to_be_so() -> None:
    text = planted("RC531_sprong").source.text.replace("€ 10.000 ", "€ 80.000 ").replace("€ 5.000 ", "€ 80.000 ")
    found = of_steps(Prover(compile_source(source(text))))
    assert {one.verdict for one in found if one.kind is PropertyKind.JUMP} == {Verdict.PROVED}


def test_what_never_applies_is_found_and_nothing_else() -> None:
    names = [one.subject for one in refuted("RC532_geldt_nooit", PropertyKind.DEAD)]
    assert len(names) == 4
    assert any("Tegenstrijdig" in name for name in names)


def test_a_limit_that_is_just_the_most_that_is_possible_is_left_alone() -> None:
    found = refuted("RC533_begrenst_nooit", PropertyKind.IDLE)
    assert sorted(one.span.text for one in found if one.span is not None) == [
        "ten hoogste € 1.000.000",
        "ten hoogste € 1.500",
        "€ 60.000,01",
    ]


def test_what_the_author_says_is_better_is_what_is_held() -> None:
    """Of a table that only rises nothing is wrong; of the same one with the other word, everything is."""
    text = (TESTS / "good" / "behaviour.rc").read_text(encoding="utf-8")
    assert not [one for one in check_source(source(text)) if one.code.startswith("RC53")]
    other = text.replace("beter is hoger", "beter is lager")
    assert [one.code for one in check_source(source(other))] == ["RC530", "RC530"]
