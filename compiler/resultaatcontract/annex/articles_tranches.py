"""When is paid: tranches, which results count, overpayment, calendar years."""

from __future__ import annotations

from typing import TypeGuard

from ..document.model import Clause, Item, Table
from ..model.contract import (
    Contract,
    Indicator,
    Party,
    Recovery,
    SharedReceivers,
    Step,
    Tranche,
    TrancheKind,
    Waterfall,
)
from ..model.expressions import Aggregate, Expr, Level, Literal, Measured, ResultOf
from ..text import writing
from .articles_limits import limits_in_time
from .elements import elements, expressions
from .limits import all_steps
from .sentences import Sentences
from .wording import Writer, capital, listing, quoted, text


def tranches(w: Writer) -> list[Clause]:
    contract = w.contract
    if not contract.tranches_given:
        day = writing.day(contract.tranches[0].day)
        clauses = [Clause(text=(f"De vergoeding wordt in één tranche betaald: de eindafrekening op {day}."))]
    else:
        clauses = [_table(w), *_kinds(w)]
        clauses += _own_clauses(w)
    clauses += [*_counting(w), *_recovery(w), *_years(w)]
    return clauses


def _table(w: Writer) -> Clause:
    rows = []
    for one in w.contract.tranches:
        mark = w.mark(one.assumption, f"de tranche {quoted(named(one))}")
        until = w.mark(one.cut_off_assumption, f"de peildatum van {quoted(one.title)}")
        row = (text(one.title), writing.day(one.day) + mark, _what(w, one), _cut_off(one) + until)
        rows.append(row if w.timed else row[:-1])
    columns = ("Tranche", "Datum van betaling", "Betaling", capital(w.cut_off))
    table = Table(columns if w.timed else columns[:-1], tuple(rows))
    if len(rows) == 1:
        return Clause(text="De vergoeding wordt in één tranche betaald:", tables=(table,))
    return Clause(text="De vergoeding wordt in de volgende tranches betaald:", tables=(table,))


def _cut_off(one: Tranche) -> str:
    """The last day that counts; an advance or instalment that depends on no result has none."""
    fixed = one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT) and isinstance(one.amount, Literal)
    if fixed and not one.cut_off_given and not one.gates and one.cap is None:
        return "–"
    return writing.day(one.cut_off)


def _what(w: Writer, one: Tranche) -> str:
    match one.kind:
        case TrancheKind.SHARE:
            assert one.share is not None
            over = "" if one.scope is None else f" voor {w.indicators(one.scope)}"
            return f"{writing.percent(one.share)} van het recht{over}"
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
        words = (
            "Bij een tranche voor een deel van het recht wordt dat deel van het recht betaald, "
            "verminderd met wat daarop eerder is betaald."
        )
        if any(one.kind is TrancheKind.SHARE and one.scope is not None for one in found):
            words += (
                " Noemt de tabel bij een tranche indicatoren, dan gaat het alleen om het recht voor die indicatoren."
            )
        if _stands(found):
            words += (
                " Voorschotten en termijnen die nog niet worden verrekend, blijven daarbij buiten beschouwing. "
                "Samen met dat deel kunnen zij tijdelijk meer zijn dan het recht."
            )
        clauses.append(Clause(text=words))
    if TrancheKind.ADVANCE in kinds or TrancheKind.INSTALMENT in kinds:
        clauses.append(_advances(w))
    words = "Bij de eindafrekening wordt het hele recht betaald"
    words += ", verminderd met alles wat eerder is betaald." if len(found) > 1 else "."
    clauses.append(Clause(text=words))
    return clauses


def _stands(found: tuple[Tranche, ...]) -> bool:
    """Whether some share of the entitlement is paid while an advance or instalment isn't settled yet."""
    names = [one.name for one in found]
    standing = False
    for index, one in enumerate(found):
        if one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            settled = len(found) - 1 if one.settled_from is None else names.index(one.settled_from)
            standing |= any(later.kind is TrancheKind.SHARE for later in found[index + 1 : settled])
    return standing


