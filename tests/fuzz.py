"""`python -m tests.fuzz --seconds 60 [--seed N]`: nonsense until the time is up; only findings may come of it.

Prints the seed first. On a failure it prints the seed, the number of the case and the input, and ends with 1.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import traceback
from random import Random, SystemRandom

from .generators import seeded_cases
from .invariants import INVARIANTS
from .limits import at_most
from .mutations import from_nothing, mutated, random_bytes
from .robust import bytes_survive, survives

MEMORY = 3 * 1024**3
SECONDS_A_CASE = 20.0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = SystemRandom().randrange(10**9) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    end = time.monotonic() + chosen.seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        random = Random(f"{seed}/{number}")
        kind = random.randrange(10)
        shown = ""
        try:
            with at_most(SECONDS_A_CASE):
                if kind == 0:
                    data = random_bytes(random)
                    shown = repr(data)
                    bytes_survive(data)
                elif kind == 1:
                    for case in seeded_cases(random.randrange(10**9), 1):
                        shown = case.compiled.source.text
                        for invariant in INVARIANTS:
                            invariant(case)
                else:
                    shown = from_nothing(random) if kind == 2 else mutated(random)
                    survives(shown)
        except Exception:
            traceback.print_exc()
            print(f"seed {seed}, case {number}:\n{shown}", file=sys.stderr)
            return 1
    print(f"{number} passed, 0 failed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
