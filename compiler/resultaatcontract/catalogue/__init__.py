"""The catalogue of the library: what a contract can take from contracts/bibliotheek, as a page for authors.

`entries` reads the library and tries every indicator in a contract, `page` puts what it found into Markdown.
"""

from .entries import Entry, Library, read_library
from .page import page

__all__ = ["Entry", "Library", "page", "read_library"]
