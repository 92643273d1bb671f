"""No input, however odd, gives anything but findings: no traceback, no hang, no place outside the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from resultaatcontract.cli import main
from resultaatcontract.driver import Compiled, check_source, compile_source
from resultaatcontract.findings import Finding, Rejected
from resultaatcontract.findings.render import render
from resultaatcontract.results import read_results
from resultaatcontract.text.source import Source

from . import fuzz
from .limits import at_most
from .mutations import from_nothing, mutated, random_bytes
from .reduce import reduced_bytes, reduced_text
from .repository import CONTRACTS, ROOT
from .robust import bytes_survive, survives

BAD = sorted((ROOT / "tests" / "bad").glob("*.rc"))
RESULTS = ROOT / "tests" / "bad_results"
SETTINGS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# ------------------------------------------------------------------ texts


@pytest.mark.parametrize("seed", range(12))
def test_a_contract_with_mistakes_gives_findings(seed: int) -> None:
    for index in range(22):
        survives(mutated(Random(f"fout/{seed}/{index}")))


def test_words_without_order_give_findings() -> None:
    for index in range(60):
        assert not survives(from_nothing(Random(f"woorden/{index}")))


def test_any_bytes_give_findings() -> None:
    for index in range(60):
        bytes_survive(random_bytes(Random(f"bytes/{index}")))


@SETTINGS
@given(st.text(max_size=60))
def test_any_text_gives_findings(text: str) -> None:
    assert not survives(text)


@SETTINGS
@given(st.text(max_size=25), st.integers(0, 10**6))
def test_any_text_anywhere_in_a_contract_gives_findings(text: str, place: int) -> None:
    contract = START + END
    where = place % len(contract)
    survives(contract[:where] + text + contract[where:])


@pytest.mark.parametrize("path", [*CONTRACTS, *BAD], ids=lambda path: path.stem)
def test_a_contract_that_stops_halfway_gives_findings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    random = Random(path.stem)
    for _ in range(3):
        check_source(Source(path.name, text[: random.randrange(len(text))]))


# ------------------------------------------------------------------ too much of it

START = """\
taal 1
overeenkomst "Veel"
  looptijd 1 januari 2027 t/m 31 december 2029
  bedragen in EUR
partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder
partij bureau "Bureau" is beoordelaar
deelnemer traject "Traject"
  moment einde
  eigenschap regio: keuze uit noord, zuid
meting werk op einde: ja/nee
contractmeting netten: aantal 0 t/m 1.000
"""
END = """\
indicator werk
  behaald als werk
  vergoeding € 1
betaling
  gemeente draagt 100%
  aan aanbieder
