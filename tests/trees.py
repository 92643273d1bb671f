"""Hypothesis strategies for every syntax tree that the parser can make.

`OF` has a strategy for each class of `tree.py`, in its order, and `FIELDS` one for each field of such a class. The
operands of an expression respect precedence: what would need parentheses has a `Parenthesised` around it. Values are
drawn from what the readers of literals can read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias, get_args

from hypothesis import strategies as st
from resultaatcontract.data import data_folder
from resultaatcontract.syntax import tree
from resultaatcontract.syntax.tree import Marker
from resultaatcontract.text.reading import CURRENCIES, Duration, decimals, read_text

Nodes: TypeAlias = st.SearchStrategy[Any]

OF: dict[type[tree.Node], Nodes] = {}
FIELDS: dict[type[tree.Node], dict[str, Nodes]] = {}

_DEPTH = 2  # of expressions in expressions


def _define(cls: type[tree.Node], *fields: Nodes) -> Nodes:
    FIELDS[cls] = dict(zip(cls.__annotations__, fields, strict=True))
    OF[cls] = st.builds(cls, *fields)
    return OF[cls]


def _maybe(nodes: Nodes) -> Nodes:
    return st.none() | nodes


def _some(nodes: Nodes, most: int = 3) -> Nodes:
    return st.lists(nodes, min_size=1, max_size=most).map(tuple)


def _mostly(common: Nodes, rare: Nodes) -> Nodes:
    """Odd values cost most of the time that a tree takes; common ones leave room for more trees."""
    return st.integers(0, 3).flatmap(lambda choice: rare if choice == 3 else common)


def _lines(*classes: type[tree.Node]) -> Nodes:
    return _some(_any_of(*classes), most=5)


def _optional_lines(*classes: type[tree.Node]) -> Nodes:
    return _maybe(_lines(*classes))


def _any_of(*classes: type[tree.Node] | Marker) -> Nodes:
    return st.one_of([st.just(one) if isinstance(one, Marker) else OF[one] for one in classes])


# ------------------------------------------------------------------ words and literals

GRAMMAR = (data_folder("grammar") / "resultaatcontract.lark").read_text(encoding="utf-8")
KEYWORDS = frozenset(re.findall(r'"([^"\n]+)"', GRAMMAR))
_LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_éëïöüçÀÖØÿ")


def _is_name(text: str) -> bool:
    """Three capitals with a number behind them are an amount (`aantal FTE 0 t/m 5`), so they don't do as a name."""
    return text not in KEYWORDS and not re.fullmatch("[A-Z]{3}", text)


_WORDS = st.sampled_from(
    ["T0", "T1", "M12", "KPI1", "t", "m", "dagen", "partijdig", "niet_behaald", "zelfredzaamheid", "Één", "_"]
)
_MADE_UP_NAMES = st.builds(
    lambda first, rest: first + "".join(rest), _LETTERS, st.lists(_LETTERS | st.sampled_from("0123456789"), max_size=6)
).filter(_is_name)

_CHARACTERS = st.sampled_from('abc ÀéÇ #,.;:("\t\r\\“€\u00a0%') | st.characters(exclude_categories=["Cs"])
_TEXTS = st.sampled_from(
    [
        "",
        "Gemeente Leeuwarden, Oost",
        "# geen opmerking",
        'Zij zei "ja"',
        'een\n  "twee"\n\ndrie',
        '"',
        "t/m 5, € 1",
    ]
)
_ONE_LINE = st.text(_CHARACTERS.filter(lambda character: character not in '"\n'), max_size=20)
_BLOCKS = st.lists(st.sampled_from(["", " ", "  ", "\t"]) | st.text(_CHARACTERS, max_size=12), max_size=5).map(
    "\n".join
)


def _block_text(text: str) -> str:
    return read_text(f'"""\n{text.replace(chr(34) * 3, chr(34))}\n"""')


def _scaled(whole: int, places: int) -> Fraction:
    return Fraction(whole, 10**places)


def _mixed(whole: int, numerator: int, denominator: int) -> Fraction:
    return (whole + Fraction(numerator % denominator, denominator)) / 100