def _advances(w: Writer) -> Clause:
    contract = w.contract
    titles = {one.name: one.title for one in contract.tranches}
    lines = []
    for one in each_once(contract.tranches):
        if one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            when = "bij de eindafrekening"
            if one.settled_from is not None:
                when = f"vanaf de tranche {quoted(titles[one.settled_from])}"
            line = f"{quoted(one.title)} wordt {when} verrekend"
            if len(contract.payments) > 1:
                line += f", tussen de partijen die {w.indicators(_paid_under(w, one))} betalen en ontvangen"
            lines.append(line)
    kinds = {one.kind for one in contract.tranches}
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


def _paid_under(w: Writer, tranche: Tranche) -> tuple[Indicator, ...]:
    """The indicators of the `betaling` under which an advance is paid: those of the first it names, else the first."""
    named = {one.name for one in tranche.scope or ()}
    payments = w.contract.payments
    return next((one for one in payments if named & {i.name for i in one.indicators}), payments[0]).indicators


def named(one: Tranche) -> str:
    """The title of a tranche, or the one that all tranches of a period share."""
    return one.title if one.pattern is None else one.pattern.title


def each_once(tranches: tuple[Tranche, ...]) -> list[Tranche]:
    """The tranches; of those per period, what they have alike."""
    return list({named(one): one.pattern or one for one in tranches}.values())


def _own_clauses(w: Writer) -> list[Clause]:
    """What each tranche has of its own; what the tranches of all periods have alike, is said once."""
    per_period = {named(one) for one in w.contract.tranches if one.pattern is not None}
    return [clause for one in each_once(w.contract.tranches) for clause in _own(w, one, one.title in per_period)]


def _own(w: Writer, one: Tranche, per_period: bool) -> list[Clause]:
    s = Sentences(w)
    clauses = []
    reasons = one.gate_assumptions or (None,) * len(one.gates)
    for gate, reason in zip(one.gates, reasons, strict=True):
        mark = w.mark(reason, f"een voorwaarde van de tranche {quoted(one.title)}")
        lead = f"De tranche {quoted(one.title)} wordt"
        if per_period:
            lead = f"Van de tranches {quoted(one.title)} wordt elk"
        item = s.requirement(f"{lead} alleen betaald als", gate)
        if per_period:
            why = " Daarvoor telt de meting over de periode van die tranche. Wat niet wordt betaald, volgt bij de eerstvolgende tranche die wel wordt betaald."
            item = Item(item.text + why if not item.items else item.text, item.items)
        clauses.append(Clause(text=f"{item.text[:-1]}{mark}{item.text[-1]}", items=item.items))
    if one.cap is not None:
        mark = w.mark(one.cap_assumption, f"het maximum van de tranche {quoted(one.title)}")
        clauses.append(
            Clause(
                text=(
                    f"Bij {'elk van de tranches' if per_period else 'de tranche'} {quoted(one.title)} wordt ten hoogste {s.value(one.cap)} betaald{mark}. "
                    "Wat daarboven uitkomt, schuift door naar de volgende tranche."
                )
            )
        )
    return clauses


def _counting(w: Writer) -> list[Clause]:
    contract = w.contract
    if not w.timed:
        clause = Clause(text="Bij de eindafrekening tellen alle resultaten mee die zijn vastgesteld.")
        return [clause, *_dates(w)] if contract.indexation is not None or contract.days_of_years else [clause]
    if not contract.measurements and all(one.period is not None for one in contract.indicators):
        words = f"De vergoeding over een periode telt mee als de periode op of vóór de {w.cut_off} is geëindigd."
        return [Clause(text=words)]
    words = (
        "Een resultaat telt mee als de momenten van alle metingen die het resultaat en de vergoeding daarvoor gebruiken, "
        f"op of vóór de {w.cut_off} liggen."
    )
    if contract.in_years:
        words += " Dat geldt ook voor een moment waarvan het kalenderjaar bepaalt welke waarde geldt."
    if any(_counts_participants(one) for one in expressions(contract)):
        words += (
            f" Bij een aantal, aandeel, som of gemiddelde tellen alleen de {w.many} mee van wie de metingen die daarvoor "
            f"nodig zijn, een moment op of vóór de {w.cut_off} hebben."
        )
    several = len(contract.tranches) > 1
    if several and any(not one.moments and not one.only_reported for one in contract.measurements):
        words += " Een meting zonder moment telt mee vanaf de laatste tranche."
    if any(_uses_measurement(one) for one in (*all_steps(contract), *limits_in_time(contract))):
        words += " Een grens, korting of aftrek die van een meting afhangt, is nul zolang die meting niet meetelt."
    return [Clause(text=words), *_dates(w)]


