"""What earlier statements of a fund say was granted and paid, and whether they can be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..checks import rc904_statement, rc907_earlier_text
from ..driver import CompiledFund
from ..findings import Cell, Finding, Findings
from ..outputs.paid import FORMAT as OF_A_CONTRACT
from ..outputs.paid import Earlier, amount_of, checked, paid_before
from ..text.reading import decimals
from .model import Fund
from .pay import NOTHING_SETTLED, Settled
from .plan import Claim
from .statement import FORMAT


def settled_before(compiled: CompiledFund, earlier: Sequence[Earlier]) -> tuple[Settled, Findings]:
    """What the earlier statements settled, and the findings about them. A statement holds all tranches up to its date."""
    findings = Findings()
    if not earlier:
        return NOTHING_SETTLED, findings
    found = Settled({}, {}, {})
    for one in earlier:
        where = Cell(one.file)
        try:
            document = _document(compiled.fund, one.document, where, findings)
            if document is None:
                continue
            if document["kwitantie"]["fonds_sha256"] != compiled.digest:
                findings.add(rc907_earlier_text.finding(where))
            for member in document["overeenkomsten"]:
                _read(compiled, member, one.file, found, findings)
        except (KeyError, TypeError, ValueError):
            findings.add(rc904_statement.unreadable(where))
    return found, findings


def _document(fund: Fund, given: Any, where: Cell, findings: Findings) -> Any:
    """The statement when it is one of this fund, unchanged; else None, with a finding. Raises for something else."""
    if given["formaat"] == OF_A_CONTRACT:
        findings.add(rc904_statement.of_a_contract(where))
        return None
    document = checked(given, FORMAT)
    if document is None:
        findings.add(rc904_statement.changed(where))
        return None
    other = _other_fund(fund, document, where)
    if other is not None:
        findings.add(other)
        return None
    return document


def _other_fund(fund: Fund, document: Any, where: Cell) -> Finding | None:
    same = document["fonds"] == fund.title
    if fund.reference is not None and document["kenmerk"] is not None:
        same = document["kenmerk"] == fund.reference
    if same and document["munt"] == fund.currency:
        return None
    return rc904_statement.other_fund(where, str(document["fonds"]))


def _read(compiled: CompiledFund, given: Any, file: str, found: Settled, findings: Findings) -> None:
    """What one contract was granted and paid. Raises `KeyError`, `TypeError` or `ValueError` when it isn't well-formed."""
    where = Cell(file)
    statement = given["afrekening"]
    if statement is None:
        return
    name = given["naam"]
    member = next((one for one in compiled.fund.members if one.name == name), None)
    if member is None:
        findings.add(rc904_statement.unknown_in_fund(where, f"de overeenkomst “{name}”"))
        return
    if name in found.paid:
        findings.add(rc904_statement.twice_in_fund(where, name))
        return
    # The text of the fund has been compared as a whole, so its contracts needn't be one by one.
    own_text = statement["kwitantie"]["overeenkomst_sha256"]
    paid, own = paid_before(member.compiled, own_text, [Earlier(file, statement)])
    findings.items += own.items
    found.paid[name] = paid
    scale = 10 ** decimals(compiled.fund.currency)
    claims = {(one.payment, one.top_up): one for one in compiled.plan.claims if one.member == name and one.bound}
    for grant in given["toegelaten"]:
        claim = claims.get((grant["betaling"], grant["aanvulling"]))
        if claim is None or not _has(claim, grant["tranche"]):
            findings.add(rc904_statement.unknown_in_fund(where, f"een toegelaten bedrag van “{name}”"))
            continue
        found.granted[claim.key, grant["tranche"]] = amount_of(grant["toegelaten"], scale)
        found.refused[claim.key, grant["tranche"]] = amount_of(grant["geweigerd"], scale)


def _has(claim: Claim, tranche: Any) -> bool:
    return any(name == tranche for name, _, _ in claim.wanted)
