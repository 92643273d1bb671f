"""The page of each finding: for `rc explain` in a terminal, and as Markdown in docs/bevindingen.

`python -m resultaatcontract.findings.pages` writes the Markdown anew; a test holds the files to it.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from .finding import Rule, Severity

FOLDER = Path("docs") / "bevindingen"
INDEX = "README.md"
GROUPS = {
    "RC1": "Vorm",
    "RC2": "Namen",
    "RC3": "Typen en niveaus",
    "RC4": "Volledigheid",
    "RC5": "Rekenkunde",
    "RC6": "Rollen",
    "RC7": "Resultaten (metingen)",
    "RC8": "Voorbeelden",
    "RC9": "Bestanden en omgeving",
}
_WIDTH = 80
_GENERATED = "<!-- Gemaakt uit compiler/resultaatcontract/checks; zie findings/pages.py. Niet met de hand wijzigen. -->"
_EFFECT = {
    Severity.ERROR: "Dit is een fout: zolang die er staat, rekent het programma niets uit en maakt het geen bijlage.",
    Severity.WARNING: "Dit is een waarschuwing: het programma gaat door, maar vraagt uw aandacht.",
}


def explain(rule: Rule) -> str:
    """The page for a terminal."""
    return "\n".join(
        [
            f"{rule.code} ({rule.severity.value}): {rule.title}",
            "",
            *_paragraph(rule.what),
            "",
            *_paragraph(rule.why),
            "",
            *_paragraph(_EFFECT[rule.severity]),
            "",
            "Zo niet:",
            textwrap.indent(_fragment(rule.bad), "    "),
            "",
            "Maar zo:",
            textwrap.indent(_fragment(rule.good), "    "),
            "",
        ]
    )


def page(rule: Rule, index: bool = True) -> str:
    """The page in Markdown; `index` adds the way back to the list."""
    parts = [
        f"# {rule.code}: {_prose(rule.title)}",
        f"Naam: `{rule.name}`. {_EFFECT[rule.severity]}",
        "## Wat er wordt gemeld",
        _prose(rule.what),
        "## Waarom dat ertoe doet",
        _prose(rule.why),
        "## Voorbeeld",
        "Zo niet:",
        _fenced(rule.bad),
        "Maar zo:",
        _fenced(rule.good),
    ]
    if index:
        parts = [_GENERATED, *parts, f"[Alle bevindingen]({INDEX})"]
    return "\n\n".join(parts) + "\n"


def index_page(rules: Sequence[Rule]) -> str:
    """The list of all findings, by hundreds."""
    parts = [
        _GENERATED,
        "# Bevindingen",
        "Wat `rc check` kan melden. Een code verandert nooit van betekenis. "
        "`rc explain RC101` toont dezelfde uitleg op het scherm.",
        "Een *fout* moet eerst worden hersteld: zolang die er staat, rekent het programma niets uit en maakt het "
        "geen bijlage. "
        "Een *waarschuwing* vraagt uw aandacht, maar houdt niets tegen.",
    ]
    for start, title in GROUPS.items():
        rows = [
            f"| [{rule.code}]({rule.code}.md) | {_cell(rule.title)} | {rule.severity.value} |"
            for rule in rules
            if rule.code.startswith(start)
        ]
        if rows:
            parts += [f"## {start}xx {title}", "\n".join(["| Code | Bevinding | Ernst |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def pages(rules: Sequence[Rule]) -> dict[str, str]:
    """Every file of docs/bevindingen, by name."""
    return {INDEX: index_page(rules), **{f"{rule.code}.md": page(rule) for rule in rules}}


def write(folder: Path, rules: Sequence[Rule]) -> None:
    """Make a folder hold exactly the pages: pages of findings that no longer exist go."""
    wanted = pages(rules)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _fragment(text: str) -> str:
    """An example without the indentation that all its lines share, and without empty lines around it."""
    return textwrap.dedent(text.strip("\n")).rstrip()


def _fenced(text: str) -> str:
    fragment = _fragment(text)
    longest = max((len(ticks) for ticks in re.findall("`+", fragment)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{fragment}\n{fence}"


def _prose(text: str) -> str:
    """Prose keeps its `code`; outside it, signs that Markdown would read as layout are escaped."""
    pieces = re.split("(`[^`]*`)", text)
    return "".join(piece if piece.startswith("`") else re.sub(r"([\\*_<\[\]])", r"\\\1", piece) for piece in pieces)


def _cell(text: str) -> str:
    return _prose(text).replace("|", r"\|")


def main() -> int:
    """Write the pages of the repository that holds this file."""
    from ..checks.registry import all_rules

    for parent in Path(__file__).parents:
        if (parent / "pyproject.toml").is_file():
            write(parent / FOLDER, all_rules())
            return 0
    print("De pagina's horen bij de broncode; dit is een geïnstalleerd pakket.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
