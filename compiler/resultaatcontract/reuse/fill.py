"""Filling in a template: the same statements, with the values of one contract in the places of its parameters.

A party takes the place of its parameter everywhere. An amount, percentage, number or date becomes a `gegeven` with the
parameter's title, so that the annex names and defines it; where a literal is expected it stands there itself. A text
stands in other texts, between braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import Any

from .. import checks
from ..findings import Findings
from ..syntax import tree
from ..text import writing

_HOLE = re.compile(r"\{([A-Za-zÀ-ÖØ-öø-ÿ_][0-9A-Za-zÀ-ÖØ-öø-ÿ_]*)\}")
_TYPES: dict[tree.Marker, type[tree.Node]] = {
    tree.Marker.PARTY_PARAMETER: tree.Name,
    tree.Marker.MONEY_PARAMETER: tree.Amount,
    tree.Marker.PERCENT_PARAMETER: tree.Percent,
    tree.Marker.NUMBER_PARAMETER: tree.Number,
    tree.Marker.DATE_TYPE: tree.Date,
    tree.Marker.TEXT_PARAMETER: tree.Text,
}
_OPEN = tree.OpenDate | tree.OpenAmount | tree.OpenPercent | tree.OpenNumber
_OPEN_TYPES: dict[type[tree.Node], type[tree.Node]] = {
    tree.OpenDate: tree.Date,
    tree.OpenAmount: tree.Amount,
    tree.OpenPercent: tree.Percent,
    tree.OpenNumber: tree.Number,
}

Value = tree.Number | tree.Percent | tree.Amount | tree.Date | tree.Text | tree.Name


def fill(
    template: tree.Template, instance: tree.Instance, parties: dict[str, tree.Party], findings: Findings
) -> list[tree.Clause]:
    """The statements of a template for one contract; findings for arguments that are missing, unknown or wrong."""
    parameters: dict[str, tree.Parameter] = {}
    body: list[tree.Clause] = []
    for line in template.lines:
        if not isinstance(line, tree.Parameter):
            body.append(line)
        elif line.name.text in parameters:
            first = parameters[line.name.text]
            findings.add(checks.rc202_double_name.finding(line.span, "De parameter", line.name.text, first.span))
        else:
            parameters[line.name.text] = line
    inner = {one.name.text: one for one in body if isinstance(one, tree.Party)} | parties
    given = _arguments(template, instance, parameters, inner, findings)
    values: dict[str, Value] = {name: one.value for name, one in given.items()}
    texts = {name: _text(value, inner) for name, value in values.items()}
    _unknown_holes(body, set(parameters), findings)
    constants = [
        tree.Constant(
            one.name,
            parameters[name].title,
            one.value,
            one.assumption or parameters[name].assumption,
            None,
            span=one.span,
        )
        for name, one in given.items()
        if not isinstance(one.value, tree.Text | tree.Name) and name in _names_in_values(body)
    ]
    reasons = {name: one.assumption for name, one in given.items() if one.assumption is not None}
    filled = [_filled(one, values, texts, reasons, findings) for one in body]
    return [*constants, *filled]


def _arguments(
    template: tree.Template,
    instance: tree.Instance,
    parameters: dict[str, tree.Parameter],
    parties: dict[str, tree.Party],
    findings: Findings,
) -> dict[str, tree.Argument]:
    given: dict[str, tree.Argument] = {}
    missing = [name for name in parameters if name not in {one.name.text for one in instance.arguments}]
    for one in instance.arguments:
        name, value = one.name.text, one.value
        parameter = parameters.get(name)
        if parameter is None:
            near = get_close_matches(name, missing, 1, 0.6)
            if isinstance(value, tree.Name) and value.text in missing:  # the wrong way round
                missing.remove(value.text)
                findings.add(checks.rc207_template.turned(one.span, name, value.text))
                continue
            if near:  # that this parameter is missing goes without saying
                missing.remove(near[0])
            findings.add(checks.rc207_template.no_parameter(one.name.span, name, list(parameters), template.span))
        elif name in given:
            findings.add(checks.rc203_double_clause.finding(one.span, f"De parameter “{name}”", given[name].span))
        elif not isinstance(value, _TYPES[parameter.type]):
            kind = parameter.type.value
            findings.add(checks.rc207_template.wrong_type(value.span, name, kind, parameter.span))
        elif isinstance(value, tree.Name) and value.text not in parties:
            known = list(parties)
            near = get_close_matches(value.text, known, 1, 0.6)
            findings.add(
                checks.rc201_unknown_name.finding(value.span, "De partij", value.text, near[0] if near else None, known)
            )
        else:
            given[name] = one
    if missing:
        findings.add(checks.rc207_template.missing(instance.span, missing, template.span))
    return given


def _text(value: Value, parties: dict[str, tree.Party]) -> str:
    """How a value reads within a text."""
    match value:
        case tree.Text(text):
            return text
        case tree.Name(name):
            return parties[name].title.value if name in parties else name
        case tree.Amount(amount, currency):
            return writing.money(amount, currency)
        case tree.Percent(part):
            return writing.percent(part)
        case tree.Date(day):
            return writing.day(day)
    return writing.number(value.value)


def _filled(
    node: Any, values: dict[str, Value], texts: dict[str, str], reasons: dict[str, tree.Assumption], findings: Findings
) -> Any:
    match node:
        case tree.OpenDate() | tree.OpenAmount() | tree.OpenPercent() | tree.OpenNumber():
            value = values.get(node.name.text)
            if value is None:
                return node
            if not isinstance(value, _OPEN_TYPES[type(node)]):
                findings.add(checks.rc207_template.open_place(node.span, node))
                return node
            return replace(value, span=node.span)
        case tree.Name(text):
            party = values.get(text)
            return replace(party, span=node.span) if isinstance(party, tree.Name) else node
        case tree.Text(text):
            if "{" not in text:
                return node
            return replace(node, value=_HOLE.sub(lambda hole: texts.get(hole[1], hole[0]), text))
        case tuple():
            return node if not node else tuple([_filled(one, values, texts, reasons, findings) for one in node])
    if isinstance(node, tree.Node):
        changes = {}
        for part in fields(node):
            old = getattr(node, part.name)
            if part.name != "span" and isinstance(old, tree.Node | tuple):
                new = _filled(old, values, texts, reasons, findings)
                if new is not old:
                    changes[part.name] = new
        if hasattr(node, "assumption"):
            # An assumed value that fills a literal is assumed on the line where it stands.
            opened = [old.name.text for part in fields(node) if isinstance(old := getattr(node, part.name), _OPEN)]
            own = [node.assumption] if node.assumption is not None else []
            why = [*own, *(reasons[name] for name in opened if name in reasons)]
            if len(why) > len(own):
                text = "; ".join(one.reason.value for one in why)
                changes["assumption"] = replace(why[0], reason=replace(why[0].reason, value=text))
        return replace(node, **changes) if changes else node
    return node


def _names_in_values(body: Sequence[tree.Clause]) -> set[str]:
    """Names used as values: a parameter that only fills literals needs no `gegeven`."""
    return {one.name.text for node in body for one in walk(node) if isinstance(one, tree.Reference)}


def _unknown_holes(body: Sequence[tree.Clause], parameters: set[str], findings: Findings) -> None:
    for node in body:
        for one in walk(node):
            if isinstance(one, tree.Text):
                for hole in _HOLE.finditer(one.value):
                    if hole[1] not in parameters:
                        findings.add(checks.rc207_template.unknown_hole(one.span, hole[1], sorted(parameters)))


def open_places(statements: Sequence[tree.Statement]) -> Iterator[_OPEN]:
    """The places in which a name stands for a literal; only these statements have any."""
    some = (
        tree.Agreement | tree.Participants | tree.Moment | tree.Investment | tree.Loan | tree.Tranche
        | tree.TranchePerPeriod
    )  # fmt: skip
    for statement in statements:
        if isinstance(statement, some):
            yield from (one for one in walk(statement) if isinstance(one, _OPEN))


def walk(node: object) -> Iterator[tree.Node]:
    """A node and all nodes below it."""
    if isinstance(node, tree.Node):
        yield node
        for part in fields(node):
            if part.name != "span":
                yield from walk(getattr(node, part.name))
    elif isinstance(node, tuple):
        for one in node:
            yield from walk(one)
