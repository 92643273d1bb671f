"""Other files and templates: what a contract takes from them, and what is refused."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from resultaatcontract.driver import Compiled, check_source, compile_source
from resultaatcontract.files import loader, read_source
from resultaatcontract.findings import Rejected
from resultaatcontract.findings.render import render
from resultaatcontract.reuse import Loader
from resultaatcontract.text.source import Source, Span

CONTRACT = """\
taal 1
{uses}
overeenkomst "Voorbeeld"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR
partij gemeente "Gemeente" is betaler
partij aanbieder "Aanbieder" is uitvoerder
partij bureau "Bureau" is beoordelaar
deelnemer traject "Traject"
  moment start "Start"
{rest}
betaling
  gemeente draagt 100%
  aan aanbieder
"""
LIBRARY = """\
taal 1
moment later "Later" is 6 maanden na start
moment nog_later "Nog later" is 12 maanden na start
meting werk "Werk" op start, later, nog_later: ja/nee
  definitie "Betaald werk."
  bewijs "Contract"
meting anders "Iets anders": ja/nee
  definitie "Iets anders."
  bewijs "Brief"
indicator baan "Baan"
  behaald als werk op later
indicator onbekend "Onbekend"
  behaald als anders
"""
USES_BAAN = 'indicator beloond "Beloond"\n  behaald als baan\n  vergoeding € 100'
TEMPLATE = """\
taal 1
sjabloon kader
  parameter wie: partij
  parameter prijs "Prijs": bedrag
  parameter wijk: tekst
  parameter begin: datum
  overeenkomst "In {wijk} voor {prijs}"
    looptijd begin t/m 31 december 2028
    bedragen in EUR
  partij aanbieder "Aanbieder" is uitvoerder
  partij bureau "Bureau" is beoordelaar
  deelnemer traject "Traject"
  meting klaar "Klaar": ja/nee
    definitie "Het traject in {wijk} is klaar."
    bewijs "Verslag"
  indicator klaar_is_klaar "Klaar is klaar"
    behaald als klaar
    vergoeding prijs
  betaling
    wie draagt 100%
    aan aanbieder
"""
FILLED = """\
taal 1
gebruik "kader.rc"
partij venlo "Gemeente Venlo" is betaler
overeenkomst volgens kader
  wie is venlo
  prijs is € 3.000
  wijk is "Oost"
  begin is 1 januari 2027
voorbeeld "Twee"
  2 deelnemers a: klaar = ja
  verwacht venlo betaalt € 6.000
"""


def files(**texts: str) -> Loader:
    """A loader of files in memory: `werk` is werk.rc."""

    def load(source: Source, path: str) -> Source | str:
        text = texts.get(path.removesuffix(".rc"))
        return "het bestaat niet" if text is None else Source(path, text)

    return load


def contract(uses: str, rest: str = USES_BAAN) -> Source:
    return Source("contract.rc", CONTRACT.format(uses=uses, rest=rest))


def codes(source: Source, load: Loader) -> list[str]:
    return [one.code for one in check_source(source, load=load) if one.code not in ("RC412", "RC402")]


def compiled(source: Source, load: Loader) -> Compiled:
    return compile_source(source, load=load)


# ------------------------------------------------------------------ other files


def test_only_what_is_named_becomes_part_of_the_contract() -> None:
    made = compiled(contract('gebruik "werk.rc"'), files(werk=LIBRARY)).contract
    assert [one.name for one in made.measurements] == ["werk"]
    assert [one.name for one in made.indicators] == ["baan", "beloond"]
    assert codes(contract('gebruik "werk.rc"'), files(werk=LIBRARY)) == []


def test_a_measurement_of_a_library_is_asked_only_at_the_moments_that_are_used() -> None:
    made = compiled(contract('gebruik "werk.rc"'), files(werk=LIBRARY)).contract
    assert [one.name for one in made.measurements[0].moments] == ["later"]
    throughout = LIBRARY.replace("werk op later", "werk op later t/m nog_later")
    made = compiled(contract('gebruik "werk.rc"'), files(werk=throughout)).contract
    assert [one.name for one in made.measurements[0].moments] == ["later", "nog_later"]


def test_a_file_may_use_another_and_may_come_along_two_ways() -> None:
    indicators = 'gebruik "werk.rc"\n' + LIBRARY[LIBRARY.index("indicator") :]
    measurements = LIBRARY[: LIBRARY.index("indicator")]
    source = contract('gebruik "indicatoren.rc"\ngebruik "werk.rc"')
    load = files(indicatoren=indicators, werk=measurements)
    assert codes(source, load) == []
    assert [one.name for one in compiled(source, load).used] == ["indicatoren.rc", "werk.rc"]


def test_a_unit_is_no_name_of_something_in_a_library() -> None:
    """`in vallen` and `per vallen` don't take the measurement `vallen` along."""
    falls = 'meting vallen "Vallen" op later: aantal vallen 0 t/m 9\n  definitie "Vallen."\n  bewijs "Brief"\n'
    library = LIBRARY + falls + falls.replace("meting vallen", "meting letsel").replace('"Vallen"', '"Letsel"')
    rest = 'indicator minder "Minder"\n  resultaat 9 - letsel in vallen\n  vergoeding € 100 per vallen'
    source = contract('gebruik "bibliotheek.rc"', rest)
    assert codes(source, files(bibliotheek=library)) == []
    assert [one.name for one in compiled(source, files(bibliotheek=library)).contract.measurements] == ["letsel"]


