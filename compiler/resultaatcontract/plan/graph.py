"""The plan's operations and nodes.

Three layers see different things:

  PERSON    once per participant: conditions, quantities, dates. Only here are single people seen.
  PROFILE   once per *profile*: the combination of results that a participant can have. Participants with the same
            results are paid the same, so a cohort is a count per profile.
  CONTRACT  once: sums over profiles, limits, tranches, payers, receivers.

`Result` carries a value from PERSON to PROFILE, `Sum` from PROFILE to CONTRACT; a profile may use contract values (a
gate over the cohort), so the last two alternate. Nodes are stored in an order in which each comes after its arguments.

Money is counted in the smallest unit of the currency (cents), as an int or a Fraction; percentages are parts of one;
dates are day numbers (`date.toordinal`). Nothing rounds except `Round` and `Spread`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any, TypeAlias

from ..model.expressions import Kind
from ..record import record
from ..text.source import Span

Value: TypeAlias = "bool | int | Fraction"
NodeId: TypeAlias = int


class Layer(IntEnum):
    PERSON = 0
    PROFILE = 1
    CONTRACT = 2


@record
class Constant:
    value: Value


@record
class Input:
    """A measurement at a moment ("" for none). A missing one gives 0 or False; `IsMissing` tells them apart."""

    measurement: str
    moment: str


@record
class IsMissing:
    measurement: str
    moment: str


@record
class DateOf:
    """The date that the results give for a participant's moment; 0 when there is none."""

    moment: str


@record
class HasChoice:
    attribute: str
    choice: str


@record
class ShiftDate:
    """A date some months and then days later; stays 0 for a date that isn't there."""

    start: NodeId
    months: int
    days: int


@record
class TrancheOf:
    """The first tranche (from 0) whose cut-off is on or after the date; the last one for a date that isn't there.

    A date after the last cut-off gives the number of tranches: it never counts.
    """

    day: NodeId
    cut_offs: tuple[int, ...]


@record
class YearOf:
    day: NodeId


@record
class FirstOf:
    """True for the first `number` participants for whom the condition holds: those of a lower rank first, then in the
    order of the results."""

    condition: NodeId
    number: int
    rank: NodeId | None = None  # None: all the same


@record
class Result:
    """A value per participant, as part of her profile."""

    value: NodeId


@record
class Sum:
    """The sum over all participants of a value per profile; a ja/nee counts as one and zero."""

    value: NodeId


@record
class Add:
    terms: tuple[NodeId, ...]


@record
class Subtract:
    left: NodeId
    right: NodeId


@record
class Multiply:
    left: NodeId
    right: NodeId


@record
class Divide:
    """Exact; zero when the divisor is zero."""

    left: NodeId
    right: NodeId


@record
class Lowest:
    values: tuple[NodeId, ...]


@record
class Highest:
    values: tuple[NodeId, ...]


class Relation(Enum):
    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="
    UNEQUAL = "≠"


@record
class Compare:
    relation: Relation
    left: NodeId
    right: NodeId


@record
class AllOf:
    conditions: tuple[NodeId, ...]


@record
class AnyOf:
    conditions: tuple[NodeId, ...]


@record
class Not:
    condition: NodeId


@record
class If:
    condition: NodeId
    then: NodeId
    otherwise: NodeId


class RoundingWay(Enum):
    HALF_AWAY = "half van nul af"
    DOWN = "naar beneden"
    UP = "naar boven"


@record
class Round:
    """To a multiple of `unit`. DOWN and UP are towards and away from minus infinity."""

    value: NodeId
    unit: Fraction
    way: RoundingWay


@record
class Scale:
    """The part of a sum that changed from `old` to `new`, changed in proportion; unchanged when `old` is zero."""

    part: NodeId
    new: NodeId
    old: NodeId


@record
class Spread:
    """A whole number of smallest units over weights, by largest remainder, ties in order. Use `Share` for its parts.

    When the weights sum to zero the first part takes all.
    """

    total: NodeId
    weights: tuple[NodeId, ...]


@record
class HighestOnly:
    """Of several amounts the `number` highest, the others zero; ties in order. Use `Share` for its parts."""

    values: tuple[NodeId, ...]
    number: int


@record
class Share:
    """One part of a `Spread` or `HighestOnly`."""

    whole: NodeId
    index: int


@record
class Paid:
    """What an earlier statement says was paid in a tranche; without such a statement, what the plan works out."""

    tranche: str
    way: str  # betaalt, ontvangt
    payment: int
    party: str
    computed: NodeId


@record
class Granted:
    """What a fund grants of what is wanted of it, cumulative; without a fund, all."""

    tranche: str
    payment: int
    party: str
    top_up: bool
    wanted: NodeId


Operation: TypeAlias = (
    Constant
    | Input
    | IsMissing
    | DateOf
    | HasChoice
    | ShiftDate
    | TrancheOf
    | YearOf
    | FirstOf
    | Result
    | Sum
    | Add
    | Subtract
    | Multiply
    | Divide
    | Lowest
    | Highest
    | Compare
    | AllOf
    | AnyOf
    | Not
    | If
    | Round
    | Scale
    | Spread
    | HighestOnly
    | Share
    | Paid
    | Granted
)


@record
class Node:
    """An operation in its layer. `label` is its Dutch name where it is worth showing; `whole` means: proved an integer."""

    id: NodeId
    operation: Operation
    layer: Layer
    kind: Kind
    whole: bool
    label: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


_NONE: tuple[NodeId, ...] = ()
# By a table and not by `match`: this is asked for every node, many times.
_ARGUMENTS: dict[type, Callable[[Any], tuple[NodeId, ...]]] = {
    Constant: lambda one: _NONE,
    Input: lambda one: _NONE,
    IsMissing: lambda one: _NONE,
    DateOf: lambda one: _NONE,
    HasChoice: lambda one: _NONE,
    ShiftDate: lambda one: (one.start,),
    TrancheOf: lambda one: (one.day,),
    YearOf: lambda one: (one.day,),
    FirstOf: lambda one: (one.condition,) if one.rank is None else (one.condition, one.rank),
    Not: lambda one: (one.condition,),
    Result: lambda one: (one.value,),
    Sum: lambda one: (one.value,),
    Round: lambda one: (one.value,),
    Add: lambda one: one.terms,
    Lowest: lambda one: one.values,
    Highest: lambda one: one.values,
    HighestOnly: lambda one: one.values,
    AllOf: lambda one: one.conditions,
    AnyOf: lambda one: one.conditions,
    Subtract: lambda one: (one.left, one.right),
    Multiply: lambda one: (one.left, one.right),
    Divide: lambda one: (one.left, one.right),
    Compare: lambda one: (one.left, one.right),
    If: lambda one: (one.condition, one.then, one.otherwise),
    Scale: lambda one: (one.part, one.new, one.old),
    Spread: lambda one: (one.total, *one.weights),
    Share: lambda one: (one.whole,),
    Paid: lambda one: (one.computed,),
    Granted: lambda one: (one.wanted,),
}


def arguments(operation: Operation) -> tuple[NodeId, ...]:
    """The nodes that an operation uses, in the order in which a reader would name them."""
    return _ARGUMENTS[type(operation)](operation)
