"""`make bench`: each promise about speed as a ratio of two things timed in this run, on this machine.

check / parse     the full check of a contract against lark's bare parse of the same text    at most 3
10 × text         the full check of a text ten times as long (to 100,000 lines)              at most 11
built / by hand   participants per second, built function against the hand-written loop      at least 0.5
rc check / import the whole process against one that only imports lark, click and jinja2      at most 2
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lark import Lark
from resultaatcontract.cli import collect_by_hand
from resultaatcontract.data import data_folder
from resultaatcontract.driver import check_source, compile_source
from resultaatcontract.outputs.python_file import build_python
from resultaatcontract.syntax.layout import Layout
from resultaatcontract.text.source import Source

from .hand import total

LEEUWARDEN = Path(__file__).parent.parent / "contracts/leeuwarden-oost/leeuwarden-oost.rc"
START, END = 738_156, 738_885  # the term of the contract, as day numbers


def long_contract(lines: int) -> str:
    """A contract of about so many lines: many measurements and indicators, each used, one example."""
    head = (
        'taal 1\n\novereenkomst "Lang"\n  looptijd 1 januari 2027 t/m 31 december 2028\n  bedragen in EUR\n'
        'partij gemeente "Gemeente" is betaler\npartij maker "Maker" is uitvoerder\npartij panel "Panel" is beoordelaar\n'
        'deelnemer traject "Traject"\n  moment T0 "Start"\n'
    )
    blocks = [
        f'meting m{number} "Meting {number}" op T0: ja/nee\n  definitie "Wat telt."\n  bewijs "Stuk {number}"\n'
        f'indicator i{number} "Indicator {number}"\n  behaald als m{number} op T0\n'
        f"  vergoeding € {1000 + number % 7} per deelnemer\n  ten hoogste € 100.000\n"
        for number in range(lines // 7)
    ]
    tail = (
        "betaling\n  gemeente draagt 100%\n  aan maker\n"
        'voorbeeld "Niets"\n  deelnemer a: overige nee\n  verwacht totaal € 0\n'
    )
    return head + "".join(blocks) + tail


def rows(number: int, seed: int = 1) -> list[tuple[Any, ...]]:
    """Random participants of Leeuwarden Oost, in the columns of the built file."""
    chance = random.Random(seed)
    found = []
    for _ in range(number):
        start = chance.randint(START, END - 60)
        answers = [chance.random() < 0.5 for _ in range(8)]
        scores = [chance.randint(1, 5) for _ in range(4)] + [chance.randint(2, 20) for _ in range(2)]
        found.append((start, start + chance.randint(30, 300), *answers, *scores, chance.random() < 0.5))
    return found


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of a few runs, in seconds of processor time."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def bare_parser() -> Callable[[str], object]:
    """Lark on the same grammar, making its own tree."""
    grammar = (data_folder("grammar") / "resultaatcontract.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=True, postlex=Layout()).parse


def built_function() -> Callable[..., dict[str, Any]]:
    """The function of the file that `rc build` writes."""
    space: dict[str, Any] = {"__name__": "betaalfunctie"}
    source = Source("leeuwarden", LEEUWARDEN.read_text(encoding="utf-8"))
    exec(build_python(compile_source(source)), space)
    function: Callable[..., dict[str, Any]] = space["betaal"]
    return function


def process_time(*arguments: str) -> float:
    """The least processor time of a whole process, in seconds, with compiled modules kept as on a user's machine."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    found = []
    for _ in range(9):
        process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{arguments} failed")
        found.append(usage.ru_utime + usage.ru_stime)
    return min(found)


def main() -> None:
    """Measure everything and print it; exit 1 when a promise isn't kept."""
    kept = True
    collect_by_hand()  # as every `rc` command does

    def show(name: str, value: float, limit: float, at_most: bool, detail: str) -> None:
        nonlocal kept
        good = value <= limit if at_most else value >= limit
        kept = kept and good
        print(f"{'ok ' if good else 'NIET'} {name:<24} {value:6.2f}  ({'≤' if at_most else '≥'} {limit})  {detail}")

    parse = bare_parser()
    for name, text in (
        ("Leeuwarden", LEEUWARDEN.read_text(encoding="utf-8")),
        ("10.000 regels", long_contract(10_000)),
    ):
        check_source(Source("x", text))
        bare = best(lambda text=text: parse(text + "\n"))  # type: ignore[misc]
        full = best(lambda text=text: check_source(Source("x", text)))  # type: ignore[misc]
        show(f"check / parse, {name}", full / bare, 3, True, f"{full * 1e3:.0f} ms en {bare * 1e3:.0f} ms")
    short, long_ = long_contract(10_000), long_contract(100_000)
    one = best(lambda: check_source(Source("x", short)), 2)
    ten = best(lambda: check_source(Source("x", long_)), 1)
    show("check, 10 × de tekst", ten / one, 11, True, f"{one:.2f} s en {ten:.2f} s")

    people = rows(2_000_000)
    function = built_function()
    if function(people)["totaal"] != total(people):
        raise SystemExit("the built function and the one by hand disagree")
    hand = len(people) / best(lambda: total(people))
    built = len(people) / best(lambda: function(people))
    show("gebouwd / met de hand", built / hand, 0.5, False, f"{built / 1e6:.2f} en {hand / 1e6:.2f} miljoen per s")

    imports = process_time("-c", "import lark, click, jinja2")
    check = process_time("-m", "resultaatcontract", "check", str(LEEUWARDEN))
    show("rc check / import", check / imports, 2, True, f"{check * 1e3:.0f} ms en {imports * 1e3:.0f} ms")
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
