"""Which measurements may still be missing on the day for which is paid, because their moment is yet to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..model.contract import Contract, Moment
from ..outputs.counting import day_number
from ..record import record


@record
class Calendar:
    """The day `at` for which is paid; None: everything has to be known."""

    contract: Contract
    at: date | None

    @property
    def is_final(self) -> bool:
        """Whether the last tranche is due: then nothing is awaited any more, unless its date lies later still."""
        return self.at is None or self.contract.tranches[-1].day <= self.at

    def is_awaited(self, moment: Moment | None, dates: Mapping[str, int]) -> bool:
        """Whether a value at the moment may be missing for a participant with these day numbers by moment.

        A value without a moment is known at the last tranche. A participant without a date for her moment may not
        have come that far; at the last tranche everybody has.
        """
        if self.at is None:
            return False
        if moment is None:
            return not self.is_final
        found = day_number(moment, dates)
        return not self.is_final if found is None else found > self.at.toordinal()
