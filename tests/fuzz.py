"""`python -m tests.fuzz --seconds 60 [--seed N]`: nonsense until the time is up; only findings may come of it.

Prints the seed first. Two kinds of cases take turns: wrong texts, of which only findings may come, and generated
contracts with results, for which every invariant holds, the built file included. On a failure it prints the seed, the
number of the case and the smallest input that still fails in the same way, and ends with 1. The same seed gives the
same cases; `--only` repeats one of them.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import traceback
from collections.abc import Callable
from random import Random, SystemRandom

from resultaatcontract.driver import compile_source
from resultaatcontract.findings import Rejected, Severity
from resultaatcontract.plan.inputs import Results

from .contract_texts import contract_text
from .generators import Case, Seeded, results_for, source
from .invariants import INVARIANTS
from .limits import at_most
from .mutations import from_nothing, mutated, random_bytes
from .reduce import reduced_bytes, reduced_results, reduced_text
from .robust import bytes_survive, survives

MEMORY = 3 * 1024**3
SECONDS_A_CASE = 30.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Zoekt invoer waarop het programma breekt.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", type=int, default=None, help="the number of one case, to repeat it")
    chosen = parser.parse_args()
    seed = SystemRandom().randrange(10**9) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if chosen.only is not None:
        return 0 if passes(seed, chosen.only) else 1
    end = time.monotonic() + chosen.seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        if not passes(seed, number):
            return 1
    print(f"{number} passed, 0 failed")
    return 0


def passes(seed: int, number: int) -> bool:
    """Whether one case holds; shows how it fails when it doesn't."""
    random = Random(f"{seed}/{number}")
    match random.randrange(10):
        case 0:
            data = random_bytes(random)
            problem = trouble(lambda: bytes_survive(data))
            if problem is not None:
                found = problem
                small = reduced_bytes(data, lambda less: same(found, lambda: bytes_survive(less)))
                show(seed, number, problem, repr(small))
        case 1 | 2 | 3:
            problem = generated(seed, number, random)
        case kind:
            text = from_nothing(random) if kind == 4 else mutated(random)
            problem = trouble(lambda: survives(text))
            if problem is not None:
                found = problem
                small_text = reduced_text(text, lambda less: same(found, lambda: survives(less)))
                show(seed, number, problem, small_text)
    return problem is None


def generated(seed: int, number: int, random: Random) -> Exception | None:
    """A generated contract with results: what is wrong with it, already shown."""
    text = contract_text(Seeded(random))
    try:
        results = results_for(compile_source(source(text)), Seeded(random))
    except Rejected as rejected:
        # Some combinations are refused, such as an indicator behind a condition on the whole contract in another one.
        assert any(one.severity is Severity.ERROR for one in rejected.findings)
        return None
    problem = trouble(lambda: holds(text, results))
    if problem is not None:
        first = problem
        results = reduced_results(results, lambda less: same(first, lambda: holds(text, less)))
        text = reduced_text(text, lambda less: same(first, lambda: holds(less, results)))
        results = reduced_results(results, lambda less: same(first, lambda: holds(text, less)))
        people = "\n".join(str(one) for one in results.participants)
        show(seed, number, problem, f"{text}\n{people}\n{dict(results.values)}")
    return problem


def holds(text: str, results: Results) -> None:
    """Every invariant; a text that doesn't compile has none."""
    try:
        compiled = compile_source(source(text))
    except Rejected:
        return
    with at_most(SECONDS_A_CASE):
        for invariant in INVARIANTS:
            invariant(Case(compiled, results))


# ------------------------------------------------------------------ failures


def trouble(action: Callable[[], object]) -> Exception | None:
    try:
        action()
    except Exception as problem:
        return problem
    return None


def same(problem: Exception, action: Callable[[], object]) -> bool:
    """Whether an action fails as another did: the same kind of exception, raised in the same place."""
    found = trouble(action)
    return found is not None and _mark(found) == _mark(problem)


def _mark(problem: Exception) -> tuple[type[Exception], str, int]:
    last = traceback.extract_tb(problem.__traceback__)[-1:]
    if not last or isinstance(problem, RecursionError | MemoryError):
        return type(problem), "", 0
    return type(problem), last[0].filename, last[0].lineno or 0


def show(seed: int, number: int, problem: Exception, shown: str) -> None:
    traceback.print_exception(problem)
    print(f"seed {seed}, case {number}; the smallest input that fails:\n{shown}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
