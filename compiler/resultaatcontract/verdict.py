"""What was found in one file: what `rc check` and `rc test` tell, and what may be kept between runs."""

from __future__ import annotations

from .findings import Finding
from .record import record


@record
class Verdict:
    """The findings about a file; when its examples were tried, each with what is wrong with it (nothing: it comes out)."""

    findings: tuple[Finding, ...]
    examples: tuple[tuple[str, tuple[Finding, ...]], ...] = ()
    is_library: bool = False
