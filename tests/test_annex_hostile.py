"""Whatever a contract's author writes stays text: no markup, no links, no page elements."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt
from resultaatcontract.annex.make import render_annex
from resultaatcontract.document.render import markdown
from resultaatcontract.driver import compile_source
from resultaatcontract.text.source import Source

from tests.annex_contracts import ALL, LOANS, PARTICIPANTS
from tests.test_annex import page_of

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></head><body onload=x>",
    "[klik](javascript:alert(1))",
    "![x](https://voorbeeld.nl/x.png)",
    "<https://voorbeeld.nl>",
    "zie https://voorbeeld.nl of www.voorbeeld.nl",
    "`code` en ``code``",
    "| a | b |",
    "# Artikel 99",
    "## Artikel 99",
    "1. eerste",
    "12) twaalfde",
    "- punt",
    "+ punt",
    "> citaat",
    "---",
    "===",
    "*schuin* **vet** _schuin_ __vet__ ~~weg~~",
    "&lt;b&gt; &amp; &copy;",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "\\# \\* \\",
    "$x$ ^noot [^1] [x]: /url",
    "a\u202eb\u200bc",
    "http:\\\\voorbeeld",
]
PLACES = {
    "title": ('"Lening met korting"', LOANS),
    "party": ('"Toetser"', LOANS),
    "measurement": ('"Keurmerk"', LOANS),
    "definition": ('"Het keurmerk is behaald."', LOANS),
    "indicator": ('"Groen"', LOANS),
    "loan": ('"Het krediet"', LOANS),
    "assumption": ('"de rente is geschat"', LOANS),
    "example": ('"Alles"', LOANS),
    "unit": ('"Gezin"', PARTICIPANTS),
    "choice": ('"Zuid-West"', PARTICIPANTS),
    "group": ('"Kern"', PARTICIPANTS),
    "note": ('"Het minimum dekt de intake."', PARTICIPANTS),
    "tranche": ('"Tussenbetaling"', PARTICIPANTS),
    "series": ('"Prijsindex"', PARTICIPANTS),
}


def parsed(text: str) -> list[Any]:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def kinds(tokens: list[Any]) -> list[str]:
    """The structure of a Markdown document, without its texts and without escapes."""
    found = []
    for token in tokens:
        found.append(f"{token.type}{token.tag}")
        for child in token.children or ():
            if child.type not in ("text", "text_special"):
                found.append(f"{child.type}{child.tag}")
    return found


def words(tokens: list[Any]) -> str:
    return "\n".join("".join(child.content for child in one.children or ()) for one in tokens if one.type == "inline")


def annex_with(contract: str, text: str) -> str:
    """The annex of a contract with a text at every place of that contract, each with a number of its own."""
    whole = contract.split("\nvoorbeeld ")[0] + "\n" if contract is PARTICIPANTS else contract
    for number, (quoted, of) in enumerate(PLACES.values()):
        if of is contract:
            assert whole.count(quoted) == 1
            whole = whole.replace(quoted, f'"x{number}{text}"')
    return render_annex(compile_source(Source("x.rc", whole)), "md")


@cache
def plain_kinds(contract: str) -> list[str]:
    return kinds(parsed(annex_with(contract, "")))


@pytest.mark.parametrize("contract", [LOANS, PARTICIPANTS], ids=["loans", "participants"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_no_structure(contract: str, text: str) -> None:
    assert kinds(parsed(annex_with(contract, text))) == plain_kinds(contract)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_at_the_start_of_a_line_stays_text(text: str) -> None:
    shown = parsed(markdown(text))
    assert kinds(shown) == ["paragraph_openp", "inline", "paragraph_closep"]
    assert words(shown).rstrip("\\") == text.rstrip("\\")


@pytest.mark.parametrize("text", [one for one in HOSTILE if "\u202e" not in one])
def test_a_hostile_text_makes_no_elements_on_the_page(text: str) -> None:
    page = page_of(LOANS.replace('"Het krediet"', '"x' + text + '"').replace('"Groen"', '"y' + text + '"'))
    plain = page_of(LOANS)
    assert page.elements == plain.elements


def test_marks_that_turn_the_text_are_shown() -> None:
    contract = LOANS.replace('"Groen"', '"a\u202eb"')
    for fmt in ("md", "html"):
        shown = render_annex(compile_source(Source("x.rc", contract)), fmt)
        assert "\u202e" not in shown
        assert "U+202E" in shown.replace("\\", "")


@pytest.mark.parametrize("name", ALL)
def test_every_row_of_a_table_has_as_many_cells_as_its_heading(name: str) -> None:
    tokens = parsed(render_annex(compile_source(Source("x.rc", ALL[name])), "md"))
    width = 0
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "tr_close")
            cells = sum(one.type in ("th_open", "td_open") for one in tokens[index:end])
            width = cells if tokens[index + 1].type == "th_open" else width
            assert cells == width
