"""What the passes that make the model share: the findings, the names, the currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from .. import checks
from ..findings import Finding, Findings
from ..syntax import tree
from ..text import writing
from ..text.source import Source
from .contract import Attribute, JumpLimit, Party, Period, Tranche
from .expressions import DayOf, Expr, InYear, Level
from .names import Names


@dataclass(slots=True)
class Context:
    """The state of one compilation from tree to model."""

    findings: Findings
    own: Source | None = None  # the text of the contract itself, as against that of the files it uses
    offered: tuple[str, ...] = ()  # names in those files
    currency: str = "EUR"
    outcome: tuple[Tranche, ...] | None = None  # within an assertion, which may name amounts of the outcome
    period: Period | None = None  # within a rule that holds per period
    party: Party | None = (
        None  # within what holds for one party: whose measurement is meant, of what is measured per party
    )
    anyone: bool = False  # within what holds for each party of a group, said once for all
    within: tuple[tuple[Attribute, str], ...] = ()  # within what holds for participants with these values only
    unit: str | None = None  # the name of the unit in which participants are counted
    people: int | None = None  # the highest number of participants
    # Kept apart while the model is made: where a pass counts its findings, only errors may count.
    warnings: list[Finding] = field(default_factory=list)
    parties: Names = field(init=False)
    moments: Names = field(init=False)
    periods: Names = field(init=False)
    attributes: Names = field(init=False)
    values: Names = field(init=False)  # measurements, constants, loans
    series: Names = field(init=False)
    results: Names = field(init=False)  # indicators and groups
    tranches: Names = field(init=False)
    # Results of indicators are typed when first needed, because they may refer to each other in any order.
    indicator_nodes: dict[str, tree.Indicator] = field(default_factory=dict)
    indicator_results: dict[str, Expr | None] = field(default_factory=dict)
    in_progress: list[str] = field(default_factory=list)
    # Where a moment stands for its own date.
    days: list[DayOf] = field(default_factory=list)
    # Where a series gives the value of a year.
    in_years: list[InYear] = field(default_factory=list)
    # Where a maximum fee stands, right or wrong.
    maximum_given: set[Level] = field(default_factory=set)
    # Names of values used by rules; what only examples mention plays no part.
    used_before_examples: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.parties = Names("de partij", self.findings, self.own, self.offered)
        self.moments = Names("het moment", self.findings, self.own, self.offered)
        self.periods = Names("de periode", self.findings, self.own, self.offered)
        self.periods.beside = self.moments
        self.attributes = Names("de eigenschap", self.findings, self.own, self.offered)
        self.values = Names("de naam", self.findings, self.own, self.offered)
        self.values.beside = self.attributes
        self.series = Names("de reeks", self.findings, self.own, self.offered)
        self.results = Names("de indicator", self.findings, self.own, self.offered)
        self.tranches = Names("de tranche", self.findings, self.own, self.offered)


def texts(lines: tuple[object, ...] | None, kind: type[tree.Note]) -> tuple[str, ...]:
    """The texts of all lines of a kind (`toelichting`)."""
    return tuple(line.text.value for line in lines or () if isinstance(line, kind))


def jump_limit(line: object, context: Context) -> JumpLimit | None:
    """How far one step may change the total; None without such a line, or after a finding."""
    if not isinstance(line, tree.JumpLimit):
        return None
    if line.amount.currency != context.currency:
        context.findings.add(checks.rc302_currency.finding(line.amount.span, line.amount.currency, context.currency))
        return None
    return JumpLimit(span=line.span, amount=line.amount.value)


def once(
    lines: tuple[object, ...] | None, kinds: tuple[type[tree.Node], ...], context: Context
) -> dict[type, tree.Node]:
    """The first line of each kind; a finding for every line that says the same thing again."""
    found: dict[type, tree.Node] = {}
    for line in lines or ():
        if isinstance(line, kinds):
            first = found.setdefault(type(line), line)
            if first is not line:
                context.findings.add(checks.rc203_double_clause.finding(line.span, "Deze bepaling", first.span))
    return found


def names_in(node: object) -> Iterator[str]:
    """Every name that an expression refers to."""
    if isinstance(node, tree.Name):
        yield node.text
    elif isinstance(node, tuple):
        for part in node:
            yield from names_in(part)
    elif isinstance(node, tree.Node):
        for part in fields(node):
            yield from names_in(getattr(node, part.name))


def whole(number: tree.Number, context: Context) -> int | None:
    """A number of people, indicators or a year; a finding when it isn't a whole number above zero."""
    if number.value.denominator != 1 or number.value < 1:
        context.findings.add(checks.rc310_whole_number.finding(number.span, writing.number(number.value)))
        return None
    return int(number.value)


def reason(assumption: tree.Assumption | None) -> str | None:
    """The reason of an `aanname`, if there is one."""
    return None if assumption is None else assumption.reason.value


def title_of(node: tree.Indicator | tree.Group) -> str:
    """The title in the text, or the name made readable."""
    return node.title.value if node.title is not None else readable(node.name)


def readable(name: tree.Name) -> str:
    """A name as a title: `uitstroom_werk` becomes «Uitstroom werk»."""
    words = name.text.replace("_", " ")
    return words[:1].upper() + words[1:]
