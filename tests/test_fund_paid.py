"""`rc pay FONDS … --paid`: what a fund granted and paid before stands, whatever is corrected since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from resultaatcontract.cli import main

from tests.repository import ROOT

FRAME = """taal 1

sjabloon regio "Kader voor een regio"
  parameter aanbieder: partij
  parameter regionaam: tekst

  overeenkomst "Regio {regionaam}"
    vorm "Vergoeding naar prestatie"
    looptijd 1 januari 2027 t/m 31 december 2028
    uitloop t/m 30 juni 2029
    bedragen in EUR exclusief btw

  periode boekjaar "Boekjaar" is elk jaar

  contractmeting prestatie "Prestatie" per boekjaar: bedrag € 0 t/m € 1.000.000
    definitie "De waarde van wat in het boekjaar is bereikt."
    bron "Jaarverslag"

  indicator bereikt "Bereikt"
    per boekjaar
    resultaat prestatie
    vergoeding prestatie

  betaling
    fonds draagt 50%, binnen het resultatenfonds, daarboven gemeente
    gemeente draagt de rest
    aan aanbieder

  tranche jaarlijks "Jaarafrekening" per boekjaar, 6 maanden na afloop: 100% van het recht

  tranche eind "Eindafrekening" op 30 juni 2029: eindafrekening

  te veel betaald verrekenen
"""
FUND = """taal 1

gebruik "kader.rc"

resultatenfonds fonds "Fonds", hierna "het Fonds"
  looptijd 1 januari 2027 t/m 31 december 2029
  bedragen in EUR exclusief btw
  budget € 200.000
  ten hoogste € 100.000

partij rijk "Rijk", hierna "het Rijk", is betaler

partij gemeente "Gemeente", hierna "de Gemeente", is betaler

partij een "Een", hierna "Een", is uitvoerder

partij twee "Twee", hierna "Twee", is uitvoerder

bijdragen
  rijk € 200.000

overeenkomst noord volgens regio
  toegekend op 1 januari 2027
  reserveert € 100.000
  aanbieder is een
  regionaam is "Noord"

overeenkomst zuid volgens regio
  toegekend op 1 januari 2027
  reserveert € 100.000
  aanbieder is twee
  regionaam is "Zuid"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("kader.rc").write_text(FRAME, encoding="utf-8")
    Path("fonds.rc").write_text(FUND, encoding="utf-8")
    measure(noord=(120_000, 0), zuid=(180_000, 0))
    return tmp_path


