"""The payment of Leeuwarden Oost as somebody would write it by hand: whole numbers, one loop, one contract.

The same rows, conditions and rounding as the contract: amounts in cents, what a participant earns rounded once, half
away from zero. It works out the total at the final settlement and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

Row = tuple[int, ...]


def total(rows: Iterable[Row]) -> int:
    """The total in cents. Columns as in the built file (dates first, then measurements)."""
    amount = 0
    for (
        _t0, t1, aangemeld, afgerond, werk0, werk1, vrij0, vrij1, opl0, opl1, gez0, gez1, gel0, gel1, wel0, wel1, interview,
    ) in rows:  # fmt: skip
        thirds = 0
        if aangemeld:
            thirds += 75_000
        if t1 <= 738_885:
            if afgerond:
                thirds += 75_000
            if (werk1 and not werk0) or (vrij1 and not vrij0) or (opl1 and not opl0):
                thirds += 300_000
            if gez1 > gez0 or gel1 > gel0:
                thirds += 350_000
            if wel1 > wel0:
                thirds += 350_000
            if interview:
                thirds += 350_000
        amount += (2 * thirds + 3) // 6
    return amount
