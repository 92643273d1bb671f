"""When is paid: tranches, which results count, overpayment, calendar years."""

from __future__ import annotations

from ..document.model import Clause, Item, Table
from ..model.contract import (
    ByAttribute,
    Contract,
    PayerLimit,
    Tranche,
    TrancheKind,
)
from ..model.expressions import Measured
from ..model.typing import constant_value
from ..text import writing
from .articles_counting import counting
from .articles_recovery import recovery
from .elements import elements
from .sentences import Sentences
from .sharing import payment_of
from .sources import lines_of, sourced
from .wording import Writer, capital, listing, quoted, text


def tranches(w: Writer) -> list[Clause]:
    contract = w.contract
    if not contract.tranches_given:
        day = writing.day(contract.tranches[0].day)
        clauses = [Clause(text=(f"De vergoeding wordt in één tranche betaald: de eindafrekening op {day}."))]
    else:
        clauses = [*sourced([_table(w)], *contract.tranches), *_kinds(w)]
        clauses += _own_clauses(w)
    clauses += [*counting(w), *recovery(w), *_years(w), *_in_time(w)]
    return clauses


def _table(w: Writer) -> Clause:
    rows = []
    for one in w.contract.tranches:
        mark = w.mark(one.assumption, _place(w, one))
        until = w.mark(one.cut_off_assumption, f"de peildatum van {_place(w, one)}")
        row = (text(one.title) + mark, writing.day(one.day), _what(w, one), _cut_off(w, one) + until)
        rows.append(row if w.timed else row[:-1])
    columns = ("Tranche", "Datum van betaling", "Betaling", capital(w.cut_off))
    table = Table(columns if w.timed else columns[:-1], tuple(rows))
    if len(rows) == 1:
        return Clause(text="De vergoeding wordt in één tranche betaald:", tables=(table,))
    return Clause(text="De vergoeding wordt in de volgende tranches betaald:", tables=(table,))


def _place(w: Writer, one: Tranche) -> str:
    """«de tranche “Voorschot”», or all tranches of one line per period."""
    if one.pattern is None:
        return f"de tranche {quoted(one.title)}"
    alike = [other.title for other in w.contract.tranches if named(other) == named(one)]
    return f"de {'tranche' if len(alike) == 1 else 'tranches'} {_from_to(alike)}"


def _from_to(titles: list[str]) -> str:
    """The titles of tranches of one line per period: «“Termijn 1” tot en met “Termijn 8”»."""
    if len(titles) == 1:
        return quoted(titles[0])
    return f"{quoted(titles[0])}{' en ' if len(titles) == 2 else ' tot en met '}{quoted(titles[-1])}"


def _each_or_from_to(titles: list[str]) -> list[str]:
    """The same as parts of a longer list, where two titles need no «en» of their own."""
    return [quoted(one) for one in titles] if len(titles) <= 2 else [_from_to(titles)]


def _cut_off(w: Writer, one: Tranche) -> str:
    """The last day that counts; an advance or instalment that depends on no result has none."""
    known = one.amount is not None and constant_value(one.amount) is not None
    measures = any(line.proportion is not None for line in payment_of(w.contract, one).bearers)
    given = (one.pattern or one).cut_off_given  # a period gives its tranche a day that the author didn't write
    if known and not measures and not given and not one.gates and one.cap is None:
        return "–"
    return writing.day(one.cut_off)


def _what(w: Writer, one: Tranche) -> str:
    match one.kind:
        case TrancheKind.SHARE:
            assert one.share is not None
            over = "" if one.scope is None else f" voor {w.indicators(one.scope)}"
            return f"{'' if one.share == 1 else f'{writing.percent(one.share)} van '}het recht{over}"
        case TrancheKind.ADVANCE:
            assert one.amount is not None
            return f"voorschot van {Sentences(w).value(one.amount)}"
        case TrancheKind.INSTALMENT:
            assert one.amount is not None
            return f"termijn van {Sentences(w).value(one.amount)}"
        case TrancheKind.FINAL:
            return "eindafrekening"