def _dates(w: Writer) -> list[Clause]:
    """That the date of a participant's own moment has to be recorded; only an example may leave it out."""
    contract = w.contract
    own = {moment.base.name for one in contract.measurements for moment in one.moments if moment.base.day is None}
    by_year = {moment.base.name: moment.base.title for moment in contract.days_of_years}
    if not own and not by_year:
        return []
    lines = []
    if own:
        lines.append(
            f"Van iedere meting die op een moment van een {w.one} is gedaan, wordt de datum van dat moment vastgelegd."
        )
    if by_year:
        titles = listing([quoted(one) for one in by_year.values()])
        lines.append(
            f"De datum van {titles} bepaalt in welk kalenderjaar dat moment valt, en wordt per {w.one} vastgelegd."
        )
    words = " ".join((*lines, "Zonder die datum wordt de vergoeding niet vastgesteld."))
    people = [one for example in contract.examples for one in example.participants]
    if w.timed and any(not own & set(dict(one.dates)) for one in people):
        when = "vanaf de laatste tranche" if len(contract.tranches) > 1 else "bij de eindafrekening"
        words += f" Noemt een rekenvoorbeeld geen datum, dan tellen de metingen daarin mee {when}."
    return [Clause(text=words)]


def _counts_participants(value: Expr) -> bool:
    """Whether the expression is about all participants of whom something was measured."""
    if not isinstance(value, Aggregate):
        return False
    inner = (value.value, value.condition, value.among)
    return any(isinstance(one, Measured | ResultOf) for part in inner if part is not None for one in elements(part))


def _uses_measurement(step: Step | Expr) -> bool:
    return any(isinstance(one, Measured) and one.level is Level.CONTRACT for one in elements(step))


def _recovery(w: Writer) -> list[Clause]:
    recovery = w.contract.recovery
    if recovery is None:
        return []
    apart = (
        " Dit wordt voor iedere betaling uit "
        + w.article("betaling")
        + " afzonderlijk bepaald; betalingen met dezelfde betalers worden samen genomen."
    )
    apart = apart if len(w.contract.payments) > 1 else ""
    others = _own_part(w, recovery)
    taking, giving = (
        _together(w, names, word) for names, word in zip(_splitting(w), ("betalers", "ontvangers"), strict=True)
    )
    mark = w.mark(recovery.assumption, "wat er gebeurt als te veel is betaald")
    if recovery.pay_back:
        within = "" if recovery.within is None else f" binnen {recovery.within}"
        within = within and f"{within} na de datum van betaling van die tranche"
        words = (
            f"Blijkt bij een tranche dat te veel is betaald, dan wordt het teveel{within} "
            f"door {giving} aan {taking} terugbetaald{mark}."
        )
        return [Clause(text=f"{words}{others}")]
    words = (
        "Blijkt bij een tranche vóór de eindafrekening dat te veel is betaald, dan wordt bij die tranche niets betaald en "
        f"wordt het teveel met de volgende tranches verrekend{mark}.{apart}{others} "
        f"Wat bij de eindafrekening nog te veel is betaald, wordt door {giving} aan {taking} terugbetaald."
    )
    return [Clause(text=words)]


