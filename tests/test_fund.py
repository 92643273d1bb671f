"""Funds: what is granted stays within every limit, whatever is claimed, and nothing gets lost between the parties."""

from __future__ import annotations

import json
import os
import random
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from resultaatcontract.annex.make import render_annex, render_pdf
from resultaatcontract.cli import main
from resultaatcontract.driver import CompiledFund, check_source, compile_any, compile_source
from resultaatcontract.findings import Rejected
from resultaatcontract.fund.pay import FundOutcome, pay_fund
from resultaatcontract.plan.inputs import Participant, Results
from resultaatcontract.text.source import Source

from tests.limits import seconds_of
from tests.repository import FUNDS, ROOT, load

ROUTE = ROOT / "contracts" / "resultatenfonds" / "uitvragen.rc"
YEARS = ROOT / "contracts" / "resultatenfonds" / "doorlopende-instroom.rc"
REVOLVING = ROOT / "contracts" / "preventiefonds" / "preventiefonds.rc"
EACH = pytest.mark.parametrize("path", FUNDS, ids=lambda path: path.stem)


def fund_of(path: Path) -> CompiledFund:
    compiled = compile_any(Source(path.name, path.read_text(encoding="utf-8")), load=load)
    assert isinstance(compiled, CompiledFund)
    return compiled


def working(number: int) -> Results:
    """So many participants in work after half a year; those of the frame of contracts/resultatenfonds."""
    values = {("betaald_werk", "start"): False, ("betaald_werk", "na_half_jaar"): True}
    return Results(participants=(Participant("a", values, number=number),) if number else ())


def paid(path: Path, **numbers: int) -> FundOutcome:
    compiled = fund_of(path)
    return pay_fund(compiled.fund, compiled.plan, {name: working(number) for name, number in numbers.items()})


@EACH
def test_the_annex_of_a_fund_is_its_golden(path: Path) -> None:
    golden = path.with_suffix(".bijlage.md")
    found = render_annex(fund_of(path), "md")
    if os.environ.get("RC_GOLDENS") == "write":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8"), f"{golden.name} differs; run with RC_GOLDENS=write"


@EACH
def test_a_fund_has_no_findings_and_an_annex_in_every_form(path: Path) -> None:
    compiled = fund_of(path)
    assert check_source(compiled.source, load=load) == ()
    assert render_annex(compiled, "html").startswith("<!DOCTYPE html>")
    assert render_pdf(compiled) == render_pdf(compiled)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_granted_stays_within_every_limit_and_nothing_gets_lost(seed: int) -> None:
    draw = random.Random(seed)
    path = draw.choice([ROUTE, YEARS, ROOT / "contracts" / "resultatenfonds" / "vaste-partners.rc"])
    compiled = fund_of(path)
    fund = compiled.fund
    some = [one for one in fund.members if draw.random() < 0.8]
    results = {one.name: working(draw.choice([0, 1, 7, 33, 90, 250])) for one in some}
    outcome = pay_fund(fund, compiled.plan, results)
    assert sum(outcome.paid.values()) == outcome.total == sum(outcome.borne.values()) == sum(outcome.years.values())
    assert all(value >= 0 for value in (*outcome.paid.values(), *outcome.borne.values(), outcome.left))
    for one in fund.members:
        assert outcome.paid[one.name] <= one.reserved * 100
        assert outcome.paid[one.name] + outcome.refused.get(one.name, 0) == outcome.claimed[one.name]
    for call in fund.calls:
        assert outcome.by_call[call.name] <= call.reserved * 100
    for limit in fund.limits:
        names = limit.members or tuple(outcome.paid)
        if limit.per_year:
            assert all(value <= limit.amount * 100 for value in outcome.years.values())
        else:
            assert sum(outcome.paid[name] for name in names) <= limit.amount * 100
    given = {one.name: Fraction(0) for one in fund.parties}
    for contribution in fund.contributions:
        given[contribution.party.name] += contribution.amount
    assert all(value <= given[name] * 100 for name, value in outcome.borne.items())
    assert outcome.left == fund.budget * 100 - outcome.total
    # What the fund didn't pay, the municipality did: each provider gets what its contract says.
    for one in some:
        alone = sum(compile_member(compiled, one.name, results[one.name]).values())
        assert sum(outcome.members[one.name].receives.values()) == alone


