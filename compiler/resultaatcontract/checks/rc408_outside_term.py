"""RC408: a date outside the term of the contract."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC408",
    name="buiten-looptijd",
    severity=Severity.WARNING,
    title="Een datum buiten de looptijd",
    what=(
        "Een moment, periode, peildatum of inleg, of een datum in een voorbeeld, ligt vóór het begin of na het einde van de "
        "looptijd en de uitloop. Of een meting is er altijd pas na de laatste peildatum, zodat zij nooit meetelt."
    ),
    why=(
        "Wat buiten de looptijd gebeurt, valt in beginsel niet onder de overeenkomst, en wat na de laatste peildatum wordt "
        "gemeten, telt nooit mee."
    ),
    bad='moment eind "Eindmeting" is 1 mei 2031',
    good='moment eind "Eindmeting" is 31 december 2028',
)


def before(span: Span, what: str, term: str) -> Finding:
    """For a date before the first day."""
    return RULE.finding(
        span, f"{what} ligt vóór de looptijd ({term}).", "Controleer de datum, of laat de looptijd eerder beginnen."
    )


def finding(span: Span, what: str, term: str, has_run_off: bool) -> Finding:
    """`what` with its article: «het moment “eind”»."""
    if has_run_off:
        remedy = "Controleer de datum, of laat de uitloop later eindigen."
        return RULE.finding(span, f"{what} ligt na de looptijd met uitloop ({term}).", remedy)
    return RULE.finding(
        span, f"{what} ligt na de looptijd ({term}).", "Pas de datum of de looptijd aan, of voeg een `uitloop` toe."
    )


def never_counts(span: Span, measurement: str, moment: str, earliest: str, cut_off: str) -> Finding:
    """For a measurement at a moment that always falls after the last cut-off."""
    return RULE.finding(
        span,
        f"De meting “{measurement}” op {moment} telt nooit mee: dat moment valt op zijn vroegst op {earliest}, en de laatste "
        f"peildatum is {cut_off}.",
        f"Laat de eindafrekening later vallen (met een `uitloop`), of vervroeg het moment “{moment}”.",
    )