def test_files_that_use_each_other_in_a_circle_are_refused() -> None:
    load = files(a=LIBRARY + 'gebruik "b.rc"\n', b='gebruik "a.rc"\n')
    found = check_source(contract('gebruik "a.rc"'), load=load)
    assert [one.code for one in found] == ["RC906"]
    assert "a.rc → b.rc → a.rc" in render(found, "full")


def test_a_name_with_two_meanings_is_refused() -> None:
    own = USES_BAAN + '\nindicator baan "Eigen baan"\n  behaald als werk op later'
    assert codes(contract('gebruik "werk.rc"', own), files(werk=LIBRARY)) == ["RC906"]
    load = files(werk=LIBRARY, ander=LIBRARY)
    assert "RC906" in codes(contract('gebruik "werk.rc"\ngebruik "ander.rc"'), load)


def test_a_file_of_which_nothing_is_used_is_reported() -> None:
    rest = 'meting klaar "Klaar": ja/nee\n  definitie "Klaar."\n  bewijs "Brief"\n'
    rest += 'indicator beloond "Beloond"\n  behaald als klaar\n  vergoeding € 100'
    assert codes(contract('gebruik "werk.rc"', rest), files(werk=LIBRARY)) == ["RC407"]


def test_a_mistyped_name_of_another_file_is_recognised() -> None:
    rest = USES_BAAN.replace("als baan", "als baann")
    [found] = check_source(contract('gebruik "werk.rc"', f"{rest}\n  alleen als anders"), load=files(werk=LIBRARY))
    assert (found.code, found.remedy) == ("RC201", "Bedoelde u “baan”?")


def test_what_another_file_leaves_to_the_contract_is_told_once() -> None:
    text = contract('gebruik "werk.rc"').text.replace("moment start", "moment begin")
    library = LIBRARY.replace("werk op later", "werk op start t/m later")
    [found] = check_source(Source("contract.rc", text), load=files(werk=library))
    assert (found.code, len(found.notes)) == ("RC201", 1)
    assert found.remedy == "Dit bestand laat “start” over aan uw overeenkomst: geef het daar op."


def test_mistakes_in_another_file_are_shown_in_that_file() -> None:
    found = check_source(contract('gebruik "werk.rc"'), load=files(werk=LIBRARY.replace("behaald als", "behaald")))
    assert {one.code for one in found} == {"RC101"}
    assert "--> werk.rc:11:" in render(found, "full")


def test_a_contract_cannot_use_another_contract() -> None:
    assert codes(contract('gebruik "ander.rc"'), files(ander=contract("").text)) == ["RC906"]


def test_a_contract_in_memory_has_no_other_files() -> None:
    assert [one.code for one in check_source(contract('gebruik "werk.rc"'))] == ["RC906"]


def test_the_hash_covers_every_file_that_is_used() -> None:
    source = contract('gebruik "werk.rc"')
    one = compiled(source, files(werk=LIBRARY)).digest
    assert compiled(source, files(werk=LIBRARY + "# opmerking\n")).digest != one
    alone = contract("", "meting klaar: ja/nee\nindicator beloond\n  behaald als klaar\n  vergoeding € 100")
    assert compiled(alone, files()).digest == sha256(alone.text.encode()).hexdigest()


# ------------------------------------------------------------------ files on disk


def project(folder: Path) -> Path:
    (folder / "project" / "bibliotheek").mkdir(parents=True)
    (folder / "project" / "contracten").mkdir()
    (folder / "project" / "bibliotheek" / "werk.rc").write_text(LIBRARY, encoding="utf-8")
    (folder / "buiten.rc").write_text(LIBRARY, encoding="utf-8")
    return folder / "project"


def check_on_disk(path: Path, use: str) -> list[str]:
    path.write_text(contract(f'gebruik "{use}"').text, encoding="utf-8")
    return [one.code for one in check_source(read_source(path), load=loader()) if one.code not in ("RC412",)]


def test_a_file_is_found_from_the_folder_of_the_contract_or_of_the_project(tmp_path: Path) -> None:
    path = project(tmp_path) / "contracten" / "een.rc"
    assert check_on_disk(path, "bibliotheek/werk.rc") == []
    assert check_on_disk(path, "../bibliotheek/werk.rc") == []
    (path.parent / "eigen.rc").write_text(LIBRARY, encoding="utf-8")
    assert check_on_disk(path, "eigen.rc") == []


