"""More habits: turns of legal Dutch, notations from spreadsheets and word processors, and words in the wrong place.

Each is a pattern on one line with what the language writes instead; `habits.py` says how they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ..text import writing
from ..text.reading import MONTHS, Notation, read_number

Say = Callable[["re.Match[str]"], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Habit:
    """A pattern (its group `mark`, or all of it, is marked) and what to say; `needs` must fit at the wrong token."""

    pattern: re.Pattern[str]
    say: Say
    needs: str = ""


def re_(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def write(message: str, remedy: str) -> Say:
    """Says `message` and `remedy`, in which {0} is what was found and {name} a group of the pattern."""
    return lambda match: (
        message.format(match["mark"], **match.groupdict()),
        remedy.format(match["mark"], **match.groupdict()),
    )


_NAME = r"[^\W\d]\w*"
_AMOUNT = r"(?:€|EUR)\s?[\d.,]*\d"
_DECLARES = (
    "partij", "deelnemer", "moment", "periode", "eigenschap", "meting", "contractmeting", "gegeven", "reeks", "groep",
    "indicator", "lening", "tranche", "parameter", "sjabloon",
)  # fmt: skip
DECLARES = "|".join(_DECLARES)
_FACTORS = {
    "k": 1_000, "duizend": 1_000, "ton": 100_000, "mln": 1_000_000, "miljoen": 1_000_000, "mld": 1_000_000_000,
    "miljard": 1_000_000_000,
}  # fmt: skip
_NUMBERS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "vijftien": 15, "achttien": 18, "twintig": 20, "vierentwintig": 24,
    "dertig": 30, "zestig": 60, "negentig": 90, "honderd": 100,
}  # fmt: skip
_LENGTHS = "dagen|dag|weken|week|maanden|maand|kwartalen|kwartaal|jaren|jaar"
_SHORT = {
    "mnd": "maanden", "mnden": "maanden", "mdn": "maanden", "m": "maanden", "wk": "weken", "wkn": "weken", "dgn": "dagen",
    "d": "dagen", "jr": "jaar", "jrn": "jaar", "kw": "kwartalen", "kwart": "kwartalen",
}  # fmt: skip
_SIGNS = {
    "groter": ">", "meer": ">", "hoger": ">", "kleiner": "<", "minder": "<", "lager": "<", "gelijk": "=", "ongelijk": "≠",
}  # fmt: skip


def _whole_amount(match: re.Match[str]) -> tuple[str, str]:
    try:
        value = read_number(match["number"]) * _FACTORS[match["factor"].lower()]
    except Notation:
        return "Een bedrag staat voluit.", "Schrijf het hele bedrag, bijvoorbeeld `€ 400.000`."
    return "Een bedrag staat voluit.", f"Schrijf `{writing.source_money(Fraction(value), 'EUR')}`."


def _digits(match: re.Match[str]) -> tuple[str, str]:
    number = _NUMBERS[match["word"].lower()]
    return "Een aantal staat in cijfers.", f"Schrijf `{number} {match['unit']}`."


def _length(match: re.Match[str]) -> tuple[str, str]:
    return "Een termijn staat voluit.", f"Schrijf `{match['number']} {_SHORT[match['unit'].lower()]}`."


def _year(match: re.Match[str]) -> tuple[str, str]:
    date = f"{match['day']} {match['month'].lower()} 20{match['year']}"
    return "Een jaar heeft vier cijfers.", f"Schrijf `{date}`."


def _one_word(match: re.Match[str]) -> tuple[str, str]:
    name = re.sub(r"[\s-]+", "_", match["mark"].strip())
    return "Een naam is één woord, zonder spaties of streepjes.", f"Schrijf bijvoorbeeld `{name}`."


def _letter_first(match: re.Match[str]) -> tuple[str, str]:
    return (
        f"“{match['mark']}” begint met een cijfer; een naam begint met een letter.",
        f"Zet het cijfer achteraan of een woord ervoor, bijvoorbeeld `{match['word']}{match['number']}`.",
    )


def _compared(match: re.Match[str]) -> tuple[str, str]:
    sign = _SIGNS[match["word"].lower()]
    return (
        f"In een voorwaarde schrijft u “{match['mark']}” als teken.",
        f"Schrijf {sign} in plaats van “{match['mark']}”.",
    )


def _band(match: re.Match[str]) -> tuple[str, str]:
    sign, value = match["mark"].split()[0].lower(), match["value"]
    kept = {"≥": "vanaf", ">=": "vanaf", ">": "boven", "≤": "t/m", "<=": "t/m", "<": "tot"}
    kept |= {"minder": "tot", "kleiner": "tot", "lager": "tot", "meer": "boven", "groter": "boven", "hoger": "boven"}
    return "Een regel van een tabel begint met een band.", f"Schrijf `{kept[sign]} {value}`."


def _between(match: re.Match[str]) -> tuple[str, str]:
    more = {"<": ">", "<=": "≥", "≤": "≥"}[match["one"]]
    subject, low, high = match["subject"], match["low"].strip(), match["high"].strip()
    return (
        "Een vergelijking heeft één teken.",
        f"Schrijf er twee: `{subject} {more} {low} en {subject} {match['two']} {high}`.",
    )


def _path(match: re.Match[str]) -> tuple[str, str]:
    return "Een pad staat tussen aanhalingstekens.", f'Schrijf `"{match["mark"]}"`.'


_EVERY = "Kies uit `elk jaar`, `elk halfjaar`, `elk kwartaal` of `elke maand`."
_OWN_LINES = "Zet elke betaler op een eigen regel, met wat hij draagt."

TURNS: tuple[Habit, ...] = (
    # ---- names
    Habit(re_(rf'^\s*(?:{DECLARES})\s+(?<!\bdeelnemer\s)(?P<mark>{_NAME}(?:(?:\s+|-)(?!(?:op|is|per|weegt)\b)\w+)+)(?=\s*(?:[":]|(?:op|per|weegt)\b))'), _one_word),
    Habit(re_(rf"^\s*(?:{DECLARES})\s+(?P<mark>(?P<number>\d+)(?P<word>[^\W\d]\w*))"), _letter_first),
    Habit(re_(rf'^\s*deelnemer\s+(?P<mark>{_NAME}(?:(?:\s+|-)\w+)+)(?=\s*")'), _one_word),
    # ---- amounts, numbers, lengths of time, dates
    Habit(re_(r"(?P<mark>(?:€|EUR)\s?(?P<number>[\d.,]*\d)\s?(?P<factor>k|duizend|ton|mln|miljoen|mld|miljard)\b\.?)"), _whole_amount),
    Habit(re_(rf"(?P<mark>(?P<amount>{_AMOUNT}),(?:--|–|—|=))"), write("Achter een heel bedrag staat `,-` of niets.", "Schrijf `{amount}`.")),
    Habit(re_(rf"\b(?P<mark>(?P<word>{'|'.join(_NUMBERS)})\s+(?P<unit>{_LENGTHS}|deelnemers))\b"), _digits),
    Habit(re_(rf"\b(?P<mark>(?P<number>\d+)\s?(?P<unit>{'|'.join(_SHORT)})\b\.?)"), _length),
    Habit(re_(rf"(?P<mark>\b(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(MONTHS)})\s'?(?P<year>\d\d))(?!\d)"), _year),
    Habit(re_(rf"(?P<mark>\b\d{{1,2}}\s(?:{'|'.join(MONTHS)}))\b(?!\s'?\d)"), write("Bij deze datum ontbreekt het jaar.", "Schrijf de datum voluit, bijvoorbeeld `{0} 2027`.")),
    Habit(re_(r"\b(?P<mark>per\s+(?P<date>\d{1,2}\s\w+\s\d{4}))\b"), write("Voor een datum staat “op”.", "Schrijf `op {date}`.")),
    # ---- the heading of the agreement
    Habit(re_(r"^\s*bedragen\b.*?\b(?P<mark>(?:excl|ex)\b\.?\s*btw)\b"), write("“{0}” staat voluit.", "Schrijf `exclusief btw`.")),
    Habit(re_(r"^\s*bedragen\b.*?\b(?P<mark>incl\b\.?\s*btw)\b"), write("“{0}” staat voluit.", "Schrijf `inclusief btw`.")),
    Habit(re_(r"\b(?P<mark>(?:exclusief|inclusief|excl|incl|ex|in)\b\.?\s*btw)\b"), write("Of bedragen met of zonder btw zijn, geldt voor alle bedragen tegelijk.", "Laat “{0}” weg; het staat bij `bedragen in EUR exclusief btw`.")),
    Habit(re_(r"\bbedragen\s+in\s+(?P<mark>€)"), write("Een munt staat hier met haar code.", "Schrijf `EUR`.")),
    Habit(re_(r"\bhierna\s+(?P<mark>te\s+noemen:?|genoemd|ook|verder)"), write("Na “hierna” staat alleen de naam.", 'Laat “{0}” weg: `hierna "…"`.')),
    Habit(re_(r'^\s*gebruik\s+(?P<mark>[^"\s]\S*)'), _path),
    # ---- periods
    Habit(re_(r"\bis\s+(?P<mark>elke\s+(?P<unit>jaar|halfjaar|kwartaal))\b"), write("“{0}” is niet goed geschreven.", "Schrijf `elk {unit}`.")),
    Habit(re_(r"\bis\s+(?P<mark>elk\s+maand)\b"), write("“{0}” is niet goed geschreven.", "Schrijf `elke maand`.")),
    Habit(re_(r"^\s*periode\b.*?\bis\s+(?P<mark>\S+(?:\s(?!van\b)\S+)?)"), write("“{0}” is geen verdeling in perioden.", _EVERY), "EVERY"),
    Habit(re_(r"\bten\s+(?:hoogste|minste)\b.*?\s(?P<mark>per\s+(?:kalender)?jaar)\b"), write("Een grens `{0}` staat in een eigen blok.", "Zet haar onder `per kalenderjaar`; een grens per periode van een indicator noemt de naam van die periode.")),
    Habit(re_(r"(?<!\d\s)(?P<mark>\bper\s+(?P<unit>jaar|kalenderjaar))\b"), write("Achter “per” hoort hier de naam van een periode.", "Geef die op, bijvoorbeeld `periode boekjaar is elk jaar`, en schrijf `per boekjaar`."), "NAME"),
    Habit(re_(rf"^\s*meting\b[^:]*?\s(?P<mark>per\s+{_NAME})"), write("Alleen een contractmeting kan er per periode zijn.", "Schrijf `contractmeting …`, of meet op momenten met `op`.")),
    Habit(re_(rf"^\s*indicator\b.*?\s(?P<mark>per\s+{_NAME})\s*$"), write("`{0}` is een eigen bepaling.", "Zet `{0}` op een eigen regel onder de indicator.")),
    Habit(re_(r"\bten\s+minste\b.*?\s(?P<mark>(?:aan\s+het\s+einde?|op\s+het\s+einde?|bij\s+afloop|achteraf))\b"), write("Zo is niet duidelijk wanneer het minimum geldt.", "Schrijf `bij de eindafrekening`.")),
    # ---- conditions
    Habit(re_(r"\b(?P<mark>en\s*/\s*of)\b"), write("“{0}” is geen woord van de taal.", "Schrijf `of`: dat geldt ook als beide waar zijn.")),
    Habit(re_(rf"\b(?P<mark>geen\s+(?P<name>{_NAME}))"), write("“geen” is geen woord van de taal.", "Schrijf `niet {name}`.")),
    Habit(re_(r"^\s*(?P<mark>(?:≥|≤|>=|<=|>|<|(?:minder|kleiner|lager|meer|groter|hoger)\s+dan)\s+(?P<value>[^\s:]+))\s*:"), _band),
    Habit(re_(r"^\s*(?P<mark>(?P<value>[\d.,]+%?)\s+(?:of|en)\s+(?:meer|hoger))\s*:"), write("Een regel van een tabel begint met een band.", "Schrijf `vanaf {value}`.")),
    Habit(re_(r"\b(?P<mark>(?P<word>groter|kleiner|meer|minder|hoger|lager)\s+dan)\b"), _compared),
    Habit(re_(r"\b(?P<mark>(?P<word>gelijk|ongelijk)\s+aan)\b"), _compared),
    Habit(re_(r"^\s*(?:behaald|alleen)\s+als\b[^,]*(?P<mark>,)\s*\w"), write("Voorwaarden worden met een woord verbonden en niet met een komma.", "Schrijf `en` of `of` in plaats van de komma.")),
    Habit(re_(r"(?<=[\w%)])\s(?P<mark>x)\s(?=[\w(€])"), write("Het maalteken is × of *.", "Schrijf × in plaats van “{0}”."), "TIMES"),
    Habit(re_(rf"(?P<low>[€\d][€\d.,% ]*?)\s*(?P<one><=|<|≤)\s*(?P<subject>{_NAME}(?: op {_NAME})?)\s*(?P<mark>(?P<two><=|<|≤)\s*(?P<high>[€\d][\d.,% ]*))"), _between),
    Habit(re_(r"^\s*(?P<mark>totaal|jaar|tranche|indicator)\b.*\d\s*$"), write("Wat er uit een voorbeeld komt, begint met “verwacht”.", "Schrijf `verwacht {0} …`."), "VERWACHT"),
    # ---- prices
    Habit(re_(r"^\s*vergoeding\s+(?P<mark>(?:en|/)\s*malus)\b"), write("“{0}” kan hier niet staan.", "Schrijf `of malus`.")),
    Habit(re_(rf"^\s*vergoeding\s+(?P<mark>per\s+(?P<name>{_NAME}))\s*$"), write("Een tabel of lijst begint met “naar”.", "Schrijf `naar {name}`.")),
    Habit(re_(r"\bten\s+hoogste\s+(?P<mark>een|1e)\s+(?:telt|tellen)\b"), write("“{0}” is hier geen telwoord.", "Schrijf `één`.")),
    Habit(re_(rf"^\s*(?P<mark>(?P<name>{_NAME})\s*:)"), write("Voor de naam van een deelnemer staat “deelnemer”.", "Schrijf `deelnemer {name}:`."), "EQUALS"),
    Habit(re_(rf"^\s*(?P<name>{_NAME})(?:\s+op\s+{_NAME})?\s*=\s*[^,=]+,\s*(?P<mark>[€\d][^,=]*)(?:,[^=]*)?$"), write("Hier staan meer waarden achter elkaar.", "Is er een waarde voor elke periode, schrijf dan `{name} per … = …, …`.")),
    # ---- payers and receivers
    Habit(re_(r"\bdraagt\s+(?P<mark>(?:het\s+)?(?:rest|restant|overige|resterende))\b"), write("Wat overblijft, heet hier “de rest”.", "Schrijf `de rest`.")),
    Habit(re_(r"\bdraagt\s+\S+\s+van\s+(?P<mark>(?:de|het)\s+(?:rest|restant|overige))\b"), write("Een aandeel is een deel van het geheel.", "Schrijf het percentage van het geheel, of laat deze partij `de rest` dragen.")),
    Habit(re_(r"\b(?:draagt|vult)\s+\S.*?\S\s+(?P<mark>ten\s+hoogste)\b"), write("Voor de grens van een betaler hoort een komma.", "Schrijf `, ten hoogste …, daarboven …`.")),
    Habit(re_(rf"\bdraagt\s+[^,]+,\s*(?P<mark>{_NAME})\s+draagt\b"), write("Op één regel staat één betaler.", _OWN_LINES)),
    Habit(re_(rf"^\s*{_NAME}\s+(?P<mark>en|,)\s+{_NAME}\s+dra(?:agt|gen)\b"), write("Op één regel staat één betaler.", _OWN_LINES)),
    Habit(re_(rf"\b(?P<who>{_NAME})\s+draagt\s+(?P<share>\S+)\s+(?P<mark>bovenop)\b"), write("Wie iets bovenop een ander betaalt, vult aan.", "Schrijf `{who} vult aan met {share} bovenop …`.")),
    Habit(re_(rf"^\s*(?:rest\s+)?aan\s+(?P<one>{_NAME})\s+(?P<mark>en)\s+(?P<two>{_NAME})"), write("Tussen ontvangers staat een komma, en ieder heeft een percentage.", "Schrijf bijvoorbeeld `aan {one} 50%, {two} 50%`.")),
    # ---- lines and blocks
    Habit(re_(r"^\s*(?:totaal|per\s+\w+)\s+(?P<mark>ten\s+(?:hoogste|minste)|korting|aftrek|afronden)\b"), write("`{0} …` is een eigen bepaling.", "Zet haar op de volgende regel, twee spaties ingesprongen.")),
    Habit(re_(r"^\s*(?P<mark>[-–—•·*‣▪])\s+\w"), write("Een opsommingsteken hoort niet in de taal.", "Haal het weg; de inspringing laat zien wat bij elkaar hoort.")),
)  # fmt: skip
