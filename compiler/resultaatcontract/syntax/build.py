"""From the rules of the grammar to the classes of the tree.

Lark calls one function per rule with the rule's children; this module makes those functions from the class names, so
that the grammar and `tree.py` can't drift apart: a rule without a class is an error when the parser is made.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lark import Token

from .. import checks
from ..findings import Findings
from ..text import reading
from ..text.source import Source, Span
from . import tree

# Rules that are only a list.
_TUPLES = {"names", "roles", "choices", "assignments", "expressions", "receivers", "group_options", "values"}
_OPERATORS = {">=": "≥", "<=": "≤", "<>": "≠"}


class Block(tuple[Any, ...]):
    """The lines below a statement; a tuple that doesn't count in the statement's span."""

    __slots__ = ()


class TreeBuilder:
    """The transformer that lark drives. One parse at a time: `begin` sets the source and where findings go."""

    def __init__(self) -> None:
        self.source = tree.NOWHERE.source
        self.findings = Findings()
        self._leaf: dict[str, Callable[[str, Span], Any]] = {
            "NAME": lambda text, span: tree.Name(str(text), span=span),
            "STRING": lambda text, span: tree.Text(reading.read_text(text), span=span),
            "NUMBER": lambda text, span: tree.Number(self._read(reading.read_number, text, span, _ZERO), span=span),
            "PERCENT": lambda text, span: tree.Percent(self._read(reading.read_percent, text, span, _ZERO), span=span),
            "AMOUNT": self._amount,
            "DATE": lambda text, span: tree.Date(self._read(reading.read_date, text, span, _SOME_DAY), span=span),
            "DURATION": lambda text, span: tree.Duration(
                self._read(reading.read_duration, text, span, _NO_TIME), span=span
            ),
            "COMPARE": lambda text, span: _OPERATORS.get(text, str(text)),
            "EVERY": lambda text, span: str(text),
            "IN_EVERY": lambda text, span: str(text),
            "EQUALS": lambda text, span: str(text),
            "DAY_COUNT": lambda text, span: str(text),
            "STIJGING": lambda text, span: tree.Change.RISE,
            "DALING": lambda text, span: tree.Change.FALL,
        }

    def begin(self, source: Source, findings: Findings) -> None:
        self.source, self.findings = source, findings

    def __getattr__(self, rule: str) -> Callable[[list[Any]], Any]:
        """Lark asks for one function per rule; terminals and lark's own helper rules have none."""
        if rule.isupper() or rule.startswith("_"):
            raise AttributeError(rule)
        if rule in _TUPLES:
            return self._tuple
        if rule == "block":
            return Block
        if rule in ("number", "percent", "amount", "date"):
            return self._only
        if rule.startswith("open_"):
            return self._open(rule)
        if rule == "contract":
            return self._contract
        marker = tree.Marker.__members__.get(rule.upper())
        if marker is not None:
            return lambda children: marker
        class_name = "".join(part.capitalize() for part in rule.split("_"))
        cls = getattr(tree, class_name, None)
        return self._maker(cls) if cls is not None else _no_class(rule)

    def _maker(self, cls: Any) -> Callable[[list[Any]], Any]:
        leaf = self._leaf

        def make(children: list[Any]) -> Any:
            arguments = []
            start = end = -1
            for child in children:
                if type(child) is Token:
                    span = Span(self.source, child.start_pos or 0, child.end_pos or 0)
                    read = leaf.get(child.type)
                    if read is not None:
                        arguments.append(read(child, span))
                else:
                    arguments.append(child)
                    if type(child) is tuple:
                        nodes = [part for part in child if isinstance(part, tree.Node)]  # a marker has no span
                        if not nodes:
                            continue
                        span = Span(self.source, nodes[0].span.start, nodes[-1].span.end)
                    elif isinstance(child, tree.Node):
                        span = child.span
                    else:
                        continue
                if start < 0:
                    start = span.start
                end = span.end
            return cls(*arguments, span=Span(self.source, max(start, 0), max(end, 0)))

        return make

    def _open(self, rule: str) -> Callable[[list[Any]], Any]:
        """The name of a parameter where a literal is expected."""

        def make(children: list[Any]) -> Any:
            name = self._only(children)
            match rule:
                case "open_date":
                    return tree.OpenDate(_SOME_DAY, name, span=name.span)
                case "open_amount":
                    return tree.OpenAmount(_ZERO, "EUR", name, span=name.span)
                case "open_percent":
                    return tree.OpenPercent(_ZERO, name, span=name.span)
            return tree.OpenNumber(_ZERO, name, span=name.span)

        return make

    def _tuple(self, children: list[Any]) -> tuple[Any, ...]:
        return tuple([self._only([child]) for child in children])

    def _only(self, children: list[Any]) -> Any:
        (child,) = children
        if type(child) is Token:
            return self._leaf[child.type](child, Span(self.source, child.start_pos or 0, child.end_pos or 0))
        return child

    def _contract(self, children: list[Any]) -> tree.Contract:
        edition, *statements = children
        return tree.Contract(edition, tuple(statements), span=Span(self.source, 0, len(self.source.text)))

    def _amount(self, text: str, span: Span) -> tree.Amount:
        money = self._read(reading.read_money, text, span, reading.Money(_ZERO, "EUR"))
        return tree.Amount(money.amount, money.currency, span=span)

    def _read(self, read: Callable[[str], Any], text: str, span: Span, instead: Any) -> Any:
        try:
            return read(text)
        except reading.Notation as problem:
            self.findings.add(checks.rc102_notation.finding(span, str(problem), problem.remedy))
            return instead


def _no_class(rule: str) -> Callable[[list[Any]], Any]:
    """For rules that only choose between others, and so never become a node."""

    def refuse(children: list[Any]) -> Any:
        raise TypeError(f"the grammar's rule {rule} has no class in tree.py")

    return refuse


_ZERO = Fraction(0)
_SOME_DAY = reading.read_date("1 januari 2000")
_NO_TIME = reading.Duration(0, "dag")
