"""The statement of a fund: its position, what it pays for each contract, and the statement of every contract."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from .. import __version__
from ..driver import CompiledFund
from ..outputs.paid import sealed
from ..outputs.statement import Receipt, statement_json, statement_text
from ..plan.inputs import Results
from ..text import writing
from ..text.reading import decimals
from .model import Fund
from .pay import FundOutcome

FORMAT = "resultaatcontract-fonds 1"


def fund_statement(
    compiled: CompiledFund,
    results: Mapping[str, Results],
    outcome: FundOutcome,
    receipts: Mapping[str, Receipt],
    earlier: Sequence[str],
    steps: bool,
) -> str:
    """For people: the position first, then contract by contract.

    `receipts` by contract; `earlier` the sha256 of each earlier statement of the fund.
    """
    fund = compiled.fund
    parts = [fund_text(fund, outcome)]
    for member in fund.members:
        if member.name in outcome.members:
            own = outcome.members[member.name]
            receipt = receipts[member.name]
            parts.append(statement_text(member.compiled, results[member.name], own, receipt, steps))
    receipt_lines = ["Kwitantie van het fonds", f"  fonds         sha256 {compiled.digest}"]
    receipt_lines += [f"  afrekening    sha256 {one}" for one in earlier]
    receipt_lines.append(f"  compiler      resultaatcontract {__version__}")
    parts.append("\n".join(receipt_lines) + "\n")
    return "\n".join(parts)


def fund_text(fund: Fund, outcome: FundOutcome) -> str:
    """The position of a fund as a table for people."""

    def money(value: int) -> str:
        return writing.money(Fraction(value, 10 ** decimals(fund.currency)), fund.currency)

    titles = {one.name: one.title for one in fund.members}
    lines = [f"Fonds: {fund.title}", "=" * (7 + len(fund.title)), ""]
    lines += [f"Budget: {writing.money(fund.budget, fund.currency)}"]
    lines += [f"Betaald: {money(outcome.total)}"]
    if fund.reinvestment is not None:
        lines += [f"Ontvangen: {money(outcome.received)}, waarvan opnieuw ingezet {money(outcome.reinvested)}"]
    lines += [f"Over: {money(outcome.left)}"]
    rows = []
    for one in fund.members:
        notes = [f"van {writing.money(one.reserved, fund.currency)} gereserveerd"]
        if one.name not in outcome.members:
            notes.append("nog geen resultaten")
        if one.name in outcome.refused:
            notes.append(f"{money(outcome.refused[one.name])} paste niet in het fonds")
        rows.append((titles[one.name], money(outcome.paid[one.name]), ", ".join(notes)))
    lines += _table("per overeenkomst", rows)
    calls = {one.name: one for one in fund.calls}
    lines += _table(
        "per uitvraag",
        [
            (calls[name].title, money(value), f"van {writing.money(calls[name].reserved, fund.currency)} gereserveerd")
            for name, value in outcome.by_call.items()
        ],
    )
    lines += _table("per kalenderjaar", [(str(year), money(value), "") for year, value in outcome.years.items()])
    called = {one.name: one.called[:1].upper() + one.called[1:] for one in fund.parties}
    lines += _table("ten laste van", [(called[name], money(value), "") for name, value in outcome.borne.items()])
    if any(outcome.returned.values()):
        lines += _table("terug naar", [(called[name], money(value), "") for name, value in outcome.returned.items()])
    return "\n".join(lines) + "\n"


def _table(heading: str, rows: list[tuple[str, str, str]]) -> list[str]:
    if not rows:
        return []
    width, right = max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)
    return [
        f"  {heading}:",
        *(f"    {name:<{width}}  {amount:>{right}}" + (f"  ({note})" if note else "") for name, amount, note in rows),
    ]


def fund_json(
    compiled: CompiledFund,
    results: Mapping[str, Results],
    outcome: FundOutcome,
    receipts: Mapping[str, Receipt],
    earlier: Sequence[str],
) -> str:
    """For machines (docs/schema/fonds.schema.json). Amounts are decimal strings."""
    fund = compiled.fund
    places = decimals(fund.currency)

    def amount(value: int) -> str:
        return writing.decimal_string(Fraction(value, 10**places), places)

    def whole(value: Fraction) -> str:
        return writing.decimal_string(value, places)

    members: list[dict[str, Any]] = []
    for one in fund.members:
        found: dict[str, Any] = {
            "naam": one.name,
            "overeenkomst": one.title,
            "uitvraag": one.call,
            "toegekend": one.awarded.isoformat(),
            "gereserveerd": whole(one.reserved),
            "betaald": amount(outcome.paid[one.name]),
            "niet_toegelaten": amount(outcome.refused.get(one.name, 0)),
            "toegelaten": [
                {
                    "tranche": grant.tranche,
                    "betaling": grant.payment,
                    "aanvulling": grant.top_up,
                    "gevraagd": amount(grant.asked),
                    "toegelaten": amount(grant.granted),
                    "geweigerd": amount(grant.refused),
                }
                for grant in outcome.grants
                if grant.member == one.name
            ],
            "afrekening": None,
        }
        if one.name in outcome.members:
            own = outcome.members[one.name]
            text = statement_json(one.compiled, results[one.name], own, receipts[one.name])
            found["afrekening"] = json.loads(text)
        members.append(found)
    body = {
        "formaat": FORMAT,
        "fonds": fund.title,
        "kenmerk": fund.reference,
        "munt": fund.currency,
        "budget": whole(fund.budget),
        "betaald": amount(outcome.total),
        "ontvangen": amount(outcome.received),
        "herinvestering": amount(outcome.reinvested),
        "over": amount(outcome.left),
        "uitvragen": {name: amount(value) for name, value in outcome.by_call.items()},
        "jaren": {str(year): amount(value) for year, value in outcome.years.items()},
        "draagt": {name: amount(value) for name, value in outcome.borne.items()},
        "terug": {name: amount(value) for name, value in outcome.returned.items()},
        "overeenkomsten": members,
        "kwitantie": {
            "fonds_sha256": compiled.digest,
            "eerdere_afrekeningen_sha256": list(earlier),
            "compiler": __version__,
        },
    }
    return json.dumps(sealed(body), ensure_ascii=False, indent=2) + "\n"
