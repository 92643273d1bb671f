"""Measurements in: CSV, XLSX and JSON become `Results`, or a list of everything that is wrong with them.

`read_results` reads and checks, `write_sheet` gives the empty workbook to fill in, `results_hash` names the bytes that
a payment was worked out from. This is the shell around the core: it reads files.
"""

from .read import read_results, results_hash
from .sheet import write_sheet

__all__ = ["read_results", "results_hash", "write_sheet"]
