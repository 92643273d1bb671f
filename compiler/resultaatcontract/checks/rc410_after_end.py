"""RC410: a tranche after the end of the term without a run-off."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC410",
    name="tranche-na-einde",
    severity=Severity.ERROR,
    title="Een tranche na het einde van de looptijd",
    what=("Deze tranche valt na de laatste dag van de looptijd, en de overeenkomst kent geen uitloop tot die datum."),
    why="Na het einde van een overeenkomst zonder uitloop is er geen grondslag voor betaling.",
    bad="  looptijd 1 januari 2027 t/m 31 december 2027",
    good="""\
  looptijd 1 januari 2027 t/m 31 december 2027
  uitloop t/m 31 maart 2028
""",
)


def finding(span: Span, tranche: str, last: str, has_run_off: bool) -> Finding:
    remedy = (
        "Laat de `uitloop` later eindigen, of vervroeg de tranche."
        if has_run_off
        else "Voeg onder `overeenkomst` een `uitloop t/m …` toe, of vervroeg de tranche."
    )
    return RULE.finding(span, f"De tranche “{tranche}” valt na {last}, de laatste dag van de overeenkomst.", remedy)
