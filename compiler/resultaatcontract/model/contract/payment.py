"""Who pays and receives, and when."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from ...record import record
from ...text.source import Span
from ..expressions import Expr
from .indicators import Indicator
from .measured import Attribute, Element, Measurement, Party, PartyGroup, Series

# ------------------------------------------------------------------ who pays, who receives


@record(kw_only=True)
class PayerLimit(Element):
    """A limit on what a payer bears, over the whole contract or per calendar year, and where the rest goes."""

    amount: Expr
    per_year: bool
    excess: Party | None  # None: it lapses


@record(kw_only=True)
class FundRoom(Element):
    """A payer that is a fund bears its part as far as the fund's limits allow it; and where the rest goes.

    `excess` is the payer that bears the rest; without one it lapses, or (`moves_on`) is paid once there is room.
    """

    excess: Party | None
    moves_on: bool = False


@record(kw_only=True)
class ByAttribute(Element):
    """The party that belongs to the participant's value of an attribute."""

    attribute: Attribute
    parties: tuple[tuple[str, Party], ...]


@record(kw_only=True)
class BearerLine(Element):
    """One bearer: a fixed share of one, or (for `naar rato van`) the measurement that gives the proportion."""

    who: Party | ByAttribute
    share: Fraction | None
    proportion: Measurement | None
    limit: PayerLimit | None = None
    room: FundRoom | None = None
    group: PartyGroup | None = None  # when the text says it of several parties at once

    @property
    def payer(self) -> str | None:
        """The name of the party that bears; None when it depends on the participant."""
        return self.who.name if isinstance(self.who, Party) else None


@record(kw_only=True)
class OrderLine(Element):
    """A layer in an order: up to `amount` in total (None: the rest)."""

    party: Party
    amount: Expr | None


@record(kw_only=True)
class TopUp(Element):
    party: Party
    share: Fraction
    base: Party
    limit: PayerLimit | None = None
    room: FundRoom | None = None

    @property
    def payer(self) -> str:
        """The name of the party that adds."""
        return self.party.name


@record(kw_only=True)
class SharedReceivers(Element):
    """Receivers with their shares; None stands for the participant herself."""

    shares: tuple[tuple[Party | None, Fraction], ...]


@record(kw_only=True)
class PrincipalClaim(Element):
    """Investors get back what they put in, or a part of it, pro rata; what they have back already counts."""

    parties: tuple[Party, ...]
    part: Fraction = Fraction(1)


@record(kw_only=True)
class ReturnClaim(Element):
    """A return on what investors still have outstanding, at most `rate` a year."""

    parties: tuple[Party, ...]
    rate: Fraction
    compound: bool
    day_count: str


@record(kw_only=True)
class FixedClaim(Element):
    party: Party
    amount: Expr


Claim: TypeAlias = "PrincipalClaim | ReturnClaim | FixedClaim"


@record(kw_only=True)
class Waterfall(Element):
    claims: tuple[Claim, ...]
    rest: SharedReceivers


Receivers: TypeAlias = "SharedReceivers | ByAttribute | Waterfall"


@record(kw_only=True)
class Payment(Element):
    """Who pays and receives what the given indicators yield."""

    @property
    def held(self) -> tuple[BearerLine | TopUp, ...]:
        """Every line that a limit or the room of a fund can hold."""
        return (*self.bearers, *self.top_ups)

    indicators: tuple[Indicator, ...]
    bearers: tuple[BearerLine, ...]
    order: tuple[OrderLine, ...]
    top_ups: tuple[TopUp, ...]
    when_zero: Party | None
    receivers: Receivers
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Deposit(Element):
    party: Party
    amount: Fraction
    day: date


# ------------------------------------------------------------------ when


class TrancheKind(Enum):
    SHARE = "deel van het recht"
    ADVANCE = "voorschot"
    INSTALMENT = "termijn"
    FINAL = "eindafrekening"


@record(kw_only=True)
class Tranche(Element):
    """A payment date. Results count when their moment is on or before `cut_off`."""

    name: str
    title: str
    day: date
    kind: TrancheKind
    share: Fraction | None
    amount: Expr | None
    settled_from: str | None  # an advance: the tranche that settles it
    settled_alike: bool = False  # `settled_from` is per period too, and each settles the advance of its own
    pattern: Tranche | None = None  # for one of the tranches per period: what they all have alike
    cut_off: date
    cut_off_given: bool
    scope: tuple[Indicator, ...] | None
    gates: tuple[Expr, ...]
    cap: Expr | None
    cut_off_span: Span | None = None
    period: str | None = None  # the name of the period after which it comes
    cut_off_assumption: str | None = None
    cap_assumption: str | None = None
    gate_assumptions: tuple[str | None, ...] = ()  # one for each gate
    notes: tuple[str, ...] = ()


@record(kw_only=True)
class Recovery(Element):
    """What happens when more was paid than is due: netted with later tranches, or paid back at once."""

    pay_back: bool
    within: str | None


@record(kw_only=True)
class Indexation(Element):
    series: Series
    base_year: int


@record(kw_only=True)
class Vat(Element):
    rate: Fraction | None  # None: exempt
    bearer: Party | None
