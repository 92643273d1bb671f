"""What investors receive, in order: principal, return, the rest; over the payments as they come in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..model.contract import Contract, Direction, FixedClaim, Party, PrincipalClaim, ReturnClaim, Waterfall
from ..model.expressions import Kind
from ..text import writing
from ..text.calendar import shift, year_fraction, year_fraction_words
from .builder import GraphBuilder
from .graph import NodeId
from .plan import ACCRUED, RETURNED, WORKED, Limit, LimitOf
from .steps import round_to
from .values import Values


class WaterfallState:
    """The claims that are still open, from tranche to tranche."""

    def __init__(self, waterfall: Waterfall, contract: Contract, values: Values) -> None:
        self.waterfall = waterfall
        self.contract = contract
        self.values = values
        self.b: GraphBuilder = values.builder
        self.zero = self.b.constant(0, Kind.MONEY)
        self.amount_before = self.zero
        self.repaid: dict[str, NodeId] = {}  # principal, cumulative, per investor
        self.accrued: dict[tuple[int, str], NodeId] = {}  # return not yet paid, per claim and investor
        self.fixed_paid: dict[int, NodeId] = {}
        self.fixed_due: dict[int, NodeId] = {}
        self.paid: dict[int, dict[str, NodeId]] = {}  # per claim, cumulative, per claimant
        self.received: dict[str, NodeId] = {}
        self.last_day: date | None = None
        self.shown: list[NodeId] = []

    def distribute(self, index: int, amount: NodeId) -> tuple[dict[str, NodeId], NodeId]:
        """Cumulative amounts per claimant at a tranche, and what is left in total for the rest."""
        b = self.b
        day = self.contract.tranches[index].day
        cash = b.highest((b.subtract(amount, self.amount_before, Kind.MONEY), self.zero), Kind.MONEY)
        before, self.amount_before = self.amount_before, amount
        self.shown = []
        for number, claim in enumerate(self.waterfall.claims):
            if isinstance(claim, ReturnClaim):
                self._accrue(number, claim, day)
        if self.paid:
            self._give_back(b.highest((b.subtract(before, amount, Kind.MONEY), self.zero), Kind.MONEY), before)
        for number, claim in enumerate(self.waterfall.claims):
            match claim:
                case PrincipalClaim(parties=parties, part=part):
                    open_ = {party.name: self._unpaid(party, day, part) for party in parties}
                    paid = self._pay(cash, open_, "terugbetaling van de inleg, in deze tranche")
                    for name, node in paid.items():
                        self.repaid[name] = b.sum((self.repaid.get(name, self.zero), node), Kind.MONEY)
                case ReturnClaim(parties=parties):
                    open_ = {party.name: self.accrued[number, party.name] for party in parties}
                    paid = self._pay(cash, open_, RETURNED)
                    for name, node in paid.items():
                        self.accrued[number, name] = b.subtract(self.accrued[number, name], node, Kind.MONEY)
                case FixedClaim(party=party, amount=value):
                    due = self.values.amount_at(value, index)
                    due = round_to(due, Fraction(1), Direction.HALF_AWAY, "vaste aanspraak, afgerond", b)
                    self.fixed_due[number] = due
                    left = b.subtract(due, self.fixed_paid.get(number, self.zero), Kind.MONEY)
                    paid = self._pay(cash, {party.name: left}, "vast bedrag, in deze tranche")
                    self.fixed_paid[number] = b.sum(
                        (self.fixed_paid.get(number, self.zero), *paid.values()), Kind.MONEY
                    )
            cash = b.subtract(cash, b.sum(list(paid.values()), Kind.MONEY), Kind.MONEY)
            own = self.paid.setdefault(number, {})
            for name, node in paid.items():
                own[name] = b.sum((own.get(name, self.zero), node), Kind.MONEY)
                self.received[name] = b.sum((self.received.get(name, self.zero), node), Kind.MONEY)
        self.last_day = day
        claimed = b.sum(list(self.received.values()), Kind.MONEY)
        return dict(self.received), b.subtract(amount, claimed, Kind.MONEY)

    def _give_back(self, short: NodeId, before: NodeId) -> None:
        """Undo what was paid when the amount falls: the rest first, then the claims from the last to the first.

        Within a claim each gives back in proportion to what she received from it; what is given back is open again.
        """
        b = self.b
        claimed = b.sum(list(self.received.values()), Kind.MONEY)
        rest = b.subtract(before, claimed, Kind.MONEY)
        short = b.subtract(short, b.lowest((short, rest), Kind.MONEY), Kind.MONEY)
        for number, claim in reversed(list(enumerate(self.waterfall.claims))):
            own = self.paid[number]
            held = b.sum(list(own.values()), Kind.MONEY)
            back = b.lowest((short, held), Kind.MONEY, "terug te betalen door ontvangers")
            short = b.subtract(short, back, Kind.MONEY)
            for name, node in zip(own, b.spread(back, list(own.values())), strict=True):
                own[name] = b.subtract(own[name], node, Kind.MONEY)
                self.received[name] = b.subtract(self.received[name], node, Kind.MONEY)
                match claim:
                    case PrincipalClaim():
                        self.repaid[name] = b.subtract(self.repaid[name], node, Kind.MONEY)
                    case ReturnClaim():
                        self.accrued[number, name] = b.sum((self.accrued[number, name], node), Kind.MONEY)
                    case FixedClaim():
                        self.fixed_paid[number] = b.subtract(self.fixed_paid[number], node, Kind.MONEY)

    def _pay(self, cash: NodeId, open_: dict[str, NodeId], what: str) -> dict[str, NodeId]:
        b = self.b
        total = b.sum(list(open_.values()), Kind.MONEY)
        paid = b.lowest((cash, total), Kind.MONEY, what)
        self.shown.append(paid)
        return dict(zip(open_, b.spread(paid, list(open_.values())), strict=True))

    def limits(self, day: date) -> list[Limit]:
        """After the last tranche, on `day`: what claims let each claimant receive at most."""
        found: list[Limit] = []
        for number, claim in enumerate(self.waterfall.claims):
            for name, node in self.paid.get(number, {}).items():
                match claim:
                    case PrincipalClaim(parties=parties):
                        party = next(one for one in parties if one.name == name)
                        most = self.b.constant(self._deposited(party, day), Kind.MONEY)
                        words = "wat is ingelegd"
                    case FixedClaim(amount=amount):
                        most, words = self.fixed_due[number], amount.span.text
                    case _:  # a return is limited by what is outstanding, which has no amount in the text
                        continue
                found.append(Limit(LimitOf.RECEIVER, (name,), (node,), (most,), words, span=claim.span))
        return found

    def _deposited(self, party: Party, day: date) -> Fraction:
        total = sum(
            (one.amount for one in self.contract.deposits if one.party.name == party.name and one.day <= day),
            Fraction(0),
        )
        scaled: Fraction = total * self.values.scale
        return scaled

    def _outstanding(self, party: Party, day: date) -> NodeId:
        """What a party put in up to and including a day, less what it got back."""
        put_in = self.b.constant(self._deposited(party, day), Kind.MONEY)
        return self.b.subtract(put_in, self.repaid.get(party.name, self.zero), Kind.MONEY)

    def _unpaid(self, party: Party, day: date, part: Fraction) -> NodeId:
        """What is still to be repaid until a part of what a party put in is repaid; in smallest units."""
        if part == 1:
            return self._outstanding(party, day)
        b = self.b
        due = b.constant(part * self._deposited(party, day), Kind.MONEY)
        due = round_to(due, Fraction(1), Direction.HALF_AWAY, "deel van de inleg, afgerond", b)
        left = b.subtract(due, self.repaid.get(party.name, self.zero), Kind.MONEY)
        return b.highest((left, self.zero), Kind.MONEY)

    def _accrue(self, number: int, claim: ReturnClaim, day: date) -> None:
        """Add the return since the previous tranche, rounded per investor to the smallest unit."""
        b = self.b
        for party in claim.parties:
            open_ = self.accrued.get((number, party.name), self.zero)
            terms = [open_]
            if self.last_day is not None:
                base = self._outstanding(party, self.last_day)
                if claim.compound:
                    base = b.sum((base, open_), Kind.MONEY)
                terms.append(self._growth(base, claim, self.last_day, day))
            for deposit in self.contract.deposits:
                fresh = self.last_day is None or deposit.day > self.last_day
                if deposit.party.name == party.name and fresh and deposit.day <= day:
                    base = b.constant(deposit.amount * self.values.scale, Kind.MONEY)
                    terms.append(self._growth(base, claim, deposit.day, day))
            total = b.sum(terms, Kind.MONEY)
            label = f"{ACCRUED}{party.called}, t/m {writing.day(day)}"
            self.accrued[number, party.name] = round_to(total, Fraction(1), Direction.HALF_AWAY, label, b)

    def _growth(self, base: NodeId, claim: ReturnClaim, start: date, end: date) -> NodeId:
        found = growth(claim.rate, start, end, claim.day_count, claim.compound)
        label = f"{WORKED}{growth_words(claim.rate, start, end, claim.day_count, claim.compound)}"
        return self.b.multiply(base, self.b.constant(found, Kind.PERCENT, label), Kind.MONEY)


def growth(rate: Fraction, start: date, end: date, day_count: str, compound: bool) -> Fraction:
    """The return on one unit between two dates, exact.

    Simple: rate × part of a year. Compound: over whole years the return earns a return; over the rest of a year it is
    simple, so that no fractional power is needed.
    """
    if not compound:
        return rate * year_fraction(start, end, day_count)
    years = 0
    while shift(start, 12 * (years + 1), 0) <= end:
        years += 1
    rest = year_fraction(shift(start, 12 * years, 0), end, day_count)
    factor: Fraction = 1 + rate * rest
    for _ in range(years):
        factor = factor * (1 + rate)
    return factor - 1


def growth_words(rate: Fraction, start: date, end: date, day_count: str, compound: bool) -> str:
    """How `growth` is worked out: «5% × 1.169/360»."""
    shown = writing.percent(rate)
    if not compound:
        return f"{shown} × {year_fraction_words(start, end, day_count)}"
    years = 0
    while shift(start, 12 * (years + 1), 0) <= end:
        years += 1
    rest = year_fraction_words(shift(start, 12 * years, 0), end, day_count)
    whole = " × ".join([f"(1 + {shown})"] * years) if years <= 2 else f"(1 + {shown}) tot de macht {years}"
    partly = f"(1 + {shown} × {rest})"
    return f"({whole} × {partly} − 1)" if years else f"{shown} × {rest}"
