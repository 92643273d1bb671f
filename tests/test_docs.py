"""The documents keep their promises: every example compiles, and the language reference leaves nothing out.

A fence in docs/taal.md or docs/handboek.md that starts with ```rc holds a whole contract, without any finding. Words
behind it say otherwise:

  fragment=NAME   a part; `FRAGMENTS` below says what makes it whole. It must have no errors; warnings don't count.
  fout=RC504      these findings and no other errors (several codes: `fout=RC301,RC302`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from pathlib import Path

import pytest
from resultaatcontract.checks.registry import all_rules
from resultaatcontract.cli import main
from resultaatcontract.data import data_folder
from resultaatcontract.driver import check_source
from resultaatcontract.findings import Finding, Severity
from resultaatcontract.findings.render import render
from resultaatcontract.syntax import parse, tree
from resultaatcontract.text.source import Source, Span

from .repository import load

REPOSITORY = Path(__file__).parent.parent
DOCS = REPOSITORY / "docs"
REFERENCE = DOCS / "taal.md"
WITH_EXAMPLES = (REFERENCE, DOCS / "handboek.md")
WITH_LINKS = (
    *WITH_EXAMPLES,
    DOCS / "woordenlijst.md",
    DOCS / "architectuur.md",
    DOCS / "bibliotheek.md",
    DOCS / "mechanismen.md",
    REPOSITORY / "CONTRIBUTING.md",
    REPOSITORY / "CHANGELOG.md",
)

# What a fragment may use without saying it: statements by the name that they declare, taken when the fragment uses
# the name and doesn't declare it itself.
DECLARED = {
    "gemeente": 'partij gemeente "Gemeente Voorbeeld" is betaler',
    "provincie": 'partij provincie "Provincie Voorbeeld" is betaler',
    "verzekeraar": 'partij verzekeraar "Verzekeraar Voorbeeld" is betaler',
    "fonds": 'partij fonds "Fonds Voorbeeld" is betaler',
    "aanbieder": 'partij aanbieder "Aanbieder Voorbeeld" is uitvoerder',
    "stichting": 'partij stichting "Stichting Voorbeeld" is uitvoerder',
    "bureau": 'partij bureau "Bureau Voorbeeld" is beoordelaar',
    "bank": 'partij bank "Bank Voorbeeld" is investeerder',
    "investeringsfonds": 'partij investeringsfonds "Investeringsfonds Voorbeeld" is investeerder',
    "werk": 'meting werk "Betaald werk" op start, einde, maand3, maand12: ja/nee',
    "opleiding": 'meting opleiding "Opleiding" op einde: ja/nee',
    "score": 'meting score "Score" op start, einde: getal 1 t/m 10 in stappen van 0,5',
    "uitkeringsdagen": 'meting uitkeringsdagen "Uitkeringsdagen" op einde: aantal dagen 0 t/m 366',
    "besparing": 'meting besparing "Besparing" op einde: bedrag € -50.000 t/m € 50.000',
    "in_dienst": 'meting in_dienst "Eerste werkdag" op einde: datum',
    "rapport": 'contractmeting rapport "Rapport is gevalideerd": ja/nee',
    "bezetting": 'contractmeting bezetting "Bezetting": percentage 0% t/m 100%',
    "kosten": 'contractmeting kosten "Kosten": bedrag € 0 t/m € 10.000.000',
    "norm": 'contractmeting norm "Norm": bedrag € 1 t/m € 10.000.000',
    "recidive": 'contractmeting recidive "Recidive": percentage 0% t/m 100%',
    "controlegroep": 'contractmeting controlegroep "Recidive in de controlegroep": percentage 0% t/m 100%',
    "netten": 'contractmeting netten "Verkochte netten": aantal netten 0 t/m 100.000',
    "baat_zorg": 'contractmeting baat_zorg "Baat zorg": bedrag € 0 t/m € 1.000.000',
    "baat_gemeente": 'contractmeting baat_gemeente "Baat gemeente": bedrag € 0 t/m € 1.000.000',
    "tarief": "gegeven tarief is € 1.250",
    "krediet": 'lening krediet "Krediet" € 1.000.000 op 1 januari 2027, rente 4% per jaar, 30/360',
}
PARTICIPANTS = """\
deelnemer traject "Traject", meervoud "Trajecten"
  moment start "Start"
  moment einde "Einde"
  moment maand3 "Na drie maanden" is 3 maanden na einde
  moment maand12 "Na twaalf maanden" is 12 maanden na einde
  eigenschap regio "Regio": keuze uit noord, midden, zuid"""
# Statements that every contract needs, each left out when the fragment has one that starts with these words.
NEEDED = {
    "overeenkomst": """\
