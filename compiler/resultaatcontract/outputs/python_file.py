"""`rc build`: the plan as one readable Python file that needs only the standard library.

Expressions are built as syntax nodes of Python and written by `ast.unparse`; the arithmetic is the text of
`plan/exact.py`, the same that runs in the process. The parts of the file, in order: `python_frame.py` (its head and
foot), `python_inputs.py`, `python_profiles.py`, `python_settlement.py`.
"""

from __future__ import annotations

import inspect

from .. import __version__
from ..driver import Compiled
from ..plan import exact
from .python_frame import FOOT, HEAD
from .python_inputs import Inputs
from .python_names import one_line
from .python_profiles import PersonLoop
from .python_settlement import SettlementCode


def build_python(compiled: Compiled) -> str:
    """The text of the file; the same for the same contract."""
    inputs = Inputs(compiled.contract, compiled.plan)
    people = PersonLoop(compiled.plan, inputs)
    parts = [_head(compiled), inputs.facts(), _arithmetic(), people.function()]
    parts += [SettlementCode(compiled.plan, inputs, people).function(), FOOT.rstrip()]
    return "\n\n\n".join(parts) + "\n"


def _head(compiled: Compiled) -> str:
    head = HEAD.replace("@TITEL@", one_line(compiled.contract.title))
    return head.replace("@HASH@", compiled.digest).replace("@VERSIE@", __version__).rstrip()


def _arithmetic() -> str:
    """The text of `plan/exact.py` behind its imports, which the head of the file has."""
    text = inspect.getsource(exact).split("from math import lcm\n", 1)[1]
    text = text.replace("  # type: ignore[no-untyped-def]", "").strip()
    return f"# {'-' * 78}\n# Exacte rekenkunde: breuken en gehele getallen, nergens drijvende komma.\n\n\n{text}"
