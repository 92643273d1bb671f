"""The order in which what is paid reaches investors and others: principal, return, fixed amounts, the rest; and what they put in."""

from __future__ import annotations

from ..document.model import Block, Clause, Item, Table
from ..model.contract import (
    Claim,
    FixedClaim,
    Payment,
    PrincipalClaim,
    ReturnClaim,
    SharedReceivers,
    Waterfall,
)
from ..text import writing
from .sentences import Sentences
from .sharing import payers
from .sources import lines_of
from .wording import DAY_COUNTS, PART_OF_A_YEAR, Writer, called, capital, listing


def waterfall(w: Writer, payment: Payment, receivers: Waterfall, fee: str) -> list[Block]:
    """The clauses about the order of one `betaling`; with those about what was put in at the first that has an order."""
    items = [
        Item(f"{'eerst' if index == 0 else 'daarna'} {_claim(w, claim)};")
        for index, claim in enumerate(receivers.claims)
    ]
    items.append(Item(f"ten slotte de rest{_rest(w, payment, receivers.rest)}."))
    per = "bij iedere tranche " if len(w.contract.tranches) > 1 else ""
    clauses: list[Block] = [Clause(text=f"{capital(fee)} wordt {per}in deze volgorde uitbetaald:", items=tuple(items))]
    returns = [claim for claim in receivers.claims if isinstance(claim, ReturnClaim)]
    clauses += [Clause(text=_return(w, claim)) for claim in returns]
    if any(isinstance(one, PrincipalClaim | ReturnClaim) and len(one.parties) > 1 for one in receivers.claims):
        words = (
            "Is er niet genoeg om een aanspraak van verschillende partijen geheel te betalen, dan wordt betaald naar rato van "
            "wat ieder te vorderen heeft."
        )
        clauses.append(Clause(text=words))
    clauses += _open(w, receivers)
    if len(w.contract.tranches) > 1:
        words = (
            f"Moet volgens {w.article('tranches')} iets worden terugbetaald, dan betalen de ontvangers dat in omgekeerde "
            "volgorde terug, te beginnen met de ontvanger van de rest. Ontvangers van dezelfde aanspraak betalen terug naar "
            "rato van wat zij daaruit hebben ontvangen. Wat is terugbetaald, staat weer open."
        )
        clauses.append(Clause(text=words))
    first = next(one for one in w.contract.payments if isinstance(one.receivers, Waterfall))
    return [*clauses, _deposits(w)] if payment is first and w.contract.deposits else clauses


def _claim(w: Writer, claim: Claim) -> str:
    match claim:
        case PrincipalClaim(parties=parties, part=part):
            names = listing([called(one) for one in parties])
            mark = w.mark(claim.assumption, f"de terugbetaling van de inleg aan {names}")
            if part == 1:
                return f"de inleg die nog niet is terugbetaald, aan {names}{mark}"
            of = "" if len(parties) == 1 else " van ieder"
            until = f"totdat {writing.percent(part)} daarvan (afgerond op {w.smallest}) is terugbetaald"
            return f"de inleg{of}, {until}, aan {names}{mark}"
        case ReturnClaim(parties=parties, rate=rate):
            names = listing([called(one) for one in parties])
            mark = w.mark(claim.assumption, f"het rendement voor {names}")
            return f"het opgebouwde rendement van {writing.percent(rate)} per jaar, aan {names}{mark}"
        case FixedClaim(party=party, amount=amount):
            mark = w.mark(claim.assumption, f"het vaste bedrag voor {called(party)}")
            return f"in totaal ten hoogste {Sentences(w).value(amount)} aan {called(party)}{mark}"


def _rest(w: Writer, payment: Payment, rest: SharedReceivers) -> str:
    """Who gets the rest. What comes to the only payer stays there."""
    names = [f"de {w.many}" if party is None else called(party) for party, _ in rest.shares]
    mark = w.mark(rest.assumption, f"de bestemming van de rest, {listing(names)}")
    alone = payers([payment])
    own = [called(party) for party, _ in rest.shares if party is not None and alone == {party.name}]
    if len(names) == 1:
        stays = f"; die rest blijft bij {own[0]} en wordt niet uitbetaald" if own else ""
        return f" aan {names[0]}{mark}{stays}"
    shares = [f"voor {writing.percent(share)} aan {name}" for name, (_, share) in zip(names, rest.shares, strict=True)]
    stays = f"; het deel van {own[0]} blijft daar en wordt niet uitbetaald" if own else ""
    return f", {listing(shares)}{mark}{stays}"


def _return(w: Writer, claim: ReturnClaim) -> str:
    names = listing([called(one) for one in claim.parties])
    kind = "samengesteld" if claim.compound else "enkelvoudig"
    leap = "; ook een schrikkeldag telt mee" if claim.day_count == "werkelijk/365" else ""
    words = [
        f"Het rendement voor {names} is {writing.percent(claim.rate)} per jaar, {kind}, over de inleg die nog niet is "
        "terugbetaald.",
        "Het wordt berekend vanaf de dag van de inleg, die meetelt, tot de datum van betaling, die niet meetelt.",
    ]
    if claim.compound:
        if len(w.contract.tranches) > 1:
            words.append("Rendement dat bij een tranche niet is betaald, draagt vanaf die tranche zelf rendement.")
        between = " en tussen twee tranches" if len(w.contract.tranches) > 1 else ""
        words += [
            f"Tussen de dag van de inleg en de eerste tranche daarna{between} draagt rendement na ieder vol jaar ook zelf rendement; "
            "over het overige deel van een jaar is het enkelvoudig.",
            f"{PART_OF_A_YEAR} {DAY_COUNTS[claim.day_count]}.",
        ]
    else:
        words += [
            f"Die tijd is, in jaren, {DAY_COUNTS[claim.day_count]}{leap}.",
            "Over rendement wordt geen rendement berekend.",
        ]
    per = "per partij en per tranche" if len(w.contract.tranches) > 1 else "per partij"
    words.append(f"Het opgebouwde rendement wordt {per} afgerond op {w.smallest}.")
    return " ".join(words)


def _open(w: Writer, receivers: Waterfall) -> list[Clause]:
    """What becomes of principal and return that the fee can't pay, and when what is put in begins to count."""
    kinds = [
        name
        for name, kind in (("inleg", PrincipalClaim), ("rendement", ReturnClaim))
        if any(isinstance(one, kind) for one in receivers.claims)
    ]
    if not kinds:
        return []
    tranches = w.contract.tranches
    what = " of ".join(kinds)
    words = []
    if len(tranches) > 1:
        words.append(f"Kan {what} bij een tranche niet geheel worden betaald, dan blijft het overige openstaan.")
    words.append(f"Wat na de eindafrekening aan {what} nog openstaat, is op grond van deze bijlage niet verschuldigd.")
    if any(one.day > tranches[0].day for one in w.contract.deposits):
        words.append("Inleg van na de datum van betaling telt bij die tranche nog niet mee.")
    return [Clause(text=" ".join(words))]


def _deposits(w: Writer) -> Clause:
    rows = []
    for one in w.contract.deposits:
        mark = w.mark(one.assumption, f"de inleg van {called(one.party)} op {writing.day(one.day)}")
        rows.append((capital(called(one.party)), writing.day(one.day), f"{w.money(one.amount)}{mark}"))
    table = Table(("Investeerder", "Datum van de inleg", "Inleg"), tuple(rows), amounts=(2,))
    lead = "De volgende inleg wordt ter beschikking gesteld:"
    return Clause(text=lead, tables=(table,), source=lines_of(*w.contract.deposits))
