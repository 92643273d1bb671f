"""A value of one participant can't depend on all of them: each person is worked out alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from .. import checks
from ..findings import Findings
from ..model.contract import Contract, Element, Group, Indicator
from ..model.expressions import Aggregate, Apply, Expr, Level, ResultOf, Shifted, Typed
from ..text.source import Span


def check_cohort(contract: Contract, findings: Findings) -> None:
    """A finding for each value per participant that uses a count, share, sum or average over participants."""
    uses = _Uses({one.name: one for one in contract.indicators}, _gated(contract))
    told: set[Span] = set()
    for value in _expressions((contract.parts, contract.participant_steps)):
        for span in uses.misplaced(value):
            if span not in told:
                told.add(span)
                gated = span.text in uses.gated
                findings.add(checks.rc303_level.gated(span) if gated else checks.rc303_level.cohort(span))


def _gated(contract: Contract) -> frozenset[str]:
    """The indicators per participant that have a condition on the contract as a whole, their group's included."""
    found: set[str] = set()
    for part in contract.parts:
        members = part.indicators if isinstance(part, Group) else (part,)
        outer = part.gates if isinstance(part, Group) else ()
        for one in members:
            if one.level is Level.PARTICIPANT and any(g.level is Level.CONTRACT for g in (*one.gates, *outer)):
                found.add(one.name)
    return frozenset(found)


def _expressions(value: object) -> Iterator[Expr]:
    """The outermost expressions in a part of the model."""
    if isinstance(value, Typed):
        yield value  # type: ignore[misc]
    elif isinstance(value, tuple):
        for one in value:
            yield from _expressions(one)
    elif isinstance(value, Element):
        for field in fields(value):
            yield from _expressions(getattr(value, field.name))


class _Uses:
    """Which values use all participants together."""

    def __init__(self, indicators: dict[str, Indicator], gated: frozenset[str]) -> None:
        self.indicators = indicators
        self.gated = gated
        self.known: dict[str, bool] = {}

    def misplaced(self, value: Expr) -> Iterator[Span]:
        """Where in an expression a value per participant uses all of them."""
        match value:
            case Aggregate(value=inner, condition=condition, among=among):
                for part in (inner, condition, among):
                    if part is not None:
                        yield from self.misplaced(part)
            case Apply(level=Level.PARTICIPANT, arguments=arguments):
                for argument in arguments:
                    if argument.level is Level.CONTRACT and self.cohort(argument):
                        yield argument.span
                    else:
                        yield from self.misplaced(argument)
            case Apply(arguments=arguments):
                for argument in arguments:
                    yield from self.misplaced(argument)
            case ResultOf(indicator=name, level=Level.PARTICIPANT) if name in self.gated:
                yield value.span
            case Shifted(start=start):
                yield from self.misplaced(start)

    def cohort(self, value: Expr) -> bool:
        """Whether a value of the contract uses all participants."""
        match value:
            case Aggregate():
                return True
            case Apply(arguments=arguments):
                return any(self.cohort(argument) for argument in arguments)
            case Shifted(start=start):
                return self.cohort(start)
            case ResultOf(indicator=name):
                if name not in self.known:
                    self.known[name] = False
                    one = self.indicators[name]
                    self.known[name] = any(self.cohort(part) for part in (one.result, *one.gates))
                return self.known[name]
        return False
