"""Who pays what over the years: the proved bounds of every payer in every calendar year, as a drawing and in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from ..document.bands import Band, Certainty, End, bands
from ..document.model import Figure
from ..prove.bounds import YearReach
from ..prove.prover import Bound, Verdict
from ..record import record
from ..text.reading import decimals
from .wording import Writer, capital

_MOST_ROWS = 40  # that fit a page
_LEGEND = (
    (Certainty.REACHED, "dit bedrag komt voor"),
    (
        Certainty.CERTAIN,
        "tussen haakjes: zeker is dat het niet lager of hoger is; het bedrag zelf komt misschien niet voor",
    ),
    (Certainty.UNKNOWN, "er is geen grens bewezen"),
)


@record
class _Row:
    """One payer in years that follow on each other and are alike."""

    payer: str
    first: int
    last: int
    low: End
    high: End


def year_figure(w: Writer, found: Sequence[YearReach]) -> Figure | None:
    """None when no highest amount is proved, when it is one amount only, or when there is too much for a page."""
    rows = _rows(w, found)
    known = [one for one in rows if one.low.value is not None or one.high.value is not None]
    if all(one.high.value is None for one in known) or len(rows) < 2 or len(known) > _MOST_ROWS:
        return None
    ends = {end.certainty for one in known for end in (one.low, one.high)}
    names = list(dict.fromkeys(one.payer for one in known))
    subjects = [
        (
            capital(w.party(name)) if len(names) > 1 else "",
            [Band(_period(one), one.low, one.high, _beside(w, one)) for one in known if one.payer == name],
        )
        for name in names
    ]
    legend = [one for one in _LEGEND if one[0] in ends]
    said = [_said(w, one) for one in known]
    if len(known) < len(rows):
        said.append("Voor andere betalers of jaren is geen grens bewezen.")
    return Figure("Wat iedere betaler per kalenderjaar betaalt", " ".join(said), bands(subjects, legend))


def _rows(w: Writer, found: Sequence[YearReach]) -> list[_Row]:
    scale = 10 ** decimals(w.contract.currency)
    each = [(one, _end(one.lowest, scale), _end(one.highest, scale)) for one in found]
    rows = []
    for (payer, low, high), run in groupby(each, key=lambda one: (one[0].payer, one[1], one[2])):
        years = [one.year for one, _, _ in run]
        start = years[0]
        for year, following in zip(years, [*years[1:], 0], strict=True):
            if following != year + 1:
                rows.append(_Row(payer, start, year, low, high))
                start = following
    return rows


def _end(bound: Bound, scale: int) -> End:
    if bound.proved is None:
        return End(None, Certainty.UNKNOWN)
    certainty = Certainty.REACHED if bound.verdict is Verdict.PROVED else Certainty.CERTAIN
    return End(Fraction(bound.proved) / scale, certainty)


def _period(one: _Row) -> str:
    return str(one.first) if one.first == one.last else f"{one.first} t/m {one.last}"


def _beside(w: Writer, one: _Row) -> str:
    """«€ 0,00 – (€ 5.000,00)»."""
    shown = [_written(w, end, low) for end, low in ((one.low, True), (one.high, False))]
    alone = one.low == one.high and one.low.certainty is Certainty.REACHED
    return shown[0] if alone else " – ".join(shown)


def _written(w: Writer, end: End, low: bool) -> str:
    match end.certainty:
        case Certainty.UNKNOWN:
            return "?"
        case Certainty.CERTAIN:
            return f"({_money(w, end, low)})"
        case Certainty.REACHED:
            return _money(w, end, low)


def _said(w: Writer, one: _Row) -> str:
    years = f"In {one.first}" if one.first == one.last else f"In ieder jaar van {one.first} tot en met {one.last}"
    lead = f"{years} betaalt {w.party(one.payer)}"
    if one.low == one.high and one.low.certainty is Certainty.REACHED:
        return f"{lead} {_money(w, one.low, True)}."
    parts = []
    for end, exact, certain, low in (
        (one.low, "ten minste", "niet minder dan", True),
        (one.high, "ten hoogste", "niet meer dan", False),
    ):
        if end.value is not None:
            words = exact if end.certainty is Certainty.REACHED else certain
            parts.append(f"{words} {_money(w, end, low)}")
    return f"{lead} {' en '.join(parts)}."


def _money(w: Writer, end: End, low: bool) -> str:
    """An end in whole smallest units, on its safe side."""
    assert end.value is not None
    scale = 10 ** decimals(w.contract.currency)
    amount = end.value * scale
    return w.money(Fraction(amount // 1 if low else -(-amount // 1), scale))
