"""Makes nodes: equal operations become one node, constants are worked out at once, layers are checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..model.expressions import Kind
from ..text.source import Span
from . import graph as g
from .graph import Layer, Node, NodeId, Operation, Value
from .plan import Rule, RuleOf


class GraphBuilder:
    """Collects the nodes of one plan."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[tuple[Operation, Kind, str | None], NodeId] = {}
        self.hints: dict[NodeId, str] = {}
        self.rules: list[Rule] = []

    def __getitem__(self, node: NodeId) -> Node:
        return self.nodes[node]

    def add(self, operation: Operation, kind: Kind, label: str | None = None, span: Span | None = None) -> NodeId:
        """The node of an operation; an existing one when the same is already there."""
        key = (operation, kind, label)
        known = self._known.get(key)
        if known is not None:
            return known
        node = Node(len(self.nodes), operation, self._layer(operation), kind, self._whole(operation), label, span)
        self.nodes.append(node)
        self._known[key] = node.id
        return node.id

    def hint(self, node: NodeId, name: str) -> NodeId:
        """Remember a name for a node that is no step of its own in a calculation; the first name stays."""
        self.hints.setdefault(node, name)
        return node

    def applies(
        self,
        of: RuleOf,
        span: Span,
        conditions: Iterable[tuple[NodeId, bool]] = (),
        above: Iterable[tuple[NodeId, NodeId]] = (),
    ) -> None:
        """Remember when a rule of the text applies."""
        self.rules.append(Rule(of, tuple(conditions), tuple(above), span))

    def named(self, node: NodeId, label: str, span: Span | None = None) -> NodeId:
        """The same value under a name that is shown in calculations."""
        return self.add(g.Add((node,)), self.nodes[node].kind, label, span)

    # -------------------------------------------------------------- operations, simplified where that is exact

    def constant(self, value: Value, kind: Kind, label: str | None = None, span: Span | None = None) -> NodeId:
        if isinstance(value, Fraction) and value.denominator == 1:
            value = int(value)
        return self.add(g.Constant(value), kind, label, span)

    def value_of(self, node: NodeId) -> Value | None:
        """The value of a constant node, else None."""
        operation = self.nodes[node].operation
        return operation.value if isinstance(operation, g.Constant) else None

    def is_constant(self, node: NodeId, value: Value) -> bool:
        found = self.value_of(node)
        return found is not None and found == value and isinstance(found, bool) == isinstance(value, bool)

    def sum(self, terms: Sequence[NodeId], kind: Kind, label: str | None = None, span: Span | None = None) -> NodeId:
        kept = tuple(term for term in terms if not self.is_constant(term, 0))
        if not kept:
            return self.constant(0, kind, label, span)
        if len(kept) == 1 and label is None:
            return kept[0]
        return self.add(g.Add(kept), kind, label, span)

    def subtract(self, left: NodeId, right: NodeId, kind: Kind, label: str | None = None) -> NodeId:
        if self.is_constant(right, 0) and label is None:
            return left
        return self.add(g.Subtract(left, right), kind, label)

    def multiply(self, left: NodeId, right: NodeId, kind: Kind, label: str | None = None) -> NodeId:
        if label is None:
            if self.is_constant(left, 1):
                return right
            if self.is_constant(right, 1):
                return left
        if self.is_constant(left, 0) or self.is_constant(right, 0):
            return self.constant(0, kind, label)
        return self.add(g.Multiply(left, right), kind, label)

    def lowest(
        self, values: Iterable[NodeId], kind: Kind, label: str | None = None, span: Span | None = None
    ) -> NodeId:
        return self.add(g.Lowest(tuple(values)), kind, label, span)

    def highest(
        self, values: Iterable[NodeId], kind: Kind, label: str | None = None, span: Span | None = None
    ) -> NodeId:
        return self.add(g.Highest(tuple(values)), kind, label, span)

    def compare(self, relation: g.Relation, left: NodeId, right: NodeId) -> NodeId:
        return self.add(g.Compare(relation, left, right), Kind.YES_NO)

    def all_of(self, conditions: Iterable[NodeId], label: str | None = None, span: Span | None = None) -> NodeId:
        kept = tuple(dict.fromkeys(c for c in conditions if not self.is_constant(c, True)))
        if any(self.is_constant(condition, False) for condition in kept):
            return self.constant(False, Kind.YES_NO, label, span)
        if not kept:
            return self.constant(True, Kind.YES_NO, label, span)
        if len(kept) == 1 and label is None:
            return kept[0]
        return self.add(g.AllOf(kept), Kind.YES_NO, label, span)

    def any_of(self, conditions: Iterable[NodeId]) -> NodeId:
        kept = tuple(dict.fromkeys(c for c in conditions if not self.is_constant(c, False)))
        if any(self.is_constant(condition, True) for condition in kept):
            return self.constant(True, Kind.YES_NO)
        if not kept:
            return self.constant(False, Kind.YES_NO)
        return kept[0] if len(kept) == 1 else self.add(g.AnyOf(kept), Kind.YES_NO)

    def negate(self, condition: NodeId) -> NodeId:
        known = self.value_of(condition)
        if known is not None:
            return self.constant(not known, Kind.YES_NO)
        return self.add(g.Not(condition), Kind.YES_NO)

    def choose(
        self, condition: NodeId, then: NodeId, otherwise: NodeId, label: str | None = None, span: Span | None = None
    ) -> NodeId:
        known = self.value_of(condition)
        kind = self.nodes[then].kind
        if known is not None:
            chosen = then if known else otherwise
            return self.named(chosen, label, span) if label else chosen
        if then == otherwise and label is None:
            return then
        return self.add(g.If(condition, then, otherwise), kind, label, span)

    def rounded(
        self, value: NodeId, unit: Fraction, way: g.RoundingWay, label: str | None = None, span: Span | None = None
    ) -> NodeId:
        """Rounded to a multiple of `unit`; a value that is proved whole already stays as it is."""
        if unit == 1 and self.nodes[value].whole:
            return value
        return self.add(g.Round(value, unit, way), self.nodes[value].kind, label, span)

    def spread(self, total: NodeId, weights: Sequence[NodeId]) -> list[NodeId]:
        """The parts of a whole amount by largest remainder."""
        if len(weights) == 1:
            return [total]
        whole = self.add(g.Spread(total, tuple(weights)), Kind.MONEY)
        return [self.add(g.Share(whole, index), Kind.MONEY) for index in range(len(weights))]

    def scale(self, part: NodeId, new: NodeId, old: NodeId) -> NodeId:
        return part if new == old else self.add(g.Scale(part, new, old), Kind.MONEY)

    def count(self, condition: NodeId, label: str | None = None, span: Span | None = None) -> NodeId:
        return self.add(g.Sum(condition), Kind.NUMBER, label, span)

    # -------------------------------------------------------------- facts about nodes

    def _layer(self, operation: Operation) -> Layer:
        match operation:
            case g.IsMissing() | g.Input() | g.Constant() | g.DateOf() | g.HasChoice():
                # Inputs of the contract are told apart by their name when the plan is run.
                return Layer.PERSON if isinstance(operation, g.DateOf | g.HasChoice) else Layer.CONTRACT
            case g.Result():
                return Layer.PROFILE
            case g.Sum(value):
                if self.nodes[value].layer is Layer.PERSON:
                    raise ValueError("a sum needs a value of the profile")
                return Layer.CONTRACT
            case g.FirstOf():
                return Layer.PERSON
        layers = {self.nodes[node].layer for node in g.arguments(operation)}
        if Layer.PERSON in layers:
            if Layer.PROFILE in layers:
                raise ValueError("a value per person can't use a value of the profile")
            return Layer.PERSON
        return Layer.PROFILE if Layer.PROFILE in layers else Layer.CONTRACT

    def person_input(self, operation: g.Input | g.IsMissing, kind: Kind, whole: bool) -> NodeId:
        """An input per participant."""
        key = (operation, kind, "\0persoon")
        if key not in self._known:
            self.nodes.append(Node(len(self.nodes), operation, Layer.PERSON, kind, whole))
            self._known[key] = len(self.nodes) - 1
        return self._known[key]

    def contract_input(self, operation: g.Input | g.IsMissing, kind: Kind, whole: bool, label: str) -> NodeId:
        """An input of the contract as a whole."""
        key = (operation, kind, "\0overeenkomst")
        if key not in self._known:
            self.nodes.append(Node(len(self.nodes), operation, Layer.CONTRACT, kind, whole, label))
            self._known[key] = len(self.nodes) - 1
        return self._known[key]

    def _whole(self, operation: Operation) -> bool:
        """Whether the value is an integer whatever the inputs are."""
        nodes = self.nodes
        match operation:
            case g.Constant(value):
                return not isinstance(value, Fraction) or value.denominator == 1
            case g.Sum(value) | g.Result(value):
                return nodes[value].whole
            case g.Add(values) | g.Lowest(values) | g.Highest(values) | g.HighestOnly(values):
                return all(nodes[node].whole for node in values)
            case g.Subtract(left, right) | g.Multiply(left, right):
                return nodes[left].whole and nodes[right].whole
            case g.If(_, then, otherwise):
                return nodes[then].whole and nodes[otherwise].whole
            case g.Round(_, unit):
                return unit.denominator == 1
            case g.Share(whole):
                return nodes[whole].whole
            case g.Paid(computed=computed):
                return nodes[computed].whole
            case g.Granted(wanted=wanted):
                return nodes[wanted].whole
            case g.Scale() | g.Divide() | g.Input():
                return False
        return True