@pytest.mark.parametrize(
    "use",
    [
        "../../buiten.rc",
        "bibliotheek/../../buiten.rc",
        "/etc/passwd",
        "/etc/passwd.rc",
        "C:/werk.rc",
        "..\\\\buiten.rc",
        "bibliotheek/werk.txt",
        "bibliotheek",
        "bestaat_niet.rc",
        "",
    ],
)
def test_nothing_outside_the_project_is_read(tmp_path: Path, use: str) -> None:
    path = project(tmp_path) / "contracten" / "een.rc"
    assert check_on_disk(path, use) == ["RC906"]


def test_a_link_does_not_lead_out_of_the_project(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "bibliotheek" / "link.rc").symlink_to(tmp_path / "buiten.rc")
    assert check_on_disk(root / "contracten" / "een.rc", "bibliotheek/link.rc") == ["RC906"]


# ------------------------------------------------------------------ templates


def test_a_template_is_filled_in() -> None:
    made = compiled(Source("venlo.rc", FILLED), files(kader=TEMPLATE)).contract
    assert made.title == "In Oost voor €\xa03.000,00"
    assert made.measurements[0].definition == "Het traject in Oost is klaar."
    assert [(one.name, one.title, one.value) for one in made.constants] == [("prijs", "Prijs", 3000)]
    assert codes(Source("venlo.rc", FILLED), files(kader=TEMPLATE)) == []


def test_a_text_that_is_filled_in_stays_text() -> None:
    hostile = FILLED.replace('"Oost"', '"{prijs} <b> {{7*7}} {wie}"')
    made = compiled(Source("venlo.rc", hostile), files(kader=TEMPLATE)).contract
    assert made.title == "In {prijs} <b> {{7*7}} {wie} voor €\xa03.000,00"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  prijs is € 3.000\n", "", ["RC207"]),
        ("  prijs is € 3.000\n", "  prijs is 10%\n", ["RC207"]),
        ("  prijs is € 3.000\n", "  prijs is € 3.000\n  prijs is € 4.000\n", ["RC203"]),
        ("  prijs is € 3.000\n", "  prijs is € 3.000\n  prijz is € 4.000\n", ["RC207"]),
        ("  begin is 1 januari 2027\n", '  begin is "1 januari 2027"\n', ["RC207"]),
        ("volgens kader", "volgens kaders", ["RC207"]),
        ("  wie is venlo\n", "  wie is venray\n", ["RC201"]),
    ],
)
def test_a_template_that_is_filled_in_wrongly_is_refused(old: str, new: str, expected: list[str]) -> None:
    assert old in FILLED
    found = codes(Source("venlo.rc", FILLED.replace(old, new)), files(kader=TEMPLATE))
    assert list(dict.fromkeys(found))[: len(expected)] == expected


def test_a_party_that_does_not_exist_is_told_where_the_template_is_filled_in() -> None:
    [found] = check_source(
        Source("venlo.rc", FILLED.replace("wie is venlo", "wie is venray")), load=files(kader=TEMPLATE)
    )
    assert isinstance(found.where, Span)
    assert (found.where.source.name, found.where.text) == ("venlo.rc", "venray")


def test_a_hole_without_a_parameter_is_refused() -> None:
    template = TEMPLATE.replace("In {wijk}", "In {wyk}")
    assert codes(Source("venlo.rc", FILLED), files(kader=template)) == ["RC207"]


def test_outside_a_template_a_name_is_no_date() -> None:
    text = contract("", "").text.replace("1 januari 2027", "begin")
    assert [one.code for one in check_source(Source("c.rc", text))] == ["RC207"]


def test_a_file_with_definitions_is_no_contract_and_is_checked_for_completeness() -> None:
    assert check_source(Source("werk.rc", LIBRARY)) == ()
    incomplete = Source("werk.rc", LIBRARY.replace('  definitie "Betaald werk."\n', ""))
    assert [one.code for one in check_source(incomplete)] == ["RC411"]
    with pytest.raises(Rejected) as rejected:
        compile_source(Source("werk.rc", LIBRARY))
    assert [one.code for one in rejected.value.findings] == ["RC906"]


def test_a_file_with_only_a_template_is_a_library() -> None:
    assert check_source(Source("kader.rc", TEMPLATE)) == ()
    incomplete = TEMPLATE.replace('    bewijs "Verslag"\n', "")
    assert [one.code for one in check_source(Source("kader.rc", incomplete))] == ["RC414"]
    with pytest.raises(Rejected) as rejected:
        compile_source(Source("kader.rc", TEMPLATE))
    assert [one.code for one in rejected.value.findings] == ["RC906"]
