"""Drawings in the annex, each with words that say the same: what a table pays for a result, and where money goes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ..document.charts import Piece, Stream, Tick, flow, graph
from ..document.model import Figure
from ..model.contract import (
    ByAttribute,
    Indicator,
    Payment,
    PrincipalClaim,
    Reading,
    ReturnClaim,
    Row,
    SharedReceivers,
    TablePrice,
    Waterfall,
)
from ..plan.curve import curve_of
from ..text import writing
from .articles_payers import is_malus
from .wording import Writer, capital, listing, quoted, text, unit_word

_READINGS = {
    Reading.STEP: "Het bedrag springt bij iedere grens.",
    Reading.SLICE: "Ieder deel van het resultaat heeft zijn eigen prijs; het bedrag loopt zonder sprong door.",
    Reading.LINE: "Tussen de punten loopt het bedrag in een rechte lijn.",
}

# ------------------------------------------------------------------ an amount against a result


def price_figure(w: Writer, indicator: Indicator) -> Figure | None:
    """What the table of an indicator pays, before any limit; None when it depends on what is measured."""
    price = indicator.price
    if not isinstance(price, TablePrice):
        return None
    kind = indicator.result.kind
    paid = curve_of(w.contract, price, kind)
    bounds = _bounds(price.rows)
    named = {value for row in price.rows for value in (row.low, row.high) if value is not None}
    if paid is None or len(bounds) < 2:
        return None

    pieces: list[Piece] = []
    stepped = price.reading is Reading.STEP
    for index, (low, high) in enumerate(pairwise(bounds)):
        row = _row_at(price.rows, (low + high) / 2)
        # The straight line between two bounds, from two points well inside.
        third = (high - low) / 3
        first, second = paid(low + third), paid(high - third)
        rise = second - first
        pieces.append(
            Piece(
                (low, first - rise),
                (high, second + rise),
                start_counts=not stepped or row is None or row.low_included,
                end_counts=not stepped or row is None or row.high_included,
                open_start=index == 0 and low not in named,
                open_end=index == len(bounds) - 2 and high not in named,
            )
        )
    across = [Tick(value, w.value(value, kind)) for value in bounds if value in named]
    ends = [one.start for one in pieces if not one.open_start] + [one.end for one in pieces if not one.open_end]
    heights = sorted({amount for _, amount in ends})
    up = [Tick(value, w.money(value)) for value in heights if _is_whole_cent(w, value)]
    unit = "" if indicator.unit is None else f" ({unit_word(indicator.unit)})"
    drawing = graph(pieces, across, up, f"resultaat{unit}", "vergoeding", price.reading is Reading.SLICE)
    said = [_said(w, one, indicator) for one in pieces]
    description = f"{_READINGS[price.reading]} {' '.join(said)}"
    return Figure(f"Vergoeding naar resultaat: {text(indicator.title)}", description, drawing)


def _bounds(rows: tuple[Row, ...]) -> list[Fraction]:
    """Where the line can bend, and a little of what lies beyond an open end."""
    known = sorted({value for row in rows for value in (row.low, row.high) if value is not None})
    if not known:
        return []
    width = (known[-1] - known[0]) or abs(known[0]) or Fraction(1)
    if any(row.high is None for row in rows):
        known.append(known[-1] + width / 4)
    if any(row.low is None for row in rows):
        known.insert(0, known[0] - width / 4)
    return known


def _row_at(rows: tuple[Row, ...], value: Fraction) -> Row | None:
    return next(
        (row for row in rows if (row.low is None or row.low <= value) and (row.high is None or value <= row.high)), None
    )


def _is_whole_cent(w: Writer, value: Fraction) -> bool:
    return (value * 100).denominator == 1


def _said(w: Writer, one: Piece, indicator: Indicator) -> str:
    kind = indicator.result.kind
    (low, start), (high, end) = one.start, one.end
    first, last = w.value(low, kind), w.value(high, kind)
    if one.open_start:
        return f"Tot {last} {'is' if start == end else 'gaat'} het {'' if start == end else 'naar '}{_amount(w, end)}."
    if one.open_end:
        place = f"{'Vanaf' if one.start_counts else 'Boven'} {first}"
        return f"{place} {'blijft het' if start == end else 'gaat het verder vanaf'} {_amount(w, start)}."
    place = f"Van {first} tot {last}"
    return (
        f"{place} is het {_amount(w, start)}."
        if start == end
        else f"{place} gaat het van {_amount(w, start)} naar {_amount(w, end)}."
    )


def _amount(w: Writer, value: Fraction) -> str:
    return writing.shortened_money(value, w.contract.currency)


# ------------------------------------------------------------------ where money goes


def flow_figure(w: Writer) -> Figure | None:
    """From the payers through each `betaling` to the receivers; None when one pays all to one."""
    streams = [_stream(w, one) for one in w.contract.payments]
    if len(streams) == 1 and len(streams[0].sources) + len(streams[0].targets) <= 2:
        return None
    said = [
        f"Er gaat geld van {listing([name for name, _ in one.sources])} "
        f"naar {listing([name for name, _ in one.targets])}{'' if len(streams) == 1 else f' ({one.title})'}."
        for one in streams
    ]
    return Figure("Wie betaalt en wie ontvangt", " ".join(said), flow([_capitals(one) for one in streams]))


def _stream(w: Writer, payment: Payment) -> Stream:
    title = "Vergoeding" if len(w.contract.payments) == 1 else listing([text(one.title) for one in payment.indicators])
    sources: list[tuple[str, str]] = []
    for line in payment.bearers:
        words = (
            "naar verhouding" if line.proportion is not None else f"draagt {writing.percent(line.share or Fraction(0))}"
        )
        if isinstance(line.who, ByAttribute):
            by = quoted(line.who.attribute.title)
            sources += [(name, f"naar {by}") for name in dict.fromkeys(w.party(p.name) for _, p in line.who.parties)]
        else:
            sources.append((w.party(line.who.name), words))
    for number, order in enumerate(payment.order, 1):
        sources.append((w.party(order.party.name), f"als {number}e" if order.amount is not None else "de rest"))
    for top_up in payment.top_ups:
        sources.append((w.party(top_up.party.name), f"legt {writing.percent(top_up.share)} bij"))
    targets = _targets(w, payment)
    if is_malus(payment):
        # Its receivers owe its payers: the money goes the other way.
        owing = tuple((name, words.replace("ontvangt", "draagt")) for name, words in targets)
        return Stream(title, owing, tuple((name, words.replace("draagt", "ontvangt")) for name, words in sources))
    return Stream(title, tuple(sources), tuple(targets))


def _capitals(one: Stream) -> Stream:
    """As the boxes show it."""
    sources, targets = (tuple((capital(name), words) for name, words in side) for side in (one.sources, one.targets))
    return Stream(one.title, sources, targets)


def _targets(w: Writer, payment: Payment) -> list[tuple[str, str]]:
    match payment.receivers:
        case SharedReceivers(shares=shares):
            return [
                (w.party(party.name) if party is not None else f"de {w.many}", f"ontvangt {writing.percent(share)}")
                for party, share in shares
            ]
        case ByAttribute(attribute=attribute, parties=parties):
            by = f"naar {quoted(attribute.title)}"
            return [(name, by) for name in dict.fromkeys(w.party(party.name) for _, party in parties)]
        case Waterfall(claims=claims, rest=rest):
            found: list[tuple[str, str]] = []
            for claim in claims:
                match claim:
                    case PrincipalClaim(parties=investors):
                        found += [(w.party(one.name), "inleg terug") for one in investors]
                    case ReturnClaim(parties=investors):
                        found += [(w.party(one.name), "rendement") for one in investors]
                    case _:
                        found.append((w.party(claim.party.name), "een vast bedrag"))
            found += [(w.party(one.name) if one is not None else f"de {w.many}", "de rest") for one, _ in rest.shares]
            merged: dict[str, list[str]] = {}
            for name, words in found:
                merged.setdefault(name, []).append(words)
            return [(name, listing(list(dict.fromkeys(words)))) for name, words in merged.items()]