_WHOLE = st.integers(0, 20) | st.integers(0, 10**9) | st.integers(0, 10**24 - 1)
_DECIMALS = st.builds(_scaled, st.integers(0, 10**6) | st.integers(0, 10**24 - 1), st.integers(0, 23))
_NUMBERS = _WHOLE.map(Fraction) | _DECIMALS
_DENOMINATORS = st.integers(1, 12) | st.integers(1, 10**11)
_PERCENTS = _NUMBERS.map(lambda value: value / 100) | st.builds(_mixed, _WHOLE, st.integers(0, 10**11), _DENOMINATORS)


def _money(currency: str) -> Nodes:
    places = decimals(currency)
    units = st.integers(-(10**6), 10**6) | st.integers(-(10**24) + 1, 10**24 - 1)
    values = units.map(lambda value: _scaled(value, places)) | _WHOLE.map(Fraction)
    return st.builds(tree.Amount, values, st.just(currency))


name = _define(tree.Name, _mostly(_WORDS, _MADE_UP_NAMES))
text = _define(tree.Text, _mostly(_TEXTS, _ONE_LINE | _BLOCKS.map(_block_text)))
number = _define(tree.Number, _NUMBERS)
percent = _define(tree.Percent, _PERCENTS)
amount = OF[tree.Amount] = st.sampled_from(["EUR", "JPY", "KWD", *sorted(CURRENCIES)]).flatmap(_money)
day = _define(tree.Date, st.dates(date(1900, 1, 1), date(2999, 12, 31)))


# The value behind an open place is always the same; only the name is read.
def _open(cls: type[tree.Node], *fields: Nodes) -> Nodes:
    FIELDS[cls] = {"name": name}
    OF[cls] = st.builds(cls, *fields, name)
    return OF[cls]


open_day = _open(tree.OpenDate, st.just(date(2000, 1, 1)))
open_amount = _open(tree.OpenAmount, st.just(Fraction(0)), st.just("EUR"))
open_percent = _open(tree.OpenPercent, st.just(Fraction(0)))
open_number = _open(tree.OpenNumber, st.just(Fraction(0)))
duration = _define(
    tree.Duration,
    st.builds(Duration, st.integers(0, 99999), st.sampled_from(["dag", "week", "maand", "kwartaal", "jaar"])),
)
plain_literal = number | percent | amount | day
literal = plain_literal | st.builds(tree.Minus, plain_literal)
change = st.sampled_from(tree.Change)
names = _some(name)
titles = _maybe(text)
day_counts = st.sampled_from(["werkelijk/365", "werkelijk/360", "werkelijk/werkelijk", "30/360"])

# ------------------------------------------------------------------ expressions

_when = _maybe(_define(tree.InYear, number) | _define(tree.InTranche, name))
outcome = (
    _define(tree.TotalPaid, _when),
    _define(tree.Entitlement, _when),
    _define(tree.PaidByParty, name, _when),
    _define(tree.ReceivedByParty, name, _when),
    _define(tree.PaidForIndicator, name, _when),
)


@dataclass(frozen=True, slots=True)
class _Levels:
    """The levels of precedence of the grammar; each holds the ones before it. `filtered`: what stands after `met`."""

    factor: Nodes
    product: Nodes
    sum: Nodes
    comparison: Nodes
    negation: Nodes
    both: Nodes
    either: Nodes
    filtered: Nodes


