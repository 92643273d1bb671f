"""The library of indicators: complete, usable together, and each of its indicators pays in a contract of three lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from resultaatcontract.annex.make import render_annex
from resultaatcontract.catalogue import Entry, Library, page, read_library
from resultaatcontract.catalogue.__main__ import PAGE, libraries
from resultaatcontract.catalogue.entries import line_of
from resultaatcontract.driver import Compiled, check_source, compile_source
from resultaatcontract.files import loader, read_source
from resultaatcontract.findings import Rejected
from resultaatcontract.model.contract import Measurement, Missing
from resultaatcontract.model.expressions import Kind, Level
from resultaatcontract.outputs.outcome import pay
from resultaatcontract.plan.inputs import Key, Measured, Participant, Results
from resultaatcontract.syntax import tree
from resultaatcontract.syntax.printer import format_source
from resultaatcontract.text.source import Source

from .repository import LIBRARY, ROOT, load

LIBRARIES: list[Library] = libraries(ROOT)
ENTRIES = {one.name: one for library in LIBRARIES for one in library.entries}
EACH_FILE = pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
EACH_ENTRY = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
EACH_LIBRARY = pytest.mark.parametrize("library", LIBRARIES, ids=lambda one: one.path)
DISPUTE = re.compile(r"Vaak betwist: [a-zé][^?]*\. Hier: [^ ].*\.")


def codes(text: str) -> set[str]:
    """What is found in a contract beside contracts/bibliotheek; that it has no example doesn't count."""
    return {one.code for one in check_source(Source("proef.rc", text), load=load)} - {"RC412"}


# ------------------------------------------------------------------ the files


def test_every_subject_has_a_file() -> None:
    subjects = "gezondheid jeugdhulp onderwijs participatie recidive schulden vallen werk wonen"
    assert {path.stem for path in LIBRARY} >= {*subjects.split(), "momenten"}
    assert [one.path for one in LIBRARIES if not one.entries] == ["bibliotheek/momenten.rc"]
    assert len(ENTRIES) == sum(len(one.entries) for one in LIBRARIES), "names are told apart over all files"


@EACH_FILE
def test_a_file_has_no_findings_and_is_in_canonical_form(path: Path) -> None:
    source = read_source(path)
    assert check_source(source, strict=True, load=loader()) == ()
    assert format_source(source) == source.text


@EACH_LIBRARY
def test_a_measurement_says_everything_that_is_asked_of_it(library: Library) -> None:
    for one in library.measurements:
        name = one.name.text
        kinds = [type(line) for line in one.lines or ()]
        assert one.title is not None, name
        assert {tree.Definition, tree.Evidence, tree.WhenMissing} <= set(kinds), name
        assert tree.VerifiedBy not in kinds, f"{name}: who establishes it is for the contract"
        note = line_of(one, tree.Note)
        assert note is None or DISPUTE.fullmatch(note), note


@EACH_ENTRY
def test_an_indicator_is_defined_and_says_what_is_disputed(entry: Entry) -> None:
    assert entry.node.title is not None
    assert line_of(entry.node, tree.Definition)
    assert DISPUTE.fullmatch(line_of(entry.node, tree.Note) or "")


@EACH_LIBRARY
def test_a_threshold_was_published_or_is_an_assumption(library: Library) -> None:
    for one in library.statements:
        if isinstance(one, tree.Constant):
            published = line_of(one, tree.DataSource) is not None
            assert published != (one.assumption is not None), one.name.text


def test_all_indicators_can_be_used_together() -> None:
    lines, given = [], []
    for number, one in enumerate(ENTRIES.values()):
        lines += [one.example[0].replace('beloning "Beloning"', f'b{number} "Beloning {number}"'), *one.example[1:]]
        given += [name for name in one.given if name not in given]
    uses = [f'gebruik "{one.path}"' for one in LIBRARIES if one.entries]
    assert given == ["start", "peildatum"]
    text = ENTRIES["minder_vallen_dan_controlegroep"].text  # with a `peildatum` of its own
    text = re.sub(r"^gebruik .*$", "\n".join(uses), text, flags=re.MULTILINE)
    text = re.sub(r"^(deelnemer .*)$", r'\1\n  moment start "Start"', text, flags=re.MULTILINE)
    text = re.sub(r"^indicator beloning [\s\S]*?(?=\nbetaling)", "\n".join([*lines, ""]), text, flags=re.MULTILINE)
    assert codes(text) == set()
    assert len(compile_source(Source("proef.rc", text), load=load).contract.indicators) == 2 * len(ENTRIES)


