"""Bounds and verdicts are held against all results of small contracts, and a prover that is broken is found out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.findings import Rejected
from resultaatcontract.plan.run import Run, run
from resultaatcontract.prove import box, branch, cohort, program, relax, simplex, space
from resultaatcontract.prove.bounds import bounds_by, targets
from resultaatcontract.prove.cohort import Cohort
from resultaatcontract.prove.goal import value_of
from resultaatcontract.prove.intervals import Interval
from resultaatcontract.prove.properties.asserted import assertion_claims
from resultaatcontract.prove.properties.claim import Claim, decide
from resultaatcontract.prove.properties.limits import limit_claims
from resultaatcontract.prove.properties.signs import sign_claims
from resultaatcontract.prove.properties.sums import sum_claims
from resultaatcontract.prove.prover import Bound, Prover, Verdict
from resultaatcontract.record import changed

from .generators import Seeded, source
from .reference_texts import small_text
from .walked import all_results, with_few_values

MOST = 400  # results of a contract that is walked
BLOCKS = 8
TEXTS = 800  # of which the small enough are walked

HEAD = """\
taal 1
overeenkomst "Klein"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR
partij gemeente "Gemeente" is betaler
partij provincie "Provincie" is betaler
partij aanbieder "Aanbieder" is uitvoerder
"""
WRITTEN = {
    "cap": HEAD
    + """\
partij bureau "Bureau" is beoordelaar
deelnemer jongere "Jongere"
  ten hoogste 3 deelnemers
  moment start
meting werk op start: ja/nee
  oordeel van bureau
meting diploma op start: ja/nee
  oordeel van bureau
indicator een
  behaald als werk
  vergoeding € 100,10 per deelnemer
indicator twee
  behaald als diploma
  vergoeding € 70 per deelnemer
totaal
  ten hoogste € 333,33
betaling
  gemeente draagt 1/3 × 100%
  provincie draagt de rest
  aan aanbieder
tranche half op 1 juli 2027: 50% van het recht
tranche eind op 31 december 2028: eindafrekening
te veel betaald verrekenen
""",
    "first": HEAD
    + """\
deelnemer jongere "Jongere"
  ten hoogste 3 deelnemers
  moment start
meting werk op start: ja/nee
indicator een
  behaald als werk
  voor de eerste 2 deelnemers
  vergoeding € 100 per deelnemer
betaling
  gemeente draagt 100%
  aan aanbieder
""",
    "share": HEAD
    + """\
deelnemer jongere "Jongere"
  ten hoogste 3 deelnemers
  moment start
meting werk op start: ja/nee
meting cijfer op start: aantal 0 t/m 4
indicator samen
  behaald als gemiddelde van cijfer over deelnemers met werk ≥ 2,5
  vergoeding € 500
  alleen als aandeel deelnemers met werk ≥ 60%
betaling voor samen
  gemeente draagt 100%
  aan aanbieder
""",
    "curve": HEAD
    + """\
moment laat is 31 december 2028
contractmeting netten op laat: aantal 0 t/m 12
contractmeting baat op laat: bedrag € -10 t/m € 10 in stappen van € 2,50
indicator een
  resultaat netten
  vergoeding naar schijf
    t/m 5: € 10 per stuk
    vanaf 6: € 4,50 per stuk
  ten hoogste € 71
indicator twee
  resultaat baat
  vergoeding of malus 30% van baat
betaling
  gemeente draagt 2/7 × 100%
  provincie draagt de rest
  aan aanbieder
""",
    "waterfall": HEAD
    + """\
partij bank "Bank" is investeerder
moment laat is 31 december 2028
contractmeting netten op laat: aantal 0 t/m 30
indicator een
  resultaat netten
  vergoeding € 10 per stuk
betaling
  gemeente draagt 100%
  eerst hoofdsom aan bank
  daarna rendement ten hoogste 7,5% per jaar, samengesteld, 30/360 aan bank
  rest aan aanbieder
investering
  bank € 150 op 1 maart 2027