def _levels(depth: int) -> _Levels:
    reference = _define(tree.Reference, name, _maybe(name))
    through = _define(tree.ReferenceThrough, name, name, name)
    leaves = plain_literal | reference | through
    if depth == 0:
        return _Levels(leaves, leaves, leaves, leaves, leaves, leaves, leaves, reference | through)
    inner = _levels(depth - 1)
    parenthesised = _define(tree.Parenthesised, inner.either)
    factor = st.one_of(
        leaves,
        parenthesised,
        _define(tree.Minus, inner.factor),
        _define(tree.PercentOf, percent, inner.factor),
        _define(tree.ChangeBetween, change, name, name, name),
        _define(tree.RelativeChangeBetween, change, name, name, name),
        _define(tree.ChangeAgainst, change, inner.factor, inner.factor),
        _define(tree.RelativeChangeAgainst, change, inner.factor, inner.factor),
        _define(tree.CountOf, _maybe(inner.filtered)),
        _define(tree.ShareOf, inner.filtered, _maybe(inner.filtered)),
        _define(tree.SumOf, inner.factor, _maybe(inner.filtered)),
        _define(tree.AverageOf, inner.factor, _maybe(inner.filtered)),
        _define(tree.SumPerPeriod, inner.factor, name),
        _define(tree.AveragePerPeriod, inner.factor, name),
        *outcome,
        _define(tree.HighestOf, _some(inner.either)),
        _define(tree.LowestOf, _some(inner.either)),
        _define(tree.DateAfter, duration, inner.factor),
        _define(tree.DateBefore, duration, inner.factor),
    )
    multiply = _define(tree.Multiply, inner.product, inner.factor)
    divide = _define(tree.Divide, inner.product, inner.factor)
    product = factor | multiply | divide
    total = product | _define(tree.Add, inner.sum, inner.product) | _define(tree.Subtract, inner.sum, inner.product)
    compare = _define(tree.Compare, inner.sum, st.sampled_from("≥≤≠><="), inner.sum)
    comparison = total | compare | _define(tree.IsChoice, inner.sum, name)
    every = _define(tree.InEvery, st.sampled_from(("in elke", "in elk", "voor elke", "bij elk")), name, inner.filtered)
    negation = comparison | _define(tree.Negation, inner.negation) | every
    both = negation | _define(tree.Both, inner.both, inner.negation)
    either = both | _define(tree.Either, inner.either, inner.both)
    return _Levels(factor, product, total, comparison, negation, both, either, reference | through | parenthesised)


_any_expression = _levels(_DEPTH).either
expression = _mostly(plain_literal | OF[tree.Reference], _any_expression)

# ------------------------------------------------------------------ parts that several statements share

assumption = _maybe(_define(tree.Assumption, text))
_define(tree.Note, text)
_define(tree.Definition, text, assumption)
_define(tree.DataSource, text, assumption)
_define(tree.Gate, expression, assumption)


# ------------------------------------------------------------------ agreement and parties

edition = _define(tree.Edition, number)
_define(tree.ContractReference, text)
_define(tree.Form, text)
_define(tree.Term, day | open_day, day | open_day, assumption)
_define(tree.RunOff, day | open_day, assumption)
_define(tree.Currency, name, _maybe(_any_of(Marker.EXCLUDING_VAT, Marker.INCLUDING_VAT)), assumption)
_define(tree.Obligation, _any_of(Marker.DUTY_OF_EFFORT, Marker.DUTY_OF_TASK, Marker.DUTY_OF_RESULT), assumption)
_define(tree.MaximumFee, expression, assumption)
_define(tree.JumpLimit, amount | open_amount)
_define(
    tree.Agreement,
    text,
    _optional_lines(
        tree.ContractReference,
        tree.Form,
        tree.Term,
        tree.RunOff,
        tree.Currency,
        tree.Obligation,
        tree.MaximumFee,
        tree.JumpLimit,
        tree.Note,
    ),
)
_define(tree.Address, text)
_define(tree.Registration, text)
_define(tree.Representative, text)
_define(
    tree.Party,
    name,
    text,
    titles,
    names,
    assumption,
    _optional_lines(tree.Address, tree.Registration, tree.Representative, tree.Note),
)

# ------------------------------------------------------------------ participants, moments, measurements

_define(tree.Evidence, text, assumption)
_define(tree.VerifiedBy, name, assumption)
_DESCRIBED = (tree.Definition, tree.DataSource, tree.Evidence, tree.VerifiedBy, tree.Note)

