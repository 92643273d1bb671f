"""The line of each statement, without its indentation, and the statements that stand below it."""

from __future__ import annotations

from ...text import writing
from .. import tree
from . import parts
from .phrases import listed, optional, show


def block(node: tree.Node) -> tuple[tree.Node, ...]:
    """The statements that stand indented below a statement: those in its `lines`, `rows`, `deposits` or `arguments`."""
    for field in ("lines", "rows", "deposits", "arguments"):
        below: tuple[tree.Node, ...] | None = getattr(node, field, None)
        if below is not None:
            return below
    return ()


def header(node: tree.Node) -> str:
    """The whole line of a statement. An assumption always ends it."""
    assumption: tree.Assumption | None = getattr(node, "assumption", None)
    return _clause(node) + ("" if assumption is None else f" aanname {show(assumption.reason)}")


def _clause(node: tree.Node) -> str:
    match node:
        # reuse
        case tree.Use(path):
            return f"gebruik {show(path)}"
        case tree.Template(name, title):
            return f"sjabloon {name.text}{optional(' ', title)}"
        case tree.Parameter(name, title, kind):
            return f"parameter {name.text}{optional(' ', title)}: {show(kind)}"
        case tree.Instance(template):
            return f"overeenkomst volgens {template.text}"
        case tree.Argument(name, value):
            return f"{name.text} is {show(value)}"

        # a fund
        case tree.Fund(name, title, short):
            return f"resultatenfonds {name.text} {show(title)}{optional(', hierna ', short)}"
        case tree.Budget(budget):
            return f"budget {show(budget)}"
        case tree.FundLimit(amount, members, per_year):
            these = "" if members is None else f" voor {listed(members)}"
            return f"ten hoogste {show(amount)}{these}{optional(' ', per_year)}"
        case tree.Reinvestment(share):
            return f"herinvestering {show(share)}"
        case tree.Contributions():
            return "bijdragen"
        case tree.Contribution(party, given, day, calls):
            these = "" if calls is None else f" voor {listed(calls)}"
            return f"{party.text} {show(given)}{optional(' op ', day)}{these}"
        case tree.Call(name, title, day):
            return f"uitvraag {name.text}{optional(' ', title)} op {show(day)}"
        case tree.Reserves(reserved):
            return f"reserveert {show(reserved)}"
        case tree.Awarded(day):
            return f"toegekend op {show(day)}"
        case tree.MemberFromFile(name, path, call):
            return f"overeenkomst {name.text} uit {show(path)}{optional(' in ', call)}"
        case tree.MemberFromTemplate(name, template, call):
            return f"overeenkomst {name.text} volgens {template.text}{optional(' in ', call)}"

        # the agreement and its parties
        case tree.Edition(number):
            return f"taal {writing.source_year(number.value)}"
        case tree.Note(text):
            return f"toelichting {show(text)}"
        case tree.Definition(text):
            return f"definitie {show(text)}"
        case tree.DataSource(text):
            return f"bron {show(text)}"
        case tree.Gate(condition):
            return f"alleen als {show(condition)}"
        case tree.Agreement(title):
            return f"overeenkomst {show(title)}"
        case tree.ContractReference(text):
            return f"kenmerk {show(text)}"
        case tree.Form(text):
            return f"vorm {show(text)}"
        case tree.Term(first, last):
            return f"looptijd {show(first)} t/m {show(last)}"
        case tree.RunOff(last):
            return f"uitloop t/m {show(last)}"
        case tree.Currency(code, vat_basis):
            return f"bedragen in {code.text}{optional(' ', vat_basis)}"
        case tree.Obligation(duty):
            return f"verplichting {show(duty)}"
        case tree.MaximumFee(amount):
            return f"maximale vergoeding {show(amount)}"
        case tree.JumpLimit(amount):
            return f"sprong ten hoogste {show(amount)}"
        case tree.Party(name, title, short, roles):
            called = "" if short is None else f", hierna {show(short)},"
            return f"partij {name.text} {show(title)}{called} is {writing.listing([role.text for role in roles])}"
        case tree.Address(text):
            return f"adres {show(text)}"
        case tree.Registration(text):
            return f"kvk {show(text)}"
        case tree.Representative(text):
            return f"vertegenwoordigd door {show(text)}"

        # participants, moments, measurements
        case tree.Participants(name, title, plural):
            return f"deelnemer {name.text} {show(title)}{optional(', meervoud ', plural)}"
        case tree.Moment(name, title, time):
            return f"moment {name.text}{optional(' ', title)}{optional(' is ', time)}"
        case tree.Period(name, title, every, first, last):
            span = "" if first is None or last is None else f" van {show(first)} t/m {show(last)}"
            return f"periode {name.text}{optional(' ', title)} is {every}{span}"
        case tree.Attribute(name, title, choices):
            return f"eigenschap {name.text}{optional(' ', title)}: keuze uit {listed(choices)}"
        case tree.MaximumNumber(number):
            return f"ten hoogste {show(number)} deelnemers"
        case tree.Measurement(name, title, moments, kind):
            return f"meting {_measured(name, title, moments, None, kind)}"
        case tree.ContractMeasurement(name, title, moments, period, kind):
            return f"contractmeting {_measured(name, title, moments, period, kind)}"
        case tree.Evidence(text):
            return f"bewijs {show(text)}"
        case tree.VerifiedBy(party):
            return f"vastgesteld door {party.text}"
        case tree.JudgementOf(party):
            return f"oordeel van {party.text}"
        case tree.OnlyReported():
            return "alleen gerapporteerd"
        case tree.BetterIs(which):
            return f"beter is {show(which)}"
        case tree.WhenMissing(treatment):
            return f"bij ontbreken {show(treatment)}"
        case tree.Constant(name, title, value):
            return f"gegeven {name.text}{optional(' ', title)} is {show(value)}"
        case tree.Series(name, title):
            return f"reeks {name.text} {show(title)}"
        case tree.SeriesRow(year, value):
            return f"{writing.source_year(year.value)}: {show(value)}"

        # indicators and what they pay
        case tree.Group(name, title, weight, options):
            counting = "".join(f", {show(option)}" for option in options)
            return f"groep {name.text}{optional(' ', title)}{optional(' weegt ', weight)}{counting}"
        case tree.Indicator(name, title, weight):
            return f"indicator {name.text}{optional(' ', title)}{optional(' weegt ', weight)}"
        case tree.PerPeriod(period):
            return f"per {period.text}"
        case tree.Achieved(condition):
            return f"behaald als {show(condition)}"
        case tree.Unconditional():
            return "onvoorwaardelijk"
        case tree.Result(value, unit, rounded):
            return f"resultaat {show(value)}{optional(' in ', unit)}{optional(', ', rounded)}"
        case tree.FirstParticipants(number):
            return f"voor de eerste {show(number)} deelnemers"
        case tree.Fee(price, unit):
            return f"vergoeding {show(price)}{optional(' per ', unit)}"
        case tree.FeeOrMalus(price, unit):
            return f"vergoeding of malus {show(price)}{optional(' per ', unit)}"
        case tree.Malus(price, unit):
            return f"malus {show(price)}{optional(' per ', unit)}"
        case tree.StepTable():
            return "vergoeding naar trede"
        case tree.SliceTable():
            return "vergoeding naar schijf"
        case tree.LineTable():
            return "vergoeding lineair"
        case tree.FeeByAttribute(attribute, unit):
            return f"vergoeding naar {attribute.text}{optional(' per ', unit)}"
        case tree.Forgiveness(share, loan):
            return f"kwijtschelding {show(share)} van {loan.text}"
        case tree.InterestRebate(rate, loan, first, last):
            return f"rentekorting {show(rate)} over {loan.text}{optional(' van ', first)}{optional(' t/m ', last)}"
        case tree.Row(band, amount):
            return f"{parts.band(band)}: {parts.row_amount(amount)}"
        case tree.ChoiceRow(choice, price):
            return f"{choice.text}: {show(price)}"
        case tree.Cap(amount, per):
            return f"ten hoogste {show(amount)}{optional(' per ', per)}"
        case tree.Floor(amount, per, when):
            return f"ten minste {show(amount)}{optional(' per ', per)}{optional(' ', when)}"
        case tree.Discount(discount, condition):
            return f"korting {show(discount)}{optional(' als ', condition)}"
        case tree.Deduction(amount, condition):
            return f"aftrek {show(amount)}{optional(' als ', condition)}"
        case tree.Rounding(rounded_to, direction):
            return f"afronden op {show(rounded_to)}{optional(' ', direction)}"
        case tree.Level(subject):
            return f"per {show(subject)}"
        case tree.StepForChoice(choice, step):
            return f"{choice.text}: {header(step)}"
        case tree.YearLevel():
            return "per kalenderjaar"
        case tree.YearCap(amount, excess):
            return f"ten hoogste {show(amount)}{optional(', ', excess)}"
        case tree.Total():
            return "totaal"

        # who pays, who receives
        case tree.Payment(indicators):
            return "betaling" + ("" if indicators is None else f" voor {listed(indicators)}")
        case tree.Bears(party, bearing, limit, within, excess):
            return f"{party.text} draagt {parts.bearing(bearing)}{parts.limit(limit, within)}{optional(', ', excess)}"
        case tree.TopsUp(party, top_up, base, limit, within, excess):
            added = f"{show(top_up)} bovenop {base.text}"
            return f"{party.text} vult aan met {added}{parts.limit(limit, within)}{optional(', ', excess)}"
        case tree.BearsFirst(party, amount):
            return f"eerst {party.text} tot {show(amount)}"
        case tree.BearsNext(party, up_to):
            return f"daarna {party.text}{optional(' tot ', up_to)}"
        case tree.BearsBy(attribute, bearing_by):
            return f"naar {attribute.text}" + ("" if bearing_by is None else f" draagt {parts.bearing(bearing_by)}")
        case tree.PartyRow(choice, party):
            return f"{choice.text}: {party.text}"
        case tree.BearsWhenZero(party):
            return f"bij nul draagt {party.text}"
        case tree.PaidTo(receivers):
            return f"aan {listed(receivers)}"
        case tree.PaidBy(attribute):
            return f"aan naar {attribute.text}"
        case tree.ClaimFirst(claim):
            return f"eerst {parts.claim(claim)}"
        case tree.ClaimNext(claim):
            return f"daarna {parts.claim(claim)}"
        case tree.ClaimRest(receivers):
            return f"rest aan {listed(receivers)}"
        case tree.Investment():
            return "investering"
        case tree.Deposit(party, deposited, day):
            return f"{party.text} {show(deposited)} op {show(day)}"
        case tree.Loan(name, title, principal, day, rate, day_count):
            lent = f"{show(title)} {show(principal)} op {show(day)}"
            return f"lening {name.text} {lent}, rente {show(rate)} per jaar, {day_count}"

        # when
        case tree.Tranche(name, title, day, tranche_amount):
            return f"tranche {name.text}{optional(' ', title)} op {show(day)}: {parts.tranche_amount(tranche_amount)}"
        case tree.TranchePerPeriod(name, title, period, when, tranche_amount):
            due = f"{period.text}{optional(', ', when)}"
            return f"tranche {name.text}{optional(' ', title)} per {due}: {parts.tranche_amount(tranche_amount)}"
        case tree.CutOff(day):
            return f"resultaten t/m {show(day)}"
        case tree.CutOffBefore():
            return "resultaten tot aanvang"
        case tree.Scope(scope):
            return f"over {listed(scope)}"
        case tree.TrancheCap(amount):
            return f"ten hoogste {show(amount)}"
        case tree.Recovery(way):
            return f"te veel betaald {parts.recovery_way(way)}"
        case tree.Indexation(series, base_year):
            return f"indexering met {series.text}, basisjaar {writing.source_year(base_year.value)}"
        case tree.VatRate(rate, bearer):
            return f"btw {show(rate)}{optional(', ten laste van ', bearer)}"
        case tree.VatExempt():
            return "btw vrijgesteld"

        case tree.Provision(title, text):
            return f"bepaling {show(title)}: {show(text)}"

        case tree.Assertion(title, claim, condition):
            return f"stelling {show(title)}: {show(claim)}{optional(' als ', condition)}"

        # worked examples
        case tree.Example(title):
            return f"voorbeeld {show(title)}"
        case tree.ExampleMember(member):
            return f"overeenkomst {member.text}"
        case tree.AssignmentLine(assignments):
            return listed(assignments)
        case tree.AssignEach(name, moment, of, values):
            return f"{name.text}{optional(' op ', moment)} per {of.text} = {listed(values)}"
        case tree.ExampleParticipant(name, assignments):
            return f"deelnemer {name.text}: {listed(assignments)}"
        case tree.ExampleParticipantBlock(name):
            return f"deelnemer {name.text}"
        case tree.ExampleParticipants(number, name, assignments):
            return f"{show(number)} deelnemers {name.text}: {listed(assignments)}"
        case tree.ExampleParticipantsBlock(number, name):
            return f"{show(number)} deelnemers {name.text}"
        case tree.Expectation(expected, expected_amount):
            return f"verwacht {parts.expected(expected)} {show(expected_amount)}"
    raise TypeError(f"{type(node).__name__} is no statement that the printer knows")


def _measured(
    name: tree.Name,
    title: tree.Text | None,
    moments: tuple[tree.Name, ...] | None,
    period: tree.Name | None,
    kind: tree.MeasurementType,
) -> str:
    when = "" if moments is None else f" op {listed(moments)}"
    when += optional(" per ", period)
    return f"{name.text}{optional(' ', title)}{when}: {parts.measurement_type(kind)}"