overeenkomst "Voorbeeld"
  looptijd 1 januari 2027 t/m 31 december 2029
  bedragen in EUR exclusief btw""",
    "deelnemer": PARTICIPANTS,
    "indicator|groep": 'indicator gehaald "Gehaald"\n  behaald als rapport\n  vergoeding € 1.000',
    "betaling": "betaling\n  gemeente draagt 100%\n  aan aanbieder",
}


def indented(text: str) -> str:
    return "".join(f"  {line}\n" if line.strip() else "\n" for line in text.splitlines())


def lines(text: str) -> list[str]:
    """The lines with something on them, without remarks."""
    return [line.partition("#")[0].rstrip() for line in text.splitlines() if line.partition("#")[0].strip()]


def per_line(text: str, *below: str) -> str:
    """An indicator for each line, with the other lines in it."""
    numbered = enumerate(lines(text), 1)
    return "\n".join(f"indicator nummer{n}\n  {below[0]} {line}\n{indented(below[1])}" for n, line in numbered)


# How a fragment of each name becomes a list of statements.
FRAGMENTS: dict[str, Callable[[str], str]] = {
    "overeenkomst": lambda text: text,
    "indicator": lambda text: f'indicator proef "Proef"\n{indented(text)}',
    "vergoeding": lambda text: f'indicator proef "Proef"\n  behaald als werk op einde\n{indented(text)}',
    "hoeveelheid": lambda text: f'indicator proef "Proef"\n  resultaat netten\n{indented(text)}',
    "aandeel": lambda text: f'indicator proef "Proef"\n  resultaat bezetting\n{indented(text)}',
    "voorwaarde": lambda text: per_line(text, "behaald als", "vergoeding € 100"),
    "waarde": lambda text: per_line(text, "resultaat", "vergoeding lineair\n  bij 0: € 0\n  bij 10: € 100"),
    "percentage": lambda text: per_line(text, "resultaat", "vergoeding lineair\n  bij 0%: € 0\n  bij 10%: € 100"),
    "bedrag": lambda text: per_line(text, "vergoeding", "behaald als rapport"),
    "betaling": lambda text: f"betaling\n{indented(text)}",
    "totaal": lambda text: f"totaal\n{indented(text)}",
}


def completed(text: str, kind: str) -> tuple[str, str]:
    """What a fragment leaves unsaid, and the fragment as a list of statements; one behind the other a contract."""
    if kind == "los":  # stands on its own, but for the edition
        return "taal 1\n\n", text
    body = FRAGMENTS[kind](text)
    needed = [made for words, made in NEEDED.items() if not re.search(rf"^(?:{words})\b", body, re.MULTILINE)]
    known = "\n".join([*needed, body])
    found: list[str] = []
    for name, statement in DECLARED.items():
        declared = re.search(rf"^(?:partij|meting|contractmeting|gegeven|lening) {name}\b", body, re.MULTILINE)
        if not declared and re.search(rf"\b{name}\b", known):
            found.append(statement)
    return "\n".join(["taal 1\n", *found, *needed, ""]), body + "\n"


@dataclass(frozen=True)
class Example:
    """A fence in a document: where, what its first line asks for, and its text."""

    path: Path
    line: int
    fragment: str | None
    expected: frozenset[str]
    text: str

    def __str__(self) -> str:
        return f"{self.path.stem}:{self.line}"

    def source(self) -> Source:
        return Source(f"{self.path.name}:{self.line}", "".join(self.parts()))

    def parts(self) -> tuple[str, str]:
        """What comes before, and the example itself."""
        return ("", self.text) if self.fragment is None else completed(self.text, self.fragment)


_FENCE = re.compile(r"^```rc(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_WORDS = {"fragment", "fout"}


def examples_in(path: Path) -> Iterator[Example]:
    text = path.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        words = dict(word.split("=", 1) for word in match["words"].split())
        assert set(words) <= _WORDS, f"{path.name}: {match['words']}"
        codes = frozenset(words.get("fout", "").split(",")) - {""}
        line = text.count("\n", 0, match.start()) + 1
        yield Example(path, line, words.get("fragment"), codes, match["text"])


EXAMPLES = [example for path in WITH_EXAMPLES for example in examples_in(path)]
EACH_EXAMPLE = pytest.mark.parametrize("example", EXAMPLES, ids=str)


@EACH_EXAMPLE
def test_an_example_has_the_findings_that_it_names_and_no_others(example: Example) -> None:
    findings = check_source(example.source(), load=load)
    shown = f"{example.source().text}\n{render(findings, 'full')}"
    found = {finding.code for finding in findings if _counts(finding, example)}
    assert found == example.expected, shown


def _counts(finding: Finding, example: Example) -> bool:
    """Warnings count in whole contracts; in a fragment only those that it names."""
    if finding.severity is Severity.ERROR or finding.code in example.expected:
        return True
    return example.fragment is None


# ------------------------------------------------------------------ the reference is complete


def nodes_below(value: object) -> Iterator[tree.Node]:
    """Every node of a syntax tree, from a node or a tuple with nodes in it down."""
    if isinstance(value, tuple) and not isinstance(value, Span):
        for one in value:
            yield from nodes_below(one)
    elif isinstance(value, tree.Node):
        yield value
        for each in fields(value):
            yield from nodes_below(getattr(value, each.name))


@cache
def shown_in_reference() -> frozenset[object]:
    """The classes and words of the tree that the reference has an example of; what makes a fragment whole is none."""
    found: set[object] = set()
    for example in examples_in(REFERENCE):
        if example.expected & {"RC101", "RC102", "RC103"}:
            continue
        start = len(example.parts()[0])
        for one in nodes_below(parse(example.source())):
            if one.span.start >= start:
                found.add(type(one))
                values = [value for each in fields(one) if isinstance(value := getattr(one, each.name), Enum | tuple)]
                words = [word for value in values for word in (value if isinstance(value, tuple) else (value,))]
                found.update(word for word in words if isinstance(word, Enum))
    return frozenset(found)


def node_classes() -> list[type]:
    found = [one for one in vars(tree).values() if isinstance(one, type) and issubclass(one, tree.Node)]
    return [one for one in found if one is not tree.Node]


@pytest.mark.parametrize("cls", node_classes(), ids=lambda cls: cls.__name__)
def test_every_construct_of_the_grammar_has_an_example_in_the_reference(cls: type) -> None:
    assert cls in shown_in_reference()


@pytest.mark.parametrize("word", [*tree.Marker, *tree.Change], ids=lambda word: word.name)
def test_every_word_with_a_meaning_of_its_own_has_an_example_in_the_reference(word: object) -> None:
    assert word in shown_in_reference()


GRAMMAR = (data_folder("grammar") / "resultaatcontract.lark").read_text(encoding="utf-8")
_RULES = re.sub(r"^\s*//.*$", "", GRAMMAR, flags=re.MULTILINE)
KEYWORDS = sorted(set(re.findall(r'"([a-zà-ÿ][a-zà-ÿ/]*)"', _RULES)))


def test_the_keywords_are_found_in_the_grammar() -> None:
    assert {"overeenkomst", "t/m", "ja/nee", "één", "behaald", "ontbreken"} <= set(KEYWORDS)


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_every_keyword_stands_in_an_example_of_the_reference(keyword: str) -> None:
    text = "\n".join(line for example in examples_in(REFERENCE) for line in lines(example.text))
    assert re.search(rf"(?<![\w/]){re.escape(keyword)}(?![\w/])", re.sub(r'"[^"]*"', "", text))


def test_the_list_of_words_that_are_no_names_is_complete() -> None:
    section = REFERENCE.read_text(encoding="utf-8").partition("## Alle vaste woorden")[2]
    assert re.findall("`([^`]+)`", section) == KEYWORDS


DAY_COUNTS = ["werkelijk/365", "werkelijk/360", "werkelijk/werkelijk", "30/360"]


@pytest.mark.parametrize("day_count", DAY_COUNTS)
def test_every_day_count_is_explained(day_count: str) -> None:
    assert f"`{day_count}`" in REFERENCE.read_text(encoding="utf-8")


# ------------------------------------------------------------------ the documents are true


EACH_DOCUMENT = pytest.mark.parametrize("path", WITH_LINKS, ids=lambda path: path.name)
_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


def without_fences(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The places in a document that a link can name, as GitHub makes them from headings."""
    heads = re.findall(r"^#+ (.+)$", without_fences(path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@EACH_DOCUMENT
def test_every_link_leads_somewhere(path: Path) -> None:
    for target, anchor in _LINK.findall(without_fences(path.read_text(encoding="utf-8"))):
        found = (path.parent / target).resolve() if target else path
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), f"{target}#{anchor}"


@EACH_DOCUMENT
def test_every_finding_that_is_named_exists(path: Path) -> None:
    known = {rule.code for rule in all_rules()}
    named = set(re.findall(r"\bRC[0-9]{3}\b", path.read_text(encoding="utf-8")))
    assert named - known == set()


def test_every_path_in_the_architecture_exists() -> None:
    text = without_fences((DOCS / "architectuur.md").read_text(encoding="utf-8"))
    paths = re.findall(r"`((?:compiler|grammar|tests|docs|contracts|templates)/[\w./-]*)`", text)
    assert len(paths) > 30
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


def test_every_name_in_the_glossary_is_a_name_in_the_code() -> None:
    rows = re.findall(r"^\|(.+)\|$", (DOCS / "woordenlijst.md").read_text(encoding="utf-8"), re.MULTILINE)
    names = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[-1])]
    code = "\n".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "compiler").rglob("*.py"))
    known = set(re.findall(r"[A-Za-z_]\w*", code))
    assert len(names) > 60
    assert [name for name in names if name not in known] == []


@EACH_DOCUMENT
def test_every_command_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|(?<!`)`|bin/)rc ([a-z]+)\b", text, re.MULTILINE))
    assert named - set(main.commands) == set()


def test_the_handbook_names_every_command() -> None:
    text = (DOCS / "handboek.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"`rc {name}" not in text and f"\nrc {name}" not in text] == []
