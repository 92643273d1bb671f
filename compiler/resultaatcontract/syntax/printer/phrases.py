"""What stands within a line: names, literals, expressions, and small parts that several statements share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from ...text import writing
from .. import tree

Part: TypeAlias = (
    "tree.Expr | tree.Name | tree.Text | tree.Duration | tree.Marker | tree.PerUnit | tree.Choice | tree.Receiver"
    " | tree.AfterMoment | tree.BeforeMoment | tree.AfterPeriod | tree.AfterStart | tree.Assign | tree.AssignDate | tree.AtMostCounts | tree.GoesTo"
    " | tree.Rounded | tree.InYear | tree.InTranche"
)


def show(part: Part) -> str:
    match part:
        case tree.Name(text):
            return text
        case tree.Text(value):
            return writing.source_text(value)
        case tree.Duration(value):
            return writing.duration(value)
        case tree.Marker():
            return part.value
        case tree.PerUnit(unit):
            return unit.text
        case tree.Choice(name, title):
            return name.text + optional(" ", title)
        case tree.Receiver(subject, share):
            return show(subject) + optional(" ", share)
        case tree.AfterPeriod(length):
            return f"{show(length)} na afloop"
        case tree.AfterStart(length):
            return f"{show(length)} na aanvang"
        case tree.AfterMoment(length, moment):
            return f"{show(length)} na {moment.text}"
        case tree.BeforeMoment(length, moment):
            return f"{show(length)} voor {moment.text}"
        case tree.Assign(name, moment, value):
            return f"{name.text}{optional(' op ', moment)} = {show(value)}"
        case tree.AssignDate(moment, day):
            return f"datum {moment.text} = {show(day)}"
        case tree.Rounded(unit, direction):
            return f"afronden op {show(unit)}{optional(' ', direction)}"
        case tree.InYear(year):
            return writing.source_year(year.value)
        case tree.InTranche(tranche):
            return f"tranche {tranche.text}"
        case tree.AtMostCounts(number):
            return f"ten hoogste {show(number)} {'telt' if number.value == 1 else 'tellen'}"
        case tree.GoesTo(party):
            return f"daarboven {party.text}"
        case _:
            return _expression(part)


def optional(lead: str, part: Part | None) -> str:
    """The part with the words before it, or nothing where the author left it out."""
    return "" if part is None else f"{lead}{show(part)}"


def listed(parts: Iterable[Part]) -> str:
    return ", ".join(show(part) for part in parts)


def _expression(node: tree.Expr) -> str:
    """Parentheses stand exactly where the tree has them, so that an author keeps those that only help to read."""
    match node:
        case (
            tree.OpenDate(name=name)
            | tree.OpenAmount(name=name)
            | tree.OpenPercent(name=name)
            | tree.OpenNumber(name=name)
        ):
            return name.text
        case tree.Number(value):
            return writing.number(value)
        case tree.Percent(value):
            return writing.source_percent(value)
        case tree.Amount(value, currency):
            return writing.source_money(value, currency)
        case tree.Date(day):
            return writing.day(day)
        case tree.Minus(operand):
            return f"−{show(operand)}"
        case tree.Either(left, right):
            return f"{show(left)} of {show(right)}"
        case tree.Both(left, right):
            return f"{show(left)} en {show(right)}"
        case tree.Negation(operand):
            return f"niet {show(operand)}"
        case tree.Compare(left, operator, right):
            return f"{show(left)} {operator} {show(right)}"
        case tree.IsChoice(subject, choice):
            return f"{show(subject)} is {choice.text}"
        case tree.Add(left, right):
            return f"{show(left)} + {show(right)}"
        case tree.Subtract(left, right):
            return f"{show(left)} − {show(right)}"
        case tree.Multiply(left, right):
            return f"{show(left)} × {show(right)}"
        case tree.Divide(left, right):
            return f"{show(left)} / {show(right)}"
        case tree.Parenthesised(operand):
            return f"({show(operand)})"
        case tree.PercentOf(percent, whole):
            return f"{show(percent)} van {show(whole)}"
        case tree.Reference(name, moment):
            return name.text + optional(" op ", moment)
        case tree.ReferenceThrough(name, first, last):
            return f"{name.text} op {first.text} t/m {last.text}"
        case tree.ChangeBetween(change, name, first, last):
            return f"{change.value} van {name.text} van {first.text} naar {last.text}"
        case tree.RelativeChangeBetween(change, name, first, last):
            return f"procentuele {change.value} van {name.text} van {first.text} naar {last.text}"
        case tree.ChangeAgainst(change, changed, reference):
            return f"{change.value} van {show(changed)} ten opzichte van {show(reference)}"
        case tree.RelativeChangeAgainst(change, changed, reference):
            return f"procentuele {change.value} van {show(changed)} ten opzichte van {show(reference)}"
        case tree.CountOf(condition):
            return f"aantal deelnemers{optional(' met ', condition)}"
        case tree.ShareOf(condition, among):
            return f"aandeel deelnemers met {show(condition)}{optional(' onder deelnemers met ', among)}"
        case tree.SumOf(summed, condition):
            return f"som van {show(summed)} over deelnemers{optional(' met ', condition)}"
        case tree.AverageOf(summed, condition):
            return f"gemiddelde van {show(summed)} over deelnemers{optional(' met ', condition)}"
        case tree.InEvery(words, of, condition):
            return f"{words} {of.text} {show(condition)}"
        case tree.SumPerPeriod(summed, period):
            return f"som van {show(summed)} per {period.text}"
        case tree.AveragePerPeriod(summed, period):
            return f"gemiddelde van {show(summed)} per {period.text}"
        case tree.HighestOf(values):
            return f"hoogste van ({listed(values)})"
        case tree.LowestOf(values):
            return f"laagste van ({listed(values)})"
        case tree.DateAfter(length, start):
            return f"{show(length)} na {show(start)}"
        case tree.DateBefore(length, end):
            return f"{show(length)} voor {show(end)}"
        case tree.TotalPaid(when):
            return f"totaal{optional(' in ', when)}"
        case tree.Entitlement(when):
            return f"het recht{optional(' in ', when)}"
        case tree.PaidByParty(party, when):
            return f"{party.text} betaalt{optional(' in ', when)}"
        case tree.ReceivedByParty(party, when):
            return f"{party.text} ontvangt{optional(' in ', when)}"
        case tree.PaidForIndicator(indicator, when):
            return f"indicator {indicator.text}{optional(' in ', when)}"
        case _:
            assert_never(node)
