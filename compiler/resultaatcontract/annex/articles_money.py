"""Indexation and VAT."""

from __future__ import annotations

from ..document.model import Clause, Table
from ..model.contract import Deduction, ForgivenessPrice, RebatePrice, TrancheKind, WeightPrice
from ..model.expressions import Aggregate, Measured, ResultOf
from ..plan.prices import amounts_in
from ..text import writing
from .elements import elements
from .limits import all_steps
from .sources import lines_of, sourced
from .wording import Writer, called, capital, listing, quoted, text


def indexation(w: Writer) -> list[Clause]:
    index = w.contract.indexation
    if index is None:
        return []
    series = index.series
    mark = w.mark(index.assumption, "de indexering") + w.mark(series.assumption, f"de reeks {quoted(series.title)}")
    reasons = series.assumptions or (None,) * len(series.values)
    rows = []
    for (year, value), reason in zip(series.values, reasons, strict=True):
        rows.append((str(year), writing.number(value) + w.mark(reason, f"het indexcijfer van {year}")))
    clauses = [
        Clause(
            text=(
                f"{_indexed(w)} waarmee een resultaat wordt vergoed, wordt geïndexeerd met de reeks {quoted(series.title)}{mark}. "
                "Het bedrag wordt vermenigvuldigd met het indexcijfer van het jaar van het resultaat en gedeeld door dat "
                f"van het basisjaar {index.base_year}."
            ),
            tables=(Table(("Jaar", "Indexcijfer"), tuple(rows), amounts=(1,)),),
            names=(text(series.title),) if series not in w.yearly else (),
        ),
        Clause(text=_year(w)),
        Clause(text=f"{_not_indexed(w)} worden niet geïndexeerd."),
    ]
    return sourced(clauses, index)


def _indexed(w: Writer) -> str:
    """«Ieder vast bedrag en iedere weging»: what of the two the contract pays with."""
    prices = [one.price for one in w.contract.indicators if one.price is not None]
    words = ["ieder vast bedrag"] if any(not isinstance(one, WeightPrice) for one in prices) else []
    words += ["iedere weging"] if any(isinstance(one, WeightPrice) for one in prices) else []
    return capital(listing(words))


def _year(w: Writer) -> str:
    """Of what year a result is, for the kinds of result that the contract has."""
    paid = [one for one in w.contract.indicators if one.price is not None]
    others = [one for one in paid if one.period is None]
    words = []
    if others:
        words.append(
            "Het jaar van een resultaat is het kalenderjaar van het laatste moment van de metingen waarop het resultaat en zijn "
            "voorwaarden berusten. Is er geen moment met een datum, dan geldt het jaar van de eindafrekening."
        )
    if len(others) < len(paid):
        lead = "Bij een indicator die per periode wordt bepaald, geldt" if others else "Het jaar van een resultaat is"
        words.append(f"{lead} het kalenderjaar waarin de periode eindigt.")
    words.append(
        "Voor een jaar vóór het eerste jaar van de tabel geldt het indexcijfer van het eerste jaar, en voor een jaar na het "
        "laatste dat van het laatste."
    )
    return " ".join(words)


def _not_indexed(w: Writer) -> str:
    """«Grenzen, voorschotten en termijnen»: the amounts that indexation leaves as they are."""
    words = ["Grenzen"]
    if any(isinstance(step, Deduction) for step in all_steps(w.contract)):
        words.append("aftrekken")
    kinds = {one.kind for one in w.contract.tranches}
    words += ["voorschotten"] if TrancheKind.ADVANCE in kinds else []
    words += ["termijnen"] if TrancheKind.INSTALMENT in kinds else []
    prices = [one.price for one in w.contract.indicators]
    amounts = [amount for price in prices if price is not None for amount in amounts_in(price)]
    if any(isinstance(one, Measured | ResultOf | Aggregate) for amount in amounts for one in elements(amount)):
        words.append("bedragen die van een meting afhangen")
    if w.contract.in_years:
        words.append("bedragen die in een reeks per kalenderjaar staan")
    if any(isinstance(price, ForgivenessPrice | RebatePrice) for price in prices):
        words += ["kwijtscheldingen", "rentekortingen"]
    return listing(words) + ("," if " die " in words[-1] else "")


def vat(w: Writer) -> list[Clause]:
    found = w.contract.vat
    if found is None:
        return []
    if found.rate is None:
        return [Clause(text="De vergoeding is vrijgesteld van btw.", source=lines_of(found))]
    mark = w.mark(found.assumption, "het btw-tarief")
    rate = writing.percent(found.rate)
    if w.contract.vat_basis == "inclusief btw":
        words = f"In de vergoeding is {rate} btw begrepen{mark}."
    else:
        words = f"Over de vergoeding is {rate} btw verschuldigd{mark}. De btw komt boven op de vergoeding."
    if found.bearer is None:
        words += " De btw komt ten laste van iedere betaler, over het bedrag dat deze betaalt."
    else:
        words += f" De btw komt ten laste van {called(found.bearer)}."
    first = Clause(text=words, source=lines_of(found))
    if len(w.contract.tranches) == 1:
        how = f"De btw wordt per betaler berekend over wat deze betaalt, en afgerond op {w.smallest}."
        return [first, Clause(text=how)]
    how = (
        f"De btw wordt per betaler berekend over alles wat tot en met de tranche is betaald, en afgerond op {w.smallest}. De btw "
        "over eerdere tranches wordt daarop in mindering gebracht."
    )
    return [first, Clause(text=how)]
