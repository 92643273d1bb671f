"""RC301: values of different kinds that can not be combined."""

from __future__ import annotations

from ..findings import Finding, Note, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC301",
    name="soorten",
    severity=Severity.ERROR,
    title="Waarden van verschillende soort kunnen niet samen",
    what=(
        "Een bedrag en een percentage kunnen niet bij elkaar worden opgeteld, een aantal kan niet met een datum "
        "worden vergeleken. De bevinding noemt van beide waarden de soort."
    ),
    why=("Zo’n berekening heeft geen betekenis; vaak is er iets anders bedoeld, zoals een percentage ván een bedrag."),
    bad="  ten hoogste € 1.000 + 10%",
    good="  ten hoogste € 1.000 + 10% van € 1.000",
)


_ACTIONS = {
    "opgeteld": "bij elkaar worden opgeteld",
    "van elkaar afgetrokken": "van elkaar worden afgetrokken",
    "vergeleken": "met elkaar worden vergeleken",
    "vermenigvuldigd": "met elkaar worden vermenigvuldigd",
    "op elkaar gedeeld": "door elkaar worden gedeeld",
}
_CONDITION = "een voorwaarde (ja/nee)"
_PLURALS = {
    _CONDITION: "voorwaarden (ja/nee)",
    "een getal": "getallen",
    "een percentage": "percentages",
    "een bedrag": "bedragen",
    "een datum": "datums",
    "een keuze": "keuzes",
}


def finding(span: Span, action: str, left: tuple[Span, str], right: tuple[Span, str]) -> Finding:
    """`action` is what was tried («opgeteld»); each side with its kind («een bedrag»)."""
    if left[1] == right[1]:
        both = f"Twee {_PLURALS[left[1]]}"
    else:
        both = f"{left[1][0].upper()}{left[1][1:]} en {right[1]}"
    return RULE.finding(
        span,
        f"{both} kunnen niet {_ACTIONS[action]}.",
        _remedy(action, {left[1], right[1]}, left if left[1] == _CONDITION else right),
        [Note(left[0], f"dit is {left[1]}"), Note(right[0], f"dit is {right[1]}")],
    )


def _remedy(action: str, kinds: set[str], condition: tuple[Span, str]) -> str:
    if action == "vermenigvuldigd":
        return "Vermenigvuldig met een getal of een percentage."
    if action == "op elkaar gedeeld":
        return "Deel door een getal, of deel twee waarden van dezelfde soort door elkaar."
    if kinds == {_CONDITION}:
        return "Verbind voorwaarden met `en`, `of` en `niet`."
    if _CONDITION in kinds and action == "vergeleken":
        return f"Laat de vergelijking weg: `{condition[0].text}` is zelf al een voorwaarde."
    if kinds == {"een getal", "een bedrag"}:
        return "Schrijf beide als bedrag, bijvoorbeeld € 1.000, of beide als getal."
    if kinds == {"een getal", "een percentage"}:
        return "Schrijf beide als percentage, bijvoorbeeld 50%, of beide als getal."
    if kinds == {"een bedrag", "een percentage"}:
        return "Gebruik twee bedragen; een deel van een bedrag is bijvoorbeeld `10% van € 1.000`."
    if "een datum" in kinds:
        return "Gebruik twee datums, bijvoorbeeld 1 juli 2027."
    return "Gebruik twee waarden van dezelfde soort."
