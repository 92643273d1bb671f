"""The statement: who or what isn't counted and why, the receipt, and earlier statements that are given back to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from resultaatcontract.cli import main
from resultaatcontract.examples import example_results
from resultaatcontract.outputs.outcome import pay as work_out
from resultaatcontract.outputs.paid import sealed
from resultaatcontract.outputs.statement import Receipt, statement_json, statement_text
from resultaatcontract.text.reading import decimals

from .repository import CONTRACTS
from .results_files import compiled_path

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs/schema/afrekening.schema.json").read_text(encoding="utf-8"))

CONTRACT = """taal 1
overeenkomst "Proef"
  kenmerk "P-1"
  looptijd 1 januari 2027 t/m 31 december 2028
  uitloop t/m 31 januari 2029
  bedragen in EUR exclusief btw
partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder
deelnemer traject "Traject", meervoud "Trajecten"
  moment start "Start"
  moment einde "Einde"
  moment later is 6 maanden na einde
moment halverwege "Halverwege" is 31 december 2027
moment slotdag "Slotdag" is 31 december 2028
meting werk "Betaald werk" op start, einde, later: ja/nee
  bij ontbreken niet behaald
meting tevreden "Tevreden" op einde: ja/nee
  bij ontbreken buiten beschouwing
meting panel "Oordeel": ja/nee
  bij ontbreken niet behaald
contractmeting rapport "Rapport" op halverwege, slotdag: ja/nee
  bij ontbreken niet behaald
indicator begonnen "Begonnen"
  behaald als werk op start
  vergoeding € 100
indicator baan "Baan"
  behaald als werk op einde en tevreden op einde
  vergoeding € 1.000
indicator blijft "Blijft"
  behaald als werk op later
  vergoeding € 500
indicator goed "Goed"
  behaald als panel
  vergoeding € 50
indicator verslag "Verslag"
  behaald als rapport op halverwege
  vergoeding € 300
indicator slotverslag "Slotverslag"
  behaald als rapport op slotdag
  vergoeding € 400
betaling
  gemeente draagt 100%
  aan aanbieder
tranche een "Eerste" op 31 januari 2028: 100% van het recht
  resultaten t/m 31 december 2027
tranche eind "Eind" op 31 januari 2029: eindafrekening
  resultaten t/m 31 december 2028
te veel betaald verrekenen
"""

# a is complete; b ended after the first cut-off; c's six months end after the last; d misses her end.
PEOPLE = """traject;datum start;datum einde;werk start;werk einde;werk later;tevreden;panel
a;1-2-2027;1-6-2027;ja;ja;ja;ja;ja
b;1-2-2027;1-2-2028;ja;ja;ja;ja;
c;1-9-2027;1-9-2028;ja;ja;ja;ja;nee
d;1-3-2027;1-7-2027;ja;;;;
e;1-5-2027;;ja;;;;
"""
AGREED = "meting;moment;waarde\nrapport;halverwege;\nrapport;slotdag;ja\n"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "proef.rc"
    path.write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "deelnemers.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "overeenkomst.csv").write_text(AGREED, encoding="utf-8")
    return path


def pay(contract: Path, *arguments: object) -> Result:
    files = (contract.parent / "deelnemers.csv", contract.parent / "overeenkomst.csv")
    result = CliRunner().invoke(main, ["pay", str(contract), *map(str, files), *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def document(contract: Path, *arguments: object) -> Any:
    result = pay(contract, "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def told(found: Any, key: str) -> dict[tuple[str, str | None], Any]:
    return {
        (one["meting"], one["moment"]): [(each["deelnemer"], each["datum"]) for each in one["deelnemers"]]
        if "deelnemers" in one
        else one["gevolg"]
        for one in found[key]
    }


# ------------------------------------------------------------------ what isn't counted


def test_an_interim_statement_names_as_missing_only_what_has_had_its_moment(contract: Path) -> None:
    assert told(document(contract, "--at", "2028-01-31"), "ontbrekend") == {
        ("werk", "einde"): [("d", "2027-07-01")],
        ("tevreden", "einde"): [("d", "2027-07-01")],
        ("rapport", "halverwege"): "telt als niet behaald",
    }


def test_between_cut_off_and_payment_nothing_is_missing_yet(contract: Path) -> None:
    """Six months after d's end is 1 January 2028: after the cut-off, before the tranche."""
    found = document(contract, "--at", "2028-01-31")
    assert ("werk", "later") not in told(found, "ontbrekend")


