"""A second, independent calculation of what a contract pays, written from docs/taal.md alone.

It is the most naive one that can be read next to the text: loops over participants and tranches, fractions, one function
for a paragraph. It shares nothing with `plan/` and `outputs/`; only the checked model and the calendar. Slow is fine.
"""

from .settle import Settled, SettledTranche, settle

__all__ = ["Settled", "SettledTranche", "settle"]
