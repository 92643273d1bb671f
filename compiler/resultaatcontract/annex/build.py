"""Compiled contract → the annex as a document. The order of the articles is fixed; those with nothing to say are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ..document.links import linked
from ..document.model import Article, Block, Clause, Document, Signatory
from ..driver import Compiled
from ..outputs.statement import contract_hash
from . import (
    articles_behaviour,
    articles_closing,
    articles_indicators,
    articles_limits,
    articles_measurements,
    articles_money,
    articles_parties,
    articles_payment,
    articles_tranches,
    worked,
)
from .sources import source_texts
from .wording import Writer, called, capital, text

EXAMPLES = "voorbeelden"

_Make = Callable[[Writer], Sequence[Block]]


def build_annex(compiled: Compiled, links: bool = False, without: frozenset[str] = frozenset()) -> Document:
    """The annex of a contract whose examples come out; with `links` between its parts and to the contract's texts.

    The articles with the keys of `without` are left out.

    Articles refer to each other by number and a number depends on which articles there are, so they are made twice:
    first to see which have something to say. Of the worked examples, which take longest, that is known beforehand.
    """
    contract = compiled.contract
    makers = [one for one in _makers(compiled) if one[0] not in without]
    first = Writer(contract, dict.fromkeys((key for key, _, _ in makers), 0))
    present = [key for key, _, make in makers if (bool(contract.examples) if key == EXAMPLES else make(first))]
    w = Writer(contract, {key: number for number, key in enumerate(present, 1)}, links=links)
    articles = tuple(article(w.articles[key], title, make(w)) for key, title, make in makers if key in w.articles)
    details = [("Overeenkomst", contract.title), ("Kenmerk", contract.reference), ("Vorm", contract.form)]
    document = Document(
        title="Bijlage: resultaten en vergoeding",
        details=tuple((label, text(value)) for label, value in details if value is not None),
        articles=articles,
        signatories=tuple(
            Signatory(text(one.title), called(one), None if one.representative is None else text(one.representative))
            for one in contract.parties
        ),
        closing="Aldus overeengekomen en ondertekend:",
    )
    return linked(document, w.articles, source_texts(compiled)) if links else document


def _makers(compiled: Compiled) -> list[tuple[str, str, _Make]]:
    fingerprint = contract_hash(compiled)
    proved = articles_behaviour.Proved(compiled)
    provisions: list[tuple[str, str, _Make]] = [
        (f"bepaling {number}", text(one.title), partial(articles_closing.provision, one=one))
        for number, one in enumerate(compiled.contract.provisions, 1)
    ]
    return [
        ("partijen", "Partijen", articles_parties.parties),
        ("begrippen", "Begrippen", articles_parties.terms),
        ("verplichting", "Aard van de verplichting", articles_parties.obligation),
        ("looptijd", "Looptijd", articles_parties.term),
        ("deelnemers", _participants_title(compiled), articles_parties.participants),
        ("metingen", "Metingen", articles_measurements.measurements),
        ("indicatoren", "Indicatoren en vergoeding", articles_indicators.indicators),
        ("grenzen", "Grenzen en volgorde van berekening", articles_limits.limits),
        ("betaling", "Betaling", articles_payment.payment),
        ("tranches", "Tranches", articles_tranches.tranches),
        ("indexering", "Indexering", articles_money.indexation),
        ("btw", "Btw", articles_money.vat),
        *provisions,
        ("stellingen", "Wat altijd geldt", lambda w: articles_behaviour.always(w, proved)),
        ("reikwijdte", "Financiële reikwijdte", lambda w: articles_behaviour.reach(w, proved)),
        ("aannames", "Aannames", articles_closing.assumptions),
        (EXAMPLES, "Rekenvoorbeelden", lambda w: worked.examples(w, compiled)),
        ("toelichting", "Toelichting", articles_closing.notes),
        ("herkomst", "Herkomst van deze bijlage", lambda w: articles_closing.origin(w, fingerprint)),
    ]


def _participants_title(compiled: Compiled) -> str:
    """The contract's own plural: «Trajecten»."""
    unit = compiled.contract.participants
    return "Deelnemers" if unit is None else capital(text(unit.plural))


def article(number: int, title: str, blocks: Sequence[Block]) -> Article:
    """The article with its clauses numbered."""
    numbered: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Clause):
            count += 1
            block = replace(block, number=f"{number}.{count}")
        numbered.append(block)
    return Article(number, f"Artikel {number}.", title, tuple(numbered))
