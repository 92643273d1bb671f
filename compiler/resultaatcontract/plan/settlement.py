"""From entitlement to payments: unrolls all tranches, in order. All amounts in whole smallest units.

What is split is always the *cumulative* amount; a tranche pays the difference with what was paid before, so that cents
don't drift and the tranches sum to the final settlement. The invariants stand in `flow.py`.
"""

from __future__ import annotations

from ..model.contract import Contract, Tranche
from ..model.expressions import Kind
from ..model.origins import followed_attributes
from ..record import changed
from . import graph as g
from .due import Due
from .entitlement import Entitled, Entitlement
from .flow import Flow, Ground, of_the_same_payers
from .graph import NodeId
from .in_time import Key
from .limits import limits_of_payments, limits_of_tranches
from .payers import Amounts, Bearers, Borne, receive
from .plan import SO_FAR, Limit, Part, TranchePlan
from .steps import Amount
from .totals import Totals
from .values import Values


class Settlement:
    """Makes the nodes of every tranche."""

    def __init__(self, contract: Contract, values: Values) -> None:
        self.contract = contract
        self.values = values
        self.ground = Ground(contract, values)
        self.b = values.builder
        zero = self.ground.zero
        self.flows = [Flow(payment, number, zero, zero) for number, payment in enumerate(contract.payments)]
        self.due = Due(self.ground, self.flows)
        self.totals = Totals(self.ground)
        self.followed = followed_attributes(contract)
        self._sources = {one.name: index for index, one in enumerate(contract.indicators)}
        self._choices = {
            (one.name, choice): index for one in contract.attributes for index, (choice, _) in enumerate(one.choices)
        }
        self._of_entitlement: tuple[Limit, ...] = ()  # at the final settlement

    def run(self) -> tuple[TranchePlan, ...]:
        entitlement = Entitlement(self.contract, self.values)
        return tuple(
            self._tranche(index, tranche, entitlement.at(index)) for index, tranche in enumerate(self.contract.tranches)
        )

    def limits(self) -> tuple[Limit, ...]:
        """What the text limits, once all tranches are there."""
        own = limits_of_tranches(self.contract, self.due)
        return (*self._of_entitlement, *own, *limits_of_payments(self.ground, self.flows, self.due))

    def _tranche(self, index: int, tranche: Tranche, entitled: Entitled) -> TranchePlan:
        ground, b = self.ground, self.b
        total = b.named(entitled.total, "Recht", tranche.span)
        steps = [*(node for _, node in entitled.results), *entitled.shown, total]
        entitled_parts = self._whole_parts(entitled)
        self._of_entitlement = entitled.limits
        asked = self.due.ideal(index, tranche, entitled_parts)
        before = ground.total([flow.settled for flow in self.flows])
        dues = self.due.per_flow(asked)
        due = b.sum(dues, Kind.MONEY, f"{tranche.title}, verschuldigd{SO_FAR[1:]}", tranche.span)
        steps.append(due)
        lapsed = self.due.lapsed
        shared: list[NodeId] = []
        topped: list[NodeId] = []
        dropped: list[NodeId] = []
        parts: list[Amount] = []
        pays, receives = Amounts(ground), Amounts(ground)
        flows: list[tuple[str, int, str, NodeId]] = []
        for group in of_the_same_payers(self.flows):
            own = [self.due.made[flow.number] for flow in group]
            borne = [
                Bearers(ground, flow, index, tranche, self.due.whole_limit).bear(dues[flow.number], its)
                for flow, its in zip(group, own, strict=True)
            ]
            reached = self._reached(tranche, group, borne)
            self._pay(tranche, group, "betaalt", [one.amounts for one in borne], pays, flows)
            received: list[dict[str, NodeId]] = []
            for flow, its, paid, total_paid in zip(group, own, borne, reached, strict=True):
                steps += paid.amounts.values()
                shared += paid.amounts.values()
                topped += (paid.from_top_ups, paid.lapsed_of_top_ups)
                dropped += (paid.lapsed_of_entitlement, paid.lapsed_of_top_ups)
                lapsed = ground.total((lapsed, paid.lapsed_of_entitlement, paid.lapsed_of_top_ups))
                flow.settled = self._settled(flow, paid)
                goals, shown = receive(ground, flow, index, total_paid, its)
                if flow.changes_amount:
                    nodes = b.spread(total_paid, [part.node for part in its])
                    its = [changed(part, node=node) for part, node in zip(its, nodes, strict=True)]
                parts += its
                received.append(goals)
                steps += shown
            self._pay(tranche, group, "ontvangt", received, receives, flows)
        self.due.settled_in.append(ground.less(ground.total([flow.settled for flow in self.flows]), before))
        total_now = b.sum(list(pays.by_party.values()), Kind.MONEY, f"{tranche.title}, te betalen", tranche.span)
        steps.append(total_now)
        amounts = {(part.source, part.choices): part.node for part in entitled_parts}
        plan_parts = tuple(
            Part(
                source=part.source,
                choices=part.choices,
                amount=amounts.get((part.source, part.choices), ground.zero),
                due=part.node,
                per_participant=part.per_participant,
            )
            for part in parts
        )
        vat = self.totals.vat(pays.by_party)
        by_source = self.totals.by_source(tranche.name, plan_parts)
        return TranchePlan(
            name=tranche.name,
            title=tranche.title,
            day=tranche.day,
            entitlement=total,
            due=due,
            parts=plan_parts,
            pays=self._named(pays, "betaalt", tranche),
            receives=self._named(receives, "ontvangt", tranche),
            total=total_now,
            vat=vat,
            sources=by_source,
            results=entitled.results,
            lapsed=lapsed,
            shared=tuple(shared),
            topped=tuple(topped),
            dropped=tuple(dropped),
            so_far=self.totals.add(
                tranche.day.year, total_now, pays.by_party, receives.by_party, dict(by_source), dict(vat)
            ),
            steps=tuple(dict.fromkeys(steps)),
            flows=tuple(flows),
        )

    def _named(self, amounts: Amounts, way: str, tranche: Tranche) -> tuple[tuple[str, NodeId], ...]:
        return tuple(
            (party, self.b.named(node, f"{self.ground.called(party)} {way}", tranche.span))
            for party, node in amounts.by_party.items()
        )

    def _whole_parts(self, entitled: Entitled) -> list[Amount]:
        """The entitlement in parts of whole smallest units that sum to the whole."""
        merged: dict[Key, list[Amount]] = {}
        for part in entitled.parts:
            kept = self.followed.get(part.source, self.followed[""])
            choices = tuple(pair for pair in part.choices if pair[0] in kept)
            merged.setdefault((part.source, choices), []).append(part)
        parts = [
            Amount(source, choices, self.ground.total([one.node for one in own]), self._for_one(own))
            for (source, choices), own in sorted(merged.items(), key=lambda pair: self._place(pair[0]))
        ]
        if not parts or all(self.b[part.node].whole for part in parts):
            return parts
        nodes = self.b.spread(entitled.total, [part.node for part in parts])
        return [changed(part, node=node) for part, node in zip(parts, nodes, strict=True)]

    def _place(self, key: Key) -> tuple[int, list[int]]:
        """Where a part stands in the text, which decides between equal remainders; what belongs to no indicator is last."""
        source, choices = key
        return self._sources.get(source, len(self._sources)), [self._choices[choice] for choice in choices]

    def _for_one(self, parts: list[Amount]) -> NodeId | None:
        """What one participant has in parts that are taken together, each after what limits did to it."""
        b = self.b
        own = [(part.per_participant, part.node) for part in parts if part.per_participant is not None]
        if len(own) <= 1:
            return own[0][0] if own else None
        scaled = [
            node if b[total].operation == g.Sum(node) else b.scale(node, total, b.add(g.Sum(node), Kind.MONEY))
            for node, total in own
        ]
        return b.sum(scaled, Kind.MONEY)

    def _reached(self, tranche: Tranche, group: list[Flow], borne: list[Borne]) -> list[NodeId]:
        """Per flow what its payers together have paid after this tranche."""
        ground, b = self.ground, self.b
        goals = [ground.total(list(one.amounts.values())) for one in borne]
        if not (ground.waits(tranche) and any(flow.changes_amount for flow in group)):
            return goals
        # Limits and top-ups can make payers owe less together while more is due; that waits too.
        earlier = [ground.total([node for nodes in flow.paid.values() for node in nodes]) for flow in group]
        over = b.compare(g.Relation.LESS, ground.total(goals), ground.total(earlier))
        return [b.choose(over, before, goal) for goal, before in zip(goals, earlier, strict=True)]

    def _pay(
        self,
        tranche: Tranche,
        group: list[Flow],
        way: str,
        goals: list[dict[str, NodeId]],
        amounts: Amounts,
        flows: list[tuple[str, int, str, NodeId]],
    ) -> None:
        """What each party pays or receives in this tranche under each flow of a group; adds it to what is known."""
        ground = self.ground
        now: dict[tuple[int, str], NodeId] = {}
        for flow, own in zip(group, goals, strict=True):
            history = flow.paid if way == "betaalt" else flow.received
            for party, goal in own.items():
                now[flow.number, party] = ground.less(goal, ground.total(history.setdefault(party, [])))
        if ground.waits(tranche) and _can_fall(group, way):
            now = self._wait(now)
        for (number, party), node in now.items():
            paid = self.b.add(g.Paid(tranche.name, way, number, party, node), Kind.MONEY)
            flow = self.flows[number]
            (flow.paid if way == "betaalt" else flow.received)[party].append(paid)
            amounts.add(party, paid)
            flows.append((way, number, party, paid))

    def _wait(self, differences: dict[tuple[int, str], NodeId]) -> dict[tuple[int, str], NodeId]:
        """Differences per flow and party, with nobody below zero: what a party waits for, its last flow bears."""
        ground = self.ground
        parties = list(dict.fromkeys(party for _, party in differences))
        own = {party: [key for key in differences if key[1] == party] for party in parties}
        rises = ground.rises([ground.total([differences[key] for key in own[party]]) for party in parties])
        found = dict(differences)
        for party, rise in zip(parties, rises, strict=True):
            *others, last = own[party]
            found[last] = ground.less(rise, ground.total([differences[key] for key in others]))
        return found

    def _settled(self, flow: Flow, borne: Borne) -> NodeId:
        """What has been paid of the entitlement itself: without top-ups, with what limits let lapse."""
        paid = [node for nodes in flow.paid.values() for node in nodes]
        return self.ground.less(self.ground.total((*paid, borne.lapsed_of_entitlement)), borne.from_top_ups)


def _can_fall(group: list[Flow], way: str) -> bool:
    """Whether a party's goal can fall while what is due under the group rises."""
    if len(group) > 1:
        return True
    return group[0].a_payer_can_fall if way == "betaalt" else group[0].a_receiver_can_fall
