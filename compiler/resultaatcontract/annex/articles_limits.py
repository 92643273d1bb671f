"""Limits above the indicators, the fixed order of the calculation, how a cut is spread and where is rounded."""

from __future__ import annotations

from ..document.model import Clause, Item
from ..model.contract import (
    AttributeLevel,
    Contract,
    Deduction,
    Discount,
    FixedClaim,
    Group,
    JumpLimit,
    ReturnClaim,
    TrancheKind,
    Waterfall,
)
from ..model.expressions import Expr, Kind, Level, Literal, Operator
from ..model.typing import constant_value
from ..plan.entitlement import rounds_by_itself
from .limits import all_steps, floors_above, step_sentences
from .phrases import uses
from .sentences import Sentences
from .sharing import can_be_negative, is_only_malus, payers, receivers, several
from .sources import sourced
from .wording import Writer, listing, quoted


def limits(w: Writer) -> list[Clause]:
    contract = w.contract
    clauses = [_order(w), *sourced(_per_participant(w), *contract.participant_steps)]
    for level in contract.levels:
        clauses += sourced([_per_attribute(w, level)], level)
    clauses += sourced(_total(w), *contract.steps)
    clauses += _spread(w)
    clauses += _rounding(w)
    clauses += _nothing(w)
    clauses += _jumps(w)
    return clauses


def _jumps(w: Writer) -> list[Clause]:
    """What is held of one step in one measurement; no amount is limited by it."""
    found: list[str] = []
    if w.contract.jump is not None:
        found.append(
            f"Verandert één meting met één stap, dan verandert het totaal met ten hoogste {_amount(w, w.contract.jump)}."
        )
    for one in w.contract.indicators:
        if one.jump is not None:
            found.append(
                f"Verandert één meting die bij de indicator {quoted(one.title)} hoort, met één stap, dan verandert het totaal met ten "
                f"hoogste {_amount(w, one.jump)}."
            )
    if found:
        found.append("Eén stap is het verschil tussen twee mogelijke uitkomsten die op elkaar volgen.")
    return [Clause(text=" ".join(found))] if found else []


def _amount(w: Writer, jump: JumpLimit) -> str:
    return w.value(jump.amount, Kind.MONEY)


def _order(w: Writer) -> Clause:
    contract = w.contract
    personal = any(one.level is Level.PARTICIPANT and one.price is not None for one in contract.indicators)
    steps = [f"van iedere indicator wordt het resultaat bepaald ({w.article('indicatoren')})"]
    price = "uit het resultaat volgt het bedrag"
    if contract.indexation is not None:
        price += f", geïndexeerd volgens {w.article('indexering')}"
    steps.append(price)
    if personal:
        steps += _personal_order(w)
        if rounds_by_itself(contract):
            steps.append(f"het totaal per {w.one} wordt afgerond")
        steps.append(f"de bedragen van alle {w.many} worden per indicator opgeteld")
    if any(one.steps for one in contract.indicators):
        steps.append("de bepalingen over een indicator worden toegepast")
    if rounds_by_itself(contract) and any(one.level is Level.CONTRACT for one in contract.indicators if one.price):
        steps.append("het bedrag van iedere indicator voor de hele overeenkomst wordt afgerond")
    groups = [part for part in contract.parts if isinstance(part, Group)]
    shared = any(group.at_most and all(one.level is Level.CONTRACT for one in group.indicators) for group in groups)
    if shared or any(group.steps for group in groups):
        steps.append("de bepalingen over een groep worden toegepast")
    for level in contract.levels:
        steps.append(f"de bepalingen per {quoted(level.attribute.title)} worden toegepast")
    if contract.steps or contract.maximum_fee is not None:
        steps.append("de bepalingen over het totaal worden toegepast")
    steps.append("het totaal wordt afgerond; dat is het recht")
    heeded = ["de eerdere betalingen"] if len(contract.tranches) > 1 else []
    heeded += ["de grenzen per kalenderjaar"] if contract.year_caps else []
    per = "per tranche" if len(contract.tranches) > 1 else "bij de eindafrekening"
    words = f"uit het recht volgt de betaling {per} ({w.article('tranches')})"
    steps.append(words + (f", met inachtneming van {listing(heeded)}" if heeded else ""))
    if several(payers(contract.payments)):
        steps.append(f"de betaling wordt over de betalers verdeeld ({w.article('betaling')})")
    if several(receivers(contract.payments)):
        steps.append(f"de betaling wordt over de ontvangers verdeeld ({w.article('betaling')})")
    items = [f"{one};" for one in steps[:-2]] + [f"{steps[-2]}; en", f"{steps[-1]}."]
    closing = ""
    if _in_a_row(contract):
        closing = (
            "Gelden in één stap verschillende bepalingen, dan worden zij toegepast in de volgorde waarin zij in deze "
            "bijlage staan."
        )
    return Clause(
        text="De vergoeding wordt in deze volgorde berekend:", items=tuple(Item(one) for one in items), closing=closing
    )


