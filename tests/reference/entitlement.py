"""«De volgorde van de berekening», steps 1 to 13: the right (het recht) as known at one tranche."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as x

from .known import Person
from .prices import price
from .splitting import ZERO, apportion, half_from_zero
from .steps import MINIMUM, Part, become, names_a_rounding, take, total
from .values import View


def entitlement(view: View) -> tuple[list[Part], int]:
    """The parts of the right, exact in smallest units; and the right itself, rounded to a whole number of them."""
    contract = view.contract
    owner: dict[str, list[Part]] = {}  # per indicator, and per group for what its minimum adds
    loose: list[Part] = []  # what a minimum adds for a participant, of no group
    for person in view.people:
        own, extra = _of_participant(view, person)
        for name, parts in own.items():
            owner.setdefault(name, []).extend(parts)
        loose += extra
    whole = list(loose)
    for number, one in enumerate(contract.parts):
        if isinstance(one, m.Group):
            whole += _of_group(view, one, owner, owner.get(_key(number), []))
        else:
            whole += _of_indicator(view, one, (), owner.get(one.name, []))
    whole = _levels(view, whole)
    added = Part(MINIMUM, None, (), ZERO)
    whole = _ceiling(view, contract.maximum_fee, whole, None)
    whole = take(view, contract.steps, whole, None, added)
    cents = [replace(part, amount=part.amount * view.scale) for part in whole]
    return cents, half_from_zero(total(cents))


def _key(number: int) -> str:
    return f"group {number}"


# ------------------------------------------------------------------ «Voor elke deelnemer», 3 to 8


def _of_participant(view: View, person: Person) -> tuple[dict[str, list[Part]], list[Part]]:
    """What one participant yields per indicator (and group), and what a minimum of hers adds."""
    contract = view.contract
    own: dict[str, list[Part]] = {}
    for number, one in enumerate(contract.parts):
        if isinstance(one, m.Group):
            members = [
                (each.name, _of_person_and_indicator(view, each, one.gates, person))
                for each in one.indicators
                if each.level is x.Level.PARTICIPANT
            ]
            if not members:
                continue
            if one.at_most is not None:
                members = _highest(members, one.at_most)
            parts = [part for _, parts in members for part in parts]
            parts = take(view, one.participant_steps, parts, person, Part(MINIMUM, person, (), ZERO))
            for each in one.indicators:
                own[each.name] = [part for part in parts if part.source == each.name]
            own[_key(number)] = [part for part in parts if part.source == MINIMUM]
        elif one.level is x.Level.PARTICIPANT:
            own[one.name] = _of_person_and_indicator(view, one, (), person)
    tagged = [(name, part) for name, parts in own.items() for part in parts]
    parts = [part for _, part in tagged]
    maximum = contract.participants.maximum_fee if contract.participants is not None else None
    parts = _ceiling(view, maximum, parts, person)
    parts = take(view, contract.participant_steps, parts, person, Part(MINIMUM, person, (), ZERO))
    if not names_a_rounding(contract):
        parts = _in_whole_cents(view, parts)
    parts = [replace(part, amount=part.amount * person.number) for part in parts]
    # Steps keep the parts in their order and only add to them.
    own = {name: [] for name in own}
    for (name, _), part in zip(tagged, parts, strict=False):
        own[name].append(part)
    return own, parts[len(tagged) :]


def _of_person_and_indicator(
    view: View, indicator: m.Indicator, gates: tuple[x.Expr, ...], person: Person
) -> list[Part]:
    if indicator.price is None:
        return []
    part = Part(indicator.name, person, (), price(view, indicator, gates, person))
    return take(view, indicator.participant_steps, [part], person, replace(part, amount=ZERO))


def _highest(members: list[tuple[str, list[Part]]], number: int) -> list[tuple[str, list[Part]]]:
    """«Alleen de hoogste bedragen tellen; bij gelijke bedragen gaat de indicator die het eerst staat voor.»"""
    order = sorted(range(len(members)), key=lambda index: (-total(members[index][1]), index))
    kept = set(order[:number])
    return [
        (name, parts if index in kept else [replace(part, amount=ZERO) for part in parts])
        for index, (name, parts) in enumerate(members)
    ]


def _ceiling(view: View, maximum: x.Expr | None, parts: list[Part], person: Person | None) -> list[Part]:
    """The `maximale vergoeding` as a ceiling."""
    if maximum is None:
        return parts
    most = view.amount(maximum, person)
    most = ZERO if most is None else max(ZERO, most)
    return become(parts, most) if total(parts) > most else parts


def _in_whole_cents(view: View, parts: list[Part]) -> list[Part]:
    """The sum rounded «op de kleinste eenheid», and divided over the parts «volgens de grootste rest».

    «Wat `ten minste` toevoegt, staat daarbij achteraan.»
    """
    order = sorted(range(len(parts)), key=lambda index: parts[index].source == MINIMUM)
    exact = [parts[index].amount * view.scale for index in order]
    whole = dict(zip(order, apportion(exact, half_from_zero(sum(exact, ZERO))), strict=True))
    return [replace(part, amount=Fraction(whole[index], view.scale)) for index, part in enumerate(parts)]


# ------------------------------------------------------------------ «Voor de overeenkomst», 9 to 13


def _of_indicator(view: View, one: m.Indicator, gates: tuple[x.Expr, ...], parts: list[Part]) -> list[Part]:
    """The sum over the participants, or the indicator of the contract; then its steps."""
    if one.price is None:
        return []
    shared = one.level is x.Level.CONTRACT
    if shared:
        parts = _of_contract(view, one, gates)
    # «Onder één indicator hoort het bij die indicator.»
    parts = take(view, one.steps, parts, None, Part(one.name, None, (), ZERO))
    if shared and not names_a_rounding(view.contract):
        parts = _in_whole_cents(view, parts)
    return parts


def _of_contract(view: View, one: m.Indicator, gates: tuple[x.Expr, ...]) -> list[Part]:
    """An indicator of the contract: once, or «voor elke periode apart», and then it is the sum."""
    added = Part(one.name, None, (), ZERO)
    if one.period is None:
        return [replace(added, amount=price(view, one, gates, None))]
    parts: list[Part] = []
    for moment in one.period.moments:
        with view.speaking_of(one.period, moment):
            own = take(view, one.period_steps, [replace(added, amount=price(view, one, gates, None))], None, added)
            # «… van één periode van een indicator per periode»
            parts += own if names_a_rounding(view.contract) else _in_whole_cents(view, own)
    return [replace(added, amount=total(parts))]  # «de indicator is de som»


def _of_group(view: View, group: m.Group, owner: dict[str, list[Part]], added: Sequence[Part]) -> list[Part]:
    members = [(one.name, _of_indicator(view, one, group.gates, owner.get(one.name, []))) for one in group.indicators]
    if group.at_most is not None and all(one.level is x.Level.CONTRACT for one in group.indicators):
        members = _highest(members, group.at_most)
    parts = [part for _, parts in members for part in parts]
    return take(view, group.steps, [*parts, *added], None, Part(MINIMUM, None, (), ZERO))


def _levels(view: View, whole: list[Part]) -> list[Part]:
    """«De stappen `per` en een eigenschap»: for each value, also one that no participant has."""
    for level in view.contract.levels:
        name = level.attribute.name
        for chosen, step in level.steps:
            for choice, _ in level.attribute.choices:
                if chosen in (None, choice):
                    inside = [part for part in whole if part.choice(name) == choice]
                    outside = [part for part in whole if part.choice(name) != choice]
                    added = Part(MINIMUM, None, ((name, choice),), ZERO)
                    whole = [*outside, *take(view, [step], inside, None, added)]
    return whole
