"""`rc build`: the plan as one readable Python file that needs only the standard library.

Expressions are built as syntax nodes of Python and written by `ast.unparse`; the arithmetic is the text of
`plan/exact.py`, the same that runs in the process.
"""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from .. import __version__
from ..driver import Compiled
from ..model.contract import Measurement, Missing
from ..model.expressions import Kind, Level
from ..plan import exact
from ..plan import graph as g
from ..plan.graph import Layer, Node, NodeId
from ..plan.plan import MINIMUM
from ..text import writing
from ..text.reading import decimals
from .packing import Packing
from .person_code import PersonCode
from .python_frame import FOOT, HEAD
from .scaled import COMPARE, Scaled, ScaledCode, added, binary, call, constant, name, plain, scaled_constant


def build_python(compiled: Compiled) -> str:
    """The text of the file; the same for the same contract."""
    return _File(compiled).text()


class _File:
    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.contract = compiled.contract
        self.plan = compiled.plan
        self.nodes = compiled.plan.nodes
        self.money_scale = 10 ** decimals(self.contract.currency)
        self.columns = self._columns()
        self.names: dict[NodeId, str] = {}
        self.scales: dict[NodeId, int] = {}  # of the values per profile
        self.strata = self._strata()
        self.packing = Packing([self.nodes[result] for result in self.plan.person_results])
        self.result_nodes = {
            node.operation.value: node.id for node in self.nodes if isinstance(node.operation, g.Result)
        }

    def text(self) -> str:
        title = _one_line(self.contract.title)
        digest = self.compiled.digest
        head = HEAD.replace("@TITEL@", title).replace("@HASH@", digest).replace("@VERSIE@", __version__)
        arithmetic = inspect.getsource(exact).split("from math import lcm\n", 1)[1]
        arithmetic = arithmetic.replace("  # type: ignore[no-untyped-def]", "").strip()
        parts = [
            head.rstrip(),
            self._facts(),
            f"# {'-' * 78}\n# Exacte rekenkunde: breuken en gehele getallen, nergens drijvende komma.\n\n\n{arithmetic}",
            self._person_function(),
            self._settlement_function(),
            FOOT.rstrip(),
        ]
        return "\n\n\n".join(parts) + "\n"

    # -------------------------------------------------------------- inputs

    def _columns(self) -> dict[g.Operation, tuple[str, int, bool]]:
        """Variable, scale and whether it may be missing, for each input of a participant, in a fixed order."""
        measurements = {one.name: one for one in self.contract.measurements}
        found: dict[g.Operation, tuple[str, int, bool]] = {}
        order: list[tuple[tuple[int, int, int], g.Operation]] = []
        positions = {one.name: index for index, one in enumerate(self.contract.measurements)}
        for node in self.nodes:
            match node.operation:
                case g.HasChoice(attribute):
                    index = [one.name for one in self.contract.attributes].index(attribute)
                    order.append(((0, index, 0), g.HasChoice(attribute, "")))
                case g.DateOf(moment):
                    index = [one.name for one in self.contract.moments].index(moment)
                    order.append(((1, index, 0), node.operation))
                case g.Input(measurement, moment) | g.IsMissing(measurement, moment) if node.layer is Layer.PERSON:
                    moments = [one.name for one in measurements[measurement].moments] or [""]
                    place = (2, positions[measurement], moments.index(moment))
                    order.append((place, g.Input(measurement, moment)))
        for _, operation in sorted(order, key=lambda pair: pair[0]):
            if operation in found:
                continue
            match operation:
                case g.HasChoice(attribute):
                    found[operation] = (f"k_{_slug(attribute)}", 1, False)
                case g.DateOf(moment):
                    found[operation] = (f"k_datum_{_slug(moment)}", 1, False)
                case g.Input(measurement, moment):
                    one = measurements[measurement]
                    found[operation] = (
                        "k_" + _slug(f"{measurement}_{moment}" if moment else measurement),
                        self._input_scale(one.low, one.step, one.kind),
                        one.missing is not Missing.ERROR,
                    )
        return self._unique(found)

    def _unique(self, found: dict[g.Operation, tuple[str, int, bool]]) -> dict[g.Operation, tuple[str, int, bool]]:
        taken: set[str] = set()
        for operation, (variable, scale, missing) in found.items():
            chosen = variable
            number = 2
            while chosen in taken:
                chosen, number = f"{variable}_{number}", number + 1
            taken.add(chosen)
            found[operation] = (chosen, scale, missing)
        return found

    def _input_scale(self, low: Fraction | None, step: Fraction | None, kind: Kind) -> int:
        """What a value is multiplied by to be a whole number."""
        if low is None or step is None:
            return 1
        unit = self.money_scale if kind is Kind.MONEY else 1
        return lcm((low * unit).denominator, (step * unit).denominator)

    def _facts(self) -> str:
        currency = self.contract.currency
        lines = [f"# {'-' * 78}", "# Vaste gegevens van de overeenkomst.", ""]
        lines.append(f"TITEL = {_one_line(self.contract.title)!r}")
        lines.append(f"MUNT = {currency!r}")
        lines.append(f"DECIMALEN = {decimals(currency)}")
        unit = "deelnemer" if self.contract.participants is None else self.contract.participants.name
        lines.append(f"DEELNEMER = {unit!r}  # zo heet de kolom met het pseudoniem")
        lines.append(
            "# Per kolom: naam, soort, waarmee een waarde is vermenigvuldigd om geheel te zijn, of zij mag ontbreken,"
        )
        lines.append("# en wat er kan staan: (laagste, hoogste, stap) of de keuzes.")
        lines.append("KOLOMMEN = [")
        for operation, (_, scale, missing) in self.columns.items():
            lines.append(self._column(operation, self._kind(operation), scale, missing))
        lines.append("]")
        lines.append("# Metingen voor de hele overeenkomst, op dezelfde manier.")
        lines.append("OVEREENKOMST = [")
        for node in self._contract_inputs():
            assert isinstance(node.operation, g.Input)
            lenient = self._measurement(node.operation.measurement).missing is not Missing.ERROR
            lines.append(self._column(node.operation, node.kind.value, 1, lenient))
        lines.append("]")
        lines.append("# Tranches: naam, datum waarop de betaling vervalt.")
        lines.append("TRANCHES = [")
        for tranche in self.plan.tranches:
            lines.append(f"    ({tranche.name!r}, {tranche.day.isoformat()!r}),")
        lines.append("]")
        return "\n".join(lines)

    def _measurement(self, which: str) -> Measurement:
        return next(one for one in self.contract.measurements if one.name == which)

    def _column(self, operation: g.Operation, kind: str, scale: int, missing: bool) -> str:
        facts = (self._heading(operation), kind, scale, missing, self._allowed(operation))
        return f"    ({', '.join(map(repr, facts))}),"

    def _allowed(self, operation: g.Operation) -> object:
        """What an input may hold: a range as text, or the choices with their titles."""
        if isinstance(operation, g.HasChoice):
            return dict(next(one for one in self.contract.attributes if one.name == operation.attribute).choices)
        if isinstance(operation, g.Input):
            found = self._measurement(operation.measurement)
            if found.low is not None:
                return (str(found.low), str(found.high), str(found.step))
        return None

    def _contract_inputs(self) -> list[Node]:
        return [node for node in self.nodes if isinstance(node.operation, g.Input) and node.layer is Layer.CONTRACT]

    def _heading(self, operation: g.Operation) -> str:
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
                kind: str = self._measurement(measurement).kind.value
                return kind
        raise AssertionError(operation)

    # -------------------------------------------------------------- layer 1

    def _person_function(self) -> str:
        fixed = self._fixed_names()
        code = PersonCode(self.plan, self.columns, fixed)
        results = code.results()
        self.result_scales = [result.scale for result in results]
        lines = [
            f"# {'-' * 78}",
            "# Laag 1. Per deelnemer: is een resultaat behaald, hoeveel, en vanaf welke tranche is het bekend.",
            "# Deelnemers met dezelfde uitkomsten vormen een profiel en worden geteld.",
            "",
            "",
            "def profielen(rijen, overeenkomst):",
            '    """Het profiel van elke rij. Een rij volgt KOLOMMEN; datums zijn dagnummers, 0 voor geen datum."""',
        ]
        for node, variable in fixed.items():
            lines.append(f"    {variable} = {ast.unparse(self._contract_input(self.nodes[node]))}")
        variables = [variable for variable, _, _ in self.columns.values()]
        target = f"({', '.join(variables)},)" if variables else "_"
        lines += [f"    {counter} = 0" for counter in code.counters]
        lines += ["    gevonden = []", f"    for {target} in rijen:"]
        lines += [f"        {ast.unparse(ast.fix_missing_locations(statement))}" for statement in code.lines]
        labels = [_one_line(self._result_label(result)) for result in self.plan.person_results]
        lines += [f"        {line}" for line in self.packing.pack(results, labels)]
        lines.append("    return gevonden")
        return "\n".join(lines)

    def _result_label(self, result: NodeId) -> str:
        """What a result of the profile is called."""
        own = self.result_nodes.get(result)
        return "" if own is None else self.plan.hints.get(own, "").removesuffix(" resultaat")

    def _fixed_names(self) -> dict[NodeId, str]:
        """Contract measurements that personal conditions use."""
        goals = [
            argument for node in self.nodes if node.layer is Layer.PERSON for argument in g.arguments(node.operation)
        ]
        seen: set[NodeId] = set()
        needed: set[NodeId] = set()
        while goals:
            one = goals.pop()
            below = self.nodes[one]
            if one in seen or below.layer is not Layer.CONTRACT:
                continue
            seen.add(one)
            if isinstance(below.operation, g.Input | g.IsMissing):
                needed.add(one)
            goals += g.arguments(below.operation)
        return {node: f"vast{node}" for node in sorted(needed)}

    def _contract_input(self, node: Node) -> ast.expr:
        match node.operation:
            case g.IsMissing(measurement, moment):
                got = ast.parse(f"overeenkomst.get({self._heading(g.Input(measurement, moment))!r})", mode="eval").body
                return ast.Compare(got, [ast.Is()], [ast.Constant(None)])
            case g.Input():
                return ast.parse(f"overeenkomst.get({self._heading(node.operation)!r}) or 0", mode="eval").body
        raise AssertionError(node)

    # -------------------------------------------------------------- layers 2 and 3

    def _strata(self) -> list[int]:
        """How many sums over profiles a node depends on, one after the other."""
        strata: list[int] = []
        for node in self.nodes:
            below = max((strata[argument] for argument in g.arguments(node.operation)), default=0)
            strata.append(below + isinstance(node.operation, g.Sum))
        return strata

    def _settlement_function(self) -> str:
        needed = self._needed()
        lines = [
            f"# {'-' * 78}",
            "# Laag 2 en 3. Per profiel: prijs, grenzen en afronding per deelnemer. Daarna één keer: sommen, grenzen,",
            "# tranches, betalers en ontvangers. Bedragen zijn in de kleinste eenheid van de munt.",
            "",
            "",
            "def betaal(rijen, overeenkomst=None, betaald=None):",
            '    """Wat er wordt betaald. Zie onderaan dit bestand voor de vorm van de invoer en de uitkomst."""',
            "    rijen = list(rijen)",
            "    overeenkomst = overeenkomst or {}",
            "    betaald = betaald or {}",
            "    profiel_van = profielen(rijen, overeenkomst)",
            "    tel = Counter(profiel_van)",
            "    deelnemers = len(rijen)",
        ]
        for stratum in range(max(self.strata, default=0) + 1):
            for node in self.nodes:
                contract = node.layer is Layer.CONTRACT and self.strata[node.id] == stratum and node.id in needed
                # A sum over profiles is worked out in the loop over profiles.
                over_profiles = (
                    isinstance(node.operation, g.Sum) and self.nodes[node.operation.value].layer is Layer.PROFILE
                )
                if contract and not over_profiles:
                    lines += self._assignment(node, "    ")
            lines += self._profile_loop(stratum, needed)
        lines += self._outcome()
        return "\n".join(lines)

    def _needed(self) -> set[NodeId]:
        """The nodes that the outcome depends on."""
        goals: list[NodeId] = [node for _, node in self.plan.participant_parts]
        for tranche in self.plan.tranches:
            goals += [tranche.entitlement, tranche.due, tranche.total, tranche.lapsed]
            goals += [node for _, node in (*tranche.pays, *tranche.receives, *tranche.vat, *tranche.results)]
            so_far = tranche.so_far
            goals += [
                node for _, node in (*tranche.sources, *so_far.pays, *so_far.receives, *so_far.sources, *so_far.vat)
            ]
            goals += [so_far.total, *(node for _, node in so_far.years), *(part.due for part in tranche.parts)]
            goals += [part.per_participant for part in tranche.parts if part.per_participant is not None]
            goals += tranche.steps
        needed: set[NodeId] = set()
        while goals:
            node = goals.pop()
            if node not in needed:
                needed.add(node)
                goals += g.arguments(self.nodes[node].operation)
        return needed

    def _profile_loop(self, stratum: int, needed: set[NodeId]) -> list[str]:
        """One pass over the profiles: all sums whose terms are known now."""
        sums = [
            node
            for node in self.nodes
            if node.id in needed
            and isinstance(node.operation, g.Sum)
            and self.strata[node.id] == stratum + 1
            and self.nodes[node.operation.value].layer is Layer.PROFILE
        ]
        last = stratum == max(self.strata, default=0)
        kept = self._per_participant() if last else []
        if not sums and not kept:
            return []
        wanted: set[NodeId] = set()
        goals = [node.operation.value for node in sums if isinstance(node.operation, g.Sum)] + kept
        while goals:
            one = goals.pop()
            if one not in wanted and self.nodes[one].layer is Layer.PROFILE:
                wanted.add(one)
                goals += g.arguments(self.nodes[one].operation)
        lines = [f"    {self._name(node.id)} = 0" for node in sums]
        afterwards: list[str] = []
        if kept:
            lines.append("    per_profiel = {}")
        lines.append("    for profiel, aantal in tel.items():")
        lines += [f"        {line}" for line in self.packing.unpack()]
        for index, result in enumerate(self.plan.person_results):
            own = self.result_nodes.get(result)
            if own in wanted:
                assert own is not None
                self.scales[own] = self.result_scales[index]
                lines.append(f"        {self._name(own)} = {self.packing.value(index)}")
        code = ScaledCode(self.nodes, self._per_profile)
        for node in self.nodes:
            if node.id in wanted and not isinstance(node.operation, g.Result) and self._fixed_value(node.id) is None:
                made = code.write(node.operation)
                self.scales[node.id] = made.scale
                comment = f"  # {_one_line(node.label)}" if node.label else ""
                lines.append(f"        {self._name(node.id)} = {ast.unparse(made.expression)}{comment}")
        for node in sums:
            assert isinstance(node.operation, g.Sum)
            term = self._per_profile(node.operation.value)
            lines.append(f"        {self._name(node.id)} += aantal * {ast.unparse(term.expression)}")
            if term.scale != 1:
                afterwards.append(f"    {self._name(node.id)} = Fraction({self._name(node.id)}, {term.scale})")
        if kept:
            values = ", ".join(ast.unparse(plain(self._per_profile(node))) for node in kept)
            lines.append(f"        per_profiel[profiel] = ({values},)")
        lines += afterwards
        return lines

    def _per_profile(self, node: NodeId) -> Scaled:
        """A value in the loop over profiles: a whole number with its scale where that is known."""
        known = self._fixed_value(node)
        return scaled_constant(known) if known is not None else Scaled(name(self._name(node)), self.scales.get(node, 1))

    def _per_participant(self) -> list[NodeId]:
        last = self.plan.tranches[-1]
        return [part.per_participant for part in last.parts if part.per_participant is not None]

    def _name(self, node: NodeId) -> str:
        if node not in self.names:
            label = self.nodes[node].label or self.plan.hints.get(node)
            self.names[node] = f"{_slug(label)[:40].strip('_')}_{node}" if label else f"n{node}"
        return self.names[node]

    def _argument(self, node: NodeId) -> ast.expr:
        known = self._fixed_value(node)
        return name(self._name(node)) if known is None else constant(known)

    def _fixed_value(self, node: NodeId) -> object | None:
        """The value of a node that no measurement can change and that a reader need not see worked out."""
        found = self.nodes[node]
        match found.operation:
            case g.Constant(value):
                return value
            case g.Multiply(left, right) if found.label is None:
                one, other = self._fixed_value(left), self._fixed_value(right)
                if isinstance(one, int | Fraction) and isinstance(other, int | Fraction):
                    return Fraction(one * other)
        return None

    def _assignment(self, node: Node, indent: str) -> list[str]:
        if self._fixed_value(node.id) is not None:
            return []
        if isinstance(node.operation, g.Input | g.IsMissing):
            expression = self._contract_input(node)
        else:
            expression = self._expression(node)
        comment = f"  # {_one_line(node.label)}" if node.label else ""
        return [f"{indent}{self._name(node.id)} = {ast.unparse(expression)}{comment}"]

    def _expression(self, node: Node) -> ast.expr:
        def arg(one: NodeId) -> ast.expr:
            return self._argument(one)

        def many(ones: tuple[NodeId, ...]) -> ast.expr:
            return ast.List([arg(one) for one in ones], ast.Load())

        match node.operation:
            case g.Sum(value):
                return binary(arg(value), ast.Mult(), name("deelnemers"))
            case g.Add(terms):
                return added([arg(one) for one in terms])
            case g.Subtract(left, right):
                return binary(arg(left), ast.Sub(), arg(right))
            case g.Multiply(left, right):
                return binary(arg(left), ast.Mult(), arg(right))
            case g.Divide(left, right):
                return call("divide", arg(left), arg(right))
            case g.Lowest(values):
                return call("min", *(arg(one) for one in values))
            case g.Highest(values):
                return call("max", *(arg(one) for one in values))
            case g.Compare(relation, left, right):
                return ast.Compare(arg(left), [COMPARE[relation]], [arg(right)])
            case g.AllOf(conditions):
                return ast.BoolOp(ast.And(), [arg(one) for one in conditions])
            case g.AnyOf(conditions):
                return ast.BoolOp(ast.Or(), [arg(one) for one in conditions])
            case g.Not(condition):
                return ast.UnaryOp(ast.Not(), arg(condition))
            case g.If(condition, then, otherwise):
                return ast.IfExp(arg(condition), arg(then), arg(otherwise))
            case g.Round(value, unit, way):
                return call("round_to", arg(value), constant(unit), ast.Constant(way.value))
            case g.Scale(part, new, old):
                return call("scale", arg(part), arg(new), arg(old))
            case g.Spread(total, weights):
                return call("spread", arg(total), many(weights))
            case g.HighestOnly(values, number):
                return call("highest_only", many(values), ast.Constant(number))
            case g.Share(whole, index):
                return ast.Subscript(arg(whole), ast.Constant(index), ast.Load())
            case g.ShiftDate(start, months, days):
                return call("shift_day", arg(start), ast.Constant(months), ast.Constant(days))
            case g.TrancheOf(day, cut_offs):
                ends = ast.Tuple([ast.Constant(one) for one in cut_offs], ast.Load())
                return call("tranche_of", arg(day), ends)
            case g.YearOf(day):
                return call("year_of", arg(day))
            case g.Paid(tranche, way, payment, party, computed):
                key = ast.parse(repr((tranche, way, payment, party)), mode="eval").body
                return ast.Call(ast.Attribute(name("betaald"), "get", ast.Load()), [key, arg(computed)], [])
        raise AssertionError(node)

    # -------------------------------------------------------------- the outcome

    def _outcome(self) -> list[str]:
        lines = ["    tranches = []"]
        for tranche in self.plan.tranches:
            lines.append("    tranches.append({")
            lines.append(f"        'naam': {tranche.name!r},")
            lines.append(f"        'datum': {tranche.day.isoformat()!r},")
            lines.append(f"        'recht': {self._shown(tranche.entitlement)},")
            lines.append(f"        'totaal': {self._shown(tranche.total)},")
            lines.append(f"        'betaalt': {self._mapping(tranche.pays)},")
            lines.append(f"        'ontvangt': {self._mapping(tranche.receives)},")
            lines.append(f"        'btw': {self._mapping(tranche.vat)},")
            lines.append(f"        'resultaten': {self._mapping(tranche.results)},")
            lines.append(f"        'indicatoren': {self._mapping(tranche.sources)},")
            lines.append("        'berekening': [")
            for node in tranche.steps:
                label = self.nodes[node].label
                if label:
                    lines.append(f"            ({_one_line(label)!r}, {self._shown(node)}, {self._formula(node)!r}),")
            lines.append("        ],")
            lines.append("    })")
        last = self.plan.tranches[-1]
        sources = [part for part in last.parts if part.per_participant is not None]
        lines.append("    verdeling = [")
        for index, part in enumerate(sources):
            lines.append(f"        ({part.source!r}, {self._shown(part.due)}, {index}),")
        lines.append("    ]")
        by_profile = "per_profiel" if sources else "{}"
        lines += [
            "    return {",
            f"        'totaal': {self._shown(last.so_far.total)},",
            "        'tranches': tranches,",
            f"        'betaalt': {self._mapping(last.so_far.pays)},",
            f"        'ontvangt': {self._mapping(last.so_far.receives)},",
            f"        'indicatoren': {self._mapping(last.so_far.sources)},",
            f"        'btw': {self._mapping(last.so_far.vat)},",
            f"        'jaren': {self._mapping(last.so_far.years)},",
            f"        'vervallen': {self._shown(last.lapsed)},",
            f"        'deelnemers': lambda: per_deelnemer(verdeling, tel, {by_profile}, profiel_van),",
            "    }",
        ]
        return lines

    def _shown(self, node: NodeId) -> str:
        return ast.unparse(self._argument(node))

    def _mapping(self, pairs: Iterable[tuple[str | int, NodeId]]) -> str:
        return "{" + ", ".join(f"{key!r}: {self._shown(node)}" for key, node in pairs) + "}"

    def _formula(self, node: NodeId) -> str:
        """The operation in the names of what it uses, for the reader of a calculation."""
        found = self.nodes[node]
        while isinstance(found.operation, g.Add) and len(found.operation.terms) == 1:
            found = self.nodes[found.operation.terms[0]]
        if isinstance(found.operation, g.Constant | g.Input | g.Sum):
            return ""
        labels = {self._name(one): self.nodes[one].label for one in g.arguments(found.operation)}
        text = ast.unparse(self._expression(found))
        for variable, label in labels.items():
            if label:
                text = re.sub(rf"\b{re.escape(variable)}\b", lambda _, label=label: f"[{_one_line(label)}]", text)  # type: ignore[misc]
        return text


def _one_line(text: str | None) -> str:
    """A label as part of one line of code: nothing in it can end a comment or a string."""
    return (
        "".join(character if character.isprintable() else " " for character in text or "")
        .replace('"""', "'''")
        .replace("\\", "/")
    )


def _slug(text: str) -> str:
    """A Python name from a Dutch one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^0-9a-z]+", "_", plain).strip("_")
    return words if words and not words[0].isdigit() else f"n_{words}"


__all__ = ["MINIMUM", "Level", "build_python", "writing"]
