"""The files of a library as trees, each indicator with the smallest contract that pays for it.

What an indicator needs is not worked out here: its contract is assembled as any other, so the measurements, moments and
constants of an entry are exactly those that an author gets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from ..driver import Compiled, compile_tree, read
from ..model.contract import Indicator
from ..record import record
from ..reuse import Assembled, Loader
from ..syntax import tree
from ..text.source import Source

Measurement = tree.Measurement | tree.ContractMeasurement
Line = TypeVar("Line", tree.Definition, tree.DataSource, tree.Evidence, tree.Note)

# A unit stands in the plural behind `in`; behind `per` stands one of it.
SINGULAR = {
    "dagen": "dag",
    "euro": "euro",
    "maanden": "maand",
    "nachten": "nacht",
    "punten": "punt",
    "vallen": "val",
}
_FRAME = """\
taal 1

gebruik "{path}"

overeenkomst "Voorbeeld"
  looptijd 1 januari 2027 t/m 31 december 2032
  bedragen in EUR

partij gemeente "Gemeente Voorbeeld", hierna "de Gemeente", is betaler
partij aanbieder "Aanbieder Voorbeeld", hierna "de Aanbieder", is uitvoerder
partij bureau "Bureau Voorbeeld", hierna "het Bureau", is beoordelaar

deelnemer traject "deelnemer", meervoud "deelnemers"
{own}
{shared}
{lines}

betaling
  gemeente draagt 100%
  aan aanbieder
"""


@record
class Entry:
    """An indicator of a library, and what a contract that uses it takes along."""

    node: tree.Indicator
    example: tuple[str, ...]  # the lines that use it
    given: tuple[str, ...]  # the moments that the contract gives
    text: str  # the whole contract
    taken: tuple[tree.Statement, ...]  # what that contract takes from the library, in the order of the files
    compiled: Compiled

    @property
    def name(self) -> str:
        return self.node.name.text

    @property
    def indicator(self) -> Indicator:
        return next(one for one in self.compiled.contract.indicators if one.name == self.name)

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """The measurements that it needs, at the moments that it uses."""
        return tuple(one for one in self.taken if isinstance(one, Measurement))

    @property
    def constants(self) -> tuple[tree.Constant, ...]:
        return tuple(one for one in self.taken if isinstance(one, tree.Constant))


@record
class Library:
    """One file of the library."""

    path: str  # how a contract names the file
    statements: tuple[tree.Statement, ...]  # its own, without what it uses
    moments: tuple[tree.Moment, ...]  # also those of the files that it uses
    entries: tuple[Entry, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(one.text.value for one in self.statements if isinstance(one, tree.Note))

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        return tuple(one for one in self.statements if isinstance(one, Measurement))

    @property
    def given(self) -> tuple[str, ...]:
        """The moments that a contract gives, whichever of the indicators it uses."""
        return tuple(dict.fromkeys(name for one in self.entries for name in one.given))


def read_library(source: Source, path: str, load: Loader) -> Library:
    """A file of definitions, every indicator tried. `path` is how a contract names the file.

    Raises `Rejected` when the file, or a contract that uses one of its indicators, has errors.
    """
    whole = read(source, load)
    own = tuple(one for one in whole.contract.statements if one.span.source.name == source.name)
    moments = tuple(one for one in whole.contract.statements if isinstance(one, tree.Moment))
    indicators = [one for one in own if isinstance(one, tree.Indicator)]
    return Library(path, own, moments, tuple(_entry(one, path, whole, load) for one in indicators))


def _entry(node: tree.Indicator, path: str, library: Assembled, load: Loader) -> Entry:
    example = _example(node)
    # The contract stands beside the folder of the library.
    name = (PurePosixPath(library.sources[0].name).parent.parent / "voorbeeld.rc").as_posix()
    # The first time with every moment that any indicator may need, the second with only those that this one needs.
    free = tuple(dict.fromkeys(_free(library.contract.statements)))
    taken = _taken(read(Source(name, _contract(path, free, example)), load))
    given = tuple(one for one in free if one in set(_free(taken)))
    source = Source(name, _contract(path, given, example))
    assembled = read(source, load)
    moments = tuple(moment for moment, _ in given)
    return Entry(node, example, moments, source.text, _taken(assembled), compile_tree(assembled))


def _taken(assembled: Assembled) -> tuple[tree.Statement, ...]:
    own = assembled.sources[0].name
    return tuple(one for one in assembled.contract.statements if one.span.source.name != own)


def _contract(path: str, given: Sequence[tuple[str, bool]], example: Sequence[str]) -> str:
    own = [f'  moment {name} "{name.capitalize()}"' for name, personal in given if personal]
    shared = [f'moment {name} "{name.capitalize()}" is 31 december 2031' for name, personal in given if not personal]
    return _FRAME.format(path=path, own="\n".join(own), shared="\n".join(shared), lines="\n".join(example))


def _free(statements: Sequence[tree.Statement]) -> Iterator[tuple[str, bool]]:
    """The moments that are named and not declared, and whether each participant has a day of its own for it."""
    declared = {one.name.text for one in statements if isinstance(one, tree.Moment)}
    for one in statements:
        match one:
            case tree.Moment(time=tree.AfterMoment(_, moment) | tree.BeforeMoment(_, moment)):
                named: tuple[tree.Name, ...] = (moment,)
            case tree.Measurement(moments=moments) | tree.ContractMeasurement(moments=moments):
                named = moments or ()
            case _:
                continue
        for moment in named:
            if moment.text not in declared:
                yield moment.text, not isinstance(one, tree.ContractMeasurement)


def _example(node: tree.Indicator) -> tuple[str, ...]:
    """How an author uses it, in three lines; the amounts are only there to show their place."""
    name, condition, fee = node.name.text, "", ""
    for line in node.lines or ():
        match line:
            case tree.Achieved():
                condition, fee = f"behaald als {name}", "€ 1.000"
            case tree.Result(unit=None):  # a percentage, or compiling the contract fails
                condition, fee = f"behaald als {name} ≥ 10%", "€ 10.000"
            case tree.Result(unit=tree.Name(unit)):
                condition, fee = f"resultaat {name}", f"{'€ 0,10' if unit == 'euro' else '€ 10'} per {_singular(unit)}"
    return 'indicator beloning "Beloning"', f"  {condition}", f"  vergoeding {fee}"


def _singular(unit: str) -> str:
    if unit not in SINGULAR:
        raise ValueError(f"no singular is known of the unit {unit}; add it to SINGULAR")
    return SINGULAR[unit]


def line_of(node: Measurement | tree.Indicator | tree.Constant, kind: type[Line]) -> str | None:
    """The text of the first line of a kind (`bewijs`), on one line."""
    found = next((one for one in node.lines or () if isinstance(one, kind)), None)
    return None if found is None else " ".join(found.text.value.split())
