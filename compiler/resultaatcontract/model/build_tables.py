"""Tables by band: read, put in order, and held against the range of the result: no gaps, no overlaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from .. import checks
from ..findings import Note
from ..syntax import tree
from .bounds import show
from .context import Context, reason
from .contract import Reading, Row, TablePrice
from .expressions import Expr, Kind
from .typing import A_KIND, amount, constant_value, fixed
from .units import are_alike, is_fitting, unit_name

_BANDS = "Schrijf een band, bijvoorbeeld `van 0% tot 50%: € 0`."
_POINTS = "Schrijf een punt, bijvoorbeeld `bij 15%: € 1.000`."


def table(
    node: tree.StepTable | tree.SliceTable | tree.LineTable,
    result: Expr,
    bounds: tuple[Fraction | None, Fraction | None],
    whole: bool,
    declared: str | None,
    context: Context,
) -> TablePrice | None:
    """The table of an indicator whose result lies within `bounds` (None: unknown) and is `whole` or not.

    `declared` is the unit that the indicator gives its result.
    """
    reading = {tree.StepTable: Reading.STEP, tree.SliceTable: Reading.SLICE, tree.LineTable: Reading.LINE}[type(node)]
    before = len(context.findings.items)
    if not _is_of_kind(node.rows, result, context):
        return None
    rows = [row for row in (_row(line, reading, result.kind, context) for line in node.rows) if row is not None]
    if len(context.findings.items) > before:
        return None
    units = [line.amount.unit for line in node.rows]
    if not all(
        is_fitting(one, line.amount.span, result, declared, context) for one, line in zip(units, node.rows, strict=True)
    ):
        return None
    words = [
        (line.amount.span, unit_name(one, context) or "")
        for one, line in zip(units, node.rows, strict=True)
        if one is not None
    ]
    if not are_alike(words, context):
        return None
    _check_order(rows, context)
    if len(context.findings.items) == before:
        if reading is Reading.LINE:
            if len(rows) < 2:
                context.findings.add(checks.rc506_table_order.too_few(node.rows[0].span))
        else:
            _check_cover(rows, bounds, whole, result.kind, context)
            _check_reach(rows, bounds, result.kind, context)
    if len(context.findings.items) > before:
        return None
    return TablePrice(span=node.span, assumption=reason(node.assumption), reading=reading, rows=tuple(rows))


def _is_of_kind(nodes: Sequence[tree.Row], result: Expr, context: Context) -> bool:
    """Whether the bands are of the kind of the result; one finding when they are all of another kind."""
    literals = {tree.Number: Kind.NUMBER, tree.Percent: Kind.PERCENT, tree.Amount: Kind.MONEY, tree.Date: Kind.DATE}
    kinds: set[Kind] = set()
    places = []
    for row in nodes:
        for part in (getattr(row.band, name) for name in ("at", "low", "high") if hasattr(row.band, name)):
            literal = part.operand if isinstance(part, tree.Minus) else part
            kinds.add(literals[type(literal)])
            places.append(part.span)
    if len(places) < 2 or len(kinds) != 1 or result.kind in kinds:
        return True
    found = A_KIND[kinds.pop()]
    context.findings.add(checks.rc304_expected_kind.bands(places[0], found, A_KIND[result.kind], result.span))
    return False


def _row(node: tree.Row, reading: Reading, kind: Kind, context: Context) -> Row | None:
    low = high = None
    low_included = high_included = False
    band = node.band
    match band:
        case tree.Point(at):
            low = high = fixed(at, context, kind, "het punt")
            low_included = high_included = True
        case tree.BandFromTo(start, end):
            low, high = fixed(start, context, kind, "de grens"), fixed(end, context, kind, "de grens")
            low_included = True
        case tree.BandFromThrough(start, end):
            low, high = fixed(start, context, kind, "de grens"), fixed(end, context, kind, "de grens")
            low_included = high_included = True
        case tree.BandAboveThrough(start, end):
            low, high = fixed(start, context, kind, "de grens"), fixed(end, context, kind, "de grens")
            high_included = True
        case tree.BandAboveTo(start, end):
            low, high = fixed(start, context, kind, "de grens"), fixed(end, context, kind, "de grens")
        case tree.BandFrom(start):
            low, low_included = fixed(start, context, kind, "de grens"), True
        case tree.BandAbove(start):
            low = fixed(start, context, kind, "de grens")
        case tree.BandTo(end):
            high = fixed(end, context, kind, "de grens")
        case tree.BandThrough(end):
            high, high_included = fixed(end, context, kind, "de grens"), True
    if isinstance(band, tree.Point) is not (reading is Reading.LINE):
        context.findings.add(checks.rc506_table_order.form(band.span, _POINTS if reading is Reading.LINE else _BANDS))
        return None
    closed = low_included and high_included
    if (
        low is not None
        and high is not None
        and reading is not Reading.LINE
        and (low > high or (low == high and not closed))
    ):
        context.findings.add(checks.rc506_table_order.empty(band.span))
        return None
    price = amount(node.amount.price, context)
    if price is None:
        return None
    value = constant_value(price)
    if isinstance(value, Fraction) and value < 0:
        context.findings.add(checks.rc510_negative.finding(node.amount.price.span, "Dit bedrag"))
        return None
    per_unit = node.amount.unit is not None
    if reading is Reading.SLICE and not per_unit:
        context.findings.add(
            checks.rc506_table_order.form(
                node.amount.span, "Schrijf een bedrag per eenheid, bijvoorbeeld `€ 10 per dag`."
            )
        )
        return None
    if reading is Reading.LINE and per_unit:
        context.findings.add(
            checks.rc506_table_order.form(node.amount.span, "Schrijf bij een punt een bedrag zonder `per`.")
        )
        return None
    return Row(
        span=node.span,
        assumption=reason(node.assumption),
        low=low,
        low_included=low_included,
        high=high,
        high_included=high_included,
        amount=price,
        per_unit=per_unit,
        sign=-1 if isinstance(node.amount, tree.RowMalus) else 1,
    )


def _check_order(rows: Sequence[Row], context: Context) -> None:
    for before, row in pairwise(rows):
        if row.low is not None and row.low == row.high == before.low == before.high:
            context.findings.add(checks.rc506_table_order.same_point(row.span, before.span))
        elif row.low is None or (before.low is not None and row.low < before.low):
            context.findings.add(checks.rc506_table_order.order(row.span, before.span))


def _check_cover(
    rows: Sequence[Row],
    bounds: tuple[Fraction | None, Fraction | None],
    whole: bool,
    kind: Kind,
    context: Context,
) -> None:
    """Every value from the lowest to the highest falls in one row. In a `trede`, `vanaf` runs up to the next row."""
    lowest, highest = bounds

    def shown(value: Fraction) -> str:
        return show(value, kind, context.currency)

    first, last = rows[0], rows[-1]
    if first.low is not None and (
        lowest is None or lowest < first.low or (lowest == first.low and not first.low_included)
    ):
        gap = f"{'tot' if first.low_included else 't/m'} {shown(first.low)}"
        context.findings.add(checks.rc504_gap.finding(first.span, gap, []))
    for before, row in pairwise(rows):
        start = row.low
        assert start is not None
        if before.high is None:
            continue  # open above: ends where the next row begins (see `band_ends`)
        end = before.high
        if end > start or (end == start and before.high_included and row.low_included):
            context.findings.add(checks.rc505_overlap.finding(row.span, shown(start), before.span))
        elif end < start:
            if whole and _next_whole(end, before.high_included) >= _next_whole(start, not row.low_included):
                continue
            gap = _between(before, row, whole, shown)
            context.findings.add(checks.rc504_gap.finding(row.span, gap, [Note(before.span, "de regel ervoor")]))
        elif not before.high_included and not row.low_included:
            context.findings.add(
                checks.rc504_gap.finding(
                    row.span, f"van precies {shown(start)}", [Note(before.span, "de regel ervoor")]
                )
            )
    if last.high is not None and (
        highest is None or highest > last.high or (highest == last.high and not last.high_included)
    ):
        gap = f"{'boven' if last.high_included else 'vanaf'} {shown(last.high)}"
        context.findings.add(checks.rc504_gap.finding(last.span, gap, []))


def _check_reach(
    rows: Sequence[Row], bounds: tuple[Fraction | None, Fraction | None], kind: Kind, context: Context
) -> None:
    """A warning for a row in which no result can fall."""
    lowest, highest = bounds
    for row in rows:
        too_high = row.low is not None and highest is not None
        if too_high and (row.low > highest or (row.low == highest and not row.low_included)):  # type: ignore[operator]
            bound = f"ten hoogste {show(highest, kind, context.currency)}"  # type: ignore[arg-type]
            context.warnings.append(checks.rc513_always_or_never.row(row.span, bound))
        too_low = row.high is not None and lowest is not None
        if too_low and (row.high < lowest or (row.high == lowest and not row.high_included)):  # type: ignore[operator]
            bound = f"ten minste {show(lowest, kind, context.currency)}"  # type: ignore[arg-type]
            context.warnings.append(checks.rc513_always_or_never.row(row.span, bound))


def _between(before: Row, row: Row, whole: bool, shown: Callable[[Fraction], str]) -> str:
    """The values between two rows as a band."""
    assert before.high is not None
    assert row.low is not None
    if whole:
        start = _next_whole(before.high, before.high_included)
        end = _next_whole(row.low, not row.low_included) - 1
        low, high = shown(Fraction(start)), shown(Fraction(end))
        return f"van {low}" if start == end else f"van {low} t/m {high}"
    opening = "boven" if before.high_included else "van"
    return f"{opening} {shown(before.high)} {'tot' if row.low_included else 't/m'} {shown(row.low)}"


def _next_whole(value: Fraction, after: bool) -> int:
    """The first whole number from a bound on: from `value` itself, or after it."""
    floor = value.numerator // value.denominator
    return floor + 1 if after or floor < value else floor