"""
LEVELS = (10, 45, 90, 97, 101, 200, 1_000, 4_000)


def nested(depth: int) -> Iterator[str]:
    """The same depth in every way in which an expression can hold another."""
    deep = "behaald als werk", "vergoeding € 1"
    yield END.replace(deep[0], f"behaald als {'(' * depth}werk{')' * depth}")
    yield END.replace(deep[0], f"behaald als {'niet ' * depth}werk")
    yield END.replace(deep[0], f"behaald als {'niet (' * depth}werk{')' * depth}")
    yield END.replace(deep[0], f"behaald als {'werk en ' * depth}werk")
    yield END.replace(deep[0], f"behaald als {'werk of (netten > 3 en ' * depth}werk{')' * depth}")
    yield END.replace(deep[0], f"behaald als netten{' + 1' * depth} > 0 en werk")
    yield END.replace(deep[1], f"vergoeding € 1{' / 3' * depth}")
    yield END.replace(deep[1], f"vergoeding {'-' * depth}€ 1")
    yield END.replace(deep[1], f"vergoeding {'50% van ' * depth}€ 1")
    yield END.replace(deep[1], f"vergoeding {'hoogste van (€ 1, ' * depth}€ 1{')' * depth}")
    yield END.replace(deep[0], f"behaald als {'1 dag na ' * depth}1 januari 2027 > 1 januari 2027 of werk")


@pytest.mark.parametrize("depth", LEVELS)
def test_deep_nesting_is_worked_out_or_refused(depth: int) -> None:
    """Never a RecursionError: not in the check, the printer, the annex or the built file."""
    for text in nested(depth):
        codes = {finding.code for finding in check_source(Source("diep.rc", START + text))}
        assert depth <= 100 or "RC104" in codes
        assert depth >= 45 or "RC104" not in codes
        survives(START + text)


def chained(number: int) -> Iterator[str]:
    """Things that each refer to the one before, from the first to the last and the other way round."""
    price = "  vergoeding € 1\n"
    chains = (
        ["indicator i0\n  behaald als werk\n" + price],
        ["gegeven i0 is € 1\n"],
        ["moment i0 is 1 januari 2027\n"],
        ["indicator i0\n  behaald als netten > 3\n" + price],
    )
    links = (
        "indicator i{0}\n  behaald als i{1} of niet i{1}\n" + price,
        "gegeven i{0} is i{1} + € 1\n",
        "moment i{0} is 1 dag na i{1}\n",
        "indicator i{0}\n  behaald als netten > 3\n  alleen als i{1}\n  alleen als niet i{2}\n" + price,
    )
    for chain, link in zip(chains, links, strict=True):
        whole = chain + [link.format(index, index - 1, max(index - 2, 0)) for index in range(1, number)]
        yield "".join(whole)
        yield "".join(reversed(whole))


@pytest.mark.parametrize("number", [12, 18, 25, 90, 105, 1_500])
def test_long_chains_of_references_are_followed_or_refused(number: int) -> None:
    for text in chained(number):
        with at_most(60):
            codes = {finding.code for finding in check_source(Source("keten.rc", START + text + END))}
            assert "RC104" in codes or number <= 100
        if number < 100:
            survives(START + text + END)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 20_000,
        '"\n' * 20_000,
        '"""' + "x\n" * 20_000,
        "§" * 20_000,
        "§\n" * 20_000,
        "indicator\n" * 20_000,
        "".join(" " * depth + "a\n" for depth in range(1_500)),
        "\n" * 200_000,
        " " * 200_000,
        "#" * 200_000,
        "a" * 200_000,
        "1" * 200_000,
        "€ 1" + "0" * 50_000,
        "9." * 50_000,
        "1 " * 50_000,
        "(" * 100_000,
        ", " * 50_000,
        "\ttoelichting\n" * 5_000,
        "toelichting " + '"' + "x" * 100_000 + '"',
        "gegeven a is " + " × ".join(["9.999.999.999"] * 90),
        "gegeven a is " + " / ".join(["€ 9.999.999.999"] + ["7"] * 90),
        "overeenkomst " * 5_000,
        "partij a is " + "betaler en " * 10_000 + "betaler",
        "partij " + "b" * 60_000 + ' "B" is ' + "c" * 60_000,
        "moment x is 99999999999999 jaar na einde",
        "moment x is 99999 jaar voor einde\nindicator i\n  behaald als x\n",
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_too_much_of_something_gives_findings_in_time(text: str) -> None:
    survives(START + END + text)
    survives(text)


