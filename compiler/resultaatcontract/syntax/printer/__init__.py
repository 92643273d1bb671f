"""The canonical form of a contract: syntax tree → text.

`phrases` writes what stands within a line, `headers` the line of each statement, `layout` puts the lines below each
other: indentation, blank lines, long lists. `comments` finds what the tree doesn't hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...findings import Rejected
from ...text.source import Source
from .. import tree
from ..parse import parse, without_tabs
from .comments import Surroundings, read_surroundings
from .headers import block, header
from .layout import Line, lay_out

__all__ = ["format_source", "print_contract"]


def print_contract(contract: tree.Contract) -> str:
    """The canonical text of a tree; parsing it gives an equal tree.

    Raises `ValueError` for a made-up tree with a text that no contract can hold.
    """
    lines = list(_lines_of_contract(contract))
    return lay_out(lines, [Surroundings()] * len(lines), ())


def format_source(source: Source) -> str:
    """The text of a contract in canonical form, with its comments and (at most one at a time) its blank lines.

    Tabs that indent become spaces first. Raises `Rejected` when the source has other mistakes of form.
    """
    spaced = without_tabs(source)
    try:
        contract = parse(spaced)
    except Rejected:
        parse(source)  # tells the same at its own place
        raise
    return lay_out(list(_lines_of_contract(contract)), *read_surroundings(spaced))


def _lines_of_contract(contract: tree.Contract) -> Iterator[Line]:
    statements = [*([contract.edition] if contract.edition else []), *contract.statements]
    apart = {index + 1 for index, (one, next_one) in enumerate(pairwise(statements)) if _stand_apart(one, next_one)}
    for index, statement in enumerate(statements):
        yield from _lines(statement, 0, index in apart)


def _stand_apart(one: tree.Node, next_one: tree.Node) -> bool:
    """Short statements of the same kind may stand together; a blank line surrounds all others."""
    return type(one) is not type(next_one) or any(block(node) or "\n" in header(node) for node in (one, next_one))


def _lines(node: tree.Node, level: int, apart: bool = False) -> Iterator[Line]:
    yield Line(level, header(node), apart)
    for below in block(node):
        yield from _lines(below, level + 1)
