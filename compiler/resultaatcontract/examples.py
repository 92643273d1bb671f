"""Runs the examples of a contract and compares every expected amount, to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from . import checks
from .driver import Compiled, CompiledFund, compile_any
from .findings import Finding, Findings, Rejected
from .model.contract import Contract, Example, Expectation, Expected, Measurement, Missing
from .model.expressions import Kind, Level
from .outputs.outcome import Outcome, pay
from .plan import graph as g
from .plan.inputs import Measured, Participant, Results
from .plan.plan import Plan
from .reuse import Loader, Parser, is_library
from .text import writing
from .text.reading import decimals
from .text.source import Source, Span
from .verdict import Verdict


def check_examples(compiled: Compiled, findings: Findings) -> None:
    """Add a finding for every example that lacks a value or gives another amount than expected."""
    for _, wrong in failing(compiled):
        findings.items += wrong


def all_failing(compiled: Compiled | CompiledFund) -> Iterator[tuple[str, list[Finding]]]:
    """The title of every example of a contract or a fund, with what is wrong with it."""
    if isinstance(compiled, CompiledFund):
        from .fund.examples import failing_fund

        for fund_example, wrong in failing_fund(compiled):
            yield fund_example.title, wrong
        return
    for example, wrong in failing(compiled):
        yield example.title, wrong


def failing(compiled: Compiled) -> Iterator[tuple[Example, list[Finding]]]:
    """Every example with what is wrong with it; an empty list when it comes out to the cent."""
    for example in compiled.contract.examples:
        wrong = list(incomplete(example, compiled.contract, compiled.plan))
        if not wrong:
            outcome = pay(compiled.plan, example_results(example, compiled.contract))
            wrong = list(_compare(example, outcome, compiled))
        yield example, wrong


def try_examples(source: Source, load: Loader, parse_used: Parser) -> Verdict:
    """Every example of one file with what is wrong with it; or why the file can't be compiled."""
    library = False
    try:
        library = is_library(source)
        found = all_failing(compile_any(source, load=load, parse_used=parse_used))
        tried = tuple((title, tuple(wrong)) for title, wrong in found)
    except Rejected as rejected:
        return Verdict(rejected.findings, is_library=library)
    return Verdict((), tried)


def example_results(example: Example, contract: Contract) -> Results:
    """The measurements of an example, as the plan takes them."""
    scale = 10 ** decimals(contract.currency)
    money = {one.name for one in contract.measurements if one.kind.value == "bedrag"}

    def converted(values: tuple[tuple[tuple[str, str], object], ...]) -> dict[tuple[str, str], Measured]:
        return {key: _as_input(value, scale if key[0] in money else 1) for key, value in values}

    return Results(
        participants=tuple(
            Participant(
                pseudonym=one.name,
                values=converted(one.values),
                dates={moment: day.toordinal() for moment, day in one.dates},
                choices=dict(one.choices),
                number=one.number,
            )
            for one in example.participants
        ),
        values=converted(example.values),
    )


def _as_input(value: object, scale: int) -> Measured:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Fraction):
        scaled = value * scale
        return int(scaled) if scaled.denominator == 1 else scaled
    return value.toordinal()  # type: ignore[attr-defined, no-any-return]


def incomplete(example: Example, contract: Contract, plan: Plan) -> Iterator[Finding]:
    """Findings for measurements and attributes that the plan uses and the example doesn't give."""
    measurements = {one.name: one for one in contract.measurements}
    inputs = [node for node in plan.nodes if isinstance(node.operation, g.Input)]
    found: dict[Level, dict[tuple[str, str], None]] = {Level.PARTICIPANT: {}, Level.CONTRACT: {}}
    for node in inputs:
        operation = node.operation
        assert isinstance(operation, g.Input)
        measurement = measurements[operation.measurement]
        found[measurement.level][operation.measurement, operation.moment] = None
    needed = {level: list(keys) for level, keys in found.items()}
    used = dict.fromkeys(node.operation.attribute for node in plan.nodes if isinstance(node.operation, g.HasChoice))
    attributes = {one.name: one.choices[0][0] for one in contract.attributes if one.name in used}
    dates = dict.fromkeys(moment.base.name for moment in contract.days_of_years)
    given = dict(example.values)
    yield from _lacking(example.span, "de overeenkomst", needed[Level.CONTRACT], given, measurements)
    for one in example.participants:
        own = dict(one.values)
        choices = {name: value for name, value in attributes.items() if name not in dict(one.choices)}
        choices |= {f"datum {name}": writing.day(contract.first) for name in dates if name not in dict(one.dates)}
        yield from _lacking(one.span, f"deelnemer {one.name}", needed[Level.PARTICIPANT], own, measurements, choices)


