"""What a contract takes from other files, and the template that it fills in.

`gebruik` makes the definitions of a file known; only those that the contract names, and what these name in turn, become
part of it. So a library may be large, and a contract holds nothing that it doesn't use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from .. import checks
from ..findings import Findings, Rejected
from ..record import record
from ..syntax import parse, tree
from ..text.source import Source
from .fill import fill, open_places, walk
from .names import declared, named

# Gives the file that a source names, or the reason (in Dutch) why there is none.
Loader = Callable[[Source, str], "Source | str"]
# Gives the tree of a file that is used; `parse`, or one that remembers. Raises `Rejected`.
Parser = Callable[[Source], tree.Contract]

_MOST_FILES = 200
FUND_STATEMENTS = tree.Fund | tree.Contributions | tree.Call | tree.MemberFromFile | tree.MemberFromTemplate


def no_files(source: Source, path: str) -> str:
    """For a contract that doesn't come from a file."""
    return "deze overeenkomst komt niet uit een bestand"


@record
class Assembled:
    """A tree without reuse in it, and every source it comes from: its own first, then the others as they were met."""

    contract: tree.Contract
    sources: tuple[Source, ...]
    is_library: bool  # definitions only: no agreement, and nothing that belongs to one
    offered: tuple[str, ...] = ()  # what the files it uses declare, named or not


def assemble(
    contract: tree.Contract,
    source: Source,
    load: Loader,
    parse_used: Parser = parse,
    around: Sequence[tree.Statement] = (),
) -> Assembled:
    """Resolve `gebruik` and `sjabloon`. Raises `Rejected` with all findings about them.

    `around` are definitions that the contract may use beside those of files.
    """
    own = contract.statements
    special = (tree.Use, tree.Template, tree.Instance)
    _no_fund(own)
    if not any(isinstance(one, special) for one in own):
        _nothing_open(own)
        return Assembled(contract, (source,), _is_library(own))
    findings = Findings()
    files = _Files(load, parse_used, findings)
    pool = (*files.used_by(source, own), *around)
    templates = {one.name.text: one for one in (*pool, *own) if isinstance(one, tree.Template)}
    instances = [one for one in own if isinstance(one, tree.Instance)]
    clauses = [one for one in own if not isinstance(one, special)]
    for extra in instances[1:]:
        found = checks.rc203_double_clause.finding(
            extra.span, "Een overeenkomst volgens een sjabloon", instances[0].span
        )
        findings.add(found)
    for instance in instances[:1]:
        template = templates.get(instance.template.text)
        if template is None:
            findings.add(checks.rc207_template.unknown(instance.template.span, instance.template.text, list(templates)))
            continue
        known = _parties((*pool, *clauses))
        clauses = [*fill(template, instance, known, findings), *clauses]
    findings.stop_on_errors()
    definitions = [one for one in pool if not isinstance(one, special)]
    taken = _reachable(clauses, definitions, findings)
    files.report_idle(taken, [template for template in templates.values() if instances])
    library = not instances and _is_library(own)
    if not library:
        _nothing_open(clauses)
    findings.stop_on_errors()
    # What only a moment that isn't used needed, isn't needed either.
    kept = _reachable(clauses, _trimmed(taken, clauses), Findings())
    said: Sequence[tree.Statement] = clauses
    if library:  # templates are part of what it offers
        said = [one for one in own if not isinstance(one, tree.Use)]
    statements = (*kept, *said)
    offered = tuple(dict.fromkeys(name for one in definitions for name in declared(one)))
    return Assembled(replace(contract, statements=statements), tuple(files.sources), library, offered)


class _Files:
    """Reads every file once, and finds circles."""

    def __init__(self, load: Loader, parse_used: Parser, findings: Findings) -> None:
        self.load = load
        self.parse = parse_used
        self.findings = findings
        self.sources: list[Source] = []
        self.uses: list[tuple[tree.Use, str]] = []  # of the contract itself, with the file each gives
        self.found: dict[str, tuple[tree.Statement, ...]] = {}

    def used_by(self, source: Source, statements: Sequence[tree.Statement]) -> tuple[tree.Statement, ...]:
        """Everything in the files that the contract uses, directly or through others; each statement once."""
        self.sources.append(source)
        pool: list[tree.Statement] = []
        for use in statements:
            if isinstance(use, tree.Use):
                pool += self._file(use, source, [source.name], top=True)
        return tuple(_once(pool))

    def _file(self, use: tree.Use, source: Source, above: list[str], top: bool) -> tuple[tree.Statement, ...]:
        loaded = self.load(source, use.path.value)
        if isinstance(loaded, str):
            self.findings.add(checks.rc906_use.not_found(use.path.span, use.path.value, loaded))
            return ()
        if top:
            self.uses.append((use, loaded.name))
        if loaded.name in above:
            self.findings.add(checks.rc906_use.circle(use.path.span, [*above[above.index(loaded.name) :], loaded.name]))
            return ()
        if loaded.name in self.found:
            return self.found[loaded.name]
        if len(self.sources) >= _MOST_FILES:
            self.findings.add(checks.rc906_use.too_many(use.path.span, _MOST_FILES))
            return ()
        self.sources.append(loaded)
        try:
            statements = self.parse(loaded).statements
        except Rejected as rejected:
            for finding in rejected.findings:
                self.findings.add(finding)
            return ()
        pool: list[tree.Statement] = []
        for one in statements:
            if isinstance(one, tree.Use):
                pool += self._file(one, loaded, [*above, loaded.name], top=False)
            elif isinstance(one, tree.Agreement | tree.Instance | FUND_STATEMENTS):
                self.findings.add(checks.rc906_use.is_contract(use.path.span, loaded.name, one.span))
            else:
                pool.append(one)
        self.found[loaded.name] = tuple(pool)
        return self.found[loaded.name]

    def report_idle(self, taken: Iterable[tree.Statement], templates: Iterable[tree.Template]) -> None:
        """A file of which nothing is used."""
        used = {id(one) for one in (*taken, *templates)}
        for use, name in self.uses:
            if name in self.found and not any(id(one) in used for one in self.found[name]):
                self.findings.add(checks.rc407_unused.idle_file(use.span, use.path.value))


