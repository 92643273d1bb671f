"""Mistakes that authors really make: each gives one finding, on the wrong words, with the way to write it instead."""

from __future__ import annotations

import pytest
from resultaatcontract.driver import check_source
from resultaatcontract.findings import Finding, Rejected
from resultaatcontract.syntax.parse import parse
from resultaatcontract.syntax.printer import format_source
from resultaatcontract.text.source import Source, Span

# Where a line stands: what comes above it. The line itself is indented two spaces below the last line.
INDICATOR = 'indicator i "I"\n  '
SLICES = 'indicator i "I"\n  vergoeding naar schijf\n    '
POINTS = 'indicator i "I"\n  vergoeding lineair\n    '
PAYMENT = "betaling\n  "
YEAR = "per kalenderjaar\n  "
AGREEMENT = 'overeenkomst "O"\n  '
EXAMPLE = 'voorbeeld "V"\n  '

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
    ("", 'periode jaar "Jaar" is elk jaar', "jaar", "bijvoorbeeld jaar_periode"),
    # names
    ("", 'indicator blijft aan werk "B"', "blijft aan werk", "Schrijf bijvoorbeeld `blijft_aan_werk`"),
    ("", 'indicator blijft-aan-werk "B"', "blijft-aan-werk", "Schrijf bijvoorbeeld `blijft_aan_werk`"),
    ("", 'indicator 12maanden "B"', "12maanden", "bijvoorbeeld `maanden12`"),
    ("", 'indicator "Aan het werk"', '"Aan het werk"', '`indicator aan_het_werk "Aan het werk"`'),
    ('deelnemer d "D"\n  moment na6\n' + INDICATOR, "behaald als werk op na 6", "na 6", "Bedoelde u “na6”?"),
    ("", "gebruik map/werk.rc", "map/werk.rc", 'Schrijf `"map/werk.rc"`'),
    # amounts, numbers, lengths of time, dates
    (INDICATOR, "ten hoogste € 400k", "€ 400k", "Schrijf `€ 400.000`"),
    (INDICATOR, "ten hoogste € 0,4 miljoen", "€ 0,4 miljoen", "Schrijf `€ 400.000`"),
    (INDICATOR, "vergoeding € 4.000,--", "€ 4.000,--", "Schrijf `€ 4.000`"),
    ("", "moment m is zes maanden na start", "zes maanden", "Schrijf `6 maanden`"),
    ("", "moment m is één jaar na start", "één jaar", "Schrijf `1 jaar`"),
    ("", "moment m is 6 mnd na start", "6 mnd", "Schrijf `6 maanden`"),
    (AGREEMENT, "looptijd 1 januari 2027 t/m 31 december", "31 december", "Schrijf de datum voluit"),
    (AGREEMENT, "looptijd 1 januari 27 t/m 31 december 2028", "1 januari 27", "Schrijf `1 januari 2027`"),
    (AGREEMENT, "bedragen in EUR excl. btw", "excl. btw", "Schrijf `exclusief btw`"),
    (AGREEMENT, "bedragen in € exclusief btw", "€", "Schrijf `EUR`"),
    ("", "tranche t per 31 maart 2028: eindafrekening", "per 31 maart 2028", "Schrijf `op 31 maart 2028`"),
    ("", 'partij a "A", hierna te noemen "B", is betaler', "te noemen", "Laat “te noemen” weg"),
    # periods
    ("", "periode p is elke jaar", "elke jaar", "Schrijf `elk jaar`"),
    ("", "periode p is elk maand", "elk maand", "Schrijf `elke maand`"),
    ("", "periode p is jaarlijks", "jaarlijks", "`elk jaar`, `elk halfjaar`, `elk kwartaal` of `elke maand`"),
    ("", "contractmeting m per jaar: ja/nee", "per jaar", "`periode boekjaar is elk jaar`"),
    (INDICATOR, "ten hoogste € 5 per kalenderjaar", "per kalenderjaar", "Zet haar onder `per kalenderjaar`"),
    ("", "meting m per kwartaal: ja/nee", "per kwartaal", "Schrijf `contractmeting …`"),
    ("", 'indicator i "I" per kwartaal', "per kwartaal", "Zet `per kwartaal` op een eigen regel"),
    (INDICATOR, "ten minste € 5 aan het einde", "aan het einde", "Schrijf `bij de eindafrekening`"),
    # conditions
    (INDICATOR, "behaald als werk en geen opleiding", "geen opleiding", "Schrijf `niet opleiding`"),
    (INDICATOR, "behaald als werk en/of opleiding", "en/of", "Schrijf `of`"),
    (INDICATOR, "behaald als werk, opleiding", ",", "Schrijf `en` of `of`"),
    (INDICATOR, "behaald als dagen groter dan 10", "groter dan", "Schrijf >"),
    (INDICATOR, "behaald als dagen gelijk aan 10", "gelijk aan", "Schrijf ="),
    (INDICATOR, "behaald als 5 < dagen < 10", "< 10", "`dagen > 5 en dagen < 10`"),
    (INDICATOR, "vergoeding deel x prijs", "x", "Schrijf ×"),
    # prices
    (INDICATOR, "vergoeding en malus € 5", "en malus", "Schrijf `of malus`"),
    (INDICATOR, "vergoeding: € 5", ":", "Laat de dubbele punt weg"),
    (SLICES, "≥ 80%: € 5", "≥ 80%", "Schrijf `vanaf 80%`"),
    (SLICES, "minder dan 50%: € 5", "minder dan 50%", "Schrijf `tot 50%`"),
    (SLICES, "80% of meer: € 5", "80% of meer", "Schrijf `vanaf 80%`"),
    ("", 'groep g "G", ten hoogste een telt', "een", "Schrijf `één`"),
    # payers and receivers
    (PAYMENT, "a draagt 60% ten hoogste € 5", "ten hoogste", "Schrijf `, ten hoogste …, daarboven …`"),
    (PAYMENT, "a draagt 60%, b draagt 40%", "b", "Zet elke betaler op een eigen regel"),
    (PAYMENT, "a en b dragen ieder 50%", "en", "Zet elke betaler op een eigen regel"),
    (PAYMENT, "a draagt 40% bovenop b", "bovenop", "`a vult aan met 40% bovenop …`"),
    (PAYMENT, "aan a en b", "en", "`aan a 50%, b 50%`"),
    (INDICATOR, "vergoeding € 5 excl. btw", "excl. btw", "Laat “excl. btw” weg"),
    (INDICATOR, "vergoeding € 5 euro", "€ 5 euro", "Schrijf `€ 5`"),
    (PAYMENT, "a betaalt 100%", "betaalt", "Schrijf `draagt`"),
    # Word and habits of typing
    ("", "- indicator i", "-", "Haal het weg"),
    ("", "• indicator i", "•", "Haal het weg"),
    ("", "indicator i 'Een titel'", "'Een titel'", "Gebruik rechte dubbele aanhalingstekens"),
    (SLICES, "van 0% – 50%: € 5", "–", "Schrijf `t/m` of `tot`"),
    (PAYMENT, "a draagt 66⅔%", "⅔", "Schrijf de breuk uit, met een spatie ervoor: `2/3`"),
    (INDICATOR, 'definitie "Een "echte" baan"', '"echte', "Gebruik binnen een tekst enkele aanhalingstekens"),
    ("", "meting m op a, b,: ja/nee", ",", "Haal de komma weg"),
    ("", 'contract "C"', "contract", "Schrijf `overeenkomst`"),
    (PAYMENT, "a draagt rest", "rest", "Schrijf `de rest`"),
    (PAYMENT, "a draagt 80% van de rest", "de rest", "Schrijf het percentage van het geheel"),
    (EXAMPLE, "b: werk = ja", "b:", "Schrijf `deelnemer b:`"),
    (EXAMPLE, "leden = 90, 100, 110", "100", "schrijf dan `leden per … = …, …`"),
    (EXAMPLE, "leden per k = 90; 100; 110", ";", "tussen waarden op één regel staat een komma"),
    ("", "contractmeting m: bedrag", "", "Hierna hoort nog een bereik"),
    (EXAMPLE, "totaal € 5", "totaal", "Schrijf `verwacht totaal …`"),
    (EXAMPLE, "twee deelnemers a: werk = ja", "twee deelnemers", "Schrijf `2 deelnemers`"),
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