def _lacking(
    span: Span,
    who: str,
    needed: Sequence[tuple[str, str]],
    given: Mapping[tuple[str, str], object],
    measurements: Mapping[str, Measurement],
    choices: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """What isn't said at all, and what is said to be missing where that is an error."""
    unsaid = [key for key in needed if key not in given]
    lacking = choices or {}
    if unsaid or lacking:
        examples = [f"{_spoken(key)} = {_value_of(measurements[key[0]])}" for key in unsaid]
        examples += [f"{name} = {value}" for name, value in lacking.items()]
        yes_no = sum(measurements[name].kind is Kind.YES_NO for name, _ in unsaid)
        names = [*map(_spoken, unsaid), *lacking]
        yield checks.rc803_example_incomplete.finding(span, who, names, examples[0], yes_no)
    absent = [
        _spoken(key)
        for key in needed
        if key in given and given[key] is None and measurements[key[0]].missing is Missing.ERROR
    ]
    if absent:
        yield checks.rc803_example_incomplete.absent(span, who, absent)


def _value_of(measurement: Measurement) -> str:
    """A value that the measurement can have."""
    match measurement.kind:
        case Kind.YES_NO:
            return "ja"
        case Kind.DATE:
            return "1 juli 2027"
        case Kind.MONEY:
            return "€ …"
        case Kind.PERCENT:
            return "…%"
    return "…"


def _spoken(key: tuple[str, str]) -> str:
    return f"{key[0]} op {key[1]}" if key[1] else key[0]


def _compare(example: Example, outcome: Outcome, compiled: Compiled) -> Iterator[Finding]:
    """One finding for all amounts that differ: what is wrong is most often the same."""
    from .outputs.explain import calculation

    currency = compiled.contract.currency
    scale = 10 ** decimals(currency)
    wrong = [
        (expectation, writing.money(Fraction(found, scale), currency))
        for expectation in example.expectations
        if (found := expected_amount(expectation, outcome)) != expectation.amount * scale
    ]
    if wrong:
        first, shown = wrong[0]
        yield checks.rc801_example_fails.finding(
            first.span,
            spoken(first, compiled.contract),
            writing.money(first.amount, currency),
            shown,
            [checks.rc801_example_fails.other(expectation.span, found) for expectation, found in wrong[1:]],
            calculation(compiled.contract, compiled.plan, outcome),
        )


def expected_amount(expectation: Expectation, outcome: Outcome) -> int:
    """What the outcome gives for the thing that is expected, in smallest units; 0 for what isn't paid at all."""
    keys = expectation.keys
    match expectation.expected:
        case Expected.TOTAL:
            return outcome.total
        case Expected.PAYS:
            return outcome.pays.get(keys[0], 0)
        case Expected.RECEIVES:
            return outcome.receives.get(keys[0], 0)
        case Expected.INDICATOR:
            return outcome.indicators.get(keys[0], 0)
        case Expected.YEAR:
            return outcome.years.get(int(keys[0]), 0)
        case Expected.PARTICIPANT:
            return sum(sum(amounts.values()) for name, amounts in outcome.participants() if name == keys[0])
    tranche = next((one for one in outcome.tranches if one.name == keys[0]), None)
    if tranche is None:
        return 0
    match expectation.expected:
        case Expected.TRANCHE_PAYS:
            return tranche.pays.get(keys[1], 0)
        case Expected.TRANCHE_RECEIVES:
            return tranche.receives.get(keys[1], 0)
    return tranche.total


def spoken(expectation: Expectation, contract: Contract) -> str:
    """What is expected, in words: «het totaal», «wat de Gemeente betaalt»."""
    parties = {one.name: one.called for one in contract.parties}
    tranches = {one.name: one.title for one in contract.tranches}
    indicators = {one.name: one.title for one in contract.indicators}
    keys = expectation.keys
    match expectation.expected:
        case Expected.TOTAL:
            return "het totaal"
        case Expected.PAYS:
            return f"wat {parties[keys[0]]} betaalt"
        case Expected.RECEIVES:
            return f"wat {parties[keys[0]]} ontvangt"
        case Expected.INDICATOR:
            return f"de indicator “{indicators[keys[0]]}”"
        case Expected.TRANCHE:
            return f"de tranche “{tranches[keys[0]]}”"
        case Expected.TRANCHE_PAYS:
            return f"wat {parties[keys[1]]} betaalt in de tranche “{tranches[keys[0]]}”"
        case Expected.TRANCHE_RECEIVES:
            return f"wat {parties[keys[1]]} ontvangt in de tranche “{tranches[keys[0]]}”"
        case Expected.YEAR:
            return f"het kalenderjaar {keys[0]}"
        case Expected.PARTICIPANT:
            return f"deelnemer {keys[0]}"
