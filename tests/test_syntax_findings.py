"""Mistakes that authors really make: each gives one finding, on the wrong words, with the way to write it instead."""

from __future__ import annotations

import pytest
from resultaatcontract.driver import check_source
from resultaatcontract.findings import Finding, Rejected
from resultaatcontract.syntax.parse import parse
from resultaatcontract.text.source import Source, Span

# Where a line stands: what comes above it. The line itself is indented two spaces below the last line.
INDICATOR = 'indicator i "I"\n  '
SLICES = 'indicator i "I"\n  vergoeding naar schijf\n    '
POINTS = 'indicator i "I"\n  vergoeding lineair\n    '
PAYMENT = "betaling\n  "
YEAR = "per kalenderjaar\n  "
AGREEMENT = 'overeenkomst "O"\n  '

# What comes above, the line, the words that are marked, and what the remedy has to say.
CASES = [
    (INDICATOR, "behaald als werk op T1 = ja", "= ja", "schrijf `werk op T1` voor ja, of `niet werk op T1` voor nee"),
    (INDICATOR, "behaald als werk op T1 is ja", "is ja", "Laat `is ja` weg"),
    (INDICATOR, "behaald als werk op T1 is nee", "is nee", "Schrijf `niet werk op T1` voor nee"),
    (INDICATOR, "behaald als afgerond = nee", "= nee", "Schrijf `niet afgerond` voor nee"),
    (INDICATOR, "behaald als score op T1 ten minste 5", "ten minste", "Schrijf ≥"),
    (INDICATOR, "behaald als score op T1 ten hoogste 5", "ten hoogste", "Schrijf ≤"),
    (INDICATOR, "behaald als score op T1 minimaal 5", "minimaal", "Schrijf ≥"),
    (INDICATOR, "behaald als score op T1 maximaal 5", "maximaal", "Schrijf ≤"),
    (INDICATOR, "alleen als aantal deelnemers ten minste 10", "ten minste", "Schrijf ≥"),
    (INDICATOR, "vergoeding € 5 ten hoogste € 500", "ten hoogste", "Zet `ten hoogste …` op een eigen regel"),
    (INDICATOR, "behaald als uren ≥ 52 en ≤ 57", "≤ 57", "Herhaal de waarde: `uren ≥ 52 en uren ≤ 57`"),
    (INDICATOR, "behaald als uren op T1 > 5% of < 1%", "< 1%", "`uren op T1 > 5% of uren op T1 < 1%`"),
    (INDICATOR, "maximaal € 500", "maximaal", "Schrijf `ten hoogste`"),
    (INDICATOR, "minimaal € 500", "minimaal", "Schrijf `ten minste`"),
    (INDICATOR, "vergoeding 2.500 €", "2.500 €", "Schrijf `€ 2.500`"),
    (INDICATOR, "vergoeding 2500 euro per deelnemer", "2500 euro", "Schrijf `€ 2500`"),
    (INDICATOR, "vergoeding 2.500 EUR", "2.500 EUR", "Schrijf `€ 2.500`"),
    (INDICATOR, "korting 20 procent", "20 procent", "Schrijf `20%`"),
    (INDICATOR, "behaald als score == 5", "==", "Schrijf =."),
    (INDICATOR, "behaald als score => 5", "=>", "Schrijf ≥."),
    (INDICATOR, "behaald als score =< 5", "=<", "Schrijf ≤."),
    (INDICATOR, "behaald als score != 5", "!=", "Schrijf ≠."),
    (INDICATOR, "behaald als werk op T1 && opleiding", "&&", "Schrijf `en`"),
    (INDICATOR, "behaald als werk op T1 || opleiding", "||", "Schrijf `of`"),
    (INDICATOR, "behaald als werk op T1 and opleiding", "and", "Schrijf `en`"),
    (INDICATOR, "behaald als werk op T1 or opleiding", "or", "Schrijf `of`"),
    (INDICATOR, "behaald als not werk op T1", "not", "Schrijf `niet`"),
    (INDICATOR, "behaald als werk op T1 // bij aanvang", "//", "Een opmerking begint met `#`"),
    (INDICATOR, "resultaat max(a, b)", "max", "Schrijf `hoogste van (…)`"),
    (INDICATOR, "Behaald als werk op T1", "Behaald", "Schrijf `behaald`"),
    (SLICES, "van 0% tot en met 10%: € 5", "tot en met", "Schrijf `t/m`"),
    (SLICES, "van 10%: € 5", ":", "Schrijf `vanaf 10%:`"),
    (POINTS, "van 0%: € 0", "van", "Schrijf `bij 0%:`"),
    (PAYMENT, "gemeente draagt de helft", "de helft", "Schrijf `50%`"),
    (PAYMENT, "gemeente draagt een derde", "een derde", "Schrijf `33 1/3%`"),
    (PAYMENT, "gemeente draagd 100%", "draagd", "“draagt”"),
    (PAYMENT, "gemeente Draagt 100%", "Draagt", "Schrijf `draagt`"),
    (PAYMENT, "rijk vult aan met 10% bovenop de gemeente", "de", "schrijf `bovenop gemeente`"),
    (PAYMENT, "aan de uitvoerder", "de", "schrijf `aan uitvoerder`"),
    (PAYMENT, "de gemeente draagt 100%", "de", "schrijf `gemeente`"),
    (PAYMENT, "eerst hoofdsom aan de investeerder", "de", "Laat `de` weg"),
    (PAYMENT, "eerst hoofsom aan a, b", "hoofsom", "“hoofdsom”"),
    (
        PAYMENT,
        "daarna rendemend ten hoogste 5% per jaar, enkelvoudig, werkelijk/365 aan a",
        "rendemend",
        "“rendement”",
    ),
    (
        PAYMENT,
        "daarna rendement ten hoogste 5% per jaar, enkelvoudig, werkelijk/356 aan a",
        "werkelijk/356",
        "werkelijk/365, werkelijk/360, werkelijk/werkelijk of 30/360",
    ),
    (YEAR, "ten hoogste € 500, daarboven vervallen", "vervallen", "Schrijf `daarboven vervalt`"),
    ("", "teveel betaald verrekenen", "teveel", "Schrijf `te veel betaald`"),
    (AGREEMENT, "looptijd 01-01-2022 t/m 31 december 2023", "01-01-2022", "Schrijf `1 januari 2022`"),
    (AGREEMENT, "looptijd 1 januari 2022 t/m 31 December 2023", "31 December 2023", "Schrijf `31 december 2023`"),
    (AGREEMENT, "looptijd 2022-01-01 t/m 31 december 2023", "2022-01-01", "Schrijf `1 januari 2022`"),
    (AGREEMENT, "looptijd 1 januari 2022 tot en met 31 december 2023", "tot en met", "Schrijf `t/m`"),
    ("", "meting werk op T1: Ja/Nee", "Ja/Nee", "Schrijf `ja/nee`"),
    ("", "meting werk op T1: ja / nee", "ja / nee", "Schrijf `ja/nee`"),
    ("", 'Partij a "A" is betaler', "Partij", "Schrijf `partij`"),
    ("", "meting bedrag op T1: ja/nee", "bedrag", "bijvoorbeeld bedrag_meting"),
    ("", 'partij rest "R" is betaler', "rest", "bijvoorbeeld rest_partij"),
    ("", "gegeven btw is 21%", "btw", "bijvoorbeeld btw_gegeven"),
]