def _kinds(w: Writer) -> list[Clause]:
    """What each kind of tranche that occurs means."""
    found = w.contract.tranches
    kinds = {one.kind for one in found}
    clauses = []
    if TrancheKind.SHARE in kinds:
        shares = {one.share == 1 for one in found if one.kind is TrancheKind.SHARE}
        what = {True: "het recht", False: "een percentage van het recht"}
        words = (
            f"Noemt de tabel bij een tranche {listing([what[whole] for whole in sorted(shares, reverse=True)], 'of')}, dan wordt "
            "dat betaald, verminderd met wat daarop eerder is betaald."
        )
        if any(one.kind is TrancheKind.SHARE and one.scope is not None for one in found):
            words += (
                " Noemt de tabel bij een tranche indicatoren, dan gaat het alleen om het recht voor die indicatoren."
            )
        standing = _standing(found)
        if standing:
            names = {TrancheKind.ADVANCE: "voorschotten", TrancheKind.INSTALMENT: "termijnen"}
            which = listing([name for kind, name in names.items() if kind in standing])
            words += (
                f" {capital(which)} die nog niet worden verrekend, blijven daarbij buiten beschouwing. "
                "Samen met wat dan wordt betaald, kunnen zij tijdelijk meer zijn dan het recht."
            )
        clauses.append(Clause(text=words))
    if TrancheKind.ADVANCE in kinds or TrancheKind.INSTALMENT in kinds:
        clauses.append(_advances(w))
    words = "Bij de eindafrekening wordt het hele recht betaald"
    lapses = [w.article("betaling")] if _lapses(w.contract) else []
    lapses += ["dit artikel"] if w.contract.year_caps else []
    words += f", behalve wat volgens {listing(lapses, 'of')} vervalt" if lapses else ""
    if len(found) > 1:
        words += f"{', en' if lapses else ','} verminderd met alles wat eerder is betaald"
    clauses.append(Clause(text=f"{words}."))
    return clauses


def _lapses(contract: Contract) -> bool:
    """Whether a limit of a payer can make that part of the entitlement isn't paid."""
    lines = [line for payment in contract.payments for line in payment.bearers]
    return any(held is not None and held.excess is None for line in lines for held in (line.limit, line.room))


def _standing(found: tuple[Tranche, ...]) -> set[TrancheKind]:
    """The kinds of advance that may not be settled yet while some share of the entitlement is paid."""
    names = [one.name for one in found]
    standing: set[TrancheKind] = set()
    for index, one in enumerate(found):
        if one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            settled = len(found) - 1 if one.settled_from is None else names.index(one.settled_from)
            if any(later.kind is TrancheKind.SHARE for later in found[index + 1 : settled]):
                standing.add(one.kind)
    return standing


def _advances(w: Writer) -> Clause:
    contract = w.contract
    found = contract.tranches
    titles = {one.name: one.title for one in found}
    alike: dict[str, dict[str, list[str]]] = {}  # by how it is settled: the titles, those of one line together
    for one in found:
        if one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            when = "bij de eindafrekening"  # which pays that of the last period too
            if one.settled_from is not None:
                when = f"vanaf de tranche {quoted(titles[one.settled_from])}"
                others = [other for other in found if other.pattern is one.pattern and other.settled_from is not None]
                if one.pattern is not None and one.pattern.settled_alike and len(others) > 1:
                    settling = next(other for other in found if other.name == one.settled_from)
                    when = f"elk vanaf de tranche {quoted(named(settling))} van dezelfde periode"
            how = f"{when} verrekend"
            if len(contract.payments) > 1:
                under = payment_of(contract, one).indicators
                how += f", tussen de partijen bij de betaling voor {w.indicators(under)}"
            alike.setdefault(how, {}).setdefault(named(one), []).append(one.title)
    lines = []
    for how, of_lines in alike.items():
        several = sum(len(names) for names in of_lines.values()) > 1
        shown = [part for names in of_lines.values() for part in _each_or_from_to(names)]
        lines.append(f"{listing(shown)} {'worden' if several else 'wordt'} {how}")
    kinds = {one.kind for one in found}
    what = "Een voorschot of termijn"
    if TrancheKind.INSTALMENT not in kinds:
        what = "Een voorschot"
    elif TrancheKind.ADVANCE not in kinds:
        what = "Een termijn"
    lead = f"{what} wordt betaald zonder dat resultaten vaststaan, en wordt later met het recht verrekend"
    if len(lines) == 1:
        return Clause(text=f"{lead}. {lines[0]}.")
    ends = [";"] * (len(lines) - 1) + ["."]
    return Clause(text=f"{lead}:", items=tuple(Item(line + end) for line, end in zip(lines, ends, strict=True)))