def compile_member(compiled: CompiledFund, name: str, results: Results) -> dict[str, int]:
    from resultaatcontract.outputs.outcome import pay

    member = next(one for one in compiled.fund.members if one.name == name)
    return pay(member.compiled.plan, results).receives


def test_a_cut_is_in_proportion_and_to_the_cent() -> None:
    # € 5.000 × 60% × 97 = € 291.000 and € 4.000 × 60% × 99 = € 237.600, under € 350.000 together:
    # 350.000 × 291.000 / 528.600 = 192.678,77… and 157.321,22…: the cent goes to the larger remainder (0,9…).
    outcome = paid(ROUTE, venlo_oost=97, weert_noord=99)
    whole = Fraction(35_000_000)
    first = whole * 291_000 / 528_600
    assert outcome.total == 35_000_000
    assert abs(outcome.paid["venlo_oost"] - first) < 1
    assert outcome.paid["venlo_oost"] == 19_267_877
    assert outcome.paid["weert_noord"] == 15_732_123


def test_with_a_date_only_what_is_due_by_then_is_paid() -> None:
    compiled = fund_of(YEARS)
    results = {"instroom_1": working(60), "instroom_2": working(50)}
    from datetime import date

    outcome = pay_fund(compiled.fund, compiled.plan, results, date(2028, 6, 30))
    assert outcome.paid == {"instroom_1": 0, "instroom_2": 12_000_000, "instroom_3": 0}
    later = pay_fund(compiled.fund, compiled.plan, results, date(2028, 10, 31))
    assert later.paid["instroom_1"] == 8_000_000  # € 200.000 a year, of which € 120.000 is gone


def test_what_comes_in_on_a_day_can_be_spent_from_the_next() -> None:
    text = REVOLVING.read_text(encoding="utf-8")
    # A budget of € 50.000, of which the first year takes all; the second can only spend what came back.
    text = text.replace("€ 200.000", "€ 50.000").replace("reserveert € 120.000", "reserveert € 50.000")
    text = text[: text.index("overeenkomst zuid")] + 'voorbeeld "Geen"\n  verwacht totaal € 0\n'
    for unused in ("zuidzorg", "netwerk_zuid"):
        start = text.index(f"partij {unused}")
        text = text[:start] + text[text.index("\n\n", start) + 2 :]
    compiled = compile_any(Source("fonds.rc", text), load=load)
    assert isinstance(compiled, CompiledFund)
    own = compiled.fund.members[0].compiled.contract
    moments = [one.name for one in own.periods[0].moments]
    values = {("norm", name): 1_000_000_000 for name in moments}
    values |= {("kosten", moments[0]): 960_000_000, ("kosten", moments[1]): 900_000_000}
    outcome = pay_fund(compiled.fund, compiled.plan, {"noord": Results(values=values)})
    # 2028: € 200.000 + € 50.000; € 50.000 comes back. Reserved was € 50.000, so in 2029 nothing more.
    assert outcome.years == {2028: 5_000_000, 2029: 0}
    assert outcome.received == 20 * (20_000_000 + 5_000_000 + 50_000_000) // 100


