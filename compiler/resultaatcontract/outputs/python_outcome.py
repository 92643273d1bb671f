"""What a built file gives back: which nodes of the plan are its outcome, and how it shows them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from ..plan import graph as g
from ..plan.graph import NodeId
from ..plan.plan import Plan
from .python_expressions import expression
from .python_names import Names, one_line


def outcome_nodes(plan: Plan) -> list[NodeId]:
    """Every node whose value is given back or shown in a calculation."""
    found = [node for _, node in plan.participant_parts]
    for tranche in plan.tranches:
        so_far = tranche.so_far
        found += [tranche.entitlement, tranche.due, tranche.total, tranche.lapsed, so_far.total]
        for pairs in (tranche.pays, tranche.receives, tranche.vat, tranche.results, tranche.sources):
            found += [node for _, node in pairs]
        for pairs in (so_far.pays, so_far.receives, so_far.sources, so_far.vat):
            found += [node for _, node in pairs]
        found += [node for _, node in so_far.years]
        found += [part.due for part in tranche.parts]
        found += [part.per_participant for part in tranche.parts if part.per_participant is not None]
        found += tranche.steps
    return found


def shares_of_participants(plan: Plan) -> list[NodeId]:
    """Per part of the last tranche that comes from participants: the amount for one, a node of the profile."""
    return [part.per_participant for part in plan.tranches[-1].parts if part.per_participant is not None]


def outcome(plan: Plan, names: Names) -> list[str]:
    """The last statements of `betaal`, indented: they gather what it returns."""
    lines = ["    tranches = []"]
    for tranche in plan.tranches:
        lines.append("    tranches.append({")
        lines.append(f"        'naam': {tranche.name!r},")
        lines.append(f"        'datum': {tranche.day.isoformat()!r},")
        lines.append(f"        'recht': {_shown(names, tranche.entitlement)},")
        lines.append(f"        'totaal': {_shown(names, tranche.total)},")
        lines.append(f"        'betaalt': {_mapping(names, tranche.pays)},")
        lines.append(f"        'ontvangt': {_mapping(names, tranche.receives)},")
        lines.append(f"        'btw': {_mapping(names, tranche.vat)},")
        lines.append(f"        'resultaten': {_mapping(names, tranche.results)},")
        lines.append(f"        'indicatoren': {_mapping(names, tranche.sources)},")
        lines.append("        'berekening': [")
        for node in tranche.steps:
            label = plan.nodes[node].label
            if label:
                lines.append(
                    f"            ({one_line(label)!r}, {_shown(names, node)}, {_formula(plan, names, node)!r}),"
                )
        lines.append("        ],")
        lines.append("    })")
    last = plan.tranches[-1]
    sources = [part for part in last.parts if part.per_participant is not None]
    lines.append("    verdeling = [")
    for index, part in enumerate(sources):
        lines.append(f"        ({part.source!r}, {_shown(names, part.due)}, {index}),")
    lines.append("    ]")
    by_profile = "per_profiel" if sources else "{}"
    lines += [
        "    return {",
        f"        'totaal': {_shown(names, last.so_far.total)},",
        "        'tranches': tranches,",
        f"        'betaalt': {_mapping(names, last.so_far.pays)},",
        f"        'ontvangt': {_mapping(names, last.so_far.receives)},",
        f"        'indicatoren': {_mapping(names, last.so_far.sources)},",
        f"        'btw': {_mapping(names, last.so_far.vat)},",
        f"        'jaren': {_mapping(names, last.so_far.years)},",
        f"        'vervallen': {_shown(names, last.lapsed)},",
        f"        'deelnemers': lambda: per_deelnemer(verdeling, tel, {by_profile}, profiel_van),",
        "    }",
    ]
    return lines


def _shown(names: Names, node: NodeId) -> str:
    return ast.unparse(names.argument(node))


def _mapping(names: Names, pairs: Iterable[tuple[str | int, NodeId]]) -> str:
    return "{" + ", ".join(f"{key!r}: {_shown(names, node)}" for key, node in pairs) + "}"


def _formula(plan: Plan, names: Names, node: NodeId) -> str:
    """The operation in the names of what it uses, for the reader of a calculation."""
    found = plan.nodes[node]
    while isinstance(found.operation, g.Add) and len(found.operation.terms) == 1:
        found = plan.nodes[found.operation.terms[0]]
    if isinstance(found.operation, g.Constant | g.Input | g.Sum):
        return ""
    labels = {names.variable(one): plan.nodes[one].label for one in g.arguments(found.operation)}
    text = ast.unparse(expression(found, names.argument))
    for variable, label in labels.items():
        if label:
            text = re.sub(rf"\b{re.escape(variable)}\b", lambda _, label=label: f"[{one_line(label)}]", text)  # type: ignore[misc]
    return text