_define(tree.AfterMoment, duration, name)
_define(tree.BeforeMoment, duration, name)
_define(
    tree.Moment,
    name,
    titles,
    _maybe(_any_of(tree.AfterMoment, tree.BeforeMoment, tree.Date, tree.OpenDate)),
    assumption,
    _optional_lines(*_DESCRIBED),
)
_every = st.sampled_from(("elk jaar", "elk halfjaar", "elk kwartaal", "elke maand"))
_define(tree.Period, name, titles, _every, st.none(), st.none(), assumption)
OF[tree.Period] |= st.builds(tree.Period, name, titles, _every, day, day, assumption)
_define(tree.Choice, name, titles)
_define(tree.Attribute, name, titles, _some(OF[tree.Choice]), assumption, _optional_lines(*_DESCRIBED))
_define(tree.MaximumNumber, number | open_number, assumption)
_define(
    tree.Participants,
    name,
    text,
    titles,
    _optional_lines(tree.Moment, tree.Attribute, tree.MaximumFee, tree.MaximumNumber, *_DESCRIBED),
)
_range = _define(tree.Range, literal, literal)
_step_size = _maybe(_define(tree.StepSize, literal))
_define(tree.CountType, _maybe(name), _range)
_define(tree.NumberType, _range, _step_size)
_define(tree.PercentageType, _range, _step_size)
_define(tree.MoneyType, _range, _step_size)
_type = _any_of(
    tree.CountType, tree.NumberType, tree.PercentageType, tree.MoneyType, Marker.YES_NO_TYPE, Marker.DATE_TYPE
)
_define(tree.JudgementOf, name)
_define(tree.OnlyReported)
_define(tree.BetterIs, _any_of(Marker.HIGHER_IS_BETTER, Marker.LOWER_IS_BETTER, Marker.NEITHER_IS_BETTER))
_define(
    tree.WhenMissing,
    _any_of(Marker.MISSING_IS_ERROR, Marker.MISSING_IS_NOT_ACHIEVED, Marker.MISSING_IS_LEFT_OUT),
)
_measurement_lines = _optional_lines(
    *_DESCRIBED,
    tree.JudgementOf,
    tree.WhenMissing,
    tree.OnlyReported,
    tree.BetterIs,
)
_define(tree.Measurement, name, titles, _maybe(names), _type, assumption, _measurement_lines)
_define(tree.ContractMeasurement, name, titles, _maybe(names), _maybe(name), _type, assumption, _measurement_lines)
_define(tree.Constant, name, titles, expression, assumption, _optional_lines(tree.Note, tree.DataSource))
_define(tree.SeriesRow, number, expression, assumption)
_define(tree.Series, name, text, assumption, _lines(tree.SeriesRow))

# ------------------------------------------------------------------ prices and steps

_define(tree.PerUnit, name)
_unit = _maybe(_any_of(tree.PerUnit, Marker.PER_PARTICIPANT, Marker.PER_YEAR))
_define(tree.Fee, expression, _unit, assumption)
_define(tree.FeeOrMalus, expression, _unit, assumption)
_define(tree.Malus, expression, _unit, assumption)
_BANDS = [
    *(tree.BandFromTo, tree.BandFromThrough, tree.BandAboveThrough, tree.BandAboveTo),
    *(tree.BandFrom, tree.BandAbove, tree.BandTo, tree.BandThrough, tree.Point),
]
for _band in _BANDS[:4]:
    _define(_band, literal, literal)
for _band in _BANDS[4:]:
    _define(_band, literal)
_define(tree.RowFee, expression, _unit)
_define(tree.RowMalus, expression, _unit)
_define(tree.Row, _any_of(*_BANDS), _any_of(tree.RowFee, tree.RowMalus), assumption)
_define(tree.StepTable, assumption, _lines(tree.Row))
_define(tree.SliceTable, assumption, _lines(tree.Row))
_define(tree.LineTable, assumption, _lines(tree.Row))
_define(tree.ChoiceRow, name, expression, assumption)
_define(tree.FeeByAttribute, name, _unit, assumption, _lines(tree.ChoiceRow))
_define(tree.Forgiveness, percent, name, assumption)
_define(tree.InterestRebate, percent, name, st.none(), st.none(), assumption)
OF[tree.InterestRebate] |= st.builds(tree.InterestRebate, percent, name, day, day, assumption)
_per_participant = _maybe(name | st.just(Marker.PER_PARTICIPANT))
_define(tree.Cap, expression, _per_participant, assumption)
_define(tree.Floor, expression, _per_participant, _maybe(st.just(Marker.AT_THE_END)), assumption)
_define(tree.Discount, expression, _maybe(expression), assumption)
_define(tree.Deduction, expression, _maybe(expression), assumption)
_define(tree.Rounding, expression, _maybe(_any_of(Marker.ROUND_DOWN, Marker.ROUND_UP)), assumption)
_STEPS = [tree.Cap, tree.Floor, tree.Discount, tree.Deduction, tree.Rounding]
_PRICES = [
    *(tree.Fee, tree.FeeOrMalus, tree.Malus, tree.StepTable, tree.SliceTable, tree.LineTable),
    *(tree.FeeByAttribute, tree.Forgiveness, tree.InterestRebate),
]

# ------------------------------------------------------------------ groups, indicators, levels