def test_what_is_right_itself_is_not_called_wrong() -> None:
    """The colon is missing, the word before the date is wrong: the rest of the line is as it should be."""
    [colon] = rejected("meting m op a ja/nee\n")
    assert (marked(colon), colon.remedy) == ("ja/nee", "Verwacht was “,” of “:”.")
    [word] = rejected('overeenkomst "O"\n  looptijd vanaf 1 januari 2027 t/m 31 december 2028\n')
    assert marked(word) == "vanaf"
    [end] = rejected('indicator i "I"\n  ten hoogste € 5 bij de eindafrekening\n')
    assert marked(end) == "bij"


def test_an_article_is_only_superfluous_before_a_name() -> None:
    [found] = rejected('deelnemer d "D"\n  ten hoogste 5 deelnemers aanname de bron noemt niets\n')
    assert found.remedy == "Verwacht was een tekst tussen aanhalingstekens."


def test_lines_without_their_heading_are_told_once_with_the_heading() -> None:
    found = rejected(
        'contractmeting rapport: ja/nee\n  definitie "D"\n  behaald als werk\n  vergoeding € 5\n\n'
        'partij a "A" is betaler\n  moment start\n  moment einde\n  eigenschap wijk: keuze uit noord\n'
    )
    assert [marked(one) for one in found] == ["behaald", "moment"]
    assert found[0].message == "“behaald” hoort niet onder `contractmeting rapport`."
    assert found[0].remedy == "Deze regel hoort onder `indicator …`; ontbreekt die regel hierboven, voeg hem dan toe."
    assert "`deelnemer …`" in found[1].remedy


