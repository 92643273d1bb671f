"""All results that a small contract can have, one by one: what is proved of it can be held against every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from resultaatcontract.driver import Compiled
from resultaatcontract.model.contract import Measurement, Missing
from resultaatcontract.model.expressions import Kind
from resultaatcontract.plan import graph as g
from resultaatcontract.plan.exact import shift_day
from resultaatcontract.plan.graph import Layer
from resultaatcontract.plan.inputs import Key, Measured, Participant, Results
from resultaatcontract.plan.run import run
from resultaatcontract.text.reading import decimals

MOST_PEOPLE = 2
_FEW = (
    (r"aantal 0 t/m (\d+)$", lambda found: f"getal 0 t/m {found[1]} in stappen van {int(found[1]) // 2}"),
    (r"bedrag € 0 t/m € (\d+)$", lambda found: f"{found[0]} in stappen van € {int(found[1]) // 2}"),
    (r"bedrag € -500 t/m € 900$", lambda found: f"{found[0]} in stappen van € 700"),
)


def with_few_values(text: str) -> str:
    """A generated contract in which every measurement has at most three values, and there are at most two participants."""
    for pattern, put in _FEW:
        text = re.sub(pattern, put, text, flags=re.MULTILINE)
    # What can be missing has a value more: of the first only.
    first, told, rest = text.partition("  bij ontbreken")
    line, _, rest = rest.partition("\n")
    text = first + told + line + "\n" * bool(told) + re.sub(r"  bij ontbreken .*\n", "", rest)
    return text.replace("  moment start\n", f"  ten hoogste {MOST_PEOPLE} deelnemers\n  moment start\n", 1)


def all_results(compiled: Compiled, most: int) -> list[Results] | None:
    """Every result that makes a difference to the plan; None when there are more than `most`."""
    keys = _keys(compiled, Layer.CONTRACT)
    own = [(key, _values(compiled, key)) for key in keys]
    shared = 1
    for _, values in own:
        shared *= len(values)
    if shared > most:
        return None
    rows = _people(compiled, 12 * most) if compiled.contract.participants is not None else []
    if rows is None or shared * len(rows) > 12 * most:
        return None
    named = compiled.contract.participants
    people = 0 if named is None else named.maximum_number or MOST_PEOPLE
    ordered = any(isinstance(node.operation, g.FirstOf) for node in compiled.plan.nodes)
    found: list[Results] = []
    for chosen in product(*(values for _, values in own)):
        shared_values = {key: value for (key, _), value in zip(own, chosen, strict=True)}
        kinds = _different(compiled, rows, shared_values, ordered)
        for number in range(people + 1):
            groups = product(kinds, repeat=number) if ordered else combinations_with_replacement(kinds, number)
            for group in groups:
                found.append(Results(tuple(_named(group)), shared_values))
                if len(found) > most:
                    return None
    return found


def _named(group: tuple[Participant, ...]) -> Iterator[Participant]:
    for number, one in enumerate(group):
        yield Participant(f"d{number + 1}", one.values, one.dates, one.choices)


def _different(
    compiled: Compiled, rows: list[Participant], values: dict[Key, Measured], ordered: bool
) -> list[Participant]:
    """One participant for each profile. Whoever comes first matters: then all by themselves."""
    if not rows:
        return []
    if ordered:
        keys: dict[object, Participant] = {}
        for row in rows:
            done = run(compiled.plan, Results((row,), values))
            keys.setdefault(done.keys[0], row)
        return list(keys.values())
    done = run(compiled.plan, Results(tuple(rows), values))
    return [rows[members[0]] for members in done.members]


def _keys(compiled: Compiled, layer: Layer) -> list[Key]:
    found: dict[Key, None] = {}
    for node in compiled.plan.nodes:
        if node.layer is layer and isinstance(node.operation, g.Input | g.IsMissing):
            found[node.operation.measurement, node.operation.moment] = None
    return list(found)


def _measurement(compiled: Compiled, name: str) -> Measurement:
    return next(one for one in compiled.contract.measurements if one.name == name)


def _values(compiled: Compiled, key: Key) -> list[Measured]:
    one = _measurement(compiled, key[0])
    missing: list[Measured] = [] if one.missing is Missing.ERROR else [None]
    if one.kind is Kind.YES_NO:
        return [False, True, *missing]
    if one.kind is Kind.DATE:
        return [*_days(compiled), *missing]
    assert one.low is not None
    assert one.high is not None
    assert one.step is not None
    scale = 10 ** decimals(compiled.contract.currency) if one.kind is Kind.MONEY else 1
    number = int((one.high - one.low) / one.step)
    if number > 40:
        return [None] * 10**6  # too many: the contract isn't walked
    found: list[Measured] = []
    for at in range(number + 1):
        value = (one.low + one.step * at) * scale
        found.append(int(value) if value.denominator == 1 else value)
    return [*found, *missing]


def _days(compiled: Compiled) -> list[int]:
    """A day on each side of every edge that the calendar of the contract has, also for what is some months later."""
    shifts = {
        (node.operation.months, node.operation.days)
        for node in compiled.plan.nodes
        if isinstance(node.operation, g.ShiftDate)
    }
    edges = {
        edge
        for node in compiled.plan.nodes
        if isinstance(node.operation, g.TrancheOf)
        for edge in node.operation.cut_offs
    }
    found = {compiled.contract.first.toordinal()}
    for edge in edges:
        found |= {edge, edge + 1}
        for months, days in shifts:
            # The last day that is shifted to the edge or before, and the next.
            last = max(
                day for day in range(edge - 32 * months - days - 8, edge + 1) if shift_day(day, months, days) <= edge
            )
            found |= {last, last + 1}
    return sorted(found)


def _people(compiled: Compiled, most: int) -> list[Participant] | None:
    keys = _keys(compiled, Layer.PERSON)
    moments = dict.fromkeys(
        node.operation.moment for node in compiled.plan.nodes if isinstance(node.operation, g.DateOf)
    )
    attributes = dict.fromkeys(
        node.operation.attribute for node in compiled.plan.nodes if isinstance(node.operation, g.HasChoice)
    )
    choices = {one.name: [name for name, _ in one.choices] for one in compiled.contract.attributes}
    measured = [_values(compiled, key) for key in keys]
    days: list[list[int | None]] = [[None, *_days(compiled)] for _ in moments]
    named = [choices[name] for name in attributes]
    number = 1
    for size in (*map(len, measured), *map(len, days), *map(len, named)):
        number *= size
    if number > most:
        return None
    first = {name: names[0] for name, names in choices.items()}
    return [
        Participant(
            "p",
            dict(zip(keys, values, strict=True)),
            {name: day for name, day in zip(moments, own, strict=True) if day is not None},
            {**first, **dict(zip(attributes, chosen, strict=True))},
        )
        for values in product(*measured)
        for own in product(*days)
        for chosen in product(*named)
    ]
