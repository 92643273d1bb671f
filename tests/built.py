"""Runs the file that `rc build` writes on the same results as the function in the process."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from resultaatcontract.driver import Compiled
from resultaatcontract.outputs.outcome import Outcome
from resultaatcontract.outputs.python_file import build_python
from resultaatcontract.plan.inputs import Key, Measured, Participant, Results
from resultaatcontract.text import writing
from resultaatcontract.text.reading import decimals

Namespace = dict[str, Any]


def loaded(text: str) -> Namespace:
    """What a built file defines."""
    space: Namespace = {"__name__": "betaalfunctie"}
    exec(compile(text, "betaalfunctie.py", "exec"), space)
    return space


def build(compiled: Compiled) -> Namespace:
    return loaded(build_python(compiled))


def paid_by_built(space: Namespace, results: Results) -> Any:
    """The outcome of the built file; what was paid before goes along."""
    return space["betaal"](rows(space, results), agreement(space, results), dict(results.paid))


def rows(space: Namespace, results: Results) -> list[tuple[Any, ...]]:
    """One row for every participant, in the order of KOLOMMEN."""
    return [
        tuple(_scaled(_given(one, heading), scale) for heading, _, scale, *_ in space["KOLOMMEN"])
        for one in results.participants
        for _ in range(one.number)
    ]


def agreement(space: Namespace, results: Results) -> dict[str, Measured]:
    return {heading: results.values.get(_key(heading)) for heading, *_ in space["OVEREENKOMST"]}


def _given(one: Participant, heading: str) -> Measured | str:
    if heading.startswith("datum "):
        return one.dates.get(heading.removeprefix("datum "), 0)
    if heading in one.choices:
        return one.choices[heading]
    return one.values.get(_key(heading))


def _key(heading: str) -> Key:
    name, _, moment = heading.partition(" ")
    return name, moment


def _scaled(value: Measured | str, scale: int) -> Measured | str:
    if value is None or isinstance(value, bool | str):
        return value
    scaled = value * scale
    assert Fraction(scaled).denominator == 1, "a value on the grid of its steps is whole once scaled"
    return int(scaled)


# ------------------------------------------------------------------ the file's own input, and that of `rc pay`


def document(space: Namespace, compiled: Compiled, results: Results) -> dict[str, Any]:
    """The results as the JSON that the built file reads."""
    places = decimals(compiled.contract.currency)
    return {
        "deelnemers": [
            {"deelnemer": one.pseudonym if one.number == 1 else f"{one.pseudonym}-{number}"}
            | {heading: _written(_given(one, heading), kind, places) for heading, kind, *_ in space["KOLOMMEN"]}
            for one in results.participants
            for number in range(one.number)
        ],
        "overeenkomst": {
            heading: _written(results.values.get(_key(heading)), kind, places)
            for heading, kind, *_ in space["OVEREENKOMST"]
        },
    }


def _written(value: Measured | str, kind: str, places: int) -> str | bool | None:
    if value is None or isinstance(value, bool | str):
        return value
    if kind in ("datum", "moment"):
        return date.fromordinal(int(value)).isoformat() if value else None
    if kind == "bedrag":
        return writing.decimal_string(Fraction(value, 10**places), places)
    if kind == "percentage":
        return _decimal(Fraction(value) * 100) + "%"
    return _decimal(Fraction(value))


def _decimal(value: Fraction) -> str:
    """As short as it can be written exactly; steps in the contracts here have finite decimals."""
    places = next(places for places in range(10) if 10**places % value.denominator == 0)
    return writing.decimal_string(value, places)


# ------------------------------------------------------------------ the comparison


def assert_agrees(outcome: Outcome, built: Any) -> None:
    """Every amount of the built file is that of the process."""
    assert built["totaal"] == outcome.total
    assert built["betaalt"] == outcome.pays
    assert built["ontvangt"] == outcome.receives
    assert built["indicatoren"] == outcome.indicators
    assert built["btw"] == outcome.vat
    assert built["jaren"] == outcome.years
    assert built["vervallen"] == outcome.lapsed
    assert len(built["tranches"]) == len(outcome.tranches)
    for ours, theirs in zip(outcome.tranches, built["tranches"], strict=True):
        assert theirs["naam"] == ours.name
        assert theirs["datum"] == ours.day.isoformat()
        assert theirs["recht"] == ours.entitlement
        assert theirs["totaal"] == ours.total
        assert theirs["betaalt"] == ours.pays
        assert theirs["ontvangt"] == ours.receives
        assert theirs["indicatoren"] == ours.parts
        assert theirs["btw"] == ours.vat
        assert theirs["resultaten"] == ours.results
    per_row = [amounts for _, amounts in outcome.participants()]
    assert list(built["deelnemers"]()) == per_row
