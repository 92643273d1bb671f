"""Names: what is declared, under which name, and whether anything uses it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from .. import checks
from ..findings import Findings
from ..syntax import tree
from ..text.source import Source, Span

T = TypeVar("T")


class Names:
    """One kind of name (parties, moments, …). `article` speaks of one: «de partij»."""

    def __init__(
        self, article: str, findings: Findings, own: Source | None = None, offered: tuple[str, ...] = ()
    ) -> None:
        self.article = article
        self.own = own
        self.offered = offered
        self.findings = findings
        self.items: dict[str, Any] = {}
        self.places: dict[str, Span] = {}
        self.used: set[str] = set()
        # Of what stands for several, by its own name: the names that these have (`kwartaal` for `kwartaal_1`, …).
        # Empty when something was wrong with it: then no name that starts like it is unknown.
        self.several: dict[str, tuple[str, ...]] = {}
        self.together: dict[str, tuple[str, ...]] = {}  # names that stand for several parties, with those
        self.beside: Names | None = None  # names that may not be taken either, because both stand in the same places

    def reserve(self, name: tree.Name) -> bool:
        """Note a declaration; False (with a finding) when the name is taken."""
        first = self.places.get(name.text) or (self.beside.places.get(name.text) if self.beside is not None else None)
        if first is not None:
            article = self.article[0].upper() + self.article[1:]
            self.findings.add(checks.rc202_double_name.finding(name.span, article, name.text, first))
            return False
        self.places[name.text] = name.span
        return True

    def declare(self, name: tree.Name, item: object) -> None:
        """Give a reserved name its meaning."""
        self.items[name.text] = item

    def find(self, name: tree.Name, expected: type[T]) -> T | None:
        """What the name means; None with a finding when it means nothing.

        Also None, without a finding, when the declaration itself was wrong: that has been said already.
        """
        self.used.add(name.text)
        item = self.items.get(name.text)
        if item is not None and isinstance(item, expected):
            return item
        if name.text not in self.places:
            self.unknown(name)
        elif name.text in self.together:
            self.findings.add(checks.rc201_unknown_name.together(name.span, name.text, self.together[name.text]))
        return None

    def one_of_several(self, name: tree.Name) -> bool:
        """Whether the name stands for one thing; a finding when it stands for several and one of them is meant."""
        names = self.several.get(name.text)
        if names:
            self.findings.add(checks.rc201_unknown_name.several(name.span, name.text, names))
        return names is None

    def unknown(self, name: tree.Name, also: tuple[str, ...] = ()) -> None:
        """A finding for a name that means nothing; none when what would have given it was wrong itself."""
        if any(not names and name.text.startswith(f"{base}_") for base, names in self.several.items()):
            return
        if name.text in self.several:  # a period has moments, and is none itself
            names = self.several[name.text]
            if names:
                self.findings.add(checks.rc201_unknown_name.period_for_moment(name.span, name.text, names))
            return
        known = [one for one in (*self.places, *also) if one not in self.several]
        near = nearest(name.text, [*known, *self.offered])
        for base, names in self.several.items():
            if name.text.startswith(f"{base}_"):  # any of them is as likely
                known, near = list(names), None
        article = self.article[0].upper() + self.article[1:]
        if near is None and self.own is not None and name.span.source is not self.own:
            self.findings.add(checks.rc201_unknown_name.elsewhere(name.span, article, name.text))
        else:
            self.findings.add(checks.rc201_unknown_name.finding(name.span, article, name.text, near, known))


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that was probably meant: the same but for capitals, or one that looks like it."""
    same = [one for one in known if one.casefold() == name.casefold()]
    return next(iter(same or get_close_matches(name, known, 1, 0.6)), None)
