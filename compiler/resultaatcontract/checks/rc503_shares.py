"""RC503: shares that are not 100%."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC503",
    name="aandelen",
    severity=Severity.ERROR,
    title="De verdeling over de partijen klopt niet",
    what=(
        "Wat betalers dragen en wat ontvangers krijgen, is samen precies 100%, of is verdeeld in een volgorde of naar rato "
        "die alles dekt."
    ),
    why="Bij minder blijft een deel onbetaald, bij meer wordt een deel twee keer betaald.",
    bad="""\
betaling
  gemeente draagt 60%
  verzekeraar draagt 30%
""",
    good="""\
betaling
  gemeente draagt 60%
  verzekeraar draagt 40%
""",
)


def finding(span: Span, sum_text: str, who: str) -> Finding:
    """`who` are «betalers» or «ontvangers»."""
    return RULE.finding(
        span,
        f"De aandelen van de {who} zijn samen {sum_text}, en niet 100%.",
        "Pas de aandelen aan tot zij samen 100% zijn"
        + ("; één betaler mag ook `de rest` dragen." if who == "betalers" else "."),
    )


def no_share(span: Span, names: list[str]) -> Finding:
    """For more than one receiver, of whom one or more have no percentage."""
    example = ", ".join(f"{name} …%" for name in names)
    return RULE.finding(
        span,
        "Bij meer dan één ontvanger staat er niet van ieder bij hoeveel hij krijgt.",
        f"Zet achter elke ontvanger een percentage, samen 100%: `aan {example}`.",
    )


def impossible(span: Span, share: str) -> Finding:
    """For a share below 0% or above 100%."""
    return RULE.finding(span, f"Een aandeel van {share} kan niet.", "Schrijf een aandeel van 0% tot en met 100%.")


def impossible_top_up(span: Span, share: str) -> Finding:
    return RULE.finding(span, f"Een aanvulling met {share} kan niet.", "Schrijf een percentage van nul of meer.")


def base_bears_nothing(span: Span, base: str) -> Finding:
    """For a top-up on a party that bears nothing in this payment."""
    return RULE.finding(
        span,
        f"“{base}” draagt in deze betaling niets, dus er valt niets aan te vullen.",
        "Noem achter `bovenop` een partij die in deze betaling draagt.",
    )


def no_rest(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Er blijft geen rest over: de andere aandelen zijn samen al 100%.",
        "Haal deze regel weg, of verlaag een van de andere aandelen.",
    )


def two_rests(span: Span, first: Span) -> Finding:
    return RULE.finding(
        span,
        "Twee betalers dragen allebei de rest.",
        "Laat één van beide een vast aandeel dragen.",
        [Note(first, "hier ook")],
    )


def not_the_first(span: Span) -> Finding:
    """For `eerst` after another step."""
    return RULE.finding(
        span,
        "`eerst` kan alleen bij de eerste stap staan; de stappen gelden in de volgorde waarin zij er staan.",
        "Schrijf hier `daarna`, of zet deze regel vóór de andere stappen.",
    )


def mixed(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Deze betaling verdeelt op meer dan één manier tegelijk.",
        "Kies per betaling één manier: aandelen (`draagt …%`), naar rato (`draagt naar rato van …`) of een volgorde "
        "(`eerst … daarna …`).",
    )


def share_of_group(span: Span, name: str) -> Finding:
    """For a share that isn't in proportion, of a name that stands for several parties."""
    return RULE.finding(
        span,
        f"“{name}” staat voor meer partijen; er staat niet hoe zij dit deel onderling verdelen.",
        "Schrijf `draagt naar rato van` met een meting die er per partij is, of geef elke partij een eigen regel.",
    )


def no_fallback(span: Span) -> Finding:
    return RULE.finding(
        span,
        "Bij een verdeling naar rato staat niet wie betaalt als alle grondslagen nul zijn.",
        "Voeg toe, bijvoorbeeld `bij nul draagt gemeente`.",
    )


def no_end(span: Span) -> Finding:
    return RULE.finding(
        span,
        "De volgorde van betalers houdt op bij een grens; wie daarboven betaalt, staat er niet.",
        "Laat de laatste regel zonder grens eindigen, bijvoorbeeld `daarna gemeente`.",
    )


def unlike_bases(span: Span, names: list[str]) -> Finding:
    return RULE.finding(
        span,
        f"De grondslagen van deze verdeling naar rato ({', '.join(names)}) zijn niet van dezelfde soort, of kunnen "
        "negatief zijn.",
        "Gebruik voor elke betaler een meting van dezelfde soort, met een bereik vanaf nul.",
    )
