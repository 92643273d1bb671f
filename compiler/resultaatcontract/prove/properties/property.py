"""What a property of a contract is, and how it turned out."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from ...plan.inputs import Results
from ...record import record
from ...text.source import Span
from ..prover import Verdict


class PropertyKind(Enum):
    """What kinds of property there are, in the order in which they are shown."""

    CEILING = "niet hoger dan het genoemde maximum"
    FLOOR = "niet lager dan het genoemde minimum"
    SIGN = "geen negatieve betaling"
    WHOLE = "aandelen zijn samen het geheel"
    ARRIVES = "elke euro komt aan"
    SETTLED = "tranches zijn samen de eindafrekening"
    RESERVED = "niet meer dan gereserveerd"
    MONOTONE = "een beter resultaat levert nooit minder op"
    DEAD = "elke regel kan gelden"
    IDLE = "elke grens kan iets begrenzen"
    JUMP = "sprong"
    ASSERTED = "stelling"


@record
class Property:
    """One property of one contract.

    `subject` is a Dutch sentence that says what would hold: «De Gemeente betaalt nooit meer dan € 100.000,00.». `detail`
    says, for an undecided one, why it is undecided, and for a refuted one what the counter-example gives; also a sentence.
    `counter` holds the results that refute it: one, or a pair (the worse result first, the better one second).
    `steps` counts the nodes worked out and the scenarios run for it.
    """

    kind: PropertyKind
    subject: str
    verdict: Verdict
    detail: str = ""
    counter: tuple[Results, ...] = ()
    steps: int = 0
    span: Span | None = field(default=None, compare=False, repr=False)
