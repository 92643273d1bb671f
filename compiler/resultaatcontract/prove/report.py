"""What `rc prove` says: the bounds of a contract as a table for people or as JSON, each with the results that reach it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from ..driver import Compiled
from ..model.bounds import show
from ..model.contract import Contract
from ..model.expressions import Kind
from ..plan.inputs import Key, Measured, Results
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..text import writing
from ..text.reading import decimals
from .bounds import Reach, Reaches, What
from .prover import Bound, Verdict

_SPECIAL = {PARTICIPANT: "de deelnemers", MINIMUM: "de aanvulling tot een minimum", ADVANCE: "voorschotten"}


def prove_json(compiled: Compiled, found: Reaches) -> str:
    """Amounts are whole smallest units of the currency."""
    contract = compiled.contract
    bounds = [
        {
            "over": reach.what.value,
            "naam": reach.name,
            "laagst": _bound_json(reach.lowest, contract),
            "hoogst": _bound_json(reach.highest, contract),
        }
        for reach in found.all
    ]
    shown = {"overeenkomst": contract.title, "valuta": contract.currency, "grenzen": bounds}
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _bound_json(bound: Bound, contract: Contract) -> dict[str, Any]:
    return {
        "oordeel": bound.verdict.value,
        "bewezen": bound.proved,
        "bereikt": bound.reached.amount,
        "bij": scenario(bound.reached.results, contract),
    }


def prove_table(compiled: Compiled, found: Reaches) -> str:
    """Per amount its lowest and highest, and what is certain about them."""
    contract = compiled.contract
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
    return "".join(f"{line}\n" for line in lines)


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
