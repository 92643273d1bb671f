"""The checked model of a fund. Its contracts are compiled each by itself; the fund adds what they share."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction

from ..driver import Compiled
from ..model.contract import Element, Example, Party
from ..record import record
from ..text.source import Source


@record(kw_only=True)
class Contribution(Element):
    """What a party puts into the fund, available from `day`; with `calls` only for the contracts of those calls.

    The amount is in whole units of the currency, as everywhere in a model.
    """

    party: Party
    amount: Fraction
    day: date
    calls: tuple[str, ...]


@record(kw_only=True)
class Call(Element):
    """`uitvraag`: opened on `day`; `reserved` is the part of the budget that is kept for its contracts."""

    name: str
    title: str
    day: date
    reserved: Fraction
    reserved_assumption: str | None
    definition: str | None
    notes: tuple[str, ...]


@record(kw_only=True)
class Limit(Element):
    """What the fund pays at most: for the members named (none: for all), in all or in each calendar year."""

    amount: Fraction
    members: tuple[str, ...]
    per_year: bool


@record(kw_only=True)
class Reinvestment(Element):
    """The part of what the fund receives that is budget again; a fraction of one."""

    share: Fraction


@record(kw_only=True)
class Member(Element):
    """A contract of the fund. `origin` says where it comes from; `reserved` is what is kept for it."""

    name: str
    call: str | None
    awarded: date
    awarded_assumption: str | None
    reserved: Fraction
    reserved_assumption: str | None
    origin: str
    compiled: Compiled
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.compiled.contract.title


class Expected(Enum):
    TOTAL = "totaal"
    MEMBER = "overeenkomst"
    CALL = "uitvraag"
    YEAR = "jaar"
    PAYS = "betaalt"
    RECEIVES = "ontvangt"
    LEFT = "over"


@record(kw_only=True)
class Expectation(Element):
    expected: Expected
    key: str
    amount: Fraction


@record(kw_only=True)
class FundExample(Element):
    """Results for some of the contracts (as an example of each), and what the author expects of the fund."""

    title: str
    results: tuple[tuple[str, Example], ...]
    expectations: tuple[Expectation, ...]
    notes: tuple[str, ...]


@record(kw_only=True)
class Fund(Element):
    """`name` is also the party that the fund is in its contracts."""

    source: Source = field(compare=False, repr=False)
    name: str
    title: str
    short: str | None
    reference: str | None
    first: date
    last: date
    run_off: date | None
    run_off_assumption: str | None
    currency: str
    vat_basis: str | None
    currency_assumption: str | None
    budget: Fraction
    budget_assumption: str | None
    limits: tuple[Limit, ...]
    reinvestment: Reinvestment | None
    parties: tuple[Party, ...]
    contributions: tuple[Contribution, ...]
    calls: tuple[Call, ...]
    members: tuple[Member, ...]
    examples: tuple[FundExample, ...]
    notes: tuple[str, ...]

    @property
    def called(self) -> str:
        """How texts speak of the fund."""
        return self.short or self.title

    @property
    def end(self) -> date:
        """The last day on which a contract of the fund may pay."""
        return self.run_off or self.last
