"""The payment statement (afrekening): what is due, from whom, to whom and why; with a receipt to repeat it."""

from __future__ import annotations

import json
import textwrap
from datetime import date
from fractions import Fraction
from typing import Any

from .. import __version__
from ..driver import Compiled
from ..model.contract import Missing
from ..model.expressions import Level
from ..plan.inputs import Results
from ..plan.plan import ADVANCE, MINIMUM, PARTICIPANT
from ..record import record
from ..text import writing
from ..text.reading import decimals
from .counting import Uncounted, Why, uncounted
from .explain import Explainer, Explanation, tranche_lines
from .outcome import Outcome, TrancheOutcome
from .paid import FORMAT, sealed

_MOST_NAMED = 20
_CONSEQUENCE = {
    Missing.NOT_ACHIEVED: "telt als niet behaald",
    Missing.LEFT_OUT: "blijft buiten beschouwing",
}


@record
class Receipt:
    """What is needed to repeat a payment: sha256 of contract, results and earlier statements, and the version."""

    contract: str
    results: str
    earlier: tuple[str, ...] = ()
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
    left_out = uncounted(compiled.contract, compiled.plan, results, len(outcome.tranches))
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
        "ontbrekend": [_left_out(one) for one in left_out if one.why is Why.MISSING],
        "telt_nog_niet": [_left_out(one) for one in left_out if one.why is Why.LATER],
        "te_laat": [_left_out(one) for one in left_out if one.why is Why.TOO_LATE],
        "kwitantie": {
            "overeenkomst_sha256": receipt.contract,
            "resultaten_sha256": receipt.results,
            "eerdere_afrekeningen_sha256": list(receipt.earlier),
            "compiler": receipt.compiler,
        },
    }
    return json.dumps(sealed(body), ensure_ascii=False, indent=2) + "\n"


def _explained(explanation: Explanation) -> dict[str, Any]:
    found: dict[str, Any] = {"naam": explanation.label, "waarde": explanation.value}
    if explanation.formula:
        found["formule"] = explanation.formula
    if explanation.uses:
        found["uit"] = [_explained(one) for one in explanation.uses]
    return found


def _left_out(one: Uncounted) -> dict[str, Any]:
    found: dict[str, Any] = {
        "meting": one.measurement.name,
        "moment": None if one.moment is None else one.moment.name,
        "gevolg": consequence(one),
    }
    if one.measurement.level is Level.PARTICIPANT:
        found["deelnemers"] = [
            {"deelnemer": name, "datum": None if day is None else day.isoformat()} for name, day in one.whose
        ]
    return found


def consequence(one: Uncounted) -> str:
    """What it means that a measurement isn't counted: «telt als niet behaald»."""
    return _CONSEQUENCE[one.measurement.missing] if one.why is Why.MISSING else one.why.value


def statement_text(compiled: Compiled, results: Results, outcome: Outcome, receipt: Receipt, steps: bool) -> str:
    """The statement for people. `steps` adds the calculation of every tranche."""
    contract = compiled.contract
    lines = [f"Afrekening: {contract.title}", "=" * (12 + len(contract.title)), ""]
    lines += [f"{_counted(compiled, len(results.participants), len(outcome.tranches))}.", ""]
    for tranche in outcome.tranches:
        lines += _tranche(compiled, outcome, tranche)
        if steps:
            lines += ["  Berekening:"]
            lines += ["  " + line for line in tranche_lines(contract, compiled.plan, outcome, tranche)[1:]]
        lines.append("")
    lines += [f"Totaal: {_money(outcome.total, contract.currency)}"]
    lines += _amounts("per betaler", _called(compiled, outcome.pays), contract.currency, "krijgt terug")
    lines += _amounts("per ontvanger", _called(compiled, outcome.receives), contract.currency, "geeft terug")
    lines += _amounts("per indicator", _titled(compiled, outcome.indicators), contract.currency)
    lines += _amounts("per kalenderjaar", {str(year): v for year, v in outcome.years.items()}, contract.currency)
    if outcome.vat:
        lines += _amounts("btw", _called(compiled, outcome.vat), contract.currency)
    if outcome.lapsed:
        lines += [f"Vervallen door een grens: {_money(outcome.lapsed, contract.currency)}"]
    lines += _uncounted(compiled, results, outcome)
    lines += ["", "Kwitantie"]
    lines += [f"  overeenkomst  sha256 {receipt.contract}", f"  resultaten    sha256 {receipt.results}"]
    lines += [f"  afrekening    sha256 {one}" for one in receipt.earlier]
    lines += [f"  compiler      resultaatcontract {receipt.compiler}"]
    return "\n".join(lines) + "\n"


