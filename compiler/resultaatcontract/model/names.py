"""Names: what is declared, under which name, and whether anything uses it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar

from .. import checks
from ..findings import Findings
from ..syntax import tree
from ..text.source import Span

T = TypeVar("T")


class Names:
    """One kind of name (parties, moments, …). `article` speaks of one: «de partij»."""

    def __init__(self, article: str, findings: Findings) -> None:
        self.article = article
        self.findings = findings
        self.items: dict[str, Any] = {}
        self.places: dict[str, Span] = {}
        self.used: set[str] = set()
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
        return None

    def unknown(self, name: tree.Name, also: tuple[str, ...] = ()) -> None:
        known = [*self.places, *also]
        near = get_close_matches(name.text, known, 1, 0.6)
        article = self.article[0].upper() + self.article[1:]
        self.findings.add(
            checks.rc201_unknown_name.finding(name.span, article, name.text, near[0] if near else None, known)
        )
