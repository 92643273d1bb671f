"""What a built file reads: a column for each measurement of participants, and the facts of the contract that check it."""

from __future__ import annotations

import ast
from math import lcm

from ..model.contract import Contract, Measurement, Missing
from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.graph import Layer, Node
from ..plan.plan import Plan
from ..record import changed, record
from ..text.reading import decimals
from .python_names import one_line, slug


@record
class Column:
    """An input of a participant: its variable, and what it is multiplied by to be a whole number."""

    variable: str
    scale: int = 1
    may_miss: bool = False


class Inputs:
    """The inputs of a plan. `columns` are those of participants, by operation, in a fixed order."""

    def __init__(self, contract: Contract, plan: Plan) -> None:
        self.contract = contract
        self.plan = plan
        self.nodes = plan.nodes
        self.measurements = {one.name: one for one in contract.measurements}
        self.columns = self._columns()

    def _columns(self) -> dict[g.Operation, Column]:
        found: dict[g.Operation, Column] = {}
        order: list[tuple[tuple[int, int, int], g.Operation]] = []
        positions = {one: index for index, one in enumerate(self.measurements)}
        for node in self.nodes:
            match node.operation:
                case g.HasChoice(attribute):
                    index = [one.name for one in self.contract.attributes].index(attribute)
                    order.append(((0, index, 0), g.HasChoice(attribute, "")))
                case g.DateOf(moment):
                    index = [one.name for one in self.contract.moments].index(moment)
                    order.append(((1, index, 0), node.operation))
                case g.Input(measurement, moment) | g.IsMissing(measurement, moment) if node.layer is Layer.PERSON:
                    moments = [one.name for one in self.measurements[measurement].moments] or [""]
                    place = (2, positions[measurement], moments.index(moment))
                    order.append((place, g.Input(measurement, moment)))
        for _, operation in sorted(order, key=lambda pair: pair[0]):
            if operation in found:
                continue
            match operation:
                case g.HasChoice(attribute):
                    found[operation] = Column(f"k_{slug(attribute)}")
                case g.DateOf(moment):
                    found[operation] = Column(f"k_datum_{slug(moment)}")
                case g.Input(measurement, moment):
                    one = self.measurements[measurement]
                    variable = "k_" + slug(f"{measurement}_{moment}" if moment else measurement)
                    found[operation] = Column(variable, self._scale_of(one), one.missing is not Missing.ERROR)
        return self._unique(found)

    def _unique(self, found: dict[g.Operation, Column]) -> dict[g.Operation, Column]:
        """The same with a number behind a variable that another column already has."""
        taken: set[str] = set()
        for operation, column in found.items():
            chosen, number = column.variable, 2
            while chosen in taken:
                chosen, number = f"{column.variable}_{number}", number + 1
            taken.add(chosen)
            found[operation] = changed(column, variable=chosen)
        return found

    def _scale_of(self, measurement: Measurement) -> int:
        """What every allowed value is multiplied by to be a whole number."""
        if measurement.low is None or measurement.step is None:
            return 1
        unit = 10 ** decimals(self.contract.currency) if measurement.kind is Kind.MONEY else 1
        return lcm((measurement.low * unit).denominator, (measurement.step * unit).denominator)

    def facts(self) -> str:
        """The constants of the file: title, currency, columns and tranches."""
        currency = self.contract.currency
        lines = [f"# {'-' * 78}", "# Vaste gegevens van de overeenkomst.", ""]
        lines.append(f"TITEL = {one_line(self.contract.title)!r}")
        lines.append(f"MUNT = {currency!r}")
        lines.append(f"DECIMALEN = {decimals(currency)}")
        unit = "deelnemer" if self.contract.participants is None else self.contract.participants.name
        lines.append(f"DEELNEMER = {unit!r}  # zo heet de kolom met het pseudoniem")
        lines.append(
            "# Per kolom: naam, soort, waarmee een waarde is vermenigvuldigd om geheel te zijn, of zij mag ontbreken,"
        )
        lines.append("# en wat er kan staan: (laagste, hoogste, stap) of de keuzes.")
        lines.append("KOLOMMEN = [")
        for operation, column in self.columns.items():
            lines.append(self._fact(operation, self._kind(operation), column.scale, column.may_miss))
        lines.append("]")
        lines.append("# Metingen voor de hele overeenkomst, op dezelfde manier.")
        lines.append("OVEREENKOMST = [")
        for node in self._contract_inputs():
            assert isinstance(node.operation, g.Input)
            lenient = self.measurements[node.operation.measurement].missing is not Missing.ERROR
            lines.append(self._fact(node.operation, node.kind.value, 1, lenient))
        lines.append("]")
        lines.append("# Tranches: naam, datum waarop de betaling vervalt.")
        lines.append("TRANCHES = [")
        for tranche in self.plan.tranches:
            lines.append(f"    ({tranche.name!r}, {tranche.day.isoformat()!r}),")
        lines.append("]")
        return "\n".join(lines)

    def _fact(self, operation: g.Operation, kind: str, scale: int, may_miss: bool) -> str:
        facts = (self._heading(operation), kind, scale, may_miss, self._allowed(operation))
        return f"    ({', '.join(map(repr, facts))}),"

    def _allowed(self, operation: g.Operation) -> object:
        """What an input may hold: a range as text, or the choices with their titles."""
        if isinstance(operation, g.HasChoice):
            return dict(next(one for one in self.contract.attributes if one.name == operation.attribute).choices)
        if isinstance(operation, g.Input):
            found = self.measurements[operation.measurement]
            if found.low is not None:
                return (str(found.low), str(found.high), str(found.step))
        return None

    def _contract_inputs(self) -> list[Node]:
        return [node for node in self.nodes if isinstance(node.operation, g.Input) and node.layer is Layer.CONTRACT]

    def _heading(self, operation: g.Operation) -> str:
        """How a results file calls an input."""
        match operation:
            case g.HasChoice(attribute):
                return attribute
            case g.DateOf(moment):
                return f"datum {moment}"
            case g.Input(measurement, moment):
                return f"{measurement} {moment}" if moment else measurement
        raise AssertionError(operation)

    def _kind(self, operation: g.Operation) -> str:
        match operation:
            case g.HasChoice():
                return "keuze"
            case g.DateOf():
                return "moment"
            case g.Input(measurement):
                kind: str = self.measurements[measurement].kind.value
                return kind
        raise AssertionError(operation)

    def of_contract(self, node: Node) -> ast.expr:
        """A measurement of the contract, or whether it is missing, as the file reads it."""
        match node.operation:
            case g.IsMissing(measurement, moment):
                got = ast.parse(f"overeenkomst.get({self._heading(g.Input(measurement, moment))!r})", mode="eval").body
                return ast.Compare(got, [ast.Is()], [ast.Constant(None)])
            case g.Input():
                return ast.parse(f"overeenkomst.get({self._heading(node.operation)!r}) or 0", mode="eval").body
        raise AssertionError(node)
