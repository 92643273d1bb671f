"""RC508: a range that is empty or of the wrong kind."""

from __future__ import annotations

from datetime import date

from ..findings import Finding, Rule, Severity
from ..text import writing
from ..text.source import Span

RULE = Rule(
    code="RC508",
    name="bereik",
    severity=Severity.ERROR,
    title="Een bereik, looptijd of periode klopt niet",
    what=(
        "Een meting heeft een laagste en een hoogste waarde van de juiste soort; de laagste ligt onder de hoogste. Ook een "
        "looptijd, uitloop of periode begint vóór zij eindigt, en een periode deelt haar dagen in gelijke delen."
    ),
    why="Met een leeg bereik is elke meting fout; met een lege looptijd valt er niets te betalen.",
    bad="meting cijfer op T1: getal 10 t/m 1",
    good="meting cijfer op T1: getal 1 t/m 10",
)


def wrong_kind(span: Span, expected: str) -> Finding:
    examples = {"percentage": "0% t/m 100%", "bedrag": "€ 0 t/m € 10.000", "getal": "0 t/m 100"}
    return RULE.finding(
        span,
        f"“{span.text}” is geen {expected}.",
        f"Schrijf het hele bereik als {expected}, bijvoorbeeld {examples.get(expected, '0 t/m 100')}.",
    )


def empty(span: Span) -> Finding:
    return RULE.finding(span, "De laagste waarde ligt niet onder de hoogste.", "Verwissel de grenzen, of kies andere.")


def no_term(span: Span, first: date, last: date) -> Finding:
    return RULE.finding(
        span,
        f"De laatste dag van de looptijd ({writing.day(last)}) ligt vóór de eerste ({writing.day(first)}).",
        "Verwissel de datums, of kies andere.",
    )


def no_period(span: Span) -> Finding:
    """For an interest rebate over a period that runs back."""
    return RULE.finding(
        span, "De laatste dag van deze periode ligt vóór de eerste.", "Verwissel de datums, of kies andere."
    )


def no_whole_periods(span: Span, every: str, first: date, last: date, whole: date, is_given: bool) -> Finding:
    """For days that aren't a whole number of periods; `whole` is the last day with which they would be.

    `is_given`: the text names the days of the period; otherwise they are those of the term.
    """
    fitting = f"van {writing.day(first)} t/m {writing.day(whole)}"
    remedy = (
        f"Pas de dagen aan, bijvoorbeeld: `{fitting}`." if is_given else f"Noem zelf de dagen: `is {every} {fitting}`."
    )
    return RULE.finding(
        span,
        f"Van {writing.day(first)} t/m {writing.day(last)} is geen geheel aantal keren een {every.split()[-1]}.",
        remedy,
    )


def no_run_off(span: Span) -> Finding:
    return RULE.finding(
        span,
        "De uitloop eindigt niet later dan de looptijd.",
        "Kies een latere datum, of haal de uitloop weg.",
    )


def uneven(span: Span, step: str) -> Finding:
    """For ends that don't fit the step that holds when none is written."""
    return RULE.finding(
        span,
        f"De hoogste waarde is vanaf de laagste niet te bereiken in stappen van {step}.",
        "Pas een van beide grenzen aan.",
    )


def wrong_step(span: Span) -> Finding:
    return RULE.finding(
        span,
        "De stap past niet in het bereik.",
        "Kies een stap groter dan nul waarmee de hoogste waarde vanaf de laagste te bereiken is.",
    )
