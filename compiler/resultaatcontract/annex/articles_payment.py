"""Who bears the fee and who receives it: shares, orders, top-ups, limits, investors."""

from __future__ import annotations

from ..document.model import Block, Clause, Item, Section, Table
from ..model.contract import (
    BearerLine,
    ByAttribute,
    Claim,
    FixedClaim,
    Floor,
    FundRoom,
    OrderLine,
    PayerLimit,
    Payment,
    PrincipalClaim,
    ReturnClaim,
    SharedReceivers,
    TopUp,
    Waterfall,
)
from ..text import writing
from .figures import flow_figure
from .limits import all_steps
from .sentences import Sentences
from .wording import DAY_COUNTS, PART_OF_A_YEAR, Writer, called, capital, listing, measured, quoted, text


def payment(w: Writer) -> list[Block]:
    contract = w.contract
    blocks: list[Block] = []
    several = len(contract.payments) > 1
    for one in contract.payments:
        fee = "de vergoeding"
        if several:
            titles = w.indicators(one.indicators)
            fee = f"de vergoeding voor {titles}"
            blocks.append(Section(f"Betaling voor {titles}"))
        blocks += _bearers(w, one, fee)
        blocks += [_top_up(w, line) for line in one.top_ups]
        blocks += _receivers(w, one, "deze vergoeding" if several else fee)
    if several:
        blocks.append(Section("Voor alle betalingen"))
        if any(isinstance(step, Floor) for step in all_steps(contract)):
            first = w.indicators(contract.payments[0].indicators)
            words = f"De aanvulling tot een minimum dat boven één indicator uitgaat, volgt de regels voor {first}."
            blocks.append(Clause(text=words))
    figure = flow_figure(w)
    if figure is not None:
        said = "De figuur laat zien wie betaalt en wie ontvangt. Beslissend is wat in de andere leden staat."
        blocks.append(Clause(said, figures=(figure,)))
    if len(contract.tranches) > 1:
        blocks.append(
            Clause(
                text=(
                    "Bij iedere tranche wordt alles verdeeld wat tot en met die tranche verschuldigd is. "
                    "Wat een partij eerder heeft betaald of ontvangen, wordt daarop in mindering gebracht."
                )
            )
        )
    return blocks


# ------------------------------------------------------------------ bearers


def _bearers(w: Writer, payment: Payment, fee: str) -> list[Block]:
    if payment.order:
        return [_in_order(w, payment, fee)]
    if any(line.proportion is not None for line in payment.bearers):
        clauses: list[Block] = [_in_proportion(w, payment, fee)]
    else:
        clauses = [_by_share(w, payment, fee)]
    for line in payment.bearers:
        if line.limit is not None and not isinstance(line.who, ByAttribute):
            clauses.append(Clause(text=_limit(w, called(line.who), line.limit)))
        if line.room is not None and not isinstance(line.who, ByAttribute):
            clauses.append(Clause(text=_room(called(line.who), line.room)))
    return clauses


# «Ten laste van» fits a singular and a plural name alike («de Gemeente», «de Investeerders»).


def _place(line: BearerLine | OrderLine | TopUp) -> str:
    who = line.who if isinstance(line, BearerLine) else line.party
    name = f"de betalers naar {quoted(who.attribute.title)}" if isinstance(who, ByAttribute) else called(who)
    return f"wat ten laste van {name} komt"


def _by_share(w: Writer, payment: Payment, fee: str) -> Clause:
    lines, tables = [], []
    for line in payment.bearers:
        assert line.share is not None
        who = _who(line)
        if isinstance(line.who, ByAttribute):
            tables.append(_parties(line.who, "Betaler"))
        lines.append((who, f"{writing.percent(line.share)}{w.mark(line.assumption, _place(line))}"))
    if len(lines) == 1:
        who, share = lines[0]
        whole = payment.bearers[0].share == 1 and payment.bearers[0].assumption is None
        words = (
            f"{capital(fee)} komt ten laste van {who}."
            if whole
            else f"{capital(fee)} komt voor {share} ten laste van {who}."
        )
        return Clause(text=words, tables=tuple(tables))
    lead = f"{capital(fee)} komt als volgt ten laste van de betalers:"
    return Clause(text=lead, items=_ended([f"{who}: {share}" for who, share in lines]), tables=tuple(tables))


def _who(line: BearerLine) -> str:
    if isinstance(line.who, ByAttribute):
        return f"de partij die in de tabel hieronder staat bij de eigenschap {quoted(line.who.attribute.title)}"
    return called(line.who)


def _ended(lines: list[str]) -> tuple[Item, ...]:
    """Items that end in a semicolon, the last one in a full stop."""
    return (*(Item(f"{line};") for line in lines[:-1]), Item(f"{lines[-1]}."))


