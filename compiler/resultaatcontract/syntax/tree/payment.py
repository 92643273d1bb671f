"""Who pays and receives, and when."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .expressions import Expr
from .words import (
    Amount,
    Assumption,
    Date,
    Duration,
    Gate,
    Marker,
    Name,
    Node,
    Note,
    Number,
    OpenAmount,
    OpenDate,
    OpenPercent,
    Percent,
    Text,
)

# ------------------------------------------------------------------ who


@record
class BearsShare(Node):
    share: Expr


@record
class BearsInProportion(Node):
    measurement: Name


Bearing: TypeAlias = "BearsShare | BearsInProportion | Marker"


@record
class GoesTo(Node):
    party: Name


Excess: TypeAlias = "GoesTo | Marker"


@record
class PayerLimit(Node):
    amount: Expr
    per_year: Marker | None


@record
class WithinFund(Node):
    """`binnen het resultatenfonds`: as far as the limits of the fund allow it."""


@record
class Bears(Node):
    party: Name
    bearing: Bearing
    limit: PayerLimit | None
    within: WithinFund | None
    excess: Excess | None
    assumption: Assumption | None


@record
class TopsUp(Node):
    party: Name
    share: Expr
    base: Name
    limit: PayerLimit | None
    within: WithinFund | None
    excess: Excess | None
    assumption: Assumption | None


@record
class BearsFirst(Node):
    party: Name
    limit: Expr
    assumption: Assumption | None


@record
class BearsNext(Node):
    party: Name
    limit: Expr | None
    assumption: Assumption | None


@record
class PartyRow(Node):
    choice: Name
    party: Name


@record
class BearsBy(Node):
    attribute: Name
    bearing: Bearing | None
    assumption: Assumption | None
    rows: tuple[PartyRow, ...]


@record
class BearsWhenZero(Node):
    party: Name


@record
class Receiver(Node):
    subject: Name | Marker
    share: Expr | None


@record
class PaidTo(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


@record
class PaidBy(Node):
    """Receivers by an attribute of the participant: `aan naar kavel`."""

    attribute: Name
    rows: tuple[PartyRow, ...]


@record
class Principal(Node):
    part: Percent | None
    parties: tuple[Name, ...]


@record
class ReturnOnPrincipal(Node):
    rate: Expr
    interest: Marker
    day_count: str
    parties: tuple[Name, ...]


@record
class FixedClaim(Node):
    amount: Expr
    party: Name


Claim: TypeAlias = "Principal | ReturnOnPrincipal | FixedClaim"


@record
class ClaimFirst(Node):
    claim: Claim
    assumption: Assumption | None


@record
class ClaimNext(Node):
    claim: Claim
    assumption: Assumption | None


@record
class ClaimRest(Node):
    receivers: tuple[Receiver, ...]
    assumption: Assumption | None


PaymentLine: TypeAlias = (
    "Bears | TopsUp | BearsFirst | BearsNext | BearsBy | BearsWhenZero | PaidTo | PaidBy | ClaimFirst | ClaimNext"
    " | ClaimRest | Note"
)


@record
class Payment(Node):
    indicators: tuple[Name, ...] | None
    lines: tuple[PaymentLine, ...]


@record
class Deposit(Node):
    party: Name
    amount: Amount | OpenAmount
    day: Date | OpenDate
    assumption: Assumption | None


@record
class Investment(Node):
    deposits: tuple[Deposit, ...]


@record
class Loan(Node):
    name: Name
    title: Text
    principal: Amount | OpenAmount
    day: Date | OpenDate
    rate: Percent | OpenPercent
    day_count: str
    assumption: Assumption | None


# ------------------------------------------------------------------ when


@record
class ShareOfEntitlement(Node):
    share: Percent | OpenPercent


@record
class Advance(Node):
    amount: Expr
    settled_from: Name | None


@record
class Instalment(Node):
    amount: Expr


TrancheAmount: TypeAlias = "ShareOfEntitlement | Advance | Instalment | Marker"


@record
class CutOff(Node):
    day: Date | OpenDate
    assumption: Assumption | None


@record
class CutOffBefore(Node):
    """Of a tranche per period: what counts is known before the period begins."""

    assumption: Assumption | None


@record
class Scope(Node):
    indicators: tuple[Name, ...]


@record
class TrancheCap(Node):
    amount: Expr
    assumption: Assumption | None


@record
class Tranche(Node):
    name: Name
    title: Text | None
    day: Date | OpenDate
    amount: TrancheAmount
    assumption: Assumption | None
    lines: tuple[CutOff | CutOffBefore | Scope | TrancheCap | Gate | Note, ...] | None


@record
class AfterPeriod(Node):
    length: Duration


@record
class AfterStart(Node):
    length: Duration


@record
class TranchePerPeriod(Node):
    """A tranche for each period: on its last day, so long after, on its first day, or so long after that."""

    name: Name
    title: Text | None
    period: Name
    due: AfterPeriod | AfterStart | Marker | None
    amount: TrancheAmount
    assumption: Assumption | None
    lines: tuple[CutOff | CutOffBefore | Scope | TrancheCap | Gate | Note, ...] | None


@record
class PayBack(Node):
    within: Duration | None


@record
class Recovery(Node):
    way: PayBack | Marker
    assumption: Assumption | None


@record
class Indexation(Node):
    series: Name
    base_year: Number
    assumption: Assumption | None


@record
class VatRate(Node):
    rate: Percent
    bearer: Name | None
    assumption: Assumption | None


@record
class VatExempt(Node): ...
