"""Parts of a line that come in several shapes: types, bands, bearings, claims, and what an example expects."""

from __future__ import annotations

from typing import assert_never

from ...text import writing
from .. import tree
from .phrases import listed, optional, show


def measurement_type(kind: tree.MeasurementType) -> str:
    match kind:
        case tree.Marker():
            return show(kind)
        case tree.CountType(unit, between):
            return f"aantal{optional(' ', unit)} {_range(between)}"
        case tree.NumberType(between, step):
            return f"getal {_range(between)}{_step_size(step)}"
        case tree.PercentageType(between, step):
            return f"percentage {_range(between)}{_step_size(step)}"
        case tree.MoneyType(between, step):
            return f"bedrag {_range(between)}{_step_size(step)}"
        case _:
            assert_never(kind)


def _range(between: tree.Range) -> str:
    return f"{show(between.lowest)} t/m {show(between.highest)}"


def _step_size(step: tree.StepSize | None) -> str:
    return "" if step is None else f" in stappen van {show(step.size)}"


def band(band: tree.Band) -> str:
    match band:
        case tree.BandFromTo(low, high):
            return f"van {show(low)} tot {show(high)}"
        case tree.BandFromThrough(low, high):
            return f"van {show(low)} t/m {show(high)}"
        case tree.BandAboveThrough(low, high):
            return f"boven {show(low)} t/m {show(high)}"
        case tree.BandAboveTo(low, high):
            return f"boven {show(low)} tot {show(high)}"
        case tree.BandFrom(low):
            return f"vanaf {show(low)}"
        case tree.BandAbove(low):
            return f"boven {show(low)}"
        case tree.BandTo(high):
            return f"tot {show(high)}"
        case tree.BandThrough(high):
            return f"t/m {show(high)}"
        case tree.Point(at):
            return f"bij {show(at)}"
        case _:
            assert_never(band)


def row_amount(amount: tree.RowFee | tree.RowMalus) -> str:
    match amount:
        case tree.RowFee(price, unit):
            return f"{show(price)}{optional(' per ', unit)}"
        case tree.RowMalus(price, unit):
            return f"malus {show(price)}{optional(' per ', unit)}"
        case _:
            assert_never(amount)


def bearing(bearing: tree.Bearing) -> str:
    match bearing:
        case tree.Marker():
            return show(bearing)
        case tree.BearsShare(share):
            return show(share)
        case tree.BearsInProportion(measurement):
            return f"naar rato van {measurement.text}"
        case _:
            assert_never(bearing)


def limit(limit: tree.PayerLimit | None, within: tree.WithinFund | None) -> str:
    held = "" if limit is None else f", ten hoogste {show(limit.amount)}{optional(' ', limit.per_year)}"
    return held if within is None else f"{held}, binnen het resultatenfonds"


def claim(claim: tree.Claim) -> str:
    match claim:
        case tree.Principal(part, parties):
            of = "" if part is None else f"{show(part)} van "
            return f"{of}hoofdsom aan {listed(parties)}"
        case tree.ReturnOnPrincipal(rate, interest, day_count, parties):
            paid = f"{show(interest)}, {day_count} aan {listed(parties)}"
            return f"rendement ten hoogste {show(rate)} per jaar, {paid}"
        case tree.FixedClaim(amount, party):
            return f"{show(amount)} aan {party.text}"
        case _:
            assert_never(claim)


def tranche_amount(amount: tree.TrancheAmount) -> str:
    match amount:
        case tree.Marker():
            return show(amount)
        case tree.ShareOfEntitlement(share):
            return f"{show(share)} van het recht"
        case tree.Advance(advanced, settled_from):
            return f"voorschot {show(advanced)}{optional(', verrekend vanaf ', settled_from)}"
        case tree.Instalment(instalment):
            return f"termijn {show(instalment)}"
        case _:
            assert_never(amount)


def recovery_way(way: tree.PayBack | tree.Marker) -> str:
    match way:
        case tree.Marker():
            return show(way)
        case tree.PayBack(within):
            return f"terugbetalen{optional(' binnen ', within)}"
        case _:
            assert_never(way)


def expected(expected: tree.Expected) -> str:
    match expected:
        case tree.Marker():
            return show(expected)
        case tree.ExpectPays(party):
            return f"{party.text} betaalt"
        case tree.ExpectReceives(party):
            return f"{party.text} ontvangt"
        case tree.ExpectIndicator(indicator):
            return f"indicator {indicator.text}"
        case tree.ExpectTranche(tranche):
            return f"tranche {tranche.text}"
        case tree.ExpectTranchePays(tranche, party):
            return f"tranche {tranche.text}, {party.text} betaalt"
        case tree.ExpectTrancheReceives(tranche, party):
            return f"tranche {tranche.text}, {party.text} ontvangt"
        case tree.ExpectYear(year):
            return f"jaar {writing.source_year(year.value)}"
        case tree.ExpectParticipant(participant):
            return f"deelnemer {participant.text}"
        case tree.ExpectMember(member):
            return f"overeenkomst {member.text}"
        case tree.ExpectCall(call):
            return f"uitvraag {call.text}"
        case _:
            assert_never(expected)