# ------------------------------------------------------------------ every indicator, in the contract that shows its use


@EACH_ENTRY
def test_its_contract_is_three_lines_in_a_frame_without_findings(entry: Entry) -> None:
    assert len(entry.example) == 3
    assert "\n".join(entry.example) in entry.text
    assert codes(entry.text) == set()


@EACH_ENTRY
def test_its_contract_pays_for_some_results_and_not_for_others(entry: Entry) -> None:
    totals = {pay(entry.compiled.plan, one).total for one in extremes(entry.compiled)}
    assert min(totals) == 0
    assert max(totals) > 0


@EACH_ENTRY
def test_its_contract_pays_nothing_for_whom_nothing_was_measured(entry: Entry) -> None:
    keys = list(measured(entry.compiled))
    assert all(one.missing is not Missing.ERROR for one, _ in keys)
    own: dict[Key, Measured] = {key: None for one, key in keys if one.level is Level.PARTICIPANT}
    shared: dict[Key, Measured] = {key: None for one, key in keys if one.level is Level.CONTRACT}
    people = tuple(Participant(f"d{number}", own) for number in range(2)) if own else ()
    assert pay(entry.compiled.plan, Results(people, shared)).total == 0


@EACH_ENTRY
def test_its_annex_gives_the_definitions_and_the_disputes(entry: Entry) -> None:
    annex = plain(render_annex(entry.compiled, "md"))
    for one in (entry.node, *entry.measurements):
        assert plain(line_of(one, tree.Definition) or "")[1:] in annex  # behind a colon: a small letter
        assert plain(line_of(one, tree.Note) or "")[1:] in annex
    for one in entry.measurements:
        assert plain(line_of(one, tree.Evidence) or "")[1:] in annex
    assert not re.search(r"[a-z]+_[a-z]+", annex), "titles, no names"


def plain(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def measured(compiled: Compiled) -> Iterator[tuple[Measurement, Key]]:
    for one in compiled.contract.measurements:
        for moment in one.moments:
            yield one, (one.name, moment.name)


def extremes(compiled: Compiled) -> Iterator[Results]:
    """One participant, and the contract's own measurements, with every choice of least and most."""
    keys = list(measured(compiled))
    for values in product(*(ends(one) for one, _ in keys)):
        own = {key: value for (one, key), value in zip(keys, values, strict=True) if one.level is Level.PARTICIPANT}
        shared = {key: value for (one, key), value in zip(keys, values, strict=True) if one.level is Level.CONTRACT}
        yield Results((Participant("d1", own),) if own else (), shared)


def ends(one: Measurement) -> tuple[Measured, Measured]:
    if one.kind is Kind.YES_NO:
        return False, True
    assert one.low is not None
    assert one.high is not None
    scale = 100 if one.kind is Kind.MONEY else 1
    return one.low * scale, one.high * scale


# ------------------------------------------------------------------ the page


def test_the_page_is_that_of_the_files() -> None:
    kept = (ROOT / PAGE).read_text(encoding="utf-8")
    assert kept == page(LIBRARIES), "write it anew: python -m resultaatcontract.catalogue"


def test_the_page_shows_every_indicator_and_measurement_once() -> None:
    shown = page(LIBRARIES)
    for one in ENTRIES.values():
        assert shown.count("\n".join(["```", *one.example, "```"])) == 1
        assert shown.count(f"- **Naam**: `{one.name}`,") == 1
    for library in LIBRARIES:
        for measurement in library.measurements:
            assert shown.count(f"\n`{measurement.name.text}`. ") == 1


def test_no_two_headings_of_the_page_are_the_same() -> None:
    heads = re.findall(r"^#+ (.*)$", page(LIBRARIES), re.MULTILINE)
    assert len(heads) == len(set(heads))


def test_an_indicator_that_does_not_compile_gets_no_page() -> None:
    broken = Source("bibliotheek/stuk.rc", "taal 1\nindicator stuk\n  behaald als bestaat_niet\n")

    def with_broken(source: Source, path: str) -> Source | str:
        return broken if path == "bibliotheek/stuk.rc" else load(source, path)

    with pytest.raises(Rejected) as rejected:
        read_library(broken, "bibliotheek/stuk.rc", with_broken)
    assert [one.code for one in rejected.value.findings] == ["RC201"]
