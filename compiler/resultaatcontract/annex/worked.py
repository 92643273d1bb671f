"""Worked examples: the measurements, then the calculation of the plan step by step, then who pays and receives what.

Every figure comes from a run of the plan; this module only chooses and names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from ..document.model import Block, Clause, Table
from ..driver import Compiled
from ..examples import example_results
from ..model.contract import Contract, Example, ExampleParticipant, Measurement, TrancheKind, can_be_malus
from ..outputs.outcome import Outcome, pay
from ..plan.plan import ADVANCE, MINIMUM
from ..text import writing
from ..text.reading import decimals
from .calculation import steps
from .folding import LEAST_FOLDED, NUMBER
from .names import Names
from .personal import MOST_COLUMNS, grid, personal
from .sources import lines_of
from .wording import Writer, at_moment, capital, listing, preposition, quoted, readable, sentence, text

_Given: TypeAlias = "tuple[tuple[str, str], Fraction | bool | date | None]"


def examples(w: Writer, compiled: Compiled) -> list[Block]:
    if not compiled.contract.examples:
        return []
    outcomes = [pay(compiled.plan, example_results(one, compiled.contract)) for one in compiled.contract.examples]
    blocks: list[Block] = [Clause(text=_lead(w, outcomes))]
    names = Names(w, compiled.contract)
    for example, outcome in zip(compiled.contract.examples, outcomes, strict=True):
        tables = [*_measured(w, example), *personal(w, compiled, outcome, names)]
        tables += steps(compiled, outcome, names)
        tables.append(_result(w, compiled, outcome, names))
        notes = " ".join(sentence(note) for note in example.notes)
        source = lines_of(example)
        blocks.append(Clause(heading=text(example.title), text=notes, tables=tuple(tables), source=source))
    return blocks


def _lead(w: Writer, outcomes: Sequence[Outcome]) -> str:
    """What a reader must know of all examples, as far as it plays a part in these."""
    found = "De voorbeelden lichten de berekening toe. Zij zijn gemaakt met dezelfde berekening als de vergoeding zelf."
    if any(one.number > 1 for example in w.contract.examples for one in example.participants):
        found += f" {capital(w.many)} met dezelfde metingen staan samen onder één letter of naam."
    if len(w.contract.tranches) > 1:
        found += " Wat bij een tranche gelijk is aan een eerdere tranche, staat er niet opnieuw bij."
    signed = {one.name for one in w.contract.indicators if can_be_malus(one.price)}
    if any(
        value < 0 and source not in (ADVANCE, *signed)
        for outcome in outcomes
        for one in outcome.tranches
        for source, value in one.parts.items()
    ):
        found += (
            " Een negatief bedrag bij een indicator verlaagt wat daarvoor bij een eerdere tranche is toegerekend. "
            "Terugbetaald wordt alleen wat bij “Te betalen” negatief is."
        )
    return found


# ------------------------------------------------------------------ what is measured


def _measured(w: Writer, example: Example) -> list[Table]:
    found = []
    if example.participants:
        found.append(_participants(w, example))
    if example.values:
        rows = _values(w, example)
        found.append(Table(("Meting voor de hele overeenkomst", "Uitkomst"), tuple(rows), ""))
    return found


def _values(w: Writer, example: Example) -> list[tuple[str, str]]:
    """The measurements of the whole agreement; equal ones over periods that follow on each other in one row."""
    rows: list[tuple[str, str]] = []
    found = list(example.values)
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and _continues(w, found[end - 1], found[end]):
            end += 1
        (name, _), value = found[start]
        if end - start >= LEAST_FOLDED:
            moments = {one.name: one for one in _measurement(w.contract, name).moments}
            first, last = (moments[found[index][0][1]] for index in (start, end - 1))
            over = f"{preposition(first)} {quoted(first.title)} tot en met {quoted(last.title)}, telkens"
            rows.append((f"{text(_measurement(w.contract, name).title)}, {over}", _value(w, found[start][0], value)))
        else:
            rows += [(_at(w, key), _value(w, key, one)) for key, one in found[start:end]]
        start = end
    return rows


def _continues(w: Writer, before: _Given, one: _Given) -> bool:
    """Whether a measurement is of the next period, with the same outcome."""
    if before[0][0] != one[0][0] or before[1] != one[1]:
        return False
    moments = _measurement(w.contract, one[0][0]).moments
    names = [moment.name for moment in moments]
    if before[0][1] not in names or one[0][1] not in names:
        return False
    index = names.index(one[0][1])
    return moments[index].period is not None and names.index(before[0][1]) == index - 1


def _participants(w: Writer, example: Example) -> Table:
    contract = w.contract
    lines: list[tuple[str, list[str]]] = []
    for attribute in contract.attributes:
        titles = dict(attribute.choices)
        cells = [text(titles.get(dict(one.choices).get(attribute.name, ""), "")) for one in example.participants]
        if any(cells):
            lines.append((text(attribute.title), cells))
    for moment in contract.moments:
        if any(moment.name in dict(one.dates) for one in example.participants):
            days = [dict(one.dates).get(moment.name) for one in example.participants]
            lines.append((f"Datum van {quoted(moment.title)}", ["" if d is None else writing.day(d) for d in days]))
    for key in _keys(contract, example.participants):
        values = [dict(one.values) for one in example.participants]
        lines.append((_at(w, key), [_value(w, key, one[key]) if key in one else "" for one in values]))
    columns = [_called(w, one) for one in example.participants]
    return grid("Meting", [title for title, _ in lines], columns, [cells for _, cells in lines], "", False)


def _keys(contract: Contract, participants: tuple[ExampleParticipant, ...]) -> list[tuple[str, str]]:
    given = {key for one in participants for key, _ in one.values}
    found = []
    for one in contract.measurements:
        for at in [moment.name for moment in one.moments] or [""]:
            if (one.name, at) in given:
                found.append((one.name, at))
    return found


def _called(w: Writer, one: ExampleParticipant) -> str:
    number = "" if one.number == 1 else f" ({writing.number(one.number)} {w.many})"
    return f"{capital(readable(one.name))}{number}"


def _at(w: Writer, key: tuple[str, str]) -> str:
    measurement = _measurement(w.contract, key[0])
    moment = next((one for one in measurement.moments if one.name == key[1]), None)
    only = len(measurement.moments) <= 1
    return text(measurement.title) if moment is None or only else f"{text(measurement.title)}, {at_moment(moment)}"


def _value(w: Writer, key: tuple[str, str], value: Fraction | bool | date | None) -> str:
    return "ontbreekt" if value is None else w.value(value, _measurement(w.contract, key[0]).kind)


def _measurement(contract: Contract, name: str) -> Measurement:
    return next(one for one in contract.measurements if one.name == name)


# ------------------------------------------------------------------ the outcome


def _result(w: Writer, compiled: Compiled, outcome: Outcome, names: Names) -> Table:
    """Per tranche and in total: what each indicator yields, what each party pays and receives."""
    contract = compiled.contract
    scale = 10 ** decimals(contract.currency)

    def money(value: int) -> str:
        return w.money(Fraction(value, scale))

    topped = {one.name for payment in contract.payments if payment.top_ups for one in payment.indicators}
    titles = {
        one.name: f"{text(one.title)}{', met aanvulling' if one.name in topped else ''}" for one in contract.indicators
    }
    titles |= {MINIMUM: names.minimum, ADVANCE: _advances(contract)}
    lines: list[tuple[str, list[dict[str, int]], str, dict[str, int]]] = []
    for source in outcome.indicators:
        if source == MINIMUM and not any(one.parts.get(source) for one in outcome.tranches):
            continue  # nothing was added
        lines.append((titles[source], [one.parts for one in outcome.tranches], source, outcome.indicators))
    rows = [title for title, *_ in lines]
    cells = [_line(money, found, key, totals) for _, found, key, totals in lines]
    back = any(one.total < 0 for one in outcome.tranches)
    rows.append("Te betalen (met een min: terug te betalen)" if back else "Te betalen")
    cells.append([*(money(one.total) for one in outcome.tranches), money(outcome.total)])
    for party in outcome.pays:
        rows.append(f"Ten laste van {w.party(party)}")
        cells.append(_line(money, [one.pays for one in outcome.tranches], party, outcome.pays))
    for party in outcome.receives:
        # What the only payer receives itself, is not paid out.
        kept = list(outcome.pays) == [party]
        rows.append(f"{'Blijft (niet uitbetaald) bij' if kept else 'Ontvangen door'} {w.party(party)}")
        cells.append(_line(money, [one.receives for one in outcome.tranches], party, outcome.receives))
    for party in outcome.vat:
        rows.append(f"Btw ten laste van {w.party(party)}")
        cells.append(_line(money, [one.vat for one in outcome.tranches], party, outcome.vat))
    columns = [*(text(one.title) for one in outcome.tranches), "Totaal"]
    if len(outcome.tranches) == 1:
        columns, cells = ["Bedrag"], [line[-1:] for line in cells]
    elif len(columns) > MOST_COLUMNS:
        columns, cells = _folded(columns, cells)
    return grid("Post", rows, columns, cells, "", True)


def _advances(contract: Contract) -> str:
    """What is paid before any result is known, as this contract calls it."""
    kinds = {one.kind for one in contract.tranches}
    named = [(TrancheKind.ADVANCE, "voorschotten"), (TrancheKind.INSTALMENT, "termijnen")]
    return capital(listing([word for kind, word in named if kind in kinds]))


def _alike(one: str, other: str) -> bool:
    """Whether two titles differ only in their number, so that «from … up to and including …» says what lies between."""
    return NUMBER.sub("", one.lower()) == NUMBER.sub("", other.lower())


def _folded(columns: list[str], cells: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Equal tranches in a row as one; the last column, with the totals, stays by itself."""
    kept: list[int] = []
    titles: list[str] = []
    start, last = 0, len(columns) - 1
    while start < last:
        end = start + 1
        while end < last and _alike(columns[start], columns[end]) and all(line[end] == line[start] for line in cells):
            end += 1
        if end - start >= LEAST_FOLDED:
            kept.append(start)
            titles.append(f"{columns[start]} tot en met {columns[end - 1]} ({end - start} keer), telkens")
        else:
            kept += range(start, end)
            titles += columns[start:end]
        start = end
    kept.append(last)
    return [*titles, columns[last]], [[line[index] for index in kept] for line in cells]


def _line(money: Any, found: list[dict[str, int]], key: str, totals: dict[str, int]) -> list[str]:
    return [*(money(one.get(key, 0)) for one in found), money(totals[key])]