def _in_a_row(contract: Contract) -> bool:
    """Whether anywhere more than one limit, deduction or rounding works on the same amount in one step."""
    unit = contract.participants
    rows = [
        len(contract.steps) + (contract.maximum_fee is not None),
        len(contract.participant_steps) + (unit is not None and unit.maximum_fee is not None),
        *(len(level.steps) for level in contract.levels),
    ]
    for part in contract.parts:
        rows += [len(part.participant_steps), len(part.steps)]
        if isinstance(part, Group):
            rows += [number for one in part.indicators for number in (len(one.participant_steps), len(one.steps))]
    return any(number > 1 for number in rows)


def _personal_order(w: Writer) -> list[str]:
    contract = w.contract
    found = []
    groups = [part for part in contract.parts if isinstance(part, Group)]
    if any(one.participant_steps for one in contract.indicators):
        found.append(f"de bepalingen per {w.one} bij een indicator worden toegepast")
    members = any(one.level is Level.PARTICIPANT for group in groups for one in group.indicators)
    if members and any(group.at_most or group.participant_steps for group in groups):
        found.append(f"de bepalingen per {w.one} bij een groep worden toegepast")
    unit = contract.participants
    if (unit is not None and unit.maximum_fee is not None) or contract.participant_steps:
        found.append(f"de bepalingen over het totaal per {w.one} worden toegepast")
    return found


def _per_participant(w: Writer) -> list[Clause]:
    contract = w.contract
    unit = contract.participants
    words = []
    if unit is not None and unit.maximum_fee is not None:
        words.append(
            f"De vergoeding voor alle indicatoren samen is per {w.one} ten hoogste de maximale vergoeding "
            f"per {w.one} van {w.article('deelnemers')}."
        )
    words += step_sentences(w, contract.participant_steps, f"de vergoeding per {w.one} voor alle indicatoren samen")
    return [Clause(text=words[0])] if len(words) == 1 else _listed(f"Per {w.one} geldt:", words)


def _per_attribute(w: Writer, level: AttributeLevel) -> Clause:
    titles = dict(level.attribute.choices)
    words = []
    for choice, step in level.steps:
        subject = f"de vergoeding voor alle {w.many} met dezelfde waarde van {quoted(level.attribute.title)} samen"
        if choice is not None:
            whose = f"met {quoted(titles[choice])} als {quoted(level.attribute.title)}"
            subject = f"de vergoeding voor alle {w.many} {whose} samen"
        words += step_sentences(w, (step,), subject)
    apart = ""
    if any(one.level is Level.CONTRACT and one.price is not None for one in w.contract.indicators):
        apart = "Een vergoeding voor de hele overeenkomst telt daarbij niet mee."
    if len(words) == 1:
        return Clause(text=f"{words[0]} {apart}".strip())
    lead = f"Per {quoted(level.attribute.title)} geldt:"
    return Clause(text=lead, items=tuple(Item(one) for one in words), closing=apart)


def _total(w: Writer) -> list[Clause]:
    contract = w.contract
    words = []
    if contract.maximum_fee is not None:
        mark = w.mark(contract.maximum_fee_assumption, "de maximale vergoeding")
        amount = Sentences(w).value(contract.maximum_fee)
        words.append(f"De totale vergoeding is ten hoogste de maximale vergoeding van {amount}{mark}.")
    words += step_sentences(w, contract.steps, "de totale vergoeding")
    return [Clause(text=words[0])] if len(words) == 1 else _listed("Voor het totaal geldt:", words)


def _listed(lead: str, words: list[str]) -> list[Clause]:
    return [Clause(text=lead, items=tuple(Item(one) for one in words))] if words else []


def _spread(w: Writer) -> list[Clause]:
    contract = w.contract
    unit = contract.participants
    limited = contract.maximum_fee is not None or (unit is not None and unit.maximum_fee is not None)
    if not all_steps(contract) and not limited:
        return []
    words = (
        "Wordt een bedrag dat uit verschillende onderdelen bestaat door een bepaling verhoogd of verlaagd, "
        "dan verandert ieder onderdeel naar verhouding."
    )
    floors = {constant_value(step.amount) == 0 for step in floors_above(contract)}
    if floors:
        least = {True: "tot nul", False: "tot een minimum"}
        added = listing([least[is_zero] for is_zero in sorted(floors)], "of")
        words += f" De aanvulling {added} is een afzonderlijk onderdeel en verandert de andere onderdelen niet."
    return [Clause(text=words)]