def test_an_interim_statement_names_what_counts_only_later(contract: Path) -> None:
    assert told(document(contract, "--at", "2028-01-31"), "telt_nog_niet") == {
        ("werk", "einde"): [("b", "2028-02-01"), ("c", "2028-09-01")],
        ("tevreden", "einde"): [("b", "2028-02-01"), ("c", "2028-09-01")],
        ("werk", "later"): [("b", "2028-08-01")],
        ("panel", None): [("a", None), ("c", None)],
        ("rapport", "slotdag"): "telt nog niet mee",
    }


def test_what_comes_after_the_last_cut_off_is_told_and_pays_nothing(contract: Path) -> None:
    for arguments in ((), ("--at", "2028-01-31")):
        assert told(document(contract, *arguments), "te_laat") == {("werk", "later"): [("c", "2029-03-01")]}
    found = document(contract)
    paid = {one["deelnemer"]: one["indicatoren"]["blijft"] for one in found["deelnemers"]}
    assert (paid["b"], paid["c"]) == ("500.00", "0.00")


def test_the_final_statement_awaits_nothing(contract: Path) -> None:
    found = document(contract)
    assert found["telt_nog_niet"] == []
    assert told(found, "ontbrekend") == {
        ("werk", "einde"): [("d", "2027-07-01"), ("e", None)],
        ("werk", "later"): [("d", "2028-01-01"), ("e", None)],
        ("tevreden", "einde"): [("d", "2027-07-01"), ("e", None)],
        ("panel", None): [("b", None), ("d", None), ("e", None)],
        ("rapport", "halverwege"): "telt als niet behaald",
    }


def test_before_the_first_tranche_nothing_is_missing(contract: Path) -> None:
    found = document(contract, "--at", "2027-12-31")
    assert (found["tranches"], found["ontbrekend"]) == ([], [])
    assert "Telt nog niet mee, want er is nog geen tranche:" in pay(contract, "--at", "2027-12-31").output


def test_a_contract_with_one_tranche_counts_every_date(contract: Path) -> None:
    text = CONTRACT[: CONTRACT.index("tranche een")]
    contract.write_text(text, encoding="utf-8")
    found = document(contract)
    assert (found["telt_nog_niet"], found["te_laat"]) == ([], [])
    assert {one["deelnemer"]: one["indicatoren"]["blijft"] for one in found["deelnemers"]}["c"] == "500.00"


def test_the_statement_for_people_says_the_same_per_moment(contract: Path) -> None:
    shown = pay(contract, "--at", "31 januari 2028").output.replace("\u00a0", " ")
    assert "5 trajecten; 1 tranche.\n" in shown
    assert (
        "Ontbrekende metingen:\n"
        "  “Betaald werk” op “Einde” ontbreekt en telt als niet behaald: d.\n"
        "  “Tevreden” op “Einde” ontbreekt en blijft buiten beschouwing: d.\n"
        "  “Rapport” op “Halverwege” ontbreekt en telt als niet behaald.\n"
        "\n"
        "Telt nog niet mee, want na de peildatum (31 december 2027):\n"
        "  “Rapport” op “Slotdag” (31-12-2028).\n"
        "  “Einde”: b (1-2-2028), c (1-9-2028).\n"
        "  “Later”: b (1-8-2028).\n"
        "  “Oordeel”: a, c.\n"
        "\n"
        "Telt niet mee, want na de laatste peildatum (31 december 2028):\n"
        "  “Later”: c (1-3-2029).\n"
    ) in shown


