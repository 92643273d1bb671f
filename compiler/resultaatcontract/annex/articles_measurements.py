"""What is measured: definition, moments, allowed values, proof, who establishes it, what if it is missing."""

from __future__ import annotations

from fractions import Fraction

from ..document.model import Block, Clause, Item, Section
from ..model.contract import Better, Measurement, Missing
from ..model.expressions import Function, Kind, Level
from ..record import changed
from ..text import writing
from ..text.reading import decimals
from .reliance import FUNCTIONS, Reliance, reliance
from .sources import lines_of
from .wording import Writer, called, each_of, listed_facts, listing, lowered, noted, quoted, text, unit_word


def measurements(w: Writer) -> list[Block]:
    contract = w.contract
    if not contract.measurements:
        return []
    blocks: list[Block] = [_general(w)]
    own = [one for one in contract.measurements if one.level is Level.PARTICIPANT]
    shared = [one for one in contract.measurements if one.level is Level.CONTRACT]
    for title, found in ((f"Metingen per {w.one}", own), ("Metingen voor de hele overeenkomst", shared)):
        if found and own and shared:
            blocks.append(Section(title))
        blocks += [_measurement(w, one) for one in found if _is_first(one)]
    return blocks


def _is_first(one: Measurement) -> bool:
    """Whether the measurement is told: of those of several parties that are alike, the first."""
    return one.per_party is None or one.party is one.per_party.group.parties[0]


def _general(w: Writer) -> Clause:
    lenient = any(one.missing is not Missing.ERROR for one in w.contract.measurements)
    words = "Een meting mag niet ontbreken" + (", tenzij hieronder anders is bepaald." if lenient else ".")
    return Clause(
        text=(
            f"{words} Ontbreekt een meting die nodig is, dan wordt de vergoeding niet vastgesteld "
            "voordat de meting is aangevuld."
        )
    )


def _measurement(w: Writer, one: Measurement) -> Clause:
    lines: list[str] = []
    if one.per_party is not None:
        group = one.per_party.group
        names = [quoted(f"{one.per_party.title} van {party.called}") for party in group.parties]
        lines.append(f"Van wie: van {each_of(group)} afzonderlijk, genoemd {listing(names)}.")
        one = changed(one, title=one.per_party.title)
    whole = w.mark(one.assumption, f"de meting {quoted(one.title)}")
    facts = listed_facts(w, one, f"de meting {quoted(one.title)}")
    lines += [f"{label}: {words}" for label, words in facts if label == "Definitie"]
    moments = [quoted(moment.title) for moment in one.moments]
    if one.period is not None:
        moments = [f"de laatste dag van iedere periode {quoted(one.period.title)}"]
    if moments:
        lines.append(f"{'Moment' if len(moments) == 1 else 'Momenten'}: {listing(moments)}.")
    elif len(w.contract.tranches) > 1 and not one.only_reported:
        lines.append("Moment: de meting heeft geen eigen moment en telt mee vanaf de laatste tranche.")
    lines.append(f"Uitkomst: {_values(w, one)}.")
    lines += [f"{label}: {words}" for label, words in facts if label != "Definitie"]
    if one.judge is not None:
        lines.append(f"Vaststelling: naar het oordeel van {called(one.judge)}.")
    elif one.verifier is not None:
        mark = w.mark(one.verifier_assumption, f"wie de meting {quoted(one.title)} vaststelt")
        lines.append(f"Vaststelling: door {called(one.verifier)}{mark}.")
    if one.only_reported:
        lines.append(
            "Gevolg: de meting wordt gerapporteerd, en heeft geen gevolg voor de betaling. De meting mag ontbreken."
        )
    match one.better:
        case Better.HIGHER | Better.LOWER:
            yes_no = {Better.HIGHER: "ja is beter dan nee", Better.LOWER: "nee is beter dan ja"}
            higher = "een hogere waarde is beter" if one.better is Better.HIGHER else "een lagere waarde is beter"
            lines.append(f"Beter resultaat: {yes_no[one.better] if one.kind is Kind.YES_NO else higher}.")
        case Better.NEITHER:
            lines.append("Beter resultaat: de waarde van de meting is op zichzelf geen beter of slechter resultaat.")
    if one.missing is not Missing.ERROR:
        lines.append(f"Bij ontbreken: {_missing(w, one)}")
    lines += noted(one.notes)
    return Clause(
        heading=f"{text(one.title)}{whole}",
        items=tuple(Item(line) for line in lines),
        names=(text(one.title),),
        source=lines_of(one),
    )


