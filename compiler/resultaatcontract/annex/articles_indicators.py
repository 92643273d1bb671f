"""Indicators and what they pay: result, conditions, price, limits; groups and their rules."""

from __future__ import annotations

from ..document.model import Block, Clause, Item, Section, Table
from ..model.contract import FlatPrice, Group, Indicator
from ..model.expressions import Apply, Expr, Kind, Level
from ..text import writing
from .figures import price_figure
from .limits import step_sentences
from .phrases import ROUNDINGS
from .prices import is_unconditional, price_short, price_table, price_words
from .sentences import Sentences
from .sources import lines_of, sourced
from .wording import Writer, lowered, marked, noted, quoted, sentence, text, unit_word


def indicators(w: Writer) -> list[Block]:
    blocks: list[Block] = []
    if len(w.contract.indicators) > 1:
        blocks.append(_overview(w))
    grouped = any(isinstance(part, Group) for part in w.contract.parts)
    loose = False
    for part in w.contract.parts:
        if isinstance(part, Group):
            blocks.append(Section(text(part.title) + w.mark(part.assumption, f"de groep {quoted(part.title)}")))
            blocks += sourced(_group(w, part), part)
            blocks += [_indicator(w, one) for one in part.indicators]
            blocks += sourced(_group_steps(w, part), part)
            loose = False
        else:
            if grouped and not loose:
                blocks.append(Section("Overige indicatoren" if len(blocks) > 1 else "Indicatoren zonder groep"))
            loose = True
            blocks.append(_indicator(w, part))
    return blocks


def _known_first(w: Writer) -> str:
    """Who goes first at a later tranche, where participants become known at different ones."""
    own = any(one.level is Level.PARTICIPANT for one in w.contract.moments)
    if not own or len(w.contract.tranches) == 1:
        return ""
    return f" De {w.many} van wie het resultaat bij een eerdere tranche al bekend was, gaan voor de andere."


def determined(w: Writer, one: Indicator) -> str:
    """For whom or what a result is worked out apart."""
    if one.period is not None:
        return f"per {quoted(one.period.title)}"
    return f"per {w.one}" if one.level is Level.PARTICIPANT else "voor de hele overeenkomst"


def _overview(w: Writer) -> Clause:
    rows: list[tuple[str, ...]] = []
    grouped = any(isinstance(part, Group) for part in w.contract.parts)
    for part in w.contract.parts:
        members = part.indicators if isinstance(part, Group) else (part,)
        for one in members:
            whose = determined(w, one)
            row = (w.title(one.title), whose, price_short(w, one))
            rows.append((text(part.title) if isinstance(part, Group) else "", *row) if grouped else row)
    columns = ("Indicator", "Bepaald", "Vergoeding")
    if grouped:
        columns = ("Groep", *columns)  # type: ignore[assignment]
    words = "De indicatoren en hun vergoeding zijn in het kort de volgende. Beslissend is wat in de leden hierna staat."
    if any(isinstance(part, Group) and (part.participant_steps or part.steps) for part in w.contract.parts):
        words += " Daar staat ook welke grenzen, kortingen en aftrek voor een groep als geheel gelden."
    return Clause(
        text=words,
        tables=(Table(columns, tuple(rows)),),
    )


# ------------------------------------------------------------------ groups


def _group(w: Writer, group: Group) -> list[Clause]:
    s = Sentences(w)
    items: list[Item] = []
    if group.definition is not None:
        told = w.mark(group.definition_assumption, f"de definitie van de groep {quoted(group.title)}")
        items.append(Item(f"Definitie: {marked(lowered(sentence(group.definition)), told)}"))
    if group.weight is not None:
        words = f"De weging van de groep {quoted(group.title)} is {writing.percent(group.weight)} van de maximale vergoeding."
        if group.equally_divided:
            words += " De weging is gelijk verdeeld over de indicatoren van de groep."
        items.append(Item(words))
    if group.at_most is not None:
        items.append(Item(_at_most(w, group)))
    for gate, reason, which in _gates(group):
        told = w.mark(reason, f"de {which}voorwaarde van de groep {quoted(group.title)}")
        each = f" per {w.one}" if gate.level is Level.PARTICIPANT else ""
        items.append(_marked(s.requirement(f"De indicatoren van deze groep tellen{each} alleen mee als", gate), told))
    if not items:
        return []
    if len(items) == 1:
        return [Clause(text=items[0].text, items=items[0].items)]
    return [Clause(text=f"Voor de groep {quoted(group.title)} geldt:", items=tuple(items))]


def _group_steps(w: Writer, group: Group) -> list[Clause]:
    """Limits and deductions on what the indicators of a group yield together, and what explains the group."""
    words = step_sentences(
        w, group.participant_steps, f"de vergoeding per {w.one} voor de groep {quoted(group.title)}"
    ) + step_sentences(w, group.steps, f"de vergoeding voor de groep {quoted(group.title)}")
    words += noted(group.notes)
    if len(words) > 1:
        lead = f"Voor de vergoeding van de groep {quoted(group.title)} als geheel geldt:"
        return [Clause(text=lead, items=tuple(Item(one) for one in words))]
    return [Clause(text=one) for one in words]


def _at_most(w: Writer, group: Group) -> str:
    personal = all(one.level is Level.PARTICIPANT for one in group.indicators)
    number = "één indicator" if group.at_most == 1 else f"{writing.number(group.at_most or 0)} indicatoren"
    verb, amount = ("telt", "het hoogste bedrag") if group.at_most == 1 else ("tellen", "de hoogste bedragen")
    whose = f" per {w.one}" if personal else ""
    return (
        f"Van de groep {quoted(group.title)} {verb}{whose} ten hoogste {number} mee: die met {amount}. "
        "Bij gelijke bedragen gaat de indicator voor die hieronder het eerst is genoemd."
    )