_define(tree.Achieved, expression, assumption)
_define(tree.PerPeriod, name)
_define(tree.Unconditional)
_define(tree.Rounded, expression, _maybe(_any_of(Marker.ROUND_DOWN, Marker.ROUND_UP)))
_define(tree.Result, expression, _maybe(name), _maybe(_any_of(tree.Rounded)), assumption)
_define(tree.FirstParticipants, number, assumption)
_define(
    tree.Indicator,
    name,
    titles,
    _maybe(expression),
    assumption,
    _optional_lines(
        *(
            tree.PerPeriod,
            tree.Achieved,
            tree.Unconditional,
            tree.Result,
            tree.FirstParticipants,
            tree.JumpLimit,
            tree.Gate,
            tree.Definition,
            tree.Note,
        ),
        *_PRICES,
        *_STEPS,
    ),
)
_define(tree.AtMostCounts, number)
_define(
    tree.Group,
    name,
    titles,
    _maybe(expression),
    st.lists(
        _any_of(tree.AtMostCounts, Marker.AT_MOST_ONE_COUNTS, Marker.EQUALLY_DIVIDED),
        max_size=2,
    ).map(tuple),
    assumption,
    _optional_lines(tree.Indicator, tree.Gate, tree.Definition, tree.Note, *_STEPS),
)
_define(tree.StepForChoice, name, _any_of(*_STEPS))
_define(tree.Level, name | st.just(Marker.PER_PARTICIPANT), _lines(tree.StepForChoice, tree.Note, *_STEPS))
_define(tree.YearCap, expression, _maybe(_any_of(Marker.LAPSES, Marker.MOVES_ON)), assumption)
_define(tree.YearLevel, _lines(tree.YearCap, tree.Note))
_define(tree.Total, _lines(tree.Note, *_STEPS))

# ------------------------------------------------------------------ who

_define(tree.BearsShare, expression)
_define(tree.BearsInProportion, name)
_bearing = _any_of(tree.BearsShare, tree.BearsInProportion, Marker.BEARS_REST)
_define(tree.GoesTo, name)
_excess = _maybe(_any_of(tree.GoesTo, Marker.LAPSES, Marker.MOVES_ON))
_within = _maybe(_define(tree.WithinFund))
_limit = _maybe(_define(tree.PayerLimit, expression, _maybe(st.just(Marker.PER_CALENDAR_YEAR))))
_define(tree.Bears, name, _bearing, _limit, _within, _excess, assumption)
_define(tree.TopsUp, name, expression, name, _limit, _within, _excess, assumption)
_define(tree.BearsFirst, name, expression, assumption)
_define(tree.BearsNext, name, _maybe(expression), assumption)
_define(tree.PartyRow, name, name)
_define(tree.BearsBy, name, _maybe(_bearing), assumption, _lines(tree.PartyRow))
_define(tree.BearsWhenZero, name)
_define(tree.Receiver, name | st.just(Marker.PER_PARTICIPANT), _maybe(expression))
_define(tree.PaidTo, _some(OF[tree.Receiver]), assumption)
_define(tree.PaidBy, name, _lines(tree.PartyRow))
_define(tree.Principal, _maybe(_any_of(tree.Percent)), names)
_define(
    tree.ReturnOnPrincipal,
    expression,
    _any_of(Marker.SIMPLE_INTEREST, Marker.COMPOUND_INTEREST),
    day_counts,
    names,
)
_define(tree.FixedClaim, expression, name)
_claim = _any_of(tree.Principal, tree.ReturnOnPrincipal, tree.FixedClaim)
_define(tree.ClaimFirst, _claim, assumption)
_define(tree.ClaimNext, _claim, assumption)
_define(tree.ClaimRest, _some(OF[tree.Receiver]), assumption)
_define(
    tree.Payment,
    _maybe(names),
    _lines(
        *(tree.Bears, tree.TopsUp, tree.BearsFirst, tree.BearsNext, tree.BearsBy, tree.BearsWhenZero),
        *(tree.PaidTo, tree.PaidBy, tree.ClaimFirst, tree.ClaimNext, tree.ClaimRest, tree.Note),
    ),
)
_define(tree.Deposit, name, amount | open_amount, day | open_day, assumption)
_define(tree.Investment, _lines(tree.Deposit))
_define(tree.Loan, name, text, amount | open_amount, day | open_day, percent | open_percent, day_counts, assumption)

# ------------------------------------------------------------------ when