def test_lines_that_are_not_indented_are_told_once_with_what_they_belong_to() -> None:
    found = rejected('indicator baan "Baan"\nbehaald als werk\nvergoeding € 5\n\nbetaling\n  a draagt 100%\n  aan b\n')
    assert [marked(one) for one in found] == ["behaald"]
    assert found[0].remedy == "Hoort de regel bij `indicator baan`, laat hem dan twee spaties inspringen."


def test_a_line_that_belongs_under_several_headings_names_them() -> None:
    [found] = rejected('indicator baan "Baan"\n  behaald als werk\nten hoogste € 5\n')
    assert marked(found) == "ten hoogste"
    assert "`indicator baan`" in found.remedy
    assert "`totaal`" in found.remedy


def test_what_fills_in_a_template_without_its_heading_is_told_once() -> None:
    [found] = rejected('partij a "A" is betaler\n  prijs is € 5\n  deel is 5%\n')
    assert "`overeenkomst volgens …`" in found.remedy


def test_a_part_that_is_indented_is_told_once_with_all_below_it() -> None:
    [found] = rejected('partij a "A" is betaler\n  voorbeeld "V"\n  deelnemer b: werk = ja\n  verwacht totaal € 5\n')
    assert (marked(found), "haal dan de inspringing weg" in found.remedy) == ("voorbeeld", True)


def test_a_heading_that_is_missing_above_the_first_lines_is_named() -> None:
    [found] = rejected('taal 1\n  kenmerk "K"\n  vorm "V"\n')
    assert "`overeenkomst …`" in found.remedy