def rejected(text: str) -> tuple[Finding, ...]:
    with pytest.raises(Rejected) as raised:
        parse(Source("fout.rc", text))
    return raised.value.findings


def marked(one: Finding) -> str:
    assert isinstance(one.where, Span)
    return one.where.text


@pytest.mark.parametrize(("above", "line", "words", "remedy"), CASES, ids=[case[1] for case in CASES])
def test_a_usual_mistake_is_told_with_what_to_write(above: str, line: str, words: str, remedy: str) -> None:
    found = rejected(f"{above}{line}\n")
    assert [(one.code, marked(one)) for one in found] == [("RC101", words)]
    assert remedy in found[0].remedy
    where = found[0].where
    assert isinstance(where, Span)
    assert where.source.position(where.start)[0] == above.count("\n") + 1


def test_a_usual_mistake_hides_no_other_and_makes_no_other() -> None:
    found = rejected(
        'indicator i "I"\n  behaald als werk = ja\n  maximaal € 500\n  vergoeding 20 euro\n\n'
        "betaling\n  gemeente draagt de helft\n  aan de uitvoerder\n"
    )
    assert [marked(one) for one in found] == ["= ja", "maximaal", "20 euro", "de helft", "de"]


def test_one_space_too_many_marks_the_line_that_has_it() -> None:
    found = rejected('overeenkomst "O"\n  kenmerk "K"\n   vorm "V" # let op\n  bedragen in EUR\n')
    assert [marked(one) for one in found] == ['vorm "V"']
    assert found[0].message == "Deze regel is één spatie te ver ingesprongen."
    assert found[0].remedy == "Zet de regel recht onder de regel erboven."


