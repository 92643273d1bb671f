"""The catalogue in Markdown: docs/bibliotheek.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..annex.sentences import Sentences
from ..annex.wording import Writer, unit_word
from ..document.model import Item
from ..document.render import markdown
from ..model.context import readable
from ..model.expressions import Kind, Level
from ..syntax import tree
from ..syntax.printer.parts import measurement_type
from ..syntax.printer.phrases import show
from .entries import Entry, Library, Measurement, line_of

Titled = tree.Moment | tree.Constant | tree.Indicator | Measurement

_GENERATED = (
    "<!-- Gemaakt uit contracts/bibliotheek; zie compiler/resultaatcontract/catalogue. Niet met de hand wijzigen. -->"
)
_INTRODUCTION = """\
Indicatoren die elke overeenkomst kan gebruiken, met de metingen waaruit zij volgen. Zij zijn zo omschreven dat twee lezers hetzelfde
tellen: wat meetelt, over welke tijd, op welke dag, en wat er geldt voor wie stopt, verhuist of overlijdt.

Zo gebruikt u er een: noem boven in uw overeenkomst het bestand, en noem de indicator waar u een voorwaarde of een hoeveelheid schrijft.
Alleen wat u noemt, en wat daarvoor nodig is, komt in uw overeenkomst en in de bijlage. Zie [Hergebruik](taal.md#hergebruik).

Uw overeenkomst geeft zelf:

- het moment `start`: de dag waarop voor een deelnemer de tijd gaat lopen. Zeg in de overeenkomst welke dag dat is, bijvoorbeeld die van
  het intakegesprek. Bij sommige bestanden ook `peildatum`, één dag voor de hele overeenkomst;
- wie deelnemer is, de vergoeding en de beoordelaar.

De bedragen in de voorbeelden wijzen alleen aan waar uw bedrag komt. Waar een grens is gekozen en niet uit een bron komt, staat
dat erbij; de bijlage toont haar als aanname. Wilt u een andere grens of een andere omschrijving, neem de regels dan over in uw eigen
bestand en wijzig ze daar. Wat onder “Vaak betwist” staat, komt als toelichting in de bijlage; beslissend is de definitie."""


def page(libraries: Sequence[Library]) -> str:
    """The whole page: a list of all indicators, then a chapter for every file."""
    parts = [_GENERATED, "# Bibliotheek van indicatoren", _INTRODUCTION, _contents(libraries)]
    for one in libraries:
        parts += _chapter(one)
    return "\n\n".join(parts) + "\n"


def _contents(libraries: Sequence[Library]) -> str:
    rows = ["| Bestand | Indicator | Bepaald | Eenheid |", "|---|---|---|---|"]
    for library in libraries:
        for index, one in enumerate(library.entries):
            file = "" if index else _link(_subject(library))
            rows.append(f"| {file} | {_link(_title(one.node))} | {_whose(one)} | {_unit(one)} |")
    return "\n".join(rows)


def _chapter(library: Library) -> list[str]:
    parts = [f"## {_subject(library)}", *(markdown(_flat(one)) for one in library.notes)]
    if library.entries:
        parts.append(f'Bestand: `gebruik "{library.path}"`. Uw overeenkomst geeft: {_listed(library.given)}.')
    for entry in library.entries:
        parts += _indicator(entry, library)
    if library.measurements:
        parts.append(f"### Metingen van {library.path.rpartition('/')[2]}")
        for one in library.measurements:
            parts += _measurement(one, library)
    if not library.entries:
        parts.append(_moments(library))
    return parts


# ------------------------------------------------------------------ an indicator


def _indicator(entry: Entry, library: Library) -> list[str]:
    node = entry.node
    facts = [
        f"- **Naam**: `{entry.name}`, {_whose(entry)}",
        f"- **Eenheid**: {_unit(entry)}",
        *_result(entry),
        *(f"- **Vaste waarde**: {_constant(one)}" for one in entry.constants),
        *_disputed(node),
    ]
    rows = ["| Meting | Momenten | Bewijs | Bron |", "|---|---|---|---|"]
    for one in entry.measurements:
        cells = (
            f"{_shown(_title(one))} (`{one.name.text}`)",
            ", ".join(_moment(name.text, library) for name in one.moments or ()),
            _shown(line_of(one, tree.Evidence)),
            _shown(line_of(one, tree.DataSource)),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return [
        f"### {_shown(_title(node))}",
        _shown(line_of(node, tree.Definition)),
        "\n".join(facts),
        "\n".join(rows),
        "\n".join(["```", *entry.example, "```"]),
    ]


def _result(entry: Entry) -> list[str]:
    """When it is achieved, or which quantity it is, in the words of the annex."""
    one = entry.indicator
    sentences = Sentences(Writer(entry.compiled.contract), one)
    if one.result.kind is Kind.YES_NO:
        lines = _fact("Resultaat", sentences.requirement("behaald als", one.result))
    else:
        lines = _fact("Resultaat", Item(f"{sentences.value(one.result)}."))
    for gate in one.gates:
        lines += _fact("Voorwaarde", sentences.requirement("telt alleen mee als", gate))
    return lines


def _fact(label: str, item: Item) -> list[str]:
    return [f"- **{label}**: {markdown(item.text)}", *(f"  - {markdown(part.text)}" for part in item.items)]


def _whose(entry: Entry) -> str:
    return "per deelnemer" if entry.indicator.level is Level.PARTICIPANT else "voor de hele overeenkomst"


def _unit(entry: Entry) -> str:
    one = entry.indicator
    if one.result.kind is Kind.YES_NO:
        return "ja of nee"
    return "percentage" if one.unit is None else unit_word(one.unit)


def _constant(node: tree.Constant) -> str:
    source = line_of(node, tree.DataSource)
    reason = f" (aanname: {_reason(node.assumption)})" if node.assumption else f" (bron: {source})" if source else ""
    return f"{_shown(_title(node))}: {markdown(show(node.value) + reason)}"


# ------------------------------------------------------------------ a measurement


def _measurement(node: Measurement, library: Library) -> list[str]:
    facts = [f"- **Uitkomst**: `{measurement_type(node.type)}`"]
    if node.moments:
        facts.append(f"- **Momenten**: {', '.join(_moment(name.text, library) for name in node.moments)}")
    for label, text in (("Bewijs", line_of(node, tree.Evidence)), ("Bron", line_of(node, tree.DataSource))):
        if text is not None:
            facts.append(f"- **{label}**: {_shown(text)}")
    facts += [f"- **Bij ontbreken**: {show(one.treatment)}" for one in _lines(node, tree.WhenMissing)]
    if node.assumption is not None:
        facts.append(f"- **Aanname**: {markdown(_reason(node.assumption))}")
    return [
        f"#### Meting: {_shown(_title(node))}",
        f"`{node.name.text}`. {_shown(line_of(node, tree.Definition))}",
        "\n".join([*facts, *_disputed(node)]),
    ]


def _lines(node: Measurement, kind: type[tree.WhenMissing]) -> Iterable[tree.WhenMissing]:
    return (one for one in node.lines or () if isinstance(one, kind))


def _moments(library: Library) -> str:
    rows = ["| Moment | Naam | Dag |", "|---|---|---|"]
    for one in library.moments:
        time = "" if one.time is None else show(one.time)
        rows.append(f"| {_shown(_title(one))} | `{one.name.text}` | {markdown(time)} |")
    return "\n".join(rows)


# ------------------------------------------------------------------ words


def _disputed(node: Measurement | tree.Indicator) -> list[str]:
    note = line_of(node, tree.Note)
    if note is None:
        return []
    return [f"- **Vaak betwist**: {markdown(note.removeprefix('Vaak betwist: '))}"]


def _reason(assumption: tree.Assumption) -> str:
    return _flat(assumption.reason.value)


def _moment(name: str, library: Library) -> str:
    """The moment with its title; one that the contract gives has none here."""
    found = next((one for one in library.moments if one.name.text == name), None)
    return f"`{name}`" if found is None else f"{_shown(_title(found))} (`{name}`)"


def _title(node: Titled) -> str:
    return readable(node.name) if node.title is None else _flat(node.title.value)


def _subject(library: Library) -> str:
    return library.path.rpartition("/")[2].removesuffix(".rc").capitalize()


def _listed(names: Sequence[str]) -> str:
    return " en ".join(f"`{name}`" for name in names)


def _shown(text: str | None) -> str:
    return "" if text is None else markdown(_flat(text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _link(title: str) -> str:
    """A link to the heading with this title, whose anchor GitHub makes from its words."""
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{markdown(title)}](#{anchor})"
