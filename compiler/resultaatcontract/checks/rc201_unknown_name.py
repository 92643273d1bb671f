"""RC201: a name that is declared nowhere."""

from __future__ import annotations

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


def finding(span: Span, what: str, name: str, near: str | None, known: list[str]) -> Finding:
    """`what` is the kind of thing with its article («de partij»); `known` what does exist."""
    if near is not None:
        remedy = f"Bedoelde u “{near}”?"
    elif known:
        shown = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        remedy = f"Kies uit wat is opgegeven ({shown}), of geef “{name}” op."
    else:
        remedy = f"Geef “{name}” op, of haal de verwijzing weg."
    return RULE.finding(span, f"{what} “{name}” is nergens opgegeven.", remedy)