def test_a_block_under_a_line_without_block_marks_its_first_line() -> None:
    found = rejected('overeenkomst "O"\n  kenmerk "K"\n      vorm "V"\n      bedragen in EUR\n')
    assert [marked(one) for one in found] == ['vorm "V"']
    assert "waar niets onder hoort" in found[0].message


def test_a_word_of_the_language_in_the_place_of_a_value_gets_no_made_up_name() -> None:
    [found] = rejected('indicator i "I"\n  behaald als bedrag > 5\n')
    assert found.message == "“bedrag” is een woord van de taal en kan geen naam zijn."
    assert "Als dit een naam is, kies dan een andere." in found.remedy
    assert "_" not in found.remedy


@pytest.mark.parametrize(
    "line",
    [
        'toelichting "Vóór 01-01-2022 gold == de helft; aan de gemeente, 20 procent, tot en met 2.500 €."',
        "behaald als werk op T1 # = ja && 20 procent // teveel",
        'ten hoogste € 500 aanname "maximaal 2500 euro"',
    ],
)
def test_texts_and_comments_may_hold_anything(line: str) -> None:
    parse(Source("goed.rc", f"{INDICATOR}{line}\n"))


def test_a_habit_elsewhere_on_the_line_is_not_the_mistake() -> None:
    [found] = rejected('partij a "A" zijn betaler # maximaal 20 procent\n')
    assert marked(found) == "zijn"


def test_a_strange_space_in_a_habit_is_reported_once() -> None:
    found = rejected("per kalenderjaar\n  ten hoogste € 500, daarboven\u2003vervallen\n")
    assert len(found) == 1
    assert found[0].message == "Het teken U+2003 hoort niet in de taal."


def test_the_last_line_without_a_line_break_knows_its_table() -> None:
    [found] = rejected('indicator i "I"\n  vergoeding lineair\n    bij 10%: € 5\n    van 0%: € 0')
    assert "Schrijf `bij 0%:`" in found.remedy


# ---------------------------------------------------------------- mistakes that the syntax lets through

CONTRACT = """taal 1
overeenkomst "O"
  looptijd 1 januari 2027 t/m 31 december 2028
  bedragen in EUR exclusief btw
partij gemeente "Gemeente" is betaler
partij alfa "Alfa" is uitvoerder
deelnemer traject "Traject"
  moment T1 "Einde"
meting werk "Werk" op T1: ja/nee
  definitie "Werk."
  bewijs "Bewijs"
indicator baan "Baan"
  behaald als werk op T1
  vergoeding € 100 per deelnemer
betaling
  gemeente draagt 100%
  aan alfa
tranche eind op 31 december 2028: eindafrekening
te veel betaald verrekenen
"""

REPLACED = [
    ('"Gemeente" is betaler', '"Gemeente" is financier', "RC602", "financier", "Kies uit betaler, uitvoerder, beoordelaar"),
    ('"Gemeente" is betaler', '"Gemeente" is betaller', "RC602", "betaller", "Bedoelde u “betaler”? De rollen zijn betaler, uitvoerder, beoordelaar, investeerder en ontvanger."),
    ('"Gemeente" is betaler', '"Gemeente" is overheid', "RC602", "overheid", "Kies uit betaler, uitvoerder"),
    ("behaald als werk op T1", "behaald als werk op T1 = Ja", "RC201", "Ja", "Laat de vergelijking weg"),
    ("draagt 100%", "draagt 100%, ten hoogste € 5, daarboven vervallen", "RC201", "vervallen", "`daarboven vervalt`"),
    ("draagt 100%", "draagt alles", "RC201", "alles", "Schrijf `100%`"),
    ("betaling", "per alfa\n  ten hoogste € 5\nbetaling", "RC201", "alfa", "Achter `per` hoort een eigenschap"),
    ("  aan alfa", "  eerst hoofsom aan alfa\n  rest aan alfa", "RC201", "hoofsom", "“hoofdsom”"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words", "remedy"), REPLACED, ids=[case[1] for case in REPLACED])
def test_a_usual_mistake_in_a_name_is_told(old: str, new: str, code: str, words: str, remedy: str) -> None:
    assert CONTRACT.count(old) == 1
    found = [one for one in check_source(Source("fout.rc", CONTRACT.replace(old, new))) if one.severity.value == "fout"]
    assert [(one.code, marked(one)) for one in found] == [(code, words)]
    assert remedy in found[0].remedy


def test_the_contract_that_the_mistakes_are_made_in_has_none() -> None:
    assert [one for one in check_source(Source("goed.rc", CONTRACT)) if one.severity.value == "fout"] == []