@pytest.mark.parametrize(
    ("heading", "row", "words", "remedy"),
    [
        (
            "vergoeding naar staffel",
            "van 0% tot 50%: € 5",
            "staffel",
            "`vergoeding naar trede` of `vergoeding naar schijf`",
        ),
        ("vergoeding naar treden", "van 0% tot 50%: € 5", "treden", "Bedoelde u `vergoeding naar trede`?"),
        ("vergoeding naar verhouding", "bij 0%: € 5", "verhouding", "Schrijf `vergoeding lineair`"),
        ("vergoeding linear", "bij 0%: € 5", "linear", "Bedoelde u “lineair”?"),
        ('vergoeding linear aanname "A"', "bij 0%: € 5", "linear", "Bedoelde u `vergoeding lineair`?"),
        ("vergoeding per wijk", "noord: € 5", "per wijk", "Schrijf `naar wijk`"),
    ],
)
def test_a_table_of_an_unknown_form_is_told_at_its_heading(heading: str, row: str, words: str, remedy: str) -> None:
    found = rejected(f'indicator i "I"\n  {heading}\n    {row}\n    {row}\n  ten hoogste € 5\n')
    assert [marked(one) for one in found] == [words]
    assert remedy in found[0].remedy


def test_a_row_that_is_not_indented_is_told_with_the_list_it_belongs_to() -> None:
    [found] = rejected('indicator i "I"\n  vergoeding naar wijk\n    noord: € 1\n  zuid: € 2\n')
    assert (marked(found), "`vergoeding naar wijk`" in found.remedy) == ("zuid", True)


def test_a_list_of_receivers_without_its_word_is_told_at_its_heading() -> None:
    [found] = rejected("betaling\n  a draagt 100%\n  aan wijk\n    noord: b\n    zuid: c\n")
    assert (marked(found), found.remedy) == ("aan wijk", "Schrijf `aan naar wijk`.")


@pytest.mark.parametrize("rest", ["\n    niet opleiding", "\n    of opleiding"])
def test_a_condition_on_two_lines_is_told_once(rest: str) -> None:
    before = "behaald als werk en" if "niet" in rest else "behaald als werk"
    [found] = rejected(f'indicator i "I"\n  {before}{rest}\n  vergoeding € 5\n')
    assert "op één regel" in found.remedy


def test_a_comma_at_the_end_of_a_line_does_not_spoil_the_next() -> None:
    found = rejected(
        "totaal\n  ten hoogste € 400.000,\n\nbetaling\n  a draagt 60%,\n  b draagt 40%\n  aan c\n\n"
        'voorbeeld "V"\n  deelnemer a: werk = ja,\n  deelnemer b: werk = nee\n  verwacht totaal € 5 euro\n'
    )
    assert [marked(one) for one in found] == [",", ",", ",", "€ 5 euro"]
    assert {one.remedy for one in found[:3]} == {"Haal de komma weg."}


def test_a_line_goes_on_after_a_comma_when_the_next_stands_further_to_the_right() -> None:
    [found] = rejected("betaling\n  a draagt 60%, ten hoogste € 5,\n    daarbven b\n  b draagt 40%\n  aan c\n")
    assert (marked(found), "“daarboven”" in found.remedy) == ("daarbven", True)


def test_many_tabs_are_told_once() -> None:
    [found] = rejected('indicator i "I"\n\tbehaald als werk\n\tvergoeding € 5\n\tten hoogste € 9\n')
    assert (found.code, found.message) == ("RC103", "Deze regel is met een tab ingesprongen, en nog 2 andere.")


def test_formatting_replaces_the_tabs_of_lines_and_not_those_of_texts() -> None:
    text = 'indicator i "I"\n\tbehaald als werk\n\ttoelichting """\n\teen\ttab\n\t"""\n'
    formatted = format_source(Source("tabs.rc", text))
    assert formatted.startswith('indicator i "I"\n  behaald als werk\n')
    assert "een\ttab" in formatted


def test_words_that_belong_together_are_expected_together() -> None:
    [found] = rejected("betaling\n  a draagt 60%, tot € 5\n  aan b\n")
    assert found.remedy == "Verwacht was “binnen het resultatenfonds”, “daarboven” of “ten hoogste”."
    [end] = rejected('partij a "A", hierna "B"\n')
    assert end.remedy == "Hierna hoort nog “, is”."


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
