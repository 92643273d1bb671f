"""By which attributes of participants money has to be kept apart."""

from __future__ import annotations

from .contract import Attribute, ByAttribute, Contract


def split_attributes(contract: Contract) -> dict[str, tuple[Attribute, ...]]:
    """Per indicator that is paid, by name: the attributes that a limit, a payer or a receiver of its money uses."""
    levels = {level.attribute.name: level.attribute for level in contract.levels}
    found: dict[str, tuple[Attribute, ...]] = {}
    for payment in contract.payments:
        own = dict(levels)
        for split in (*(line.who for line in payment.bearers), payment.receivers):
            if isinstance(split, ByAttribute):
                own[split.attribute.name] = split.attribute
        for indicator in payment.indicators:
            found[indicator.name] = tuple(own.values())
    return found


def every_split_attribute(contract: Contract) -> tuple[Attribute, ...]:
    """All of them: limits first, then payers and receivers, in the order of the text."""
    found = {level.attribute.name: level.attribute for level in contract.levels}
    for attributes in split_attributes(contract).values():
        found |= {attribute.name: attribute for attribute in attributes}
    return tuple(found.values())