def _values(w: Writer, one: Measurement) -> str:
    """The allowed values in words."""
    match one.kind:
        case Kind.YES_NO:
            return "ja of nee"
        case Kind.DATE:
            return "een datum"
    assert one.low is not None
    assert one.high is not None
    assert one.step is not None
    unit = "" if one.unit is None else f" {unit_word(one.unit)}"
    bounds = f"van {w.value(one.low, one.kind)} tot en met {w.value(one.high, one.kind)}{unit}"
    steps = f", in stappen van {w.value(one.step, one.kind)}"
    if one.kind is Kind.PERCENT:
        steps = f", in stappen van {writing.number(one.step * 100)} procentpunt"
    if one.kind is Kind.MONEY and one.step == Fraction(1, 10 ** decimals(w.contract.currency)):
        steps = ""
    if one.whole and one.step == 1:
        return f"een geheel getal {bounds}"
    name = {Kind.MONEY: "een bedrag", Kind.PERCENT: "een percentage"}.get(one.kind, "een getal")
    return f"{name} {bounds}{steps}"


def _missing(w: Writer, one: Measurement) -> str:
    """What holds when the measurement isn't there, as the function has it; one sentence for each way it is used."""
    alike = [one]
    if one.per_party is not None:
        alike = [other for other in w.contract.measurements if other.per_party == one.per_party]
    used = reliance(w.contract, *alike)
    personal = one.level is Level.PARTICIPANT
    at, that, other = "", "", ""
    if one.per_party is not None:
        at, that, other = " van een partij", " van die partij", "van een andere partij"
        if len(one.moments) > 1:
            at, that, other = f"{at} op een moment", f"{that} op dat moment", f"{other} of op een ander moment"
    elif one.period is not None:
        at, that, other = " over een periode", " over die periode", "over een andere periode"
    elif len(one.moments) > 1:
        at, that, other = " op een moment", " op dat moment", "op een ander moment"
    serves = f"waarvoor de meting{that} wordt gebruikt"
    each = f" per {w.one}" if personal else ""
    found: list[str] = []
    if used.results:
        otherwise = ", ook als het zonder de meting zou zijn behaald" if used.alternative else ""
        found.append(f"is ieder resultaat{each} {serves}, niet behaald of nul{otherwise}")
    if used.amounts:
        found.append(f"is ieder bedrag{each} {serves}, nul, en geldt een voorwaarde daarvoor als niet vervuld")
    if used.tranches:
        found.append(f"geldt iedere voorwaarde voor een tranche {serves}, als niet vervuld")
    if used.proportion:
        found.append("telt zij bij de verdeling over de betalers als nul")
    if used.functions and not personal:
        found.append(f"is {_either(used.functions)} {serves}, nul")
    if used.periods:
        found.append(
            f"telt die periode niet mee in {_either(used.periods)} over perioden waarvoor de meting wordt gebruikt"
        )
    lines = []
    if found:
        whose = f" van een {w.one}" if personal else ""
        lines.append(f"Ontbreekt de meting{whose}{at}, dan {found[0]}.")
        lines += [f"{'Ook' if words.startswith('is ') else 'Dan'} {words}." for words in found[1:]]
    if personal:
        who = f"Een {w.one} zonder de meting{that if found else at}"
        lines += [f"{who} {words}." for words in _counted(w, one, used, serves)]
    if other and used.results:
        lines.append(f"Een resultaat waarvoor alleen de meting {other} wordt gebruikt, blijft gelden.")
    return lowered(" ".join(lines or ["Dat heeft geen gevolg voor de vergoeding."]))


def _counted(w: Writer, one: Measurement, used: Reliance, serves: str) -> list[str]:
    """How a participant without the measurement counts in what is taken over participants."""
    if not used.functions:
        return []
    if one.missing is Missing.LEFT_OUT:
        divided = any(function in (Function.SHARE, Function.AVERAGE) for function in used.functions)
        basis = ", ook niet in het aantal waardoor wordt gedeeld" if divided else ""
        return [f"telt niet mee in {_either(used.functions)} {serves}{basis}"]
    found = []
    summed = tuple(function for function in used.functions if function in (Function.COUNT, Function.SUM))
    if summed:
        found.append(f"telt niet mee in {_either(summed)} {serves}")
    if used.chosen:
        found.append(f"telt in een aandeel {serves}, mee als een {w.one} {w.by} niet aan de voorwaarde is voldaan")
    if used.averaged:
        found.append(f"telt in een gemiddelde {serves}, mee met nul")
    if used.within:
        found.append("telt niet mee in een aandeel of gemiddelde als de meting bepaalt over wie dat wordt berekend")
    return found


def _either(functions: tuple[Function, ...]) -> str:
    """«een aantal, een aandeel of een som»."""
    return listing([f"een {FUNCTIONS[one]}" for one in functions], "of")