def test_many_names_are_counted_in_the_text_and_named_in_the_json(contract: Path) -> None:
    rows = [f"p{number};1-2-2027;1-6-2027;ja;;;;" for number in range(50)]
    head = PEOPLE.splitlines()[0]
    (contract.parent / "deelnemers.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    shown = " ".join(pay(contract).output.split())
    assert "“Betaald werk” op “Einde” ontbreekt en telt als niet behaald: p0, p1," in shown
    assert "p19 en nog 30; `--format json` noemt alle." in shown
    assert len(told(document(contract), "ontbrekend")["werk", "einde"]) == 50


# ------------------------------------------------------------------ amounts for people


DISCOUNT = "korting 10% als klachten ≥ 5"
DISCOUNTED = """
taal 1
overeenkomst "Voorbeeld"
  looptijd 1 januari 2027 t/m 31 december 2029
  bedragen in EUR exclusief btw
partij gemeente "Gemeente Voorbeeld" is betaler
partij aanbieder "Aanbieder Voorbeeld" is uitvoerder
contractmeting klachten "Klachten": aantal klachten 0 t/m 100
contractmeting rapport "Rapport": ja/nee
contractmeting tevreden "Tevreden": ja/nee
indicator gehaald "Gehaald"
  behaald als rapport
  vergoeding € 1.000
  {indicator}
indicator blij "Blij"
  behaald als tevreden
  vergoeding € 500
totaal
  {total}
  ten hoogste € 1.400
betaling
  gemeente draagt 100%
  aan aanbieder
"""


@pytest.mark.parametrize(
    ("indicator", "total", "line"),
    [
        ("", DISCOUNT, "Totaal, na korting van 10% = € 1.500,00 × (100% − 10%) → € 1.350,00"),
        (DISCOUNT, "", "Gehaald, na korting van 10% = € 1.000,00 × (100% − 10%) → € 900,00"),
    ],
)
def test_a_calculation_names_a_discount_on_one_amount_and_on_a_sum(
    tmp_path: Path, indicator: str, total: str, line: str
) -> None:
    path = tmp_path / "korting.rc"
    path.write_text(DISCOUNTED.format(indicator=indicator, total=total), encoding="utf-8")
    results = tmp_path / "metingen.json"
    results.write_text('{"overeenkomst": {"klachten": 7, "rapport": "ja", "tevreden": "ja"}}', encoding="utf-8")
    shown = (
        CliRunner().invoke(main, ["pay", str(path), str(results), "--steps"]).stdout.replace("\N{NO-BREAK SPACE}", " ")
    )
    assert line in [one.strip() for one in shown.splitlines()], shown


def test_a_tranche_names_who_pays_and_who_gets_something_back(contract: Path) -> None:
    advance = 'tranche vooraf "Vooraf" op 1 januari 2027: voorschot € 9.000\ntranche een'
    contract.write_text(CONTRACT.replace("tranche een", advance), encoding="utf-8")
    shown = pay(contract).output.replace("\u00a0", " ")
    assert (
        "Vooraf — 1 januari 2027: € 9.000,00\n"
        "  recht t/m deze tranche: € 0,00\n"
        "  per betaler:\n"
        "    Gemeente  € 9.000,00\n"
        "  per ontvanger:\n"
        "    Aanbieder  € 9.000,00\n"
        "\n"
        "Eerste — 31 januari 2028: € 2.000,00\n"
        "  recht t/m deze tranche: € 2.000,00\n"
        "  per betaler:\n"
        "    Gemeente  € 2.000,00\n"
        "  per ontvanger:\n"
        "    Aanbieder  € 2.000,00\n"
        "\n"
        "Eind — 31 januari 2029: € −6.050,00\n"
        "  recht t/m deze tranche: € 4.950,00\n"
        "  per betaler:\n"
        "    Gemeente  € −6.050,00  (krijgt terug)\n"
        "  per ontvanger:\n"
        "    Aanbieder  € −6.050,00  (geeft terug)\n"
    ) in shown


# ------------------------------------------------------------------ the schema


def amounts(found: Any) -> Iterator[str]:
    """Every amount in a statement."""
    for one in [found, *found["tranches"], *found["deelnemers"]]:
        yield from (one[key] for key in ("totaal", "recht", "vervallen") if key in one)
        yield from (
            amount
            for key in ("betaalt", "ontvangt", "indicatoren", "jaren", "btw")
            for amount in one.get(key, {}).values()
        )
        yield from (each["bedrag"] for each in one.get("betalingen", ()))


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_the_statement_of_every_example_of_every_contract_fits_the_schema(path: Path) -> None:
    compiled = compiled_path(path)
    contract = compiled.contract
    places = decimals(contract.currency)
    form = re.compile(r"-?(0|[1-9][0-9]*)" + (rf"\.[0-9]{{{places}}}" if places else ""))
    for example in contract.examples:
        results = example_results(example, contract)
        for at in (None, contract.tranches[0].day):
            outcome = work_out(compiled.plan, results, at)
            found = json.loads(statement_json(compiled, results, outcome, Receipt("0" * 64, "1" * 64)))
            Draft202012Validator(SCHEMA).validate(found)
            assert all(form.fullmatch(one) for one in amounts(found))
            assert statement_text(compiled, results, outcome, Receipt("", ""), True)


# ------------------------------------------------------------------ how many participants


@pytest.mark.parametrize(("most", "status"), [(5, 0), (4, 1)])
def test_as_many_participants_as_the_contract_allows_are_counted_over_all_files(
    contract: Path, most: int, status: int
) -> None:
    contract.write_text(CONTRACT.replace("moment halverwege", f"  ten hoogste {most} deelnemers\nmoment halverwege"))
    head, *rows = PEOPLE.splitlines()
    files = [contract.parent / "deelnemers.csv", contract.parent / "meer.csv"]
    for path, own in zip(files, (rows[:3], rows[3:]), strict=True):
        path.write_text("\n".join([head, *own]), encoding="utf-8")
    result = pay(contract, files[1])
    assert result.exit_code == status
    assert ("RC717" in result.output) == bool(status)


# ------------------------------------------------------------------ earlier statements


@pytest.fixture
def first(contract: Path) -> Path:
    path = contract.parent / "eerste.json"
    path.write_text(pay(contract, "--at", "2028-01-31", "--format", "json").stdout, encoding="utf-8")
    return path


def changed(path: Path, change: Callable[[Any], None], seal: bool) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(sealed(found) if seal else found), encoding="utf-8")