def _in_proportion(w: Writer, payment: Payment, fee: str) -> Clause:
    lines, tables = [], []
    for line in payment.bearers:
        assert line.proportion is not None
        moments = line.proportion.moments
        moment = moments[0] if len(moments) == 1 else None
        if isinstance(line.who, ByAttribute):
            tables.append(_parties(line.who, "Betaler"))
        mark = w.mark(line.assumption, _place(line))
        lines.append(f"{_who(line)}: naar rato van {measured(line.proportion, moment)}{mark}")
    closing = ""
    if any(line.proportion is not None and len(line.proportion.moments) > 1 for line in payment.bearers):
        closing = (
            "Een meting op verschillende momenten telt met de uitkomst op het laatste moment "
            f"dat niet na de {_last_day(w)} ligt. "
        )
    if any(line.proportion is not None and line.proportion.moments for line in payment.bearers):
        closing += f"Een meting waarvan nog geen moment op of vóór de {_last_day(w)} ligt, telt daarbij als nul. "
    if payment.when_zero is not None:
        closing += f"Zijn al deze metingen nul, dan komt het geheel ten laste van {called(payment.when_zero)}."
    lead = f"{capital(fee)} komt naar rato van metingen ten laste van de betalers:"
    return Clause(text=lead, items=_ended(lines), tables=tuple(tables), closing=closing.strip())


def _last_day(w: Writer) -> str:
    return w.cut_off if w.timed else "dag van de eindafrekening"


def _in_order(w: Writer, payment: Payment, fee: str) -> Clause:
    s = Sentences(w)
    lines = []
    for index, line in enumerate(payment.order):
        mark = w.mark(line.assumption, _place(line))
        first = "eerst" if index == 0 else "daarna"
        what = "voor de rest" if line.amount is None else f"tot een totaal van {s.value(line.amount)}"
        lines.append(f"{first} ten laste van {called(line.party)}, {what}{mark}")
    return Clause(text=f"{capital(fee)} komt in deze volgorde ten laste van de betalers:", items=_ended(lines))


def _room(who: str, room: FundRoom) -> str:
    words = f"{capital(who)} betaalt dit voor zover de grenzen van het resultatenfonds dat toelaten."
    if room.moves_on:
        return (
            f"{words} Wat dat te boven gaat, wordt betaald bij de eerste tranche waarbij het fonds weer ruimte heeft."
        )
    if room.excess is None:
        return f"{words} Wat dat te boven gaat, vervalt en is niemand verschuldigd."
    return f"{words} Wat dat te boven gaat, komt ten laste van {called(room.excess)}."


def _limit(w: Writer, who: str, limit: PayerLimit) -> str:
    yearly = " per kalenderjaar" if limit.per_year else ""
    words = f"Ten laste van {who} komt in totaal ten hoogste {Sentences(w).value(limit.amount)}{yearly}."
    if limit.excess is None:
        return f"{words} Wat daarboven uitkomt, vervalt en is niemand verschuldigd."
    return f"{words} Wat daarboven uitkomt, komt ten laste van {called(limit.excess)}."


def _top_up(w: Writer, line: TopUp) -> Clause:
    mark = w.mark(line.assumption, _place(line))
    words = (
        f"Ten laste van {called(line.party)} komt een aanvulling van {writing.percent(line.share)} van wat ten laste van "
        f"{called(line.base)} komt{mark}. De aanvulling komt boven op de vergoeding en wordt afgerond op {w.smallest}."
    )
    if line.limit is not None:
        words = f"{words} {_limit(w, called(line.party), line.limit)}"
    if line.room is not None:
        words = f"{words} {_room(called(line.party), line.room)}"
    return Clause(text=words)


def _parties(by: ByAttribute, heading: str) -> Table:
    titles = dict(by.attribute.choices)
    rows = tuple((text(titles[choice]), capital(called(party))) for choice, party in by.parties)
    return Table((text(by.attribute.title), heading), rows)


# ------------------------------------------------------------------ receivers


def _receivers(w: Writer, payment: Payment, fee: str) -> list[Block]:
    match payment.receivers:
        case SharedReceivers():
            return [_shared(w, payment.receivers, fee)]
        case ByAttribute():
            which = quoted(payment.receivers.attribute.title)
            words = (
                f"{capital(fee)} wordt betaald aan de partij die in de tabel hieronder staat bij de eigenschap {which}."
            )
            return [Clause(text=words, tables=(_parties(payment.receivers, "Ontvanger"),))]
        case Waterfall():
            clauses = _waterfall(w, payment.receivers, fee)
            first = next(one for one in w.contract.payments if isinstance(one.receivers, Waterfall))
            return [*clauses, _deposits(w)] if payment is first and w.contract.deposits else clauses


def _shared(w: Writer, receivers: SharedReceivers, fee: str) -> Clause:
    names = [f"de {w.many}" if party is None else called(party) for party, _ in receivers.shares]
    mark = w.mark(receivers.assumption, f"de verdeling over {listing(names)}")
    if len(names) == 1 and receivers.shares[0][0] is None:
        words = f"{capital(fee)} wordt betaald aan {names[0]}{mark}. Ieder ontvangt wat voor de eigen resultaten verschuldigd is."
        return Clause(text=words)
    if len(names) == 1:
        return Clause(text=f"{capital(fee)} wordt betaald aan {names[0]}{mark}.")
    items = [f"{name}: {writing.percent(share)}" for name, (_, share) in zip(names, receivers.shares, strict=True)]
    shown = [Item(f"{one};") for one in items[:-1]] + [Item(f"{items[-1]}.")]
    return Clause(text=f"{capital(fee)} wordt als volgt verdeeld over de ontvangers{mark}:", items=tuple(shown))