_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")


def _gates(part: Group | Indicator) -> list[tuple[Expr, str | None, str]]:
    """Each condition with the reason why it is assumed, and «tweede » to tell it from the others."""
    reasons = part.gate_assumptions or (None,) * len(part.gates)
    found = []
    for index, (gate, reason) in enumerate(zip(part.gates, reasons, strict=True)):
        which = _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}e"
        found.append((gate, reason, f"{which} " if len(part.gates) > 1 else ""))
    return found


def _marked(item: Item, mark: str) -> Item:
    """The item with the mark of an assumption before its last point or colon."""
    return Item(f"{item.text[:-1]}{mark}{item.text[-1]}", item.items) if mark else item


# ------------------------------------------------------------------ indicators


def _indicator(w: Writer, one: Indicator) -> Clause:
    s = Sentences(w, one)
    items: list[Item] = []
    mark = w.mark(one.assumption, f"de indicator {quoted(one.title)}")
    if one.definition is not None:
        told = w.mark(one.definition_assumption, f"de definitie van de indicator {quoted(one.title)}")
        items.append(Item(f"Definitie: {marked(lowered(sentence(one.definition)), told)}"))
    whose = determined(w, one)
    if is_unconditional(one):
        what = "malus" if isinstance(one.price, FlatPrice) and one.price.sign < 0 else "vergoeding"
        items.append(Item(f"Deze {what} hangt niet af van een resultaat.{_each_period(one)}"))
    else:
        items.append(Item(f"De indicator wordt {whose} bepaald{_each_period(one)}"))
        told = w.mark(one.result_assumption, f"het resultaat van de indicator {quoted(one.title)}")
        items.append(_marked(_result(Sentences(w), one), told))
    for gate, reason, which in _gates(one):
        told = w.mark(reason, f"de {which}voorwaarde van de indicator {quoted(one.title)}")
        lead = (
            "De vergoeding is alleen verschuldigd als" if is_unconditional(one) else "Het resultaat telt alleen mee als"
        )
        items.append(_marked(s.requirement(lead, gate), told))
    if one.first is not None:
        told = w.mark(one.first_assumption, f"het aantal {w.many} dat meetelt bij {quoted(one.title)}")
        number = writing.number(one.first)
        who = "die het behalen" if one.result.kind is Kind.YES_NO else f"{w.of} het resultaat niet nul is"
        items.append(
            Item(
                f"Het resultaat telt alleen mee voor de eerste {number} {w.many} {who}{told}. "
                f"Beslissend is de volgorde waarin de {w.many} in de opgave van de metingen staan, "
                f"ook als de data van hun resultaten een andere volgorde hebben.{_known_first(w)}"
            )
        )
    words = price_words(w, one)
    if words:
        items += [Item(line) for line in words]
    else:
        items.append(
            Item(
                "Voor deze indicator zelf is geen vergoeding verschuldigd. Een andere bepaling gebruikt het resultaat."
            )
        )
    subject = f"de vergoeding per {w.one} voor {quoted(one.title)}"
    items += [Item(line) for line in step_sentences(w, one.participant_steps, subject)]
    if one.period is not None:
        subject = f"de vergoeding per periode {quoted(one.period.title)} voor {quoted(one.title)}"
        items += [Item(line) for line in step_sentences(w, one.period_steps, subject)]
    subject = f"de vergoeding voor {quoted(one.title)}"
    if one.period is not None and one.steps:
        subject = f"de vergoeding over alle perioden samen voor {quoted(one.title)}"
    if one.level is Level.PARTICIPANT and one.steps:
        subject = f"de vergoeding van alle {w.many} samen voor {quoted(one.title)}"
    items += [Item(line) for line in step_sentences(w, one.steps, subject)]
    items += [Item(line) for line in noted(one.notes)]
    table, figure = price_table(w, one), price_figure(w, one)
    return Clause(
        heading=f"{text(one.title)}{mark}",
        items=tuple(items),
        tables=() if table is None else (table,),
        figures=() if figure is None else (figure,),
        names=(text(one.title),),
        source=lines_of(one),
    )


def _each_period(one: Indicator) -> str:
    """That an indicator is worked out for each period apart."""
    if one.period is None:
        return "" if is_unconditional(one) else "."
    if is_unconditional(one):
        return f" Zij is verschuldigd over iedere periode {quoted(one.period.title)}, na afloop van die periode."
    return ", met de metingen over die periode. De vergoeding is de som van de bedragen over alle perioden."


def _result(s: Sentences, one: Indicator) -> Item:
    if one.result.kind is Kind.YES_NO:
        return s.requirement("Het resultaat is behaald als", one.result)
    value, limit = s.limited(one.result)
    unit = "" if one.unit is None else f", in {unit_word(one.unit)},"
    if isinstance(value, Apply) and value.operator in ROUNDINGS:
        unit = f"{unit.rstrip(',')}, {s.rounding(value)},"
        value = value.arguments[0]
    listed = s.listed(value)
    if listed is not None:
        return Item(
            f"Het resultaat{unit} is {listed[0]}.{limit} Die waarden zijn:"
            if limit
            else f"Het resultaat{unit} is {listed[0]}:",
            listed[1],
        )
    return Item(f"Het resultaat{unit} is {s.value(value)}.{limit}")
