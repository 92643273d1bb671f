"""RC910: an output needs a package that isn't installed."""

from __future__ import annotations

from ..findings import Cell, Finding, Rule, Severity

RULE = Rule(
    code="RC910",
    name="onderdeel",
    severity=Severity.ERROR,
    title="Voor deze vorm is een onderdeel nodig dat niet is geïnstalleerd",
    what="Een bijlage of afrekening als PDF, en een bijlage als Word-bestand, wordt gemaakt met een onderdeel dat apart wordt geïnstalleerd.",
    why="Wie alleen controleert en betaalt, heeft het niet nodig.",
    bad="rc annex overeenkomst.rc -o bijlage.pdf",
    good='pip install "resultaatcontract[pdf]"\nrc annex overeenkomst.rc -o bijlage.pdf',
)


def finding(where: Cell, extra: str, package: str) -> Finding:
    return RULE.finding(
        where,
        f"Hiervoor is het onderdeel `{package}` nodig, en dat is niet geïnstalleerd.",
        f'Installeer het met: pip install "resultaatcontract[{extra}]"',
    )
