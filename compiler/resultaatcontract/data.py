"""Where the grammar and the templates are: inside the installed package, or beside it in the repository."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def data_folder(name: str) -> Path:
    """The folder `grammar` or `templates`."""
    installed = _PACKAGE / name
    if installed.is_dir():
        return installed
    for parent in _PACKAGE.parents:
        if (parent / name).is_dir() and (parent / "pyproject.toml").is_file():
            return parent / name
    raise FileNotFoundError(f"the package has no {name}")
