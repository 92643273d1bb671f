"""A document: articles with numbered clauses, items and tables. Nothing here knows about a contract.

All strings are finished Dutch text without any markup; numbers are fixed when the document is made, so that a
template only has to place them. A string may be a `Linked` (links.py): the same text, with places to go to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
class Lines:
    """Where in a text something in the document came from: lines counted from 1, the last one included."""

    name: str
    first: int
    last: int
    text: int = 0  # which of the document's texts it is, counted from 1; 0 when none

    @property
    def anchor(self) -> str:
        """What links to the first of these lines lead to."""
        return f"regel-{self.text}-{self.first}"

    @property
    def label(self) -> str:
        """«regel 12», «regels 12 tot en met 15»."""
        return f"regel {self.first}" if self.first == self.last else f"regels {self.first} tot en met {self.last}"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a text that the document was made from; anchor and number of what begins here."""

    text: str
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that the document was made from, under the name that the document gives it."""

    name: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what the document means by it; `names` are the titles that stand for it, when not the term itself."""

    term: str
    text: str
    names: tuple[str, ...] = field(default=(), compare=False)
    source: Lines | None = field(default=None, compare=False)
    anchor: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause (lid): an optional heading, sentences, items, definitions, tables, figures, closing sentences.

    `names` are the titles that it explains, `source` is where it came from; a clause is the same without them.
    """

    text: str = ""
    heading: str = ""
    items: tuple[Item, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    closing: str = ""
    number: str = ""
    names: tuple[str, ...] = field(default=(), compare=False)
    source: Lines | None = field(default=None, compare=False)

    @property
    def anchor(self) -> str:
        """What links to this clause lead to."""
        return f"lid-{self.number}"


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

    @property
    def anchor(self) -> str:
        """What links to this article lead to."""
        return f"artikel-{self.number}"


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party that signs: its full name, how the document calls it, and who represents it, when the contract says so."""

    title: str
    called: str
    representative: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document. `details` are labelled facts under the title (reference, form). Without `signatories` it is
    not signed, and `closing` says nothing. `sources` are the texts that it was made from, for readers of the page.
    """

    title: str
    details: tuple[tuple[str, str], ...]
    articles: tuple[Article, ...]
    signatories: tuple[Signatory, ...] = ()
    closing: str = ""
    sources: tuple[SourceText, ...] = ()

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