def named(one: Tranche) -> str:
    """The title of a tranche, or the one that all tranches of a period share."""
    return one.title if one.pattern is None else one.pattern.title


def each_once(tranches: tuple[Tranche, ...]) -> list[Tranche]:
    """The tranches; of those per period, what they have alike."""
    return list({named(one): one.pattern or one for one in tranches}.values())


def _own_clauses(w: Writer) -> list[Clause]:
    """What each tranche has of its own; what the tranches of all periods have alike, is said once."""
    per_period = {named(one) for one in w.contract.tranches if one.pattern is not None}
    found = []
    for one in each_once(w.contract.tranches):
        found += sourced(_own(w, one, one.title in per_period), one)
    return found


def _own(w: Writer, one: Tranche, per_period: bool) -> list[Clause]:
    s = Sentences(w)
    clauses = []
    reasons = one.gate_assumptions or (None,) * len(one.gates)
    for gate, reason in zip(one.gates, reasons, strict=True):
        mark = w.mark(reason, f"een voorwaarde van de tranche {quoted(one.title)}")
        lead = f"{'Een' if per_period else 'De'} tranche {quoted(one.title)} wordt alleen betaald als"
        closing = [_unpaid(one)]
        if per_period and isinstance(gate, Measured):
            item = Item(f"{lead} {quoted(gate.measurement.title)} over de periode van die tranche ja is.")
        else:
            item = s.requirement(lead, gate)
            if per_period and any(isinstance(part, Measured) and _of_its_period(part) for part in elements(gate)):
                closing.insert(0, "Wat per periode wordt gemeten, telt daarbij over de periode van die tranche.")
        lead = f"{item.text[:-1]}{mark}{item.text[-1]}"
        if item.items:
            clauses.append(Clause(text=lead, items=item.items, closing=" ".join(closing)))
        else:
            clauses.append(Clause(text=" ".join((lead, *closing))))
    if one.cap is not None:
        mark = w.mark(one.cap_assumption, f"het maximum van de tranche {quoted(one.title)}")
        clauses.append(
            Clause(
                text=(
                    f"Bij {'een' if per_period else 'de'} tranche {quoted(one.title)} wordt ten hoogste {s.value(one.cap)} betaald{mark}. "
                    "Wat daarboven uitkomt, volgt bij een latere tranche, voor zover het dan nog verschuldigd is."
                )
            )
        )
    return clauses


def _of_its_period(one: Measured) -> bool:
    """Whether what is meant is the measurement of whichever period a tranche is about."""
    return one.moment is not None and one.moment.period is not None and one.moment.day is None


def _unpaid(one: Tranche) -> str:
    """What becomes of a tranche whose condition isn't met."""
    match one.kind:
        case TrancheKind.ADVANCE:
            return "Anders vervalt dit voorschot; het recht verandert daardoor niet."
        case TrancheKind.INSTALMENT:
            return "Anders vervalt deze termijn; het recht verandert daardoor niet."
    return "Wat daardoor niet wordt betaald, volgt bij een latere tranche waarbij het wel wordt betaald, uiterlijk bij de eindafrekening."


