"""The amendment agreement (wijzigingsovereenkomst): which clauses are to read how, and what that does to the amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..annex.articles_parties import party_clause
from ..annex.build import article, build_annex
from ..annex.wording import Writer, quoted, text
from ..document.model import Block, Clause, Document, Section, Table
from ..model.contract import Contract
from .changes import Change, Kind
from .effects import Effect
from .explain import Amendment, amount_words, subject


def amendment_document(amendment: Amendment) -> Document:
    """The agreement that parties sign to change a contract."""
    contract = amendment.new.contract
    annex = build_annex(amendment.new)
    writer = Writer(contract)
    parts: list[tuple[str, Sequence[Block]]] = [
        ("Partijen", [party_clause(writer, one) for one in contract.parties]),
        ("Wijziging van de bijlage", _changed(amendment)),
        ("Gevolgen voor de bedragen", [*_effects(amendment), *_limits(amendment)]),
        ("Overige bepalingen", _rest(amendment)),
    ]
    articles = [article(number, title, blocks) for number, (title, blocks) in enumerate([p for p in parts if p[1]], 1)]
    return Document(
        title="Wijzigingsovereenkomst",
        details=annex.details,
        articles=tuple(articles),
        signatories=annex.signatories,
        closing=annex.closing,
    )


def _changed(amendment: Amendment) -> list[Block]:
    found: list[Block] = [
        Clause(
            f"Partijen wijzigen de bijlage bij de overeenkomst {quoted(amendment.old.contract.title)}. De bijlage die zij "
            f"wijzigen, is gemaakt uit de contracttekst met SHA-256-kenmerk {amendment.old.digest}."
        )
    ]
    if not amendment.changes:
        return [*found, Clause("Geen enkele bepaling van de bijlage krijgt een andere inhoud.")]
    title = ""
    for one in amendment.changes:
        if one.article.title != title:
            title = one.article.title
            found.append(Section(f"{one.article.label.rstrip('.')} ({title})"))
        found.append(_clause(one))
    return found


def _clause(one: Change) -> Clause:
    """What happens with one clause, and its new text in full."""
    if one.title:
        return Clause(f"Het opschrift van {one.article.label.rstrip('.').lower()} komt te luiden: “{one.title}”.")
    match one.kind:
        case Kind.REMOVED:
            assert one.old is not None
            return Clause(f"Lid {one.old.number}{_named(one.old)} vervalt.")
        case Kind.CHANGED:
            assert one.old is not None
            assert one.new is not None
            said = f"Lid {one.old.number}{_named(one.old)} komt te luiden"
        case Kind.ADDED:
            assert one.new is not None
            place = f"Na lid {one.after}" if one.after else "Als eerste lid"
            if one.whole:
                place = f"In een nieuw artikel “{one.article.title}”"
            said = f"{place} wordt ingevoegd{_named(one.new)}"
    return replace(one.new, heading=said, number="")


def _named(clause: Clause) -> str:
    return f" (“{clause.heading}”)" if clause.heading else ""


def _effects(amendment: Amendment) -> list[Block]:
    contract = amendment.new.contract
    shown = [one for one in amendment.effects if one.changed]
    unfit = [one for one in amendment.effects if one.reason]
    found: list[Block] = []
    same = sum(not one.changed and not one.reason for one in amendment.effects)
    if shown:
        rest = " Wat daar niet bij staat, geeft dezelfde bedragen." if same else ""
        found.append(
            Clause(
                "De rekenvoorbeelden zijn met de oude en met de nieuwe tekst berekend. Waar een bedrag verandert, staat dat "
                f"hieronder.{rest}",
                tables=tuple(_table(one, contract) for one in shown),
            )
        )
    elif same:
        found.append(Clause("De rekenvoorbeelden geven met de oude en met de nieuwe tekst dezelfde bedragen."))
    for one in unfit:
        found.append(Clause(f"Het rekenvoorbeeld {quoted(one.title)} is niet te vergelijken: {text(one.reason)}."))
    return found


def _table(effect: Effect, contract: Contract) -> Table:
    rows = [
        (
            _capital(subject(one.what, one.party, contract)),
            amount_words(one.old, contract),
            amount_words(one.new, contract),
        )
        for one in effect.amounts
        if one.old != one.new and (not one.party or one.party in {p.name for p in contract.parties} or "(" in one.party)
    ]
    return Table(("Bedrag", "Oude tekst", "Nieuwe tekst"), tuple(rows), text(effect.title), (1, 2))


def _limits(amendment: Amendment) -> list[Block]:
    contract = amendment.new.contract
    rows: list[tuple[str, str, str]] = []
    for one in amendment.limits:
        for words, old, new in zip(("ten minste", "ten hoogste"), one.old, one.new, strict=True):
            if old != new:
                before, after = (
                    "geen bewezen grens" if end is None else amount_words(end, contract) for end in (old, new)
                )
                rows.append((f"{_capital(subject(one.what, one.name, contract))}, {words}", before, after))
    if not rows:
        return []
    return [
        Clause(
            "Wat er ook wordt gemeten, de bedragen liggen binnen de volgende grenzen.",
            tables=(Table(("Bedrag", "Oude tekst", "Nieuwe tekst"), tuple(rows), "", (1, 2)),),
        )
    ]


def _rest(amendment: Amendment) -> list[Block]:
    return [
        Clause("Wat in deze overeenkomst niet wordt gewijzigd, blijft gelden."),
        Clause(
            "De artikelen en leden van de bijlage worden genummerd zoals zij genummerd zijn in de bijlage die uit de nieuwe "
            f"contracttekst is gemaakt. Die contracttekst heeft SHA-256-kenmerk {amendment.new.digest}. Haar "
            "rekenvoorbeelden komen in de plaats van de oude."
        ),
        Clause("Deze overeenkomst gaat in op de dag waarop de laatste partij haar ondertekent."),
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