def test_an_earlier_statement_as_it_was_written_gives_the_same_and_stands_in_the_receipt(
    contract: Path, first: Path
) -> None:
    alone, after = document(contract), document(contract, "--paid", first)
    assert after["tranches"] == alone["tranches"]
    assert alone["kwitantie"]["eerdere_afrekeningen_sha256"] == []
    [digest] = after["kwitantie"]["eerdere_afrekeningen_sha256"]
    assert f"  afrekening    sha256 {digest}\n" in pay(contract, "--paid", first).output


def test_what_was_paid_stays_paid_when_a_measurement_is_mended(contract: Path, first: Path) -> None:
    people = contract.parent / "deelnemers.csv"
    people.write_text(PEOPLE.replace("a;1-2-2027;1-6-2027;ja;ja;", "a;1-2-2027;1-6-2027;ja;nee;"), encoding="utf-8")
    found = document(contract, "--paid", first)
    assert found["tranches"][0]["totaal"] == "2000.00"  # 5 × € 100, a's job € 1.000 and € 500
    assert found["totaal"] == document(contract)["totaal"]


def test_what_was_paid_for_an_indicator_stays_as_it_was_in_a_settled_tranche(contract: Path, first: Path) -> None:
    people = contract.parent / "deelnemers.csv"
    people.write_text(PEOPLE.replace("a;1-2-2027;1-6-2027;ja;ja;", "a;1-2-2027;1-6-2027;ja;nee;"), encoding="utf-8")
    found = document(contract, "--paid", first)
    said = json.loads(first.read_text(encoding="utf-8"))["tranches"][0]["indicatoren"]
    assert found["tranches"][0]["indicatoren"] == said
    assert document(contract)["tranches"][0]["indicatoren"] != said
    assert found["indicatoren"] == document(contract)["indicatoren"]  # the final settlement sets it right
    for one in found["tranches"]:
        assert sum(map(Fraction, one["indicatoren"].values())) == Fraction(one["totaal"])


def test_an_earlier_statement_for_an_unknown_indicator_is_refused(contract: Path, first: Path) -> None:
    changed(first, lambda found: found["tranches"][0]["indicatoren"].update(onbekend="5.00"), seal=True)
    result = pay(contract, "--paid", first)
    assert result.exit_code == 1
    assert "de indicator “onbekend”" in result.output


def _raise(found: Any) -> None:
    found["tranches"][0]["betalingen"][0]["bedrag"] = "9000.00"