def _rounding(w: Writer) -> list[Clause]:
    contract = w.contract
    words = ["Er wordt met onafgeronde bedragen gerekend."]
    if rounds_by_itself(contract):
        lines = []
        if any(one.level is Level.PARTICIPANT and one.price is not None for one in contract.indicators):
            lines.append(f"de vergoeding per {w.one} voor alle indicatoren samen")
        if any(one.level is Level.CONTRACT and one.price is not None for one in contract.indicators):
            lines.append("de vergoeding voor iedere indicator voor de hele overeenkomst")
        if any(one.period is not None and one.price is not None for one in contract.indicators):
            lines.append("de vergoeding per periode voor een indicator die per periode wordt bepaald")
        lines += _rounded_later(contract)
        verb = "worden" if len(lines) > 1 else "wordt"
        words.append(f"Alleen {listing(lines)} {verb} afgerond op {w.smallest}.")
    else:
        lines = _rounded_later(contract)
        verb = "worden" if len(lines) > 1 else "wordt"
        words.append(
            f"Er wordt alleen afgerond waar deze bijlage dat bepaalt. Daarna {verb} {listing(lines)} afgerond op {w.smallest}."
        )
    words.append(
        "Ligt een bedrag precies midden tussen twee afgeronde bedragen, dan geldt het bedrag dat het verst van nul ligt."
    )
    if any(not isinstance(one, Literal) for one in limits_in_time(contract)):
        words.append(
            f"Ook een grens per tranche, kalenderjaar of betaler wordt afgerond, maar altijd naar beneden, op {w.smallest}."
        )
    return [Clause(text=" ".join(words)), *_split(w)]


def _split(w: Writer) -> list[Clause]:
    """How a rounded amount is divided without losing or gaining anything."""
    contract = w.contract
    over = []
    if sum(one.price is not None for one in contract.indicators) > 1:
        over.append("indicatoren")
    if several(payers(contract.payments)):
        over.append("betalers")
    if several(receivers(contract.payments)):
        over.append("ontvangers")
    if not over:
        return []
    words = (
        f"Wordt een afgerond bedrag over {listing(over, 'of')} verdeeld, dan wordt ieder deel eerst naar beneden afgerond op "
        f"{w.smallest}. Wat dan overblijft, wordt in {w.smallest} één voor één toegedeeld aan de delen met de grootste rest. "
        "Bij gelijke resten gaat het deel voor dat in deze bijlage het eerst is genoemd."
    )
    if any(is_only_malus(one) or can_be_negative(contract, one) for one in contract.payments):
        words += " Een negatief bedrag wordt verdeeld als een positief bedrag van dezelfde grootte."
    return [Clause(text=words)]


def _rounded_later(contract: Contract) -> list[str]:
    """What is always rounded to the smallest unit, in the order of the calculation."""
    kinds = {one.kind for one in contract.tranches}
    lines = ["het recht"]
    if any(one.share is not None and one.share != 1 for one in contract.tranches):
        lines.append("het deel van het recht per tranche")
    if TrancheKind.ADVANCE in kinds:
        lines.append("ieder voorschot")
    if TrancheKind.INSTALMENT in kinds:
        lines.append("iedere termijn")
    if any(payment.top_ups for payment in contract.payments):
        lines.append("iedere aanvulling boven op de vergoeding")
    claims = [
        one
        for payment in contract.payments
        if isinstance(payment.receivers, Waterfall)
        for one in payment.receivers.claims
    ]
    if any(isinstance(one, FixedClaim) and not isinstance(one.amount, Literal) for one in claims):
        lines.append("ieder vast bedrag voor een ontvanger")
    if any(isinstance(one, ReturnClaim) for one in claims):
        lines.append("het opgebouwde rendement")
    if contract.vat is not None and contract.vat.rate is not None:
        lines.append("de btw")
    return lines


def limits_in_time(contract: Contract) -> list[Expr]:
    """The amounts of all limits on tranches, calendar years and payers."""
    found = [cap.amount for cap in contract.year_caps]
    found += [tranche.cap for tranche in contract.tranches if tranche.cap is not None]
    for payment in contract.payments:
        limits = [line.limit for line in payment.bearers] + [line.limit for line in payment.top_ups]
        found += [limit.amount for limit in limits if limit is not None]
        found += [line.amount for line in payment.order if line.amount is not None]
    return found


def _nothing(w: Writer) -> list[Clause]:
    """What a share, average or quotient over nothing is."""
    found: list[Expr] = [one.result for one in w.contract.indicators]
    found += [gate for part in w.contract.parts for gate in part.gates]
    found += [gate for one in w.contract.indicators for gate in one.gates]
    found += [gate for tranche in w.contract.tranches for gate in tranche.gates]
    steps = [step for step in all_steps(w.contract) if isinstance(step, Deduction | Discount)]
    found += [step.condition for step in steps if step.condition is not None]
    words = []
    if any(uses(one) for one in found):
        words.append(f"Een aandeel of gemiddelde over nul {w.many} is nul.")
    quotients = (Operator.DIVIDE, Operator.RELATIVE_RISE, Operator.RELATIVE_FALL)
    zero = {
        "een deling door nul": quotients[:1],
        "een procentuele verandering ten opzichte van nul": quotients[1:],
    }
    used = [name for name, operators in zero.items() if any(uses(one, *operators) for one in found)]
    if used:
        words.append(f"De uitkomst van {listing(used, 'of')} is nul.")
    return [Clause(text=" ".join(words))] if words else []
