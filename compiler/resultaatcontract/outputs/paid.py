"""What earlier statements say was paid, and whether they can be relied on."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from hashlib import sha256
from typing import Any

from ..checks import rc904_statement, rc907_earlier_text
from ..driver import Compiled
from ..findings import Cell, Finding, Findings
from ..plan.plan import FOR
from ..record import record
from ..text.reading import MAX_DIGITS, decimals

FORMAT = 1
# Tranche, way (betaalt or ontvangt), number of the betaling, party; or tranche, FOR, 0, source.
Key = tuple[str, str, int, str]

_AMOUNT = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,3}})?")


@record
class Earlier:
    """An earlier statement: its file's name and its parsed JSON, numbers with a fraction as text."""

    file: str
    document: object


def sealed(body: dict[str, Any]) -> dict[str, Any]:
    """The statement with its own sha256 in the receipt, so that a later change shows."""
    return {**body, "kwitantie": {**body["kwitantie"], "afrekening_sha256": _seal(body)}}


def _seal(body: dict[str, Any]) -> str:
    """The sha256 of everything in the statement but the seal: JSON with sorted keys and no spaces."""
    receipt = {name: value for name, value in body["kwitantie"].items() if name != "afrekening_sha256"}
    plain = {**body, "kwitantie": receipt}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def paid_before(compiled: Compiled, contract_hash: str, earlier: list[Earlier]) -> tuple[dict[Key, int], Findings]:
    """What earlier statements say was paid, in smallest units; and the findings about them.

    A tranche in a statement is settled: what the statement doesn't name was not paid.
    """
    known: dict[str, list[Key]] = {
        tranche.name: [
            *((tranche.name, way, number, party) for way, number, party, _ in tranche.flows),
            *((tranche.name, FOR, 0, source) for source, _ in tranche.sources),
        ]
        for tranche in compiled.plan.tranches
    }
    scale = 10 ** decimals(compiled.contract.currency)
    paid: dict[Key, int] = {}
    findings = Findings()
    seen: set[str] = set()
    for one in earlier:
        where = Cell(one.file)
        try:
            document = checked(one.document, FORMAT)
            if document is None:
                findings.add(rc904_statement.changed(where))
                continue
            other = _other_contract(compiled, document, where)
            if other is not None:
                findings.add(other)
                continue
            if document["kwitantie"]["overeenkomst_sha256"] != contract_hash:
                findings.add(rc907_earlier_text.finding(where))
            for tranche in document["tranches"]:
                name = tranche["naam"]
                if name not in known:
                    findings.add(rc904_statement.unknown(where, f"de tranche “{name}”"))
                elif name in seen:
                    findings.add(rc904_statement.twice(where, name))
                else:
                    seen.add(name)
                    paid |= dict.fromkeys(known[name], 0)
                    _read(tranche, known[name], scale, paid, findings, where)
        except (KeyError, TypeError, ValueError):
            findings.add(rc904_statement.unreadable(where))
    return paid, findings


def checked(document: Any, expected: int | str) -> Any:
    """The statement; None when it was changed after it was made.

    Raises `KeyError`, `TypeError` or `ValueError` for what isn't a statement in the expected format.
    """
    if document["formaat"] != expected:
        raise ValueError
    return document if document["kwitantie"]["afrekening_sha256"] == _seal(document) else None


def _other_contract(compiled: Compiled, document: Any, where: Cell) -> Finding | None:
    contract = compiled.contract
    same = document["overeenkomst"] == contract.title
    if contract.reference is not None and document["kenmerk"] is not None:
        same = document["kenmerk"] == contract.reference
    if same and document["munt"] == contract.currency:
        return None
    return rc904_statement.other_contract(where, str(document["overeenkomst"]))


def _read(tranche: Any, known: list[Key], scale: int, paid: dict[Key, int], findings: Findings, where: Cell) -> None:
    for one in tranche["betalingen"]:
        key = (tranche["naam"], one["richting"], one["betaling"], one["partij"])
        amount = amount_of(one["bedrag"], scale)
        if key in known:
            paid[key] = amount
        else:
            findings.add(rc904_statement.unknown(where, f"de betaling van of aan “{one['partij']}”"))
    for source, written in tranche["indicatoren"].items():
        key = (tranche["naam"], FOR, 0, source)
        amount = amount_of(written, scale)
        if key in known:
            paid[key] = amount
        elif amount:
            findings.add(rc904_statement.unknown(where, f"de indicator “{source}”"))


def amount_of(written: Any, scale: int) -> int:
    """A decimal string in smallest units, of which there are `scale` to one. Raises `TypeError` or `ValueError`."""
    if not _AMOUNT.fullmatch(written):
        raise ValueError
    amount = Fraction(written) * scale
    if amount.denominator != 1:
        raise ValueError
    return int(amount)
