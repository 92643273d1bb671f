"""The payment statement as a workbook (.xlsx): amounts as numbers, so that a controller can sum and filter them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from ..document.model import Clause
from ..findings.visible import visible
from ..outputs.explain import tranche_steps
from ..plan.graph import NodeId
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..text import writing
from ..text.reading import decimals
from ..workbook import finished, header, money_format, on_paper, wrap, write
from .document import Settled, statement_parts

_Cell: TypeAlias = "str | date | Decimal"
_WIDE, _NARROW = 60, 18


def statement_book(title: str, settled: Sequence[Settled]) -> bytes:
    """One workbook for one contract or for several; with several, the first column says which."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    several = len(settled) > 1
    before = ("Overeenkomst",) if several else ()
    currency = settled[0].compiled.contract.currency

    def sheet(name: str, columns: tuple[str, ...], rows: Sequence[tuple[_Cell, ...]]) -> None:
        if rows:
            _sheet(book, name, (*before, *columns), rows, currency)

    def of_each(rows_of: Any) -> list[tuple[_Cell, ...]]:
        return [
            ((visible(one.compiled.contract.title), *row) if several else row)
            for one in settled
            for row in rows_of(one)
        ]

    sheet("Betalingen", ("Tranche", "Vervaldag", "Partij", "Richting", "Bedrag"), of_each(_payments))
    sheet("Indicatoren", ("Tranche", "Vervaldag", "Indicator", "Bedrag"), of_each(_sources))
    sheet("Berekening", ("Tranche", "Stap", "Berekening", "Uitkomst"), of_each(_steps))
    sheet("Deelnemers", ("Pseudoniem", "Indicator", "Bedrag"), of_each(_participants))
    sheet("Telt niet mee", ("Reden", "Meting"), of_each(_left_out))
    sheet("Kwitantie", ("Gegeven", "Waarde"), of_each(_receipt))
    return finished(book, title)


def _payments(settled: Settled) -> list[tuple[_Cell, ...]]:
    """What each party pays and receives in each tranche; below zero it is given back."""
    names = {one.name: visible(one.called) for one in settled.compiled.contract.parties} | {
        PARTICIPANT: "de deelnemers"
    }
    return [
        (visible(one.title), one.day, names[party], way, _amount(settled, amount))
        for one in settled.outcome.tranches
        for way, amounts in (("betaalt", one.pays), ("ontvangt", one.receives))
        for party, amount in amounts.items()
        if amount
    ]


def _sources(settled: Settled) -> list[tuple[_Cell, ...]]:
    titles = _titles(settled)
    return [
        (visible(one.title), one.day, titles[source], _amount(settled, amount))
        for one in settled.outcome.tranches
        for source, amount in one.parts.items()
        if amount
    ]


def _steps(settled: Settled) -> list[tuple[_Cell, ...]]:
    done: set[NodeId] = set()
    plan = settled.compiled.plan
    return [
        (visible(one.title), visible(step.label), visible(step.formula), step.value)
        for one in settled.outcome.tranches
        for step in tranche_steps(plan, settled.outcome, one, done)
    ]


def _participants(settled: Settled) -> list[tuple[_Cell, ...]]:
    titles = _titles(settled)
    return [
        (visible(name), titles[source], _amount(settled, amount))
        for name, parts in settled.outcome.participants()
        for source, amount in parts.items()
        if amount
    ]


def _left_out(settled: Settled) -> list[tuple[_Cell, ...]]:
    blocks = dict(statement_parts(settled))["Wat niet meetelt"]
    return [(one.text.rstrip(":"), item.text) for one in blocks if isinstance(one, Clause) for item in one.items]


def _receipt(settled: Settled) -> list[tuple[_Cell, ...]]:
    blocks = dict(statement_parts(settled))["Kwitantie"]
    return [row for one in blocks if isinstance(one, Clause) for table in one.tables for row in table.rows]


def _titles(settled: Settled) -> dict[str, str]:
    titles = {one.name: visible(one.title) for one in settled.compiled.contract.indicators}
    return titles | {MINIMUM: "Aanvulling tot het minimum", ADVANCE: "Voorschot"}


def _amount(settled: Settled, value: int) -> Decimal:
    places = decimals(settled.compiled.contract.currency)
    return Decimal(writing.decimal_string(Fraction(value, 10**places), places))


def _sheet(
    book: Workbook, name: str, columns: tuple[str, ...], rows: Sequence[tuple[_Cell, ...]], currency: str
) -> None:
    sheet = book.create_sheet(name)
    widths = [_width(column, [row[index] for row in rows]) for index, column in enumerate(columns)]
    for index, (column, width) in enumerate(zip(columns, widths, strict=True), 1):
        header(sheet, index, column)
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows, 2):
        texts: dict[int, tuple[str, int]] = {}
        for index, value in enumerate(row, 1):
            match value:
                case str():
                    write(sheet, number, index, value)
                    texts[index] = (value, widths[index - 1])
                case _:
                    cell = sheet.cell(number, index)
                    cell.value = value
                    cell.number_format = "d-m-yyyy" if isinstance(value, date) else money_format(currency)
                    cell.alignment = Alignment(vertical="top")
        wrap(sheet, number, texts)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    on_paper(sheet, 1)


def _width(column: str, values: Sequence[_Cell]) -> int:
    longest = max((len(one) for one in values if isinstance(one, str)), default=0)
    return min(max(longest + 2, len(column) + 4, _NARROW), _WIDE)
