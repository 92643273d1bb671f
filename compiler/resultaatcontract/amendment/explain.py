"""`rc diff`: an amendment in words, for people or as JSON."""

from __future__ import annotations

import json
import textwrap
from fractions import Fraction
from typing import Any

from ..driver import Compiled
from ..findings.visible import visible
from ..model.contract import Contract
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..prove.bounds import What
from ..record import record
from ..text import writing
from ..text.reading import decimals
from .changes import Change, Kind, lines, lines_apart
from .effects import Effect, Limit

_WIDTH = 100
_SPECIAL = {PARTICIPANT: "de deelnemers", MINIMUM: "de aanvulling tot een minimum", ADVANCE: "de voorschotten"}


@record
class Amendment:
    """Two versions of a contract, and everything that differs between them."""

    old: Compiled
    new: Compiled
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    limits: tuple[Limit, ...]


def diff_text(amendment: Amendment) -> str:
    """For people: the clauses that differ, the examples, the bounds."""
    contract = amendment.new.contract
    shown = [f"Wijziging van: {visible(contract.title)}", ""]
    if not amendment.changes:
        shown.append("De twee teksten zeggen hetzelfde: geen enkele bepaling is anders.")
    for one in amendment.changes:
        shown += [_place(one), *_told(one), ""]
    shown += _examples(amendment) + _limits(amendment)
    return "\n".join(shown).rstrip("\n") + "\n"


def diff_json(amendment: Amendment) -> str:
    """For machines (docs/schema/wijziging.schema.json). Amounts are decimal strings."""
    contract = amendment.new.contract
    places = decimals(contract.currency)

    def amount(value: int | None) -> str | None:
        return None if value is None else writing.decimal_string(Fraction(value, 10**places), places)

    body: dict[str, Any] = {
        "overeenkomst": contract.title,
        "munt": contract.currency,
        "oud_sha256": amendment.old.digest,
        "nieuw_sha256": amendment.new.digest,
        "bepalingen": [
            {
                "soort": "opschrift" if one.title else one.kind.value,
                "artikel": one.article.title,
                "oud_lid": None if one.old is None else one.old.number,
                "nieuw_lid": None if one.new is None else one.new.number,
                "was": [one.article.title] if one.title else [] if one.old is None else lines(one.old),
                "wordt": [one.title] if one.title else [] if one.new is None else lines(one.new),
            }
            for one in amendment.changes
        ],
        "voorbeelden": [
            {
                "titel": one.title,
                "reden": one.reason or None,
                "bedragen": [
                    {"over": each.what.value, "partij": each.party, "was": amount(each.old), "wordt": amount(each.new)}
                    for each in one.amounts
                ],
            }
            for one in amendment.effects
        ],
        "grenzen": [
            {
                "over": one.what.value,
                "naam": one.name,
                "was": [amount(end) for end in one.old],
                "wordt": [amount(end) for end in one.new],
            }
            for one in amendment.limits
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def amount_words(value: int, contract: Contract) -> str:
    return writing.money(Fraction(value, 10 ** decimals(contract.currency)), contract.currency)


def subject(what: What, name: str, contract: Contract) -> str:
    """An amount in words: «wat de Gemeente betaalt»."""
    parties = {one.name: visible(one.called) for one in contract.parties}
    titles = {one.name: visible(one.title) for one in contract.indicators}
    match what:
        case What.TOTAL:
            return "het totaal"
        case What.PAYS | What.RECEIVES:
            known = _SPECIAL.get(name) or parties[name]
            verb = {"betaalt": "betalen", "ontvangt": "ontvangen"}[what.value] if name == PARTICIPANT else what.value
            return f"wat {known} {verb}"
        case What.INDICATOR:
            return _SPECIAL.get(name) or f"de indicator “{titles[name.partition('@')[0]]}”"
        case What.YEAR:
            return f"het kalenderjaar {name}"


# ------------------------------------------------------------------ inside


def _place(one: Change) -> str:
    if one.title:
        return f"{one.article.label.rstrip('.')}, opschrift: {one.kind.value}"
    clause = one.old or one.new
    assert clause is not None
    heading = f" ({clause.heading})" if clause.heading else ""
    where = f"{one.article.label.rstrip('.')}, {one.article.title}, lid {clause.number}{heading}"
    if one.old is None:
        where = f"{one.article.label.rstrip('.')}, {one.article.title}, nieuw lid {clause.number}{heading}"
    elif one.new is not None and one.new.number != one.old.number:
        where += f", nu lid {one.new.number}"
    return f"{where}: {one.kind.value}"


def _told(one: Change) -> list[str]:
    if one.title:
        return [*_marked("  was:   ", [one.article.title]), *_marked("  wordt: ", [one.title])]
    was = lines(one.old) if one.old is not None else []
    now = lines(one.new) if one.new is not None else []
    if one.old is not None and one.new is not None:
        was, now = lines_apart(one.old, one.new)
    return [*_marked("  was:   ", was), *_marked("  wordt: ", now)]


def _marked(mark: str, said: list[str]) -> list[str]:
    found: list[str] = []
    for text in said:
        found += textwrap.wrap(
            text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_long_words=False
        )
        mark = " " * len(mark)
    return found


def _examples(amendment: Amendment) -> list[str]:
    contract = amendment.new.contract
    shown: list[str] = []
    for one in amendment.effects:
        if one.reason:
            shown += [f"Voorbeeld “{visible(one.title)}” is niet te vergelijken: {one.reason}."]
            continue
        if not one.changed:
            continue
        shown.append(f"Voorbeeld “{visible(one.title)}”")
        for each in one.amounts:
            if each.old != each.new:
                more = amount_words(abs(each.new - each.old), contract)
                way = "meer" if each.new > each.old else "minder"
                name = subject(
                    each.what, each.party, contract if _known(each.party, contract) else amendment.old.contract
                )
                shown.append(
                    f"  {name[:1].upper()}{name[1:]}: {amount_words(each.old, contract)} wordt {amount_words(each.new, contract)} ({more} {way})"
                )
    same = sum(not one.changed and not one.reason for one in amendment.effects)
    if same:
        shown.append(
            "1 voorbeeld geeft dezelfde bedragen." if same == 1 else f"{same} voorbeelden geven dezelfde bedragen."
        )
    return [*shown, ""] if shown else []


def _known(party: str, contract: Contract) -> bool:
    return not party or party in _SPECIAL or party in {one.name for one in contract.parties}


def _limits(amendment: Amendment) -> list[str]:
    contract = amendment.new.contract
    shown: list[str] = []
    for one in amendment.limits:
        for words, old, new in zip(("laagst", "hoogst"), one.old, one.new, strict=True):
            if old != new:
                before, after = (
                    "geen bewezen grens" if end is None else amount_words(end, contract) for end in (old, new)
                )
                name = subject(one.what, one.name, contract)
                shown.append(f"  {name[:1].upper()}{name[1:]}, {words}: {before} wordt {after}")
    return ["Grenzen", *shown] if shown else []


__all__ = ["Amendment", "Kind", "amount_words", "diff_json", "diff_text", "subject"]