def _counted(compiled: Compiled, participants: int, tranches: int) -> str:
    unit = compiled.contract.participants
    found = "1 tranche" if tranches == 1 else f"{tranches} tranches"
    if unit is None:
        return found
    named = f"1 {_uncapital(unit.title)}" if participants == 1 else f"{participants} {_uncapital(unit.plural)}"
    return f"{named}; {found}"


def _uncounted(compiled: Compiled, results: Results, outcome: Outcome) -> list[str]:
    """What isn't counted, under a heading that says why."""
    contract = compiled.contract
    left_out = uncounted(contract, compiled.plan, results, len(outcome.tranches))
    worked_out, last = len(outcome.tranches), contract.tranches[-1].cut_off
    until = ", want er is nog geen tranche"
    if worked_out:
        until = f", want na de peildatum ({writing.day(contract.tranches[worked_out - 1].cut_off)})"
    headings = {
        Why.MISSING: "Ontbrekende metingen:",
        Why.LATER: f"Telt nog niet mee{until}:",
        Why.TOO_LATE: f"Telt niet mee, want na de laatste peildatum ({writing.day(last)}):",
    }
    lines: list[str] = []
    for why, heading in headings.items():
        found = [one for one in left_out if one.why is why]
        told = [_missing(one) for one in found] if why is Why.MISSING else _by_moment(found)
        if told:
            lines += ["", heading, *(line for one in told for line in _wrapped(one))]
    return lines


def _missing(one: Uncounted) -> str:
    told = f"{_spoken(one)} ontbreekt en {consequence(one)}"
    return f"{told}: {_named([name for name, _ in one.whose])}" if one.whose else f"{told}."


def _by_moment(found: list[Uncounted]) -> list[str]:
    """Whose moment it is, each told once however many measurements there are at that moment."""
    told: list[str] = []
    people: dict[str, dict[str, None]] = {}
    for one in found:
        if one.measurement.level is Level.CONTRACT:
            day = "" if one.moment is None or one.moment.day is None else f" ({_short(one.moment.day)})"
            told.append(f"{_spoken(one)}{day}.")
        else:
            title = one.measurement.title if one.moment is None else one.moment.title
            names = (name if day is None else f"{name} ({_short(day)})" for name, day in one.whose)
            people.setdefault(title, {}).update(dict.fromkeys(names))
    return told + [f"“{title}”: {_named(list(names))}" for title, names in people.items()]


def _spoken(one: Uncounted) -> str:
    return f"“{one.measurement.title}”" + ("" if one.moment is None else f" op “{one.moment.title}”")


def _named(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" en nog {rest}; `--format json` noemt alle." if rest > 0 else ".")


def _wrapped(text: str) -> list[str]:
    # A pseudonym and its date stay on one line.
    kept = text.replace(" (", f"{writing.NBSP}(")
    lines = textwrap.wrap(kept, 98, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return [f"  {line}" for line in lines]


def _short(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _uncapital(name: str) -> str:
    return name[:1].lower() + name[1:]


def _tranche(compiled: Compiled, outcome: Outcome, tranche: TrancheOutcome) -> list[str]:
    currency = compiled.contract.currency
    lines = [f"{tranche.title} — {writing.day(tranche.day)}: {_money(tranche.total, currency)}"]
    lines += [f"  recht t/m deze tranche: {_money(tranche.entitlement, currency)}"]
    pays, receives = ({name: value for name, value in one.items() if value} for one in (tranche.pays, tranche.receives))
    lines += _amounts("per betaler", _called(compiled, pays), currency, "krijgt terug")
    lines += _amounts("per ontvanger", _called(compiled, receives), currency, "geeft terug")
    return lines


def _amounts(heading: str, amounts: dict[str, int], currency: str, below_zero: str = "") -> list[str]:
    """A table of amounts; `below_zero` says what a negative one means."""
    if not amounts:
        return []
    width = max(len(name) for name in amounts)
    shown = {name: _money(value, currency) for name, value in amounts.items()}
    right = max(len(text) for text in shown.values())
    told = {name: f"  ({below_zero})" if below_zero and value < 0 else "" for name, value in amounts.items()}
    return [f"  {heading}:", *(f"    {name:<{width}}  {text:>{right}}{told[name]}" for name, text in shown.items())]


def _money(value: int, currency: str) -> str:
    return writing.money(Fraction(value, 10 ** decimals(currency)), currency)


def _called(compiled: Compiled, amounts: dict[str, int]) -> dict[str, int]:
    names = {one.name: one.called for one in compiled.contract.parties} | {PARTICIPANT: "deelnemers"}
    return {names[name][:1].upper() + names[name][1:]: value for name, value in amounts.items()}


def _titled(compiled: Compiled, amounts: dict[str, int]) -> dict[str, int]:
    titles = {one.name: one.title for one in compiled.contract.indicators}
    titles |= {MINIMUM: "Aanvulling tot het minimum", ADVANCE: "Voorschot"}
    return {titles[name]: value for name, value in amounts.items() if value or name in titles}
