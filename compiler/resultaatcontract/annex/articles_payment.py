"""Who bears the fee and who receives it; what a malus and a loan do to that. Payers and investors have files of their own."""

from __future__ import annotations

from ..document.model import Block, Clause, Section
from ..model.contract import (
    ByAttribute,
    ForgivenessPrice,
    Payment,
    RebatePrice,
    SharedReceivers,
    Waterfall,
)
from ..text import writing
from .articles_investors import waterfall
from .articles_payers import bearers, ended, is_malus, of_attribute, parties, top_up
from .figures import flow_figure
from .limits import floors_above
from .sharing import can_be_negative, payers, receivers, several
from .sources import sourced
from .wording import Writer, called, capital, listing


def payment(w: Writer) -> list[Block]:
    contract = w.contract
    blocks: list[Block] = []
    apart = len(contract.payments) > 1
    for one in contract.payments:
        what = "malus" if is_malus(one) else "vergoeding"
        fee = f"de {what}"
        if apart:
            titles = w.indicators(one.indicators)
            fee = f"de {what} voor {titles}"
            blocks.append(Section(f"Betaling voor {titles}"))
        this = f"deze {what}" if apart else fee
        own = [*bearers(w, one, fee), *(top_up(w, one, index, fee) for index, _ in enumerate(one.top_ups))]
        own += [*_receivers(w, one, this), *_negative(w, one, this), *_loans(w, one)]
        blocks += sourced(own, one)
    return [*blocks, *_for_all(w, apart)]


def _for_all(w: Writer, apart: bool) -> list[Block]:
    """What holds for every `betaling` alike, under a heading of its own where there are several."""
    blocks: list[Block] = []
    if apart and floors_above(w.contract):
        first = w.indicators(w.contract.payments[0].indicators)
        words = f"Een aanvulling op bedragen voor verschillende indicatoren samen volgt de regels voor {first}."
        blocks.append(Clause(text=words))
    figure = flow_figure(w)
    if figure is not None:
        said = "De figuur laat zien wie betaalt en wie ontvangt. Beslissend is wat in de andere leden staat."
        blocks.append(Clause(said, figures=(figure,)))
    if len(w.contract.tranches) > 1:
        words = (
            "Bij iedere tranche wordt alles verdeeld wat tot en met die tranche verschuldigd is. Wat een partij eerder heeft "
            "betaald of ontvangen, wordt daarop in mindering gebracht."
        )
        blocks.append(Clause(text=words))
    return [Section("Voor alle betalingen"), *blocks] if apart and blocks else blocks


# ------------------------------------------------------------------ receivers


def _receivers(w: Writer, payment: Payment, fee: str) -> list[Block]:
    match payment.receivers:
        case SharedReceivers():
            return [_shared(w, payment, payment.receivers, fee)]
        case ByAttribute():
            words = f"{capital(fee)} {_goes_to(payment)} {of_attribute(w, payment.receivers)}."
            return [Clause(text=words, tables=tuple(parties(payment.receivers, "Ontvanger")))]
        case Waterfall():
            return waterfall(w, payment, payment.receivers, fee)


def _goes_to(payment: Payment) -> str:
    """How what is due reaches its receivers."""
    if is_malus(payment):
        return "komt ten laste van"
    prices = [one.price for one in payment.indicators if one.price is not None]
    lent = bool(prices) and all(isinstance(one, ForgivenessPrice | RebatePrice) for one in prices)
    return "komt toe aan" if lent else "wordt betaald aan"


def _shared(w: Writer, payment: Payment, shared: SharedReceivers, fee: str) -> Clause:
    names = [f"de {w.many}" if party is None else called(party) for party, _ in shared.shares]
    mark = w.mark(shared.assumption, f"de verdeling over {listing(names)}")
    if len(names) == 1:
        words = f"{capital(fee)} {_goes_to(payment)} {names[0]}{mark}."
        if shared.shares[0][0] is None:
            words += " Ieder ontvangt wat voor de eigen resultaten verschuldigd is."
        return Clause(text=words)
    items = [f"{name}: {writing.percent(share)}" for name, (_, share) in zip(names, shared.shares, strict=True)]
    how = "komt als volgt ten laste van" if is_malus(payment) else "wordt als volgt verdeeld over"
    return Clause(text=f"{capital(fee)} {how} de ontvangers{mark}:", items=ended(items))


def _negative(w: Writer, payment: Payment, fee: str) -> list[Block]:
    """Which way the money goes when a malus is more than the fee it comes off."""
    if is_malus(payment) or not can_be_negative(w.contract, payment):
        return []
    paying, receiving = payers([payment]), receivers([payment])
    to = "de betalers" if several(paying) else w.party(next(iter(paying)))
    at = "de ontvangers" if several(receiving) else w.party(next(iter(receiving)))
    if payment.order:
        to = called(payment.order[0].party)
    if isinstance(payment.receivers, Waterfall):
        shares = payment.receivers.rest.shares
        at = listing([f"de {w.many}" if party is None else called(party) for party, _ in shares])
    if to == at:
        return [Clause(text=f"Is {fee} negatief, dan is niemand daarover iets verschuldigd.")]
    shared = several(paying) and not payment.order
    if isinstance(payment.receivers, Waterfall):
        shared |= len(payment.receivers.rest.shares) > 1
    else:
        shared |= several(receiving)
    split = "in dezelfde verdeling " if shared else ""
    return [Clause(text=f"Is {fee} negatief, dan komt het bedrag {split}ten goede aan {to} en ten laste van {at}.")]


def _loans(w: Writer, payment: Payment) -> list[Block]:
    """A rebate or forgiveness isn't paid out: it makes less due on the loan."""
    prices = [one.price for one in payment.indicators]
    paying, receiving = payers([payment]), receivers([payment])
    between = ""
    if not several(paying) and not several(receiving):
        between = f" door {w.party(next(iter(receiving)))} aan {w.party(next(iter(paying)))}"
    falls = len(w.contract.tranches) > 1
    words = []
    if any(isinstance(one, RebatePrice) for one in prices):
        words.append(
            "Een rentekorting wordt niet uitbetaald. Zij wordt op de datum van betaling in mindering gebracht op de rente die "
            f"over de lening{between} verschuldigd is."
        )
        if falls:
            words.append(
                "Valt een rentekorting bij een latere tranche lager uit dan tot en met de tranche daarvóór, dan is het verschil alsnog "
                "verschuldigde rente."
            )
    if any(isinstance(one, ForgivenessPrice) for one in prices):
        words.append(
            "Een kwijtschelding wordt niet uitbetaald. Zij vermindert op de datum van betaling de hoofdsom die "
            f"nog{between} moet worden afgelost."
        )
        if falls:
            words.append(
                "Valt een kwijtschelding bij een latere tranche lager uit dan tot en met de tranche daarvóór, dan is het verschil weer deel "
                "van de hoofdsom."
            )
            if any(isinstance(one, RebatePrice) for one in prices):
                words.append("Een rentekorting en een kwijtschelding worden niet met elkaar verrekend.")
    return [Clause(text=" ".join(words))] if words else []
