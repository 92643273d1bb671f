"""RC201: a name that is declared nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC201",
    name="onbekende-naam",
    severity=Severity.ERROR,
    title="Een naam die niet bestaat of hier niet past",
    what=(
        "De naam verwijst naar een partij, meting, moment, indicator of ander onderdeel dat in deze overeenkomst niet "
        "bestaat, of dat op deze plaats niet kan staan."
    ),
    why="Een verwijzing naar niets heeft geen betekenis: er kan niet worden gemeten, betaald of verdeeld.",
    bad="""\
betaling
  gemente draagt 100%
""",
    good="""\
betaling
  gemeente draagt 100%
""",
)

# What stands in the place of a name but was never meant as one, and what to do about it.
_NO_NAMES = {
    "ja": "Laat de vergelijking weg: een meting met ja of nee is zelf al een voorwaarde.",
    "nee": "Laat de vergelijking weg en zet `niet` voor de meting.",
    "vervallen": "Schrijf `daarboven vervalt`.",
    "verval": "Schrijf `daarboven vervalt`.",
    "alles": "Schrijf `100%`.",
    "niets": "Schrijf `0%` of `€ 0`.",
    "een": "Schrijf de naam zonder lidwoord.",
    "true": "Laat de vergelijking weg: een meting met ja of nee is zelf al een voorwaarde.",
    "false": "Laat de vergelijking weg en zet `niet` voor de meting.",
}
_NOWHERE = "is nergens opgegeven."
# How many of the other places of an unknown name are shown.
_SHOWN = 3
# Words of the language in whose place a name fits too.
_WORDS = ("hoofdsom", "rendement", "deelnemer", "kalenderjaar")


def finding(span: Span, what: str, name: str, near: str | None, known: list[str]) -> Finding:
    """`what` is the kind of thing with its article («de partij»); `known` what does exist."""
    if near is None:
        near = next(iter(get_close_matches(name.lower(), _WORDS, 1, 0.8)), None)
    if near is not None:
        remedy = f"Bedoelde u “{near}”?"
    elif name.lower() in _NO_NAMES:
        remedy = _NO_NAMES[name.lower()]
    elif known:
        remedy = f"Kies uit wat wel is opgegeven ({_some(known)}), of geef “{name}” zelf op{_as(what, name)}."
    else:
        remedy = f"Geef “{name}” op{_as(what, name)}, of haal de verwijzing weg."
    return RULE.finding(span, f"{what} “{name}” {_NOWHERE}", remedy)


def elsewhere(span: Span, what: str, name: str) -> Finding:
    """For a name in a file that the contract uses, which that file leaves to the contract."""
    return RULE.finding(
        span,
        f"{what} “{name}” {_NOWHERE}",
        f"Dit bestand laat “{name}” over aan uw overeenkomst: geef het daar op.",
    )


def merged(findings: Sequence[Finding]) -> list[Finding]:
    """The same findings, in which a name that is declared nowhere is told once, with the other places beside it."""
    first: dict[str, int] = {}
    places: dict[str, list[Span]] = {}
    kept: list[Finding] = []
    for one in sorted(findings, key=_place):
        if one.code != RULE.code or not one.message.endswith(_NOWHERE) or not isinstance(one.where, Span):
            kept.append(one)
        elif one.where.text in first:
            places[one.where.text].append(one.where)
        else:
            first[one.where.text] = len(kept)
            places[one.where.text] = []
            kept.append(one)
    for name, index in first.items():
        others = [place for place in dict.fromkeys(places[name]) if place != kept[index].where]
        notes = [Note(place, "hier ook") for place in others[:_SHOWN]]
        if len(others) > _SHOWN:
            notes[-1] = Note(others[_SHOWN - 1], f"hier ook, en op nog {len(others) - _SHOWN} andere plaatsen")
        kept[index] = replace(kept[index], notes=(*kept[index].notes, *notes))
    return kept


def _place(finding: Finding) -> tuple[str, int]:
    return (finding.where.source.name, finding.where.start) if isinstance(finding.where, Span) else ("", 0)


def several(span: Span, name: str, names: Sequence[str]) -> Finding:
    """For a name that stands for several things, where one of them is meant."""
    return RULE.finding(
        span,
        f"“{name}” is er voor elke periode; er staat niet welke bedoeld is.",
        f"Noem er een, bijvoorbeeld `{names[0]}`{_among(names[1:])}.",
    )


def together(span: Span, name: str, names: Sequence[str]) -> Finding:
    """For the name of several parties, where one party is meant."""
    return RULE.finding(
        span,
        f"“{name}” staat voor meer partijen; hier hoort er één.",
        f"Noem een partij, bijvoorbeeld `{names[0]}`{_among(names[1:])}.",
    )


def _among(names: Sequence[str]) -> str:
    return f" of `{names[-1]}`" if names else ""


def period_for_moment(span: Span, name: str, names: Sequence[str]) -> Finding:
    """For the name of a period behind `op`, where a moment is meant."""
    return RULE.finding(
        span,
        f"“{name}” is een periode en geen moment.",
        f"Schrijf `per {name}` in plaats van `op {name}`, of noem één periode: `op {names[0]}`.",
    )


def period_in_value(span: Span, measurement: str, name: str, names: Sequence[str], same: bool) -> Finding:
    """For a measurement `op` a period; `same`: in an indicator that is per that period."""
    remedy = (
        f"Laat `op {name}` weg: de indicator is al per {name}."
        if same
        else f"Noem één periode, `{measurement} op {names[0]}`, of schrijf `som van {measurement} per {name}`."
    )
    return RULE.finding(span, f"“{name}” is een periode en geen moment.", remedy)


def no_choice(span: Span, attribute: str, name: str, near: str | None, known: list[str]) -> Finding:
    """For a value that an attribute doesn't have."""
    remedy = f"Bedoelde u “{near}”?" if near is not None else f"Kies uit {_some(known)}, of voeg “{name}” eraan toe."
    return RULE.finding(span, f"De eigenschap “{attribute}” kent geen waarde “{name}”.", remedy)


