"""What an amendment does to the amounts: every example paid by both versions, and the bounds of both."""

from __future__ import annotations

from collections.abc import Iterator

from ..driver import Compiled
from ..examples import example_results
from ..model.contract import Contract, Example
from ..outputs.outcome import Outcome, pay
from ..plan import graph as g
from ..plan.inputs import Results
from ..prove.bounds import Reach, What, bounds_of
from ..record import record


@record
class Amount:
    """One amount of an example before and after, in smallest units. `what` is total, betaalt or ontvangt."""

    what: What
    party: str
    old: int
    new: int


@record
class Effect:
    """An example of the old or the new version, paid by both; `reason` says why it can't be, in words."""

    title: str
    amounts: tuple[Amount, ...] = ()
    reason: str = ""

    @property
    def changed(self) -> bool:
        return any(one.old != one.new for one in self.amounts)


@record
class Limit:
    """The proved lowest and highest of an amount, before and after; None: no end is proved."""

    what: What
    name: str
    old: tuple[int | None, int | None]
    new: tuple[int | None, int | None]


def effects(old: Compiled, new: Compiled) -> list[Effect]:
    """The examples of the old version, and those that are new."""
    titles = {one.title for one in old.contract.examples}
    found = [_effect(one, old.contract, old, new) for one in old.contract.examples]
    return found + [_effect(one, new.contract, old, new) for one in new.contract.examples if one.title not in titles]


def limits(old: Compiled, new: Compiled) -> list[Limit]:
    """The bounds that differ, in the order of the new version; an amount that only one version has is left out."""
    before = {(one.what, one.name): one for one in bounds_of(old).all}
    found: list[Limit] = []
    for after in bounds_of(new).all:
        earlier = before.get((after.what, after.name))
        if earlier is not None and _ends(earlier) != _ends(after):
            found.append(Limit(after.what, after.name, _ends(earlier), _ends(after)))
    return found


def _ends(one: Reach) -> tuple[int | None, int | None]:
    low, high = one.lowest.proved, one.highest.proved
    return None if low is None else int(low), None if high is None else int(high)


def _effect(example: Example, owner: Contract, old: Compiled, new: Compiled) -> Effect:
    results = example_results(example, owner)
    for compiled, words in ((old, "de oude tekst"), (new, "de nieuwe tekst")):
        reason = _unfit(results, compiled)
        if reason:
            return Effect(example.title, reason=f"{words} {reason}")
    if old.contract.currency != new.contract.currency:
        return Effect(example.title, reason="de munt is een andere")
    return Effect(example.title, tuple(_amounts(pay(old.plan, results), pay(new.plan, results))))


def _amounts(old: Outcome, new: Outcome) -> Iterator[Amount]:
    yield Amount(What.TOTAL, "", old.total, new.total)
    for what, before, after in ((What.PAYS, old.pays, new.pays), (What.RECEIVES, old.receives, new.receives)):
        for party in dict.fromkeys((*before, *after)):
            yield Amount(what, party, before.get(party, 0), after.get(party, 0))


def _unfit(results: Results, compiled: Compiled) -> str:
    """Why a version can't be paid on these results: it needs a measurement, date or property that isn't in them."""
    contract = compiled.contract
    titles = {one.name: one.title for one in contract.measurements} | {one.name: one.title for one in contract.moments}
    titles |= {one.name: one.title for one in contract.attributes}
    known = {key for one in results.participants for key in one.values} | set(results.values)
    for node in compiled.plan.nodes:
        match node.operation:
            case g.Input(measurement, moment) if (measurement, moment) not in known:
                if node.layer is not g.Layer.CONTRACT and not results.participants:
                    continue
                return f"vraagt een meting die het voorbeeld niet heeft: “{titles.get(measurement, measurement)}”"
            case g.HasChoice(attribute, _) if any(attribute not in one.choices for one in results.participants):
                return f"vraagt een eigenschap die het voorbeeld niet heeft: “{titles.get(attribute, attribute)}”"
    return ""