@pytest.mark.parametrize(
    "change",
    [
        _raise,
        lambda found: found["deelnemers"].pop(),
        lambda found: found.update(totaal="1.00"),
        lambda found: found["kwitantie"].update(overeenkomst_sha256="0" * 64),
        lambda found: found["tranches"].clear(),
    ],
)
def test_a_statement_that_was_changed_is_refused(contract: Path, first: Path, change: Callable[[Any], None]) -> None:
    changed(first, change, seal=False)
    result = pay(contract, "--paid", first)
    assert result.exit_code == 1
    assert "RC904" in result.output
    assert "gewijzigd nadat zij is gemaakt" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda found: found.update(kenmerk="P-2", overeenkomst="Anders"), "een andere overeenkomst: “Anders”"),
        (lambda found: found.update(munt="USD"), "een andere overeenkomst"),
        (lambda found: found["tranches"][0].update(naam="tikfout"), "de tranche “tikfout”"),
        (lambda found: found["tranches"].append(found["tranches"][0]), "staat in twee afrekeningen"),
        (lambda found: found["tranches"][0]["betalingen"][0].update(partij="x"), "de betaling van of aan “x”"),
        (lambda found: found["tranches"][0]["betalingen"][0].update(bedrag="1e999999999"), "geen afrekening"),
        (lambda found: found["tranches"][0]["betalingen"][0].update(bedrag="1.001"), "geen afrekening"),
        (lambda found: found["tranches"][0]["betalingen"][0].update(bedrag=5), "geen afrekening"),
        (lambda found: found.update(tranches=5), "geen afrekening"),
        (lambda found: found.update(formaat=2), "geen afrekening"),
    ],
)
def test_a_statement_that_does_not_fit_is_refused_even_with_a_right_seal(
    contract: Path, first: Path, change: Callable[[Any], None], said: str
) -> None:
    changed(first, change, seal=True)
    result = pay(contract, "--paid", first)
    assert result.exit_code == 1
    assert "RC904" in result.output
    assert said in " ".join(result.output.split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "geen json",
        "[]",
        "3",
        "null",
        '"tekst"',
        "{}",
        '{"formaat": 1}',
        '{"formaat": 1, "kwitantie": []}',
        "[" * 5000,
    ],
)
def test_something_else_than_a_statement_is_refused(contract: Path, first: Path, text: str) -> None:
    first.write_text(text, encoding="utf-8")
    result = pay(contract, "--paid", first)
    assert result.exit_code == 1
    assert "RC904" in result.output
    assert "geen afrekening van `rc pay" in " ".join(result.output.split())


def test_the_same_statement_twice_is_refused(contract: Path, first: Path) -> None:
    result = pay(contract, "--paid", first, "--paid", first)
    assert result.exit_code == 1
    assert "staat in twee afrekeningen" in result.output


def test_the_seal_is_the_sha256_of_the_rest_as_the_schema_says(first: Path) -> None:
    found = json.loads(first.read_text(encoding="utf-8"))
    seal = found["kwitantie"].pop("afrekening_sha256")
    plain = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert seal == sha256(plain.encode()).hexdigest()


def test_a_statement_from_an_earlier_text_of_the_contract_counts_with_a_warning(contract: Path, first: Path) -> None:
    before = document(contract, "--paid", first)
    contract.write_text(CONTRACT.replace("€ 500", "€ 600"), encoding="utf-8")
    result = pay(contract, "--paid", first, "--format", "json")
    assert result.exit_code == 0
    assert "RC907" in result.stderr
    after = json.loads(result.stdout)
    for key in ("totaal", "betaalt", "ontvangt", "betalingen"):
        assert after["tranches"][0][key] == before["tranches"][0][key]
    assert after["tranches"][0]["recht"] == "2100.00"
    assert after["totaal"] == document(contract)["totaal"]


def test_a_party_that_joins_later_has_paid_nothing_before(contract: Path, first: Path) -> None:
    joined = CONTRACT.replace("  gemeente draagt 100%\n", "  gemeente draagt 50%\n  provincie draagt 50%\n").replace(
        "partij aanbieder", 'partij provincie "Provincie" is betaler\npartij aanbieder'
    )
    contract.write_text(joined, encoding="utf-8")
    found = json.loads(pay(contract, "--paid", first, "--format", "json").stdout)
    assert found["tranches"][0]["betaalt"] == {"gemeente": "2000.00", "provincie": "0.00"}
    assert found["tranches"][0]["ontvangt"] == {"aanbieder": "2000.00"}
