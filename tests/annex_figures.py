"""Which figures a contract's model holds, and which figures stand in its annex; for the test that these are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from resultaatcontract.annex.elements import elements
from resultaatcontract.annex.wording import DAY_COUNTS, text
from resultaatcontract.document.model import Clause, Document, Item
from resultaatcontract.model import contract as m
from resultaatcontract.model import expressions as e
from resultaatcontract.model.typing import constant_value
from resultaatcontract.text import writing
from resultaatcontract.text.reading import decimals

# Articles that state what holds; the others explain, and repeat.
NOT_NORMATIVE = frozenset(
    ("Financiële reikwijdte", "Aannames", "Rekenvoorbeelden", "Toelichting", "Herkomst van deze bijlage")
)

# The fields of the model that hold a person's words.
_WRITTEN = frozenset(
    (
        "address", "assumption", "choices", "definition", "evidence", "form", "notes", "plural", "reference",
        "registration", "representative", "short", "source", "title",
    )
)  # fmt: skip

_MONTH = "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_FIGURE = re.compile(rf"[0-9]{{1,2}} {_MONTH} [0-9]{{4}}|−?[0-9][0-9.]*(?:,[0-9]+)?(?: [0-9]+/[0-9]+)?%?")


def shown(value: Fraction | int | date, kind: e.Kind, currency: str) -> str:
    """The figure itself, without currency: «5.000,00», «23 1/3%», «1 januari 2027»."""
    if isinstance(value, date):
        return writing.day(value)
    match kind:
        case e.Kind.MONEY:
            return writing.money(value, currency).partition("\u00a0")[2]
        case e.Kind.PERCENT:
            return writing.percent(Fraction(value))
    return writing.number(value)


def model_figures(contract: m.Contract) -> Iterator[str]:
    """Every figure that the function uses, in Dutch notation."""
    currency = contract.currency
    waived = set(_zeros_in_words(contract))

    def amount(value: Fraction) -> str:
        return shown(value, e.Kind.MONEY, currency)

    for one in elements(contract):
        match one:
            case e.Literal(value=value, kind=kind) if not isinstance(value, bool) and id(one) not in waived:
                yield shown(value, kind, currency)
            case e.Shifted(words=words):
                yield _number_of(words)
            case m.Period() if not _is_spoken_of(contract, one):
                continue
            case m.Period(first=first, last=last, moments=moments):
                # The annex names the first and the last period; the days between follow from these.
                yield from (writing.day(first), writing.day(last))
                yield from (one.name.rpartition("_")[2] for one in (moments[0], moments[-1]))
            case m.Moment(day=day, words=words, period=period):
                if day is not None and period is None:
                    yield writing.day(day)
                if words:
                    yield _number_of(words)
            case m.Period(name=name, first=first, last=last, moments=moments):
                yield from (writing.day(first), writing.day(last))
                yield from (moment.name.removeprefix(f"{name}_") for moment in moments)
            case m.Measurement(low=low, high=high, step=step, kind=kind, whole=whole) if low is not None:
                assert high is not None
                assert step is not None
                yield shown(low, kind, currency)
                yield shown(high, kind, currency)
                cents = kind is e.Kind.MONEY and step == Fraction(1, 10 ** decimals(currency))
                if not (whole and step == 1) and not cents:
                    yield writing.number(step * 100) if kind is e.Kind.PERCENT else shown(step, kind, currency)
            case e.Settled(year=int() as year):
                yield str(year)
            case m.Constant(value=value, kind=kind) if not isinstance(value, bool):
                yield shown(value, kind, currency)
            case m.Series(values=values, kind=kind):
                for year, found in values:
                    yield str(year)
                    yield shown(found, kind, currency)
            case m.Indexation(base_year=year):
                yield str(year)
            case m.Loan(principal=principal, day=day, rate=rate):
                yield from (amount(principal), writing.day(day), writing.percent(rate))
            case m.WeightPrice(weight=weight) | m.Group(weight=Fraction() as weight):
                yield writing.percent(weight)
            case m.ForgivenessPrice(share=share) | m.TopUp(share=share):
                yield writing.percent(share)
            case m.RebatePrice(rate=rate, first=first, last=last):
                yield writing.percent(rate)
                yield from (writing.day(day) for day in (first, last) if day is not None)
            case m.RoundTo(unit=unit):
                yield amount(unit)
            case m.BearerLine(share=Fraction() as share):
                yield writing.percent(share)
            case m.SharedReceivers(shares=shares) if len(shares) > 1:
                yield from (writing.percent(share) for _, share in shares)
            case m.ReturnClaim(rate=rate):
                yield writing.percent(rate)
            case m.PrincipalClaim(part=part) if part != 1:
                yield writing.percent(part)
            case m.Deposit(amount=found, day=day):
                yield from (amount(found), writing.day(day))
            case m.Tranche(day=day, share=share, cut_off=cut_off, kind=sort):
                yield writing.day(day)
                if sort not in (m.TrancheKind.ADVANCE, m.TrancheKind.INSTALMENT):  # these count no results
                    yield writing.day(cut_off)
                if share is not None:
                    yield writing.percent(share)
            case m.Vat(rate=Fraction() as rate):
                yield writing.percent(rate)
            case m.Recovery(within=str() as within):
                yield _number_of(within)
            case m.Participants(maximum_number=int() as number):
                yield writing.number(number)
            case m.Contract(first=first, last=last, run_off=run_off):
                yield from (writing.day(day) for day in (first, last, run_off) if day is not None)
            case m.Indicator(first=int() as number):
                yield writing.number(number)
        match one:
            case m.Group(at_most=int() as at_most) if at_most > 1:
                yield writing.number(at_most)
            case m.Indicator(price=m.TablePrice(rows=rows), result=result):
                for row in rows:
                    yield from (shown(end, result.kind, currency) for end in (row.low, row.high) if end is not None)
            case m.Loan(day_count=day_count) | m.ReturnClaim(day_count=day_count):
                yield from _FIGURE.findall(DAY_COUNTS[day_count])


def worked_out(contract: m.Contract) -> Iterator[str]:
    """What sums of known values come to, and weights of a known maximum: the annex says these too."""
    for one in elements(contract):
        match one:
            case e.Apply(kind=kind):
                known = constant_value(one)
                if isinstance(known, Fraction):
                    yield shown(known, kind, contract.currency)
            case m.WeightPrice(weight=weight, maximum=maximum):
                whole = constant_value(maximum)
                if isinstance(whole, Fraction):
                    yield shown(weight * whole, e.Kind.MONEY, contract.currency)


def _is_spoken_of(contract: m.Contract, period: m.Period) -> bool:
    """Whether the period is one of a measurement or indicator, and not of the titles of tranches alone."""
    parts = (contract.measurements, contract.parts, contract.participant_steps, contract.levels, contract.steps)
    names = {one.name for one in elements((*parts, contract.payments, contract.tranches)) if isinstance(one, m.Period)}
    return period.name in names or period.assumption is not None


def _number_of(words: str) -> str:
    return words.split(" ")[0]


def _zeros_in_words(contract: m.Contract) -> Iterator[int]:
    """Zeros that the annex says in words: «hoger dan» for a rise of more than 0, «nooit lager dan nul» for a minimum of 0."""
    for one in elements(contract):
        match one:
            case m.Floor(amount=e.Literal(value=Fraction() as least) as zero, at_the_end=False) if not least:
                yield id(zero)
            case e.Apply(operator=e.Operator.HIGHEST, arguments=(_, e.Literal(value=Fraction() as bound) as zero)):
                if not bound:
                    yield id(zero)
            case e.Apply(
                operator=operator, arguments=(e.Apply(operator=change), e.Literal(value=Fraction() as bound) as zero)
            ):
                changes = (e.Operator.RISE, e.Operator.FALL, e.Operator.RELATIVE_RISE, e.Operator.RELATIVE_FALL)
                if change in changes and operator is e.Operator.MORE and not bound:
                    yield id(zero)


# ------------------------------------------------------------------ the annex


def normative_texts(annex: Document) -> Iterator[str]:
    """Every text of the articles that state what holds, without the numbers of clauses and items."""
    for article in annex.articles:
        if article.title in NOT_NORMATIVE:
            continue
        for block in article.blocks:
            if not isinstance(block, Clause):
                yield block.title
                continue
            yield from (block.heading, block.text, block.closing)
            yield from (part for one in block.items for part in _items(one))
            for definition in block.definitions:
                yield from (definition.term, definition.text)
            for table in block.tables:
                yield from (cell for row in (table.columns, *table.rows) for cell in row)


def _items(item: Item) -> Iterator[str]:
    yield item.text
    for inner in item.items:
        yield from _items(inner)


def annex_figures(annex: Document, contract: m.Contract) -> Iterator[str]:
    """Every figure in the normative articles that stands in no text of the author and is no reference."""
    texts = sorted({text(one) for one in author_texts(contract) if one.strip()}, key=len, reverse=True)
    for one in normative_texts(annex):
        for quote in texts:
            # Behind a colon a text of the author begins with a small letter.
            one = re.sub(rf"(?<!\w)(?i:{re.escape(quote[0])}){re.escape(quote[1:].rstrip('.'))}(?!\w)", "…", one)
        one = re.sub(r"artikel [0-9]+|\(aanname [0-9]+\)|\([A-Z]+[0-9]+\)", "", one)
        yield from (found.group().rstrip(".") for found in _FIGURE.finditer(one))


def author_texts(node: Any) -> Iterator[str]:
    """Every text of the model that a person wrote: titles, definitions, names of parties, notes."""
    for one in elements(node):
        for field in fields(one):
            if field.name in _WRITTEN:
                yield from _strings(getattr(one, field.name))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and not is_dataclass(value):
        for one in value:
            yield from _strings(one)
