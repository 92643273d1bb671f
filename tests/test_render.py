"""Findings as text: for people in full and in short, and for programs."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from resultaatcontract.checks.registry import rule
from resultaatcontract.findings import Cell, Finding, Note, Severity
from resultaatcontract.findings.excerpt import MAX_WIDTH, excerpt
from resultaatcontract.findings.render import FORMATS, ordered, render, render_full, summary
from resultaatcontract.findings.visible import cells, visible
from resultaatcontract.text.source import Source, Span

REPOSITORY = Path(__file__).parent.parent
SCHEMA = json.loads((REPOSITORY / "docs" / "schema" / "bevindingen.schema.json").read_text(encoding="utf-8"))

TEXT = """\
overeenkomst "Proef"
  bedragen in EUR

partij gemeente "Gemeente A" is betaler
partij gemeente "Gemeente B" is uitvoerder
groep werk "Werk"
  indicator baan "Baan"
    behaald als werk op T1
    vergoeding € 100

  indicator duur "Duurzaam"
    behaald als werk op T2   # later
"""
SOURCE = Source("map/contract.rc", TEXT)


def span(words: str, source: Source = SOURCE, nth: int = 0) -> Span:
    start = [match.start() for match in re.finditer(re.escape(words), source.text)][nth]
    return Span(source, start, start + len(words))


def error(where: Span | Cell | None = None, message: str = "Er is iets mis.", **more: Any) -> Finding:
    return Finding("RC101", Severity.ERROR, where, message, more.pop("remedy", "Herstel het."), **more)


def warning(where: Span | Cell | None = None, message: str = "Let op.") -> Finding:
    return Finding("RC102", Severity.WARNING, where, message, "Kijk het na.")


DOUBLE = error(
    span("gemeente", nth=1),
    "De naam gemeente is al gebruikt.",
    remedy="Geef een van beide een andere naam.",
    notes=(Note(span("gemeente"), "hier opgegeven"),),
    detail="  1.000\n+   200\n-------\n  1.200\n",
)
CELL = warning(Cell("metingen.xlsx", "Blad 1", 12, "gezondheid"))
SAMPLES = [DOUBLE, CELL, error(), warning(span("EUR")), error(Cell("metingen.csv"))]


# ---------------------------------------------------------------- in full


def test_a_finding_in_full_shows_title_place_words_notes_remedy_and_calculation() -> None:
    assert render([DOUBLE], "full") == (
        "Fout RC101: De regel past niet in de taal\n"
        " --> map/contract.rc:5:8\n"
        "  |\n"
        '5 | partij gemeente "Gemeente B" is uitvoerder\n'
        "  |        ^^^^^^^^\n"
        " --> map/contract.rc:4:8: hier opgegeven\n"
        "  |\n"
        '4 | partij gemeente "Gemeente A" is betaler\n'
        "  |        --------\n"
        "\n"
        "De naam gemeente is al gebruikt.\n"
        "Oplossing: Geef een van beide een andere naam.\n"
        "\n"
        "    1.000\n"
        "  +   200\n"
        "  -------\n"
        "    1.200\n"
        "\n"
        "Meer uitleg: rc explain RC101\n"
        "\n"
        "1 fout gevonden.\n"
    )


def test_a_finding_in_a_results_file_names_sheet_row_and_column() -> None:
    assert render([CELL], "full") == (
        "Waarschuwing RC102: Een getal, bedrag, percentage of datum is niet goed geschreven\n"
        " --> metingen.xlsx, blad “Blad 1”, rij 12, kolom “gezondheid”\n"
        "\n"
        "Let op.\n"
        "Oplossing: Kijk het na.\n"
        "Meer uitleg: rc explain RC102\n"
        "\n"
        "1 waarschuwing gevonden.\n"
    )


def test_a_finding_without_a_place_and_with_an_unknown_code_is_still_shown() -> None:
    finding = Finding("RC999", Severity.ERROR, None, "Het bestand bestaat niet.", "")
    assert render([finding], "full") == (
        "Fout RC999\n\nHet bestand bestaat niet.\nMeer uitleg: rc explain RC999\n\n1 fout gevonden.\n"
    )


def test_a_place_in_no_source_is_no_place() -> None:
    assert "-->" not in render([error(Span(Source("", ""), 0, 0))], "full")
    assert render([error(Span(Source("", ""), 0, 0))], "concise") == "RC101 fout: Er is iets mis. Herstel het.\n"


def test_long_messages_are_wrapped_between_words_but_amounts_stay_whole() -> None:
    message = "woord " * 15 + "€\u00a01.000.000,00 " + "x" * 120 + ". " + "woord " * 15 + "result-agreement"
    lines = render([error(message=message)], "full").splitlines()
    line = "woord " * 14 + "woord"
    assert lines[2:7] == [line, "€\u00a01.000.000,00", "x" * 120 + ".", line, "result-agreement"]


@pytest.mark.parametrize("width", [50, 60, 80])
@pytest.mark.parametrize("start", [0, 60, 150, 290])
def test_on_a_narrow_terminal_no_line_is_wider_and_the_marks_stay_under_their_words(width: int, start: int) -> None:
    text = "\n" * 99 + "woord " * 25 + "HIER " + "woord " * 25
    at = text.index("woord") + start
    finding = Finding("RC101", Severity.ERROR, Span(Source("c.rc", text), at, at + 5), "lang " * 40, "kort " * 40)
    lines = render_full([finding], width=width).splitlines()
    assert max(map(len, lines)) <= width
    row, marks = next((one, two) for one, two in pairwise(lines) if set(two) <= set(" |^") and "^" in two)
    mark = marks.index("^")
    assert row[mark : mark + 5] == text[at : at + 5]


def test_a_finding_about_several_lines_has_a_sign_in_the_margin() -> None:
    where = Span(SOURCE, TEXT.index("    vergoeding"), TEXT.index("  # later"))
    assert render([error(where)], "full").splitlines()[1:8] == [
        "  --> map/contract.rc:9:1",
        "   |",
        " 9 >     vergoeding € 100",
        "10 >",
        '11 >   indicator duur "Duurzaam"',
        "12 >     behaald als werk op T2   # later",
        "   |     ^^^^^^^^^^^^^^^^^^^^^^^",
    ]


@pytest.mark.parametrize(
    ("errors", "warnings", "text"),
    [
        (0, 0, "Geen fouten of waarschuwingen gevonden."),
        (1, 0, "1 fout gevonden."),
        (2, 0, "2 fouten gevonden."),
        (0, 1, "1 waarschuwing gevonden."),
        (0, 3, "3 waarschuwingen gevonden."),
        (2, 1, "2 fouten en 1 waarschuwing gevonden."),
        (1, 2, "1 fout en 2 waarschuwingen gevonden."),
    ],
)
def test_the_summary_counts_in_good_dutch(errors: int, warnings: int, text: str) -> None:
    assert summary([error()] * errors + [warning()] * warnings) == text


def test_colour_adds_styles_and_changes_nothing_else() -> None:
    coloured = render_full(SAMPLES, colour=True)
    assert "\x1b[1;31mFout RC101\x1b[0m" in coloured
    assert "\x1b[1;33mWaarschuwing RC102\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_full(SAMPLES) == render(SAMPLES, "full")


# ---------------------------------------------------------------- excerpts


def rows(where: Span) -> list[str]:
    return [f"{row.number or ''}{'>' if row.is_in_block else '|'}{row.text}" for row in excerpt(where)]


def test_one_line_has_marks_under_the_very_words() -> None:
    assert rows(span("EUR")) == ["2|  bedragen in EUR", "|              ^^^"]


def test_an_empty_span_has_one_mark() -> None:
    assert rows(Span(SOURCE, 20, 20)) == ['1|overeenkomst "Proef"', "|                    ^"]


def test_a_span_at_the_line_ending_stays_on_its_line() -> None:
    assert rows(Span(SOURCE, 20, 21)) == ['1|overeenkomst "Proef"', "|                    ^"]


def test_a_span_past_the_end_of_the_text_is_shown_at_the_end() -> None:
    assert rows(Span(Source("a", "een"), 90, 99)) == ["1|een", "|   ^"]
    assert rows(Span(Source("a", ""), 0, 5)) == ["1|", "|^"]


def test_lines_that_a_span_covers_whole_have_a_sign_in_the_margin() -> None:
    start, end = TEXT.index("indicator baan"), TEXT.index("\n\n  indicator duur")
    assert rows(Span(SOURCE, start, end)) == [
        '7>  indicator baan "Baan"',
        "8>    behaald als werk op T1",
        "9>    vergoeding € 100",
    ]


def test_lines_that_a_span_covers_in_part_have_marks_too() -> None:
    start, end = TEXT.index("als werk op T2"), TEXT.index("   # later")
    source = Source("a", TEXT + "einde")
    assert rows(Span(source, start, len(TEXT) + 3)) == [
        "12>    behaald als werk op T2   # later",
        "|            ^^^^^^^^^^^^^^^^^^^^^^^^",
        "13>einde",
        "|^^^",
    ]
    assert rows(Span(source, TEXT.index("indicator duur"), end)) == [
        '11>  indicator duur "Duurzaam"',
        "12>    behaald als werk op T2   # later",
        "|    ^^^^^^^^^^^^^^^^^^^^^^",
    ]
    assert rows(Span(source, TEXT.index("groep werk"), TEXT.index("indicator baan") - 1))[1:] == [
        '7>  indicator baan "Baan"',
        "|  ^",
    ]


def test_of_many_lines_only_the_ends_are_shown() -> None:
    assert rows(Span(SOURCE, TEXT.index("groep"), len(TEXT))) == [
        '6>groep werk "Werk"',
        '7>  indicator baan "Baan"',
        "8>    behaald als werk op T1",
        ">…",
        "12>    behaald als werk op T2   # later",
    ]


def test_five_lines_are_shown_whole_and_six_are_cut() -> None:
    source = Source("a", "a\nb\nc\nd\ne\nf\n")
    assert rows(Span(source, 0, 10)) == ["1>a", "2>b", "3>c", "4>d", "5>e"]
    assert rows(Span(source, 0, 12)) == ["1>a", "2>b", "3>c", ">…", "6>f"]


def test_windows_line_endings_are_not_part_of_a_line() -> None:
    source = Source("a", "een\r\ntwee\r\n")
    assert rows(Span(source, 0, 5)) == ["1|een", "|^^^"]
    assert rows(Span(source, 5, 9)) == ["2|twee", "|^^^^"]


def test_a_tab_is_shown_and_takes_the_width_that_it_has() -> None:
    source = Source("a", "\ta\tfout")
    assert rows(span("fout", source)) == ["1|→   a→  fout", "|        ^^^^"]
    assert rows(Span(source, 0, 1)) == ["1|→   a→  fout", "|^^^^"]


def test_wide_characters_and_loose_accents_keep_the_marks_in_place() -> None:
    assert rows(span("fout", Source("a", "日Ａ fout"))) == ["1|日Ａ fout", "|     ^^^^"]
    assert rows(span("fout", Source("a", "e\u0301 fout"))) == ["1|e\u0301 fout", "|  ^^^^"]


def test_a_long_line_is_cut_to_a_window_around_the_mark() -> None:
    source = Source("a", "x" * 5000 + " fout " + "y" * 5000)
    text, marks = rows(span("fout", source))
    assert text == "1|…" + "x" * 29 + " fout " + "y" * 65 + "…"
    assert marks == "|" + " " * 31 + "^^^^"


def test_a_long_line_is_cut_at_one_side_when_the_mark_is_near_the_other() -> None:
    source = Source("a", "begin" + "x" * 5000 + "einde")
    assert rows(span("begin", source)) == ["1|begin" + "x" * 95 + "…", "|^^^^^"]
    assert rows(span("einde", source)) == ["1|…" + "x" * 95 + "einde", "|" + " " * 96 + "^^^^^"]


def test_a_long_mark_is_cut_with_its_line() -> None:
    source = Source("a", "x" * 5000)
    assert rows(Span(source, 0, 5000)) == ["1|" + "x" * 100 + "…", "|" + "^" * 100]


def test_a_huge_line_costs_no_more_than_its_window() -> None:
    source = Source("a", "x" * 20_000_000)
    text, marks = rows(Span(source, 10_000_000, 20_000_000))
    assert len(text) == 2 + 1 + MAX_WIDTH + 1
    assert len(marks) == 1 + 1 + MAX_WIDTH


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_marks_stand_under_the_words_in_any_text(text: str, start: int, length: int) -> None:
    shown = excerpt(Span(Source("a", text), start, start + length))
    assert 1 <= len(shown) <= 2 * 5
    for row in shown:
        assert sum(width for _, width in cells(row.text)) <= MAX_WIDTH + 2
        assert is_safe(row.text)
    if len(shown) == 2 and shown[1].is_marks:
        assert set(shown[1].text) <= {" ", "^"}
        assert shown[1].text.endswith("^")


# ---------------------------------------------------------------- text that means harm


def is_safe(text: str) -> bool:
    """No control characters, no marks or letters that turn the direction, nothing invisible."""
    return all(
        unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        and unicodedata.bidirectional(character) not in {"R", "AL", "AN", "RLO", "LRO", "RLE", "LRE", "RLI", "LRI"}
        for character in text
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gewone tekst, € 1.234,50 “é” ≥ −", "gewone tekst, € 1.234,50 “é” ≥ −"),
        ("€\u00a0100", "€\u00a0100"),
        ("\x1b[2J\x1b]0;ok\x07", "<U+001B>[2J<U+001B>]0;ok<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202egro\u202c", "a<U+202E>gro<U+202C>"),
        ("a\u2066b\u2069\u200f", "a<U+2066>b<U+2069><U+200F>"),
        ("שלום", "<U+05E9><U+05DC><U+05D5><U+05DD>"),
        ("٣", "<U+0663>"),
        ("\ufeffa\u200bb\u00ad", "<U+FEFF>a<U+200B>b<U+00AD>"),
        ("a\u2028b\x85c\x0bd", "a<U+2028>b<U+0085>c<U+000B>d"),
        ("\u3164\u2800", "<U+3164><U+2800>"),
        ("e\u0301\u0301\u0301 \u0301", "e\u0301<U+0301><U+0301> <U+0301>"),
        ("\ud800", "<U+D800>"),
        ("een\r\n\t twee ", "een twee"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number(text: str, shown: str) -> None:
    assert visible(text) == shown


HOSTILE = "x\x1b[1A\r\nFout RC999: \u202enep\n\n0 fouten\u2028\x85\x9b"


@pytest.mark.parametrize("fmt", ["full", "concise", "github"])
def test_a_contract_cannot_speak_through_a_message(fmt: Any) -> None:
    source = Source(f"map/{HOSTILE}.rc", HOSTILE * 3)
    whole = Span(source, 0, len(source.text))
    finding = error(whole, HOSTILE, remedy=HOSTILE, notes=(Note(whole, HOSTILE),), detail=HOSTILE)
    cell = error(Cell(HOSTILE, HOSTILE, 1, HOSTILE), HOSTILE)
    text = render([finding, cell], fmt)
    lines = text.removesuffix("\n").split("\n")
    assert all(is_safe(line) for line in lines)
    assert not any(line.startswith(("Fout RC999", "0 fouten")) for line in lines)
    assert fmt == "full" or len(lines) == 2


@given(st.text(), st.text(), st.text())
def test_json_and_sarif_are_ascii_whatever_the_text(name: str, text: str, message: str) -> None:
    finding = error(Span(Source(name, text), 0, len(text)), message, detail=message)
    for rendered in (render([finding], "json"), render([finding], "sarif")):
        assert rendered.isascii()
        assert all(character >= " " or character == "\n" for character in rendered)
        json.loads(rendered)


# ---------------------------------------------------------------- order


def test_findings_are_sorted_by_file_place_and_code() -> None:
    other = Source("a.rc", TEXT)
    first, second = error(span("EUR", other)), error(span("EUR"))
    third = Finding("RC103", Severity.ERROR, span("EUR"), "A", "b")
    long, later = error(Span(SOURCE, TEXT.index("groep"), len(TEXT))), error(span("indicator"))
    cells_of = [error(Cell("z.csv", None, row, column)) for row, column in ((2, "a"), (2, "b"), (10, "a"))]
    expected = [error(), first, second, third, long, later, *cells_of]
    assert ordered(reversed(expected)) == expected


def test_the_same_finding_is_told_once() -> None:
    again = error(Span(Source("map/contract.rc", TEXT), *span("EUR")[1:]))
    assert ordered([again, error(span("EUR"))]) == [again]
    assert len(ordered([error(span("EUR")), error(span("EUR"), detail="anders")])) == 2


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_order_in_which_findings_come_makes_no_difference(fmt: Any) -> None:
    shuffled = SAMPLES * 2
    random.Random(1).shuffle(shuffled)
    assert render(shuffled, fmt) == render(SAMPLES, fmt)


# ---------------------------------------------------------------- in short


def test_in_short_a_finding_takes_one_line() -> None:
    assert render([DOUBLE, CELL, error()], "concise") == (
        "RC101 fout: Er is iets mis. Herstel het.\n"
        "map/contract.rc:5:8: RC101 fout: De naam gemeente is al gebruikt. Geef een van beide een andere naam.\n"
        "metingen.xlsx, blad “Blad 1”, rij 12, kolom “gezondheid”: RC102 waarschuwing: Let op. Kijk het na.\n"
    )


def test_in_short_no_findings_is_no_text() -> None:
    assert render([], "concise") == render([], "github") == ""


# ---------------------------------------------------------------- JSON


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("findings", [[], SAMPLES, [error(Span(Source("", ""), 0, 0))]], ids=["none", "all", "nowhere"])
def test_json_follows_its_schema(findings: list[Finding]) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(render(findings, "json")))


def test_json_says_everything_about_a_finding() -> None:
    document = json.loads(render([DOUBLE, CELL], "json"))
    assert document["versie"] == 1
    assert document["samenvatting"] == {"fouten": 1, "waarschuwingen": 1}
    double, cell = document["bevindingen"]
    start = TEXT.index("gemeente", TEXT.index("Gemeente A"))
    assert double == {
        "code": "RC101",
        "ernst": "fout",
        "titel": rule("RC101").title,
        "plaats": {
            "soort": "tekst",
            "bestand": "map/contract.rc",
            "begin": {"regel": 5, "kolom": 8, "positie": start},
            "einde": {"regel": 5, "kolom": 16, "positie": start + 8},
        },
        "melding": "De naam gemeente is al gebruikt.",
        "oplossing": "Geef een van beide een andere naam.",
        "verwijzingen": [
            {
                "tekst": "hier opgegeven",
                "plaats": {
                    "soort": "tekst",
                    "bestand": "map/contract.rc",
                    "begin": {"regel": 4, "kolom": 8, "positie": TEXT.index("gemeente")},
                    "einde": {"regel": 4, "kolom": 16, "positie": TEXT.index("gemeente") + 8},
                },
            }
        ],
        "bijzonderheden": DOUBLE.detail,
    }
    assert cell["plaats"] == {
        "soort": "cel",
        "bestand": "metingen.xlsx",
        "blad": "Blad 1",
        "rij": 12,
        "kolomkop": "gezondheid",
    }


def test_the_schema_refuses_what_the_renderer_never_writes() -> None:
    document = json.loads(render([DOUBLE], "json"))
    document["bevindingen"][0]["plaats"]["begin"]["regel"] = 0
    assert not Draft202012Validator(SCHEMA).is_valid(document)


# ---------------------------------------------------------------- GitHub


def test_github_gets_one_command_per_finding() -> None:
    assert render([DOUBLE, warning(span("EUR")), CELL, error()], "github") == (
        "::error title=RC101%3A De regel past niet in de taal::Er is iets mis.%0AOplossing: Herstel het.\n"
        "::warning file=map/contract.rc,line=2,endLine=2,col=15,endColumn=17,"
        "title=RC102%3A Een getal%2C bedrag%2C percentage of datum is niet goed geschreven"
        "::Let op.%0AOplossing: Kijk het na.\n"
        "::error file=map/contract.rc,line=5,endLine=5,col=8,endColumn=15,"
        "title=RC101%3A De regel past niet in de taal"
        "::De naam gemeente is al gebruikt.%0AOplossing: Geef een van beide een andere naam.\n"
        "::warning file=metingen.xlsx,"
        "title=RC102%3A Een getal%2C bedrag%2C percentage of datum is niet goed geschreven"
        "::metingen.xlsx, blad “Blad 1”, rij 12, kolom “gezondheid”:%0ALet op.%0AOplossing: Kijk het na.\n"
    )


def test_github_properties_and_messages_are_escaped() -> None:
    source = Source("c:50%,a.rc", "x")
    text = render([error(Span(source, 0, 0), "70% :: a,\nb", remedy="")], "github")
    assert text.startswith("::error file=c%3A50%25%2Ca.rc,line=1,endLine=1,col=1,endColumn=1,title=")
    assert text.endswith("::70%25 :: a, b\n")


def test_github_gets_no_columns_for_several_lines() -> None:
    text = render([error(Span(SOURCE, 0, 30))], "github")
    assert text.startswith("::error file=map/contract.rc,line=1,endLine=2,title=")


# ---------------------------------------------------------------- SARIF

_MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": _MESSAGE,
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": {
                        **{name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn")},
                        **{name: {"type": "integer", "minimum": 1} for name in ("endLine", "endColumn")},
                        **{name: {"type": "integer", "minimum": 0} for name in ("charOffset", "charLength")},
                    },
                },
            },
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"fullyQualifiedName": {"type": "string"}},
            },
        },
    },
}
# The part of OASIS's schema for SARIF 2.1.0 that concerns what is written here; that one, too, closes its objects.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "language": {"type": "string", "pattern": "^[a-z]{2}-[A-Z]{2}$"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "name": {"type": "string"},
                                                "shortDescription": _MESSAGE,
                                                "fullDescription": _MESSAGE,
                                                "help": _MESSAGE,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {"level": {"enum": ["error", "warning"]}},
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "ruleIndex", "level"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["error", "warning"]},
                                "message": _MESSAGE,
                                "locations": {"type": "array", "items": _LOCATION},
                                "relatedLocations": {"type": "array", "items": _LOCATION},
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("findings", [[], SAMPLES, [Finding("RC999", Severity.ERROR, None, "x", "")]])
def test_sarif_has_the_structure_that_the_standard_asks_for(findings: list[Finding]) -> None:
    document = json.loads(render(findings, "sarif"))
    Draft202012Validator(SARIF).validate(document)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == sorted({finding.code for finding in findings})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert len(run["results"]) == len(findings)


def test_sarif_says_where_and_what() -> None:
    (run,) = json.loads(render([DOUBLE, CELL], "sarif"))["runs"]
    double, cell = run["results"]
    assert double["level"] == "error"
    assert double["message"]["text"].startswith("De naam gemeente is al gebruikt.\nOplossing: Geef een van beide")
    (location,) = double["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "map/contract.rc"},
        "region": {
            "startLine": 5,
            "startColumn": 8,
            "endLine": 5,
            "endColumn": 16,
            "charOffset": TEXT.index("gemeente", TEXT.index("Gemeente A")),
            "charLength": 8,
        },
    }
    (related,) = double["relatedLocations"]
    assert related["message"]["text"] == "hier opgegeven"
    assert related["physicalLocation"]["region"]["startLine"] == 4
    assert cell["level"] == "warning"
    assert cell["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "metingen.xlsx, blad “Blad 1”, rij 12, kolom “gezondheid”"}
    ]
    described = run["tool"]["driver"]["rules"][0]
    assert described["name"] == "zinsbouw"
    assert described["shortDescription"]["text"] == rule("RC101").title
    assert described["help"]["markdown"].startswith("# RC101: ")


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("map/een contract.rc", "map/een%20contract.rc"),
        ("map\\contract.rc", "map/contract.rc"),
        ("/tmp/a.rc", "file:///tmp/a.rc"),
        ("C:\\a b.rc", "file:///C:/a%20b.rc"),
        ("<tekst>", "%3Ctekst%3E"),
        ("é:#?.rc", "%C3%A9%3A%23%3F.rc"),
    ],
)
def test_sarif_names_files_by_uri(name: str, uri: str) -> None:
    (run,) = json.loads(render([error(Span(Source(name, "x"), 0, 1))], "sarif"))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_contract_cannot_put_links_or_placeholders_in_sarif() -> None:
    (run,) = json.loads(render([error(message="{0} [klik](http://x)")], "sarif"))["runs"]
    assert run["results"][0]["message"]["text"].startswith("{{0}} [klik] (http://x)")
