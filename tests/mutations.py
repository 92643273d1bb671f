"""Texts that are wrong in every way that comes to mind: from good and bad contracts, or from nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

from .repository import CONTRACTS, ROOT

Mutator = Callable[[str, Random], str]

_PIECES = re.compile(r"\s+|\w+|[^\s\w]")
_ODD = (
    *(
        "\x00",
        "\x07",
        "\x1b[31m",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\u0085",
        "\x0b",
        "\x0c",
        "\r",
        "\t",
    ),
    *(
        "é",
        "e\u0301",
        "ß",
        "İ",
        "ﬁ",
        "Ⅷ",
        "٣",
        "３",
        "²",
        "½",
        "€",
        "£",
        "−",
        "‐",
        "×",
        "≥",
        "„",
        "”",
        "“",
        "'",
        "😀",
        "👩‍👩‍👧",
    ),
    *(
        '"',
        '"""',
        "#",
        "\\",
        "%",
        "(",
        ")",
        ",",
        ":",
        "=",
        "/",
        "*",
        "_",
        "$",
        "{",
        "}",
        "{{",
        "{%",
        "<script>",
        "\ud7ff",
    ),
)
_LITERALS = (
    *("0", "-1", "1.5", "1,5", "1.000.000", "99999999999999999999999999", "0,000000000000000000001", "1e9", "٣", "1/3"),
    *(
        "0%",
        "101%",
        "33 1/3%",
        "-5%",
        "1/0%",
        "7 1/0%",
        "100000%",
        "€ 0",
        "€ -1",
        "€ 0,001",
        "USD 5",
        "XXX 5",
        "€5",
        "5 €",
    ),
    *("31 februari 2027", "1 januari 1", "31 december 9999", "1 januari 0000", "29 februari 2028", "1 janauri 2027"),
    *(
        "1 dag",
        "99999999 jaar",
        "0 maanden",
        "30/360",
        "ja",
        "nee",
        "ontbreekt",
        "deelnemer",
        "de rest",
        '""',
        "t/m",
        "tot",
    ),
)
WORDS: list[str] = re.findall(
    r'"([^"\n\\]+)"', (ROOT / "grammar" / "resultaatcontract.lark").read_text(encoding="utf-8")
)


@cache
def seeds() -> tuple[str, ...]:
    """The contracts of the repository, good and bad."""
    paths = [*CONTRACTS, *sorted((ROOT / "tests" / "bad").glob("*.rc")), *sorted((ROOT / "templates").glob("*.rc"))]
    return tuple(path.read_bytes().decode("utf-8") for path in paths)


# ------------------------------------------------------------------ one change


def _lines(change: Callable[[list[str], Random], None]) -> Mutator:
    def mutate(text: str, random: Random) -> str:
        lines = text.split("\n")
        change(lines, random)
        return "\n".join(lines)

    return mutate


def _pieces(change: Callable[[list[str], Random], None]) -> Mutator:
    def mutate(text: str, random: Random) -> str:
        pieces = _PIECES.findall(text) or [""]
        change(pieces, random)
        return "".join(pieces)

    return mutate


def _leave_out(parts: list[str], random: Random) -> None:
    del parts[random.randrange(len(parts))]


def _double(parts: list[str], random: Random) -> None:
    parts.insert(random.randrange(len(parts) + 1), random.choice(parts))


def _swap(parts: list[str], random: Random) -> None:
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _replace(parts: list[str], random: Random) -> None:
    parts[random.randrange(len(parts))] = random.choice((*WORDS, *_LITERALS, random.choice(parts)))


def _indent(lines: list[str], random: Random) -> None:
    index = random.randrange(len(lines))
    lines[index] = random.choice((" ", "  ", "   ", "\t", " " * 50, "")) + lines[index].lstrip()


