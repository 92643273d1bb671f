"""RC407: something declared that plays no part in the calculation."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC407",
    name="ongebruikt",
    severity=Severity.WARNING,
    title="Een onderdeel dat niets doet",
    what=(
        "Deze partij, meting of dit gegeven komt in de berekening niet voor. Ook een inleg die niemand terugbetaalt, en "
        "een hoofdsom of rendement voor wie niets heeft ingelegd, doen niets."
    ),
    why=(
        "Alles wat in de bijlage staat, lijkt afgesproken. Wat geen gevolg heeft, hoort er niet of hoort in "
        "een `toelichting`."
    ),
    bad="meting geluk op T1: getal 1 t/m 5",
    good="""\
meting geluk op T1: getal 1 t/m 5
indicator gelukkig "Gelukkig"
  behaald als geluk op T1 ≥ 4
""",
)


def finding(span: Span, what: str, name: str) -> Finding:
    """`what` with its article: «de meting»."""
    return RULE.finding(
        span,
        f"{what} “{name}” wordt nergens gebruikt.",
        "Gebruik dit onderdeel, haal het weg, of maak er een `toelichting` van.",
    )


def idle_file(span: Span, path: str) -> Finding:
    """For a file of which nothing is used."""
    return RULE.finding(span, f"Van “{path}” wordt niets gebruikt.", "Noem iets uit dat bestand, of haal de regel weg.")


def idle_deposit(span: Span, party: str) -> Finding:
    """For an investment that no payment gives back."""
    return RULE.finding(
        span,
        f"De inleg van “{party}” heeft geen gevolg: in geen betaling staat een hoofdsom of rendement voor deze partij.",
        f"Schrijf in een betaling bijvoorbeeld `eerst hoofdsom aan {party}`.",
    )


def idle_claim(span: Span, party: str) -> Finding:
    """For principal or return to a party without an investment."""
    return RULE.finding(
        span,
        f"“{party}” krijgt een hoofdsom of rendement, maar heeft niets ingelegd.",
        "Voeg de inleg toe onder `investering`, of haal de partij hier weg.",
    )


def never_repaid(span: Span, party: str) -> Finding:
    """For an investment that earns a return but is never given back."""
    return RULE.finding(
        span,
        f"De inleg van “{party}” wordt nergens terugbetaald: er is rendement, maar geen hoofdsom.",
        f"Schrijf in een betaling bijvoorbeeld `eerst hoofdsom aan {party}`.",
    )
