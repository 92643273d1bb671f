"""The annex of a fund: what it says of limits, contributions and examples, and that its tables add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from resultaatcontract.annex.make import document_of
from resultaatcontract.document.model import Clause
from resultaatcontract.fund.examples import outcome_of

from tests.annex_figures import normative_texts
from tests.repository import FUNDS
from tests.test_fund import REVOLVING, ROUTE, YEARS, fund_of

EACH = pytest.mark.parametrize("path", FUNDS, ids=lambda path: path.stem)


def clauses(path: Path, title: str) -> list[Clause]:
    article = next(one for one in document_of(fund_of(path)).articles if one.title == title)
    return [block for block in article.blocks if isinstance(block, Clause)]


def said(path: Path) -> str:
    return "\n".join(normative_texts(document_of(fund_of(path)))).replace("\u00a0", " ")


def examples(path: Path) -> str:
    return "\n".join(one.text for one in clauses(path, "Rekenvoorbeelden")).replace("\u00a0", " ")


@EACH
def test_payments_by_day_and_contributions_add_up_to_what_the_fund_pays(path: Path) -> None:
    compiled = fund_of(path)
    for example in compiled.fund.examples:
        outcome = outcome_of(compiled, example)
        assert sum(one.paid for one in outcome.payments) == outcome.total
        assert sum(one.asked for one in outcome.payments) == outcome.claimed_total
        assert sum(outcome.spent) + outcome.spent_again == outcome.total
        for one in compiled.fund.parties:
            own = [
                spent
                for given, spent in zip(compiled.fund.contributions, outcome.spent, strict=True)
                if given.party.name == one.name
            ]
            assert sum(own) == outcome.borne.get(one.name, 0)
        refused = sum(outcome.refused.values())
        assert bool(outcome.cuts) is (refused > 0)


def test_an_example_names_the_days_the_limit_that_held_and_who_bears_the_rest() -> None:
    words = examples(YEARS)
    assert (
        "Op 31 oktober 2028 was van de grens van € 200.000,00 voor 2028 nog € 80.000,00 over, terwijl € 180.000,00 werd gevraagd."
    ) in words
    assert "niet is betaald (€ 100.000,00), komt volgens die overeenkomst ten laste van Venlo." in words
    table = next(table for one in clauses(YEARS, "Rekenvoorbeelden") for table in one.tables)
    assert [row[0] for row in table.rows] == ["30 juni 2028", "31 oktober 2028", "30 september 2029", "Samen"]
    assert "dat is verdeeld naar rato van wat is gevraagd" in examples(ROUTE)
    assert "vervalt volgens die overeenkomst." in examples(REVOLVING)
    assert "Er wordt niets gevraagd, en het Fonds betaalt niets." in examples(REVOLVING)


def test_what_was_reinvested_is_a_row_of_its_own() -> None:
    rows = [
        row
        for one in clauses(REVOLVING, "Rekenvoorbeelden")
        for table in one.tables
        for row in table.rows
        if row[0] == "Wat opnieuw is ingezet"
    ]
    assert rows[0] == ("Wat opnieuw is ingezet", "€\u00a0125.000,00", "€\u00a062.500,00", "€\u00a062.500,00")
    assert "kan vanaf de eerstvolgende datum van betaling worden uitgegeven" in said(REVOLVING)


def test_only_who_contributes_signs_and_the_others_are_said_not_to() -> None:
    annex = document_of(fund_of(ROUTE))
    assert [one.title for one in annex.signatories] == ["Rijk", "Provincie"]
    words = said(ROUTE)
    assert "hierna “de Provincie”, als bijdrager." in words
    assert "hierna “Venlo”, als partij bij een overeenkomst." in words
    assert "zij ondertekenen deze bijlage niet." in words


def test_limits_contributions_and_rounding_are_said_once_and_in_plain_words() -> None:
    words = said(YEARS)
    assert "voor alle overeenkomsten samen, per kalenderjaar: ten hoogste € 200.000,00" in words
    assert words.count("naar beneden afgerond op hele eurocenten") == 1
    assert "kleinste eenheid" not in words
    assert "Alle bedragen luiden in euro" in words
    assert "bij een overeenkomst van een uitvraag: de bijdragen die voor die uitvraag zijn bestemd" in said(ROUTE)
