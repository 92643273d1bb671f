"""The clauses that differ between two annexes. An article or clause that only got another number doesn't differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum

from ..document.model import Article, Clause, Document
from ..record import record

# Articles that follow from the rest: other bounds, new examples and another fingerprint are no change of what parties agreed.
FOLLOWS = ("Financiële reikwijdte", "Rekenvoorbeelden", "Herkomst van deze bijlage")
_ALIKE = 0.5  # from here two clauses without a heading are one clause that was changed

_REFERENCE = re.compile(r"(?<![\w.])(artikel|lid) ([0-9]+)(\.[0-9]+)?(?![\w%])")


class Kind(Enum):
    CHANGED = "gewijzigd"
    ADDED = "toegevoegd"
    REMOVED = "vervallen"


@record
class Change:
    """One clause. `old` and `new` are None where there is none; `article` is the one it is in (the old one if any).

    `after` is the number of the clause in the old annex behind which a new clause comes; empty for the first.
    """

    kind: Kind
    article: Article
    old: Clause | None
    new: Clause | None
    after: str = ""
    whole: bool = False  # the article itself is new, or lapses
    title: str = ""  # the article's new title; then no clause is meant


def changes(old: Document, new: Document) -> list[Change]:
    """All changes, in the order of the new annex; what lapses stands where it was."""
    renumbered = _renumbered(old, new)
    found: list[Change] = []
    olds = [one for one in old.articles if one.title not in FOLLOWS]
    news = [one for one in new.articles if one.title not in FOLLOWS]
    matcher = SequenceMatcher(None, [one.title for one in olds], [one.title for one in news], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for before, after in zip(olds[a:b], news[c:d], strict=True):
                found += _in_article(before, after, renumbered)
            continue
        if tag == "replace" and b - a == d - c:
            # The title itself was changed: the plural of the participants, the name of a provision.
            for before, after in zip(olds[a:b], news[c:d], strict=True):
                found.append(Change(Kind.CHANGED, before, None, None, title=after.title))
                found += _in_article(before, after, renumbered)
            continue
        for one in olds[a:b]:
            found += [Change(Kind.REMOVED, one, clause, None, whole=True) for clause in clauses(one)]
        for one in news[c:d]:
            found += [Change(Kind.ADDED, one, None, clause, whole=True) for clause in clauses(one)]
    return found


def clauses(article: Article) -> list[Clause]:
    """The clauses of an article, without the headings between them."""
    return [block for block in article.blocks if isinstance(block, Clause)]


def lines(clause: Clause) -> list[str]:
    """What a clause says, line by line; a row of a table is one line."""
    found = [clause.heading, clause.text, *(f"{one.term}: {one.text}" for one in clause.definitions)]
    for item in clause.items:
        found += [item.text, *(inner.text for inner in item.items)]
    for table in clause.tables:
        found += [table.caption, " | ".join(table.columns), *(" | ".join(row) for row in table.rows)]
    found.append(clause.closing)
    return [one for one in found if one]


def lines_apart(old: Clause, new: Clause) -> tuple[list[str], list[str]]:
    """The lines that were and that are now, without those that both have."""
    before, after = lines(old), lines(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    was: list[str] = []
    now: list[str] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            was += before[a:b]
            now += after[c:d]
    return was, now


# ------------------------------------------------------------------ inside


def _in_article(old: Article, new: Article, renumbered: dict[str, str]) -> list[Change]:
    before, after = clauses(old), clauses(new)
    said = [_said(one, renumbered) for one in before]
    says = [_said(one, {}) for one in after]
    found: list[Change] = []
    matcher = SequenceMatcher(None, said, says, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = _paired(before[a:b], after[c:d])
        last = before[a - 1].number if a else ""
        for one, other in pairs:
            if one is None:
                found.append(Change(Kind.ADDED, old, None, other, last))
            elif other is None:
                found.append(Change(Kind.REMOVED, old, one, None))
                last = one.number
            else:
                last = one.number
                if _said(one, renumbered) != _said(other, {}):
                    found.append(Change(Kind.CHANGED, old, one, other))
    return found


def _paired(before: Sequence[Clause], after: Sequence[Clause]) -> list[tuple[Clause | None, Clause | None]]:
    """Each clause with what became of it, in order: the same heading, else enough of the same words."""
    found: list[tuple[Clause | None, Clause | None]] = []
    left = list(before)
    for other in after:
        best = next((one for one in left if one.heading and one.heading == other.heading), None)
        if best is None and not other.heading:
            rated = [(_alike(one, other), -index, one) for index, one in enumerate(left) if not one.heading]
            if rated and max(rated, key=lambda one: one[:2])[0] >= _ALIKE:
                best = max(rated, key=lambda one: one[:2])[2]
        if best is None:
            found.append((None, other))
            continue
        position = left.index(best)
        found += [(one, None) for one in left[:position]]
        left = left[position + 1 :]
        found.append((best, other))
    return [*found, *((one, None) for one in left)]


def _alike(one: Clause, other: Clause) -> float:
    return SequenceMatcher(None, " ".join(lines(one)), " ".join(lines(other)), autojunk=False).ratio()


def _said(clause: Clause, renumbered: dict[str, str]) -> str:
    """What a clause says, with references as they are numbered in the new annex."""

    def reference(found: re.Match[str]) -> str:
        word, article, rest = found.group(1), found.group(2), found.group(3) or ""
        number = f"{article}{rest}"
        if number in renumbered:
            return f"{word} {renumbered[number]}"
        return f"{word} {renumbered.get(article, article)}{rest}"

    return _REFERENCE.sub(reference, "\n".join(lines(clause)))


def _renumbered(old: Document, new: Document) -> dict[str, str]:
    """Old number → new number, of articles and of clauses that say the same."""
    found: dict[str, str] = {}
    titles = {one.title: one for one in new.articles}
    for article in old.articles:
        other = titles.get(article.title)
        if other is None:
            continue
        found[str(article.number)] = str(other.number)
        places = {(one.heading, one.text): one.number for one in clauses(other)}
        for clause in clauses(article):
            number = places.get((clause.heading, clause.text))
            if number is not None:
                found[clause.number] = number
    return found


__all__ = ["Change", "Kind", "changes", "clauses", "lines", "lines_apart"]
