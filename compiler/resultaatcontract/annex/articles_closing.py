"""The last articles: assumptions, explanation, and where the text comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from .. import __version__
from ..document.model import Block, Clause, Table
from ..model.contract import Provision
from .articles_tranches import each_once
from .sources import sourced
from .wording import Writer, called, capital, listing, marked, paragraphs, quoted, sentence

_SOURCE = re.compile(r"\bde bron\b", re.IGNORECASE)


def assumptions(w: Writer) -> list[Clause]:
    """Every `aanname` met in the articles before this one, by number."""
    if not w.assumptions:
        return []
    return [assumptions_clause([(one.number, one.place, one.reason) for one in w.assumptions.values()])]


def assumptions_clause(found: Sequence[tuple[int, str, str]]) -> Clause:
    """The table of assumptions: number, what is assumed, and why. Equal ones in a row are one row."""
    rows = [(numbers, capital(place), capital(sentence(reason))) for numbers, place, reason in _folded(found)]
    words = (
        "De volgende gegevens zijn niet bekendgemaakt of niet afgesproken en zijn daarom aangenomen. "
        "In de tekst zijn zij gemerkt met het nummer van de aanname."
    )
    if any(_SOURCE.search(reason) for _, _, reason in found):
        words += " Met “de bron” is bedoeld: de openbare beschrijving waarop dit document is gebaseerd."
    return Clause(
        text=words,
        tables=(Table(("Aanname", "Wat is aangenomen", "Reden"), tuple(rows)),),
    )


# How several of a kind are called, for assumptions that are told apart by a title only.
_SEVERAL = {
    "de indicator": "de indicatoren",
    "de meting": "de metingen",
    "de partij": "de partijen",
    "de tranche": "de tranches",
    "de vergoeding voor": "de vergoeding voor",
    "het gegeven": "de gegevens",
    "het moment": "de momenten",
}


def _folded(found: Sequence[tuple[int, str, str]]) -> list[tuple[str, str, str]]:
    """Three or more of one kind in a row that are assumed for one reason: «8 tot en met 17», «de tranches “A”, “B” en “C”»."""
    rows: list[tuple[str, str, str]] = []
    for (kind, reason), run in groupby(found, key=lambda one: (_kind(one[1]), one[2])):
        same = list(run)
        if kind is None or len(same) < 3:
            rows += [(str(number), place, why) for number, place, why in same]
        else:
            titles = [place.removeprefix(f"{kind} ") for _, place, _ in same]
            numbers = f"{same[0][0]} tot en met {same[-1][0]}"
            rows.append((numbers, f"{_SEVERAL[kind]} {listing(titles)}", reason))
    return rows


def _kind(place: str) -> str | None:
    """«de tranche» for «de tranche “Voorschot”»."""
    return next((kind for kind in _SEVERAL if place.startswith(f"{kind} “")), None)


def provision(w: Writer, one: Provision) -> list[Clause]:
    """An article of its own for a `bepaling`: its paragraphs, and that no amount depends on it."""
    mark = w.mark(one.assumption, f"de bepaling {quoted(one.title)}")
    found = [sentence(paragraph) for paragraph in paragraphs(one.text)]
    found[-1:] = [marked(last, mark) for last in found[-1:]]
    clauses = [Clause(text=words) for words in found]
    clauses = sourced(clauses, one)
    return [*clauses, Clause(text="Dit artikel telt niet mee bij de berekening van de vergoeding.")]


def notes(w: Writer) -> list[Block]:
    """Every `toelichting` on the whole, a party, a level, the payment or a tranche, with the subject that it explains.

    What explains a term, a measurement or an indicator stands there.
    """
    contract = w.contract
    found: list[tuple[str, tuple[str, ...]]] = [("", contract.notes)]
    found += [(capital(called(one)), one.notes) for one in contract.parties]
    found += [(f"Bepalingen per {quoted(one.attribute.title)}", one.notes) for one in contract.levels]
    found += [("Betaling", one.notes) for one in contract.payments]
    found += [(f"Tranche {quoted(one.title)}", one.notes) for one in each_once(contract.tranches)]
    blocks: list[Block] = []
    for subject, texts in found:
        for note in texts:
            blocks += [Clause(heading=subject, text=sentence(paragraph)) for paragraph in paragraphs(note)]
    if blocks:
        blocks.append(Clause(text="Dit artikel telt niet mee bij de berekening van de vergoeding."))
    return blocks


def origin(w: Writer, fingerprint: str) -> list[Clause]:
    """Which text and which version the annex was made from."""
    contract = w.contract
    return [
        Clause(
            text=(
                f"Deze bijlage is gemaakt uit de contracttekst met SHA-256-kenmerk {fingerprint}. "
                "Een andere contracttekst heeft een ander kenmerk."
            )
        ),
        Clause(
            text=(
                f"De contracttekst is geschreven in uitgave {contract.edition} van de taal. "
                f"Deze bijlage en de rekenvoorbeelden zijn gemaakt met resultaatcontract {__version__}."
            )
        ),
    ]
