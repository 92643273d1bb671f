"""The payment statement (afrekening): what is due, from whom, to whom and why; with a receipt to repeat it."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from .. import __version__
from ..driver import Compiled
from ..model.contract import Missing
from ..model.expressions import Kind
from ..plan import graph as g
from ..plan.inputs import Results
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..record import record
from ..text import writing
from ..text.reading import decimals
from .explain import Explainer, Explanation, tranche_lines
from .outcome import Outcome, TrancheOutcome

FORMAT = 1


@record
class Receipt:
    """What is needed to repeat a payment: sha256 of contract and results, and the compiler's version."""

    contract: str
    results: str
    compiler: str = __version__


def contract_hash(compiled: Compiled) -> str:
    """The sha256 of the contract's text (UTF-8, line feeds), with the files that it uses."""
    return compiled.digest


def statement_json(compiled: Compiled, results: Results, outcome: Outcome, receipt: Receipt) -> str:
    """The statement for machines (docs/schema/afrekening.schema.json). Amounts are decimal strings."""
    places = decimals(compiled.contract.currency)

    def amount(value: int) -> str:
        return writing.decimal_string(Fraction(value, 10**places), places)

    def amounts(values: dict[str, int]) -> dict[str, str]:
        return {name: amount(value) for name, value in values.items()}

    explainer = Explainer(compiled.plan, outcome.run)
    plans = {tranche.name: tranche for tranche in compiled.plan.tranches}
    body = {
        "formaat": FORMAT,
        "overeenkomst": compiled.contract.title,
        "kenmerk": compiled.contract.reference,
        "munt": outcome.currency,
        "totaal": amount(outcome.total),
        "betaalt": amounts(outcome.pays),
        "ontvangt": amounts(outcome.receives),
        "indicatoren": amounts(outcome.indicators),
        "jaren": {str(year): amount(value) for year, value in outcome.years.items()},
        "btw": amounts(outcome.vat),
        "vervallen": amount(outcome.lapsed),
        "tranches": [
            {
                "naam": one.name,
                "datum": one.day.isoformat(),
                "recht": amount(one.entitlement),
                "totaal": amount(one.total),
                "betaalt": amounts(one.pays),
                "ontvangt": amounts(one.receives),
                "indicatoren": amounts(one.parts),
                "btw": amounts(one.vat),
                "betalingen": [
                    {"richting": way, "betaling": number, "partij": party, "bedrag": amount(outcome.run.value(node))}
                    for way, number, party, node in plans[one.name].flows
                ],
                "berekening": [
                    _explained(explainer.explain(node))
                    for _, node in (*plans[one.name].pays, *plans[one.name].receives)
                ],
            }
            for one in outcome.tranches
        ],
        "deelnemers": [
            {"deelnemer": name, "totaal": amount(sum(parts.values())), "indicatoren": amounts(parts)}
            for name, parts in outcome.participants()
        ],
        "ontbrekend": missing(compiled, results),
        "kwitantie": {
            "overeenkomst_sha256": receipt.contract,
            "resultaten_sha256": receipt.results,
            "compiler": receipt.compiler,
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _explained(explanation: Explanation) -> dict[str, Any]:
    found: dict[str, Any] = {"naam": explanation.label, "waarde": explanation.value}
    if explanation.formula:
        found["formule"] = explanation.formula
    if explanation.uses:
        found["uit"] = [_explained(one) for one in explanation.uses]
    return found


def missing(compiled: Compiled, results: Results) -> list[str]:
    """Who or what was missing, and what that means by the contract; in the order of the results."""
    measurements = {one.name: one for one in compiled.contract.measurements}
    words = {Missing.NOT_ACHIEVED: "telt als niet behaald", Missing.LEFT_OUT: "blijft buiten beschouwing"}
    used = [
        (node.operation.measurement, node.operation.moment, node.layer)
        for node in compiled.plan.nodes
        if isinstance(node.operation, g.Input)
    ]
    found: list[str] = []
    for row in results.participants:
        for name, moment, layer in used:
            measurement = measurements[name]
            if layer is g.Layer.PERSON and row.values.get((name, moment)) is None and measurement.missing in words:
                at = f" op {moment}" if moment else ""
                found.append(f"{row.pseudonym}: “{measurement.title}”{at} ontbreekt en {words[measurement.missing]}.")
    for name, moment, layer in used:
        measurement = measurements[name]
        if layer is g.Layer.CONTRACT and results.values.get((name, moment)) is None and measurement.missing in words:
            at = f" op {moment}" if moment else ""
            found.append(f"Overeenkomst: “{measurement.title}”{at} ontbreekt en {words[measurement.missing]}.")
    return list(dict.fromkeys(found))


def statement_text(compiled: Compiled, results: Results, outcome: Outcome, receipt: Receipt, steps: bool) -> str:
    """The statement for people. `steps` adds the calculation of every tranche."""
    contract = compiled.contract
    lines = [f"Afrekening: {contract.title}", "=" * (12 + len(contract.title)), ""]
    lines += [f"{len(results.participants)} deelnemers; {_count(len(outcome.tranches))}.", ""]
    for tranche in outcome.tranches:
        lines += _tranche(compiled, outcome, tranche)
        if steps:
            lines += ["  Berekening:"]
            lines += ["  " + line for line in tranche_lines(contract, compiled.plan, outcome, tranche)[1:]]
        lines.append("")
    lines += [f"Totaal: {_money(outcome.total, contract.currency)}"]
    lines += _amounts("per betaler", _called(compiled, outcome.pays), contract.currency)
    lines += _amounts("per ontvanger", _called(compiled, outcome.receives), contract.currency)
    lines += _amounts("per indicator", _titled(compiled, outcome.indicators), contract.currency)
    lines += _amounts("per kalenderjaar", {str(year): v for year, v in outcome.years.items()}, contract.currency)
    if outcome.vat:
        lines += _amounts("btw", _called(compiled, outcome.vat), contract.currency)
    if outcome.lapsed:
        lines += [f"Vervallen door een grens: {_money(outcome.lapsed, contract.currency)}"]
    gone = missing(compiled, results)
    if gone:
        lines += ["", "Ontbrekende metingen:", *(f"  {one}" for one in gone)]
    lines += ["", "Kwitantie"]
    lines += [f"  overeenkomst  sha256 {receipt.contract}", f"  resultaten    sha256 {receipt.results}"]
    lines += [f"  compiler      resultaatcontract {receipt.compiler}"]
    return "\n".join(lines) + "\n"


def _count(number: int) -> str:
    return "1 tranche" if number == 1 else f"{number} tranches"


def _tranche(compiled: Compiled, outcome: Outcome, tranche: TrancheOutcome) -> list[str]:
    currency = compiled.contract.currency
    lines = [f"{tranche.title} — {writing.day(tranche.day)}: {_money(tranche.total, currency)}"]
    lines += [f"  recht t/m deze tranche: {_money(tranche.entitlement, currency)}"]
    lines += [f"  {name} betaalt {_money(v, currency)}" for name, v in _called(compiled, tranche.pays).items()]
    lines += [f"  {name} ontvangt {_money(v, currency)}" for name, v in _called(compiled, tranche.receives).items()]
    return lines


def _amounts(heading: str, amounts: dict[str, int], currency: str) -> list[str]:
    if not amounts:
        return []
    width = max(len(name) for name in amounts)
    shown = {name: _money(value, currency) for name, value in amounts.items()}
    right = max(len(text) for text in shown.values())
    return [f"  {heading}:", *(f"    {name:<{width}}  {text:>{right}}" for name, text in shown.items())]


def _money(value: int, currency: str) -> str:
    return writing.money(Fraction(value, 10 ** decimals(currency)), currency)


def _called(compiled: Compiled, amounts: dict[str, int]) -> dict[str, int]:
    names = {one.name: one.called for one in compiled.contract.parties} | {PARTICIPANT: "deelnemers"}
    return {names[name][:1].upper() + names[name][1:]: value for name, value in amounts.items()}


def _titled(compiled: Compiled, amounts: dict[str, int]) -> dict[str, int]:
    titles = {one.name: one.title for one in compiled.contract.indicators}
    titles |= {MINIMUM: "Aanvulling tot het minimum", ADVANCE: "Voorschot"}
    return {titles[name]: value for name, value in amounts.items() if value or name in titles}


def paid_before(
    compiled: Compiled, documents: list[tuple[str, object]]
) -> tuple[dict[tuple[str, str, int, str], int], list]:  # type: ignore[type-arg]
    """What earlier statements (name, parsed JSON) say was paid; and the findings about them."""
    from ..checks import rc904_statement
    from ..findings import Cell

    scale = 10 ** decimals(compiled.contract.currency)
    known = {
        (tranche.name, way, number, party)
        for tranche in compiled.plan.tranches
        for way, number, party, _ in tranche.flows
    }
    names = {tranche.name for tranche in compiled.plan.tranches}
    paid: dict[tuple[str, str, int, str], int] = {}
    seen: set[str] = set()
    findings = []
    for file, document in documents:
        where = Cell(file)
        try:
            for tranche in document["tranches"]:  # type: ignore[index]
                if tranche["naam"] not in names:
                    findings.append(rc904_statement.unknown(where, f"de tranche “{tranche['naam']}”"))
                    continue
                if tranche["naam"] in seen:
                    findings.append(rc904_statement.twice(where, tranche["naam"]))
                    continue
                seen.add(tranche["naam"])
                for one in tranche["betalingen"]:
                    key = (tranche["naam"], one["richting"], one["betaling"], one["partij"])
                    cents = Fraction(one["bedrag"]) * scale
                    if key not in known or cents.denominator != 1:
                        findings.append(rc904_statement.unknown(where, f"de betaling van of aan “{one['partij']}”"))
                        continue
                    paid[key] = int(cents)
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            findings.append(rc904_statement.unreadable(where))
    return paid, findings


__all__ = ["Kind", "Receipt", "contract_hash", "missing", "paid_before", "statement_json", "statement_text"]
