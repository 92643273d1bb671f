"""The page contracts/README.md: every system with its contracts, examples and annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .entries import Entry
from .systems import IN_DOCUMENT, SYSTEMS

_HEAD = """\
# Overeenkomsten

Van elk systeem ten minste één overeenkomst, met uitgewerkte voorbeelden en de bijlage die eruit volgt. Begin met de
overeenkomst die het dichtst bij de uwe komt: `rc new --uit NAAM`; `rc list` toont ook betalers en mechanismen. Indicatoren om
over te nemen staan in de [bibliotheek](../docs/bibliotheek.md).

Deze pagina wordt gemaakt door `python -m resultaatcontract.overview`.

| Rij | Systeem | Overeenkomst | Vorm | Voorbeelden | Bijlage |
|---|---|---|---|---|---|
"""


def page(entries: Sequence[Entry]) -> str:
    """The page as Markdown. A system without a contract has no row."""
    return _HEAD + "".join(f"{row}\n" for row in _rows(entries))


def _rows(entries: Sequence[Entry]) -> Iterator[str]:
    for system, name in SYSTEMS.items():
        for one in entries:
            if one.system == system:
                form = _cell(one.form or "")
                links = f"[{one.name}]({one.name}.rc) | {form} | {one.examples} | [bijlage]({one.name}.bijlage.md)"
                yield f"| {system} | {name} | {links} |"
        if system in IN_DOCUMENT:
            yield f"| {system} | {name} | [tabel](../{IN_DOCUMENT[system]}) | | | |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
