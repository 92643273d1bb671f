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


def followed_attributes(contract: Contract) -> dict[str, frozenset[str]]:
    """Per indicator the attributes that a payer or receiver of its money follows; under "" those of the first payment.

    What a limit alone looks at, needs no whole amounts of its own.
    """
    found: dict[str, frozenset[str]] = {}
    for number, payment in enumerate(contract.payments):
        splits = (*(line.who for line in payment.bearers), payment.receivers)
        own = frozenset(split.attribute.name for split in splits if isinstance(split, ByAttribute))
        found |= dict.fromkeys((indicator.name for indicator in payment.indicators), own)
        if number == 0:
            found[""] = own
    return found
