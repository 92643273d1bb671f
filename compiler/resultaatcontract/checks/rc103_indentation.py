"""RC103: indentation with tabs, or a line that fits no block."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC103",
    name="inspringing",
    severity=Severity.ERROR,
    title="De inspringing klopt niet",
    what="Wat bij een regel hoort, staat er met twee spaties ingesprongen onder. Een tab is niet toegestaan, en een "
    "regel begint precies onder de regels waar hij bij hoort.",
    why="De inspringing bepaalt waar een bepaling bij hoort: bij deze indicator, bij de groep of bij de overeenkomst.",
    bad='groep werk "Werk"\n   indicator baan "Baan"\n  ten hoogste € 100',
    good='groep werk "Werk"\n  indicator baan "Baan"\n  ten hoogste € 100',
)

_MESSAGES = {
    "uneven": (
        "Deze regel staat niet recht onder een eerdere regel.",
        "Zet de regel recht onder de regels waar hij bij hoort, met twee spaties per niveau.",
    ),
    "deep": ("Deze regel is dieper ingesprongen dan de taal kent.", "Zet de regel hoger in de overeenkomst."),
}


def finding(span: Span, problem: str) -> Finding:
    return RULE.finding(span, *_MESSAGES[problem])


def tabs(span: Span, others: int) -> Finding:
    """For the first line with a tab before it; `others` are as many more."""
    also = "" if others == 0 else ", en nog één andere" if others == 1 else f", en nog {others} andere"
    return RULE.finding(
        span,
        f"Deze regel is met een tab ingesprongen{also}.",
        "Vervang elke tab door twee spaties, bijvoorbeeld met `rc fmt`.",
    )
