"""Expressions."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .words import Amount, Change, Date, Duration, Minus, Name, Node, Number, Percent


@record
class Either(Node):
    left: Expr
    right: Expr


@record
class Both(Node):
    left: Expr
    right: Expr


@record
class Negation(Node):
    operand: Expr


@record
class Compare(Node):
    left: Expr
    operator: str  # one of ≥ ≤ ≠ > < =
    right: Expr


@record
class IsChoice(Node):
    subject: Expr
    choice: Name


@record
class Add(Node):
    left: Expr
    right: Expr


@record
class Subtract(Node):
    left: Expr
    right: Expr


@record
class Multiply(Node):
    left: Expr
    right: Expr


@record
class Divide(Node):
    left: Expr
    right: Expr


@record
class Parenthesised(Node):
    operand: Expr


@record
class PercentOf(Node):
    percent: Percent
    whole: Expr


@record
class Reference(Node):
    name: Name
    moment: Name | None


@record
class ReferenceThrough(Node):
    """A yes/no measurement at every moment from one through another: `werk op T1 t/m M12`."""

    name: Name
    first: Name
    last: Name


@record
class ChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@record
class RelativeChangeBetween(Node):
    change: Change
    name: Name
    first: Name
    last: Name


@record
class ChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@record
class RelativeChangeAgainst(Node):
    change: Change
    value: Expr
    reference: Expr


@record
class CountOf(Node):
    condition: Expr | None


@record
class ShareOf(Node):
    condition: Expr
    among: Expr | None


@record
class SumOf(Node):
    value: Expr
    condition: Expr | None


@record
class AverageOf(Node):
    value: Expr
    condition: Expr | None


@record
class InEvery(Node):
    """A condition that holds for each value of an attribute, each period or each party of a group apart."""

    words: str  # «in elke»
    of: Name
    condition: Expr


@record
class SumPerPeriod(Node):
    """The sum of a value over all periods, or over the parties of a group."""

    value: Expr
    period: Name


@record
class AveragePerPeriod(Node):
    value: Expr
    period: Name


@record
class HighestOf(Node):
    values: tuple[Expr, ...]


@record
class LowestOf(Node):
    values: tuple[Expr, ...]


@record
class DateAfter(Node):
    length: Duration
    start: Expr


@record
class DateBefore(Node):
    length: Duration
    end: Expr


@record
class InYear(Node):
    year: Number


@record
class InTranche(Node):
    tranche: Name


# Amounts of an outcome, over the whole term or in one year or tranche.


@record
class TotalPaid(Node):
    when: InYear | InTranche | None


@record
class Entitlement(Node):
    when: InYear | InTranche | None


@record
class PaidByParty(Node):
    party: Name
    when: InYear | InTranche | None


@record
class ReceivedByParty(Node):
    party: Name
    when: InYear | InTranche | None


@record
class PaidForIndicator(Node):
    indicator: Name
    when: InYear | InTranche | None


OutcomeAmount: TypeAlias = "TotalPaid | Entitlement | PaidByParty | ReceivedByParty | PaidForIndicator"

Expr: TypeAlias = (
    Number
    | Percent
    | Amount
    | Date
    | Minus
    | Either
    | Both
    | Negation
    | Compare
    | IsChoice
    | Add
    | Subtract
    | Multiply
    | Divide
    | Parenthesised
    | PercentOf
    | Reference
    | ReferenceThrough
    | ChangeBetween
    | RelativeChangeBetween
    | ChangeAgainst
    | RelativeChangeAgainst
    | CountOf
    | ShareOf
    | SumOf
    | AverageOf
    | SumPerPeriod
    | InEvery
    | AveragePerPeriod
    | HighestOf
    | LowestOf
    | DateAfter
    | DateBefore
    | TotalPaid
    | Entitlement
    | PaidByParty
    | ReceivedByParty
    | PaidForIndicator
)
