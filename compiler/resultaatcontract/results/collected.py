"""The findings about all files together: told at once, but never without end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..checks import rc720_more_findings
from ..findings import Finding, Rejected
from ..findings.render import ordered


@dataclass(slots=True)
class Collected:
    """Keeps the first `limit` findings, in the order of reading, and counts the others."""

    limit: int
    items: list[Finding] = field(default_factory=list)
    more: int = 0

    def add(self, finding: Finding) -> None:
        if len(self.items) < self.limit:
            self.items.append(finding)
        else:
            self.more += 1

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.add(finding)

    def stop_on_any(self) -> None:
        """Raise `Rejected` with all that was found, sorted."""
        if self.more:
            raise Rejected([rc720_more_findings.finding(len(self.items), self.more), *ordered(self.items)])
        if self.items:
            raise Rejected(ordered(self.items))
