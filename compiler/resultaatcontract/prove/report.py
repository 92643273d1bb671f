"""What `rc prove` says of a contract: bounds, each with results that reach it, and properties; a table or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar

from ..driver import Compiled
from ..model.bounds import show
from ..model.contract import Contract
from ..model.expressions import Kind
from ..plan.inputs import Key, Measured, Results
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..record import record
from ..text import writing
from ..text.reading import decimals
from .bounds import Reach, Reaches, What, bounds_by
from .counter import examples_text
from .properties.property import Property
from .properties.registry import PROPERTIES
from .prover import Bound, Prover, Verdict

_T = TypeVar("_T")
_SPECIAL = {PARTICIPANT: "de deelnemers", MINIMUM: "de aanvulling tot een minimum", ADVANCE: "voorschotten"}


@record
class Proof:
    """All that is proved of one contract."""

    compiled: Compiled
    bounds: Reaches
    properties: tuple[Property, ...]
    times: tuple[tuple[str, int], ...] = ()  # what was worked out together, and how long it took in nanoseconds


def proof_of(compiled: Compiled, clock: Callable[[], int] | None = None) -> Proof:
    """Bounds and properties, by one prover; with a clock (nanoseconds) also how long each took."""
    prover = Prover(compiled)
    times: list[tuple[str, int]] = []

    def timed(what: str, work: Callable[[], _T]) -> _T:
        start = 0 if clock is None else clock()
        found = work()
        if clock is not None:
            times.append((what, clock() - start))
        return found

    bounds = timed("grenzen", lambda: bounds_by(prover))
    found = [one for what, prove in PROPERTIES.items() for one in timed(what, partial(prove, prover))]
    return Proof(compiled, bounds, tuple(found), tuple(times))


def prove_json(proof: Proof) -> str:
    """Amounts are whole smallest units of the currency."""
    return _dumped(_as_json(proof))


def _dumped(shown: dict[str, Any]) -> str:
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _as_json(proof: Proof) -> dict[str, Any]:
    contract = proof.compiled.contract
    bounds = [
        {
            "over": reach.what.value,
            "naam": reach.name,
            "laagst": _bound_json(reach.lowest, contract),
            "hoogst": _bound_json(reach.highest, contract),
        }
        for reach in proof.bounds.all
    ]
    return {
        "overeenkomst": contract.title,
        "valuta": contract.currency,
        "grenzen": bounds,
        "eigenschappen": [_property_json(one, proof.compiled) for one in proof.properties],
    }


def _property_json(one: Property, compiled: Compiled) -> dict[str, Any]:
    return {
        "soort": one.kind.value,
        "eigenschap": one.subject,
        "oordeel": one.verdict.value,
        "reden": one.detail or None,
        "stappen": one.steps,
        "tegenvoorbeeld": examples_text(compiled, one.counter, one.subject) if one.counter else None,
    }


def _bound_json(bound: Bound, contract: Contract) -> dict[str, Any]:
    return {
        "oordeel": bound.verdict.value,
        "bewezen": bound.proved,
        "bereikt": bound.reached.amount,
        "bij": scenario(bound.reached.results, contract),
    }


def prove_table(proof: Proof) -> str:
    """Per amount its lowest and highest and what is certain about them; then every property with its verdict."""
    found, contract = proof.bounds, proof.compiled.contract
    lines = [contract.title, ""]
    for reach in found.all:
        name = named(reach, contract)
        lines.append(name[:1].upper() + name[1:])
        lines += _shown("laagst", "ten minste", reach.lowest, contract)
        lines += _shown("hoogst", "ten hoogste", reach.highest, contract)
    ends = [end for reach in found.all for end in (reach.lowest, reach.highest)]
    proved = sum(end.verdict is Verdict.PROVED for end in ends)
    lines += ["", f"{proved} van {len(ends)} grenzen bewezen, {len(ends) - proved} niet beslist."]
    if found.cut_short:
        lines.append("De bewijzen zijn afgebroken: het zijn te veel gevallen.")
    lines += ["", *_properties(proof)]
    if proof.times:
        lines += ["", "Rekentijd", *(f"  {_seconds(spent)} s  {what}" for what, spent in proof.times)]
    return "".join(f"{line}\n" for line in lines)


def _seconds(nanoseconds: int) -> str:
    """In thousandths of a second, rounded up: «0,012»."""
    return writing.number(Fraction(-(-nanoseconds // 1_000_000), 1000), 3)


def _properties(proof: Proof) -> list[str]:
    """The properties under their kinds, each with its verdict; a refuted one with its counter-example."""
    lines: list[str] = []
    kind = None
    for one in proof.properties:
        if one.kind is not kind:
            kind = one.kind
            lines.append(kind.value[:1].upper() + kind.value[1:])
        steps = f" ({one.steps} {'stap' if one.steps == 1 else 'stappen'})" if one.steps else ""
        lines.append(f"  {one.verdict.value}: {one.subject}{steps}")
        if one.detail:
            lines.append(f"    {one.detail}")
        if one.counter:
            example = examples_text(proof.compiled, one.counter, one.subject)
            lines += [f"    {line}".rstrip() for line in example.splitlines()]
    counts = Counter(one.verdict for one in proof.properties)
    told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
    return [*lines, "", f"{len(proof.properties)} eigenschappen: {told}."]


def _shown(which: str, limit: str, bound: Bound, contract: Contract) -> list[str]:
    reached = _money(bound.reached.amount, contract)
    if bound.verdict is Verdict.PROVED:
        said = f"{reached} (bewezen)"
    elif bound.proved is None:
        said = f"niet beslist: {reached} komt voor; een grens is niet bewezen"
    else:
        said = f"niet beslist: {reached} komt voor; bewezen is {limit} {_money(bound.proved, contract)}"
    return [f"  {which}  {said}", *(f"          {line}" for line in scenario(bound.reached.results, contract))]


def named(reach: Reach, contract: Contract) -> str:
    """An amount in words: «wat de Gemeente betaalt»."""
    parties = {one.name: one.called for one in contract.parties}
    indicators = {one.name: one.title for one in contract.indicators}
    match reach.what:
        case What.TOTAL:
            return "totaal"
        case What.PAYS | What.RECEIVES:
            way = reach.what.value
            return f"wat {_SPECIAL.get(reach.name) or parties[reach.name]} {way}"
        case What.INDICATOR:
            return _SPECIAL.get(reach.name) or f"indicator “{indicators[reach.name.partition('@')[0]]}”"
        case What.YEAR:
            return f"kalenderjaar {reach.name}"


def scenario(results: Results, contract: Contract) -> list[str]:
    """Results in words, one line for the contract and one for each kind of participant."""
    lines: list[str] = []
    if results.values:
        lines.append("metingen: " + "; ".join(_values(results.values, contract)))
    for one in results.participants:
        parts = _values(one.values, contract)
        parts += [f"{name} = {writing.day(day)}" for name, day in _days(one.dates)]
        parts += [f"{name} = {choice}" for name, choice in one.choices.items()]
        lines.append(f"{one.number} × " + "; ".join(parts))
    if contract.participants is not None and not results.participants:
        lines.append("geen deelnemers")
    return lines


def _days(dates: Mapping[str, int]) -> list[tuple[str, date]]:
    return [(name, date.fromordinal(day)) for name, day in dates.items() if day]


def _values(values: Mapping[Key, Measured], contract: Contract) -> list[str]:
    found = []
    for key, value in values.items():
        found.append(f"{_spoken(key)} = {_value(key, value, contract)}")
    return found


def _spoken(key: Key) -> str:
    return f"{key[0]} op {key[1]}" if key[1] else key[0]


def _value(key: Key, value: Measured, contract: Contract) -> str:
    if value is None:
        return "ontbreekt"
    kind = next(one.kind for one in contract.measurements if one.name == key[0])
    match kind:
        case Kind.YES_NO:
            return "ja" if value else "nee"
        case Kind.DATE:
            return writing.day(date.fromordinal(int(value))) if value else "ontbreekt"
        case Kind.MONEY:
            return _money(Fraction(value), contract)
    return show(Fraction(value), kind, contract.currency)


def _money(amount: int | Fraction, contract: Contract) -> str:
    return writing.money(Fraction(amount) / 10 ** decimals(contract.currency), contract.currency)
