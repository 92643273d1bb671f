"""RC201: a name that is declared nowhere."""

from __future__ import annotations

from difflib import get_close_matches

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC201",
    name="onbekende-naam",
    severity=Severity.ERROR,
    title="Een naam die nergens is opgegeven",
    what=(
        "De naam verwijst naar een partij, meting, moment, indicator of ander onderdeel dat in deze "
        "overeenkomst niet bestaat."
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
        remedy = f"Kies uit wat wel is opgegeven ({_some(known)}), of geef “{name}” zelf op."
    else:
        remedy = f"Geef “{name}” op, of haal de verwijzing weg."
    return RULE.finding(span, f"{what} “{name}” is nergens opgegeven.", remedy)


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


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
