"""Measurements in: CSV, XLSX and JSON become `Results`, or a list of everything that is wrong with them.

`read_results` reads and checks, `write_sheet` gives the empty workbook to fill in, `results_hash` names the bytes that
a payment was worked out from. This is the shell around the core: it reads files.
"""

from __future__ import annotations

from ..driver import Compiled
from .read import read_results, results_hash


def write_sheet(compiled: Compiled) -> bytes:
    """The workbook (.xlsx) for the results of a contract; `read_results` reads it back."""
    from .sheet import write_sheet as write  # imports openpyxl

    return write(compiled)


__all__ = ["read_results", "results_hash", "write_sheet"]
