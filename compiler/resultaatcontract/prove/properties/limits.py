"""The total, every attribute value, tranche, year, payer and receiver stays within the limits that the text sets."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ...driver import Compiled
from ...model.contract import Contract
from ...plan import graph as g
from ...plan.entitlement import value_title
from ...plan.plan import Limit, LimitOf, Plan
from ..intervals import Exact
from ..prover import Prover
from ..terms import added
from .claim import Claim, decide_together
from .property import Property, PropertyKind
from .words import money, party_named, size


def within_limits(prover: Prover) -> list[Property]:
    """One property per limit in the text; of a limit that holds at several tranches the worst verdict counts."""
    return decide_together(prover, limit_claims(prover.compiled))


def limit_claims(compiled: Compiled) -> list[Claim]:
    """One per limit and tranche at which it holds."""
    return [_claim(limit, compiled.contract, compiled.plan) for limit in compiled.plan.limits]


def _claim(limit: Limit, contract: Contract, plan: Plan) -> Claim:
    goal = tuple(
        sorted(added([*(({node: 1}, 1) for node in limit.held), *(({node: 1}, -1) for node in limit.limit)]).items())
    )
    kind = PropertyKind.FLOOR if limit.least else PropertyKind.CEILING
    who = _who(limit, contract)
    words = "lager" if limit.least else "hoger"
    comma = "," if who.startswith("wat ") else ""
    subject = f"{who[:1].upper()}{who[1:]}{comma} is nooit {words} dan {_words(limit, contract, plan)}."
    return Claim(
        kind,
        subject,
        goal,
        0 if limit.least else None,
        None if limit.least else 0,
        _tell(limit, contract),
        limit.span,
    )


def _words(limit: Limit, contract: Contract, plan: Plan) -> str:
    """The limit in words: an amount, or between quotes what works it out."""
    operations = [plan.nodes[node].operation for node in limit.limit]
    if all(isinstance(one, g.Constant) for one in operations):
        total = sum((Fraction(one.value) for one in operations if isinstance(one, g.Constant)), Fraction(0))
        return money(total, contract)
    return f"“{limit.words}”"


def _tell(limit: Limit, contract: Contract) -> Callable[[Exact], str]:
    def tell(value: Exact) -> str:
        return f"Met deze metingen is het {size(value, contract)} {'lager' if limit.least else 'hoger'}."

    return tell


def _who(limit: Limit, contract: Contract) -> str:
    keys = limit.keys
    match limit.of:
        case LimitOf.TOTAL:
            return "het recht in totaal"
        case LimitOf.LOT:
            attribute = next(one for one in contract.attributes if one.name == keys[0])
            return f"het recht voor {value_title(attribute.title, dict(attribute.choices)[keys[1]])}"
        case LimitOf.TRANCHE:
            title = next(one.title for one in contract.tranches if one.name == keys[0])
            return f"wat van het recht wordt betaald in de tranche “{title}”"
        case LimitOf.YEAR:
            return f"wat van het recht wordt betaald in {keys[0]}"
        case LimitOf.PAYER:
            when = "" if len(keys) == 1 else f" in {keys[1]}"
            return f"wat {party_named(keys[0], contract)} volgens deze betaling{when} betaalt"
        case LimitOf.RECEIVER:
            return f"wat {party_named(keys[0], contract)} op deze aanspraak ontvangt"
