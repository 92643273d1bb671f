"""The plan of a contract: the graph, and which nodes are its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from ..record import record
from ..text.source import Span
from .graph import Node, NodeId

# Parts of an amount that come from no indicator; no name in a contract can be like these.
MINIMUM = "(minimum)"  # what a floor adds
ADVANCE = "(voorschot)"  # paid before any result is known
GATE = "voorwaarde van de tranche "  # begins the label of whether the conditions of a tranche hold
CONDITION = "voorwaarde van "  # begins the label of whether the conditions of an indicator or group hold
WORKED = "= "  # begins the label of a constant: how it was worked out
BORNE, RECEIVED = "Ten laste van ", "Aan "  # begin the label of what a party pays or receives, ended by
SO_FAR = ", t/m deze tranche"
PARTS = "Som van de onderdelen"  # the label of what indicators yield together, before what is done with the total
RETURNED = "rendement, in deze tranche"  # the label of what is paid of it
ACCRUED = "Opgebouwd rendement "  # begins the label of the return that an investor is owed

# The way of an amount in an earlier statement: besides what a party «betaalt» or «ontvangt», what was paid for a source.
FOR = "voor"

# The receiver that stands for the participants themselves.
PARTICIPANT = "(deelnemers)"


class LimitOf(Enum):
    TOTAL = "totaal"
    LOT = "waarde van een eigenschap"
    TRANCHE = "tranche"
    YEAR = "kalenderjaar"
    PAYER = "betaler"
    RECEIVER = "ontvanger"


@record
class Limit:
    """A limit that the text sets: what `held` adds up to is never above what `limit` adds up to (`least`: never below).

    `keys` name the party, tranche or year, or the attribute and its value; nothing for the total.
    """

    of: LimitOf
    keys: tuple[str, ...]
    held: tuple[NodeId, ...]
    limit: tuple[NodeId, ...]
    words: str  # the limit as written
    least: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)


class RuleOf(Enum):
    """Kinds of rule of which one can ask whether it ever applies."""

    ROW = "regel van een tabel"
    GATE = "voorwaarde"
    RESULT = "indicator"
    WHEN = "als"  # the condition of a discount or a deduction
    CAP = "ten hoogste"
    FLOOR = "ten minste"
    BORNE = "ten hoogste, voor een betaler"


@record
class Rule:
    """A rule of the text. It applies when each condition is as said and each value is above what stands beside it.

    A rule that is worked out for several tranches is there as often; `span` is the same.
    """

    of: RuleOf
    conditions: tuple[tuple[NodeId, bool], ...]
    above: tuple[tuple[NodeId, NodeId], ...]
    span: Span = field(compare=False, repr=False)


@record
class Part:
    """A source of money at a tranche: an indicator (or MINIMUM, ADVANCE) within a combination of attribute values.

    `amount` is the entitlement before the last rounding, `due` the whole cents due up to and including the tranche.
    `per_participant` is the profile node that `amount` sums, when it comes from participants.
    """

    source: str
    choices: tuple[tuple[str, str], ...]
    amount: NodeId
    due: NodeId
    per_participant: NodeId | None


@record
class SoFar:
    """Sums over this tranche and all before it. Keys are names of parties, of sources, and years."""

    total: NodeId
    pays: tuple[tuple[str, NodeId], ...]
    receives: tuple[tuple[str, NodeId], ...]
    sources: tuple[tuple[str, NodeId], ...]
    vat: tuple[tuple[str, NodeId], ...]
    years: tuple[tuple[int, NodeId], ...]


@record
class TranchePlan:
    """The outcomes at one payment date; all amounts in smallest units. Keys are names of parties."""

    name: str
    title: str
    day: date
    entitlement: NodeId  # cumulative
    due: NodeId  # cumulative, before payer limits
    parts: tuple[Part, ...]
    pays: tuple[tuple[str, NodeId], ...]  # in this tranche
    receives: tuple[tuple[str, NodeId], ...]  # in this tranche
    total: NodeId  # in this tranche
    vat: tuple[tuple[str, NodeId], ...]  # in this tranche
    sources: tuple[tuple[str, NodeId], ...]  # source (an indicator, MINIMUM, ADVANCE) → in this tranche
    results: tuple[tuple[str, NodeId], ...]  # indicator → result, for contract-level ones and sums over participants
    lapsed: NodeId  # cumulative: what limits on payers or years took away
    so_far: SoFar
    # What payers together should have paid: `shared` adds up to `due`, with `topped` and without `dropped`; all cumulative.
    shared: tuple[NodeId, ...]
    topped: tuple[NodeId, ...]  # added by top-ups, before limits on them
    dropped: tuple[NodeId, ...]  # taken away by limits on payers
    steps: tuple[NodeId, ...]  # nodes worth showing in a calculation, in order
    flows: tuple[tuple[str, int, str, NodeId], ...]  # (betaalt or ontvangt, number of the betaling, party, amount now)


@record
class Stated:
    """An assertion of the text: `holds` is a yes/no node."""

    title: str
    holds: NodeId
    span: Span | None = field(default=None, compare=False, repr=False)


@record
class Plan:
    """Everything that is calculated. `nodes[i].id == i`."""

    nodes: tuple[Node, ...]
    tranches: tuple[TranchePlan, ...]
    person_results: tuple[NodeId, ...]  # the PERSON nodes that make up a profile, in order
    participant_parts: tuple[tuple[str, NodeId], ...]  # indicator → profile node: her amount at the final settlement
    participant_results: tuple[tuple[str, NodeId], ...]  # indicator → profile node: her result
    currency: str
    limits: tuple[Limit, ...]
    assertions: tuple[Stated, ...]
    rules: tuple[Rule, ...]
    hints: Mapping[NodeId, str]  # names for nodes that have no label, for readers of generated code
