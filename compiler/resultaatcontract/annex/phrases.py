"""The parts of a sentence about a condition, and what an expression consists of."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.expressions import Aggregate, Apply, Expr, Function, Kind, Measured, Operator, Shifted

OPPOSITE = {
    Operator.AT_LEAST: Operator.LESS,
    Operator.AT_MOST: Operator.MORE,
    Operator.MORE: Operator.AT_MOST,
    Operator.LESS: Operator.AT_LEAST,
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
}
THAN = {
    Operator.AT_LEAST: "ten minste",
    Operator.AT_MOST: "ten hoogste",
    Operator.MORE: "meer dan",
    Operator.LESS: "minder dan",
    Operator.EQUAL: "gelijk aan",
    Operator.UNEQUAL: "niet gelijk aan",
}
# Beside a bound below zero, and beside a value that isn't fixed: «is minder dan “Norm”».
BELOW_ZERO = {**THAN, Operator.MORE: "hoger dan", Operator.LESS: "lager dan"}
AGAINST = {
    Operator.AT_LEAST: ("ten minste gelijk", "aan"),
    Operator.AT_MOST: ("ten hoogste gelijk", "aan"),
    Operator.MORE: ("meer", "dan"),
    Operator.LESS: ("minder", "dan"),
}
DATES = {
    Operator.AT_LEAST: "op of na",
    Operator.AT_MOST: "op of vóór",
    Operator.MORE: "na",
    Operator.LESS: "vóór",
    Operator.EQUAL: "op",
    Operator.UNEQUAL: "niet op",
}
# A longer value than this many characters is better read as a list.
LONG = 120
CHANGES = (Operator.RISE, Operator.FALL, Operator.RELATIVE_RISE, Operator.RELATIVE_FALL)
# The lowest of several values is at least something when each of them is; the highest at most.
ALL_OF_THEM = (
    (Operator.LOWEST, Operator.AT_LEAST),
    (Operator.LOWEST, Operator.MORE),
    (Operator.HIGHEST, Operator.AT_MOST),
    (Operator.HIGHEST, Operator.LESS),
)
SUMS = (Operator.ADD, Operator.SUBTRACT)
PRODUCTS = (Operator.MULTIPLY, Operator.DIVIDE, Operator.PERCENT_OF)


ROUNDINGS = {
    Operator.ROUND: "afgerond",
    Operator.ROUND_DOWN: "naar beneden afgerond",
    Operator.ROUND_UP: "naar boven afgerond",
}
# What a series has for each year.
YEARLY = {Kind.MONEY: "het bedrag", Kind.PERCENT: "het percentage", Kind.NUMBER: "het getal"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A simple statement: subject, what stands before the verb in a subordinate clause, what stands after it."""

    subject: str
    before: str
    after: str = ""
    verb: str = "is"

    def said(self, subordinate: bool) -> str:
        if subordinate:
            words = (self.subject, self.before, self.verb, self.after)
        else:
            words = (self.subject, self.verb, self.before, self.after)
        return " ".join(word for word in words if word)


def uses(value: Expr, *operators: Operator) -> bool:
    """Whether the expression uses one of the operators, or an average or share when none is named."""
    match value:
        case Apply(operator=operator, arguments=arguments):
            return operator in operators or any(uses(argument, *operators) for argument in arguments)
        case Aggregate(function=function, value=inner, condition=condition, among=among):
            if not operators and function in (Function.SHARE, Function.AVERAGE):
                return True
            return any(uses(part, *operators) for part in (inner, condition, among) if part is not None)
        case Shifted(start=start):
            return uses(start, *operators)
    return False


def flattened(condition: Expr, operator: Operator) -> list[Expr]:
    condition = inward(condition)
    if isinstance(condition, Apply) and condition.operator is operator and condition.each is None:
        return [part for argument in condition.arguments for part in flattened(argument, operator)]
    return [condition]


def inward(condition: Expr) -> Expr:
    """«Niet (A of B)» as «niet A en niet B», and the other way round: what is said of each part by itself is plainer."""
    if not isinstance(condition, Apply) or condition.operator is not Operator.NOT:
        return condition
    inner = condition.arguments[0]
    if not isinstance(inner, Apply) or inner.operator not in (Operator.BOTH, Operator.EITHER) or inner.each is not None:
        return condition
    opposite = Operator.EITHER if inner.operator is Operator.BOTH else Operator.BOTH
    parts = tuple(Apply(one.kind, one.level, one.span, Operator.NOT, (one,)) for one in inner.arguments)
    return Apply(condition.kind, condition.level, condition.span, opposite, parts)


def signed_terms(value: Expr) -> tuple[list[Expr], list[Expr]]:
    """What is added and what is taken away in a sum, in the order of the text."""
    if not isinstance(value, Apply) or value.operator not in (Operator.ADD, Operator.SUBTRACT):
        return [value], []
    if value.each is not None:  # said in one go
        return [value], []
    (added, taken), (more, less) = (signed_terms(argument) for argument in value.arguments)
    if value.operator is Operator.SUBTRACT:
        more, less = less, more
    return added + more, taken + less


def same_measurement(conditions: list[Expr], start: int) -> int:
    """How many conditions from `start` on are about one measurement, all ja or all nee, each at a moment."""

    def key(condition: Expr) -> tuple[str, bool] | None:
        negated = isinstance(condition, Apply) and condition.operator is Operator.NOT
        inner = condition.arguments[0] if negated and isinstance(condition, Apply) else condition
        if isinstance(inner, Measured) and inner.moment is not None:
            return inner.measurement.name, negated
        return None

    first = key(conditions[start])
    if first is None:
        return 1
    end = start + 1
    while end < len(conditions) and key(conditions[end]) == first:
        end += 1
    return end - start