def _years(w: Writer) -> list[Clause]:
    contract = w.contract
    clauses = []
    topped = any(payment.top_ups for payment in contract.payments)
    apart = " Aanvullingen die boven op de vergoeding komen, tellen bij deze grens niet mee." if topped else ""
    for cap in contract.year_caps:
        mark = w.mark(cap.assumption, "het maximum per kalenderjaar")
        excess = "vervalt en wordt ook later niet betaald"
        if cap.moves_on:
            excess = "schuift door naar een volgend kalenderjaar waarin een tranche valt; is er zo’n jaar niet, dan vervalt het"
        clauses.append(
            Clause(
                text=(
                    f"In een kalenderjaar wordt ten hoogste {Sentences(w).value(cap.amount)} betaald{mark}. "
                    f"Wat daarboven uitkomt, {excess}.{apart}"
                ),
                source=lines_of(cap),
            )
        )
    if _yearly(contract):
        words = "Een bedrag hoort bij het kalenderjaar van de datum van betaling van zijn tranche."
        if len({one.day.year for one in contract.tranches}) < len(contract.tranches):
            words += " Een grens per kalenderjaar geldt voor alle tranches van dat jaar samen."
        if any(one.per_year for one in _payer_limits(contract)) and len(contract.tranches) > 1:
            words += (
                " Wat in een kalenderjaar boven de grens van een betaler uitkwam, komt in een later jaar niet alsnog ten laste van die "
                "betaler. Daalt het recht in een later jaar, dan daalt eerst wat ten laste van die betaler komt, en daarna pas wat boven "
                "de grens uitkwam."
            )
        clauses.append(Clause(text=words))
    return clauses


def _in_time(w: Writer) -> list[Clause]:
    """What limits on tranches and years cut, and what later becomes of that."""
    contract = w.contract
    capped = any(one.cap is not None for one in contract.tranches)
    which = (["tranche"] if capped else []) + (["kalenderjaar"] if contract.year_caps else [])
    if not which or len(contract.tranches) == 1:
        return []
    paid = [one for one in contract.indicators if one.price is not None]
    several = len(contract.payments) > 1
    over = ["de betalingen"] if several else []
    by = {
        one.attribute.name: one.attribute.title for one in elements(contract.payments) if isinstance(one, ByAttribute)
    }
    over += [f"de waarden van het kenmerk {quoted(title)}" for title in by.values()] if len(by) == 1 else []
    over += (
        [f"de combinaties van waarden van {listing([quoted(title) for title in by.values()])}"] if len(by) > 1 else []
    )
    over += ["de indicatoren"] if len(paid) > len(contract.payments) else []
    words = (
        f"Een maximum per {listing(which, 'of')} vermindert alleen wat bij een tranche anders zou worden betaald, en nooit wat "
        "eerder terecht is betaald."
    )
    if over:
        order = " en daarna over ".join(part for part in (", daarna over ".join(over[:-1]), over[-1]) if part)
        words += (
            f" De vermindering wordt verdeeld over {order}, naar verhouding van wat bij die tranche "
            "anders voor elk zou worden betaald."
        )
    if any(not cap.moves_on for cap in contract.year_caps):
        words += (
            f" Daalt later {'het recht voor een indicator' if len(paid) > 1 else 'het recht'}, dan gaat die daling eerst af van wat "
            f"{'voor die indicator ' if len(paid) > 1 else ''}in een eerder kalenderjaar verviel, en daarna pas van wat is betaald. "
            "Er vervalt nooit meer dan het recht"
            f"{' voor de indicatoren van een betaling samen' if several else ''}."
        )
        kinds = {one.kind for one in contract.tranches}
        names = {TrancheKind.ADVANCE: "voorschot", TrancheKind.INSTALMENT: "termijn"}
        advance = [name for kind, name in names.items() if kind in kinds]
        if advance:
            words += f" Van een {listing(advance, 'of')} vervalt alleen het deel boven het maximum; het recht vervalt daardoor niet."
    return [Clause(text=words)]


def _yearly(contract: Contract) -> bool:
    """Whether something is limited per calendar year."""
    return bool(contract.year_caps) or any(one.per_year for one in _payer_limits(contract))


def _payer_limits(contract: Contract) -> list[PayerLimit]:
    return [line.limit for payment in contract.payments for line in payment.held if line.limit is not None]
