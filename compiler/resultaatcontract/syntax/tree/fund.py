"""A results fund: budget, contributions, calls, and the contracts that it bundles."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .agreement import ContractReference, Currency, RunOff, Term
from .words import Amount, Assumption, Date, Definition, Marker, Name, Node, Note, Number, OpenAmount, Percent, Text

# ------------------------------------------------------------------ the fund


@record
class Budget(Node):
    amount: Amount
    assumption: Assumption | None


@record
class FundLimit(Node):
    """A limit on what the fund pays: for all contracts or for those named, in all or per calendar year."""

    amount: Amount
    members: tuple[Name, ...] | None
    per_year: Marker | None
    assumption: Assumption | None


@record
class Reinvestment(Node):
    """Which part of what the fund receives comes into its budget again."""

    share: Percent
    assumption: Assumption | None


FundLine: TypeAlias = "ContractReference | Term | RunOff | Currency | Budget | FundLimit | Reinvestment | Note"


@record
class Fund(Node):
    """`name` is also the name of the party that the fund is in its contracts."""

    name: Name
    title: Text
    short: Text | None
    lines: tuple[FundLine, ...]


@record
class Contribution(Node):
    """What a party puts in, on a day; with `calls` only for the contracts of those calls."""

    party: Name
    amount: Amount
    day: Date | None
    calls: tuple[Name, ...] | None
    assumption: Assumption | None


@record
class Contributions(Node):
    lines: tuple[Contribution, ...]


@record
class Reserves(Node):
    amount: Amount | OpenAmount
    assumption: Assumption | None


@record
class Call(Node):
    """`uitvraag`: an invitation to make proposals, with the part of the budget that is kept for it."""

    name: Name
    title: Text | None
    day: Date
    assumption: Assumption | None
    lines: tuple[Reserves | Definition | Note, ...]


# ------------------------------------------------------------------ its contracts


@record
class Awarded(Node):
    day: Date
    assumption: Assumption | None


@record
class Argument(Node):
    name: Name
    value: Number | Percent | Amount | Date | Text | Name
    assumption: Assumption | None


MemberLine: TypeAlias = "Awarded | Reserves | Argument | Note"


@record
class MemberFromFile(Node):
    name: Name
    path: Text
    call: Name | None
    lines: tuple[MemberLine, ...]


@record
class MemberFromTemplate(Node):
    name: Name
    template: Name
    call: Name | None
    lines: tuple[MemberLine, ...]


Member: TypeAlias = "MemberFromFile | MemberFromTemplate"