TWO_CALLS = """taal 1

resultatenfonds fonds "Fonds"
  looptijd 1 januari 2027 t/m 31 december 2030
  bedragen in EUR exclusief btw
  budget € 100.000
  herinvestering 100%

partij rijk "Rijk" is betaler
partij provincie "Provincie" is betaler

bijdragen
  rijk € 50.000 voor ronde_1, ronde_2
  provincie € 50.000

uitvraag ronde_1 "Eerste" op 1 februari 2027
  reserveert € 50.000
uitvraag ronde_2 "Tweede" op 1 februari 2027
  reserveert € 50.000

overeenkomst oost volgens project in ronde_1
  toegekend op 1 februari 2027
  reserveert € 50.000
  dag is 1 juli 2028
overeenkomst west volgens project in ronde_2
  toegekend op 1 februari 2027
  reserveert € 50.000
  dag is 1 juli 2029

sjabloon project "Project"
  parameter dag: datum
  overeenkomst "Project tot {dag}"
    looptijd 1 februari 2027 t/m 31 december 2029
    bedragen in EUR exclusief btw
  partij aanbieder "Aanbieder" is uitvoerder
  partij bureau "Bureau" is beoordelaar
  moment einde is dag
  contractmeting rapport "Rapport" op einde: ja/nee
    definitie "Het rapport is goedgekeurd."
    bewijs "Verslag"
    vastgesteld door bureau
  indicator gehaald "Gehaald"
    behaald als rapport
    vergoeding € 50.000
  betaling
    fonds draagt 100%, binnen het resultatenfonds, daarboven vervalt
    aan aanbieder 80%, fonds 20%
  tranche slot "Slot" op dag: eindafrekening

voorbeeld "Allebei gehaald"
  overeenkomst oost
    rapport = ja
  overeenkomst west
    rapport = ja
  verwacht totaal € 100.000
  verwacht rijk betaalt € 50.000
  verwacht provincie betaalt € 40.000
  verwacht fonds ontvangt € 20.000
  verwacht over € 20.000
"""


def test_a_contribution_for_two_calls_is_spent_once_and_what_came_back_before_any_contribution() -> None:
    # 1 July 2028: oost gets € 50.000, all from what the Rijk put in for both calls; € 10.000 comes back.
    # 1 July 2029: west gets € 50.000: first the € 10.000; nothing is left of the Rijk's, so € 40.000 is the province's.
    compiled = compile_any(Source("fonds.rc", TWO_CALLS), load=load)
    assert isinstance(compiled, CompiledFund)
    assert [one for one in check_source(compiled.source, load=load) if one.code.startswith("RC8")] == []
    results = {one.name: Results(values={("rapport", "einde"): True}) for one in compiled.fund.members}
    outcome = pay_fund(compiled.fund, compiled.plan, results)
    assert outcome.spent == (5_000_000, 4_000_000)
    assert outcome.spent_again == 1_000_000
    assert outcome.borne == {"rijk": 5_000_000, "provincie": 4_000_000}
    assert (outcome.total, outcome.received, outcome.left) == (10_000_000, 2_000_000, 2_000_000)


def test_a_contract_by_itself_has_all_the_room() -> None:
    text = ROOT.joinpath("contracts/life-chances-fund/deel-van.rc").read_text(encoding="utf-8")
    held = text.replace(
        "ten hoogste £ 250.000,\n      daarboven", "ten hoogste £ 250.000, binnen het resultatenfonds, daarboven"
    )
    assert held != text
    one, other = (compile_source(Source("a.rc", each), load=load) for each in (text, held))
    from resultaatcontract.examples import failing

    assert [wrong for _, wrong in failing(other)] == [[]] * len(one.contract.examples)
    assert [example.title for example, _ in failing(other)] == [example.title for example in one.contract.examples]


SECOND = """
    indicator extra "Extra"
      onvoorwaardelijk
      vergoeding € 100.000

    betaling voor aan_het_werk
      fonds draagt 60%, binnen het resultatenfonds, daarboven gemeente
      gemeente draagt de rest
      aan aanbieder

    betaling voor extra
      fonds draagt 100%
      aan aanbieder
"""


def test_one_betaling_outside_the_room_is_not_hidden_by_another_within_it() -> None:
    frame = ROOT.joinpath("contracts/resultatenfonds/kader.rc").read_text(encoding="utf-8")
    start = frame.index("  betaling\n")
    second = "".join(line[2:] if line.strip() else line for line in SECOND.splitlines(keepends=True))
    mixed = frame[:start] + second.lstrip("\n") + "\n" + frame[frame.index("  tranche slot") :]

    def other(source: Source, path: str) -> Source | str:
        return Source(path, mixed) if path == "resultatenfonds/kader.rc" else load(source, path)

    text = YEARS.read_text(encoding="utf-8")
    found = check_source(Source("fonds.rc", text), load=other)
    assert {one.code for one in found} == {"RC553"}
    # At most € 300.000 × 60% + € 100.000 = € 280.000 by the ceiling of the contract, and € 180.000 is reserved.
    assert "instroom" not in found[0].message
    assert "van het fonds vra" in found[0].message
    assert "€ 180.000,00" in found[0].message.replace("\u00a0", " ")


