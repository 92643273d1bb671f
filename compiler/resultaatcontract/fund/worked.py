"""The worked examples of a fund: what is asked and paid day by day, which limit held, and what is left of each contribution."""

from __future__ import annotations

from fractions import Fraction

from ..annex.sources import lines_of
from ..annex.wording import called, capital, listing, paragraphs, quoted, sentence, text
from ..document.model import Block, Clause, Item, Table
from ..driver import CompiledFund
from ..text import writing
from ..text.reading import decimals
from .examples import outcome_of
from .model import Call, Contribution, Fund, FundExample, Limit, Member
from .pay import Cut, FundOutcome


def examples(compiled: CompiledFund) -> list[Block]:
    """A clause for every example of the fund, after one that says what they are."""
    fund = compiled.fund
    if not fund.examples:
        return []
    words = (
        "De voorbeelden in dit artikel zijn berekend met dezelfde regels als waarmee wordt betaald. Zij noemen per datum van "
        f"betaling wat een overeenkomst van {text(fund.called)} vraagt en wat {text(fund.called)} betaalt, en wat daarna van iedere "
        "bijdrage over is. Wat een overeenkomst vraagt, volgt uit haar eigen bijlage."
    )
    found: list[Block] = [Clause(text=words)]
    for one in fund.examples:
        found += _example(fund, one, outcome_of(compiled, one))
    return found


def _cents(fund: Fund, value: int) -> str:
    return writing.money(Fraction(value, 10 ** decimals(fund.currency)), fund.currency)


def _example(fund: Fund, one: FundExample, outcome: FundOutcome) -> list[Block]:
    name = text(fund.called)
    after = [f"In {name} is daarna {_cents(fund, outcome.left)} over."]
    if fund.reinvestment is not None and outcome.received:
        after.insert(
            0,
            f"{capital(name)} ontvangt {_cents(fund, outcome.received)}, waarvan {_cents(fund, outcome.reinvested)} opnieuw wordt "
            "ingezet.",
        )
    notes = [Clause(text=sentence(part)) for note in one.notes for part in paragraphs(note)]
    if not outcome.payments:
        words = " ".join((f"Er wordt niets gevraagd, en {name} betaalt niets.", *after))
        return [Clause(heading=text(one.title), text=words, source=lines_of(one)), *notes]
    blocks: list[Block] = [Clause(heading=text(one.title), tables=(_payments(fund, outcome),), source=lines_of(one))]
    held = [f"{capital(_held(fund, cut))}." for cut in outcome.cuts]
    if len(held) > 1:
        words = "Deze grenzen waren te laag voor wat werd gevraagd:"
        blocks.append(Clause(text=words, items=tuple(Item(words) for words in held)))
    refused = [_refused(fund, member, value) for member, value in outcome.refused.items()]
    told = [*(held if len(held) == 1 else []), *refused]
    if told:
        blocks.append(Clause(text=" ".join(told)))
    return [*blocks, Clause(text=" ".join(after), tables=(_contributions(fund, outcome),)), *notes]


def _payments(fund: Fund, outcome: FundOutcome) -> Table:
    titles = {one.name: text(one.title) for one in fund.members}
    rows = [
        (writing.day(one.day), titles[one.member], _cents(fund, one.asked), _cents(fund, one.paid))
        for one in outcome.payments
    ]
    rows.append(("Samen", "", _cents(fund, outcome.claimed_total), _cents(fund, outcome.total)))
    return Table(("Datum van betaling", "Overeenkomst", "Gevraagd", "Betaald"), tuple(rows), amounts=(2, 3), total=True)


def _held(fund: Fund, cut: Cut) -> str:
    """«op 31 oktober 2028 was van de grens van € 200.000,00 per kalenderjaar nog € 80.000,00 over, en werd € 180.000,00 gevraagd»."""
    titles = {one.name: quoted(one.title) for one in fund.members}
    match cut.held.limit:
        case Member(reserved=reserved) as member:
            what = f"van de reservering van {writing.money(reserved, fund.currency)} voor {titles[member.name]}"
        case Call(reserved=reserved, title=title):
            what = f"van de reservering van {writing.money(reserved, fund.currency)} voor de uitvraag {quoted(title)}"
        case Limit(amount=amount, per_year=per_year, members=members):
            over = f" voor {listing([titles[one] for one in members])} samen" if members else ""
            year = f" voor {cut.held.day.year}" if per_year else ""
            what = f"van de grens van {writing.money(amount, fund.currency)}{over}{year}"
        case None:
            what = "van de bijdragen die beschikbaar waren"
            what += " en wat opnieuw was ingezet" if fund.reinvestment is not None else ""
    split = ""
    if len(cut.held.members) > 1:
        split = "; dat is verdeeld naar rato van wat is gevraagd"
    return (
        f"op {writing.day(cut.held.day)} was {what} nog {_cents(fund, cut.left)} over, terwijl {_cents(fund, cut.wanted)} werd "
        f"gevraagd{split}"
    )


def _refused(fund: Fund, name: str, value: int) -> str:
    """Where what the fund doesn't pay goes, as the contract has it."""
    member = next(one for one in fund.members if one.name == name)
    lines = [line for payment in member.compiled.contract.payments for line in payment.held if line.payer == fund.name]
    ways = []
    for room in (line.room for line in lines if line.room is not None):
        if room.excess is not None:
            ways.append(f"komt volgens die overeenkomst ten laste van {called(room.excess)}")
        elif room.moves_on:
            ways.append("wordt volgens die overeenkomst betaald zodra er weer ruimte is")
        else:
            ways.append("vervalt volgens die overeenkomst")
    lead = f"Wat voor {quoted(member.title)} niet is betaald ({_cents(fund, value)}),"
    return f"{lead} {listing(list(dict.fromkeys(ways)), 'of')}."


def _contributions(fund: Fund, outcome: FundOutcome) -> Table:
    """From which contribution was paid, and what is left of each; the rows add up."""
    scale = 10 ** decimals(fund.currency)
    rows: list[tuple[str, int, int]] = []
    for one, spent in zip(fund.contributions, outcome.spent, strict=True):
        rows.append((_contribution(fund, one), int(one.amount * scale), spent))
    if fund.reinvestment is not None:
        rows.append(("Wat opnieuw is ingezet", outcome.reinvested, outcome.spent_again))
    beyond = outcome.total - sum(spent for _, _, spent in rows)
    if beyond:
        rows.append(("Naar rato ten laste van de bijdragers", 0, beyond))
    shown = [
        (name, _cents(fund, put_in), _cents(fund, spent), _cents(fund, put_in - spent)) for name, put_in, spent in rows
    ]
    whole = sum(put_in for _, put_in, _ in rows)
    shown.append(("Samen", _cents(fund, whole), _cents(fund, outcome.total), _cents(fund, outcome.left)))
    return Table(("Ten laste van", "Bijdrage", "Betaald", "Over"), tuple(shown), amounts=(1, 2, 3), total=True)


def _contribution(fund: Fund, one: Contribution) -> str:
    """The party, and what tells this contribution from its others."""
    name = capital(called(one.party))
    own = [other for other in fund.contributions if other.party.name == one.party.name]
    if len(own) == 1:
        return name
    calls = {call.name: quoted(call.title) for call in fund.calls}
    aim = f", voor {listing([calls[call] for call in one.calls])}" if one.calls else ""
    return f"{name}, vanaf {writing.day(one.day)}{aim}"