def _waterfall(w: Writer, waterfall: Waterfall, fee: str) -> list[Block]:
    items = []
    for index, claim in enumerate(waterfall.claims):
        items.append(Item(f"{'eerst' if index == 0 else 'daarna'} {_claim(w, claim)};"))
    rest = waterfall.rest
    names = [f"de {w.many}" if party is None else called(party) for party, _ in rest.shares]
    mark = w.mark(rest.assumption, f"de bestemming van de rest, {listing(names)}")
    if len(names) == 1:
        items.append(Item(f"ten slotte de rest aan {names[0]}{mark}."))
    else:
        shares = [f"{name} {writing.percent(share)}" for name, (_, share) in zip(names, rest.shares, strict=True)]
        items.append(Item(f"ten slotte de rest aan {listing(shares)}{mark}."))
    clauses: list[Block] = [
        Clause(text=f"{capital(fee)} wordt bij iedere tranche in deze volgorde uitbetaald:", items=tuple(items))
    ]
    returns = [claim for claim in waterfall.claims if isinstance(claim, ReturnClaim)]
    for claim in returns:
        clauses.append(Clause(text=_return(w, claim)))
    if len(waterfall.claims) > 0 and any(
        isinstance(c, PrincipalClaim | ReturnClaim) and len(c.parties) > 1 for c in waterfall.claims
    ):
        words = "Is er niet genoeg om een aanspraak van verschillende partijen geheel te betalen, dan wordt betaald naar rato van wat ieder te vorderen heeft."
        clauses.append(Clause(text=words))
    words = (
        "Daalt wat in totaal verschuldigd is, dan betalen de ontvangers het verschil in omgekeerde volgorde terug, "
        "te beginnen met de ontvanger van de rest. Ontvangers van dezelfde aanspraak betalen terug naar rato van wat zij "
        "daaruit hebben ontvangen. Wat is terugbetaald, staat weer open."
    )
    clauses.append(Clause(text=words))
    return clauses


def _claim(w: Writer, claim: Claim) -> str:
    match claim:
        case PrincipalClaim(parties=parties, part=part):
            names = listing([called(one) for one in parties])
            mark = w.mark(claim.assumption, f"de terugbetaling van de inleg aan {names}")
            if part == 1:
                return f"de inleg die nog niet is terugbetaald, aan {names}{mark}"
            of = "" if len(parties) == 1 else " van ieder"
            return f"de inleg{of}, totdat {writing.percent(part)} daarvan (afgerond op {w.smallest}) is terugbetaald, aan {names}{mark}"
        case ReturnClaim(parties=parties, rate=rate, compound=compound):
            names = listing([called(one) for one in parties])
            mark = w.mark(claim.assumption, f"het rendement voor {names}")
            kind = "samengesteld" if compound else "enkelvoudig"
            return (
                f"het opgebouwde rendement van ten hoogste {writing.percent(rate)} per jaar, {kind}, aan {names}{mark}"
            )
        case FixedClaim(party=party, amount=amount):
            mark = w.mark(claim.assumption, f"het vaste bedrag voor {called(party)}")
            return f"in totaal ten hoogste {Sentences(w).value(amount)} aan {called(party)}{mark}"


def _return(w: Writer, claim: ReturnClaim) -> str:
    names = listing([called(one) for one in claim.parties])
    words = (
        f"Het rendement voor {names} wordt opgebouwd over de inleg die nog niet is terugbetaald, vanaf de dag van de inleg tot de datum van betaling. "
        f"{PART_OF_A_YEAR} {DAY_COUNTS[claim.day_count]}."
    )
    if claim.compound:
        words += (
            " Rendement dat niet is betaald, wordt bij de volgende tranche bij de inleg geteld. "
            "Binnen een periode draagt rendement na ieder vol jaar ook rendement; over het overige deel van een jaar is het enkelvoudig."
        )
    else:
        words += " Over rendement wordt geen rendement berekend."
    return f"{words} Het opgebouwde rendement wordt per partij en per tranche afgerond op {w.smallest}."


def _deposits(w: Writer) -> Clause:
    rows = []
    for one in w.contract.deposits:
        mark = w.mark(one.assumption, f"de inleg van {called(one.party)} op {writing.day(one.day)}")
        rows.append((capital(called(one.party)), writing.day(one.day), f"{w.money(one.amount)}{mark}"))
    table = Table(("Investeerder", "Datum", "Inleg"), tuple(rows), amounts=(2,))
    return Clause(text="De inleg van de investeerders is:", tables=(table,))
