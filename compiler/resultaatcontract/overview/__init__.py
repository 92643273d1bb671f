"""What contracts there are: which system each states, in what form, who pays, and by which mechanisms.

`entries` reads contracts, `mechanisms` reads off their model what they use, `listing` and `table` show it.
"""

from .entries import Entry, entries_below, shipped
from .systems import SYSTEMS

__all__ = ["SYSTEMS", "Entry", "entries_below", "shipped"]
