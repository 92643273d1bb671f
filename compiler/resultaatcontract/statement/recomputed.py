"""Whether a statement (JSON) is what the contract and the results give: everything in it is worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ..checks import rc912_statement
from ..findings import Cell, Finding
from ..fund.model import Fund
from ..plan.plan import Plan

_MOST = 12  # differences that are told one by one
_RECEIPT = "kwitantie"
_CAUSES = {
    "overeenkomst_sha256": rc912_statement.other_contract,
    "fonds_sha256": rc912_statement.other_contract,
    "resultaten_sha256": rc912_statement.other_results,
    "eerdere_afrekeningen_sha256": rc912_statement.other_earlier,
}


def worked_out_until(document: Any, plan: Plan) -> date:
    """The day up to which a statement goes: that of its last tranche. Raises `ValueError` when it names other ones."""
    try:
        names = [one["naam"] for one in document["tranches"]]
    except (KeyError, TypeError):
        raise ValueError from None
    known = [one.name for one in plan.tranches]
    if names != known[: len(names)]:
        raise ValueError
    return plan.tranches[len(names) - 1].day if names else min(one.day for one in plan.tranches) - timedelta(days=1)


def fund_until(document: Any, fund: Fund) -> date:
    """The same for the statement of a fund: the last day of those of its contracts. Raises `ValueError`."""
    try:
        statements = {one["naam"]: one["afrekening"] for one in document["overeenkomsten"]}
        plans = {one.name: one.compiled.plan for one in fund.members}
        days = [worked_out_until(one, plans[name]) for name, one in statements.items() if one is not None]
    except (KeyError, TypeError):
        raise ValueError from None
    return max(days, default=fund.first - timedelta(days=1))


def differences(given: Any, made: Any, where: Cell) -> list[Finding]:
    """What a statement says differently from what was worked out, the causes first; nothing when it is the same."""
    if given == made:
        return []
    theirs, ours = given.get(_RECEIPT, {}), made[_RECEIPT]
    causes = [
        cause(where)
        for name, cause in _CAUSES.items()
        if isinstance(theirs, dict) and name in ours and theirs.get(name) != ours[name]
    ]
    if isinstance(theirs, dict) and theirs.get("compiler") != ours["compiler"]:
        causes.append(rc912_statement.other_version(where, str(theirs.get("compiler")), ours["compiler"]))
    found = [one for one in _different("", given, made) if _RECEIPT not in one[0]]
    told = [rc912_statement.other_value(where, *one) for one in found[:_MOST]]
    if len(found) > _MOST:
        told.append(rc912_statement.more(where, len(found) - _MOST))
    if not causes and not told:
        told.append(rc912_statement.other_seal(where))
    return [*causes, *told]


def _different(path: str, given: Any, made: Any) -> Iterator[tuple[str, str, str]]:
    """Where two statements differ: the place, what is given, what was worked out."""
    match given, made:
        case dict(), dict():
            for name in dict.fromkeys((*made, *given)):
                below = f"{path}.{name}" if path else str(name)
                yield from _different(below, given.get(name), made.get(name))
        case list(), list():
            for index in range(max(len(given), len(made))):
                one = given[index] if index < len(given) else None
                other = made[index] if index < len(made) else None
                yield from _different(f"{path}[{index + 1}]", one, other)
        case _ if given != made:
            yield path, _shown(given), _shown(made)


def _shown(value: Any) -> str:
    match value:
        case None:
            return "niets"
        case dict() | list():
            return "een onderdeel"
    words = str(value)
    return words if len(words) <= 80 else f"{words[:79]}…"
