"""The last articles: assumptions, explanation, and where the text comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import __version__
from ..document.model import Block, Clause, Table
from ..model.contract import Provision
from .articles_tranches import each_once
from .wording import Writer, called, capital, marked, paragraphs, quoted, sentence

_SOURCE = re.compile(r"\bde bron\b", re.IGNORECASE)


def assumptions(w: Writer) -> list[Clause]:
    """Every `aanname` met in the articles before this one, by number."""
    if not w.assumptions:
        return []
    return [assumptions_clause([(one.number, one.place, one.reason) for one in w.assumptions.values()])]


def assumptions_clause(found: Sequence[tuple[int, str, str]]) -> Clause:
    """The table of assumptions: number, what is assumed, and why."""
    rows = [(str(number), capital(place), capital(sentence(reason))) for number, place, reason in found]
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


def provision(w: Writer, one: Provision) -> list[Clause]:
    """An article of its own for a `bepaling`: its paragraphs, and that no amount depends on it."""
    mark = w.mark(one.assumption, f"de bepaling {quoted(one.title)}")
    found = [sentence(paragraph) for paragraph in paragraphs(one.text)]
    found[-1:] = [marked(last, mark) for last in found[-1:]]
    clauses = [Clause(text=words) for words in found]
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
