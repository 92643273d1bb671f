"""What is measured: definition, moments, allowed values, proof, who establishes it, what if it is missing."""

from __future__ import annotations

from ..document.model import Block, Clause, Item, Section
from ..model.contract import Better, Measurement, Missing
from ..model.expressions import Kind, Level
from ..text import writing
from .wording import Writer, called, listed_facts, listing, quoted, text, unit_word


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
        blocks += [_measurement(w, one) for one in found]
    return blocks


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
    facts = listed_facts(w, one, f"de meting {quoted(one.title)}")
    lines += [f"{label}: {words}" for label, words in facts if label == "Definitie"]
    moments = [quoted(moment.title) for moment in one.moments]
    if one.period is not None:
        moments = [f"de laatste dag van iedere periode {quoted(one.period.title)}"]
    if moments:
        lines.append(f"{'Moment' if len(moments) == 1 else 'Momenten'}: {listing(moments)}.")
    elif len(w.contract.tranches) > 1 and not one.only_reported:
        lines.append("Moment: de meting heeft geen eigen moment en telt mee vanaf de laatste tranche.")
    mark = w.mark(one.assumption, f"de meting {quoted(one.title)}")
    lines.append(f"Uitkomst: {_values(w, one)}{mark}.")
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
    return Clause(heading=text(one.title), items=tuple(Item(line) for line in lines))


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
    steps = f"in stappen van {w.value(one.step, one.kind)}"
    if one.kind is Kind.PERCENT:
        steps = f"in stappen van {writing.number(one.step * 100)} procentpunt"
    if one.whole and one.step == 1:
        return f"een geheel getal {bounds}"
    name = {Kind.MONEY: "een bedrag", Kind.PERCENT: "een percentage"}.get(one.kind, "een getal")
    return f"{name} {bounds}, {steps}"


def _missing(w: Writer, one: Measurement) -> str:
    """What holds for a result when the measurement isn't there, as the function has it."""
    none = "geldt het resultaat van iedere indicator die de meting gebruikt, als niet behaald of als nul"
    if one.missing is Missing.LEFT_OUT and one.level is Level.PARTICIPANT:
        return (
            f"ontbreekt de meting van een {w.one}, dan blijft die buiten beschouwing bij iedere indicator die de meting gebruikt. "
            "Dat geldt ook voor aantallen, aandelen, sommen en gemiddelden waarin de meting voorkomt."
        )
    if one.level is Level.PARTICIPANT:
        return f"ontbreekt de meting van een {w.one}, dan {none}."
    return f"ontbreekt de meting, dan {none}."
