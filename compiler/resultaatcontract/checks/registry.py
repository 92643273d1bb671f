"""All kinds of finding, by code. The files of this folder are the register: `rc101_syntax.py` holds RC101.

Nothing here is needed to check a contract; it is imported when there is a finding to show or a page to write.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from ..findings import Rule

_FILE = re.compile(r"(rc[1-9][0-9]{2})_[a-z][a-z0-9_]*")


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes."""
    return tuple(rule(code) for code in sorted(_files()))


@cache
def rule(code: str) -> Rule:
    """The rule with this code (`RC101`); only its own file is imported. `KeyError` when there is none."""
    module = _files()[code]
    found = import_module(f"{__package__}.{module}").RULE
    if not isinstance(found, Rule) or found.code != code:
        raise ValueError(f"{module}.py has no RULE with the code {code}")
    return found


@cache
def _files() -> dict[str, str]:
    package = import_module(str(__package__))
    return by_code(module.name for module in pkgutil.iter_modules(package.__path__))


def by_code(modules: Iterable[str]) -> dict[str, str]:
    """From code to module, for the modules that are called after a code; the others (this one) are no rules.

    A slip in a name must not make a rule vanish, so whatever starts like a code has to be one.
    """
    files: dict[str, str] = {}
    for module in sorted(modules):
        if not re.match(r"rc[0-9]", module):
            continue
        match = _FILE.fullmatch(module)
        if match is None:
            raise ValueError(f"{module}.py is not called after a code, such as rc101_syntax.py")
        code = match[1].upper()
        if code in files:
            raise ValueError(f"{files[code]}.py and {module}.py both claim {code}")
        files[code] = module
    return files