def _put_odd(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice((*_ODD, *_LITERALS, *WORDS)) + text[place:]


def _drop_character(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + text[place + random.randint(1, 3) :]


def _cut(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def _splice(text: str, random: Random) -> str:
    other = random.choice(seeds())
    lines, others = text.split("\n"), other.split("\n")
    start = random.randrange(len(others))
    place = random.randrange(len(lines) + 1)
    return "\n".join([*lines[:place], *others[start : start + random.randint(1, 12)], *lines[place:]])


def _nest(text: str, random: Random) -> str:
    """Round something in an expression: parentheses, signs, words; a few levels or thousands."""
    depth = random.choice((1, 3, 60, 99, 101, 150, 300, 1_000, 3_000))
    before, after = random.choice(
        (
            ("(", ")"),
            ("-", ""),
            ("niet ", ""),
            ("(niet ", ")"),
            ("50% van ", ""),
            ("hoogste van (1, ", ")"),
            ("1 dag na ", ""),
        )
    )
    places = [match.end() for match in re.finditer(r"(?:behaald als|vergoeding|resultaat|hoogste|is|van) ", text)]
    if not places:
        return before * depth + text
    place = random.choice(places)
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return text[:place] + before * depth + text[place:end] + after * depth + text[end:]


def _lengthen(text: str, random: Random) -> str:
    """A long line, a long list, a long name, a long text, or many of the same."""
    lines = text.split("\n")
    index = random.randrange(len(lines))
    line = lines[index]
    match random.randint(0, 5):
        case 0:
            lines[index] = line + " en " + " en ".join(["werk"] * random.choice((50, 2_000)))
        case 1:
            lines[index] = line + " " * random.choice((1_000, 100_000)) + "#"
        case 2:
            lines[index] = line + "a" * 50_000
        case 3:
            lines[index] = line + ", a" * 5_000
        case 4:
            lines[index : index + 1] = [line] * random.choice((10, 300))
        case _:
            lines[index] = line + ' "' + "x" * 20_000 + '"'
    return "\n".join(lines)


def _deepen(text: str, random: Random) -> str:
    """Every line further to the right than the one before."""
    lines = text.split("\n")
    start = random.randrange(len(lines))
    count = random.choice((3, 25, 200))
    for number in range(min(count, len(lines) - start)):
        lines[start + number] = " " * (2 * number) + lines[start + number].lstrip()
    return "\n".join(lines)


MUTATORS: tuple[Mutator, ...] = (
    *(_lines(_leave_out), _lines(_double), _lines(_swap), _lines(_indent)),
    *(_pieces(_leave_out), _pieces(_double), _pieces(_swap), _pieces(_replace), _pieces(_replace)),
    *(_put_odd, _put_odd, _drop_character, _cut, _splice, _nest, _lengthen, _deepen),
)


# ------------------------------------------------------------------ whole texts


def mutated(random: Random, text: str | None = None) -> str:
    """A contract with a few mistakes."""
    made = random.choice(seeds()) if text is None else text
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        made = random.choice(MUTATORS)(made, random)
    return made


def from_nothing(random: Random) -> str:
    """A series of words of the language, literals, names and odd characters."""
    words = (*WORDS, *_LITERALS, *_ODD, "werk", "gemeente", "T0", "\n", "\n  ", "\n    ", " ", ", ", ": ", '"tekst"')
    return "taal 1\n" * random.randint(0, 1) + " ".join(random.choice(words) for _ in range(random.randint(0, 200)))


def random_bytes(random: Random) -> bytes:
    """Anything: noise, noise in a contract, a contract in another encoding."""
    match random.randint(0, 3):
        case 0:
            return random.randbytes(random.randint(0, 500))
        case 1:
            data = bytearray(random.choice(seeds()).encode())
            for _ in range(random.randint(1, 20)):
                data[random.randrange(len(data))] = random.randrange(256)
            return bytes(data)
        case 2:
            return random.choice(seeds()).encode(random.choice(("utf-16", "utf-8-sig", "utf-32", "utf-16-be")))
    return random.choice(seeds()).encode("cp1252", "replace")
