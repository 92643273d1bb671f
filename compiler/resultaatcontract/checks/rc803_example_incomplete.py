"""RC803: an example without a value that the calculation needs."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC803",
    name="voorbeeld-onvolledig",
    severity=Severity.ERROR,
    title="Een voorbeeld mist een waarde",
    what=(
        "De berekening heeft van deze deelnemer of van de overeenkomst een meting, datum of eigenschap nodig "
        "die het voorbeeld niet geeft."
    ),
    why=(
        "Een ontbrekende meting is niet nul. Het voorbeeld zegt daarom van elke meting wat er is gemeten, of "
        "dat zij `ontbreekt`."
    ),
    bad="  deelnemer a: aangemeld op T0 = ja",
    good="  deelnemer a: aangemeld op T0 = ja, afgerond op T1 = nee",
)


def finding(span: Span, who: str, missing: list[str], example: str, yes_no: int) -> Finding:
    """`who` is «deelnemer a» or «de overeenkomst»; `example` gives the first, `yes_no` counts the ja/nee-measurements."""
    shown = ", ".join(missing[:6]) + (", …" if len(missing) > 6 else "")
    instead = "; `overige nee` maakt alle ja/nee-metingen nee die niet zijn genoemd" if yes_no else ""
    return RULE.finding(
        span, f"Voor {who} is niets opgegeven bij: {shown}.", f"Voeg toe, bijvoorbeeld `{example}`{instead}."
    )


def absent(span: Span, who: str, missing: list[str]) -> Finding:
    """For `= ontbreekt` with a measurement that may not be missing."""
    shown = ", ".join(missing[:6]) + (", …" if len(missing) > 6 else "")
    return RULE.finding(
        span,
        f"Voor {who} ontbreekt {shown}, maar de overeenkomst zegt niet wat dan geldt.",
        "Geef een waarde op, of schrijf bij de meting `bij ontbreken niet behaald` of `bij ontbreken buiten "
        "beschouwing`.",
    )