def _once(pool: Iterable[tree.Statement]) -> list[tree.Statement]:
    """The same statement can come along two ways."""
    return list({id(one): one for one in pool}.values())


def _reachable(
    clauses: Sequence[tree.Statement], definitions: Sequence[tree.Statement], findings: Findings
) -> list[tree.Statement]:
    """The definitions that the contract names, and those that these name, in the order of their files."""
    own = {name for one in clauses for name in declared(one)}
    places: dict[str, list[tree.Statement]] = {}
    for one in definitions:
        for name in declared(one):
            places.setdefault(name, []).append(one)
    wanted = {name for one in clauses for name in named(one)}
    taken: dict[int, tree.Statement] = {}
    waiting = sorted(wanted)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in places:
            continue
        seen.add(name)
        found = places[name]
        for other in found[1:]:
            if other.span.source.name != found[0].span.source.name:
                findings.add(checks.rc906_use.clash(other.span, name, found[0].span))
        if name in own:
            mine = next(one for one in clauses if name in declared(one))
            if type(mine) is type(found[0]):
                findings.add(checks.rc906_use.clash(mine.span, name, found[0].span))
                continue
        for one in found:
            taken[id(one)] = one
            waiting += sorted(named(one))
    return [one for one in definitions if id(one) in taken]


def _trimmed(taken: Sequence[tree.Statement], clauses: Sequence[tree.Statement]) -> list[tree.Statement]:
    """Measurements of other files at the moments that something uses: a library measures more than one contract does."""
    used: dict[str, set[str] | None] = {}  # None: at a moment that isn't named
    for statement in (*taken, *clauses):
        for node in () if isinstance(statement, tree.Example) else walk(statement):
            match node:
                case tree.Reference(name, moment):
                    _note(used, name.text, () if moment is None else (moment.text,))
                case tree.ReferenceThrough(name, first, last):
                    _note(used, name.text, (f"{first.text}…{last.text}",))
                case tree.ChangeBetween(_, name, first, last) | tree.RelativeChangeBetween(_, name, first, last):
                    _note(used, name.text, (first.text, last.text))
    found: list[tree.Statement] = []
    for one in taken:
        wanted = used.get(one.name.text) if isinstance(one, tree.Measurement | tree.ContractMeasurement) else None
        if isinstance(one, tree.Measurement | tree.ContractMeasurement) and one.moments and wanted:
            names = [moment.text for moment in one.moments]
            kept = {word for word in wanted if word in names}
            for word in wanted:
                start, through, end = word.partition("…")
                if through and start in names and end in names:
                    kept |= set(names[names.index(start) : names.index(end) + 1])
            one = replace(one, moments=tuple(moment for moment in one.moments if moment.text in kept))
        found.append(one)
    return found


def _note(used: dict[str, set[str] | None], name: str, moments: Sequence[str]) -> None:
    known = used.setdefault(name, set())
    if not moments:
        used[name] = None
    elif known is not None:
        known |= set(moments)


def _parties(statements: Iterable[tree.Statement]) -> dict[str, tree.Party]:
    return {one.name.text: one for one in statements if isinstance(one, tree.Party)}


def is_library(source: Source) -> bool:
    """Whether a file only has definitions for others. Raises `Rejected` with its findings of form."""
    return _is_library(parse(source).statements)


def _is_library(statements: Sequence[tree.Statement]) -> bool:
    """Whether a file only defines: no agreement, and nothing that pays, limits or works something out."""
    definitions = (
        tree.Party | tree.Moment | tree.Period | tree.Measurement | tree.ContractMeasurement | tree.Constant
        | tree.Series | tree.Indicator | tree.Group | tree.Use | tree.Template | tree.Note
    )  # fmt: skip
    return bool(statements) and all(isinstance(one, definitions) for one in statements)


def _no_fund(statements: Sequence[tree.Statement]) -> None:
    """What belongs to a fund has no place in a contract."""
    found = [one for one in statements if isinstance(one, FUND_STATEMENTS)]
    if found:
        raise Rejected([checks.rc551_fund.no_fund(one.span) for one in found])


def _nothing_open(statements: Sequence[tree.Statement]) -> None:
    """Outside a template, a name can't stand for a date, amount or number."""
    findings = Findings()
    for place in open_places(statements):
        findings.add(checks.rc207_template.open_place(place.span, place))
    findings.stop_on_errors()