def _own_part(w: Writer, recovery: Recovery) -> str:
    """What parties do whose own part turns out lower, where what they pay or receive together is split."""
    payers, receivers = _splitting(w)
    if not recovery.pay_back:
        return _waiting(len(payers) > 1, len(receivers) > 1)
    when = "bij die tranche" if recovery.within is None else f"binnen {recovery.within}"
    words = ""
    if len(receivers) > 1:
        words = (
            " Heeft een ontvanger meer ontvangen dan het deel dat tot en met een tranche aan die ontvanger toekomt, "
            f"dan geeft die ontvanger het meerdere {when} terug, voor zover het niet wordt verrekend met wat "
            "bij dezelfde tranche verder aan die ontvanger toekomt."
        )
    if len(payers) > 1:
        if words:
            return f"{words} Een betaler die meer heeft betaald dan het eigen deel, krijgt het meerdere op dezelfde wijze terug."
        words = (
            " Heeft een betaler meer betaald dan het deel dat tot en met een tranche ten laste van die betaler komt, "
            f"dan krijgt die betaler het meerdere {when} terug, voor zover het niet wordt verrekend met wat "
            "bij dezelfde tranche verder ten laste van die betaler komt."
        )
    return words


def _together(w: Writer, names: set[str], word: str) -> str:
    """The one payer or receiver by name, several by what they are."""
    return w.party(next(iter(names))) if len(names) == 1 else f"de {word}"


def _waiting(payers: bool, receivers: bool) -> str:
    """That nobody gives anything back before the final settlement, where several parties share."""
    if not (payers or receivers):
        return ""
    if payers and receivers:
        who, did, does = "een betaler of ontvanger", "betaald of ontvangen", "betaalt of ontvangt"
    elif payers:
        who, did, does = "een betaler", "betaald", "betaalt"
    else:
        who, did, does = "een ontvanger", "ontvangen", "ontvangt"
    return (
        f" Is in totaal niet te veel betaald, maar heeft {who} meer {did} dan het eigen deel tot en met die tranche, dan "
        f"{does} deze bij die tranche niets. Het bedrag van de tranche wordt dan over de anderen verdeeld, naar "
        "verhouding van wat van ieder deel nog openstaat."
    )


def _splitting(w: Writer) -> tuple[set[str], set[str]]:
    """The names of all payers and of all receivers; "" stands for the participants."""
    payers: set[str] = set()
    receivers: set[str] = set()
    for payment in w.contract.payments:
        shared = payment.receivers.rest if isinstance(payment.receivers, Waterfall) else payment.receivers
        payers |= {one.name for one in elements((payment.bearers, payment.order, payment.top_ups)) if _is_party(one)}
        receivers |= {one.name for one in elements(payment.receivers) if _is_party(one)}
        if isinstance(shared, SharedReceivers):
            receivers |= {"" for party, _ in shared.shares if party is None}
    return payers, receivers


def _is_party(node: object) -> TypeGuard[Party]:
    return isinstance(node, Party)


def _years(w: Writer) -> list[Clause]:
    contract = w.contract
    clauses = []
    topped = any(payment.top_ups for payment in contract.payments)
    apart = " Aanvullingen die boven op de vergoeding komen, tellen daarbij niet mee." if topped else ""
    for cap in contract.year_caps:
        mark = w.mark(cap.assumption, "het maximum per kalenderjaar")
        excess = "schuift door naar een volgend kalenderjaar waarin een tranche valt" if cap.moves_on else "vervalt"
        clauses.append(
            Clause(
                text=(
                    f"In een kalenderjaar wordt ten hoogste {Sentences(w).value(cap.amount)} betaald{mark}.{apart} "
                    f"Wat daarboven uitkomt, {excess}."
                )
            )
        )
    if _yearly(contract):
        clauses.append(Clause(text="Een bedrag hoort bij het kalenderjaar van de datum van betaling van zijn tranche."))
    return clauses


def _yearly(contract: Contract) -> bool:
    """Whether something is limited per calendar year."""
    limits = [line.limit for payment in contract.payments for line in payment.bearers]
    limits += [line.limit for payment in contract.payments for line in payment.top_ups]
    return bool(contract.year_caps) or any(one is not None and one.per_year for one in limits)
