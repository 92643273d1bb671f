"""What the workbook says about each column: from the contract, in the words of the contract."""

from __future__ import annotations

from ..model.contract import Contract, Missing
from ..model.expressions import Level
from ..text import writing
from . import notation
from .columns import AttributeColumn, Column, DateColumn, Layout, MeasurementColumn, PseudonymColumn, is_reported

EXPLANATION_SHEET = "Uitleg"
HEADINGS = (
    "Kolom",
    "Naam",
    "Wat het is",
    "Toegestaan",
    "Bron",
    "Bewijs",
    "Vastgesteld door",
    "Als de waarde ontbreekt",
)

_MISSING = {
    Missing.ERROR: "De waarde mag niet ontbreken.",
    Missing.NOT_ACHIEVED: "Wat ervan afhangt, geldt als niet behaald.",
    Missing.LEFT_OUT: "De deelnemer blijft buiten beschouwing bij wat ervan afhangt.",
}
_REPORTED = "De waarde wordt alleen gerapporteerd. Zij mag ontbreken en heeft geen gevolg voor de betaling."
_ABSENT = "Wat ervan afhangt, blijft buiten beschouwing."


def introduction(contract: Contract, layout: Layout) -> list[str]:
    """The lines above the explanation; the first is its title."""
    reference = f" ({contract.reference})" if contract.reference else ""
    lines = [f"Resultaten voor {contract.title}{reference}"]
    if contract.participants is not None:
        lines.append(
            f"Vul op het eerste blad één rij per deelnemer in. In de kolom “{layout.pseudonym.heading}” staat een "
            "pseudoniem, nooit een naam of burgerservicenummer."
        )
    if any(column.needed or is_reported(column) for column in layout.agreement):
        lines.append("Op het blad Overeenkomst staan waarden die er één keer zijn: vul alleen de kolom “waarde” in.")
    lines.append(
        "Vul waarden in, geen formules. Een lege cel betekent dat de waarde ontbreekt; dat is iets anders dan nul."
    )
    return lines


def row_about(column: Column, contract: Contract) -> tuple[str, ...]:
    """A text for each of `HEADINGS`."""
    match column:
        case PseudonymColumn(heading):
            unit = "Deelnemer" if contract.participants is None else contract.participants.title
            what = "Pseudoniem: een korte tekst of een geheel getal dat niet zegt wie het is."
            return (
                heading,
                unit,
                what,
                "voor elke rij een ander pseudoniem",
                "",
                "",
                "",
                "Elke rij heeft een pseudoniem.",
            )
        case AttributeColumn(heading, attribute):
            allowed = "; ".join(f"{name} ({title})" for name, title in attribute.choices)
            return (
                heading,
                attribute.title,
                "Eigenschap van de deelnemer.",
                allowed,
                "",
                "",
                "",
                _MISSING[Missing.ERROR],
            )
        case DateColumn(heading, moment):
            what = f"Datum van het moment {moment.name} van deze deelnemer."
            absent = "De datum mag niet ontbreken als er op dit moment iets is gemeten."
            return heading, moment.title, what, "een datum, bijvoorbeeld 1-6-2022", "", "", "", absent
        case MeasurementColumn():
            return _measurement(column, contract)


def title_of(column: MeasurementColumn) -> str:
    """What is measured and when, in the words of the contract."""
    if column.moment is None:
        return column.measurement.title
    day = "" if column.moment.day is None else f", {writing.day(column.moment.day)}"
    return f"{column.measurement.title} op {column.moment.title}{day}"


def _measurement(column: MeasurementColumn, contract: Contract) -> tuple[str, ...]:
    measurement = column.measurement
    unit = f" ({measurement.unit})" if measurement.unit else ""
    verifier = "" if measurement.verifier is None else measurement.verifier.title
    if measurement.judge is not None:
        verifier = f"{measurement.judge.title} (naar eigen oordeel)"
    is_absent = measurement.missing is Missing.LEFT_OUT and measurement.level is Level.CONTRACT
    return (
        column.heading,
        title_of(column),
        measurement.definition or "",
        notation.expected(measurement, contract.currency) + unit,
        measurement.source or "",
        measurement.evidence or "",
        verifier,
        _REPORTED if measurement.only_reported else _ABSENT if is_absent else _MISSING[measurement.missing],
    )