def measure(**values: tuple[int, int]) -> None:
    for name, (first, second) in values.items():
        rows = ["meting;moment;waarde", f"prestatie;boekjaar_2027;{first}", f"prestatie;boekjaar_2028;{second}"]
        Path(f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def rc(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def pay(*options: str) -> dict[str, Any]:
    status, said = rc("pay", "fonds.rc", "noord.csv", "zuid.csv", "-o", "uit.json", *options)
    assert status == 0, said
    found: dict[str, Any] = json.loads(Path("uit.json").read_text(encoding="utf-8"))
    return found


def of_the_fund(found: dict[str, Any]) -> dict[str, str]:
    return {one["naam"]: one["betaald"] for one in found["overeenkomsten"]}


def first_year() -> dict[str, Any]:
    found = pay("--at", "30-6-2028")
    Path("eerder.json").write_text(Path("uit.json").read_text(encoding="utf-8"), encoding="utf-8")
    return found


def test_the_first_statement_says_what_was_asked_and_granted(project: Path) -> None:
    # Half of € 120.000 and of € 180.000 is € 60.000 and € 90.000; of € 100.000 that is € 40.000 and € 60.000.
    found = first_year()
    schema = json.loads((ROOT / "docs/schema/fonds.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert of_the_fund(found) == {"noord": "40000.00", "zuid": "60000.00"}
    assert found["overeenkomsten"][0]["toegelaten"] == [
        {
            "tranche": "jaarlijks_2027",
            "betaling": 0,
            "aanvulling": False,
            "gevraagd": "60000.00",
            "toegelaten": "40000.00",
            "geweigerd": "20000.00",
        }
    ]


def test_without_a_correction_an_earlier_statement_changes_nothing(project: Path) -> None:
    first_year()
    measure(noord=(120_000, 10_000), zuid=(180_000, 20_000))
    alone, after = pay(), pay("--paid", "eerder.json")
    assert of_the_fund(after) == of_the_fund(alone)
    assert after["kwitantie"]["eerdere_afrekeningen_sha256"] != []
    assert alone["kwitantie"]["eerdere_afrekeningen_sha256"] == []


def test_what_one_contract_was_paid_is_not_taken_back_for_what_another_turns_out_to_have_earned(project: Path) -> None:
    # Noord turns out to have earned € 180.000. Of a fund that knew that in 2028 each would have got € 50.000.
    first_year()
    measure(noord=(180_000, 0), zuid=(180_000, 0))
    assert of_the_fund(pay()) == {"noord": "50000.00", "zuid": "50000.00"}
    found = pay("--paid", "eerder.json")
    assert of_the_fund(found) == {"noord": "40000.00", "zuid": "60000.00"}
    # The municipality bears what there was no room for: € 80.000 then, and all of the € 60.000 more.
    assert found["overeenkomsten"][0]["afrekening"]["betaalt"] == {"fonds": "40000.00", "gemeente": "140000.00"}


def test_what_was_granted_and_is_no_longer_earned_comes_back_to_the_fund(project: Path) -> None:
    # Zuid earned € 100.000, of which the fund bears € 50.000: € 10.000 comes back. What Noord was refused stays refused.
    first_year()
    measure(noord=(120_000, 0), zuid=(100_000, 0))
    found = pay("--paid", "eerder.json")
    assert of_the_fund(found) == {"noord": "40000.00", "zuid": "50000.00"}
    assert found["over"] == "110000.00"
    # What Noord earns in the second year is paid from it: half of € 30.000 is € 15.000, and € 10.000 is there.
    measure(noord=(120_000, 30_000), zuid=(100_000, 0))
    assert of_the_fund(pay("--paid", "eerder.json")) == {"noord": "50000.00", "zuid": "50000.00"}


def test_a_statement_on_an_earlier_one_comes_out_with_it_and_not_without(project: Path) -> None:
    first_year()
    measure(noord=(180_000, 0), zuid=(180_000, 0))
    pay("--paid", "eerder.json")
    known = ("pay", "fonds.rc", "noord.csv", "zuid.csv", "--verify", "uit.json")
    assert rc(*known, "--paid", "eerder.json")[0] == 0
    assert rc(*known)[0] == 1


@pytest.mark.parametrize("ending", ["txt", "pdf", "xlsx", "html", "md"])
def test_it_is_there_in_every_form(project: Path, ending: str) -> None:
    first_year()
    assert rc("pay", "fonds.rc", "noord.csv", "zuid.csv", "--paid", "eerder.json", "-o", f"uit.{ending}")[0] == 0


def refused(path: str) -> str:
    status, said = rc("pay", "fonds.rc", "noord.csv", "zuid.csv", "--paid", path)
    assert status == 1
    return said


def test_what_is_no_statement_of_this_fund_is_refused(project: Path) -> None:
    first_year()
    text = Path("eerder.json").read_text(encoding="utf-8")
    Path("anders.json").write_text(text.replace('"40000.00"', '"40001.00"', 1), encoding="utf-8")
    assert "is gewijzigd nadat zij is gemaakt" in refused("anders.json")
    Path("iets.json").write_text("[]", encoding="utf-8")
    assert "Dit is geen afrekening" in refused("iets.json")
    assert rc("pay", "fonds.rc", "noord.csv", "--overeenkomst", "noord", "-o", "noord.json")[0] == 0
    assert "afrekening van één overeenkomst" in refused("noord.json")
    status, said = rc("pay", "fonds.rc", "noord.csv", "zuid.csv", "--paid", "eerder.json", "--paid", "eerder.json")
    assert status == 1
    assert "staat in twee afrekeningen" in said
    Path("fonds.rc").write_text(FUND.replace("overeenkomst zuid", "overeenkomst west"), encoding="utf-8")
    Path("west.csv").write_bytes(Path("zuid.csv").read_bytes())
    status, said = rc("pay", "fonds.rc", "noord.csv", "west.csv", "--paid", "eerder.json")
    assert status == 1
    assert "noemt iets dat dit fonds niet kent: de overeenkomst “zuid”." in said
    Path("fonds.rc").write_text(FUND.replace('"Fonds"', '"Ander fonds"'), encoding="utf-8")
    assert "afrekening van een ander fonds: “Fonds”" in refused("eerder.json")


def test_another_text_of_the_fund_is_a_warning(project: Path) -> None:
    first_year()
    Path("fonds.rc").write_text(FUND.replace("31 december 2029", "31 december 2030"), encoding="utf-8")
    status, said = rc("pay", "fonds.rc", "noord.csv", "zuid.csv", "--paid", "eerder.json", "-o", "uit.txt")
    assert status == 0
    assert said.count("RC907") == 2  # the finding and where to read more
