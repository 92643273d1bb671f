"""Writes the same results as CSV, JSON and a filled-in workbook, and draws results that fit a contract."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st
from resultaatcontract.driver import Compiled, compile_source
from resultaatcontract.files import loader, read_source
from resultaatcontract.model.contract import Measurement, Missing
from resultaatcontract.model.expressions import Kind
from resultaatcontract.plan.inputs import Participant, Results
from resultaatcontract.results import write_sheet
from resultaatcontract.results.columns import (
    AttributeColumn,
    Column,
    DateColumn,
    MeasurementColumn,
    PseudonymColumn,
    layout_of,
)
from resultaatcontract.text import writing
from resultaatcontract.text.reading import decimals
from resultaatcontract.text.source import Source

FOLDER = Path(__file__).parent

# Units that are awkward to read: no decimals, thirds, thousandths, ranges below zero, a name that is taken.
AWKWARD = """
taal 1
overeenkomst "Lastig"
  looptijd 1 januari 2027 t/m 31 december 2027
  bedragen in JPY exclusief btw
partij betaler_a "A" is betaler
partij uitvoerder_b "B" is uitvoerder
deelnemer kind "Kind", meervoud "Kinderen / [jeugd]"
  moment T0 "Begin"
  eigenschap regio "Regio": keuze uit west "Regio 1", oost "Regio 2", Zuid "Überzuid"
meting kind: getal -10 t/m 10 in stappen van 0,001
meting deeltijd op T0: percentage 0% t/m 100% in stappen van 33 1/3%
meting groei: percentage -50% t/m 50% in stappen van 0,125%
meting prijs op T0: bedrag JPY -5.000 t/m JPY 5.000.000
meting dag op T0: datum
contractmeting totaalprijs: bedrag JPY 0 t/m JPY 7.500.000.000
contractmeting start_dag: datum
contractmeting gelukt: ja/nee
  bij ontbreken niet behaald
indicator een "Een"
  behaald als kind > 0 en deeltijd op T0 > 50% en groei > 0% en prijs op T0 > JPY 100 en dag op T0 > start_dag
  vergoeding naar regio
    west: JPY 100
    oost: JPY 200
    Zuid: JPY 300
indicator twee "Twee"
  behaald als gelukt en totaalprijs > JPY 5
  vergoeding JPY 1.000
betaling
  betaler_a draagt 100%
  aan uitvoerder_b
