"""When is paid: tranches, which results count, overpayment, calendar years."""

from __future__ import annotations

from ..model.contract import Indicator, Step, Tranche, TrancheKind
from ..model.expressions import Level, Measured
from ..text import writing
from .document import Clause, Item, Table
from .elements import elements
from .limits import all_steps
from .sentences import Sentences
from .wording import Writer, quoted, text


def tranches(w: Writer) -> list[Clause]:
    contract = w.contract
    if not contract.tranches_given:
        day = writing.day(contract.tranches[0].day)
        clauses = [
            Clause(
                text=(
                    f"De vergoeding wordt in één tranche betaald: de eindafrekening op {day}. "
                    "Die dag is ook de peildatum."
                )
            )
        ]
    else:
        clauses = [_table(w), *_kinds(w)]
        clauses += [clause for one in contract.tranches for clause in _own(w, one)]
    clauses += [_counting(w), *_recovery(w), *_years(w)]
    return clauses


def _table(w: Writer) -> Clause:
    rows = []
    for one in w.contract.tranches:
        mark = w.mark(one.assumption, f"de tranche {quoted(one.title)}")
        until = w.mark(one.cut_off_assumption, f"de peildatum van {quoted(one.title)}")
        rows.append((text(one.title), writing.day(one.day) + mark, _what(w, one), writing.day(one.cut_off) + until))
    table = Table(("Tranche", "Datum van betaling", "Betaling", "Peildatum"), tuple(rows))
    return Clause(text="De vergoeding wordt in de volgende tranches betaald:", tables=(table,))


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
        clauses.append(Clause(text=words))
    if TrancheKind.ADVANCE in kinds or TrancheKind.INSTALMENT in kinds:
        clauses.append(_advances(w))
    clauses.append(
        Clause(text="Bij de eindafrekening wordt het hele recht betaald, verminderd met alles wat eerder is betaald.")
    )
    return clauses


def _advances(w: Writer) -> Clause:
    contract = w.contract
    titles = {one.name: one.title for one in contract.tranches}
    lines = []
    for one in contract.tranches:
        if one.kind in (TrancheKind.ADVANCE, TrancheKind.INSTALMENT):
            when = "bij de eindafrekening"
            if one.settled_from is not None:
                when = f"vanaf de tranche {quoted(titles[one.settled_from])}"
            line = f"{quoted(one.title)} wordt {when} verrekend"
            if len(contract.payments) > 1:
                line += f", tussen de partijen die {w.indicators(_paid_under(w, one))} betalen en ontvangen"
            lines.append(line)
    lead = (
        "Een voorschot of termijn wordt betaald zonder dat resultaten vaststaan, en wordt later met het recht verrekend"
    )
    if len(lines) == 1:
        return Clause(text=f"{lead}. {lines[0]}.")
    ends = [";"] * (len(lines) - 1) + ["."]
    return Clause(text=f"{lead}:", items=tuple(Item(line + end) for line, end in zip(lines, ends, strict=True)))


def _paid_under(w: Writer, tranche: Tranche) -> tuple[Indicator, ...]:
    """The indicators of the `betaling` under which an advance is paid: those of the first it names, else the first."""
    named = {one.name for one in tranche.scope or ()}
    payments = w.contract.payments
    return next((one for one in payments if named & {i.name for i in one.indicators}), payments[0]).indicators


def _own(w: Writer, one: Tranche) -> list[Clause]:
    s = Sentences(w)
    clauses = []
    reasons = one.gate_assumptions or (None,) * len(one.gates)
    for gate, reason in zip(one.gates, reasons, strict=True):
        mark = w.mark(reason, f"een voorwaarde van de tranche {quoted(one.title)}")
        item = s.requirement(f"De tranche {quoted(one.title)} wordt alleen betaald als", gate)
        clauses.append(Clause(text=f"{item.text[:-1]}{mark}{item.text[-1]}", items=item.items))
    if one.cap is not None:
        mark = w.mark(one.cap_assumption, f"het maximum van de tranche {quoted(one.title)}")
        clauses.append(
            Clause(
                text=(
                    f"Bij de tranche {quoted(one.title)} wordt ten hoogste {s.value(one.cap)} betaald{mark}. "
                    "Wat daarboven uitkomt, schuift door naar de volgende tranche."
                )
            )
        )
    return clauses


def _counting(w: Writer) -> Clause:
    contract = w.contract
    words = (
        "Een resultaat telt mee als de momenten van alle metingen die het resultaat en de vergoeding daarvoor gebruiken, "
        "op of vóór de peildatum liggen."
    )
    if len(contract.tranches) > 1:
        if any(not one.moments for one in contract.measurements):
            words += " Een meting zonder moment telt mee vanaf de laatste tranche."
        if any(moment.base.day is None for one in contract.measurements for moment in one.moments):
            words += f" Is voor een {w.one} de datum van een moment niet vastgelegd, dan telt de meting mee vanaf de laatste tranche."
        if any(_uses_measurement(step) for step in all_steps(contract)):
            words += " Een grens, korting of aftrek die van een meting afhangt, is nul zolang die meting niet meetelt."
    return Clause(text=words)


def _uses_measurement(step: Step) -> bool:
    return any(isinstance(one, Measured) and one.level is Level.CONTRACT for one in elements(step))


def _recovery(w: Writer) -> list[Clause]:
    recovery = w.contract.recovery
    if recovery is None:
        return []
    apart = " Dit wordt voor iedere betaling uit " + w.article("betaling") + " afzonderlijk bepaald."
    apart = apart if len(w.contract.payments) > 1 else ""
    if recovery.pay_back:
        within = "" if recovery.within is None else f" binnen {recovery.within}"
        return [
            Clause(text=f"Blijkt bij een tranche dat te veel is betaald, dan wordt het teveel{within} terugbetaald.")
        ]
    return [
        Clause(
            text=(
                "Blijkt bij een tranche dat te veel is betaald, dan wordt het teveel met de volgende tranches verrekend. "
                f"Wat bij de eindafrekening nog te veel is betaald, wordt terugbetaald.{apart}"
            )
        )
    ]


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
    clauses.append(Clause(text="Een bedrag hoort bij het kalenderjaar van de datum van betaling van zijn tranche."))
    return clauses
