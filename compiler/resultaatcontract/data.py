"""Where the grammar, templates and contracts are, inside the installed package or beside it in the repository; and
where the program may keep what it can make again."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def data_folder(name: str) -> Path:
    """The folder `grammar`, `templates` or `contracts`."""
    installed = _PACKAGE / name
    if installed.is_dir():
        return installed
    for parent in _PACKAGE.parents:
        if (parent / name).is_dir() and (parent / "pyproject.toml").is_file():
            return parent / name
    raise FileNotFoundError(f"the package has no {name}")


def cache_folder() -> Path | None:
    """The user's own cache folder for this program; None where there is none that only the user can write to.

    Everything in it is safe to delete.
    """
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(base) / "resultaatcontract"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != os.getuid():
            return None
    except (OSError, AttributeError):
        return None
    return folder