"""


def compiled_from(path: str) -> Compiled:
    source = FOLDER.parent / path
    return compiled_path(source)


def compiled_path(path: Path) -> Compiled:
    """A contract with the files that it uses."""
    return compile_source(read_source(path), load=loader())


def compiled_text(text: str) -> Compiled:
    return compile_source(Source("proef.rc", text))


PROEF = compiled_from("tests/bad_results/overeenkomst.rc")


# ------------------------------------------------------------------ writing


def needed(compiled: Compiled) -> list[Column]:
    return [column for column in layout_of(compiled).participants if column.needed]


def agreed(compiled: Compiled) -> list[MeasurementColumn]:
    return [column for column in layout_of(compiled).agreement if column.needed]


def value_at(column: Column, one: Participant) -> Any:
    match column:
        case PseudonymColumn():
            return one.pseudonym
        case AttributeColumn(attribute=attribute):
            return one.choices.get(attribute.name)
        case DateColumn(moment=moment):
            return one.dates.get(moment.name)
        case MeasurementColumn():
            return one.values.get(column.key)


def dutch(value: Any, column: Column, currency: str) -> str:
    """A value as somebody writes it in a CSV file."""
    kind = column.measurement.kind if isinstance(column, MeasurementColumn) else None
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if kind is Kind.DATE or isinstance(column, DateColumn):
        return date.fromordinal(value).isoformat()
    sign, size = ("-" if value < 0 else ""), abs(Fraction(value))
    if kind is Kind.PERCENT:
        return sign + writing.source_percent(size)
    if kind is Kind.MONEY:
        return sign + writing.number(size / 10 ** decimals(currency), decimals(currency))
    return sign + writing.number(size)


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";") -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode("utf-8")


def csv_files(results: Results, compiled: Compiled, delimiter: str = ";") -> tuple[bytes, bytes]:
    currency = compiled.contract.currency
    columns = needed(compiled)
    people = [[dutch(value_at(column, one), column, currency) for column in columns] for one in results.participants]
    rows = [[*column.key, dutch(results.values.get(column.key), column, currency)] for column in agreed(compiled)]
    return (
        as_csv([[column.heading for column in columns], *people], delimiter),
        as_csv([["meting", "moment", "waarde"], *rows], delimiter),
    )


def json_file(results: Results, compiled: Compiled) -> bytes:
    def machine(value: Any, column: Column) -> Any:
        kind = column.measurement.kind if isinstance(column, MeasurementColumn) else None
        if value is None or isinstance(value, bool | str):
            return value
        if kind is Kind.DATE or isinstance(column, DateColumn):
            return date.fromordinal(value).isoformat()
        if kind is Kind.PERCENT:
            written = dutch(value, column, compiled.contract.currency)
            return written.replace(".", "").replace(",", ".")
        if kind is Kind.MONEY:
            places = decimals(compiled.contract.currency)
            return writing.decimal_string(Fraction(value) / 10**places, places)
        return float(value) if Fraction(value).denominator != 1 else int(value)

    columns = needed(compiled)
    document = {
        "deelnemers": [
            {column.heading: machine(value_at(column, one), column) for column in columns}
            for one in results.participants
        ],
        "overeenkomst": {
            column.heading: machine(results.values.get(column.key), column) for column in agreed(compiled)
        },
    }
    return json.dumps(document).encode("utf-8")


def filled_sheet(results: Results, compiled: Compiled) -> bytes:
    """The empty workbook with values of the spreadsheet's own kinds in it."""
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(compiled)))
    columns = needed(compiled)
    sheet = book.worksheets[0]
    for row, one in enumerate(results.participants, 2):
        for index, column in enumerate(columns, 1):
            _fill(sheet.cell(row, index), value_at(column, one), column, compiled)
    if agreed(compiled):
        for row, column in enumerate(agreed(compiled), 2):
            _fill(book["Overeenkomst"].cell(row, 3), results.values.get(column.key), column, compiled)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(cell: Any, value: Any, column: Column, compiled: Compiled) -> None:
    kind = column.measurement.kind if isinstance(column, MeasurementColumn) else None
    if value is None:
        return
    if isinstance(value, bool | str):
        cell.value = value
    elif kind is Kind.DATE or isinstance(column, DateColumn):
        cell.value = date.fromordinal(value)
        cell.number_format = "d-m-yyyy"
    elif kind is Kind.PERCENT:
        if 10**6 % Fraction(value).denominator:
            cell.value = dutch(value, column, compiled.contract.currency)
        else:
            cell.value, cell.number_format = float(value), "0.00%"
    elif kind is Kind.MONEY:
        cell.value = float(Fraction(value) / 10 ** decimals(compiled.contract.currency))
        cell.number_format = "[$€-413] #,##0.00" if compiled.contract.currency == "EUR" else "General"
    else:
        cell.value = int(value) if Fraction(value).denominator == 1 else float(value)


# ------------------------------------------------------------------ drawing

_PSEUDONYMS = st.from_regex(r"[A-Za-zé0-9][A-Za-z0-9 ;,\"'._/-]{0,8}[A-Za-z]", fullmatch=True)


def _measured(measurement: Measurement, currency: str) -> st.SearchStrategy[Any]:
    match measurement.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.DATE:
            return _days()
    assert measurement.low is not None
    assert measurement.high is not None
    assert measurement.step is not None
    low, step = measurement.low, measurement.step
    scale = 10 ** decimals(currency) if measurement.kind is Kind.MONEY else 1

    def value(count: int) -> int | Fraction:
        found = (low + step * count) * scale
        return int(found) if found.denominator == 1 else found

    return st.integers(0, int((measurement.high - low) / step)).map(value)


def _days() -> st.SearchStrategy[int]:
    first = date(1900, 1, 1)
    return st.integers(0, (date(2999, 12, 31) - first).days).map(lambda days: (first + timedelta(days)).toordinal())


def _value(measurement: Measurement, currency: str) -> st.SearchStrategy[Any]:
    found = _measured(measurement, currency)
    return found if measurement.missing is Missing.ERROR else st.none() | found


@st.composite
def results_for(draw: st.DrawFn, compiled: Compiled, most: int = 4) -> Results:
    """Complete results: what may be missing sometimes is."""
    currency = compiled.contract.currency
    people = []
    most = 0 if compiled.contract.participants is None else most
    for pseudonym in draw(st.lists(_PSEUDONYMS, max_size=most, unique=True)):
        values: dict[tuple[str, str], Any] = {}
        dates: dict[str, int] = {}
        choices: dict[str, str] = {}
        for column in needed(compiled):
            match column:
                case AttributeColumn(attribute=attribute):
                    choices[attribute.name] = draw(st.sampled_from([name for name, _ in attribute.choices]))
                case DateColumn(moment=moment):
                    dates[moment.name] = draw(_days())
                case MeasurementColumn(measurement=measurement):
                    value = draw(_value(measurement, currency))
                    if value is not None:
                        values[column.key] = value
        people.append(Participant(pseudonym, values, dates, choices))
    agreement = {column.key: draw(_value(column.measurement, currency)) for column in agreed(compiled)}
    return Results(tuple(people), {key: value for key, value in agreement.items() if value is not None})
