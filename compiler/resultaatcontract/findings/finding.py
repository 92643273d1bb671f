"""The one diagnostic model. Every message to a user, from syntax error to wrong cell, is a `Finding`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from ..record import record
from ..text.source import Span


class Severity(Enum):
    """How bad it is. An error stops what follows; a warning asks for attention."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@record
class Cell:
    """A place in a results file: sheet, row (from 1, the header is row 1) and column heading, as far as known."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@record
class Note:
    """A second place that helps to understand a finding: «hier opgegeven»."""

    span: Span
    text: str


@record
class Rule:
    """A kind of finding: its code, and the page that `rc explain` and the docs show.

    `what` says when it is reported, `why` what goes wrong for the parties otherwise, `bad` and `good` are the
    fragments before and after. All in Dutch.
    """

    code: str
    name: str
    severity: Severity
    title: str
    what: str
    why: str
    bad: str
    good: str

    def finding(
        self, where: Span | Cell | None, message: str, remedy: str, notes: Iterable[Note] = (), detail: str = ""
    ) -> Finding:
        """A finding of this kind: `message` is what was found, `remedy` how to mend it; both whole sentences."""
        return Finding(self.code, self.severity, where, message, remedy, tuple(notes), detail)


@record
class Finding:
    """One message to a user. `detail` is preformatted text below it (a whole calculation)."""

    code: str
    severity: Severity
    where: Span | Cell | None
    message: str
    remedy: str
    notes: tuple[Note, ...] = ()
    detail: str = ""


class Rejected(Exception):
    """The input can't be used; `findings` says why. The only exception that the core raises on bad input."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{finding.code}: {finding.message}" for finding in self.findings))


@dataclass(slots=True)
class Findings:
    """Collects the findings of one pass."""

    items: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.items.append(finding)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.items)

    def stop_on_errors(self) -> None:
        """Raise `Rejected` with everything found so far if any of it is an error."""
        if self.has_errors:
            raise Rejected(self.items)