_define(tree.ShareOfEntitlement, percent | open_percent)
_define(tree.Advance, expression, _maybe(name))
_define(tree.Instalment, expression)
_define(tree.CutOff, day | open_day, assumption)
_define(tree.CutOffBefore, assumption)
_define(tree.Scope, names)
_define(tree.TrancheCap, expression, assumption)
_define(
    tree.Tranche,
    name,
    titles,
    day | open_day,
    _any_of(tree.ShareOfEntitlement, tree.Advance, tree.Instalment, Marker.FINAL_SETTLEMENT),
    assumption,
    _optional_lines(tree.CutOff, tree.CutOffBefore, tree.Scope, tree.TrancheCap, tree.Gate, tree.Note),
)
_define(tree.AfterPeriod, duration)
_define(tree.AfterStart, duration)
_define(
    tree.TranchePerPeriod,
    name,
    titles,
    name,
    _maybe(_any_of(tree.AfterPeriod, tree.AfterStart, Marker.AT_THE_START)),
    _any_of(tree.ShareOfEntitlement, tree.Advance, tree.Instalment, Marker.FINAL_SETTLEMENT),
    assumption,
    _optional_lines(tree.CutOff, tree.CutOffBefore, tree.Scope, tree.TrancheCap, tree.Gate, tree.Note),
)
_define(tree.PayBack, _maybe(duration))
_define(tree.Recovery, _any_of(tree.PayBack, Marker.NET_OFF), assumption)
_define(tree.Indexation, name, number, assumption)
_define(tree.VatRate, percent, _maybe(name), assumption)
_define(tree.VatExempt)
_define(tree.Provision, text, text, assumption)
_define(tree.Assertion, text, expression, _maybe(expression), assumption, _optional_lines(tree.Note))

# ------------------------------------------------------------------ examples

_define(tree.Assign, name, _maybe(name), literal | name | _any_of(Marker.YES, Marker.NO, Marker.ABSENT))
_define(tree.AssignDate, name, day)
_define(
    tree.AssignEach, name, _maybe(name), name, _some(literal | name | _any_of(Marker.YES, Marker.NO, Marker.ABSENT))
)
_assignments = _some(_any_of(tree.Assign, tree.AssignDate, Marker.OTHERS_NO), most=8)
_define(tree.AssignmentLine, _assignments)
_define(tree.ExampleParticipant, name, _assignments)
_define(tree.ExampleParticipantBlock, name, _lines(tree.AssignmentLine))
_define(tree.ExampleParticipants, number, name, _assignments)
_define(tree.ExampleParticipantsBlock, number, name, _lines(tree.AssignmentLine))
_EXPECTED = [
    *(tree.ExpectPays, tree.ExpectReceives, tree.ExpectIndicator, tree.ExpectTranche),
    *(tree.ExpectTranchePays, tree.ExpectTrancheReceives, tree.ExpectYear, tree.ExpectParticipant),
    *(tree.ExpectMember, tree.ExpectCall),
]
for _expected in _EXPECTED:
    _define(_expected, *([name] * (2 if _expected in (tree.ExpectTranchePays, tree.ExpectTrancheReceives) else 1)))
_define(tree.ExpectYear, number)
_define(tree.Expectation, _any_of(*_EXPECTED, Marker.EXPECT_TOTAL, Marker.EXPECT_LEFT), amount)
_define(
    tree.ExampleMember,
    name,
    _lines(
        *(tree.ExampleParticipant, tree.ExampleParticipantBlock, tree.ExampleParticipants),
        *(tree.ExampleParticipantsBlock, tree.AssignmentLine, tree.AssignEach),
    ),
)
_define(
    tree.Example,
    text,
    _lines(
        *(tree.ExampleParticipant, tree.ExampleParticipantBlock, tree.ExampleParticipants),
        *(tree.ExampleParticipantsBlock, tree.AssignmentLine, tree.AssignEach, tree.Expectation, tree.Note),
        tree.ExampleMember,
    ),
)

# ------------------------------------------------------------------ reuse

_define(tree.Use, text)
_PARAMETERS = [
    *(Marker.PARTY_PARAMETER, Marker.MONEY_PARAMETER, Marker.PERCENT_PARAMETER),
    *(Marker.NUMBER_PARAMETER, Marker.DATE_TYPE, Marker.TEXT_PARAMETER),
]
_define(tree.Parameter, name, titles, _any_of(*_PARAMETERS), assumption)
_define(tree.Argument, name, number | percent | amount | day | text | name, assumption)
_define(tree.Instance, name, _some(OF[tree.Argument]))