""",
}


@cache
def written(name: str) -> tuple[Compiled, tuple[Run, ...]]:
    compiled = compile_source(source(WRITTEN[name]))
    found = all_results(compiled, 2000)
    assert found is not None
    return compiled, tuple(run(compiled.plan, one) for one in found)


@cache
def generated(number: int) -> tuple[Compiled, tuple[Run, ...]] | None:
    chooser = Seeded(Random(f"walked/{number}"))
    try:
        compiled = compile_source(source(with_few_values(small_text(chooser))))
    except Rejected:
        return None
    found = all_results(compiled, MOST)
    return None if found is None else (compiled, tuple(run(compiled.plan, one) for one in found))


def wrong_about(compiled: Compiled, runs: tuple[Run, ...]) -> Iterator[str]:
    """What the prover says that isn't so when all results are looked at."""
    prover = Prover(compiled)
    bounds = bounds_by(prover).all
    for reach, (_, _, node) in zip(bounds, targets(compiled.plan), strict=True):
        values = [done.value(node) for done in runs]
        yield from _wrong_end(f"{reach.what.value} {reach.name} laagst", reach.lowest, min(values), 1)
        yield from _wrong_end(f"{reach.what.value} {reach.name} hoogst", reach.highest, max(values), -1)
    claims: list[Claim] = [
        *limit_claims(compiled),
        *sign_claims(compiled),
        *sum_claims(compiled),
        *assertion_claims(compiled.plan),
    ]
    for claim, found in zip(claims, decide(prover, claims), strict=True):
        broken = any(claim.broken_by(value_of(claim.goal, done)) for done in runs)
        if found.verdict is not Verdict.UNDECIDED and broken != (found.verdict is Verdict.REFUTED):
            yield f"{claim.subject}: {found.verdict.value}"


def _wrong_end(name: str, bound: Bound, true: int | Fraction, sign: int) -> Iterator[str]:
    """`sign`: 1 for the lowest end, −1 for the highest."""
    if bound.proved is not None and (true - bound.proved) * sign < 0:
        yield f"{name}: {true} komt voor, bewezen is {bound.proved}"
    if (bound.reached.amount - true) * sign < 0:
        yield f"{name}: {bound.reached.amount} is bereikt, {true} is het uiterste"


@pytest.mark.parametrize("name", WRITTEN)
def test_all_results_of_a_written_contract_agree_and_its_bounds_are_decided(name: str) -> None:
    compiled, runs = written(name)
    assert not list(wrong_about(compiled, runs))
    bounds = bounds_by(Prover(compiled)).all
    ends = [end.verdict for reach in bounds for end in (reach.lowest, reach.highest)]
    assert set(ends) == {Verdict.PROVED}


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_results_of_generated_contracts_agree_with_every_bound_and_verdict(block: int) -> None:
    walked = 0
    for number in range(block, TEXTS, BLOCKS):
        found = generated(number)
        if found is not None:
            walked += 1
            assert not list(wrong_about(*found)), found[0].source.text
    assert walked >= 4


# ------------------------------------------------------------------ broken on purpose


def _half(total: Interval, weights: object, index: int) -> Interval:
    return 0, None if total[1] is None else int(total[1]) // 2


def _fewer(*arguments: object) -> Cohort:
    whole = cohort.cohort_of(*arguments)  # type: ignore[arg-type]
    return changed(whole, columns=whole.columns[1:])


def _first_piece(box_: box.Box, gaps: object) -> list[box.Box]:
    return SPLIT(box_, gaps)[:1]  # type: ignore[arg-type]


def _any_argument(self: object, node: int, factor: int, sign: int) -> None:
    self.put(self.box.written(self.box.among[node][0]), factor)  # type: ignore[attr-defined]


def _less(*arguments: object) -> int | Fraction | None:
    value = simplex.certified(*arguments)  # type: ignore[arg-type]
    return None if value is None else Fraction(value) / 2


SPLIT = branch._split
BROKEN: dict[str, tuple[object, str, object]] = {
    "a part of a split is at most half of it": (box, "shared", _half),
    "a kind of participant is forgotten": (space, "cohort_of", _fewer),
    "a piece of a box is forgotten": (branch, "_split", _first_piece),
    "rounding is forgotten": (relax._Relaxing, "off", lambda *arguments: None),
    "a highest is its first argument": (relax._Relaxing, "_extreme", _any_argument),
    "a program proves half": (program, "certified", _less),
    "a condition that may hold never does": (box, "compare", lambda *arguments: (0, 0)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_prover_that_is_broken_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*BROKEN[name])
    walked = [written(one) for one in WRITTEN]
    walked += [found for found in map(generated, range(80)) if found is not None]
    assert any(_caught(*one) for one in walked)


def _caught(compiled: Compiled, runs: tuple[Run, ...]) -> bool:
    return any(True for _ in wrong_about(compiled, runs))
