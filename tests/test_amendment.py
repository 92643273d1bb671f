"""Amendments: what differs between two versions, that nothing is overlooked, and what it does to the amounts."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from resultaatcontract.amendment.changes import FOLLOWS, Change, Kind, changes, clauses, lines
from resultaatcontract.amendment.compare import compare
from resultaatcontract.annex.build import build_annex
from resultaatcontract.cli import main
from resultaatcontract.document.model import Document
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.text.source import Source

from .repository import CONTRACTS, ROOT
from .results_files import compiled_path

OLD = """taal 1
overeenkomst "Werk en wonen"
  kenmerk "WW-1"
  looptijd 1 januari 2027 t/m 31 december 2027
  uitloop t/m 31 maart 2028
  bedragen in EUR exclusief btw
partij gemeente "Gemeente Ergens", hierna "de Gemeente", is betaler
partij aanbieder "Stichting Aanpak", hierna "de Stichting", is uitvoerder
partij bureau "Bureau Meting", hierna "het Bureau", is beoordelaar
deelnemer traject "Traject", meervoud "Trajecten"
  ten hoogste 100 deelnemers
meting werk "Betaald werk": ja/nee
  definitie "Een arbeidsovereenkomst."
  bewijs "Kopie van de overeenkomst"
  bij ontbreken niet behaald
meting wonen "Eigen woning": ja/nee
  definitie "Een huurcontract op eigen naam."
  bewijs "Kopie van het huurcontract"
  bij ontbreken niet behaald
indicator baan "Baan"
  behaald als werk
  vergoeding € 1.000
indicator huis "Huis"
  behaald als wonen
  vergoeding € 500
betaling
  gemeente draagt 100%
  aan aanbieder
tranche eind "Eindafrekening" op 31 maart 2028: eindafrekening
  resultaten t/m 31 december 2027
# 1 × € 1.000 + 1 × € 500 = € 1.500
voorbeeld "Beide"
  deelnemer a: werk = ja, wonen = ja
  verwacht totaal € 1.500
# € 500
voorbeeld "Alleen wonen"
  deelnemer a: werk = nee, wonen = ja
  verwacht totaal € 500
