"""Clauses that a contract has only when it needs them: what counts, what is rounded, what is given back."""

from __future__ import annotations

from resultaatcontract.annex.build import build_annex
from resultaatcontract.driver import compile_source
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL
from tests.annex_figures import normative_texts

SMALL = """
taal 1

overeenkomst "Proef"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR

partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder
partij bureau "Bureau" is beoordelaar en ontvanger en betaler

deelnemer gezin "Gezin", meervoud "Gezinnen"
  moment einde "Einde"
  eigenschap perceel "Perceel": keuze uit noord, zuid

meting werk "Werk" op einde: ja/nee

indicator baan "Baan"
  behaald als werk
  vergoeding € 100
indicator samen "Samen"
  behaald als aantal deelnemers met werk ≥ 2
  vergoeding € 1.000

per perceel
  ten hoogste € 5.000

betaling
  gemeente draagt 100%
  aan aanbieder
"""
TRANCHES = """
tranche vooraf op 1 maart 2027: voorschot € 500
tranche midden op 1 maart 2028: 80% van het recht
tranche eind op 31 december 2028: eindafrekening
te veel betaald verrekenen
"""
ALONE = "tranche eind op 31 december 2028: eindafrekening\n"
STANDING = "Voorschotten die nog niet worden verrekend, blijven daarbij buiten beschouwing."


def words(text: str) -> str:
    return "\n".join(normative_texts(build_annex(compile_source(Source("proef.rc", text)))))


def test_with_one_tranche_all_established_results_count_and_no_cut_off_is_spoken_of() -> None:
    for text in (SMALL, SMALL + ALONE):
        shown = words(text)
        assert "Bij de eindafrekening tellen alle resultaten mee die zijn vastgesteld." in shown
        assert "peildatum" not in shown.lower()
        assert "hoort bij het kalenderjaar" not in shown
        assert "wat eerder is betaald" not in shown
        assert "de datum van dat moment" not in shown


def test_a_cut_off_of_its_own_makes_one_tranche_look_at_dates() -> None:
    shown = words(SMALL + ALONE + "  resultaten t/m 30 november 2028\n")
    assert "30 november 2028" in shown
    assert "op of vóór de peildatum liggen" in shown
    assert "Is een meting gedaan en ontbreekt de datum, dan wordt de vergoeding niet vastgesteld" in shown
    assert "op een moment na 30 november 2028, de peildatum van de eindafrekening, telt nooit mee" in shown


def test_a_limit_per_calendar_year_says_what_year_an_amount_is_of() -> None:
    shown = words(SMALL + "per kalenderjaar\n  ten hoogste € 900\n")
    assert "Een bedrag hoort bij het kalenderjaar" in shown


def test_a_count_takes_only_participants_whose_measurements_are_known() -> None:
    clause = "Bij een aantal, aandeel, som of gemiddelde tellen alleen de Gezinnen mee waarvan"
    assert clause in words(SMALL + TRANCHES)
    alone = SMALL.replace("aantal deelnemers met werk ≥ 2", "aantal deelnemers ≥ 2")
    assert clause not in words(alone + TRANCHES)


def test_a_share_beside_a_standing_advance_says_so() -> None:
    assert STANDING in words(SMALL + TRANCHES)
    assert STANDING not in words(SMALL + TRANCHES.replace("voorschot € 500", "voorschot € 500, verrekend vanaf midden"))
    assert STANDING not in words(SMALL + TRANCHES.replace(": voorschot € 500", ": 10% van het recht"))


def test_the_rounding_clause_names_everything_that_is_rounded_after_the_entitlement() -> None:
    shown = words(SMALL + TRANCHES)
    assert "het recht, het deel van het recht per tranche en ieder voorschot worden" in shown
    shown = words(ALL["participants"])
    for one in ("ieder voorschot", "iedere termijn", "iedere aanvulling boven op de vergoeding", "de btw"):
        assert one in shown
    assert "het opgebouwde rendement" in words(ALL["waterfall"])
    assert "en het recht worden afgerond op hele eurocenten" in words(SMALL)


def test_a_limit_in_an_order_of_payers_is_rounded_down() -> None:
    clause = "Ook een grens per tranche, kalenderjaar of betaler wordt afgerond, maar altijd naar beneden"
    ordered = SMALL.replace("gemeente draagt 100%", "eerst gemeente tot € 200 / 3\n  daarna bureau")
    assert clause in words(ordered)
    assert clause not in words(ordered.replace("€ 200 / 3", "€ 200"))


def test_a_party_whose_own_part_falls_gives_back_or_gets_back_where_there_are_several() -> None:
    several = SMALL.replace("aan aanbieder", "aan aanbieder 50%, bureau 50%")
    for recovery, lead, part in (
        ("verrekenen", "Is in totaal niet te veel betaald, maar heeft", "eigen deel"),
        ("terugbetalen", "Heeft", "deel"),
    ):
        tranches = TRANCHES.replace("verrekenen", recovery)
        assert f" {lead} een ontvanger meer ontvangen dan het {part}" in words(several + tranches)
        assert f"meer ontvangen dan het {part}" not in words(SMALL + tranches)
        assert f"betaler meer betaald dan het {part}" not in words(SMALL + tranches)
        shared = SMALL.replace("gemeente draagt 100%", "gemeente draagt 60%\n  bureau draagt de rest")
        assert f" {lead} een betaler meer betaald dan het {part}" in words(shared + tranches)


def test_a_limit_per_attribute_says_over_whom_it_goes() -> None:
    shown = words(SMALL)
    assert (
        "De vergoeding voor alle Gezinnen met dezelfde waarde van “Perceel” samen is ten hoogste €\u00a05.000,00."
        in shown
    )
    assert "Een vergoeding voor de hele overeenkomst telt daarbij niet mee." in shown
    assert "Per “Perceel” geldt:" not in shown
    one = words(SMALL.replace("  ten hoogste € 5.000\n", "  noord: ten hoogste € 5.000\n  zuid: ten hoogste € 6.000\n"))
    assert "De vergoeding voor alle Gezinnen met “Noord” als “Perceel” samen is ten hoogste €\u00a05.000,00." in one
    assert "Per “Perceel” geldt:" in one


def test_a_title_that_is_a_built_in_term_is_told_apart() -> None:
    text = SMALL.replace('moment einde "Einde"', 'moment einde "Peildatum"')
    annex = build_annex(compile_source(Source("proef.rc", text + TRANCHES)))
    terms = [one.term for one in annex.articles[1].blocks[0].definitions]  # type: ignore[union-attr]
    assert "peildatum van de tranche" in terms
    assert "“Peildatum”" in terms
    assert "peildatum" not in terms
    assert "op of vóór de peildatum van de tranche liggen" in words(text + TRANCHES)
