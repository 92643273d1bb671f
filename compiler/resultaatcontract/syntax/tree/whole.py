"""Reuse, and the contract as a whole."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .agreement import (
    Agreement,
    Attribute,
    Constant,
    ContractMeasurement,
    Edition,
    Measurement,
    Moment,
    Participants,
    Party,
    Period,
    Series,
)
from .examples import Example
from .expressions import Expr
from .fund import Argument, Call, Contributions, Fund, MemberFromFile, MemberFromTemplate
from .indicators import Group, Indicator, Level, Total, YearLevel
from .payment import Indexation, Investment, Loan, Payment, Recovery, Tranche, TranchePerPeriod, VatExempt, VatRate
from .words import Assumption, Marker, Name, Node, Note, Text

# ------------------------------------------------------------------ reuse


@record
class Use(Node):
    """`gebruik "pad"`: the definitions of another file may be named here."""

    path: Text


@record
class Parameter(Node):
    name: Name
    title: Text | None
    type: Marker
    assumption: Assumption | None


@record
class Template(Node):
    name: Name
    title: Text | None
    lines: tuple[Parameter | Clause, ...]


@record
class Instance(Node):
    """`overeenkomst volgens …`: a template with its parameters filled in."""

    template: Name
    arguments: tuple[Argument, ...]


@record
class Provision(Node):
    """`bepaling "Titel": "tekst"`: what the parties agree on and no amount depends on."""

    title: Text
    text: Text
    assumption: Assumption | None


@record
class Assertion(Node):
    """`stelling "Titel": voorwaarde [als voorwaarde]`: what is to hold for every possible outcome."""

    title: Text
    claim: Expr
    condition: Expr | None
    assumption: Assumption | None
    lines: tuple[Note, ...] | None


# ------------------------------------------------------------------ the whole

Clause: TypeAlias = (
    "Agreement | Party | Participants | Moment | Period | Attribute | Measurement | ContractMeasurement | Constant | Series"
    " | Group | Indicator | Level | YearLevel | Total | Payment | Investment | Loan | Tranche | TranchePerPeriod | Recovery | Indexation"
    " | VatRate | VatExempt | Provision | Assertion | Example | Note"
)
FundStatement: TypeAlias = "Fund | Contributions | Call | MemberFromFile | MemberFromTemplate"
Statement: TypeAlias = "Clause | Use | Template | Instance | FundStatement"


@record
class Contract(Node):
    edition: Edition | None
    statements: tuple[Statement, ...]
