"""`te veel betaald verrekenen`: before the final settlement nobody gives anything back, however parts shift."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.outputs.outcome import pay

from .generators import Case, Seeded, results_for, source
from .invariants import nobody_gives_back_while_an_overpayment_waits, parts_sum_to_wholes

HEAD = """
taal 1
overeenkomst "Voorbeeld"
  looptijd 1 januari 2027 t/m 31 december 2029
  bedragen in EUR exclusief btw
partij gemeente "Gemeente" is betaler
partij provincie "Provincie" is betaler
partij fonds "Fonds" is betaler
partij aanbieder "Aanbieder" is uitvoerder
partij stichting "Stichting" is uitvoerder
partij cooperatie "Coöperatie" is uitvoerder
deelnemer traject "Traject"
  moment vroeg
  moment laat
  eigenschap regio: keuze uit noord, zuid
meting werk op vroeg, laat: ja/nee
  bij ontbreken niet behaald
meting punten op laat: aantal punten -20 t/m 20
  bij ontbreken niet behaald
moment helft is 31 maart 2028
moment later is 30 september 2028
contractmeting baat_een op helft, later: bedrag € 0 t/m € 10
contractmeting baat_twee op helft, later: bedrag € 0 t/m € 10
indicator eerst_werk
  behaald als werk op vroeg
  vergoeding € 1.000
indicator blijft_werk
  behaald als werk op laat
  vergoeding € 700
indicator puntental
  resultaat punten
  vergoeding of malus € 13 per punt
totaal
  ten hoogste € 2.500,01
tranche een op 1 april 2028: 100% van het recht
tranche twee op 1 oktober 2028: 80% van het recht
tranche drie op 1 maart 2029: 100% van het recht
tranche eind op 31 december 2029: eindafrekening
te veel betaald verrekenen
"""

SHAPES = {
    "betalingen aan verschillende ontvangers": """
betaling voor eerst_werk
  gemeente draagt 100%
  aan aanbieder
betaling voor blijft_werk, puntental
  gemeente draagt 100%
  aan stichting
""",
    "ontvangers naar regio": """
betaling
  gemeente draagt 100%
  aan naar regio
    noord: aanbieder
    zuid: stichting
""",
    "betalers naar regio": """
betaling
  naar regio draagt 50%
    noord: gemeente
    zuid: provincie
  fonds draagt de rest
  aan aanbieder
""",
    "betalers naar rato": """
betaling
  gemeente draagt naar rato van baat_een
  provincie draagt naar rato van baat_twee
  bij nul draagt fonds
  aan aanbieder
""",
    "drie betalers en drie ontvangers, met hun centen": """
betaling
  gemeente draagt 6/14 × 100%
  provincie draagt 6/14 × 100%
  fonds draagt de rest
  aan aanbieder 42 6/7%, stichting 42 6/7%, cooperatie 14 2/7%
""",
    "een grens per jaar en een aanvulling": """
betaling voor eerst_werk
  gemeente draagt 60%, ten hoogste € 700 per kalenderjaar, daarboven vervalt
  provincie draagt 40%
  fonds vult aan met 25% bovenop gemeente, ten hoogste € 150, daarboven vervalt
  aan aanbieder
betaling voor blijft_werk, puntental
  gemeente draagt 100%
  aan stichting
""",
}


def _contract(shape: str) -> Compiled:
    text = HEAD + SHAPES[shape]
    if "naar rato" not in text:
        text = "\n".join(line for line in text.splitlines() if not line.startswith("contractmeting"))
    return compile_source(source(text.lstrip()))


@pytest.mark.parametrize("shape", SHAPES)
def test_nobody_gives_back_before_the_final_settlement(shape: str) -> None:
    compiled = _contract(shape)
    final_below_zero = False
    for seed in range(120):
        results = results_for(compiled, Seeded(Random(seed)), 6)
        case = Case(compiled, results)
        nobody_gives_back_while_an_overpayment_waits(case)
        parts_sum_to_wholes(case)
        last = pay(compiled.plan, results).tranches[-1]
        final_below_zero |= min(*last.pays.values(), *last.receives.values()) < 0
    # Something did wait, or the test would show nothing.
    assert final_below_zero


@pytest.mark.parametrize("shape", SHAPES)
def test_corrected_results_do_not_make_anybody_give_back_before_the_final_settlement(shape: str) -> None:
    """Also when an earlier statement rests on other results than are known now."""
    compiled = _contract(shape)
    first = compiled.plan.tranches[0]
    for seed in range(60):
        before = pay(compiled.plan, results_for(compiled, Seeded(Random(seed)), 6))
        paid = {(first.name, way, which, party): before.run.value(node) for way, which, party, node in first.flows}
        results = replace(results_for(compiled, Seeded(Random(seed + 1000)), 6), paid=paid)
        nobody_gives_back_while_an_overpayment_waits(Case(compiled, results))
