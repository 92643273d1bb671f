"""Which names a statement declares and which it uses, without knowing yet what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from ..syntax import tree


def declared(statement: tree.Statement) -> tuple[str, ...]:
    """The names that a statement gives to something that others can name."""
    match statement:
        case tree.Group(name=name, lines=lines):
            return (name.text, *(line.name.text for line in lines or () if isinstance(line, tree.Indicator)))
        case (
            tree.Party(name=name)
            | tree.Moment(name=name)
            | tree.Period(name=name)
            | tree.Measurement(name=name)
            | tree.ContractMeasurement(name=name)
            | tree.Constant(name=name)
            | tree.Series(name=name)
            | tree.Indicator(name=name)
            | tree.Loan(name=name)
            | tree.Template(name=name)
            | tree.Fund(name=name)
        ):
            return (name.text,)
        case tree.Participants(lines=lines):
            inner = (tree.Moment, tree.Attribute)
            return tuple(line.name.text for line in lines or () if isinstance(line, inner))
    return ()


def named(statement: tree.Statement) -> set[str]:
    """Every name in a statement that may refer to something; more than needed does no harm."""
    return (
        set(_names(statement)) - set(declared(statement))
        if not isinstance(statement, tree.Group)
        else set(_names(statement))
    )


# Words in the form of a name that refer to nothing: units, values of an attribute, the currency. Behind `is` of a party
# stand roles, or other parties.
_WORDS = frozenset(
    (
        (tree.CountType, "unit"),
        (tree.Result, "unit"),
        (tree.PerUnit, "unit"),
        (tree.IsChoice, "choice"),
        (tree.Choice, "name"),
        (tree.ChoiceRow, "choice"),
        (tree.PartyRow, "choice"),
        (tree.StepForChoice, "choice"),
        (tree.Currency, "code"),
    )
)


def _names(node: object) -> Iterator[str]:
    if isinstance(node, tree.Name):
        yield node.text
    elif isinstance(node, tuple):
        for part in node:
            yield from _names(part)
    elif isinstance(node, tree.Node):
        for part in fields(node):
            if part.name != "span" and (type(node), part.name) not in _WORDS:
                yield from _names(getattr(node, part.name))
