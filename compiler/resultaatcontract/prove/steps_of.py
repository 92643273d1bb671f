"""Work is counted in steps and not in seconds, so that the outcome is the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Steps:
    """How many steps are left."""

    left: int

    @property
    def out(self) -> bool:
        return self.left <= 0

    def take(self, number: int = 1) -> None:
        self.left -= number