def is_party(span: Span, name: str, attributes: list[str]) -> Finding:
    """For the name of a party behind `per`, where the participants are divided by an attribute."""
    known = f" ({_some(attributes)})" if attributes else ", die bij de deelnemer wordt opgegeven"
    return RULE.finding(
        span,
        f"“{name}” is een partij; `per` verdeelt deelnemers en geen partijen.",
        f"Achter `per` hoort een eigenschap{known}. Hoeveel een partij betaalt, staat onder `betaling`.",
    )


def not_the_unit(span: Span, name: str, unit: str | None) -> Finding:
    """For another name than that of the participants' unit behind `per` in a limit."""
    words = "“deelnemer”" if unit is None else f"“deelnemer” of “{unit}”"
    return RULE.finding(
        span,
        f"“{name}” is niet de eenheid waarin deelnemers worden geteld.",
        f"Achter `per` hoort hier {words}. Een grens per eigenschap staat in een eigen blok, dat begint met `per {name}`.",
    )


def is_group(span: Span, name: str, members: list[str]) -> Finding:
    """For the name of a group where indicators are named."""
    remedy = f"Noem de indicatoren van de groep: {_some(members)}." if members else "Noem een indicator."
    return RULE.finding(span, f"“{name}” is een groep; hier horen indicatoren.", remedy)


def _as(what: str, name: str) -> str:
    """How the kind of thing is declared, where that can be said in a few words."""
    declared = {
        "De partij": f'partij {name} "…" is …',
        "De periode": f"periode {name} is elk kwartaal",
        "De eigenschap": f"eigenschap {name}: keuze uit …",
    }
    return f", bijvoorbeeld `{declared[what]}`" if what in declared else ""


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
