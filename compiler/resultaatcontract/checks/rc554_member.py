"""RC554: a contract that doesn't fit its fund."""

from __future__ import annotations

from ..findings import Finding, Rule, Severity
from ..text.source import Span

RULE = Rule(
    code="RC554",
    name="overeenkomst-in-fonds",
    severity=Severity.ERROR,
    title="Een overeenkomst past niet in het fonds",
    what=(
        "Een overeenkomst van een fonds noemt het fonds met zijn naam als partij die betaalt of ontvangt, rekent in dezelfde munt, "
        "is toegekend tijdens de looptijd en niet vóór haar uitvraag, en betaalt vóór het einde van het fonds."
    ),
    why="Anders betaalt het fonds iets dat niet is bedoeld, of bestaat het niet meer als er moet worden betaald.",
    bad="""\
resultatenfonds fonds "Fonds"
  looptijd 1 januari 2027 t/m 31 december 2028
overeenkomst werk uit "werk.rc"
  toegekend op 1 juli 2029
  reserveert € 50.000
""",
    good="""\
resultatenfonds fonds "Fonds"
  looptijd 1 januari 2027 t/m 31 december 2028
overeenkomst werk uit "werk.rc"
  toegekend op 1 juli 2027
  reserveert € 50.000
""",
)


def no_part(span: Span, title: str, fund: str) -> Finding:
    return RULE.finding(
        span,
        f"In de overeenkomst “{title}” heeft het fonds geen deel: er is geen partij “{fund}” die betaalt of ontvangt.",
        f"Noem in de overeenkomst een partij `{fund}` die draagt of ontvangt.",
    )


def currency(span: Span, title: str, found: str, expected: str) -> Finding:
    return RULE.finding(
        span,
        f"De overeenkomst “{title}” rekent in {found}, en het fonds in {expected}.",
        "Een fonds heeft één munt.",
    )


def pays_late(span: Span, title: str, day: str, end: str) -> Finding:
    return RULE.finding(
        span,
        f"De overeenkomst “{title}” betaalt nog op {day}, en het fonds eindigt op {end}.",
        "Geef het fonds een langere looptijd of uitloop, of laat de overeenkomst eerder betalen.",
    )


def awarded_early(span: Span, day: str, call: str, opened: str) -> Finding:
    return RULE.finding(
        span,
        f"Deze overeenkomst is toegekend op {day}, en de uitvraag “{call}” is van {opened}.",
        "Ken de overeenkomst toe op of na de dag van de uitvraag.",
    )


def outside_term(span: Span, day: str, first: str, last: str) -> Finding:
    return RULE.finding(
        span,
        f"De dag {day} valt buiten de looptijd van het fonds ({first} t/m {last}).",
        "Kies een dag binnen de looptijd.",
    )
