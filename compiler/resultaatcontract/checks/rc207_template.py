"""RC207: a template that is filled in wrongly."""

from __future__ import annotations

from difflib import get_close_matches

from ..findings import Finding, Note, Rule, Severity
from ..syntax import tree
from ..text import writing
from ..text.source import Span

RULE = Rule(
    code="RC207",
    name="sjabloon",
    severity=Severity.ERROR,
    title="Een sjabloon is niet goed ingevuld",
    what=(
        "Een `overeenkomst volgens` een sjabloon geeft elke parameter precies één waarde, van de soort die het sjabloon "
        "noemt. Buiten een sjabloon staat op de plaats van een datum, bedrag, percentage of aantal de waarde zelf."
    ),
    why="Een overeenkomst met een open plaats kan niet worden getekend en niet worden uitgerekend.",
    bad="""\
sjabloon gemeentelijk
  parameter prijs: bedrag
  …
overeenkomst volgens gemeentelijk
  prijs is 10%
""",
    good="""\
overeenkomst volgens gemeentelijk
  prijs is € 9.000
""",
)

_EXAMPLES = {
    "partij": "de naam van een partij, zoals `gemeente`",
    "bedrag": "een bedrag, zoals € 9.000",
    "percentage": "een percentage, zoals 20%",
    "getal": "een getal, zoals 100",
    "datum": "een datum, zoals 1 januari 2027",
    "tekst": 'een tekst tussen aanhalingstekens, zoals "Noord"',
}


def unknown(span: Span, name: str, known: list[str]) -> Finding:
    near = get_close_matches(name, known, 1, 0.6)
    remedy = (
        f"Bedoelde u “{near[0]}”?"
        if near
        else "Zet `gebruik` met het bestand van het sjabloon bovenaan, of schrijf het sjabloon."
    )
    return RULE.finding(span, f"Het sjabloon “{name}” is nergens opgegeven.", remedy)


def missing(span: Span, names: list[str], template: Span) -> Finding:
    words = writing.listing([f"“{name}”" for name in names])
    what = "De parameter" if len(names) == 1 else "De parameters"
    verb = "heeft" if len(names) == 1 else "hebben"
    return RULE.finding(
        span,
        f"{what} {words} van het sjabloon {verb} geen waarde.",
        f"Zet eronder: `{names[0]} is …`.",
        [Note(template, "het sjabloon")],
    )


def no_parameter(span: Span, name: str, known: list[str], template: Span) -> Finding:
    near = get_close_matches(name, known, 1, 0.6)
    remedy = f"Bedoelde u “{near[0]}”?" if near else f"Het sjabloon kent: {', '.join(known) or 'geen parameters'}."
    return RULE.finding(span, f"Het sjabloon heeft geen parameter “{name}”.", remedy, [Note(template, "het sjabloon")])


def turned(span: Span, name: str, parameter: str) -> Finding:
    """For an argument with its two sides in the wrong order."""
    return RULE.finding(
        span,
        f"“{parameter}” is de parameter en “{name}” de waarde.",
        f"Schrijf `{parameter} is {name}`.",
    )


def wrong_type(span: Span, name: str, kind: str, parameter: Span) -> Finding:
    return RULE.finding(
        span,
        f"De parameter “{name}” is een {kind}; dit is iets anders.",
        f"Geef {_EXAMPLES[kind]}.",
        [Note(parameter, "hier opgegeven")],
    )


def open_place(span: Span, place: tree.Node) -> Finding:
    """For a name where a literal is expected, which is no parameter of that kind."""
    kinds: dict[type[tree.Node], str] = {
        tree.OpenDate: "datum", tree.OpenAmount: "bedrag", tree.OpenPercent: "percentage", tree.OpenNumber: "getal",
    }  # fmt: skip
    kind = kinds[type(place)]
    return RULE.finding(
        span,
        f"Hier hoort een {kind}; “{span.text}” is een naam.",
        f"Schrijf {_EXAMPLES[kind]}. Een naam kan hier alleen in een sjabloon, als parameter van die soort.",
    )


def unknown_hole(span: Span, name: str, known: list[str]) -> Finding:
    near = get_close_matches(name, known, 1, 0.6)
    remedy = f"Bedoelde u `{{{near[0]}}}`?" if near else f"Het sjabloon kent: {', '.join(known) or 'geen parameters'}."
    return RULE.finding(span, f"In de tekst staat `{{{name}}}`, maar er is geen parameter met die naam.", remedy)
