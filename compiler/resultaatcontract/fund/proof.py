"""What `rc prove` says of a fund: whether each contract stays within what is reserved for it, and how it behaves itself."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ..driver import CompiledFund
from ..prove.properties.property import Property, PropertyKind
from ..prove.properties.registry import properties_of
from ..prove.properties.reserved import within_reservation
from ..prove.prover import Prover, Verdict
from ..record import record
from ..text import writing
from ..text.reading import decimals
from .completeness import is_held
from .model import Fund, Member


@record
class MemberProof:
    """What is proved of one contract of a fund; `reserved` is None when the fund pays nothing in it."""

    member: Member
    reserved: Property | None
    own: tuple[Property, ...]


def fund_proof(compiled: CompiledFund) -> list[MemberProof]:
    """Per contract of the fund, in the order of the text."""
    fund = compiled.fund
    return [MemberProof(one, _reserved(fund, one), tuple(properties_of(Prover(one.compiled)))) for one in fund.members]


def _reserved(fund: Fund, one: Member) -> Property | None:
    if is_held(fund, one):
        subject = (
            f"Het fonds betaalt voor de overeenkomst “{one.title}” nooit meer dan de "
            f"{writing.money(one.reserved, fund.currency)} die voor haar is gereserveerd: wat daarboven gaat, kent het niet toe."
        )
        return Property(PropertyKind.RESERVED, subject, Verdict.PROVED)
    return within_reservation(one.compiled, fund.name, int(one.reserved * 10 ** decimals(fund.currency)))


def fund_proof_table(compiled: CompiledFund) -> str:
    """Per contract what it asks of the fund, how many of its own properties are proved, and those that aren't."""
    lines = [compiled.fund.title]
    for proof in fund_proof(compiled):
        lines += ["", f"{proof.member.name}: {proof.member.title}"]
        if proof.reserved is None:
            lines.append("  Het fonds betaalt niets in deze overeenkomst.")
        for one in (*([proof.reserved] if proof.reserved else []), *_open(proof)):
            lines.append(f"  {one.verdict.value}: {one.subject}")
            if one.detail:
                lines.append(f"    {one.detail}")
        counts = Counter(one.verdict for one in proof.own)
        told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
        lines.append(f"  Van de overeenkomst zelf: {len(proof.own)} eigenschappen, {told}.")
    return "".join(f"{line}\n" for line in lines)


def _open(proof: MemberProof) -> list[Property]:
    return [one for one in proof.own if one.verdict is not Verdict.PROVED]


def fund_proof_json(compiled: CompiledFund) -> str:
    shown = {
        "fonds": compiled.fund.title,
        "valuta": compiled.fund.currency,
        "overeenkomsten": [
            {
                "naam": one.member.name,
                "overeenkomst": one.member.title,
                "reservering": None if one.reserved is None else _shown(one.reserved),
                "eigenschappen": [_shown(own) for own in one.own],
            }
            for one in fund_proof(compiled)
        ],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _shown(one: Property) -> dict[str, Any]:
    return {
        "soort": one.kind.value,
        "eigenschap": one.subject,
        "oordeel": one.verdict.value,
        "reden": one.detail or None,
        "stappen": one.steps,
    }