"""


def version(*replacements: tuple[str, str]) -> Compiled:
    text = OLD
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return compile_source(Source("nieuw.rc", text))


@cache
def old() -> Compiled:
    return compile_source(Source("oud.rc", OLD))


def told(found: list[Change]) -> list[tuple[Kind, str]]:
    shown = [(one.kind, one.old or one.new) for one in found]
    return [(kind, clause.heading or clause.text) for kind, clause in shown if clause is not None]


def differing(new: Compiled) -> list[Change]:
    return changes(build_annex(old()), build_annex(new))


def test_a_new_price_changes_one_clause_and_the_examples_that_it_touches() -> None:
    new = version(("vergoeding € 1.000", "vergoeding € 1.200"), ("verwacht totaal € 1.500", "verwacht totaal € 1.700"))
    found = compare(old(), new)
    assert (Kind.CHANGED, "Baan") in told(list(found.changes))
    assert all("Huis" not in what for _, what in told(list(found.changes)))
    by_title = {one.title: one for one in found.effects}
    assert [(one.old, one.new) for one in by_title["Beide"].amounts] == [(150_000, 170_000)] * 3
    assert not by_title["Alleen wonen"].changed


def test_an_indicator_that_goes_lapses_and_the_rest_is_only_renumbered() -> None:
    lines_of_baan = 'indicator baan "Baan"\n  behaald als werk\n  vergoeding € 1.000\n'
    meting = OLD[OLD.index("meting werk") : OLD.index("meting wonen")]
    new = version(
        (lines_of_baan, ""),
        (meting, ""),
        ("werk = ja, wonen = ja", "wonen = ja"),
        ("werk = nee, wonen = ja", "wonen = ja"),
        ("verwacht totaal € 1.500", "verwacht totaal € 500"),
    )
    found = differing(new)
    assert (Kind.REMOVED, "Baan") in told(found)
    assert (Kind.REMOVED, "Betaald werk") in told(found)
    assert all(what != "Huis" for _, what in told(found))


def test_what_the_new_text_asks_and_the_example_has_not_is_told() -> None:
    meting = OLD[OLD.index("meting wonen") : OLD.index("indicator baan")]
    added = meting.replace("wonen", "gezond").replace("Eigen woning", "Gezond").replace("huurcontract", "verslag")
    new = version(
        (meting, meting + added),
        ("behaald als werk\n", "behaald als werk en gezond\n"),
        ("werk = ja, wonen = ja", "werk = ja, wonen = ja, gezond = ja"),
        ("werk = nee, wonen = ja", "werk = nee, wonen = ja, gezond = ja"),
    )
    found = compare(old(), new)
    assert {one.reason for one in found.effects} == {
        "de nieuwe tekst vraagt een meting die het voorbeeld niet heeft: “Gezond”"
    }


def plain(said: str) -> str:
    """Without the numbers of references, which shift when an article or clause comes or goes."""
    return re.sub(r"(artikel|lid) [0-9.]+", r"\1 …", said)


def applied(old_annex: Document, new_annex: Document, found: list[Change]) -> None:
    """Do what the changes say to the old annex, article by article: the new annex comes out."""
    titles = [one.title for one in new_annex.articles]
    for article in old_annex.articles:
        if article.title in FOLLOWS:
            continue
        title = next((one.title for one in found if one.article is article and one.title), article.title)
        own = [one for one in found if one.article is article and not one.title]
        said = [(one.number, lines(one)) for one in clauses(article)]
        place = 0
        for one in own:
            if one.old is not None:
                place = next(index for index, (number, _) in enumerate(said) if number == one.old.number)
            if one.kind is Kind.REMOVED:
                del said[place]
            elif one.kind is Kind.CHANGED:
                assert one.new is not None
                said[place] = (said[place][0], lines(one.new))
                place += 1
            else:
                assert one.new is not None
                if one.after:
                    behind = next((index for index, (number, _) in enumerate(said) if number == one.after), place - 1)
                    place = max(place, behind + 1)
                said.insert(place, ("nieuw", lines(one.new)))
                place += 1
        if title not in titles:
            assert not said, article.title
            continue
        other = next(one for one in new_annex.articles if one.title == title)
        assert [[plain(line) for line in one] for _, one in said] == [
            [plain(line) for line in lines(one)] for one in clauses(other)
        ], article.title


RELATED = [
    pair
    for folder in ("life-chances-fund", "lapset", "ladder", "drie-vormen", "betaalafspraken")
    for pair in pairwise(sorted(path for path in CONTRACTS if path.parent.name == folder))
]


@pytest.mark.parametrize(("first", "second"), RELATED, ids=lambda path: path.stem)
def test_doing_what_the_changes_say_gives_the_new_annex(first: Path, second: Path) -> None:
    before, after = (build_annex(compiled_path(path)) for path in (first, second))
    applied(before, after, changes(before, after))


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_does_not_differ_from_itself(path: Path) -> None:
    annex = build_annex(compiled_path(path))
    assert changes(annex, annex) == []


# ------------------------------------------------------------------ commands


def rc(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "oud.rc").write_text(OLD, encoding="utf-8")
    new = OLD.replace("vergoeding € 1.000", "vergoeding € 1.200").replace("totaal € 1.500", "totaal € 1.700")
    (tmp_path / "nieuw.rc").write_text(new, encoding="utf-8")
    return tmp_path / "oud.rc", tmp_path / "nieuw.rc"


def test_diff_says_in_words_what_changes(versions: tuple[Path, Path]) -> None:
    run = rc("diff", *versions)
    assert run.exit_code == 0, run.output
    shown = run.output.replace("\N{NO-BREAK SPACE}", " ")
    assert "lid 6.2 (Baan): gewijzigd" in shown
    assert "was:   Behaalt een Traject het resultaat, dan is de vergoeding € 1.000,00." in shown
    assert "wordt: Behaalt een Traject het resultaat, dan is de vergoeding € 1.200,00." in shown
    assert "Het totaal: € 1.500,00 wordt € 1.700,00 (€ 200,00 meer)" in shown
    assert "1 voorbeeld geeft dezelfde bedragen." in shown


def test_diff_as_json_fits_its_schema(versions: tuple[Path, Path]) -> None:
    run = rc("diff", *versions, "--format", "json")
    assert run.exit_code == 0, run.output
    schema = json.loads((ROOT / "docs" / "schema" / "wijziging.schema.json").read_text(encoding="utf-8"))
    found = json.loads(run.output)
    Draft202012Validator(schema).validate(found)
    assert found["voorbeelden"][0]["bedragen"][0] == {
        "over": "totaal",
        "partij": "",
        "was": "1500.00",
        "wordt": "1700.00",
    }


def test_the_same_text_twice_says_so(versions: tuple[Path, Path]) -> None:
    assert "zeggen hetzelfde" in rc("diff", versions[0], versions[0]).output


@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
def test_the_amendment_agreement_in_every_form(versions: tuple[Path, Path], ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"wijziging.{ending}"
    run = rc("annex", versions[1], "--wijzigt", versions[0], "-o", out)
    assert run.exit_code == 0, run.output
    if ending == "md":
        shown = out.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
        assert "# Wijzigingsovereenkomst" in shown
        assert "Lid 6.2 (“Baan”) komt te luiden" in shown
        assert "dan is de vergoeding € 1.200,00." in shown
        assert "| Het totaal | € 1.500,00 | € 1.700,00 |" in shown
        assert "## Ondertekening" in shown
