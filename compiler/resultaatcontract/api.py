"""The door for programs: a contract in, a payment function out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .driver import Compiled, compile_source
from .files import loader, read_source
from .outputs.outcome import Outcome, pay
from .plan.inputs import Results
from .record import record
from .reuse import no_files
from .text.source import Source


@record
class PaymentFunction:
    """Calling it with results gives the outcome; amounts are whole smallest units (cents). Never rounds by itself."""

    compiled: Compiled

    def __call__(self, results: Results, at: date | None = None) -> Outcome:
        """What is due; with `at` (inclusive) only the tranches up to that day."""
        return pay(self.compiled.plan, results, at)


def compile_contract(path_or_text: str | Path) -> PaymentFunction:
    """Compile a contract from a file, or from its text (a string with a line break in it).

    Raises `Rejected`, with all findings of the stage that failed, when the contract has errors.
    """
    if isinstance(path_or_text, Path) or "\n" not in path_or_text:
        source, load = read_source(Path(path_or_text)), loader()
    else:
        source, load = Source("<tekst>", path_or_text), no_files
    return PaymentFunction(compile_source(source, load=load))
