"""Who bears the fee: shares, proportions, an order; limits of payers, and what is added above the fee."""

from __future__ import annotations

from ..document.model import Block, Clause, Item, Table
from ..model.contract import (
    BearerLine,
    ByAttribute,
    FundRoom,
    OrderLine,
    PayerLimit,
    Payment,
    TopUp,
    Waterfall,
)
from ..record import changed
from ..text import writing
from .elements import of_whichever
from .sentences import Sentences
from .sharing import is_only_malus
from .wording import Writer, called, capital, each_of, listing, measured, quoted, text

_OWN = " van die partij"


def bearers(w: Writer, payment: Payment, fee: str) -> list[Block]:
    """Who bears the fee of one `betaling` («de vergoeding»), and the limits of those who bear it."""
    if payment.order:
        return [_in_order(w, payment, fee)]
    if any(line.proportion is not None for line in payment.bearers):
        clauses: list[Block] = [_in_proportion(w, payment, fee)]
    else:
        clauses = [_by_share(w, payment, fee)]
    for line in payment.bearers:
        if isinstance(line.who, ByAttribute) or not _is_first(payment, line):
            continue
        if line.limit is not None:
            clauses.append(Clause(text=_limit(w, line, line.limit, fee)))
        if line.room is not None:
            clauses.append(Clause(text=_room(f"wat van {fee} ten laste van {_who(w, line)} komt,", line.room)))
    return clauses


# «Ten laste van» fits a singular and a plural name alike («de Gemeente», «de Investeerders»).


def _place(line: BearerLine | OrderLine | TopUp) -> str:
    if isinstance(line, TopUp):
        return f"de aanvulling ten laste van {called(line.party)}"
    who = line.who if isinstance(line, BearerLine) else line.party
    if isinstance(line, BearerLine) and line.group is not None:
        return f"wat ten laste van {each_of(line.group)} komt"
    name = f"de betalers naar {quoted(who.attribute.title)}" if isinstance(who, ByAttribute) else called(who)
    return f"wat ten laste van {name} komt"


def is_malus(payment: Payment) -> bool:
    """Whether the payment is said the other way round: what its receivers owe its payers."""
    return is_only_malus(payment) and not payment.order and not isinstance(payment.receivers, Waterfall)


def _side(payment: Payment) -> str:
    return "ten goede aan" if is_malus(payment) else "ten laste van"


def _by_share(w: Writer, payment: Payment, fee: str) -> Clause:
    lines, tables = [], []
    for line in payment.bearers:
        assert line.share is not None
        if isinstance(line.who, ByAttribute):
            tables += parties(line.who, "Betaler")
        lines.append((_who(w, line), f"{writing.percent(line.share)}{w.mark(line.assumption, _place(line))}"))
    side = _side(payment)
    if len(lines) == 1:
        who, share = lines[0]
        whole = payment.bearers[0].share == 1 and payment.bearers[0].assumption is None
        words = f"{capital(fee)} komt {side} {who}." if whole else f"{capital(fee)} komt voor {share} {side} {who}."
        return Clause(text=words, tables=tuple(tables))
    lead = f"{capital(fee)} komt als volgt {side} de betalers:"
    return Clause(text=lead, items=ended([f"{who}: {share}" for who, share in lines]), tables=tuple(tables))


def _is_first(payment: Payment, line: BearerLine) -> bool:
    """Whether the line is told: of those that the text says at once of several parties, the first."""
    return line.group is None or next(one for one in payment.bearers if one.span == line.span) is line


def _who(w: Writer, line: BearerLine) -> str:
    if line.group is not None:
        return each_of(line.group)
    return of_attribute(w, line.who) if isinstance(line.who, ByAttribute) else called(line.who)


def of_attribute(w: Writer, by: ByAttribute) -> str:
    """The party that belongs to a participant's value; a table says which, unless the values are named after them."""
    if _is_named_after(by):
        names = listing(list(dict.fromkeys(called(party) for _, party in by.parties)), "of")
        return f"de partij die per {w.one} als {quoted(by.attribute.title)} is vastgelegd ({names})"
    return f"de partij die volgens de tabel hieronder bij de waarde van het kenmerk {quoted(by.attribute.title)} hoort"


def _is_named_after(by: ByAttribute) -> bool:
    """Whether every value of the attribute is the name of its party."""
    titles = dict(by.attribute.choices)
    return all(
        capital(text(titles[choice])) in (capital(called(party)), text(party.title)) for choice, party in by.parties
    )


def ended(lines: list[str]) -> tuple[Item, ...]:
    """Items that end in a semicolon, the last one in a full stop."""
    return (*(Item(f"{line};") for line in lines[:-1]), Item(f"{lines[-1]}."))


