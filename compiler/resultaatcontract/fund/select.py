"""One contract of a fund, for what is made of one contract."""

from __future__ import annotations

from .. import checks
from ..driver import Compiled, CompiledFund
from ..findings import Rejected
from ..model.names import nearest


def contract_of(whole: Compiled | CompiledFund, member: str | None, what: str) -> Compiled:
    """The contract itself, or that of a fund under its name there. Raises `Rejected` when that isn't clear."""
    if isinstance(whole, Compiled):
        if member is not None:
            raise Rejected([checks.rc911_fund_command.is_contract(whole.contract.span)])
        return whole
    fund = whole.fund
    if member is None:
        raise Rejected([checks.rc911_fund_command.no_command(fund.span, what)])
    for one in fund.members:
        if one.name == member:
            return one.compiled
    known = [one.name for one in fund.members]
    raise Rejected([checks.rc911_fund_command.no_member(fund.span, member, nearest(member, known), known)])
