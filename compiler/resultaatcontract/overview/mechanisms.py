"""The mechanisms that a contract uses, by name, read off its model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from ..model import contract as m
from ..syntax import tree
from ..text.source import Source

_TABLES = {m.Reading.STEP: "staffel", m.Reading.SLICE: "schijven", m.Reading.LINE: "lineaire tabel"}
_TRANCHES = {
    m.TrancheKind.SHARE: "tussentijdse betaling",
    m.TrancheKind.ADVANCE: "voorschot",
    m.TrancheKind.INSTALMENT: "termijnen",
}


def mechanisms(contract: m.Contract, written: tree.Contract, used: Sequence[Source]) -> tuple[str, ...]:
    """Their names, each once: how the amount comes about, its limits, who pays, who receives, when, and what is reused.

    `written` is the tree as the author wrote it, `used` are the other files.
    """
    found = [*_prices(contract), *_limits(contract), *_payers(contract), *_receivers(contract), *_times(contract)]
    if any(isinstance(one, tree.Instance) for one in written.statements):
        found.append("sjabloon")
    if any("bibliotheek" in PurePosixPath(one.name).parts for one in used):
        found.append("bibliotheek")
    return tuple(dict.fromkeys(found))


def _prices(contract: m.Contract) -> Iterator[str]:
    groups = [one for one in contract.parts if isinstance(one, m.Group)]
    weights = [one.weight for one in groups] + [one.weight for one in contract.indicators]
    if any(one is not None for one in weights):
        yield "wegingen"
    if any(one.at_most is not None for one in groups):
        yield "ten hoogste een aantal van een groep"
    for one in contract.indicators:
        match one.price:
            case m.WeightPrice():
                yield "wegingen"
            case m.TablePrice(reading=reading):
                yield _TABLES[reading]
            case m.ChoicePrice():
                yield "prijs per groep deelnemers"
            case m.ForgivenessPrice():
                yield "kwijtschelding"
            case m.RebatePrice():
                yield "rentekorting"
            case m.FlatPrice(sign=-1) | m.FlatPrice(signed=True):
                yield "malus"
        if one.first is not None:
            yield "alleen de eerste deelnemers"
    gates = [one.gates for one in groups] + [one.gates for one in contract.indicators]
    if any(gates) or any(one.gates for one in contract.tranches):
        yield "voorwaarde"


def _steps(contract: m.Contract) -> Iterator[m.Step]:
    yield from (*contract.steps, *contract.participant_steps)
    for part in (*contract.parts, *contract.indicators):
        yield from (*part.steps, *part.participant_steps)
        if isinstance(part, m.Indicator):
            yield from part.period_steps
    for level in contract.levels:
        yield from (step for _, step in level.steps)


def _limits(contract: m.Contract) -> Iterator[str]:
    kinds = {type(one) for one in _steps(contract)}
    if m.Floor in kinds:
        yield "minimum"
    if m.Cap in kinds:
        yield "maximum"
    if contract.levels:
        yield "grens per groep deelnemers"
    if contract.year_caps:
        yield "maximum per kalenderjaar"
    if any(one.cap is not None for one in contract.tranches):
        yield "maximum per tranche"
    if m.Discount in kinds:
        yield "korting"
    if m.Deduction in kinds:
        yield "aftrek"


def _payers(contract: m.Contract) -> Iterator[str]:
    for payment in contract.payments:
        if payment.order:
            yield "betalers na elkaar"
        if any(isinstance(one.who, m.ByAttribute) for one in payment.bearers):
            yield "betaler naar kenmerk van de deelnemer"
        if any(one.proportion is not None for one in payment.bearers):
            yield "verdeling naar rato"
        if sum(one.share is not None for one in payment.bearers) > 1:
            yield "vaste verdeling over betalers"
        if payment.top_ups:
            yield "aanvulling (top-up)"
        limits = [one.limit for one in payment.bearers] + [one.limit for one in payment.top_ups]
        if any(one is not None for one in limits):
            yield "grens per betaler"


def _receivers(contract: m.Contract) -> Iterator[str]:
    for payment in contract.payments:
        match payment.receivers:
            case m.Waterfall():
                yield "voorrang voor investeerders"
            case m.ByAttribute():
                yield "ontvanger naar kenmerk van de deelnemer"
            case m.SharedReceivers(shares=[_, _, *_]):
                yield "vaste verdeling over ontvangers"
    if contract.deposits:
        yield "voorfinanciering"


def _times(contract: m.Contract) -> Iterator[str]:
    if contract.periods:
        yield "periodes"
    if contract.tranches_given:
        yield from (_TRANCHES[one.kind] for one in contract.tranches if one.kind in _TRANCHES)
    if contract.recovery is not None:
        yield "terugbetaling" if contract.recovery.pay_back else "verrekening"
    if contract.indexation is not None:
        yield "indexering"
    if contract.vat is not None and contract.vat.rate is not None:
        yield "btw"