def test_a_fund_is_paid_from_a_folder_with_a_file_for_each_contract(tmp_path: Path) -> None:
    fund = ROUTE.as_posix()
    results = tmp_path / "resultaten"
    results.mkdir()
    header = "deelnemer;datum start;betaald_werk op start;betaald_werk op na_half_jaar\n"
    rows = [f"p{number};1-10-2026;nee;ja\n" for number in range(20)]
    (results / "venlo_oost.csv").write_text(header + "".join(rows), encoding="utf-8")
    run = CliRunner().invoke(main, ["pay", fund, results.as_posix(), "--format", "json"])
    assert run.exit_code == 0, run.output
    found = json.loads(run.output)
    schema = json.loads((ROOT / "docs" / "schema" / "fonds.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert (found["betaald"], found["over"]) == ("60000.00", "940000.00")
    assert found["overeenkomsten"][0]["afrekening"]["totaal"] == "100000.00"
    assert found["overeenkomsten"][1]["afrekening"] is None
    text = CliRunner().invoke(main, ["pay", fund, (results / "venlo_oost.csv").as_posix()])
    assert text.exit_code == 0, text.output
    assert "nog geen resultaten" in text.output
    (results / "elders.csv").write_text(header, encoding="utf-8")
    wrong = CliRunner().invoke(main, ["pay", fund, results.as_posix()])
    assert wrong.exit_code == 1
    assert "RC911" in wrong.output


@pytest.mark.parametrize("command", ["build", "sheet", "annex"])
def test_commands_for_one_contract_take_one_of_the_fund(command: str, tmp_path: Path) -> None:
    ending = {"build": ".py", "sheet": ".xlsx", "annex": ".html"}[command]
    out = tmp_path / f"uit{ending}"
    run = CliRunner().invoke(main, [command, ROUTE.as_posix(), "--overeenkomst", "weert_noord", "-o", out.as_posix()])
    assert run.exit_code == 0, run.output
    assert out.exists()
    typo = CliRunner().invoke(main, [command, ROUTE.as_posix(), "--overeenkomst", "weert_nord", "-o", out.as_posix()])
    assert typo.exit_code == 1
    assert "Bedoelde u `weert_noord`?" in typo.output


def test_a_fund_is_no_contract_of_a_fund_and_no_contract_to_compile() -> None:
    with pytest.raises(Rejected) as rejected:
        compile_source(Source("fonds.rc", ROUTE.read_text(encoding="utf-8")), load=load)
    assert [one.code for one in rejected.value.findings] == ["RC911"]


def test_a_fund_of_a_thousand_contracts_takes_time_in_proportion_to_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("resultatenfonds/kader.rc", "bibliotheek/werk.rc", "bibliotheek/momenten.rc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / "contracts" / name).read_bytes())
    monkeypatch.chdir(tmp_path)

    def seconds(number: int) -> float:
        text = YEARS.read_text(encoding="utf-8")
        text = text[: text.index("overeenkomst instroom_1")]
        text = text.replace("€ 500.000", "€ 5.000.000").replace("provincie € 300.000", "provincie € 4.800.000")
        text += "".join(
            f"""
overeenkomst nummer{index} volgens passend_werk
  toegekend op 1 april 2027
  reserveert € 1.000
  gemeente is {"venlo" if index % 2 else "weert"}
  aanbieder is {"werkwijs" if index % 3 else "opstap"}
  prijs is € {index + 100}
  plafond is € 2.000
  begin is 1 mei 2027
  einddatum is 30 april 2028
  afrekendag is 31 oktober 2028
"""
            for index in range(number)
        )
        (tmp_path / "fonds.rc").write_text(f'{text}\nvoorbeeld "Niets"\n  verwacht totaal € 0\n', encoding="utf-8")
        return seconds_of("check", "fonds.rc", "--geen-cache")

    assert seconds(1000) <= 11 * seconds(100)