def _in_proportion(w: Writer, payment: Payment, fee: str) -> Clause:
    lines, tables = [], []
    for line in payment.bearers:
        if not _is_first(payment, line):
            continue
        assert line.proportion is not None
        moments = line.proportion.moments
        moment = moments[0] if len(moments) == 1 else None
        if isinstance(line.who, ByAttribute):
            tables += parties(line.who, "Betaler")
        mark = w.mark(line.assumption, _place(line))
        base = measured(line.proportion, moment)
        if line.group is not None and line.proportion.per_party is not None:
            common = changed(line.proportion, title=line.proportion.per_party.title, party=None)
            base = measured(common, moment, _OWN)
        lines.append((_who(w, line), f"naar rato van {base}{mark}"))
    closing = ""
    if any(line.proportion is not None and len(line.proportion.moments) > 1 for line in payment.bearers):
        closing = (
            "Een meting op verschillende momenten telt met de uitkomst op het laatste moment "
            f"dat niet na de {_last_day(w)} ligt. "
        )
    if any(line.proportion is not None and line.proportion.moments for line in payment.bearers):
        closing += f"Een meting waarvan nog geen moment op of vóór de {_last_day(w)} ligt, telt daarbij als nul. "
    if payment.when_zero is not None:
        closing += (
            f"Zijn al deze metingen nul en is toch iets verschuldigd, dan komt dat geheel {_side(payment)} "
            f"{called(payment.when_zero)}."
        )
    if len(lines) == 1 and payment.bearers[0].group is not None:
        who, base = lines[0]
        words = f"{capital(fee)} komt {_side(payment)} {who.removeprefix('ieder van ')}, ieder {base}. {closing}"
        return Clause(text=words.strip())
    lead = f"{capital(fee)} komt naar rato van metingen {_side(payment)} de betalers:"
    items = ended([f"{who}: {base}" for who, base in lines])
    return Clause(text=lead, items=items, tables=tuple(tables), closing=closing.strip())


def _last_day(w: Writer) -> str:
    return w.cut_off if w.timed else "dag van de eindafrekening"


def _in_order(w: Writer, payment: Payment, fee: str) -> Clause:
    s = Sentences(w)
    lines = []
    for index, line in enumerate(payment.order):
        mark = w.mark(line.assumption, _place(line))
        first = "eerst" if index == 0 else "daarna"
        what = "voor de rest" if line.amount is None else f"tot een eigen deel van {s.value(line.amount)}"
        lines.append(f"{first} ten laste van {called(line.party)}, {what}{mark}")
    closing = "Het eigen deel van een betaler geldt voor alle tranches samen." if len(w.contract.tranches) > 1 else ""
    lead = f"{capital(fee)} komt in deze volgorde ten laste van de betalers:"
    return Clause(text=lead, items=ended(lines), closing=closing)


def _room(what: str, room: FundRoom) -> str:
    """What is paid as far as the fund has room for it, and what becomes of the rest."""
    words = f"{capital(what)} wordt betaald voor zover de grenzen van het resultatenfonds dat toelaten."
    if room.moves_on:
        return (
            f"{words} Wat dat te boven gaat, wordt betaald bij de eerste tranche waarbij het fonds weer ruimte heeft. Is "
            "zo’n tranche er niet, dan vervalt het en is het door niemand verschuldigd."
        )
    if room.excess is None:
        return f"{words} Wat dat te boven gaat, vervalt en is door niemand verschuldigd."
    return f"{words} Wat dat te boven gaat, komt ten laste van {called(room.excess)}."


def _limit(w: Writer, line: BearerLine, limit: PayerLimit, fee: str) -> str:
    assert not isinstance(line.who, ByAttribute)
    whole = "per kalenderjaar" if limit.per_year else "in totaal"
    mark = w.mark(line.assumption, _place(line))
    if line.group is not None:
        amount = f"{Sentences(w, whose=_OWN).value(of_whichever(limit.amount))}{mark}"
        words = f"Ten laste van {_who(w, line)} afzonderlijk komt van {fee} {whole} ten hoogste {amount}."
    else:
        amount = f"{Sentences(w).value(limit.amount)}{mark}"
        words = f"Van {fee} komt {whole} ten hoogste {amount} ten laste van {_who(w, line)}."
    words += " Wat daarboven uitkomt,"
    if limit.excess is None:
        return f"{words} vervalt en is door niemand verschuldigd."
    return f"{words} komt ten laste van {called(limit.excess)}."


def top_up(w: Writer, payment: Payment, index: int, fee: str) -> Clause:
    """What is added above the fee by one line of the `betaling`."""
    line = payment.top_ups[index]
    mark = w.mark(line.assumption, _place(line))
    base = f"wat van {fee} ten laste van {called(line.base)} komt"
    if any(earlier.party.name == line.base.name for earlier in payment.top_ups[:index]):
        base = f"wat ten laste van {called(line.base)} komt, met inbegrip van de aanvulling"
    words = [
        f"Boven op {fee} komt een aanvulling van {writing.percent(line.share)} van {base}{mark}. De aanvulling komt ten laste van "
        f"{called(line.party)} en wordt afgerond op {w.smallest}."
    ]
    if line.limit is not None:
        whole = "per kalenderjaar" if line.limit.per_year else "in totaal"
        words.append(
            f"Zij is {whole} ten hoogste {Sentences(w).value(line.limit.amount)}{mark}. {_above(payment, line)}"
        )
    if line.room is not None:
        words.append(_room("de aanvulling", line.room))
    return Clause(text=" ".join(words))


def _above(payment: Payment, line: TopUp) -> str:
    """Where the part of a top-up goes that is above its limit."""
    if line.limit is None or line.limit.excess is None:
        return "Wat de aanvulling meer zou zijn, vervalt en is door niemand verschuldigd."
    other = line.limit.excess
    words = f"Wat de aanvulling meer zou zijn, komt eveneens boven op de vergoeding, ten laste van {called(other)}."
    if other.name == line.base.name:
        words += " Daarover wordt geen aanvulling berekend."
    if any(one.limit is not None and one.payer == other.name for one in payment.bearers):
        words += f" De grens van {called(other)} geldt ook daarvoor."
    return words


def parties(by: ByAttribute, heading: str) -> list[Table]:
    """Which party belongs to which value; nothing where the values are named after the parties."""
    if _is_named_after(by):
        return []
    titles = dict(by.attribute.choices)
    rows = tuple((text(titles[choice]), capital(called(party))) for choice, party in by.parties)
    return [Table((text(by.attribute.title), heading), rows)]
