"""A document: articles with numbered clauses, items and tables. Nothing here knows about a contract.

All strings are finished Dutch text without any markup; numbers are fixed when the document is made, so that a
template only has to place them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .drawing import Drawing, svg


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an enumeration («a.»), which may introduce an enumeration of its own («1°»)."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for every column. `amounts` says which columns hold amounts and are set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    amounts: tuple[int, ...] = ()
    total: bool = False  # the last row sums those before it


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption, and in words what it shows: who can't see it misses nothing."""

    caption: str
    description: str
    drawing: Drawing

    @property
    def svg(self) -> str:
        """The drawing as SVG, texts escaped."""
        return svg(self.drawing, self.caption, self.description)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what the document means by it."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause (lid): an optional heading, sentences, items, definitions, tables, figures, closing sentences."""

    text: str = ""
    heading: str = ""
    items: tuple[Item, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    closing: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading between clauses (the name of a group, of an example); it has no number."""

    title: str


Block: TypeAlias = "Clause | Section"


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered part of the document; `label` stands before its title: «Artikel 3.»."""

    number: int
    label: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party that signs: its full name, how the document calls it, and who represents it, when the contract says so."""

    title: str
    called: str
    representative: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document. `details` are labelled facts under the title (reference, form). Without `signatories` it is
    not signed, and `closing` says nothing.
    """

    title: str
    details: tuple[tuple[str, str], ...]
    articles: tuple[Article, ...]
    signatories: tuple[Signatory, ...] = ()
    closing: str = ""

    @property
    def name(self) -> str:
        """The title with the first detail, as the name of a file or a page: «Bijlage – Pilot»."""
        return f"{self.title} – {self.details[0][1]}" if self.details and self.details[0][1] else self.title


def letter(index: int) -> str:
    """The mark of an item counted from 0: a., b., … z., aa., ab."""
    marks = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        marks = chr(ord("a") + rest) + marks
    return f"{marks}."


def degree(index: int) -> str:
    """The mark of an item within an item, counted from 0: 1°."""
    return f"{index + 1}°"