# ------------------------------------------------------------------ a fund

_define(tree.Budget, amount, assumption)
_define(tree.FundLimit, amount, _maybe(names), _maybe(st.just(Marker.PER_CALENDAR_YEAR)), assumption)
_define(tree.Reinvestment, percent, assumption)
_define(
    tree.Fund,
    name,
    text,
    _maybe(text),
    _lines(
        *(tree.ContractReference, tree.Term, tree.RunOff, tree.Currency, tree.Budget, tree.FundLimit),
        *(tree.Reinvestment, tree.Note),
    ),
)
_define(tree.Contribution, name, amount, _maybe(day), _maybe(names), assumption)
_define(tree.Contributions, _lines(tree.Contribution))
_define(tree.Reserves, amount | open_amount, assumption)
_define(tree.Call, name, titles, day, assumption, _lines(tree.Reserves, tree.Definition, tree.Note))
_define(tree.Awarded, day, assumption)
_MEMBER = _lines(tree.Awarded, tree.Reserves, tree.Argument, tree.Note)
_define(tree.MemberFromFile, name, text, _maybe(name), _MEMBER)
_define(tree.MemberFromTemplate, name, name, _maybe(name), _MEMBER)

# ------------------------------------------------------------------ the whole

STATEMENTS: list[type[tree.Node]] = [
    *(
        tree.Agreement,
        tree.Party,
        tree.Participants,
        tree.Moment,
        tree.Period,
        tree.Measurement,
        tree.ContractMeasurement,
    ),
    *(tree.Constant, tree.Series, tree.Group, tree.Indicator, tree.Level, tree.YearLevel, tree.Total, tree.Payment),
    *(
        tree.Investment,
        tree.Loan,
        tree.Tranche,
        tree.TranchePerPeriod,
        tree.Recovery,
        tree.Indexation,
        tree.VatRate,
        tree.VatExempt,
    ),
    *(tree.Provision, tree.Assertion, tree.Example, tree.Note),
]
_define(tree.Template, name, titles, _lines(tree.Parameter, *STATEMENTS))
STATEMENTS += [tree.Use, tree.Template, tree.Instance]
STATEMENTS += [tree.Fund, tree.Contributions, tree.Call, tree.MemberFromFile, tree.MemberFromTemplate]
_define(tree.Contract, _maybe(edition), st.lists(_any_of(*STATEMENTS), max_size=6).map(tuple))


def contracts() -> st.SearchStrategy[tree.Contract]:
    return OF[tree.Contract]


def contracts_with(cls: type[tree.Node]) -> st.SearchStrategy[tree.Contract]:
    """Contracts with a node of a class as near to the top as it can stand.

    Drawing from `contracts` alone, it takes thousands of contracts to see every class.
    """
    nodes = OF[cls]
    for holder, field, is_tuple in reversed(_path(cls)):
        held = nodes.map(_alone) if is_tuple else nodes
        nodes = st.builds(holder, *(held if name == field else other for name, other in FIELDS[holder].items()))
    return nodes


def _alone(node: tree.Node) -> tuple[tree.Node]:
    return (node,)


def _path(wanted: type[tree.Node]) -> list[tuple[type[tree.Node], str, bool]]:
    """The shortest way from a contract to a class: at each step the class, its field, and whether that is a list."""
    ways: dict[type[tree.Node], list[tuple[type[tree.Node], str, bool]]] = {tree.Contract: []}
    queue: list[type[tree.Node]] = [tree.Contract]
    for cls in queue:
        for field, annotation in cls.__annotations__.items():
            for held in types_in(annotation):
                possible = held in ((*STATEMENTS, tree.Edition) if cls is tree.Contract else OF)
                if possible and held not in ways:
                    ways[held] = [*ways[cls], (cls, field, annotation.startswith("tuple"))]
                    queue.append(held)
    return ways[wanted]


def types_in(annotation: str) -> Iterator[type]:
    """The classes of the tree in an annotation such as `tuple[Step | Note, ...] | None`, where `Step` stands for several."""
    for word in re.findall(r"\w+", annotation):
        meant = vars(tree).get(word)
        if isinstance(meant, str):
            yield from types_in(meant)
        elif isinstance(meant, type):
            yield meant
        else:
            yield from get_args(meant)
