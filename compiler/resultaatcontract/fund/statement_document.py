"""The statement of a fund as a document: its position, and then every contract that was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .. import __version__
from ..document.model import Block, Clause, Document, Section, Table
from ..driver import CompiledFund
from ..findings.visible import visible
from ..statement.document import Settled, numbered, statement_parts
from ..text import writing
from ..text.reading import decimals
from .pay import FundOutcome


def fund_document(
    compiled: CompiledFund, outcome: FundOutcome, settled: Sequence[Settled], earlier: Sequence[str]
) -> Document:
    """`settled` holds the contracts with results, in the order of the fund; `earlier` the sha256 of earlier statements."""
    fund = compiled.fund
    details = [("Fonds", fund.title), ("Kenmerk", fund.reference)]
    parts: list[tuple[str, Sequence[Block]]] = [("Stand van het fonds", _position(compiled, outcome))]
    for one in settled:
        blocks: list[Block] = []
        for title, own in statement_parts(one):
            if own:
                blocks += [Section(title), *own]
        parts.append((visible(one.compiled.contract.title), blocks))
    parts.append(("Kwitantie van het fonds", [_receipt(compiled, earlier)]))
    return Document(
        title="Afrekening van het fonds",
        details=tuple((label, visible(value)) for label, value in details if value is not None),
        articles=numbered(parts),
    )


def _position(compiled: CompiledFund, outcome: FundOutcome) -> list[Block]:
    fund = compiled.fund

    def money(value: int) -> str:
        return writing.money(Fraction(value, 10 ** decimals(fund.currency)), fund.currency)

    def table(column: str, caption: str, names: Mapping[str, str], amounts: Mapping[str, int]) -> list[Table]:
        rows = [(_capital(names.get(name, name)), money(value)) for name, value in amounts.items()]
        return [Table((column, "Bedrag"), tuple(rows), caption, (1,))] if rows else []

    told = [f"Van het budget van {writing.money(fund.budget, fund.currency)} is {money(outcome.total)} betaald."]
    if fund.reinvestment is not None:
        told.append(
            f"Het fonds ontving {money(outcome.received)}; daarvan is {money(outcome.reinvested)} opnieuw ingezet."
        )
    told.append(f"Over is {money(outcome.left)}.")
    members = Table(
        ("Overeenkomst", "Gereserveerd", "Betaald", "Paste niet in het fonds"),
        tuple(
            (
                visible(one.title),
                writing.money(one.reserved, fund.currency),
                money(outcome.paid[one.name]) if one.name in outcome.members else "nog geen resultaten",
                money(outcome.refused.get(one.name, 0)),
            )
            for one in fund.members
        ),
        "Per overeenkomst",
        (1, 2, 3),
    )
    parties = {one.name: visible(one.called) for one in fund.parties}
    returned = outcome.returned if any(outcome.returned.values()) else {}
    return [
        Clause(
            " ".join(told),
            tables=(
                members,
                *table(
                    "Uitvraag", "Per uitvraag", {one.name: visible(one.title) for one in fund.calls}, outcome.by_call
                ),
                *table("Kalenderjaar", "Per kalenderjaar", {}, {str(year): v for year, v in outcome.years.items()}),
                *table("Partij", "Ten laste van", parties, outcome.borne),
                *table("Partij", "Terug naar", parties, returned),
            ),
        )
    ]


def _receipt(compiled: CompiledFund, earlier: Sequence[str]) -> Clause:
    rows = (
        ("Tekst van het fonds (SHA-256)", compiled.digest),
        *(("Eerdere afrekening (SHA-256)", one) for one in earlier),
        ("Programma", f"resultaatcontract {__version__}"),
    )
    return Clause(
        "De kenmerken van de metingen staan bij iedere overeenkomst.", tables=(Table(("Gegeven", "Waarde"), rows),)
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
