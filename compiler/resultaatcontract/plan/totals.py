"""Sums over tranches: per source, party and calendar year, and the VAT. Outputs read them off and add nothing up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..model.contract import Direction
from ..model.expressions import Kind
from . import graph as g
from .flow import Ground
from .graph import NodeId
from .payers import Amounts
from .plan import ADVANCE, FOR, Part, SoFar
from .steps import round_to

Pairs = tuple[tuple[str, NodeId], ...]


class Totals:
    """Keeps all amounts of the tranches so far."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.paid: dict[str, NodeId] = {}  # per payer, cumulative: what VAT is worked out over
        self.taxed: dict[str, NodeId] = {}  # per payer: VAT so far
        self.all: list[NodeId] = []
        self.pays, self.receives = Amounts(ground), Amounts(ground)
        self.sources, self.vats, self.years = Amounts(ground), Amounts(ground), Amounts(ground)

    def by_source(self, tranche: str, parts: Sequence[Part]) -> Pairs:
        """Per source (an indicator, a minimum, the advances together) what this tranche pays for it.

        Of a tranche with an earlier statement that is what the statement says, as for payers.
        """
        b, cumulative = self.ground.b, Amounts(self.ground)
        for part in parts:
            cumulative.add(ADVANCE if part.source.startswith(f"{ADVANCE}/") else part.source, part.due)
        found: list[tuple[str, NodeId]] = []
        for source, node in cumulative.by_party.items():
            now = self.ground.less(node, self.sources.of(source))
            found.append((source, b.add(g.Paid(tranche, FOR, 0, source, now), Kind.MONEY)))
        return tuple(found)

    def vat(self, pays: dict[str, NodeId]) -> Pairs:
        """VAT in this tranche per bearer, worked out over all that each payer paid so far, so that cents don't drift."""
        ground, b = self.ground, self.ground.b
        vat = ground.contract.vat
        if vat is None or vat.rate is None:
            return ()
        rate = vat.rate / (1 + vat.rate) if ground.contract.vat_basis == "inclusief btw" else vat.rate
        found = Amounts(ground)
        for party, node in pays.items():
            self.paid[party] = ground.total((self.paid.get(party, ground.zero), node))
            whole = b.multiply(b.constant(rate, Kind.PERCENT), self.paid[party], Kind.MONEY)
            whole = round_to(whole, Fraction(1), Direction.HALF_AWAY, f"Btw {ground.called(party)}", b)
            now = ground.less(whole, self.taxed.get(party, ground.zero))
            self.taxed[party] = whole
            bearer = party if vat.bearer is None else vat.bearer.name
            found.add(bearer, b.named(now, f"Btw over wat {ground.called(party)} betaalt"))
        return tuple(found.by_party.items())

    def add(
        self,
        year: int,
        total: NodeId,
        pays: dict[str, NodeId],
        receives: dict[str, NodeId],
        sources: dict[str, NodeId],
        vat: dict[str, NodeId],
    ) -> SoFar:
        """Everything up to and including this tranche."""
        self.all.append(total)
        self.years.add(str(year), total)
        for amounts, new in (
            (self.pays, pays),
            (self.receives, receives),
            (self.sources, sources),
            (self.vats, vat),
        ):
            for name, node in new.items():
                amounts.add(name, node)
        return SoFar(
            total=self.ground.total(self.all),
            pays=tuple(self.pays.by_party.items()),
            receives=tuple(self.receives.by_party.items()),
            sources=tuple(self.sources.by_party.items()),
            vat=tuple(self.vats.by_party.items()),
            years=tuple((int(name), node) for name, node in self.years.by_party.items()),
        )