@pytest.mark.parametrize("number", [30, 400])
def test_much_of_everything_is_worked_out(number: int) -> None:
    """Large contracts aren't wrong, and nothing about them may be too deep for an output."""
    survives(
        START + END + "".join(f"indicator i{n}\n  behaald als werk\n  vergoeding € 1 / 3\n" for n in range(number))
    )
    survives(
        START.replace("noord, zuid", ", ".join(f"r{n}" for n in range(number))) + END + "per regio\n  ten hoogste € 9\n"
    )
    survives(START + END + "totaal\n" + "  korting 1%\n" * number)
    tranches = "".join(
        f"tranche t{n} op {n % 28 + 1} {MONTHS[n // 28 % 12]} {2027 + n // 336}: 50% van het recht\n"
        for n in range(number // 4)
    )
    survives(START + END + tranches + "tranche eind op 31 december 2029: eindafrekening\nte veel betaald verrekenen\n")


MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

# ------------------------------------------------------------------ the command line


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code in (0, 1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def every_command(contract: Path, results: Path, folder: Path) -> Iterator[Result]:
    for fmt in ("full", "concise", "json", "github", "sarif"):
        yield run("check", contract, "--format", fmt)
    yield run("check", contract, "--strict")
    yield run("test", contract)
    yield run("fmt", "--check", contract)
    yield run("annex", contract)
    yield run("annex", contract, "--format", "html", "-o", folder / "bijlage.html")
    yield run("build", contract, "-o", folder / "functie.py")
    yield run("sheet", contract, "-o", folder / "blad.xlsx")
    yield run("pay", contract, results)
    yield run("pay", contract, results, "--format", "json", "--at", "2028-01-01")
    yield run("pay", contract, results, "--paid", contract)


@pytest.mark.parametrize("path", BAD[::4], ids=lambda path: path.stem)
def test_no_command_breaks_on_a_bad_contract(path: Path, tmp_path: Path) -> None:
    results = RESULTS / "RC704_verkeerde_waarde" / "deelnemers.csv"
    for result in every_command(path, results, tmp_path):
        assert result.exit_code in (0, 1)
        assert result.output or not result.exit_code


@pytest.mark.parametrize("seed", range(6))
def test_no_command_breaks_on_a_file_that_is_nothing(seed: int, tmp_path: Path) -> None:
    random = Random(f"bestand/{seed}")
    contract, results = tmp_path / "iets.rc", tmp_path / "iets.csv"
    contract.write_bytes(random_bytes(random))
    results.write_bytes(random_bytes(random))
    list(every_command(contract, results, tmp_path))


def test_no_command_breaks_on_a_file_that_is_not_there(tmp_path: Path) -> None:
    for result in every_command(tmp_path / "weg.rc", tmp_path / "weg.csv", tmp_path / "weg"):
        assert result.exit_code == 1
    for result in every_command(tmp_path, tmp_path, tmp_path / "weg"):
        assert result.exit_code in (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("check",),
        ("pay",),
        ("onbekend",),
        ("check", "--format", "xml", "a.rc"),
        ("pay", "a", "b", "--at", "gisteren"),
    ],
)
def test_a_wrong_command_is_told_so(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


# ------------------------------------------------------------------ results


@pytest.mark.parametrize("seed", range(8))
def test_results_with_mistakes_give_findings(seed: int, tmp_path: Path) -> None:
    contract = RESULTS / "overeenkomst.rc"
    compiled = compile_source(Source("overeenkomst.rc", contract.read_text(encoding="utf-8")))
    files = sorted(path for path in RESULTS.rglob("*") if path.suffix in (".csv", ".json", ".xlsx", ".txt"))
    for index in range(12):
        random = Random(f"resultaten/{seed}/{index}")
        given_file = random.choice(files)
        data = given_file.read_bytes()
        if given_file.suffix in (".csv", ".json", ".txt"):
            data = mutated(random, data.decode("utf-8", "replace")).encode("utf-8", "replace")
        else:
            changed = bytearray(data)
            for _ in range(random.randint(0, 4) if data else 0):
                changed[random.randrange(len(changed))] = random.randrange(256)
            data = bytes(changed)
        path = tmp_path / f"r{index}{random.choice(('.csv', '.json', '.xlsx', given_file.suffix))}"
        path.write_bytes(data)
        with at_most(30):
            found = refused(path, compiled)
            assert found is None or render(found, "full")


def refused(path: Path, compiled: Compiled) -> Sequence[Finding] | None:
    """The findings for which a file of results is refused; None when it is taken."""
    try:
        read_results([path], compiled)
    except Rejected as rejected:
        return rejected.findings
    return None


# ------------------------------------------------------------------ the fuzzer itself


def test_what_fails_is_made_small() -> None:
    text = START + END
    assert reduced_text(text, lambda less: "draagt 100%" in less) == "draagt 100%"
    assert reduced_bytes(b"a b c d e", lambda less: b"c" in less) == b"c"


def test_the_fuzzer_repeats_its_cases_and_shows_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(text: str) -> None:
        if "partij" in text:
            raise ValueError("a party")

    monkeypatch.setattr(fuzz, "survives", breaks)
    failing = [number for number in range(1, 30) if not fuzz.passes(3, number)]
    assert failing
    shown = capsys.readouterr().err
    assert f"seed 3, case {failing[0]}; the smallest input that fails:\npartij\n" in shown
    assert [number for number in range(1, 30) if not fuzz.passes(3, number)] == failing
