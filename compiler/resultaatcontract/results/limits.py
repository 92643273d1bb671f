"""How large a results file may be. A larger one is a mistake or an attack: it would take memory out of proportion."""

from __future__ import annotations

from ..record import record


@record
class Limits:
    """All sizes are of one file, except `findings`, which counts all that is told at once."""

    bytes: int = 50_000_000
    rows: int = 250_000
    columns: int = 1_000
    cell: int = 2_000  # characters
    unpacked: int = 200_000_000  # bytes, of all parts of a workbook together
    elements: int = 6_000_000  # of a worksheet: about two per filled cell
    other_elements: int = 100_000  # of each other part of a workbook, and of a worksheet outside its rows
    findings: int = 1_000


LIMITS = Limits()
